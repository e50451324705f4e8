package mongodoc

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"wanjia/events/docstore"
)

const (
	oneBatch = docstore.MaxPage + 2 // more than any answer holds: without it the server sends 101 and waits to be asked again
	allPage  = 500                  // documents read at once by All
	allBytes = 16 << 20             // and their bytes: a page is held in memory
)

// Get implements [docstore.Engine].
func (s *Store) Get(ctx context.Context, collection, id string) (docstore.Doc, error) {
	d, err := s.one(ctx, collection, "_id", id, id)
	if err != nil {
		return d, fmt.Errorf("get %s %q: %w", collection, id, err)
	}
	return d, nil
}

// Find implements [docstore.Engine].
func (s *Store) Find(ctx context.Context, collection, key string) (docstore.Doc, error) {
	d, err := s.one(ctx, collection, "u", keyElement(key), key)
	if err != nil {
		return d, fmt.Errorf("find %s %q: %w", collection, key, err)
	}
	return d, nil
}

// one returns the document with a value in a field, or ErrNotFound. key is the
// caller's part of the value.
func (s *Store) one(ctx context.Context, collection, name, value, key string) (docstore.Doc, error) {
	c, err := s.enter(collection)
	if err != nil {
		return docstore.Doc{}, err
	}
	defer s.mu.RUnlock()
	if !docstore.ValidKey(key) {
		return docstore.Doc{}, docstore.ErrNotFound
	}
	raw, err := c.FindOne(ctx, bson.D{{Key: name, Value: value}}).Raw()
	switch {
	case errors.Is(err, mongo.ErrNoDocuments):
		return docstore.Doc{}, docstore.ErrNotFound
	case err != nil:
		return docstore.Doc{}, s.fail(ctx, err)
	}
	return decode(raw)
}

// GetMany implements [docstore.Engine].
func (s *Store) GetMany(ctx context.Context, collection string, ids []string) ([]docstore.Doc, error) {
	if len(ids) > docstore.MaxPage {
		return nil, docstore.ErrInvalid.With("ids", len(ids))
	}
	c, err := s.enter(collection)
	if err != nil {
		return nil, err
	}
	defer s.mu.RUnlock()
	valid := slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return !docstore.ValidKey(id) })
	if len(valid) == 0 {
		return nil, nil
	}
	docs, err := s.find(ctx, c, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: valid}}}}, options.Find().SetBatchSize(oneBatch))
	if err != nil {
		return nil, fmt.Errorf("get %d of %s: %w", len(ids), collection, err)
	}
	return docstore.InOrder(docs, ids), nil
}

// find returns the documents of a query.
func (s *Store) find(ctx context.Context, c *mongo.Collection, filter bson.D, opts *options.FindOptionsBuilder) ([]docstore.Doc, error) {
	docs, _, err := s.findSome(ctx, c, filter, opts, math.MaxInt)
	return docs, err
}

// findSome is find that stops once the bodies are that many bytes, and says so.
func (s *Store) findSome(ctx context.Context, c *mongo.Collection, filter bson.D, opts *options.FindOptionsBuilder, bytes int) (docs []docstore.Doc, bounded bool, err error) {
	cur, err := c.Find(ctx, filter, opts)
	if err != nil {
		return nil, false, s.fail(ctx, err)
	}
	defer func() {
		if cerr := cur.Close(ctx); err == nil && cerr != nil {
			err = s.fail(ctx, cerr)
		}
	}()
	for size := 0; cur.Next(ctx); {
		d, err := decode(cur.Current)
		if err != nil {
			return nil, false, err
		}
		docs, size = append(docs, d), size+len(d.Body)
		if size >= bytes {
			return docs, true, nil
		}
	}
	if err := cur.Err(); err != nil {
		return nil, false, s.fail(ctx, err)
	}
	return docs, false, nil
}

