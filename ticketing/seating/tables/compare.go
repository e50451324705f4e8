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

	Dishes  int // on tables
	Lacking int // what the plan wants on every table and is not there, over all tables
	Own     int // households that have a dish of theirs on their table
	Meet    int // dishes that stand where somebody declared what they may contain
}

// Add adds the figures of another sitting.
func (f *Figures) Add(o Figures) {
	f.Tables, f.Households, f.People = f.Tables+o.Tables, f.Households+o.Households, f.People+o.People
	f.WithMate, f.MayMate, f.Wishes, f.WishesMet = f.WithMate+o.WithMate, f.MayMate+o.MayMate, f.Wishes+o.Wishes, f.WishesMet+o.WishesMet
	f.WalkM, f.Left = f.WalkM+o.WalkM, f.Left+o.Left
	f.Dishes, f.Lacking, f.Own, f.Meet = f.Dishes+o.Dishes, f.Lacking+o.Lacking, f.Own+o.Own, f.Meet+o.Meet
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
	f.measureDishes(p, r, used)
	for _, l := range r.Left {
		if l.Code != NoHelper && l.Code != ByDelivery {
			f.Left++
		}
	}
	return f
}

func (f *Figures) measureDishes(p *Plan, r Result, used map[string]bool) {
	at := make(map[string]string, len(r.Dishes))
	for _, d := range r.Dishes {
		at[d.Dish] = d.Table
	}
	table, declared := map[string]string{}, map[[2]string]bool{}
	for _, seat := range r.Seats {
		table[seat.Household] = seat.Table
	}
	for i := range p.Households {
		for _, code := range p.Households[i].Allergens {
			declared[[2]string{table[p.Households[i].ID], code}] = true
		}
	}
	has, own := map[[2]string]bool{}, map[string]bool{}
	for i := range p.Dishes {
		d := &p.Dishes[i]
		on := at[d.ID]
		if on == "" {
			continue
		}
		f.Dishes++
		for _, name := range d.Fills {
			has[[2]string{on, name}] = true
		}
		for _, home := range d.Cooks {
			if table[home] == on {
				own[home] = true
			}
		}
		for _, code := range d.MayContain {
			if declared[[2]string{on, code}] {
				f.Meet++
				break
			}
		}
	}
	f.Own = len(own)
	for t := range used {
		for _, name := range p.Wanted {
			if !has[[2]string{t, name}] {
				f.Lacking++
			}
		}
	}
}

// LackingBound is how much of what the plan wants on every table must lack, with so
// many tables in use, as there are no more dishes of the kind.
func LackingBound(p *Plan, tables int) int {
	lacking := 0
	for _, name := range p.Wanted {
		n := tables
		for i := range p.Dishes {
			if slices.Contains(p.Dishes[i].Fills, name) {
				n--
			}
		}
		lacking += max(0, n)
	}
	return lacking
}

// Bound is a number of tables no seating of all households gets below.
func Bound(p *Plan) int { return newSolver(p, allRules).bound() }

// bound counts, for each sort of table, the people it is for at the roomiest of them,
// of which as many as the wheelchairs need have ends. It also counts that two units
// above half the largest table never share one.
func (s *solver) bound() int {
	type need struct{ places, wheels, halves int }
	needs := map[string]*need{}
	for i := range s.units {
		u := &s.units[i]
		if len(u.homes) == 0 {
			continue
		}
		n := needs[u.only]
		if n == nil {
			n = &need{}
			needs[u.only] = n
		}
		n.places += u.places // those at ends take no other's place
		n.wheels += u.wheels
		if !u.large && !u.fixed && 2*u.places > s.largest {
			n.halves++
		}
	}
	sum := 0
	for only, n := range needs {
		var open, ended []int // the room of tables without ends and with
		var ends []int
		for t := range s.plan.Tables {
			x := &s.plan.Tables[t]
			if x.Only != only || s.desks[t].venue < 0 {
				continue
			}
			room := x.Places - len(x.Ends)
			if e := x.ends(); e > 0 {
				ended, ends = append(ended, room), append(ends, e)
			} else {
				open = append(open, room)
			}
		}
		sum += max(fewest(n.places, n.wheels, open, ended, ends), min(n.halves, len(open)+len(ended)))
	}
	return sum
}

// fewest is how many tables hold so many people, if as many as the wheelchairs need
// at least are among those with ends; all of them where that does not do.
func fewest(places, wheels int, open, ended, ends []int) int {
	down := func(a, b int) int { return cmp.Compare(b, a) }
	slices.SortFunc(open, down)
	slices.SortFunc(ended, down)
	slices.SortFunc(ends, down)
	n := 0
	for n < len(ends) && wheels > 0 {
		wheels -= ends[n]
		n++
	}
	for _, room := range ended[:n] {
		places -= room
	}
	rest := slices.Concat(open, ended[n:])
	slices.SortFunc(rest, down)
	for _, room := range rest {
		if places <= 0 {
			break
		}
		places -= room
		n++
	}
	return n
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
	s.firstDishes = true
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
