package tables_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/seed"
	"wanjia/ticketing/checkseating"
	"wanjia/ticketing/seating/tables"
)

func checkAmended(t testing.TB, p *tables.Plan, before tables.Result, after tables.Amended, c tables.Change) []string {
	t.Helper()
	var parts [3][]byte
	for i, x := range []any{p, before, after} {
		var err error
		if parts[i], err = json.Marshal(x); err != nil {
			t.Fatal(err)
		}
	}
	return checkseating.CheckAmended(parts[0], parts[1], parts[2], c.Closed, c.Printed)
}

// A venue is closed: everybody who sat there sits elsewhere or gets the meal brought,
// those in wheelchairs first, and hardly anybody else moves.
func TestCloseVenue(t *testing.T) {
	t.Parallel()
	plans := banquet(t, seed.S)
	for n := range chances(60) {
		plans = append(plans, dense(n))
	}
	moved := 0
	for i, p := range plans {
		before := tables.Solve(p)
		c := tables.Change{Closed: []string{p.Venues[len(p.Venues)-1].ID}}
		for k, seat := range before.Seats {
			if k%2 == 0 {
				c.Printed = append(c.Printed, seat.Household)
			}
		}
		after := tables.Amend(p, before, c)
		for _, wrong := range checkAmended(t, p, before, after, c) {
			t.Errorf("plan %d: %s", i, wrong)
		}
		if diff := cmp.Diff(after, tables.Amend(p, before, c)); diff != "" {
			t.Errorf("plan %d, amended again (-once +twice)\n%s", i, diff)
		}
		for _, m := range after.Moved {
			if m.To != "" {
				moved++
			}
		}
	}
	if moved == 0 {
		t.Error("nobody was placed elsewhere")
	}
}

// What changes from day to day: somebody gives up, somebody comes late, one more person
// comes, one of them in a wheelchair. Who is not concerned keeps table and places.
func TestAmendMovesFew(t *testing.T) {
	t.Parallel()
	for n := range chances(120) {
		p := dense(n)
		before := tables.Solve(p)
		p.Households = slices.Delete(p.Households, 3, 5)
		p.Households[7].People++
		p.Households[9].Wheelchairs, p.Households[9].Only = 1, ""
		p.Households = append(p.Households, tables.Household{ID: "late", Building: "B0", People: 2, Order: 99})
		c := tables.Change{Printed: []string{p.Households[7].ID, p.Households[1].ID}}
		after := tables.Amend(p, before, c)
		for _, wrong := range checkAmended(t, p, before, after, c) {
			t.Errorf("plan %d: %s", n, wrong)
		}
	}
}

// Nothing has changed: nobody moves, and every place is the same.
func TestAmendNothing(t *testing.T) {
	t.Parallel()
	for n := range chances(40) {
		p := dense(n)
		before := tables.Solve(p)
		after := tables.Amend(p, before, tables.Change{})
		for _, m := range after.Moved {
			if m.From != "" {
				t.Errorf("plan %d: %+v", n, m)
			}
		}
	}
}

// The checker of amendments notices what goes wrong.
func TestCheckAmendedNotices(t *testing.T) {
	t.Parallel()
	p := dense(1)
	before := tables.Solve(p)
	c := tables.Change{Closed: []string{"V1"}, Printed: []string{before.Seats[0].Household}}
	tests := map[string]func(a *tables.Amended){
		"moved":   func(a *tables.Amended) { a.Moved = a.Moved[1:] },
		"reprint": func(a *tables.Amended) { a.Moved[0].Reprint = !a.Moved[0].Reprint },
		"cards":   func(a *tables.Amended) { a.Cards = a.Cards[1:] },
		"closed":  func(a *tables.Amended) { a.Seats[0].Table = "V1-0" },
		"few":     func(a *tables.Amended) { exchange(a) },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			after := tables.Amend(p, before, c)
			spoil(&after)
			for _, wrong := range checkAmended(t, p, before, after, c) {
				if len(wrong) > len(name) && wrong[:len(name)+1] == name+":" {
					return
				}
			}
			t.Error("nobody notices")
		})
	}
}

// exchange has two households of one size change places, which helps nobody.
func exchange(a *tables.Amended) {
	for i := range a.Seats {
		for j := range i {
			x, y := &a.Seats[i], &a.Seats[j]
			if x.Table != y.Table && len(x.Places) == len(y.Places) && len(x.Wheelchairs)+len(y.Wheelchairs) == 0 {
				a.Moved = append(a.Moved, tables.Move{Household: x.Household, From: x.Table, To: y.Table}, tables.Move{Household: y.Household, From: y.Table, To: x.Table})
				x.Table, y.Table, x.Places, y.Places = y.Table, x.Table, y.Places, x.Places
				return
			}
		}
	}
}

