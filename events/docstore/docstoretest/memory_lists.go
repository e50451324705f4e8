package docstoretest

import (
	"cmp"
	"context"
	"iter"
	"maps"
	"slices"
	"strings"

	"wanjia/events/docstore"
)

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

// Size implements [docstore.Engine].
func (m *Memory) Size(ctx context.Context, collection string) (int, error) {
	s, err := m.enter(ctx, collection)
	if err != nil {
		return 0, err
	}
	defer m.mu.Unlock()
	return len(s.docs), nil
}
