package ticketing_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"wanjia/ticketing"
)

func TestHoldAndConfirm(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) { // the clock is fake
		d := newDesk(6, nil)
		ann := d.press("ann", 3, "a1")
		h, err := d.Hold(t.Context(), ann)
		if err != nil || len(h.Places) != 3 || time.Until(h.Until) != ticketing.HoldFor {
			t.Fatalf("hold = %+v, %v", h, err)
		}
		if again, err := d.Hold(t.Context(), ann); err != nil || !again.Until.Equal(h.Until) {
			t.Errorf("the same hold again = %+v, %v", again, err)
		}
		if _, err := d.Confirm(t.Context(), h.ID, ticketing.Request{Pool: d.pool.ID, Holder: "eve"}); !errors.Is(err, ticketing.ErrHoldLapsed) {
			t.Errorf("confirming another's hold: %v", err)
		}
		if err := d.LetGo(t.Context(), d.pool.ID, "eve", h.ID); err != nil {
			t.Errorf("letting another's hold go: %v", err)
		}
		time.Sleep(9 * time.Minute)
		longer, err := d.Extend(t.Context(), d.pool.ID, "ann", h.ID)
		if err != nil || time.Until(longer.Until) != ticketing.HoldFor {
			t.Errorf("extended = %+v, %v", longer, err)
		}
		if _, err := d.Extend(t.Context(), d.pool.ID, "ann", h.ID); !errors.Is(err, ticketing.ErrHoldExtended) {
			t.Errorf("extended twice: %v", err)
		}
		time.Sleep(9 * time.Minute)
		var claim ticketing.Claim
		for range 2 {
			c, err := d.Confirm(t.Context(), h.ID, ticketing.Request{Pool: d.pool.ID, Holder: "ann"})
			if err != nil || len(c.Places) != 3 || c.ID != h.ID || c.Channel != "online" || c.Party != 3 {
				t.Fatalf("confirm = %+v, %v", c, err)
			}
			claim = c
		}
		if _, err := d.Extend(t.Context(), d.pool.ID, "ann", h.ID); !errors.Is(err, ticketing.ErrAlreadyClaimed) {
			t.Errorf("extending what is claimed: %v", err)
		}
		if _, err := d.Hold(t.Context(), ann); !errors.Is(err, ticketing.ErrAlreadyClaimed) {
			t.Errorf("holding what is claimed: %v", err)
		}
		if c, err := d.Service.Claim(t.Context(), ann); err != nil || c.ID != claim.ID {
			t.Errorf("pressing with the key of the hold = %+v, %v; want the same claim", c, err)
		}
		d.stock.Forget() // Redis knows nothing of it any more
		if c, err := d.Confirm(t.Context(), h.ID, ticketing.Request{Pool: d.pool.ID, Holder: "ann"}); err != nil || c.ID != claim.ID {
			t.Errorf("confirming again after Redis was emptied = %+v, %v", c, err)
		}
	})
}

// TestHoldEnds: at the very moment its time is up a hold can not be confirmed, and
// its places are somebody else's to take.
func TestHoldEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(3, nil)
		h, err := d.Hold(t.Context(), d.press("ann", 3, "a1"))
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(ticketing.HoldFor - time.Millisecond)
		if _, err := d.Service.Claim(t.Context(), d.press("bob", 1, "b1")); !errors.Is(err, ticketing.ErrSoldOut) {
			t.Errorf("a millisecond before: %v", err)
		}
		time.Sleep(time.Millisecond)
		if _, err := d.Confirm(t.Context(), h.ID, ticketing.Request{Pool: d.pool.ID, Holder: "ann"}); !errors.Is(err, ticketing.ErrHoldLapsed) {
			t.Errorf("confirmed when its time was up: %v", err)
		}
		if _, err := d.Service.Claim(t.Context(), d.press("bob", 3, "b1")); err != nil {
			t.Errorf("what ann no longer holds: %v", err)
		}
	})
}

// TestHoldRace: the moment a hold ends, its holder confirms and many others press.
// The places go to one side, whole.
func TestHoldRace(t *testing.T) {
	t.Parallel()
	for round := range 20 {
		synctest.Test(t, func(t *testing.T) {
			d := newDesk(2, nil)
			h, err := d.Hold(t.Context(), d.press("ann", 2, "a1"))
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(time.Until(h.Until) - time.Duration(round%3-1)*time.Nanosecond)
			var wg sync.WaitGroup
			var won atomic.Int32
			wg.Go(func() {
				if _, err := d.Confirm(t.Context(), h.ID, ticketing.Request{Pool: d.pool.ID, Holder: "ann"}); err == nil {
					won.Add(1)
				}
			})
			for i := range 8 {
				wg.Go(func() {
					if _, err := d.Service.Claim(t.Context(), d.press(fmt.Sprint("other", i), 2, "k")); err == nil {
						won.Add(1)
					}
				})
			}
			wg.Wait()
			if n := won.Load(); n != 1 {
				t.Errorf("%d sides won the same two places", n)
			}
		})
	}
}

