package search

// What a fit is worth. Only the order matters: characters before syllables
// before initials; within each, the whole name before its beginning before its
// end, which is the given name, before its middle.
const (
	baseName     = 1000 // characters, or the words of a Latin name
	basePinyin   = 780  // whole syllables
	baseBegun    = 755  // the last syllable only begun
	baseMingled  = 680  // some whole, some by their initials
	baseInitials = 620
	bonusMixed   = 15 // some characters among the letters

	offPrefix  = 80 // of names
	offSuffix  = 120
	offMiddle  = 160
	nearPrefix = 40 // of sounds
	nearSuffix = 80
	nearMiddle = 120

	offOther   = 10  // another of the person's names
	offReading = 30  // a reading that is not the usual one there
	offRespelt = 5   // lu for lv
	offThing   = 5   // a household's name, or a building's, after the person's
	offTitle   = 60  // 龚婆: the surname, the title cut off
	offSame    = 40  // another character of the same sound
	offNear    = 80  // a sound taken for the other
	offWrong   = 450 // a character that has nothing to do with it

	leastStrict = 401 // nothing found without fuzz scores less, nothing with it as much
	mostFuzzy   = 400
)

// reasons is a set of [Reason].
type reasons uint8

const (
	whyName reasons = 1 << iota
	whyPinyin
	whyInitials
	whyFuzzy
	whyAddress
	whyPhone
)

var reasonNames = [...]Reason{ByName, ByPinyin, ByInitials, ByFuzzy, ByAddress, ByPhone}

func (r reasons) list() []Reason {
	var out []Reason
	for i, name := range reasonNames {
		if r&(1<<i) != 0 {
			out = append(out, name)
		}
	}
	return out
}

// quality counts how the units of a name were fitted.
type quality struct {
	chars    uint8 // the very character, or a whole Latin word
	full     uint8 // a whole syllable
	part     uint8 // more than an initial, less than the syllable
	initials uint8
	other    uint8 // of these, by an unusual reading
	respelt  uint8 // of these, ü by another letter
	same     uint8 // another character of the same sound
	near     uint8 // a sound that is nearly the one
	wrong    uint8 // another character
	cut      bool  // the last unit fitted was one of part
	words    bool  // a Latin word was begun
}

// fit scores the units start to end of n.
func (q quality) fit(t *term, start, end, n int) match {
	sounds := q.full + q.part + q.initials
	var m match
	switch {
	case sounds == 0:
		m = match{baseName, whyName}
	case q.part+q.initials == 0:
		m = match{basePinyin, whyPinyin}
	case q.initials == 0 && q.part == 1 && q.cut:
		m = match{baseBegun, whyPinyin}
	case q.full+q.part == 0 && q.chars == 0:
		m = match{baseInitials, whyInitials}
	default:
		m = match{baseMingled, whyPinyin}
	}
	if sounds > 0 && q.chars > 0 {
		m.score += bonusMixed
	}
	if q.words && q.full+q.initials == 0 {
		m.why = whyName // Mar is the beginning of a word, not of a syllable
	}
	m.score -= placeCost(sounds == 0, start, end, n, t.lone())
	if q.other > 0 {
		m.score -= offReading
	}
	if q.respelt > 0 {
		m.score -= offRespelt
	}
	if q.same+q.near+q.wrong > 0 {
		m.score -= int(q.same)*offSame + int(q.near)*offNear + int(q.wrong)*offWrong
		m.score = max(m.score, 1)
		m.why = whyFuzzy
	}
	return m
}

// placeCost is what it costs that a fit is not the whole name.
func placeCost(name bool, start, end, n int, lone bool) int {
	costs := [3]int{nearPrefix, nearSuffix, nearMiddle}
	if name {
		costs = [3]int{offPrefix, offSuffix, offMiddle}
	}
	switch {
	case start == 0 && end == n && !lone:
		return 0
	case start == 0:
		return costs[0]
	case end == n:
		return costs[1]
	}
	return costs[2]
}
