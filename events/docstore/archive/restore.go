package archive

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"wanjia/events/docstore"
)

// Documents go to the store in batches that end at either bound.
const (
	batchDocs  = 500
	batchBytes = 8 << 20
)

// Options of a restore.
type Options struct {
	// Merge allows a store that holds documents. What is there is never changed:
	// documents that are there just so are passed over, so that a restore that was
	// broken off can be run again; those that exclude one that is there are
	// reported as conflicts.
	Merge bool
}

// Report says what a restore did.
type Report struct {
	Info
	Stored    int        // documents that are new in the store
	Same      int        // documents that were there just so
	Conflicts []Conflict // documents that were not stored
}

// Conflict is a document of the archive that could not be stored.
type Conflict struct {
	Collection string
	ID         string
	Why        *docstore.Duplicate
}

// Restore loads an archive into the store.
//
// It reads the file twice: first to its end to see that it is whole (see [Verify]
// for the errors), so that nothing is written of one that is not. A store that holds
// documents is refused with ErrNotEmpty unless o.Merge is set. The error is
// ErrConflicts when all but the reported documents were stored, and that of the
// store when writing broke off; then run it again with Merge.
func Restore(ctx context.Context, file io.ReadSeeker, e docstore.Engine, o Options) (Report, error) {
	var r Report
	var err error
	if r.Info, err = Verify(file); err != nil {
		return r, err
	}
	if !o.Merge {
		names, err := e.Collections(ctx)
		if err != nil {
			return r, fmt.Errorf("restore: %w", err)
		}
		if len(names) > 0 {
			return r, fmt.Errorf("restore: %w", ErrNotEmpty.With("collections", names))
		}
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return r, fmt.Errorf("restore: %w", err)
	}
	l := loader{engine: e, report: &r}
	if _, err = read(file, func(one entry) error { return l.add(ctx, one) }); err == nil {
		err = l.flush(ctx)
	}
	if err != nil {
		return r, fmt.Errorf("restore: %d of %d documents stored: %w", r.Stored, r.Documents, err)
	}
	if len(r.Conflicts) > 0 {
		return r, fmt.Errorf("restore: %w", ErrConflicts.With("conflicts", len(r.Conflicts)))
	}
	return r, nil
}

// loader gathers documents of one collection and loads them together.
type loader struct {
	engine     docstore.Engine
	report     *Report
	collection string
	docs       []docstore.Doc
	size       int
}

func (l *loader) add(ctx context.Context, e entry) error {
	if len(l.docs) > 0 && (e.collection != l.collection || len(l.docs) == batchDocs || l.size >= batchBytes) {
		if err := l.flush(ctx); err != nil {
			return err
		}
	}
	l.collection = e.collection
	l.docs, l.size = append(l.docs, e.doc), l.size+len(e.doc.Body)
	return nil
}

func (l *loader) flush(ctx context.Context) error {
	if len(l.docs) == 0 {
		return nil
	}
	answers, err := l.engine.Load(ctx, l.collection, l.docs)
	if err != nil {
		return err
	}
	for i, answer := range answers {
		if answer == nil {
			l.report.Stored++
			continue
		}
		if err := l.explain(ctx, l.docs[i], answer); err != nil {
			return err
		}
	}
	l.docs, l.size = l.docs[:0], 0
	return nil
}

// explain tells a document that is there just so from one that is in conflict.
func (l *loader) explain(ctx context.Context, d docstore.Doc, answer error) error {
	why, ok := errors.AsType[*docstore.Duplicate](answer)
	if !ok {
		return answer
	}
	if why.Key == "" {
		have, err := l.engine.Get(ctx, l.collection, d.ID)
		if err != nil {
			return err
		}
		if same(have, d) {
			l.report.Same++
			return nil
		}
	}
	l.report.Conflicts = append(l.report.Conflicts, Conflict{l.collection, d.ID, why})
	return nil
}

func same(a, b docstore.Doc) bool {
	return a.ID == b.ID && a.Version == b.Version && a.Schema == b.Schema && string(a.Body) == string(b.Body) &&
		slices.Equal(a.Unique, b.Unique) && maps.Equal(a.Index, b.Index)
}
