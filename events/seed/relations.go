package seed

import "time"

type relation struct {
	person, agent int32
	kind          relationKind
	scope         []string
	from          int32
	until         Day
	consent       int32
	byDefault     bool
}

type relationKind uint8

const (
	guardian relationKind = iota
	byChild
	byNeighbour
	byHead
)

var relationNames = []string{"guardian", "child", "neighbour", "building_head"}

var scopes = [][]string{{"all"}, {"signup", "needs", "contact"}, {"signup", "contact"}, {"signup"}}

// makeRelations says who may act for whom: parents for children, and for the very
// old without a smartphone a child or a neighbour; four of a hundred of those have
// nobody, so it is the building head.
func (t *town) makeRelations() error {
	d := t.dice("relations")
	var without []int32
	for i := range t.people {
		switch p := &t.people[i]; {
		case p.age < 18:
			for _, g := range t.guardians(i) {
				t.relations = append(t.relations, relation{
					person: int32(i), agent: g, kind: guardian, scope: scopes[0], consent: nobody,
					from: max(p.born, t.homes[p.home].moved), until: Day(t.today.AddDate(0, 0, int(p.born)).AddDate(18, 0, 0).Format(time.DateOnly)),
				})
			}
		case p.age >= 75 && !p.ability.smart():
			without = append(without, int32(i))
		case p.needs&(needPlainWords|needCompanion) != 0 && d.in(6, 10):
			if k := t.kin(d, i); k != nobody {
				t.act(d, int32(i), k, byChild)
			}
		}
	}
	alone := (len(without)*4 + 50) / 100
	for k, i := range pick(d, without, len(without)) {
		home := &t.homes[t.people[i].home]
		if k < alone {
			t.act(d, i, t.headOf(int(home.building)), byHead)
			t.relations[len(t.relations)-1].byDefault = true
			continue
		}
		agent := t.kin(d, int(i))
		switch {
		case agent != nobody && d.in(9, 10):
			t.act(d, i, agent, byChild)
		case d.in(6, 10):
			t.act(d, i, t.childElsewhere(d, int(i)), byChild)
		default:
			t.act(d, i, t.neighbour(d, int(i)), byNeighbour)
		}
	}
	return nil
}

func (t *town) act(d *dice, person, agent int32, kind relationKind) {
	r := relation{person: person, agent: agent, kind: kind, scope: scopes[kind], from: -int32(d.between(10, 900)), consent: nobody}
	if kind == byNeighbour {
		r.until = t.day(d.between(60, 700))
	}
	t.relations = append(t.relations, r)
}

// guardians of a minor: the couple of the household, or the grandparents, or its
// head.
func (t *town) guardians(i int) []int32 {
	p := &t.people[i]
	h := &t.homes[p.home]
	var out []int32
	for k := h.first; k < h.after; k++ {
		switch r := t.people[k].role; {
		case p.role == child && (r == husband || r == wife || r == head),
			p.role == grandchild && (r == grandfather || r == grandmother):
			out = append(out, k)
		}
	}
	return out
}

// kin is a member of i's household able to act for it, the next generation first.
func (t *town) kin(d *dice, i int) int32 {
	h := &t.homes[t.people[i].home]
	var able []int32
	for k := h.first; k < h.after; k++ {
		p := &t.people[k]
		if int(k) != i && p.ability.smart() && p.age >= 18 && p.age < 75 && p.role != carer && p.role != tenant {
			able = append(able, k)
		}
	}
	if len(able) == 0 {
		return nobody
	}
	return one(d, able)
}

// childElsewhere is someone of the estate who may be a child of i.
func (t *town) childElsewhere(d *dice, i int) int32 {
	p := &t.people[i]
	homes := t.homesOf(t.buildings[t.homes[p.home].building].estate)
	best := int32(nobody)
	for range 400 {
		h := &t.homes[one(d, homes)]
		k := h.first + int32(d.n(int(h.after-h.first)))
		c := &t.people[k]
		if c.home == p.home || !c.ability.smart() || c.age < 18 || int(c.age) > int(p.age)-generation || int(c.age) < int(p.age)-45 {
			continue
		}
		best = k
		if !p.male || c.name.surname == p.name.surname {
			return k
		}
	}
	if best == nobody {
		return t.headOf(int(t.homes[p.home].building))
	}
	return best
}

// neighbour is someone of the building who looks in.
func (t *town) neighbour(d *dice, i int) int32 {
	p := &t.people[i]
	b := &t.buildings[t.homes[p.home].building]
	for range 400 {
		h := &t.homes[d.between(b.firstHome, b.afterHome-1)]
		k := h.first + int32(d.n(int(h.after-h.first)))
		if c := &t.people[k]; c.home != p.home && c.ability.smart() && c.age >= 35 && c.age < 75 {
			return k
		}
	}
	return t.headOf(int(t.homes[p.home].building))
}

func (t *town) relationRow(i int) Relation {
	r := &t.relations[i]
	row := Relation{
		Person: personID(int(r.person)), Agent: personRef(r.agent), Kind: relationNames[r.kind], Scope: r.scope,
		From: t.day(int(r.from)), Until: r.until, Default: r.byDefault, Mark: t.mark(),
	}
	if r.consent != nobody {
		row.Consent = consentID(int(r.consent))
	}
	return row
}
