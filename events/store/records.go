package store

import (
	"context"
	"errors"
	"fmt"
	"iter"

	"wanjia/events/community"
	"wanjia/events/docstore"
)

// records implements [community.Records] on one collection.
type records[ID ~string, T any] struct {
	kept   docstore.Collection[T]
	absent error // the kind's ErrNo…
}

// Get implements [community.Records].
func (r records[ID, T]) Get(ctx context.Context, id ID) (T, error) {
	v, err := r.kept.Get(ctx, string(id))
	return v.Value, r.fault(err)
}

// Many implements [community.Records].
func (r records[ID, T]) Many(ctx context.Context, ids []ID) ([]T, error) {
	out := make([]T, 0, len(ids))
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	for len(names) > 0 {
		n := min(len(names), docstore.MaxPage)
		found, err := r.kept.GetMany(ctx, names[:n])
		if err != nil {
			return nil, r.fault(err)
		}
		for _, v := range found {
			out = append(out, v.Value)
		}
		names = names[n:]
	}
	return out, nil
}

// Add implements [community.Records].
func (r records[ID, T]) Add(ctx context.Context, values ...T) ([]error, error) {
	answers, err := r.kept.Insert(ctx, values...)
	if err != nil {
		return nil, r.fault(err)
	}
	for i, a := range answers {
		if errors.Is(a, docstore.ErrDuplicate) {
			answers[i] = community.ErrExists
		}
	}
	return answers, nil
}

// Change implements [community.Records].
func (r records[ID, T]) Change(ctx context.Context, id ID, change func(*T) error) (T, error) {
	v, err := r.kept.Change(ctx, string(id), change)
	if errors.Is(err, docstore.ErrDuplicate) {
		return v.Value, community.ErrExists
	}
	return v.Value, r.fault(err)
}

// Remove implements [community.Records].
func (r records[ID, T]) Remove(ctx context.Context, id ID) error {
	for {
		v, err := r.kept.Get(ctx, string(id))
		if err == nil {
			err = r.kept.Delete(ctx, string(id), v.Version)
		}
		switch {
		case err == nil, errors.Is(err, docstore.ErrNotFound):
			return nil
		case !errors.Is(err, docstore.ErrStale):
			return fmt.Errorf("remove %s %s: %w", r.kept.Name, id, err)
		}
	}
}

// List implements [community.Records].
func (r records[ID, T]) List(ctx context.Context, by community.By) ([]T, string, error) {
	q := docstore.Query{Index: by.Index, Prefix: by.Prefix, From: by.From, After: by.After, Limit: by.Limit, Desc: by.Desc}
	if by.Value != "" {
		q.From, q.To = by.Value, by.Value+"\x01" // nothing lies between: keys hold no control characters
	}
	found, next, err := r.kept.List(ctx, q)
	if err != nil {
		return nil, "", r.fault(err)
	}
	out := make([]T, len(found))
	for i, v := range found {
		out[i] = v.Value
	}
	return out, next, nil
}

// Count implements [community.Records].
func (r records[ID, T]) Count(ctx context.Context, index, prefix string) (int, error) {
	n, err := r.kept.Count(ctx, index, prefix)
	return n, r.fault(err)
}

// All implements [community.Records].
func (r records[ID, T]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for v, err := range r.kept.All(ctx) {
			if !yield(v.Value, r.fault(err)) {
				return
			}
		}
	}
}

// Migrate implements [docstore.Migrator].
func (r records[ID, T]) Migrate(ctx context.Context) (int, error) { return r.kept.Migrate(ctx) }

// fault turns the store's "not found" into the kind's.
func (r records[ID, T]) fault(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, docstore.ErrNotFound):
		return r.absent
	}
	return fmt.Errorf("%s: %w", r.kept.Name, err)
}
