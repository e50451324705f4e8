package search

import (
	"slices"
	"strings"

	"wanjia/events/search/hanzi"
)

// estate is a name that addresses share.
type estate struct {
	name  string // folded: 桂香苑
	short string // without its last word: 桂香
	code  string // folded: gx
}

// estates are the estates in use, by number; number 0 is none. A search works
// on the list it found, so whoever changes the list makes a new one.
type estates struct {
	list    []estate
	numbers map[estate]uint16
	uses    []int
	free    []uint16

	// The last one taken: entries mostly come building by building.
	lastName, lastCode string
	last               estate
}

// take counts one more use of the estate of a and returns its number, 0 if the
// address names none.
func (e *estates) take(a Address) uint16 {
	x := e.last
	if a.EstateName != e.lastName || a.EstateCode != e.lastCode {
		x = estate{name: nameKey(a.EstateName), code: nameKey(a.EstateCode)}
		x.short = shorten(x.name)
		e.lastName, e.lastCode, e.last = strings.Clone(a.EstateName), strings.Clone(a.EstateCode), x
	}
	if x == (estate{}) {
		return 0
	}
	n, ok := e.numbers[x]
	if !ok {
		n = e.add(x)
	}
	if n > 0 {
		e.uses[n]++
	}
	return n
}

// drop takes one use back.
func (e *estates) drop(n uint16) {
	if n == 0 {
		return
	}
	if e.uses[n]--; e.uses[n] == 0 {
		delete(e.numbers, e.list[n])
		e.list = slices.Clone(e.list)
		e.list[n] = estate{}
		e.free = append(e.free, n)
	}
}

func (e *estates) add(x estate) uint16 {
	if e.numbers == nil {
		e.numbers, e.list, e.uses = map[estate]uint16{}, make([]estate, 1), make([]int, 1)
	}
	var n uint16
	switch last := len(e.free) - 1; {
	case last >= 0:
		n, e.free = e.free[last], e.free[:last]
		e.list = slices.Clone(e.list)
	case len(e.list) > 0xffff:
		return 0 // no community has so many; their entries are still found by the rest
	default:
		n = uint16(len(e.list))
		e.list = append(slices.Clip(slices.Clone(e.list)), estate{})
		e.uses = append(e.uses, 0)
	}
	e.list[n] = x
	e.numbers[x] = n
	return n
}

// estateWords end the names of estates and are often left out.
var estateWords = []string{"小区", "花园", "公寓", "新村", "社区", "苑", "园", "院", "里", "村"}

// shorten leaves out the last word of an estate's name, if enough remains.
func shorten(name string) string {
	for _, word := range estateWords {
		if rest, ok := strings.CutSuffix(name, word); ok && len([]rune(rest)) >= 2 {
			return rest
		}
	}
	return name
}

func hasEstateWord(s string) bool {
	return slices.ContainsFunc(estateWords, func(word string) bool { return strings.HasSuffix(s, word) })
}

// estateHit is an estate a word may mean.
type estateHit struct {
	number uint16
	off    int // what to take from the score of an address for not being exact
	fuzzy  bool
}

// What it costs to say an estate less than exactly.
const (
	offShort = 2
	offCode  = 4
	offSpelt = 8
	offBegun = 12
	offHeard = 20
	offTypo  = 60

	leastTypo  = 3   // characters a name must have for one of them to be wrong
	leastHeard = 600 // score of a name that only sounds like the word
)

// findEstates returns the estates that word may mean: their name, whole or
// short, their code, their sound whole or by initials; with fuzzy also what
// sounds alike or has one slip in it.
func findEstates(list []estate, word string, fuzzy bool) []estateHit {
	var (
		hits []estateHit
		m    = matcher{fuzzy: fuzzy}
		t    = newTerm(word)
	)
	if len(t.atoms) == 0 || len(t.atoms) == 1 && len([]rune(word)) < 2 {
		return nil
	}
	for n, e := range list {
		if e == (estate{}) {
			continue
		}
		off, near, ok := e.means(&m, &t, word)
		if !ok && fuzzy && slip(word, e.name, e.short) {
			off, near, ok = offTypo, true, true
		}
		if ok {
			hits = append(hits, estateHit{uint16(n), off, near})
		}
	}
	return withNamesakes(list, hits)
}

// withNamesakes adds the estates that are the same under another code or none,
// as addresses from different sources may have it.
func withNamesakes(list []estate, hits []estateHit) []estateHit {
	for _, h := range hits {
		for n, e := range list {
			known := func(x estateHit) bool { return int(x.number) == n }
			if e.name != "" && e.name == list[h.number].name && !slices.ContainsFunc(hits, known) {
				hits = append(hits, estateHit{uint16(n), h.off, h.fuzzy})
			}
		}
	}
	return hits
}

// means says whether word says e, and at what cost.
func (e estate) means(m *matcher, t *term, word string) (off int, fuzzy, ok bool) {
	switch word {
	case e.name:
		return 0, false, true
	case e.short:
		return offShort, false, true
	case e.code:
		return offCode, false, true
	}
	best := m.name(t, e.name)
	if short := m.name(t, e.short); short.score > best.score {
		best = short
	}
	switch {
	case best.why&whyFuzzy != 0:
		return offHeard, true, best.score >= leastHeard
	case best.why&whyName != 0:
		return offBegun, false, best.score >= baseName-offPrefix
	case best.score >= baseBegun:
		return offSpelt, false, true
	}
	return offBegun, false, best.score >= baseMingled || best.score == baseInitials
}

// slip says whether word is one of the names but for one character added, left
// out, exchanged for another or with its neighbour. Characters that sound the
// same are the same; for letters, the sound of the name is compared.
func slip(word string, names ...string) bool {
	typed := []rune(word)
	for _, name := range slices.Compact(names) {
		if isWord(word) {
			name = spelling(name)
		}
		own := []rune(name)
		if isWord(word) && min(len(typed), len(own)) < 2*leastTypo || len(own) < leastTypo {
			continue
		}
		if len(typed) < leastTypo && !hasEstateWord(word) {
			continue // 桂苑 may be 桂香苑; any two characters may not
		}
		if oneEdit(typed, own) {
			return true
		}
	}
	return false
}

func isWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !isWordRune(r) }) < 0
}

// spelling writes a name by the usual sounds of its characters.
func spelling(name string) string {
	var b strings.Builder
	for _, u := range split(name, nil) {
		b.WriteString(u.word)
		if r := hanzi.Readings(u.char); len(r) > 0 {
			b.WriteString(r[0].Syllable.String())
		}
	}
	return b.String()
}

func oneEdit(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && alike(a[i], b[i]) {
		i++
	}
	if len(a) < len(b) {
		return allAlike(a[i:], b[i+1:])
	}
	return i == len(a) || allAlike(a[i+1:], b[i+1:]) ||
		i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && allAlike(a[i+2:], b[i+2:])
}

func allAlike(a, b []rune) bool { return slices.EqualFunc(a, b, alike) }

// alike says whether two characters are one, or share a reading.
func alike(a, b rune) bool {
	if a == b {
		return true
	}
	for _, x := range hanzi.Readings(a) {
		for _, y := range hanzi.Readings(b) {
			if x.Syllable == y.Syllable {
				return true
			}
		}
	}
	return false
}
