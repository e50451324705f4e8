package sqlitedoc

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
)

func TestContract(t *testing.T) {
	t.Parallel()
	docstoretest.Run(t, func(t *testing.T) docstore.Engine { return store(t, "") })
}

// TestReopen: everything is there again, from a path with signs that mean
// something in addresses.
func TestReopen(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "数据 ?#%41", "a&b=c.db")
	s := store(t, path)
	insert(t, s, "claims", claim("a"), claim("b"))
	insert(t, s, "people", claim("c"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = store(t, path)
	page, err := s.List(t.Context(), "claims", docstore.Query{Index: "pool", Limit: 5})
	if err != nil || len(page.Docs) != 2 {
		t.Errorf("List = %v, %v, want 2 documents", page, err)
	}
	names, err := s.Collections(t.Context())
	if err != nil || fmt.Sprint(names) != "[claims people]" {
		t.Errorf("Collections = %v, %v", names, err)
	}
	if err := s.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestGroups: calls that gather while the writer is busy are committed together,
// and each is answered for itself.
func TestGroups(t *testing.T) {
	t.Parallel()
	s := store(t, "")
	const callers = 100
	release := hold(t, s)
	before := s.Stats()
	var wg sync.WaitGroup
	for i := range callers {
		wg.Go(func() {
			d := claim(fmt.Sprint(i))
			d.Unique = append(d.Unique, fmt.Sprint("shared", i/2)) // two callers want each
			answers, err := s.Insert(t.Context(), "claims", []docstore.Doc{d, claim(fmt.Sprint("also", i))})
			if err != nil || answers[1] != nil {
				t.Errorf("caller %d: %v, %v", i, answers, err)
				return
			}
			if answers[0] != nil && !errors.Is(answers[0], docstore.ErrDuplicate) {
				t.Errorf("caller %d: %v", i, answers[0])
			}
		})
	}
	waitFor(t, "all callers to wait", func() bool { return s.Stats().Waiting == callers })
	release()
	wg.Wait()
	if after := s.Stats(); after.Commits-before.Commits > 2 || after.Writes-before.Writes != callers {
		t.Errorf("%d callers: %+v before, %+v after; want 2 commits at most", callers, before, after)
	}
	n, err := s.Count(t.Context(), "claims", "pool", "")
	if err != nil || n != callers+callers/2 {
		t.Errorf("%d documents, %v, want %d", n, err, callers+callers/2)
	}
	if err := s.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// hold keeps the writer from writing, as somebody with the sqlite3 shell could,
// until release is called.
func hold(t *testing.T, s *Store) (release func()) {
	t.Helper()
	// The writer gives a stranger five seconds, which a busy machine may take to get to
	// the release; here it is to wait for that and for nothing else.
	if _, err := s.write.conn.ExecContext(t.Context(), "PRAGMA busy_timeout=60000"); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", dsn(s.path))
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(t.Context(), "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	release = sync.OnceFunc(func() {
		if err := db.Close(); err != nil { // rolls back
			t.Error(err)
		}
	})
	t.Cleanup(release) // runs before the store closes
	return release
}

// waitFor polls a condition, for at most ten seconds.
func waitFor(t *testing.T, what string, met func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !met(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain for %s", what)
		}
	}
}

// TestPoisonedNeighbour: an op that SQLite refuses to do at all does not take its
// group with it.
func TestPoisonedNeighbour(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "documents.db")
	if err := prepareFile(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	var known names
	w, err := openWriter(t.Context(), path, &known)
	if err != nil {
		t.Fatal(err)
	}
	if err := known.load(t.Context(), w.conn); err != nil {
		t.Fatal(err)
	}
	insertOp := func(id string) *op {
		return &op{kind: opInsert, ctx: t.Context(), collection: "claims", rows: []row{encode(claim(id))}, done: make(chan struct{})}
	}
	first, bad, last := insertOp("first"), insertOp("bad"), insertOp("last")
	bad.rows[0].index = append(bad.rows[0].index, bad.rows[0].index[0]) // one row of its table twice
	w.commit([]*op{first, bad, last})
	if first.err != nil || last.err != nil || bad.err == nil {
		t.Errorf("answers: %v, %v, %v", first.err, bad.err, last.err)
	}
	if err := w.close(); err != nil {
		t.Fatal(err)
	}
	s := store(t, path)
	for id, want := range map[string]error{"first": nil, "bad": docstore.ErrNotFound, "last": nil} {
		if _, err := s.Get(t.Context(), "claims", id); !errors.Is(err, want) {
			t.Errorf("Get(%s) = %v, want %v", id, err, want)
		}
	}
	if err := s.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestAbandoned: a write whose caller left before its turn is dropped.
func TestAbandoned(t *testing.T) {
	t.Parallel()
	s := store(t, "")
	release := hold(t, s)
	var wg sync.WaitGroup
	wg.Go(func() { insert(t, s, "claims", claim("busy")) })
	waitFor(t, "one write to wait", func() bool { return s.Stats().Waiting == 1 })
	ctx, leave := context.WithCancel(t.Context())
	wg.Go(func() {
		_, err := s.Insert(ctx, "claims", []docstore.Doc{claim("left")})
		if !errors.Is(err, docstore.ErrUnavailable) || !errors.Is(err, context.Canceled) {
			t.Errorf("Insert = %v", err)
		}
	})
	// In the queue, or in one group with the first: a writer on a busy machine may still be
	// gathering. Either way neither has its turn before the release.
	waitFor(t, "both writes to wait", func() bool { return s.Stats().Waiting == 2 })
	leave()
	release()
	wg.Wait()
	insert(t, s, "claims", claim("stayed"))
	if _, err := s.Get(t.Context(), "claims", "left"); !errors.Is(err, docstore.ErrNotFound) {
		t.Errorf("Get = %v, want the abandoned write dropped", err)
	}
}

// TestClose: pending writes are answered, later ones refused, and no goroutine
// stays behind.
func TestClose(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	s, err := Open(t.Context(), filepath.Join(t.TempDir(), "documents.db"))
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	stored := make([]bool, 64)
	for i := range stored {
		wg.Go(func() {
			_, err := s.Insert(context.WithoutCancel(t.Context()), "claims", []docstore.Doc{claim(fmt.Sprint(i))})
			if err != nil && !errors.Is(err, docstore.ErrUnavailable) {
				t.Errorf("Insert = %v", err)
			}
			stored[i] = err == nil
		})
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	wg.Wait()
	s = store(t, s.path)
	for i, want := range stored {
		if _, err := s.Get(t.Context(), "claims", fmt.Sprint(i)); (err == nil) != want {
			t.Errorf("document %d: %v, though its insert was answered %t", i, err, want)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
