package ticketing_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// listDesk is a desk whose pool stays open longer than offers stand.
func listDesk(capacity int) desk {
	d := newDesk(capacity, nil)
	d.pool.Closes = d.pool.Opens.Add(30 * 24 * time.Hour)
	d.Pools = ticketingtest.NewPools(d.pool)
	return d
}

func (d desk) join(t *testing.T, holder string, party int) ticketing.Standing {
	t.Helper()
	time.Sleep(time.Second) // one after the other, by the fake clock
	st, err := d.Join(t.Context(), d.press(holder, party, "wait"))
	if err != nil {
		t.Fatalf("%s joins: %v", holder, err)
	}
	return st
}

func (d desk) serve(t *testing.T) {
	t.Helper()
	if err := d.Serve(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// state says where a holder stands: "waiting 2", "offered", "claimed".
func (d desk) state(t *testing.T, holder string) string {
	t.Helper()
	id := ticketing.NewClaimID(d.pool.ID, ticketing.HolderID(holder), "wait")
	st, err := d.StandingOf(t.Context(), ticketing.HolderID(holder), id)
	if err != nil {
		t.Fatalf("%s: %v", holder, err)
	}
	if st.Claim.State == ticketing.OnList {
		return fmt.Sprint(st.Claim.State, " ", st.Position)
	}
	return string(st.Claim.State)
}

func (d desk) claim(t *testing.T, holder string, party int) ticketing.Claim {
	t.Helper()
	c, err := d.Service.Claim(t.Context(), d.press(holder, party, "own"))
	if err != nil {
		t.Fatalf("%s: %v", holder, err)
	}
	return c
}

func TestWaitingList(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := listDesk(6)
		if _, err := d.Join(t.Context(), d.press("eve", 2, "wait")); !errors.Is(err, ticketing.ErrRoom) {
			t.Errorf("joining while there is room: %v", err)
		}
		ann, bob := d.claim(t, "ann", 4), d.claim(t, "bob", 1)
		cid := d.join(t, "cid", 3)
		if cid.Position != 1 || cid.Ahead != 0 {
			t.Errorf("cid stands %+v", cid)
		}
		if dan := d.join(t, "dan", 1); dan.Position != 2 || dan.Ahead != 3 {
			t.Errorf("dan stands %+v", dan)
		}
		if again, err := d.Join(t.Context(), d.press("dan", 1, "wait")); err != nil || again.Position != 2 {
			t.Errorf("dan joins again = %+v, %v", again, err)
		}
		if _, err := d.Join(t.Context(), d.press("dan", 1, "other key")); !errors.Is(err, ticketing.ErrAlreadyWaiting) {
			t.Errorf("dan joins twice: %v", err)
		}
		if _, err := d.Service.Claim(t.Context(), d.press("eve", 1, "e")); !errors.Is(err, ticketing.ErrQueue) {
			t.Errorf("a newcomer, with a place left: %v; want to stand behind", err)
		}
		if _, err := d.Hold(t.Context(), d.press("eve", 1, "e")); !errors.Is(err, ticketing.ErrQueue) {
			t.Errorf("a newcomer holds: %v", err)
		}
		d.serve(t) // one place is left: it fits dan, not cid
		if got := d.state(t, "dan") + ", " + d.state(t, "cid"); got != "offered, waiting 1" {
			t.Errorf("after the first round: %s", got)
		}
		if _, err := d.Accept(t.Context(), "cid", ticketing.NewClaimID(d.pool.ID, "dan", "wait")); !errors.Is(err, ticketing.ErrNoClaim) {
			t.Errorf("accepting another's offer: %v", err)
		}
		if _, err := d.Release(t.Context(), "ann", ann.ID); err != nil {
			t.Fatal(err)
		}
		d.stock.Forget() // what is offered is durable
		d.serve(t)
		if got := d.state(t, "dan") + ", " + d.state(t, "cid"); got != "offered, offered" {
			t.Errorf("after ann has given back: %s", got)
		}
		for range 2 {
			c, err := d.Accept(t.Context(), "cid", cid.Claim.ID)
			if err != nil || c.State != ticketing.Claimed || len(c.Places) != 3 {
				t.Errorf("cid accepts: %+v, %v", c, err)
			}
		}
		time.Sleep(ticketing.OfferFor)
		if _, err := d.Accept(t.Context(), "dan", ticketing.NewClaimID(d.pool.ID, "dan", "wait")); !errors.Is(err, ticketing.ErrOfferLapsed) {
			t.Errorf("dan accepts when the time is up: %v", err)
		}
		d.serve(t)
		if got := d.state(t, "dan"); got != "expired" {
			t.Errorf("dan is %s", got)
		}
		if a, err := d.Availability(t.Context(), d.pool.Session); err != nil || a[0].Free != 2 || a[0].Waiting != 0 {
			t.Errorf("in the end %+v, %v; want 2 free and nobody waiting", a, err)
		}
		d.claim(t, "eve", 2) // the list is empty: newcomers are served again
		if _, err := d.Release(t.Context(), "bob", bob.ID); err != nil {
			t.Fatal(err)
		}
	})
}

