// Package checkseating checks a seating of a banquet against every rule that holds
// whatever it costs. It knows the documents alone and nothing of how they are made:
// it imports nothing of ours.
package checkseating

import (
	"encoding/json"
	"fmt"
)

type document struct {
	Venues []struct {
		ID       string
		Approved int
		Helpers  []string
	}
	Tables []struct {
		ID, Venue, Only string
		Places          int
		Ends            []int
		AisleCM         int
		StepFree, Quiet bool
		ToiletM         int
	}
	Households []struct {
		ID, Kin, Only       string
		People, Wheelchairs int
		Quiet               bool
		Allergens           []string
	}
	Dishes []struct {
		ID         string
		MayContain []string
		Halal      bool
	}
	DishesPerTable int
}

type outcome struct {
	Seats []struct {
		Household, Table                      string
		Places, Wheelchairs, Companions, Kept []int
		Helpers                               []string
		Reasons                               []struct{ Code string }
	}
	Left       []struct{ Household, Code string }
	Dishes     []struct{ Dish, Table string }
	LeftDishes []struct{ Household, Code string }
}

// Check returns what is wrong with a result for a plan, both as JSON; nothing when
// every rule is kept. Each sentence begins with the name of the rule.
func Check(plan, result []byte) []string {
	c := checker{}
	if err := json.Unmarshal(plan, &c.plan); err != nil {
		return []string{"plan: " + err.Error()}
	}
	if err := json.Unmarshal(result, &c.result); err != nil {
		return []string{"result: " + err.Error()}
	}
	c.everybody()
	c.chairs()
	c.wheelchairs()
	c.kinds()
	c.kin()
	c.approved()
	c.dishes()
	return c.wrong
}

type checker struct {
	plan   document
	result outcome
	wrong  []string
}

func (c *checker) bad(format string, args ...any) {
	if len(c.wrong) < 100 {
		c.wrong = append(c.wrong, fmt.Sprintf(format, args...))
	}
}

// home is a household's line in the plan, -1 for none.
func (c *checker) homes() map[string]int {
	at := map[string]int{}
	for i, h := range c.plan.Households {
		if _, twice := at[h.ID]; !twice {
			at[h.ID] = i
		}
	}
	return at
}

func (c *checker) tables() map[string]int {
	at := map[string]int{}
	for i, t := range c.plan.Tables {
		at[t.ID] = i
	}
	return at
}

// everybody: a household is seated once or left to a person, with a reason.
func (c *checker) everybody() {
	homes, tables := c.homes(), c.tables()
	seated, left := map[string]int{}, map[string]int{}
	for _, s := range c.result.Seats {
		seated[s.Household]++
		if _, ok := homes[s.Household]; !ok {
			c.bad("everybody: %s is seated and not in the plan", s.Household)
		}
		if _, ok := tables[s.Table]; !ok {
			c.bad("everybody: %s sits at %q, which is no table", s.Household, s.Table)
		}
		if len(s.Reasons) == 0 {
			c.bad("everybody: %s is not told why", s.Household)
		}
	}
	for _, l := range c.result.Left {
		if l.Code == "" {
			c.bad("everybody: %s is left without a reason", l.Household)
		}
		if l.Code != "no_helper" {
			left[l.Household]++
		}
	}
	for _, h := range c.plan.Households {
		if n := seated[h.ID]; n > 1 || n == 0 && left[h.ID] == 0 || n == 1 && left[h.ID] > 0 && h.People > 0 && c.once(h.ID) {
			c.bad("everybody: %s is seated %d times and left %d times", h.ID, n, left[h.ID])
		}
	}
}

func (c *checker) once(id string) bool {
	n := 0
	for _, h := range c.plan.Households {
		if h.ID == id {
			n++
		}
	}
	return n == 1
}

// chairs: as many places as people, each given once, and none that is not there.
func (c *checker) chairs() {
	homes, tables := c.homes(), c.tables()
	given := map[string]string{}
	for _, s := range c.result.Seats {
		h, t := c.plan.Households[homes[s.Household]], c.plan.Tables[tables[s.Table]]
		want := h.People + len(s.Kept)
		if len(s.Places) != want {
			c.bad("capacity: %s has %d places for %d", s.Household, len(s.Places), want)
		}
		for _, p := range s.Places {
			key := fmt.Sprint(s.Table, " ", p)
			if given[key] != "" || p < 1 || p > t.Places {
				c.bad("capacity: place %d of %s is given to %s and %q, or is not there", p, s.Table, s.Household, given[key])
			}
			given[key] = s.Household
		}
	}
}

func has(all []int, n int) bool {
	for _, x := range all {
		if x == n {
			return true
		}
	}
	return false
}

