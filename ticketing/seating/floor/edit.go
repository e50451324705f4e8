package floor

import (
	"errors"
	"slices"
	"time"
)

// Edit is one change of the tables of a hall: Put sets tables as a whole, new ones too,
// and Drop takes some away. Base is the revision of the hall it was made on.
type Edit struct {
	Base int
	Put  []Table
	Drop []string
}

// Touch is who changed a table last.
type Touch struct {
	Rev int       `json:"rev"`
	By  string    `json:"by"` // as people call them
	At  time.Time `json:"at"`
}

// Drawn is a hall with its revision and who changed which table last.
type Drawn struct {
	Hall
	Rev     int
	Drawing string           // the hash of the hall as it was kept last
	Touched map[string]Touch // tables, those that are gone too
	// Outdated is when the hall became another than the one its permit was granted for;
	// zero while it is the same, or has none.
	Outdated time.Time
}

// Outdate notes that a hall with a permit is not what was permitted any more: other seats,
// another size, or other ways, doors and ramps than before.
func (d *Drawn) Outdate(was Hall, now time.Time) {
	same := d.Seats() == was.Seats() && d.Width == was.Width && d.Height == was.Height && d.AreaM2 == was.AreaM2 && slices.Equal(d.Parts, was.Parts)
	if was.Permit > 0 && !same && d.Outdated.IsZero() {
		d.Outdated = now
	}
}

// Apply makes the change: Rev goes up by one and each table in it is noted as changed by
// by. Where somebody else has changed one of the tables since the change's base, theirs
// stands and nothing is changed. occupied are the tables at which people have places, with
// the numbers of these.
//
// It returns [ErrMoved], [ErrTable], [ErrOverlap], [ErrInUse] or [ErrNoTable].
func (d *Drawn) Apply(e Edit, by string, now time.Time, occupied map[string][]int) error {
	next := *d
	next.Tables = slices.Clone(d.Tables)
	var list []string
	for _, t := range e.Put {
		list = append(list, t.ID)
	}
	for _, id := range slices.Concat(list, e.Drop) {
		if t, ok := d.Touched[id]; ok && t.Rev > e.Base {
			return ErrMoved.With("table", id).With("by", t.By).With("at", t.At)
		}
	}
	for _, t := range e.Put {
		next.put(t)
	}
	for _, id := range e.Drop {
		i := slices.IndexFunc(next.Tables, func(t Table) bool { return t.ID == id })
		if i < 0 {
			return ErrNoTable
		}
		next.Tables = slices.Delete(next.Tables, i, i+1)
	}
	if err := next.Sound(list); err != nil {
		return err
	}
	if lost := Lost(&next.Hall, occupied); len(lost) > 0 {
		return ErrInUse.With("tables", lost)
	}
	d.Hall, d.Rev = next.Hall, d.Rev+1
	if d.Touched == nil {
		d.Touched = map[string]Touch{}
	}
	for _, id := range slices.Concat(list, e.Drop) {
		d.Touched[id] = Touch{Rev: d.Rev, By: by, At: now}
	}
	return nil
}

// put sets a table; one that stands elsewhere than before, or is new, is measured anew.
func (d *Drawn) put(t Table) {
	i := slices.IndexFunc(d.Tables, func(o Table) bool { return o.ID == t.ID })
	if i < 0 {
		d.Tables = append(d.Tables, t)
		d.Survey(&d.Tables[len(d.Tables)-1])
		return
	}
	was := d.Tables[i]
	t.AisleCM, t.ToiletM = was.AisleCM, was.ToiletM
	d.Tables[i] = t
	if t.X != was.X || t.Y != was.Y || t.Rotation != was.Rotation || t.Shape != was.Shape {
		d.Survey(&d.Tables[i])
	}
}

// Sound checks tables of a hall, by id, each for itself and against all others; nil checks
// all. It returns [ErrTable] with the detail "table", or [ErrOverlap].
func (h *Hall) Sound(ids []string) error {
	if len(h.Tables) > MostTables || h.Seats() > MostSeats {
		return ErrTable.With("table", "")
	}
	numbers, names := map[int]string{}, map[string]bool{}
	var errs []error
	for i := range h.Tables {
		t := &h.Tables[i]
		if _, twice := numbers[t.Number]; twice || names[t.ID] || !h.good(t) {
			return ErrTable.With("table", t.ID)
		}
		numbers[t.Number], names[t.ID] = t.ID, true
	}
	near := h.grid()
	for i := range h.Tables {
		t := &h.Tables[i]
		if ids != nil && !slices.Contains(ids, t.ID) {
			continue
		}
		for _, k := range near.around(t) {
			if o := &h.Tables[k]; k != i && t.gap(o) < 0 {
				errs = append(errs, ErrOverlap.With("tables", []string{t.ID, o.ID}).With("numbers", []int{t.Number, o.Number}))
			}
		}
		if len(errs) > 0 {
			return errors.Join(errs[:1]...)
		}
	}
	return nil
}

// good says whether a table is in order by itself.
func (h *Hall) good(t *Table) bool {
	bad := t.ID == "" || len(t.ID) > mostText || t.Number < 1 || t.Seats < 1 || t.Seats > mostSeats || t.Shape != Round && t.Shape != Long ||
		t.X < 0 || t.Y < 0 || t.X > h.Width || t.Y > h.Height || len(t.Only) > mostText || t.Rotation < 0 || t.Rotation >= 360
	for i, n := range t.Ends {
		bad = bad || n < 1 || n > t.Seats || slices.Contains(t.Ends[:i], n)
	}
	return !bad
}

// Lost are the tables at which people have places that the hall has no more.
func Lost(h *Hall, occupied map[string][]int) []string {
	seats := map[string]int{}
	for _, t := range h.Tables {
		seats[t.ID] = t.Seats
	}
	var lost []string
	for id, places := range occupied {
		if n, there := seats[id]; len(places) > 0 && (!there || slices.Max(places) > n) {
			lost = append(lost, id)
		}
	}
	slices.Sort(lost)
	return lost
}

// cells are tables by where they stand, so that only near ones are compared.
type cells map[[2]int][]int

const cellCM = longCM + 20

func (h *Hall) grid() cells {
	c := cells{}
	for i := range h.Tables {
		at := [2]int{h.Tables[i].X / cellCM, h.Tables[i].Y / cellCM}
		c[at] = append(c[at], i)
	}
	return c
}

func (c cells) around(t *Table) []int {
	var list []int
	for x := t.X/cellCM - 1; x <= t.X/cellCM+1; x++ {
		for y := t.Y/cellCM - 1; y <= t.Y/cellCM+1; y++ {
			list = append(list, c[[2]int{x, y}]...)
		}
	}
	return list
}
