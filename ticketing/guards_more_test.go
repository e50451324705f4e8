package ticketing_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/seating"
	"wanjia/ticketing/ticketingtest"
)

// once is something that happens in the middle of something else, a single time.
type once struct{ do func() }

func (o *once) now() {
	if do := o.do; do != nil {
		o.do = nil
		do()
	}
}

// turning lets it happen before a claim is changed.
type turning struct {
	ticketing.Waits
	*once
}

func (w turning) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	w.now()
	return w.Waits.Turn(ctx, id, from, change)
}

// meddling is a stock some of whose answers are a test's.
type meddling struct {
	ticketing.Stock
	*once  // happens before More and before Counts
	block  func(ticketing.Grant) ticketing.Grant
	more   func(ticketing.Grant) ticketing.Grant
	offer  func(ticketing.Grant) ticketing.Grant
	locked bool // by somebody else
	late   bool // to write the stock anew
}

func (s *meddling) More(ctx context.Context, p ticketing.Pool, c ticketing.Claim, name ticketing.ClaimID, n int, until time.Time) (ticketing.Grant, error) {
	s.now()
	g, err := s.Stock.More(ctx, p, c, name, n, until)
	if s.more != nil {
		g, s.more = s.more(g), nil
	}
	return g, err
}

func (s *meddling) Counts(ctx context.Context, pools []ticketing.Pool) ([]ticketing.Count, error) {
	s.now()
	return s.Stock.Counts(ctx, pools)
}

func (s *meddling) Block(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	g, err := s.Stock.Block(ctx, p, c)
	if s.block != nil {
		g, s.block = s.block(g), nil
	}
	return g, err
}

func (s *meddling) Offer(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	g, err := s.Stock.Offer(ctx, p, c)
	if s.offer != nil {
		g, s.offer = s.offer(g), nil
	}
	return g, err
}

func (s *meddling) Lock(ctx context.Context, p ticketing.PoolID) (func(), bool, error) {
	if s.locked {
		return nil, false, nil
	}
	return s.Stock.Lock(ctx, p)
}

func (s *meddling) Rebuild(ctx context.Context, p ticketing.Pool, owned []ticketing.Claim, waiting int) (bool, error) {
	if s.late {
		return false, nil
	}
	return s.Stock.Rebuild(ctx, p, owned, waiting)
}

// meddled is the desk with a stock that a test meddles with.
func (d desk) meddled() *meddling {
	m := &meddling{Stock: d.stock, once: &once{}}
	d.Stock = m
	return m
}

// TestOverMeanwhile: somebody gives a claim back, and at the same moment another page
// does something with it: whoever is later is told that it is over.
func TestOverMeanwhile(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		do   func(d desk, c ticketing.Claim) error
		want error
	}{
		"offered to somebody": {func(d desk, c ticketing.Claim) error {
			_, err := d.PassOn(t.Context(), "ann", c.ID, toBob, "k")
			return err
		}, ticketing.ErrClaimOver},
		"declined": {func(d desk, c ticketing.Claim) error { return d.Decline(t.Context(), c.ID, bob().Names) }, ticketing.ErrNoClaim},
	}
	for name, tt := range tests {
		d := newDesk(10, nil)
		c := d.claim(t, "ann", 2)
		d.Waits = turning{d.Waits, &once{do: func() {
			if _, err := d.Release(t.Context(), "ann", c.ID); err != nil {
				t.Error(err)
			}
		}}}
		if err := tt.do(d, c); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
		d.agrees(t, 0)
	}

	d := newDesk(10, nil)
	c := d.claim(t, "ann", 2)
	d.meddled().do = func() {
		if _, err := d.Release(t.Context(), "ann", c.ID); err != nil {
			t.Error(err)
		}
	}
	if _, err := d.ChangeParty(t.Context(), "ann", c.ID, change(4, 0, "k")); !errors.Is(err, ticketing.ErrClaimOver) {
		t.Errorf("a larger party: %v, want ErrClaimOver", err)
	}
	if _, err := d.ChangeParty(t.Context(), "ann", c.ID, change(2, 0, "same")); !errors.Is(err, ticketing.ErrClaimOver) {
		t.Errorf("the party that it had: %v, want ErrClaimOver", err)
	}
	d.agrees(t, 0)
}

