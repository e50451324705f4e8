package community_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/fault"
	"wanjia/events/store"
)

// desk is what surrounds merges: accounts, claims, messages. Its parts are durable,
// as in the house.
type desk struct {
	mu       sync.Mutex
	accounts map[string]community.PersonID
	claims   map[community.PersonID]int
	told     map[string]community.PersonID
}

func (d *desk) Live(_ context.Context, p community.PersonID) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.claims[p], nil
}

func (d *desk) AccountOf(_ context.Context, p community.PersonID) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for a, person := range d.accounts {
		if person == p {
			return a, nil
		}
	}
	return "", nil
}

func (d *desk) PersonOf(_ context.Context, a string) (community.PersonID, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.accounts[a], nil
}

func (d *desk) Bind(_ context.Context, a string, p community.PersonID) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.accounts[a] = p
	return nil
}

func (d *desk) TellMerged(_ context.Context, id string, agent, _ community.PersonID, _ bool) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.told[id] = agent
	return nil
}

// again is 龚秀英 written down a second time, in a household of her own, with
// everything that can name a person.
const again community.PersonID = "p-gong2"

type mergeHouse struct {
	*community.Merger
	*desk
	engine docstore.Engine
	later  time.Duration
}

func newMergeHouse(tb testing.TB, engine docstore.Engine, d *desk, later time.Duration) *mergeHouse {
	tb.Helper()
	now := func() time.Time { return time.Now().Add(later) }
	return &mergeHouse{&community.Merger{
		Service: &community.Service{Store: store.NewCommunity(engine), Now: now},
		Merges:  store.NewMerges(engine), Claims: d, Bindings: d, Teller: d,
	}, d, engine, later}
}

func newMergeTown(tb testing.TB) *mergeHouse {
	tb.Helper()
	d := &desk{accounts: map[string]community.PersonID{"a-gong": again}, claims: map[community.PersonID]int{}, told: map[string]community.PersonID{}}
	h := newMergeHouse(tb, &docstoretest.Memory{}, d, 0)
	ctx, s := tb.Context(), h.Service.Store
	must := func(answers []error, err error) {
		tb.Helper()
		if err := errors.Join(append(answers, err)...); err != nil {
			tb.Fatal(err)
		}
	}
	if err := communitytest.Fill(ctx, s); err != nil {
		tb.Fatal(err)
	}
	must(s.Households.Add(ctx, community.Household{ID: "h-gong2", Code: "GX-12-3-101", Building: "GX-12", Unit: 3, Floor: 1, Flat: 1, Room: "101"}))
	must(s.People.Add(ctx, community.Person{
		ID: again, Household: "h-gong2", Building: "GX-12", Name: "龔秀英", Sex: "F", Born: "1950-02-03", Phone: "15400000077",
		Needs: []community.Need{{Kind: "diet", Code: "low_salt"}}, Channel: "import", Created: communitytest.Born, Changed: communitytest.Born,
	}))
	must(s.Consents.Add(ctx, community.Consent{ID: "c-gong2", Person: again, Purpose: community.ForPhotos, Version: "1", Given: true, At: communitytest.Born, By: again, How: "paper"}))
	must(s.Relations.Add(ctx,
		community.Relation{ID: "r-gong2", Person: again, Agent: communitytest.Tong, Kind: "neighbour", Scope: []string{"signup"}, From: "2026-11-01"},
		community.Relation{ID: "r-self", Person: communitytest.Gong, Agent: again, Kind: "family", Scope: []string{"all"}, From: "2026-11-01"},
		community.Relation{ID: "r-for", Person: communitytest.Wan, Agent: again, Kind: "neighbour", Scope: []string{"contact"}, From: "2026-11-01"},
		community.Relation{ID: "r-twice", Person: again, Agent: communitytest.Haiyan, Kind: "child", Scope: []string{"signup", "needs", "contact"}, From: "2026-11-01"}))
	must(s.Posts.Add(ctx, community.Post{ID: "GX-12-security", Building: "GX-12", Kind: community.PostSecurity, Holder: again, Deputy: communitytest.Gong, From: "2026-01-01"}))
	must(s.Teams.Add(ctx, community.Team{ID: "v-2", Sort: "volunteer", Name: "剪纸组", Leader: again}))
	must(s.Members.Add(ctx, community.Membership{ID: "v-2/p-gong2", Team: "v-2", Person: again, Role: "leader"},
		community.Membership{ID: "v-1/p-gong2", Team: "v-1", Person: again, Role: "deputy"}, community.Membership{ID: "v-1/p-gong", Team: "v-1", Person: communitytest.Gong, Role: "member"}))
	must(s.Volunteers.Add(ctx, community.Volunteer{Person: again, Number: "V2", HalfHours: 30}))
	must(s.CarePairs.Add(ctx, community.CarePair{ID: "k-1", Person: again, Helpers: []community.PersonID{communitytest.Tong}},
		community.CarePair{ID: "k-2", Person: communitytest.Wan, Helpers: []community.PersonID{again, communitytest.Tong}}))
	return h
}

