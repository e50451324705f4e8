package seed

import (
	"fmt"
	"slices"
	"strconv"
)

// venueSpec is one venue at full size. The branch venues are each of the general
// branch of their number.
type venueSpec struct {
	name, kind   string
	tables, ends int
	indoor       int // percent
	halal        int // tables
}

var venueSpecs = []venueSpec{
	{"主会场", "hall_square", 300, 45, 20, 2},
	{"分会场01", "centre", 150, 23, 70, 0},
	{"分会场02", "school_hall", 140, 21, 60, 0},
	{"分会场03", "covered_square", 130, 40, 50, 1},
	{"分会场04", "garage", 130, 20, 100, 0},
	{"分会场05", "square", 120, 18, 0, 0},
	{"分会场06", "square", 120, 18, 0, 1},
	{"分会场07", "hall_lane", 110, 17, 40, 0},
	{"分会场08", "square", 100, 15, 0, 0},
	{"分会场09", "square", 100, 15, 0, 0},
}

// Figures of the banquet at full size.
const (
	banquetTables   = 1_400
	accessibleEnds  = 232
	placesAtTable   = 10
	walkPlaces      = 12_000
	banquetHomes    = 40_000 // households that register
	banquetDishes   = 14_000
	themeTables     = 15
	eatAtTable      = 3 // dishes of the households, at each table and meal
	displayDishes   = 3_900
	deliveredDishes = 1_700
)

// feasting is the edition's banquet in short.
type feasting struct {
	venues []venue
	tables int
	signed []signup // in the order of the households
	kin    [][]int32
	wishes [][]int32 // by signup
	dishes []dish
	left   int // accessible seats nobody asked for, which anyone may have
}

type venue struct {
	venueSpec
	id string
	at [2]int // metres
}

// makeBanquet makes venues, registrations, what binds households, and dishes.
func (t *town) makeBanquet() error {
	b := &t.banquet
	b.tables = t.part(banquetTables)
	b.venues = t.makeVenues()
	t.signUp()
	t.bind()
	t.cook()
	return nil
}

// site is where a building stands: general branches on a grid of three by three,
// estates round the middle of theirs, buildings in rows of six.
func (t *town) site(building int) [2]int {
	x := &t.buildings[building]
	e := &t.estates[x.estate]
	within := 0
	for i := range x.estate {
		if t.estates[i].general == e.general {
			within++
		}
	}
	k := building - e.first
	middle := site(e.general)
	return [2]int{middle[0] - 260 + 190*within + k%6*28, middle[1] - 240 + k/6*48 + within*17}
}

// site is the middle of a general branch; 0 is the main venue, between them.
func site(general int) [2]int {
	if general == 0 {
		return [2]int{1_000, 330}
	}
	return [2]int{(general - 1) % 3 * 650, (general - 1) / 3 * 650}
}

// makeVenues are the main venue and the one of each general branch there is, with
// their part of the tables and of the accessible ends.
func (t *town) makeVenues() []venue {
	there := []int{0}
	for _, e := range t.estates {
		if !slices.Contains(there, e.general) {
			there = append(there, e.general)
		}
	}
	slices.Sort(there)
	var tables, ends []int
	for _, i := range there {
		tables, ends = append(tables, venueSpecs[i].tables), append(ends, venueSpecs[i].ends)
	}
	tables, ends = apportion(t.banquet.tables, tables), apportionEach(t.part(accessibleEnds), ends)
	all := make([]venue, len(there))
	for k, i := range there {
		at := site(i)
		if i > 0 {
			at[0] += 15
		}
		all[k] = venue{venueSpecs[i], fmt.Sprintf("V%02d", i), at}
		all[k].tables, all[k].ends = tables[k], ends[k]
		all[k].halal = min(venueSpecs[i].halal, tables[k]/8)
	}
	return all
}

func (t *town) venueRow(i int) Venue {
	v := &t.banquet.venues[i]
	places := v.tables * placesAtTable
	return Venue{
		ID: v.id, Name: v.name, Kind: v.kind, X: v.at[0], Y: v.at[1], Tables: v.tables, Places: places,
		AreaM2: places * 22 / 10, Accessible: v.ends, Indoor: v.indoor, Mark: t.mark(),
	}
}

// emitTables yields the tables of venue i, which go to and fro over its floor. A
// few long tables have an accessible place at both ends.
func (t *town) emitTables(i int, yield func(Row) error) error {
	v := &t.banquet.venues[i]
	const across = 10
	both := v.ends / 8
	ended := v.ends - both // tables with an end at all
	theme := 0
	if i == 0 {
		theme = max(1, t.part(themeTables))
	}
	for k := range v.tables {
		row, column := k/across, k%across
		if row%2 == 1 {
			column = across - 1 - column
		}
		r := BanquetTable{
			ID: fmt.Sprintf("%s-%03d", v.id, k+1), Venue: v.id, Number: k + 1, Shape: "long", Places: placesAtTable,
			AisleCM: 80, ToiletM: 20 + 4*row + 3*column, X: 300 * column, Y: 400 * row, Mark: t.mark(),
		}
		if i == 0 {
			r.Shape = "round"
		}
		// The n-th of the ended tables is where n/ended of the floor is.
		if n := k * ended / v.tables; n != (k+1)*ended/v.tables {
			r.Ends, r.AisleCM, r.StepFree, r.ToiletM = []string{"1"}, 140, true, min(r.ToiletM, 50)
			if n < both {
				r.Ends = append(r.Ends, strconv.Itoa(1+placesAtTable/2))
			}
		}
		switch {
		case k >= v.tables-v.halal:
			r.Only = "halal"
		case k < theme:
			r.Theme = true
		case k%20 == 19:
			r.Quiet = true
		}
		if err := yield(r); err != nil {
			return err
		}
	}
	return nil
}
