package search

import (
	"strings"

	"wanjia/events/search/hanzi"
)

// matcher compares terms with names. It is used by one search at a time and
// keeps what it needs between names.
type matcher struct {
	term  *term
	units []unit
	fuzzy bool // sounds taken for one another count, and one wrong character
	start int
	steps int
	best  match
}

// match is how well a term fits: no score, no fit.
type match struct {
	score int
	why   reasons
}

// mostSteps bounds the work on one name: sixty letters against sixty characters
// of many readings could otherwise take for ever. No name people have comes near.
const mostSteps = 4000

// aliasSign begins those of an entry's keys that are words for its place.
const aliasSign = '@'

// names finds the best fit of t among keys, one per line, a person's own name
// the first.
func (m *matcher) names(t *term, keys string) match {
	var best match
	for i := 0; keys != ""; i++ {
		key, rest, _ := strings.Cut(keys, "\n")
		keys = rest
		alias := key != "" && key[0] == aliasSign
		if alias {
			key = key[1:]
		}
		fit := m.name(t, key)
		if fit.score == 0 {
			continue
		}
		if i > 0 {
			fit.score -= offOther
		}
		if alias {
			fit.why |= whyAddress
			fit.why &^= whyName | whyPinyin | whyInitials
		}
		if fit.score > best.score {
			best = fit
		}
	}
	return best
}

// name compares t with one name key.
func (m *matcher) name(t *term, key string) match {
	if t.text != "" {
		if fit := exact(t, key); fit.score > 0 || !m.fuzzy {
			return fit
		}
	}
	m.term, m.steps, m.best = t, 0, match{}
	m.units = split(key, m.units[:0])
	last := len(m.units)
	if t.only {
		last = min(last, 1)
	}
	for m.start = 0; m.start < last; m.start++ {
		m.atom(0, m.start, quality{})
	}
	return m.best
}

// exact finds characters as they stand.
func exact(t *term, key string) match {
	i := strings.Index(key, t.text)
	switch {
	case i < 0 || t.only && i > 0:
		return match{}
	case len(key) == len(t.text):
		return match{baseName, whyName}
	case i == 0:
		return match{baseName - offPrefix, whyName}
	case i+len(t.text) == len(key):
		return match{baseName - offSuffix, whyName}
	}
	return match{baseName - offMiddle, whyName}
}

// atom fits the atoms from a on to the units from u on.
func (m *matcher) atom(a, u int, q quality) {
	if a == len(m.term.atoms) {
		if fit := q.fit(m.term, m.start, u, len(m.units)); fit.score > m.best.score {
			m.best = fit
		}
		return
	}
	m.steps++
	if u >= len(m.units) || m.steps > mostSteps {
		return
	}
	at := &m.term.atoms[a]
	if at.char != 0 {
		q.cut = false
	} else {
		m.letters(a, at.letters, u, q)
		return
	}
	if at.char == m.units[u].char {
		q.chars++
		m.atom(a+1, u+1, q)
		return
	}
	if !m.fuzzy || m.units[u].char == 0 {
		return
	}
	switch like := m.sounds(at, u); {
	case q.wrong > 0:
		return
	case like == same:
		q.same++
	case like == nearly:
		q.near++
	case a > 0 && m.term.forgiving() && q.same+q.near == 0:
		q.wrong++
	default:
		return
	}
	m.atom(a+1, u+1, q)
}

type likeness uint8

const (
	unlike likeness = iota
	nearly
	same
)

// sounds says how like the character typed and that of a unit sound.
func (m *matcher) sounds(at *atom, u int) likeness {
	found := unlike
	for _, r := range readingsAt(m.units, u) {
		for _, typed := range at.readings {
			if typed.Syllable == r.Syllable {
				return same
			}
			if typed.SoundsLike(r.Syllable) {
				found = nearly
			}
		}
	}
	return found
}

// letters fits the rest of a run of letters to the units from u on.
func (m *matcher) letters(a int, rest string, u int, q quality) {
	if rest == "" {
		m.atom(a+1, u, q)
		return
	}
	m.steps++
	if u >= len(m.units) || m.steps > mostSteps {
		return
	}
	if word := m.units[u].word; word != "" {
		m.spell(a, rest, u, q, word, 1)
		return
	}
	for _, r := range readingsAt(m.units, u) {
		next := q
		switch r.Level {
		case hanzi.Other:
			next.other++
		case hanzi.Misread:
			if !m.fuzzy {
				continue
			}
			next.near++
		}
		for i, spelling := range r.Spellings() {
			if i == 1 {
				next.respelt++
			}
			m.spell(a, rest, u, next, spelling, 1)
		}
		if m.fuzzy {
			next.near++
			for _, spelling := range r.Near() {
				m.spell(a, rest, u, next, spelling, 2) // one letter swapped says too little
			}
		}
	}
}

// spell fits the beginning of rest to one spelling of unit u: to all of it, or
// to its first letters, as many as least or more.
func (m *matcher) spell(a int, rest string, u int, q quality, spelling string, least int) {
	if rest[0] != spelling[0] {
		return
	}
	common := 1
	for common < len(rest) && common < len(spelling) && rest[common] == spelling[common] {
		common++
	}
	word := m.units[u].word != ""
	for k := common; k >= min(least, len(spelling)); k-- {
		next := q
		next.cut = false
		switch {
		case k == len(spelling) && word:
			next.chars++
		case k == len(spelling):
			next.full++
		case k == 1 || k == 2 && spelling[1] == 'h':
			next.initials++
		default:
			next.part++
			next.cut = true
			next.words = next.words || word
		}
		m.letters(a, rest[k:], u+1, next)
	}
}
