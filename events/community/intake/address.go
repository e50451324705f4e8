package intake

import (
	"slices"
	"strconv"
	"strings"

	"wanjia/events/community"
	"wanjia/events/search"
	"wanjia/events/search/hanzi"
)

// door is a flat of the community.
type door struct {
	building    community.NodeID
	unit        int
	floor, flat int
	room        string
}

// code is the short address, GX-12-2-501, which households of the flat share.
func (d door) code() string { return community.CodeOf(d.building, d.unit, d.room) }

// places finds flats by what a list calls them.
type places struct {
	estates   map[string]community.EstateCode // by every folded name
	sounds    map[string]community.EstateCode // by how the name sounds; "" where two sound alike
	buildings map[community.EstateCode]map[int]community.Building
	only      community.EstateCode // where all of the reach lies, "" for none
}

// newPlaces knows the estates and buildings of a tree. Where the reach is within
// one estate, an address that names none lies there.
func newPlaces(t *community.Tree, reach community.Reach) *places {
	p := &places{
		estates: map[string]community.EstateCode{}, sounds: map[string]community.EstateCode{},
		buildings: map[community.EstateCode]map[int]community.Building{},
	}
	for b := range t.Below(community.Reach{community.Everything}) {
		if p.buildings[b.Estate] == nil {
			p.buildings[b.Estate] = map[int]community.Building{}
		}
		p.buildings[b.Estate][b.Number] = b
	}
	for _, e := range t.Estates() {
		for _, name := range append([]string{e.Name, string(e.Code)}, e.Aliases...) {
			p.know(hanzi.Fold(name), e.Code)
		}
		for _, word := range []string{"苑", "园", "小区", "里", "村"} {
			if short, ok := strings.CutSuffix(hanzi.Fold(e.Name), word); ok && len([]rune(short)) >= 2 {
				p.know(short, e.Code)
				p.know(spelt(short), e.Code)
			}
		}
		p.know(spelt(e.Name), e.Code)
		p.hear(spelt(e.Name), e.Code)
	}
	within := map[community.EstateCode]bool{}
	for b := range t.Below(reach) {
		within[b.Estate] = true
		p.only = b.Estate
	}
	if len(within) != 1 {
		p.only = ""
	}
	return p
}

func (p *places) know(name string, code community.EstateCode) {
	if have, ok := p.estates[name]; ok && have != code {
		p.estates[name] = "" // means either, so neither
		return
	}
	p.estates[name] = code
}

func (p *places) hear(sound string, code community.EstateCode) {
	if have, ok := p.sounds[sound]; ok && have != code {
		code = ""
	}
	p.sounds[sound] = code
}

