package tables

import (
	"cmp"
	"slices"
)

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
