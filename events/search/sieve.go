package search

import "slices"

// sieve is what a plan asks of planes.
type sieve struct {
	all   []uint16      // rows an entry must stand in
	some  [][]uint16    // and of each of these in one
	heard []soundSieves // of each term, in a search with fuzz
}

// soundSieves are the characters of a term: for each the rows of itself, first, and of
// what sounds like it.
type soundSieves struct {
	chars     [][]uint16
	forgiving bool // see [term.forgives]
}

// newSieve returns what p asks. Each line follows one of [plan.may], [where.fit],
// [term.may], [term.forgives] or [run.met].
func newSieve(p *plan) sieve {
	var s sieve
	for _, t := range p.tails {
		s.all = digitRows(s.all, t.n)
	}
	if w := p.where; w != nil {
		s.all = placeRows(s.all, w.place)
		if w.floor != 0 {
			s.all = append(s.all, floorRow(w.floor))
		}
	}
	for i := range p.terms {
		s.term(&p.terms[i], p.fuzzy)
	}
	slices.Sort(s.all)
	s.all = slices.Compact(s.all)
	return s
}

func (s *sieve) term(t *term, fuzzy bool) {
	runs := t.strict
	if fuzzy {
		runs = t.loose
		if len(t.sounds) > 0 {
			s.hear(t)
		}
	} else {
		s.all = t.chars.rows(s.all, rowChars)
	}
	for i := range runs {
		r := &runs[i]
		s.some = append(s.some, letterRows(r.first))
		if len(r.letters) > longestRun {
			continue
		}
		for _, row := range letterRows(r.must) {
			s.some = append(s.some, []uint16{row, rowLatin})
		}
	}
}

func (s *sieve) hear(t *term) {
	heard := soundSieves{forgiving: t.forgiving()}
	for _, need := range t.sounds {
		heard.chars = append(heard.chars, need.sounds.rows([]uint16{rowChars + uint16(need.char)}, rowSounds))
	}
	s.heard = append(s.heard, heard)
}

func letterRows(letters uint32) []uint16 {
	return (&set128{uint64(letters)}).rows(nil, rowLetters)
}

// sift leaves in bits the slots that may answer; a no is certain. It says whether any
// is left. bits are for the slots from*64 to to*64, and at most a window's.
func (s *sieve) sift(p *planes, bits []uint64, from, to int) bool {
	for _, n := range s.all {
		if !and(bits, p.row(n, from, to)) {
			return false
		}
	}
	for _, rows := range s.some {
		if !andAny(bits, p, rows, from, to) {
			return false
		}
	}
	for i := range s.heard {
		if !s.heard[i].sift(p, bits, from, to) {
			return false
		}
	}
	return true
}

// sift leaves the slots that have each character, or one that sounds like it; or all as
// typed but one, which is not the first.
func (s *soundSieves) sift(p *planes, bits []uint64, from, to int) bool {
	var kept [window / 64]uint64
	forgiven := kept[:0]
	if s.forgiving {
		forgiven = kept[:len(bits)]
		copy(forgiven, bits)
		s.forgive(p, forgiven, from, to)
	}
	left := true
	for _, rows := range s.chars {
		if left = andAny(bits, p, rows, from, to); !left {
			break
		}
	}
	for i, b := range forgiven {
		bits[i] |= b
		left = left || b != 0
	}
	return left
}

func (s *soundSieves) forgive(p *planes, bits []uint64, from, to int) {
	if !and(bits, p.row(s.chars[0][0], from, to)) {
		return
	}
	var one [window / 64]uint64 // those that lack a character
	for _, rows := range s.chars[1:] {
		row := p.row(rows[0], from, to)
		for i := range bits {
			lacks := ^row[i]
			bits[i] &^= one[i] & lacks
			one[i] |= lacks
		}
	}
}

// and keeps the bits that are in row as well, and says whether there are any.
func and(bits, row []uint64) bool {
	row = row[:len(bits)]
	left := uint64(0)
	for i, b := range bits {
		b &= row[i]
		bits[i] = b
		left |= b
	}
	return left != 0
}

// andAny keeps the bits that are in one of the rows as well.
func andAny(bits []uint64, p *planes, rows []uint16, from, to int) bool {
	switch len(rows) {
	case 1:
		return and(bits, p.row(rows[0], from, to))
	case 2:
		a, b := p.row(rows[0], from, to)[:len(bits)], p.row(rows[1], from, to)[:len(bits)]
		left := uint64(0)
		for i, have := range bits {
			have &= a[i] | b[i]
			bits[i] = have
			left |= have
		}
		return left != 0
	}
	left := uint64(0)
	for i, have := range bits {
		if have == 0 {
			continue
		}
		any := uint64(0)
		for _, n := range rows {
			any |= p.bits[int(n)*p.words+from+i]
		}
		have &= any
		bits[i] = have
		left |= have
	}
	return left != 0
}
