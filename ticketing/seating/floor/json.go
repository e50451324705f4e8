package floor

import (
	"bytes"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"wanjia/ticketing/seating"
)

// form is the document of a hall: pretix's seating plan, each table a row of seats round
// it, with what that does not have under a key of our own.
type form struct {
	Name       string     `json:"name"`
	Zones      []zone     `json:"zones"`
	Categories []category `json:"categories"`
	Size       size       `json:"size"`
	Wanjia     *extra     `json:"wanjia,omitempty"`
}

type zone struct {
	Name      string `json:"name"`
	Position  spot   `json:"position"`
	Displayed bool   `json:"displayed"`
	Rows      []row  `json:"rows"`
	Areas     []area `json:"areas"`
}

type row struct {
	Number string `json:"row_number"`
	Seats  []seat `json:"seats"`
}

type seat struct {
	GUID     string `json:"seat_guid"`
	Number   string `json:"seat_number"`
	Position spot   `json:"position"`
	Category string `json:"category"`
}

type area struct {
	Shape     string   `json:"shape"`
	Color     string   `json:"color"`
	Position  spot     `json:"position"`
	Rotation  float64  `json:"rotation"`
	Rectangle *size    `json:"rectangle,omitempty"`
	Text      areaText `json:"text"`
}

type areaText struct {
	Position spot    `json:"position"`
	Color    string  `json:"color"`
	Size     float64 `json:"size,omitempty"`
	Text     string  `json:"text"`
}

type category struct {
	Name  string `json:"name"`
	Color string `json:"color"`
}

type size struct {
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

type spot struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// extra is what we add: the hall itself.
type extra struct {
	Units string `json:"units"`
	Hall  *Hall  `json:"hall"`
}

// The categories seats are of, for programs that know nothing else of a table.
var categories = []category{{"普通", "#7d8c7c"}, {"轮椅位", "#1d5f8a"}}

// JSON returns the document of a hall; [Read] of it is the hall again.
func (h *Hall) JSON() []byte {
	f := form{Name: h.Name, Categories: categories, Size: size{float64(h.Width), float64(h.Height)}, Wanjia: &extra{Units: "cm", Hall: h}}
	z := zone{Name: h.Name, Displayed: true, Rows: []row{}, Areas: []area{}}
	for i := range h.Tables {
		t := &h.Tables[i]
		r := row{Number: fmt.Sprint(t.Number)}
		for n := 1; n <= t.Seats; n++ {
			x, y := t.Chair(n)
			s := seat{GUID: fmt.Sprintf("%s/%d", t.ID, n), Number: fmt.Sprint(n), Position: spot{x, y}, Category: categories[0].Name}
			for _, end := range t.Ends {
				if end == n {
					s.Category = categories[1].Name
				}
			}
			r.Seats = append(r.Seats, s)
		}
		z.Rows = append(z.Rows, r)
	}
	for _, p := range h.Parts {
		z.Areas = append(z.Areas, area{
			Shape: "rectangle", Color: "#cccccc", Position: spot{float64(p.X), float64(p.Y)}, Rectangle: &size{float64(p.Width), float64(p.Height)},
			Text: areaText{Position: spot{float64(p.Width) / 2, float64(p.Height) / 2}, Color: "#333333", Text: p.Name},
		})
	}
	f.Zones = []zone{z}
	b, err := json.Marshal(f)
	if err != nil { // it is made of our own types
		panic(err)
	}
	return b
}

// Hash names a hall as it is drawn: the same drawing has the same name.
func (h *Hall) Hash() string {
	sum := sha256.Sum256(h.JSON())
	return "f" + strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:20]))
}

// Chair is where seat n of the table stands on the drawing.
func (t *Table) Chair(n int) (x, y float64) {
	var dx, dy float64
	if t.Shape == Round {
		turn := 2*math.Pi*float64(n-1)/float64(t.Seats) - math.Pi/2
		dx, dy = math.Cos(turn)*(roundCM/2+25), math.Sin(turn)*(roundCM/2+25)
	} else {
		dx, dy = t.alongside(n)
	}
	turn := float64(t.Rotation) * math.Pi / 180
	round := func(v float64) float64 { return math.Round(v*10) / 10 }
	return round(float64(t.X) + dx*math.Cos(turn) - dy*math.Sin(turn)), round(float64(t.Y) + dx*math.Sin(turn) + dy*math.Cos(turn))
}

// alongside is where seat n is of a long table that lies across: seat 1 and the one
// opposite are at its heads, the others along both sides.
func (t *Table) alongside(n int) (dx, dy float64) {
	head := 1 + t.Seats/2
	side := head - 2 // seats along the upper side
	switch {
	case n == 1:
		return -longCM/2 - 25, 0
	case n == head && t.Seats > 1:
		return longCM/2 + 25, 0
	case n < head:
		return -longCM/2 + longCM*(float64(n-1)-0.5)/float64(max(side, 1)), -wideCM/2 - 25
	default:
		lower := t.Seats - head
		return longCM/2 - longCM*(float64(n-head)-0.5)/float64(max(lower, 1)), wideCM/2 + 25
	}
}

