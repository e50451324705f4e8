package tables

// What the company at a table is worth.
const (
	worthMate = 20 // a household with a neighbour of its building
	worthWish = 8  // a wish met
)

// passes are how often improve looks at everybody; a third finds next to nothing.
const passes = 2

// improve exchanges households of equal size between tables of a venue while that
// meets more wishes and leaves fewer alone. No table is fuller for it.
func (s *solver) improve() {
	wanted := s.wanted()
	turn := s.chance.Perm(len(s.units))
	s.near = make([][]int, s.buildings)
	for k := range s.units {
		s.near[s.units[k].building] = append(s.near[s.units[k].building], k)
	}
	for range passes {
		for _, k := range turn {
			u := &s.units[k]
			if u.table < 0 || u.fixed || len(u.homes) == 0 {
				continue
			}
			for _, t := range s.better(k, wanted) {
				if s.exchange(k, t, wanted) {
					break
				}
			}
		}
	}
}

// wanted are, by unit, the units it wishes for or is wished for by.
func (s *solver) wanted() [][]int {
	all := make([][]int, len(s.units))
	for i := range s.plan.Households {
		k := s.unitOf[i]
		for _, other := range s.wishes(i) {
			if m := s.unitOf[other]; k >= 0 && m >= 0 && m != k {
				all[k] = append(all[k], m)
				all[m] = append(all[m], k)
			}
		}
	}
	return all
}

// wishes are the households that household i wishes for and that are here, each
// once, at most three.
func (s *solver) wishes(i int) []int {
	var all []int
	for _, id := range s.plan.Households[i].Wishes {
		j, ok := s.home[id]
		if ok && j != i && len(all) < 3 && !contains(all, j) {
			all = append(all, j)
		}
	}
	return all
}

func contains(all []int, n int) bool {
	for _, x := range all {
		if x == n {
			return true
		}
	}
	return false
}

// better are the tables of the same venue where somebody k wants sits, and, if it is
// alone, where its neighbours do.
func (s *solver) better(k int, wanted [][]int) []int {
	u := &s.units[k]
	var tables []int
	for _, m := range wanted[k] {
		if o := &s.units[m]; o.table >= 0 && o.table != u.table && o.venue == u.venue && !contains(tables, o.table) {
			tables = append(tables, o.table)
		}
	}
	if !s.mated(k, u.table) {
		for _, m := range s.near[u.building] {
			if o := &s.units[m]; o.table >= 0 && o.table != u.table && o.venue == u.venue && !contains(tables, o.table) {
				tables = append(tables, o.table)
			}
		}
	}
	return tables
}

// mated says whether a unit has a neighbour at a table, or within itself.
func (s *solver) mated(k, t int) bool {
	for i, a := range s.units[k].homes {
		for _, b := range s.units[k].homes[:i] {
			if s.building[a] == s.building[b] {
				return true
			}
		}
		for _, other := range s.desks[t].units {
			if other == k {
				continue
			}
			for _, b := range s.units[other].homes {
				if s.building[b] == s.building[a] {
					return true
				}
			}
		}
	}
	return false
}

// exchange changes unit k with one as large at table t, or moves it where there is
// room, if all who sit at both tables are better off together.
func (s *solver) exchange(k, t int, wanted [][]int) bool {
	from := s.units[k].table
	before := s.worth(from, wanted) + s.worth(t, wanted)
	try := func(other int) bool {
		if other >= 0 {
			s.rise(other)
		}
		s.rise(k)
		done := s.fits(k, t)
		if done {
			s.sit(k, t)
			if other >= 0 {
				if done = s.fits(other, from); !done {
					s.rise(k)
				} else {
					s.sit(other, from)
				}
			}
		}
		if done {
			if s.worth(from, wanted)+s.worth(t, wanted) > before {
				return true
			}
			s.rise(k)
			if other >= 0 {
				s.rise(other)
			}
		}
		s.sit(k, from)
		if other >= 0 {
			s.sit(other, t)
		}
		return false
	}
	if s.fits(k, t) && len(s.desks[from].units) > 1 && try(-1) {
		return true
	}
	others := append([]int(nil), s.desks[t].units...)
	for _, other := range others {
		o := &s.units[other]
		if o.fixed || o.size() != s.units[k].size() || o.wheels != s.units[k].wheels {
			continue
		}
		if try(other) {
			return true
		}
	}
	return false
}

// worth is what the company at a table is worth.
func (s *solver) worth(t int, wanted [][]int) int {
	sum := 0
	for _, k := range s.desks[t].units {
		if s.mated(k, t) {
			sum += worthMate * len(s.units[k].homes)
		}
		for _, m := range wanted[k] {
			if s.units[m].table == t {
				sum += worthWish
			}
		}
	}
	return sum
}
