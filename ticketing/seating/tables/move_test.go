package tables_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/seed"
	"wanjia/ticketing/seating/tables"
)

func tableOf(r tables.Result, household string) string {
	for _, seat := range r.Seats {
		if seat.Household == household {
			return seat.Table
		}
	}
	return ""
}

// A household is moved by hand all over the hall: it is where it was to be, every rule is
// kept, nobody with a printed card makes room, nobody loses their place, and few move.
func TestMoveTo(t *testing.T) {
	t.Parallel()
	p := banquet(t, seed.S)[0]
	before := tables.Solve(p)
	done, codes := 0, map[string]int{}
	for n, seat := range before.Seats {
		if n%23 != 0 {
			continue
		}
		for k := range p.Tables {
			if (k+n)%11 != 0 || p.Tables[k].ID == seat.Table {
				continue
			}
			c := tables.Change{}
			for i, other := range before.Seats {
				if i%3 == 0 {
					c.Printed = append(c.Printed, other.Household)
				}
			}
			after, code := tables.MoveTo(p, before, seat.Household, p.Tables[k].ID, c)
			if codes[code]++; code != "" {
				continue
			}
			done++
			for _, wrong := range check(t, p, after.Result) {
				t.Fatalf("%s to %s: %s", seat.Household, p.Tables[k].ID, wrong)
			}
			if got := tableOf(after.Result, seat.Household); got != p.Tables[k].ID {
				t.Fatalf("%s sits at %s, not at %s", seat.Household, got, p.Tables[k].ID)
			}
			if len(after.Seats) != len(before.Seats) {
				t.Fatalf("%d are seated, were %d", len(after.Seats), len(before.Seats))
			}
			kin := kinOf(p, seat.Household)
			for _, m := range after.Moved {
				if m.Reprint && !slices.Contains(kin, m.Household) {
					t.Fatalf("%s has a printed card and made room", m.Household)
				}
			}
			if len(after.Moved) > after.Needed+len(kin) {
				t.Fatalf("%d moved for %d", len(after.Moved), after.Needed)
			}
		}
	}
	if done < 5 || codes[tables.RefusedOnly] == 0 {
		t.Errorf("moved %d times; refusals %v", done, codes)
	}
}

func kinOf(p *tables.Plan, household string) []string {
	kin := ""
	for _, h := range p.Households {
		if h.ID == household {
			kin = h.Kin
		}
	}
	all := []string{household}
	for _, h := range p.Households {
		if kin != "" && h.Kin == kin {
			all = append(all, h.ID)
		}
	}
	return all
}

// few is two tables of four with a family of two each, and one that is full.
func few() *tables.Plan {
	return &tables.Plan{
		Venues: []tables.Venue{{ID: "V", Helpers: []string{"x"}}, {ID: "W", X: 900}},
		Tables: []tables.Table{
			{ID: "A", Venue: "V", Places: 4}, {ID: "B", Venue: "V", Places: 4, Ends: []int{1}, AisleCM: 140, StepFree: true, ToiletM: 10},
			{ID: "Q", Venue: "V", Places: 4, Quiet: true}, {ID: "H", Venue: "V", Places: 4, Only: tables.Halal}, {ID: "Z", Venue: "W", Places: 4},
		},
		Households: []tables.Household{
			{ID: "a", Building: "1", People: 4}, {ID: "wheel", Building: "1", People: 2, Wheelchairs: 1}, {ID: "quiet", Building: "1", People: 2, Quiet: true},
			{ID: "halal", Building: "1", People: 2, Only: tables.Halal}, {ID: "k1", Building: "2", People: 2, Kin: "k"}, {ID: "k2", Building: "3", People: 2, Kin: "k"},
		},
	}
}

