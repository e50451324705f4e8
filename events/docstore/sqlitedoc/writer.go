package sqlitedoc

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"wanjia/events/docstore"
)

// A group ends at either bound, so that the first to arrive does not wait long
// for those who came after it.
const (
	groupDocs  = 2000
	groupBytes = 16 << 20
)

type opKind uint8

const (
	opInsert opKind = iota
	opReplace
	opDelete
	opTouch
)

// op is one call that writes. The caller fills the first part and reads the
// second once done is closed.
type op struct {
	kind       opKind
	ctx        context.Context // the caller's; an op whose caller left before its turn is dropped
	collection string
	rows       []row  // insert, replace
	id         string // delete; touch: the value
	version    int64  // delete
	done       chan struct{}

	answers []error // insert
	next    int64   // replace: the new version
	err     error
}

func (o *op) bytes() int {
	n := 0
	for _, r := range o.rows {
		n += len(r.body)
	}
	return n
}

// writer owns the one connection that writes. Only run's goroutine touches it
// after Open.
type writer struct {
	db    *sql.DB
	conn  *sql.Conn
	names *names
	fresh map[string]int64 // names first used in this transaction
	stmts statements

	recent   recent                    // for those who read
	watchers map[string][]func(string) // by collection; see [Store.Watch]

	mu      sync.Mutex
	written map[string]int64 // calls by collection; see [Store.Written]

	waiting, writes, commits atomic.Int64
}

func openWriter(ctx context.Context, path string, names *names) (_ *writer, err error) {
	db, err := sql.Open("sqlite", dsn(path,
		"cache_size(-32768)",
		"wal_autocheckpoint(4000)",     // pages, 16 MiB: a page changed often is copied back once
		"journal_size_limit(67108864)", // bytes the log keeps of the disk after a rush
	))
	if err != nil {
		return nil, engineError(err)
	}
	w := &writer{db: db, names: names, fresh: map[string]int64{}, watchers: map[string][]func(string){}, written: map[string]int64{}}
	defer func() {
		if err != nil {
			err = errors.Join(err, w.close())
		}
	}()
	db.SetMaxOpenConns(1)
	if w.conn, err = db.Conn(ctx); err != nil {
		return nil, engineError(err)
	}
	if err := w.stmts.prepare(ctx, w.conn); err != nil {
		return nil, engineError(err)
	}
	return w, nil
}

func (w *writer) close() error {
	errs := []error{w.stmts.close()}
	if w.conn != nil {
		errs = append(errs, w.conn.Close())
	}
	return errors.Join(append(errs, w.db.Close())...)
}

// run answers ops until the queue is closed and empty.
func (w *writer) run(queue <-chan *op) {
	for first := range queue {
		w.commit(gather(first, queue))
	}
}

// gather takes what is waiting behind first. While one group commits the next one
// collects, so groups are as large as the load makes them. It does not wait for more,
// but steps aside as long as that brings some: callers who were answered together
// come back together, and the first of them should not have a commit to itself.
func gather(first *op, queue <-chan *op) []*op {
	group := []*op{first}
	docs, size := len(first.rows), first.bytes()
	for came := true; came; {
		runtime.Gosched()
		came = false
		for more := true; more && docs < groupDocs && size < groupBytes; {
			select {
			case o, ok := <-queue:
				if !ok {
					return group
				}
				group = append(group, o)
				docs, size = docs+1+len(o.rows), size+o.bytes()
				came = true
			default:
				more = false
			}
		}
	}
	return group
}

// commit does a group in one transaction and answers it. Should that fail for a
// reason that may lie in one op, each is tried alone: neighbours stand and fall
// alone.
func (w *writer) commit(group []*op) {
	keys := w.changes(group)
	w.recent.change(keys)
	err := w.transact(group)
	w.recent.changed(keys)
	w.tell(group)
	if err != nil && len(group) > 1 && opsOwn(err) {
		for _, o := range group {
			w.commit([]*op{o})
		}
		return
	}
	for _, o := range group {
		if err != nil {
			o.answers, o.err = nil, engineError(err)
		}
		w.waiting.Add(-1)
		close(o.done)
	}
}

// changes are the documents that a group may change. What it adds is not among them:
// nobody has read it.
func (w *writer) changes(group []*op) []docKey {
	var keys []docKey
	for _, o := range group {
		id := o.id
		switch o.kind {
		case opReplace:
			id = o.rows[0].id
		case opDelete:
		default:
			continue
		}
		if c, known := w.names.id(o.collection); known { // else nothing was ever read of it
			keys = append(keys, docKey{c, id})
		}
	}
	return keys
}

