package tables

import (
	"cmp"
	"math/bits"
	"slices"
)

// Codes of why a household does not go to a table although somebody wants it to.
const (
	RefusedUnknown    = "unknown"    // there is no such household or table
	RefusedClosed     = "closed"     // the table's venue cannot be used
	RefusedLarge      = "large"      // its group is larger than a table
	RefusedOnly       = "only"       // one of the two is for some only
	RefusedQuiet      = "quiet"      // it asked for quiet and the table is not
	RefusedAccessible = "accessible" // the table has no place for its wheelchairs
	RefusedSmall      = "small"      // not even empty is the table large enough
	RefusedFull       = "full"       // nobody could make room who would find another table
)

// mostWays is how many ways to make room at a table are tried, the cheapest first.
const mostWays = 24

// MoveTo seats one household, with its group of kin, at a table somebody chose, and
// leaves everybody else where they are, but for those who have to make room: as few people
// as will do, not those with printed cards or who are to stay, each to the best
// table that is left. Who was left to a person stays so. It says by a code why it
// cannot be, and "" where it was done.
func MoveTo(p *Plan, before Result, household, table string, c Change) (Amended, string) {
	s := newSolver(p, allRules)
	s.close(c.Closed)
	i, ok := s.home[household]
	t := slices.IndexFunc(p.Tables, func(x Table) bool { return x.ID == table })
	if !ok || t < 0 {
		return Amended{}, RefusedUnknown
	}
	k := s.unitOf[i]
	if code := s.unfit(k, t); code != "" {
		return Amended{}, code
	}
	s.keep(before)
	for _, j := range s.units[k].homes {
		s.kept[j] = nil
	}
	s.seatKept()
	s.holdFor(c)
	if s.units[k].table >= 0 { // with its group, some of whom had not kept theirs
		s.rise(k)
	}
	going, ok := s.clear(k, t)
	if !ok {
		return Amended{}, RefusedFull
	}
	s.leaveAsBefore(before)
	a := Amended{Result: s.result(), Needed: 1 + going}
	for n := range a.Seats {
		if seat := &a.Seats[n]; s.unitOf[s.home[seat.Household]] == k && !seat.Hand {
			seat.Hand = true
			seat.Reasons = slices.Insert(seat.Reasons, 0, Reason{Code: BecauseHand})
		}
	}
	a.compare(before, c.Printed)
	return a, ""
}

// holdFor notes who is not to move for others.
func (s *solver) holdFor(c Change) {
	stay := map[string]bool{}
	for _, id := range slices.Concat(c.Keep, c.Printed) {
		stay[id] = true
	}
	s.held = func(k int) bool {
		return slices.ContainsFunc(s.units[k].homes, func(i int) bool { return stay[s.plan.Households[i].ID] })
	}
}

// unfit is why unit k could not sit at table t even if nobody else did.
func (s *solver) unfit(k, t int) string {
	u, d, x := &s.units[k], &s.desks[t], &s.plan.Tables[t]
	switch {
	case d.venue < 0:
		return RefusedClosed
	case u.large:
		return RefusedLarge
	case u.only != x.Only:
		return RefusedOnly
	case u.quiet && !x.Quiet:
		return RefusedQuiet
	case u.wheels > d.ends:
		return RefusedAccessible
	case u.places > d.room:
		return RefusedSmall
	}
	return ""
}

// clear seats unit k at table t, moving others away where it must, and says how many
// households had to go.
func (s *solver) clear(k, t int) (going int, ok bool) {
	if s.sitLaid(k, t) {
		return 0, true
	}
	for _, way := range s.ways(t) {
		if n, ok := s.tryWay(k, t, way); ok {
			return n, true
		}
	}
	return 0, false
}

// sitLaid seats k at t if there is room and everybody there has places.
func (s *solver) sitLaid(k, t int) bool {
	if !s.fits(k, t) {
		return false
	}
	if s.sit(k, t); s.laid(k) {
		return true
	}
	s.rise(k)
	return false
}

// ways are sets of the units at a table that could go, those of fewest people first.
func (s *solver) ways(t int) [][]int {
	var free []int
	for _, k := range s.desks[t].units {
		if u := &s.units[k]; !u.fixed && !u.large && !s.held(k) && len(free) < 12 {
			free = append(free, k)
		}
	}
	type way struct {
		units []int
		cost  int
	}
	var all []way
	for set := uint32(1); set < 1<<len(free); set++ {
		w := way{}
		for rest := set; rest != 0; rest &= rest - 1 {
			k := free[bits.TrailingZeros32(rest)]
			w.units = append(w.units, k)
			w.cost += 10*s.units[k].size() + 5*len(s.units[k].homes)
			if s.units[k].special() {
				w.cost += 40
			}
		}
		all = append(all, w)
	}
	slices.SortStableFunc(all, func(a, b way) int { return cmp.Compare(a.cost, b.cost) })
	out := make([][]int, 0, mostWays)
	for _, w := range all {
		if len(out) == mostWays {
			break
		}
		out = append(out, w.units)
	}
	return out
}

// tryWay seats k at t and the units of the way elsewhere, or leaves all as it was.
func (s *solver) tryWay(k, t int, way []int) (going int, ok bool) {
	kept := map[int]*Seat{}
	for _, other := range way {
		s.rise(other)
		for _, i := range s.units[other].homes {
			kept[i], s.kept[i] = s.kept[i], nil
			going++
		}
	}
	if s.sitLaid(k, t) {
		done := 0
		for _, other := range way {
			if !s.seatAnywhere(other) {
				break
			}
			done++
		}
		if done == len(way) && s.laid(k) {
			return going, true
		}
		for _, other := range way[:done] {
			s.rise(other)
		}
		s.rise(k)
	}
	for _, other := range way {
		s.sit(other, t)
	}
	for i, seat := range kept {
		s.kept[i] = seat
	}
	return 0, false
}

// leaveAsBefore leaves who has no table to a person, with the reason there was.
func (s *solver) leaveAsBefore(before Result) {
	code := map[string]string{}
	for _, l := range before.Left {
		if l.Code != NoHelper {
			code[l.Household] = l.Code
		}
	}
	for k := range s.units {
		if u := &s.units[k]; u.table >= 0 || len(u.homes) == 0 {
			continue
		} else if was := code[s.plan.Households[u.homes[0]].ID]; was != "" && was != Malformed {
			s.leave(k, was)
		} else {
			s.giveUp(k)
		}
	}
}

// Diff lists who sits elsewhere in after than in before, and the tables whose cards show
// others. printed are the households whose card is printed.
func Diff(before, after Result, printed []string) (moved []Move, cards []string) {
	a := Amended{Result: after}
	a.compare(before, printed)
	return a.Moved, a.Cards
}
