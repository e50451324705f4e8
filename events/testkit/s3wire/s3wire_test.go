package s3wire

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"go.uber.org/goleak"

	"wanjia/events/objects"
	"wanjia/events/objects/objectstest"
	"wanjia/events/objects/s3objects"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// Known deviations of this server from S3, which the tests step around:
//   - it takes the pieces in which a client without TLS signs a part of a large
//     object for the part itself, so such an object goes over TLS;
//   - it ignores If-Match when reading, so only our own look at the ETag is tested.

// server starts a server with one bucket, with or without TLS.
func server(t *testing.T, secure bool) (*httptest.Server, s3objects.Config) {
	t.Helper()
	backend := s3mem.New()
	if err := backend.CreateBucket("wanjia"); err != nil {
		t.Fatal(err)
	}
	s := httptest.NewUnstartedServer(gofakes3.New(backend).Server())
	cfg := s3objects.Config{Bucket: "wanjia", AccessKey: "key", SecretKey: "secret"}
	if secure {
		s.StartTLS()
		roots := x509.NewCertPool()
		roots.AddCert(s.Certificate())
		cfg.TLS = &tls.Config{RootCAs: roots, MinVersion: tls.VersionTLS12}
	} else {
		s.Start()
	}
	cfg.Endpoint = s.URL
	t.Cleanup(s.Close)
	return s, cfg
}

func open(t *testing.T, cfg s3objects.Config) *s3objects.Store {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	s, err := s3objects.Open(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func TestStore(t *testing.T) {
	t.Parallel()
	for name, secure := range map[string]bool{"http": false, "https": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, cfg := server(t, secure)
			objectstest.TestStore(t, func(t *testing.T) objects.Store { return open(t, cfg) })
		})
	}
}

// TestReplacedWhileRead: after a Seek the reader asks anew, and says so when
// what it finds is another object.
func TestReplacedWhileRead(t *testing.T) {
	t.Parallel()
	_, cfg := server(t, false)
	s := open(t, cfg)
	for _, text := range []string{"first", "other"} {
		if _, err := s.Put(t.Context(), "x", strings.NewReader("first"), 5, ""); err != nil {
			t.Fatal(err)
		}
		r, _, err := s.Get(t.Context(), "x")
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		if _, err := s.Put(t.Context(), "x", strings.NewReader(text), 5, ""); err != nil {
			t.Fatal(err)
		}
		if _, err := r.Seek(2, io.SeekStart); err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if same := text == "first"; same && string(got) != "rst" || !same && !errors.Is(err, objects.ErrReplaced) {
			t.Errorf("replaced by %q: read %q, %v", text, got, err)
		}
	}
}

func TestStoreWithPrefix(t *testing.T) {
	t.Parallel()
	_, cfg := server(t, false)
	below := cfg
	below.Prefix = "estates/one"
	objectstest.TestStore(t, func(t *testing.T) objects.Store { return open(t, below) })
	if _, err := open(t, below).Put(t.Context(), "film", strings.NewReader("x"), 1, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := open(t, cfg).Stat(t.Context(), "estates/one/film"); err != nil {
		t.Errorf("it is not below its prefix: %v", err)
	}
}

// TestManyParts: an object large enough to go over in several parts comes back
// the same, and one that is cut on the way leaves nothing.
func TestManyParts(t *testing.T) {
	t.Parallel()
	_, cfg := server(t, true)
	s := open(t, cfg)
	film := make([]byte, 34<<20)
	_, _ = rand.Read(film) // never fails
	if _, err := s.Put(t.Context(), "film", bytes.NewReader(film), int64(len(film)), "video/mp4"); err != nil {
		t.Fatal(err)
	}
	r, info, err := s.Get(t.Context(), "film")
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	back, err := io.ReadAll(r)
	if err != nil || !bytes.Equal(back, film) || info.Size != int64(len(film)) || info.ContentType != "video/mp4" {
		t.Errorf("%d of %d bytes came back, %+v, %v", len(back), len(film), info, err)
	}
	for name, size := range map[string]int64{"short": int64(len(film)) + 1, "long": int64(len(film)) - 1} {
		if _, err := s.Put(t.Context(), name, bytes.NewReader(film), size, ""); !errors.Is(err, objects.ErrSize) {
			t.Errorf("%s: %v, want ErrSize", name, err)
		}
		if _, err := s.Stat(t.Context(), name); !errors.Is(err, objects.ErrNotFound) {
			t.Errorf("%s left something: %v", name, err)
		}
	}
}

func TestNoBucket(t *testing.T) {
	t.Parallel()
	_, cfg := server(t, false)
	cfg.Bucket = "other"
	if _, err := s3objects.Open(t.Context(), cfg); !errors.Is(err, objects.ErrDenied) || !strings.Contains(err.Error(), "other") {
		t.Errorf("Open = %v, want ErrDenied naming the bucket", err)
	}
}

// TestServerGone: the server goes away under a store that was open.
func TestServerGone(t *testing.T) {
	t.Parallel()
	srv, cfg := server(t, false)
	s := open(t, cfg)
	srv.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := s.Put(ctx, "x", strings.NewReader("x"), 1, ""); !errors.Is(err, objects.ErrUnavailable) {
		t.Errorf("Put = %v, want ErrUnavailable", err)
	}
	if _, _, err := s.Get(ctx, "x"); !errors.Is(err, objects.ErrUnavailable) {
		t.Errorf("Get = %v, want ErrUnavailable", err)
	}
	if err := s.Delete(ctx, "x"); !errors.Is(err, objects.ErrUnavailable) {
		t.Errorf("Delete = %v, want ErrUnavailable", err)
	}
	if _, err := s.Check(ctx); !errors.Is(err, objects.ErrUnavailable) {
		t.Errorf("Check = %v, want ErrUnavailable", err)
	}
	if err := ctx.Err(); err != nil {
		t.Error("it took too long to give up")
	}
}
