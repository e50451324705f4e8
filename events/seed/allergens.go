package seed

import "slices"

// allergenSet is which allergens someone has declared.
type allergenSet uint16

// allergens are the eight groups of GB 7718 and those of the kitchens here, with
// how many of two hundred who declare any declare this one; several are allowed.
var allergens = []struct {
	code string
	of   int
}{
	{"G", 16}, {"C", 44}, {"F", 18}, {"E", 52}, {"P", 20}, {"S", 8}, {"M", 30}, {"N", 12},
	{"ML", 12}, {"SE", 4}, {"MU", 4}, {"MG", 8}, {"AL", 6}, {"BK", 1}, {"OT", 4},
}

// Who declares an allergy, at full size.
const (
	allergicAdults   = 5_600
	allergicChildren = 1_650 // under fourteen
)

// giveAllergens has people declare theirs.
func (t *town) giveAllergens() {
	d := t.dice("allergens")
	var young, grownUp []int32
	for i, p := range t.people {
		if p.age < 14 {
			young = append(young, int32(i))
		} else {
			grownUp = append(grownUp, int32(i))
		}
	}
	children := slices.Clone(pick(d, young, t.part(allergicChildren)))
	adults := slices.Clone(pick(d, grownUp, t.part(allergicAdults)))
	everyone := append(slices.Clone(children), adults...)
	counts := make([]int, len(allergens))
	alcohol := 0
	for i, a := range allergens {
		counts[i] = (len(everyone)*a.of + 100) / 200
		if a.code == "AL" {
			alcohol, counts[i] = i, 0
			for _, k := range pick(d, adults, (len(everyone)*a.of+100)/200) {
				t.people[k].allergic |= 1 << alcohol
			}
		}
	}
	// First everyone who has declared nothing yet gets one, then the rest goes round.
	cards := deck(d, counts)
	shuffle(d, everyone)
	for _, k := range everyone {
		if t.people[k].allergic == 0 {
			t.people[k].allergic, cards = 1<<cards[0], cards[1:]
		}
	}
	for _, c := range cards {
		for {
			if p := &t.people[one(d, everyone)]; p.allergic&(1<<c) == 0 {
				p.allergic |= 1 << c
				break
			}
		}
	}
}
