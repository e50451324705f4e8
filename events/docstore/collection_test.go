package docstore_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
)

// dish is what the tests keep. Its first shape had one cook instead of several.
type dish struct {
	ID    string
	Table string
	Cooks []string
}

func dishes(e docstore.Engine) docstore.Collection[dish] {
	return docstore.Collection[dish]{
		Engine: e, Name: "dishes", Schema: 2,
		ID:     func(d dish) string { return d.ID },
		Unique: func(d dish) []string { return []string{"table/" + d.Table} },
		Index: func(d dish) map[string]string {
			return map[string]string{"table": d.Table, "cook": strings.Join(d.Cooks, ",")}
		},
		Upgrade: func(schema int, body []byte) ([]byte, error) {
			var old struct{ ID, Table, Cook string }
			if err := json.Unmarshal(body, &old); err != nil {
				return nil, err
			}
			if old.Cook == "" {
				return nil, errors.New("nobody cooked it")
			}
			return json.Marshal(dish{old.ID, old.Table, []string{old.Cook}})
		},
	}
}

// old stores a document of the first shape, without keys.
func old(t *testing.T, e docstore.Engine, id, cook string) {
	t.Helper()
	store(t, e, docstore.Doc{ID: id, Version: 1, Schema: 1, Body: fmt.Appendf(nil, `{"ID":%q,"Table":%q,"Cook":%q}`, id, "t"+id, cook)})
}

func store(t *testing.T, e docstore.Engine, d docstore.Doc) {
	t.Helper()
	answers, err := e.Insert(t.Context(), "dishes", []docstore.Doc{d})
	if err = errors.Join(append(answers, err)...); err != nil {
		t.Fatal(err)
	}
}

func TestCollection(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), dishes(new(docstoretest.Memory))
	soup, fish := dish{"soup", "1", []string{"王", "李"}}, dish{"fish", "2", nil}
	answers, err := c.Insert(ctx, soup, fish, dish{"duck", "1", nil})
	if err != nil || answers[0] != nil || answers[1] != nil || !errors.Is(answers[2], docstore.ErrDuplicate) {
		t.Fatalf("Insert = %v, %v", answers, err)
	}
	if err := c.InsertOne(ctx, dish{"soup", "3", nil}); !errors.Is(err, docstore.ErrDuplicate) {
		t.Errorf("InsertOne = %v", err)
	}
	want := docstore.Versioned[dish]{Value: soup, Version: 1}
	got, err := c.Get(ctx, "soup")
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	got, err = c.Find(ctx, "table/1")
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	many, err := c.GetMany(ctx, []string{"fish", "none", "soup"})
	if diff := cmp.Diff([]docstore.Versioned[dish]{{Value: fish, Version: 1}, want}, many); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if n, err := c.Count(ctx, "cook", ""); n != 1 || err != nil { // an empty value is no index key
		t.Errorf("Count = %d, %v, want 1", n, err)
	}
	got.Value.Table = "9"
	version, err := c.Replace(ctx, got)
	if version != 2 || err != nil {
		t.Errorf("Replace = %d, %v", version, err)
	}
	if _, err := c.Replace(ctx, got); !errors.Is(err, docstore.ErrStale) {
		t.Errorf("Replace = %v, want %v", err, docstore.ErrStale)
	}
	if _, err := c.Find(ctx, "table/1"); !errors.Is(err, docstore.ErrNotFound) {
		t.Errorf("Find = %v, want %v", err, docstore.ErrNotFound)
	}
	if err := c.Delete(ctx, "soup", 2); err != nil {
		t.Error(err)
	}
	if _, err := c.Get(ctx, "soup"); !errors.Is(err, docstore.ErrNotFound) {
		t.Errorf("Get = %v, want %v", err, docstore.ErrNotFound)
	}
}

func TestEach(t *testing.T) {
	t.Parallel()
	ctx, c := t.Context(), dishes(new(docstoretest.Memory))
	const n = docstore.MaxPage + 7
	all := make([]dish, n)
	for i := range all {
		all[i] = dish{ID: fmt.Sprintf("%04d", n-i), Table: fmt.Sprintf("%04d", i)}
	}
	if _, err := c.Insert(ctx, all...); err != nil {
		t.Fatal(err)
	}
	var byTable, byID []dish
	for v, err := range c.Each(ctx, docstore.Query{Index: "table", After: "whatever", Limit: 1}) {
		if err != nil {
			t.Fatal(err)
		}
		byTable = append(byTable, v.Value)
	}
	for v, err := range c.All(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		byID = append(byID, v.Value)
	}
	slices.Reverse(byID)
	if diff := cmp.Diff(all, byTable); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(all, byID); diff != "" {
		t.Error(diff)
	}
	for v, err := range c.Each(ctx, docstore.Query{Index: "table", From: "0500"}) {
		if v.Value.Table != "0500" || err != nil {
			t.Errorf("first of the range is %v, %v", v, err)
		}
		break
	}
	for _, err := range c.Each(ctx, docstore.Query{Index: "No"}) {
		if !errors.Is(err, docstore.ErrInvalid) {
			t.Errorf("Each = %v, want %v", err, docstore.ErrInvalid)
		}
	}
}

