package community_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

// visit brings one visit at the door of a household.
func (w *village) visit(t *testing.T, home community.HouseholdID, id, state string, at time.Time) community.Result {
	t.Helper()
	v := visitAt(id, home, state, at)
	v.Note = "邻居说的"
	r := &record{}
	results, err := w.SyncDoors(t.Context(), head12, community.Synced{Account: "a-tong", Visits: []community.SyncedVisit{v}}, r.write)
	if err != nil || len(results) != 1 {
		t.Fatal(results, err)
	}
	return results[0]
}

// TestMovedAway: what a building head hears at a door ends the residence, with
// everything that follows from it, and can be taken back.
func TestMovedAway(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	home, at := communitytest.Dengs, w.Now().Truncate(time.Millisecond)
	relations, err := w.Store.Relations.Add(ctx, community.Relation{
		ID: "r-head", Person: communitytest.Gong, Agent: communitytest.Tong, Kind: community.KindHead, Scope: []string{"all"}, From: "2026-01-01", Consent: "c-head", Default: true,
	})
	consents, err2 := w.Store.Consents.Add(ctx, community.Consent{ID: "c-head", Person: communitytest.Gong, Purpose: community.ForAgent, Given: true, How: "head"})
	if err := errors.Join(append(append(relations, consents...), err, err2)...); err != nil {
		t.Fatal(err)
	}
	living := func() int {
		t.Helper()
		n, err := w.Store.People.Count(ctx, "living", "GX-12/")
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	listed := func(away bool) string {
		t.Helper()
		list, _, err := w.HouseholdsIn(ctx, head12, community.Homes{Away: away, Limit: 50})
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, h := range list {
			ids = append(ids, string(h.ID))
		}
		return strings.Join(ids, " ")
	}
	before, homes := living(), listed(false)
	gone := before - len(w.behind(t, home))

	for range 2 { // the second time it is known
		if r := w.visit(t, home, "away-0001", community.MovedAway, at); r.Err != nil {
			t.Fatal(r.Err)
		}
	}
	h, err := w.DoorIn(ctx, head12, home)
	if err != nil || !h.MovedOut() || !h.Ended.Equal(at) {
		t.Fatalf("%+v, %v", h, err)
	}
	if got := living(); got != gone || listed(true) != string(home) || strings.Contains(listed(false), string(home)) {
		t.Errorf("%d live there, want %d; away %q, there %q", got, gone, listed(true), listed(false))
	}
	p := w.person(t, communitytest.Haiyan)
	if !p.Live() || p.Settled() || p.Household != home || p.Housed().Household != "" || community.Manages(p, nil, "") {
		t.Errorf("she is %+v", p)
	}
	if w.may(t, communitytest.Tong, communitytest.Gong, "signup") || !w.may(t, communitytest.Haiyan, communitytest.Gong, "signup") {
		t.Error("the building head acts on, or her family acts no more")
	}
	if _, err := w.Register(ctx, community.NewPerson{Household: home, Name: "邓新"}); !errors.Is(err, community.ErrNoHousehold) {
		t.Errorf("somebody was written down where nobody lives: %v", err)
	}
	// Nobody in, later, says nothing of it; another head's building is no matter of ours.
	w.visit(t, home, "nobody-01", community.NobodyIn, at.Add(time.Hour))
	if _, err := w.Return(ctx, community.Reach{"GX-2"}, home, "a-2"); !errors.Is(err, community.ErrNoHousehold) {
		t.Errorf("taken back by the head next door: %v", err)
	}
	if living() != gone {
		t.Error("they are back because nobody was in")
	}
	// One of them says where they live now, and stays there.
	if _, err := w.MoveIn(ctx, communitytest.Wans, communitytest.Li, community.Residency{State: community.Claimed}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if h, err = w.Return(ctx, head12, home, "a-tong"); err != nil || h.MovedOut() || h.Visit.State != community.Returned {
			t.Fatalf("%+v, %v", h, err)
		}
	}
	if li := w.person(t, communitytest.Li); li.Household != communitytest.Wans || !li.Away.IsZero() {
		t.Errorf("he is %+v", li)
	}
	if p := w.person(t, communitytest.Haiyan); !p.Away.IsZero() || !p.Settled() || listed(false) != homes || living() != before-1 {
		t.Errorf("after they came back: %+v, %q, %d", p, listed(false), living())
	}
	if !w.may(t, communitytest.Tong, communitytest.Gong, "signup") {
		t.Error("the building head does not act again")
	}
	// An older visit that a device brings late changes nothing of what was said since.
	if w.visit(t, home, "away-late", community.MovedAway, at.Add(-time.Hour)); living() != before-1 {
		t.Error("an old visit sent them away again")
	}
}

// behind lists who lives behind a door.
func (w *village) behind(t *testing.T, home community.HouseholdID) []community.Person {
	t.Helper()
	people, err := w.PeopleOf(t.Context(), home)
	if err != nil {
		t.Fatal(err)
	}
	return people
}

// TestNextTenants: the flat of a household that moved away is free for the next.
func TestNextTenants(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	w.visit(t, communitytest.Tongs, "away-0001", community.MovedAway, w.Now())
	old, err := w.Store.Households.Get(t.Context(), communitytest.Tongs)
	if err != nil {
		t.Fatal(err)
	}
	results, err := w.SyncDoors(t.Context(), head12, community.Synced{
		Households: []community.SyncedHousehold{{ID: "home-0001", Building: old.Building, Unit: old.Unit, Room: old.Room}},
	}, (&record{}).write)
	if err != nil || results[0].Err != nil || results[0].Known || results[0].Household == old.ID {
		t.Errorf("%+v, %v", results, err)
	}
}

// TestVisitsForgotten: notes of visits are gone after their time, and what they said
// of who lives there is not.
func TestVisitsForgotten(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx, at := t.Context(), w.Now().Truncate(time.Millisecond)
	w.visit(t, communitytest.Dengs, "visit-0001", community.MovedAway, at.Add(-48*time.Hour))
	w.visit(t, communitytest.Dengs, "visit-0002", community.NobodyIn, at.Add(-24*time.Hour))
	w.visit(t, communitytest.Dengs, "visit-0003", community.NobodyIn, at)
	w.visit(t, communitytest.Tongs, "visit-0004", community.Spoken, at)
	forget := func(want int) community.Household {
		t.Helper()
		f, err := w.Forget(ctx)
		if err != nil || f.Visits != want {
			t.Errorf("%d doors were forgotten, %v, want %d", f.Visits, err, want)
		}
		h, err := w.Store.Households.Get(ctx, communitytest.Dengs)
		if err != nil || !h.MovedOut() {
			t.Fatalf("%+v, %v", h, err)
		}
		return h
	}
	w.pass(community.VisitsKept - time.Hour)
	if h := forget(1); h.Visit.Note == "" || len(h.Earlier) != 1 || h.Earlier[0].ID != "visit-0001" || h.Earlier[0].Note+h.Earlier[0].By != "" {
		t.Errorf("after the first two are due: %+v, %+v", h.Visit, h.Earlier)
	}
	forget(0)
	w.pass(2 * time.Hour)
	if h := forget(2); h.Visit.ID != "visit-0003" || h.Visit.Note+h.Visit.By != "" || len(h.Earlier) != 1 {
		t.Errorf("after all are due: %+v, %+v", h.Visit, h.Earlier)
	}
	forget(0)
}
