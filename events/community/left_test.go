package community_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

// left lists who moved out in a reach, read one at a time.
func (w *village) left(t *testing.T, reach community.Reach) string {
	t.Helper()
	ids, after := []string{}, ""
	for range 20 {
		page, next, err := w.LeftIn(t.Context(), reach, after, 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range page {
			ids = append(ids, string(p.ID))
		}
		if after = next; next == "" {
			return strings.Join(ids, " ")
		}
	}
	t.Fatalf("the list has no end: %v", ids)
	return ""
}

var everywhere = community.Reach{community.Everything}

// TestLeft: who moved out alone is on a list for those who answer for where they
// lived, can be brought back there, and drops out of it as soon as they live somewhere.
func TestLeft(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	out := func(home community.HouseholdID, id community.PersonID) {
		t.Helper()
		if err := w.MoveOut(ctx, home, id); err != nil {
			t.Fatal(err)
		}
		w.pass(time.Minute)
	}
	out(communitytest.Hes, communitytest.Shan)
	out(communitytest.Dengs, communitytest.Li)
	out(communitytest.Tongs, communitytest.TongSon)
	w.changePerson(t, communitytest.Wan, func(p *community.Person) { p.Household, p.Building = "", "" }) // of before this was kept
	for reach, want := range map[community.NodeID]string{
		"GX-12": "p-li p-tongson", "GX-G07": "p-li p-tongson", "GX-2": "", "HF-1": "p-shan", community.Everything: "p-li p-tongson p-shan p-wan",
	} {
		if got := w.left(t, community.Reach{reach}); got != want {
			t.Errorf("who left %s: %q, want %q", reach, got, want)
		}
	}
	if got := w.left(t, nil); got != "" {
		t.Errorf("without a reach: %q", got)
	}
	if _, _, err := w.LeftIn(ctx, head12, "HF-1/", 5); !errors.Is(err, community.ErrCursor) {
		t.Errorf("a cursor of another's list: %v", err)
	}

	// Back where they lived, by the word of whoever answers for it there and nobody else.
	if _, err := w.ComeBack(ctx, community.Reach{"GX-2"}, communitytest.Li, "a-2"); !errors.Is(err, community.ErrNoPerson) {
		t.Errorf("by the head next door: %v", err)
	}
	if _, err := w.ComeBack(ctx, everywhere, communitytest.Wan, "a-1"); !errors.Is(err, community.ErrNoPerson) {
		t.Errorf("to nobody knows where: %v", err)
	}
	p, err := w.ComeBack(ctx, head12, communitytest.Li, "a-tong")
	if err != nil || p.Household != communitytest.Dengs || p.Building != "GX-12" || !p.Settled() || p.Residency.By != "a-tong" || !p.Left.At.IsZero() {
		t.Errorf("he came back as %+v, %v", p, err)
	}
	if _, err := w.ComeBack(ctx, head12, communitytest.Li, "a-tong"); !errors.Is(err, community.ErrNoPerson) {
		t.Errorf("who lives there came back: %v", err)
	}
	// Where the household itself is gone there is nothing to come back to.
	w.visit(t, communitytest.Tongs, "away-0002", community.MovedAway, w.Now())
	if _, err := w.ComeBack(ctx, head12, communitytest.TongSon, "a-tong"); !errors.Is(err, community.ErrNoHousehold) {
		t.Errorf("to a household that moved away: %v", err)
	}
	// Put into a household by the desk, or removed: neither is on the list any more.
	if p, err := w.MoveWithin(ctx, communitytest.Shan, communitytest.Luos); err != nil || p.Left.Household != "" {
		t.Errorf("she was put there as %+v, %v", p, err)
	}
	if err := w.Erase(ctx, communitytest.TongSon); err != nil {
		t.Fatal(err)
	}
	if got := w.left(t, everywhere); got != "p-wan" {
		t.Errorf("left over: %q", got)
	}
	if p := w.person(t, communitytest.TongSon); p.Left.Household != "" || p.Left.Building != "" {
		t.Errorf("of who was removed it stays where he lived: %+v", p.Left)
	}
}

// TestLeftIsForgotten: where somebody lived is kept for its time and not longer; that
// they live nowhere stays.
func TestLeftIsForgotten(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	if err := w.MoveOut(ctx, communitytest.Dengs, communitytest.Li); err != nil {
		t.Fatal(err)
	}
	w.pass(community.LeftKept - time.Second)
	if err := w.MoveOut(ctx, communitytest.Tongs, communitytest.TongSon); err != nil {
		t.Fatal(err)
	}
	if f, err := w.Forget(ctx); err != nil || f.Left != 0 {
		t.Errorf("before its time %+v, %v", f, err)
	}
	w.pass(time.Second)
	for i := range 2 {
		if f, err := w.Forget(ctx); err != nil || f.Left != 1-i {
			t.Errorf("round %d: %+v, %v", i, f, err)
		}
	}
	if got := w.left(t, head12); got != "p-tongson" {
		t.Errorf("the building still tells of %q", got)
	}
	if got := w.left(t, everywhere); got != "p-tongson p-li" {
		t.Errorf("on the list of all: %q", got)
	}
}
