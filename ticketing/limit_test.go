package ticketing_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// TestLimits: one sitting a household, two nights a telephone, whichever of the
// family presses and whatever pool it is in.
func TestLimits(t *testing.T) {
	t.Parallel()
	d := newDesk(40, nil)
	d.pool.Limits = []ticketing.Limit{
		{Rule: "sitting", Per: ticketing.PerHousehold, Max: 1},
		{Rule: "edition", Scope: "e", Per: ticketing.PerPhone, Max: 2},
	}
	pools := []ticketing.Pool{d.pool}
	for range 3 { // other sessions of the same edition
		p := ticketingtest.Pool(40)
		p.Limits = d.pool.Limits
		pools = append(pools, p)
	}
	d.Pools = ticketingtest.NewPools(pools...)
	ask := func(pool int, holder, household, phone string) (ticketing.Claim, error) {
		return d.Service.Claim(t.Context(), ticketing.Request{
			Pool: pools[pool].ID, Holder: ticketing.HolderID(holder), Party: 1, Key: fmt.Sprint(pool, holder), Channel: ticketing.Online,
			Subjects: map[string]string{ticketing.PerHousehold: household, ticketing.PerPhone: phone},
		})
	}
	first, err := ask(0, "mother", "h1", "154")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ask(0, "son", "h1", "155"); !errors.Is(err, ticketing.ErrAlreadyClaimed) {
		t.Errorf("a second one of the household: %v", err)
	}
	if _, err := ask(1, "mother", "h1", "154"); err != nil {
		t.Errorf("another sitting: %v", err)
	}
	if _, err := ask(2, "mother", "h1", "154"); !errors.Is(err, ticketing.ErrLimit) {
		t.Errorf("a third of the edition by one telephone: %v", err)
	}
	if _, err := ask(2, "neighbour", "h2", "154"); !errors.Is(err, ticketing.ErrLimit) {
		t.Errorf("the same telephone for a neighbour: %v", err)
	}
	if _, err := d.Release(t.Context(), "mother", first.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := ask(3, "mother", "h1", "154"); err != nil {
		t.Errorf("after one was given back: %v", err)
	}
	for _, visitor := range []string{"v1", "v2"} { // no household here: each for themselves
		if _, err := ask(0, visitor, "", ""); err != nil {
			t.Errorf("visitor %s: %v", visitor, err)
		}
	}
	a, err := d.Availability(t.Context(), d.pool.Session)
	if err != nil || a[0].Claimed != 2 {
		t.Errorf("the first sitting has %+v, %v; want the visitors alone", a, err)
	}
}

// withoutLimits is a record that guards no limits: the control of the test below.
type withoutLimits struct{ ticketing.Claims }

func (c withoutLimits) Insert(ctx context.Context, claim ticketing.Claim) error {
	claim.Uses = nil
	return c.Claims.Insert(ctx, claim)
}

// pressedByFamily has a family of forty press at once for three pools, of which
// they may have three claims, and returns how many they got.
func pressedByFamily(t *testing.T, claims ticketing.Claims) int32 {
	d := newDesk(100, func(ticketing.Claims) ticketing.Claims { return claims })
	d.pool.Limits = []ticketing.Limit{{Rule: "edition", Scope: "e", Per: ticketing.PerHousehold, Max: 3}}
	d.Pools = ticketingtest.NewPools(d.pool)
	var wg sync.WaitGroup
	var got atomic.Int32
	for i := range 40 {
		wg.Go(func() {
			for range 200 {
				_, err := d.Service.Claim(t.Context(), ticketing.Request{
					Pool: d.pool.ID, Holder: ticketing.HolderID(fmt.Sprint("m", i)), Party: 1, Key: "k", Channel: ticketing.Online,
					Subjects: map[string]string{ticketing.PerHousehold: "h1"},
				})
				switch {
				case err == nil:
					got.Add(1)
				case errors.Is(err, ticketing.ErrRebuilding):
					continue
				case !errors.Is(err, ticketing.ErrLimit):
					t.Error(err)
				}
				return
			}
			t.Error("no answer")
		})
	}
	wg.Wait()
	if a, err := d.Availability(t.Context(), d.pool.Session); err != nil || a[0].Claimed != int(got.Load()) {
		t.Errorf("%d places taken for %d claims: %v", a[0].Claimed, got.Load(), err)
	}
	return got.Load()
}

func TestLimitContended(t *testing.T) {
	t.Parallel()
	if n := pressedByFamily(t, ticketingtest.NewClaims()); n != 3 {
		t.Errorf("a family that may have 3 got %d", n)
	}
	if n := pressedByFamily(t, withoutLimits{ticketingtest.NewClaims()}); n <= 3 {
		t.Errorf("without the guard the family got %d: the test above would pass for any reason", n)
	}
}