// transact does a group in one transaction. After an error nothing of it is in
// the store, unless the disk itself failed in the commit.
func (w *writer) transact(group []*op) error {
	clear(w.fresh)
	if _, err := w.stmts.begin.exec(); err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	for _, o := range group {
		o.answers, o.next, o.err = nil, 0, nil
		if o.ctx.Err() != nil {
			o.err = left(o.ctx)
			continue
		}
		if err := w.apply(o); err != nil {
			// SQLite may have rolled back already; going on would write outside of any transaction.
			_, _ = w.stmts.rollback.exec()
			return err
		}
	}
	if _, err := w.stmts.commit.exec(); err != nil {
		_, _ = w.stmts.rollback.exec()
		return fmt.Errorf("commit: %w", err)
	}
	w.names.add(w.fresh)
	w.commits.Add(1)
	w.writes.Add(int64(len(group)))
	return nil
}

func (w *writer) apply(o *op) error {
	switch o.kind {
	case opInsert:
		return w.insertAll(o)
	case opReplace:
		return w.replace(o)
	case opDelete:
		return w.delete(o)
	default:
		_, err := w.stmts.touch.exec(o.id)
		return err
	}
}

// intern returns the number of a name, a new one if need be.
func (w *writer) intern(name string) (int64, error) {
	if id, ok := w.names.id(name); ok {
		return id, nil
	}
	if id, ok := w.fresh[name]; ok {
		return id, nil
	}
	res, err := w.stmts.addName.exec(name)
	if err != nil {
		return 0, fmt.Errorf("add name %s: %w", name, err)
	}
	id, err := res.LastInsertId()
	if err != nil {
		return 0, err
	}
	w.fresh[name] = id
	return id, nil
}

// Insert implements [docstore.Engine].
func (s *Store) Insert(ctx context.Context, collection string, docs []docstore.Doc) ([]error, error) {
	return s.insert(ctx, collection, docs, func(docstore.Doc) int64 { return 1 })
}

// Load implements [docstore.Engine].
func (s *Store) Load(ctx context.Context, collection string, docs []docstore.Doc) ([]error, error) {
	return s.insert(ctx, collection, docs, func(d docstore.Doc) int64 { return d.Version })
}

func (s *Store) insert(ctx context.Context, collection string, docs []docstore.Doc, version func(docstore.Doc) int64) ([]error, error) {
	if err := docstore.ValidCollection(collection); err != nil {
		return nil, err
	}
	o := &op{kind: opInsert, collection: collection, rows: make([]row, len(docs))}
	for i, d := range docs {
		d.Version = version(d)
		if err := d.Valid(); err != nil {
			return nil, err
		}
		if d.Version < 1 {
			return nil, docstore.ErrInvalid.With("id", d.ID).With("why", "version is below 1")
		}
		o.rows[i] = encode(d)
	}
	if len(docs) == 0 {
		return nil, nil
	}
	if err := s.submit(ctx, o); err != nil {
		return nil, fmt.Errorf("insert %d into %s: %w", len(docs), collection, err)
	}
	return o.answers, nil
}

// Replace implements [docstore.Engine].
func (s *Store) Replace(ctx context.Context, collection string, doc docstore.Doc) (int64, error) {
	if err := docstore.ValidCollection(collection); err != nil {
		return 0, err
	}
	if err := doc.Valid(); err != nil {
		return 0, err
	}
	o := &op{kind: opReplace, collection: collection, rows: []row{encode(doc)}}
	if err := s.submit(ctx, o); err != nil {
		return 0, fmt.Errorf("replace %s %q: %w", collection, doc.ID, err)
	}
	return o.next, nil
}

// Delete implements [docstore.Engine].
func (s *Store) Delete(ctx context.Context, collection, id string, version int64) error {
	if err := docstore.ValidCollection(collection); err != nil {
		return err
	}
	if !docstore.ValidKey(id) {
		return docstore.ErrNotFound
	}
	o := &op{kind: opDelete, collection: collection, id: id, version: version}
	if err := s.submit(ctx, o); err != nil {
		return fmt.Errorf("delete %s %q: %w", collection, id, err)
	}
	return nil
}
