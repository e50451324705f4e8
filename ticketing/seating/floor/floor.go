// Package floor is the halls of a banquet as they are drawn: tables, stage, ways and
// doors, how many people may sit there and by which rule, and what may be changed of it.
// Pure functions: it reads and writes nothing.
package floor

import (
	"cmp"
	"math"
	"slices"

	"wanjia/events/fault"
)

// Bounds of a hall.
const (
	MostTables = 4_500
	MostSeats  = 45_000
	MostParts  = 500
	mostSeats  = 60 // at one table
	mostText   = 64
	mostCM     = 100_000
)

// Errors of halls.
var (
	ErrNoHall  = fault.New(fault.NotFound, "no_such_hall", "there is no such venue at this event")
	ErrNoTable = fault.New(fault.NotFound, "no_such_table", "this venue has no such table")
	// ErrOverlap: its detail "tables" names the two that stand on one spot.
	ErrOverlap = fault.New(fault.Conflict, "tables_overlap", "two tables would stand on one spot")
	ErrTable   = fault.New(fault.Invalid, "bad_table", "a table has a number of its own, 1 to 60 seats, stands within the drawing, and its wheelchair places are among its seats")
	// ErrMoved: somebody else changed the same table meanwhile. Its details "table",
	// "by" and "at" say whose change stands.
	ErrMoved = fault.New(fault.Conflict, "table_changed", "somebody else changed this table meanwhile; theirs stands")
	// ErrInUse: its detail "tables" names those at which people sit who would lose their places.
	ErrInUse = fault.New(fault.Conflict, "table_in_use", "people have places at tables that would go; find them other places first")
)

// Shape is what a table looks like from above.
type Shape string

// The shapes.
const (
	Round Shape = "round"
	Long  Shape = "long"
)

// Hall is a venue with its tables. Lengths on the drawing are in centimetres from its
// upper left corner.
type Hall struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Kind    string   `json:"kind,omitempty"`
	X       int      `json:"x_m"` // where it is on the map
	Y       int      `json:"y_m"`
	Width   int      `json:"width"`
	Height  int      `json:"height"`
	AreaM2  int      `json:"area_m2"`
	Fixed   int      `json:"fixed,omitempty"`  // seats that are bolted down
	Permit  int      `json:"permit,omitempty"` // most people at one sitting by the permit; 0 while there is none
	Helpers []string `json:"helpers,omitempty"`
	Tables  []Table  `json:"tables"`
	Parts   []Part   `json:"parts,omitempty"`
}

// Table is a table; its seats are numbered 1 to Seats round it. X and Y are its middle.
// Ends are the seats made for a wheelchair.
type Table struct {
	ID       string `json:"id"`
	Number   int    `json:"number"`
	Shape    Shape  `json:"shape"`
	Seats    int    `json:"seats"`
	Ends     []int  `json:"ends,omitempty"`
	X        int    `json:"x"`
	Y        int    `json:"y"`
	Rotation int    `json:"rotation,omitempty"` // degrees; a long table at 0 lies across
	AisleCM  int    `json:"aisle_cm"`
	StepFree bool   `json:"step_free,omitempty"`
	ToiletM  int    `json:"toilet_m"`
	Only     string `json:"only,omitempty"`
	Theme    bool   `json:"theme,omitempty"` // in the evening for guests of its theme only
	Quiet    bool   `json:"quiet,omitempty"`
}

// Part is what else is drawn. X and Y are its upper left corner.
type Part struct {
	Kind   string `json:"kind"` // stage, toilet, exit, ramp, aisle, kitchen
	Name   string `json:"name,omitempty"`
	X      int    `json:"x"`
	Y      int    `json:"y"`
	Width  int    `json:"width"`
	Height int    `json:"height"`
}

// PartKinds are what can be drawn besides tables.
var PartKinds = []string{"stage", "toilet", "exit", "ramp", "aisle", "kitchen"}

// What a table takes of the floor, without chairs.
const (
	roundCM = 180
	longCM  = 240
	wideCM  = 80
	chairCM = 40 // what chairs that are pushed in take of the way between two tables
)

