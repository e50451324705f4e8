package seating

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"wanjia/events/fault"
)

// Bounds of a plan.
const (
	MaxSeats    = 120_000
	MaxRow      = 1_000      // seats in a row
	MaxBytes    = 32 << 20   // of a document
	mostText    = 64         // letters in a name
	mostFaults  = 20         // told at once
	mostRows    = 20_000     // rows and tables
	mostSlot    = 4 * MaxRow // aisles counted
	mostSectors = 900
)

// ErrPlan: a document is no plan. Its detail "problems" is a list of [Problem].
var ErrPlan = fault.New(fault.Invalid, "bad_plan", "this seating plan has mistakes; see which, and send it again")

// Problem is one mistake of a document.
type Problem struct {
	What  string `json:"what" enum:"not_json,cut_short,too_large,no_seats,duplicate_guid,duplicate_name,two_on_one_spot,empty_table,bad_table,unknown_category,unknown_seat,bad_companion,rows_do_not_match,bad_row,bad_name"`
	Where string `json:"where" doc:"As a path: zones[0].rows[3].seats[12]"`
	Text  string `json:"text" doc:"One sentence"`
}

// problems collects mistakes, the first of them.
type problems struct {
	list []Problem
	more int
}

func (p *problems) add(what, where, format string, args ...any) {
	if len(p.list) >= mostFaults {
		p.more++
		return
	}
	p.list = append(p.list, Problem{what, where, fmt.Sprintf(format, args...)})
}

func (p *problems) err() error {
	if len(p.list) == 0 {
		return nil
	}
	return ErrPlan.With("problems", p.list).With("more", p.more)
}

// Read reads a plan from its document: the seating plan of pretix, with or without
// our key. What our key leaves out is worked out from the drawing.
//
// It returns [ErrPlan].
func Read(document []byte) (*Plan, error) {
	var bad problems
	if len(document) > MaxBytes {
		bad.add("too_large", "", "the document has %d bytes, more than %d", len(document), MaxBytes)
		return nil, bad.err()
	}
	f, err := decode(document)
	if err != nil {
		what := "not_json"
		if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			what = "cut_short"
		}
		bad.add(what, "", "the document can not be read: %v", err)
		return nil, bad.err()
	}
	if f.check(&bad); len(bad.list) > 0 {
		return nil, bad.err()
	}
	f.complete()
	p := f.plan(&bad)
	if len(bad.list) > 0 {
		return nil, bad.err()
	}
	return p, nil
}

func decode(document []byte) (form, error) {
	var f form
	d := json.NewDecoder(bytes.NewReader(document))
	if err := d.Decode(&f); err != nil {
		return f, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return f, errors.New("something follows the plan")
	}
	return f, nil
}

// check looks for what can not be mended.
func (f *form) check(bad *problems) {
	seats, rows := 0, 0
	for _, z := range f.Zones {
		rows += len(z.Rows)
		for _, r := range z.Rows {
			seats += len(r.Seats)
		}
	}
	for _, t := range f.tables() {
		seats, rows = seats+min(max(t.Seats, 0), MaxSeats+1), rows+1
	}
	if seats > MaxSeats || rows > mostRows {
		bad.add("too_large", "", "%d seats in %d rows and tables; there may be %d in %d", seats, rows, MaxSeats, mostRows)
		return
	}
	if seats == 0 {
		bad.add("no_seats", "zones", "nobody can sit here: the plan has no seats")
	}
	f.checkText(f.Name, "name", bad)
	categories := map[string]bool{}
	for _, c := range f.Categories {
		categories[c.Name] = true
	}
	guids, spots := map[string]string{}, map[[2]coordinate]string{}
	for i, z := range f.Zones {
		where := fmt.Sprintf("zones[%d]", i)
		if z.Name != "" || len(f.Zones) > 1 {
			f.checkText(z.Name, where+".name", bad)
		}
		for j, r := range z.Rows {
			f.checkRow(z, r, fmt.Sprintf("%s.rows[%d]", where, j), func(s seat, at string) {
				if !categories[s.Category] {
					bad.add("unknown_category", at, "the plan has no category %q", s.Category)
				}
				once(guids, s.GUID, at, func(first string) {
					bad.add("duplicate_guid", at, "seat_guid %q is that of %s, too", s.GUID, first)
				})
				once(spots, place(z, r, s), at, func(first string) {
					bad.add("two_on_one_spot", at, "it stands on the very spot of %s", first)
				})
			}, bad)
		}
	}
	f.checkTables(guids, bad)
	f.checkExtra(guids, bad)
	if len(f.Zones) > mostSectors || f.Wanjia != nil && len(f.Wanjia.Sectors) > mostSectors {
		bad.add("too_large", "zones", "more than %d zones", mostSectors)
	}
}

// once remembers where a key was first met and says so when it comes again.
func once[K comparable](seen map[K]string, key K, at string, again func(first string)) {
	if first, ok := seen[key]; ok {
		again(first)
		return
	}
	seen[key] = at
}

func (f *form) checkText(text, where string, bad *problems) {
	if n := utf8.RuneCountInString(text); n == 0 || n > mostText || !printable(text) {
		bad.add("bad_name", where, "a name has 1 to %d letters and no control characters", mostText)
	}
}

