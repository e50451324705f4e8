package docstore

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
)

// Collection gives an engine's documents the type T. Domain stores declare one
// for each thing they keep; the functions say how ids and keys are built, once.
type Collection[T any] struct {
	Engine Engine
	Name   string
	Schema int // version of T's shape, from 1

	ID     func(T) string
	Unique func(T) []string          // nil when there are none
	Index  func(T) map[string]string // nil when there are none; empty values are left out

	// Encode writes a body that encoding/json reads back as the same value, for what is
	// written in a rush. nil has encoding/json write it.
	Encode func(T) ([]byte, error)

	// Upgrade turns a body of an older schema into the present one, a step at a
	// time or at once. nil when there is only one schema yet.
	Upgrade func(schema int, body []byte) ([]byte, error)
}

// Versioned is a T with the version it was read at.
type Versioned[T any] struct {
	Value   T
	Version int64
}

// Insert stores each value; see [Engine.Insert] for the answers.
func (c Collection[T]) Insert(ctx context.Context, values ...T) ([]error, error) {
	docs := make([]Doc, len(values))
	for i, v := range values {
		d, err := c.doc(v)
		if err != nil {
			return nil, err
		}
		docs[i] = d
	}
	return c.Engine.Insert(ctx, c.Name, docs)
}

// InsertOne stores one value: nil, a [*Duplicate], or the call's error.
func (c Collection[T]) InsertOne(ctx context.Context, value T) error {
	answers, err := c.Insert(ctx, value)
	if err != nil {
		return err
	}
	return answers[0]
}

// Get returns the value with that id, or ErrNotFound.
func (c Collection[T]) Get(ctx context.Context, id string) (Versioned[T], error) {
	d, err := c.Engine.Get(ctx, c.Name, id)
	if err != nil {
		return Versioned[T]{}, err
	}
	return c.value(d)
}

// GetMany returns those that exist, in the order of ids.
func (c Collection[T]) GetMany(ctx context.Context, ids []string) ([]Versioned[T], error) {
	docs, err := c.Engine.GetMany(ctx, c.Name, ids)
	if err != nil {
		return nil, err
	}
	return c.values(docs)
}

// Find returns the value that holds the unique key, or ErrNotFound.
func (c Collection[T]) Find(ctx context.Context, key string) (Versioned[T], error) {
	d, err := c.Engine.Find(ctx, c.Name, key)
	if err != nil {
		return Versioned[T]{}, err
	}
	return c.value(d)
}

// Replace stores v.Value if the stored version still is v.Version, and returns
// the new version.
func (c Collection[T]) Replace(ctx context.Context, v Versioned[T]) (int64, error) {
	d, err := c.doc(v.Value)
	if err != nil {
		return 0, err
	}
	d.Version = v.Version
	return c.Engine.Replace(ctx, c.Name, d)
}

// Change reads, applies change and replaces, again from the start while others
// get in between. change may run several times; an error from it ends the whole.
func (c Collection[T]) Change(ctx context.Context, id string, change func(*T) error) (Versioned[T], error) {
	for {
		v, err := c.Get(ctx, id)
		if err != nil {
			return v, err
		}
		if err := change(&v.Value); err != nil {
			return v, err
		}
		version, err := c.Replace(ctx, v)
		if err == nil {
			v.Version = version
			return v, nil
		}
		if !isStale(err) {
			return v, err
		}
		if err := ctx.Err(); err != nil {
			return v, err
		}
	}
}

// Delete removes the document if its version still is version.
func (c Collection[T]) Delete(ctx context.Context, id string, version int64) error {
	return c.Engine.Delete(ctx, c.Name, id, version)
}

// List returns the values of a page and the cursor of the next.
func (c Collection[T]) List(ctx context.Context, q Query) ([]Versioned[T], string, error) {
	page, err := c.Engine.List(ctx, c.Name, q)
	if err != nil {
		return nil, "", err
	}
	values, err := c.values(page.Docs)
	return values, page.Next, err
}

