package ticketingtest

import (
	"testing"
	"time"

	"wanjia/ticketing"
)

// Holds of these tests end after so long: long enough for a busy machine to look
// at them, short enough to wait for.
const (
	brief = 300 * time.Millisecond
	long  = time.Minute
)

func hold(t *testing.T, s ticketing.Stock, p ticketing.Pool, c ticketing.Claim, f, longest time.Duration) ticketing.Grant {
	t.Helper()
	g, err := s.Hold(t.Context(), p, c, f, longest)
	if err != nil {
		t.Fatalf("hold: %v", err)
	}
	return g
}

func keep(t *testing.T, s ticketing.Stock, p ticketing.Pool, c ticketing.Claim, by time.Duration) ticketing.Grant {
	t.Helper()
	g, err := s.Keep(t.Context(), p, c, by)
	if err != nil {
		t.Fatalf("keep: %v", err)
	}
	return g
}

func testHolds(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Parallel()
	s, p := opened(t, open, 6, nil)
	ann, bob, cid := Press(p, "ann", 2), Press(p, "bob", 2), Press(p, "cid", 2)
	first := hold(t, s, p, ann, long, 2*long)
	wantPlaces(t, first, 1, 2)
	if left := time.Until(first.Until); left < long/2 || left > long+time.Second {
		t.Errorf("a hold of %s ends in %s", long, left)
	}
	if g := hold(t, s, p, ann, long, 2*long); !g.Until.Equal(first.Until) || g.Seq != first.Seq {
		t.Errorf("the same hold again = %+v, want %+v", g, first)
	}
	if g := hold(t, s, p, Press(p, "ann", 1), long, long); g.Verdict != ticketing.HeldAlready || g.Holder != ann.ID {
		t.Errorf("a second hold of ann = %+v", g)
	}
	if g := hold(t, s, p, bob, time.Hour, long); time.Until(g.Until) > long+time.Second {
		t.Errorf("a hold ends %s from now, later than it may last", time.Until(g.Until))
	}
	if got, err := s.Pending(t.Context(), p, 0); err != nil || len(got) != 0 {
		t.Errorf("pending = %+v, %v; holds are not", got, err)
	}

	longer := keep(t, s, p, ann, 90*time.Second)
	if left := time.Until(longer.Until); left < 80*time.Second || left > 95*time.Second {
		t.Errorf("extended by 90 s it ends in %s", left)
	}
	if g := keep(t, s, p, ann, long); g.Verdict != ticketing.KeptAlready {
		t.Errorf("extended twice = %+v", g)
	}
	if g := keep(t, s, p, bob, time.Hour); g.Verdict != ticketing.Granted || time.Until(g.Until) > long+time.Second {
		t.Errorf("extended beyond what is allowed: it ends in %s, %s", time.Until(g.Until), g.Verdict)
	}

	kept := keep(t, s, p, ann, 0)
	wantPlaces(t, kept, 1, 2)
	if !kept.Until.IsZero() || kept.Seq != first.Seq {
		t.Errorf("kept = %+v, want the places of the hold and no end", kept)
	}
	if got, err := s.Pending(t.Context(), p, 0); err != nil || len(got) != 1 || got[0].ID != ann.ID {
		t.Errorf("pending = %+v, %v; want ann's", got, err)
	}
	wantPlaces(t, keep(t, s, p, ann, 0), 1, 2) // again
	wantPlaces(t, take(t, s, p, bob), 3, 4)    // a press with the key of a hold keeps it
	if g := keep(t, s, p, cid, 0); g.Verdict != ticketing.Lapsed {
		t.Errorf("keeping what was never held = %+v", g)
	}
	hold(t, s, p, cid, long, long)
	stranger := cid
	stranger.Holder = "eve"
	if g := keep(t, s, p, stranger, 0); g.Verdict != ticketing.Lapsed {
		t.Errorf("keeping another's hold = %+v", g)
	}
	for range 2 {
		for _, c := range []ticketing.Claim{stranger, ann, cid} { // ann's is no hold any more: it stays
			held := count(t, s, p).Taken == 6
			if ok, err := s.Drop(t.Context(), p, c); err != nil || !ok {
				t.Fatalf("drop: %v, %v", ok, err)
			}
			if held && c.Holder == "eve" && count(t, s, p).Taken != 6 {
				t.Error("a stranger has ended a hold")
			}
		}
	}
	if c := count(t, s, p); c.Taken != 4 {
		t.Errorf("taken = %d after a hold was dropped, want 4", c.Taken)
	}
	behind := p
	behind.Epoch--
	if ok, err := s.Drop(t.Context(), behind, bob); err != nil || ok {
		t.Errorf("drop under another epoch = %v, %v; want false", ok, err)
	}
	if g, err := s.Keep(t.Context(), behind, bob, 0); err != nil || g.Verdict != ticketing.StaleCaller {
		t.Errorf("keep under another epoch = %+v, %v", g, err)
	}
}

