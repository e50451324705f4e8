package seed

import (
	"fmt"
	"slices"
	"strings"
)

// carePairs are those looked after by neighbours, at full size; in the care estate
// as many as live alone there, and half of those left a key.
const carePairs = 1_900

// drugs are what the people of care cards must not be given, of a hundred.
var drugs = []struct {
	name string
	of   int
}{
	{"青霉素类", 46}, {"头孢类", 18}, {"磺胺类", 12}, {"阿司匹林/解热镇痛", 8},
	{"造影剂", 3}, {"破伤风抗毒素", 3}, {"中药注射剂", 2}, {"其他", 8},
}

type carePair struct {
	person  int32
	helpers []int32
	visits  uint8
	key     int // number of the sealed key, 0 for none
	drug    uint8
	since   int32
	consent int32
}

var visitNames = []string{"daily", "twice_weekly", "weekly"}

// makeCare pairs those who need it with volunteers of their estate.
func (t *town) makeCare() error {
	d := t.dice("care")
	helpers := make([][]int32, len(t.estates))
	for _, v := range t.volunteers {
		if p := &t.people[v.person]; p.age >= 25 && p.age < 75 && p.ability.smart() {
			e := t.buildings[t.homes[p.home].building].estate
			helpers[e] = append(helpers[e], v.person)
		}
	}
	keys := t.careFigure(careFigures.keys)
	for e, n := range t.shareFixed(t.part(carePairs), careFigures.alone) {
		classes := []class{{weight: 12}, {weight: 6}, {weight: 2}}
		for _, h := range t.homesOf(e) {
			for i := t.homes[h].first; i < t.homes[h].after; i++ {
				p := &t.people[i]
				switch {
				case p.needs&needCallOn != 0:
					classes[0].members = append(classes[0].members, i)
				case p.needs&(needWheelchair|needCompanion|needSoft) != 0:
					classes[1].members = append(classes[1].members, i)
				case p.needs&needGuide != 0 || p.age >= 80:
					classes[2].members = append(classes[2].members, i)
				}
			}
		}
		for _, i := range choose(d, n, classes) {
			pair := carePair{person: i, visits: uint8(d.n(3)), since: -int32(d.between(30, 2500)), consent: nobody}
			if t.estates[e].code == careEstate && keys > 0 {
				pair.key = keys
				keys--
			}
			for many := d.between(1, 3); len(pair.helpers) < many; {
				k := one(d, helpers[e])
				if t.people[k].home != t.people[i].home && !slices.Contains(pair.helpers, k) {
					pair.helpers = append(pair.helpers, k)
				}
			}
			t.pairs = append(t.pairs, pair)
		}
	}
	shares := make([]int, len(drugs))
	for i, x := range drugs {
		shares[i] = x.of
	}
	for i, x := range deck(d, apportion(len(t.pairs), shares)) {
		t.pairs[i].drug = x
	}
	return nil
}

func pairID(i int) string { return fmt.Sprintf("K%04d", i+1) }

func (t *town) pairRow(i int) CarePair {
	p := &t.pairs[i]
	row := CarePair{ID: pairID(i), Person: personID(int(p.person)), Visits: visitNames[p.visits], Since: t.day(int(p.since)), Mark: t.mark()}
	for _, h := range p.helpers {
		row.Helpers = append(row.Helpers, personID(int(h)))
	}
	if p.key > 0 {
		row.Key = fmt.Sprintf("S%03d", p.key)
	}
	return row
}

// cardRow is what the pair's helpers may read. Whom to call is who may act for the
// person, or else the helpers.
func (t *town) cardRow(i int, agents map[int32]int32) CareCard {
	p := &t.pairs[i]
	who := &t.people[p.person]
	var support []string
	for k, c := range needCodes {
		if who.needs&(1<<k) != 0 {
			support = append(support, c.code)
		}
	}
	card := CareCard{
		Pair: pairID(i), Person: personID(int(p.person)), Address: t.address(int(who.home)),
		Support: strings.Join(support, " "), DrugAllergy: drugs[p.drug].name, Mark: t.mark(),
	}
	call := p.helpers
	if agent, ok := agents[p.person]; ok {
		call = append([]int32{agent}, call...)
	}
	for _, k := range call {
		if x := &t.people[k]; x.phone != noPhone {
			card.Contacts = append(card.Contacts, x.name.String()+" "+t.phone(x.phone))
		}
	}
	return card
}
