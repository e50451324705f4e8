package slots

import (
	"math"
	"time"
)

// Options are how a plan is made.
type Options struct {
	Preferred time.Duration // when most want to come, after the beginning of the first window
	Least     float64       // share of what its lanes pass that no window of a gate is denied for another's sake
	Seeds     int           // simulated evenings; 0 for none
	Seed      uint64        // of the first
}

// Usual is what is asked for where nobody says otherwise.
var Usual = Options{Preferred: time.Hour, Least: 0.4, Seeds: 24, Seed: 1}

// Number is how many places a gate has in a window, and what keeps it from more.
type Number struct {
	Places int
	Binds  Binding
}

// Binding is the limit that is reached first when a number grows.
type Binding struct {
	Kind    string // see Lanes and the others
	Of      string // gate, path, zone or window
	At      time.Duration
	Limit   float64 // persons: in the window, in five minutes, or at once
	Use     float64 // of it by the plan
	Reserve float64 // share of the limit kept free, because simulated evenings went beyond it
}

// Plan is the places of an evening.
type Plan struct {
	Numbers [][]Number // by gate and window
	Windows []int      // places in each
	Places  int
	Peak    int // persons at the same time, as planned
	PeakAt  time.Duration
	Inside  []Level // every five minutes
	Seeds   int     // simulated evenings, none of which broke a limit
	Rounds  int     // plans that were tried before
	Worst   float64 // use of the limit that came nearest to breaking in any evening
}

// Level is persons there at a moment.
type Level struct {
	At      time.Duration
	Persons int
	Zones   []int
	Arrive  []int // by gate, in the five minutes before
}

// mostRounds bounds the search; each round takes at least a hundredth from a limit that
// was broken.
const mostRounds = 60

// Plan computes the places of an evening. The same site, windows and options give the
// same plan. It returns [ErrSite] and [ErrPlan].
func (s Site) Plan(windows []Window, opt Options) (Plan, error) {
	routes, err := s.find()
	if err != nil {
		return Plan{}, err
	}
	if len(windows) == 0 {
		return Plan{}, ErrSite
	}
	limits := s.limits(routes, windows)
	gain := s.gains(windows, opt.Preferred)
	kept := map[place]float64{}
	keep := func(l limit) float64 {
		if k, ok := kept[place{l.kind, l.of}]; ok {
			return k
		}
		return 1
	}
	seeds := make([]uint64, opt.Seeds)
	for i := range seeds {
		seeds[i] = opt.Seed + uint64(i)
	}
	for round := range mostRounds {
		places, err := solve(limits, keep, gain, opt.Least)
		if err != nil {
			return Plan{}, err
		}
		// A few evenings find most of what breaks.
		broke, worst := false, evening{}
		for _, some := range [][]uint64{seeds[:min(len(seeds), 4)], seeds} {
			worst = s.evenings(routes, windows, places, some)
			if broke = shrink(kept, worst); broke {
				break
			}
		}
		if !broke {
			p := s.describe(limits, windows, places, keep)
			p.Seeds, p.Rounds = len(seeds), round
			for _, use := range worst {
				p.Worst = max(p.Worst, use)
			}
			return p, nil
		}
	}
	return Plan{}, ErrPlan
}

// shrink takes from each limit that was broken as much as it was broken by, and a
// little, and says whether there was one. A queue too long is taken from the lanes.
func shrink(kept map[place]float64, worst evening) bool {
	broke := false
	for p, use := range worst {
		if use <= 1 {
			continue
		}
		broke = true
		by := max(1/use, 0.9)
		if p.kind == Queue {
			p.kind, by = Lanes, max(1-0.1*(use-1), 0.95)
		}
		if _, ok := kept[p]; !ok {
			kept[p] = 1
		}
		kept[p] *= by * 0.99
	}
	return broke
}

// gains is what a place is worth: less the further its window is from when people want
// to come, a tenth an hour.
func (s Site) gains(windows []Window, preferred time.Duration) []float64 {
	out := make([]float64, len(s.Gates)*len(windows))
	for g := range s.Gates {
		for k, w := range windows {
			out[cell(g, k, len(windows))] = 1 - 0.1*math.Abs((w.Starts-preferred).Hours())
		}
	}
	return out
}

// describe says of each number what binds it.
func (s Site) describe(limits []limit, windows []Window, places []int, keep func(limit) float64) Plan {
	x := make([]float64, len(places))
	p := Plan{Numbers: make([][]Number, len(s.Gates)), Windows: make([]int, len(windows))}
	for i, n := range places {
		x[i] = float64(n)
		p.Places += n
		p.Windows[i%len(windows)] += n
	}
	use := make([]float64, len(limits))
	for i, l := range limits {
		use[i] = l.use(x)
	}
	for g := range s.Gates {
		p.Numbers[g] = make([]Number, len(windows))
		for k := range windows {
			c := cell(g, k, len(windows))
			first, room := -1, math.Inf(1)
			for i, l := range limits {
				// How many more the limit lets this number grow; what counts little
				// in it does not bind.
				if l.coef[c] < 1e-6 {
					continue
				}
				if more := (l.most*keep(l) - use[i]) / l.coef[c]; more < room {
					first, room = i, more
				}
			}
			n := Number{Places: places[c]}
			if first >= 0 {
				l := limits[first]
				n.Binds = Binding{l.kind, s.name(l, windows), l.at(windows), l.most, use[first], 1 - keep(l)}
			}
			p.Numbers[g][k] = n
		}
	}
	p.levels(s, limits, use)
	p.arrivals(s, windows, places)
	return p
}

// name is the id of what a limit is of; of the permit there is one.
func (s Site) name(l limit, windows []Window) string {
	switch l.kind {
	case Lanes, WayOut:
		return s.Gates[l.of].ID
	case Way:
		return s.Paths[l.of].ID
	case Room, Emergency:
		return s.Zones[l.of].ID
	case Whole:
		return windows[l.of].ID
	}
	return ""
}

// levels reads from the rows how many are there when.
func (p *Plan) levels(s Site, limits []limit, use []float64) {
	p.Inside = make([]Level, bins)
	for b := range p.Inside {
		p.Inside[b] = Level{At: time.Duration(b*step-before) * time.Minute, Zones: make([]int, len(s.Zones)), Arrive: make([]int, len(s.Gates))}
	}
	for i, l := range limits {
		switch l.kind {
		case Permit:
			n := int(math.Round(use[i]))
			if p.Inside[l.bin].Persons = n; n > p.Peak {
				p.Peak, p.PeakAt = n, p.Inside[l.bin].At
			}
		case Room:
			p.Inside[l.bin].Zones[l.of] = int(math.Round(use[i]))
		}
	}
}

// arrivals adds who comes when, even over each window.
func (p *Plan) arrivals(s Site, windows []Window, places []int) {
	for g := range s.Gates {
		for k, w := range windows {
			parts := int(w.Length.Minutes()) / step
			n := places[cell(g, k, len(windows))]
			for i := range parts {
				b := (int(w.Starts.Minutes())+before)/step + i
				if b < bins {
					p.Inside[b].Arrive[g] += n*(i+1)/parts - n*i/parts
				}
			}
		}
	}
}