// TestPlacesAddUp does anything in any order, with time passing and Redis emptied,
// the house blocking and freeing places, and asks after every step: held + sold + free +
// blocked is all the places of the pool, nobody's
// confirmed places are anybody else's, and no hold was confirmed after its time.
func TestPlacesAddUp(t *testing.T) {
	t.Parallel()
	for seed := range uint64(40) {
		synctest.Test(t, func(t *testing.T) { placesAddUp(t, seed) })
	}
}

func placesAddUp(t *testing.T, seed uint64) {
	const capacity, holders, steps = 20, 8, 120
	d := newDesk(capacity, nil)
	dice := rand.New(rand.NewPCG(seed, 0))
	holds := map[ticketing.HolderID]ticketing.Hold{}
	owned := map[ticketing.HolderID]ticketing.Claim{}
	for step := range steps {
		who := ticketing.HolderID(fmt.Sprint("h", dice.IntN(holders)))
		r := d.press(string(who), 1+dice.IntN(6), fmt.Sprint("k", step))
		h, holding := holds[who]
		live := holding && time.Now().Before(h.Until)
		switch dice.IntN(10) {
		case 0, 1:
			if got, err := d.Hold(t.Context(), r); err == nil {
				holds[who] = got
			}
		case 2, 3:
			c, err := d.Confirm(t.Context(), h.ID, ticketing.Request{Pool: d.pool.ID, Holder: who})
			if err != nil {
				break
			}
			if mine, known := owned[who]; !live && (!known || mine.ID != c.ID) {
				t.Fatalf("seed %d: step %d: a hold was confirmed after its time", seed, step)
			}
			owned[who] = c
			delete(holds, who)
		case 4:
			if got, err := d.Extend(t.Context(), d.pool.ID, who, h.ID); err == nil {
				holds[who] = got
			}
		case 5:
			if err := d.LetGo(t.Context(), d.pool.ID, who, h.ID); err != nil {
				t.Fatal(err)
			}
			delete(holds, who)
		case 6:
			if c, ok := owned[who]; ok && dice.IntN(2) == 0 {
				if _, err := d.Release(t.Context(), who, c.ID); err != nil {
					t.Fatal(err)
				}
				delete(owned, who)
			} else if c, err := d.Service.Claim(t.Context(), r); err == nil {
				owned[who] = c
			}
		case 7:
			time.Sleep(time.Duration(dice.IntN(12)) * time.Minute)
		case 8:
			if dice.IntN(10) == 0 {
				d.stock.Forget()
				clear(holds) // they lived there alone
			}
		case 9:
			p := d.read(t)
			r := ticketing.Resize{Pool: p.ID, Rev: p.Rev, Size: max(0, p.Size()+dice.IntN(17)-8)}
			_, err := d.Resize(t.Context(), r)
			switch {
			case err == nil, errors.Is(err, ticketing.ErrSize), errors.Is(err, ticketing.ErrCapacity):
			case errors.Is(err, ticketing.ErrPlacesTaken):
				if q := d.read(t); q.Size() != p.Size() || q.Capacity != p.Capacity {
					t.Fatalf("seed %d: step %d: a change of size was refused and made %+v of %+v", seed, step, q, p)
				}
			default:
				t.Fatal(err)
			}
		}
		if err := d.Lapse(t.Context()); err != nil {
			t.Fatal(err)
		}
		sold, held := map[int]ticketing.HolderID{}, 0
		for holder, c := range owned {
			for _, n := range c.Places {
				if other, ok := sold[n]; ok {
					t.Fatalf("seed %d: step %d: place %d is of %s and %s", seed, step, n, holder, other)
				}
				sold[n] = holder
			}
		}
		for _, h := range holds {
			if time.Now().Before(h.Until) {
				held += len(h.Places)
			}
		}
		a, err := d.Availability(t.Context(), d.pool.Session)
		if err != nil {
			t.Fatal(err)
		}
		p := d.read(t)
		if a[0].Free+len(sold)+held+a[0].Blocked != p.Capacity || a[0].Claimed != len(sold)+held || a[0].Blocked != p.Blocked {
			t.Fatalf("seed %d: step %d: %d free + %d sold + %d held + %d blocked (%d) is not %d", seed, step, a[0].Free, len(sold), held, a[0].Blocked, p.Blocked, p.Capacity)
		}
		if l, err := d.Ledgers.Ledger(t.Context(), p.Session); err != nil || l.Version > 0 && (l.Cuts[0].Places != p.Size() || l.Left() < 0) {
			t.Fatalf("seed %d: step %d: ledger %+v, %v; the pool's size is %d", seed, step, l, err, p.Size())
		}
	}
}