// wheelchairs: each at an end it gets to, somebody of its household or a place for
// one beside it, a helper or a person who looks for one; nobody else at an end.
func (c *checker) wheelchairs() {
	homes, tables := c.homes(), c.tables()
	unhelped := map[string]int{}
	for _, l := range c.result.Left {
		if l.Code == "no_helper" {
			unhelped[l.Household]++
		}
	}
	helps := map[string]int{}
	for _, s := range c.result.Seats {
		h, t := c.plan.Households[homes[s.Household]], c.plan.Tables[tables[s.Table]]
		if len(s.Wheelchairs) != h.Wheelchairs {
			c.bad("accessible: %s has %d ends for %d wheelchairs", s.Household, len(s.Wheelchairs), h.Wheelchairs)
		}
		for _, p := range s.Wheelchairs {
			if !has(t.Ends, p) || !has(s.Places, p) || !t.StepFree || t.AisleCM < 90 || t.ToiletM > 50 {
				c.bad("accessible: %s cannot get to place %d of %s", s.Household, p, s.Table)
			}
			ring := func(n int) int { return (n+t.Places-1)%t.Places + 1 }
			after, before := ring(p+1), ring(p-1)
			if beside := has(s.Companions, after) || has(s.Companions, before); !beside {
				c.bad("companion: nobody sits beside place %d of %s", p, s.Table)
			}
		}
		for _, p := range s.Companions {
			if !has(s.Places, p) || has(s.Wheelchairs, p) {
				c.bad("companion: place %d of %s is not the household's", p, s.Table)
			}
		}
		if len(s.Kept) > 0 && h.People > h.Wheelchairs {
			c.bad("companion: %s has somebody and a place kept", s.Household)
		}
		for _, p := range s.Places {
			if has(t.Ends, p) && !has(s.Wheelchairs, p) {
				c.bad("ends: %s sits at the end %d of %s without a wheelchair", s.Household, p, s.Table)
			}
		}
		if len(s.Helpers)+unhelped[s.Household] < h.Wheelchairs {
			c.bad("helper: nobody stands by %s", s.Household)
		}
		for _, x := range s.Helpers {
			if helps[t.Venue+x]++; helps[t.Venue+x] > 2 {
				c.bad("helper: %s has more than two", x)
			}
		}
	}
}

// kinds: at tables for some only these, with their groups; quiet where it is asked.
func (c *checker) kinds() {
	homes, tables := c.homes(), c.tables()
	kinds := map[string]map[string]bool{} // of a group
	for _, h := range c.plan.Households {
		if h.Kin != "" && h.Only != "" {
			if kinds[h.Kin] == nil {
				kinds[h.Kin] = map[string]bool{}
			}
			kinds[h.Kin][h.Only] = true
		}
	}
	for _, s := range c.result.Seats {
		h, t := c.plan.Households[homes[s.Household]], c.plan.Tables[tables[s.Table]]
		if t.Only != h.Only && !(h.Kin != "" && h.Only == "" && kinds[h.Kin][t.Only]) {
			c.bad("only: %s, which is for %q, sits at %s, which is for %q", s.Household, h.Only, s.Table, t.Only)
		}
		if h.Quiet && !t.Quiet {
			c.bad("quiet: %s sits at %s, which is not", s.Household, s.Table)
		}
	}
}

// kin: a group is at one table; one larger than any is at tables side by side.
func (c *checker) kin() {
	homes, tables := c.homes(), c.tables()
	largest := 0
	for _, t := range c.plan.Tables {
		largest = max(largest, t.Places)
	}
	sizes, lone := map[string]int{}, map[string]int{}
	for _, h := range c.plan.Households {
		n := h.People
		if n > 0 && n == h.Wheelchairs {
			n++
		}
		sizes[h.Kin] += n
		lone[h.Kin]++
	}
	at := map[string]map[int]bool{}
	seated := map[string]int{}
	for _, s := range c.result.Seats {
		if k := c.plan.Households[homes[s.Household]].Kin; k != "" {
			if at[k] == nil {
				at[k] = map[int]bool{}
			}
			at[k][tables[s.Table]] = true
			seated[k]++
		}
	}
	for k, of := range at {
		lo, hi := 1<<30, -1
		for t := range of {
			lo, hi = min(lo, t), max(hi, t)
		}
		switch {
		case sizes[k] <= largest && len(of) > 1:
			c.bad("kin: group %s sits at %d tables", k, len(of))
		case hi-lo+1 != len(of) || c.plan.Tables[lo].Venue != c.plan.Tables[hi].Venue:
			c.bad("kin: the tables of group %s are not side by side", k)
		case seated[k] < lone[k]:
			c.bad("kin: %d of %d of group %s are seated", seated[k], lone[k], k)
		}
	}
}

// approved: no venue holds more people than it may.
func (c *checker) approved() {
	tables := c.tables()
	people := map[string]int{}
	for _, s := range c.result.Seats {
		people[c.plan.Tables[tables[s.Table]].Venue] += len(s.Places)
	}
	for _, v := range c.plan.Venues {
		if v.Approved != 0 && people[v.ID] > max(0, v.Approved) {
			c.bad("approved: %d people at %s, which may hold %d", people[v.ID], v.ID, v.Approved)
		}
	}
}
