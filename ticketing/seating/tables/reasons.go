package tables

// reasons says why household i sits where it does.
func (s *solver) reasons(i int, around []int) []Reason {
	h := &s.plan.Households[i]
	k := s.unitOf[i]
	u := &s.units[k]
	t := &s.plan.Tables[u.table]
	var why []Reason
	if h.Wheelchairs > 0 {
		why = append(why, Reason{Code: BecauseAccessible, Count: t.ToiletM})
	}
	if n := h.places() - h.People; n > 0 {
		why = append(why, Reason{Code: BecauseCompanion, Count: n})
	}
	if t.Only != "" {
		why = append(why, Reason{Code: BecauseOnly, Name: t.Only})
	}
	if u.quiet {
		why = append(why, Reason{Code: BecauseQuiet})
	}
	switch {
	case u.fixed:
		why = append(why, Reason{Code: BecauseKinTables, Name: h.Kin})
	case len(u.homes) > 1:
		why = append(why, Reason{Code: BecauseKin, Count: len(u.homes), Name: h.Kin})
	}
	why = append(why, s.neighbourly(i, u.table, around))
	if wishes := s.wishes(i); len(h.Wishes) > 0 {
		met := 0
		for _, j := range wishes {
			if m := s.unitOf[j]; m >= 0 && s.units[m].table == u.table {
				met++
			}
		}
		why = append(why, Reason{Code: BecauseWishes, Count: met, Of: len(h.Wishes)})
	}
	b := s.building[i]
	if near := s.nearest(b)[0]; near != u.venue {
		if s.keepsCompany(i, u.table) {
			why = append(why, Reason{Code: BecauseCompany})
		}
		return append(why, Reason{Code: BecauseFull, Count: s.walkTo(b, u.venue), Name: s.plan.Venues[near].ID})
	}
	return append(why, Reason{Code: BecauseNear, Count: s.walkTo(b, u.venue)})
}

// neighbourly says how many neighbours household i has at its table.
func (s *solver) neighbourly(i, t int, around []int) Reason {
	n := 0
	for _, k := range s.desks[t].units {
		for _, j := range s.units[k].homes {
			if j != i && s.building[j] == s.building[i] {
				n++
			}
		}
	}
	switch others := around[s.building[i]] - 1; {
	case n > 0:
		return Reason{Code: BecauseNeighbours, Count: n}
	case others == 0:
		return Reason{Code: BecauseAlone}
	default:
		return Reason{Code: BecauseApart, Count: others}
	}
}

// keepsCompany says whether household i, for whom any table would do, has a neighbour at
// table t who sits there with kin, at an end or for another reason of their own.
func (s *solver) keepsCompany(i, t int) bool {
	if u := &s.units[s.unitOf[i]]; u.special() || len(u.homes) > 1 || u.fixed {
		return false
	}
	for _, k := range s.desks[t].units {
		u := &s.units[k]
		if !u.special() && len(u.homes) == 1 && !u.fixed {
			continue
		}
		for _, j := range u.homes {
			if s.building[j] == s.building[i] {
				return true
			}
		}
	}
	return false
}
