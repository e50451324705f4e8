package seed

import (
	"fmt"
	"slices"
)

// tenure is by what right a household lives where it does.
type tenure uint8

const (
	owner tenure = iota
	renter
	public // from the public, at a low rent
)

var tenureNames = []string{"owner", "renter", "public"}

type home struct {
	building          int32
	unit, floor, flat uint8 // floor counted from the ground, not as the lift calls it
	stage             uint8
	tenure            tenure
	second            bool  // in a room that has a household already, the one before it
	known             bool  // to the building head
	delivery          bool  // wants the banquet's meal brought
	moved             int32 // days before today it moved in, negative
	first, after      int32 // its people
	written, slip     string
}

// makeHomes puts households into rooms and says of which kind each is.
func (t *town) makeHomes() error {
	t.homes = make([]home, 0, t.size.households)
	for b := range t.buildings {
		t.furnish(b)
	}
	t.deal()
	t.settle()
	return nil
}

// furnish makes the households of a building, by unit, floor and flat.
func (t *town) furnish(b int) {
	x := &t.buildings[b]
	d := t.dice("rooms " + t.buildingCode(b))
	flats := make([]int32, x.flats())
	for i := range flats {
		flats[i] = int32(i)
	}
	rooms := slices.Clone(pick(d, flats, x.rooms))
	slices.Sort(rooms)
	shared := map[int32]bool{}
	for _, r := range pick(d, slices.Clone(rooms), x.households-x.rooms) {
		shared[r] = true
	}
	x.firstHome = len(t.homes)
	for _, r := range rooms {
		perUnit := int32(x.floors * x.perLanding)
		h := home{
			building: int32(b), unit: uint8(r/perUnit + 1),
			floor: uint8(r%perUnit/int32(x.perLanding) + 1), flat: uint8(r%int32(x.perLanding) + 1),
		}
		t.homes = append(t.homes, h)
		if shared[r] {
			h.second = true
			t.homes = append(t.homes, h)
		}
	}
	x.afterHome = len(t.homes)
}

// deal gives every household its stage: elderly people alone by estate, tenants
// where flats may be let, and the rest anywhere.
func (t *town) deal() {
	d := t.dice("stages")
	counts := stageCounts(len(t.homes), t.size.people, t.opt)
	const none = 255
	for i := range t.homes {
		t.homes[i].stage = none
	}
	alone := stageOf(kindElderSingle, 1)
	for e, n := range t.shareFixed(counts[alone], careFigures.alone) {
		for _, h := range pick(d, t.homesOf(e), n) {
			t.homes[h].stage = uint8(alone)
		}
	}
	var let, alsoLet, rest []int32
	for i, h := range t.homes {
		switch {
		case h.stage != none || t.estateOf(i).publicOnly():
		case h.second:
			alsoLet = append(alsoLet, int32(i))
		default:
			let = append(let, int32(i))
		}
	}
	tenants := make([]int, len(stages))
	others := slices.Clone(counts)
	others[alone] = 0
	sum := 0
	for s := range stages {
		if stages[s].kind == kindTenants {
			tenants[s], others[s] = counts[s], 0
			sum += counts[s]
		}
	}
	sizes := deck(d, tenants)
	for i, h := range choose(d, sum, []class{{1, let}, {6, alsoLet}}) {
		t.homes[h].stage = sizes[i]
	}
	for i, h := range t.homes {
		if h.stage == none {
			rest = append(rest, int32(i))
		}
	}
	for i, s := range deck(d, others) {
		t.homes[rest[i]].stage = s
	}
}

// publicOnly says that flats of the estate are let by the public alone.
func (e *estate) publicOnly() bool { return e.holding == "廉租" || e.holding == "公租" }

func (t *town) estateOf(home int) *estate {
	return &t.estates[t.buildings[t.homes[home].building].estate]
}