// TestUpgrade: old shapes are read as new ones, and stay as they are until written.
func TestUpgrade(t *testing.T) {
	t.Parallel()
	ctx, e := t.Context(), new(docstoretest.Memory)
	c := dishes(e)
	old(t, e, "a", "王")
	v, err := c.Get(ctx, "a")
	if diff := cmp.Diff(dish{"a", "ta", []string{"王"}}, v.Value); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if d, err := e.Get(ctx, "dishes", "a"); d.Schema != 1 || err != nil {
		t.Errorf("reading wrote schema %d, %v", d.Schema, err)
	}
	if _, err := c.Replace(ctx, v); err != nil {
		t.Fatal(err)
	}
	if d, err := e.Find(ctx, "dishes", "table/ta"); d.Schema != 2 || err != nil {
		t.Errorf("schema %d after writing, %v", d.Schema, err)
	}

	old(t, e, "b", "")
	store(t, e, docstore.Doc{ID: "newer", Schema: 3, Body: []byte("{}")})
	store(t, e, docstore.Doc{ID: "broken", Schema: 2, Body: []byte("no JSON")})
	for id, want := range map[string]string{"b": "nobody cooked it", "newer": docstore.ErrNewer.Error(), "broken": docstore.ErrDamaged.Error()} {
		if _, err := c.Get(ctx, id); err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), id) {
			t.Errorf("Get(%s) = %v, want %s", id, err, want)
		}
	}
	c.Upgrade = nil
	if _, err := c.Get(ctx, "b"); !errors.Is(err, docstore.ErrDamaged) {
		t.Errorf("Get = %v, want %v", err, docstore.ErrDamaged)
	}
}

func TestMigrate(t *testing.T) {
	t.Parallel()
	ctx, e := t.Context(), new(docstoretest.Memory)
	c := dishes(e)
	for i := range 20 {
		old(t, e, fmt.Sprint(i), "李")
	}
	if err := c.InsertOne(ctx, dish{ID: "new", Table: "x"}); err != nil {
		t.Fatal(err)
	}
	if n, err := c.Migrate(ctx); n != 20 || err != nil {
		t.Errorf("Migrate = %d, %v, want 20", n, err)
	}
	if n, err := c.Migrate(ctx); n != 0 || err != nil {
		t.Errorf("Migrate again = %d, %v", n, err)
	}
	if n, err := c.Count(ctx, "cook", "李"); n != 20 || err != nil {
		t.Errorf("Count = %d, %v, want 20", n, err)
	}
	old(t, e, "bad", "")
	if _, err := c.Migrate(ctx); err == nil {
		t.Error("Migrate passed over what it could not read")
	}
}

// meddling lets another writer in between each read and the replace that follows.
type meddling struct {
	docstore.Engine
	between func()
}

func (m *meddling) Replace(ctx context.Context, collection string, d docstore.Doc) (int64, error) {
	if m.between != nil {
		m.between()
	}
	return m.Engine.Replace(ctx, collection, d)
}

func TestMigrateBesideOthers(t *testing.T) {
	t.Parallel()
	ctx, e := t.Context(), new(docstoretest.Memory)
	old(t, e, "a", "王")
	other, meddler := dishes(e), &meddling{Engine: e}
	meddler.between = func() {
		meddler.between = nil
		if _, err := other.Change(ctx, "a", func(d *dish) error { d.Table = "moved"; return nil }); err != nil {
			t.Error(err)
		}
	}
	if n, err := dishes(meddler).Migrate(ctx); n != 0 || err != nil {
		t.Errorf("Migrate = %d, %v, want 0: the other wrote it", n, err)
	}
	if v, err := other.Get(ctx, "a"); v.Value.Table != "moved" || err != nil {
		t.Errorf("Get = %v, %v: the other's change was lost", v, err)
	}
}

func TestChange(t *testing.T) {
	t.Parallel()
	ctx, e := t.Context(), new(docstoretest.Memory)
	plain, meddler := dishes(e), &meddling{Engine: e}
	c := dishes(meddler)
	for _, d := range []dish{{"a", "1", nil}, {"b", "2", nil}} {
		if err := plain.InsertOne(ctx, d); err != nil {
			t.Fatal(err)
		}
	}
	add := func(cook string) func(*dish) error {
		return func(d *dish) error { d.Cooks = append(d.Cooks, cook); return nil }
	}
	left := 3
	meddler.between = func() {
		if left--; left >= 0 {
			if _, err := plain.Change(ctx, "a", add(fmt.Sprint("other", left))); err != nil {
				t.Error(err)
			}
		}
	}
	v, err := c.Change(ctx, "a", add("me"))
	want := docstore.Versioned[dish]{Value: dish{"a", "1", []string{"other2", "other1", "other0", "me"}}, Version: 5}
	if diff := cmp.Diff(want, v); diff != "" || err != nil {
		t.Error(diff, err)
	}
	stop := errors.New("not so")
	if _, err := c.Change(ctx, "a", func(d *dish) error { d.Table = "5"; return stop }); !errors.Is(err, stop) {
		t.Errorf("Change = %v, want %v", err, stop)
	}
	if _, err := c.Change(ctx, "a", func(d *dish) error { d.Table = "2"; return nil }); !errors.Is(err, docstore.ErrDuplicate) {
		t.Errorf("Change = %v, want %v", err, docstore.ErrDuplicate)
	}
	if _, err := c.Change(ctx, "none", add("me")); !errors.Is(err, docstore.ErrNotFound) {
		t.Errorf("Change = %v, want %v", err, docstore.ErrNotFound)
	}
	got, err := plain.Get(ctx, "a")
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
	ctx, leave := context.WithCancel(ctx)
	meddler.between = func() {
		if _, err := plain.Change(t.Context(), "a", add("x")); err != nil {
			t.Error(err)
		}
		leave()
	}
	if _, err := c.Change(ctx, "a", add("me")); !errors.Is(err, context.Canceled) {
		t.Errorf("Change = %v, want it to end with its context", err)
	}
}

func TestInsertRefuses(t *testing.T) {
	t.Parallel()
	c := docstore.Collection[any]{Engine: new(docstoretest.Memory), Name: "things", ID: func(any) string { return "a" }}
	if _, err := c.Insert(t.Context(), func() {}); err == nil {
		t.Error("what JSON cannot say was stored")
	}
}
