package tables

import (
	"cmp"
	"slices"
)

// build seats everyone: first those that not every table is good for and the groups of
// kin, with neighbours for company, then building after building in the order of the
// map, so that tables side by side are of neighbours.
func (s *solver) build() {
	s.rank = make([]int, s.buildings)
	for i, b := range s.order {
		s.rank[b] = i
	}
	s.assignSpecial()
	var first []int
	for k := range s.units {
		if u := &s.units[k]; u.venue >= 0 {
			first = append(first, k)
		}
	}
	slices.SortStableFunc(first, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.need(b), s.need(a)), cmp.Compare(s.rank[s.units[a].building], s.rank[s.units[b].building]))
	})
	for _, k := range first {
		if s.units[k].special() {
			s.seatSpecial(s.units[k].venue, k)
		} else {
			s.seatKin(k)
		}
	}
	s.accompanyAll()
	s.assignRest()
	for v := range s.tables {
		s.fillVenue(v)
	}
	s.rescue()
}

// seatKin gives a group of kin a table of its own to begin with.
func (s *solver) seatKin(k int) {
	best := -1
	for _, t := range s.tables[s.units[k].venue] {
		if len(s.desks[t].units) == 0 && s.fits(k, t) && (best < 0 || s.rarity(t) < s.rarity(best)) {
			best = t
		}
	}
	if best >= 0 {
		s.sit(k, best)
	}
}

// accompanyAll brings neighbours to those seated first, so that nobody sits without,
// even from another venue if that is not too far.
func (s *solver) accompanyAll() {
	rest := make([][]int, s.buildings)
	for k := range s.units {
		if u := &s.units[k]; u.table < 0 && u.venue < 0 && len(u.homes) == 1 && !u.special() {
			rest[u.building] = append(rest[u.building], k)
		}
	}
	for t := range s.desks {
		if d := &s.desks[t]; len(d.units) > 0 && d.room > 0 && s.plan.Tables[t].Only == "" {
			s.draw(&filler{s: s, table: t, rest: rest, far: true})
		}
	}
}

// fillVenue seats those of a venue who have no table yet.
func (s *solver) fillVenue(v int) {
	rest := make([][]int, s.buildings)
	var order []int
	for k := range s.units {
		if u := &s.units[k]; u.table < 0 && u.venue == v && len(u.homes) == 1 && !u.special() {
			rest[u.building] = append(rest[u.building], k)
		}
	}
	for _, b := range s.order {
		if len(rest[b]) > 0 {
			order = append(order, b)
		}
	}
	for _, t := range s.tables[v] {
		if d := &s.desks[t]; len(d.units) > 0 && d.room > 0 && s.plan.Tables[t].Only == "" {
			s.draw(&filler{s: s, table: t, rest: rest, order: order, at: s.place(order, s.units[d.units[0]].building)})
		}
	}
	free := s.freeTables(v)
	for i, b := range order {
		for len(rest[b]) > 0 && len(free) > 0 {
			f := &filler{s: s, table: free[0], rest: rest, order: order, at: i, begin: true}
			free = free[1:]
			if !s.draw(f) {
				break // nobody fits even an empty table
			}
		}
	}
}

// place is where in the order a building is or would be.
func (s *solver) place(order []int, building int) int {
	i, _ := slices.BinarySearchFunc(order, s.rank[building], func(b, rank int) int { return cmp.Compare(s.rank[b], rank) })
	return i
}

// freeTables are the tables of a venue nobody sits at, those good for everyone
// first, each sort in the order of the floor.
func (s *solver) freeTables(v int) []int {
	var free []int
	for _, t := range s.tables[v] {
		if len(s.desks[t].units) == 0 && (s.plan.Tables[t].Only == "" || !s.rules.only) {
			free = append(free, t)
		}
	}
	slices.SortStableFunc(free, func(a, b int) int { return cmp.Compare(s.rarity(a), s.rarity(b)) })
	return free
}

func (s *solver) rarity(t int) int {
	n := 0
	if s.plan.Tables[t].Quiet {
		n++
	}
	if len(s.plan.Tables[t].Ends) > 0 {
		n += 2
	}
	return n
}

// seatSpecial seats a unit that only some tables are good for: beside its
// neighbours, else where few others could sit.
func (s *solver) seatSpecial(v, k int) {
	u := &s.units[k]
	if u.large {
		s.seatLarge(v, k)
		return
	}
	best, value := -1, 0
	for _, t := range s.tables[v] {
		if !s.fits(k, t) || s.kept != nil && !s.laidAt(k, t) {
			continue
		}
		d := &s.desks[t]
		worth := 1_000 - 40*(d.ends-u.wheels)
		for _, other := range d.units {
			if s.units[other].building == u.building {
				worth += 200
			}
		}
		if len(d.units) > 0 && u.only != "" {
			worth += 100 - (d.room - u.places)
		}
		if u.only == "" {
			worth += 3 * d.room // for neighbours to sit with them
		}
		if best < 0 || worth > value {
			best, value = t, worth
		}
	}
	if best >= 0 {
		s.sit(k, best)
	}
}

// seatLarge seats a group that is larger than a table at tables side by side, each
// of its households at one of them.
func (s *solver) seatLarge(v, k int) {
	u := s.units[k]
	homes := slices.Clone(u.homes)
	slices.SortStableFunc(homes, func(a, b int) int {
		return cmp.Compare(s.plan.Households[b].places(), s.plan.Households[a].places())
	})
	list := s.tables[v]
	for at := range list {
		for n := 2; n <= 4 && at+n <= len(list); n++ {
			if s.splitOver(k, homes, list[at:at+n]) {
				return
			}
		}
	}
}

// splitOver tries to seat the households of unit k at the given tables, all of them
// or none.
func (s *solver) splitOver(k int, homes, list []int) bool {
	u := s.units[k]
	if len(s.desks[list[0]].units) > 0 {
		return false
	}
	var parts []int
	undo := func() {
		for _, p := range parts {
			s.rise(p)
		}
		s.units = s.units[:len(s.units)-len(parts)]
		for _, i := range homes {
			s.unitOf[i] = k
		}
	}
	for _, i := range homes {
		s.units = append(s.units, unit{building: s.building[i], table: -1, venue: u.venue, fixed: true})
		p := len(s.units) - 1
		s.join(p, i)
		s.units[p].only, s.units[p].quiet = u.only, u.quiet
		at := slices.IndexFunc(list, func(t int) bool { return s.fits(p, t) })
		if at < 0 {
			s.units = s.units[:p]
			undo()
			return false
		}
		s.sit(p, list[at])
		parts = append(parts, p)
	}
	for _, t := range list { // a table left out between two parts them
		if !slices.ContainsFunc(parts, func(p int) bool { return s.units[p].table == t }) {
			undo()
			return false
		}
	}
	s.units[k].homes = nil
	return true
}