// TestOfferEndsMeanwhile: an offer is taken up at the moment at which it is turned down.
func TestOfferEndsMeanwhile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := listDesk(2)
		bob := d.claim(t, "bob", 2)
		ann := d.join(t, "ann", 2).Claim.ID
		if _, err := d.Release(t.Context(), "bob", bob.ID); err != nil {
			t.Fatal(err)
		}
		d.serve(t)
		d.Waits = turning{d.Waits, &once{do: func() {
			if err := d.Leave(t.Context(), "ann", ann); err != nil {
				t.Error(err)
			}
		}}}
		if _, err := d.Accept(t.Context(), "ann", ann); !errors.Is(err, ticketing.ErrOfferLapsed) {
			t.Errorf("accepted: %v, want ErrOfferLapsed", err)
		}
		d.agrees(t, 0)
	})
}

// TestRebuiltBySomebodyElse: who finds another at it, or comes too late with what it
// has read, does not say that the pool is in order.
func TestRebuiltBySomebodyElse(t *testing.T) {
	t.Parallel()
	for name, m := range map[string]meddling{"another has the lock": {locked: true}, "another has written it": {late: true}} {
		d := newDesk(4, nil)
		m.Stock, m.once = d.stock, &once{}
		d.Stock = &m
		if err := d.Rebuild(t.Context(), d.pool.ID); !errors.Is(err, ticketing.ErrRebuilding) {
			t.Errorf("%s: %v, want ErrRebuilding", name, err)
		}
		if _, err := d.Service.Claim(t.Context(), d.press("ann", 1, "k")); !errors.Is(err, ticketing.ErrRebuilding) {
			t.Errorf("%s: pressed: %v, want ErrRebuilding", name, err)
		}
		m.locked, m.late = false, false
		d.claim(t, "ann", 1)
	}
}

// TestStaleStockIsFound: the stock gives places that somebody owns, for the house, for
// one who waits and for a larger party: it is put in order, and nobody gets them.
func TestStaleStockIsFound(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := listDesk(6)
		ann := d.claim(t, "ann", 2)
		m := d.meddled()
		m.block = func(g ticketing.Grant) ticketing.Grant { g.Places = ann.Places; return g }
		if err := d.resize(t, 4, ""); !errors.Is(err, ticketing.ErrRebuilding) {
			t.Errorf("smaller by ann's places: %v, want ErrRebuilding", err)
		}
		if err := d.Tend(t.Context()); err != nil {
			t.Fatal(err)
		}
		d.sound(t, "after the round")
		if p := d.read(t); p.Size() != 4 {
			t.Errorf("after the round it has %d places, want 4", p.Size())
		}
		bob := d.claim(t, "bob", 2)
		d.join(t, "cid", 2)
		if _, err := d.Release(t.Context(), "bob", bob.ID); err != nil {
			t.Fatal(err)
		}
		m.offer = func(g ticketing.Grant) ticketing.Grant { g.Places = ann.Places; return g }
		if err := d.Serve(t.Context()); !errors.Is(err, ticketing.ErrRebuilding) {
			t.Errorf("ann's places for cid: %v, want ErrRebuilding", err)
		}
		d.serve(t)
		if got := d.state(t, "cid"); got != "offered" {
			t.Errorf("cid is %s", got)
		}
		d.sound(t, "in the end")
	})

	d := newDesk(6, nil)
	ann, bob := d.claim(t, "ann", 2), d.claim(t, "bob", 2)
	d.meddled().more = func(g ticketing.Grant) ticketing.Grant { g.Places = ann.Places; return g }
	if _, err := d.ChangeParty(t.Context(), "bob", bob.ID, change(4, 0, "k")); !errors.Is(err, ticketing.ErrRebuilding) {
		t.Errorf("ann's places for bob's larger party: %v, want ErrRebuilding", err)
	}
	if _, err := d.ChangeParty(t.Context(), "bob", bob.ID, change(4, 0, "k")); err != nil {
		t.Errorf("pressed again: %v", err)
	}
	d.agrees(t, 6)
}

