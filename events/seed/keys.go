package seed

import (
	"slices"
	"strings"
)

// entry is a record of a person as the answer keys see it.
type entry struct {
	person *person // whose record it is
	home   int32
	text   string
	spoken []string // syllables of the name as written; nil where it is not plain Han Chinese
	phone  string
}

// keyring makes the answer keys out of what the generator knows of every record.
type keyring struct {
	t       *town
	d       *dice
	entries []entry           // people, then second records, as their ids
	lodgers map[int32][]int32 // second records by household
	most    int               // questions of a kind
	asked   map[[3]string]bool
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
	for i := range t.people {
		p := &t.people[i]
		k.entries = append(k.entries, entry{p, p.home, p.name.String(), p.name.syllables(), t.phone(p.phone)})
	}
	for i := range t.seconds {
		s := &t.seconds[i]
		p := &t.people[s.of]
		e := entry{person: p, home: s.home, text: s.name, phone: t.phone(s.phone)}
		if g, ok := strings.CutPrefix(s.name, surnameOf(p)); ok && readable(g) {
			e.spoken = name{p.name.surname, g}.syllables()
		}
		k.lodgers[s.home] = append(k.lodgers[s.home], int32(len(k.entries)))
		k.entries = append(k.entries, e)
	}
	return k
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

// emitKeys yields which second record is whose, and the questions for searches.
func (t *town) emitKeys(yield func(Row) error) error {
	for i, s := range t.seconds {
		row := DuplicateKey{Person: personID(len(t.people) + i), Original: personID(int(s.of)), Differs: s.differs, Mark: t.mark()}
		if err := yield(row); err != nil {
			return err
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

// group lists the records by a key; those without one are in none.
func (k *keyring) group(key func(*entry) string) map[string][]int32 {
	m := map[string][]int32{}
	for i := range k.entries {
		if s := key(&k.entries[i]); s != "" {
			m[s] = append(m[s], int32(i))
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
	meant := k.group(q.means)
	var rivals map[string][]int32
	if q.rivals != nil {
		rivals = k.group(q.rivals)
	}
	shuffle(k.d, able)
	rows := 0
	for _, i := range able {
		if rows >= k.most {
			break
		}
		e := &k.entries[i]
		who := meant[q.means(e)]
		if q.rivals != nil && len(union(who, rivals[q.rivals(e)])) > enough || len(who) > enough {
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
