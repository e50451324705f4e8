package sqlitedoc

import (
	"context"
	"fmt"
	"strings"

	"wanjia/events/docstore"
)

// List implements [docstore.Engine].
func (s *Store) List(ctx context.Context, collection string, q docstore.Query) (docstore.Page, error) {
	if err := q.Valid(); err != nil {
		return docstore.Page{}, err
	}
	where, args, err := s.where(collection, q)
	if err != nil {
		return docstore.Page{}, err
	}
	order := " ORDER BY i.value, i.id LIMIT ?"
	if q.Desc {
		order = " ORDER BY i.value DESC, i.id DESC LIMIT ?"
	}
	// One more than asked for tells whether this is the last page.
	docs, err := s.query(ctx, "SELECT "+columns+" FROM indexes i CROSS JOIN docs d ON d.n = i.n "+
		where+order, append(args, q.Limit+1)...)
	if err != nil {
		return docstore.Page{}, fmt.Errorf("list %s by %s: %w", collection, q.Index, err)
	}
	if len(docs) <= q.Limit {
		return docstore.Page{Docs: docs}, nil
	}
	docs = docs[:q.Limit]
	last := docs[q.Limit-1]
	return docstore.Page{Docs: docs, Next: docstore.Cursor{Value: last.Index[q.Index], ID: last.ID}.String()}, nil
}

// Count implements [docstore.Engine].
func (s *Store) Count(ctx context.Context, collection, index, prefix string) (int, error) {
	q := docstore.Query{Index: index, Prefix: prefix, Limit: 1}
	if err := q.Valid(); err != nil {
		return 0, err
	}
	where, args, err := s.where(collection, q)
	if err != nil {
		return 0, err
	}
	if err := s.enter(); err != nil {
		return 0, err
	}
	defer s.mu.RUnlock()
	stmt, err := s.read.stmt(ctx, "SELECT count(*) FROM indexes i "+where)
	if err != nil {
		return 0, fmt.Errorf("count %s by %s: %w", collection, index, readError(ctx, err))
	}
	var n int
	if err := stmt.QueryRowContext(ctx, args...).Scan(&n); err != nil {
		return 0, fmt.Errorf("count %s by %s: %w", collection, index, readError(ctx, err))
	}
	return n, nil
}

// Size implements [docstore.Engine].
func (s *Store) Size(ctx context.Context, collection string) (int, error) {
	c, err := s.collection(collection)
	if err != nil {
		return 0, err
	}
	if err := s.enter(); err != nil {
		return 0, err
	}
	defer s.mu.RUnlock()
	stmt, err := s.read.stmt(ctx, "SELECT count(*) FROM docs WHERE collection = ?")
	if err != nil {
		return 0, fmt.Errorf("size of %s: %w", collection, readError(ctx, err))
	}
	var n int
	if err := stmt.QueryRowContext(ctx, c).Scan(&n); err != nil {
		return 0, fmt.Errorf("size of %s: %w", collection, readError(ctx, err))
	}
	return n, nil
}

// where selects the rows of indexes that belong to the query.
//
// It gives SQLite one lower and one upper bound at most: of two, it would seek to
// one of its own choice and step over everything between them, which on the last
// page of a long list is the whole list.
func (s *Store) where(collection string, q docstore.Query) (string, []any, error) {
	c, err := s.collection(collection)
	if err != nil {
		return "", nil, err
	}
	n, _ := s.names.id(q.Index)
	var b strings.Builder
	b.WriteString("WHERE i.collection = ? AND i.name = ?")
	args := []any{c, n}
	from, to := q.Bounds()
	if q.After != "" {
		at, err := docstore.ParseCursor(q.After)
		if err != nil {
			return "", nil, err
		}
		switch {
		case q.Desc && (to == "" || at.Value < to):
			to = ""
			b.WriteString(" AND (i.value, i.id) < (?, ?)")
			args = append(args, at.Value, at.ID)
		case !q.Desc && at.Value >= from:
			from = ""
			b.WriteString(" AND (i.value, i.id) > (?, ?)")
			args = append(args, at.Value, at.ID)
		}
	}
	if from != "" {
		b.WriteString(" AND i.value >= ?")
		args = append(args, from)
	}
	if to != "" {
		b.WriteString(" AND i.value < ?")
		args = append(args, to)
	}
	return b.String(), args, nil
}
