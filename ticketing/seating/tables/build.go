package tables

import (
	"cmp"
	"slices"
)

// build seats the units of each venue, building after building in the order of the
// map, so that neighbours share tables and tables side by side are of neighbours.
func (s *solver) build() {
	byVenue := make([][]int, len(s.plan.Venues))
	rank := make([]int, s.buildings)
	for i, b := range s.order {
		rank[b] = i
	}
	for k := range s.units {
		if v := s.units[k].venue; v >= 0 {
			byVenue[v] = append(byVenue[v], k)
		}
	}
	for v, units := range byVenue {
		slices.SortStableFunc(units, func(a, b int) int {
			return cmp.Compare(rank[s.units[a].building], rank[s.units[b].building])
		})
		s.fillVenue(v, units)
	}
	s.rescue()
}

// fillVenue seats the units of one venue.
func (s *solver) fillVenue(v int, units []int) {
	var general []int
	for _, k := range units {
		if u := &s.units[k]; u.special() {
			s.seatSpecial(v, k)
		} else {
			general = append(general, k)
		}
	}
	free := s.freeTables(v)
	open := -1 // the table begun last
	for len(general) > 0 {
		n := 1
		for n < len(general) && s.units[general[n]].building == s.units[general[0]].building {
			n++
		}
		here := slices.Clone(general[:n])
		general = general[n:]
		here = s.besideOwn(v, here)
		if open >= 0 && len(here) > 0 {
			here = s.fill(open, here)
		}
		for len(here) > 0 && len(free) > 0 {
			open, free = free[0], free[1:]
			before := len(here)
			if here = s.fill(open, here); len(here) == before {
				break // nobody fits even an empty table
			}
		}
	}
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

// besideOwn seats units at tables where a neighbour sits already for a reason of
// its own, and returns the others.
func (s *solver) besideOwn(v int, here []int) []int {
	building := s.units[here[0]].building
	for _, t := range s.own(v, building) {
		if len(here) > 0 && s.desks[t].room > 0 {
			here = s.fill(t, here)
		}
	}
	return here
}

// own are the tables at which someone of the building was seated first.
func (s *solver) own(v, building int) []int {
	var found []int
	for _, t := range s.tables[v] {
		if d := &s.desks[t]; len(d.units) > 0 && d.room > 0 && s.units[d.units[0]].building == building && s.plan.Tables[t].Only == "" {
			found = append(found, t)
		}
	}
	return found
}

// fill seats as many people of here at table t as fit best: the table full, nobody
// alone among another building, nobody left alone. It returns who remains.
func (s *solver) fill(t int, here []int) []int {
	d := &s.desks[t]
	mates := false
	for _, k := range d.units {
		mates = mates || s.units[k].building == s.units[here[0]].building
	}
	chosen := choose(s.sizes(t, here), d.room, mates)
	var rest []int
	for i, k := range here {
		if chosen[i] {
			s.sit(k, t)
		} else {
			rest = append(rest, k)
		}
	}
	return rest
}

// sizes are the places each needs at table t, 0 for who may not sit there.
func (s *solver) sizes(t int, here []int) []int {
	sizes := make([]int, len(here))
	for i, k := range here {
		if s.fits(k, t) {
			sizes[i] = s.units[k].places
		}
	}
	// The venue's approved number holds for all of them together.
	if a := s.plan.Venues[s.desks[t].venue].Approved; a > 0 && s.rules.approved {
		room := a - s.people[s.desks[t].venue]
		for i := range sizes {
			if room -= sizes[i]; room < 0 {
				sizes[i] = 0
			}
		}
	}
	return sizes
}

// mostTogether bounds how many households of one building choose looks at for one
// table; more are no better, as a table has some ten places.
const mostTogether = 40

// choose picks sizes that fill room: the fullest, and of those where nobody is the
// only one of its building at the table (unless mates sit there) or left over.
func choose(sizes []int, room int, mates bool) []bool {
	n := min(len(sizes), mostTogether)
	width := room + 1
	// reach[i] holds, for the first i, at sum*width+count whether it can be done.
	reach := make([][]bool, n+1)
	reach[0] = make([]bool, width*width)
	reach[0][0] = true
	for i := range n {
		next := slices.Clone(reach[i])
		if sizes[i] > 0 {
			for sum := sizes[i]; sum <= room; sum++ {
				for count := 1; count <= room; count++ {
					if reach[i][(sum-sizes[i])*width+count-1] {
						next[sum*width+count] = true
					}
				}
			}
		}
		reach[i+1] = next
	}
	best, value := 0, -1
	for sum := 1; sum <= room; sum++ {
		for count := 1; count <= room; count++ {
			if !reach[n][sum*width+count] {
				continue
			}
			worth := 12*sum + 12
			if count == 1 && !mates {
				worth -= 6
			}
			if len(sizes)-count == 1 {
				worth -= 5
			}
			if worth > value {
				best, value = sum*width+count, worth
			}
		}
	}
	chosen := make([]bool, len(sizes))
	for i := n; i > 0 && best > 0; i-- {
		if !reach[i-1][best] {
			chosen[i-1] = true
			best -= sizes[i-1]*width + 1
		}
	}
	return chosen
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
		if !s.fits(k, t) {
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
		if u.wheels == 0 && !u.quiet {
			worth -= 10 * s.rarity(t)
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
