package ticketing_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// desk is a service on fakes, with what a test wants to reach into.
type desk struct {
	*ticketing.Service
	stock *ticketingtest.Stock
	queue *ticketingtest.Queue
	pool  ticketing.Pool
}

func newDesk(capacity int, wrap func(ticketing.Claims) ticketing.Claims) desk {
	d := desk{stock: &ticketingtest.Stock{}, queue: &ticketingtest.Queue{}, pool: ticketingtest.Pool(capacity)}
	kept := ticketingtest.NewClaims()
	var claims ticketing.Claims = kept
	if wrap != nil {
		claims = wrap(claims)
	}
	d.Service = &ticketing.Service{
		Pools: ticketingtest.NewPools(d.pool), Claims: claims, Waits: kept, Stock: d.stock, Queue: d.queue,
		Ledgers:    &ticketingtest.Ledgers{},
		Capacities: &ticketingtest.Capacities{Sessions: map[events.SessionID]int{d.pool.Session: capacity + 10}},
		Log:        slog.New(slog.DiscardHandler), Now: time.Now,
	}
	return d
}

func (d desk) press(holder string, party int, key string) ticketing.Request {
	return ticketing.Request{Pool: d.pool.ID, Holder: ticketing.HolderID(holder), Party: party, Key: key, Channel: "online"}
}

func TestMemory(t *testing.T) {
	t.Parallel()
	ticketingtest.TestStock(t, func(*testing.T) ticketing.Stock { return &ticketingtest.Stock{} })
	ticketingtest.TestSeatedStock(t, func(_ *testing.T, plans ticketing.Plans) ticketing.Stock {
		return &ticketingtest.Stock{Plans: plans}
	})
	ticketingtest.TestClaims(t, func(*testing.T) ticketing.Claims { return ticketingtest.NewClaims() })
	t.Run("waits", func(t *testing.T) {
		ticketingtest.TestWaits(t, func(*testing.T) interface {
			ticketing.Claims
			ticketing.Waits
		} {
			return ticketingtest.NewClaims()
		})
	})
}

func TestClaim(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		holder string
		party  int
		key    string
		moved  time.Duration // of the sale window
		want   error
	}{
		"free":                   {"bob", 3, "b1", 0, nil},
		"the last places":        {"bob", 4, "b1", 0, nil},
		"one too many":           {"bob", 5, "b1", 0, ticketing.ErrSoldOut},
		"nobody":                 {"bob", 0, "b1", 0, ticketing.ErrPartySize},
		"more than a party":      {"bob", 7, "b1", 0, ticketing.ErrPartySize},
		"again, the same press":  {"ann", 2, "a1", 0, nil},
		"again, another press":   {"ann", 2, "a2", 0, ticketing.ErrAlreadyClaimed},
		"before the opening":     {"bob", 1, "b1", 2 * time.Hour, ticketing.ErrNotOpen},
		"after the close":        {"bob", 1, "b1", -2 * time.Hour, ticketing.ErrClosed},
		"replay after the close": {"ann", 2, "a1", -2 * time.Hour, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(6, nil)
			ann, err := d.Claim(t.Context(), d.press("ann", 2, "a1"))
			if err != nil {
				t.Fatal(err)
			}
			moved := d.pool
			moved.Epoch = 2 // of the rebuild that ann's press began with
			moved.Opens, moved.Closes = moved.Opens.Add(tt.moved), moved.Closes.Add(tt.moved)
			d.Pools = ticketingtest.NewPools(moved)
			c, err := d.Claim(t.Context(), d.press(tt.holder, tt.party, tt.key))
			if !errors.Is(err, tt.want) {
				t.Fatalf("claim = %v, want %v", err, tt.want)
			}
			if err != nil {
				return
			}
			if len(c.Places) != tt.party || c.State != ticketing.Claimed || len(c.Code) != 8 {
				t.Errorf("claim = %+v, want %d places, claimed, a code of 8", c, tt.party)
			}
			if tt.holder == "ann" && c.ID != ann.ID {
				t.Errorf("the same press made claim %s, first %s", c.ID, ann.ID)
			}
			if id := ticketing.ConfirmErrand(c).ID; !d.queue.Has(id) {
				t.Errorf("errand %s was not enqueued", id)
			}
		})
	}
}

func TestClaimOfNoPool(t *testing.T) {
	t.Parallel()
	d := newDesk(1, nil)
	r := d.press("ann", 1, "a1")
	r.Pool = "none"
	if _, err := d.Claim(t.Context(), r); !errors.Is(err, ticketing.ErrNoPool) {
		t.Errorf("claim = %v, want ErrNoPool", err)
	}
}

