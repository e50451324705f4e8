package proof

import (
	"context"
	"math/rand/v2"
	"os"
	"sync"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
)

// soaked is a size: the second in a soak run, else the first.
func soaked(short, long int) int {
	if os.Getenv("WANJIA_TEST_SOAK") != "" {
		return long
	}
	return short
}

// meanwhile does something again and again, at moments of chance up to so long
// apart, until the returned func is called, which waits for it.
func meanwhile(most time.Duration, do func()) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-done:
				return
			case <-time.After(rand.N(most)):
				do()
			}
		}
	}()
	return sync.OnceFunc(func() { close(done); <-ended })
}

// reaping lets abandoned presses be settled all the time, and those that are not
// abandoned too: the reaper may be wrong about that and must do no harm.
//
// What can not be settled now is the next time; the same holds for the errands,
// which return what a release could not.
func (h *House) reaping(t *testing.T) (stop func()) {
	ended := meanwhile(4*time.Millisecond, func() { h.round(t) })
	return func() { ended(); h.round(t) }
}

// round is what workers do.
func (h *House) round(t *testing.T) {
	if err := h.Reap(t.Context()); err != nil {
		t.Logf("reap: %v", err)
	}
	for e, err := range h.claims.Pending(t.Context(), time.Now()) {
		if err != nil {
			t.Logf("errands: %v", err)
			return
		}
		if run(t.Context(), h.Service, e) != nil {
			continue
		}
		if err := h.claims.Done(t.Context(), e); err != nil {
			t.Logf("errands: %v", err)
		}
	}
}

// run does an errand as workers do; nothing is told to anybody here.
func run(ctx context.Context, s *ticketing.Service, e events.Errand) error {
	id := ticketing.ClaimID(e.Subject)
	switch e.Name {
	case ticketing.ErrandGive:
		return s.GiveBack(ctx, id)
	case ticketing.ErrandChange, ticketing.ErrandPassed:
		return s.Align(ctx, id)
	case ticketing.ErrandRevoke, ticketing.ErrandPutAway:
		return s.PutAway(ctx, id)
	case ticketing.ErrandSwap:
		return s.FinishSwap(ctx, id)
	}
	return nil
}

// TestLinearWhileRedisIsEmptied is [TestLinear] with Redis losing everything again
// and again.
func TestLinearWhileRedisIsEmptied(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	client := testkit.Open(t, testkit.RedisServer(t).URL())
	h := newHouse(t, &redisstore.Stock{Redis: client}, poolsOf(soaked(1, 8), 24))
	reaped := h.reaping(t)
	before := 0
	emptied := meanwhile(10*time.Millisecond, func() {
		// Not by the clock: a slow machine would do nothing but put it in order.
		n := h.History.answered()
		if n < before+25 {
			return
		}
		before = n
		if err := client.FlushAll(t.Context()).Err(); err != nil {
			t.Error(err)
		}
	})
	for _, p := range h.Pools {
		c := crowd{history: h.History, do: func(ctx context.Context, op *Op) { op.Do(ctx, h.Service) }, pool: p, clients: 12, presses: 50, seed: seed, bold: true}
		c.run(t)
	}
	emptied()
	reaped()
	h.accepted(t, seed)
}
