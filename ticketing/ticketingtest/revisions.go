package ticketingtest

import (
	"testing"
	"time"

	"wanjia/ticketing"
)

// testRevisions: whoever goes by an older document of the pool than the stock has
// been told of is sent to read it again.
func testRevisions(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Parallel()
	s, p := opened(t, open, 10, nil)
	before, held := p, Press(p, "hal", 1)
	hold(t, s, p, held, time.Minute, time.Hour)
	p.Rev = 4
	if g := take(t, s, p, Press(p, "ann", 1)); g.Verdict != ticketing.Granted {
		t.Errorf("a caller ahead of the stock = %+v, want granted", g)
	}
	late := Press(p, "bob", 1)
	for what, g := range map[string]ticketing.Grant{
		"take": take(t, s, before, late),
		"hold": hold(t, s, before, late, time.Minute, time.Hour),
		"keep": keep(t, s, before, held, 0),
		"offer": must(t, func() (ticketing.Grant, error) {
			return s.Offer(t.Context(), before, late)
		}),
		"block": must(t, func() (ticketing.Grant, error) {
			return s.Block(t.Context(), before, late)
		}),
	} {
		if g.Verdict != ticketing.StaleCaller {
			t.Errorf("%s by an older document = %+v, want newer", what, g)
		}
	}
	if c := count(t, s, before); c.Taken != 2 || c.Rev != 4 {
		t.Errorf("count = %+v, want 2 taken at revision 4", c)
	}

	next := p
	next.Epoch, next.Rev = p.Epoch+1, 3 // of a rebuilder that has read the document before its last change
	rebuild(t, s, next, nil)
	if g := take(t, s, next, Press(p, "cid", 1)); g.Verdict != ticketing.StaleCaller {
		t.Errorf("after a rebuild from an older document = %+v, want newer", g)
	}
	next.Epoch, next.Rev = next.Epoch+1, 6
	rebuild(t, s, next, nil)
	if got, err := s.Snapshot(t.Context(), next); err != nil || got.Rev != 6 {
		t.Errorf("snapshot after the rebuild = %+v, %v; want revision 6", got, err)
	}
	next.Rev = 5
	if g := take(t, s, next, Press(p, "dan", 1)); g.Verdict != ticketing.StaleCaller {
		t.Errorf("a caller behind what was rebuilt = %+v, want newer", g)
	}
}

// testFence: a change goes in force only where no more was taken than it would leave,
// and lets nobody in by what was said before.
func testFence(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Parallel()
	s, p := opened(t, open, 10, nil)
	fence := func(p ticketing.Pool, most map[string]int) ticketing.Grant {
		return must(t, func() (ticketing.Grant, error) { return s.Fence(t.Context(), p, most) })
	}
	take(t, s, p, Press(p, "ann", 3))
	ends := hold(t, s, p, Press(p, "hal", 2), brief, brief).Until
	next := p
	next.Rev++
	if g := fence(next, map[string]int{"online": 2}); g.Verdict != ticketing.TooMany || g.Channel != "online" || g.Taken < 3 {
		t.Errorf("a fence below what is taken = %+v, want too many through online", g)
	}
	if g := take(t, s, p, Press(p, "bob", 1)); g.Verdict != ticketing.Granted {
		t.Errorf("after a fence that was refused = %+v, want granted", g)
	}
	time.Sleep(time.Until(ends) + brief/2)
	if g := fence(next, map[string]int{"online": 4, "hotline": 0}); g.Verdict != ticketing.Granted {
		t.Errorf("when the hold has ended = %+v, want granted", g)
	}
	if g := take(t, s, p, Press(p, "cid", 1)); g.Verdict != ticketing.StaleCaller {
		t.Errorf("by the document before the fence = %+v, want newer", g)
	}
	if g := fence(next, nil); g.Verdict != ticketing.StaleCaller {
		t.Errorf("the same fence again = %+v, want newer", g)
	}
	if g := take(t, s, next, Press(p, "dan", 1)); g.Verdict != ticketing.Granted {
		t.Errorf("by the new document = %+v, want granted", g)
	}
	other := next
	other.Epoch, other.Rev = next.Epoch+1, next.Rev+1
	if g := fence(other, nil); g.Verdict != ticketing.StaleStock {
		t.Errorf("a fence in an epoch to come = %+v, want stale", g)
	}
	rebuild(t, s, other, nil)
	next.Rev += 5
	if g := fence(next, nil); g.Verdict != ticketing.StaleCaller {
		t.Errorf("a fence in an epoch that has passed = %+v, want newer", g)
	}
}

// testBlock: the house takes places out at any time, whoever waits and whatever the
// shares of the channels are, and never what is somebody's.
func testBlock(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Parallel()
	s, p := opened(t, open, 10, nil)
	p.Quotas = []ticketing.Quota{{Channel: "online", Places: 5}}
	take(t, s, p, Press(p, "ann", 3))
	if _, err := s.SetWaiting(t.Context(), p, 2, 0); err != nil {
		t.Fatal(err)
	}
	p.Closes = time.Now().Add(-time.Minute)
	c := Press(p, "house/1", 4)
	for range 2 {
		wantPlaces(t, must(t, func() (ticketing.Grant, error) { return s.Block(t.Context(), p, c) }), 4, 5, 6, 7)
	}
	if g := must(t, func() (ticketing.Grant, error) { return s.Block(t.Context(), p, Press(p, "house/2", 4)) }); g.Verdict != ticketing.NoRoom || g.Free != 3 {
		t.Errorf("blocking more than is free = %+v, want no room and 3 free", g)
	}
	if got := count(t, s, p); got.Taken != 7 || got.ByChannel[ticketing.Blocking] != 4 || got.ByChannel["online"] != 3 {
		t.Errorf("count = %+v, want 4 blocked and 3 taken online", got)
	}
	give(t, s, p, c)
	if got := count(t, s, p); got.Taken != 3 || got.ByChannel[ticketing.Blocking] != 0 {
		t.Errorf("count after the block was given back = %+v", got)
	}
}

func must(t *testing.T, ask func() (ticketing.Grant, error)) ticketing.Grant {
	t.Helper()
	g, err := ask()
	if err != nil {
		t.Error(err)
	}
	return g
}
