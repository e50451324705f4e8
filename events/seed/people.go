package seed

import (
	"fmt"
	"slices"
	"time"

	"wanjia/events/fault"
)

// errAges is a table of stages that cannot have the ages of the plan.
var errAges = fault.New(fault.Internal, "seed_ages", "the households cannot have the ages of the plan")

type person struct {
	home     int32
	role     role
	band     band
	age      uint8
	male     bool
	lineage  uint8 // within the household: who has it has its surname
	ability  ability
	language language
	channel  uint8
	yearOnly bool // nobody knows the day of birth
	born     int32
	phone    int32 // the number's serial, or one of the below
	name     name
	needs    needSet
	allergic allergenSet
}

// makePeople fills every household with people whose ages add up to the plan.
func (t *town) makePeople() error {
	byStage := make([][]int32, len(stages))
	for i, h := range t.homes {
		byStage[h.stage] = append(byStage[h.stage], int32(i))
	}
	bandsOf, err := t.dealBands(byStage)
	if err != nil {
		return err
	}
	order := make([]int32, len(t.homes)) // place of each household among those of its stage
	d := t.dice("ages")
	for _, homes := range byStage {
		shuffle(d, homes)
		for k, h := range homes {
			order[h] = int32(k)
		}
	}
	t.people = make([]person, 0, t.size.people)
	for i := range t.homes {
		h := &t.homes[i]
		h.first = int32(len(t.people))
		for k, s := range stages[h.stage].slots {
			t.people = append(t.people, person{home: int32(i), role: s.role, band: bandsOf[h.stage][k][order[i]]})
		}
		h.after = int32(len(t.people))
		t.ageHousehold(d, t.people[h.first:h.after])
	}
	t.sexes()
	for i := range t.people {
		p := &t.people[i]
		// Born in the year that makes them p.age on the first of January.
		year := t.opt.Edition - int(p.age) - 1
		p.born = int32(daysTo(t.opt.Edition, year) + 1 + d.n(daysTo(year, year+1)-1))
		p.yearOnly = p.age >= 70 && d.in(1, 12)
	}
	return nil
}

// daysTo is the days from the first of January of one year to that of another.
func daysTo(from, to int) int {
	day := func(year int) time.Time { return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC) }
	return int(day(to).Sub(day(from)) / (24 * time.Hour))
}

// dealBands says, for each slot of each stage, the bands of the households of that
// stage from the youngest to the oldest. All slots of a household take the same
// place of these lists, so that old grandparents go with older children.
func (t *town) dealBands(byStage [][]int32) ([][][]band, error) {
	var rows []int
	var want [][]float64
	for s := range stages {
		for _, slot := range stages[s].slots {
			line := make([]float64, bands)
			sum := 0
			for b := range bands {
				sum += slot.ages[b]
			}
			for b := range bands {
				line[b] = float64(slot.ages[b]) / float64(sum) * float64(len(byStage[s]))
			}
			rows, want = append(rows, len(byStage[s])), append(want, line)
		}
	}
	cols := apportion(t.size.people, ageShares[t.opt.Profile])
	table, missed := fit(rows, cols, want)
	if missed > 0 && t.opt.MeanHousehold == 3 {
		return nil, errAges.With("people", missed)
	}
	dealt := make([][][]band, len(stages))
	row := 0
	for s := range stages {
		for range stages[s].slots {
			var list []band
			for b := range bands {
				list = append(list, slices.Repeat([]band{b}, table[row][b])...)
			}
			dealt[s] = append(dealt[s], list)
			row++
		}
	}
	return dealt, nil
}

// generation is the least number of years between parents and children.
const generation = 20

// ageHousehold gives ages within the bands, so that every generation is old enough
// to have had the next and couples are of like age.
func (t *town) ageHousehold(d *dice, family []person) {
	var least [4]int // how old the eldest bound member of a generation has to be, by the children
	below := -generation
	for g := 3; g >= 0; g-- {
		least[g] = below + generation
		for _, p := range family {
			if bound(p.role) && generations[p.role] == g {
				least[g] = max(least[g], bandAges[p.band][0])
			}
		}
		below = least[g]
	}
	above := 200
	for g := range least {
		needed := 0 // for the generation below to have had its parents
		if g < 3 {
			needed = least[g+1] + generation
		}
		youngest, partner := above-generation, -1
		for i := range family {
			p := &family[i]
			if generations[p.role] != g {
				continue
			}
			lo, hi := bandAges[p.band][0], bandAges[p.band][1]
			if !bound(p.role) {
				p.age = uint8(d.between(lo, hi))
				continue
			}
			lo = max(lo, min(hi, needed))
			hi = max(lo, min(hi, above-generation))
			age := d.between(lo, hi)
			if p.band == b90 { // few grow so old
				age = min(age, d.between(lo, hi))
			}
			if partner >= 0 && g < 3 {
				age = min(max(partner-d.between(-3, 6), lo), hi)
			}
			p.age, partner = uint8(age), age
			youngest = min(youngest, age)
		}
		above = youngest
	}
}

// bound says whether the age of the role has to fit its relatives'.
func bound(r role) bool { return r != carer && r != tenant && r != relative }

// sexes makes 498 of 1,000 male, couples being one of each.
func (t *town) sexes() {
	d := t.dice("sexes")
	left := (t.size.people*498 + 500) / 1000
	var free [3]class // the young and middle-aged, the old, carers and grandmothers
	free[0].weight, free[1].weight = 20, 11
	for i := range t.people {
		p := &t.people[i]
		switch {
		case p.role == husband || p.role == grandfather:
			p.male = true
			left--
		case p.role == wife || p.role == grandmother || p.role == carer:
		case p.band >= b70:
			free[1].members = append(free[1].members, int32(i))
		default:
			free[0].members = append(free[0].members, int32(i))
		}
	}
	for _, i := range choose(d, left, free[:]) {
		t.people[i].male = true
	}
}

func personID(i int) string { return fmt.Sprintf("P%06d", i+1) }

func (t *town) personRow(i int) Person {
	p := &t.people[i]
	row := Person{
		ID: personID(i), Household: homeID(int(p.home)), Name: p.name.String(), Sex: "F", Born: t.day(int(p.born)),
		Role: roleNames[p.role], Phone: t.phone(p.phone), Ability: abilityNames[p.ability],
		Language: languageNames[p.language], Channel: channelNames[p.channel], Mark: t.mark(),
	}
	if p.male {
		row.Sex = "M"
	}
	if p.yearOnly {
		row.Born = row.Born[:4]
	}
	return row
}
