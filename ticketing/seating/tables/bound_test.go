package tables_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"wanjia/events/seed"
	"wanjia/ticketing/checkseating"
	"wanjia/ticketing/seating/tables"
)

// The bound is one: on plans small enough to look at every way, none has fewer tables; the
// checker proves as much for any plan, and says so where somebody claims more.
func TestBound(t *testing.T) {
	t.Parallel()
	plans := banquet(t, seed.S)
	for n := range uint64(8) {
		plans = append(plans, dense(n))
	}
	encode := func(v any) []byte {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	for i, p := range plans {
		plan, result := encode(p), encode(tables.Solve(p))
		claimed := tables.Bound(p)
		for _, wrong := range checkseating.CheckBound(plan, result, claimed) {
			t.Errorf("plan %d: %s", i, wrong)
		}
		proven, err := checkseating.Bound(plan)
		if err != nil {
			t.Fatal(err)
		}
		if wrong := checkseating.CheckBound(plan, result, proven+1); len(wrong) == 0 || !strings.HasPrefix(wrong[0], "bound:") {
			t.Errorf("plan %d: a bound one too high is let pass: %v", i, wrong)
		}
	}
	for n := range chances(20) {
		chance := rand.New(rand.NewPCG(n, 11))
		p := &tables.Plan{Venues: []tables.Venue{{ID: "V"}}}
		var sizes []int
		for i := range 13 {
			size := 1 + chance.IntN(6)
			sizes = append(sizes, size)
			p.Households = append(p.Households, tables.Household{ID: fmt.Sprint(i), Building: fmt.Sprint(i / 5), People: size})
			p.Tables = append(p.Tables, tables.Table{ID: fmt.Sprint("T", i), Venue: "V", Places: 10})
		}
		if bound, fewest := tables.Bound(p), checkseating.Fewest(sizes, 10); bound > fewest {
			t.Errorf("sizes %v: %d tables do, the bound is %d", sizes, fewest, bound)
		}
	}
}

// Fourteen households are few enough for the fewest tables there can be.
func TestFourteen(t *testing.T) {
	t.Parallel()
	for n := range chances(12) {
		chance := rand.New(rand.NewPCG(n, 5))
		p := &tables.Plan{Seed: n, Venues: []tables.Venue{{ID: "V"}}}
		var sizes []int
		for i := range 14 {
			building := chance.IntN(3)
			h := tables.Household{ID: fmt.Sprint(i), Building: fmt.Sprint(building), X: 50 * building, People: 1 + chance.IntN(6)}
			p.Households = append(p.Households, h)
			p.Tables = append(p.Tables, tables.Table{ID: fmt.Sprint("T", i), Venue: "V", Places: 10})
			sizes = append(sizes, h.People)
		}
		r := tables.Solve(p)
		for _, wrong := range check(t, p, r) {
			t.Errorf("plan %d: %s", n, wrong)
		}
		if got, fewest := tables.Measure(p, r).Tables, checkseating.Fewest(sizes, 10); got != fewest {
			t.Errorf("plan %d: %d tables for %v, %d would do", n, got, sizes, fewest)
		}
	}
}
