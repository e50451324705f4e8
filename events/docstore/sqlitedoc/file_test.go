package sqlitedoc

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wanjia/events/docstore"
)

// kept makes a store of some pages, closes it and returns its path.
func kept(t *testing.T) string {
	t.Helper()
	s := store(t, "")
	docs := make([]docstore.Doc, 40)
	for i := range docs {
		docs[i] = claim(fmt.Sprint(i))
	}
	insert(t, s, "claims", docs...)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return s.path
}

// refuses wants Open to fail with target and words a person can act on, and to
// leave the file as it was.
func refuses(t *testing.T, path string, target error, words ...string) {
	t.Helper()
	before, _ := os.ReadFile(path)
	s, err := Open(t.Context(), path)
	if err == nil {
		t.Fatal(errors.Join(errors.New("Open took it"), s.Close()))
	}
	if !errors.Is(err, target) {
		t.Errorf("Open = %v, want %v", err, target)
	}
	for _, w := range append(words, path) {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("Open = %v, want it to say %q", err, w)
		}
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("Open changed the file")
	}
}

func change(t *testing.T, path string, fn func([]byte) []byte) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, fn(raw), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDamaged(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func([]byte) []byte{
		"empty":           func([]byte) []byte { return nil },
		"cut in header":   func(b []byte) []byte { return b[:60] },
		"cut to a page":   func(b []byte) []byte { return b[:4096] },
		"cut in the end":  func(b []byte) []byte { return b[:len(b)-4096] },
		"cut in a page":   func(b []byte) []byte { return b[:len(b)-100] },
		"text":            func([]byte) []byte { return []byte(strings.Repeat("not a database ", 1000)) },
		"header zeroed":   func(b []byte) []byte { clear(b[:100]); return b },
		"pages zeroed":    func(b []byte) []byte { clear(b[4096:]); return b },
		"a page zeroed":   func(b []byte) []byte { clear(b[len(b)-4096:]); return b },
		"pages exchanged": func(b []byte) []byte { return append(append(bytes.Clone(b[:4096]), b[8192:]...), b[4096:8192]...) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			path := kept(t)
			change(t, path, damage)
			refuses(t, path, docstore.ErrDamaged, "restore a backup")
		})
	}
}

// TestForeign: somebody else's database is not taken for a store.
func TestForeign(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "documents.db")
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), "CREATE TABLE docs (id)")
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	refuses(t, path, docstore.ErrDamaged, "another program")
}

// TestNewer: a file of a newer program is refused, whether its header says so or
// only its log.
func TestNewer(t *testing.T) {
	t.Parallel()
	path := kept(t)
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), fmt.Sprintf("PRAGMA user_version = %d", formatVersion+1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), path); !errors.Is(err, docstore.ErrNewer) {
		t.Errorf("Open = %v, want %v", err, docstore.ErrNewer)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	refuses(t, path, docstore.ErrNewer, fmt.Sprint(formatVersion+1), "run the newer program")
}

// TestLostFile: a log without its file is not replaced by an empty store.
func TestLostFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "documents.db")
	if err := os.WriteFile(path+"-wal", []byte("a log"), 0o600); err != nil {
		t.Fatal(err)
	}
	refuses(t, path, docstore.ErrDamaged, "put the file back")
	if _, err := os.Stat(path + "-wal"); err != nil {
		t.Error(err)
	}
}

// TestHalfMade: what a process left that was killed while making the file is swept
// away.
func TestHalfMade(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "documents.db")
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.WriteFile(path+".new"+end, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	insert(t, store(t, path), "claims", claim("a"))
}

func TestInUse(t *testing.T) {
	t.Parallel()
	s := store(t, "")
	if _, err := Open(t.Context(), s.path); !errors.Is(err, docstore.ErrInUse) || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Errorf("Open = %v, want %v and this process", err, docstore.ErrInUse)
	}
	insert(t, s, "claims", claim("a")) // and the first one goes on
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	store(t, s.path)
}

// TestVerifyFinds: disagreement between documents and key tables is found.
func TestVerifyFinds(t *testing.T) {
	t.Parallel()
	for _, harm := range []string{
		"DELETE FROM uniques WHERE key = 'place/7'",
		"DELETE FROM indexes WHERE id = '7' AND value = 'lantern'",
		"DELETE FROM docs WHERE id = '7'",
		"UPDATE uniques SET n = n + 1 WHERE key = 'code/7'",
		"UPDATE docs SET uniq = CAST('other' AS BLOB) WHERE id = '7'",
		"INSERT INTO indexes VALUES (1, 2, 'x', '7', 8)",
	} {
		t.Run(harm, func(t *testing.T) {
			t.Parallel()
			s := store(t, kept(t))
			if err := s.Verify(t.Context()); err != nil {
				t.Fatal(err)
			}
			db, err := sql.Open("sqlite", dsn(s.path))
			if err != nil {
				t.Fatal(err)
			}
			res, err := db.ExecContext(t.Context(), harm)
			if err != nil {
				t.Fatal(err)
			}
			if n, err := res.RowsAffected(); err != nil || n != 1 {
				t.Fatalf("%d rows harmed, %v", n, err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			if err := s.Verify(t.Context()); !errors.Is(err, docstore.ErrDamaged) {
				t.Errorf("Verify = %v, want %v", err, docstore.ErrDamaged)
			}
		})
	}
}

// TestRandomDamage: whatever byte is overwritten, Open either refuses or all
// documents are what they were or reading them is an error; never a panic.
func TestRandomDamage(t *testing.T) {
	t.Parallel()
	path := kept(t)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	seed := rand.Uint64()
	r := rand.New(rand.NewPCG(seed, 2))
	for range 40 {
		bad := filepath.Join(t.TempDir(), "documents.db")
		harmed := bytes.Clone(raw)
		for range 20 {
			harmed[r.IntN(len(harmed))] ^= byte(1 + r.IntN(255))
		}
		if err := os.WriteFile(bad, harmed, 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(t.Context(), bad)
		if err != nil {
			if !errors.Is(err, docstore.ErrDamaged) && !errors.Is(err, docstore.ErrNewer) && !errors.Is(err, docstore.ErrUnavailable) {
				t.Errorf("seed %d: Open = %v", seed, err)
			}
			continue
		}
		for _, err := range s.All(t.Context(), "claims") {
			if err != nil && !errors.Is(err, docstore.ErrDamaged) && !errors.Is(err, docstore.ErrUnavailable) {
				t.Errorf("seed %d: All = %v", seed, err)
			}
		}
		_ = s.Close() // may complain of the damage too
	}
}