// TestWishesRefused: what is asked of a hall, or of places without numbers, that cannot
// be, is refused before anything is taken.
func TestWishesRefused(t *testing.T) {
	t.Parallel()
	hall := ticketingtest.Plan(t, ticketingtest.Block(10, 12)...)
	tests := map[string]struct {
		seated bool
		party  int
		wish   ticketing.Wish
		want   error
	}{
		"a seat of places without numbers": {false, 1, ticketing.Wish{Seats: []string{"1-1"}}, ticketing.ErrNotSeated},
		"a part of no hall":                {false, 1, ticketing.Wish{Sector: "main"}, ticketing.ErrNotSeated},
		"two in wheelchairs, of one":       {false, 1, ticketing.Wish{Wheelchairs: 2}, ticketing.ErrNeeds},
		"fewer than none in a wheelchair":  {false, 1, ticketing.Wish{Wheelchairs: -1}, ticketing.ErrNeeds},
		"the same in a hall":               {true, 1, ticketing.Wish{Wheelchairs: 2}, ticketing.ErrNeeds},
		"more than can sit together":       {true, ticketing.MaxSeatedParty + 1, ticketing.Wish{}, ticketing.ErrPartySize},
		"two seats for three":              {true, 3, ticketing.Wish{Seats: []string{"1-1", "1-2"}}, ticketing.ErrPartySize},
		"a part that is not there":         {true, 1, ticketing.Wish{Sector: "balcony"}, ticketing.ErrNoSector},
		"a seat that is not there":         {true, 1, ticketing.Wish{Seats: []string{"99-1"}}, ticketing.ErrNoSeat},
		"one seat twice":                   {true, 2, ticketing.Wish{Seats: []string{"1-1", "1-1"}}, ticketing.ErrNoSeat},
	}
	for name, tt := range tests {
		d := newDesk(120, nil)
		d.pool.MaxParty = 100
		if tt.seated {
			d.pool.Plan = hall.ID
			d.Plans = ticketingtest.NewPlans(hall)
			d.stock.Plans = d.Plans
		}
		d.Pools = ticketingtest.NewPools(d.pool)
		r := d.press("ann", tt.party, "k")
		r.Wish = tt.wish
		if c, err := d.Service.Claim(t.Context(), r); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, %v, want %v", name, c.Places, err, tt.want)
		}
		d.agrees(t, 0)
	}
}

// TestJoinOfUnknownOutcome: nobody is told that they wait, or that they do not, where
// the document may or may not be there.
func TestJoinOfUnknownOutcome(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := listDesk(1)
		d.claim(t, "bob", 1)
		kept := d.Claims
		d.Claims = lostWord{kept}
		r := d.press("ann", 1, "wait")
		if _, err := d.Join(t.Context(), r); !errors.Is(err, ticketing.ErrPending) {
			t.Errorf("without an answer: %v, want ErrPending", err)
		}
		d.Claims = kept
		if st, err := d.Join(t.Context(), r); err != nil || st.Position != 1 {
			t.Errorf("asked again: %+v, %v", st, err)
		}
	})
}

// lostWord stores those who join, and nobody hears of it.
type lostWord struct{ ticketing.Claims }

func (s lostWord) Insert(ctx context.Context, c ticketing.Claim) error {
	if c.State != ticketing.OnList {
		return s.Claims.Insert(ctx, c)
	}
	_ = s.Claims.Insert(ctx, c)
	return errDead
}

// TestJoinOutsideTheWindow: nobody waits before booking opens or after it has closed,
// nor for a pool that is given up meanwhile.
func TestJoinOutsideTheWindow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(1, nil)
		d.claim(t, "bob", 1)
		join := func(holder string) error {
			_, err := d.Join(t.Context(), d.press(holder, 1, "wait"))
			return err
		}
		d.Now = func() time.Time { return d.pool.Opens.Add(-time.Minute) }
		if err := join("ann"); !errors.Is(err, ticketing.ErrNotOpen) {
			t.Errorf("before it opens: %v", err)
		}
		d.Now = func() time.Time { return d.pool.Closes }
		if err := join("ann"); !errors.Is(err, ticketing.ErrClosed) {
			t.Errorf("after it has closed: %v", err)
		}
		d.Now = time.Now
		kept := d.Pools
		d.Claims = joining{d.Claims, &once{do: func() {
			if _, err := kept.Change(t.Context(), d.pool.ID, func(p *ticketing.Pool) error { p.Removed = true; return nil }); err != nil {
				t.Error(err)
			}
		}}}
		if err := join("ann"); !errors.Is(err, ticketing.ErrNoPool) {
			t.Errorf("for a pool that is given up at this moment: %v", err)
		}
		if list, err := d.Waits.OnList(t.Context(), d.pool.ID, 1); err != nil || len(list) > 0 {
			t.Errorf("waiting for a pool that is gone: %+v, %v", list, err)
		}
	})
}

