package tables

import (
	"cmp"
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

// share gives every dish a venue so that each venue gets its part of every kind and
// the ways from the kitchens are short.
func (d *serving) share() {
	kinds := map[uint32][]int{}
	var order []uint32
	for i, p := range d.plates {
		if len(kinds[p.fills]) == 0 {
			order = append(order, p.fills)
		}
		kinds[p.fills] = append(kinds[p.fills], i)
	}
	slices.Sort(order)
	for _, kind := range order {
		places := map[[2]int]int{}
		var supply []int
		var cost, members [][]int
		for _, i := range kinds[kind] {
			at := [2]int{d.s.plan.Dishes[i].X, d.s.plan.Dishes[i].Y}
			k, ok := places[at]
			if !ok {
				k = len(supply)
				places[at] = k
				supply, members = append(supply, 0), append(members, nil)
				row := make([]int, len(d.used))
				for v := range row {
					row[v] = walk(at, [2]int{d.s.plan.Venues[v].X, d.s.plan.Venues[v].Y})
				}
				cost = append(cost, row)
			}
			supply[k]++
			members[k] = append(members[k], i)
		}
		capacity := make([]int, len(d.used))
		for v := range capacity {
			capacity[v] = (len(kinds[kind])*len(d.used[v]) + d.inUse - 1) / max(1, d.inUse)
		}
		for k, sent := range transport(supply, cost, capacity) {
			for _, i := range members[k] {
				if v := slices.IndexFunc(sent, func(n int) bool { return n > 0 }); v >= 0 {
					sent[v]--
					d.plates[i].venue = v
				}
			}
		}
	}
}

// ownTables puts dishes on the tables of those who cooked them, where that leaves room
// for what the table is to have.
func (d *serving) ownTables() {
	for i := range d.plates {
		for _, t := range d.plates[i].own {
			has := d.has(t)
			adds := d.plates[i].fills&^has != 0
			if d.may(i, t) && !d.twice(i, t) && (adds && d.room(t) > 0 || d.room(t) > count(d.wanted&^has)) {
				d.put(i, t)
				break
			}
		}
	}
}

// complete gives the tables of a venue what they are to have from its dishes, those
// with most that is to be avoided first, then fills them up.
func (d *serving) complete(v int) {
	tables := slices.Clone(d.used[v])
	slices.SortStableFunc(tables, func(a, b int) int { return cmp.Compare(d.strict(b), d.strict(a)) })
	var pool []int
	for i, p := range d.plates {
		if p.table < 0 && p.venue == v {
			pool = append(pool, i)
		}
	}
	for n := range len(d.s.plan.Wanted) + d.s.plan.DishesPerTable {
		for _, t := range tables {
			if d.room(t) <= 0 {
				continue
			}
			lacks := d.wanted &^ d.has(t)
			if n < len(d.s.plan.Wanted) && lacks>>n&1 == 0 {
				continue
			}
			best, value := -1, 0
			for at, i := range pool {
				p := &d.plates[i]
				if n < len(d.s.plan.Wanted) && p.fills>>n&1 == 0 || !d.may(i, t) || d.twice(i, t) {
					continue
				}
				// A dish that is two things is kept for a table that lacks both.
				worth := 1_000 + 10*count(p.fills&lacks) - 11*count(p.fills&^lacks) + count(uint32(p.may)) + count(uint32(p.may>>32))
				if p.halal && d.s.plan.Tables[t].Only != Halal {
					worth -= 100 // few dishes are good for those tables
				}
				if worth > value {
					best, value = at, worth
				}
			}
			if best >= 0 {
				d.put(pool[best], t)
				pool = slices.Delete(pool, best, best+1)
			}
		}
	}
}

// strict ranks tables by how few dishes are good for them.
func (d *serving) strict(t int) int {
	n := count(uint32(d.avoid[t])) + count(uint32(d.avoid[t]>>32))
	if d.s.plan.Tables[t].Only == Halal {
		n += 100
	}
	return n
}

// placeRest puts the dishes that are left where there is room, at any venue, if need
// be by having another dish make room.
func (d *serving) placeRest() {
	for i := range d.plates {
		if d.plates[i].table < 0 && !d.anywhere(i) {
			d.makeRoom(i)
		}
	}
}

// order are the venues with that of the plate first.
func (d *serving) venues(i int) []int {
	all := make([]int, len(d.used))
	for v := range all {
		all[v] = v
	}
	x := &d.s.plan.Dishes[i]
	slices.SortStableFunc(all, func(a, b int) int {
		return cmp.Compare(d.way(x, a), d.way(x, b))
	})
	return all
}

func (d *serving) way(x *Dish, v int) int {
	return walk([2]int{x.X, x.Y}, [2]int{d.s.plan.Venues[v].X, d.s.plan.Venues[v].Y})
}

func (d *serving) anywhere(i int) bool {
	second := -1
	for _, v := range d.venues(i) {
		for _, t := range d.used[v] {
			if d.room(t) > 0 && d.may(i, t) {
				if !d.twice(i, t) {
					d.put(i, t)
					return true
				}
				if second < 0 {
					second = t
				}
			}
		}
	}
	if second >= 0 {
		d.put(i, second)
	}
	return second >= 0
}

// makeRoom has one dish go to a table with room so that plate i may have its place.
func (d *serving) makeRoom(i int) bool {
	var open []int
	for _, tables := range d.used {
		for _, t := range tables {
			if d.room(t) > 0 {
				open = append(open, t)
			}
		}
	}
	for _, to := range open {
		for _, tables := range d.used {
			for _, t := range tables {
				if !d.may(i, t) {
					continue
				}
				for _, j := range d.on[t] {
					if d.may(j, to) {
						d.lift(j)
						d.put(j, to)
						d.put(i, t)
						return true
					}
				}
			}
		}
	}
	return false
}

// repair has tables exchange dishes where one then has more of what it is to have and
// the other no less, in one venue first.
func (d *serving) repair() {
	for v, tables := range d.used {
		for _, t := range tables {
			for lacks := d.wanted &^ d.has(t); lacks != 0; lacks &= lacks - 1 {
				if d.exchange(t, lacks&-lacks, d.used[v]) {
					continue
				}
				for _, others := range d.used {
					if d.exchange(t, lacks&-lacks, others) {
						break
					}
				}
			}
		}
	}
}

// exchange gets table t what it lacks from one of the others.
func (d *serving) exchange(t int, lack uint32, others []int) bool {
	for _, o := range others {
		if o == t {
			continue
		}
		for _, j := range d.on[o] {
			if d.plates[j].fills&lack == 0 || !d.may(j, t) {
				continue
			}
			if d.room(t) > 0 && d.better(-1, t, j, o) {
				d.lift(j)
				d.put(j, t)
				return true
			}
			for _, i := range d.on[t] {
				if d.may(i, o) && d.better(i, t, j, o) {
					d.lift(i)
					d.lift(j)
					d.put(i, o)
					d.put(j, t)
					return true
				}
			}
		}
	}
	return false
}

// better says whether tables a and b lack less together when i of a (none, if
// negative) and j of b change.
func (d *serving) better(i, a, j, b int) bool {
	lack := func(t, without, with int) int {
		has, n := uint32(0), 0
		for _, k := range d.on[t] {
			if k != without {
				has |= d.plates[k].fills
				if with >= 0 && d.plates[k].library == d.plates[with].library {
					n++ // the same twice is no better than something lacking
				}
			}
		}
		if with >= 0 {
			has |= d.plates[with].fills
		}
		return n + count(d.wanted&^has)
	}
	own := 0 // a dish is not taken from its cooks
	if slices.Contains(d.plates[j].own, b) {
		own++
	}
	if i >= 0 && slices.Contains(d.plates[i].own, a) {
		own++
	}
	return own == 0 && lack(a, i, j)+lack(b, j, i) < lack(a, -1, -1)+lack(b, -1, -1)
}

func count(set uint32) int {
	n := 0
	for ; set != 0; set &= set - 1 {
		n++
	}
	return n
}
