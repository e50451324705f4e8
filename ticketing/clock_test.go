package ticketing_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/ticketing"
)

// jumpy is a stock whose clock is wrong.
type jumpy struct {
	ticketing.Stock
	by *time.Duration
}

func (s jumpy) Clock(ctx context.Context) (time.Time, error) {
	now, err := s.Stock.Clock(ctx)
	return now.Add(*s.by), err
}

// TestJumpingClocks lets the clock of the program, or that of the stock, jump by days
// in either direction: no share is released before its date and none twice, no offer
// ends before its time, and when both clocks say so all of that happens.
func TestJumpingClocks(t *testing.T) {
	t.Parallel()
	for name, jump := range map[string]struct{ here, stock time.Duration }{
		"the program's, ahead":   {9 * 24 * time.Hour, 0},
		"the program's, behind":  {-9 * 24 * time.Hour, 0},
		"the stock's, ahead":     {0, 9 * 24 * time.Hour},
		"the stock's, behind":    {0, -9 * 24 * time.Hour},
		"away from one another":  {9 * 24 * time.Hour, -9 * 24 * time.Hour},
		"the other way about":    {-9 * 24 * time.Hour, 9 * 24 * time.Hour},
		"neither, for the proof": {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) { jumpingClocks(t, jump.here, jump.stock) })
		})
	}
}

func jumpingClocks(t *testing.T, here, stock time.Duration) {
	d := listDesk(10)
	var byHere, byStock time.Duration
	d.Now = func() time.Time { return time.Now().Add(byHere) }
	d.Stock = jumpy{d.stock, &byStock}
	day := time.Now().Add(4 * 24 * time.Hour)
	if _, err := d.ShareOut(t.Context(), d.pool.ID, 0, []ticketing.Quota{
		{Channel: "online", Places: 4}, {Channel: "reserve", Places: 6, Release: day, Into: "online"},
	}, "org", "start"); err != nil {
		t.Fatal(err)
	}
	passed, ann := d.claim(t, "ann", 2), d.claim(t, "bob", 2)
	byHere, byStock = here, stock
	d.passOn(t, passed.ID, "pass")
	byHere, byStock = 0, 0
	d.join(t, "cid", 2)
	if _, err := d.Release(t.Context(), "bob", ann.ID); err != nil {
		t.Fatal(err)
	}
	byHere, byStock = here, stock
	d.serve(t)
	byHere, byStock = 0, 0
	if got := d.state(t, "cid"); got != "offered" {
		if here < 8*24*time.Hour { // a program far ahead takes the pool for closed: later is late enough
			t.Fatalf("cid is %s", got)
		}
		d.serve(t)
	}

	byHere, byStock = here, stock
	tended := func() {
		t.Helper()
		for range 2 {
			if err := errors.Join(d.Tend(t.Context()), d.Lapse(t.Context()), d.Serve(t.Context())); err != nil {
				t.Error(err)
			}
		}
	}
	time.Sleep(ticketing.OfferFor - time.Minute)
	tended()
	if p := d.read(t); p.Share("reserve") != 6 || p.Share("online") != 4 {
		t.Errorf("released before its date: %+v", p.Quotas)
	}
	if c, err := d.Lookup(t.Context(), passed.ID); err != nil || c.Passing == nil {
		t.Errorf("an offer to take over ended before its time: %+v, %v", c, err)
	}
	cid := ticketing.NewClaimID(d.pool.ID, "cid", "wait")
	if c, err := d.Accept(t.Context(), "cid", cid); err != nil || len(c.Places) != 2 {
		t.Errorf("accepted before its time is up: %+v, %v", c, err)
	}
	if c, err := d.TakeOver(t.Context(), passed.ID, bob()); err != nil || c.Holder != "bob" {
		t.Errorf("taken over before its time is up: %+v, %v", c, err)
	}

	byHere, byStock = 0, 0
	time.Sleep(time.Until(day))
	tended()
	byHere, byStock = here, stock
	tended()
	if p := d.read(t); p.Share("reserve") != 0 || p.Share("online") != 10 || len(p.Moves) != 3 {
		t.Errorf("when its date has come: %+v, %+v; want one release", p.Quotas, p.Moves)
	}
	byHere, byStock = 0, 0
	d.sound(t, "after all")
}
