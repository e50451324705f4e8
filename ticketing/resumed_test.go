package ticketing_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/ticketing"
)

// halfConfirmed is a desk of three places of which ann holds two. She has confirmed them,
// and it was not written down.
func halfConfirmed(t *testing.T) (desk, ticketing.Hold) {
	t.Helper()
	away := false
	d := newDesk(3, func(c ticketing.Claims) ticketing.Claims {
		return &faulty{Claims: c, before: func(ticketing.Claim) error {
			if away {
				return errLost
			}
			return nil
		}}
	})
	h, err := d.Hold(t.Context(), d.press("ann", 2, "a1"))
	if err != nil {
		t.Fatal(err)
	}
	away = true
	if _, err := d.Confirm(t.Context(), h.ID, d.press("ann", 2, "a1")); !errors.Is(err, ticketing.ErrPending) {
		t.Fatalf("confirm = %v, want ErrPending", err)
	}
	away = false
	return d, h
}

// unreadable is a record of claims that can not be read while it is away.
type unreadable struct {
	ticketing.Claims
	away bool
}

func (u *unreadable) Claim(ctx context.Context, id ticketing.ClaimID) (ticketing.Claim, error) {
	if u.away {
		return ticketing.Claim{}, errLost
	}
	return u.Claims.Claim(ctx, id)
}

func (d desk) reap(t *testing.T) {
	t.Helper()
	if err := d.Reap(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestHoldGoesOn: a confirmation that was never written down leaves the hold as it was
// until its time is up, to the moment.
func TestHoldGoesOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d, h := halfConfirmed(t)
		time.Sleep(time.Minute)
		d.reap(t)
		if again, err := d.Hold(t.Context(), d.press("ann", 2, "a1")); err != nil || !again.Until.Equal(h.Until) {
			t.Errorf("held again = %+v, %v; want it until %v", again, err, h.Until)
		}
		time.Sleep(time.Until(h.Until) - time.Millisecond)
		d.reap(t)
		if _, err := d.Claim(t.Context(), d.press("bob", 2, "b1")); !errors.Is(err, ticketing.ErrSoldOut) {
			t.Errorf("bob, a millisecond before: %v", err)
		}
		if c, err := d.Confirm(t.Context(), h.ID, d.press("ann", 2, "a1")); err != nil || len(c.Places) != 2 || !c.Held {
			t.Errorf("confirmed a millisecond before = %+v, %v", c, err)
		}
	})
}

// TestHoldThatDoesNotGoOn: when its time is up, or its holder has let go of it, a
// confirmation that was never written down never will be, and its places are free.
func TestHoldThatDoesNotGoOn(t *testing.T) {
	t.Parallel()
	for name, after := range map[string]func(*testing.T, desk, ticketing.Hold){
		"its time is up": func(_ *testing.T, _ desk, h ticketing.Hold) { time.Sleep(time.Until(h.Until)) },
		"let go of": func(t *testing.T, d desk, h ticketing.Hold) {
			if err := d.LetGo(t.Context(), d.pool.ID, "ann", h.ID); err != nil {
				t.Error(err)
			}
			time.Sleep(time.Minute)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				d, h := halfConfirmed(t)
				after(t, d, h)
				d.reap(t)
				if c, err := d.Lookup(t.Context(), h.ID); err != nil || c.State != ticketing.Void {
					t.Errorf("the claim = %+v, %v; want that it can not come to be", c, err)
				}
				if _, err := d.Confirm(t.Context(), h.ID, d.press("ann", 2, "a1")); !errors.Is(err, ticketing.ErrHoldLapsed) {
					t.Errorf("confirmed = %v", err)
				}
				if _, err := d.Claim(t.Context(), d.press("bob", 3, "b1")); err != nil {
					t.Errorf("bob, for all three: %v", err)
				}
			})
		})
	}
}

// TestConfirmedAfterAll: a worker makes a hold of what is about to be written down, and it
// is written down. The stock follows, and no hold of anybody else is lost for it.
func TestConfirmedAfterAll(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var d desk
		slow := true
		d = newDesk(4, func(c ticketing.Claims) ticketing.Claims {
			return &faulty{Claims: c, before: func(ticketing.Claim) error {
				if slow {
					slow = false
					time.Sleep(time.Minute)
					d.reap(t)
				}
				return nil
			}}
		})
		ann, err := d.Hold(t.Context(), d.press("ann", 2, "a1"))
		if err != nil {
			t.Fatal(err)
		}
		bob, err := d.Hold(t.Context(), d.press("bob", 2, "b1"))
		if err != nil {
			t.Fatal(err)
		}
		if c, err := d.Confirm(t.Context(), ann.ID, d.press("ann", 2, "a1")); err != nil || len(c.Places) != 2 {
			t.Fatalf("confirm = %+v, %v", c, err)
		}
		if err := d.LetGo(t.Context(), d.pool.ID, "ann", ann.ID); err != nil {
			t.Error(err)
		}
		if a, err := d.Availability(t.Context(), d.pool.Session); err != nil || a[0].Free != 0 {
			t.Errorf("availability = %+v, %v; want nothing free", a, err)
		}
		if c, err := d.Confirm(t.Context(), bob.ID, d.press("bob", 2, "b1")); err != nil || len(c.Places) != 2 {
			t.Errorf("bob confirms what he held = %+v, %v", c, err)
		}
	})
}

// TestReaperAsksFirst: an engine dies after it has written a confirmation down. It is
// owned, and no hold; and while nobody can be asked it stays as it is.
func TestReaperAsksFirst(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d, h := halfConfirmed(t)
		unread := &unreadable{Claims: d.Claims, away: true}
		d.Claims = unread
		time.Sleep(time.Minute)
		if err := d.Reap(t.Context()); !errors.Is(err, errLost) {
			t.Errorf("reap while the documents are away: %v", err)
		}
		unread.away = false
		pool, err := d.Pools.Fresh(t.Context(), d.pool.ID)
		if err != nil {
			t.Fatal(err)
		}
		if left, err := d.stock.Pending(t.Context(), pool, time.Second); err != nil || len(left) != 1 {
			t.Fatalf("pending = %+v, %v; want ann's", left, err)
		}
		c := ticketing.Claim{
			ID: h.ID, Pool: pool.ID, Session: pool.Session, Event: pool.Event, Holder: "ann", Party: 2, Places: h.Places,
			State: ticketing.Claimed, Channel: "online", At: time.Now(), Held: true, Code: ticketing.CodeOf(h.ID, 0),
		}
		if err := d.Claims.Insert(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		d.reap(t)
		if known, err := d.stock.Settle(t.Context(), pool, h.ID); err != nil || !known {
			t.Errorf("settled = %v, %v: it was made a hold", known, err)
		}
		if left, err := d.stock.Pending(t.Context(), pool, 0); err != nil || len(left) != 0 {
			t.Errorf("pending = %+v, %v; want none", left, err)
		}
	})
}
