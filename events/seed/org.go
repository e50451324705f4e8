package seed

import (
	"fmt"
	"slices"
	"strconv"
)

type generalBranch struct{ number int }

type branch struct {
	estate, number, general int // number within the estate
}

type group struct {
	estate, number, branch int
}

type estate struct {
	estateSpec
	branches   int // how many; they are consecutive
	first      int // its first building
	after      int // the one after its last
	households int
}

type building struct {
	estate, group, number     int
	form                      form
	floors, units, perLanding int
	households, rooms         int // rooms are those lived in; some of two households
	firstHome, afterHome      int
	builtYear                 int
}

func (b *building) flats() int { return b.floors * b.units * b.perLanding }

// label is how the lift calls floor i, from 1.
func (e *estate) label(i int) int {
	if e.skipsFour && i > 3 {
		return i + 1
	}
	return i
}

// makeOrganisation makes estates, branches, groups and buildings.
func (t *town) makeOrganisation() error {
	t.pickEstates()
	branches := make([]int, len(t.estates))
	groups := make([]int, len(t.estates))
	for i, e := range t.estates {
		branches[i], groups[i] = e.estateSpec.branches, e.groups
	}
	if t.opt.Size != L {
		n := func(full int) int { return (full*t.size.buildings + 420) / 840 }
		branches = apportionEach(n(44), branches)
		weights, caps := make([]int, len(groups)), make([]int, len(groups))
		for i, e := range t.estates {
			weights[i], caps[i] = groups[i]*(e.after-e.first)*1000/e.estateSpec.buildings, e.after-e.first
		}
		groups = apportionWithin(n(620), weights, caps)
	}
	for i := range t.estates {
		t.estates[i].branches = branches[i]
		t.makeGroups(i, branches[i], groups[i])
	}
	return t.makeBuildings()
}

// pickEstates takes the estates of this size and says how many buildings and
// households each has.
func (t *town) pickEstates() {
	var buildings, households []int
	for _, spec := range fullEstates {
		if t.size.estates != nil && !slices.Contains(t.size.estates, spec.code) {
			continue
		}
		t.estates = append(t.estates, estate{estateSpec: spec})
		buildings = append(buildings, spec.buildings)
	}
	if t.size.counts != nil {
		buildings = t.size.counts
	}
	buildings = apportion(t.size.buildings, buildings)
	for i, e := range t.estates {
		households = append(households, e.estateSpec.households*1000/e.estateSpec.buildings*buildings[i])
		if t.opt.Size == L {
			households[i] = e.estateSpec.households
		}
	}
	at := 0
	for i, n := range apportion(t.size.households, households) {
		e := &t.estates[i]
		e.first, e.after, e.households = at, at+buildings[i], n
		at = e.after
		if g := (generalBranch{e.general}); !slices.Contains(t.generals, g) {
			t.generals = append(t.generals, g)
		}
	}
}

// makeGroups deals the buildings of estate i to its groups, one or two to each,
// and the groups to its branches.
func (t *town) makeGroups(i, branches, groups int) {
	e := &t.estates[i]
	d := t.dice("groups " + e.code)
	owns := make([]int, groups) // buildings less one
	for k := range e.after - e.first - groups {
		owns[k] = 1
	}
	shuffle(d, owns)
	perBranch := apportion(groups, slices.Repeat([]int{1}, branches))
	number := 0
	for b, n := range perBranch {
		t.branches = append(t.branches, branch{i, b + 1, e.general})
		for range n {
			t.groups = append(t.groups, group{i, number + 1, len(t.branches) - 1})
			for range 1 + owns[number] {
				k := len(t.buildings)
				t.buildings = append(t.buildings, building{estate: i, group: len(t.groups) - 1, number: k - e.first + 1})
			}
			number++
		}
	}
}

var tens = []string{"", "十", "二十", "三十", "四十", "五十", "六十", "七十", "八十", "九十"}
var digitWords = []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}

// numeral is n, below a hundred, as it is spoken: 十二.
func numeral(n int) string {
	return tens[n/10] + digitWords[n%10]
}

// spell is the digits of n read one by one, nought as zero: 五零一 or 五〇一.
func spell(n int, zero string) string {
	s := ""
	for _, r := range strconv.Itoa(n) {
		if r == '0' {
			s += zero
		} else {
			s += digitWords[r-'0']
		}
	}
	return s
}

func (t *town) buildingCode(b int) string {
	return fmt.Sprintf("%s-%d", t.estates[t.buildings[b].estate].code, t.buildings[b].number)
}

func (t *town) generalID(number int) string { return fmt.Sprintf("Z%d", number) }

func (t *town) branchID(i int) string {
	return fmt.Sprintf("%s-B%d", t.estates[t.branches[i].estate].code, t.branches[i].number)
}

func (t *town) groupID(i int) string {
	return fmt.Sprintf("%s-G%02d", t.estates[t.groups[i].estate].code, t.groups[i].number)
}

// emitOrganisation yields the tree from the top.
func (t *town) emitOrganisation(yield func(Row) error) error {
	for _, g := range t.generals {
		n := digitWords[g.number]
		if err := yield(GeneralBranch{t.generalID(g.number), "第" + n + "党总支", n + "居委会", t.mark()}); err != nil {
			return err
		}
	}
	for _, e := range t.estates {
		spoken := []rune(e.name)
		aliases := []string{e.name, string(spoken[:2]), string(spoken[:2]) + "小区", e.code, joined(e.pinyin)}
		row := Estate{e.code, e.name, aliases, t.generalID(e.general), e.holding, string(e.form), e.origin, t.mark()}
		if err := yield(row); err != nil {
			return err
		}
	}
	for i, b := range t.branches {
		e := &t.estates[b.estate]
		name := e.name + "党支部"
		if e.branches > 1 {
			name = e.name + "第" + numeral(b.number) + "党支部"
		}
		if err := yield(Branch{t.branchID(i), t.generalID(b.general), e.code, name, t.mark()}); err != nil {
			return err
		}
	}
	for i, g := range t.groups {
		name := fmt.Sprintf("%s第%s党小组", t.estates[g.estate].name, numeral(g.number))
		if err := yield(Group{t.groupID(i), t.branchID(g.branch), name, t.mark()}); err != nil {
			return err
		}
	}
	for i := range t.buildings {
		if err := yield(t.buildingRow(i)); err != nil {
			return err
		}
	}
	return nil
}

func (t *town) buildingRow(i int) Building {
	b := &t.buildings[i]
	e := &t.estates[b.estate]
	n, word := strconv.Itoa(b.number), numeral(b.number)
	return Building{
		Code: t.buildingCode(i), Estate: e.code, Group: t.groupID(b.group), Number: b.number,
		Aliases: []string{n + "栋", word + "栋", n + "号楼", word + "号楼", n + "幢", word + "幢", "第" + n + "栋", e.code + n},
		Form:    string(b.form), Floors: b.floors, Units: b.units, PerLanding: b.perLanding, NoFourth: e.skipsFour,
		Flats: b.flats(), Households: b.households, Lift: b.form != lowRise, BuiltYear: b.builtYear, Mark: t.mark(),
	}
}
