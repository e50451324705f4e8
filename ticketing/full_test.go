package ticketing_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// counted counts what is asked of the stock.
type counted struct {
	*ticketingtest.Stock
	takes atomic.Int32
}

func (c *counted) Take(ctx context.Context, p ticketing.Pool, claim ticketing.Claim) (ticketing.Grant, error) {
	c.takes.Add(1)
	return c.Stock.Take(ctx, p, claim)
}

// TestSoldOutFromMemory: a pool that had no room a moment ago is known to have none,
// for parties that are too large only, for a moment only, and not after places have
// come back.
func TestSoldOutFromMemory(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(5, nil)
		stock := &counted{Stock: d.stock}
		d.Stock = stock
		known := func(party int) bool {
			err := d.SoldOut(d.pool.ID, ticketing.Online, party)
			if err != nil && !errors.Is(err, ticketing.ErrSoldOut) {
				t.Fatal(err)
			}
			return err != nil
		}
		ann, err := d.Service.Claim(t.Context(), d.press("ann", 4, "a"))
		if err != nil {
			t.Fatal(err)
		}
		if known(6) {
			t.Error("nobody was refused yet, and it is said to be sold out")
		}
		if _, err := d.Service.Claim(t.Context(), d.press("bob", 2, "b")); !errors.Is(err, ticketing.ErrSoldOut) {
			t.Fatal(err)
		}
		asked := stock.takes.Load()
		if !known(2) || !known(6) || known(1) {
			t.Errorf("known of 2, 6, 1 persons: %v, %v, %v; one place is left", known(2), known(6), known(1))
		}
		if d.SoldOut(d.pool.ID, "hotline", 2) != nil || d.SoldOut("another", ticketing.Online, 2) != nil {
			t.Error("what is known of one channel of one pool is said of another")
		}
		if stock.takes.Load() != asked {
			t.Error("the stock was asked")
		}
		time.Sleep(250 * time.Millisecond)
		if _, known := d.KnownSoldOut(d.pool.ID, ticketing.Online, 2); known {
			t.Error("known for longer than a moment")
		}
		if known(2) {
			t.Error("nobody is let through to ask")
		}
		if !known(2) || !known(3) || known(1) {
			t.Error("more than one is let through to ask, or one who has room is not")
		}
		time.Sleep(50 * time.Millisecond)
		if known(2) {
			t.Error("who was let through did not ask, and nobody else may")
		}
		time.Sleep(200 * time.Millisecond)
		for range 2 {
			if known(2) {
				t.Error("nobody has asked for half a second, and it is still said to be sold out")
			}
		}
		if _, err := d.Service.Claim(t.Context(), d.press("bob", 2, "b2")); !errors.Is(err, ticketing.ErrSoldOut) {
			t.Fatal(err)
		}
		if _, err := d.Release(t.Context(), "ann", ann.ID); err != nil {
			t.Fatal(err)
		}
		if known(2) {
			t.Error("still said to be sold out after places came back")
		}
		if _, err := d.Service.Claim(t.Context(), d.press("cid", 6, "c")); !errors.Is(err, ticketing.ErrSoldOut) {
			t.Fatal(err)
		}
		if _, err := d.Service.Claim(t.Context(), d.press("dan", 1, "d")); err != nil {
			t.Fatal(err)
		}
		if known(6) {
			t.Error("still said to be sold out after somebody got a place")
		}
	})
}

// TestAskSoldOut: a press that is sent again is told that there is no room only where
// there is none and it has got nothing; what is taken for it on asking is its own.
func TestAskSoldOut(t *testing.T) {
	t.Parallel()
	d := newDesk(5, nil)
	ann, err := d.Service.Claim(t.Context(), d.press("ann", 4, "a"))
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		press ticketing.Request
		known bool
	}{
		"no room":                   {d.press("bob", 2, "b"), true},
		"has its places":            {d.press("ann", 4, "a"), false},
		"another press of a holder": {d.press("ann", 4, "b"), false},
		"larger than any":           {d.press("bob", 7, "b"), false},
		"nobody":                    {d.press("bob", 0, "b"), false},
		"no pool":                   {ticketing.Request{Pool: "nowhere", Holder: "bob", Party: 2, Key: "b"}, false},
	} {
		if free, known := d.AskSoldOut(t.Context(), tt.press); known != tt.known || known && free != 1 {
			t.Errorf("%s: known %v, %d free, want %v", name, known, free, tt.known)
		}
	}
	if _, err := d.Release(t.Context(), "ann", ann.ID); err != nil {
		t.Fatal(err)
	}
	if _, known := d.AskSoldOut(t.Context(), d.press("bob", 2, "b")); known {
		t.Error("said to be sold out after places came back")
	}
	bob, err := d.Service.Claim(t.Context(), d.press("bob", 2, "b"))
	if err != nil || len(bob.Places) != 2 {
		t.Fatalf("%+v, %v", bob, err)
	}
	if got, err := d.Availability(t.Context(), d.pool.Session); err != nil || len(got) != 1 || got[0].Free != 3 {
		t.Errorf("%+v, %v, want the two places taken once", got, err)
	}
}