// homesOf lists the households of estate e.
func (t *town) homesOf(e int) []int32 {
	var all []int32
	first, last := t.buildings[t.estates[e].first].firstHome, t.buildings[t.estates[e].after-1].afterHome
	for i := first; i < last; i++ {
		all = append(all, int32(i))
	}
	return all
}

// shareFixed divides total among the estates by their households, except that the
// care estate has its fixed figure.
func (t *town) shareFixed(total, fixed int) []int {
	weights := make([]int, len(t.estates))
	care := 0
	for i, e := range t.estates {
		weights[i] = e.households
		if e.code == careEstate {
			care, weights[i] = i, 0
		}
	}
	fixed = t.careFigure(fixed)
	parts := apportion(total-fixed, weights)
	parts[care] = fixed
	return parts
}

// careFigure is a figure of the care estate, by how many of its buildings there are.
func (t *town) careFigure(fixed int) int {
	for _, e := range t.estates {
		if e.code == careEstate {
			return (fixed*(e.after-e.first)*2 + e.estateSpec.buildings) / (2 * e.estateSpec.buildings)
		}
	}
	return 0
}

// settle says by what right each household lives there and since when.
func (t *town) settle() {
	d := t.dice("tenure")
	n := len(t.homes)
	left := n / 10 // let by the public, where that is the rule first
	for _, holding := range []string{"廉租", "公租", "保障"} {
		var pool []int32
		for i := range t.homes {
			if t.estateOf(i).holding == holding && stages[t.homes[i].stage].kind != kindTenants {
				pool = append(pool, int32(i))
			}
		}
		for _, h := range pick(d, pool, left) {
			t.homes[h].tenure = public
			left--
		}
	}
	left = n * 22 / 100
	var young, usual []int32
	for i := range t.homes {
		h := &t.homes[i]
		s := &stages[h.stage]
		switch {
		case h.tenure == public:
		case s.kind == kindTenants || h.second:
			h.tenure = renter
			left--
		case s.kind == kindSingle || s.kind == kindCouple:
			young = append(young, int32(i))
		default:
			usual = append(usual, int32(i))
		}
	}
	for _, h := range choose(d, left, []class{{4, young}, {1, usual}}) {
		t.homes[h].tenure = renter
	}
	var renters, stayers []int32
	for i := range t.homes {
		h := &t.homes[i]
		years := t.opt.Edition - t.buildings[h.building].builtYear
		h.known, h.moved = true, -int32(d.between(366, 365*years))
		if h.tenure == renter {
			renters = append(renters, int32(i))
			h.moved = -int32(d.between(366, 365*min(years, 8)))
		} else {
			stayers = append(stayers, int32(i))
		}
	}
	for _, h := range choose(d, n*7/100, []class{{6, renters}, {1, stayers}}) {
		t.homes[h].known, t.homes[h].moved = false, -int32(d.between(1, 364))
	}
}

// room is what is on the door, 501; unlike code it is not unique in the building.
func (t *town) room(h int) string {
	x := &t.homes[h]
	return fmt.Sprintf("%d%02d", t.estateOf(h).label(int(x.floor)), x.flat)
}

// address is the code of the household's flat, GX-12-2-501.
func (t *town) address(h int) string {
	return fmt.Sprintf("%s-%d-%s", t.buildingCode(int(t.homes[h].building)), t.homes[h].unit, t.room(h))
}

func homeID(h int) string { return fmt.Sprintf("H%05d", h+1) }

func (t *town) householdRow(i int) Household {
	h := &t.homes[i]
	return Household{
		ID: homeID(i), Code: t.address(i), Building: t.buildingCode(int(h.building)), Unit: int(h.unit),
		Floor: t.estateOf(i).label(int(h.floor)), Flat: int(h.flat), Room: t.room(i), Written: h.written,
		Kind: stages[h.stage].kind, People: int(h.after - h.first), Tenure: tenureNames[h.tenure],
		MovedIn: t.day(int(h.moved)), Known: h.known, Delivery: h.delivery, Mark: t.mark(),
	}
}
