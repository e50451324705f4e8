package tables

import "slices"

// Solve seats a plan. Every household of it is in the result's seats or among what
// is left to a person; a household that nobody can stand by is in both.
func Solve(p *Plan) Result { return solve(p, allRules, nil) }

// SolveTelling is [Solve] that calls tell now and then with how much of the work is
// done, from 0 to 1.
func SolveTelling(p *Plan, tell func(done float64)) Result { return solve(p, allRules, tell) }

func solve(p *Plan, r rules, tell func(float64)) Result {
	s := newSolver(p, r)
	if s.tell = tell; tell == nil {
		s.tell = func(float64) {}
	}
	s.build()
	s.tell(0.3)
	s.improve()
	s.tell(0.85)
	return s.result()
}

// result gives everyone their places and reasons.
func (s *solver) result() Result {
	seats := make([]*Seat, len(s.plan.Households))
	for t := range s.desks {
		s.lay(t, seats)
	}
	s.help(seats)
	r := Result{Seats: make([]Seat, 0, len(seats)), Left: s.left}
	r.Dishes, r.LeftDishes = s.serve()
	around, dishes := s.around(), s.dishesOf(r.Dishes)
	for i, seat := range seats {
		if seat != nil {
			seat.Reasons = append(s.reasons(i, around), dishReasons(seat.Table, dishes[i])...)
			if seat.Hand {
				seat.Reasons = slices.Insert(seat.Reasons, 0, Reason{Code: BecauseHand})
			}
			r.Seats = append(r.Seats, *seat)
		}
	}
	return r
}

// lay gives the places of a table: to wheelchairs the ends, to somebody of the
// household the places beside them, to everyone else what follows round the table.
func (s *solver) lay(t int, seats []*Seat) {
	x := &s.plan.Tables[t]
	free := make([]bool, x.Places+1)
	for n := 1; n <= x.Places; n++ {
		free[n] = true
	}
	ends := slices.Clone(x.Ends)
	if s.rules.ends {
		for _, n := range ends {
			if n >= 1 && n <= x.Places {
				free[n] = false // for a wheelchair or for nobody
			}
		}
	}
	var homes []int
	for _, k := range s.desks[t].units {
		homes = append(homes, s.units[k].homes...)
	}
	homes, ends = s.stay(homes, seats, free, ends)
	for _, i := range homes {
		h := &s.plan.Households[i]
		seats[i] = &Seat{Household: h.ID, Table: x.ID}
		for n := 0; n < h.Wheelchairs && len(ends) > 0; n++ {
			seats[i].Wheelchairs = append(seats[i].Wheelchairs, ends[0])
			free[ends[0]] = false
			ends = ends[1:]
		}
	}
	// Companions before all others, so that nobody takes the place beside an end.
	for _, i := range homes {
		s.accompany(&s.plan.Households[i], seats[i], free, x.Places)
	}
	at := 1
	for _, i := range homes {
		h := &s.plan.Households[i]
		seat := seats[i]
		if len(seat.Companions) > 0 {
			at = seat.Companions[0]
		}
		want := h.People - len(seat.Wheelchairs) - len(seat.Companions) + len(seat.Kept)
		seat.Places = slices.Concat(seat.Wheelchairs, seat.Companions)
		for n := 0; n < x.Places && want > 0; n++ {
			place := (at+n-1)%x.Places + 1
			if free[place] {
				free[place] = false
				seat.Places = append(seat.Places, place)
				want--
			}
		}
		for !s.rules.capacity && want > 0 { // a chair that is not there
			seat.Places = append(seat.Places, x.Places+want)
			want--
		}
		slices.Sort(seat.Places)
	}
}

// stay gives those who keep their places these, and returns who else sits there and the
// ends nobody keeps.
func (s *solver) stay(homes []int, seats []*Seat, free []bool, ends []int) (others, open []int) {
	if s.kept == nil {
		return homes, ends
	}
	open = ends
	for _, i := range homes {
		seat := s.kept[i]
		if seat == nil {
			others = append(others, i)
			continue
		}
		again := *seat
		seats[i] = &again
		for _, n := range seat.Places {
			free[n] = false
			if at := slices.Index(open, n); at >= 0 {
				open = slices.Delete(open, at, at+1)
			}
		}
	}
	return others, open
}

// accompany gives a place beside each wheelchair to one of its household, or keeps
// it for somebody who comes along.
func (s *solver) accompany(h *Household, seat *Seat, free []bool, places int) {
	left := h.places() - h.Wheelchairs
	if !s.rules.companion {
		return
	}
	for _, end := range seat.Wheelchairs {
		beside := []int{end%places + 1, (end+places-2)%places + 1}
		for _, n := range beside {
			if left > 0 && free[n] {
				free[n] = false
				left--
				seat.Companions = append(seat.Companions, n)
				if h.places() > h.People {
					seat.Kept = append(seat.Kept, n)
				}
				break
			}
		}
	}
}

// help names a helper for each wheelchair; where none is left a person has to find
// one.
func (s *solver) help(seats []*Seat) {
	for v := range s.tables {
		helpers := s.plan.Venues[v].Helpers
		busy := make([]int, len(helpers))
		var without []*Seat
		for _, t := range s.tables[v] {
			for _, k := range s.desks[t].units {
				for _, i := range s.units[k].homes {
					without = append(without, kept(seats[i], helpers, busy))
				}
			}
		}
		next := 0
		for _, seat := range without {
			for n := len(seat.Helpers); n < len(seat.Wheelchairs); n++ {
				for next < len(helpers) && busy[next] >= perHelper {
					next++
				}
				if next == len(helpers) {
					s.left = append(s.left, Left{seat.Household, NoHelper})
					continue
				}
				seat.Helpers = append(seat.Helpers, helpers[next])
				busy[next]++
			}
		}
	}
}

// kept leaves a seat those of its helpers who are still there, and notes that they are
// busy.
func kept(seat *Seat, helpers []string, busy []int) *Seat {
	var same []string
	for _, name := range seat.Helpers {
		if n := slices.Index(helpers, name); n >= 0 && busy[n] < perHelper {
			busy[n]++
			same = append(same, name)
		}
	}
	seat.Helpers = same
	return seat
}

// around are how many households of each building come.
func (s *solver) around() []int {
	n := make([]int, s.buildings)
	for _, b := range s.building {
		if b >= 0 {
			n[b]++
		}
	}
	return n
}

// dishesOf are the tables, by household, on which dishes it brings stand.
func (s *solver) dishesOf(placed []Placed) [][]string {
	all := make([][]string, len(s.plan.Households))
	on := make(map[string]string, len(placed))
	for _, p := range placed {
		on[p.Dish] = p.Table
	}
	for i := range s.plan.Dishes {
		x := &s.plan.Dishes[i]
		for _, id := range x.Cooks {
			if h, ok := s.home[id]; ok && on[x.ID] != "" {
				all[h] = append(all[h], on[x.ID])
			}
		}
	}
	return all
}

func dishReasons(table string, on []string) []Reason {
	here, away := 0, ""
	for _, t := range on {
		if t == table {
			here++
		} else {
			away = t
		}
	}
	switch {
	case here > 0:
		return []Reason{{Code: BecauseDish, Count: here}}
	case away != "":
		return []Reason{{Code: BecauseDishAway, Name: away}}
	}
	return nil
}
