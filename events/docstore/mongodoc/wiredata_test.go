package mongodoc

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// fakeData is the collections of a [fakeServer] and what the commands do with them.
type fakeData struct {
	data    sync.Mutex
	docs    map[string]map[string]bson.M // by collection, then _id
	unique  map[string]bool              // collections with the unique index
	indexes map[string][]string          // names of the indexes made
	replies map[string]bson.D            // by session and number of a retryable write
	unguard bool                         // leaves the unique index out, for the negative control
}

// once does a command. A retryable write that comes again is answered as before and
// not done again, which is what a replica set does.
func (f *fakeData) once(raw bson.Raw, name string) bson.D {
	f.data.Lock()
	defer f.data.Unlock()
	if f.docs == nil {
		f.docs, f.unique = map[string]map[string]bson.M{}, map[string]bool{}
		f.indexes, f.replies = map[string][]string{}, map[string]bson.D{}
	}
	number, err := raw.LookupErr("txnNumber")
	if err != nil {
		return f.do(raw, name)
	}
	key := fmt.Sprint(raw.Lookup("lsid"), number)
	if reply, ok := f.replies[key]; ok {
		return slices.Clone(reply)
	}
	reply := f.do(raw, name)
	f.replies[key] = reply
	return slices.Clone(reply)
}

func (f *fakeData) do(raw bson.Raw, name string) bson.D {
	var c struct {
		Filter    bson.D     `bson:"filter"`
		Sort      bson.D     `bson:"sort"`
		Limit     int        `bson:"limit"`
		Documents []bson.M   `bson:"documents"`
		Updates   []fakeEdit `bson:"updates"`
		Deletes   []fakeEdit `bson:"deletes"`
		Pipeline  []bson.D   `bson:"pipeline"`
		Indexes   []struct {
			Name   string `bson:"name"`
			Unique bool   `bson:"unique"`
		} `bson:"indexes"`
	}
	if err := bson.Unmarshal(raw, &c); err != nil {
		return failure(9, "FailedToParse", err.Error())
	}
	coll := raw.Index(0).Value().StringValue
	switch name {
	case "buildInfo":
		return bson.D{{Key: "ok", Value: 1}, {Key: "version", Value: "8.0.0-fake"}}
	case "listCollections":
		var all bson.A
		for _, n := range slices.Sorted(maps.Keys(f.docs)) {
			all = append(all, bson.D{{Key: "name", Value: n}, {Key: "type", Value: "collection"}})
		}
		return batch(all)
	case "createIndexes":
		for _, x := range c.Indexes {
			f.unique[coll()] = f.unique[coll()] || x.Unique && !f.unguard
			f.indexes[coll()] = append(f.indexes[coll()], x.Name)
		}
		return bson.D{{Key: "ok", Value: 1}}
	case "insert":
		return f.insert(coll(), c.Documents)
	case "update":
		return f.update(coll(), c.Updates[0])
	case "delete":
		return f.remove(coll(), c.Deletes[0])
	case "find":
		found := f.find(coll(), c.Filter, c.Sort)
		if c.Limit > 0 && len(found) > c.Limit {
			found = found[:c.Limit]
		}
		return batch(found)
	case "count":
		return bson.D{{Key: "ok", Value: 1}, {Key: "n", Value: len(f.docs[coll()])}}
	case "aggregate":
		n := len(f.find(coll(), c.Pipeline[0][0].Value.(bson.D), nil))
		if n == 0 {
			return batch(nil)
		}
		return batch(bson.A{bson.D{{Key: "_id", Value: 1}, {Key: "n", Value: n}}})
	}
	return failure(59, "CommandNotFound", "no such command: "+name)
}

type fakeEdit struct {
	Query  bson.D `bson:"q"`
	Update bson.M `bson:"u"`
	Upsert bool   `bson:"upsert"`
}

func batch(docs bson.A) bson.D {
	if docs == nil {
		docs = bson.A{}
	}
	return bson.D{{Key: "ok", Value: 1}, {Key: "cursor", Value: bson.D{
		{Key: "id", Value: int64(0)}, {Key: "ns", Value: "db.c"}, {Key: "firstBatch", Value: docs},
	}}}
}

// collides returns what MongoDB says of a document that collides, nil if it does not.
func (f *fakeData) collides(coll string, d bson.M, at int) bson.D {
	say := func(name string, value any) bson.D {
		return bson.D{
			{Key: "index", Value: at}, {Key: "code", Value: codeDuplicate},
			{Key: "keyPattern", Value: bson.D{{Key: name, Value: 1}}}, {Key: "keyValue", Value: bson.D{{Key: name, Value: value}}},
			{Key: "errmsg", Value: fmt.Sprintf("E11000 duplicate key error collection: db.%s index: %s dup key: { %s: %q }", coll, name, name, value)},
		}
	}
	if !f.unique[coll] {
		return nil
	}
	held := map[any]bool{}
	for id, other := range f.docs[coll] {
		if id != d["_id"] {
			for _, e := range other["u"].(bson.A) {
				held[e] = true
			}
		}
	}
	elements := slices.Clone(d["u"].(bson.A)) // an index knows no order but its own
	slices.SortFunc(elements, func(a, b any) int { return cmp.Compare(a.(string), b.(string)) })
	for _, e := range elements {
		if held[e] {
			return say("u", e)
		}
	}
	return nil
}