// spelt is how a name sounds, without tones.
func spelt(name string) string {
	var b strings.Builder
	for _, r := range hanzi.Fold(name) {
		if readings := hanzi.Readings(r); len(readings) > 0 {
			b.WriteString(readings[0].String())
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// estate finds an estate by its name, an alias, its code or, where only one sounds
// so, its sound.
func (p *places) estate(name string) community.EstateCode {
	folded := strings.ReplaceAll(hanzi.Fold(name), " ", "")
	if code, ok := p.estates[folded]; ok {
		return code
	}
	return p.sounds[spelt(folded)]
}

// find returns the flat an address means, or the code of what is wrong with it.
func (p *places) find(a search.Address) (door, string) {
	estate := p.only
	switch {
	case a.EstateCode != "":
		estate = p.estate(a.EstateCode)
	case a.EstateName != "":
		estate = p.estate(a.EstateName)
	case estate == "":
		return door{}, "no_estate"
	}
	if estate == "" {
		return door{}, "no_such_estate"
	}
	number, err := strconv.Atoi(a.Building)
	b, ok := p.buildings[estate][number]
	if err != nil || !ok {
		return door{}, "no_such_building"
	}
	d := door{building: b.Code}
	switch unit, err := strconv.Atoi(a.Unit); {
	case a.Unit == "" && b.Units == 1:
		d.unit = 1
	case a.Unit == "":
		return door{}, "no_unit"
	case err != nil || unit < 1 || unit > b.Units:
		return door{}, "no_such_address"
	default:
		d.unit = unit
	}
	room := a.Room
	if room == "" && a.Floor > 0 {
		room = beside(b, a.Floor, a.Side)
	}
	if room == "" {
		return door{}, "no_room"
	}
	if d.floor, d.flat, ok = flatOf(b, room); !ok {
		return door{}, "no_such_address"
	}
	d.room = strconv.Itoa(d.floor*100 + d.flat)
	return d, ""
}

// beside is the room on a floor that lies to a side, "" where that says too little.
func beside(b community.Building, floor int, side search.Side) string {
	flat := 0
	switch {
	case b.PerLanding == 1:
		flat = 1
	case side == search.Left:
		flat = 1
	case side == search.Right && b.PerLanding <= 3:
		flat = b.PerLanding
	case side == search.Middle && b.PerLanding == 3:
		flat = 2
	default:
		return ""
	}
	return strconv.Itoa(floor*100 + flat)
}

// flatOf takes a room's number apart and says whether the building has it.
func flatOf(b community.Building, room string) (floor, flat int, ok bool) {
	n, err := strconv.Atoi(room)
	if err != nil {
		return 0, 0, false
	}
	floor, flat = n/100, n%100
	return floor, flat, slices.Contains(b.FloorNames(), floor) && flat >= 1 && flat <= b.PerLanding
}

// addressOf reads the address of a row, from one cell or from several. What is
// wrong is said as a code.
func (p *places) addressOf(cells map[Field]string) (door, string) {
	if whole := tidy(cells[FieldAddress]); !nothing(whole) {
		return p.read(whole, cells)
	}
	building, room := tidy(cells[FieldBuilding]), tidy(cells[FieldRoom])
	if nothing(building) || nothing(room) {
		return door{}, "no_address"
	}
	estate := tidy(cells[FieldEstate])
	if nothing(estate) {
		estate = ""
	}
	text := building
	if p.startsWithEstate(building) {
		estate = ""
	} else {
		text = labelled(building, "栋")
	}
	if unit := tidy(cells[FieldUnit]); !nothing(unit) {
		text += labelled(unit, "单元")
	}
	return p.read(estate+text+labelled(room, "室"), nil)
}

// read parses the address and, where the whole of it names no estate, takes the
// estate from its own column.
func (p *places) read(text string, cells map[Field]string) (door, string) {
	a, ok := search.ParseAddress(text)
	if !ok {
		if a, ok = search.ParseAddress(digits(text)); !ok {
			return door{}, "address_unread"
		}
	}
	if estate := tidy(cells[FieldEstate]); a.EstateName == "" && a.EstateCode == "" && !nothing(estate) {
		a.EstateName = estate
	}
	return p.find(a)
}

// digits makes noughts and ones of the letters that were typed for them: 2O2, 80l.
func digits(text string) string {
	runes := []rune(hanzi.Fold(text))
	for i, r := range runes {
		if i == 0 || runes[i-1] < '0' || runes[i-1] > '9' {
			continue
		}
		switch r {
		case 'o':
			runes[i] = '0'
		case 'l', 'i':
			runes[i] = '1'
		}
	}
	return string(runes)
}

// startsWithEstate says whether a building's cell names its estate: 桂香苑12栋, GX-12.
func (p *places) startsWithEstate(building string) bool {
	name := strings.TrimRight(strings.FieldsFunc(hanzi.Fold(building)+" ", func(r rune) bool { return r >= '0' && r <= '9' })[0], "- 第")
	return name != "" && p.estates[name] != ""
}

// labelled adds the word to a label that has none: 12 is 12栋, 十二 is 十二栋.
func labelled(label, word string) string {
	label = strings.TrimSuffix(label, ".0") // a number as spreadsheets keep it
	if i := slices.IndexFunc([]rune(label), func(r rune) bool {
		return !(r >= '0' && r <= '9') && !strings.ContainsRune("０１２３４５６７８９一二三四五六七八九十甲乙丙丁", r) && !(r >= 'A' && r <= 'Z') && !(r >= 'a' && r <= 'z')
	}); i >= 0 || label == "" {
		return label
	}
	return label + word
}
