package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/community"
	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/seed"
	"wanjia/gateway/identity"
)

// fewInserts is an engine that stops taking documents after so many.
type fewInserts struct {
	docstore.Engine
	left chan struct{} // one for each call still allowed
}

var errCut = errors.New("cut short")

func (f *fewInserts) Insert(ctx context.Context, collection string, docs []docstore.Doc) ([]error, error) {
	select {
	case <-f.left:
		return f.Engine.Insert(ctx, collection, docs)
	default:
		return nil, errCut
	}
}

func testLoader(e docstore.Engine) *loader {
	return newLoader(e, newPeople(e, nil).store.Secret)
}

// kept is what a document store holds, without what differs from load to load: the
// times and the sealed bytes.
func kept(t *testing.T, e docstore.Engine) map[string][]string {
	t.Helper()
	s := testLoader(e).store
	out := map[string][]string{}
	names, err := e.Collections(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		for d, err := range e.All(t.Context(), name) {
			if err != nil {
				t.Fatal(err)
			}
			out[name] = append(out[name], d.ID)
		}
	}
	for p, err := range s.People.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		p.Created, p.Changed = time.Time{}, time.Time{}
		out["people"] = append(out["people"], fmt.Sprintf("%+v", p))
	}
	return out
}

func TestLoad(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	e := &docstoretest.Memory{}
	l := testLoader(e)
	small := seed.Options{Size: seed.S}
	done, err := l.load(ctx, small)
	if err != nil {
		t.Fatal(err)
	}
	sum := 0
	for name, want := range map[string]int{
		"nodes": 27, "estates": 3, "buildings": 28, "households": 2000, "people": 6090, "posts": 168, "datasets": 1,
	} {
		if n, err := e.Size(ctx, name); n != want || err != nil {
			t.Errorf("%d %s, want %d: %v", n, name, want, err)
		}
	}
	for _, name := range []string{"consents", "relations", "teams", "members", "volunteers", "care_pairs"} {
		n, err := e.Size(ctx, name)
		if n == 0 || err != nil {
			t.Errorf("no %s: %v", name, err)
		}
		sum += n
	}
	if done.rows < sum || done.mark.Finished.IsZero() || done.again {
		t.Errorf("the load says %+v", done)
	}
	checkLoaded(t, l)
	checkLogins(t, l, done.mark)

	before := kept(t, e)
	again, err := l.load(ctx, small)
	if err != nil || again.rows != 0 {
		t.Errorf("a second load did %+v: %v", again, err)
	}
	if diff := cmp.Diff(before, kept(t, e)); diff != "" {
		t.Errorf("a second load changed: %.500s", diff)
	}
	for name, opt := range map[string]seed.Options{"size": {Size: seed.M}, "chance": {Size: seed.S, RNG: 7}} {
		if _, err := l.load(ctx, opt); err == nil || !strings.Contains(err.Error(), "size S is here already") {
			t.Errorf("another %s on top: %v", name, err)
		}
	}
	if same, err := l.load(ctx, seed.Options{Size: seed.S, RNG: 20270131, Edition: 2027}); err != nil || same.rows != 0 {
		t.Errorf("the usual options written out: %+v, %v", same, err)
	}

	cut := &docstoretest.Memory{}
	rest := make(chan struct{}, 1000)
	for range 17 {
		rest <- struct{}{}
	}
	if _, err := testLoader(&fewInserts{cut, rest}).load(ctx, small); !errors.Is(err, errCut) {
		t.Fatalf("a load that was cut short: %v", err)
	}
	finished, err := testLoader(cut).load(ctx, small)
	if err != nil || !finished.again {
		t.Errorf("the load after it: %+v, %v", finished, err)
	}
	if diff := cmp.Diff(before, kept(t, cut)); diff != "" {
		t.Errorf("one cut short and finished differs: %.500s", diff)
	}
}

// checkLoaded looks at what is put together from several rows.
func checkLoaded(t *testing.T, l *loader) {
	t.Helper()
	ctx := t.Context()
	needs := map[string]int{}
	for p, err := range l.store.People.All(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range p.Needs {
			needs[n.Kind]++
		}
		if p.Building == "" || p.Household == "" || p.Changed.IsZero() || !p.Synthetic {
			t.Fatalf("half a person: %+v", p)
		}
	}
	want := map[string]int{}
	_, err := seed.Generate(ctx, seed.Options{Size: seed.S}, func(row seed.Row) error {
		if n, ok := row.(seed.Need); ok {
			want[n.Kind]++
		}
		return nil
	})
	if err != nil || !maps.Equal(needs, want) || len(want) < 4 {
		t.Errorf("needs %v, want %v: %v", needs, want, err)
	}
	key, err := l.cardKey(ctx)
	if err != nil {
		t.Fatal(err)
	}
	cards := 0
	for pair, err := range l.store.CarePairs.All(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		card, err := pair.Open(key)
		if err != nil || card.Address == "" || len(pair.Helpers) == 0 {
			t.Fatalf("pair %s: %+v, %v", pair.ID, card, err)
		}
		cards++
	}
	if cards == 0 {
		t.Error("no care pair was loaded")
	}
}

