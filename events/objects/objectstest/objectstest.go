// Package objectstest holds the contract of events/objects as a test that every
// kind of storage runs.
package objectstest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events/objects"
)

// TestStore checks that open returns something that behaves as [objects.Store]
// promises. Keys are fresh in each run, so the storage need not be empty.
func TestStore(t *testing.T, open func(*testing.T) objects.Store) {
	tests := map[string]func(*testing.T, objects.Store, string){
		"round trip":          roundTrip,
		"absent":              absent,
		"replace":             replace,
		"wrong size":          wrongSize,
		"reader fails":        readerFails,
		"caller leaves":       callerLeaves,
		"bad input":           badInput,
		"a key below another": below,
		"seek":                seek,
		"never a mixture":     neverMixed,
		"check":               check,
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t), "t"+rand.Text())
		})
	}
}

func put(t *testing.T, s objects.Store, key string, body []byte, contentType string) objects.Info {
	t.Helper()
	info, err := s.Put(t.Context(), key, bytes.NewReader(body), int64(len(body)), contentType)
	if err != nil {
		t.Fatalf("Put(%s): %v", key, err)
	}
	return info
}

func get(t *testing.T, s objects.Store, key string) ([]byte, objects.Info) {
	t.Helper()
	r, info, err := s.Get(t.Context(), key)
	if err != nil {
		t.Fatalf("Get(%s): %v", key, err)
	}
	defer r.Close()
	body, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("read %s: %v", key, err)
	}
	return body, info
}

func roundTrip(t *testing.T, s objects.Store, run string) {
	large := make([]byte, 300<<10)
	_, _ = rand.Read(large) // never fails
	for name, body := range map[string][]byte{"empty": {}, "text": []byte("万家宴"), "large": large} {
		key := run + "/" + name + ".bin"
		before := time.Now().Add(-2 * time.Second) // S3 dates have whole seconds
		stored := put(t, s, key, body, "image/svg+xml")
		got, info := get(t, s, key)
		if !bytes.Equal(got, body) {
			t.Errorf("%s: %d bytes came back, other than the %d stored", name, len(got), len(body))
		}
		stat, err := s.Stat(t.Context(), key)
		if err != nil {
			t.Errorf("Stat(%s): %v", key, err)
		}
		for from, i := range map[string]objects.Info{"Put": stored, "Get": info, "Stat": stat} {
			if i.Key != key || i.Size != int64(len(body)) || i.ContentType != "image/svg+xml" || i.ETag == "" ||
				i.ETag != stored.ETag || strings.Contains(i.ETag, `"`) || i.Modified.Before(before) {
				t.Errorf("%s says %+v of %s", from, i, key)
			}
		}
	}
	if put(t, s, run+"/untyped", nil, "").ContentType != "application/octet-stream" {
		t.Error("no content type did not become application/octet-stream")
	}
}

func absent(t *testing.T, s objects.Store, run string) {
	if _, _, err := s.Get(t.Context(), run+"/no"); !errors.Is(err, objects.ErrNotFound) {
		t.Errorf("Get of nothing = %v, want ErrNotFound", err)
	}
	if _, err := s.Stat(t.Context(), run+"/no"); !errors.Is(err, objects.ErrNotFound) {
		t.Errorf("Stat of nothing = %v, want ErrNotFound", err)
	}
	if err := s.Delete(t.Context(), run+"/no"); err != nil {
		t.Errorf("Delete of nothing = %v, want nil", err)
	}
	put(t, s, run+"/yes", []byte("x"), "")
	for range 2 {
		if err := s.Delete(t.Context(), run+"/yes"); err != nil {
			t.Errorf("Delete: %v", err)
		}
	}
	if _, err := s.Stat(t.Context(), run+"/yes"); !errors.Is(err, objects.ErrNotFound) {
		t.Errorf("Stat of what was deleted = %v, want ErrNotFound", err)
	}
}

func replace(t *testing.T, s objects.Store, run string) {
	first := put(t, s, run, []byte("one"), "text/plain")
	second := put(t, s, run, []byte("two!"), "text/html")
	body, info := get(t, s, run)
	if string(body) != "two!" || info.ContentType != "text/html" || info.Size != 4 {
		t.Errorf("after a second Put: %q %+v", body, info)
	}
	if first.ETag == second.ETag {
		t.Error("other bytes have the same ETag")
	}
}

func wrongSize(t *testing.T, s objects.Store, run string) {
	put(t, s, run, []byte("before"), "")
	for _, size := range []int64{0, 2, 4, 100} {
		if _, err := s.Put(t.Context(), run, strings.NewReader("abc"), size, ""); !errors.Is(err, objects.ErrSize) {
			t.Errorf("Put of 3 bytes announced as %d = %v, want ErrSize", size, err)
		}
	}
	if body, _ := get(t, s, run); string(body) != "before" {
		t.Errorf("a refused Put left %q", body)
	}
}

var errTorn = errors.New("torn")

func readerFails(t *testing.T, s objects.Store, run string) {
	put(t, s, run, []byte("before"), "")
	r := io.MultiReader(strings.NewReader("half"), failingReader{})
	if _, err := s.Put(t.Context(), run, r, 8, ""); !errors.Is(err, errTorn) {
		t.Errorf("Put from a torn reader = %v, want its error", err)
	}
	if body, _ := get(t, s, run); string(body) != "before" {
		t.Errorf("a torn Put left %q", body)
	}
}

type failingReader struct{}

// Read implements io.Reader.
func (failingReader) Read([]byte) (int, error) { return 0, errTorn }

