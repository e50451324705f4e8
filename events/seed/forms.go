package seed

import "wanjia/events/fault"

// errForms is a table of estates whose buildings cannot hold its households.
var errForms = fault.New(fault.Internal, "seed_forms", "the buildings of an estate cannot hold its households")

// mixes say which forms an estate's buildings have beside the one it is named for:
// of a hundred, how many are of each.
var mixes = map[form]map[form]int{
	lowRise: {lowRise: 65, midRise: 35},
	midRise: {midRise: 85, lowRise: 15},
	tower:   {tower: 60, lowRise: 40},
}

// shape is floors, units and flats on a landing.
type shape struct{ floors, units, perLanding int }

func (s shape) flats() int { return s.floors * s.units * s.perLanding }

// shapes are what each form can be.
func shapes(f form) []shape {
	var all []shape
	add := func(lo, hi, units, most int, perLanding ...int) {
		for floors := lo; floors <= hi; floors++ {
			for _, p := range perLanding {
				if s := (shape{floors, units, p}); s.flats() <= most {
					all = append(all, s)
				}
			}
		}
	}
	switch f {
	case lowRise:
		for units := 2; units <= 5; units++ {
			add(6, 7, units, 70, 2)
		}
	case midRise:
		for units := 2; units <= 3; units++ {
			add(11, 11, units, 132, 2, 3, 4)
		}
	default:
		for units := 1; units <= 2; units++ {
			add(18, 33, units, 180, 4, 5, 6)
		}
	}
	return all
}

// makeBuildings gives every building its form and its households: of the rooms
// lived in, four of a hundred hold a second household, and six of a hundred and six
// flats are empty.
func (t *town) makeBuildings() error {
	rooms := (t.size.households*100 + 52) / 104
	var households []int
	for _, e := range t.estates {
		households = append(households, e.households)
	}
	for i, n := range apportion(rooms, households) {
		if err := t.shapeEstate(i, n); err != nil {
			return err
		}
	}
	return nil
}

// shapeEstate finds forms for the buildings of estate i that hold its rooms, and
// deals households and rooms to them by their flats.
func (t *town) shapeEstate(i, rooms int) error {
	e := &t.estates[i]
	d := t.dice("forms " + e.code)
	mine := t.buildings[e.first:e.after]
	forms := []form{lowRise, midRise, tower}
	weights := make([]int, len(forms))
	for k, f := range forms {
		weights[k] = mixes[e.form][f]
	}
	flats, want := 0, rooms*106/100
	for k, f := range deck(d, apportion(len(mine), weights)) {
		mine[k].form = forms[f]
		mine[k].reshape(one(d, shapes(forms[f])))
		mine[k].builtYear = 1998 + 2*e.general - d.n(4)
		flats += mine[k].flats()
	}
	for tries := 0; flats < want-8 || flats > want+8; tries++ {
		if tries == 200_000 {
			break
		}
		b := &mine[d.n(len(mine))]
		s := one(d, shapes(b.form))
		next := flats - b.flats() + s.flats()
		if abs(next-want) < abs(flats-want) {
			b.reshape(s)
			flats = next
		}
	}
	if flats < rooms {
		return errForms.With("estate", e.code)
	}
	caps := make([]int, len(mine))
	for k := range mine {
		caps[k] = mine[k].flats()
	}
	lived := apportionWithin(rooms, caps, caps)
	for k, seconds := range apportion(e.households-rooms, lived) {
		mine[k].rooms, mine[k].households = lived[k], lived[k]+seconds
	}
	return nil
}

func (b *building) reshape(s shape) {
	b.floors, b.units, b.perLanding = s.floors, s.units, s.perLanding
}

func abs(n int) int { return max(n, -n) }
