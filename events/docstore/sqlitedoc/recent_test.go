package sqlitedoc

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"wanjia/events/docstore"
)

// TestRecentIsNeverOld: who reads after a replace was answered sees it or a later one,
// and after a delete nothing, while others read the same all the time.
func TestRecentIsNeverOld(t *testing.T) {
	t.Parallel()
	s := store(t, "")
	const id, rounds = "a", 300
	insert(t, s, "claims", claim(id))
	var answered atomic.Int64
	answered.Store(1)
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for {
				least := answered.Load()
				d, err := s.Get(t.Context(), "claims", id)
				switch {
				case least > rounds:
					return
				case err != nil:
					t.Error(err)
					return
				case d.Version < least || !strings.Contains(string(d.Body), fmt.Sprintf("<%d>", d.Version)) && d.Version > 1:
					t.Errorf("version %d %s was read after %d was answered", d.Version, d.Body, least)
					return
				}
				d.Body[0], d.Index["pool"] = 'x', "x" // it is the caller's own
			}
		})
	}
	for v := int64(1); v < rounds; v++ {
		d := claim(id)
		d.Version, d.Body = v, fmt.Appendf(nil, `{"text":"<%d>"}`, v+1)
		next, err := s.Replace(t.Context(), "claims", d)
		if err != nil {
			t.Fatal(err)
		}
		answered.Store(next)
	}
	if d, err := s.Get(t.Context(), "claims", id); err != nil || d.Version != rounds {
		t.Errorf("%d, %v, want %d", d.Version, err, rounds)
	}
	answered.Store(rounds + 1)
	readers.Wait()
	if err := s.Delete(t.Context(), "claims", id, rounds); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Get(t.Context(), "claims", id); !errors.Is(err, docstore.ErrNotFound) {
		t.Errorf("a deleted document: %v", err)
	}
}

// TestRecent: what the writer changes between the beginning and the end of a read is
// not kept, and memory is bounded.
func TestRecent(t *testing.T) {
	t.Parallel()
	var r recent
	k, old := docKey{1, "a"}, text{version: 1}
	read := func() *recentDoc {
		_, ok, at := r.get(k)
		if ok {
			t.Error("it is kept")
		}
		return at
	}
	at := read()
	r.change([]docKey{k})
	if read() != nil {
		t.Error("it has a place while it is written")
	}
	r.fill(k, at, old, true)
	read()
	r.changed([]docKey{k})
	r.fill(k, at, old, true) // it began before the change
	at = read()
	if read() != nil {
		t.Error("two have the place")
	}
	r.fill(k, at, text{}, false)
	if at = read(); at == nil {
		t.Fatal("no place after a read that found nothing")
	}
	r.fill(k, at, text{version: 2, body: []byte("{}")}, true)
	if d, ok, _ := r.get(k); !ok || d.Version != 2 {
		t.Errorf("%+v, %v", d, ok)
	}
	big := text{body: make([]byte, recentLarge)}
	for i := range 10 * recentBytes / recentLarge {
		k := docKey{2, fmt.Sprint(i)}
		_, _, at := r.get(k)
		r.fill(k, at, big, true)
	}
	if n := len(r.young) + len(r.old); n > 2*recentBytes/recentLarge+2 {
		t.Errorf("%d documents of %d bytes are kept", n, recentLarge)
	}
	if _, ok, _ := r.get(k); ok {
		t.Error("what nobody asked for is still kept")
	}
}
