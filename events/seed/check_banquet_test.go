package seed_test

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"wanjia/events/seed"
)

// feast is what a checker remembers of the banquet.
type feast struct {
	sites                          map[string]bool
	venues                         map[string]*seed.Venue
	tables, ends, places           int
	sittings                       map[string]seed.Sitting
	quotas                         map[string]int // by channel
	signed                         map[string]seed.Registration
	coming                         map[string]bool // people
	seats                          map[string]int  // by channel of the meals
	guests                         map[string]int  // by sitting
	kin                            map[string][]string
	kinOf                          map[string]string
	wishes                         map[string]int
	library                        map[string]seed.LibraryDish
	dishes                         map[string]seed.Dish
	shares                         map[string]int // by dish
	cooks                          map[string]int
	cooking                        map[string]bool // households
	fed                            map[string]bool
	carried                        map[string]bool // dishes
	incidents, modes, purposes, by map[string]int
}

// dine takes the next row if it is of the banquet.
func (c *checker) dine(row seed.Row) bool {
	f := &c.feast
	switch r := row.(type) {
	case seed.Site:
		need(c, c.buildings, r.Building, "site", "building")
		f.sites[r.Building] = true
	case seed.Venue:
		fresh(c, f.venues, r.ID)
		f.venues[r.ID] = &r
		if r.AreaM2 < 2*r.Places {
			c.bad("venue %s: less than two square metres for each guest", r.ID)
		}
	case seed.BanquetTable:
		c.table(r)
	case seed.Sitting:
		f.sittings[r.ID] = r
	case seed.BanquetQuota:
		f.quotas[r.Channel] += r.Places
	case seed.Registration:
		c.signed(r)
	case seed.KinLink:
		c.kin(r)
	case seed.Wish:
		need(c, f.signed, r.Household, "wish", "household")
		need(c, f.signed, r.With, "wish", "household")
		if f.wishes[r.Household]++; r.Rank != f.wishes[r.Household] || r.Rank > 3 || r.With == r.Household {
			c.bad("wish %d of %s for %s", r.Rank, r.Household, r.With)
		}
	case seed.LibraryDish:
		fresh(c, f.library, r.Number)
		f.library[r.Number] = r
	case seed.Dish:
		c.dish(r)
	case seed.DishShare:
		c.share(r)
	case seed.Delivery:
		if f.signed[r.Household].Mode != "delivery" || f.dishes[r.Dish].Purpose != "deliver" || f.carried[r.Dish] {
			c.bad("delivery of %s to %s", r.Dish, r.Household)
		}
		f.fed[r.Household], f.carried[r.Dish] = true, true
	case seed.Incident:
		need(c, f.venues, r.Venue, r.ID, "venue")
		f.incidents[r.Kind]++
	default:
		return false
	}
	return true
}

func (c *checker) table(r seed.BanquetTable) {
	f := &c.feast
	v := f.venues[r.Venue]
	if v == nil || r.ID != fmt.Sprintf("%s-%03d", r.Venue, r.Number) {
		c.bad("table %s: no such venue, or another number", r.ID)
		return
	}
	v.Tables--
	v.Accessible -= len(r.Ends)
	f.tables++
	f.ends += len(r.Ends)
	f.places += r.Places
	if len(r.Ends) > 0 && (!r.StepFree || r.AisleCM < 90 || r.ToiletM > 50) {
		c.bad("table %s: a wheelchair does not get to its end", r.ID)
	}
}

func (c *checker) signed(r seed.Registration) {
	f := &c.feast
	fresh(c, f.signed, r.Household) // one registration a household
	need(c, c.homes, r.Household, r.ID, "household")
	f.signed[r.Household] = r
	f.modes[r.Mode]++
	for _, p := range slices.Concat(r.Come, r.AtHome) {
		if x := c.people[p]; x == nil || x.home == nil || x.home.ID != r.Household || f.coming[p] {
			c.bad("registration %s: %s lives elsewhere or is there twice", r.ID, p)
		}
		f.coming[p] = true
	}
	s, ok := f.sittings[r.Sitting]
	if seated := r.Mode == "meal" || r.Mode == "walk"; seated != (len(r.Come) > 0) || seated != ok || seated && s.Kind != r.Mode {
		c.bad("registration %s: %s with %d guests at %q", r.ID, r.Mode, len(r.Come), r.Sitting)
	}
	f.guests[r.Sitting] += len(r.Come)
	if r.Mode == "meal" {
		f.seats[r.Channel] += len(r.Come)
		for _, p := range r.Come {
			if c.needs["mobility wheelchair_place "+p] {
				f.by["wheelchairs "+r.Sitting]++
			}
		}
	}
	if wants := c.homes[r.Household]; wants != nil && (r.Mode == "delivery") != wants.Delivery {
		c.bad("registration %s: the wish for delivery is another", r.ID)
	}
}

func (c *checker) kin(r seed.KinLink) {
	f := &c.feast
	if f.signed[r.Household].Mode != "meal" || f.kinOf[r.Household] != "" || !r.Agreed {
		c.bad("kin %s: %s has no seat, is in another group or has not agreed", r.Code, r.Household)
	}
	for _, other := range f.kin[r.Code] {
		if f.signed[other].Sitting != f.signed[r.Household].Sitting || c.homes[other].Building == c.homes[r.Household].Building {
			c.bad("kin %s: not at one meal or of one building", r.Code)
		}
	}
	f.kinOf[r.Household] = r.Code
	f.kin[r.Code] = append(f.kin[r.Code], r.Household)
}

