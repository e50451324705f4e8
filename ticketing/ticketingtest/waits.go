package ticketingtest

import (
	"errors"
	"slices"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// testQueue: while parties wait, newcomers are sent behind them, and those from the
// list are not.
func testQueue(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Parallel()
	s, p := opened(t, open, 6, nil)
	ann := Press(p, "ann", 1)
	take(t, s, p, ann)
	wait := func(n int) {
		t.Helper()
		if ok, err := s.SetWaiting(t.Context(), p, n, count(t, s, p).Told); err != nil || !ok {
			t.Fatalf("set waiting %d = %v, %v", n, ok, err)
		}
	}
	wait(2)
	if g := take(t, s, p, Press(p, "bob", 1)); g.Verdict != ticketing.Queue || g.Free != 2 {
		t.Errorf("a newcomer = %+v, want behind the 2 who wait", g)
	}
	if g := hold(t, s, p, Press(p, "bob", 1), long, long); g.Verdict != ticketing.Queue {
		t.Errorf("a newcomer holds = %+v", g)
	}
	wantPlaces(t, take(t, s, p, ann), 1) // who has places already is answered as before
	cid := Press(p, "cid", 2)
	for range 2 {
		g, err := s.Offer(t.Context(), p, cid)
		if err != nil {
			t.Fatal(err)
		}
		wantPlaces(t, g, 2, 3)
	}
	if c := count(t, s, p); c.Waiting != 2 {
		t.Errorf("waiting = %d, want 2", c.Waiting)
	}
	before := count(t, s, p).Told
	wait(1)
	if ok, err := s.SetWaiting(t.Context(), p, 0, before); err != nil || ok { // counted before somebody joined
		t.Errorf("nobody waits, by an old count = %v, %v", ok, err)
	}
	wait(0)
	wantPlaces(t, take(t, s, p, Press(p, "bob", 1)), 4)

	next := p
	next.Epoch++
	unlock := lock(t, s, next)
	if done, err := s.Rebuild(t.Context(), next, nil, 3); err != nil || !done {
		t.Fatalf("rebuild = %v, %v", done, err)
	}
	unlock()
	if g := take(t, s, next, Press(p, "dan", 1)); g.Verdict != ticketing.Queue || g.Free != 3 {
		t.Errorf("a newcomer after a rebuild = %+v, want behind 3", g)
	}
	if ok, err := s.SetWaiting(t.Context(), p, 0, 0); err != nil || ok { // by one who knows the old epoch
		t.Errorf("told under another epoch = %v, %v", ok, err)
	}
	if c := count(t, s, next); c.Waiting != 3 {
		t.Errorf("told under another epoch: %d wait, want 3", c.Waiting)
	}
}

// TestWaits checks that open returns something that behaves as [ticketing.Waits]
// promises beside [ticketing.Claims].
func TestWaits(t *testing.T, open func(*testing.T) interface {
	ticketing.Claims
	ticketing.Waits
}) {
	t.Parallel()
	ctx, s, p := t.Context(), open(t), Pool(10)
	testPassing(t, s)
	base := time.Now().UTC().Truncate(time.Second)
	entry := func(holder string, after time.Duration) ticketing.Claim {
		c := Press(p, holder, 2)
		c.State, c.Uses, c.At = ticketing.OnList, nil, base.Add(after)
		c.Subjects = map[string]string{ticketing.PerHousehold: "h-" + holder}
		return c
	}
	ann, bob, cid := entry("ann", 2*time.Second), entry("bob", time.Second), entry("cid", 3*time.Second)
	for _, c := range []ticketing.Claim{ann, bob, cid} {
		if err := s.Insert(ctx, c); err != nil {
			t.Fatalf("%s waits: %v", c.Holder, err)
		}
	}
	ids := func(list []ticketing.Claim, err error) []ticketing.HolderID {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		var out []ticketing.HolderID
		for _, c := range list {
			out = append(out, c.Holder)
		}
		return out
	}
	if got := ids(s.OnList(ctx, p.ID, 2)); !slices.Equal(got, []ticketing.HolderID{"bob", "ann"}) {
		t.Errorf("on the list = %v, want bob and ann, by time", got)
	}
	again := entry("ann", 0)
	if taken, ok := errors.AsType[*ticketing.Taken](s.Insert(ctx, again)); !ok || !taken.Wait || taken.By != ann.ID {
		t.Errorf("ann waits twice: %+v", taken)
	}

	until := base.Add(time.Hour)
	offer := func(places ...int) func(*ticketing.Claim) (events.Errand, error) {
		return func(c *ticketing.Claim) (events.Errand, error) {
			c.State, c.Places, c.Until = ticketing.Offered, places, until
			c.Uses = []ticketing.LimitUse{{Rule: "r", Per: ticketing.PerHousehold, Scope: "s", Subject: c.Subjects[ticketing.PerHousehold], N: 1}}
			return ticketing.OfferErrand(*c), nil
		}
	}
	got, err := s.Turn(ctx, bob.ID, ticketing.OnList, offer(1, 2))
	if err != nil || got.State != ticketing.Offered || got.Subjects[ticketing.PerHousehold] != "h-bob" || got.Code != bob.Code {
		t.Errorf("offered = %+v, %v", got, err)
	}
	if got, err := s.Turn(ctx, bob.ID, ticketing.OnList, offer(1, 2)); !errors.Is(err, ticketing.ErrMoved) || got.State != ticketing.Offered {
		t.Errorf("offered again = %+v, %v; want ErrMoved and how it stands", got, err)
	}
	if taken, ok := errors.AsType[*ticketing.Taken](second(s.Turn(ctx, ann.ID, ticketing.OnList, offer(2, 3)))); !ok || !taken.Place || taken.By != bob.ID {
		t.Errorf("a place offered twice: %+v", taken)
	}
	boom := errors.New("no")
	_, err = s.Turn(ctx, ann.ID, ticketing.OnList, func(c *ticketing.Claim) (events.Errand, error) {
		c.State = ticketing.Left
		return events.Errand{}, boom
	})
	if !errors.Is(err, boom) {
		t.Errorf("a change that fails: %v", err)
	}
	if _, err := s.Turn(ctx, "none", ticketing.OnList, offer(5)); !errors.Is(err, ticketing.ErrNoClaim) {
		t.Errorf("turning nothing: %v", err)
	}
	if got := ids(s.OnList(ctx, p.ID, 9)); !slices.Equal(got, []ticketing.HolderID{"ann", "cid"}) {
		t.Errorf("on the list = %v, want ann and cid", got)
	}
	if got := ids(s.Owned(ctx, p.ID)); !slices.Equal(got, []ticketing.HolderID{"bob"}) {
		t.Errorf("owned or offered = %v, want bob's", got)
	}
	if got := ids(s.Overdue(ctx, until.Add(-1), 9)); len(got) != 0 {
		t.Errorf("overdue just before = %v", got)
	}
	if got := ids(s.Overdue(ctx, until, 9)); !slices.Equal(got, []ticketing.HolderID{"bob"}) {
		t.Errorf("overdue at the moment = %v, want bob's", got)
	}
	over := func(c *ticketing.Claim) (events.Errand, error) {
		c.State = ticketing.Expired
		return ticketing.GiveErrand(*c), nil
	}
	if _, err := s.Turn(ctx, bob.ID, ticketing.Offered, over); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Turn(ctx, ann.ID, ticketing.OnList, offer(1, 2)); err != nil {
		t.Errorf("what an offer that is over held: %v", err)
	}
	if got := ids(s.WaitsOf(ctx, "bob")); !slices.Equal(got, []ticketing.HolderID{"bob"}) {
		t.Errorf("bob's waits = %v", got)
	}
	if got, _, err := s.OfHolder(ctx, "bob", events.PageQuery{Limit: 9}); err != nil || len(got) != 0 {
		t.Errorf("bob's claims = %+v, %v; he never had one", got, err)
	}
}

func second[T any](_ T, err error) error { return err }
