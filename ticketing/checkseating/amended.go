package checkseating

import (
	"encoding/json"
	"slices"
)

type change struct {
	outcome
	Cards []string
	Moved []struct {
		Household, From, To string
		Reprint             bool
	}
}

// CheckAmended returns what is wrong with a seating that was amended, all as JSON: the
// plan as it is now, the result before and after. closed are the venues that cannot be
// used, printed the households that have a card. Besides every rule of [Check], nobody
// sits at a closed venue, everyone whose table is another is listed, with a new card if
// theirs is printed, who is not listed has the same places, and of those whose table
// was still good for them at most five of a hundred who needed one have moved.
func CheckAmended(plan, before, after []byte, closed, printed []string) []string {
	c := checker{}
	var was outcome
	var is change
	for _, part := range []struct {
		text []byte
		into any
	}{{plan, &c.plan}, {before, &was}, {after, &is}} {
		if err := json.Unmarshal(part.text, part.into); err != nil {
			return []string{"amended: " + err.Error()}
		}
	}
	wrong := Check(plan, after)
	homes, tables := c.homes(), c.tables()
	venue := func(table string) string {
		if i, ok := tables[table]; ok {
			return c.plan.Tables[i].Venue
		}
		return ""
	}
	listed := map[string]int{}
	cards := map[string]bool{}
	for i, m := range is.Moved {
		listed[m.Household] = i + 1
		cards[m.From], cards[m.To] = true, true
		if m.Reprint != slices.Contains(printed, m.Household) {
			c.bad("reprint: the card of %s is said wrongly", m.Household)
		}
	}
	delete(cards, "")
	for _, t := range is.Cards {
		if !cards[t] {
			c.bad("cards: %s shows who it showed", t)
		}
		delete(cards, t)
	}
	for t := range cards {
		c.bad("cards: %s shows others and is not listed", t)
	}
	now := map[string]int{}
	for i, s := range is.Seats {
		now[s.Household] = i + 1
		if slices.Contains(closed, venue(s.Table)) {
			c.bad("closed: %s sits at %s", s.Household, venue(s.Table))
		}
	}
	stays, needed := c.stays(was, closed)
	moved := 0
	for _, s := range was.Seats {
		if _, there := homes[s.Household]; !there {
			continue
		}
		i, at := now[s.Household], listed[s.Household]
		switch {
		case i > 0 && is.Seats[i-1].Table == s.Table:
			if at > 0 {
				c.bad("moved: %s is listed and sits where it sat", s.Household)
			}
			same := len(is.Seats[i-1].Places) != len(s.Places) || slices.Equal(is.Seats[i-1].Places, s.Places)
			if !same && stays[s.Household] {
				c.bad("moved: %s has other places at its table", s.Household)
			}
			continue
		case at == 0:
			c.bad("moved: %s sits elsewhere and is not listed", s.Household)
		case is.Moved[at-1].From != s.Table || i > 0 && is.Moved[at-1].To != is.Seats[i-1].Table || i == 0 && is.Moved[at-1].To != "":
			c.bad("moved: %s is listed wrongly", s.Household)
		}
		if stays[s.Household] {
			moved++
		}
	}
	if 20*moved > needed {
		c.bad("few: %d moved who could have stayed, for %d who could not", moved, needed)
	}
	return append(wrong, c.wrong...)
}

// stays are the households whose table is still good for them: its venue is open, they
// come as they said, and so does their group. It also counts the others.
func (c *checker) stays(was outcome, closed []string) (stays map[string]bool, needed int) {
	homes, tables := c.homes(), c.tables()
	stays = map[string]bool{}
	for _, s := range was.Seats {
		i, there := homes[s.Household]
		t, known := tables[s.Table]
		if !there || !known || slices.Contains(closed, c.plan.Tables[t].Venue) {
			continue
		}
		h := &c.plan.Households[i]
		stays[s.Household] = len(s.Places)-len(s.Kept) == h.People && len(s.Wheelchairs) == h.Wheelchairs &&
			(!h.Quiet || c.plan.Tables[t].Quiet) && (h.Only == c.plan.Tables[t].Only || h.Kin != "" && h.Only == "")
	}
	group := c.parted(was) // of whom somebody does not stay
	for _, h := range c.plan.Households {
		if h.Kin != "" && !stays[h.ID] {
			group[h.Kin] = true
		}
	}
	for _, h := range c.plan.Households {
		if group[h.Kin] {
			stays[h.ID] = false
		}
		if !stays[h.ID] {
			needed++
		}
	}
	return stays, needed
}

// parted are the groups whose tables are no longer good for them, as somebody has left
// them: they would fit one table now, or one between theirs has nobody of them.
func (c *checker) parted(was outcome) map[string]bool {
	homes, tables := c.homes(), c.tables()
	largest := 0
	for _, t := range c.plan.Tables {
		largest = max(largest, t.Places)
	}
	size, at := map[string]int{}, map[string]map[int]bool{}
	for _, s := range was.Seats {
		i, there := homes[s.Household]
		if !there || c.plan.Households[i].Kin == "" {
			continue
		}
		kin := c.plan.Households[i].Kin
		size[kin] += len(s.Places)
		if at[kin] == nil {
			at[kin] = map[int]bool{}
		}
		at[kin][tables[s.Table]] = true
	}
	group := map[string]bool{}
	for kin, of := range at {
		lo, hi := 1<<30, -1
		for t := range of {
			lo, hi = min(lo, t), max(hi, t)
		}
		if len(of) > 1 && (size[kin] <= largest || hi-lo+1 != len(of)) {
			group[kin] = true
		}
	}
	return group
}
