package search

// head is what is looked at before a signature, 16 bytes per entry lying side by side:
// the same sets folded to a quarter of their size. Most entries answer most queries so
// little that a quarter of a line of the processor's cache is enough to say no.
// Folding only joins numbers, so a head never rules out what its signature would not.
type head struct {
	letters  uint32 // as in the signature, with the flags
	chars    uint32
	sounds   uint32
	tail     uint16
	building uint16
}

func (s *signature) head() head {
	return head{letters: s.letters, chars: s.chars.fold(), sounds: s.sounds.fold(), tail: s.tail, building: s.building}
}

// fold is the set of the numbers' last five bits.
func (s *set128) fold() uint32 {
	all := s[0] | s[1]
	return uint32(all) | uint32(all>>32)
}

// hint is what a plan asks of a head. The first three are the part of it that is asked
// of every entry: they are all of it that most queries need.
type hint struct {
	chars          uint32   // of all terms; none where sounds do as well
	letters        uint32   // of which one must begin a unit; 0 for any
	first          needHint // the first character, or its sound
	any            bool     // first asks nothing
	tail, building uint16   // 0 for any
	fuzzy          bool
	terms          []termHint
}

type termHint struct {
	chars     uint32 // all of them
	needs     []needHint
	forgiving bool
	runs      []runHint
}

// needHint is a character, and what sounds like it.
type needHint struct{ char, sounds uint32 }

// runHint is letters, one of which must begin a unit, and letters that all must where
// no word is in Latin letters.
type runHint struct{ first, must uint32 }

// newHint returns what p asks. Each line follows one of [plan.may], [where.may],
// [term.may], [term.forgives] or [run.met].
func newHint(p *plan) hint {
	h := hint{fuzzy: p.fuzzy}
	if len(p.tails) > 0 {
		h.tail = uint16(p.tails[0].n%10000) + 1
	}
	if p.where != nil {
		h.building = uint16(p.where.place.building)
	}
	for i := range p.terms {
		t := &p.terms[i]
		th := termHint{chars: t.chars.fold(), forgiving: t.forgiving()}
		runs := t.strict
		if p.fuzzy {
			runs = t.loose
			for _, need := range t.sounds {
				th.needs = append(th.needs, needHint{char: 1 << (need.char & 31), sounds: need.sounds.fold()})
			}
		}
		for j := range runs {
			rh := runHint{first: runs[j].first}
			if len(runs[j].letters) <= longestRun {
				rh.must = runs[j].must
			}
			th.runs = append(th.runs, rh)
		}
		if !p.fuzzy {
			h.chars |= th.chars
		}
		if len(th.runs) > 0 {
			h.letters = th.runs[0].first
		}
		// Also where one character may be wrong altogether, the first may not.
		if len(th.needs) > 0 {
			h.first = th.needs[0]
		}
		h.terms = append(h.terms, th)
	}
	h.any = h.first == needHint{}
	return h
}

// mark sets the bit of every entry of these kinds that may answer. It goes through the
// heads with one plan at a time: asking each head for every plan takes three times as
// long.
func (h *hint) mark(heads []head, kinds uint8, bits []uint64) {
	for i := range heads {
		e := &heads[i]
		if e.chars&h.chars != h.chars || h.letters != 0 && e.letters&h.letters == 0 ||
			!h.any && e.chars&h.first.char|e.sounds&h.first.sounds == 0 {
			continue
		}
		if e.letters&flagLive != 0 && kinds>>(e.letters&flagKinds>>kindShift)&1 == 1 && h.may(e) {
			bits[i>>6] |= 1 << (i & 63)
		}
	}
}

// may says whether the entry of e may answer; a no is certain.
func (h *hint) may(e *head) bool {
	if e.letters&flagMany == 0 && (h.tail != 0 && h.tail != e.tail || h.building != 0 && h.building != e.building) {
		return false
	}
	for i := range h.terms {
		t := &h.terms[i]
		if h.fuzzy {
			if !t.heard(e) && !t.forgives(e) {
				return false
			}
		} else if e.chars&t.chars != t.chars {
			return false
		}
		for _, r := range t.runs {
			if e.letters&r.first == 0 || e.letters&flagLatin == 0 && e.letters&r.must != r.must {
				return false
			}
		}
	}
	return true
}

// heard says whether each character, or one that sounds like it, may be there.
func (t *termHint) heard(e *head) bool {
	for i := range t.needs {
		if n := &t.needs[i]; e.chars&n.char == 0 && e.sounds&n.sounds == 0 {
			return false
		}
	}
	return true
}

// forgives says whether all characters but one may be there, and the first.
func (t *termHint) forgives(e *head) bool {
	if !t.forgiving || e.chars&t.needs[0].char == 0 {
		return false
	}
	wrong := 0
	for i := range t.needs {
		if e.chars&t.needs[i].char == 0 {
			wrong++
		}
	}
	return wrong <= 1
}