var everyone = community.Reach{community.Everything}

func request() community.MergeRequest {
	return community.MergeRequest{ID: "m-1", Kept: communitytest.Gong, Gone: again, By: "a-admin", Why: "同一个人"}
}

// everything is all records but the merges, by kind and id, as JSON, without when
// they were changed.
func (h *mergeHouse) everything(tb testing.TB) map[string]string {
	tb.Helper()
	out := map[string]string{}
	names, err := h.engine.Collections(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	for _, name := range names {
		if name == "merges" {
			continue
		}
		for d, err := range h.engine.All(tb.Context(), name) {
			if err != nil {
				tb.Fatal(err)
			}
			m := map[string]any{}
			if err := json.Unmarshal(d.Body, &m); err != nil {
				tb.Fatal(err)
			}
			delete(m, "changed")
			text, err := json.Marshal(m)
			if err != nil {
				tb.Fatal(err)
			}
			out[name+"/"+d.ID] = string(text)
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for a, p := range h.accounts {
		out["account/"+a] = string(p)
	}
	return out
}

func TestMergeAndUndo(t *testing.T) {
	t.Parallel()
	h := newMergeTown(t)
	before := h.everything(t)
	m, err := h.Merge(t.Context(), everyone, request())
	if err != nil || m.State != community.MergeDone {
		t.Fatalf("%v, %v", m.State, err)
	}
	s := h.Service.Store
	kept, _ := s.People.Get(t.Context(), communitytest.Gong)
	gone, _ := s.People.Get(t.Context(), again)
	if kept.Phone != "15400000077" || kept.Born != "1950-02-03" || !slices.Contains(kept.OtherNames, "龔秀英") || len(kept.Needs) != 1 || kept.Household != communitytest.Dengs {
		t.Errorf("kept = %+v", kept)
	}
	if gone.MergedInto != communitytest.Gong || gone.Live() {
		t.Errorf("gone = %+v", gone)
	}
	// Nothing that is in force names the record that went.
	for name, text := range h.everything(t) {
		if name == "people/p-gong2" || name == "relations/r-self" && strings.Contains(text, `"ended"`) {
			continue
		}
		if strings.Contains(text, string(again)) {
			t.Errorf("%s still names it: %s", name, text)
		}
	}
	if r, _ := s.Relations.Get(t.Context(), "r-twice"); r.Ended.IsZero() {
		t.Error("the same agent acts twice")
	}
	if v, err := s.Volunteers.Get(t.Context(), communitytest.Gong); err != nil || v.HalfHours != 30 {
		t.Errorf("volunteer = %+v, %v", v, err)
	}
	if r, _ := s.Members.Get(t.Context(), "v-1/p-gong"); r.Role != "deputy" {
		t.Errorf("membership = %+v", r)
	}
	if home, _ := s.Households.Get(t.Context(), "h-gong2"); home.Ended.IsZero() {
		t.Error("the empty household still counts")
	}
	told := slices.Sorted(maps.Values(h.told))
	if !slices.Equal(told, []community.PersonID{communitytest.Haiyan, communitytest.Tong}) {
		t.Errorf("told %q, want the agents of both", told)
	}
	if again, err := h.Merge(t.Context(), everyone, request()); err != nil || again.ID != m.ID {
		t.Errorf("the same request again: %v", err)
	}
	for range 2 {
		if m, err = h.Undo(t.Context(), everyone, m.ID, "a-admin", "弄错了"); err != nil || m.State != community.MergeUndone || len(m.Left) > 0 {
			t.Fatalf("%+v, %v", m.State, err)
		}
	}
	if after := h.everything(t); !maps.Equal(before, after) {
		for name := range after {
			if before[name] != after[name] {
				t.Errorf("%s is %s, was %s", name, after[name], before[name])
			}
		}
	}
	if len(h.told) != 4 {
		t.Errorf("%d were told, want both agents of both acts", len(h.told))
	}
}

func TestMergeTake(t *testing.T) {
	t.Parallel()
	h := newMergeTown(t)
	r := request()
	r.Take = map[string]string{"name": "gone", "address": "gone", "born": "kept", "phone": "kept"}
	if _, err := h.Merge(t.Context(), everyone, r); err != nil {
		t.Fatal(err)
	}
	kept, _ := h.Service.Store.People.Get(t.Context(), communitytest.Gong)
	if kept.Name != "龔秀英" || kept.Household != "h-gong2" || kept.Born != "1950" || kept.Phone != "" || !slices.Contains(kept.OtherNames, "龚秀英") {
		t.Errorf("%+v", kept)
	}
}

func TestMergeRefuses(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change func(*mergeHouse, *community.MergeRequest)
		reach  community.Reach
		want   error
	}{
		"across the reach":    {func(_ *mergeHouse, r *community.MergeRequest) { r.Gone = communitytest.Luo }, community.Reach{"Z5"}, community.ErrNoPerson},
		"no reach":            {nil, nil, community.ErrNoPerson},
		"with itself":         {func(_ *mergeHouse, r *community.MergeRequest) { r.Gone = r.Kept }, everyone, community.ErrMergeSelf},
		"with nobody":         {func(_ *mergeHouse, r *community.MergeRequest) { r.Gone = "p-none" }, everyone, community.ErrNoPerson},
		"an unknown field":    {func(_ *mergeHouse, r *community.MergeRequest) { r.Take = map[string]string{"needs": "kept"} }, everyone, community.ErrMergeTake},
		"both hold places":    {func(h *mergeHouse, _ *community.MergeRequest) { h.claims[again], h.claims[communitytest.Gong] = 1, 2 }, everyone, community.ErrLiveClaims},
		"one who was removed": {func(h *mergeHouse, _ *community.MergeRequest) { h.remove(again) }, everyone, community.ErrMerged},
	}
	for name, tt := range tests {
		h, r := newMergeTown(t), request()
		if tt.change != nil {
			tt.change(h, &r)
		}
		before := h.everything(t)
		if _, err := h.Merge(t.Context(), tt.reach, r); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
		if !maps.Equal(before, h.everything(t)) {
			t.Errorf("%s: something was changed", name)
		}
		// Nobody is held by a merge that was refused.
		if list, _, _ := h.Merges.List(t.Context(), community.By{Index: "open", Limit: 9}); len(list) != 0 {
			t.Errorf("%s: %+v is left", name, list)
		}
	}
	h := newMergeTown(t) // one with places, the other without, is fine
	h.claims[again] = 3
	if _, err := h.Merge(t.Context(), everyone, request()); err != nil {
		t.Error(err)
	}
}

func (h *mergeHouse) remove(id community.PersonID) {
	_, _ = h.Service.Store.People.Change(context.Background(), id, func(p *community.Person) error { p.Removed = time.Now(); return nil })
}

// TestUndoNamesWhatMoved: what somebody changed since stands in the way, by name;
// what has nothing to do with the merge does not.
func TestUndoNamesWhatMoved(t *testing.T) {
	t.Parallel()
	h := newMergeTown(t)
	m, err := h.Merge(t.Context(), everyone, request())
	if err != nil {
		t.Fatal(err)
	}
	people := h.Service.Store.People
	change := func(f func(*community.Person)) {
		if _, err := people.Change(t.Context(), communitytest.Gong, func(p *community.Person) error { f(p); p.Changed = time.Now(); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	change(func(p *community.Person) { p.Language, p.Phone = "wuhan", "15400000099" })
	before := h.everything(t)
	_, err = h.Undo(t.Context(), everyone, m.ID, "a", "错了")
	if !errors.Is(err, community.ErrMergeMoved) || !strings.Contains(fmt.Sprint(details(err)), "person/p-gong phone") || strings.Contains(fmt.Sprint(details(err)), "language") {
		t.Errorf("%v %v", err, details(err))
	}
	if !maps.Equal(before, h.everything(t)) {
		t.Error("something was put back all the same")
	}
	change(func(p *community.Person) { p.Phone = "15400000077" })
	if _, err := h.Undo(t.Context(), everyone, m.ID, "a", "错了"); err != nil {
		t.Fatal(err)
	}
	if p, _ := people.Get(t.Context(), communitytest.Gong); p.Language != "wuhan" || p.Phone != "" {
		t.Errorf("%+v", p)
	}
	if _, err := h.Undo(t.Context(), community.Reach{"Z6"}, m.ID, "a", ""); !errors.Is(err, community.ErrNoMerge) {
		t.Errorf("undone from elsewhere: %v", err)
	}
}

// details are those of the fault in an error.
func details(err error) map[string]any { return fault.Of(err).Details }
