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
