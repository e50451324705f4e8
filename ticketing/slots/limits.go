package slots

import (
	"math"
	"time"
)

// Kinds of limits.
const (
	Lanes     = "lanes"     // a gate's lanes pass no more in the window
	Whole     = "window"    // the window may have no more places
	Way       = "path"      // a way passes no more
	WayOut    = "exit"      // the way out beside a gate passes no more
	Room      = "zone"      // a zone is full
	Emergency = "emergency" // a zone would not empty in time
	Permit    = "permit"    // no more may be there at the same time
)

// step is the length of the bins in which ways and zones are looked at, in minutes.
const step = 5

// bins is how many of them an evening has, from half an hour before the first window.
const (
	bins   = 84
	before = 30 // minutes
)

// limit is one row of the program: what of the places of each gate and window counts
// towards it.
type limit struct {
	kind string
	of   int // gate, path, zone or window
	bin  int // -1 for none
	most float64
	coef []float64 // by gate and window
}

// cell is the number of a gate's window.
func cell(gate, window, windows int) int { return gate*windows + window }

// quantiles of the normal distribution at the middles of as many equal parts.
var quantiles = func() []float64 {
	const n = 15
	out := make([]float64, n)
	for i := range out {
		out[i] = math.Sqrt2 * math.Erfinv(2*(float64(i)+0.5)/n-1)
	}
	return out
}()

// leaving is when somebody who comes in at a minute and would stay so long leaves: at
// the close those who are there are asked out over twenty minutes.
func (s Site) leaving(in, stay, rank float64) float64 {
	closes := s.Closes.Minutes()
	return min(in+stay, max(closes+20*rank, in))
}

// stays bounds how long somebody stays, in minutes.
func (s Site) stays(z float64) float64 {
	return min(max(s.Stay.Minutes()+z*s.Spread.Minutes(), 10), 2*s.Stay.Minutes()+10)
}

// mostOf is what a limit of a kind allows in a bin, or at a moment.
func (s Site) mostOf(kind string, of int) float64 {
	switch kind {
	case Way:
		p := s.Paths[of]
		return flow(p.Kind) * float64(p.WidthCM) / 100 * s.Factor * step
	case WayOut:
		return flow("level") * float64(s.Gates[of].ExitCM) / 100 * s.Factor * step
	case Room:
		return float64(s.Zones[of].Capacity)
	case Emergency:
		return flow("level") * float64(s.Zones[of].ExitCM) / 100 * s.EmptyIn.Minutes()
	case Permit:
		return float64(s.Approved)
	}
	return math.Inf(1)
}

// limits returns every row there is. Arrivals are even over a window, as planned.
func (s Site) limits(routes []walked, windows []Window) []limit {
	n := len(s.Gates) * len(windows)
	table := func(count int) [][]float64 {
		out := make([][]float64, count*bins)
		for i := range out {
			out[i] = make([]float64, n)
		}
		return out
	}
	ways, outs, rooms, all := table(len(s.Paths)), table(len(s.Gates)), table(len(s.Zones)), table(1)
	add := func(t [][]float64, of int, minute float64, c int, w float64) {
		if b := int(math.Floor((minute + before) / step)); b >= 0 && b < bins {
			t[of*bins+b][c] += w
		}
	}
	// present is at the end of each bin.
	stay := func(t [][]float64, of int, from, to float64, c int, w float64) {
		for b := max(int(math.Ceil((from+before)/step)), 0); b < bins && float64(b*step-before) < to; b++ {
			t[of*bins+b][c] += w
		}
	}
	for _, r := range routes {
		for k, win := range windows {
			c := cell(r.gate, k, len(windows))
			minutes := int(win.Length.Minutes())
			w := r.share / float64(minutes*len(quantiles))
			for m := range minutes {
				in := win.Starts.Minutes() + float64(m) + 0.5
				for q, z := range quantiles {
					left := s.leaving(in, s.stays(z), (float64(q)+0.5)/float64(len(quantiles)))
					s.walk(r, in, left, func(path int, at float64) { add(ways, path, at, c, w) },
						func(zone int, from, to float64) { stay(rooms, zone, from, to, c, w) })
					stay(all, 0, in, left+r.out, c, w)
					add(outs, r.exit, left+r.out, c, w)
				}
			}
		}
	}
	var out []limit
	for g := range s.Gates {
		for k, win := range windows {
			l := limit{Lanes, g, k, float64(s.Gates[g].Lanes*s.Gates[g].LaneHour) * win.Length.Hours(), make([]float64, n)}
			l.coef[cell(g, k, len(windows))] = 1
			out = append(out, l)
		}
	}
	for k, win := range windows {
		if win.Most > 0 {
			l := limit{Whole, k, k, float64(win.Most), make([]float64, n)}
			for g := range s.Gates {
				l.coef[cell(g, k, len(windows))] = 1
			}
			out = append(out, l)
		}
	}
	for _, t := range []struct {
		kind  string
		table [][]float64
	}{{Way, ways}, {WayOut, outs}, {Room, rooms}, {Emergency, rooms}, {Permit, all}} {
		for i, coef := range t.table {
			l := limit{t.kind, i / bins, i % bins, s.mostOf(t.kind, i/bins), coef}
			if l.counts() {
				out = append(out, l)
			}
		}
	}
	return out
}

// walk tells when somebody passes each way and is in each zone. What of the stay is
// over by the close is not stayed.
func (s Site) walk(r walked, in, left float64, pass func(path int, at float64), be func(zone int, from, to float64)) {
	total := left - in
	t := in
	walking := 0.0
	for _, l := range r.legs {
		walking += l.walk
	}
	staying := max(total-walking, 0)
	for _, l := range r.legs {
		pass(l.path, t+l.walk/2)
		t += l.walk
		be(l.zone, t, t+staying*l.stay)
		t += staying * l.stay
	}
	pass(r.leave, t+r.out/2)
}

func (l limit) counts() bool {
	for _, c := range l.coef {
		if c > 1e-9 {
			return true
		}
	}
	return false
}

// use is how much of the limit the places take.
func (l limit) use(places []float64) float64 {
	sum := 0.0
	for i, c := range l.coef {
		sum += c * places[i]
	}
	return sum
}

// at is the moment of a limit, after the beginning of the first window.
func (l limit) at(windows []Window) time.Duration {
	if l.kind == Lanes || l.kind == Whole {
		return windows[l.bin].Starts
	}
	return time.Duration(l.bin*step-before) * time.Minute
}
