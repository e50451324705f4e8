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

// piece is a word, or a group of numbers.
type piece struct {
	word  string
	group group
	head  string // of a telephone with a hidden middle
	tail  string // the digits of a bare group, if they may be the end of one
}

// cutPieces cuts a text at its groups, and what lies between them at spaces and
// signs.
func cutPieces(text []rune, groups []group) []piece {
	var out []piece
	at := 0
	words := func(end int) {
		for f := range strings.FieldsFuncSeq(string(text[at:max(at, end)]), func(r rune) bool { return isSeparator(r) && !isNameDot(r) }) {
			if key := joinWords(f, isNameRune); key != "" && !isDistrict(key) {
				for word := range strings.FieldsSeq(key) {
					out = append(out, piece{word: word})
				}
			}
		}
	}
	for i, g := range groups {
		between := strings.TrimSpace(string(text[at:max(at, g.at)]))
		words(g.at)
		next := piece{group: g}
		if g.bare || isDialled(text, g) {
			next.tail = digitsOf(text[g.at:g.end])
		}
		if i > 0 && between != "" && strings.Trim(between, "*x") == "" && len(out) > 0 && out[len(out)-1].word == "" && next.tail != "" {
			next.head = out[len(out)-1].tail
			out = out[:len(out)-1]
		}
		out = append(out, next)
		at = g.end
	}
	words(len(text))
	if key := nameKey(string(text)); len(out) == 0 && key != "" {
		out = append(out, piece{word: key}) // nothing but signs, or somebody called 武汉
	}
	return out
}

// isDialled says whether a group of numbers joined by signs may be a telephone:
// 027-82345678.
func isDialled(text []rune, g group) bool {
	for _, r := range text[g.at:g.end] {
		if !isDigit(r) && r != ' ' && r != '-' && r != '(' && r != ')' {
			return false
		}
	}
	return len(digitsOf(text[g.at:g.end])) >= 7
}

func digitsOf(text []rune) string {
	return strings.Map(func(r rune) rune {
		if isDigit(r) {
			return r
		}
		return -1
	}, string(text))
}

func isNameDot(r rune) bool { return r == '·' || r == '•' || r == '・' || r == '.' }

// isDistrict says whether a word is of the address above the estate.
func isDistrict(word string) bool {
	return slices.Contains([]string{"武汉", "武汉市", "湖北", "湖北省", "江岸", "江岸区", "百步亭", "百步亭花园", "百步亭社区", "湖北省武汉市", "武汉市江岸区"}, word)
}

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