// checkLogins looks at whom the demonstration's logins stand for, and that it stays
// so whatever is done to them.
func checkLogins(t *testing.T, l *loader, mark loadMark) {
	t.Helper()
	ctx := t.Context()
	chosen, err := l.logins(ctx, mark)
	if err != nil || len(chosen) != 4 {
		t.Fatalf("the logins stand for %+v: %v", chosen, err)
	}
	logins := bound(identity.DemoLogins(), chosen)
	at := func(phone string) identity.Login {
		return logins[slices.IndexFunc(logins, func(l identity.Login) bool { return l.Phone == phone })]
	}
	resident, err := l.store.People.Get(ctx, community.PersonID(at(demoResident).Person))
	if err != nil || resident.Name != at(demoResident).Name {
		t.Fatalf("the resident is %+v: %v", resident, err)
	}
	relations, _, err := l.store.Relations.List(ctx, community.By{Index: "agent", Prefix: string(resident.ID) + "/", Limit: 50})
	for _, r := range relations {
		if old, failed := l.store.People.Get(ctx, r.Person); failed == nil && old.Role == "grandmother" && old.Phone == "" && old.Household == resident.Household {
			resident.Role = "acts for the grandmother"
		}
	}
	if resident.Role != "acts for the grandmother" || err != nil {
		t.Errorf("%s acts for nobody at home: %v", resident.Name, err)
	}
	for phone, kind := range map[string]string{demoHead: community.PostHead, demoHealth: community.PostHealth} {
		post, err := l.store.Posts.Get(ctx, community.PostID(at(phone).Node+"-"+kind))
		if err != nil || string(post.Holder) != at(phone).Person || post.Building != resident.Building {
			t.Errorf("%s: the post %+v: %v", kind, post, err)
		}
	}
	if branch, err := l.store.Nodes.Get(ctx, community.NodeID(at(demoSecretary).Node)); err != nil || branch.Kind != community.Branch {
		t.Errorf("the secretary is of %+v: %v", branch, err)
	}
	if len(l.mark(t).Logins) != 4 {
		t.Error("the choice is not kept")
	}
	again, err := l.logins(ctx, l.mark(t))
	if diff := cmp.Diff(chosen, again); diff != "" || err != nil {
		t.Errorf("another choice the second time: %s, %v", diff, err)
	}
}

func (l *loader) mark(t *testing.T) loadMark {
	t.Helper()
	v, err := l.marks.Get(t.Context(), communityMark)
	if err != nil {
		t.Fatal(err)
	}
	return v.Value
}

// People who live somewhere are not to be mixed with made-up ones.
func TestLoadLeavesPeopleAlone(t *testing.T) {
	t.Parallel()
	e := &docstoretest.Memory{}
	l := testLoader(e)
	if _, err := l.store.Buildings.Add(t.Context(), community.Building{Code: "QQ-1", Estate: "QQ", Number: 1}); err != nil {
		t.Fatal(err)
	}
	_, err := l.load(t.Context(), seed.Options{Size: seed.S})
	if err == nil || !strings.Contains(err.Error(), "not made up") {
		t.Errorf("loaded on top of them: %v", err)
	}
	names, err := e.Collections(t.Context())
	if err != nil || !slices.Equal(names, []string{"buildings"}) {
		t.Errorf("it left %v: %v", names, err)
	}
}

// The command as a person would use it.
func TestSeedLoadCommand(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), "data")
	for _, step := range []struct {
		args []string
		says string // in the output, or in the error
		ok   bool
	}{
		{[]string{"--size", "S", "--load", "--data", data}, "rows loaded in", true},
		{[]string{"--size", "S", "--load", "--data", data}, "nothing was changed", true},
		{[]string{"--size", "M", "--load", "--data", data}, "size S is here already", false},
		{[]string{"--size", "Q", "--load", "--data", data}, `not "Q"`, false},
		{[]string{"--size", "S", "--load", "--out", data}, "one of the two", false},
	} {
		var out output
		err := run(t.Context(), append([]string{"seed"}, step.args...), nil, &out, io.Discard)
		if said := out.String() + fmt.Sprint(err); (err == nil) != step.ok || !strings.Contains(said, step.says) {
			t.Errorf("%v: %s", step.args, said)
		}
	}
}
