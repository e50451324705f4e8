package seed

import (
	"slices"
	"strings"
)

// second is a person written down once more.
type second struct {
	of      int32
	home    int32
	name    string
	born    Day
	phone   int32
	role    string
	channel uint8
	differs []string
}

// makeDirt makes what real lists have: addresses written in every way, three of a
// hundred with a slip, and fifteen people of a thousand a second time.
func (t *town) makeDirt() error {
	d := t.dice("dirt")
	slips := map[int32]bool{}
	for _, h := range pick(d, indices(len(t.homes)), (len(t.homes)*3+50)/100) {
		slips[h] = true
	}
	for h := range t.homes {
		a := t.door(h)
		switch {
		case slips[int32(h)]:
			t.homes[h].written, t.homes[h].slip = a.misspell(d)
		case d.in(55, 100):
			t.homes[h].written = a.plain()
		default:
			for t.homes[h].written == "" {
				if k := one(d, addressKinds); !k.scoped {
					t.homes[h].written = k.write(a, d)
				}
			}
		}
	}
	for _, i := range pick(d, indices(len(t.people)), (len(t.people)*15+500)/1000) {
		t.seconds = append(t.seconds, t.again(d, int(i)))
	}
	return nil
}

// again writes i down a second time. Of name, home and telephone at least one
// stays, so that someone who knows the person would know them in it.
func (t *town) again(d *dice, i int) second {
	p := &t.people[i]
	s := second{
		of: int32(i), home: p.home, name: p.name.String(), born: t.personRow(i).Born, phone: p.phone,
		role: roleNames[p.role], channel: uint8(d.n(len(channelNames))),
	}
	if d.in(38, 100) {
		if name, how := t.otherName(d, p); name != s.name {
			s.name, s.differs = name, append(s.differs, "name:"+how)
		}
	}
	if s.name == p.name.String() && d.in(3, 10) {
		homes := t.homesOf(t.buildings[t.homes[p.home].building].estate)
		if h := one(d, homes); h != p.home {
			s.home, s.role = h, "relative"
			s.differs = append(s.differs, "home")
		}
	}
	switch {
	case p.phone == noPhone || d.in(1, 2):
	case d.in(1, 2):
		s.phone, s.differs = noPhone, append(s.differs, "phone:none")
	case len(s.differs) == 0:
		s.phone, s.differs = t.newPhone(), append(s.differs, "phone:other")
	}
	switch {
	case len(s.born) == 4 || d.in(11, 20):
	case d.in(2, 3):
		s.born, s.differs = s.born[:4], append(s.differs, "born:year")
	case !slices.Contains(s.differs, "home"):
		s.born, s.differs = t.day(int(p.born)-365), append(s.differs, "born:off")
	}
	return s
}

// otherName is the person's name as someone else would have put it down.
func (t *town) otherName(d *dice, p *person) (text, how string) {
	if p.name.surname < 0 {
		return strings.ReplaceAll(p.name.given, "·", ""), "dot"
	}
	family := allSurnames[p.name.surname]
	g := []rune(p.name.given)
	for {
		switch d.n(5) {
		case 0, 1:
			k := d.n(len(g))
			if same := homophones[readings[g[k]]]; len(same) > 1 {
				g[k] = one(d, same)
				return family.text + string(g), "homophone"
			}
		case 2:
			if p.age >= 55 {
				return family.text + title(p), "title"
			}
		case 3:
			s := p.name.syllables()
			n := len(strings.Fields(family.reading))
			return capital(strings.Join(s[:n], "")) + " " + capital(strings.Join(s[n:], "")), "latin"
		case 4:
			return traditional(p.name.String()), "traditional"
		}
	}
}

// title is what neighbours call someone of that age, in Wuhan.
func title(p *person) string {
	switch {
	case p.male && p.age >= 65:
		return "爹爹"
	case p.male:
		return "师傅"
	case p.age >= 65:
		return "婆婆"
	default:
		return "阿姨"
	}
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// homophones are the characters of given names by reading.
var homophones = func() map[string][]rune {
	var all []rune
	for r := range readings {
		all = append(all, r)
	}
	slices.Sort(all)
	m := map[string][]rune{}
	for _, r := range all {
		m[readings[r]] = append(m[readings[r]], r)
	}
	return m
}()

func (t *town) secondRow(i int) SecondRecord {
	s := &t.seconds[i]
	row := t.personRow(int(s.of))
	row.ID, row.Household, row.Name, row.Born = personID(len(t.people)+i), homeID(int(s.home)), s.name, s.born
	row.Phone, row.Role, row.Channel = t.phone(s.phone), s.role, channelNames[s.channel]
	return SecondRecord{row}
}
