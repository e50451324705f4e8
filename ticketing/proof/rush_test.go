package proof

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
)

// TestRush lets many more parties of 1 to 6 press than there is room for, each request
// sent twice at once, and counts: every place has one owner, no party was torn apart,
// none was refused while there was room for it, and both answers to a request agree.
func TestRush(t *testing.T) {
	t.Parallel()
	const capacity, atOnce = 1000, 128
	contenders := soaked(2000, 20_000)
	h := newHouse(t, &redisstore.Stock{Redis: testkit.Redis(t)}, poolsOf(1, capacity))
	answers := make([][2]string, contenders)
	work := make(chan int)
	var workers sync.WaitGroup
	begun := time.Now()
	for range atOnce {
		workers.Go(func() {
			for i := range work {
				var twice sync.WaitGroup
				for n := range 2 {
					twice.Go(func() { answers[i][n] = h.rush(t, i) })
				}
				twice.Wait()
			}
		})
	}
	for i := range contenders {
		work <- i
	}
	close(work)
	workers.Wait()
	took := time.Since(begun)

	persons, claims := 0, 0
	for i, a := range answers {
		if a[0] != a[1] {
			t.Errorf("contender %d was answered %s and %s", i, a[0], a[1])
		}
		if a[0] != "sold_out" {
			claims++
			persons += 1 + i%6
		}
	}
	owned, err := h.Claims.Owned(t.Context(), h.Pools[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	var places []int
	for _, c := range owned {
		places = append(places, c.Places...)
		if len(c.Places) != c.Party {
			t.Errorf("a party of %d owns %v", c.Party, c.Places)
		}
	}
	slices.Sort(places)
	if distinct := slices.Compact(slices.Clone(places)); len(distinct) != len(places) {
		t.Errorf("%d places were sold %d times", len(distinct), len(places))
	}
	a, err := h.Availability(t.Context(), h.Pools[0].Session)
	if err != nil {
		t.Fatal(err)
	}
	if len(places) != capacity || persons != capacity || claims != len(owned) || a[0].Free != 0 || a[0].Claimed != capacity {
		t.Errorf("%d places sold to %d persons in %d claims, %d stored, the stock says %d sold and %d free; want %d, 0",
			len(places), persons, claims, len(owned), a[0].Claimed, a[0].Free, capacity)
	}
	t.Logf("%d contenders, %d requests in %v: %d places sold in %d claims, %d left", contenders, 2*contenders, took.Round(time.Millisecond), len(places), claims, a[0].Free)
}

// rush presses once for a contender and says how that was answered.
func (h *House) rush(t *testing.T, i int) string {
	c, err := h.Claim(t.Context(), h.press(fmt.Sprint("contender", i), 1+i%6, "once"))
	switch {
	case errors.Is(err, ticketing.ErrSoldOut):
		return "sold_out"
	case err != nil:
		t.Error(err)
		return err.Error()
	}
	return fmt.Sprint(c.ID, c.Places)
}