func (c *checker) dish(r seed.Dish) {
	f := &c.feast
	fresh(c, f.dishes, r.ID)
	l, ok := f.library[r.Library]
	if !ok || l.Category != r.Category || !strings.Contains(r.Name, l.Name) || (r.Purpose == "eat") != (r.Sitting != "") {
		c.bad("dish %s: not as in the library, or eaten at no meal", r.ID)
	}
	for _, a := range l.Allergens {
		if !slices.Contains(r.MayContain, a) {
			c.bad("dish %s: the usual %s is left out", r.ID, a)
		}
	}
	if r.Halal && (slices.Contains(l.Flags, "PORK") || slices.Contains(l.Flags, "AL")) {
		c.bad("dish %s: halal with pork or alcohol", r.ID)
	}
	f.dishes[r.ID] = r
	f.purposes[strings.TrimSpace(r.Purpose+" "+r.Sitting)]++
}

func (c *checker) share(r seed.DishShare) {
	f := &c.feast
	need(c, f.dishes, r.Dish, "dish group", "dish")
	need(c, f.signed, r.Household, "dish group", "household")
	if f.cooking[r.Household] {
		c.bad("household %s is in two dish groups", r.Household)
	}
	f.cooking[r.Household] = true
	f.shares[r.Dish]++
	if r.Cook {
		f.cooks[r.Dish]++
	}
}

// feastFull are the sums of the banquet at full size.
var feastFull = map[string]int{
	"tables": 1_400, "ends": 232, "households": 40_000, "dishes": 14_000, "seats online": 19_460, "seats offline": 7_000,
	"seats accessible": 840, "seats theme": 140, "seats reserve": 560, "walk": 12_000, "delivery": 1_200,
	"eat noon": 4_200, "eat evening": 4_200, "display": 3_900, "deliver": 1_700,
	"of 1": 5_424, "of 2": 1_960, "of 3": 1_680, "of 4": 1_400, "of 5": 1_200, "of 6": 2_336,
}

// banquet checks what has to add up.
func (c *checker) banquet() {
	f := &c.feast
	got := map[string]int{
		"tables": f.tables, "ends": f.ends, "households": len(f.signed), "dishes": len(f.dishes), "delivery": f.modes["delivery"],
		"eat noon": f.purposes["eat noon"], "eat evening": f.purposes["eat evening"], "display": f.purposes["display"], "deliver": f.purposes["deliver"],
		"seats reserve": f.quotas["reserve"],
	}
	for id, s := range f.sittings {
		if s.Kind == "walk" {
			got["walk"] += f.guests[id]
		}
		if f.guests[id] > s.Places {
			c.bad("%d guests at %s, which has room for %d", f.guests[id], id, s.Places)
		}
	}
	for _, channel := range []string{"online", "offline", "accessible", "theme"} {
		if got["seats "+channel] = f.seats[channel]; f.seats[channel] > f.quotas[channel] {
			c.bad("%d seats by %s of %d", f.seats[channel], channel, f.quotas[channel])
		}
	}
	for _, id := range sorted(f.dishes) {
		d := f.dishes[id]
		if n := f.shares[id]; n < 1 || n > 6 || n != d.Households || f.cooks[id] != 1 {
			c.bad("dish %s is of %d households with %d cooks", id, n, f.cooks[id])
		}
		got[fmt.Sprintf("of %d", f.shares[id])]++
	}
	share := float64(totals[c.size][0]) / 180_000
	for _, what := range sorted(feastFull) {
		// Shares of rounded figures may be a few off at the smaller sizes.
		if want := float64(feastFull[what]) * share; c.size == seed.L && got[what] != feastFull[what] || math.Abs(float64(got[what])-want) > 12 {
			c.bad("banquet: %s: %d, not %.1f", what, got[what], want)
		}
	}
	for _, id := range sorted(f.venues) {
		if v := f.venues[id]; v.Tables != 0 || v.Accessible != 0 {
			c.bad("venue %s: %d tables and %d ends are missing", id, v.Tables, v.Accessible)
		}
	}
	c.bonds()
	if len(f.sites) != len(c.buildings) || len(f.cooking) != len(f.signed) || len(f.library) != 90 || len(f.fed) != f.modes["delivery"] {
		c.bad("banquet: %d sites, %d cooking, %d in the library, %d fed at home", len(f.sites), len(f.cooking), len(f.library), len(f.fed))
	}
	for kind, n := range map[string]int{"leak": 1, "burnt_hand": 1, "lost_child": 2, "allergy_scare": 1, "hot_box_missing": 3, "duplicate_dish_number": 1} {
		if f.incidents[kind] != n {
			c.bad("%d incidents %s", f.incidents[kind], kind)
		}
	}
}

// bonds checks groups of kin and what the meals have for wheelchairs.
func (c *checker) bonds() {
	f := &c.feast
	large := 0
	for code, homes := range f.kin {
		sum := 0
		for _, h := range homes {
			sum += len(f.signed[h].Come)
		}
		if len(homes) < 2 {
			c.bad("kin %s is of one household", code)
		}
		if sum > 10 {
			large++
		}
	}
	if large != 1 {
		c.bad("%d groups of kin are larger than a table", large)
	}
	for _, meal := range []string{"noon", "evening"} {
		if n := f.by["wheelchairs "+meal]; n == 0 || n > f.ends {
			c.bad("%d wheelchairs at %s for %d ends", n, meal, f.ends)
		}
	}
}
