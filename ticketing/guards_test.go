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

// before is pools of which something happens once before one is changed.
type before struct {
	ticketing.Pools
	do func()
}

func (b *before) Change(ctx context.Context, id ticketing.PoolID, change func(*ticketing.Pool) error) (ticketing.Pool, error) {
	if do := b.do; do != nil {
		b.do = nil
		do()
	}
	return b.Pools.Change(ctx, id, change)
}

// smaller asks for smaller parties by what was read at first.
func (d desk) smaller(t *testing.T) error {
	t.Helper()
	most := 3
	_, err := d.Edit(t.Context(), ticketing.Edit{Pool: d.pool.ID, Rev: d.pool.Rev, MaxParty: &most})
	return err
}

// TestChangeWhileRebuilt: a pool is rebuilt between the fence of a change and its
// document: the change is made, and the epoch does not go back.
func TestChangeWhileRebuilt(t *testing.T) {
	t.Parallel()
	d := newDesk(10, nil)
	var raised ticketing.Pool
	kept := d.Pools
	d.Pools = &before{kept, func() {
		var err error
		if raised, err = kept.RaiseEpoch(t.Context(), d.pool.ID); err != nil {
			t.Error(err)
		}
	}}
	if err := d.smaller(t); err != nil && !errors.Is(err, ticketing.ErrChanged) {
		t.Fatal(err)
	}
	if p := d.read(t); p.Epoch < raised.Epoch || raised.Epoch < 2 {
		t.Errorf("epoch %d, and it was %d", p.Epoch, raised.Epoch)
	}
}

// TestRevisionsDoNotGoBack: somebody else has written a pool several times between the
// fence of a change and its document.
func TestRevisionsDoNotGoBack(t *testing.T) {
	t.Parallel()
	d := newDesk(10, nil)
	kept := d.Pools
	d.Pools = &before{d.Pools, func() {
		if _, err := kept.Change(t.Context(), d.pool.ID, func(p *ticketing.Pool) error { p.Rev += 5; return nil }); err != nil {
			t.Error(err)
		}
	}}
	if err := d.smaller(t); err != nil && !errors.Is(err, ticketing.ErrChanged) {
		t.Fatal(err)
	}
	if p := d.read(t); p.Rev < d.pool.Rev+5 {
		t.Errorf("revision %d, and it was %d", p.Rev, d.pool.Rev+5)
	}
}

// TestKeyUnderWay: a key is used for another party while what it was used for first is
// still being written down.
func TestKeyUnderWay(t *testing.T) {
	t.Parallel()
	d := newDesk(10, nil)
	if _, err := d.Availability(t.Context(), d.pool.Session); err != nil { // builds it
		t.Fatal(err)
	}
	first := ticketing.Claim{
		ID: ticketing.NewClaimID(d.pool.ID, "ann", "k"), Pool: d.pool.ID, Holder: "ann", Party: 2, Channel: ticketing.Online,
	}
	if g, err := d.stock.Take(t.Context(), d.read(t), first); err != nil || g.Verdict != ticketing.Granted {
		t.Fatalf("take = %+v, %v", g, err)
	}
	if c, err := d.Claim(t.Context(), d.press("ann", 3, "k")); !errors.Is(err, ticketing.ErrKeyReused) {
		t.Errorf("the key for three: %+v, %v", c, err)
	}
}

// unheard is a record of who waits that once does not say what came of a change.
type unheard struct {
	ticketing.Waits
	fail bool
}

func (u *unheard) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	if u.fail {
		u.fail = false
		return ticketing.Claim{}, errors.New("the document store is away")
	}
	return u.Waits.Turn(ctx, id, from, change)
}

// TestKeyOfAChangeUnderWay: the key of a change of which nothing is known yet is used
// for another size: what was taken for the first goes back.
func TestKeyOfAChangeUnderWay(t *testing.T) {
	t.Parallel()
	d := listDesk(10)
	c := d.claim(t, "ann", 2)
	d.Waits = &unheard{Waits: d.Waits, fail: true}
	if _, err := d.ChangeParty(t.Context(), "ann", c.ID, change(4, 0, "k")); !errors.Is(err, ticketing.ErrPending) {
		t.Fatalf("nothing is known, and the answer is %v", err)
	}
	if _, err := d.ChangeParty(t.Context(), "ann", c.ID, change(5, 0, "k")); !errors.Is(err, ticketing.ErrClaimChanged) {
		t.Errorf("the key for another size: %v", err)
	}
	d.agrees(t, 2)
}

