package ticketing_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// TestEverythingAddsUp does anything at all in any order with two windows of a night,
// swaps between them, booking that rests and sizes that change too, with time passing,
// Redis emptied and writes of unknown outcome, and asks after every few steps: held +
// sold + free + blocked is the size of each pool, and after reconcile Redis says what
// the documents say.
func TestEverythingAddsUp(t *testing.T) {
	t.Parallel()
	for seed := range uint64(30) {
		synctest.Test(t, func(t *testing.T) { everythingAddsUp(t, seed) })
	}
}

// town is a desk with people who do anything.
type town struct {
	desk
	kept  *ticketingtest.Claims
	dice  *rand.Rand
	holds map[ticketing.HolderID]ticketing.Hold
	later ticketing.Pool // another window
	met   map[string]int // what came to something
}

func newTown(capacity int, seed uint64) *town {
	kept := ticketingtest.NewClaims()
	d := newDesk(capacity, func(ticketing.Claims) ticketing.Claims { return kept })
	d.pool.Closes = d.pool.Opens.Add(60 * 24 * time.Hour)
	d.pool.Limits = []ticketing.Limit{{Rule: "session", Per: ticketing.PerHolder, Max: 1}, {Rule: "family", Per: ticketing.PerHousehold, Max: 2}}
	later := d.pool
	later.ID, later.Session = "later", "later"
	d.Pools = ticketingtest.NewPools(d.pool, later)
	d.Capacities = &ticketingtest.Capacities{Sessions: map[events.SessionID]int{d.pool.Session: capacity + 10, later.Session: capacity + 10}}
	t := &town{desk: d, kept: kept, dice: rand.New(rand.NewPCG(seed, 1)), holds: map[ticketing.HolderID]ticketing.Hold{}, later: later, met: map[string]int{}}
	t.Waits = &torn{Claims: kept, dice: t.dice}
	return t
}

// torn loses the outcome of some writes: half of those it loses were made.
type torn struct {
	*ticketingtest.Claims
	dice *rand.Rand
}

var errTorn = errors.New("the connection is gone")

// Turn implements [ticketing.Waits].
func (s *torn) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	switch s.dice.IntN(12) {
	case 0:
		return ticketing.Claim{}, errTorn
	case 1:
		_, _ = s.Claims.Turn(ctx, id, from, change)
		return ticketing.Claim{}, errTorn
	}
	return s.Claims.Turn(ctx, id, from, change)
}

func (w *town) request(who ticketing.HolderID, step int) ticketing.Request {
	party := 1 + w.dice.IntN(5)
	return ticketing.Request{
		Pool: w.window(), Holder: who, Party: party, Children: w.dice.IntN(party), Key: fmt.Sprint("k", step), Channel: "online",
		Subjects: map[string]string{ticketing.PerHousehold: fmt.Sprint("family", int(who[1]-'0')/3)},
	}
}

// window is one of the two, most often the first.
func (w *town) window() ticketing.PoolID {
	if w.dice.IntN(3) == 0 {
		return w.later.ID
	}
	return w.pool.ID
}

// another does what an organiser may do, or a family that swaps.
func (w *town) another(ctx context.Context, t *testing.T, who ticketing.HolderID, r ticketing.Request, what int) {
	t.Helper()
	did := func(name string, err error) {
		if err == nil {
			w.met[name]++
		}
	}
	switch what {
	case 0, 1:
		c := w.claimOf(t, who)
		if r.Pool == c.Pool {
			r.Pool = w.later.ID
		}
		_, err := w.Swap(ctx, who, c.ID, ticketing.Request{Pool: r.Pool, Key: r.Key})
		did("swap", err)
	case 2: // it rests less than it goes on
		rests := w.dice.IntN(3) == 0
		did(fmt.Sprint("rests ", rests), w.Pause(ctx, r.Pool, rests))
	case 3:
		p, err := w.Pools.Fresh(ctx, r.Pool)
		if err != nil {
			t.Fatal(err)
		}
		size := p.Size() + w.dice.IntN(9) - 4
		_, err = w.Resize(ctx, ticketing.Resize{Pool: p.ID, Rev: p.Rev, Size: size, By: "org", Why: "lanes"})
		did(fmt.Sprint("larger ", size > p.Size()), err)
	}
}

// claimsOf is a claim of somebody, most often the one they hold.
func (w *town) claimOf(t *testing.T, who ticketing.HolderID) ticketing.Claim {
	t.Helper()
	list, _, err := w.ClaimsOf(t.Context(), who, events.PageQuery{Limit: 20})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) == 0 {
		return ticketing.Claim{ID: "none", Holder: who}
	}
	return list[w.dice.IntN(len(list))]
}

