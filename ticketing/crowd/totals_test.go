package crowd

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"wanjia/ticketing/checkin"
)

// whole counts a night from all of its lines at once, as it was done before there were
// running totals.
func whole(records []checkin.Record, n night, gates []string, now time.Time) (in, out int, flow []Flow) {
	count := int(min(now.Sub(n.opens), 8*time.Hour)/(5*time.Minute)) + 1
	flow = make([]Flow, count)
	for i := range flow {
		flow[i] = Flow{In: make([]int, len(gates)), Out: make([]int, len(gates))}
	}
	seen := map[string]bool{}
	for _, r := range records {
		at := r.At.Add(-r.Skew)
		if r.Broken || seen[r.Name()] || at.Before(n.opens.Add(-time.Hour)) || at.After(n.closes.Add(4*time.Hour)) {
			continue
		}
		seen[r.Name()] = true
		i := min(max(int(at.Sub(n.opens)/(5*time.Minute)), 0), count-1)
		g := slices.Index(gates, r.Gate)
		if r.Kind == checkin.Out {
			out += r.Heads()
			flow[i].Out[g] += r.Heads()
		} else {
			in += r.Heads()
			flow[i].In[g] += r.Heads()
		}
	}
	return in, out, flow
}

// What is summed up as lines come is what reading all of them adds up to, in whatever
// order they come, however often, and after a new start.
func TestTotalsAreTheWholeReading(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		w := newWorld(seed + 300)
		var gates []string
		for _, g := range w.book.Gates {
			gates = append(gates, g.ID)
		}
		for range 18 {
			w.tick()
			w.crowd.Forget("lantern")
			p, err := w.crowd.Picture(t.Context(), "lantern")
			if err != nil {
				t.Fatal(err)
			}
			again := w.crowd
			fresh, err := (&Service{
				Gates: again.Gates, Lists: again.Lists, Books: again.Books, Orders: again.Orders, Sessions: again.Sessions, Pools: again.Pools, Sites: again.Sites, Now: again.Now,
			}).Picture(t.Context(), "lantern")
			if err != nil {
				t.Fatal(err)
			}
			in, out, flow := whole(w.records, p.night, gates, w.now)
			if p.In != in || p.Out != out || fresh.In != in || fresh.Out != out {
				t.Fatalf("seed %d: %d in and %d out; after a start %d and %d; all lines say %d and %d", seed, p.In, p.Out, fresh.In, fresh.Out, in, out)
			}
			for i, f := range p.Flow {
				if !slices.Equal(f.In, flow[i].In) || !slices.Equal(f.Out, flow[i].Out) {
					t.Fatalf("seed %d: in the five minutes %d %v in and %v out, all lines say %v and %v", seed, i, f.In, f.Out, flow[i].In, flow[i].Out)
				}
			}
		}
	}
}

// Lines that come in any order and twice are added once.
func TestTotalsInAnyOrder(t *testing.T) {
	t.Parallel()
	n := night{opened, opened.Add(5 * time.Hour)}
	var lines []checkin.Record
	for i := range 200 {
		r := checkin.Record{Device: "d", Seq: int64(i + 1), Nonce: nonce(int64(i)), Gate: "g0", Kind: checkin.In, Persons: 1 + i%5, At: opened.Add(time.Duration(i) * time.Minute / 2), Received: opened.Add(time.Duration(i) * time.Second)}
		if i%3 == 0 {
			r.Kind = checkin.Out
		}
		lines = append(lines, r)
	}
	sum := func(list []checkin.Record) deviceSum {
		t := newTotals(n)
		for _, r := range list {
			t.add(r)
		}
		d := t.devices["d"]
		d.came = time.Time{}
		return d
	}
	want := sum(lines)
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
	if got := sum(lines); got != want || want.in == 0 || want.out == 0 {
		t.Errorf("%+v in one order, %+v in another", want, got)
	}
}
