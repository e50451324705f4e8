package tables

import (
	"cmp"
	"slices"
)

// ByDelivery says that a household gets its meal brought, as its venue is closed and no
// other place is left.
const ByDelivery = "delivery"

// beyond is of how many moved because they must another one may be moved for them.
const beyond = 20

// Change is why a seating that stands has to change, besides what is other in the plan.
type Change struct {
	Closed  []string // venues that cannot be used
	Printed []string // households whose card is printed
	Keep    []string // households nobody moves unless their venue is closed
}

// Amended is a seating after a change.
type Amended struct {
	Result
	Moved  []Move   // everybody whose table is another than before
	Cards  []string // tables whose card shows other households than before
	Needed int      // households that had no place any more, or none yet
}

// Move is a household that changes its table. From is "" for one that had none, To is ""
// for one that has none now. Reprint says that its card is printed and has to be anew.
type Move struct {
	Household string
	From, To  string
	Reprint   bool
}

// Amend seats a plan again that was seated before, moving as few as can be: who has a
// table that is still good for them keeps it, and their places. The others are seated
// where there is room, those in wheelchairs first; one more household is asked to
// change its table for at most each twentieth of them. Who finds no place gets the
// meal brought if their venue was closed, and is left to a person otherwise.
func Amend(p *Plan, before Result, c Change) Amended {
	s := newSolver(p, allRules)
	s.close(c.Closed)
	s.keep(before)
	s.seatKept()
	s.holdFor(c)
	brought := map[string]bool{} // who was told that the meal is brought need not hear otherwise
	for _, l := range before.Left {
		brought[l.Household] = l.Code == ByDelivery
	}
	needed, waiting := 0, []int{}
	for k := range s.units {
		if u := &s.units[k]; u.table < 0 && len(u.homes) > 0 {
			if brought[p.Households[u.homes[0]].ID] {
				s.leave(k, ByDelivery)
				continue
			}
			waiting = append(waiting, k)
			needed += len(u.homes)
		}
	}
	s.placeAll(waiting, needed, s.closedHomes(before, c.Closed))
	a := Amended{Result: s.result(), Needed: needed}
	a.compare(before, c.Printed)
	return a
}

// close takes the tables of venues away.
func (s *solver) close(venues []string) {
	for v := range s.plan.Venues {
		if !slices.Contains(venues, s.plan.Venues[v].ID) {
			continue
		}
		for _, t := range s.tables[v] {
			s.desks[t].venue = -1
		}
		s.tables[v] = nil
	}
}

// keep notes where everybody sat.
func (s *solver) keep(before Result) {
	s.kept, s.trial = make([]*Seat, len(s.plan.Households)), make([]*Seat, len(s.plan.Households))
	for n := range before.Seats {
		if i, ok := s.home[before.Seats[n].Household]; ok {
			seat := before.Seats[n]
			seat.Reasons = nil
			s.kept[i] = &seat
		}
	}
	s.dishAt = map[string]string{}
	for _, d := range before.Dishes {
		s.dishAt[d.Dish] = d.Table
	}
}

// seatKept seats at their tables all who may stay there, and forgets the places of the
// others.
func (s *solver) seatKept() {
	tables := map[string]int{}
	for t := range s.plan.Tables {
		tables[s.plan.Tables[t].ID] = t
	}
	var turn, changed []int
	for k := range s.units {
		if slices.ContainsFunc(s.units[k].homes, func(i int) bool { return s.kept[i] == nil || !s.same(i) }) {
			changed = append(changed, k) // after those who are as they were
		} else {
			turn = append(turn, k)
		}
	}
	for _, k := range append(turn, changed...) {
		u := &s.units[k]
		at := s.tablesOf(k, tables)
		switch {
		case len(at) == 0:
		case u.large && s.keepLarge(k, at):
			continue
		case !u.large && slices.Min(at) == slices.Max(at) && s.fits(k, at[0]):
			if s.sit(k, at[0]); s.laid(k) {
				continue
			}
			s.rise(k)
		}
		s.forget(k)
	}
}

// tablesOf are the tables at which the households of a unit sat that are still there:
// of a large group only if all are. Who comes with other people than before gets other
// places.
func (s *solver) tablesOf(k int, tables map[string]int) []int {
	u := &s.units[k]
	var at []int
	for _, i := range u.homes {
		seat := s.kept[i]
		if seat == nil {
			continue
		}
		if t, ok := tables[seat.Table]; ok && s.desks[t].venue >= 0 {
			at = append(at, t)
		}
		if !s.same(i) {
			s.kept[i] = nil
		}
	}
	if u.large && len(at) < len(u.homes) {
		return nil
	}
	return at
}

