package search

import "wanjia/events/search/hanzi"

// atom is a piece of what was typed for a name: one character, or a run of
// letters that spells one or more units.
type atom struct {
	char     rune // 0 for letters
	readings []hanzi.Reading
	letters  string
}

// term is what was typed for a name, with what is needed to pass over most
// names without looking at them.
type term struct {
	text  string // its characters, if it is nothing but characters
	atoms []atom
	only  bool // the title was cut off a surname, which must begin the name

	chars  set128 // all its characters
	strict []run
	loose  []run
	sounds []soundNeed
	leads  uint32 // letters that the first atom may begin with, however it is read
	alike  uint32 // and those with which what sounds like it may begin
	units  int    // how few units a name must have
	full   int    // how many it has if the term is the whole of it, by whole syllables
	begun  int    // and by whole syllables but for the last
	single int    // how many letters it is, if each can only be an initial
}

// soundNeed is a character, or one of nearly the same sound.
type soundNeed struct {
	char   uint8
	sounds set128
}

// newTerm makes a term of folded words that stand side by side in a name.
func newTerm(words ...string) term {
	var t term
	pure := true
	for _, w := range words {
		t.text += w
		for _, u := range split(w, nil) {
			if u.word != "" {
				t.addLetters(u.word)
				pure = false
			} else {
				t.addChar(u.char)
			}
		}
	}
	if !pure {
		t.text = ""
	}
	if len(t.atoms) == 0 {
		return t
	}
	if first := t.atoms[0]; first.char == 0 {
		t.leads = letterBit(first.letters[0])
	} else {
		t.leads = leadsOf(first.char)
	}
	t.alike = t.leads
	for _, c := range []byte("nlhf") {
		if t.leads&letterBit(c) != 0 {
			t.alike |= mixedLetter(c)
		}
	}
	return t
}

func (t *term) addChar(r rune) {
	readings := usualReadings(r)
	t.atoms = append(t.atoms, atom{char: r, readings: readings})
	t.chars.add(charNumber(r))
	need := soundNeed{char: charNumber(r)}
	for _, reading := range readings {
		need.sounds.add(reading.Class())
	}
	t.sounds = append(t.sounds, need)
	if t.full > 0 || len(t.atoms) == 1 {
		t.full++
	}
	t.begun, t.single = 0, 0
	t.units++
}

// usualReadings are how somebody sounds a character to write it down: the usual
// way, or as a surname. Dictionaries know more, of which nobody thinks.
func usualReadings(r rune) []hanzi.Reading {
	all := hanzi.Readings(r)
	if len(all) == 0 {
		return nil
	}
	leading, _ := hanzi.LeadingReadings(r, 0)
	if leading[0].Syllable == all[0].Syllable {
		return all[:1]
	}
	return []hanzi.Reading{leading[0], all[0]}
}

func (t *term) addLetters(letters string) {
	strict := newRun(letters, false)
	t.atoms = append(t.atoms, atom{letters: letters})
	t.strict, t.loose = append(t.strict, strict), append(t.loose, newRun(letters, true))
	full, begun := strict.whole()
	before := t.full
	possible := before > 0 || len(t.atoms) == 1
	t.full, t.begun = 0, 0
	if possible && full > 0 {
		t.full = before + full
	}
	if possible && begun > 0 {
		t.begun = before + begun
	}
	t.units += t.loose[len(t.loose)-1].units
	if len(t.atoms) == 1 && strict.units == len(letters) {
		t.single = len(letters)
	} else {
		t.single = 0
	}
}

func leadsOf(r rune) uint32 {
	readings, _ := hanzi.LeadingReadings(r, 0)
	if len(readings) == 0 {
		return lettersMask
	}
	mask := uint32(0)
	for _, reading := range readings {
		for _, spelling := range reading.Spellings() {
			mask |= letterBit(spelling[0])
		}
	}
	return mask
}

// may says whether the entry of s may have the term in a name; a no is certain.
func (t *term) may(s *signature, fuzzy bool) bool {
	latin := s.flags()&flagLatin != 0
	if t.units > s.longest() && !latin {
		return false
	}
	runs := t.strict
	if fuzzy {
		runs = t.loose
		if t.unheard(s) && !t.forgives(s) {
			return false
		}
	} else if !s.chars.holds(&t.chars) {
		return false
	}
	for i := range runs {
		if !runs[i].met(s) {
			return false
		}
	}
	return true
}

// unheard says whether the entry of s has, for one of the characters, neither
// the same nor one that sounds like it.
func (t *term) unheard(s *signature) bool {
	for i := range t.sounds {
		if need := &t.sounds[i]; !s.chars.has(need.char) && !s.sounds.meets(&need.sounds) {
			return true
		}
	}
	return false
}

// forgives says whether one character may be wrong altogether: of three or more
// if all others are as typed, and not the first, which is mostly the surname.
func (t *term) forgives(s *signature) bool {
	if !t.forgiving() || !s.chars.has(t.sounds[0].char) {
		return false
	}
	wrong := 0
	for _, need := range t.sounds {
		if !s.chars.has(need.char) {
			wrong++
		}
	}
	return wrong <= 1
}

func (t *term) forgiving() bool { return t.text != "" && len(t.atoms) >= 3 }

// most returns the highest score the term may get from an entry with signature
// s; it is what lets a search that has hits enough pass over the rest.
func (t *term) most(s *signature, fuzzy bool) int {
	if fuzzy && t.unheard(s) {
		return baseName - offWrong
	}
	leading, shortest := t.leads&s.leads != 0 || fuzzy && t.alike&s.leads != 0, s.shortest()
	if t.text != "" || s.flags()&flagLatin != 0 {
		switch {
		case !leading:
			return baseName - offSuffix
		case shortest > len(t.atoms) && t.text != "":
			return baseName - offPrefix
		}
		return baseName
	}
	if t.lone() {
		if leading {
			return baseInitials - nearPrefix
		}
		return baseInitials - nearSuffix
	}
	best := t.mostAs(baseMingled, mostRunes, shortest, leading)
	if t.single > 0 {
		best = t.mostAs(baseInitials, t.single, shortest, leading)
	}
	if t.full > 0 {
		best = max(best, t.mostAs(basePinyin, t.full, shortest, leading))
	}
	if t.begun > 0 {
		best = max(best, t.mostAs(baseBegun, t.begun, shortest, leading))
	}
	if t.chars != (set128{}) {
		best += bonusMixed
	}
	return best
}

// mostAs is what a fit of a sort is worth at most, if the term takes no more
// than so many units.
func (t *term) mostAs(base, units, shortest int, leading bool) int {
	switch {
	case !leading:
		return base - nearSuffix
	case shortest > units:
		return base - nearPrefix
	}
	return base
}

// lone says whether the term is one consonant, which can only be an initial.
func (t *term) lone() bool {
	if len(t.atoms) != 1 || len(t.atoms[0].letters) != 1 {
		return false
	}
	switch t.atoms[0].letters[0] {
	case 'a', 'e', 'o':
		return false
	}
	return true
}
