package floor_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/fault"
	"wanjia/ticketing/seating"
	"wanjia/ticketing/seating/floor"
)

// hall is a hall of so many tables in rows of five.
func hall(tables int) floor.Hall {
	h := floor.Hall{ID: "V01", Name: "分会场01", Width: 3_000, Height: 20_000, AreaM2: 22 * tables, Permit: 10 * tables}
	for i := range tables {
		h.Tables = append(h.Tables, floor.Table{
			ID: fmt.Sprintf("V01-%03d", i+1), Number: i + 1, Shape: floor.Round, Seats: 10, X: 300 + 300*(i%5), Y: 400 + 400*(i/5), AisleCM: 80, ToiletM: 20,
		})
	}
	h.Parts = []floor.Part{{Kind: "toilet", X: 0, Y: 0, Width: 200, Height: 200}}
	return h
}

func drawn(tables int) *floor.Drawn { return &floor.Drawn{Hall: hall(tables), Rev: 1} }

func with(t floor.Table, change func(*floor.Table)) floor.Table {
	change(&t)
	return t
}

// Two organisers move tables at once: different tables both stay, of one table the
// second is told whose change stands.
func TestTwoOrganisers(t *testing.T) {
	t.Parallel()
	d, now := drawn(10), time.Now()
	first := with(d.Tables[0], func(t *floor.Table) { t.Y = 3_000 })
	if err := d.Apply(floor.Edit{Base: 1, Put: []floor.Table{first}}, "尚姐", now, nil); err != nil {
		t.Fatal(err)
	}
	if d.Rev != 2 || d.Tables[0].Y != 3_000 || d.Tables[0].ToiletM < 30 || d.Tables[0].AisleCM <= 80 {
		t.Errorf("moved to %+v in revision %d; far from all others the way is wide and the toilet far", d.Tables[0], d.Rev)
	}
	second := with(first, func(t *floor.Table) { t.Y = 4_000 })
	err := d.Apply(floor.Edit{Base: 1, Put: []floor.Table{second}}, "老梅", now, nil)
	if got := fault.Of(err).Details; !errors.Is(err, floor.ErrMoved) || got["by"] != "尚姐" || got["table"] != "V01-001" {
		t.Errorf("the second who moves it gets %v with %v", err, got)
	}
	other := with(d.Tables[9], func(t *floor.Table) { t.Seats = 8 })
	if err := d.Apply(floor.Edit{Base: 1, Put: []floor.Table{other}}, "老梅", now, nil); err != nil {
		t.Errorf("another table: %v", err)
	}
	if d.Rev != 3 || d.Tables[0].Y != 3_000 || d.Tables[9].Seats != 8 {
		t.Errorf("revision %d has %+v and %+v", d.Rev, d.Tables[0], d.Tables[9])
	}
	if err := d.Apply(floor.Edit{Base: 1, Drop: []string{"V01-001"}}, "老梅", now, nil); !errors.Is(err, floor.ErrMoved) {
		t.Errorf("taking away what another moved: %v", err)
	}
}

