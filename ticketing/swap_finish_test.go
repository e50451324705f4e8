package ticketing_test

import (
	"errors"
	"testing"

	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// halfSwapped is ann who has new places, and whose old ones have not gone back yet.
func halfSwapped(t *testing.T) (d desk, old, swapped ticketing.Claim, later ticketing.Pool) {
	t.Helper()
	var kept *unreleased
	d, later = swapDesk(10, func(c ticketing.Claims) ticketing.Claims { kept = &unreleased{Claims: c}; return kept })
	old, err := d.Claim(t.Context(), family(d, "ann", "own"))
	if err != nil {
		t.Fatal(err)
	}
	kept.down = true
	swapped, err = d.Swap(t.Context(), "ann", old.ID, ticketing.Request{Pool: later.ID, Key: "swap"})
	if err != nil {
		t.Fatal(err)
	}
	kept.down = false
	return d, old, swapped, later
}

// passTo has ann pass a claim on to bob, who takes it over.
func (d desk) passTo(t *testing.T, id ticketing.ClaimID) {
	t.Helper()
	if _, err := d.PassOn(t.Context(), "ann", id, ticketing.Recipient{Holder: "bob"}, "pass"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.TakeOver(t.Context(), id, ticketing.Receiver{Names: []string{"holder/bob"}, Holder: "bob"}); err != nil {
		t.Fatal(err)
	}
}

func (d desk) stateOf(t *testing.T, id ticketing.ClaimID) ticketing.State {
	t.Helper()
	c, err := d.Claims.Claim(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return c.State
}

// TestFinishSwap: the rest of a swap gives back what is still of whoever swapped, and
// nothing else, whatever has become of either claim meanwhile.
func TestFinishSwap(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		meanwhile func(t *testing.T, d desk, old, swapped ticketing.Claim)
		old       ticketing.State
	}{
		"nothing happened": {func(*testing.T, desk, ticketing.Claim, ticketing.Claim) {}, ticketing.Released},
		"the new one was given back": {func(t *testing.T, d desk, _, swapped ticketing.Claim) {
			if _, err := d.Release(t.Context(), "ann", swapped.ID); err != nil {
				t.Fatal(err)
			}
		}, ticketing.Claimed},
		"the old one was given back": {func(t *testing.T, d desk, old, _ ticketing.Claim) {
			if _, err := d.Release(t.Context(), "ann", old.ID); err != nil {
				t.Fatal(err)
			}
		}, ticketing.Released},
		"the old one is somebody else's":    {func(t *testing.T, d desk, old, _ ticketing.Claim) { d.passTo(t, old.ID) }, ticketing.Claimed},
		"the new one is somebody else's":    {func(t *testing.T, d desk, _, swapped ticketing.Claim) { d.passTo(t, swapped.ID) }, ticketing.Released},
		"the new one is over at the moment": {nil, ticketing.Released},
	}
	for name, tt := range tests {
		d, old, swapped, _ := halfSwapped(t)
		if tt.meanwhile != nil {
			tt.meanwhile(t, d, old, swapped)
		} else {
			d.Waits = turning{d.Waits, &once{do: func() {
				if _, err := d.Release(t.Context(), "ann", swapped.ID); err != nil {
					t.Error(err)
				}
			}}}
		}
		for range 2 {
			if err := d.FinishSwap(t.Context(), swapped.ID); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if got := d.stateOf(t, old.ID); got != tt.old {
			t.Errorf("%s: the old claim is %s, want %s", name, got, tt.old)
		}
		if differ, err := d.Reconcile(t.Context(), 0); err != nil || len(differ) > 0 {
			t.Errorf("%s: the stock differs: %v, %v", name, differ, err)
		}
	}
	d, _, swapped, _ := halfSwapped(t)
	plain := d.claim(t, "cid", 1)
	if err := d.FinishSwap(t.Context(), plain.ID); err != nil || d.stateOf(t, plain.ID) != ticketing.Claimed {
		t.Errorf("a claim that replaces none: %v", err)
	}
	d.Waits = &unturned{Waits: d.Waits, down: true}
	if err := d.FinishSwap(t.Context(), swapped.ID); err == nil {
		t.Error("the limit was not used up, and that counts as done")
	}
}

// TestSwapBesideAnother: another booking of the household gets in between the halves of
// a swap: both stand, and the rest of the swap is done.
func TestSwapBesideAnother(t *testing.T) {
	t.Parallel()
	d, _, swapped, later := halfSwapped(t)
	last := later
	last.ID, last.Session = "last", "last"
	d.Pools = ticketingtest.NewPools(d.pool, later, last)
	waits := &unturned{Waits: d.Waits, down: true}
	d.Waits = waits
	if err := d.FinishSwap(t.Context(), swapped.ID); err == nil {
		t.Error("cut short, it counts as done")
	}
	waits.down = false
	r := family(d, "tom", "own")
	r.Pool = last.ID
	if _, err := d.Claim(t.Context(), r); err != nil {
		t.Fatalf("while nobody has used the limit up: %v", err)
	}
	if err := d.FinishSwap(t.Context(), swapped.ID); err != nil {
		t.Errorf("the rest: %v", err)
	}
	if c, err := d.Claims.Claim(t.Context(), swapped.ID); err != nil || c.State != ticketing.Claimed || len(c.Uses) != 1 {
		t.Errorf("ann keeps %+v, %v", c, err)
	}
}

// TestSwapsRefused: only for another time of the same event, and only this very press
// is answered once the claim is over.
func TestSwapsRefused(t *testing.T) {
	t.Parallel()
	d, later := swapDesk(10, nil)
	gala := later
	gala.ID, gala.Event = "gala", "gala"
	d.Pools = ticketingtest.NewPools(d.pool, later, gala)
	ctx := t.Context()
	old, err := d.Claim(ctx, family(d, "ann", "own"))
	if err != nil {
		t.Fatal(err)
	}
	swap := func(pool ticketing.PoolID, key string) (ticketing.Claim, error) {
		return d.Swap(ctx, "ann", old.ID, ticketing.Request{Pool: pool, Key: key})
	}
	if _, err := swap(gala.ID, "k"); !errors.Is(err, ticketing.ErrSwap) {
		t.Errorf("for another event: %v", err)
	}
	if _, err := d.Release(ctx, "ann", old.ID); err != nil {
		t.Fatal(err)
	}
	r := family(d, "ann", "anew")
	r.Pool = later.ID
	anew, err := d.Claim(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := swap(later.ID, "anew"); !errors.Is(err, ticketing.ErrClaimOver) {
		t.Errorf("by the key of another press: %+v, %v", c, err)
	}
	if _, err := d.Release(ctx, "ann", anew.ID); err != nil {
		t.Fatal(err)
	}

	d, _, swapped, later := halfSwapped(t)
	if err := d.FinishSwap(ctx, swapped.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Release(ctx, "ann", swapped.ID); err != nil {
		t.Fatal(err)
	}
	if c, err := d.Swap(ctx, "ann", swapped.Instead, ticketing.Request{Pool: later.ID, Key: "swap"}); !errors.Is(err, ticketing.ErrClaimOver) {
		t.Errorf("the same press, whose places were given back since: %+v, %v", c, err)
	}
}

// TestSwapOtherLimits: what the old claim uses up makes room in the same limit only: one
// of another name, of another scope or of another kind of subject binds as ever.
func TestSwapOtherLimits(t *testing.T) {
	t.Parallel()
	for name, other := range map[string]ticketing.Limit{
		"another name":    {Rule: "week", Scope: "n1", Per: ticketing.PerHousehold, Max: 1},
		"another scope":   {Rule: "night", Scope: "n2", Per: ticketing.PerHousehold, Max: 1},
		"another subject": {Rule: "night", Scope: "n1", Per: ticketing.PerPhone, Max: 1},
	} {
		d, later := swapDesk(10, nil)
		d.pool.Limits = []ticketing.Limit{{Rule: "night", Scope: "n1", Per: ticketing.PerHousehold, Max: 1}}
		later.Limits = []ticketing.Limit{other}
		d.Pools = ticketingtest.NewPools(d.pool, later)
		request := func(holder string, pool ticketing.Pool) ticketing.Request {
			r := d.press(holder, 1, "own")
			r.Pool = pool.ID
			r.Subjects = map[string]string{ticketing.PerHousehold: "annes", ticketing.PerPhone: "annes"}
			return r
		}
		if _, err := d.Claim(t.Context(), request("tom", later)); err != nil {
			t.Fatal(err)
		}
		old, err := d.Claim(t.Context(), request("ann", d.pool))
		if err != nil {
			t.Fatal(err)
		}
		if c, err := d.Swap(t.Context(), "ann", old.ID, ticketing.Request{Pool: later.ID, Key: "swap"}); !errors.Is(err, ticketing.ErrAlreadyClaimed) {
			t.Errorf("%s: %+v, %v", name, c, err)
		}
	}
}
