package slots

import (
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
)

// evening is one simulated evening: what each limit was used for at most, as a share of
// what it allows.
type evening map[place]float64

// place is a limit whenever it is.
type place struct {
	kind string
	of   int
}

// Queue is the limit of how long somebody waits in front of a gate; it is only seen in
// a simulated evening.
const Queue = "queue"

// partySizes are how many come together: of a hundred parties.
var partySizes = [6]int{14, 30, 22, 18, 10, 6}

// party throws how many come together.
func party(random *rand.Rand) int {
	n := random.IntN(100)
	for i, w := range partySizes {
		if n -= w; n < 0 {
			return i + 1
		}
	}
	return 1
}

// arrival throws when somebody comes, in minutes after the beginning of their window:
// most within it, a sixth before, a twelfth after it.
func arrival(random *rand.Rand, length float64) float64 {
	switch u := random.Float64(); {
	case u < 1.0/6:
		return -math.Min(random.ExpFloat64()*8, before-1)
	case u < 1.0/4:
		return length + math.Min(random.ExpFloat64()*8, before-1)
	}
	return random.Float64() * length
}

// group is a party on its way.
type group struct {
	at      float64
	persons int
}

// simulate runs one evening with the places all taken and everybody coming.
func (s Site) simulate(routes []walked, windows []Window, places []int, seed uint64) evening {
	random := rand.New(rand.NewPCG(seed, 0x6c616e7465726e))
	minutes := bins * step
	rooms := make([][]float64, len(s.Zones)+1) // the last for all
	for i := range rooms {
		rooms[i] = make([]float64, minutes+1)
	}
	ways, outs := make([][]float64, len(s.Paths)), make([][]float64, len(s.Gates))
	for i := range ways {
		ways[i] = make([]float64, bins)
	}
	for i := range outs {
		outs[i] = make([]float64, bins)
	}
	slot := func(m float64, n int) int { return min(max(int(math.Floor(m+before)), 0), n) }
	out := evening{}
	for g := range s.Gates {
		waited := 0.0
		for _, p := range s.admitted(g, windows, places, random, &waited) {
			r := s.route(routes, g, random)
			left := s.leaving(p.at, s.stays(random.NormFloat64()), random.Float64())
			n := float64(p.persons)
			s.walk(slower(r, 0.85+0.3*random.Float64()), p.at, left,
				func(path int, at float64) { ways[path][slot(at, minutes-1)/step] += n },
				func(zone int, from, to float64) {
					rooms[zone][slot(from, minutes)] += n
					rooms[zone][slot(to, minutes)] -= n
				})
			rooms[len(s.Zones)][slot(p.at, minutes)] += n
			rooms[len(s.Zones)][slot(left+r.out, minutes)] -= n
			outs[r.exit][slot(left+r.out, minutes-1)/step] += n
		}
		out.most(place{Queue, g}, waited, s.Wait.Minutes())
	}
	for i, w := range ways {
		out.most(place{Way, i}, slices.Max(w), s.mostOf(Way, i))
	}
	for i, w := range outs {
		out.most(place{WayOut, i}, slices.Max(w), s.mostOf(WayOut, i))
	}
	for i, r := range rooms {
		inside, most := 0.0, 0.0
		for _, change := range r {
			inside += change
			most = max(most, inside)
		}
		if i == len(s.Zones) {
			out.most(place{Permit, 0}, most, s.mostOf(Permit, 0))
			continue
		}
		out.most(place{Room, i}, most, s.mostOf(Room, i))
		out.most(place{Emergency, i}, most, s.mostOf(Emergency, i))
	}
	return out
}

func (e evening) most(p place, used, allowed float64) {
	if allowed > 0 && !math.IsInf(allowed, 1) {
		e[p] = max(e[p], used/allowed)
	}
}

// admitted returns the parties of a gate as they come through its lanes. Each lane takes
// the next party as soon as it is done with the one before; waited is raised to the
// longest wait.
func (s Site) admitted(g int, windows []Window, places []int, random *rand.Rand, waited *float64) []group {
	var queue []group
	for k, w := range windows {
		for left := places[cell(g, k, len(windows))]; left > 0; {
			n := min(party(random), left)
			left -= n
			queue = append(queue, group{w.Starts.Minutes() + arrival(random, w.Length.Minutes()), n})
		}
	}
	gate := s.Gates[g]
	if gate.Lanes == 0 {
		return nil
	}
	slices.SortFunc(queue, func(a, b group) int {
		switch {
		case a.at < b.at:
			return -1
		case a.at > b.at:
			return 1
		}
		return a.persons - b.persons
	})
	free := make([]float64, gate.Lanes)
	for i := range free {
		free[i] = -before
	}
	each := 60 / float64(gate.LaneHour)
	for i := range queue {
		lane := 0
		for k := range free {
			if free[k] < free[lane] {
				lane = k
			}
		}
		begins := max(queue[i].at, free[lane])
		*waited = max(*waited, begins-queue[i].at)
		free[lane] = begins + each*float64(queue[i].persons)*(0.7+0.6*random.Float64())
		queue[i].at = free[lane]
	}
	return queue
}

// route throws how a party of a gate walks.
func (s Site) route(routes []walked, g int, random *rand.Rand) walked {
	u := random.Float64()
	var last walked
	for _, r := range routes {
		if r.gate != g {
			continue
		}
		if last = r; u < r.share {
			return r
		}
		u -= r.share
	}
	return last
}

// slower is a route walked at another pace.
func slower(r walked, by float64) walked {
	legs := slices.Clone(r.legs)
	for i := range legs {
		legs[i].walk *= by
	}
	r.legs = legs
	return r
}

// evenings simulates with each seed and returns the worst use of each limit.
func (s Site) evenings(routes []walked, windows []Window, places []int, seeds []uint64) evening {
	all := make([]evening, len(seeds))
	var wg sync.WaitGroup
	lanes := min(runtime.GOMAXPROCS(0), len(seeds))
	for w := range lanes {
		wg.Go(func() {
			for i := w; i < len(seeds); i += lanes {
				all[i] = s.simulate(routes, windows, places, seeds[i])
			}
		})
	}
	wg.Wait()
	out := evening{}
	for _, e := range all {
		for p, use := range e {
			out[p] = max(out[p], use)
		}
	}
	return out
}