// Each yields every value of the query, page after page; q.After and q.Limit are
// its own business.
func (c Collection[T]) Each(ctx context.Context, q Query) iter.Seq2[Versioned[T], error] {
	return func(yield func(Versioned[T], error) bool) {
		q.After, q.Limit = "", MaxPage
		for {
			values, next, err := c.List(ctx, q)
			if err != nil {
				yield(Versioned[T]{}, err)
				return
			}
			for _, v := range values {
				if !yield(v, nil) {
					return
				}
			}
			if next == "" {
				return
			}
			q.After = next
		}
	}
}

// Count returns how many have a value under index that begins with prefix.
func (c Collection[T]) Count(ctx context.Context, index, prefix string) (int, error) {
	return c.Engine.Count(ctx, c.Name, index, prefix)
}

// All yields every value by id.
func (c Collection[T]) All(ctx context.Context) iter.Seq2[Versioned[T], error] {
	return func(yield func(Versioned[T], error) bool) {
		for d, err := range c.Engine.All(ctx, c.Name) {
			var v Versioned[T]
			if err == nil {
				v, err = c.value(d)
			}
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}

// Migrate rewrites every document of an older schema in the present one and
// returns how many it rewrote. Safe to repeat and to run beside others.
func (c Collection[T]) Migrate(ctx context.Context) (int, error) {
	n := 0
	for d, err := range c.Engine.All(ctx, c.Name) {
		if err != nil {
			return n, err
		}
		if d.Schema == c.Schema {
			continue
		}
		v, err := c.value(d)
		if err != nil {
			return n, err
		}
		switch _, err := c.Replace(ctx, v); {
		case err == nil:
			n++
		case isStale(err): // somebody else wrote it, and so in the present schema
		default:
			return n, fmt.Errorf("migrate %s %q: %w", c.Name, d.ID, err)
		}
	}
	return n, nil
}

func (c Collection[T]) doc(v T) (Doc, error) {
	encode := c.Encode
	if encode == nil {
		encode = func(v T) ([]byte, error) { return json.Marshal(v) }
	}
	body, err := encode(v)
	if err != nil {
		return Doc{}, fmt.Errorf("encode for %s: %w", c.Name, err)
	}
	d := Doc{ID: c.ID(v), Schema: c.Schema, Body: body}
	if c.Unique != nil {
		d.Unique = c.Unique(v)
	}
	if c.Index != nil {
		d.Index = c.Index(v)
		for name, value := range d.Index {
			if value == "" {
				delete(d.Index, name)
			}
		}
	}
	return d, nil
}

func (c Collection[T]) value(d Doc) (Versioned[T], error) {
	v := Versioned[T]{Version: d.Version}
	body := d.Body
	if d.Schema != c.Schema {
		if d.Schema > c.Schema {
			return v, fmt.Errorf("%s %q has schema %d, this program knows up to %d: %w", c.Name, d.ID, d.Schema, c.Schema, ErrNewer)
		}
		if c.Upgrade == nil {
			return v, fmt.Errorf("%s %q has schema %d, from which no way leads to %d: %w", c.Name, d.ID, d.Schema, c.Schema, ErrDamaged)
		}
		var err error
		if body, err = c.Upgrade(d.Schema, body); err != nil {
			return v, fmt.Errorf("upgrade %s %q from schema %d: %w", c.Name, d.ID, d.Schema, err)
		}
	}
	if err := json.Unmarshal(body, &v.Value); err != nil {
		return v, fmt.Errorf("decode %s %q: %w: %w", c.Name, d.ID, err, ErrDamaged)
	}
	return v, nil
}

func (c Collection[T]) values(docs []Doc) ([]Versioned[T], error) {
	out := make([]Versioned[T], len(docs))
	for i, d := range docs {
		v, err := c.value(d)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}