// joining lets something happen before somebody is written on the list.
type joining struct {
	ticketing.Claims
	*once
}

func (s joining) Insert(ctx context.Context, c ticketing.Claim) error {
	if c.State == ticketing.OnList {
		s.now()
	}
	return s.Claims.Insert(ctx, c)
}

// TestSizesRefused: what cannot be made larger or smaller stays as it is.
func TestSizesRefused(t *testing.T) {
	t.Parallel()
	d := newDesk(4, nil)
	hall := ticketingtest.Plan(t, ticketingtest.Block(1, 4)...)
	d.pool.Plan = hall.ID
	d.Plans = ticketingtest.NewPlans(hall)
	d.stock.Plans, d.Pools = d.Plans, ticketingtest.NewPools(d.pool)
	if err := d.resize(t, 2, ""); err != nil {
		t.Fatal(err)
	}
	if err := d.resize(t, 5, ""); !errors.Is(err, ticketing.ErrSeatsFixed) {
		t.Errorf("a fifth seat of a plan of four: %v", err)
	}
	if p := d.read(t); p.Size() != 2 || p.Work != nil {
		t.Errorf("it is %+v", p)
	}
	if err := d.resize(t, 4, ""); err != nil {
		t.Errorf("the seats taken out: %v", err)
	}
	if err := d.RemovePool(t.Context(), ticketing.Resize{Pool: d.pool.ID, Rev: d.read(t).Rev, By: "org", Why: "rain"}); err != nil {
		t.Fatal(err)
	}
	if err := d.resize(t, 3, ""); !errors.Is(err, ticketing.ErrNoPool) {
		t.Errorf("one that was given up: %v", err)
	}
	d.Capacities = &ticketingtest.Capacities{Sessions: map[events.SessionID]int{d.pool.Session: 14}, Most: 100}
	l, err := d.Ledgers.Ledger(t.Context(), d.pool.Session)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Approve(t.Context(), d.pool.Session, l.Version, ticketing.Approval{Figure: 101, By: "org", Why: "more"}); !errors.Is(err, events.ErrCeiling) {
		t.Errorf("above what the permit says: %v", err)
	}
}

// TestFitBelowWhatIsBooked: a plan that gives fewer places than are booked is refused,
// and one made by an older reading; all is as it was, and what fits goes on.
func TestFitBelowWhatIsBooked(t *testing.T) {
	t.Parallel()
	d := newDesk(20, nil)
	for i := range 3 {
		d.claim(t, fmt.Sprint("family", i), 4)
	}
	l, _, err := d.StockOf(t.Context(), d.pool.Session)
	if err != nil {
		t.Fatal(err)
	}
	if l.Version == 0 { // nobody has written it yet
		if l, err = d.Approve(t.Context(), d.pool.Session, 0, ticketing.Approval{Figure: 30, By: "org", Why: "permit"}); err != nil {
			t.Fatal(err)
		}
	}
	fit := func(version int64, figure int) error {
		_, err := d.Fit(t.Context(), d.pool.Session, version, ticketing.Approval{Figure: figure, By: "org", Why: "lanes"})
		return err
	}
	err = fit(l.Version, 11)
	if f := fmt.Sprint(err); !errors.Is(err, ticketing.ErrPlacesTaken) {
		t.Errorf("eleven places for twelve: %s", f)
	}
	if err := fit(l.Version-1, 15); !errors.Is(err, ticketing.ErrChanged) {
		t.Errorf("by an older reading: %v", err)
	}
	if p := d.read(t); p.Size() != 20 || p.Blocked != 0 || len(p.Moves) != 0 {
		t.Errorf("after it was refused: %+v", p)
	}
	d.sound(t, "after it was refused")
	if err := fit(l.Version, 12); err != nil {
		t.Errorf("as many as are booked: %v", err)
	}
	d.sound(t, "in the end")
	if p := d.read(t); p.Size() != 12 {
		t.Errorf("it has %d places, want 12", p.Size())
	}
}