// dishes are of chance, more than one for each household.
func dishes(p *tables.Plan, n int) {
	p.DishesPerTable, p.Wanted = 3, []string{"soup", "steamed", "vegetable"}
	codes := []string{"E", "P", "S"}
	for i := range n {
		d := tables.Dish{
			ID: fmt.Sprint("D", i), Library: fmt.Sprint(i % 9), Fills: p.Wanted[i%3 : i%3+1], Halal: i%4 == 0,
			Cooks: []string{fmt.Sprint("H", i)},
		}
		if i%5 < 3 {
			d.MayContain = codes[i%5 : i%5+1]
		}
		p.Dishes = append(p.Dishes, d)
	}
	for i := range p.Households {
		if i%7 == 0 {
			p.Households[i].Allergens = codes[i%3 : i%3+1]
		}
	}
}

// Dishes keep clear of what somebody declared and of halal tables, and without the rule
// they do not.
func TestDishesKeepTheRules(t *testing.T) {
	t.Parallel()
	broken := map[string]int{}
	for n := range chances(60) {
		p := dense(n)
		dishes(p, 34)
		r := tables.Solve(p)
		for _, wrong := range check(t, p, r) {
			t.Errorf("plan %d: %s", n, wrong)
		}
		if f := tables.Measure(p, r); f.Meet > 0 || f.Lacking < tables.LackingBound(p, f.Tables) || f.Dishes == 0 {
			t.Errorf("plan %d: %+v", n, f)
		}
		for _, rule := range []string{"allergens", "halal"} {
			for _, wrong := range check(t, p, tables.SolveWithout(p, rule)) {
				if len(wrong) > len(rule) && wrong[:len(rule)] == rule {
					broken[rule]++
				}
			}
		}
	}
	if broken["allergens"] == 0 || broken["halal"] == 0 {
		t.Errorf("switched off, and nobody notices: %v", broken)
	}
}

// The made-up community's dishes: all that there is room for stand on a table, and
// tables lack hardly more than they must.
func TestDishesOfTheTown(t *testing.T) {
	t.Parallel()
	for i, p := range banquet(t, seed.S) {
		r := tables.Solve(p)
		f := tables.Measure(p, r)
		must := max(0, len(p.Dishes)-p.DishesPerTable*f.Tables)
		if len(r.LeftDishes) > must+4 {
			t.Errorf("plan %d: %d dishes are left, %d had to be", i, len(r.LeftDishes), must)
		}
		if bound := tables.LackingBound(p, f.Tables); f.Lacking > bound+f.Tables/20+2 {
			t.Errorf("plan %d: tables lack %d, while %d would do", i, f.Lacking, bound)
		}
	}
}

// Every reason and everything left to a person is a whole sentence in both languages.
func TestEveryReasonHasWords(t *testing.T) {
	t.Parallel()
	codes := []string{
		tables.BecauseNeighbours, tables.BecauseAlone, tables.BecauseApart, tables.BecauseKin, tables.BecauseKinTables, tables.BecauseWishes,
		tables.BecauseNear, tables.BecauseFull, tables.BecauseAccessible, tables.BecauseCompanion, tables.BecauseOnly, tables.BecauseQuiet,
		tables.BecauseDish, tables.BecauseDishAway, tables.BecauseCompany,
	}
	whole := func(code, text, end string) {
		if text == code || text == "" || text[len(text)-len(end):] != end || strings.ContainsAny(text, "{}") {
			t.Errorf("%s says %q", code, text)
		}
	}
	for _, code := range codes {
		for n := range 3 {
			r := tables.Reason{Code: code, Count: n, Of: 3, Name: "halal"}
			whole(code, r.Chinese(nil), "。")
			whole(code, r.English(nil), ".")
		}
	}
	for _, code := range []string{
		tables.NoRoom, tables.NoAccessible, tables.NoOnly, tables.NoQuiet, tables.NoAdjacent, tables.NoHelper, tables.Malformed,
		tables.ByDelivery, tables.NoTable,
	} {
		l := tables.Left{Code: code}
		whole(code, l.Chinese(), "。")
		whole(code, l.English(), ".")
	}
	near := tables.Reason{Code: tables.BecauseFull, Count: 250, Name: "V03"}
	if got, want := near.English(func(string) string { return "Branch 3" }), "Branch 3 would have been nearer but is full; this one is about 250 metres on foot."; got != want {
		t.Errorf("got %q", got)
	}
}