func TestRelease(t *testing.T) {
	t.Parallel()
	d := newDesk(2, nil)
	c, err := d.Claim(t.Context(), d.press("ann", 2, "a1"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Release(t.Context(), "bob", c.ID); !errors.Is(err, ticketing.ErrNoClaim) {
		t.Errorf("bob gave ann's places back: %v", err)
	}
	for range 2 {
		got, err := d.Release(t.Context(), "ann", c.ID)
		if err != nil || got.State != ticketing.Released {
			t.Fatalf("release = %+v, %v", got, err)
		}
	}
	if got, err := d.Availability(t.Context(), d.pool.Session); err != nil || got[0].Free != 2 {
		t.Errorf("availability = %+v, %v; want 2 free", got, err)
	}
	if _, err := d.Claim(t.Context(), d.press("bob", 2, "b1")); err != nil {
		t.Errorf("bob after the release: %v", err)
	}
	// Ann's old press must not bring her places back to life.
	if got, err := d.Claim(t.Context(), d.press("ann", 2, "a1")); err == nil && got.State == ticketing.Claimed {
		t.Errorf("the old press = %+v, want it released or refused", got)
	}
}

// A claim released while its pool is being rebuilt: the rebuild has read it as
// owned. The errand must not count as done before the new epoch is in force.
func TestReleaseDuringRebuild(t *testing.T) {
	t.Parallel()
	d := newDesk(2, nil)
	c, err := d.Claim(t.Context(), d.press("ann", 2, "a1"))
	if err != nil {
		t.Fatal(err)
	}
	unlock, ok, err := d.stock.Lock(t.Context(), d.pool.ID)
	if err != nil || !ok {
		t.Fatalf("lock = %v, %v", ok, err)
	}
	raised, err := d.Pools.RaiseEpoch(t.Context(), d.pool.ID)
	if err != nil {
		t.Fatal(err)
	}
	owned, err := d.Claims.Owned(t.Context(), d.pool.ID)
	if err != nil || len(owned) != 1 {
		t.Fatalf("owned = %v, %v", owned, err)
	}
	if _, err := d.Release(t.Context(), "ann", c.ID); err != nil {
		t.Fatal(err)
	}
	if err := d.GiveBack(t.Context(), c.ID); !errors.Is(err, ticketing.ErrRebuilding) {
		t.Errorf("give back during the rebuild: %v, want ErrRebuilding", err)
	}
	if done, err := d.stock.Rebuild(t.Context(), raised, owned, 0); err != nil || !done {
		t.Fatalf("rebuild = %v, %v", done, err)
	}
	unlock()
	if err := d.GiveBack(t.Context(), c.ID); err != nil {
		t.Errorf("give back after the rebuild: %v", err)
	}
	if got, err := d.Availability(t.Context(), d.pool.Session); err != nil || got[0].Free != 2 {
		t.Errorf("availability = %+v, %v; want 2 free", got, err)
	}
}

func TestAvailability(t *testing.T) {
	t.Parallel()
	d := newDesk(3, nil)
	states := func(want string, free int) {
		t.Helper()
		got, err := d.Availability(t.Context(), d.pool.Session)
		if err != nil || len(got) != 1 || got[0].State != want || got[0].Free != free || got[0].Claimed+free != 3 {
			t.Errorf("availability = %+v, %v; want %s with %d free", got, err, want, free)
		}
	}
	states("open", 3)
	if _, err := d.Claim(t.Context(), d.press("ann", 3, "a1")); err != nil {
		t.Fatal(err)
	}
	states("sold_out", 0)
	d.stock.Forget()
	states("sold_out", 0) // from the documents
	d.Now = func() time.Time { return d.pool.Opens.Add(-time.Second) }
	states("not_open", 0)
	d.Now = func() time.Time { return d.pool.Closes }
	states("closed", 0)
}

// faulty is a record of claims whose inserts go wrong.
type faulty struct {
	ticketing.Claims
	before func(ticketing.Claim) error // fails before anything is stored
	after  func(ticketing.Claim) error // fails although it is stored
}

func (f *faulty) Insert(ctx context.Context, c ticketing.Claim) error {
	if f.before != nil {
		if err := f.before(c); err != nil {
			return err
		}
	}
	err := f.Claims.Insert(ctx, c)
	if err == nil && f.after != nil {
		return f.after(c)
	}
	return err
}

var errLost = errors.New("the answer was lost")

func TestAnswerLostAfterInsert(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(2, func(c ticketing.Claims) ticketing.Claims {
			return &faulty{Claims: c, after: func(ticketing.Claim) error { return errLost }}
		})
		c, err := d.Claim(t.Context(), d.press("ann", 2, "a1"))
		if err != nil || c.State != ticketing.Claimed {
			t.Fatalf("claim = %+v, %v; repeating the insert should have found it", c, err)
		}
	})
}

