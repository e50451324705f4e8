package redisstore_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/ticketingtest"
)

// counting counts how often places are taken.
type counting struct {
	ticketing.Stock
	granted atomic.Int32
}

// asked makes the presses of a household meet: whoever has the lock first goes on only
// when the other has asked for it, too.
type asked struct {
	ticketing.Locks
	mu    sync.Mutex
	names map[string]int
	both  map[string]chan struct{}
}

// Lock implements [ticketing.Locks].
func (a *asked) Lock(ctx context.Context, name string, most time.Duration) (func(), bool, error) {
	unlock, ok, err := a.Locks.Lock(ctx, name, most)
	a.mu.Lock()
	if a.both[name] == nil {
		a.both[name] = make(chan struct{})
	}
	both := a.both[name]
	if a.names[name]++; a.names[name] == 2 {
		close(both)
	}
	first := a.names[name] == 1
	a.mu.Unlock()
	if ok && first {
		select {
		case <-both:
		case <-ctx.Done():
		}
	}
	return unlock, ok, err
}

// Take implements [ticketing.Stock].
func (s *counting) Take(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	g, err := s.Stock.Take(ctx, p, c)
	if err == nil && g.Verdict == ticketing.Granted {
		s.granted.Add(1)
	}
	return g, err
}

// lost is a lock whose Redis is away, or forgets at once who has it.
type lost struct{ err error }

// Lock implements [ticketing.Locks].
func (l lost) Lock(context.Context, string, time.Duration) (func(), bool, error) {
	return func() {}, l.err == nil, l.err
}

// TestTwoPhonesOfOneHousehold press at once, for different people. With the household's
// lock, without it, and with one that is lost, one of them has a claim and no place has
// leaked; the lock only spares taking places that go back.
func TestTwoPhonesOfOneHousehold(t *testing.T) {
	t.Parallel()
	client := testkit.Redis(t)
	meeting := &asked{Locks: &redisstore.Households{Redis: client}, names: map[string]int{}, both: map[string]chan struct{}{}}
	locks := map[string]ticketing.Locks{
		"locked": meeting, "without": nil, "lost": lost{}, "away": lost{errors.New("redis is away")},
	}
	for name, lock := range locks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const rounds = 15
			pool := ticketingtest.Pool(10 * rounds)
			pool.Limits = []ticketing.Limit{{Rule: "family", Per: ticketing.PerHousehold, Max: 1}}
			kept, stock := ticketingtest.NewClaims(), &counting{Stock: &redisstore.Stock{Redis: client}}
			s := &ticketing.Service{
				Pools: ticketingtest.NewPools(pool), Claims: kept, Waits: kept, Stock: stock, Queue: &ticketingtest.Queue{},
				Households: lock, Log: slog.New(slog.DiscardHandler), Now: time.Now,
			}
			if err := s.Rebuild(t.Context(), pool.ID); err != nil {
				t.Fatal(err)
			}
			var won atomic.Int32
			for round := range rounds {
				var presses sync.WaitGroup
				for phone := range 2 {
					presses.Go(func() {
						who := fmt.Sprint("person", round, "-", phone)
						_, err := s.Claim(t.Context(), ticketing.Request{
							Pool: pool.ID, Holder: ticketing.HolderID(who), Party: 2, Key: "k", Channel: ticketing.Online,
							Subjects: map[string]string{ticketing.PerHousehold: fmt.Sprint("family", round)},
						})
						switch {
						case err == nil:
							won.Add(1)
						case !errors.Is(err, ticketing.ErrAlreadyClaimed):
							t.Error(err)
						}
					})
				}
				presses.Wait()
			}
			if n := won.Load(); n != rounds {
				t.Errorf("%d claims of %d households", n, rounds)
			}
			if a, err := s.Availability(t.Context(), pool.Session); err != nil || a[0].Claimed != 2*rounds {
				t.Errorf("%+v, %v; want %d places taken", a, err, 2*rounds)
			}
			if differ, err := s.Reconcile(t.Context(), 0); err != nil || len(differ) > 0 {
				t.Errorf("the stock differs: %v, %v", differ, err)
			}
			if n := stock.granted.Load(); name == "locked" && n != rounds {
				t.Errorf("places were taken %d times for %d claims: the lock spares nothing", n, rounds)
			}
		})
	}
}

// TestHouseholdsLock: one at a time, given back only by whoever has it, and lapsing.
func TestHouseholdsLock(t *testing.T) {
	t.Parallel()
	client := testkit.Redis(t)
	h := &redisstore.Households{Redis: client}
	lock := func(most time.Duration) (func(), bool) {
		t.Helper()
		unlock, ok, err := h.Lock(t.Context(), "family", most)
		if err != nil {
			t.Fatal(err)
		}
		return unlock, ok
	}
	first, ok := lock(time.Minute)
	if _, other := lock(time.Minute); !ok || other {
		t.Fatalf("the first has it: %v, the second too: %v", ok, other)
	}
	if ttl := client.PTTL(t.Context(), "household:{family}").Val(); ttl <= 0 || ttl > time.Minute {
		t.Errorf("it lapses in %s", ttl)
	}
	if err := client.Del(t.Context(), "household:{family}").Err(); err != nil { // as when Redis forgets it
		t.Fatal(err)
	}
	second, ok := lock(time.Minute)
	if first(); !ok || client.Exists(t.Context(), "household:{family}").Val() != 1 {
		t.Error("whoever lost it gave back what is another's")
	}
	if second(); client.Exists(t.Context(), "household:{family}").Val() != 0 {
		t.Error("it was not given back")
	}
}
