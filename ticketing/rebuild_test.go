package ticketing_test

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// slowOwned is claims whose reading takes a while, as that of a large pool does.
type slowOwned struct {
	ticketing.Claims
	reads *atomic.Int32
}

func (s slowOwned) Owned(ctx context.Context, pool ticketing.PoolID) ([]ticketing.Claim, error) {
	s.reads.Add(1)
	time.Sleep(100 * time.Millisecond)
	return s.Claims.Owned(ctx, pool)
}

// TestOpeningIsNoRefusal: the first press on a pool builds it, and whoever comes with
// it waits for that instead of being sent away; one who has no time does not wait.
func TestOpeningIsNoRefusal(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var reads atomic.Int32
		d := newDesk(100, func(c ticketing.Claims) ticketing.Claims { return slowOwned{c, &reads} })
		var all sync.WaitGroup
		for i := range 50 {
			all.Go(func() {
				if _, err := d.Claim(t.Context(), d.press(fmt.Sprint("p", i), 2, "k")); err != nil {
					t.Errorf("press %d: %v", i, err)
				}
			})
		}
		time.Sleep(10 * time.Millisecond)
		soon, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		start := time.Now()
		if _, err := d.Claim(soon, d.press("hurried", 1, "k")); err == nil || time.Since(start) > 30*time.Millisecond {
			t.Errorf("in a hurry: %v after %v", err, time.Since(start))
		}
		all.Wait()
		if n := reads.Load(); n != 1 {
			t.Errorf("the pool was read %d times for one opening", n)
		}
	})
}

// TestTendedPoolIsThere: whoever comes at the opening of a pool that was tended waits for
// no rebuild.
func TestTendedPoolIsThere(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var reads atomic.Int32
		d := newDesk(100, func(c ticketing.Claims) ticketing.Claims { return slowOwned{c, &reads} })
		for range 3 {
			if err := d.Tend(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if n := reads.Load(); n != 1 {
			t.Fatalf("the pool was read %d times for three rounds", n)
		}
		start := time.Now()
		if _, err := d.Claim(t.Context(), d.press("ann", 2, "k")); err != nil || time.Since(start) > 50*time.Millisecond {
			t.Errorf("the first press: %v after %v", err, time.Since(start))
		}
		if n := reads.Load(); n != 1 {
			t.Errorf("the pool was read %d times with the first press", n)
		}
	})
}

// TestNotTendedYet: pools nobody can press on yet, or any more, are left where they are.
func TestNotTendedYet(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(*ticketing.Pool)
		reads  int32
	}{
		"opens in five minutes": {func(p *ticketing.Pool) { p.Opens = time.Now().Add(5 * time.Minute) }, 1},
		"opens later":           {func(p *ticketing.Pool) { p.Opens = time.Now().Add(5*time.Minute + time.Second) }, 0},
		"is over":               {func(p *ticketing.Pool) { p.Closes = time.Now() }, 0},
		"is gone":               {func(p *ticketing.Pool) { p.Removed = true }, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				var reads atomic.Int32
				d := newDesk(100, func(c ticketing.Claims) ticketing.Claims { return slowOwned{c, &reads} })
				p := d.pool
				tt.change(&p)
				d.Pools = ticketingtest.NewPools(p)
				if err := d.Tend(t.Context()); err != nil || reads.Load() != tt.reads {
					t.Errorf("read %d times, %v, want %d", reads.Load(), err, tt.reads)
				}
			})
		})
	}
}