// testLapse: what has ended makes room for the next, is never kept, and comes back
// once.
func testLapse(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Parallel()
	s, p := opened(t, open, 4, nil)
	ann, bob := Press(p, "ann", 2), Press(p, "bob", 2)
	ends := hold(t, s, p, ann, brief, brief).Until
	hold(t, s, p, bob, brief, brief)
	if g := take(t, s, p, Press(p, "cid", 1)); g.Verdict != ticketing.NoRoom && time.Now().Before(ends) {
		t.Errorf("while all is held = %+v", g)
	}
	time.Sleep(time.Until(ends) + brief/2)
	cid := Press(p, "cid", 3)
	if g := take(t, s, p, cid); g.Verdict != ticketing.Granted || len(g.Places) != 3 {
		t.Fatalf("after the holds have ended = %+v", g)
	}
	for _, c := range []ticketing.Claim{ann, bob} {
		if g := keep(t, s, p, c, 0); g.Verdict != ticketing.Lapsed {
			t.Errorf("a hold that has ended was kept: %+v", g)
		}
	}
	if c := count(t, s, p); c.Taken != 3 {
		t.Errorf("taken = %d, want 3", c.Taken)
	}

	give(t, s, p, cid)
	hold(t, s, p, ann, brief, brief)
	ends = hold(t, s, p, bob, brief, brief).Until
	time.Sleep(time.Until(ends) + brief/2)
	if n, err := s.Lapse(t.Context(), p); err != nil || n != 2 {
		t.Errorf("lapsed = %d, %v; want 2", n, err)
	}
	if n, err := s.Lapse(t.Context(), p); err != nil || n != 0 {
		t.Errorf("lapsed again = %d, %v; want none", n, err)
	}
	if c := count(t, s, p); c.Taken != 0 {
		t.Errorf("taken = %d after all have lapsed", c.Taken)
	}
	again := hold(t, s, p, ann, long, long) // the same key, after its hold has ended: a new one
	if again.Verdict != ticketing.Granted || time.Until(again.Until) < long/2 {
		t.Errorf("held anew = %+v", again)
	}
}

func testShares(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Parallel()
	s, p := opened(t, open, 10, nil)
	p.Quotas = []ticketing.Quota{{Channel: "online", Places: 6}, {Channel: "hotline", Places: 4}}
	through := func(channel, holder string, party int) ticketing.Claim {
		c := Press(p, holder, party)
		c.Channel = channel
		return c
	}
	ann := through("online", "ann", 5)
	take(t, s, p, ann)
	if g := take(t, s, p, through("online", "bob", 2)); g.Verdict != ticketing.NoRoom || g.Free != 1 {
		t.Errorf("two more of a share of six with five taken = %+v, want no room and 1 left", g)
	}
	if g := take(t, s, p, through("hotline", "old cid", 4)); g.Verdict != ticketing.Granted {
		t.Errorf("the other channel's share = %+v", g)
	}
	if g := take(t, s, p, through("walk_up", "eve", 1)); g.Verdict != ticketing.NoRoom || g.Free != 0 {
		t.Errorf("a channel without a share = %+v", g)
	}
	if c := count(t, s, p); c.ByChannel["online"] != 5 || c.ByChannel["hotline"] != 4 {
		t.Errorf("by channel = %v", c.ByChannel)
	}
	give(t, s, p, ann)
	if g := take(t, s, p, through("online", "bob", 6)); g.Verdict != ticketing.Granted {
		t.Errorf("what ann gave back = %+v", g)
	}

	owned := through("hotline", "dan", 2)
	owned.Places = []int{1, 2}
	next := p
	next.Epoch++
	rebuild(t, s, next, []ticketing.Claim{owned})
	if c := count(t, s, next); c.Taken != 2 || c.ByChannel["hotline"] != 2 || c.ByChannel["online"] != 0 {
		t.Errorf("after a rebuild = %+v", c)
	}
	if g := take(t, s, next, through("hotline", "fay", 3)); g.Verdict != ticketing.NoRoom || g.Free != 2 {
		t.Errorf("after a rebuild the share is %+v, want 2 left", g)
	}
}

