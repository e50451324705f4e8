package seating_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/fault"
	"wanjia/ticketing/seating"
)

// hallFile is a plan as an editor of seating plans writes it: nothing of ours in it,
// members newer than the schema, the seats of a row in any order, an aisle.
const hallFile = `{
  "name": "百步亭剧场", "size": {"width": 800, "height": 600},
  "categories": [{"name": "normal", "color": "#7f4a91"}],
  "zones": [
    {"name": "左区", "uuid": "u1", "position": {"x": 0, "y": 100}, "rows": [
      {"row_number": "1", "row_number_position": "both", "position": {"x": 0, "y": 0}, "seats": [
        {"seat_guid": "l-1-2", "seat_number": "2", "category": "normal", "position": {"x": 30, "y": 0}, "radius": 10},
        {"seat_guid": "l-1-1", "seat_number": "1", "category": "normal", "position": {"x": 0, "y": 0}},
        {"seat_guid": "l-1-3", "seat_number": "3", "category": "normal", "position": {"x": 60, "y": 0}}]},
      {"row_number": "2", "position": {"x": 0, "y": 40}, "seats": [
        {"seat_guid": "l-2-1", "seat_number": "1", "category": "normal", "position": {"x": 0, "y": 0}},
        {"seat_guid": "l-2-2", "seat_number": "2", "category": "normal", "position": {"x": 30, "y": 0}},
        {"seat_guid": "l-2-3", "seat_number": "3", "category": "normal", "position": {"x": 120.4, "y": 0}},
        {"seat_guid": "l-2-4", "seat_number": "4", "category": "normal", "position": {"x": 150, "y": 0}}]}],
      "areas": [{"shape": "rectangle", "width": 100, "height": 20, "position": {"x": 0, "y": -40}, "text": {"text": "舞台"}}]},
    {"name": "右区", "position": {"x": 200, "y": 100}, "rows": [
      {"row_number": "1", "position": {"x": 0, "y": 3}, "seats": [
        {"seat_guid": "r-1-1", "seat_number": "1", "category": "normal", "position": {"x": 0, "y": 0}},
        {"seat_guid": "r-1-2", "seat_number": "2", "category": "normal", "position": {"x": 30, "y": 0}}]}]}]}`

// TestRead: numbers, names, order from the stage, aisles and the middle of the full
// row are worked out from the drawing.
func TestRead(t *testing.T) {
	t.Parallel()
	p, err := seating.Read([]byte(hallFile))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, s := range p.Seats {
		r := p.Rows[s.Row]
		got = append(got, fmt.Sprintf("%d %s %s order %d slot %d", i+1, p.Sectors[r.Sector], s.Name, r.Order, s.Slot))
		if n, ok := p.Place(s.Name); !ok || n != i+1 {
			t.Errorf("the place of %s is %d, %v", s.Name, n, ok)
		}
		if n, ok := p.Place(s.GUID); !ok || n != i+1 {
			t.Errorf("the place of %s is %d, %v", s.GUID, n, ok)
		}
	}
	want := []string{ // both rows 1 are on one line; their seats are told apart by sector
		"1 左区 左区 1-1 order 1 slot 1", "2 左区 左区 1-2 order 1 slot 2", "3 左区 1-3 order 1 slot 3",
		"4 右区 右区 1-1 order 1 slot 1", "5 右区 右区 1-2 order 1 slot 2",
		"6 左区 2-1 order 2 slot 1", "7 左区 2-2 order 2 slot 2", "8 左区 2-3 order 2 slot 5", "9 左区 2-4 order 2 slot 6",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("seats:\n%s", diff)
	}
	wantSegments := []seating.Segment{
		{First: 1, Len: 3, Order: 1, Sector: 0, X: -8, BackFirst: 3, BackLast: 4}, // the middle is 115 from the left, between slots 4 and 5
		{First: 4, Len: 2, Order: 1, Sector: 1, X: 6},
		{First: 6, Len: 2, Order: 2, Sector: 0, X: -5},
		{First: 8, Len: 2, Order: 2, Sector: 0, X: 3},
	}
	if diff := cmp.Diff(wantSegments, p.Segments()); diff != "" {
		t.Errorf("segments:\n%s", diff)
	}
}

