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

// slowWaits is a waiting list that takes its time to be read as a whole.
type slowWaits struct {
	ticketing.Waits
	reads atomic.Int32
}

func (s *slowWaits) OnList(ctx context.Context, pool ticketing.PoolID, n int) ([]ticketing.Claim, error) {
	if n > 1 {
		s.reads.Add(1)
		time.Sleep(50 * time.Millisecond)
	}
	return s.Waits.OnList(ctx, pool, n)
}

// TestCrowdJoins: hundreds who join at once are each told a place of their own, from
// a handful of readings of the list, and soon; one who cannot wait does not.
func TestCrowdJoins(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const crowd = 500
		d := newDesk(2, nil)
		waits := &slowWaits{Waits: d.Waits}
		d.Waits = waits
		if _, err := d.Claim(t.Context(), d.press("first", 2, "k")); err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		positions := map[int]int{}
		var all sync.WaitGroup
		start := time.Now()
		for i := range crowd {
			all.Go(func() {
				time.Sleep(time.Duration(i) * time.Millisecond)
				st, err := d.Join(t.Context(), d.press(fmt.Sprint("p", i), 1, "k"))
				if err != nil || st.Position < 1 || st.Beyond {
					t.Errorf("%d: %+v, %v", i, st, err)
				}
				mu.Lock()
				defer mu.Unlock()
				positions[st.Position]++
			})
		}
		time.Sleep(300 * time.Millisecond)
		soon, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
		defer cancel()
		if _, err := d.Join(soon, d.press("hurried", 1, "k")); err == nil {
			t.Error("a reading of 50 ms was waited for by one with 5")
		}
		all.Wait()
		if len(positions) != crowd {
			t.Errorf("%d different positions for %d parties", len(positions), crowd)
		}
		if n := waits.reads.Load(); n > 15 {
			t.Errorf("the list was read %d times", n)
		}
		if took := time.Since(start); took > crowd*time.Millisecond+time.Second {
			t.Errorf("all were told after %v", took)
		}
	})
}
