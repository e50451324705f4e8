package seed

import "fmt"

// bind makes groups of kin, who sit together, and wishes.
func (t *town) bind() {
	d := t.dice("kin and wishes")
	var byMeal [meals][]int32
	seated := make([]int32, 0, len(t.banquet.signed))
	for i, s := range t.banquet.signed {
		if s.mode == modeMeal {
			seated = append(seated, int32(i))
			if s.channel != theme {
				byMeal[s.sitting] = append(byMeal[s.sitting], int32(i))
			}
		}
	}
	for _, of := range byMeal {
		order := append([]int32(nil), of...)
		shuffle(d, order)
		t.kinOf(d, order, len(of)*8/100)
	}
	t.banquet.wishes = make([][]int32, len(t.banquet.signed))
	for k, i := range seated {
		if d.in(30, 100) {
			t.wishOf(d, i, k, seated)
		}
	}
	t.ring(seated)
}

// kinOf makes groups of two to four households of different buildings out of n
// households, none larger than a table except the first, which is planned to be.
func (t *town) kinOf(d *dice, from []int32, n int) {
	large := len(t.banquet.kin) == 0
	for used := 0; used < n && len(from) > 4; {
		want := 2
		if d.in(1, 4) {
			want = d.between(3, 4)
		}
		most := placesAtTable
		if large {
			want, most = 6, 2*placesAtTable-2
		}
		var group []int32
		sum := 0
		for k := 0; k < min(len(from), 60) && len(group) < want; k++ {
			if come := int(t.banquet.signed[from[k]].come); sum+come <= most && t.fits(group, from[k], large) {
				group = append(group, from[k])
				sum += come
				from[k] = -1
			}
		}
		kept := from[:0]
		for _, i := range from {
			if i >= 0 {
				kept = append(kept, i)
			}
		}
		from = kept
		if len(group) < 2 {
			from = from[1:]
			continue
		}
		used += len(group)
		t.banquet.kin = append(t.banquet.kin, group)
		large = false
	}
}

// fits says whether a household may join the group: it lives elsewhere, eats alike
// and, as a table has few places for wheelchairs, is the only one with any.
func (t *town) fits(group []int32, i int32, large bool) bool {
	home := t.banquet.signed[i].home
	wheels := t.wheels(home)
	if wheels > 0 && large || wheels > 1 {
		return false
	}
	for _, k := range group {
		other := t.banquet.signed[k].home
		wheels += t.wheels(other)
		if t.homes[other].building == t.homes[home].building || t.halal(other) != t.halal(home) || wheels > 1 {
			return false
		}
	}
	return true
}

func (t *town) halal(home int32) bool { return t.people[t.homes[home].first].needs&needHalal != 0 }

// wishOf has household i wish for up to three: mostly neighbours at the same meal,
// now and then someone from anywhere, who may sit at the other meal.
func (t *town) wishOf(d *dice, i int32, k int, seated []int32) {
	for range d.between(1, 3) {
		other := seated[d.n(len(seated))]
		if d.in(85, 100) { // who registered next to it lives next to it
			other = seated[min(max(k+d.between(-6, 6), 0), len(seated)-1)]
			if t.banquet.signed[other].sitting != t.banquet.signed[i].sitting {
				continue
			}
		}
		have := t.banquet.wishes[i]
		if other == i || len(have) > 0 && have[0] == other || len(have) > 1 && have[1] == other {
			continue
		}
		t.banquet.wishes[i] = append(have, other)
	}
}

// ring plans three households at the first meal who wish for each other in a ring.
func (t *town) ring(seated []int32) {
	var three []int32
	for _, i := range seated {
		if s := t.banquet.signed[i]; s.sitting == 0 && s.channel == online && len(three) < 3 {
			three = append(three, i)
		}
	}
	for k, i := range three {
		t.banquet.wishes[i] = []int32{three[(k+1)%len(three)]}
	}
}

func (t *town) emitBonds(yield func(Row) error) error {
	for k, group := range t.banquet.kin {
		for _, i := range group {
			r := KinLink{Code: fmt.Sprintf("K%04d", k+1), Household: homeID(int(t.banquet.signed[i].home)), Agreed: true, Mark: t.mark()}
			if err := yield(r); err != nil {
				return err
			}
		}
	}
	for i, others := range t.banquet.wishes {
		for rank, other := range others {
			r := Wish{Household: homeID(int(t.banquet.signed[i].home)), Rank: rank + 1, With: homeID(int(t.banquet.signed[other].home)), Mark: t.mark()}
			if err := yield(r); err != nil {
				return err
			}
		}
	}
	return nil
}