// TestReadAgain: what is written is the same plan when read again, under the same id;
// without our key it still is one, and nothing but the schema is in it.
func TestReadAgain(t *testing.T) {
	t.Parallel()
	p, err := seating.Read(kinds(t))
	if err != nil {
		t.Fatal(err)
	}
	again, err := seating.Read(p.JSON())
	if err != nil {
		t.Fatal(err)
	}
	if again.ID != p.ID || string(again.JSON()) != string(p.JSON()) || !cmp.Equal(again.Seats, p.Seats) || !cmp.Equal(again.Rows, p.Rows) {
		t.Errorf("read again it is %s, was %s", again.ID, p.ID)
	}
	bare, err := seating.Read(p.Pretix())
	if err != nil || len(bare.Seats) == 0 || bare.ID == p.ID {
		t.Errorf("without our key: %v, %v", bare, err)
	}
	var root map[string]json.RawMessage
	if err := json.Unmarshal(p.Pretix(), &root); err != nil || root["wanjia"] != nil || root["zones"] == nil {
		t.Errorf("the document for others has %v, %v", root, err)
	}
}

// TestKinds: wheelchair places, the seats bound to them, and tables.
func TestKinds(t *testing.T) {
	t.Parallel()
	p, err := seating.Read(kinds(t))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]seating.Unit{{Place: 2, Companions: []int{1, 3}}}, p.Units()); diff != "" {
		t.Errorf("units:\n%s", diff)
	}
	last := p.Rows[len(p.Rows)-1]
	if last.Table == nil || last.Table.Mode != "whole" || last.Len != 10 || last.Order <= p.Rows[0].Order+1 {
		t.Errorf("the table is %+v", last)
	}
	if n, ok := p.Place("17-10"); !ok || p.Seats[n-1].GUID != "M-03-017/10" || n != len(p.Seats) {
		t.Errorf("the last chair of the table is place %d, %v", n, ok)
	}
}

// kinds is the hall with our key.
func kinds(t *testing.T) []byte {
	return with(t, hallFile, `{"units":"cm","focalPoint":{"x":0,"y":0},
	  "seats":{"l-1-2":{"kind":"wheelchair"},"l-1-1":{"kind":"companion","with":"l-1-2"},"l-1-3":{"kind":"companion","with":"l-1-2"}},
	  "tables":[{"guid":"M-03-017","zone":"左区","label":"17","shape":"round","seats":10,"min":6,"mode":"whole","position":{"x":400,"y":500},
	    "accessible":{"chairsRemoved":2,"aisleCm":140,"stepFree":true},"tags":["halal"],"exitGate":"G4"}]}`)
}

