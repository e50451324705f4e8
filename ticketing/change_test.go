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

// TestEverythingAddsUp does anything at all in any order, with time passing, Redis
// emptied and writes of unknown outcome, and asks after every step: held + sold + free
// is the size of the pool, and after reconcile Redis says what the documents say.
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
}

func newTown(capacity int, seed uint64) *town {
	kept := ticketingtest.NewClaims()
	d := newDesk(capacity, func(ticketing.Claims) ticketing.Claims { return kept })
	d.pool.Closes = d.pool.Opens.Add(60 * 24 * time.Hour)
	d.pool.Limits = []ticketing.Limit{{Rule: "session", Per: ticketing.PerHolder, Max: 1}, {Rule: "family", Per: ticketing.PerHousehold, Max: 2}}
	d.Pools = ticketingtest.NewPools(d.pool)
	t := &town{desk: d, kept: kept, dice: rand.New(rand.NewPCG(seed, 1)), holds: map[ticketing.HolderID]ticketing.Hold{}}
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
		Pool: w.pool.ID, Holder: who, Party: party, Children: w.dice.IntN(party), Key: fmt.Sprint("k", step), Channel: "online",
		Subjects: map[string]string{ticketing.PerHousehold: fmt.Sprint("family", int(who[1]-'0')/3)},
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
	switch w.dice.IntN(14) {
	case 0:
		_, _ = w.Claim(ctx, r)
	case 1:
		if h, err := w.Hold(ctx, r); err == nil {
			w.holds[who] = h
		}
	case 2:
		_, _ = w.Confirm(ctx, w.holds[who].ID, r)
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
			if err := w.PutAway(t.Context(), id); err == nil {
				break
			}
		}
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
		owned, err := w.kept.Owned(t.Context(), w.pool.ID)
		if err != nil {
			t.Fatal(err)
		}
		var sold []int
		for _, c := range owned {
			if c.Party != len(c.Places) || c.Children >= c.Party {
				t.Fatalf("seed %d: step %d: a party of %d with %d children has places %v", seed, step, c.Party, c.Children, c.Places)
			}
			sold = append(sold, c.Places...)
		}
		slices.Sort(sold)
		if n := len(sold); len(slices.Compact(sold)) != n {
			t.Fatalf("seed %d: step %d: a place is sold twice", seed, step)
		}
		a, err := w.Availability(t.Context(), w.pool.Session)
		if err != nil {
			t.Fatal(err)
		}
		held := 0
		snap, err := w.stock.Snapshot(t.Context(), w.pool)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range snap.Entries {
			if !e.Settled {
				held += len(e.Places)
			}
		}
		if a[0].Free+len(sold)+held != capacity {
			t.Fatalf("seed %d: step %d: %d free + %d sold + %d held is not %d", seed, step, a[0].Free, len(sold), held, capacity)
		}
		if differ, err := w.Reconcile(t.Context(), time.Minute); err != nil || len(differ) > 0 {
			t.Fatalf("seed %d: step %d: %v, %v", seed, step, differ, err)
		}
	}
}
