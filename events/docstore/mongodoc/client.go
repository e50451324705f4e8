package mongodoc

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"wanjia/events/docstore"
)

const (
	defaultDatabase  = "wanjia"
	selectionTimeout = 3 * time.Second  // a server that is not there is said so in seconds
	callTimeout      = 15 * time.Second // of a call whose context has no deadline
	closeTimeout     = 10 * time.Second
)

var (
	errClosed = fmt.Errorf("the store is closed: %w", docstore.ErrUnavailable)
	upsert    = options.UpdateOne().SetUpsert(true)
)

// clientOptions reads the URI and sets what the contract asks for: what is
// acknowledged is on the disks of the majority, and what is read was so too. A
// URI may change the timeouts but not that.
func clientOptions(uri string) (*options.ClientOptions, string, error) {
	opts := options.Client().ApplyURI(uri)
	name, err := databaseOf(uri)
	if err = errors.Join(opts.Validate(), err); err != nil {
		why := secret(append(userinfo(uri), uri)).mask(err.Error())
		return nil, "", fmt.Errorf("the MongoDB URI cannot be read: %s: %w", why, docstore.ErrInvalid)
	}
	if opts.ServerSelectionTimeout == nil {
		opts.SetServerSelectionTimeout(selectionTimeout)
	}
	if opts.ConnectTimeout == nil {
		opts.SetConnectTimeout(selectionTimeout)
	}
	if opts.Timeout == nil {
		opts.SetTimeout(callTimeout)
	}
	if opts.AppName == nil {
		opts.SetAppName("wanjia")
	}
	journal := true // a single server too answers only when it is on its disk
	opts.SetWriteConcern(&writeconcern.WriteConcern{W: writeconcern.WCMajority, Journal: &journal})
	opts.SetReadConcern(readconcern.Majority())
	opts.SetReadPreference(readpref.Primary())
	return opts, name, nil
}

// databaseOf returns the database in the path of a URI. net/url cannot read one
// that lists several hosts.
func databaseOf(uri string) (string, error) {
	_, rest, _ := strings.Cut(uri, "://")
	rest, _, _ = strings.Cut(rest, "?")
	_, path, _ := strings.Cut(rest, "/")
	name, err := url.PathUnescape(path)
	switch {
	case err != nil:
		return "", errors.New("the database's name is not escaped as it should be")
	case name == "":
		return defaultDatabase, nil
	case strings.ContainsAny(name, "/\\. \"$*<>:|?\x00") || len(name) > 63:
		return "", errors.New("the database's name holds a character it must not, or is too long")
	}
	return name, nil
}

// userinfo returns the parts of the URI that must not be shown, as written and as
// meant.
func userinfo(uri string) []string {
	_, rest, _ := strings.Cut(uri, "://")
	i := strings.LastIndexByte(rest, '@') // the last: a password may hold one by mistake
	if i < 0 {
		return nil
	}
	_, password, _ := strings.Cut(rest[:i], ":")
	parts := []string{rest[:i], password}
	if plain, err := url.PathUnescape(password); err == nil {
		parts = append(parts, plain)
	}
	return parts
}

// secret are texts that must not be shown.
type secret []string

func secretOf(opts *options.ClientOptions) secret {
	if opts.Auth == nil {
		return nil
	}
	return secret{opts.Auth.Password}
}

func (s secret) mask(text string) string {
	for _, part := range s {
		if part != "" {
			text = strings.ReplaceAll(text, part, "***")
		}
	}
	return text
}

// hide returns err with its text masked.
func (s secret) hide(err error) error {
	if text := s.mask(err.Error()); text != err.Error() {
		return masked{err, text}
	}
	return err
}

type masked struct {
	err  error
	text string
}

func (m masked) Error() string { return m.text }
func (m masked) Unwrap() error { return m.err }

// Codes of MongoDB's own that mean something to the contract.
const (
	codeDuplicate = 11000
	codeDisk      = 14031 // OutOfDiskSpace
)

// fail says what an error of the driver means to the contract. Whatever is not
// known to be final is ErrUnavailable: the outcome is unknown.
func (s *Store) fail(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	err = s.secret.hide(err)
	if ctx.Err() != nil {
		return fmt.Errorf("%w: %w: %w", err, ctx.Err(), docstore.ErrUnavailable)
	}
	// Only when the server refused the command as a whole was nothing written.
	if e, ok := errors.AsType[mongo.CommandError](err); ok && e.Code == codeDisk {
		return fmt.Errorf("%w: %w", err, docstore.ErrFull)
	}
	return fmt.Errorf("%w: %w", err, docstore.ErrUnavailable)
}
