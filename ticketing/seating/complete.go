package seating

import (
	"cmp"
	"fmt"
	"slices"
)

// complete works out from the drawing what our key does not say: the order of the
// rows from the stage, the middle of each, the aisles. The seats of a row are put in
// order from one end to the other first. A document that is complete stays as it is.
func (f *form) complete() {
	if f.Wanjia == nil {
		f.Wanjia = &extra{}
	}
	x := f.Wanjia
	for _, z := range f.Zones {
		if !slices.Contains(x.Sectors, z.Name) {
			x.Sectors = append(x.Sectors, z.Name)
		}
	}
	if len(x.Rows) > 0 {
		return
	}
	x.Rows = make([][]extraRow, len(f.Zones))
	var all []drawn
	for i, z := range f.Zones {
		x.Rows[i] = make([]extraRow, len(z.Rows))
		for j := range z.Rows {
			all = append(all, f.draw(i, j))
		}
	}
	orders(all, f.focus())
	for _, d := range all {
		x.Rows[d.zone][d.row] = extraRow{Order: d.order, Axis: d.axis(all), Slots: d.slots}
	}
}

// drawn is a row as it lies on the drawing.
type drawn struct {
	zone, row int
	order     int
	slots     []int // nil for 1, 2, 3, ...
	across    bool  // it runs from left to right; else from top to bottom
	at        int   // how far from the stage, along the other way
	lo, hi    int   // from where to where it runs
	spacing   int
}

// draw measures a row and puts its seats in order.
func (f *form) draw(i, j int) drawn {
	z, r := f.Zones[i], f.Zones[i].Rows[j]
	d := drawn{zone: i, row: j, spacing: 1}
	if len(r.Seats) == 0 {
		return d
	}
	lo, hi := place(z, r, r.Seats[0]), place(z, r, r.Seats[0])
	for _, s := range r.Seats {
		for k, v := range place(z, r, s) {
			lo[k], hi[k] = min(lo[k], v), max(hi[k], v)
		}
	}
	along := 1
	if d.across = hi[0]-lo[0] >= hi[1]-lo[1]; d.across {
		along = 0
	}
	slices.SortStableFunc(r.Seats, func(a, b seat) int {
		pa, pb := place(z, r, a), place(z, r, b)
		return cmp.Or(cmp.Compare(pa[along], pb[along]), cmp.Compare(pa[1-along], pb[1-along]))
	})
	d.lo, d.hi, d.at = int(lo[along]), int(hi[along]), int(lo[1-along]+hi[1-along])/2
	d.measure(z, r, along)
	return d
}

// measure finds the aisles: a distance of about two seats is one seat missing.
func (d *drawn) measure(z zone, r row, along int) {
	var steps []int
	for k := 1; k < len(r.Seats); k++ {
		steps = append(steps, int(place(z, r, r.Seats[k])[along]-place(z, r, r.Seats[k-1])[along]))
	}
	if len(steps) == 0 {
		return
	}
	sorted := slices.Sorted(slices.Values(steps))
	if d.spacing = sorted[len(sorted)/2]; d.spacing < 1 {
		d.spacing = 1
	}
	slot, gaps := 1, false
	slots := []int{1}
	for _, s := range steps {
		n := min(max(1, (s+d.spacing/2)/d.spacing), mostSlot/MaxRow)
		gaps = gaps || n > 1
		slot += n
		slots = append(slots, slot)
	}
	if gaps {
		d.slots = slots
	}
}

// last is the slot of the last seat.
func (d drawn) last() int {
	if d.slots != nil {
		return d.slots[len(d.slots)-1]
	}
	return 1 + (d.hi-d.lo+d.spacing/2)/d.spacing
}

// axis is twice the slot of the middle of the full row: of all the rows that are as
// far from the stage as this one.
func (d drawn) axis(all []drawn) int {
	lo, hi, alone := d.lo, d.hi, true
	for _, o := range all {
		if o.order == d.order && o.across == d.across && (o.zone != d.zone || o.row != d.row) {
			lo, hi, alone = min(lo, o.lo), max(hi, o.hi), false
		}
	}
	if alone {
		return 1 + d.last()
	}
	middle := lo + hi - 2*d.lo // twice, from its own first seat
	if middle < 0 {
		return max(-mostSlot, 2-(-middle+d.spacing/2)/d.spacing)
	}
	return min(mostSlot, 2+(middle+d.spacing/2)/d.spacing)
}

// focus is where everybody looks: what our key says, else the upper edge.
func (f *form) focus() int {
	if p := f.Wanjia.FocalPoint; p != nil {
		return int(p.Y)
	}
	return 0
}