// deaf is a stock that can not be told what became of a change.
type deaf struct {
	ticketing.Stock
	away *bool
}

func (s deaf) Match(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	if *s.away {
		return ticketing.Grant{}, errors.New("the stock is away")
	}
	return s.Stock.Match(ctx, p, c)
}

// TestChangeThatIsWritten: a change is written down, the stock is not told, and what was
// taken for it is taken for abandoned.
func TestChangeThatIsWritten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d, away := listDesk(4), true
		c := d.claim(t, "ann", 2)
		d.Stock = deaf{d.stock, &away}
		if got, err := d.ChangeParty(t.Context(), "ann", c.ID, change(4, 0, "k")); err != nil || len(got.Places) != 4 {
			t.Fatalf("grown: %+v, %v", got, err)
		}
		away = false
		time.Sleep(time.Minute)
		if err := d.Reap(t.Context()); err != nil {
			t.Error(err)
		}
		d.agrees(t, 4)
		if got, err := d.ChangeParty(t.Context(), "ann", c.ID, change(4, 0, "k")); err != nil || len(got.Places) != 4 {
			t.Errorf("the same change again: %+v, %v", got, err)
		}
	})
}

// TestPassOnWhenClosed: booking has closed, and the session has not begun: nothing is
// offered any more.
func TestPassOnWhenClosed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(4, nil)
		starts := d.pool.Closes.Add(24 * time.Hour)
		d.Starts = func(context.Context, events.SessionID) (time.Time, error) { return starts, nil }
		c := d.claim(t, "ann", 2)
		time.Sleep(time.Until(d.pool.Closes))
		if _, err := d.PassOn(t.Context(), "ann", c.ID, toBob, "k"); !errors.Is(err, ticketing.ErrClosed) {
			t.Errorf("offered: %v", err)
		}
	})
}

// TestWaitingIsNoClaim: who waits has nothing to give back, to change or to pass on.
func TestWaitingIsNoClaim(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := listDesk(2)
		d.claim(t, "bob", 2)
		id := d.join(t, "ann", 2).Claim.ID
		_, released := d.Release(t.Context(), "ann", id)
		_, seen := d.ClaimOf(t.Context(), "ann", id)
		_, changed := d.ChangeParty(t.Context(), "ann", id, change(1, 0, "k"))
		_, passed := d.PassOn(t.Context(), "ann", id, toBob, "k")
		for what, err := range map[string]error{"seen": seen, "given back": released, "changed": changed, "passed on": passed} {
			if !errors.Is(err, ticketing.ErrNoClaim) {
				t.Errorf("%s: %v", what, err)
			}
		}
		if got := d.state(t, "ann"); got != "waiting 1" {
			t.Errorf("ann is %s", got)
		}
	})
}

// late is a list on which somebody stands from the second look on.
type late struct {
	ticketing.Waits
	looks int
}

func (l *late) OnList(ctx context.Context, p ticketing.PoolID, n int) ([]ticketing.Claim, error) {
	if l.looks++; l.looks > 1 {
		return []ticketing.Claim{{ID: "c1", Pool: p, Holder: "ann", Party: 1, State: ticketing.OnList}}, nil
	}
	return l.Waits.OnList(ctx, p, n)
}

// TestRemovePoolWithAList: somebody joins while a pool is given up, or stood there.
func TestRemovePoolWithAList(t *testing.T) {
	t.Parallel()
	for _, looks := range []int{0, 1} {
		d := newDesk(4, nil)
		d.Waits = &late{Waits: d.Waits, looks: looks}
		if err := d.RemovePool(t.Context(), ticketing.Resize{Pool: d.pool.ID, Rev: d.pool.Rev, By: "org", Why: "nobody comes"}); !errors.Is(err, ticketing.ErrPoolInUse) {
			t.Errorf("removed: %v", err)
		}
		p := d.read(t)
		if p.Removed || looks == 1 && p.Size() != 4 {
			t.Errorf("it is %+v", p)
		}
	}
}
