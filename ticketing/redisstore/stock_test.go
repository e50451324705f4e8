package redisstore_test

import (
	"errors"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/ticketingtest"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestStock(t *testing.T) {
	t.Parallel()
	clients := map[string]func(testing.TB) redis.UniversalClient{
		"redis-server": testkit.Redis,
		"cluster":      testkit.Cluster,
		"miniredis":    testkit.Miniredis,
	}
	for name, client := range clients {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ticketingtest.TestStock(t, func(t *testing.T) ticketing.Stock {
				return &redisstore.Stock{Redis: client(t)}
			})
			ticketingtest.TestSeatedStock(t, func(t *testing.T, plans ticketing.Plans) ticketing.Stock {
				return &redisstore.Stock{Redis: client(t), Plans: plans}
			})
		})
	}
}

// A Redis that came back from an old copy knows a lower sequence number than it
// has answered before: it must not hand out places.
func TestTakeRefusesAnOldCopy(t *testing.T) {
	t.Parallel()
	client := testkit.Redis(t)
	s, p := &redisstore.Stock{Redis: client}, ticketingtest.Pool(10)
	rebuild(t, s, p)
	take := func(holder string) ticketing.Grant {
		t.Helper()
		g, err := s.Take(t.Context(), p, ticketingtest.Press(p, holder, 1))
		if err != nil {
			t.Fatal(err)
		}
		return g
	}
	take("ann")
	keys := []string{"pool:{" + string(p.ID) + "}"}
	for _, kind := range []string{"entries", "holders", "pending"} {
		keys = append(keys, kind+":{"+string(p.ID)+"}:1")
	}
	old := map[string]string{}
	for _, k := range keys {
		dump, err := client.Dump(t.Context(), k).Result()
		if err != nil {
			t.Fatalf("dump %s: %v", k, err)
		}
		old[k] = dump
	}
	take("bob")
	for k, dump := range old {
		if err := client.RestoreReplace(t.Context(), k, 0, dump).Err(); err != nil {
			t.Fatalf("restore %s: %v", k, err)
		}
	}
	if g := take("cid"); g.Verdict != ticketing.StaleStock {
		t.Errorf("take from an old copy = %+v, want stale", g)
	}
	// The control: a process that has seen nothing cannot know better. What keeps
	// it from selling bob's place again is the unique key of bob's claim.
	other := &redisstore.Stock{Redis: client}
	g, err := other.Take(t.Context(), p, ticketingtest.Press(p, "dan", 1))
	if err != nil || g.Verdict != ticketing.Granted {
		t.Errorf("another process = %+v, %v; the check above would pass for any reason", g, err)
	}
}

// A Redis that has lost that places were given back shows them as taken, and nobody
// gives them back again: whoever did must find out.
func TestLostGive(t *testing.T) {
	t.Parallel()
	client := testkit.Redis(t)
	s, p := &redisstore.Stock{Redis: client}, ticketingtest.Pool(10)
	rebuild(t, s, p)
	ann, bob := ticketingtest.Press(p, "ann", 2), ticketingtest.Press(p, "bob", 2)
	for _, c := range []ticketing.Claim{ann, bob} {
		if g, err := s.Take(t.Context(), p, c); err != nil || g.Verdict != ticketing.Granted {
			t.Fatalf("take = %+v, %v", g, err)
		}
		if known, err := s.Settle(t.Context(), p, c.ID); err != nil || !known {
			t.Fatalf("settle = %v, %v", known, err)
		}
	}
	old := map[string]string{}
	for _, k := range []string{"pool:{" + string(p.ID) + "}", "entries:{" + string(p.ID) + "}:1"} {
		var err error
		if old[k], err = client.Dump(t.Context(), k).Result(); err != nil {
			t.Fatalf("dump %s: %v", k, err)
		}
	}
	give := func(c ticketing.Claim, want bool) {
		t.Helper()
		if ok, err := s.Give(t.Context(), p, c.ID); err != nil || ok != want {
			t.Errorf("give = %v, %v; want %v", ok, err, want)
		}
	}
	give(ann, true)
	give(ann, true) // repeated: nothing comes back twice
	for k, dump := range old {
		if err := client.RestoreReplace(t.Context(), k, 0, dump).Err(); err != nil {
			t.Fatalf("restore %s: %v", k, err)
		}
	}
	give(bob, false)
	if g, err := s.Take(t.Context(), p, ticketingtest.Press(p, "cid", 1)); err != nil || g.Verdict != ticketing.StaleStock {
		t.Errorf("take from a stock that shows what was given back as taken = %+v, %v; want stale", g, err)
	}
}

