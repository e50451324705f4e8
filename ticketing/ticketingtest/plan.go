package ticketingtest

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"wanjia/ticketing"
	"wanjia/ticketing/seating"
)

// RowOf is a row of a plan for tests: its seats are letters, . for a normal one, w for
// a wheelchair place, c for a companion seat of the nearest w, a blank for an aisle.
type RowOf struct {
	Sector, Name string
	Order        int
	Seats        string
}

// Plan makes a plan of rows.
func Plan(t testing.TB, rows ...RowOf) *seating.Plan {
	t.Helper()
	document := map[string]any{"name": "hall", "categories": []any{map[string]any{"name": "all"}}}
	marks := map[string]any{}
	var zones []map[string]any
	var lies [][]any
	at := map[string]int{}
	for y, r := range rows {
		i, ok := at[r.Sector]
		if !ok {
			i = len(zones)
			at[r.Sector] = i
			zones, lies = append(zones, map[string]any{"name": r.Sector, "position": map[string]int{"x": 0, "y": 0}, "rows": []any{}}), append(lies, nil)
		}
		seats, slots := []any{}, []int{}
		for x, letter := range r.Seats {
			if letter == ' ' {
				continue
			}
			guid := guidOf(r, x)
			seats = append(seats, map[string]any{
				"seat_guid": guid, "seat_number": fmt.Sprint(len(seats) + 1), "category": "all",
				"position": map[string]int{"x": 50 * x, "y": 100 * y},
			})
			slots = append(slots, x+1)
			switch letter {
			case 'w':
				marks[guid] = map[string]any{"kind": "wheelchair"}
			case 'c':
				marks[guid] = map[string]any{"kind": "companion", "with": guidOf(r, nearest(r.Seats, x))}
			}
		}
		zones[i]["rows"] = append(zones[i]["rows"].([]any), map[string]any{"row_number": r.Name, "seats": seats})
		lies[i] = append(lies[i], map[string]any{"order": r.Order, "axis": len(r.Seats) + 1, "slots": slots})
	}
	document["zones"], document["wanjia"] = zones, map[string]any{"rows": lies, "seats": marks}
	b, err := json.Marshal(document)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := seating.Read(b)
	if err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	return plan
}

func guidOf(r RowOf, x int) string { return fmt.Sprintf("%s/%s/%d", r.Sector, r.Name, x) }

// nearest is where the nearest wheelchair place of a row is.
func nearest(seats string, x int) int {
	for d := 1; d < len(seats); d++ {
		for _, at := range []int{x - d, x + d} {
			if at >= 0 && at < len(seats) && seats[at] == 'w' {
				return at
			}
		}
	}
	return -1
}

// Block returns so many rows of so many seats in one sector.
func Block(rows, seats int) []RowOf {
	out := make([]RowOf, rows)
	for i := range out {
		out[i] = RowOf{"main", fmt.Sprint(i + 1), i + 1, strings.Repeat(".", seats)}
	}
	return out
}

// SeatedPool returns an open pool of its own with the seats of a plan.
func SeatedPool(plan *seating.Plan) ticketing.Pool {
	p := Pool(len(plan.Seats))
	p.Plan = plan.ID
	return p
}
