package tables

import "slices"

// What the company at a table is worth, and what it costs.
const (
	worthMate = 20  // a household with a neighbour of its building
	worthWish = 8   // a wish met
	worthFull = 25  // a place filled, where tables are to be closed
	worthWalk = 150 // so many metres, of all people together, cost one
)

// passes are how often improve looks at everybody.
const passes = 3

// strangers are how many tables, for each of those neighbours sit at, are drawn by lot
// to exchange with.
const strangers = 3

// enough is how many tables in a thousand more than the bound are not worth parting
// neighbours for.
const enough = 8

// improve closes tables, then has tables exchange households while that meets more
// wishes and leaves fewer alone.
func (s *solver) improve() {
	s.prepare()
	s.tighten()
	turn := s.chance.Perm(len(s.units))
	for n := range passes {
		for i, k := range turn {
			if i%512 == 0 {
				s.tell(0.3 + 0.55*(float64(n)+float64(i)/float64(len(turn)))/passes)
			}
			if u := &s.units[k]; u.table < 0 || u.fixed || len(u.homes) == 0 {
				continue
			}
			if !s.settle(k) && n > 0 {
				s.unite(k)
			}
		}
	}
	s.exact()
}

// unite looks for better company for unit k by having three tables exchange.
func (s *solver) unite(k int) {
	u := &s.units[k]
	for _, i := range u.homes {
		if s.mated(i, u.table) {
			continue
		}
		mates := s.with(i)
		for n, t := range mates {
			for _, other := range mates[n+1:] {
				if s.repackThree(u.table, t, other) {
					return
				}
			}
			list := s.tables[s.desks[t].venue]
			for range strangers {
				if s.repackThree(u.table, t, list[s.chance.IntN(len(list))]) {
					return
				}
			}
		}
	}
}

// with are the tables at which neighbours of household i sit.
func (s *solver) with(i int) []int {
	var all []int
	own := s.units[s.unitOf[i]].table
	for _, m := range s.near[s.building[i]] {
		if t := s.units[m].table; t >= 0 && t != own && !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	return all
}

// prepare notes what improving asks for again and again.
func (s *solver) prepare() {
	s.wanted = s.wants()
	s.near = make([][]int, s.buildings)
	for k := range s.units {
		seen := -1
		for _, i := range s.units[k].homes {
			if b := s.building[i]; b != seen {
				s.near[b] = append(s.near[b], k)
				seen = b
			}
		}
	}
	s.way = make([][]int, s.buildings)
	for b := range s.way {
		s.way[b] = make([]int, len(s.plan.Venues))
		for v := range s.way[b] {
			s.way[b][v] = s.walkTo(b, v)
		}
	}
}

// settle looks for better company for unit k where it lacks some.
func (s *solver) settle(k int) bool {
	for _, t := range s.better(k) {
		if s.repack(s.units[k].table, t, company) {
			return true
		}
	}
	return false
}

// tighten fills tables from the emptiest of their venue and sort, which so becomes
// free, until no more do or there are few more than the bound.
func (s *solver) tighten() {
	used, least := 0, s.bound()
	for t := range s.desks {
		if len(s.desks[t].units) > 0 {
			used++
		}
	}
	s.spareTables = used - least - least*enough/1000
	for v := range s.tables {
		for _, only := range s.sorts(v) {
			s.tightenSort(v, only)
		}
	}
}

// sorts are the sorts of tables in use at a venue.
func (s *solver) sorts(v int) []string {
	var all []string
	for _, t := range s.tables[v] {
		if only := s.plan.Tables[t].Only; len(s.desks[t].units) > 0 && !slices.Contains(all, only) {
			all = append(all, only)
		}
	}
	return all
}

func (s *solver) tightenSort(v int, only string) {
	tried := map[int]bool{}
	for {
		sink := -1
		for _, t := range s.tables[v] {
			d := &s.desks[t]
			if s.plan.Tables[t].Only != only || len(d.units) == 0 || tried[t] || s.anyFixed(t) {
				continue
			}
			if sink < 0 || s.taken(t) < s.taken(sink) {
				sink = t
			}
		}
		if sink < 0 || len(tried) > 5 || s.spareTables <= 0 {
			return
		}
		tried[sink] = true
		for changed := true; changed && len(s.desks[sink].units) > 0; {
			changed = false
			for _, t := range s.tables[v] {
				d := &s.desks[t]
				if d.room == 0 || len(d.units) == 0 || t == sink || s.plan.Tables[t].Only != only {
					continue
				}
				before := d.room
				if s.repack(sink, t, filling) && d.room < before {
					changed = true
				}
				if len(s.desks[sink].units) == 0 {
					break
				}
			}
		}
		if len(s.desks[sink].units) == 0 {
			clear(tried)
			s.spareTables--
		}
	}
}

func (s *solver) anyFixed(t int) bool {
	return slices.ContainsFunc(s.desks[t].units, func(k int) bool { return s.units[k].fixed })
}

// taken is how many people sit at a table.
func (s *solver) taken(t int) int {
	n := 0
	for _, k := range s.desks[t].units {
		n += s.units[k].size()
	}
	return n
}

// wants are, by unit, the units it wishes for or is wished for by.
func (s *solver) wants() [][]int {
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
		if ok && j != i && len(all) < 3 && !slices.Contains(all, j) {
			all = append(all, j)
		}
	}
	return all
}

// better are the tables where somebody k wants sits, and, if one of it is alone,
// where its neighbours do: in its venue first.
func (s *solver) better(k int) []int {
	u := &s.units[k]
	var here, away []int
	add := func(m int) {
		o := &s.units[m]
		if o.table < 0 || o.table == u.table {
			return
		}
		if o.venue != u.venue {
			if !slices.Contains(away, o.table) {
				away = append(away, o.table)
			}
		} else if !slices.Contains(here, o.table) {
			here = append(here, o.table)
		}
	}
	for _, m := range s.wanted[k] {
		add(m)
	}
	for _, i := range u.homes {
		if !s.mated(i, u.table) {
			for _, m := range s.near[s.building[i]] {
				add(m)
			}
		}
	}
	return append(here, away...)
}

// mated says whether household i has a neighbour at table t.
func (s *solver) mated(i, t int) bool {
	for _, k := range s.desks[t].units {
		for _, j := range s.units[k].homes {
			if j != i && s.building[j] == s.building[i] {
				return true
			}
		}
	}
	return false
}
