package docstoretest

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"wanjia/events/docstore"
)

// Memory is a [docstore.Engine] in memory: the model the engines are compared
// with, and a fast stand-in for the tests of other rooms. It is written to be
// obviously right, not to be fast with many documents. The zero Memory is ready.
type Memory struct {
	mu     sync.Mutex
	closed bool
	kept   map[string]*shelf // by collection
	lacks  guard             // what the negative controls leave out
}

// guard is a part of the model that the contract must notice when it is gone.
type guard string

const (
	guardUnique  guard = "unique keys"
	guardID      guard = "unique ids"
	guardVersion guard = "versions"
	guardFreeing guard = "freeing of keys"
	guardOrder   guard = "order of lists"
	guardCopies  guard = "copies"
	guardCursor  guard = "cursors"
	guardTaken   guard = "taking back of keys"
	guardClose   guard = "closing"
)

var _ docstore.Engine = (*Memory)(nil)

// shelf is one collection.
type shelf struct {
	docs   map[string]docstore.Doc
	holder map[string]string // unique key -> id
	lacks  guard
}

// enter locks the memory and returns the collection, an empty one if need be.
func (m *Memory) enter(ctx context.Context, collection string) (*shelf, error) {
	if err := docstore.ValidCollection(collection); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", err, docstore.ErrUnavailable)
	}
	m.mu.Lock()
	if m.closed && m.lacks != guardClose {
		m.mu.Unlock()
		return nil, fmt.Errorf("the store is closed: %w", docstore.ErrUnavailable)
	}
	if m.kept == nil {
		m.kept = map[string]*shelf{}
	}
	if m.kept[collection] == nil {
		m.kept[collection] = &shelf{docs: map[string]docstore.Doc{}, holder: map[string]string{}, lacks: m.lacks}
	}
	return m.kept[collection], nil
}

// taken says which of the keys another document than id holds, nil if none.
func (s *shelf) taken(id string, keys []string) *docstore.Duplicate {
	for _, k := range keys {
		if h, ok := s.holder[k]; ok && h != id && s.lacks != guardUnique {
			return &docstore.Duplicate{Key: k, Holder: h}
		}
		if _, ok := s.holder[k]; !ok && s.lacks == guardTaken {
			s.holder[k] = id
		}
	}
	return nil
}

// put stores d in place of what has its id.
func (s *shelf) put(d docstore.Doc) {
	s.drop(d.ID)
	if len(d.Unique) == 0 {
		d.Unique = nil
	}
	if len(d.Index) == 0 {
		d.Index = nil
	}
	if s.lacks == guardCopies {
		s.docs[d.ID] = d
	} else {
		s.docs[d.ID] = d.Clone()
	}
	for _, k := range d.Unique {
		s.holder[k] = d.ID
	}
}

func (s *shelf) drop(id string) {
	for _, k := range s.docs[id].Unique {
		if s.lacks != guardFreeing {
			delete(s.holder, k)
		}
	}
	delete(s.docs, id)
}

// current checks that the document is there and has the version.
func (s *shelf) current(id string, version int64) error {
	d, ok := s.docs[id]
	switch {
	case !ok:
		return docstore.ErrNotFound
	case d.Version != version && s.lacks != guardVersion:
		return docstore.ErrStale
	}
	return nil
}

// Insert implements [docstore.Engine].
func (m *Memory) Insert(ctx context.Context, collection string, docs []docstore.Doc) ([]error, error) {
	fresh := slices.Clone(docs)
	for i := range fresh {
		fresh[i].Version = 1
	}
	return m.Load(ctx, collection, fresh)
}

// Load implements [docstore.Engine].
func (m *Memory) Load(ctx context.Context, collection string, docs []docstore.Doc) ([]error, error) {
	for _, d := range docs {
		if err := d.Valid(); err != nil {
			return nil, err
		}
		if d.Version < 1 {
			return nil, docstore.ErrInvalid.With("id", d.ID).With("why", "version is below 1")
		}
	}
	s, err := m.enter(ctx, collection)
	if err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	answers := make([]error, len(docs))
	for i, d := range docs {
		if _, ok := s.docs[d.ID]; ok && s.lacks != guardID {
			answers[i] = &docstore.Duplicate{Holder: d.ID}
		} else if taken := s.taken(d.ID, d.Unique); taken != nil {
			answers[i] = taken
		} else {
			s.put(d)
		}
	}
	return answers, nil
}

// Get implements [docstore.Engine].
func (m *Memory) Get(ctx context.Context, collection, id string) (docstore.Doc, error) {
	s, err := m.enter(ctx, collection)
	if err != nil {
		return docstore.Doc{}, err
	}
	defer m.mu.Unlock()
	d, ok := s.docs[id]
	if !ok {
		return docstore.Doc{}, docstore.ErrNotFound
	}
	return d.Clone(), nil
}

// GetMany implements [docstore.Engine].
func (m *Memory) GetMany(ctx context.Context, collection string, ids []string) ([]docstore.Doc, error) {
	if len(ids) > docstore.MaxPage {
		return nil, docstore.ErrInvalid.With("ids", len(ids))
	}
	s, err := m.enter(ctx, collection)
	if err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	var out []docstore.Doc
	for _, id := range ids {
		if d, ok := s.docs[id]; ok {
			out = append(out, d.Clone())
		}
	}
	return out, nil
}

// Find implements [docstore.Engine].
func (m *Memory) Find(ctx context.Context, collection, key string) (docstore.Doc, error) {
	s, err := m.enter(ctx, collection)
	if err != nil {
		return docstore.Doc{}, err
	}
	defer m.mu.Unlock()
	id, ok := s.holder[key]
	if !ok {
		return docstore.Doc{}, docstore.ErrNotFound
	}
	return s.docs[id].Clone(), nil
}

// Replace implements [docstore.Engine].
func (m *Memory) Replace(ctx context.Context, collection string, doc docstore.Doc) (int64, error) {
	if err := doc.Valid(); err != nil {
		return 0, err
	}
	s, err := m.enter(ctx, collection)
	if err != nil {
		return 0, err
	}
	defer m.mu.Unlock()
	if err := s.current(doc.ID, doc.Version); err != nil {
		return 0, err
	}
	if taken := s.taken(doc.ID, doc.Unique); taken != nil {
		return 0, taken
	}
	doc.Version++
	s.put(doc)
	return doc.Version, nil
}

// Delete implements [docstore.Engine].
func (m *Memory) Delete(ctx context.Context, collection, id string, version int64) error {
	s, err := m.enter(ctx, collection)
	if err != nil {
		return err
	}
	defer m.mu.Unlock()
	if err := s.current(id, version); err != nil {
		return err
	}
	s.drop(id)
	return nil
}