func callerLeaves(t *testing.T, s objects.Store, run string) {
	put(t, s, run, []byte("before"), "")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Put(ctx, run, strings.NewReader("after!"), 6, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("Put = %v, want context.Canceled", err)
	}
	if _, _, err := s.Get(ctx, run); !errors.Is(err, context.Canceled) {
		t.Errorf("Get = %v, want context.Canceled", err)
	}
	if err := s.Delete(ctx, run); !errors.Is(err, context.Canceled) {
		t.Errorf("Delete = %v, want context.Canceled", err)
	}
	if body, _ := get(t, s, run); string(body) != "before" {
		t.Errorf("a caller who had left changed it to %q", body)
	}
}

func badInput(t *testing.T, s objects.Store, run string) {
	for _, key := range []string{"", "/", "/" + run, run + "/", "a//b", "..", "../" + run, run + "/../x", ".hidden", run + "/.x", "a b", "a\\b", "宴", "a\x00b", "a+b", strings.Repeat("k", 201), strings.Repeat("k/", 300)} {
		if _, err := s.Put(t.Context(), key, strings.NewReader("x"), 1, ""); !errors.Is(err, objects.ErrKey) {
			t.Errorf("Put(%q) = %v, want ErrKey", key, err)
		}
		if _, _, err := s.Get(t.Context(), key); !errors.Is(err, objects.ErrKey) {
			t.Errorf("Get(%q) = %v, want ErrKey", key, err)
		}
		if _, err := s.Stat(t.Context(), key); !errors.Is(err, objects.ErrKey) {
			t.Errorf("Stat(%q) = %v, want ErrKey", key, err)
		}
		if err := s.Delete(t.Context(), key); !errors.Is(err, objects.ErrKey) {
			t.Errorf("Delete(%q) = %v, want ErrKey", key, err)
		}
	}
	for _, contentType := range []string{"text", "text/plain\r\nX-Evil: 1", "text/万"} {
		if _, err := s.Put(t.Context(), run, strings.NewReader("x"), 1, contentType); !errors.Is(err, objects.ErrContent) {
			t.Errorf("Put with type %q = %v, want ErrContent", contentType, err)
		}
	}
	if _, err := s.Put(t.Context(), run, strings.NewReader("x"), -1, ""); !errors.Is(err, objects.ErrContent) {
		t.Errorf("Put of -1 bytes = %v, want ErrContent", err)
	}
}

func below(t *testing.T, s objects.Store, run string) {
	put(t, s, run+"/a", []byte("leaf"), "")
	put(t, s, run+"/a/b", []byte("below"), "")
	for key, want := range map[string]string{run + "/a": "leaf", run + "/a/b": "below"} {
		if body, _ := get(t, s, key); string(body) != want {
			t.Errorf("%s = %q, want %q", key, body, want)
		}
	}
}

func seek(t *testing.T, s objects.Store, run string) {
	put(t, s, run, []byte("0123456789"), "")
	r, _, err := s.Get(t.Context(), run)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for _, step := range []struct {
		offset int64
		whence int
		want   string
	}{{4, io.SeekStart, "456789"}, {-2, io.SeekEnd, "89"}, {0, io.SeekStart, "0123456789"}} {
		if _, err := r.Seek(step.offset, step.whence); err != nil {
			t.Fatalf("Seek(%d, %d): %v", step.offset, step.whence, err)
		}
		if got, err := io.ReadAll(r); string(got) != step.want || err != nil {
			t.Errorf("after Seek(%d, %d): %q, %v, want %q", step.offset, step.whence, got, err, step.want)
		}
	}
}

// neverMixed has writers replace one object while readers read it: each sees all
// of one writer's bytes or none.
func neverMixed(t *testing.T, s objects.Store, run string) {
	const size = 64 << 10
	letters := []byte("abcd")
	put(t, s, run, bytes.Repeat(letters[:1], size), "")
	stop := make(chan struct{})
	var writers, readers sync.WaitGroup
	for _, letter := range letters {
		writers.Go(func() {
			body := bytes.Repeat([]byte{letter}, size)
			for range 15 {
				if _, err := s.Put(t.Context(), run, bytes.NewReader(body), size, "text/"+string(letter)); err != nil {
					t.Errorf("Put: %v", err)
				}
			}
		})
	}
	whole := make([]int, 2)
	for i := range whole {
		readers.Go(func() {
			for {
				if seen, err := readWhole(t.Context(), s, run, size); err != nil {
					t.Error(err)
				} else if seen {
					whole[i]++
				}
				select {
				case <-stop:
					return
				default:
				}
			}
		})
	}
	writers.Wait()
	close(stop)
	readers.Wait()
	if whole[0]+whole[1] == 0 {
		t.Error("no reader ever got a whole object")
	}
}

// readWhole reads once. A reader that was overtaken may fail, but not lie.
func readWhole(ctx context.Context, s objects.Store, key string, size int) (bool, error) {
	r, info, err := s.Get(ctx, key)
	if err != nil {
		return false, fmt.Errorf("an object that always exists: %w", err)
	}
	defer r.Close()
	body, err := io.ReadAll(r)
	if err != nil {
		return false, nil
	}
	if len(body) != size || bytes.Count(body, body[:1]) != size {
		return false, fmt.Errorf("a reader got %d bytes of different writers", len(body))
	}
	if t := info.ContentType; t != "text/"+string(body[0]) && t != "application/octet-stream" {
		return false, fmt.Errorf("bytes of %c came with the type %s", body[0], t)
	}
	return true, nil
}

func check(t *testing.T, s objects.Store, _ string) {
	h, err := s.Check(t.Context())
	if err != nil || h.Kind == "" || h.Where == "" {
		t.Errorf("Check = %+v, %v", h, err)
	}
}