// TestMoveLogIsFull: a pool whose log has no room is not changed without an entry.
func TestMoveLogIsFull(t *testing.T) {
	t.Parallel()
	d := newDesk(10, nil)
	d.pool.Quotas = []ticketing.Quota{{Channel: "online", Places: 6}, {Channel: "hotline", Places: 4}}
	d.pool.Moves = make([]ticketing.Move, 1000)
	d.Pools = ticketingtest.NewPools(d.pool)
	_, err := d.Shift(t.Context(), ticketing.Shift{Pool: d.pool.ID, From: "online", To: "hotline", Places: 1, By: "org", Why: "few come"})
	if !errors.Is(err, ticketing.ErrMoveLog) {
		t.Errorf("a move more: %v", err)
	}
	if p := d.read(t); p.Share("online") != 6 || len(p.Moves) != 1000 {
		t.Errorf("shares %+v with %d moves", p.Quotas, len(p.Moves))
	}
}

// TestReleasePutOff: the date of a share is put off while a worker is about to release it.
func TestReleasePutOff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(10, nil)
		d.pool.Quotas = []ticketing.Quota{{Channel: "online", Places: 6}, {Channel: "hotline", Places: 4, Release: time.Now().Add(time.Minute), Into: "online"}}
		d.Pools = ticketingtest.NewPools(d.pool)
		d.claim(t, "ann", 1)
		time.Sleep(2 * time.Minute)
		d.meddled().do = func() {
			if _, err := d.ReleaseOn(t.Context(), d.pool.ID, d.read(t).Rev, "hotline", time.Now().Add(time.Hour), "online"); err != nil {
				t.Error(err)
			}
		}
		if err := d.ReleaseShares(t.Context()); err != nil {
			t.Error(err)
		}
		if p := d.read(t); p.Share("hotline") != 4 || p.Quotas[1].Release.IsZero() || len(p.Moves) != 0 {
			t.Errorf("released though it was put off: %+v", p)
		}
	})
}

// planning lets something happen before a pool gets its plan.
type planning struct {
	ticketing.Pools
	*once
}

func (s planning) SetPlan(ctx context.Context, id ticketing.PoolID, plan seating.PlanID, epoch int64) (ticketing.Pool, error) {
	s.now()
	return s.Pools.SetPlan(ctx, id, plan, epoch)
}

// TestSeatPoolWhileRebuilt: places were booked by the old plan while the new one was
// being compared with what is booked.
func TestSeatPoolWhileRebuilt(t *testing.T) {
	t.Parallel()
	d := newDesk(4, nil)
	hall := ticketingtest.Plan(t, ticketingtest.Block(1, 4)...)
	d.Plans = ticketingtest.NewPlans(hall)
	d.stock.Plans = d.Plans
	kept := d.Pools
	d.Pools = planning{kept, &once{do: func() {
		if _, err := kept.RaiseEpoch(t.Context(), d.pool.ID); err != nil {
			t.Error(err)
		}
	}}}
	if _, err := d.SeatPool(t.Context(), d.pool.ID, hall.ID); !errors.Is(err, ticketing.ErrRebuilding) {
		t.Errorf("while it was rebuilt: %v", err)
	}
	if p := d.read(t); p.Seated() {
		t.Error("it has the plan")
	}
	if p, err := d.SeatPool(t.Context(), d.pool.ID, hall.ID); err != nil || !p.Seated() {
		t.Errorf("once more: %+v, %v", p, err)
	}
}

// TestAddPoolsWritesNothingTwice: to load a dataset again leaves the ledger alone.
func TestAddPoolsWritesNothingTwice(t *testing.T) {
	t.Parallel()
	d := newDesk(4, nil)
	p := another(d, "another", 3)
	var versions []int64
	for range 3 {
		if err := d.AddPools(t.Context(), []ticketing.Pool{p}); err != nil {
			t.Fatal(err)
		}
		l, err := d.Ledgers.Ledger(t.Context(), p.Session)
		if err != nil {
			t.Fatal(err)
		}
		versions = append(versions, l.Version)
	}
	if versions[0] != versions[1] || versions[1] != versions[2] {
		t.Errorf("versions of the ledger %v, want the same", versions)
	}
}
