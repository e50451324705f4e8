package mongodoc

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"wanjia/events/docstore"
)

// The elements of u.
func idElement(id string) string   { return "=" + id }
func keyElement(key string) string { return "+" + key }

// field is where an index key is.
func field(index string) string { return "ix." + index }

// stored is a document as MongoDB keeps it.
type stored struct {
	ID      string   `bson:"_id"`
	Version int64    `bson:"v"`
	Schema  int64    `bson:"s"`
	Body    string   `bson:"b"`
	Unique  []string `bson:"u"`
	Index   bson.D   `bson:"ix,omitempty"`
}

func encode(d docstore.Doc, version int64) stored {
	s := stored{ID: d.ID, Version: version, Schema: int64(d.Schema), Body: string(d.Body), Unique: encodeKeys(d)}
	for _, name := range slices.Sorted(maps.Keys(d.Index)) {
		s.Index = append(s.Index, bson.E{Key: name, Value: d.Index[name]})
	}
	return s
}

// decode reads a document. One that is not ours is ErrDamaged.
func decode(raw bson.Raw) (docstore.Doc, error) {
	var s struct {
		ID      *string           `bson:"_id"`
		Version int64             `bson:"v"`
		Schema  int64             `bson:"s"`
		Body    string            `bson:"b"`
		Unique  []string          `bson:"u"`
		Index   map[string]string `bson:"ix"`
	}
	if err := bson.Unmarshal(raw, &s); err != nil {
		return docstore.Doc{}, fmt.Errorf("decode: %w: %w", err, docstore.ErrDamaged)
	}
	if s.ID == nil || s.Version < 1 || s.Body == "" || len(s.Unique) == 0 || s.Unique[0] != idElement(*s.ID) {
		return docstore.Doc{}, fmt.Errorf("decode: not a document of this store: %w", docstore.ErrDamaged)
	}
	d := docstore.Doc{ID: *s.ID, Version: s.Version, Schema: int(s.Schema), Body: []byte(s.Body)}
	for _, e := range s.Unique[1:] {
		key, ok := strings.CutPrefix(e, keyElement(""))
		if !ok {
			return docstore.Doc{}, fmt.Errorf("decode: not a unique key of this store: %w", docstore.ErrDamaged)
		}
		d.Unique = append(d.Unique, key)
	}
	if len(s.Index) > 0 {
		d.Index = s.Index
	}
	return d, nil
}

// encodeKeys returns the elements of u.
func encodeKeys(d docstore.Doc) []string {
	u := make([]string, 0, 1+len(d.Unique))
	u = append(u, idElement(d.ID))
	for _, k := range d.Unique {
		u = append(u, keyElement(k))
	}
	return u
}
