package tables_test

import (
	"encoding/json"
	"testing"

	"wanjia/events/seed"
	"wanjia/ticketing/checkseating"
	"wanjia/ticketing/seating/tables"
	"wanjia/ticketing/seating/town"
)

// check runs the independent checker over a result.
func check(t testing.TB, p *tables.Plan, r tables.Result) []string {
	t.Helper()
	plan, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	result, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	return checkseating.Check(plan, result)
}

// banquet is the made-up community's banquet at a size: a plan for each meal.
func banquet(t testing.TB, size seed.Size) []*tables.Plan {
	t.Helper()
	plans, err := town.Plans(t.Context(), size)
	if err != nil {
		t.Fatal(err)
	}
	return plans
}
