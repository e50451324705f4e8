package tables

import "math/bits"

// repack works on all the units of two or three tables at once. It looks at every way
// there is to part them, so each unit more doubles its work.
const (
	mostAtTwo   = 14
	mostAtThree = 13
)

// aim is what repack is to make of its tables.
type aim int

const (
	company aim = iota // better company, however full they are
	filling            // the second of two as full as can be, then better company
)

// bunch is the units of a few tables, and what is so of every set of them: kept
// between calls, so that a call takes no memory.
type bunch struct {
	tables []int
	units  []int
	quiet  uint32
	now    [3]uint32 // who sits at which
	heads  [1 << mostAtTwo]int16
	wheels [1 << mostAtTwo]int8
	value  [1 << mostAtTwo]int16
	groups []group
	way    [mostAtTwo][3]int32 // hundredths of metres of its people, by unit and table
	apart  bool                // the tables are of several venues
}

// group is the units with a household of one building.
type group struct {
	building int
	of       uint32
}

// gather notes the units of the tables. It says no where repacking them is not for
// us: tables of different sorts, groups laid over several tables, too many units.
func (w *bunch) gather(s *solver, most int, tables ...int) bool {
	w.tables = append(w.tables[:0], tables...)
	w.units, w.groups, w.quiet, w.now = w.units[:0], w.groups[:0], 0, [3]uint32{}
	for i, t := range tables {
		if s.rules.only && s.plan.Tables[t].Only != s.plan.Tables[tables[0]].Only {
			return false
		}
		for _, other := range tables[:i] {
			if t == other {
				return false
			}
		}
		for _, k := range s.desks[t].units {
			if s.units[k].fixed || len(w.units) == most {
				return false
			}
			if i < len(w.now) {
				w.now[i] |= 1 << len(w.units)
			}
			w.units = append(w.units, k)
		}
	}
	for i := range w.units {
		w.weigh(s, i)
	}
	w.apart = false
	for _, t := range tables[1:] {
		w.apart = w.apart || s.desks[t].venue != s.desks[tables[0]].venue
	}
	if w.apart { // then they are two or three
		for i, k := range w.units {
			for j, t := range tables {
				metres := 0
				for _, home := range s.units[k].homes {
					metres += s.plan.Households[home].People * s.way[s.building[home]][s.desks[t].venue]
				}
				w.way[i][j] = int32(metres)
			}
		}
	}
	return true
}

// weigh says of every set in which the i-th unit is the last what is so of it.
func (w *bunch) weigh(s *solver, i int) {
	k := w.units[i]
	u := &s.units[k]
	bit := uint32(1) << i
	if u.quiet {
		w.quiet |= bit
	}
	low := bit - 1
	for set := uint32(0); set <= low; set++ {
		w.heads[set|bit] = w.heads[set] + int16(u.places)
		w.wheels[set|bit] = w.wheels[set] + int8(u.wheels)
		w.value[set|bit] = w.value[set]
	}
	own := 0
	for n, home := range u.homes {
		b := s.building[home]
		twice := false
		for _, other := range u.homes[:n] {
			twice = twice || s.building[other] == b
		}
		if twice { // neighbours of one group always have each other
			own += worthMate
			continue
		}
		w.meet(b, bit)
	}
	if own > 0 {
		for set := uint32(0); set <= low; set++ {
			w.value[set|bit] += int16(own)
		}
	}
	for _, m := range s.wanted[k] {
		for j, other := range w.units[:i] {
			if other == m {
				for set := uint32(0); set <= low; set++ {
					w.value[set|bit] += int16(set >> j & 1 * worthWish)
				}
			}
		}
	}
}

// meet adds what the neighbours of a building are worth to a new one, the last of
// the sets, and it to them.
func (w *bunch) meet(building int, bit uint32) {
	for i := range w.groups {
		g := &w.groups[i]
		if g.building != building {
			continue
		}
		for set := uint32(0); set < bit; set++ {
			switch bits.OnesCount32(set & g.of) {
			case 0:
			case 1:
				w.value[set|bit] += 2 * worthMate
			default:
				w.value[set|bit] += worthMate
			}
		}
		g.of |= bit
		return
	}
	w.groups = append(w.groups, group{building, bit})
}

// space is what a table has when it is empty.
type space struct {
	room  int16
	ends  int8
	quiet bool
}

func (w *bunch) space(s *solver, i int) space {
	t := w.tables[i]
	d := &s.desks[t]
	return space{int16(d.room) + w.heads[w.now[i]], int8(d.ends) + w.wheels[w.now[i]], s.plan.Tables[t].Quiet}
}

