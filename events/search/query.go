package search

import (
	"fmt"
	"slices"
	"strings"
)

// mostPlans bounds how many ways a query is understood; each costs a look at
// every signature.
const mostPlans = 16

// mostWords is how many words are tried one by one; of a longer query only the
// whole is looked for, as the name of somebody who has many.
const mostWords = 8

// planner turns the text of a query into plans.
type planner struct {
	estates []estate
	fuzzy   bool
	mended  bool // the text at hand is not the one typed
	year    int  // of today
	plans   []plan
	seen    map[string]bool
	named   map[string][]estateHit // estates by the word for them, found before
}

// plans returns the ways to understand text, strictly or with fuzz.
func plans(text string, list []estate, year int, fuzzy bool) []plan {
	p := planner{estates: list, fuzzy: fuzzy, year: year, seen: map[string]bool{}, named: map[string][]estateHit{}}
	folded := foldText(text)
	if fuzzy {
		if right, ok := mend(folded); ok {
			p.mended = true
			p.text(right)
			p.mended = false
		}
	}
	p.text(folded)
	if typed := foldTyped(text); string(typed) != string(folded) {
		p.text(typed)
	}
	return p.plans
}

func (p *planner) text(text []rune) {
	for _, join := range []bool{true, false} {
		pieces := cutPieces(text, findGroups(text, join))
		p.pieces(pieces)
		// 万一楼 may be a person's name and no floor.
		numbers := slices.ContainsFunc(pieces, func(x piece) bool { return x.word == "" })
		if numbers && !slices.ContainsFunc(text, isSeparator) && slices.ContainsFunc(text, isNoDigit) {
			p.add("whole", []string{nameKey(string(text))}, nil, nil, 0)
		}
	}
}

func isNoDigit(r rune) bool { return !isDigit(r) }

// pieces plans for every choice of which numbers are telephones and which
// address, and of which word is the estate.
func (p *planner) pieces(pieces []piece) {
	var words []string
	var groups []piece
	for _, x := range pieces {
		if x.word != "" {
			words = append(words, x.word)
		} else {
			groups = append(groups, x)
		}
	}
	groups = groups[:min(len(groups), 4)]
	for choice := range 1 << len(groups) {
		var (
			parts []lexeme
			tails []tail
			ok    = true
		)
		for i, g := range groups {
			if choice>>i&1 == 0 && g.head == "" {
				parts = append(parts, g.group.parts...)
				continue
			}
			t, isTail := newTail(g.head, g.tail)
			ok = ok && isTail
			tails = append(tails, t)
		}
		if ok {
			p.choose(words, parts, tails)
		}
	}
}

// choose plans for no estate, and for every word that may be one.
func (p *planner) choose(words []string, parts []lexeme, tails []tail) {
	p.read(words, parts, tails, nil)
	if len(words) > mostWords {
		return
	}
	for from := range words {
		for to := from + 1; to <= min(len(words), from+4); to++ {
			said := strings.Join(words[from:to], "")
			if to > from+1 && !isWord(said) {
				break // only letters are typed apart: gui xiang yuan
			}
			rest := slices.Concat(words[:from], words[to:])
			hits, known := p.named[said]
			if !known {
				hits = findEstates(p.estates, stripDistrict(said), p.fuzzy)
				p.named[said] = hits
			}
			if len(hits) > 0 {
				p.read(rest, parts, tails, hits)
			}
		}
		for _, s := range splitEstate(p.estates, words[from]) {
			rest := slices.Concat(words[:from], []string{s.rest}, words[from+1:])
			p.read(rest, parts, tails, []estateHit{s.hit})
		}
	}
}

type estateSplit struct {
	hit  estateHit
	rest string
}

// splitEstate finds an estate at either end of a word: 桂香苑龚海燕.
func splitEstate(list []estate, word string) []estateSplit {
	var out []estateSplit
	for n, e := range list {
		for i, name := range []string{e.name, e.short} {
			if len([]rune(name)) < 2 || i == 1 && e.short == e.name {
				continue
			}
			hit := estateHit{number: uint16(n), off: i * offShort}
			if rest, ok := strings.CutPrefix(word, name); ok && rest != "" {
				out = append(out, estateSplit{hit, rest})
				break
			}
			if rest, ok := strings.CutSuffix(word, name); ok && rest != "" {
				out = append(out, estateSplit{hit, rest})
				break
			}
		}
	}
	return out
}

// read plans for the likeliest readings of the numbers.
func (p *planner) read(words []string, parts []lexeme, tails []tail, hits []estateHit) {
	if len(parts) == 0 {
		if len(hits) == 0 {
			p.name(words, nil, tails)
			return
		}
		p.name(words, &where{estates: hits}, tails)
		return
	}
	readings := assemble(parts, len(hits) > 0)
	for _, r := range readings[:min(len(readings), 3)] {
		w := newWhere(r, hits)
		p.name(words, &w, tails)
	}
}

// name plans for the words side by side, apart, and without a title.
func (p *planner) name(words []string, w *where, tails []tail) {
	p.add("", words, w, tails, 0)
	if len(words) > 1 && len(words) <= mostWords {
		p.add("apart", words, w, tails, 0)
	}
	n := len(words)
	if n == 0 {
		return
	}
	if n > 1 && isTitle(words[n-1]) {
		p.titled(words[n-1], words[:n-1], w, tails)
		return
	}
	joined := strings.Join(words, "")
	if name, title, ok := cutTitle(joined); ok {
		p.titled(title, []string{name}, w, tails)
	}
}

// titled plans for words that a title was cut off.
func (p *planner) titled(title string, words []string, w *where, tails []tail) {
	before := len(p.plans)
	p.add("title", words, w, tails, offTitle)
	if len(p.plans) > before {
		p.plans[before].title = bearersOf(title, p.year)
	}
}

// add adds a plan unless it is there or there are enough.
func (p *planner) add(how string, words []string, w *where, tails []tail, off int) {
	if len(words) == 0 && w == nil && len(tails) == 0 || len(p.plans) == mostPlans {
		return
	}
	switch {
	case p.mended && (w == nil || w.place == place{} && w.floor == 0):
		return // what was mended is an address
	case p.fuzzy && !p.mended && len(words) == 0 && !w.fuzzy():
		return // nothing in it can be nearly right
	}
	key := fmt.Sprint(how, words, tails, p.mended)
	if w != nil {
		key += fmt.Sprint(*w)
	}
	if p.seen[key] {
		return
	}
	p.seen[key] = true
	x := plan{where: w, tails: tails, off: off, fuzzy: p.fuzzy && !p.mended, mended: p.mended}
	switch {
	case len(words) == 0:
	case how == "apart":
		for _, word := range words {
			x.terms = append(x.terms, newTerm(word))
		}
	default:
		t := newTerm(words...)
		t.only = how == "title" && len(t.atoms) == 1
		x.terms = []term{t}
	}
	for _, t := range x.terms {
		if len(t.atoms) == 0 {
			return
		}
	}
	p.plans = append(p.plans, x)
}
