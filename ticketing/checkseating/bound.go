package checkseating

import (
	"encoding/json"
	"fmt"
	"slices"
)

// CheckBound returns what is wrong with a number of tables somebody says no seating gets
// below, the plan and a result of it as JSON: this package proves less, or the result
// itself is below it.
func CheckBound(plan, result []byte, claimed int) []string {
	c := checker{}
	if err := json.Unmarshal(plan, &c.plan); err != nil {
		return []string{"plan: " + err.Error()}
	}
	if err := json.Unmarshal(result, &c.result); err != nil {
		return []string{"result: " + err.Error()}
	}
	if proven := c.bound(); claimed > proven {
		c.bad("bound: %d tables are said to be needed, no more than %d are proven", claimed, proven)
	}
	used, left := map[string]bool{}, 0
	for _, s := range c.result.Seats {
		used[s.Table] = true
	}
	for _, l := range c.result.Left {
		if l.Code != "no_helper" {
			left++
		}
	}
	if left == 0 && len(used) < claimed {
		c.bad("bound: everybody sits at %d tables, below the bound of %d", len(used), claimed)
	}
	return c.wrong
}

// party is who sits together, if a table holds them.
type party struct {
	only           string
	places, wheels int
}

// parties are the groups of kin and everybody else alone, but for what is malformed.
func (c *checker) parties() []party {
	var all []party
	kin, met := map[string]int{}, map[string]bool{}
	for _, h := range c.plan.Households {
		if met[h.ID] || h.ID == "" || h.People < 1 || h.Wheelchairs < 0 || h.Wheelchairs > h.People {
			continue
		}
		met[h.ID] = true
		i, with := kin[h.Kin]
		if !with || h.Kin == "" {
			i = len(all)
			all = append(all, party{})
			kin[h.Kin] = i
		}
		p := &all[i]
		if p.places += h.People - h.Wheelchairs; h.Wheelchairs == h.People {
			p.places++ // somebody to sit beside them
		}
		p.wheels += h.Wheelchairs
		if h.Only != "" {
			p.only = h.Only
		}
	}
	return all
}

// bound is the fewest tables that have the places and the ends, whoever sits at which: a
// seating has these at least. Nor do two parties above half the largest table share one.
func (c *checker) bound() int {
	largest := 0
	venues := map[string]bool{}
	for _, v := range c.plan.Venues {
		venues[v.ID] = true
	}
	for _, t := range c.plan.Tables {
		largest = max(largest, t.Places)
	}
	places, wheels, halves := map[string]int{}, map[string]int{}, map[string]int{}
	for _, p := range c.parties() {
		places[p.only] += p.places
		wheels[p.only] += p.wheels
		if p.places+p.wheels <= largest && 2*p.places > largest {
			halves[p.only]++
		}
	}
	sum := 0
	for only := range places {
		rooms := map[int][]int{} // by ends that can be reached
		tables := 0
		for _, t := range c.plan.Tables {
			if t.Only != only || !venues[t.Venue] {
				continue
			}
			ends := len(t.Ends)
			if !t.StepFree || t.AisleCM < 90 || t.ToiletM > 50 {
				ends = 0
			}
			rooms[ends] = append(rooms[ends], t.Places-len(t.Ends))
			tables++
		}
		sum += max(fewestOf(rooms, places[only], wheels[only]), min(halves[only], tables))
	}
	return sum
}

// fewestOf is the fewest tables with so many places and ends: every number of tables of
// each number of ends is tried, the roomiest of each first.
func fewestOf(rooms map[int][]int, places, wheels int) int {
	var kinds []int
	all := 0
	sums := map[int][]int{} // of the roomiest
	for ends, list := range rooms {
		slices.Sort(list)
		slices.Reverse(list)
		sums[ends] = []int{0}
		for i, room := range list {
			sums[ends] = append(sums[ends], sums[ends][i]+room)
		}
		kinds = append(kinds, ends)
		all += len(list)
	}
	slices.Sort(kinds)
	slices.Reverse(kinds) // those without ends last: of these as many as are lacking
	best := all
	var try func(k, used, have, ends int)
	try = func(k, used, have, ends int) {
		if k == len(kinds) {
			if have >= places && ends >= wheels {
				best = min(best, used)
			}
			return
		}
		s := sums[kinds[k]]
		if k == len(kinds)-1 {
			n, _ := slices.BinarySearch(s, places-have)
			if kinds[k] > 0 {
				n = max(n, (wheels-ends+kinds[k]-1)/kinds[k])
			}
			if n = max(n, 0); n < len(s) {
				try(k+1, used+n, have+s[n], ends+n*kinds[k])
			}
			return
		}
		for n := 0; n < len(s) && used+n < best; n++ {
			try(k+1, used+n, have+s[n], ends+n*kinds[k])
		}
	}
	try(0, 0, 0, 0)
	return best
}

// Bound is the number of tables this package proves no seating of everybody gets below,
// for a plan as JSON.
func Bound(plan []byte) (int, error) {
	c := checker{}
	if err := json.Unmarshal(plan, &c.plan); err != nil {
		return 0, fmt.Errorf("read the plan: %w", err)
	}
	return c.bound(), nil
}
