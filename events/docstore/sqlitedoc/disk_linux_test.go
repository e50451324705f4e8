package sqlitedoc

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	"wanjia/events/docstore"
)

// disk mounts a file system of its own of that many bytes.
func disk(t *testing.T, size int) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "disk")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	err := syscall.Mount("none", dir, "tmpfs", 0, fmt.Sprint("size=", size))
	if errors.Is(err, syscall.EPERM) && os.Getenv("CI") == "" {
		t.Skip("mounting a small disk needs root")
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Errorf("unmount: %v", err)
		}
	})
	return dir
}

// TestFull fills the disk: what was acknowledged is there whole, what was refused is
// not there at all, and once there is room again the store goes on.
func TestFull(t *testing.T) {
	t.Parallel()
	dir := disk(t, 3<<20)
	ballast := filepath.Join(dir, "ballast")
	if err := os.WriteFile(ballast, make([]byte, 1<<20), 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "documents.db")
	s := store(t, path)
	stored, refused := fill(t, s)
	if err := s.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	check := func(s *Store) {
		t.Helper()
		for _, id := range stored {
			if got, err := s.Get(t.Context(), "claims", id); err != nil || string(got.Body) != string(claim(id).Body) {
				t.Errorf("acknowledged document %s: %v", id, err)
			}
		}
		for _, id := range refused {
			if _, err := s.Get(t.Context(), "claims", id); !errors.Is(err, docstore.ErrNotFound) {
				t.Errorf("refused document %s: %v", id, err)
			}
			if _, err := s.Find(t.Context(), "claims", "place/"+id); !errors.Is(err, docstore.ErrNotFound) {
				t.Errorf("key of refused document %s: %v", id, err)
			}
		}
	}
	check(s)
	var err error
	for range 1000 { // a page or two may still fit, a thousand do not
		if _, err = s.Check(t.Context()); err != nil {
			break
		}
	}
	if !errors.Is(err, docstore.ErrFull) {
		t.Errorf("Check = %v, want %v", err, docstore.ErrFull)
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	insert(t, s, "later", claim("after"))
	if _, err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	check(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = store(t, path)
	check(s)
	if err := s.Verify(t.Context()); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil { // before the disk goes
		t.Error(err)
	}
}

// fill inserts from several callers until each was told that the disk is full.
func fill(t *testing.T, s *Store) (stored, refused []string) {
	t.Helper()
	var (
		mu   sync.Mutex
		wg   sync.WaitGroup
		next atomic.Int64
	)
	for range 8 {
		wg.Go(func() {
			for {
				id := fmt.Sprint(next.Add(1))
				_, err := s.Insert(context.WithoutCancel(t.Context()), "claims", []docstore.Doc{claim(id)})
				mu.Lock()
				if err == nil {
					stored = append(stored, id)
				} else {
					refused = append(refused, id)
				}
				mu.Unlock()
				if err == nil && next.Load() < 100_000 {
					continue
				}
				if !errors.Is(err, docstore.ErrFull) {
					t.Errorf("Insert = %v, want %v", err, docstore.ErrFull)
				}
				return
			}
		})
	}
	wg.Wait()
	return stored, refused
}

// TestFullAtOpen: no room to make the store, or to open it.
func TestFullAtOpen(t *testing.T) {
	t.Parallel()
	dir := disk(t, 256<<10)
	full := func() string {
		ballast := filepath.Join(dir, "ballast")
		f, err := os.Create(ballast)
		if err != nil {
			t.Fatal(err)
		}
		for err == nil {
			_, err = f.Write(make([]byte, 4096))
		}
		if cerr := f.Close(); cerr != nil && !errors.Is(cerr, syscall.ENOSPC) {
			t.Fatal(cerr)
		}
		return ballast
	}
	path := filepath.Join(dir, "documents.db")
	refuse := func() {
		t.Helper()
		s, err := Open(t.Context(), path)
		if err == nil { // opening wrote nothing; then the first write must say it
			_, err = s.Insert(t.Context(), "claims", []docstore.Doc{claim("a")})
			err = errors.Join(err, s.Close())
		}
		if !errors.Is(err, docstore.ErrFull) {
			t.Errorf("Open = %v, want %v", err, docstore.ErrFull)
		}
	}
	ballast := full()
	refuse()
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	s := store(t, path)
	insert(t, s, "claims", claim("b"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	ballast = full()
	refuse()
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	s = store(t, path)
	if _, err := s.Get(t.Context(), "claims", "b"); err != nil {
		t.Error(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// TestReadOnly: a disk that may only be read.
func TestReadOnly(t *testing.T) {
	t.Parallel()
	dir := disk(t, 1<<20)
	path := filepath.Join(dir, "documents.db")
	remount := func(flags uintptr) {
		t.Helper()
		if err := syscall.Mount("none", dir, "tmpfs", syscall.MS_REMOUNT|flags, ""); err != nil {
			t.Fatal(err)
		}
	}
	for _, state := range []string{"new", "there"} {
		remount(syscall.MS_RDONLY)
		_, err := Open(t.Context(), path)
		if !errors.Is(err, docstore.ErrReadOnly) || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: Open = %v, want %v", state, err, docstore.ErrReadOnly)
		}
		remount(0)
		s := store(t, path)
		insert(t, s, "claims", claim(state))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
