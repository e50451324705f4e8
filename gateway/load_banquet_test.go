package main

import (
	"fmt"
	"os"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/seed"
)

// feastAt is the made-up banquet of a size, everybody registered.
func feastAt(t *testing.T, size seed.Size) (*feastLoader, banquet.Edition) {
	t.Helper()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, events.Zone)
	sittings, err := seed.Sittings(seed.Options{Size: size})
	if err != nil {
		t.Fatal(err)
	}
	l := &feastLoader{event: seed.Edition(now, now).Events[0], openedAt: now, now: now}
	if err := l.read(t.Context(), seed.Options{Size: size}); err != nil {
		t.Fatal(err)
	}
	return l, l.edition(sittings)
}

// TestFeastSums: whoever loads all of it has the sums of the plan, exactly.
func TestFeastSums(t *testing.T) {
	t.Parallel()
	size, full := seed.S, 30
	if os.Getenv("WANJIA_TEST_SOAK") != "" {
		size, full = seed.L, 1
	}
	l, e := feastAt(t, size)
	registrations, groups, dishes := l.register(), l.groups(), l.cook()
	seats, walk, homes := map[events.SessionID]int{}, 0, map[banquet.RegistrationID]bool{}
	for _, r := range registrations {
		homes[r.ID] = true
		switch r.Mode {
		case banquet.ByMeal:
			seats[r.Session] += r.Come()
		case banquet.ByWalk:
			walk += r.Come()
		}
	}
	places := map[string]bool{}
	for _, c := range l.claims {
		for _, n := range c.Places {
			places[fmt.Sprint(c.Pool, n)] = true
		}
	}
	share, byPurpose, official := 0, map[banquet.Purpose]int{}, map[string]bool{}
	for _, d := range dishes {
		share += len(d.Shares)
		byPurpose[d.Purpose]++
		for _, s := range d.Shares {
			official[string(s.Household)] = true
		}
	}
	sat := map[string]int{} // places in reserve stay free, and some more of the small ones
	for _, r := range l.rows {
		if r.Mode == "meal" {
			sat[r.Sitting] += len(r.Come)
		}
	}
	round := func(n int) int { return (n + full/2) / full }
	for what, n := range map[string][2]int{
		"registrations":     {len(registrations), round(40_000)},
		"households":        {len(homes), round(40_000)},
		"seats at noon":     {seats[e.Sittings[0].Session], sat["noon"]},
		"seats evening":     {seats[e.Sittings[1].Session], sat["evening"]},
		"walking through":   {walk, round(12_000)},
		"places of claims":  {len(places), sat["noon"] + sat["evening"] + round(12_000)},
		"dishes":            {len(dishes), round(14_000)},
		"shares in dishes":  {share, round(40_000)},
		"households with a": {len(official), round(40_000)},
		"to be delivered":   {byPurpose[banquet.ToDeliver], round(1_700)},
	} {
		if n[0] != n[1] {
			t.Errorf("%s: %d, want %d", what, n[0], n[1])
		}
	}
	// 28,000 seats of both meals without the 560 in reserve, which nobody registers for.
	if len(groups) == 0 || full == 1 && (e.Places != 14_000 || sat["noon"]+sat["evening"] != 27_440) {
		t.Errorf("%d groups of kin, %d places at each meal, %v taken", len(groups), e.Places, sat)
	}
	sum := 0
	for _, q := range e.Quotas([]banquet.EstateHomes{{Estate: "A", Households: 40}, {Estate: "B", Households: 23}}) {
		sum += q.Places
	}
	if sum != 2*e.Places {
		t.Errorf("the quotas are %d places of %d", sum, 2*e.Places)
	}
}

// TestHalfRegistered: the demonstration has half of them, and leaves its visitors out.
func TestHalfRegistered(t *testing.T) {
	t.Parallel()
	l, _ := feastAt(t, seed.S)
	first := l.rows[0].Household
	l.half = true
	all := len(l.register())
	l.signed, l.claims = map[string]banquet.Registration{}, nil
	l.skip = map[community.HouseholdID]bool{community.HouseholdID(first): true}
	got := l.register()
	if all != len(l.rows)/2 || len(got) > all {
		t.Errorf("%d of %d, then %d", all, len(l.rows), len(got))
	}
	for _, r := range got {
		if string(r.Household) == first {
			t.Error("the visitor's household is registered already")
		}
	}
	for _, d := range l.cook() {
		for _, s := range d.Shares {
			if _, ok := l.signed[string(s.Household)]; !ok {
				t.Errorf("dish %s is made by %s, who is not registered", d.ID, s.Household)
			}
		}
	}
}
