package tables

import "math"

// What seatExactly takes on: it tries every set of units at every table.
const (
	mostExactUnits  = 11
	mostExactTables = 12
)

// worthTable is what a table not used is worth to seatExactly, more than any company.
const worthTable = 100_000

// exact seats the units of every sort of table that are few enough to try every way:
// at the fewest tables, and of these ways in the best company.
func (s *solver) exact() {
	for v := range s.tables {
		for _, only := range s.sorts(v) {
			var list []int
			alike := true
			for _, t := range s.tables[v] {
				if s.plan.Tables[t].Only == only {
					list = append(list, t)
					alike = alike && s.emptied(t) == s.emptied(list[0])
				}
			}
			switch {
			case alike:
				s.seatAlike(list)
			case len(list) <= mostExactTables:
				s.seatExactly(list)
			}
		}
	}
}

// seatExactly seats the units of some tables of one venue in the best way there is.
// After each table it knows, for every set of units, what it is worth at most to have
// seated these so far.
func (s *solver) seatExactly(list []int) {
	w := &s.work
	if !w.gather(s, mostExactUnits, list...) || len(w.units) == 0 {
		return
	}
	sets := 1 << len(w.units)
	worth, next := make([]int, sets), make([]int, sets)
	for i := range worth {
		worth[i] = math.MinInt / 2
	}
	worth[0] = 0
	at := make([][]uint16, len(list))
	for i, t := range list {
		x := s.emptied(t)
		at[i] = make([]uint16, sets)
		copy(next, worth)
		for set := 1; set < sets; set++ {
			for here := uint32(set); here > 0; here = (here - 1) & uint32(set) {
				v := worth[uint32(set)&^here] + int(w.value[here]) - worthTable
				if v > next[set] && w.fits(here, x) {
					next[set], at[i][set] = v, uint16(here)
				}
			}
		}
		worth, next = next, worth
	}
	now := 0
	for _, t := range list {
		set := uint32(0)
		for i, k := range w.units {
			if s.units[k].table == t {
				set |= 1 << i
			}
		}
		if now += int(w.value[set]); set != 0 {
			now -= worthTable
		}
	}
	if worth[sets-1] <= now {
		return
	}
	for _, k := range w.units {
		s.rise(k)
	}
	left := uint32(sets - 1)
	for i := len(list) - 1; i >= 0; i-- {
		here := uint32(at[i][left])
		left &^= here
		for j, k := range w.units {
			if here>>j&1 == 1 {
				s.sit(k, list[i])
			}
		}
	}
}

// seatAlike does so where the tables are all alike, which takes more units: which sets
// share a table matters, and not at which. The first unit of a set is with somebody,
// which spares looking at the same sets in another order.
func (s *solver) seatAlike(list []int) {
	w := &s.work
	seated, places, used := 0, 0, 0
	for _, t := range list {
		for _, k := range s.desks[t].units {
			seated, places = seated+1, places+s.units[k].places
		}
		if len(s.desks[t].units) > 0 {
			used++
		}
	}
	x := s.emptied(list[0])
	if seated > mostExactUnits && (used-1)*int(x.room) < places {
		return // no table can be spared, and company alone is not worth so long a look
	}
	if seated == 0 || seated > mostAtTwo || !w.gather(s, mostAtTwo, list...) {
		return
	}
	sets := 1 << len(w.units)
	worth, here := make([]int, sets), make([]uint16, sets)
	for set := 1; set < sets; set++ {
		worth[set] = math.MinInt / 2
		first := uint32(set & -set)
		rest := uint32(set) &^ first
		for with := rest; ; with = (with - 1) & rest {
			at := with | first
			if v := worth[uint32(set)&^at] + int(w.value[at]) - worthTable; v > worth[set] && w.fits(at, x) {
				worth[set], here[set] = v, uint16(at)
			}
			if with == 0 {
				break
			}
		}
	}
	now, tables := 0, 0
	for _, t := range list {
		set := uint32(0)
		for i, k := range w.units {
			if s.units[k].table == t {
				set |= 1 << i
			}
		}
		if set != 0 {
			now += int(w.value[set]) - worthTable
		}
	}
	for set := sets - 1; set > 0; set &^= int(here[set]) {
		if tables++; here[set] == 0 {
			return
		}
	}
	if worth[sets-1] <= now || tables > len(list) {
		return
	}
	for _, k := range w.units {
		s.rise(k)
	}
	for set, n := sets-1, 0; set > 0; n++ {
		at := here[set]
		for j, k := range w.units {
			if at>>j&1 == 1 {
				s.sit(k, list[n])
			}
		}
		set &^= int(at)
	}
}

// emptied is what a table has when nobody sits there.
func (s *solver) emptied(t int) space {
	d := &s.desks[t]
	x := space{int16(d.room), int8(d.ends), s.plan.Tables[t].Quiet}
	for _, k := range d.units {
		x.room += int16(s.units[k].places)
		x.ends += int8(s.units[k].wheels)
	}
	return x
}