// with is a document with our key in it.
func with(t *testing.T, document, extra string) []byte {
	t.Helper()
	var root map[string]json.RawMessage
	if err := json.Unmarshal([]byte(document), &root); err != nil {
		t.Fatal(err)
	}
	root["wanjia"] = json.RawMessage(extra)
	b, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestMistakes: each is told by what it is and where.
func TestMistakes(t *testing.T) {
	t.Parallel()
	change := func(from, to string) []byte {
		if !strings.Contains(hallFile, from) {
			t.Fatalf("the plan has no %q", from)
		}
		return []byte(strings.Replace(hallFile, from, to, 1))
	}
	table := func(members string) []byte {
		return with(t, hallFile, `{"tables":[{"guid":"T1","zone":"左区","label":"1","shape":"round","mode":"seat","position":{"x":1,"y":1},`+members+`}]}`)
	}
	tests := map[string]struct {
		document    []byte
		what, where string
	}{
		"one guid twice":         {change(`"l-1-3"`, `"l-1-1"`), "duplicate_guid", "zones[0].rows[0].seats[2]"},
		"two on one spot":        {change(`{"x": 60, "y": 0}`, `{"x": 0, "y": 0}`), "two_on_one_spot", "zones[0].rows[0].seats[2]"},
		"a spot of another row":  {change(`"position": {"x": 0, "y": 40}`, `"position": {"x": 0, "y": 0}`), "two_on_one_spot", "zones[0].rows[1].seats[0]"},
		"a table without seats":  {table(`"seats":0`), "empty_table", "wanjia.tables[0]"},
		"a table of no shape":    {table(`"seats":8,"min":9`), "bad_table", "wanjia.tables[0]"},
		"cut short":              {[]byte(hallFile[:len(hallFile)/2]), "cut_short", ""},
		"nothing at all":         {nil, "cut_short", ""},
		"not a plan":             {[]byte(`<html>`), "not_json", ""},
		"two plans":              {[]byte(hallFile + hallFile), "not_json", ""},
		"too many bytes":         {make([]byte, seating.MaxBytes+1), "too_large", ""},
		"too many seats":         {table(`"seats":200000`), "too_large", ""},
		"a row too long":         {long(t, seating.MaxRow+1), "bad_row", "zones[0].rows[0]"},
		"nobody can sit":         {[]byte(`{"name":"x","categories":[],"zones":[]}`), "no_seats", "zones"},
		"no such category":       {change(`"category": "normal"`, `"category": "vip"`), "unknown_category", "zones[0].rows[0].seats[0]"},
		"no name":                {change(`"name": "百步亭剧场"`, `"name": ""`), "bad_name", "name"},
		"a spot off the map":     {change(`{"x": 60, "y": 0}`, `{"x": 1e99, "y": 0}`), "not_json", ""},
		"two of one name":        {change(`"seat_number": "3"`, `"seat_number": "2"`), "duplicate_name", "l-1-3"},
		"a mark on no seat":      {with(t, hallFile, `{"seats":{"none":{"kind":"wheelchair"}}}`), "unknown_seat", `wanjia.seats["none"]`},
		"a kind there is not":    {with(t, hallFile, `{"seats":{"l-1-1":{"kind":"sofa"}}}`), "unknown_seat", `wanjia.seats["l-1-1"]`},
		"a companion of none":    {with(t, hallFile, `{"seats":{"l-1-1":{"kind":"companion","with":"l-1-2"}}}`), "bad_companion", `wanjia.seats["l-1-1"]`},
		"rows that do not match": {with(t, hallFile, `{"rows":[[],[]]}`), "rows_do_not_match", "wanjia.rows[0]"},
		"slots that go back": {with(t, hallFile, `{"rows":[[{"order":1,"axis":4,"slots":[2,1,3]},{"order":2,"axis":4}],[{"order":1,"axis":4}]]}`),
			"bad_row", "wanjia.rows[0][0]"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := seating.Read(tt.document)
			if !errors.Is(err, seating.ErrPlan) {
				t.Fatalf("Read = %v, want bad_plan", err)
			}
			list, _ := fault.Of(err).Details["problems"].([]seating.Problem)
			for _, p := range list {
				if p.What == tt.what && p.Where == tt.where && p.Text != "" {
					return
				}
			}
			t.Errorf("problems = %+v, want %s at %s", list, tt.what, tt.where)
		})
	}
}

// long is a plan of one row.
func long(t *testing.T, seats int) []byte {
	t.Helper()
	var list []string
	for i := range seats {
		list = append(list, fmt.Sprintf(`{"seat_guid":"s%d","seat_number":"%d","category":"c","position":{"x":%d,"y":0}}`, i, i, 20*i))
	}
	return []byte(`{"name":"x","categories":[{"name":"c"}],"zones":[{"name":"z","position":{"x":0,"y":0},"rows":[{"row_number":"1","seats":[` + strings.Join(list, ",") + `]}]}]}`)
}

// FuzzRead: whatever is sent, there is a plan that reads again as itself, or a list of
// mistakes.
func FuzzRead(f *testing.F) {
	f.Add([]byte(hallFile))
	f.Add([]byte(`{"name":"x","categories":[{"name":"c"}],"zones":[{"name":"z","position":{"x":0,"y":0},"rows":[{"row_number":"1","seats":[{"seat_guid":"a","seat_number":"1","category":"c","position":{"x":0,"y":0}}]}]}],"wanjia":{"rows":[[{"order":1,"axis":2}]]}}`))
	f.Fuzz(func(t *testing.T, document []byte) {
		p, err := seating.Read(document)
		if err != nil {
			if list, _ := fault.Of(err).Details["problems"].([]seating.Problem); len(list) == 0 {
				t.Fatalf("refused without a reason: %v", err)
			}
			return
		}
		again, err := seating.Read(p.JSON())
		if err != nil || again.ID != p.ID {
			t.Fatalf("read again: %v, %v; was %s\n%s", again, err, p.ID, p.JSON())
		}
		p.Segments()
		p.Units()
	})
}
