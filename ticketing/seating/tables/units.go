package tables

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// rules are what holds whatever it costs. Tests switch each off to see that the
// checker notices.
type rules struct {
	kin, accessible, only, quiet, ends, capacity, approved, companion, allergens, halal bool
}

var allRules = rules{true, true, true, true, true, true, true, true, true, true}

// unit is households that sit at one table.
type unit struct {
	homes    []int // of the plan
	places   int   // without those at ends
	wheels   int
	building int
	only     string
	quiet    bool
	fixed    bool // beside the rest of its group: it stays where it is
	large    bool // a group larger than any table
	table    int  // -1 while it has none
	venue    int
}

func (u *unit) size() int { return u.places + u.wheels }

// special says that not every table is good for it.
func (u *unit) special() bool { return u.wheels > 0 || u.only != "" || u.quiet || u.large }

// desk is a table while it is being filled.
type desk struct {
	venue int
	room  int // places for people without a wheelchair
	ends  int
	units []int
}

// solver is a plan being seated.
type solver struct {
	plan   *Plan
	rules  rules
	chance *rand.Rand

	home      map[string]int
	building  []int // by household
	buildings int
	sites     [][2]int // by building
	order     []int    // the buildings, each beside the one before it
	rank      []int    // by building, where in the order
	units     []unit
	unitOf    []int // by household, -1 for none
	desks     []desk
	tables    [][]int // by venue
	people    []int   // by venue
	left      []Left

	tell        func(done float64)
	firstDishes bool // each goes to the first table that may have it

	// Of a seating that is amended.
	kept    []*Seat           // by household, where it sat and still does
	trial   []*Seat           // to lay a table by way of trial
	held    func(k int) bool  // whether a unit is not to move for others
	mayMove int               // units that may still move for others
	dishAt  map[string]string // tables of dishes

	near        [][]int // units by building
	wanted      [][]int // by unit, those it wishes for or is wished for by
	way         [][]int // metres by building and venue
	work        bunch
	stages      []stage  // kept from one table to the next, as they are large
	reached     []uint32 // likewise
	closest     [][]int  // venues by building, see nearest
	spareTables int      // that tighten may still close
	largest     int      // the most places of a table
}

func newSolver(p *Plan, r rules) *solver {
	s := &solver{plan: p, rules: r, chance: rand.New(rand.NewPCG(p.Seed, 7)), home: map[string]int{}}
	venues := map[string]int{}
	for i, v := range p.Venues {
		venues[v.ID] = i
	}
	s.tables, s.people = make([][]int, len(p.Venues)), make([]int, len(p.Venues))
	s.desks = make([]desk, len(p.Tables))
	for i := range p.Tables {
		t := &p.Tables[i]
		v, ok := venues[t.Venue]
		if !ok {
			s.desks[i] = desk{venue: -1}
			continue
		}
		s.desks[i] = desk{venue: v, room: t.Places - len(t.Ends), ends: t.ends()}
		if !r.accessible {
			s.desks[i].ends = len(t.Ends)
		}
		if !r.ends {
			s.desks[i].room += len(t.Ends) - s.desks[i].ends/2
		}
		if !r.capacity {
			s.desks[i].room++
		}
		s.largest = max(s.largest, t.Places)
		s.tables[v] = append(s.tables[v], i)
	}
	s.meet()
	s.gather()
	return s
}