// testResume: a claim that was a hold and is written nowhere is that hold again, with
// what was left of its time, and only then.
func testResume(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Parallel()
	s, p := opened(t, open, 8, nil)
	resume := func(c ticketing.Claim) bool {
		t.Helper()
		ok, err := s.Resume(t.Context(), p, c.ID)
		if err != nil {
			t.Fatalf("resume: %v", err)
		}
		return ok
	}
	ann, bob, cid, dan := Press(p, "ann", 2), Press(p, "bob", 2), Press(p, "cid", 2), Press(p, "dan", 2)
	first := hold(t, s, p, ann, long, 2*long)
	keep(t, s, p, ann, 0)
	if got, err := s.Pending(t.Context(), p, 0); err != nil || len(got) != 1 || !got[0].Held {
		t.Errorf("pending = %+v, %v; want ann's, which was a hold", got, err)
	}
	for range 2 {
		if !resume(ann) {
			t.Error("a claim that was a hold a moment ago is none again")
		}
	}
	if got, err := s.Pending(t.Context(), p, 0); err != nil || len(got) != 0 {
		t.Errorf("pending = %+v, %v; want none", got, err)
	}
	if known, err := s.Settle(t.Context(), p, ann.ID); err != nil || known {
		t.Errorf("settled, though it is a hold = %v, %v", known, err)
	}
	if g := hold(t, s, p, ann, long, long); !g.Until.Equal(first.Until) || g.Seq != first.Seq {
		t.Errorf("the hold again = %+v, want %+v", g, first)
	}
	if g := keep(t, s, p, ann, 2*long); g.Verdict != ticketing.Granted || !g.Until.After(first.Until) {
		t.Errorf("extended = %+v", g)
	}
	take(t, s, p, ann) // a press with its key keeps it, too
	if !resume(ann) {
		t.Error("a claim that was a hold before it was pressed is none again")
	}
	if g := keep(t, s, p, ann, long); g.Verdict != ticketing.KeptAlready {
		t.Errorf("extended twice = %+v", g)
	}
	ann.Places = keep(t, s, p, ann, 0).Places
	if known, err := s.Settle(t.Context(), p, ann.ID); err != nil || !known {
		t.Errorf("settled = %v, %v", known, err)
	}
	ann.Rev = 1
	if got := match(t, s, p, ann); got != ticketing.Granted {
		t.Errorf("matched = %v", got)
	}
	if !resume(ann) || !keep(t, s, p, ann, 0).Until.IsZero() {
		t.Error("what is owned is a hold again")
	}
	if !resume(Press(p, "nobody", 1)) {
		t.Error("what was never entered is said to be about to be written down")
	}

	take(t, s, p, bob)
	if got, err := s.Pending(t.Context(), p, 0); err != nil || len(got) != 1 || got[0].Held {
		t.Errorf("pending = %+v, %v; want bob's, which never was a hold", got, err)
	}
	if resume(bob) {
		t.Error("a claim that never was a hold is one")
	}
	ends := hold(t, s, p, cid, brief, brief).Until
	if g := keep(t, s, p, cid, 0); g.Verdict == ticketing.Granted { // else this machine was too slow for it
		time.Sleep(time.Until(ends) + brief/2)
		if resume(cid) {
			t.Error("a hold whose time is up goes on")
		}
		give(t, s, p, cid)
	}
	hold(t, s, p, dan, long, long)
	keep(t, s, p, dan, 0)
	if ok, err := s.Drop(t.Context(), p, dan); err != nil || !ok {
		t.Fatalf("drop = %v, %v", ok, err)
	}
	if resume(dan) {
		t.Error("a hold that was let go of while it was a claim goes on")
	}
	if c := count(t, s, p); c.Taken != 6 {
		t.Errorf("taken = %d, want 6", c.Taken)
	}
}
