package s3objects_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"wanjia/events/fault"
	"wanjia/events/objects"
	"wanjia/events/objects/s3objects"
	"wanjia/events/testkit"
)

// The contract itself runs in events/testkit/s3wire, against a whole server. Here
// are the answers no healthy server gives.

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// answering is a store on a server whose bucket is there and whose objects are
// answered by handle.
func answering(t *testing.T, handle http.HandlerFunc) *s3objects.Store {
	t.Helper()
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead && strings.Trim(r.URL.Path, "/") == "wanjia" {
			return
		}
		_, _ = io.Copy(io.Discard, r.Body) // a client that is not heard out says the wrong thing
		handle(w, r)
	}))
	t.Cleanup(srv.Close)
	s, err := s3objects.Open(t.Context(), s3objects.Config{Endpoint: srv.URL, Bucket: "wanjia", AccessKey: "key", SecretKey: "sesame"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func TestAnswers(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		status int
		code   string
		want   *fault.Error
	}{
		"denied":       {403, "AccessDenied", objects.ErrDenied},
		"unknown key":  {403, "InvalidAccessKeyId", objects.ErrDenied},
		"wrong secret": {403, "SignatureDoesNotMatch", objects.ErrDenied},
		"no bucket":    {404, "NoSuchBucket", objects.ErrDenied},
		"full":         {507, "XMinioStorageFull", objects.ErrFull},
		"quota":        {400, "QuotaExceeded", objects.ErrFull},
		"busy":         {503, "SlowDown", objects.ErrUnavailable},
		"broken":       {500, "InternalError", objects.ErrUnavailable},
		"strange":      {418, "Teapot", objects.ErrUnavailable},
		"not S3":       {502, "", objects.ErrUnavailable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := answering(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "application/xml")
				w.WriteHeader(tt.status)
				if tt.code == "" {
					_, _ = io.WriteString(w, "<html>Bad gateway</html>")
				} else {
					_, _ = fmt.Fprintf(w, "<Error><Code>%s</Code><Message>the server says no</Message></Error>", tt.code)
				}
			})
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			_, put := s.Put(ctx, "x", strings.NewReader("x"), 1, "")
			_, _, get := s.Get(ctx, "x")
			for call, err := range map[string]error{"Put": put, "Get": get, "Delete": s.Delete(ctx, "x")} {
				if fault.Of(err).Code != tt.want.Code || strings.Contains(fmt.Sprint(err), "sesame") {
					t.Errorf("%s = %v, want %s", call, err, tt.want.Code)
				}
			}
		})
	}
}

// TestBodyCut: an answer that ends early is no whole object.
func TestBodyCut(t *testing.T) {
	t.Parallel()
	s := answering(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		w.Header().Set("ETag", `"abc"`)
		w.Header().Set("Last-Modified", time.Now().UTC().Format(http.TimeFormat))
		_, _ = io.WriteString(w, "only this")
		_ = http.NewResponseController(w).Flush() // the client sees a failure as one of the whole otherwise
		panic(http.ErrAbortHandler)               // hangs up
	})
	r, info, err := s.Get(t.Context(), "x")
	if err != nil || info.Size != 100 {
		t.Fatalf("%+v, %v", info, err)
	}
	defer r.Close()
	if got, err := io.ReadAll(r); !errors.Is(err, objects.ErrUnavailable) {
		t.Errorf("read %q, %v, want ErrUnavailable", got, err)
	}
}

func TestUnreachable(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, err := s3objects.Open(ctx, s3objects.Config{Endpoint: "http://" + testkit.StallingServer(t), Bucket: "wanjia"})
	if !errors.Is(err, objects.ErrUnavailable) || time.Since(begun) > 3*time.Second {
		t.Errorf("a stalling server: %v after %v, want ErrUnavailable within the deadline", err, time.Since(begun))
	}
	begun = time.Now()
	_, err = s3objects.Open(t.Context(), s3objects.Config{Endpoint: "http://127.0.0.1:1", Bucket: "wanjia"})
	if !errors.Is(err, objects.ErrUnavailable) || !strings.Contains(err.Error(), "127.0.0.1:1/wanjia") || time.Since(begun) > 10*time.Second {
		t.Errorf("nobody there: %v after %v, want ErrUnavailable and where", err, time.Since(begun))
	}
}

func TestConfigRefused(t *testing.T) {
	t.Parallel()
	for name, cfg := range map[string]s3objects.Config{
		"nothing":     {},
		"no bucket":   {Endpoint: "http://h"},
		"scheme":      {Endpoint: "ftp://h", Bucket: "b"},
		"path":        {Endpoint: "http://h/bucket", Bucket: "b"},
		"credentials": {Endpoint: "http://ann:sesame@h", Bucket: "b"},
		"query":       {Endpoint: "http://h?x", Bucket: "b"},
		"no host":     {Endpoint: "http://", Bucket: "b"},
		"prefix":      {Endpoint: "http://h", Bucket: "b", Prefix: "../up"},
	} {
		_, err := s3objects.Open(t.Context(), cfg)
		if !errors.Is(err, s3objects.ErrConfig) || strings.Contains(fmt.Sprint(err, fault.Of(err).Details), "sesame") {
			t.Errorf("%s: %v, want ErrConfig", name, err)
		}
	}
}
