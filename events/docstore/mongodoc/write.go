package mongodoc

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"wanjia/events/docstore"
)

// attempts bounds how often a write is tried again because the one that stood in
// its way was gone when looked for.
const attempts = 4

// A run of an insert is one command; the driver would cut it at 100,000 documents or
// 48 MB, and then no error could say that nothing was written.
const (
	runDocs  = 10_000
	runBytes = 16 << 20
)

var unordered = options.InsertMany().SetOrdered(false) // documents stand and fall alone

// Insert implements [docstore.Engine].
func (s *Store) Insert(ctx context.Context, collection string, docs []docstore.Doc) ([]error, error) {
	return s.insert(ctx, collection, docs, func(docstore.Doc) int64 { return 1 })
}

// Load implements [docstore.Engine].
func (s *Store) Load(ctx context.Context, collection string, docs []docstore.Doc) ([]error, error) {
	return s.insert(ctx, collection, docs, func(d docstore.Doc) int64 { return d.Version })
}

func (s *Store) insert(ctx context.Context, collection string, docs []docstore.Doc, version func(docstore.Doc) int64) ([]error, error) {
	for _, d := range docs {
		if err := d.Valid(); err != nil {
			return nil, err
		}
		if version(d) < 1 {
			return nil, docstore.ErrInvalid.With("id", d.ID).With("why", "version is below 1")
		}
	}
	c, err := s.enter(collection)
	if err != nil {
		return nil, err
	}
	defer s.mu.RUnlock()
	if len(docs) == 0 {
		return nil, nil
	}
	if err := s.indexes.ensure(ctx, c, docs); err != nil {
		return nil, fmt.Errorf("insert %d into %s: %w", len(docs), collection, s.fail(ctx, err))
	}
	answers := make([]error, len(docs))
	for start := 0; start < len(docs); {
		end := start + independent(docs[start:])
		if err := s.insertRun(ctx, c, docs[start:end], answers[start:end], version); err != nil {
			if start > 0 { // whatever befell this run, those before it are stored
				err = fmt.Errorf("after %d were stored: %s: %w", start, err.Error(), docstore.ErrUnavailable)
			}
			return nil, fmt.Errorf("insert %d into %s: %w", len(docs), collection, err)
		}
		start = end
	}
	return answers, nil
}

// independent counts the leading documents that share no id and no key, and fit into
// one command. An unordered insert may do its documents in any order; the contract
// wants the earlier of two that exclude each other to win.
func independent(docs []docstore.Doc) int {
	seen := make(map[string]bool, 4*len(docs))
	size := 0
	for i, d := range docs {
		elements := encodeKeys(d)
		for _, e := range elements {
			if seen[e] {
				return i
			}
		}
		for _, e := range elements {
			seen[e] = true
		}
		if size += len(d.Body); i+1 == runDocs || size >= runBytes {
			return i + 1
		}
	}
	return len(docs)
}

// insertRun inserts documents that do not exclude each other and answers each.
func (s *Store) insertRun(ctx context.Context, c *mongo.Collection, docs []docstore.Doc, answers []error, version func(docstore.Doc) int64) error {
	todo := make([]int, len(docs))
	for i := range todo {
		todo[i] = i
	}
	for range attempts {
		batch := make([]any, len(todo))
		for i, at := range todo {
			batch[i] = encode(docs[at], version(docs[at]))
		}
		_, err := c.InsertMany(ctx, batch, unordered)
		if err == nil {
			return nil
		}
		refused, err := refusals(err)
		if err != nil {
			return s.fail(ctx, err)
		}
		if todo, err = s.explain(ctx, c, docs, answers, todo, refused); err != nil {
			return s.fail(ctx, err)
		}
		if len(todo) == 0 {
			return nil
		}
	}
	return fmt.Errorf("what stands in the way comes and goes: %w", docstore.ErrUnavailable)
}

// refusals returns what the server said of each refused document, by its place in
// the batch, or the error when it is about more than keys.
func refusals(err error) (map[int]bson.Raw, error) {
	e, ok := errors.AsType[mongo.BulkWriteException](err)
	if !ok || e.WriteConcernError != nil {
		return nil, err
	}
	refused := make(map[int]bson.Raw, len(e.WriteErrors))
	for _, we := range e.WriteErrors {
		if we.Code != codeDuplicate {
			return nil, err
		}
		refused[we.Index] = we.Raw
	}
	return refused, nil
}

// explain answers the refused documents of a batch and returns those to be tried
// again, because nothing that stands in their way was found.
func (s *Store) explain(ctx context.Context, c *mongo.Collection, docs []docstore.Doc, answers []error, todo []int, refused map[int]bson.Raw) ([]int, error) {
	var elements []string
	for i := range refused {
		elements = append(elements, encodeKeys(docs[todo[i]])...)
	}
	holders, err := holdersOf(ctx, c, elements)
	if err != nil {
		return nil, err
	}
	var again []int
	for i, raw := range refused {
		d := docs[todo[i]]
		if holders[idElement(d.ID)] != "" {
			answers[todo[i]] = &docstore.Duplicate{Holder: d.ID}
		} else if taken := taken(holders, d, raw); taken != nil {
			answers[todo[i]] = taken
		} else {
			again = append(again, todo[i])
		}
	}
	return again, nil
}

