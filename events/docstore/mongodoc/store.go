// Package mongodoc keeps documents in MongoDB: the engine of docstore for more
// than one machine. It alone imports the MongoDB driver.
//
// A document is stored as
//
//	{_id: id, v: version, s: schema, b: body, u: ["=id", "+key", ...], ix: {name: value, ...}}
//
// b is the body as a string, to the byte. As a BSON document it would come back
// with other bytes: times cut to milliseconds, numbers in another type, keys that
// begin with $ or hold dots refused. Nothing of ours looks inside.
//
// u has a unique index over its elements, so that no two documents share one. It
// holds the id too, because two empty arrays would collide; the signs in front
// keep an id and a key of the same text apart. Such an index cannot span shards:
// keep each collection on one.
//
// ix has one field for each index key, and each field an index of its own. One
// array of "name=value" would need one index only, but MongoDB sorts a document by
// the smallest element of the whole array, not by the one within the bounds.
package mongodoc

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"wanjia/events/docstore"
)

// checks is the collection Check writes to. Its name cannot be one of the
// contract's.
const checks = "_wanjia_checks"

// Store implements [docstore.Engine] on one database of a MongoDB server.
type Store struct {
	client *mongo.Client
	db     *mongo.Database
	where  string
	secret secret

	mu      sync.RWMutex // held shared by every call under way
	closed  bool
	indexes indexes
}

var _ docstore.Engine = (*Store)(nil)

// Open connects to the server of a mongodb:// or mongodb+srv:// URI and uses the
// database its path names, "wanjia" when it names none.
//
// A server that does not answer within seconds is ErrUnavailable, with a text that
// names the address but never the credentials; a URI that cannot be read is
// ErrInvalid. [Store.Close] ends the driver's goroutines.
func Open(ctx context.Context, uri string) (*Store, error) {
	opts, name, err := clientOptions(uri)
	if err != nil {
		return nil, err
	}
	s := &Store{where: strings.Join(opts.Hosts, ",") + "/" + name, secret: secretOf(opts)}
	if s.client, err = mongo.Connect(opts); err != nil {
		return nil, fmt.Errorf("connect to %s: %w", s.where, s.secret.hide(errors.Join(err, docstore.ErrInvalid)))
	}
	s.db = s.client.Database(name)
	if err := s.client.Ping(ctx, nil); err != nil {
		return nil, errors.Join(fmt.Errorf("connect to %s: %w; is the server running and reachable from here?", s.where, s.fail(ctx, err)), s.disconnect())
	}
	return s, nil
}

// Close implements [docstore.Engine]. Closing again does nothing.
func (s *Store) Close() error {
	s.mu.Lock() // waits for the calls under way, each of which has a deadline
	defer s.mu.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	return s.disconnect()
}

func (s *Store) disconnect() error {
	ctx, cancel := context.WithTimeout(context.Background(), closeTimeout)
	defer cancel()
	if err := s.client.Disconnect(ctx); err != nil {
		return fmt.Errorf("disconnect from %s: %w", s.where, s.secret.hide(err))
	}
	return nil
}

// enter keeps the store open until the call does s.mu.RUnlock.
func (s *Store) enter(collection string) (*mongo.Collection, error) {
	if err := docstore.ValidCollection(collection); err != nil {
		return nil, err
	}
	s.mu.RLock()
	if s.closed {
		s.mu.RUnlock()
		return nil, errClosed
	}
	return s.db.Collection(collection), nil
}

// Collections implements [docstore.Engine].
func (s *Store) Collections(ctx context.Context) ([]string, error) {
	if _, err := s.enter("any"); err != nil {
		return nil, err
	}
	defer s.mu.RUnlock()
	names, err := s.db.ListCollectionNames(ctx, bson.D{})
	if err != nil {
		return nil, fmt.Errorf("collections: %w", s.fail(ctx, err))
	}
	var all []string
	for _, name := range names {
		if docstore.ValidCollection(name) != nil {
			continue // the server's own, or ours for checks
		}
		err := s.db.Collection(name).FindOne(ctx, bson.D{}).Err()
		switch {
		case errors.Is(err, mongo.ErrNoDocuments):
		case err != nil:
			return nil, fmt.Errorf("collections: look into %s: %w", name, s.fail(ctx, err))
		default:
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all, nil
}

// Check implements [docstore.Engine]: it writes and reads a document of its own,
// under the same concerns as any other.
func (s *Store) Check(ctx context.Context) (docstore.Health, error) {
	h := docstore.Health{Engine: "mongodb", Where: s.where}
	if _, err := s.enter("any"); err != nil {
		return h, err
	}
	defer s.mu.RUnlock()
	if err := s.describe(ctx, &h); err != nil {
		return h, err
	}
	own := bson.D{{Key: "_id", Value: "check"}}
	at := bson.D{{Key: "$set", Value: bson.D{{Key: "at", Value: time.Now()}}}}
	c := s.db.Collection(checks)
	if _, err := c.UpdateOne(ctx, own, at, upsert); err != nil {
		return h, fmt.Errorf("check write: %w", s.fail(ctx, err))
	}
	if err := c.FindOne(ctx, own).Err(); err != nil {
		return h, fmt.Errorf("check read: %w", s.fail(ctx, err))
	}
	return h, nil
}

// describe asks the server what it is.
func (s *Store) describe(ctx context.Context, h *docstore.Health) error {
	var build struct {
		Version string `bson:"version"`
		Ferret  string `bson:"ferretdbVersion"`
	}
	if err := s.db.RunCommand(ctx, bson.D{{Key: "buildInfo", Value: 1}}).Decode(&build); err != nil {
		return fmt.Errorf("ask for the version: %w", s.fail(ctx, err))
	}
	h.Version = build.Version
	var hello struct {
		Set string `bson:"setName"`
		Msg string `bson:"msg"`
	}
	if err := s.db.RunCommand(ctx, bson.D{{Key: "hello", Value: 1}}).Decode(&hello); err != nil {
		return fmt.Errorf("ask for the topology: %w", s.fail(ctx, err))
	}
	switch {
	case build.Ferret != "":
		h.Notes = append(h.Notes, "FerretDB "+build.Ferret+" is for tests only: it does not keep unique keys apart, and updates are not atomic")
	case hello.Msg == "isdbgrid":
		h.Notes = append(h.Notes, "sharded cluster: keep each collection on one shard, a unique key is unique only there")
	case hello.Set == "":
		h.Notes = append(h.Notes, "not a replica set: what is acknowledged lives on one server only; make it a replica set of three")
	}
	return nil
}
