package seed

import (
	"slices"
	"strings"
)

// entry is a record of a person as the answer keys see it.
type entry struct {
	person   *person // whose record it is
	home     int32
	text     string
	spoken   []string // syllables of the name as written; nil where it is not plain Han Chinese
	pinyin   string   // those, joined
	phone    string
	building string // codes
	estate   string
}

// keyring makes the answer keys out of what the generator knows of every record.
type keyring struct {
	t       *town
	d       *dice
	entries []entry           // people, then second records, as their ids
	lodgers map[int32][]int32 // second records by household
	most    int               // questions of a kind
	asked   map[[3]string]bool
	codes   []string // of the buildings
	yield   func(Row) error
}

// question is a kind of question about a record.
type question struct {
	kind string
	// about says whether a record can be asked after in this way.
	about func(*entry) bool
	// means is equal for the records that the same question means.
	means func(*entry) string
	// rivals, if set, is equal for the records the question may rightly find
	// besides; with too many of them the question is not asked.
	rivals func(*entry) string
	// ask is the ways to put it.
	ask func(*entry) []string
	// scope is where it is asked, "" for everywhere.
	scope func(*entry) string
}

// enough is how many answers people look at.
const enough = 5

func (t *town) newKeyring(yield func(Row) error) *keyring {
	k := &keyring{t: t, d: t.dice("keys"), most: 400, asked: map[[3]string]bool{}, lodgers: map[int32][]int32{}, yield: yield}
	if t.opt.Size == S {
		k.most = 240
	}
	for b := range t.buildings {
		k.codes = append(k.codes, t.buildingCode(b))
	}
	for i := range t.people {
		p := &t.people[i]
		k.add(entry{person: p, home: p.home, text: p.name.String(), spoken: p.name.syllables(), phone: t.phone(p.phone)})
	}
	for i := range t.seconds {
		s := &t.seconds[i]
		p := &t.people[s.of]
		e := entry{person: p, home: s.home, text: s.name, phone: t.phone(s.phone)}
		if g, ok := strings.CutPrefix(s.name, surnameOf(p)); ok && readable(g) {
			e.spoken = name{p.name.surname, g}.syllables()
		}
		k.lodgers[s.home] = append(k.lodgers[s.home], int32(len(k.entries)))
		k.add(e)
	}
	return k
}

// add takes a record up.
func (k *keyring) add(e entry) {
	e.pinyin = strings.Join(e.spoken, "")
	e.building, e.estate = k.codes[k.t.homes[e.home].building], k.t.estateOf(int(e.home)).code
	k.entries = append(k.entries, e)
}

func surnameOf(p *person) string {
	if p.name.surname < 0 {
		return "\x00" // begins no name
	}
	return allSurnames[p.name.surname].text
}

// readable says whether all of a given name is in the table of readings.
func readable(given string) bool {
	for _, r := range given {
		if readings[r] == "" {
			return false
		}
	}
	return given != ""
}

// emitKeys yields which second record, address and number is whose, and the
// questions for searches.
func (t *town) emitKeys(yield func(Row) error) error {
	for i, s := range t.seconds {
		row := DuplicateKey{Person: personID(len(t.people) + i), Original: personID(int(s.of)), Differs: s.differs, Mark: t.mark()}
		if err := yield(row); err != nil {
			return err
		}
	}
	for h := range t.homes {
		if slip := t.homes[h].slip; slip != "" {
			if err := yield(AddressKey{homeID(h), slip, t.mark()}); err != nil {
				return err
			}
		}
	}
	for i := range t.people {
		if k := t.lender(i); k >= 0 && t.people[i].phone != noPhone && t.people[i].phone == t.people[k].phone {
			if err := yield(PhoneKey{personID(i), personID(k), t.mark()}); err != nil {
				return err
			}
		}
	}
	k := t.newKeyring(yield)
	for _, q := range k.questions() {
		if err := k.put(q); err != nil {
			return err
		}
	}
	return k.addresses()
}

// group lists the records by a key, of the keys that are asked for.
func (k *keyring) group(key func(*entry) string, of []int32) map[string][]int32 {
	m := map[string][]int32{}
	for _, i := range of {
		m[key(&k.entries[i])] = nil
	}
	for i := range k.entries {
		s := key(&k.entries[i])
		if list, ok := m[s]; ok && s != "" {
			m[s] = append(list, int32(i))
		}
	}
	return m
}

// put asks a question about records taken by chance, until there are enough or
// nobody is left. It yields one row for each way to ask.
func (k *keyring) put(q question) error {
	var able []int32
	for i := range k.entries {
		if e := &k.entries[i]; q.about(e) && q.means(e) != "" {
			able = append(able, int32(i))
		}
	}
	shuffle(k.d, able)
	for rows := 0; rows < k.most && len(able) > 0; {
		some := able[:min(len(able), 4*k.most)]
		able = able[len(some):]
		meant, rivals := k.group(q.means, some), map[string][]int32{}
		if q.rivals != nil {
			rivals = k.group(q.rivals, some)
		}
		for _, i := range some {
			e := &k.entries[i]
			who := meant[q.means(e)]
			if q.rivals != nil && len(union(who, rivals[q.rivals(e)])) > enough || len(who) > enough || rows >= k.most {
				continue
			}
			for _, text := range q.ask(e) {
				n, err := k.row(q.kind, text, q.scope(e), who, nil)
				if err != nil {
					return err
				}
				rows += n
			}
		}
	}
	return nil
}

// row yields one question, once, and says how many it yielded.
func (k *keyring) row(kind, text, scope string, who []int32, homes []int32) (int, error) {
	at := [3]string{kind, text, scope}
	if text == "" || k.asked[at] {
		return 0, nil
	}
	k.asked[at] = true
	row := SearchKey{Kind: kind, Query: text, Scope: scope, Mark: k.t.mark()}
	for _, i := range who {
		row.People = append(row.People, personID(int(i)))
	}
	for _, h := range homes {
		row.Households = append(row.Households, homeID(int(h)))
	}
	return 1, k.yield(row)
}

func union(a, b []int32) []int32 {
	all := slices.Concat(a, b)
	slices.Sort(all)
	return slices.Compact(all)
}
