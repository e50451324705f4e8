package seed

import (
	"strconv"
	"strings"
)

// ability is how someone can be reached.
type ability uint8

const (
	daily   ability = iota // WeChat every day on a smartphone of their own
	chat                   // a smartphone, but only to talk and see each other
	feature                // a telephone that telephones
	none                   // no telephone of their own
)

var abilityNames = []string{"daily", "chat", "feature", "none"}

// smart says whether there is a smartphone.
func (a ability) smart() bool { return a == daily || a == chat }

// language is what someone likes to be spoken to in.
type language uint8

const (
	putonghua language = iota
	wuhan
	otherDialect
	sign
)

var languageNames = []string{"putonghua", "wuhan", "other", "sign"}

// channelNames are who may have written a record.
var channelNames = []string{"self", "import", "head", "family", "desk"}

// byBand lists people of [from, to) who are wanted, a class for each band.
func (t *town) byBand(weights [bands]int, wanted func(*person) bool) []class {
	classes := make([]class, bands)
	for b := range classes {
		classes[b].weight = weights[b]
	}
	for i := range t.people {
		if p := &t.people[i]; weights[p.band] > 0 && wanted(p) {
			classes[p.band].members = append(classes[p.band].members, int32(i))
		}
	}
	return classes
}

// makeReach says who has what telephone: of a hundred 74 use WeChat daily, 12 only
// chat, 4 have a feature phone, 10 none: children under ten and 9 of a hundred of
// those over seventy.
func (t *town) makeReach() error {
	d := t.dice("reach")
	n := t.size.people
	old := 0
	for i := range t.people {
		switch p := &t.people[i]; {
		case p.band <= b6:
			p.ability = none
		case p.band >= b70:
			old++
		}
	}
	undecided := func(p *person) bool { return p.ability == daily }
	for _, a := range []struct {
		ability ability
		people  int
		weights [bands]int
	}{
		{none, (old*9 + 50) / 100, [bands]int{b70: 1, b80: 3, b90: 6}},
		{feature, n * 4 / 100, [bands]int{b10: 10, b60: 10, b70: 40, b80: 60, b90: 60}},
		{chat, n * 12 / 100, [bands]int{b10: 30, b14: 2, b35: 3, b50: 20, b60: 50, b70: 60, b80: 50, b90: 50}},
	} {
		for _, i := range choose(d, a.people, t.byBand(a.weights, undecided)) {
			t.people[i].ability = a.ability
		}
	}
	for i := range t.people {
		p := &t.people[i]
		wheels := [][]int{{45, 40, 15, 0, 0}, {20, 30, 35, 15, 0}, {0, 25, 45, 20, 10}, {0, 20, 45, 30, 5}}
		p.channel = uint8(newWheel(wheels[p.ability]).spin(d))
		if p.age < 16 {
			p.channel = uint8(newWheel([]int{0, 40, 15, 45, 0}).spin(d))
		}
	}
	t.givePhones(d)
	return nil
}

// noPhone is the serial of who has no number at all.
const noPhone = -1

// givePhones gives everyone with a telephone a number of their own, except two of
// a hundred people, who give that of someone they live with.
func (t *town) givePhones(d *dice) {
	classes := []class{{weight: 6}, {weight: 2}, {weight: 1}} // old, young, others
	for i := range t.people {
		p := &t.people[i]
		p.phone = noPhone
		if p.ability == none || t.lender(i) < 0 {
			continue
		}
		switch {
		case p.age >= 65:
			classes[0].members = append(classes[0].members, int32(i))
		case p.age < 16:
			classes[1].members = append(classes[1].members, int32(i))
		case p.age >= 50 && p.ability == chat:
			classes[2].members = append(classes[2].members, int32(i))
		}
	}
	borrows := map[int32]bool{}
	for _, i := range choose(d, t.size.people*2/100, classes) {
		borrows[i] = true
	}
	for i := range t.people {
		if p := &t.people[i]; p.ability != none && !borrows[int32(i)] {
			p.phone = t.newPhone()
		}
	}
	for i := range t.people {
		if borrows[int32(i)] {
			t.people[i].phone = t.people[t.lender(i)].phone
		}
	}
}

// lender is the member of i's household whose number i may give: the youngest from
// 18 to 49 with WeChat, who is never one to borrow; -1 for none.
func (t *town) lender(i int) int {
	h := &t.homes[t.people[i].home]
	best := -1
	for k := int(h.first); k < int(h.after); k++ {
		p := &t.people[k]
		if k != i && p.ability == daily && p.age >= 18 && p.age < 50 && (best < 0 || p.age < t.people[best].age) {
			best = k
		}
	}
	return best
}

// reserved numbers, the lowest, are for accounts made by hand.
const reserved = 100

// newPhone is a number nobody has yet, as its serial.
func (t *town) newPhone() int32 {
	if t.phones.modulus == 0 {
		room := 10_000
		for room-reserved < t.size.people*105/100 {
			room *= 10
		}
		d := t.dice("phones")
		t.phones.modulus, t.phones.next = room-reserved, d.n(room-reserved)
		for t.phones.step = d.n(t.phones.modulus); gcd(t.phones.step, t.phones.modulus) != 1; {
			t.phones.step = d.n(t.phones.modulus)
		}
	}
	t.phones.next = (t.phones.next + t.phones.step) % t.phones.modulus
	return int32(reserved + t.phones.next)
}

// phoneBook goes through all serials in steps that meet none twice.
type phoneBook struct{ modulus, step, next int }

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// phone is the eleven digits of a serial, "" for [noPhone].
func (t *town) phone(serial int32) string {
	if serial == noPhone {
		return ""
	}
	s := strconv.Itoa(int(serial))
	return t.opt.PhonePrefix + strings.Repeat("0", 11-len(t.opt.PhonePrefix)-len(s)) + s
}