// What cannot stand is refused, and nothing of the change is kept.
func TestRefusedEdits(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		edit     func(floor.Table) floor.Edit
		occupied map[string][]int
		want     error
	}{
		"on another": {edit: func(x floor.Table) floor.Edit { x.X += 310; return floor.Edit{Put: []floor.Table{x}} }, want: floor.ErrOverlap},
		"no seats":   {edit: func(x floor.Table) floor.Edit { x.Seats = 0; return floor.Edit{Put: []floor.Table{x}} }, want: floor.ErrTable},
		"number of another": {edit: func(x floor.Table) floor.Edit {
			x.Number = 2
			return floor.Edit{Put: []floor.Table{x}}
		}, want: floor.ErrTable},
		"off the drawing": {edit: func(x floor.Table) floor.Edit { x.X = -1; return floor.Edit{Put: []floor.Table{x}} }, want: floor.ErrTable},
		"an end twice":    {edit: func(x floor.Table) floor.Edit { x.Ends = []int{1, 1}; return floor.Edit{Put: []floor.Table{x}} }, want: floor.ErrTable},
		"an end too high": {edit: func(x floor.Table) floor.Edit { x.Ends = []int{11}; return floor.Edit{Put: []floor.Table{x}} }, want: floor.ErrTable},
		"not there":       {edit: func(floor.Table) floor.Edit { return floor.Edit{Drop: []string{"V01-099"}} }, want: floor.ErrNoTable},
		"people sit there": {
			edit: func(x floor.Table) floor.Edit { return floor.Edit{Drop: []string{x.ID}} }, occupied: map[string][]int{"V01-001": {1, 2}}, want: floor.ErrInUse,
		},
		"seats people have": {
			edit: func(x floor.Table) floor.Edit { x.Seats = 6; return floor.Edit{Put: []floor.Table{x}} }, occupied: map[string][]int{"V01-001": {7}}, want: floor.ErrInUse,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := drawn(10)
			was := drawn(10)
			if err := d.Apply(tt.edit(d.Tables[0]), "尚姐", time.Now(), tt.occupied); !errors.Is(err, tt.want) {
				t.Errorf("Apply = %v, want %v", err, tt.want)
			}
			if diff := cmp.Diff(was, d); diff != "" {
				t.Errorf("a refused change left\n%s", diff)
			}
		})
	}
	d := drawn(10)
	if err := d.Apply(floor.Edit{Put: []floor.Table{with(d.Tables[0], func(t *floor.Table) { t.Seats = 8 })}}, "", time.Now(), map[string][]int{"V01-001": {8}}); err != nil {
		t.Errorf("two seats nobody has: %v", err)
	}
}

// What is written is the same hall when read again; without our key the rows of seats
// are its tables.
func TestReadAgain(t *testing.T) {
	t.Parallel()
	h := hall(12)
	h.Tables[3].Ends, h.Tables[3].StepFree, h.Tables[5].Shape, h.Tables[5].Rotation = []int{1, 6}, true, floor.Long, 90
	again, err := floor.Read(h.JSON(), floor.Hall{ID: h.ID, Name: h.Name, AreaM2: h.AreaM2, Permit: h.Permit})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(h, again); diff != "" || again.Hash() != h.Hash() {
		t.Errorf("read again\n%s", diff)
	}
	var bare map[string]json.RawMessage
	if err := json.Unmarshal(h.JSON(), &bare); err != nil {
		t.Fatal(err)
	}
	delete(bare, "wanjia")
	document, err := json.Marshal(bare)
	if err != nil {
		t.Fatal(err)
	}
	other, err := floor.Read(document, h)
	if err != nil {
		t.Fatal(err)
	}
	if len(other.Tables) != 12 || other.Seats() != 120 || other.Permit != h.Permit {
		t.Errorf("without our key: %d tables, %d seats", len(other.Tables), other.Seats())
	}
	for i, x := range other.Tables {
		if dx, dy := x.X-h.Tables[i].X, x.Y-h.Tables[i].Y; max(dx, -dx, dy, -dy) > 2 {
			t.Errorf("table %d stands at %d, %d, not at %d, %d", i, x.X, x.Y, h.Tables[i].X, h.Tables[i].Y)
		}
	}
}

