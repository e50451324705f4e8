package api

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community/communitytest"
	"wanjia/gateway/identity"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/runs"
)

// idleQueue hastens nothing.
type idleQueue struct{ events.Queue }

// drawnHalls are halls in memory, and nobody who sits in them. The rest of the store is not
// there: a hall that is drawn asks for nothing else.
type drawnHalls struct {
	runs.Store
	runs.Guests

	mu       sync.Mutex
	hall     floor.Drawn
	drawings map[string][]byte
}

func (d *drawnHalls) Halls(context.Context, events.ID) ([]floor.Drawn, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return []floor.Drawn{d.whole()}, nil
}

// whole is the hall with tables and touches of its own, which nobody else changes.
func (d *drawnHalls) whole() floor.Drawn {
	out := d.hall
	out.Hall.Tables, out.Touched = slices.Clone(out.Hall.Tables), maps.Clone(out.Touched)
	return out
}

func (d *drawnHalls) ChangeHall(_ context.Context, _ events.ID, id string, change func(*floor.Drawn) error) (floor.Drawn, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if id != d.hall.Hall.ID {
		return floor.Drawn{}, floor.ErrNoHall
	}
	next := d.whole()
	if err := change(&next); err != nil {
		return floor.Drawn{}, err
	}
	next.Drawing = next.Hall.Hash()
	d.hall = next
	return d.whole(), nil
}

func (d *drawnHalls) KeepDrawing(_ context.Context, h *floor.Hall) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.drawings[h.Hash()] = h.JSON()
	return nil
}

func (d *drawnHalls) Drawing(_ context.Context, hash string) ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if document, ok := d.drawings[hash]; ok {
		return document, nil
	}
	return nil, floor.ErrNoHall
}

func (d *drawnHalls) Board(context.Context, events.ID) (runs.Board, error) { return runs.Board{}, nil }

func (d *drawnHalls) ChangeBoard(_ context.Context, _ events.ID, change func(*runs.Board) error) (runs.Board, error) {
	var b runs.Board // nobody sits anywhere
	return b, change(&b)
}

// drawnHall is a house with a hall of three tables at the banquet, and the organiser's token.
func drawnHall(t *testing.T) (h *house, organiser, at string) {
	t.Helper()
	h = feasting(t)
	hall := floor.Hall{ID: "V1", Name: "分会场01", Width: 4_000, Height: 2_000, AreaM2: 200, Permit: 30}
	for n := range 3 {
		hall.Tables = append(hall.Tables, floor.Table{ID: fmt.Sprintf("V1-%d", n+1), Number: n + 1, Shape: floor.Round, Seats: 10, X: 500 + 800*n, Y: 700, AisleCM: 140})
	}
	kept := &drawnHalls{hall: floor.Drawn{Hall: hall, Rev: 1, Drawing: hall.Hash()}, drawings: map[string][]byte{hall.Hash(): hall.JSON()}}
	h.Seating = &runs.Service{Store: kept, Guests: kept, Queue: idleQueue{}, Log: slog.New(h.log), Now: time.Now}
	return h, h.holding(t, "15400000037", identity.Organiser, "*"), "/v1/events/banquet-2027/halls/V1"
}

// Two tables on one spot, one without seats, one outside: the drawing says which it does not
// take, and stays as it is to the last table.
func TestTablesThatCannotStand(t *testing.T) {
	t.Parallel()
	h, organiser, at := drawnHall(t)
	before := h.as(t, organiser, "GET", at, "", 200).text
	hall := decoded[HallDrawing](t, h.do(t, "GET", at, "", bearer(organiser)))
	table := func(change func(*HallTable)) string {
		x := hall.Items[0]
		change(&x)
		return fmt.Sprintf(`{"base":%d,"put":[{"id":%q,"number":%d,"shape":%q,"seats":%d,"x":%d,"y":%d,"aisle_cm":140,"toilet_m":0}]}`, hall.Rev, x.ID, x.Number, x.Shape, x.Seats, x.X, x.Y)
	}
	for name, bad := range map[string]struct {
		body, code string
		status     int
	}{
		"on another one's spot": {table(func(x *HallTable) { x.X, x.Y = hall.Items[1].X, hall.Items[1].Y }), "tables_overlap", 409},
		"a second on its spot":  {table(func(x *HallTable) { x.ID, x.Number = "V1-9", 9 }), "tables_overlap", 409},
		"no seats":              {table(func(x *HallTable) { x.Seats = 0 }), "bad_table", 400},
		"seats for a town":      {table(func(x *HallTable) { x.Seats = 100_000 }), "bad_table", 400},
		"outside":               {table(func(x *HallTable) { x.X = 900_000 }), "bad_table", 400},
		"a number twice":        {table(func(x *HallTable) { x.Number = 2 }), "bad_table", 400},
	} {
		res := h.do(t, "POST", at+"/edits", bad.body, bearer(organiser))
		if res.StatusCode != bad.status || res.problem(t).Code != bad.code {
			t.Errorf("%s: %d %s, want %d %s", name, res.StatusCode, res.text, bad.status, bad.code)
		}
		if after := h.as(t, organiser, "GET", at, "", 200).text; after != before {
			t.Errorf("%s: the drawing was\n%s\nand is\n%s", name, before, after)
		}
	}
	sentences(t, "tables_overlap", "bad_table", "table_changed")
}

