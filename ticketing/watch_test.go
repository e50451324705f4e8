package ticketing_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// TestWatch: what the stock has lost is put in order by itself, by several workers at
// once, and nobody who has places loses them.
func TestWatch(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := listDesk(10)
		ann := d.claim(t, "ann", 3)
		d.resizeTo(t, 8)
		watch := func(workers int) {
			t.Helper()
			var wg sync.WaitGroup
			for range workers {
				wg.Go(func() {
					if err := d.Watch(t.Context()); err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
		}
		watch(1)
		if w := d.Watched(); w.Pools != 1 || len(w.Mended)+len(w.Person) > 0 || w.At.IsZero() {
			t.Errorf("a pool in order: %+v", w)
		}
		epoch := d.read(t).Epoch
		if ok, err := d.stock.Give(t.Context(), d.read(t), ann.ID); err != nil || !ok { // her places look free
			t.Fatalf("give = %v, %v", ok, err)
		}
		watch(3)
		if after := d.read(t).Epoch; after == epoch || after > epoch+3 {
			t.Errorf("epoch %d after %d: not mended, or by everybody in turn", after, epoch)
		}
		if found, err := d.Reconcile(t.Context(), time.Second); err != nil || len(found) > 0 {
			t.Errorf("after it was mended: %+v, %v", found, err)
		}
		d.sound(t, "mended")
		watch(1)
		if w := d.Watched(); len(w.Mended)+len(w.Person) > 0 {
			t.Errorf("in order again: %+v", w)
		}
	})
}

// TestWatchLeavesToAPerson: what the documents say of one another is nobody's to mend
// but a person's, and neither is a pool that is out of order again and again.
func TestWatchLeavesToAPerson(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := listDesk(10)
		d.resizeTo(t, 8)
		pool := d.read(t)
		pool.Blocked = 5 // three that nobody has blocked
		d.Pools = ticketingtest.NewPools(pool)
		if err := d.Watch(t.Context()); err != nil {
			t.Fatal(err)
		}
		w, faults := d.Watched(), map[ticketing.Fault]bool{}
		for _, f := range w.Person {
			faults[f.Fault] = true
		}
		if len(w.Mended) > 0 || !faults[ticketing.FaultBlocked] {
			t.Errorf("what only a person may mend: %+v", w)
		}
		if d.read(t).Epoch != pool.Epoch {
			t.Error("the stock was written anew, which helps nothing")
		}
	})
	synctest.Test(t, func(t *testing.T) {
		d := listDesk(10)
		ann := d.claim(t, "ann", 3)
		for round := range 5 {
			if ok, err := d.stock.Give(t.Context(), d.read(t), ann.ID); err != nil || !ok && round < 4 {
				t.Fatalf("give = %v, %v", ok, err)
			}
			if err := d.Watch(t.Context()); err != nil {
				t.Fatal(err)
			}
			w := d.Watched()
			if round < 3 && (len(w.Mended) != 1 || len(w.Person) > 0) || round >= 3 && (len(w.Mended) > 0 || len(w.Person) == 0) {
				t.Errorf("round %d: %+v; want it mended three times and then handed to a person", round, w)
			}
		}
	})
}

// resizeTo changes the size of the desk's pool.
func (d desk) resizeTo(t *testing.T, size int) {
	t.Helper()
	if err := d.resize(t, size, ""); err != nil {
		t.Fatal(err)
	}
}
