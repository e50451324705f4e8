package mongodoc

import (
	"context"
	"fmt"
	"maps"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"wanjia/events/docstore"
)

// indexes makes the indexes of a collection before the first document that needs
// them: the unique one with the first document at all, without which keys would
// not be guarded, and one for each index key when its name is first written.
// Making one that is there already costs the server nothing, so each process asks
// once.
type indexes struct {
	mu   sync.Mutex
	made map[string]map[string]bool // by collection, then name; "" is the unique one
}

// ensure makes what the documents need. Two calls may both ask for one index.
func (x *indexes) ensure(ctx context.Context, c *mongo.Collection, docs []docstore.Doc) error {
	missing := x.missing(c.Name(), docs)
	if len(missing) == 0 {
		return nil
	}
	// One at a time: FerretDB drops the connection when some of several are there
	// already, and a process asks once.
	for name := range missing {
		if _, err := c.Indexes().CreateOne(ctx, model(name)); err != nil {
			return fmt.Errorf("make indexes: %w", err)
		}
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.made == nil {
		x.made = map[string]map[string]bool{}
	}
	if x.made[c.Name()] == nil {
		x.made[c.Name()] = map[string]bool{}
	}
	maps.Copy(x.made[c.Name()], missing)
	return nil
}

func (x *indexes) missing(collection string, docs []docstore.Doc) map[string]bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	made := x.made[collection]
	var missing map[string]bool
	need := func(name string) {
		if made[name] {
			return
		}
		if missing == nil {
			missing = map[string]bool{}
		}
		missing[name] = true
	}
	need("")
	for _, d := range docs {
		for name := range d.Index {
			need(name)
		}
	}
	return missing
}

func model(name string) mongo.IndexModel {
	if name == "" {
		return mongo.IndexModel{
			Keys:    bson.D{{Key: "u", Value: 1}},
			Options: options.Index().SetName("u").SetUnique(true),
		}
	}
	return mongo.IndexModel{
		Keys:    bson.D{{Key: field(name), Value: 1}, {Key: "_id", Value: 1}},
		Options: options.Index().SetName("ix_" + name),
	}
}