// All implements [docstore.Engine]. It asks page by page: the server ends a cursor
// that a slow consumer leaves alone.
func (s *Store) All(ctx context.Context, collection string) iter.Seq2[docstore.Doc, error] {
	return func(yield func(docstore.Doc, error) bool) {
		for after := ""; ; {
			docs, more, err := s.page(ctx, collection, after)
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
func (s *Store) page(ctx context.Context, collection, after string) ([]docstore.Doc, bool, error) {
	c, err := s.enter(collection)
	if err != nil {
		return nil, false, err
	}
	defer s.mu.RUnlock()
	docs, bounded, err := s.findSome(ctx, c, bson.D{{Key: "_id", Value: bson.D{{Key: "$gt", Value: after}}}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(allPage).SetBatchSize(oneBatch), allBytes)
	return docs, bounded || len(docs) == allPage, err
}

// List implements [docstore.Engine].
func (s *Store) List(ctx context.Context, collection string, q docstore.Query) (docstore.Page, error) {
	if err := q.Valid(); err != nil {
		return docstore.Page{}, err
	}
	c, err := s.enter(collection)
	if err != nil {
		return docstore.Page{}, err
	}
	defer s.mu.RUnlock()
	filters, err := filtersOf(q)
	if err != nil {
		return docstore.Page{}, err
	}
	way := 1
	if q.Desc {
		way = -1
	}
	var docs []docstore.Doc
	for _, f := range filters {
		// One more than asked for tells whether this is the last page.
		more, err := s.find(ctx, c, f, options.Find().
			SetSort(bson.D{{Key: field(q.Index), Value: way}, {Key: "_id", Value: way}}).
			SetLimit(int64(q.Limit+1-len(docs))).SetBatchSize(oneBatch))
		if err != nil {
			return docstore.Page{}, fmt.Errorf("list %s by %s: %w", collection, q.Index, err)
		}
		if docs = append(docs, more...); len(docs) > q.Limit {
			docs = docs[:q.Limit]
			last := docs[q.Limit-1]
			return docstore.Page{Docs: docs, Next: docstore.Cursor{Value: last.Index[q.Index], ID: last.ID}.String()}, nil
		}
	}
	return docstore.Page{Docs: docs}, nil
}

// filtersOf says what to ask for, one filter after the other. Behind a cursor these
// are the rest of its own value and then the other values: two questions whose
// bounds fit the index exactly. Asked as one with $or, the plan would be the
// server's choice, and one of them steps over the whole list.
func filtersOf(q docstore.Query) ([]bson.D, error) {
	from, to := q.Bounds()
	least := bson.E{Key: "$gte", Value: from} // strings only, "" is the least
	below := bson.E{Key: "$lt", Value: to}
	var same []bson.D
	if q.After != "" {
		at, err := docstore.ParseCursor(q.After)
		if err != nil {
			return nil, err
		}
		switch { // a cursor outside of the range leaves all of it, or nothing
		case q.Desc && (to == "" || at.Value < to):
			below.Value = at.Value
			if at.Value >= from {
				same = append(same, behind(q.Index, at, "$lt"))
			}
		case !q.Desc && at.Value >= from:
			least = bson.E{Key: "$gt", Value: at.Value}
			if to == "" || at.Value < to {
				same = append(same, behind(q.Index, at, "$gt"))
			}
		}
	}
	values := bson.D{least}
	if below.Value != "" {
		values = append(values, below)
	}
	return append(same, bson.D{{Key: field(q.Index), Value: values}}), nil
}

// behind asks for what has the cursor's value, on one side of its id.
func behind(index string, at docstore.Cursor, side string) bson.D {
	return bson.D{{Key: field(index), Value: at.Value}, {Key: "_id", Value: bson.D{{Key: side, Value: at.ID}}}}
}

// Count implements [docstore.Engine].
func (s *Store) Count(ctx context.Context, collection, index, prefix string) (int, error) {
	q := docstore.Query{Index: index, Prefix: prefix, Limit: 1}
	if err := q.Valid(); err != nil {
		return 0, err
	}
	c, err := s.enter(collection)
	if err != nil {
		return 0, err
	}
	defer s.mu.RUnlock()
	filters, err := filtersOf(q)
	if err != nil {
		return 0, err
	}
	n, err := c.CountDocuments(ctx, filters[0])
	if err != nil {
		return 0, fmt.Errorf("count %s by %s: %w", collection, index, s.fail(ctx, err))
	}
	return int(n), nil
}

// Size implements [docstore.Engine].
func (s *Store) Size(ctx context.Context, collection string) (int, error) {
	c, err := s.enter(collection)
	if err != nil {
		return 0, err
	}
	defer s.mu.RUnlock()
	n, err := c.EstimatedDocumentCount(ctx)
	if err != nil {
		return 0, fmt.Errorf("size of %s: %w", collection, s.fail(ctx, err))
	}
	return int(n), nil
}