// same says whether as many people of household i come as had places.
func (s *solver) same(i int) bool {
	h, seat := &s.plan.Households[i], s.kept[i]
	return len(seat.Places) == h.places() && len(seat.Places)-len(seat.Kept) == h.People && len(seat.Wheelchairs) == h.Wheelchairs
}

// keepLarge seats a group larger than a table at the tables it had.
func (s *solver) keepLarge(k int, at []int) bool {
	homes := s.units[k].homes
	first := len(s.units)
	list := slices.Compact(slices.Sorted(slices.Values(at)))
	if list[len(list)-1]-list[0]+1 != len(list) {
		return false // one between them has nobody of the group any more
	}
	for n, i := range homes {
		u := s.units[k]
		s.units = append(s.units, unit{building: s.building[i], table: -1, venue: s.desks[at[n]].venue, fixed: true})
		part := len(s.units) - 1
		s.join(part, i)
		s.units[part].only, s.units[part].quiet = u.only, u.quiet
		if !s.fits(part, at[n]) {
			for p := first; p < part; p++ {
				s.rise(p)
			}
			s.units = s.units[:first]
			for _, j := range homes {
				s.unitOf[j] = k
			}
			return false
		}
		s.sit(part, at[n])
	}
	s.units[k].homes = nil
	return true
}

// closedHomes are the households that sat at venues that are closed.
func (s *solver) closedHomes(before Result, closed []string) map[int]bool {
	of := map[string]string{}
	for _, t := range s.plan.Tables {
		of[t.ID] = t.Venue
	}
	homes := map[int]bool{}
	for _, seat := range before.Seats {
		if i, ok := s.home[seat.Household]; ok && slices.Contains(closed, of[seat.Table]) {
			homes[i] = true
		}
	}
	return homes
}

// placeAll seats those who wait, the hardest first.
func (s *solver) placeAll(waiting []int, needed int, closed map[int]bool) {
	slices.SortStableFunc(waiting, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.need(b), s.need(a)), cmp.Compare(s.units[b].size(), s.units[a].size()))
	})
	s.mayMove = needed / beyond
	hopeless := 1 << 30 // so many places are nowhere
	for _, k := range waiting {
		u := &s.units[k]
		plain := !u.special()
		if plain && u.size() >= hopeless {
			s.without(k, closed)
			continue
		}
		if s.seatAnywhere(k) {
			continue
		}
		if s.mayMove > 0 && s.makeRoom(k) {
			s.mayMove--
			continue
		}
		if plain && s.mayMove == 0 {
			hopeless = min(hopeless, u.size())
		}
		s.without(k, closed)
	}
}

// without leaves a unit that has no place.
func (s *solver) without(k int, closed map[int]bool) {
	for _, i := range s.units[k].homes {
		if closed[i] {
			s.leave(k, ByDelivery)
			return
		}
	}
	s.giveUp(k)
}

// leave leaves the households of a unit without a table, with a code.
func (s *solver) leave(k int, code string) {
	for _, i := range s.units[k].homes {
		s.left = append(s.left, Left{s.plan.Households[i].ID, code})
	}
}

// compare lists who moved, and which cards have to be printed anew.
func (a *Amended) compare(before Result, printed []string) {
	card := map[string]bool{}
	for _, id := range printed {
		card[id] = true
	}
	was, is := map[string]string{}, map[string]string{}
	for _, seat := range before.Seats {
		was[seat.Household] = seat.Table
	}
	for _, seat := range a.Seats {
		is[seat.Household] = seat.Table
	}
	tables := map[string]bool{}
	note := func(id string) {
		a.Moved = append(a.Moved, Move{Household: id, From: was[id], To: is[id], Reprint: card[id]})
		tables[was[id]], tables[is[id]] = true, true
	}
	for _, seat := range before.Seats {
		if is[seat.Household] != seat.Table {
			note(seat.Household)
		}
	}
	for _, seat := range a.Seats {
		if _, ok := was[seat.Household]; !ok {
			note(seat.Household)
		}
	}
	for t := range tables {
		if t != "" {
			a.Cards = append(a.Cards, t)
		}
	}
	slices.Sort(a.Cards)
}
