// Package s3objects keeps objects on an S3 server. It is the only importer of
// minio-go.
package s3objects

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"wanjia/events/fault"
	"wanjia/events/objects"
)

// ErrConfig: what is said of the server cannot be used; the detail "why" says why.
var ErrConfig = fault.New(fault.Invalid, "s3_config", "the settings of the object storage cannot be used")

// Config says where the objects are.
type Config struct {
	Endpoint  string // https://host[:port] or http://host[:port]; a bare host means https
	Region    string // "" means us-east-1, which servers other than Amazon's take
	Bucket    string // must exist
	Prefix    string // a key, put before every key with a slash; "" for none
	AccessKey string // "" with SecretKey "" asks without a signature
	SecretKey string
	TLS       *tls.Config // nil trusts what the system trusts
}

// Store keeps objects in a bucket.
type Store struct {
	client    *minio.Client
	transport *http.Transport
	bucket    string
	prefix    string
	where     string
}

var _ objects.Store = (*Store)(nil)

// tries is how often a request that failed for a passing reason is sent in all;
// pauses between them stay below a second.
const tries = 3

// Open makes a store and asks whether the bucket is there. Errors: [ErrConfig],
// objects.ErrDenied (no such bucket, or not for these credentials),
// objects.ErrUnavailable.
func Open(ctx context.Context, cfg Config) (*Store, error) {
	endpoint, err := parseEndpoint(cfg.Endpoint)
	if err != nil {
		return nil, err
	}
	if cfg.Bucket == "" {
		return nil, ErrConfig.With("why", "the bucket is not named")
	}
	if cfg.Prefix != "" {
		if err := objects.ValidKey(cfg.Prefix); err != nil {
			return nil, ErrConfig.With("why", "the prefix is not a key")
		}
	}
	if cfg.Region == "" {
		cfg.Region = "us-east-1" // named, so that the client does not ask for it first
	}
	transport, err := minio.DefaultTransport(endpoint.Scheme == "https")
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrConfig, err)
	}
	if cfg.TLS != nil {
		transport.TLSClientConfig = cfg.TLS.Clone()
	}
	client, err := minio.New(endpoint.Host, &minio.Options{
		Creds:      credentials.NewStaticV4(cfg.AccessKey, cfg.SecretKey, ""),
		Secure:     endpoint.Scheme == "https",
		Transport:  transport,
		Region:     cfg.Region,
		MaxRetries: tries,
	})
	if err != nil {
		return nil, ErrConfig.With("why", err.Error())
	}
	s := &Store{client: client, transport: transport, bucket: cfg.Bucket, prefix: cfg.Prefix, where: endpoint.String() + "/" + path.Join(cfg.Bucket, cfg.Prefix)}
	there, err := client.BucketExists(ctx, cfg.Bucket)
	if err == nil && !there {
		err = minio.ErrorResponse{Code: minio.NoSuchBucket, StatusCode: http.StatusNotFound, Message: "there is no bucket " + cfg.Bucket}
	}
	if err != nil {
		transport.CloseIdleConnections()
		return nil, fail("open", s.where, err)
	}
	return s, nil
}

// parseEndpoint reads an address; a path, a query or credentials have no place
// in it and are refused rather than dropped.
func parseEndpoint(text string) (*url.URL, error) {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" ||
		u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, ErrConfig.With("why", "the endpoint is written https://host:port or http://host:port, and nothing more")
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host}, nil
}

// Close frees idle connections.
func (s *Store) Close() error {
	s.transport.CloseIdleConnections()
	return nil
}

func (s *Store) name(key string) string { return path.Join(s.prefix, key) }

