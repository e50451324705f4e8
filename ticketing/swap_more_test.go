package ticketing_test

import (
	"context"
	"errors"
	"testing"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// TestSwapTwice: what was swapped for one window cannot be swapped for another as well,
// though the places of before have not gone back yet.
func TestSwapTwice(t *testing.T) {
	t.Parallel()
	var kept *unreleased
	d, later := swapDesk(10, func(c ticketing.Claims) ticketing.Claims { kept = &unreleased{Claims: c}; return kept })
	last := later
	last.ID, last.Session = "last", "last"
	d.Pools = ticketingtest.NewPools(d.pool, later, last)
	ctx := t.Context()
	old, err := d.Claim(ctx, family(d, "ann", "own"))
	if err != nil {
		t.Fatal(err)
	}
	kept.down = true
	first, err := d.Swap(ctx, "ann", old.ID, ticketing.Request{Pool: later.ID, Key: "swap-1"})
	if err != nil {
		t.Fatal(err)
	}
	second := ticketing.Request{Pool: last.ID, Key: "swap-2"}
	if c, err := d.Swap(ctx, "ann", old.ID, second); !errors.Is(err, ticketing.ErrClaimOver) {
		t.Errorf("swapped once more: %+v, %v", c, err)
	}
	kept.down = false
	if err := d.FinishSwap(ctx, first.ID); err != nil {
		t.Fatal(err)
	}
	for _, p := range []ticketing.Pool{d.pool, last} {
		if a, err := d.Availability(ctx, p.Session); err != nil || a[0].Free != p.Capacity || a[0].Claimed != 0 {
			t.Errorf("afterwards pool %s is %+v, %v", p.ID, a, err)
		}
	}
	if c, err := d.Swap(ctx, "ann", first.ID, second); err != nil || c.Pool != last.ID {
		t.Errorf("what she has now, for the last: %+v, %v", c, err)
	}
}

// TestSwapOfWhatIsOffered: a claim that is offered to somebody is not swapped away
// from under them.
func TestSwapOfWhatIsOffered(t *testing.T) {
	t.Parallel()
	d, later := swapDesk(10, nil)
	ctx := t.Context()
	old, err := d.Claim(ctx, family(d, "ann", "own"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.PassOn(ctx, "ann", old.ID, ticketing.Recipient{Holder: "bob"}, "pass"); err != nil {
		t.Fatal(err)
	}
	r := ticketing.Request{Pool: later.ID, Key: "swap"}
	if c, err := d.Swap(ctx, "ann", old.ID, r); !errors.Is(err, ticketing.ErrPassing) {
		t.Errorf("while bob thinks about it: %+v, %v", c, err)
	}
	if _, err := d.KeepBack(ctx, "ann", old.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Swap(ctx, "ann", old.ID, r); err != nil {
		t.Errorf("kept back: %v", err)
	}
}

// TestSwapWhileBookingRests: nobody gets new places for old ones where booking rests,
// and whoever leaves a pool that rests may.
func TestSwapWhileBookingRests(t *testing.T) {
	t.Parallel()
	d, later := swapDesk(10, nil)
	ctx := t.Context()
	old, err := d.Claim(ctx, family(d, "ann", "own"))
	if err != nil {
		t.Fatal(err)
	}
	r := ticketing.Request{Pool: later.ID, Key: "swap"}
	if err := d.Pause(ctx, later.ID, true); err != nil {
		t.Fatal(err)
	}
	if c, err := d.Swap(ctx, "ann", old.ID, r); !errors.Is(err, ticketing.ErrPaused) {
		t.Errorf("into a pool that rests: %+v, %v", c, err)
	}
	if c, err := d.ClaimOf(ctx, "ann", old.ID); err != nil || c.State != ticketing.Claimed {
		t.Errorf("and then she has %+v, %v", c, err)
	}
	if err := errors.Join(d.Pause(ctx, later.ID, false), d.Pause(ctx, old.Pool, true)); err != nil {
		t.Fatal(err)
	}
	if c, err := d.Swap(ctx, "ann", old.ID, r); err != nil || c.Pool != later.ID {
		t.Errorf("out of a pool that rests: %+v, %v", c, err)
	}
	d.agrees(t, 0)
}

// unturned cannot change a claim, as after a crash between its writes.
type unturned struct {
	ticketing.Waits
	down bool
}

func (s *unturned) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	if s.down {
		return ticketing.Claim{}, errors.New("the connection is gone")
	}
	return s.Waits.Turn(ctx, id, from, change)
}

// TestSwapPressedAgain: a swap stopped after the old places went back and before the new
// claim used up the limit of its night. Whoever presses it again and is told that they
// have swapped has used the limit up: nobody of the family books another window.
func TestSwapPressedAgain(t *testing.T) {
	t.Parallel()
	d, later := swapDesk(10, nil)
	last := later
	last.ID, last.Session = "last", "last"
	d.Pools = ticketingtest.NewPools(d.pool, later, last)
	ctx := t.Context()
	old, err := d.Claim(ctx, family(d, "ann", "own"))
	if err != nil {
		t.Fatal(err)
	}
	waits := &unturned{Waits: d.Waits, down: true}
	d.Waits = waits
	r := ticketing.Request{Pool: later.ID, Key: "swap"}
	first, err := d.Swap(ctx, "ann", old.ID, r)
	if err != nil || len(first.Uses) != 1 {
		t.Fatalf("cut short: %+v, %v", first, err)
	}
	waits.down = false
	again, err := d.Swap(ctx, "ann", old.ID, r)
	if err != nil || again.ID != first.ID || len(again.Uses) != 2 {
		t.Errorf("pressed again: %+v, %v", again, err)
	}
	other := family(d, "tom", "own")
	other.Pool = last.ID
	if c, err := d.Claim(ctx, other); !errors.Is(err, ticketing.ErrAlreadyClaimed) {
		t.Errorf("another of the family, another window of the night: %+v, %v", c, err)
	}
}
