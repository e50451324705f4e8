package seed

import (
	"fmt"

	"wanjia/events/fault"
)

// errVolunteers is a table of ages that the community's people cannot fill.
var errVolunteers = fault.New(fault.Internal, "seed_volunteers", "there are not enough people for the volunteers of the plan")

// volunteerPeople are the registered, at full size.
const volunteerPeople = 40_320

// volunteerAges are the classes of age with their share of a hundred.
var volunteerAges = []struct{ from, to, of int }{{16, 24, 9}, {25, 39, 21}, {40, 54, 27}, {55, 69, 36}, {70, 84, 7}}

// volunteerHours are the classes of hours served this year, in half hours, of a
// hundred volunteers.
var volunteerHours = []struct{ from, to, of int }{{0, 0, 38}, {1, 20, 30}, {21, 100, 20}, {101, 400, 9}, {401, 900, 3}}

// skills a volunteer may have put down.
var skills = []string{"cooking", "first_aid", "sign_language", "driving", "photography", "repairs", "electrician", "calligraphy", "singing", "accounting", "crowd_guiding", "english", "childcare", "legal", "counselling"}

type volunteer struct {
	person      int32
	class       uint8 // in volunteerAges
	year, total int32 // half hours
	since       int32
	skills      uint16 // bits
}

// makeVolunteers registers volunteers: by age as the plan says, 62 of a hundred
// female.
func (t *town) makeVolunteers() error {
	d := t.dice("volunteers")
	n := t.part(volunteerPeople)
	shares := make([]int, len(volunteerAges))
	for i, a := range volunteerAges {
		shares[i] = a.of
	}
	ages := apportion(n, shares)
	var pools [5][2][]int32 // by class of age; women, men
	for i, p := range t.people {
		for c, a := range volunteerAges {
			if int(p.age) >= a.from && int(p.age) <= a.to {
				sex := 0
				if p.male {
					sex = 1
				}
				pools[c][sex] = append(pools[c][sex], int32(i))
			}
		}
	}
	want := make([][]float64, len(ages))
	for c := range want {
		want[c] = []float64{float64(ages[c]) * 0.62, float64(ages[c]) * 0.38}
	}
	women := (n*62 + 50) / 100
	table, _ := fit(ages, []int{women, n - women}, want)
	for c := range table {
		for sex, k := range table[c] {
			if k > len(pools[c][sex]) {
				return errVolunteers.With("age", volunteerAges[c].from)
			}
			for _, i := range pick(d, pools[c][sex], k) {
				t.volunteers = append(t.volunteers, volunteer{person: i, class: uint8(c)})
			}
		}
	}
	shuffle(d, t.volunteers)
	t.serve(d)
	return nil
}

// serve gives every volunteer hours of this year and of those before.
func (t *town) serve(d *dice) {
	shares := make([]int, len(volunteerHours))
	for i, h := range volunteerHours {
		shares[i] = h.of
	}
	for i, c := range deck(d, apportion(len(t.volunteers), shares)) {
		v := &t.volunteers[i]
		h := volunteerHours[c]
		v.year = int32(d.between(h.from, h.to))
		years := d.between(0, min(15, int(t.people[v.person].age)-16))
		v.total = v.year
		for range years {
			v.total += int32(d.n(int(v.year) + 12))
		}
		v.since = -int32(d.between(1, 364) + 365*years)
		for range d.n(4) {
			v.skills |= 1 << d.n(len(skills))
		}
	}
}

// stars is the grade of so many half hours.
func stars(half int) int {
	n := 0
	for _, hours := range []int{100, 300, 600, 1_000, 1_500} {
		if half >= 2*hours {
			n++
		}
	}
	return n
}

func volunteerID(i int) string { return fmt.Sprintf("V%05d", i+1) }

func (t *town) volunteerRow(i int) Volunteer {
	v := &t.volunteers[i]
	row := Volunteer{
		ID: volunteerID(i), Person: personID(int(v.person)), Since: t.day(int(v.since)),
		HalfHoursThisYear: int(v.year), HalfHours: int(v.total), Stars: stars(int(v.total)), Mark: t.mark(),
	}
	for k, s := range skills {
		if v.skills&(1<<k) != 0 {
			row.Skills = append(row.Skills, s)
		}
	}
	return row
}