func TestAbandonedPressIsVoided(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		away := true
		d := newDesk(2, func(c ticketing.Claims) ticketing.Claims {
			return &faulty{Claims: c, before: func(ticketing.Claim) error {
				if away {
					return errLost
				}
				return nil
			}}
		})
		if _, err := d.Claim(t.Context(), d.press("ann", 2, "a1")); !errors.Is(err, ticketing.ErrPending) {
			t.Fatalf("claim = %v, want ErrPending", err)
		}
		away = false
		reap := func() {
			if err := d.Reap(t.Context()); err != nil {
				t.Error(err)
			}
		}
		reap() // too early: the press may still be under way
		if _, err := d.Claim(t.Context(), d.press("bob", 2, "b1")); !errors.Is(err, ticketing.ErrSoldOut) {
			t.Fatalf("bob, while ann's outcome is unknown: %v, want ErrSoldOut", err)
		}
		time.Sleep(time.Minute)
		reap()
		if _, err := d.Claim(t.Context(), d.press("bob", 2, "b1")); err != nil {
			t.Errorf("bob, after ann's press was voided: %v", err)
		}
		if _, err := d.Claim(t.Context(), d.press("ann", 2, "a1")); err == nil {
			t.Error("a voided press came to life")
		}
	})
}

// TestReaperAfterTheClose: a press abandoned in the last moment is settled, though
// the pool is closed by then.
func TestReaperAfterTheClose(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		away := true
		d := newDesk(2, func(c ticketing.Claims) ticketing.Claims {
			return &faulty{Claims: c, before: func(ticketing.Claim) error {
				if away {
					return errLost
				}
				return nil
			}}
		})
		time.Sleep(time.Until(d.pool.Closes) - 5*time.Second)
		if _, err := d.Claim(t.Context(), d.press("ann", 2, "a1")); !errors.Is(err, ticketing.ErrPending) {
			t.Fatalf("claim = %v, want ErrPending", err)
		}
		away = false
		time.Sleep(time.Minute)
		if err := d.Reap(t.Context()); err != nil {
			t.Error(err)
		}
		if a, err := d.Availability(t.Context(), d.pool.Session); err != nil || a[0].Claimed != 0 {
			t.Errorf("after the close: %+v, %v; want the places back", a, err)
		}
	})
}

func TestReaperKeepsWhatIsOwned(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		claims := ticketingtest.NewClaims()
		d := newDesk(2, func(ticketing.Claims) ticketing.Claims { return claims })
		// Warm the pool, then let a process die between the insert and Settle.
		if _, err := d.Availability(t.Context(), d.pool.Session); err != nil {
			t.Fatal(err)
		}
		pool, err := d.Pools.Pool(t.Context(), d.pool.ID)
		if err != nil {
			t.Fatal(err)
		}
		c := ticketingtest.Press(pool, "ann", 2)
		g, err := d.stock.Take(t.Context(), pool, c)
		if err != nil || g.Verdict != ticketing.Granted {
			t.Fatalf("take = %+v, %v", g, err)
		}
		c.Places = g.Places
		if err := claims.Insert(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute)
		if err := d.Reap(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got, err := claims.Claim(t.Context(), c.ID); err != nil || got.State != ticketing.Claimed {
			t.Errorf("after the reaper: %+v, %v; want it claimed", got, err)
		}
		if _, err := d.Claim(t.Context(), d.press("bob", 1, "b1")); !errors.Is(err, ticketing.ErrSoldOut) {
			t.Errorf("bob = %v, want ErrSoldOut", err)
		}
	})
}

// rush lets contenders press, each twice, while the stock is forgotten again and
// again, and returns the claims that were acknowledged.
func rush(t *testing.T, d desk, contenders int) map[ticketing.ClaimID]ticketing.Claim {
	t.Helper()
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		owned = map[ticketing.ClaimID]ticketing.Claim{}
	)
	done := make(chan struct{})
	forgetting := sync.WaitGroup{}
	forgetting.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(time.Duration(rand.IntN(2000)) * time.Microsecond):
				d.stock.Forget()
			}
		}
	})
	for i := range contenders {
		for range 2 {
			wg.Go(func() {
				for range 200 {
					c, err := d.Claim(t.Context(), d.press(fmt.Sprint("holder", i), 1+i%6, "once"))
					switch {
					case err == nil:
						mu.Lock()
						owned[c.ID] = c
						mu.Unlock()
						return
					case errors.Is(err, ticketing.ErrRebuilding), errors.Is(err, ticketing.ErrPending):
						time.Sleep(time.Millisecond)
					default:
						return
					}
				}
			})
		}
	}
	wg.Wait()
	close(done)
	forgetting.Wait()
	return owned
}