// Each reason why a household does not go to a table is said by its code.
func TestMoveRefused(t *testing.T) {
	t.Parallel()
	p := few()
	before := tables.Solve(p)
	all := []string{"a", "wheel", "quiet", "halal", "k1", "k2"}
	tests := map[string]struct {
		household, table string
		change           tables.Change
		want             string
	}{
		"nobody":            {"b", "A", tables.Change{}, tables.RefusedUnknown},
		"nowhere":           {"a", "C", tables.Change{}, tables.RefusedUnknown},
		"for some only":     {"a", "H", tables.Change{}, tables.RefusedOnly},
		"not for them":      {"halal", "A", tables.Change{}, tables.RefusedOnly},
		"loud":              {"quiet", "A", tables.Change{}, tables.RefusedQuiet},
		"no end":            {"wheel", "A", tables.Change{}, tables.RefusedAccessible},
		"too many":          {"a", "B", tables.Change{}, tables.RefusedSmall},
		"closed":            {"a", "Z", tables.Change{Closed: []string{"W"}}, tables.RefusedClosed},
		"who sits is fixed": {"a", tableOf(before, "k1"), tables.Change{Printed: all}, tables.RefusedFull},
	}
	for name, tt := range tests {
		if _, got := tables.MoveTo(p, before, tt.household, tt.table, tt.change); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
	after, code := tables.MoveTo(p, before, "k2", "Z", tables.Change{})
	if code != "" || tableOf(after.Result, "k1") != "Z" || tableOf(after.Result, "k2") != "Z" {
		t.Errorf("one of a group of kin moved: %q, %s and %s", code, tableOf(after.Result, "k1"), tableOf(after.Result, "k2"))
	}
	for _, seat := range after.Seats {
		if by := seat.Reasons[0].Code == tables.BecauseHand; by != seat.Hand || by != (seat.Household == "k1" || seat.Household == "k2") {
			t.Errorf("%s is told %v", seat.Household, seat.Reasons)
		}
	}
	again := tables.Amend(p, after.Result, tables.Change{})
	if len(again.Moved) > 0 || tableOf(again.Result, "k1") != "Z" {
		t.Errorf("a change that concerns nobody moved %v", again.Moved)
	}
	if i := slices.IndexFunc(again.Seats, func(s tables.Seat) bool { return s.Household == "k1" }); !again.Seats[i].Hand || again.Seats[i].Reasons[0].Code != tables.BecauseHand {
		t.Error("that somebody chose the table is forgotten")
	}
}

// Who was told that the meal is brought is not seated by the next change that concerns
// others.
func TestDeliveryStays(t *testing.T) {
	t.Parallel()
	p := few()
	p.Households = slices.DeleteFunc(p.Households, func(h tables.Household) bool { return h.Kin != "" })
	p.Households = append(p.Households, tables.Household{ID: "z", Building: "9", X: 900, People: 4})
	before := tables.Solve(p)
	closed := tables.Amend(p, before, tables.Change{Closed: []string{"W"}})
	left := closed.Left
	if len(left) != 1 || left[0].Code != tables.ByDelivery {
		t.Fatalf("left %v", left)
	}
	p.Households = slices.DeleteFunc(p.Households, func(h tables.Household) bool { return h.ID == "a" })
	next := tables.Amend(p, closed.Result, tables.Change{Closed: []string{"W"}})
	if diff := cmp.Diff(left, next.Left); diff != "" {
		t.Errorf("left\n%s", diff)
	}
}

// A run after cards are printed leaves those tables as they are.
func TestSolveRest(t *testing.T) {
	t.Parallel()
	for i, p := range banquet(t, seed.S) {
		before := tables.Solve(p)
		var printed []string
		for k, x := range p.Tables {
			if k%3 == 0 {
				printed = append(printed, x.ID)
			}
		}
		p.Seed += 7
		told := 0.0
		after := tables.SolveRest(p, before, printed, func(done float64) {
			if done < told || done > 1 {
				t.Errorf("told %v after %v", done, told)
			}
			told = done
		})
		for _, wrong := range check(t, p, after) {
			t.Errorf("plan %d: %s", i, wrong)
		}
		moved, cards := tables.Diff(before, after, nil)
		for _, table := range cards {
			if slices.Contains(printed, table) {
				t.Errorf("plan %d: the card of %s is printed and shows others", i, table)
			}
		}
		if told == 0 || len(moved) == 0 {
			t.Errorf("plan %d: told %v, %d moved: another seed is to seat the others otherwise", i, told, len(moved))
		}
	}
}