// step does one thing; refusals are as good as anything.
func (w *town) step(t *testing.T, step int) {
	t.Helper()
	ctx, who := t.Context(), ticketing.HolderID(fmt.Sprint("h", w.dice.IntN(9)))
	r := w.request(who, step)
	switch what := w.dice.IntN(18); what {
	case 14, 15, 16, 17:
		w.another(ctx, t, who, r, what-14)
	case 0:
		_, _ = w.Claim(ctx, r)
	case 1:
		if h, err := w.Hold(ctx, r); err == nil {
			w.holds[who] = h
		}
	case 2:
		if h, ok := w.holds[who]; ok {
			r.Pool = h.Pool
			_, _ = w.Confirm(ctx, h.ID, r)
		}
	case 3:
		_, _ = w.Release(ctx, who, w.claimOf(t, who).ID)
	case 4, 5, 6:
		change := ticketing.PartyChange{Party: r.Party, Children: r.Children, Key: fmt.Sprint("c", step-w.dice.IntN(2))}
		for range 1 + w.dice.IntN(2) { // sent again at times
			_, _ = w.ChangeParty(ctx, who, w.claimOf(t, who).ID, change)
		}
	case 7:
		to := ticketing.Recipient{Holder: ticketing.HolderID(fmt.Sprint("h", w.dice.IntN(9)))}
		_, _ = w.PassOn(ctx, who, w.claimOf(t, who).ID, to, r.Key)
	case 8:
		name := ticketing.Recipient{Holder: who}.Name()
		offers, err := w.PassedTo(ctx, []string{name})
		if err == nil && len(offers) > 0 {
			_, _ = w.TakeOver(ctx, offers[0].ID, ticketing.Receiver{Names: []string{name}, Holder: who, Subjects: r.Subjects})
		}
	case 9:
		_, _ = w.Join(ctx, r)
	case 10:
		list, err := w.StandingsOf(ctx, who)
		if err == nil && len(list) > 0 {
			_, _ = w.Accept(ctx, who, list[0].Claim.ID)
		}
	case 11:
		if c := w.claimOf(t, who); w.dice.IntN(3) == 0 {
			_, _ = w.Revoke(ctx, c.ID, "because", w.dice.IntN(2) == 0)
		}
	case 12:
		time.Sleep(time.Duration(w.dice.IntN(120)) * time.Minute)
	case 13:
		if w.dice.IntN(4) == 0 {
			w.stock.Forget()
		}
	}
}

// settle is what the workers do: rounds, and the errands that documents have kept.
func (w *town) settle(t *testing.T) {
	t.Helper()
	time.Sleep(time.Minute)
	w.Waits = w.kept
	defer func() { w.Waits = &torn{Claims: w.kept, dice: w.dice} }()
	_ = w.Serve(t.Context())
	if err := errors.Join(w.Reap(t.Context()), w.Lapse(t.Context())); err != nil {
		t.Fatal(err)
	}
	for id := range w.kept.All() {
		for range 3 { // a rebuild may be in the way
			if err := errors.Join(w.PutAway(t.Context(), id), w.FinishSwap(t.Context(), id)); err == nil {
				break
			}
		}
	}
	if err := w.Tend(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func everythingAddsUp(t *testing.T, seed uint64) {
	const capacity = 20
	w := newTown(capacity, seed)
	for step := range 120 {
		w.step(t, step)
		if step%4 != 3 {
			continue
		}
		w.settle(t)
		for _, pool := range []ticketing.PoolID{w.pool.ID, w.later.ID} {
			if wrong := w.wrong(t, pool); wrong != "" {
				t.Fatalf("seed %d: step %d: pool %s: %s", seed, step, pool, wrong)
			}
		}
		if differ, err := w.Reconcile(t.Context(), time.Minute); err != nil || len(differ) > 0 {
			t.Fatalf("seed %d: step %d: %v, %v", seed, step, differ, err)
		}
	}
	for _, what := range []string{"swap", "rests true", "larger true", "larger false"} {
		if w.met[what] == 0 && seed == 0 {
			t.Errorf("nothing came of %q: the town does too little", what)
		}
	}
}

// wrong says what does not add up in a pool, "" for nothing.
func (w *town) wrong(t *testing.T, pool ticketing.PoolID) string {
	t.Helper()
	p, err := w.Pools.Fresh(t.Context(), pool)
	if err != nil {
		t.Fatal(err)
	}
	owned, err := w.kept.Owned(t.Context(), pool)
	if err != nil {
		t.Fatal(err)
	}
	var places []int
	sold, blocked := 0, 0
	for _, c := range owned {
		if c.Party != len(c.Places) || c.Children >= c.Party {
			return fmt.Sprintf("a party of %d with %d children has places %v", c.Party, c.Children, c.Places)
		}
		if old, err := w.kept.Claim(t.Context(), c.Instead); err == nil && old.State == ticketing.Claimed {
			return fmt.Sprintf("%s has what was swapped and what it was swapped for", c.Holder)
		}
		if c.State == ticketing.Blocked {
			blocked += len(c.Places)
		} else {
			sold += len(c.Places)
		}
		places = append(places, c.Places...)
	}
	slices.Sort(places)
	if n := len(places); len(slices.Compact(places)) != n {
		return "a place is sold twice"
	}
	a, err := w.Availability(t.Context(), p.Session)
	if err != nil {
		t.Fatal(err)
	}
	snap, err := w.stock.Snapshot(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	held := 0
	for _, e := range snap.Entries {
		if !e.Settled {
			held += len(e.Places)
		}
	}
	if a[0].Free+sold+held+blocked != p.Capacity || blocked != p.Blocked {
		return fmt.Sprintf("%d free + %d sold + %d held + %d blocked is not %d, of which %d are blocked", a[0].Free, sold, held, blocked, p.Capacity, p.Blocked)
	}
	return ""
}
