package tables

import (
	"cmp"
	"math"
	"slices"
)

// walk is how far it is on foot, in metres, a third longer than as the crow flies.
func walk(a, b [2]int) int {
	dx, dy := float64(a[0]-b[0]), float64(a[1]-b[1])
	return int(math.Sqrt(float64(dx*dx)+float64(dy*dy)) * 4 / 3)
}

func (s *solver) walkTo(building, venue int) int {
	v := &s.plan.Venues[venue]
	return walk(s.sites[building], [2]int{v.X, v.Y})
}

// spare is what a venue keeps free when buildings are assigned to it, because
// households are not as fine as people: one place of so many.
const spare = 100

// assignSpecial gives a venue to every unit that not every table is good for, first,
// as fewer places are, and to the groups of kin.
func (s *solver) assignSpecial() {
	taken := make([]int, len(s.plan.Venues)) // general places given
	for _, c := range s.classes() {
		if c.general {
			continue
		}
		room := make([]int, len(s.plan.Venues))
		for v := range room {
			for _, t := range s.tables[v] {
				room[v] += c.room(t)
			}
			if c.kin {
				room[v] = max(0, room[v]-taken[v])
			}
		}
		s.share(c, room)
		for _, k := range c.units {
			if u := &s.units[k]; u.venue >= 0 && u.only == "" {
				taken[u.venue] += u.places
			}
		}
	}
}

// assignRest gives a venue to everyone else, by building, so that all walk the least
// in all. A building stays whole unless its venue is full.
func (s *solver) assignRest() {
	for _, c := range s.classes() {
		if !c.general {
			continue
		}
		room := make([]int, len(s.plan.Venues))
		for v := range room {
			for _, t := range s.tables[v] {
				room[v] += c.room(t)
			}
			if a := s.plan.Venues[v].Approved; a != 0 && s.rules.approved {
				room[v] = min(room[v], a-s.people[v])
			}
			room[v] = max(0, room[v]-room[v]/spare)
		}
		s.share(c, room)
	}
}

// class is units that compete for the same places.
type class struct {
	units   []int
	weight  func(k int) int
	room    func(t int) int
	kin     bool
	general bool
}

func (s *solver) classes() []class {
	by := map[string]*class{}
	var names []string
	for k := range s.units {
		u := &s.units[k]
		if u.table >= 0 || len(u.homes) == 0 {
			continue
		}
		name, weight := "9", func(k int) int { return s.units[k].places }
		room := func(t int) int {
			if s.rules.only && s.plan.Tables[t].Only != "" {
				return 0
			}
			return s.desks[t].room
		}
		switch {
		case u.only != "":
			name = "0" + u.only
			weight = func(k int) int { return s.units[k].size() }
			room = func(t int) int {
				if s.plan.Tables[t].Only != u.only {
					return 0
				}
				return s.desks[t].room
			}
		case u.wheels > 0:
			name, weight = "1", func(k int) int { return s.units[k].wheels }
			room = func(t int) int {
				if s.rules.only && s.plan.Tables[t].Only != "" {
					return 0
				}
				return s.desks[t].ends
			}
		case u.quiet:
			name = "2"
			room = func(t int) int {
				if !s.plan.Tables[t].Quiet {
					return 0
				}
				return s.desks[t].room
			}
		case len(u.homes) > 1:
			name = "3"
		}
		c, ok := by[name]
		if !ok {
			c = &class{weight: weight, room: room, kin: name == "3", general: name == "9"}
			by[name] = c
			names = append(names, name)
		}
		c.units = append(c.units, k)
	}
	slices.Sort(names)
	var all []class
	for _, name := range names {
		all = append(all, *by[name])
	}
	return all
}

// share sends the units of a class to the venues that have room for it.
func (s *solver) share(c class, room []int) {
	units := make([][]int, s.buildings)
	supply := make([]int, s.buildings)
	for _, k := range c.units {
		b := s.units[k].building
		units[b] = append(units[b], k)
		supply[b] += c.weight(k)
	}
	cost := make([][]int, s.buildings)
	for b := range cost {
		cost[b] = make([]int, len(room))
		for v := range room {
			cost[b][v] = s.walkTo(b, v)
		}
	}
	// Beginning with those in the middle or at the edge makes no difference to the
	// sum, only to which of equally good ways it is.
	for b, sent := range transport(supply, cost, room) {
		slices.SortStableFunc(units[b], func(i, j int) int { return cmp.Compare(c.weight(j), c.weight(i)) })
		for _, k := range units[b] {
			to := -1
			for v, n := range sent {
				if n > 0 && (to < 0 || n > sent[to]) {
					to = v
				}
			}
			if to >= 0 {
				sent[to] -= c.weight(k)
			}
			s.units[k].venue = to
		}
	}
}