func printable(text string) bool {
	for _, c := range text {
		if c < ' ' || c == 0x7f || c == utf8.RuneError {
			return false
		}
	}
	return true
}

func (f *form) checkRow(z zone, r row, where string, each func(seat, string), bad *problems) {
	f.checkText(r.Number, where+".row_number", bad)
	if len(r.Seats) > MaxRow {
		bad.add("bad_row", where, "%d seats in one row; there may be %d", len(r.Seats), MaxRow)
	}
	for k, s := range r.Seats {
		at := fmt.Sprintf("%s.seats[%d]", where, k)
		f.checkText(s.GUID, at+".seat_guid", bad)
		f.checkText(s.Number, at+".seat_number", bad)
		each(s, at)
	}
}

func (f *form) checkTables(guids map[string]string, bad *problems) {
	zones := map[string]bool{}
	for _, z := range f.Zones {
		zones[z.Name] = true
	}
	for i, t := range f.tables() {
		at := fmt.Sprintf("wanjia.tables[%d]", i)
		f.checkText(t.GUID, at+".guid", bad)
		f.checkText(t.Label, at+".label", bad)
		switch {
		case t.Seats < 1:
			bad.add("empty_table", at, "table %q has no seats", t.Label)
		case t.Seats > MaxRow || t.Min < 0 || t.Min > t.Seats:
			bad.add("bad_table", at, "table %q: 1 to %d seats, and min not above them", t.Label, MaxRow)
		case t.Shape != "round":
			bad.add("bad_table", at, "table %q: a shape is round", t.Label)
		case t.Mode != "whole" && t.Mode != "seat":
			bad.add("bad_table", at, "table %q: a mode is whole or seat", t.Label)
		case !zones[t.Zone]:
			bad.add("bad_table", at, "table %q stands in no zone of the plan: %q", t.Label, t.Zone)
		}
		for k := range t.Seats {
			guid := chair(t, k+1)
			once(guids, guid, at, func(first string) {
				bad.add("duplicate_guid", at, "guid %q is that of %s, too", guid, first)
			})
		}
	}
}

// chair is the GUID of one seat of a table.
func chair(t Table, k int) string { return fmt.Sprintf("%s/%d", t.GUID, k) }

// checkExtra checks what our key says of rows and seats.
func (f *form) checkExtra(guids map[string]string, bad *problems) {
	if f.Wanjia == nil {
		return
	}
	for guid, m := range f.Wanjia.Seats {
		at := fmt.Sprintf("wanjia.seats[%q]", guid)
		other, known := f.Wanjia.Seats[m.With]
		switch {
		case guids[guid] == "":
			bad.add("unknown_seat", at, "the plan has no seat %q", guid)
		case m.Kind != Wheelchair && m.Kind != Companion:
			bad.add("unknown_seat", at, "a kind is wheelchair or companion")
		case m.Kind == Companion && (!known || other.Kind != Wheelchair || guids[m.With] == ""):
			bad.add("bad_companion", at, "a companion seat goes with a wheelchair place, not with %q", m.With)
		}
	}
	if len(f.Wanjia.Rows) == 0 {
		return
	}
	if len(f.Wanjia.Rows) != len(f.Zones) {
		bad.add("rows_do_not_match", "wanjia.rows", "%d zones, the plan has %d", len(f.Wanjia.Rows), len(f.Zones))
		return
	}
	for i, z := range f.Zones {
		if len(f.Wanjia.Rows[i]) != len(z.Rows) {
			bad.add("rows_do_not_match", fmt.Sprintf("wanjia.rows[%d]", i), "%d rows, the zone has %d", len(f.Wanjia.Rows[i]), len(z.Rows))
			continue
		}
		for j, r := range f.Wanjia.Rows[i] {
			r.check(len(z.Rows[j].Seats), fmt.Sprintf("wanjia.rows[%d][%d]", i, j), bad)
		}
	}
}

func (r extraRow) check(seats int, at string, bad *problems) {
	if r.Order < 1 || r.Order > mostRows || abs(r.Axis) > 2*mostSlot {
		bad.add("bad_row", at, "order and axis are out of bounds")
	}
	if len(r.Slots) > 0 && len(r.Slots) != seats {
		bad.add("bad_row", at, "%d slots, the row has %d seats", len(r.Slots), seats)
		return
	}
	for i, s := range r.Slots {
		if s < 1 || s > mostSlot || i > 0 && s <= r.Slots[i-1] {
			bad.add("bad_row", at, "slots are whole numbers from 1 to %d, each higher than the one before", mostSlot)
			return
		}
	}
}

func (f *form) tables() []Table {
	if f.Wanjia == nil {
		return nil
	}
	return f.Wanjia.Tables
}

// place is where a seat stands on the whole drawing.
func place(z zone, r row, s seat) [2]coordinate {
	at := [2]coordinate{z.Position.X + s.Position.X, z.Position.Y + s.Position.Y}
	if r.Position != nil {
		at[0], at[1] = at[0]+r.Position.X, at[1]+r.Position.Y
	}
	return at
}