func (f *fakeData) insert(coll string, docs []bson.M) bson.D {
	if f.docs[coll] == nil {
		f.docs[coll] = map[string]bson.M{}
	}
	var refused bson.A
	for i, d := range docs {
		id := d["_id"].(string)
		if _, ok := f.docs[coll][id]; ok {
			refused = append(refused, bson.D{
				{Key: "index", Value: i}, {Key: "code", Value: codeDuplicate}, {Key: "errmsg", Value: "E11000 duplicate key error"},
				{Key: "keyPattern", Value: bson.D{{Key: "_id", Value: 1}}}, {Key: "keyValue", Value: bson.D{{Key: "_id", Value: id}}},
			})
		} else if e := f.collides(coll, d, i); e != nil {
			refused = append(refused, e)
		} else {
			f.docs[coll][id] = d
		}
	}
	return written(len(docs)-len(refused), refused)
}

func written(n int, refused bson.A) bson.D {
	reply := bson.D{{Key: "ok", Value: 1}, {Key: "n", Value: n}, {Key: "nModified", Value: n}}
	if len(refused) > 0 {
		reply = append(reply, bson.E{Key: "writeErrors", Value: refused})
	}
	return reply
}

func (f *fakeData) update(coll string, e fakeEdit) bson.D {
	found := f.find(coll, e.Query, nil)
	if e.Upsert && len(found) == 0 {
		if f.docs[coll] == nil {
			f.docs[coll] = map[string]bson.M{}
		}
		f.docs[coll][e.Query[0].Value.(string)] = bson.M{"_id": e.Query[0].Value, "u": bson.A{}}
		return append(written(1, nil), bson.E{Key: "upserted", Value: bson.A{bson.D{{Key: "index", Value: 0}, {Key: "_id", Value: e.Query[0].Value}}}})
	}
	if len(found) == 0 || e.Upsert {
		return written(len(found), nil)
	}
	if refused := f.collides(coll, e.Update, 0); refused != nil {
		return written(0, bson.A{refused})
	}
	f.docs[coll][e.Update["_id"].(string)] = e.Update
	return written(1, nil)
}

func (f *fakeData) remove(coll string, e fakeEdit) bson.D {
	found := f.find(coll, e.Query, nil)
	for _, d := range found {
		delete(f.docs[coll], d.(bson.M)["_id"].(string))
	}
	return written(len(found), nil)
}

func (f *fakeData) find(coll string, filter, sort bson.D) bson.A {
	var found bson.A
	for _, d := range f.docs[coll] {
		if matches(d, filter) {
			found = append(found, d)
		}
	}
	slices.SortFunc(found, func(a, b any) int {
		for _, s := range sort {
			x, _ := at(a.(bson.M), s.Key).(string)
			y, _ := at(b.(bson.M), s.Key).(string)
			if n := cmp.Compare(x, y); n != 0 {
				return n * int(s.Value.(int32))
			}
		}
		return 0
	})
	return found
}

// at returns a field, or a field of a field.
func at(d bson.M, path string) any {
	name, inner, nested := strings.Cut(path, ".")
	if !nested {
		return d[name]
	}
	fields, _ := d[name].(bson.D)
	for _, e := range fields {
		if e.Key == inner {
			return e.Value
		}
	}
	return nil
}

func matches(d bson.M, filter bson.D) bool {
	for _, e := range filter {
		if !meets(at(d, e.Key), e.Value) {
			return false
		}
	}
	return true
}

// meets says whether a value, or an element of it, is as asked.
func meets(have, want any) bool {
	if elements, ok := have.(bson.A); ok {
		return slices.ContainsFunc(elements, func(e any) bool { return meets(e, want) })
	}
	ops, ok := want.(bson.D)
	if !ok {
		return have == want
	}
	for _, op := range ops {
		if op.Key == "$in" {
			if !slices.Contains(op.Value.(bson.A), have) {
				return false
			}
			continue
		}
		x, ok := have.(string)
		if !ok {
			return false
		}
		n := cmp.Compare(x, op.Value.(string))
		if !map[string]bool{"$gt": n > 0, "$gte": n >= 0, "$lt": n < 0}[op.Key] {
			return false
		}
	}
	return true
}