// TestWaitingListIsFair: smaller parties may overtake a large one, but only so
// often; then its turn comes before anybody's.
func TestWaitingListIsFair(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := listDesk(12)
		var claims []ticketing.Claim
		for i := range 12 {
			claims = append(claims, d.claim(t, fmt.Sprint("h", i), 1))
		}
		d.join(t, "large", 5)
		for i := range 12 {
			d.join(t, fmt.Sprint("small", i), 1)
		}
		for i, c := range claims {
			if _, err := d.Release(t.Context(), c.Holder, c.ID); err != nil {
				t.Fatal(err)
			}
			d.serve(t)
			served := 0
			for j := range 12 {
				if d.state(t, fmt.Sprint("small", j)) == "offered" {
					served++
				}
			}
			if want := min(i+1, 10); served != want {
				t.Fatalf("after %d places came free %d small parties were served, want %d", i+1, served, want)
			}
		}
		// Two places are kept for the large party now. Small ones decline: it is served.
		for j := range 3 {
			holder := fmt.Sprint("small", j)
			if err := d.Leave(t.Context(), ticketing.HolderID(holder), ticketing.NewClaimID(d.pool.ID, ticketing.HolderID(holder), "wait")); err != nil {
				t.Fatal(err)
			}
		}
		d.serve(t)
		if got := d.state(t, "large"); got != "offered" {
			t.Errorf("the large party is %s", got)
		}
	})
}

// TestAcceptOrExpire: at the end of its time an offer is accepted or ended, by many
// at once; never both, and the places are one side's.
func TestAcceptOrExpire(t *testing.T) {
	t.Parallel()
	for round := range 30 {
		synctest.Test(t, func(t *testing.T) {
			d := listDesk(2)
			ann := d.claim(t, "ann", 2)
			bob := d.join(t, "bob", 2)
			d.join(t, "cid", 2)
			if _, err := d.Release(t.Context(), "ann", ann.ID); err != nil {
				t.Fatal(err)
			}
			d.serve(t)
			time.Sleep(ticketing.OfferFor - time.Duration(round%2)*time.Nanosecond)
			var wg sync.WaitGroup
			var accepted error
			wg.Go(func() { _, accepted = d.Accept(t.Context(), "bob", bob.Claim.ID) })
			for range 3 { // three processes work through the list
				wg.Go(func() {
					if err := d.Serve(t.Context()); err != nil && !errors.Is(err, ticketing.ErrRebuilding) {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			d.serve(t)
			got := d.state(t, "bob") + ", " + d.state(t, "cid")
			if accepted == nil && got != "claimed, waiting 1" || accepted != nil && got != "expired, offered" {
				t.Errorf("accepted: %v, and then %s", accepted, got)
			}
		})
	}
}

// TestWaitsAddUp does anything in any order with the list, Redis emptied now and
// then, and asks after every step that no place is two people's, that nobody is
// offered or owns what they did not ask for, and that the figures add up.
func TestWaitsAddUp(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		synctest.Test(t, func(t *testing.T) { waitsAddUp(t, seed) })
	}
}

func waitsAddUp(t *testing.T, seed uint64) {
	const capacity, holders, steps = 10, 10, 150
	d, dice := listDesk(capacity), rand.New(rand.NewPCG(seed, 1))
	ctx := t.Context()
	entries := map[ticketing.HolderID][]ticketing.ClaimID{}
	for step := range steps {
		who := ticketing.HolderID(fmt.Sprint("h", dice.IntN(holders)))
		r := d.press(string(who), 1+dice.IntN(5), fmt.Sprint("k", step))
		var mine ticketing.ClaimID
		if list := entries[who]; len(list) > 0 {
			mine = list[dice.IntN(len(list))]
		}
		switch dice.IntN(8) {
		case 0, 1:
			if st, err := d.Join(ctx, r); err == nil {
				entries[who] = append(entries[who], st.Claim.ID)
			}
		case 2:
			if c, err := d.Service.Claim(ctx, r); err == nil {
				entries[who] = append(entries[who], c.ID)
			}
		case 3:
			ignore(d.Accept(ctx, who, mine))
		case 4:
			if err := d.Leave(ctx, who, mine); err != nil && !errors.Is(err, ticketing.ErrNoClaim) {
				t.Fatal(err)
			}
		case 5:
			ignore(d.Release(ctx, who, mine))
		case 6:
			time.Sleep(time.Duration(dice.IntN(90)) * time.Minute)
		case 7:
			if dice.IntN(8) == 0 {
				d.stock.Forget()
			}
		}
		d.serve(t)
		addUp(ctx, t, d, capacity, fmt.Sprintf("seed %d, step %d", seed, step))
	}
}

func ignore(ticketing.Claim, error) {}

func addUp(ctx context.Context, t *testing.T, d desk, capacity int, when string) {
	t.Helper()
	owned, err := d.Claims.Owned(ctx, d.pool.ID)
	if err != nil {
		t.Fatal(err)
	}
	places := map[int]ticketing.HolderID{}
	for _, c := range owned {
		if len(c.Places) != c.Party {
			t.Fatalf("%s: %s has %d places for %d persons", when, c.Holder, len(c.Places), c.Party)
		}
		for _, n := range c.Places {
			if by, ok := places[n]; ok || n < 1 || n > capacity {
				t.Fatalf("%s: place %d is of %s and of %s", when, n, by, c.Holder)
			}
			places[n] = c.Holder
		}
	}
	a, err := d.Availability(ctx, d.pool.Session)
	if err != nil {
		t.Fatal(err)
	}
	if a[0].Free+len(places) != capacity {
		t.Fatalf("%s: %d free and %d owned or offered is not %d", when, a[0].Free, len(places), capacity)
	}
	list, err := d.Waits.OnList(ctx, d.pool.ID, 100)
	if err != nil {
		t.Fatal(err)
	}
	if a[0].Waiting != len(list) {
		t.Fatalf("%s: the stock was told that %d wait, %d do", when, a[0].Waiting, len(list))
	}
	if len(list) > 0 && list[0].Party <= a[0].Free && list[0].Skips == 0 {
		t.Fatalf("%s: %d are free and %d wait first in the list", when, a[0].Free, list[0].Party)
	}
}