// Bad files are told by what is wrong and where.
func TestBadFiles(t *testing.T) {
	t.Parallel()
	good := hall(12)
	text := string(good.JSON())
	changed := func(change func(*floor.Hall)) []byte {
		h := hall(12)
		change(&h)
		return h.JSON()
	}
	tests := map[string]struct {
		document    []byte
		what, where string
	}{
		"cut":                  {[]byte(text[:len(text)/2]), "cut_short", ""},
		"nothing":              {nil, "cut_short", ""},
		"not a plan":           {[]byte("<html>"), "not_json", ""},
		"two plans":            {[]byte(text + text), "not_json", ""},
		"no tables":            {changed(func(h *floor.Hall) { h.Tables = nil }), "no_seats", "zones"},
		"two on one spot":      {changed(func(h *floor.Hall) { h.Tables[1].X = h.Tables[0].X + 10 }), "two_on_one_spot", "wanjia.hall.tables[1]"},
		"a table of no seats":  {changed(func(h *floor.Hall) { h.Tables[4].Seats = 0 }), "empty_table", "wanjia.hall.tables[4]"},
		"one table twice":      {changed(func(h *floor.Hall) { h.Tables[4].ID = h.Tables[2].ID }), "duplicate_guid", "wanjia.hall.tables[4]"},
		"one number twice":     {changed(func(h *floor.Hall) { h.Tables[4].Number = 3 }), "duplicate_name", "wanjia.hall.tables[4]"},
		"off the drawing":      {changed(func(h *floor.Hall) { h.Tables[4].Y = 30_000 }), "bad_table", "wanjia.hall.tables[4]"},
		"a part there is not":  {changed(func(h *floor.Hall) { h.Parts[0].Kind = "pool" }), "bad_table", "wanjia.hall.parts[0]"},
		"a place off the map":  {[]byte(strings.Replace(text, `"number":1,`, `"number":1e99,`, 1)), "not_json", ""},
		"a hall without bound": {changed(func(h *floor.Hall) { h.Width = 2_000_000 }), "too_large", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := floor.Read(tt.document, good)
			if !errors.Is(err, seating.ErrPlan) {
				t.Fatalf("Read = %v, want bad_plan", err)
			}
			if diff := cmp.Diff(good, got); diff != "" {
				t.Errorf("a refused plan gives\n%s", diff)
			}
			list, _ := fault.Of(err).Details["problems"].([]seating.Problem)
			if !slices.ContainsFunc(list, func(p seating.Problem) bool { return p.What == tt.what && p.Where == tt.where && p.Text != "" }) {
				t.Errorf("problems = %+v, want %s at %s", list, tt.what, tt.where)
			}
		})
	}
}

// The capacity is the least of the rules, and it is said which.
func TestCapacity(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change func(*floor.Hall)
		most   int
		rule   string
		over   bool
	}{
		"seats":  {func(*floor.Hall) {}, 100, floor.BySeats, false},
		"area":   {func(h *floor.Hall) { h.AreaM2 = 181 }, 90, floor.ByArea, true},
		"fixed":  {func(h *floor.Hall) { h.Fixed = 99 }, 79, floor.ByFixed, true},
		"permit": {func(h *floor.Hall) { h.Permit = 80 }, 80, floor.ByPermit, true},
		"none":   {func(h *floor.Hall) { h.Permit, h.AreaM2 = 0, 0 }, 100, floor.BySeats, false},
	}
	for name, tt := range tests {
		h := hall(10)
		tt.change(&h)
		most, rules, over := h.Capacity()
		i := slices.IndexFunc(rules, func(r floor.Rule) bool { return r.Binds })
		if most != tt.most || over != tt.over || i < 0 || rules[i].Rule != tt.rule {
			t.Errorf("%s: %d by %+v, over %v", name, most, rules, over)
		}
	}
}

// Tables follow each other as one walks past them, wherever they are in the list.
func TestOrder(t *testing.T) {
	t.Parallel()
	h := hall(15)
	slices.Reverse(h.Tables)
	h.Tables[3].Y += 60 // not quite in its row
	var got []int
	for _, x := range h.Order() {
		got = append(got, x.Number)
	}
	if diff := cmp.Diff([]int{1, 2, 3, 4, 5, 10, 9, 8, 7, 6, 11, 12, 13, 14, 15}, got); diff != "" {
		t.Error(diff)
	}
}

// FuzzRead: whatever is sent, there is a hall that reads again as itself, or a list of
// mistakes.
func FuzzRead(f *testing.F) {
	h := hall(3)
	f.Add(h.JSON())
	f.Add([]byte(`{"name":"x","zones":[{"rows":[{"row_number":"1","seats":[{"seat_guid":"a","position":{"x":10,"y":10}}]}]}],"size":{"width":100,"height":100}}`))
	f.Fuzz(func(t *testing.T, document []byte) {
		was := floor.Hall{ID: "V01", Name: "厅"}
		got, err := floor.Read(document, was)
		if err != nil {
			if list, _ := fault.Of(err).Details["problems"].([]seating.Problem); len(list) == 0 {
				t.Fatalf("refused without a reason: %v", err)
			}
			return
		}
		again, err := floor.Read(got.JSON(), was)
		if err != nil || again.Hash() != got.Hash() {
			t.Fatalf("read again: %v\n%s", err, got.JSON())
		}
	})
}
