package tables

import (
	"cmp"
	"slices"
)

// Figures are what a seating is judged by.
type Figures struct {
	Tables     int // in use
	Households int // seated
	People     int
	WithMate   int // households with a neighbour of their building at the table
	MayMate    int // households with any neighbour at the sitting
	Wishes     int
	WishesMet  int
	WalkM      int // of all people together
	Left       int // households left to a person
}

// Measure takes the figures of a result.
func Measure(p *Plan, r Result) Figures {
	homes, venues, tables := map[string]int{}, map[string]int{}, map[string]int{}
	around := map[string]int{}
	for i := range p.Households {
		homes[p.Households[i].ID] = i
		around[p.Households[i].Building]++
	}
	for i, v := range p.Venues {
		venues[v.ID] = i
	}
	for i := range p.Tables {
		tables[p.Tables[i].ID] = i
	}
	at := make(map[string]string, len(r.Seats))
	mates := map[[2]string]int{}
	for _, seat := range r.Seats {
		at[seat.Household] = seat.Table
		mates[[2]string{seat.Table, p.Households[homes[seat.Household]].Building}]++
	}
	f := Figures{Households: len(r.Seats)}
	used := map[string]bool{}
	for _, seat := range r.Seats {
		h := &p.Households[homes[seat.Household]]
		v := &p.Venues[venues[p.Tables[tables[seat.Table]].Venue]]
		used[seat.Table] = true
		f.People += h.People
		f.WalkM += h.People * walk([2]int{h.X, h.Y}, [2]int{v.X, v.Y})
		if around[h.Building] > 1 {
			f.MayMate++
		}
		if mates[[2]string{seat.Table, h.Building}] > 1 {
			f.WithMate++
		}
		for _, w := range h.Wishes {
			f.Wishes++
			if at[w] == seat.Table {
				f.WishesMet++
			}
		}
	}
	f.Tables = len(used)
	for _, l := range r.Left {
		if l.Code != NoHelper {
			f.Left++
		}
	}
	return f
}

// Bound is a number of tables no seating of all households gets below: for each
// sort of table the people it is for, at the roomiest of them. It also counts that
// two units above half the largest table never share one.
func Bound(p *Plan) int {
	s := newSolver(p, allRules)
	places, halves := map[string]int{}, map[string]int{}
	for _, u := range s.units {
		places[u.only] += u.places // those at ends take no other's place
		if !u.large && 2*u.places > s.largest {
			halves[u.only]++
		}
	}
	rooms := map[string][]int{}
	for i := range s.desks {
		only := p.Tables[i].Only
		rooms[only] = append(rooms[only], s.desks[i].room)
	}
	sum := 0
	for only, need := range places {
		slices.SortFunc(rooms[only], func(a, b int) int { return cmp.Compare(b, a) })
		n := 0
		for ; n < len(rooms[only]) && need > 0; n++ {
			need -= rooms[only][n]
		}
		sum += max(n, min(halves[only], len(rooms[only])))
	}
	return sum
}

// FirstCome seats households as they registered: each at the first table of the
// nearest venue that has room and is good for it. It is what a result is compared
// with; groups of kin stay together, as everybody would see to that.
func FirstCome(p *Plan) Result {
	s := newSolver(p, allRules)
	turn := make([]int, len(s.units))
	for k := range turn {
		turn[k] = k
	}
	first := func(k int) int {
		least := 1 << 30
		for _, i := range s.units[k].homes {
			least = min(least, p.Households[i].Order)
		}
		return least
	}
	slices.SortStableFunc(turn, func(a, b int) int { return cmp.Compare(first(a), first(b)) })
	venues := make([][]int, s.buildings)
	for b := range venues {
		venues[b] = s.nearest(b)
	}
	for _, k := range turn {
		s.seatFirst(k, venues[s.units[k].building])
	}
	return s.result()
}

func (s *solver) seatFirst(k int, venues []int) {
	for _, v := range venues {
		if s.units[k].large {
			if s.seatLarge(v, k); len(s.units[k].homes) == 0 {
				return
			}
			continue
		}
		for _, t := range s.tables[v] {
			if s.fits(k, t) {
				s.sit(k, t)
				return
			}
		}
	}
	s.giveUp(k)
}