// Put implements [objects.Store].
func (s *Store) Put(ctx context.Context, key string, r io.Reader, size int64, contentType string) (objects.Info, error) {
	if err := objects.ValidKey(key); err != nil {
		return objects.Info{}, err
	}
	contentType, err := objects.ValidContent(size, contentType)
	if err != nil {
		return objects.Info{}, err
	}
	body := &source{r: objects.Exactly(r, size)}
	if size == 0 { // of an empty body the client reads nothing, and so would not notice
		if _, err := body.Read(make([]byte, 1)); !errors.Is(err, io.EOF) {
			return objects.Info{}, fmt.Errorf("put %s: %w", key, err)
		}
	}
	up, err := s.client.PutObject(ctx, s.bucket, s.name(key), body, size, minio.PutObjectOptions{
		ContentType: contentType,
		// Signed in pieces, nothing would go out with no Content-Length, which servers refuse.
		DisableContentSha256: size == 0,
	})
	if body.err != nil { // the client words it as trouble of its own
		return objects.Info{}, fmt.Errorf("put %s: read what is to be stored: %w", key, body.err)
	}
	if err != nil {
		return objects.Info{}, fail("put", key, err)
	}
	modified := up.LastModified
	if modified.IsZero() {
		modified = time.Now().UTC()
	}
	return objects.Info{Key: key, Size: size, ContentType: contentType, ETag: strings.Trim(up.ETag, `"`), Modified: modified}, nil
}

// source keeps the reader's own error.
type source struct {
	r   io.Reader
	err error
}

// Read implements io.Reader.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// Stat implements [objects.Store].
func (s *Store) Stat(ctx context.Context, key string) (objects.Info, error) {
	if err := objects.ValidKey(key); err != nil {
		return objects.Info{}, err
	}
	i, err := s.client.StatObject(ctx, s.bucket, s.name(key), minio.StatObjectOptions{})
	if err != nil {
		return objects.Info{}, fail("stat", key, err)
	}
	return describe(key, i), nil
}

func describe(key string, i minio.ObjectInfo) objects.Info {
	return objects.Info{Key: key, Size: i.Size, ContentType: i.ContentType, ETag: strings.Trim(i.ETag, `"`), Modified: i.LastModified}
}

// Delete implements [objects.Store].
func (s *Store) Delete(ctx context.Context, key string) error {
	if err := objects.ValidKey(key); err != nil {
		return err
	}
	err := s.client.RemoveObject(ctx, s.bucket, s.name(key), minio.RemoveObjectOptions{})
	if err != nil && minio.ToErrorResponse(err).Code != minio.NoSuchKey {
		return fail("delete", key, err)
	}
	return nil
}

// Check implements [objects.Store].
func (s *Store) Check(ctx context.Context) (objects.Health, error) {
	h := objects.Health{Kind: "s3", Where: s.where}
	if strings.HasPrefix(s.where, "http:") {
		h.Notes = append(h.Notes, "the object storage is reached without TLS")
	}
	return h, objects.Probe(ctx, s)
}

// fail tells which fault an error of the client is. One that carries no answer
// of the server is a server that does not answer.
func fail(doing, what string, err error) error {
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("%s %s: %w", doing, what, err)
	}
	f := objects.ErrUnavailable
	if r := minio.ToErrorResponse(err); r.StatusCode != 0 || r.Code != "" {
		switch r.Code {
		case minio.NoSuchKey:
			f = objects.ErrNotFound
		case minio.PreconditionFailed:
			f = objects.ErrReplaced
		case minio.NoSuchBucket, minio.AccessDenied, "InvalidAccessKeyId", "SignatureDoesNotMatch", "AllAccessDisabled", "AccountProblem":
			f = objects.ErrDenied
		case "XMinioStorageFull", "QuotaExceeded", "XMinioAdminBucketQuotaExceeded", "EntityTooLarge":
			f = objects.ErrFull
		}
		switch r.StatusCode {
		case http.StatusInsufficientStorage:
			f = objects.ErrFull
		case http.StatusForbidden, http.StatusUnauthorized:
			f = objects.ErrDenied
		}
	}
	return fmt.Errorf("%s %s: %w: %w", doing, what, f, err)
}
