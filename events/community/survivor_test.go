package community_test

import (
	"errors"
	"testing"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

// mergedAway adds a record that was merged into somebody's.
func (w *village) mergedAway(t *testing.T, id, into community.PersonID) {
	t.Helper()
	answers, err := w.Store.People.Add(t.Context(), community.Person{ID: id, Name: "旧", MergedInto: into, Created: communitytest.Born})
	if err := errors.Join(append(answers, err)...); err != nil {
		t.Fatal(err)
	}
}

// TestActsThroughMerges: whichever of somebody's records a relation, a consent or a
// question names, it is about them.
func TestActsThroughMerges(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	// 万志强 looks after 童爱华; each has a record that was merged away, the agent's in
	// two steps, and what was said stands under those.
	w.mergedAway(t, "p-wan-2", communitytest.Wan)
	w.mergedAway(t, "p-wan-1", "p-wan-2")
	w.mergedAway(t, "p-tong-1", communitytest.Tong)
	consents, err := w.Store.Consents.Add(ctx, community.Consent{ID: "c-old", Person: "p-tong-1", Purpose: community.ForAgent, Version: "1", Given: true, How: "paper"})
	relations, err2 := w.Store.Relations.Add(ctx, community.Relation{
		ID: "r-old", Person: "p-tong-1", Agent: "p-wan-1", Kind: "neighbour", Scope: []string{"signup"}, From: "2026-11-01", Consent: "c-old",
	})
	if err := errors.Join(append(append(consents, relations...), err, err2)...); err != nil {
		t.Fatal(err)
	}
	for _, agent := range []community.PersonID{communitytest.Wan, "p-wan-1", "p-wan-2"} {
		for _, person := range []community.PersonID{communitytest.Tong, "p-tong-1"} {
			r, ok, err := w.MayAct(ctx, agent, person, "signup", w.Now())
			if err != nil || !ok || r.ID != "r-old" || r.Person != communitytest.Tong || r.Agent != communitytest.Wan {
				t.Errorf("%s for %s: %+v, %v, %v", agent, person, r, ok, err)
			}
		}
	}
	if w.may(t, communitytest.Wan, communitytest.Tong, "needs") || w.may(t, communitytest.Tong, communitytest.Wan, "signup") {
		t.Error("more may be done than was said")
	}
	if !w.may(t, "p-wan-1", communitytest.Wan, "all") {
		t.Error("a record that was merged away does not act for itself")
	}
	acts, err := w.ActsFor(ctx, communitytest.Wan, w.Now())
	if err != nil || len(acts) != 1 || acts[0].Person != communitytest.Tong {
		t.Errorf("he acts for %+v, %v", acts, err)
	}
	acted, err := w.ActFor(ctx, communitytest.Tong, w.Now())
	if err != nil || len(acted) != 1 || acted[0].Agent != communitytest.Wan {
		t.Errorf("for her act %+v, %v", acted, err)
	}
	if r, err := w.RelationFor(ctx, "r-old", communitytest.Tong, ""); err != nil || r.ID != "r-old" {
		t.Errorf("her own relation: %+v, %v", r, err)
	}
	if _, err := w.RelationFor(ctx, "r-old", communitytest.Luo, ""); !errors.Is(err, community.ErrNoRelation) {
		t.Errorf("a stranger's: %v", err)
	}
	if _, err := w.Store.Consents.Change(ctx, "c-old", func(c *community.Consent) error { c.Withdrawn = w.Now(); return nil }); err != nil {
		t.Fatal(err)
	}
	if w.may(t, communitytest.Wan, communitytest.Tong, "signup") {
		t.Error("he acts on a consent that was taken back")
	}
	if err := w.Erase(ctx, "p-wan-1"); err != nil {
		t.Fatal(err)
	}
	if p := w.person(t, communitytest.Wan); p.Live() {
		t.Error("erased by an old record, he is still there")
	}
	if _, err := w.Survivor(ctx, "p-wan-1"); !errors.Is(err, community.ErrNoPerson) {
		t.Errorf("somebody stands for whoever was removed: %v", err)
	}
}

// TestSurvivorInARing: data that was damaged does not hold anybody up.
func TestSurvivorInARing(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	w.mergedAway(t, "p-a", "p-b")
	w.mergedAway(t, "p-b", "p-a")
	if _, err := w.Survivor(t.Context(), "p-a"); !errors.Is(err, community.ErrNoPerson) {
		t.Errorf("in a ring: %v", err)
	}
	if w.may(t, "p-a", "p-b", "all") {
		t.Error("a ring acts for itself")
	}
}

// TestNamingAfterUndo: undoing a merge moves relations away; the number of the next
// one may be taken then, and naming somebody goes on all the same.
func TestNamingAfterUndo(t *testing.T) {
	t.Parallel()
	h := newMergeTown(t)
	ctx := t.Context()
	m, err := h.Merge(ctx, everyone, request())
	if err != nil {
		t.Fatal(err)
	}
	name := func(agent community.PersonID, kind string) error {
		_, err := h.Service.NameAgent(ctx, community.Naming{
			Person: communitytest.Gong, Agent: agent, Kind: kind, Scope: []string{"contact"}, Agreed: community.Agreed{How: "app"},
		})
		return err
	}
	to, err := h.Service.RelationsTo(ctx, communitytest.Gong)
	if err != nil {
		t.Fatal(err)
	}
	merged := len(to)
	if err := name(communitytest.Wan, "neighbour"); err != nil {
		t.Fatal(err)
	}
	if _, err := h.Undo(ctx, everyone, m.ID, "a-admin", "两个人"); err != nil {
		t.Fatal(err)
	}
	for i, agent := range []community.PersonID{communitytest.Luo, communitytest.Li, communitytest.TongSon, communitytest.Haiyan} {
		if to, err = h.Service.RelationsTo(ctx, communitytest.Gong); err != nil || len(to) >= merged+5 {
			t.Fatal(to, err)
		}
		if err := name(agent, "family"); err != nil {
			t.Fatalf("naming the %d. after the undo, with %d there: %v", i+1, len(to), err)
		}
	}
}
