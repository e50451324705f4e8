package sqlitedoc

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"sync"

	"wanjia/events/docstore"
)

const (
	columns  = "d.id, d.version, d.schema, d.uniq, d.idx, d.body"
	allPage  = 500      // documents read at once by All
	allBytes = 16 << 20 // and their bytes: a page is held in memory
)

// reader is the connections that read, with the statements prepared on them.
type reader struct {
	db    *sql.DB
	mu    sync.RWMutex
	stmts map[string]*sql.Stmt // by text: there are two dozen at most
}

func openReader(ctx context.Context, path string) (*reader, error) {
	db, err := sql.Open("sqlite", dsn(path, "query_only(1)", "cache_size(-8192)"))
	if err != nil {
		return nil, engineError(err)
	}
	n := max(4, 2*runtime.GOMAXPROCS(0))
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n) // a connection holds prepared statements and a page cache; do not throw it away
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(engineError(err), db.Close())
	}
	return &reader{db: db, stmts: map[string]*sql.Stmt{}}, nil
}

func (r *reader) close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	var errs []error
	for _, s := range r.stmts {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, r.db.Close())...)
}

// stmt returns the prepared statement of a text.
func (r *reader) stmt(ctx context.Context, text string) (*sql.Stmt, error) {
	r.mu.RLock()
	s := r.stmts[text]
	r.mu.RUnlock()
	if s != nil {
		return s, nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if s := r.stmts[text]; s != nil {
		return s, nil
	}
	s, err := r.db.PrepareContext(ctx, text)
	if err != nil {
		return nil, err
	}
	r.stmts[text] = s
	return s, nil
}

// readError is engineError for reads, which end with their context.
func readError(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return left(ctx)
	}
	return engineError(err)
}

// enter keeps the store open until the read calls s.mu.RUnlock.
func (s *Store) enter() error {
	s.mu.RLock()
	if s.closed {
		s.mu.RUnlock()
		return errClosed
	}
	return nil
}

// shutting says whether the store has been closed.
func (s *Store) shutting() bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.closed
}

// query returns the documents a statement selects.
func (s *Store) query(ctx context.Context, text string, args ...any) ([]docstore.Doc, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.mu.RUnlock()
	stmt, err := s.read.stmt(ctx, text)
	if err != nil {
		return nil, readError(ctx, err)
	}
	rows, err := stmt.QueryContext(ctx, args...)
	if err != nil {
		return nil, readError(ctx, err)
	}
	defer rows.Close()
	var docs []docstore.Doc
	for rows.Next() {
		d, err := scan(rows)
		if err != nil {
			return nil, readError(ctx, err)
		}
		docs = append(docs, d)
	}
	if err := rows.Err(); err != nil {
		return nil, readError(ctx, err)
	}
	return docs, nil
}

func scan(from interface{ Scan(...any) error }) (docstore.Doc, error) {
	id, t, err := scanText(from)
	return docstore.Doc{
		ID: id, Version: t.version, Schema: t.schema, Body: t.body, Unique: splitUnique(t.uniq), Index: indexMap(t.idx),
	}, err
}

func scanText(from interface{ Scan(...any) error }) (id string, t text, err error) {
	err = from.Scan(&id, &t.version, &t.schema, &t.uniq, &t.idx, &t.body)
	return id, t, err
}

// one returns the document a statement selects, or ErrNotFound.
func (s *Store) one(ctx context.Context, query string, args ...any) (id string, t text, err error) {
	if err := s.enter(); err != nil {
		return "", text{}, err
	}
	defer s.mu.RUnlock()
	stmt, err := s.read.stmt(ctx, query)
	if err != nil {
		return "", text{}, readError(ctx, err)
	}
	if ctx.Err() != nil {
		return "", text{}, left(ctx)
	}
	// One row takes microseconds, and the driver starts a goroutine for each context
	// that can end: a third of the whole.
	id, t, err = scanText(stmt.QueryRowContext(context.WithoutCancel(ctx), args...))
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", text{}, docstore.ErrNotFound
	case err != nil:
		return "", text{}, readError(ctx, err)
	}
	return id, t, nil
}

// Get implements [docstore.Engine].
func (s *Store) Get(ctx context.Context, collection, id string) (docstore.Doc, error) {
	c, err := s.collection(collection)
	if err != nil {
		return docstore.Doc{}, err
	}
	k := docKey{c, id}
	d, ok, at := s.write.recent.get(k)
	if ok && ctx.Err() == nil && !s.shutting() {
		return d, nil
	}
	_, t, err := s.one(ctx, "SELECT "+columns+" FROM docs d WHERE d.collection = ? AND d.id = ?", c, id)
	s.write.recent.fill(k, at, t, err == nil)
	if err != nil {
		return docstore.Doc{}, fmt.Errorf("get %s %q: %w", collection, id, err)
	}
	return t.doc(id), nil
}

