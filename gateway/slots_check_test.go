package main

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"wanjia/ticketing/slots"
)

// A crowd that shares no code with the planner walks through its plan, person by
// person on a clock that ticks every quarter minute, on evenings the planner has not
// seen: nowhere are more than fit.
func TestPlanHolds(t *testing.T) {
	t.Parallel()
	site, err := lanternSite()
	if err != nil {
		t.Fatal(err)
	}
	plan, err := site.Plan(lanternWindows(), slots.Usual)
	if err != nil {
		t.Fatal(err)
	}
	if plan.Places < 22_000 || plan.Places > 26_400 || plan.Peak > site.Approved {
		t.Errorf("%d places, %d at once", plan.Places, plan.Peak)
	}
	for seed := range uint64(6) {
		for what, use := range newStroll(site, 900+seed).evening(plan) {
			if use > 1 {
				t.Errorf("evening %d: %s is used to %.3f", seed, what, use)
			}
		}
	}
	// The same walk says so when a plan is too large.
	for g := range plan.Numbers {
		for k := range plan.Numbers[g] {
			plan.Numbers[g][k].Places = plan.Numbers[g][k].Places * 5 / 4
		}
	}
	worst := 0.0
	for _, use := range newStroll(site, 1).evening(plan) {
		worst = max(worst, use)
	}
	if worst <= 1 {
		t.Error("a quarter more people broke nothing")
	}
}

// stroll is people on a ground.
type stroll struct {
	slots.Site
	chance *rand.Rand
	gates  map[string]int
}

func newStroll(s slots.Site, seed uint64) *stroll {
	c := &stroll{s, rand.New(rand.NewPCG(seed, 77)), map[string]int{}}
	for i, g := range s.Gates {
		c.gates[g.ID] = i
	}
	return c
}

// walker is one person: what they do next, and when.
type walker struct {
	steps []todo
}

type todo struct {
	at   float64 // minutes
	path string  // stepped on
	zone string  // entered; "-" for the way out of the ground
	gate string  // left by
}

// evening lets everybody of the plan come and returns the worst use of everything.
func (c *stroll) evening(plan slots.Plan) map[string]float64 {
	var all []walker
	for g, gate := range c.Gates {
		var come []float64
		for k, n := range plan.Numbers[g] {
			for range n.Places {
				at := float64(30*k) + 30*c.chance.Float64()
				switch c.chance.IntN(12) {
				case 0, 1:
					at = float64(30*k) - min(c.chance.ExpFloat64()*8, 29)
				case 2:
					at = float64(30*k+30) + min(c.chance.ExpFloat64()*8, 29)
				}
				come = append(come, at)
			}
		}
		slices.Sort(come)
		open := -30.0
		for _, at := range come { // the lanes together, one person after the other
			open = max(open, at) + 60/float64(gate.Lanes*gate.LaneHour)
			all = append(all, c.walker(gate.ID, open))
		}
	}
	return c.tick(all)
}

// walker throws a route and how long somebody stays.
func (c *stroll) walker(gate string, in float64) walker {
	var route slots.Route
	u := c.chance.Float64()
	for _, r := range c.Routes {
		if r.Gate == gate {
			if route = r; u < r.Share {
				break
			}
			u -= r.Share
		}
	}
	stay := c.Stay.Minutes() + c.Spread.Minutes()*c.chance.NormFloat64()
	stay = min(max(stay, 10), 150)
	leave := min(in+stay, c.Closes.Minutes()+20*c.chance.Float64())
	var walks []float64
	from, sum := gate, 0.0
	var paths []string
	for _, z := range append(slices.Clone(route.Zones), route.Exit) {
		for _, p := range c.Paths {
			if p.From == from && p.To == z || !p.OneWay && p.From == z && p.To == from {
				paths, walks = append(paths, p.ID), append(walks, float64(p.Metres)/50*(0.85+0.3*c.chance.Float64()))
			}
		}
		from = z
	}
	for _, w := range walks[:len(route.Zones)] {
		sum += w
	}
	left, t := max(leave-in-sum, 0), in
	var w walker
	for i, z := range route.Zones {
		w.steps = append(w.steps, todo{at: t, path: paths[i], zone: "-"}, todo{at: t + walks[i], zone: z})
		t += walks[i] + left*route.Stay[i]
	}
	last := len(route.Zones)
	w.steps = append(w.steps, todo{at: t, path: paths[last], zone: "-"}, todo{at: t + walks[last], gate: route.Exit})
	return w
}

// tick runs the evening and counts.
func (c *stroll) tick(all []walker) map[string]float64 {
	const quarter = 0.25
	type event struct {
		todo
		who int
	}
	var list []event
	for i, w := range all {
		for _, s := range w.steps {
			list = append(list, event{s, i})
		}
	}
	slices.SortFunc(list, func(a, b event) int { return int(math.Copysign(1, a.at-b.at)) * b2i(a.at != b.at) })
	where := make([]string, len(all))
	inside, zones := 0, map[string]int{}
	flows := map[string][]float64{} // by what, the moments of the last five minutes
	out := map[string]float64{}
	i := 0
	for now := -30.0; now < 330; now += quarter {
		for ; i < len(list) && list[i].at <= now; i++ {
			e := list[i]
			if where[e.who] == "" {
				inside++
			} else {
				zones[where[e.who]]--
			}
			if e.path != "" {
				flows[e.path] = append(flows[e.path], now)
			}
			if e.gate != "" {
				flows[e.gate] = append(flows[e.gate], now)
				inside--
				continue
			}
			zones[e.zone]++
			where[e.who] = e.zone
		}
		out["permit"] = max(out["permit"], float64(inside)/float64(c.Approved))
		for _, z := range c.Zones {
			out[z.ID] = max(out[z.ID], float64(zones[z.ID])/float64(z.Capacity))
			out[z.ID+" in an emergency"] = max(out[z.ID+" in an emergency"], float64(zones[z.ID])/(float64(z.ExitCM)/100*60*8))
		}
	}
	for what, at := range flows {
		most := 0.0
		for _, p := range c.Paths {
			if p.ID == what {
				most = map[string]float64{"level": 60, "ramp": 48, "stairs": 48}[p.Kind] * float64(p.WidthCM) / 100 * c.Factor * 5
			}
		}
		if g, ok := c.gates[what]; ok {
			most = 60 * float64(c.Gates[g].ExitCM) / 100 * c.Factor * 5
		}
		for first := -30.0; first < 330; first += 5 {
			n := 0
			for _, t := range at {
				if t >= first && t < first+5 {
					n++
				}
			}
			out[what] = max(out[what], float64(n)/most)
		}
	}
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
