package seed_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"wanjia/events/seed"
)

// show is what a checker remembers of the lantern show.
type show struct {
	zones     map[string]seed.LanternZone
	gates     map[string]seed.LanternGate
	ways      map[string]bool // "Z1>Z2"
	through   map[string]int  // percent of a gate's visitors who have a route
	windows   map[int]int     // by night
	places    map[string]int  // by what they are for
	lanterns  int
	made      map[string]int // "kind zodiac"
	loads     map[string]int // by circuit
	circuits  int
	evenings  map[int]bool
	incidents map[string]int
}

// shine takes the next row if it is of the lantern show.
func (c *checker) shine(row seed.Row) bool {
	s := &c.show
	switch r := row.(type) {
	case seed.LanternZone:
		fresh(c, s.zones, r.ID)
		if s.zones[r.ID] = r; r.Capacity*r.PersonDM2 != r.AreaM2*100 || r.Width*r.Height != r.AreaM2 {
			c.bad("zone %s: %d persons on %d m², drawn %d by %d", r.ID, r.Capacity, r.AreaM2, r.Width, r.Height)
		}
	case seed.LanternGate:
		fresh(c, s.gates, r.ID)
		need(c, s.zones, r.Zone, r.ID, "zone")
		s.gates[r.ID] = r
	case seed.LanternPath:
		for _, end := range []string{r.From, r.To} {
			if _, gate := s.gates[end]; !gate {
				need(c, s.zones, end, r.ID, "zone")
			}
		}
		s.ways[r.From+">"+r.To] = true
		if s.ways[r.To+">"+r.From] = !r.OneWay; r.WidthCM < 200 || !slices.Contains([]string{"level", "ramp", "stairs"}, r.Kind) {
			c.bad("path %s: %s, %d cm", r.ID, r.Kind, r.WidthCM)
		}
	case seed.LanternRoute:
		c.route(r)
	case seed.LanternWindow:
		if s.windows[r.Night]++; r.Residents+r.Visitors+r.WalkUp+r.Special != r.Places || r.Places != 4000 || r.Starts.Minute()%30 != 0 {
			c.bad("window %s has %d places", r.ID, r.Places)
		}
		s.places["residents"] += r.Residents
		s.places["visitors"] += r.Visitors
		s.places["walk_up"] += r.WalkUp
		s.places["special"] += r.Special
	case seed.Lantern:
		c.lantern(r)
	case seed.LanternCircuit:
		need(c, s.zones, r.Zone, r.ID, "zone")
		if s.circuits++; r.Load > r.Limit || r.Limit != 2400 || r.Amps != 16 || r.Load != s.loads[r.ID] {
			c.bad("circuit %s carries %d W of %d, its lanterns %d", r.ID, r.Load, r.Limit, s.loads[r.ID])
		}
	case seed.LanternEvening:
		if s.evenings[r.Night] = true; r.Celsius < 1 || r.Celsius > 9 {
			c.bad("night %d: %d degrees", r.Night, r.Celsius)
		}
	case seed.LanternIncident:
		s.incidents[fmt.Sprint(r.Night, " ", r.Kind)]++
	default:
		return false
	}
	return true
}

// route checks that somebody can walk it.
func (c *checker) route(r seed.LanternRoute) {
	s := &c.show
	need(c, s.gates, r.Gate, "route", "gate")
	need(c, s.gates, r.Exit, "route", "gate")
	stay, from := 0, r.Gate
	for i, z := range r.Zones {
		if !s.ways[from+">"+z] {
			c.bad("there is no way from %s to %s", from, z)
		}
		n, err := strconv.Atoi(r.Stay[i])
		if err != nil {
			c.bad("stay %q", r.Stay[i])
		}
		stay, from = stay+n, z
	}
	if !s.ways[from+">"+r.Exit] || stay != 100 {
		c.bad("there is no way from %s out of %s, or they stay for %d percent", from, r.Exit, stay)
	}
	s.through[r.Gate] += r.Percent
}

func (c *checker) lantern(r seed.Lantern) {
	s := &c.show
	need(c, s.zones, r.Zone, r.ID, "zone")
	h := c.homes[r.Maker]
	if h == nil || c.buildings[h.Building] == nil || c.buildings[h.Building].Estate != r.Estate {
		c.bad("lantern %s: who made it lives elsewhere", r.ID)
	}
	if (r.Power == "mains") != (r.Watts > 0) || (r.Watts > 0) != (r.Circuit != "") {
		c.bad("lantern %s: %s, %d W on %q", r.ID, r.Power, r.Watts, r.Circuit)
	}
	s.lanterns++
	s.loads[r.Circuit] += r.Watts
	for _, what := range []string{"kind " + r.Kind, "material " + r.Material, "power " + r.Power, "passed " + strconv.FormatBool(r.Passed)} {
		s.made[what]++
	}
}

// lanternFull is what the lanterns are, per thousand.
var lanternFull = map[string]int{
	"kind zodiac": 180, "kind family_motto": 140, "kind grains": 80, "kind news": 90, "kind fairy_tale": 120, "kind palace": 150, "kind moving": 20,
	"kind pavilion": 40, "kind other": 180,
	"material bottles": 240, "material paper": 220, "material cloth": 170, "material wire": 110, "material straws": 80, "material foam": 80,
	"material discs_spoons": 50, "material other": 50,
	"power none": 410, "power battery": 430, "power mains": 160, "passed true": 969, "passed false": 31,
}

// lanterns checks the sums of the show.
func (c *checker) lanterns() {
	s := &c.show
	lanes := 0
	for id, g := range s.gates {
		if lanes += g.Lanes; s.through[id] != 100 {
			c.bad("%d percent of gate %s have a route", s.through[id], id)
		}
	}
	area, capacity := 0, 0
	for _, z := range s.zones {
		area, capacity = area+z.AreaM2, capacity+z.Capacity
	}
	if len(s.gates) != 5 || lanes != 22 || len(s.zones) != 5 || area != 26_200 || capacity != 18_200 {
		c.bad("the show has %d gates with %d lanes, %d zones of %d m² for %d", len(s.gates), lanes, len(s.zones), area, capacity)
	}
	want := map[string]int{"residents": 36_000, "visitors": 25_200, "walk_up": 7200, "special": 3600}
	for what, n := range want {
		if s.places[what] != n {
			c.bad("%d passes for %s, not %d", s.places[what], what, n)
		}
	}
	for night := 1; night <= 3; night++ {
		if s.windows[night] != 6 || !s.evenings[night] {
			c.bad("night %d has %d windows", night, s.windows[night])
		}
		for kind, n := range map[string]int{"lost_child": 3, "faint": 2, "fall": 1, "breaker_trip": 1, "photo_fight": 1, "wind_drill": b2i(night == 2)} {
			if got := s.incidents[fmt.Sprint(night, " ", kind)]; got != n {
				c.bad("night %d: %d times %s", night, got, kind)
			}
		}
	}
	if s.lanterns != 520*len(c.estates) || s.circuits != 64 {
		c.bad("%d lanterns on %d circuits", s.lanterns, s.circuits)
	}
	for _, what := range sorted(s.made) {
		if d := float64(s.made[what]) - float64(lanternFull[what])*float64(s.lanterns)/1000; math.Abs(d) >= 1 {
			c.bad("%d lanterns %s, %.1f too many", s.made[what], what, d)
		}
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
