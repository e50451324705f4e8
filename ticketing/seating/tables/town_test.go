package tables_test

import (
	"context"
	"encoding/json"
	"os"
	"slices"
	"sync"
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

// watched says that the race detector watches, under which seating takes eight times as
// long.
var watched bool

// chances is how many of n plans of chance a test looks at: all in a soak, a third where
// the race detector watches.
func chances(n uint64) uint64 {
	if watched && os.Getenv("WANJIA_TEST_SOAK") == "" {
		return n / 3
	}
	return n
}

// townS is read once for all tests of the package.
var townS = sync.OnceValues(func() ([]*tables.Plan, error) { return town.Plans(context.Background(), seed.S) })

// banquet is the made-up community's banquet at a size: a plan for each meal, for the
// caller to change.
func banquet(t testing.TB, size seed.Size) []*tables.Plan {
	t.Helper()
	read := func() ([]*tables.Plan, error) { return town.Plans(t.Context(), size) }
	if size == seed.S {
		read = townS
	}
	plans, err := read()
	if err != nil {
		t.Fatal(err)
	}
	own := make([]*tables.Plan, len(plans))
	for i, p := range plans {
		q := *p
		q.Venues, q.Tables, q.Households, q.Dishes = slices.Clone(p.Venues), slices.Clone(p.Tables), slices.Clone(p.Households), slices.Clone(p.Dishes)
		own[i] = &q
	}
	return own
}