// meet numbers buildings and households, and puts aside what cannot be right.
func (s *solver) meet() {
	numbers := map[string]int{}
	s.building = make([]int, len(s.plan.Households))
	s.unitOf = make([]int, len(s.plan.Households))
	for i := range s.plan.Households {
		h := &s.plan.Households[i]
		s.unitOf[i], s.building[i] = -1, -1
		_, twice := s.home[h.ID]
		if twice || h.ID == "" || h.People < 1 || h.Wheelchairs < 0 || h.Wheelchairs > h.People {
			s.left = append(s.left, Left{h.ID, Malformed})
			continue
		}
		s.home[h.ID] = i
		b, ok := numbers[h.Building]
		if !ok {
			b = len(s.sites)
			numbers[h.Building] = b
			s.sites = append(s.sites, [2]int{h.X, h.Y})
		}
		s.building[i] = b
	}
	s.buildings = len(s.sites)
	s.order = make([]int, s.buildings)
	at := make([]int, s.buildings)
	for b, site := range s.sites {
		s.order[b], at[b] = b, curve(site[0], site[1])
	}
	slices.SortStableFunc(s.order, func(a, b int) int { return cmp.Compare(at[a], at[b]) })
}

// curve is where a point is on Hilbert's curve over the map: points near each other
// on it are near each other.
func curve(x, y int) int {
	const side = 1 << 14
	x, y = min(max(x+side/2, 0), side-1), min(max(y+side/2, 0), side-1)
	d := 0
	for s := side / 2; s > 0; s /= 2 {
		rx, ry := 0, 0
		if x&s > 0 {
			rx = 1
		}
		if y&s > 0 {
			ry = 1
		}
		d += s * s * ((3 * rx) ^ ry)
		if ry == 0 {
			if rx == 1 {
				x, y = side-1-x, side-1-y
			}
			x, y = y, x
		}
	}
	return d
}

// gather makes units: groups of kin, and every other household alone.
func (s *solver) gather() {
	kin := map[string]int{}
	for i := range s.plan.Households {
		h := &s.plan.Households[i]
		if s.building[i] < 0 {
			continue
		}
		k := len(s.units)
		if h.Kin != "" && s.rules.kin {
			if there, ok := kin[h.Kin]; ok {
				k = there
			} else {
				kin[h.Kin] = k
			}
		}
		if k == len(s.units) {
			s.units = append(s.units, unit{building: s.building[i], table: -1, venue: -1})
		}
		s.join(k, i)
	}
	for k := range s.units {
		u := &s.units[k]
		u.large = u.size() > s.largest && len(u.homes) > 1
	}
}

// join puts household i into unit k.
func (s *solver) join(k, i int) {
	u, h := &s.units[k], &s.plan.Households[i]
	most := 0
	for _, other := range u.homes {
		most = max(most, s.plan.Households[other].People)
	}
	if h.People > most {
		u.building = s.building[i]
	}
	u.homes = append(u.homes, i)
	u.wheels += h.Wheelchairs
	u.places += h.places() - h.Wheelchairs
	if !s.rules.companion {
		u.places += h.People - h.places()
	}
	if s.rules.only && h.Only != "" {
		u.only = h.Only
	}
	u.quiet = u.quiet || h.Quiet && s.rules.quiet
	s.unitOf[i] = k
}

// fits says whether the unit may sit at the table now.
func (s *solver) fits(k, t int) bool {
	u, d, x := &s.units[k], &s.desks[t], &s.plan.Tables[t]
	if d.venue < 0 || u.places > d.room || u.wheels > d.ends || s.rules.only && u.only != x.Only || u.quiet && !x.Quiet {
		return false
	}
	approved := s.plan.Venues[d.venue].Approved
	return approved == 0 || !s.rules.approved || s.people[d.venue]+u.size() <= approved
}

func (s *solver) sit(k, t int) {
	u, d := &s.units[k], &s.desks[t]
	u.table, u.venue = t, d.venue
	d.room -= u.places
	d.ends -= u.wheels
	d.units = append(d.units, k)
	s.people[d.venue] += u.size()
}

func (s *solver) rise(k int) {
	u := &s.units[k]
	d := &s.desks[u.table]
	d.room += u.places
	d.ends += u.wheels
	i := slices.Index(d.units, k)
	d.units = slices.Delete(d.units, i, i+1)
	s.people[d.venue] -= u.size()
	u.table = -1
}