// Find implements [docstore.Engine].
func (s *Store) Find(ctx context.Context, collection, key string) (docstore.Doc, error) {
	c, err := s.collection(collection)
	if err != nil {
		return docstore.Doc{}, err
	}
	id, t, err := s.one(ctx, "SELECT "+columns+" FROM uniques u CROSS JOIN docs d ON d.n = u.n "+
		"WHERE u.collection = ? AND u.key = ?", c, key)
	if err != nil {
		return docstore.Doc{}, fmt.Errorf("find %s %q: %w", collection, key, err)
	}
	return t.doc(id), nil
}

// GetMany implements [docstore.Engine].
func (s *Store) GetMany(ctx context.Context, collection string, ids []string) ([]docstore.Doc, error) {
	if len(ids) > docstore.MaxPage {
		return nil, docstore.ErrInvalid.With("ids", len(ids))
	}
	c, err := s.collection(collection)
	if err != nil {
		return nil, err
	}
	list, err := json.Marshal(slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !docstore.ValidKey(id) }))
	if err != nil {
		return nil, err
	}
	found, err := s.query(ctx, "SELECT "+columns+" FROM docs d WHERE d.collection = ? AND d.id IN (SELECT value FROM json_each(?))",
		c, string(list))
	if err != nil {
		return nil, fmt.Errorf("get %d of %s: %w", len(ids), collection, err)
	}
	return docstore.InOrder(found, ids), nil
}

// collection returns the number of a collection, 0 (which has no documents) for
// one that nothing was ever written to.
func (s *Store) collection(name string) (int64, error) {
	if err := docstore.ValidCollection(name); err != nil {
		return 0, err
	}
	c, _ := s.names.id(name)
	return c, nil
}

// All implements [docstore.Engine]. It reads page by page, so that a slow consumer
// does not keep the log from being copied back.
func (s *Store) All(ctx context.Context, collection string) iter.Seq2[docstore.Doc, error] {
	return func(yield func(docstore.Doc, error) bool) {
		c, err := s.collection(collection)
		if err != nil {
			yield(docstore.Doc{}, err)
			return
		}
		for after := ""; ; {
			docs, more, err := s.page(ctx, c, after)
			if err != nil {
				yield(docstore.Doc{}, fmt.Errorf("all of %s: %w", collection, err))
				return
			}
			for _, d := range docs {
				if !yield(d, nil) {
					return
				}
				after = d.ID
			}
			if !more {
				return
			}
		}
	}
}

// page reads some documents behind an id and says whether there may be more.
func (s *Store) page(ctx context.Context, c int64, after string) (docs []docstore.Doc, more bool, err error) {
	if err := s.enter(); err != nil {
		return nil, false, err
	}
	defer s.mu.RUnlock()
	stmt, err := s.read.stmt(ctx, "SELECT "+columns+" FROM docs d WHERE d.collection = ? AND d.id > ? ORDER BY d.id LIMIT ?")
	if err != nil {
		return nil, false, readError(ctx, err)
	}
	rows, err := stmt.QueryContext(ctx, c, after, allPage)
	if err != nil {
		return nil, false, readError(ctx, err)
	}
	defer rows.Close()
	for size := 0; size < allBytes; {
		if !rows.Next() {
			if err := rows.Err(); err != nil {
				return nil, false, readError(ctx, err)
			}
			return docs, len(docs) == allPage, nil
		}
		d, err := scan(rows)
		if err != nil {
			return nil, false, readError(ctx, err)
		}
		docs, size = append(docs, d), size+len(d.Body)
	}
	return docs, true, nil
}

// Collections implements [docstore.Engine].
func (s *Store) Collections(ctx context.Context) ([]string, error) {
	if err := s.enter(); err != nil {
		return nil, err
	}
	defer s.mu.RUnlock()
	rows, err := s.read.db.QueryContext(ctx,
		"SELECT name FROM names n WHERE EXISTS (SELECT 1 FROM docs d WHERE d.collection = n.id) ORDER BY name")
	if err != nil {
		return nil, fmt.Errorf("collections: %w", readError(ctx, err))
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, fmt.Errorf("collections: %w", readError(ctx, err))
		}
		all = append(all, name)
	}
	if err := rows.Err(); err != nil {
		return nil, fmt.Errorf("collections: %w", readError(ctx, err))
	}
	return all, nil
}