// Read reads a hall from its document. One without our key is taken from its rows of
// seats: each is a table. was is the hall it is to replace, which says what a drawing of
// another program does not: where it is, its area and its permit.
//
// It returns [seating.ErrPlan] with the detail "problems".
func Read(document []byte, was Hall) (Hall, error) {
	var problems []seating.Problem
	bad := func(what, where, format string, args ...any) {
		if len(problems) < 20 {
			problems = append(problems, seating.Problem{What: what, Where: where, Text: fmt.Sprintf(format, args...)})
		}
	}
	h := was
	if len(document) > seating.MaxBytes {
		bad("too_large", "", "the document has %d bytes, more than %d", len(document), seating.MaxBytes)
	} else if f, err := decode(document); err != nil {
		what := "not_json"
		if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			what = "cut_short"
		}
		bad(what, "", "the document can not be read: %v", err)
	} else if h = f.hall(was); len(h.Tables) == 0 {
		bad("no_seats", "zones", "nobody can sit here: the plan has no tables")
	} else {
		h.problems(bad)
	}
	if len(problems) > 0 {
		return was, seating.ErrPlan.With("problems", problems).With("more", 0)
	}
	return h, nil
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

// hall is what the document draws. What the house decides, not the drawing, stays.
func (f *form) hall(was Hall) Hall {
	h := was
	h.Tables, h.Parts = nil, nil
	h.Width, h.Height = whole(f.Size.Width), whole(f.Size.Height)
	if f.Wanjia != nil && f.Wanjia.Hall != nil {
		x := f.Wanjia.Hall
		h.Tables, h.Parts, h.Width, h.Height = x.Tables, x.Parts, x.Width, x.Height
		return h
	}
	for _, z := range f.Zones {
		for _, r := range z.Rows {
			h.Tables = append(h.Tables, r.table(was.ID, len(h.Tables)+1, z.Position))
		}
	}
	for i := range h.Tables {
		h.Survey(&h.Tables[i])
	}
	return h
}

// table is a row of seats as a table in their middle.
func (r row) table(hall string, number int, at spot) Table {
	t := Table{ID: fmt.Sprintf("%s-%03d", hall, number), Number: number, Shape: Round, Seats: len(r.Seats)}
	x, y := 0.0, 0.0
	for _, s := range r.Seats {
		x, y = x+s.Position.X, y+s.Position.Y
	}
	if n := float64(len(r.Seats)); n > 0 {
		t.X, t.Y = whole(at.X+x/n), whole(at.Y+y/n)
	}
	return t
}

// whole is the whole number nearest to a length on a drawing, and one off every drawing for
// what is none.
func whole(v float64) int {
	if !(math.Abs(v) <= 10*mostCM) {
		return -1
	}
	return int(math.Round(v))
}

// problems lists what is wrong with the tables, each by where it is in the document.
func (h *Hall) problems(bad func(what, where, format string, args ...any)) {
	if len(h.Tables) > MostTables || h.Seats() > MostSeats || len(h.Parts) > MostParts || h.Width > mostCM || h.Height > mostCM {
		bad("too_large", "", "%d tables with %d seats; there may be %d with %d", len(h.Tables), h.Seats(), MostTables, MostSeats)
		return
	}
	ids, numbers := map[string]int{}, map[int]int{}
	near := h.grid()
	for i := range h.Tables {
		t := &h.Tables[i]
		at := fmt.Sprintf("wanjia.hall.tables[%d]", i)
		first, twice := ids[t.ID]
		other, again := numbers[t.Number]
		switch {
		case t.Seats < 1:
			bad("empty_table", at, "table %d has no seats", t.Number)
		case twice:
			bad("duplicate_guid", at, "table %q is there twice, it is tables[%d], too", t.ID, first)
		case again:
			bad("duplicate_name", at, "two tables have the number %d, tables[%d], too", t.Number, other)
		case !h.good(t):
			bad("bad_table", at, "table %d stands outside the drawing or has seats, ends or a shape there is not", t.Number)
		}
		ids[t.ID], numbers[t.Number] = i, i
		for _, k := range near.around(t) {
			if o := &h.Tables[k]; k < i && t.gap(o) < 0 {
				bad("two_on_one_spot", at, "tables %d and %d stand on one spot", o.Number, t.Number)
			}
		}
	}
	for i, p := range h.Parts {
		if !known(p.Kind) || p.Width < 1 || p.Height < 1 || p.X < 0 || p.Y < 0 || p.X > mostCM || p.Y > mostCM || len(p.Name) > 4*mostText {
			bad("bad_table", fmt.Sprintf("wanjia.hall.parts[%d]", i), "part %q is of no kind there is, or has no place on the drawing", p.Name)
		}
	}
}

func known(kind string) bool {
	for _, k := range PartKinds {
		if k == kind {
			return true
		}
	}
	return false
}