// A drawing that was cut anywhere on its way, or is no drawing, is refused as such; the hall
// stays as it is.
func TestCutDrawing(t *testing.T) {
	t.Parallel()
	h, organiser, at := drawnHall(t)
	hall := decoded[HallDrawing](t, h.do(t, "GET", at, "", bearer(organiser)))
	moved := fmt.Sprintf(`{"base":%d,"put":[{"id":"V1-1","number":1,"shape":"round","seats":10,"x":500,"y":900,"aisle_cm":140,"toilet_m":0}]}`, hall.Rev)
	hall = decoded[HallDrawing](t, h.do(t, "POST", at+"/edits", moved, bearer(organiser)))
	document := h.as(t, organiser, "GET", "/v1/hall-drawings/"+url.PathEscape(hall.Drawing), "", 200).text
	before := h.as(t, organiser, "GET", at, "", 200).text
	bad := map[string]string{
		"nothing": "", "a story": "这是我们的会场，一共三张桌", "markup": "<svg><script>alert(1)</script></svg>", "a list": "[]", "pictures": "🥟🍲",
		"no tables seated": strings.ReplaceAll(document, `"seats":10`, `"seats":0`),
	}
	for part := 1; part < 8; part++ {
		bad[fmt.Sprintf("cut at %d/8", part)] = document[:len(document)*part/8]
	}
	desks := []string{organiser} // one alone would be asked to slow down
	for n := range 3 {
		desks = append(desks, h.holding(t, fmt.Sprintf("1540000004%d", n), identity.Organiser, "*"))
	}
	turn := 0
	for name, body := range bad {
		organiser := desks[turn%len(desks)]
		turn++
		res := h.do(t, "POST", fmt.Sprintf("%s/plan?base=%d", at, hall.Rev), body, bearer(organiser))
		if res.StatusCode != 400 || res.problem(t).Code != "bad_plan" {
			t.Errorf("%s: %d %s", name, res.StatusCode, res.text)
		}
		if strings.HasPrefix(name, "cut") && !strings.Contains(res.text, "cut_short") && !strings.Contains(res.text, "not_json") {
			t.Errorf("%s: what is wrong is not said: %s", name, res.text)
		}
		if after := h.as(t, organiser, "GET", at, "", 200).text; after != before {
			t.Fatalf("%s: the drawing was\n%s\nand is\n%s", name, before, after)
		}
	}
	if res := h.do(t, "POST", fmt.Sprintf("%s/plan?base=%d", at, hall.Rev), document, bearer(desks[turn%len(desks)])); res.StatusCode != 200 {
		t.Errorf("the whole document: %d %s", res.StatusCode, res.text)
	}
	sentences(t, "bad_plan", "cut_short", "not_json", "empty_table", "two_on_one_spot")
}

// A sheet that came back with rows changed by hand: what was changed is written down beside
// the row and registers nobody by itself, a row for a door that is not on it is refused, and
// what was typed before stays.
func TestSheetChangedByHand(t *testing.T) {
	t.Parallel()
	h := feasting(t)
	head := h.standing(t, "15400000006", communitytest.Tong)
	sheet := banquet.Sheet{ID: "s-1", Edition: "banquet-2027", Building: "GX-12", Key: "sheets/s-1.jpg", At: time.Now(), Ready: true}
	if _, err := h.Banquet.Store.Sheets.Add(t.Context(), sheet); err != nil {
		t.Fatal(err)
	}
	const one = atBanquet + "/sheets/s-1"
	h.pressed(t, head, "POST", theirs, `{"people":[{"person":"p-gong","way":"home"}],"for":"p-gong","confirm":true,`+voice+`}`, 201, "")
	h.as(t, head, "PUT", one+"/rows/GX-12-2-501", `{"state":"typed","by_hand":true,"note":"划掉一位，旁边写了“来四位”"}`, 200)
	// Written in between the lines, for a flat nobody is known at: kept, and shown at the end.
	h.as(t, head, "PUT", one+"/rows/GX-12-3-701", `{"state":"unreadable","by_hand":true,"note":"新搬来的，姓看不清"}`, 200)
	before := h.as(t, head, "GET", one, "", 200).text
	if rows := decoded[BanquetSheetView](t, h.do(t, "GET", one, "", bearer(head))).Rows; len(rows) < 3 || rows[len(rows)-1].Door != "GX-12-3-701" || rows[len(rows)-1].Note == "" || rows[len(rows)-1].Household != "" {
		t.Errorf("written in: %+v", rows)
	}
	for row, bad := range map[string][2]string{
		"HF-1-1-2703":  {`{"state":"typed"}`, "wish_door"}, // of another building
		"GX-12-2-501":  {`{"state":"<b>typed</b>"}`, "sheet_row"},
		"GX-12-2-502":  {`{"state":"第三个人也来"}`, "sheet_row"},
		"🥟":            {`{"state":"typed"}`, "wish_door"},
		"GX-12-2-501 ": {`{"state":"typed","by_hand":true,"note":"` + strings.Repeat("改", 2_000) + `"}`, "invalid_request"},
	} {
		res := h.do(t, "PUT", one+"/rows/"+url.PathEscape(row), bad[0], bearer(head))
		if code := res.problem(t).Code; res.StatusCode < 400 || res.StatusCode > 422 || code != bad[1] {
			t.Errorf("row %q %s: %d %s, want %s", row, bad[0], res.StatusCode, res.text, bad[1])
		}
	}
	if after := h.as(t, head, "GET", one, "", 200).text; after != before || !strings.Contains(after, "来四位") || !strings.Contains(after, `"by_hand":true`) {
		t.Errorf("the sheet was\n%s\nand is\n%s", before, after)
	}
	if n, _, _ := h.kept(t); n != 1 {
		t.Errorf("%d registrations after typing a sheet", n)
	}
	sentences(t, "sheet_row", "wish_door")
}