// orders numbers the rows from the stage: rows that lie about as far from it as the
// row before are on one line with it.
func orders(all []drawn, focus int) {
	index := make([]int, len(all))
	for i := range index {
		index[i] = i
	}
	far := func(i int) int { return abs(all[i].at - focus) }
	slices.SortStableFunc(index, func(a, b int) int { return cmp.Compare(far(a), far(b)) })
	order, from := 0, 0
	for k, i := range index {
		if k == 0 || far(i)-from > all[i].spacing/2 {
			order, from = order+1, far(i)
		}
		all[i].order = order
	}
}

// plan makes the plan of a document that is complete. Its numbering is for ever: it
// goes by the order of the rows, then the sector, then as they stand.
func (f *form) plan(bad *problems) *Plan {
	p := &Plan{Name: f.Name, Sectors: f.Wanjia.Sectors, names: map[string]int{}, form: *f}
	var rows []numbered
	for i, z := range f.Zones {
		sector := slices.Index(p.Sectors, z.Name)
		for j, r := range z.Rows {
			if len(r.Seats) > 0 {
				e := f.Wanjia.Rows[i][j]
				rows = append(rows, numbered{Row{Name: r.Number, Sector: sector, Order: e.Order, Axis: e.Axis, Len: len(r.Seats)}, f.seatsOf(z, r, e)})
			}
		}
	}
	rows = append(rows, f.tableRows(p.Sectors)...)
	slices.SortStableFunc(rows, func(a, b numbered) int {
		return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.Sector, b.Sector))
	})
	for _, r := range rows {
		r.First = len(p.Seats) + 1
		for _, s := range r.seats {
			s.Row = len(p.Rows)
			p.Seats = append(p.Seats, s)
		}
		p.Rows = append(p.Rows, r.Row)
	}
	p.bind(f.Wanjia.Seats)
	p.nameSeats(bad)
	p.ID = idOf(p.JSON())
	return p
}

type numbered struct {
	Row
	seats []Seat
}

func (f *form) seatsOf(z zone, r row, e extraRow) []Seat {
	out := make([]Seat, len(r.Seats))
	for k, s := range r.Seats {
		slot := k + 1
		if len(e.Slots) > 0 {
			slot = e.Slots[k]
		}
		at := place(z, r, s)
		out[k] = Seat{GUID: s.GUID, Name: r.Number + "-" + s.Number, Slot: slot, Kind: Normal, X: int(at[0]), Y: int(at[1])}
	}
	return out
}

// tableRows are the tables as rows, behind the rows of seats, each on a line of its
// own so that nobody is seated across two of them.
func (f *form) tableRows(sectors []string) []numbered {
	order := 0
	for _, rows := range f.Wanjia.Rows {
		for _, r := range rows {
			order = max(order, r.Order)
		}
	}
	var out []numbered
	for i := range f.Wanjia.Tables {
		t := f.Wanjia.Tables[i]
		order += 2
		n := numbered{Row: Row{Name: t.Label, Sector: slices.Index(sectors, t.Zone), Order: order, Axis: t.Seats + 1, Table: &t, Len: t.Seats}}
		for k := 1; k <= t.Seats; k++ {
			n.seats = append(n.seats, Seat{
				GUID: chair(t, k), Name: fmt.Sprintf("%s-%d", t.Label, k), Slot: k, Kind: Normal,
				X: int(t.Position.X), Y: int(t.Position.Y),
			})
		}
		out = append(out, n)
	}
	return out
}

// bind sets the kinds of the seats that are marked.
func (p *Plan) bind(marks map[string]mark) {
	if len(marks) == 0 {
		return
	}
	places := map[string]int{}
	for i, s := range p.Seats {
		if _, ok := marks[s.GUID]; ok {
			places[s.GUID] = i + 1
		}
	}
	for guid, m := range marks {
		s := &p.Seats[places[guid]-1]
		s.Kind = m.Kind
		if m.Kind == Companion {
			s.With = places[m.With]
		}
	}
}

// nameSeats makes the names of the seats unique, with their sector where two rows are
// named alike.
func (p *Plan) nameSeats(bad *problems) {
	met := map[string]int{}
	for _, s := range p.Seats {
		met[s.Name]++
	}
	for i := range p.Seats {
		s := &p.Seats[i]
		if sector := p.Sectors[p.Rows[s.Row].Sector]; met[s.Name] > 1 && sector != "" {
			s.Name = sector + " " + s.Name
		}
		if first, ok := p.names[s.Name]; ok {
			bad.add("duplicate_name", s.GUID, "two seats are called %q: %q, too", s.Name, p.Seats[first-1].GUID)
		}
		p.names[s.Name] = i + 1
	}
	for i, s := range p.Seats { // a name wins over a GUID
		if _, ok := p.names[s.GUID]; !ok {
			p.names[s.GUID] = i + 1
		}
	}
}
