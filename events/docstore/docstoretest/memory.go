package docstoretest

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
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

// List implements [docstore.Engine].
func (m *Memory) List(ctx context.Context, collection string, q docstore.Query) (docstore.Page, error) {
	if err := q.Valid(); err != nil {
		return docstore.Page{}, err
	}
	s, err := m.enter(ctx, collection)
	if err != nil {
		return docstore.Page{}, err
	}
	defer m.mu.Unlock()
	var after docstore.Cursor
	if q.After != "" {
		if after, err = docstore.ParseCursor(q.After); err != nil {
			return docstore.Page{}, err
		}
	}
	place := func(d docstore.Doc) docstore.Cursor { return docstore.Cursor{Value: d.Index[q.Index], ID: d.ID} }
	order := func(a, b docstore.Cursor) int {
		n := cmp.Or(cmp.Compare(a.Value, b.Value), cmp.Compare(a.ID, b.ID))
		if m.lacks == guardOrder {
			n = cmp.Or(cmp.Compare(strings.ToLower(a.Value), strings.ToLower(b.Value)), n)
		}
		if q.Desc {
			return -n
		}
		return n
	}
	var found []docstore.Doc
	for _, d := range s.docs {
		v, ok := d.Index[q.Index]
		if ok && strings.HasPrefix(v, q.Prefix) && v >= q.From && (q.To == "" || v < q.To) &&
			(q.After == "" || order(place(d), after) > 0 || m.lacks == guardCursor && d.Index[q.Index] == after.Value) {
			found = append(found, d)
		}
	}
	slices.SortFunc(found, func(a, b docstore.Doc) int { return order(place(a), place(b)) })
	var page docstore.Page
	if len(found) > q.Limit {
		found = found[:q.Limit]
		page.Next = place(found[q.Limit-1]).String()
	}
	for _, d := range found {
		page.Docs = append(page.Docs, d.Clone())
	}
	return page, nil
}

// Count implements [docstore.Engine].
func (m *Memory) Count(ctx context.Context, collection, index, prefix string) (int, error) {
	if err := (docstore.Query{Index: index, Prefix: prefix, Limit: 1}).Valid(); err != nil {
		return 0, err
	}
	s, err := m.enter(ctx, collection)
	if err != nil {
		return 0, err
	}
	defer m.mu.Unlock()
	n := 0
	for _, d := range s.docs {
		if v, ok := d.Index[index]; ok && strings.HasPrefix(v, prefix) {
			n++
		}
	}
	return n, nil
}

// All implements [docstore.Engine].
func (m *Memory) All(ctx context.Context, collection string) iter.Seq2[docstore.Doc, error] {
	return func(yield func(docstore.Doc, error) bool) {
		s, err := m.enter(ctx, collection)
		if err != nil {
			yield(docstore.Doc{}, err)
			return
		}
		ids := slices.Sorted(maps.Keys(s.docs))
		m.mu.Unlock()
		for _, id := range ids {
			docs, err := m.GetMany(ctx, collection, []string{id})
			if err != nil {
				yield(docstore.Doc{}, err)
				return
			}
			for _, d := range docs {
				if !yield(d, nil) {
					return
				}
			}
		}
	}
}

// Collections implements [docstore.Engine].
func (m *Memory) Collections(ctx context.Context) ([]string, error) {
	if _, err := m.enter(ctx, "any"); err != nil {
		return nil, err
	}
	defer m.mu.Unlock()
	var all []string
	for name, s := range m.kept {
		if len(s.docs) > 0 {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all, nil
}

// Check implements [docstore.Engine].
func (m *Memory) Check(ctx context.Context) (docstore.Health, error) {
	h := docstore.Health{Engine: "memory", Notes: []string{"keeps nothing when the process ends"}}
	if _, err := m.enter(ctx, "any"); err != nil {
		return h, err
	}
	m.mu.Unlock()
	return h, nil
}

// Close implements [docstore.Engine].
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	return nil
}
