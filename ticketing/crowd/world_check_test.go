package crowd

import (
	"math/rand/v2"
	"os"
	"reflect"
	"slices"
	"testing"

	"wanjia/ticketing/checkin"
)

// seeds is how many evenings are tried.
func seeds() uint64 {
	if os.Getenv("WANJIA_TEST_SOAK") != "" {
		return 1000
	}
	return 50
}

// evening runs one and returns in how many moments the truth was outside the bounds.
func (w *world) evening(t *testing.T) (above, below int) {
	for range 36 {
		w.tick()
		w.crowd.Forget("lantern")
		p, err := w.crowd.Picture(t.Context(), "lantern")
		if err != nil {
			t.Fatal(err)
		}
		if p.Upper < w.truth {
			above++
		}
		if p.Lower > w.truth {
			below++
		}
		sources, _, _, err := w.crowd.sources(t.Context(), "lantern", w.book)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for i, s := range sources { // each by itself, where nobody else's slack helps
			own := w.scanners[i]
			sum += s.In - s.Out
			if s.In+min(s.hidden(w.now), s.Cap) < own.in {
				above++
			}
			if s.Out+s.hidden(w.now) < own.out {
				below++
			}
		}
		if sum != p.Counted {
			t.Fatalf("the devices count %d, together %d", sum, p.Counted)
		}
	}
	return above, below
}

// With 40 scanners behind 6 edges whose network breaks, whose clocks are wrong and who
// admit copies of passes, the truth never leaves the bounds; once all is mended the
// count is the truth, in whatever order the logs came.
func TestBoundsHold(t *testing.T) {
	t.Parallel()
	stale, most := 0, 0
	for seed := range seeds() {
		w := newWorld(seed)
		if above, below := w.evening(t); above+below > 0 {
			t.Fatalf("seed %d: the truth was above the upper bound %d times, below the lower one %d times", seed, above, below)
		}
		w.crowd.Forget("lantern")
		if p, err := w.crowd.Picture(t.Context(), "lantern"); err != nil || p.Stale {
			stale++
		}
		most = max(most, w.most)
		w.heal()
		p, err := w.crowd.Picture(t.Context(), "lantern")
		if err != nil || p.Counted != w.truth || p.Stale {
			t.Fatalf("seed %d: after the network is mended %d are counted of %d, stale %v, %v", seed, p.Counted, w.truth, p.Stale, err)
		}
		if limit := w.truth + phones*(burst+2*laneMost); p.Upper > limit {
			t.Fatalf("seed %d: up to %d are shown where %d are inside and all were heard", seed, p.Upper, w.truth)
		}
		w.anyOrder(t, seed)
	}
	if stale == 0 || most < 500 {
		t.Errorf("the network was never broken for long (%d), or hardly anybody came (%d)", stale, most)
	}
}

// anyOrder adds the logs up in another order.
func (w *world) anyOrder(t *testing.T, seed uint64) {
	var all []checkin.Record
	for _, s := range w.scanners {
		for _, r := range s.log {
			r.Device, r.Gate = s.device.ID, s.device.Gate
			all = append(all, r)
		}
	}
	first := checkin.Add(all)
	random := rand.New(rand.NewPCG(seed, 1))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	if again := checkin.Add(slices.Concat(all, all[:len(all)/3])); !reflect.DeepEqual(first, again) || first.In-first.Out != w.truth {
		t.Fatalf("seed %d: %d less %d in one order, %d less %d in another, %d inside", seed, first.In, first.Out, again.In, again.Out, w.truth)
	}
}

// The same evenings break the bound when a message counts as of the moment it arrives:
// the test above can fail.
func TestBoundsCanFail(t *testing.T) {
	t.Parallel()
	broken := 0
	for seed := range uint64(4) {
		w := newWorld(seed)
		w.naive = true
		above, below := w.evening(t)
		broken += above + below
	}
	if broken == 0 {
		t.Error("late messages were believed and nothing went wrong")
	}
}