// doubles counts the places that more than one acknowledged claim holds.
func doubles(owned map[ticketing.ClaimID]ticketing.Claim) int {
	holders := map[int]int{}
	n := 0
	for _, c := range owned {
		for _, place := range c.Places {
			if holders[place]++; holders[place] == 2 {
				n++
			}
		}
	}
	return n
}

// slow widens the gap between Redis's decision and the durable write.
func slow(ticketing.Claim) error {
	time.Sleep(time.Duration(rand.IntN(1500)) * time.Microsecond)
	return nil
}

func TestNoPlaceTwiceWhileRedisForgets(t *testing.T) {
	t.Parallel()
	const capacity = 60
	d := newDesk(capacity, func(c ticketing.Claims) ticketing.Claims { return &faulty{Claims: c, before: slow} })
	owned := rush(t, d, 60)
	if n := doubles(owned); n > 0 {
		t.Errorf("%d places have two owners", n)
	}
	persons := 0
	for _, c := range owned {
		persons += c.Party
		if stored, err := d.Lookup(t.Context(), c.ID); err != nil || stored.State != ticketing.Claimed {
			t.Errorf("acknowledged claim %s is stored as %+v, %v", c.ID, stored, err)
		}
	}
	if persons == 0 || persons > capacity {
		t.Errorf("%d persons hold places of a pool of %d", persons, capacity)
	}
}

// unguarded forgets to refuse a place that is taken: the control that shows the
// test above can fail.
type unguarded struct {
	ticketing.Claims
	mu   sync.Mutex
	also map[ticketing.ClaimID]ticketing.Claim
}

func (u *unguarded) Insert(ctx context.Context, c ticketing.Claim) error {
	err := u.Claims.Insert(ctx, c)
	if taken, ok := errors.AsType[*ticketing.Taken](err); ok && taken.Place {
		u.mu.Lock()
		defer u.mu.Unlock()
		u.also[c.ID] = c
		return nil
	}
	return err
}

func TestWithoutPlaceKeysPlacesAreSoldTwice(t *testing.T) {
	t.Parallel()
	for range 20 {
		d := newDesk(60, func(c ticketing.Claims) ticketing.Claims {
			return &faulty{Claims: &unguarded{Claims: c, also: map[ticketing.ClaimID]ticketing.Claim{}}, before: slow}
		})
		if doubles(rush(t, d, 60)) > 0 {
			return
		}
	}
	t.Error("no place was sold twice in 20 rushes without the guard: the test above proves nothing")
}

func TestClaimsOfHolder(t *testing.T) {
	t.Parallel()
	d := newDesk(2, nil)
	c, err := d.Claim(t.Context(), d.press("ann", 1, "a1"))
	if err != nil {
		t.Fatal(err)
	}
	got, next, err := d.ClaimsOf(t.Context(), "ann", events.PageQuery{Limit: 10})
	if err != nil || next != "" || len(got) != 1 || got[0].ID != c.ID {
		t.Errorf("claims of ann = %+v, %q, %v", got, next, err)
	}
}

// TestForgottenOnTheWay: Redis is emptied and written anew while a claim is on its way
// to the documents. Once its holder has heard of it, the stock knows it, its places are
// nobody's to take, and the same press finds it again.
func TestForgottenOnTheWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var d desk
		d = newDesk(3, func(c ticketing.Claims) ticketing.Claims {
			return &faulty{Claims: c, before: func(c ticketing.Claim) error {
				if c.Holder == "ann" {
					d.stock.Forget()
					if err := d.Rebuild(t.Context(), c.Pool); err != nil {
						t.Error(err)
					}
				}
				return nil
			}}
		})
		ann, err := d.Claim(t.Context(), d.press("ann", 2, "a1"))
		if err != nil {
			t.Fatal(err)
		}
		if a, err := d.Availability(t.Context(), d.pool.Session); err != nil || a[0].Free != 1 {
			t.Errorf("availability = %+v, %v; want 1 free", a, err)
		}
		if _, err := d.Claim(t.Context(), d.press("bob", 2, "b1")); !errors.Is(err, ticketing.ErrSoldOut) {
			t.Errorf("bob, for 2 places when there is 1: %v", err)
		}
		if again, err := d.Claim(t.Context(), d.press("ann", 2, "a1")); err != nil || again.ID != ann.ID {
			t.Errorf("the same press again = %+v, %v", again, err)
		}
		if found, err := d.Reconcile(t.Context(), time.Second); err != nil || len(found) > 0 {
			t.Errorf("differences = %v, %v", found, err)
		}
	})
}