func (w *bunch) fits(set uint32, x space) bool {
	return w.heads[set] <= x.room && w.wheels[set] <= x.ends && (x.quiet || set&w.quiet == 0)
}

// repack parts the units of tables a and b in the best way there is. It says whether
// that is better than what was.
func (s *solver) repack(a, b int, to aim) bool {
	w := &s.work
	if !w.gather(s, mostAtTwo, a, b) {
		return false
	}
	full := uint32(1)<<len(w.units) - 1
	atA, atB := w.space(s, 0), w.space(s, 1)
	worth := func(set uint32) int {
		v := int(w.value[set]) + int(w.value[full&^set])
		if to == filling {
			v += worthFull * int(w.heads[full&^set])
		}
		return v
	}
	best, value := w.now, worth(w.now[0])-w.stroll(w.now)
	for set := uint32(0); set <= full; set++ {
		v := worth(set)
		if v <= value || !w.fits(set, atA) || !w.fits(full&^set, atB) {
			continue
		}
		way := [3]uint32{set, full &^ set}
		if v -= w.stroll(way); v > value && s.allowed(way) {
			best, value = way, v
		}
	}
	return s.part(best)
}

// repackThree does so with three tables. Who sits together in a part is no better off
// than in the whole, which spares looking at most ways.
func (s *solver) repackThree(a, b, c int) bool {
	w := &s.work
	if !w.gather(s, mostAtThree, a, b, c) {
		return false
	}
	full := uint32(1)<<len(w.units) - 1
	at := [3]space{w.space(s, 0), w.space(s, 1), w.space(s, 2)}
	// At tables that are alike a way is as good as the same with the tables exchanged:
	// of these only the one that comes first is looked at.
	alike := !w.apart && at[1] == at[2]
	last, least := full, uint32(0)
	if alike && at[0] == at[1] {
		last = full >> 1 // the last unit sits at the second table
	}
	best := w.now
	value := int(w.value[w.now[0]]) + int(w.value[w.now[1]]) + int(w.value[w.now[2]]) - w.stroll(w.now)
	for first := uint32(0); first <= last; first++ {
		rest := full &^ first
		own := int(w.value[first])
		if own+int(w.value[rest]) <= value || !w.fits(first, at[0]) || w.heads[rest] > at[1].room+at[2].room {
			continue
		}
		if alike {
			least = 1 << bits.Len32(rest) >> 1
		}
		for second := rest; ; second = (second - 1) & rest {
			third := rest &^ second
			if own+int(w.value[second])+int(w.value[third]) > value && w.fits(second, at[1]) && w.fits(third, at[2]) {
				way := [3]uint32{first, second, third}
				if v := own + int(w.value[second]) + int(w.value[third]) - w.stroll(way); v > value && s.allowed(way) {
					best, value = way, v
				}
			}
			if second <= least {
				break
			}
		}
	}
	return s.part(best)
}

// stroll is what it costs that the units sit so, if the tables are not of one venue.
func (w *bunch) stroll(way [3]uint32) int {
	if !w.apart {
		return 0
	}
	metres := int32(0)
	for i := range w.tables {
		for set := way[i]; set != 0; set &= set - 1 {
			metres += w.way[bits.TrailingZeros32(set)][i]
		}
	}
	return int(metres / worthWalk)
}

// allowed says whether no venue holds more people than it may when they sit so.
func (s *solver) allowed(way [3]uint32) bool {
	w := &s.work
	for i, t := range w.tables {
		v := s.desks[t].venue
		approved := s.plan.Venues[v].Approved
		if approved == 0 || !s.rules.approved {
			continue
		}
		more := 0
		for j, other := range w.tables {
			if s.desks[other].venue == v {
				more += int(w.heads[way[j]]) + int(w.wheels[way[j]]) - int(w.heads[w.now[j]]) - int(w.wheels[w.now[j]])
			}
		}
		if more > 0 && s.people[s.desks[w.tables[i]].venue]+more > approved {
			return false
		}
	}
	return true
}

// part seats the units so, and says whether anybody moved.
func (s *solver) part(way [3]uint32) bool {
	w := &s.work
	if way == w.now {
		return false
	}
	for i := range w.tables {
		for set := w.now[i] &^ way[i]; set != 0; set &= set - 1 {
			s.rise(w.units[bits.TrailingZeros32(set)])
		}
	}
	for i, t := range w.tables {
		for set := way[i] &^ w.now[i]; set != 0; set &= set - 1 {
			s.sit(w.units[bits.TrailingZeros32(set)], t)
		}
	}
	return true
}