// taken says which key stands in the document's way: the first in its own order
// that another one holds, else what the server named, whose holder has gone.
func taken(holders map[string]string, d docstore.Doc, raw bson.Raw) *docstore.Duplicate {
	for _, k := range d.Unique {
		if h := holders[keyElement(k)]; h != "" && h != d.ID {
			return &docstore.Duplicate{Key: k, Holder: h}
		}
	}
	if named, ok := raw.Lookup("keyValue", "u").StringValueOK(); ok && named != "" && named[0] == '+' {
		return &docstore.Duplicate{Key: named[1:]}
	}
	return nil
}

// holdersOf finds who holds the elements of u. The read is of the majority: the
// server answered the refusal only once what it collided with was there too.
func holdersOf(ctx context.Context, c *mongo.Collection, elements []string) (map[string]string, error) {
	holders := map[string]string{}
	for len(elements) > 0 {
		some := elements[:min(len(elements), docstore.MaxPage)]
		elements = elements[len(some):]
		cur, err := c.Find(ctx, bson.D{{Key: "u", Value: bson.D{{Key: "$in", Value: some}}}},
			options.Find().SetProjection(bson.D{{Key: "u", Value: 1}}))
		if err != nil {
			return nil, err
		}
		var found []struct {
			ID     string   `bson:"_id"`
			Unique []string `bson:"u"`
		}
		if err := cur.All(ctx, &found); err != nil {
			return nil, err
		}
		for _, f := range found {
			for _, e := range f.Unique {
				holders[e] = f.ID
			}
		}
	}
	return holders, nil
}

// Replace implements [docstore.Engine].
func (s *Store) Replace(ctx context.Context, collection string, doc docstore.Doc) (int64, error) {
	if err := doc.Valid(); err != nil {
		return 0, err
	}
	c, err := s.enter(collection)
	if err != nil {
		return 0, err
	}
	defer s.mu.RUnlock()
	next, err := s.replace(ctx, c, doc)
	if err != nil {
		return 0, fmt.Errorf("replace %s %q: %w", collection, doc.ID, err)
	}
	return next, nil
}

func (s *Store) replace(ctx context.Context, c *mongo.Collection, doc docstore.Doc) (int64, error) {
	if err := s.indexes.ensure(ctx, c, []docstore.Doc{doc}); err != nil {
		return 0, s.fail(ctx, err)
	}
	next := doc.Version + 1
	for range attempts {
		res, err := c.ReplaceOne(ctx, atVersion(doc.ID, doc.Version), encode(doc, next))
		if err == nil && res.MatchedCount > 0 {
			return next, nil
		}
		if err == nil {
			return 0, s.why(ctx, c, doc.ID)
		}
		e, ok := errors.AsType[mongo.WriteException](err)
		if !ok || e.WriteConcernError != nil || len(e.WriteErrors) == 0 || e.WriteErrors[0].Code != codeDuplicate {
			return 0, s.fail(ctx, err)
		}
		holders, err := holdersOf(ctx, c, encodeKeys(doc))
		if err != nil {
			return 0, s.fail(ctx, err)
		}
		if taken := taken(holders, doc, e.WriteErrors[0].Raw); taken != nil {
			return 0, taken
		}
	}
	return 0, fmt.Errorf("what stands in the way comes and goes: %w", docstore.ErrUnavailable)
}

// Delete implements [docstore.Engine].
func (s *Store) Delete(ctx context.Context, collection, id string, version int64) error {
	c, err := s.enter(collection)
	if err != nil {
		return err
	}
	defer s.mu.RUnlock()
	if !docstore.ValidKey(id) {
		return docstore.ErrNotFound
	}
	res, err := c.DeleteOne(ctx, atVersion(id, version))
	if err != nil {
		err = s.fail(ctx, err)
	} else if res.DeletedCount == 0 {
		err = s.why(ctx, c, id)
	}
	if err != nil {
		return fmt.Errorf("delete %s %q: %w", collection, id, err)
	}
	return nil
}

// why says for what reason no document with that id and version was there.
func (s *Store) why(ctx context.Context, c *mongo.Collection, id string) error {
	err := c.FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Err()
	switch {
	case err == nil:
		return docstore.ErrStale
	case errors.Is(err, mongo.ErrNoDocuments):
		return docstore.ErrNotFound
	}
	return s.fail(ctx, err)
}

func atVersion(id string, version int64) bson.D {
	return bson.D{{Key: "_id", Value: id}, {Key: "v", Value: version}}
}
