package tables

import (
	"cmp"
	"slices"
)

// rescue seats whoever has no table yet: where there is room, the nearest venue
// first; else by asking one household to change its table; else a person decides.
func (s *solver) rescue() {
	var waiting []int
	for k := range s.units {
		if u := &s.units[k]; u.table < 0 && len(u.homes) > 0 {
			waiting = append(waiting, k)
		}
	}
	// Those that fewest tables are good for first, then the largest.
	slices.SortStableFunc(waiting, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.need(b), s.need(a)), cmp.Compare(s.units[b].size(), s.units[a].size()))
	})
	for _, k := range waiting {
		if !s.seatAnywhere(k) && !s.makeRoom(k) {
			s.giveUp(k)
		}
	}
}

// need ranks who is seated first: accessible, then what else is particular.
func (s *solver) need(k int) int {
	u := &s.units[k]
	n := 4 * u.wheels
	if u.only != "" || u.quiet {
		n += 2
	}
	if u.large {
		n++
	}
	return n
}

// nearest are the venues by how far they are from a building.
func (s *solver) nearest(building int) []int {
	if s.closest == nil {
		s.closest = make([][]int, s.buildings)
	}
	if s.closest[building] != nil {
		return s.closest[building]
	}
	venues := make([]int, len(s.plan.Venues))
	for v := range venues {
		venues[v] = v
	}
	slices.SortStableFunc(venues, func(a, b int) int {
		return cmp.Compare(s.walkTo(building, a), s.walkTo(building, b))
	})
	s.closest[building] = venues
	return venues
}

func (s *solver) seatAnywhere(k int) bool {
	for _, v := range s.nearest(s.units[k].building) {
		if s.units[k].special() {
			s.seatSpecial(v, k)
		} else {
			s.seatBest(v, k)
		}
		if u := &s.units[k]; u.table >= 0 || len(u.homes) == 0 {
			return true
		}
	}
	return false
}

// seatBest seats a unit at the table of a venue where it leaves least room, rather
// where neighbours sit.
func (s *solver) seatBest(v, k int) {
	best, value := -1, 0
	for _, t := range s.tables[v] {
		if !s.fits(k, t) {
			continue
		}
		if s.kept != nil && !s.laidAt(k, t) {
			continue
		}
		worth := -4*(s.desks[t].room-s.units[k].places) - s.rarity(t)
		for _, other := range s.desks[t].units {
			if s.units[other].building == s.units[k].building {
				worth += 20
				break
			}
		}
		if best < 0 || worth > value {
			best, value = t, worth
		}
	}
	if best >= 0 {
		s.sit(k, best)
	}
}

// makeRoom moves one unit to another table of its venue so that k fits where it was.
func (s *solver) makeRoom(k int) bool {
	if s.units[k].large {
		return false
	}
	for _, v := range s.nearest(s.units[k].building) {
		for _, t := range s.tables[v] {
			for _, other := range slices.Clone(s.desks[t].units) {
				if u := &s.units[other]; u.special() || u.fixed || s.held != nil && (s.held(other) || len(u.homes) > 1) {
					continue
				}
				s.rise(other)
				if s.fits(k, t) {
					s.sit(k, t)
					s.seatBest(v, other)
					if at := s.units[other].table; at >= 0 && at != t && s.laid(k) {
						s.forget(other)
						return true
					}
					if s.units[other].table >= 0 {
						s.rise(other)
					}
					s.rise(k)
				}
				s.sit(other, t)
			}
		}
	}
	return false
}

// giveUp leaves a unit to a person, and says what it is that no table has.
func (s *solver) giveUp(k int) {
	u := &s.units[k]
	code := NoRoom
	switch {
	case u.large:
		code = NoAdjacent
	case u.wheels > 0:
		code = NoAccessible
	case u.only != "":
		code = NoOnly
	case u.quiet:
		code = NoQuiet
	}
	s.leave(k, code)
}

// forget has a unit that moves give its places back.
func (s *solver) forget(k int) {
	if s.kept == nil {
		return
	}
	for _, i := range s.units[k].homes {
		s.kept[i] = nil
	}
}

// laidAt says whether everybody of unit k would have places at table t beside those
// who keep theirs, a wheelchair one with somebody next to it.
func (s *solver) laidAt(k, t int) bool {
	if s.units[k].wheels == 0 {
		return true // any free place will do, and the room is counted
	}
	s.sit(k, t)
	good := s.laid(k)
	s.rise(k)
	return good
}

// laid says so of the table a unit has. Where nobody keeps a place there always are.
func (s *solver) laid(k int) bool {
	if s.kept == nil {
		return true
	}
	seats := s.trial
	t := s.units[k].table
	s.lay(t, seats)
	for _, k := range s.desks[t].units {
		for _, i := range s.units[k].homes {
			h, seat := &s.plan.Households[i], seats[i]
			if len(seat.Places) != h.places() || len(seat.Wheelchairs) != h.Wheelchairs || len(seat.Companions) < h.Wheelchairs {
				return false
			}
		}
	}
	return true
}
