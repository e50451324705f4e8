package ticketing_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// swapDesk is a desk with two windows of one night, of which a family may have one.
func swapDesk(capacity int, wrap func(ticketing.Claims) ticketing.Claims) (desk, ticketing.Pool) {
	d := newDesk(capacity, wrap)
	d.pool.Limits = []ticketing.Limit{{Rule: "night", Scope: "n1", Per: ticketing.PerHousehold, Max: 1}, {Rule: "session", Per: ticketing.PerHolder, Max: 1}}
	later := d.pool
	later.ID, later.Session, later.Capacity = "later", "later", 3
	d.Pools = ticketingtest.NewPools(d.pool, later)
	return d, later
}

func family(d desk, holder, key string) ticketing.Request {
	r := d.press(holder, 2, key)
	r.Subjects = map[string]string{ticketing.PerHousehold: "annes"}
	return r
}

// TestSwap: the new places are had before the old ones go back; the limit that counts
// both does not stand in the way and still holds afterwards; the same press answers the
// same, and where there is no room nothing has changed.
func TestSwap(t *testing.T) {
	t.Parallel()
	d, later := swapDesk(10, nil)
	ctx := t.Context()
	old, err := d.Claim(ctx, family(d, "ann", "own"))
	if err != nil {
		t.Fatal(err)
	}
	swap := func(holder ticketing.HolderID, key string) (ticketing.Claim, error) {
		return d.Swap(ctx, holder, old.ID, ticketing.Request{Pool: later.ID, Key: key})
	}
	if _, err := swap("eve", "swap"); !errors.Is(err, ticketing.ErrNoClaim) {
		t.Errorf("somebody else's: %v", err)
	}
	if _, err := d.Swap(ctx, "ann", old.ID, ticketing.Request{Pool: old.Pool, Key: "swap"}); !errors.Is(err, ticketing.ErrSwap) {
		t.Errorf("for itself: %v", err)
	}
	full := d.press("bob", 2, "own")
	full.Pool = later.ID
	bobs, err := d.Claim(ctx, full)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := swap("ann", "too-late"); !errors.Is(err, ticketing.ErrSoldOut) {
		t.Errorf("without room: %v", err)
	}
	if c, err := d.ClaimOf(ctx, "ann", old.ID); err != nil || c.State != ticketing.Claimed || len(c.Places) != 2 {
		t.Errorf("and then she has %+v, %v; want what she had", c, err)
	}
	if _, err := d.Release(ctx, "bob", bobs.ID); err != nil {
		t.Fatal(err)
	}
	first, err := swap("ann", "swap-1")
	if err != nil || first.Pool != later.ID || first.Party != 2 || first.Instead != old.ID || first.Code == old.Code || len(first.Uses) != 2 {
		t.Fatalf("swapped: %+v, %v", first, err)
	}
	if again, err := swap("ann", "swap-1"); err != nil || again.ID != first.ID {
		t.Errorf("pressed again: %+v, %v", again, err)
	}
	if _, err := swap("ann", "swap-2"); !errors.Is(err, ticketing.ErrClaimOver) {
		t.Errorf("another press: %v", err)
	}
	if c, err := d.ClaimOf(ctx, "ann", old.ID); err != nil || c.State != ticketing.Released {
		t.Errorf("the old one is %+v, %v", c, err)
	}
	if _, err := d.Claim(ctx, family(d, "tom", "own")); !errors.Is(err, ticketing.ErrAlreadyClaimed) {
		t.Errorf("another of the family, the same night: %v", err)
	}
	d.agrees(t, 0)
	if differ, err := d.Reconcile(ctx, 0); err != nil || len(differ) > 0 {
		t.Errorf("the stock differs: %v, %v", differ, err)
	}
}

// unreleased cannot give anything back, as after a crash between the two halves.
type unreleased struct {
	ticketing.Claims
	down bool
}

func (s *unreleased) Release(ctx context.Context, holder ticketing.HolderID, id ticketing.ClaimID, at time.Time) (ticketing.Claim, error) {
	if s.down {
		return ticketing.Claim{}, errors.New("the connection is gone")
	}
	return s.Claims.Release(ctx, holder, id, at)
}

// TestSwapCutShort: whoever swaps has the new places even where the rest fails, and the
// errand in their document gives the old ones back.
func TestSwapCutShort(t *testing.T) {
	t.Parallel()
	var kept *unreleased
	d, later := swapDesk(10, func(c ticketing.Claims) ticketing.Claims { kept = &unreleased{Claims: c}; return kept })
	ctx := t.Context()
	old, err := d.Claim(ctx, family(d, "ann", "own"))
	if err != nil {
		t.Fatal(err)
	}
	kept.down = true
	c, err := d.Swap(ctx, "ann", old.ID, ticketing.Request{Pool: later.ID, Key: "swap"})
	if err != nil || c.State != ticketing.Claimed {
		t.Fatalf("cut short: %+v, %v", c, err)
	}
	if !d.queue.Has(ticketing.SwapErrand(c).ID) {
		t.Error("there is no errand for the rest")
	}
	kept.down = false
	for range 2 {
		if err := d.FinishSwap(ctx, c.ID); err != nil {
			t.Fatal(err)
		}
	}
	if c, _ := d.Claims.Claim(ctx, old.ID); c.State != ticketing.Released {
		t.Errorf("the old one is %s", c.State)
	}
	if c, _ := d.Claims.Claim(ctx, c.ID); len(c.Uses) != 2 {
		t.Errorf("the new one uses %+v, want both limits", c.Uses)
	}
	d.agrees(t, 0)
}
