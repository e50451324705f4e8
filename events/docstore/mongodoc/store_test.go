package mongodoc

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
)

// open opens a store on a fake server of its own.
func open(t *testing.T, s *fakeServer) *Store {
	t.Helper()
	store, err := Open(t.Context(), "mongodb://"+s.address()+"/")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := store.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return store
}

func TestContract(t *testing.T) {
	t.Parallel()
	docstoretest.Run(t, func(t *testing.T) docstore.Engine { return open(t, startFake(t, true)) })
}

// TestControl: without the unique index the contract notices.
func TestControl(t *testing.T) {
	t.Parallel()
	docstoretest.Notices(t, func(t *testing.T) docstore.Engine {
		s := startFake(t, true)
		s.unguard = true
		return open(t, s)
	}, docstoretest.UniqueKeys)
}

// TestIndexes: made before the first document that needs them, asked for once.
func TestIndexes(t *testing.T) {
	t.Parallel()
	s := startFake(t, true)
	store := open(t, s)
	made := func(names ...string) {
		t.Helper()
		got := slices.Clone(s.indexes["claims"])
		slices.Sort(got)
		if !slices.Equal(got, names) {
			t.Errorf("indexes %q, want %q", got, names)
		}
	}
	add := func(id string, index map[string]string) {
		t.Helper()
		answers, err := store.Insert(t.Context(), "claims", []docstore.Doc{{ID: id, Body: []byte("1"), Index: index}})
		if err = errors.Join(append(answers, err)...); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := store.List(t.Context(), "claims", docstore.Query{Index: "pool", Limit: 1}); err != nil {
		t.Error(err)
	}
	made()
	add("a", nil)
	made("u")
	add("b", map[string]string{"pool": "x", "holder": "y"})
	made("ix_holder", "ix_pool", "u")
	add("c", map[string]string{"pool": "x", "at": "z"})
	if _, err := store.Replace(t.Context(), "claims", docstore.Doc{ID: "a", Version: 1, Body: []byte("1"), Index: map[string]string{"new": "n"}}); err != nil {
		t.Error(err)
	}
	made("ix_at", "ix_holder", "ix_new", "ix_pool", "u")
}

// TestConcerns: every write and every read that could decide something is of the
// majority, whatever the URI says.
func TestConcerns(t *testing.T) {
	t.Parallel()
	s := startFake(t, true)
	store, err := Open(t.Context(), "mongodb://"+s.address()+"/?w=0&readPreference=nearest&readConcernLevel=local")
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	d := docstore.Doc{ID: "a", Version: 1, Body: []byte("1"), Unique: []string{"k"}, Index: map[string]string{"i": "v"}}
	for range 2 { // the second insert is refused, and looks for the holder
		if _, err := store.Insert(t.Context(), "claims", []docstore.Doc{d}); err != nil {
			t.Fatal(err)
		}
	}
	_, _ = store.Replace(t.Context(), "claims", d)
	_, _ = store.Find(t.Context(), "claims", "k")
	_, _ = store.List(t.Context(), "claims", docstore.Query{Index: "i", Limit: 1})
	_, _ = store.Count(t.Context(), "claims", "i", "")
	_ = store.Delete(t.Context(), "claims", "a", 1)
	_ = store.Delete(t.Context(), "claims", "a", 2)
	seen := map[string]int{}
	for _, raw := range s.commands() {
		name := raw.Index(0).Key()
		seen[name]++
		want, value := "readConcern.level", "majority"
		switch name {
		case "insert", "update", "delete", "createIndexes":
			want = "writeConcern.w"
			if j, ok := raw.Lookup("writeConcern", "j").BooleanOK(); name != "createIndexes" && !(ok && j) {
				t.Errorf("%s does not wait for the journal: %v", name, raw)
			}
		}
		if got, _ := raw.Lookup(strings.Split(want, ".")...).StringValueOK(); got != value {
			t.Errorf("%s has %s %q: %v", name, want, got, raw)
		}
	}
	for _, name := range []string{"insert", "update", "delete", "find", "aggregate", "createIndexes"} {
		if seen[name] == 0 {
			t.Errorf("no %s was seen", name)
		}
	}
}

// TestHealth: what an operator is told, without the credentials.
func TestHealth(t *testing.T) {
	t.Parallel()
	for replica, note := range map[bool]string{true: "", false: "not a replica set"} {
		s := startFake(t, replica)
		store := open(t, s)
		h, err := store.Check(t.Context())
		if err != nil || h.Engine != "mongodb" || h.Version != "8.0.0-fake" || h.Where != s.address()+"/wanjia" {
			t.Errorf("Check = %+v, %v", h, err)
		}
		if got := strings.Join(h.Notes, "; "); !strings.Contains(got, note) || (note == "") != (got == "") {
			t.Errorf("notes %q, want %q", got, note)
		}
		if names, err := store.Collections(t.Context()); err != nil || len(names) > 0 {
			t.Errorf("Check made collections %q, %v", names, err)
		}
	}
}

// TestDamaged: what is not ours is not taken for a document.
func TestDamaged(t *testing.T) {
	t.Parallel()
	s := startFake(t, true)
	store := open(t, s)
	for i, d := range []bson.M{
		{"_id": "a"}, {"_id": "a", "v": 1, "s": 1, "b": "1"}, {"_id": "a", "v": 1, "s": 1, "b": "1", "u": bson.A{"=b"}},
		{"_id": "a", "v": "1", "s": 1, "b": "1", "u": bson.A{"=a"}}, {"_id": "a", "v": 0, "s": 1, "b": "1", "u": bson.A{"=a"}},
		{"_id": "a", "v": 1, "s": 1, "b": 7, "u": bson.A{"=a"}}, {"_id": "a", "v": 1, "s": 1, "b": "1", "u": bson.A{"=a"}, "ix": "x"},
		{"_id": "a", "v": 1, "s": 1, "b": "1", "u": bson.A{"=a", ""}}, {"_id": "a", "v": 1, "s": 1, "b": "1", "u": bson.A{"=a", "k"}},
	} {
		s.data.Lock()
		s.docs = map[string]map[string]bson.M{"claims": {"a": d}}
		s.data.Unlock()
		if _, err := store.Get(t.Context(), "claims", "a"); !errors.Is(err, docstore.ErrDamaged) {
			t.Errorf("%d: Get = %v, want %v", i, err, docstore.ErrDamaged)
		}
	}
}
