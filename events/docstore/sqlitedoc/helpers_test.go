package sqlitedoc

import (
	"fmt"
	"path/filepath"
	"testing"

	"wanjia/events/docstore"
)

// store opens a store that the test closes; path may be "" for a new one.
func store(t testing.TB, path string) *Store {
	t.Helper()
	if path == "" {
		path = filepath.Join(t.TempDir(), "documents.db")
	}
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return s
}

// claim is a document like those the house keeps most of: four unique keys, two
// index keys, half a kilobyte.
func claim(id string) docstore.Doc {
	return docstore.Doc{
		ID: id, Version: 1, Schema: 1, Body: fmt.Appendf(nil, `{"id":%q,"text":"%0400d"}`, id, 7),
		Unique: []string{"place/" + id, "holder/" + id, "code/" + id, "household/" + id},
		Index:  map[string]string{"holder": "h" + id[:min(2, len(id))], "pool": "lantern"},
	}
}

func insert(t testing.TB, s *Store, collection string, docs ...docstore.Doc) {
	t.Helper()
	answers, err := s.Insert(t.Context(), collection, docs)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range answers {
		if err != nil {
			t.Fatal(err)
		}
	}
}
