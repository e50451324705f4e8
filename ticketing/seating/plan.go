// Package seating is where people sit: seating plans, their exchange form and what
// of them matters for choosing seats. Pure functions: it reads and writes nothing.
package seating

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
)

// PlanID names a plan: a hash of its content, so that a plan never changes.
type PlanID string

// Kind says for whom a seat is.
type Kind string

// The kinds of seats.
const (
	Normal     Kind = "normal"
	Wheelchair Kind = "wheelchair" // a place for a wheelchair, never given to a party without one
	Companion  Kind = "companion"  // beside a wheelchair place, and given out with it only
)

// Plan is a hall: rows of seats, and tables, which are rows too. Place n of a pool
// with this plan is Seats[n-1], for ever.
type Plan struct {
	ID      PlanID
	Name    string
	Sectors []string // best first: of two seats equally good it is the one here first
	Rows    []Row    // by Order, then sector, then as they stand in the document
	Seats   []Seat   // by row, then Slot

	names map[string]int
	form  form
}

// Row is a row of seats, or a table.
type Row struct {
	Name   string
	Sector int    // index in Plan.Sectors
	Order  int    // from the stage, 1 is the nearest; the row behind is the next number in the same sector
	Axis   int    // twice the slot of the middle of the full row
	Table  *Table // nil for a row of seats
	First  int    // place number of its first seat
	Len    int    // seats
}

// Seat is one seat.
type Seat struct {
	GUID string // unique in the plan
	Name string // for people, unique in the plan: "A-12"
	Row  int    // index in Plan.Rows
	Slot int    // its position in the row, aisles and gaps counted
	Kind Kind
	With int // of a companion seat: the place number of its wheelchair place
	X, Y int // on the drawing
}

// Table is a table as the document describes it; its seats are the seats of its row.
type Table struct {
	GUID       string      `json:"guid"`
	Zone       string      `json:"zone"`
	Label      string      `json:"label"`
	Shape      string      `json:"shape"` // round
	Seats      int         `json:"seats"`
	Min        int         `json:"min,omitempty"` // persons that may take it whole
	Mode       string      `json:"mode"`          // whole, seat
	Position   Spot        `json:"position"`
	Rotation   float64     `json:"rotation,omitempty"`
	Accessible *Accessible `json:"accessible,omitempty"`
	Tags       []string    `json:"tags,omitempty"`
	Neighbours []string    `json:"neighbours,omitempty"` // by GUID
	ExitGate   string      `json:"exitGate,omitempty"`
}

// Accessible says what makes a table reachable in a wheelchair.
type Accessible struct {
	ChairsRemoved int  `json:"chairsRemoved,omitempty"`
	AisleCm       int  `json:"aisleCm,omitempty"`
	StepFree      bool `json:"stepFree,omitempty"`
}

// Spot is a place on a drawing.
type Spot struct {
	X coordinate `json:"x"`
	Y coordinate `json:"y"`
}

// Place returns the number of the seat of that name or GUID.
func (p *Plan) Place(name string) (int, bool) {
	n, ok := p.names[name]
	return n, ok
}

// SeatNames returns the names of places, "" for a number the plan does not have.
func (p *Plan) SeatNames(places []int) []string {
	out := make([]string, len(places))
	for i, n := range places {
		if n >= 1 && n <= len(p.Seats) {
			out[i] = p.Seats[n-1].Name
		}
	}
	return out
}

// Sector returns the index of a sector by its name.
func (p *Plan) Sector(name string) (int, bool) {
	i := slices.Index(p.Sectors, name)
	return i, i >= 0
}

// Unit is a wheelchair place and the companion seats bound to it, the nearest first.
type Unit struct {
	Place      int
	Companions []int
}

// Units returns the wheelchair places of the plan in the order of their numbers.
func (p *Plan) Units() []Unit {
	var out []Unit
	at := map[int]int{}
	for i, s := range p.Seats {
		if s.Kind == Wheelchair {
			at[i+1] = len(out)
			out = append(out, Unit{Place: i + 1})
		}
	}
	for i, s := range p.Seats {
		if s.Kind == Companion {
			u := &out[at[s.With]]
			u.Companions = append(u.Companions, i+1)
		}
	}
	for _, u := range out {
		slices.SortFunc(u.Companions, func(a, b int) int {
			return cmp.Or(cmp.Compare(abs(a-u.Place), abs(b-u.Place)), cmp.Compare(a, b))
		})
	}
	return out
}

// Segment is seats side by side: a row, or the part of it between two aisles.
type Segment struct {
	First, Len int // place numbers First to First+Len-1
	Order      int // of its row
	Sector     int
	X          int // of its first seat: twice its distance from the middle of the full row, negative to the left
	// BackFirst to BackLast are the segments, counted from 1, of the row behind in
	// the same sector; both 0 when there is none.
	BackFirst, BackLast int
}

// Segments returns the segments in the order of their place numbers, which is also
// by Order, then sector.
func (p *Plan) Segments() []Segment {
	var out []Segment
	behind := map[[2]int][2]int{} // order and sector -> first and last segment
	for _, r := range p.Rows {
		for n := r.First; n < r.First+r.Len; n++ {
			s := p.Seats[n-1]
			if n > r.First && s.Slot == p.Seats[n-2].Slot+1 {
				out[len(out)-1].Len++
				continue
			}
			out = append(out, Segment{First: n, Len: 1, Order: r.Order, Sector: r.Sector, X: 2*s.Slot - r.Axis})
			key := [2]int{r.Order, r.Sector}
			span, ok := behind[key]
			if !ok {
				span[0] = len(out)
			}
			span[1] = len(out)
			behind[key] = span
		}
	}
	for i := range out {
		span := behind[[2]int{out[i].Order + 1, out[i].Sector}]
		out[i].BackFirst, out[i].BackLast = span[0], span[1]
	}
	return out
}

func idOf(content []byte) PlanID {
	sum := sha256.Sum256(content)
	return PlanID("p" + strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:20])))
}

func abs(n int) int { return max(n, -n) }
