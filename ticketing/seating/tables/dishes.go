package tables

import (
	"slices"
)

// Halal is the sort of table that takes only dishes of a halal kitchen.
const Halal = "halal"

// Dish is one dish that is eaten at this sitting.
type Dish struct {
	ID         string
	Library    string   // of the same kind are those with the same
	Fills      []string // what of the plan's Wanted it is, such as soup
	MayContain []string // allergens
	Halal      bool     // cooked in a halal kitchen
	Cooks      []string // households that bring it, the responsible one first
	X, Y       int      // metres, where it is cooked
}

// Placed is where a dish stands.
type Placed struct {
	Dish  string
	Table string
}

// NoTable says that no table with room may have the dish: somebody at each declared
// what it may contain, or they are of another sort.
const NoTable = "no_table"

// plate is a dish while it looks for a table.
type plate struct {
	fills   uint32
	may     uint64
	halal   bool
	library int
	table   int // -1 while it has none
	venue   int
	own     []int // tables its cooks sit at
}

// serving is the dishes being spread over the tables in use.
type serving struct {
	s       *solver
	plates  []plate
	on      [][]int  // plates by table
	avoid   []uint64 // allergens declared at a table
	wanted  uint32   // all that a table is to have
	used    [][]int  // tables in use by venue
	inUse   int
	letters map[string]uint64 // allergens as bits
}

// serve spreads the dishes: first to the tables of those who cooked them, then so that
// each table has what it is to have, from near kitchens. What may contain something
// declared at a table never stands there.
func (s *solver) serve() ([]Placed, []Left) {
	if len(s.plan.Dishes) == 0 {
		return nil, nil
	}
	d := s.newServing()
	if s.firstDishes {
		for i := range d.plates {
			d.anywhere(i)
		}
		return d.result()
	}
	if s.dishAt != nil {
		d.keep()
		d.placeRest()
		return d.result()
	}
	d.share()
	d.ownTables()
	for v := range d.used {
		d.complete(v)
	}
	d.placeRest()
	for range 2 {
		d.repair()
	}
	return d.result()
}

// keep leaves dishes where they were, unless somebody is there now who may not have
// them.
func (d *serving) keep() {
	tables := map[string]int{}
	for _, list := range d.used {
		for _, t := range list {
			tables[d.s.plan.Tables[t].ID] = t
		}
	}
	for i := range d.plates {
		if t, ok := tables[d.s.dishAt[d.s.plan.Dishes[i].ID]]; ok && d.room(t) > 0 && d.may(i, t) {
			d.put(i, t)
		}
	}
}

func (d *serving) result() (placed []Placed, left []Left) {
	for i, p := range d.plates {
		if p.table < 0 {
			left = append(left, Left{d.s.plan.Dishes[i].ID, NoTable})
			continue
		}
		placed = append(placed, Placed{d.s.plan.Dishes[i].ID, d.s.plan.Tables[p.table].ID})
	}
	return placed, left
}

func (s *solver) newServing() *serving {
	d := &serving{s: s, on: make([][]int, len(s.desks)), avoid: make([]uint64, len(s.desks)), used: make([][]int, len(s.plan.Venues)), letters: map[string]uint64{}}
	for t := range s.desks {
		if len(s.desks[t].units) == 0 {
			continue
		}
		v := s.desks[t].venue
		d.used[v] = append(d.used[v], t)
		d.inUse++
		for _, k := range s.desks[t].units {
			for _, i := range s.units[k].homes {
				d.avoid[t] |= d.set(s.plan.Households[i].Allergens)
			}
		}
	}
	d.wanted = 1<<len(s.plan.Wanted) - 1
	libraries := map[string]int{}
	for i := range s.plan.Dishes {
		x := &s.plan.Dishes[i]
		if _, ok := libraries[x.Library]; !ok {
			libraries[x.Library] = len(libraries)
		}
		p := plate{may: d.set(x.MayContain), halal: x.Halal, library: libraries[x.Library], table: -1, venue: -1}
		for _, name := range x.Fills {
			if n := slices.Index(s.plan.Wanted, name); n >= 0 {
				p.fills |= 1 << n
			}
		}
		for _, id := range x.Cooks {
			if h, ok := s.home[id]; ok && s.unitOf[h] >= 0 {
				if t := s.units[s.unitOf[h]].table; t >= 0 && !slices.Contains(p.own, t) {
					p.own = append(p.own, t)
				}
			}
		}
		d.plates = append(d.plates, p)
	}
	return d
}

// set is allergens as bits. Beyond the 64th they share one, which keeps more apart
// than need be and never less.
func (d *serving) set(names []string) uint64 {
	all := uint64(0)
	for _, name := range names {
		if _, ok := d.letters[name]; !ok {
			d.letters[name] = 1 << min(len(d.letters), 63)
		}
		all |= d.letters[name]
	}
	return all
}

// may says whether a plate is allowed at a table, wherever there is room.
func (d *serving) may(i, t int) bool {
	p := &d.plates[i]
	if d.s.rules.allergens && p.may&d.avoid[t] != 0 {
		return false
	}
	return !d.s.rules.halal || p.halal || d.s.plan.Tables[t].Only != Halal
}

func (d *serving) room(t int) int { return d.s.plan.DishesPerTable - len(d.on[t]) }

// has is what of the wanted a table has.
func (d *serving) has(t int) uint32 {
	all := uint32(0)
	for _, i := range d.on[t] {
		all |= d.plates[i].fills
	}
	return all
}

// twice says whether a dish of the same kind stands at the table.
func (d *serving) twice(i, t int) bool {
	return slices.ContainsFunc(d.on[t], func(j int) bool { return j != i && d.plates[j].library == d.plates[i].library })
}

func (d *serving) put(i, t int) {
	d.plates[i].table = t
	d.on[t] = append(d.on[t], i)
}

func (d *serving) lift(i int) {
	t := d.plates[i].table
	n := slices.Index(d.on[t], i)
	d.on[t] = slices.Delete(d.on[t], n, n+1)
	d.plates[i].table = -1
}

func count(set uint32) int {
	n := 0
	for ; set != 0; set &= set - 1 {
		n++
	}
	return n
}
