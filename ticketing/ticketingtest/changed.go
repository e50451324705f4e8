package ticketingtest

import (
	"slices"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

func more(t *testing.T, s ticketing.Stock, p ticketing.Pool, c ticketing.Claim, change string, n int, until time.Time) ticketing.Grant {
	t.Helper()
	g, err := s.More(t.Context(), p, c, ticketing.MoreID(c.ID, change), n, until)
	if err != nil {
		t.Fatalf("more: %v", err)
	}
	return g
}

func match(t *testing.T, s ticketing.Stock, p ticketing.Pool, c ticketing.Claim) ticketing.Verdict {
	t.Helper()
	g, err := s.Match(t.Context(), p, c)
	if err != nil {
		t.Fatalf("match: %v", err)
	}
	return g.Verdict
}

// entryOf is what the stock knows of a claim, and that it agrees with itself.
func entryOf(t *testing.T, s ticketing.Stock, p ticketing.Pool, c ticketing.Claim) ticketing.Entry {
	t.Helper()
	snap, err := s.Snapshot(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	n := len(snap.Freed)
	for _, e := range snap.Entries {
		n += len(e.Places)
	}
	if n != snap.Next-1 || snap.Taken != n-len(snap.Freed) {
		t.Errorf("%d places in entries and free, next is %d, %d counted as taken", n, snap.Next, snap.Taken)
	}
	e := snap.Entries[c.ID]
	slices.Sort(e.Places)
	return e
}

// testMore: a claim grows by the rules of newcomers, and what was taken for it is its
// own only when its document says so.
func testMore(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Parallel()
	s, p := opened(t, open, 6, nil)
	later := time.Now().Add(time.Hour)
	ann, bob := Press(p, "ann", 2), Press(p, "bob", 1)
	if g := more(t, s, p, ann, "a", 1, later); g.Verdict != ticketing.Lapsed {
		t.Errorf("more for a claim that is not there = %+v", g)
	}
	ann.Places = take(t, s, p, ann).Places
	take(t, s, p, bob)
	if g := more(t, s, p, ann, "a", 4, later); g.Verdict != ticketing.NoRoom || g.Free != 3 {
		t.Errorf("four more of three = %+v", g)
	}
	if g := more(t, s, p, ann, "a", 1, time.Now().Add(-time.Second)); g.Verdict != ticketing.Late {
		t.Errorf("after the moment = %+v", g)
	}
	for range 2 {
		wantPlaces(t, more(t, s, p, ann, "a", 2, later), 4, 5)
	}
	if e := entryOf(t, s, p, ann); !slices.Equal(e.Places, []int{1, 2}) {
		t.Errorf("before it is written down the claim has %v", e.Places)
	}
	pending, err := s.Pending(t.Context(), p, 0)
	if err != nil || !slices.ContainsFunc(pending, func(c ticketing.Claim) bool { return c.ID == ticketing.MoreID(ann.ID, "a") }) {
		t.Errorf("pending = %+v, %v; want what was taken for the change", pending, err)
	}
	if g := take(t, s, p, Press(p, "ann", 1)); g.Verdict != ticketing.HeldAlready || g.Holder != ann.ID {
		t.Errorf("another press of ann = %+v", g)
	}
	if ok, err := s.Give(t.Context(), p, ticketing.MoreID(ann.ID, "a")); err != nil || !ok {
		t.Errorf("given back: %v, %v", ok, err)
	}
	wantPlaces(t, more(t, s, p, ann, "b", 3, later), 4, 5, 6)
	ann.Places, ann.Rev, ann.Changes = []int{1, 2, 4, 5, 6}, 1, []ticketing.Change{{ID: "a", Refused: true}, {ID: "b"}}
	for range 2 {
		if v := match(t, s, p, ann); v != ticketing.Granted {
			t.Errorf("matched = %s", v)
		}
	}
	if e := entryOf(t, s, p, ann); !slices.Equal(e.Places, []int{1, 2, 4, 5, 6}) || !e.Settled {
		t.Errorf("after it was written down the claim has %+v", e)
	}
	if _, err := s.SetWaiting(t.Context(), p, 2, 0); err != nil {
		t.Fatal(err)
	}
	if g := more(t, s, p, bob, "c", 1, later); g.Verdict != ticketing.Queue {
		t.Errorf("more while others wait = %+v", g)
	}
}

// testMatch: the stock follows a document to fewer places and to another holder, in
// whatever order it hears of it, and says so when it cannot.
func testMatch(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Parallel()
	s, p := opened(t, open, 6, nil)
	ann := Press(p, "ann", 4)
	if v := match(t, s, p, ann); v != ticketing.StaleStock {
		t.Errorf("a claim that is not there = %s", v)
	}
	ann.Places = take(t, s, p, ann).Places
	fewer := ann
	fewer.Places, fewer.Rev = []int{1, 3}, 1
	passed := fewer
	passed.Holder, passed.Rev = "bob", 2
	if v := match(t, s, p, passed); v != ticketing.Granted {
		t.Errorf("passed on = %s", v)
	}
	if v := match(t, s, p, fewer); v != ticketing.Granted {
		t.Errorf("an older document = %s", v)
	}
	if e := entryOf(t, s, p, ann); !slices.Equal(e.Places, []int{1, 3}) || e.Holder != "bob" {
		t.Errorf("the entry is %+v, want places 1 and 3 of bob", e)
	}
	wantPlaces(t, take(t, s, p, Press(p, "ann", 2)), 2, 4) // who passed it on may book again
	if g := take(t, s, p, Press(p, "bob", 1)); g.Verdict != ticketing.HeldAlready || g.Holder != ann.ID {
		t.Errorf("who took it over books again = %+v", g)
	}
	lost := passed
	lost.Places, lost.Rev = []int{1, 3, 6}, 3
	if v := match(t, s, p, lost); v != ticketing.StaleStock {
		t.Errorf("a place the stock knows nothing of = %s", v)
	}
	revoked := passed
	revoked.State, revoked.Kept, revoked.Rev = ticketing.Revoked, true, 3
	if v := match(t, s, p, revoked); v != ticketing.Granted {
		t.Errorf("revoked = %s", v)
	}
	wantPlaces(t, take(t, s, p, Press(p, "bob", 1)), 5) // its places are kept, its holder is not
	next := p
	next.Epoch++
	if v := match(t, s, next, revoked); v != ticketing.StaleStock {
		t.Errorf("a later epoch = %s", v)
	}
	unlock := lock(t, s, next)
	if done, err := s.Rebuild(t.Context(), next, []ticketing.Claim{revoked}, 0); err != nil || !done {
		t.Fatalf("rebuild = %v, %v", done, err)
	}
	unlock()
	if v := match(t, s, p, revoked); v != ticketing.StaleCaller {
		t.Errorf("an earlier epoch = %s", v)
	}
	old := revoked
	old.Places, old.Rev = []int{1}, 2
	if v := match(t, s, next, old); v != ticketing.Granted {
		t.Errorf("an older document than that of the rebuild = %s", v)
	}
	if e := entryOf(t, s, next, ann); !slices.Equal(e.Places, []int{1, 3}) {
		t.Errorf("a rebuild forgot the revision: %+v", e)
	}
	wantPlaces(t, take(t, s, next, Press(p, "bob", 1)), 2)
}

// testPassing: an offer is found under its name until it is over, and a revoked claim
// holds what it is to hold.
func testPassing(t *testing.T, s interface {
	ticketing.Claims
	ticketing.Waits
},
) {
	p := Pool(10)
	c := Press(p, "amy", 2)
	c.Places, c.Seq = []int{1, 2}, 1
	if err := s.Insert(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	until := time.Now().Add(time.Hour).UTC().Truncate(time.Millisecond)
	name := ticketing.Recipient{Mark: string(p.ID)}
	turn := func(from ticketing.State, change func(*ticketing.Claim)) ticketing.Claim {
		t.Helper()
		got, err := s.Turn(t.Context(), c.ID, from, func(c *ticketing.Claim) (events.Errand, error) {
			change(c)
			return events.Errand{}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	found := func(when string, want int) {
		t.Helper()
		to, err := s.PassingTo(t.Context(), name.Name(), 10)
		over, err2 := s.PassingOver(t.Context(), until, 1000)
		has := slices.ContainsFunc(over, func(o ticketing.Claim) bool { return o.ID == c.ID })
		if err != nil || err2 != nil || len(to) != want || has != (want > 0) {
			t.Errorf("%s: %d offers, over: %v, %v, %v; want %d", when, len(to), has, err, err2, want)
		}
	}
	if by, err := s.Using(t.Context(), c.Uses[0]); err != nil || by != c.ID {
		t.Errorf("who uses up the limit: %q, %v", by, err)
	}
	turn(ticketing.Claimed, func(c *ticketing.Claim) {
		c.Passing = &ticketing.Passing{ID: "o", To: name, At: until.Add(-time.Hour), Until: until}
		c.Changes, c.Rev = []ticketing.Change{{ID: "x", Party: 2}, {ID: "y", Refused: true}}, 3
	})
	found("offered", 1)
	got, err := s.Claim(t.Context(), c.ID)
	if err != nil || got.Passing == nil || got.Passing.To.Mark != name.Mark || !got.Passing.Until.Equal(until) || got.Rev != 3 || len(got.Changes) != 2 || !got.Changes[1].Refused {
		t.Errorf("read again: %+v, %v", got, err)
	}
	got = turn(ticketing.Claimed, func(c *ticketing.Claim) {
		c.Passing, c.From, c.Holder, c.OldCodes, c.Code = nil, c.Holder, "rob", []string{c.Code}, ticketing.CodeOf(c.ID, 7)
		c.Uses = []ticketing.LimitUse{{Rule: "session", Per: ticketing.PerHolder, Scope: string(p.Session), Subject: "rob", N: 1}}
	})
	found("taken over", 0)
	other := Press(p, "eve", 1)
	other.Code = got.OldCodes[0]
	if err := s.Insert(t.Context(), other); err == nil {
		t.Error("a code that was passed on was given to somebody else")
	}
	if by, err := s.Using(t.Context(), c.Uses[0]); err != nil || by != "" {
		t.Errorf("the giver's limit is used up by %q, %v", by, err)
	}
	turn(ticketing.Claimed, func(c *ticketing.Claim) { c.State, c.Reason, c.Kept = ticketing.Revoked, "why", true })
	owned, err := s.Owned(t.Context(), p.ID)
	if err != nil || len(owned) != 1 || owned[0].Reason != "why" {
		t.Errorf("owned = %+v, %v; want the one whose places are kept", owned, err)
	}
	again := Press(p, "rob", 1)
	again.Places = []int{1}
	if err := s.Insert(t.Context(), again); err == nil {
		t.Error("a place that is kept was given out")
	}
	if list, _, err := s.OfHolder(t.Context(), "rob", events.PageQuery{Limit: 5}); err != nil || len(list) != 1 {
		t.Errorf("the claims of who was revoked: %+v, %v", list, err)
	}
	turn(ticketing.Revoked, func(c *ticketing.Claim) { c.Kept = false })
	if err := s.Insert(t.Context(), again); err != nil {
		t.Errorf("booking anew after it: %v", err)
	}
	if owned, err = s.Owned(t.Context(), p.ID); err != nil || len(owned) != 1 || owned[0].ID != again.ID {
		t.Errorf("owned = %+v, %v", owned, err)
	}
}
