package tables

import "slices"

// SolveRest seats a plan anew but for the tables whose cards are printed: who sits there
// and comes as before stays, with places, helpers and dishes, and nobody joins them. The
// others are seated as by [Solve]. tell may be nil.
func SolveRest(p *Plan, before Result, printed []string, tell func(done float64)) Result {
	if len(printed) == 0 {
		return solve(p, allRules, tell)
	}
	printed = p.withKin(before, printed)
	stay := p.staying(before, printed)
	rest := *p
	rest.Tables = slices.Clone(p.Tables)
	for i := range rest.Tables { // they keep their place in the order, so that others still are neighbours
		if slices.Contains(printed, rest.Tables[i].ID) {
			rest.Tables[i].Venue = ""
		}
	}
	people, helps := map[string]int{}, map[string]map[string]int{}
	var kept Result
	for _, seat := range before.Seats {
		if !stay.homes[seat.Household] {
			continue
		}
		v := stay.venue[seat.Table]
		people[v] += len(seat.Places)
		if helps[v] == nil {
			helps[v] = map[string]int{}
		}
		for _, name := range seat.Helpers {
			helps[v][name]++
		}
		kept.Seats = append(kept.Seats, seat)
	}
	rest.Venues = p.without(people, helps)
	rest.Households, rest.Dishes = nil, nil
	for _, h := range p.Households {
		if !stay.homes[h.ID] {
			rest.Households = append(rest.Households, h)
		}
	}
	on := map[string]string{}
	for _, d := range before.Dishes {
		if slices.Contains(printed, d.Table) && stay.used[d.Table] {
			on[d.Dish] = d.Table
		}
	}
	for _, d := range p.Dishes {
		if on[d.ID] == "" {
			rest.Dishes = append(rest.Dishes, d)
		} else {
			kept.Dishes = append(kept.Dishes, Placed{d.ID, on[d.ID]})
		}
	}
	r := solve(&rest, allRules, tell)
	return p.joined(kept, r)
}

// withKin adds to the printed tables those at which others of a group sit that is laid over
// several: it cannot be parted, so they stay, too.
func (p *Plan) withKin(before Result, printed []string) []string {
	kin, at := map[string]string{}, map[string][]string{}
	for _, h := range p.Households {
		kin[h.ID] = h.Kin
	}
	for _, seat := range before.Seats {
		if k := kin[seat.Household]; k != "" && !slices.Contains(at[k], seat.Table) {
			at[k] = append(at[k], seat.Table)
		}
	}
	list := slices.Clone(printed)
	for grown := true; grown; {
		grown = false
		for _, group := range at {
			if len(group) < 2 || !slices.ContainsFunc(group, func(t string) bool { return slices.Contains(list, t) }) {
				continue
			}
			for _, t := range group {
				if !slices.Contains(list, t) {
					list, grown = append(list, t), true
				}
			}
		}
	}
	slices.Sort(list)
	return list
}

// staying is who stays at tables whose cards are printed.
type staying struct {
	homes map[string]bool
	used  map[string]bool   // tables
	venue map[string]string // of a table
}

// staying finds those of the printed tables who come as they came before; of a group of
// kin all or nobody.
func (p *Plan) staying(before Result, printed []string) staying {
	s := staying{homes: map[string]bool{}, used: map[string]bool{}, venue: map[string]string{}}
	at := map[string]*Household{}
	gone := map[string]bool{} // kin
	for i := range p.Households {
		at[p.Households[i].ID] = &p.Households[i]
	}
	quiet := map[string]bool{}
	only := map[string]string{}
	for _, t := range p.Tables {
		s.venue[t.ID], quiet[t.ID], only[t.ID] = t.Venue, t.Quiet, t.Only
	}
	there := map[string]bool{}
	for _, seat := range before.Seats {
		h := at[seat.Household]
		if h == nil || !slices.Contains(printed, seat.Table) || s.venue[seat.Table] == "" {
			continue
		}
		same := len(seat.Places) == h.places() && len(seat.Places)-len(seat.Kept) == h.People && len(seat.Wheelchairs) == h.Wheelchairs
		if same && (!h.Quiet || quiet[seat.Table]) && (h.Only == only[seat.Table] || h.Kin != "" && h.Only == "") {
			there[seat.Household] = true
		}
	}
	for _, h := range p.Households {
		if h.Kin != "" && !there[h.ID] {
			gone[h.Kin] = true
		}
	}
	for _, seat := range before.Seats {
		if h := at[seat.Household]; h != nil && there[seat.Household] && (h.Kin == "" || !gone[h.Kin]) {
			s.homes[seat.Household], s.used[seat.Table] = true, true
		}
	}
	return s
}

// without are the venues with what those who stay take of them left out.
func (p *Plan) without(people map[string]int, helps map[string]map[string]int) []Venue {
	venues := slices.Clone(p.Venues)
	for i := range venues {
		v := &venues[i]
		if v.Approved > 0 {
			if v.Approved -= people[v.ID]; v.Approved <= 0 {
				v.Approved = -1 // nobody more; 0 would be as many as there are places
			}
		}
		v.Helpers = slices.DeleteFunc(slices.Clone(v.Helpers), func(name string) bool { return helps[v.ID][name] > 0 })
	}
	return venues
}

// joined is a result of those who stay and of the others, in the order of the plan.
func (p *Plan) joined(kept, r Result) Result {
	seats := map[string]Seat{}
	for _, seat := range slices.Concat(kept.Seats, r.Seats) {
		seats[seat.Household] = seat
	}
	r.Seats = r.Seats[:0:0]
	for _, h := range p.Households {
		if seat, ok := seats[h.ID]; ok {
			r.Seats = append(r.Seats, seat)
			delete(seats, h.ID)
		}
	}
	on := map[string]Placed{}
	for _, d := range slices.Concat(kept.Dishes, r.Dishes) {
		on[d.Dish] = d
	}
	r.Dishes = nil
	for _, d := range p.Dishes {
		if placed, ok := on[d.ID]; ok {
			r.Dishes = append(r.Dishes, placed)
			delete(on, d.ID)
		}
	}
	return r
}
