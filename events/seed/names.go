package seed

import (
	"hash/fnv"
	"strings"
)

// name is a person's. A name that is not Han Chinese has no surname and is all in
// given.
type name struct {
	surname int16 // in allSurnames, or dotted or foreign
	given   string
}

// Instead of a surname.
const (
	dotted  = -1
	foreign = -2
)

// String is the name as it is written.
func (n name) String() string {
	if n.surname < 0 {
		return n.given
	}
	return allSurnames[n.surname].text + n.given
}

// syllables are the name read aloud, the surname as surnames are read; nil for one
// that is not Han Chinese.
func (n name) syllables() []string {
	if n.surname < 0 {
		return nil
	}
	s := strings.Fields(allSurnames[n.surname].reading)
	for _, r := range n.given {
		s = append(s, readings[r])
	}
	return s
}

// joined is syllables typed without spaces.
func joined(syllables string) string { return strings.ReplaceAll(syllables, " ", "") }

// makeNames names everyone: by the family's surname and as people of that age and
// sex were named.
func (t *town) makeNames() error {
	t.makeLineages()
	others := t.strangers()
	t.makeSurnames(others)
	d := t.dice("given")
	for i := range t.homes {
		h := &t.homes[i]
		family := t.people[h.first:h.after]
		for k := range family {
			if family[k].name.surname >= 0 {
				t.nameOne(d, family, k)
			}
		}
	}
	t.rarify()
	return nil
}

// makeLineages says who in a household shares a surname with whom.
func (t *town) makeLineages() {
	d := t.dice("lineages")
	for i := range t.homes {
		h := &t.homes[i]
		maternal := d.in(1, 4)   // the grandparents are the wife's parents
		fromWife := d.in(6, 100) // the children have her surname
		three := stages[h.stage].kind == kindThree
		for k := range t.people[h.first:h.after] {
			p := &t.people[int(h.first)+k]
			own := uint8(8 + k)
			switch p.role {
			case wife:
				p.lineage = 1
			case child:
				if fromWife && three || fromWife && stages[h.stage].kind == kindFamily {
					p.lineage = 1
				}
			case grandfather:
				if three && maternal {
					p.lineage = 1
				}
			case grandmother:
				p.lineage = 2
			case forebear:
				p.lineage = 3
				if p.male && !maternal {
					p.lineage = 0
				}
			case carer, tenant:
				p.lineage = own
			case relative:
				if d.in(6, 10) {
					p.lineage = own
				}
			}
		}
	}
}

// strangers gives those of other peoples and from abroad their names, and says who
// they are.
func (t *town) strangers() map[int32]bool {
	d := t.dice("strangers")
	classes := []class{{weight: 3}, {weight: 2}, {weight: 1}}
	for i, p := range t.people {
		if p.age < 18 || p.age > 59 {
			continue
		}
		switch p.role {
		case tenant:
			classes[0].members = append(classes[0].members, int32(i))
		case single:
			classes[1].members = append(classes[1].members, int32(i))
		case wife:
			classes[2].members = append(classes[2].members, int32(i))
		}
	}
	withDot, abroad := t.part(60), t.part(180)
	them := choose(d, withDot+abroad, classes)
	shuffle(d, them)
	known := map[int32]bool{}
	for k, i := range them {
		known[i] = true
		if k < withDot {
			t.people[i].name = name{dotted, one(d, dotFirst) + "·" + one(d, dotLast)}
		} else {
			t.people[i].name = name{foreign, one(d, foreignFirst) + " " + one(d, foreignLast)}
		}
	}
	return known
}

// makeSurnames gives every lineage its surname; exactly fifteen of a thousand
// people have one of the heteronyms.
func (t *town) makeSurnames(others map[int32]bool) {
	d := t.dice("surnames")
	common, special := newWheel(surnameWeights(surnames)), newWheel(surnameWeights(heteronyms))
	order := make([]int32, len(t.homes))
	for i := range order {
		order[i] = int32(i)
	}
	shuffle(d, order)
	left := (t.size.people*15 + 500) / 1000
	for _, i := range order {
		h := &t.homes[i]
		var given, count [16]int
		for k := h.first; k < h.after; k++ {
			if !others[k] {
				count[t.people[k].lineage]++
			}
		}
		for l := range given {
			given[l] = common.spin(d)
		}
		lineage := t.people[int(h.first)+d.n(int(h.after-h.first))].lineage
		if n := count[lineage]; n > 0 && n <= left && (d.in(1, 8) || left < 8) {
			given[lineage] = len(surnames) + special.spin(d)
			left -= n
		}
		for k := h.first; k < h.after; k++ {
			if !others[k] {
				t.people[k].name.surname = int16(given[t.people[k].lineage])
			}
		}
	}
}

// nameOne gives family[k] a name nobody else of the family has and no known person
// bears.
func (t *town) nameOne(d *dice, family []person, k int) {
	p := &family[k]
	for {
		p.name.given = givenName(d, t.opt.Edition-1-int(p.age), p.male)
		if free(family, k) && !refused(p.name.String()) {
			return
		}
	}
}

func free(family []person, k int) bool {
	for i := range family {
		if i != k && family[i].name == family[k].name {
			return false
		}
	}
	return true
}

// givenName is a name someone born in that year may have been given.
func givenName(d *dice, born int, male bool) string {
	cohort := 3
	switch {
	case born < 1960:
		cohort = 0
	case born < 1980:
		cohort = 1
	case born < 2000:
		cohort = 2
	}
	g := &givenNames[cohort][1]
	if male {
		g = &givenNames[cohort][0]
	}
	if d.in(g.oneOf, 100) {
		return string(one(d, g.alone).char)
	}
	for {
		if a, b := one(d, g.first).char, one(d, g.second).char; a != b {
			return string([]rune{a, b})
		}
	}
}

// rarify puts a rare character into the names of four people of a thousand.
func (t *town) rarify() {
	d := t.dice("rare")
	var able []int32
	for i, p := range t.people {
		if p.name.surname >= 0 && p.age < 65 {
			able = append(able, int32(i))
		}
	}
	for _, i := range pick(d, able, (t.size.people*4+500)/1000) {
		p := &t.people[i]
		family := t.people[t.homes[p.home].first:t.homes[p.home].after]
		for {
			g := []rune(p.name.given)
			g[d.n(len(g))] = one(d, rareCharacters).char
			p.name.given = string(g)
			if free(family, int(i-t.homes[p.home].first)) && !refused(p.name.String()) {
				break
			}
		}
	}
}

// refused says whether a name is of someone widely known, or of the people the
// report names. They are kept as hashes, so that the list names nobody.
func refused(full string) bool {
	h := fnv.New64a()
	h.Write([]byte(full)) // never fails
	return wellKnown[h.Sum64()]
}
