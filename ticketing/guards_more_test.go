package ticketing_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
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