// extent is how far a table reaches from its middle along both ways.
func (t *Table) extent() (x, y int) {
	if t.Shape == Round {
		return roundCM / 2, roundCM / 2
	}
	turn := float64(t.Rotation) * math.Pi / 180
	c, s := math.Abs(math.Cos(turn)), math.Abs(math.Sin(turn))
	return int(math.Round((c*longCM + s*wideCM) / 2)), int(math.Round((s*longCM + c*wideCM) / 2))
}

// gap is how much floor is between two tables, negative where they stand on one spot.
func (t *Table) gap(o *Table) int {
	tx, ty := t.extent()
	ox, oy := o.extent()
	dx, dy := abs(t.X-o.X), abs(t.Y-o.Y)
	if t.Shape == Round && o.Shape == Round {
		return int(math.Hypot(float64(dx), float64(dy))) - roundCM
	}
	return max(dx-tx-ox, dy-ty-oy)
}

// Survey works out from the drawing what of a table depends on where it stands: the
// width of the way beside it and how far an accessible toilet is on foot.
func (h *Hall) Survey(t *Table) {
	least := math.MaxInt
	for i := range h.Tables {
		if o := &h.Tables[i]; o.ID != t.ID {
			least = min(least, t.gap(o))
		}
	}
	t.AisleCM = max(0, min(least, 1_000)-chairCM)
	far, found := math.MaxFloat64, false
	for _, p := range h.Parts {
		if p.Kind == "toilet" {
			found = true
			far = min(far, math.Hypot(float64(p.X+p.Width/2-t.X), float64(p.Y+p.Height/2-t.Y)))
		}
	}
	if found {
		t.ToiletM = int(far * 4 / 3 / 100)
	}
}

// Order returns the tables as one walks past them, to and fro, so that neighbours
// follow each other: rows are tables whose middles are nearly as far down.
func (h *Hall) Order() []Table {
	list := slices.Clone(h.Tables)
	slices.SortStableFunc(list, func(a, b Table) int { return cmp.Or(cmp.Compare(a.Y, b.Y), cmp.Compare(a.X, b.X)) })
	const row = 150
	for from, turn := 0, false; from < len(list); turn = !turn {
		to := from + 1
		for to < len(list) && list[to].Y-list[from].Y <= row {
			to++
		}
		slices.SortStableFunc(list[from:to], func(a, b Table) int {
			if turn {
				a, b = b, a
			}
			return cmp.Compare(a.X, b.X)
		})
		from = to
	}
	return list
}

// Seats is how many seats are drawn.
func (h *Hall) Seats() int {
	n := 0
	for _, t := range h.Tables {
		n += t.Seats
	}
	return n
}

// Doors are how wide the exits are together, in centimetres, and how many there are.
func (h *Hall) Doors() (wide, exits int) {
	for _, p := range h.Parts {
		if p.Kind == "exit" {
			wide, exits = wide+max(p.Width, p.Height), exits+1
		}
	}
	return wide, exits
}

// The rules a capacity comes from.
const (
	BySeats  = "seats"  // no more than there are seats
	ByArea   = "area"   // two square metres for each person where seats are put up
	ByFixed  = "fixed"  // four fifths of the seats that are bolted down
	ByPermit = "permit" // what the permit says is the ceiling
)

// Rule is a rule and how many people it allows.
type Rule struct {
	Rule  string `json:"rule"`
	Most  int    `json:"most"`
	Binds bool   `json:"binds"` // it is what the capacity comes from
}

// Capacity is how many people may sit here at once, and every rule with its number; the
// one that binds is the least of them. over says that more seats are drawn.
func (h *Hall) Capacity() (most int, rules []Rule, over bool) {
	rules = []Rule{{Rule: BySeats, Most: h.Seats()}}
	if h.AreaM2 > 0 {
		rules = append(rules, Rule{Rule: ByArea, Most: h.AreaM2 / 2})
	}
	if h.Fixed > 0 {
		rules = append(rules, Rule{Rule: ByFixed, Most: h.Fixed * 8 / 10})
	}
	if h.Permit > 0 {
		rules = append(rules, Rule{Rule: ByPermit, Most: h.Permit})
	}
	least := 0
	for i := range rules {
		if rules[i].Most < rules[least].Most {
			least = i
		}
	}
	rules[least].Binds = true
	return rules[least].Most, rules, rules[0].Most > rules[least].Most
}

func abs(n int) int { return max(n, -n) }