// The whole service on a Redis that is emptied in the middle of a rush.
func TestClaimsWhileRedisIsEmptied(t *testing.T) {
	t.Parallel()
	const capacity = 50
	client := testkit.Redis(t)
	p := ticketingtest.Pool(capacity)
	claims := ticketingtest.NewClaims()
	s := &ticketing.Service{
		Pools: ticketingtest.NewPools(p), Claims: claims, Waits: claims, Stock: &redisstore.Stock{Redis: client},
		Queue: &ticketingtest.Queue{}, Log: slog.New(slog.DiscardHandler), Now: time.Now,
	}
	var wg sync.WaitGroup
	for i := range 80 {
		wg.Go(func() {
			if i%10 == 9 { // somebody loses the pool's keys
				if err := client.Del(t.Context(), "pool:{"+string(p.ID)+"}").Err(); err != nil {
					t.Error(err)
				}
			}
			holder := ticketing.HolderID(string(rune('A'+i/26)) + string(rune('a'+i%26)))
			for range 500 {
				_, err := s.Claim(t.Context(), ticketing.Request{Pool: p.ID, Holder: holder, Party: 1, Key: "once"})
				if !errors.Is(err, ticketing.ErrRebuilding) && !errors.Is(err, ticketing.ErrPending) {
					if err != nil && !errors.Is(err, ticketing.ErrSoldOut) {
						t.Errorf("claim of %s: %v", holder, err)
					}
					return
				}
				time.Sleep(5 * time.Millisecond)
			}
			t.Errorf("%s got no answer", holder)
		})
	}
	wg.Wait()
	owned, err := claims.Owned(t.Context(), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	places := map[int]bool{}
	for _, c := range owned {
		for _, n := range c.Places {
			if places[n] || n < 1 || n > capacity {
				t.Errorf("place %d has two owners or is none of the pool's", n)
			}
			places[n] = true
		}
	}
	if len(places) != capacity {
		t.Errorf("%d of %d places went to the 80 who pressed", len(places), capacity)
	}
}

func rebuild(t *testing.T, s *redisstore.Stock, p ticketing.Pool) {
	t.Helper()
	unlock, ok, err := s.Lock(t.Context(), p.ID)
	if err != nil || !ok {
		t.Fatalf("lock = %v, %v", ok, err)
	}
	defer unlock()
	if done, err := s.Rebuild(t.Context(), p, nil, 0); err != nil || !done {
		t.Fatalf("rebuild = %v, %v", done, err)
	}
}

// A rebuilder that lives keeps its lock as long as its work takes; that of one that
// was killed is gone after a few seconds, in which nobody can press.
func TestLockOutlivesItsHolderShortly(t *testing.T) {
	t.Parallel()
	client := testkit.Redis(t)
	s, p := &redisstore.Stock{Redis: client}, ticketingtest.Pool(10)
	unlock, ok, err := s.Lock(t.Context(), p.ID)
	if err != nil || !ok {
		t.Fatalf("lock = %v, %v", ok, err)
	}
	key := "lock:{" + string(p.ID) + "}"
	left := func() time.Duration { return client.PTTL(t.Context(), key).Val() }
	begun := left()
	if begun <= 0 || begun > 3*time.Second {
		t.Errorf("the lock outlives its holder by %v, want 3s at most", begun)
	}
	if err := client.PExpire(t.Context(), key, begun/2).Err(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(10 * time.Second); left() <= begun/2; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("a lock in use is not renewed")
		}
	}
	unlock()
	if n := client.Exists(t.Context(), key).Val(); n != 0 {
		t.Error("the lock was not given back")
	}
}
