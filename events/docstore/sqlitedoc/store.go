// Package sqlitedoc keeps documents in one SQLite file: the embedded engine of
// docstore. It alone imports SQLite.
//
// One goroutine writes. Calls that arrive while it commits are gathered and
// committed together, so that many small writes share one sync of the disk; each
// is answered only after the commit that holds it. Reads run beside it on
// connections of their own and see what is committed.
package sqlitedoc

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"wanjia/events/docstore"
	"wanjia/events/filelock"
)

// Store implements [docstore.Engine] on one SQLite file.
type Store struct {
	path    string
	version string // of SQLite
	lock    *os.File
	names   names
	read    *reader
	write   *writer

	mu     sync.RWMutex // held shared while a write enters the queue
	closed bool
	queue  chan *op
	done   chan struct{} // closed when the writer has answered its last op
}

var _ docstore.Engine = (*Store)(nil)

// Open opens the store in the file at path, and makes it when there is none.
//
// The file belongs to one process at a time (ErrInUse). It is looked at before
// use: one that is cut, overwritten or not ours is refused with ErrDamaged, one of
// a newer program with ErrNewer, a folder that cannot be written with ErrReadOnly,
// and the text of the error says what to do. Nothing is changed in any of these
// cases. [Store.Close] ends the goroutine that Open starts.
func Open(ctx context.Context, path string) (*Store, error) {
	s, err := open(ctx, path)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return s, nil
}

func open(ctx context.Context, path string) (_ *Store, err error) {
	path, err = filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	s := &Store{path: path, queue: make(chan *op, 1024), done: make(chan struct{})}
	if s.lock, err = lockFile(ctx, path); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.shut())
		}
	}()
	if err := prepareFile(ctx, path); err != nil {
		return nil, err
	}
	if s.write, err = openWriter(ctx, path, &s.names); err != nil {
		return nil, err
	}
	if err := checkFile(ctx, s.write.conn, path); err != nil {
		return nil, err
	}
	if err := s.names.load(ctx, s.write.conn); err != nil {
		return nil, err
	}
	if s.read, err = openReader(ctx, path); err != nil {
		return nil, err
	}
	if err := s.write.conn.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&s.version); err != nil {
		return nil, engineError(err)
	}
	go func() {
		defer close(s.done)
		s.write.run(s.queue)
	}()
	return s, nil
}

// Close implements [docstore.Engine]. Closing again does nothing.
func (s *Store) Close() error {
	s.mu.Lock()
	if s.closed {
		s.mu.Unlock()
		<-s.done
		return nil
	}
	s.closed = true
	close(s.queue)
	s.mu.Unlock()
	<-s.done
	return s.shut()
}

// shut closes what is open; the lock last, for it guards the rest.
func (s *Store) shut() error {
	var errs []error
	if s.read != nil {
		errs = append(errs, s.read.close())
	}
	if s.write != nil {
		errs = append(errs, s.write.close())
	}
	return errors.Join(append(errs, filelock.Free(s.lock))...)
}

// Check implements [docstore.Engine]: it writes and reads a row of its own.
func (s *Store) Check(ctx context.Context) (docstore.Health, error) {
	h := docstore.Health{Engine: "sqlite", Version: s.version, Where: s.path}
	now := time.Now().UTC().Format(time.RFC3339Nano)
	o := &op{kind: opTouch, id: now}
	if err := s.submit(ctx, o); err != nil {
		return h, fmt.Errorf("check write: %w", err)
	}
	if err := s.enter(); err != nil {
		return h, err
	}
	defer s.mu.RUnlock()
	var got string
	err := s.read.db.QueryRowContext(ctx, "SELECT value FROM meta WHERE name = 'checked'").Scan(&got)
	if errors.Is(err, sql.ErrNoRows) {
		return h, fmt.Errorf("check read: what was written is not there: %w", docstore.ErrDamaged)
	}
	if err != nil {
		return h, fmt.Errorf("check read: %w", engineError(err))
	}
	return h, nil
}

// Stats says how the writing goes.
type Stats struct {
	Waiting int64 // calls that wait for their commit now
	Writes  int64 // calls committed since Open
	Commits int64 // commits they took: fewer, when many came at once
}

// Stats returns the present figures, for metrics.
func (s *Store) Stats() Stats {
	return Stats{Waiting: max(0, s.write.waiting.Load()), Writes: s.write.writes.Load(), Commits: s.write.commits.Load()}
}

// submit hands o to the writer and waits for its answer.
func (s *Store) submit(ctx context.Context, o *op) error {
	o.ctx, o.done = ctx, make(chan struct{})
	if err := s.enqueue(ctx, o); err != nil {
		return err
	}
	select {
	case <-o.done:
		return o.err
	case <-ctx.Done():
		return left(ctx)
	}
}

func (s *Store) enqueue(ctx context.Context, o *op) error {
	if err := ctx.Err(); err != nil {
		return left(ctx)
	}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.closed {
		return errClosed
	}
	select {
	case s.queue <- o:
		s.write.waiting.Add(1) // the writer may have taken it off already: for a moment the sum is short
		return nil
	case <-ctx.Done():
		return left(ctx)
	}
}
