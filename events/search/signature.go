package search

// signature is what a search looks at first, 64 bytes per entry, one line of the
// processor's cache, lying side by side: it rules out nearly all that do not match, and never one that does.
// Scanning the signatures of a whole community costs less than keeping lists
// of who has which character, and makes a change the matter of one slot.
type signature struct {
	chars    set128 // bloom of the characters in its names
	sounds   set128 // the classes of its syllables
	pairs    uint64 // bloom of the first two letters of every unit, however read
	letters  uint32 // first letters of every unit, with flags
	leads    uint32 // first letters of the first units, with lengths
	estate   uint16
	building uint16 // low bits of the label's number
	room     uint16
	tail     uint16 // last four digits of the telephone, plus one
	key      idKey
}

// set128 is a set of numbers below 128.
type set128 [2]uint64

func (s *set128) add(n uint8) { s[n>>6] |= 1 << (n & 63) }

func (s *set128) has(n uint8) bool { return s[n>>6]>>(n&63)&1 == 1 }

func (s *set128) meets(t *set128) bool { return s[0]&t[0]|s[1]&t[1] != 0 }

func (s *set128) holds(t *set128) bool { return t[0]&^s[0]|t[1]&^s[1] == 0 }

// The first letters of units are the low bits of letters and of leads; above
// them are flags, and how many units the names have.
const (
	otherLetters = 1 << 26 // a word that begins with no letter
	lettersMask  = 1<<27 - 1

	flagLive  = 1 << 27
	kindShift = 28
	flagKinds = 3 << kindShift // the Kind
	flagMany  = 1 << 30        // several addresses or telephones: ask the entry itself
	flagLatin = 1 << 31        // has a word in Latin letters

	shortShift = 27 // units of the shortest name, 7 for as many or more
	longShift  = 30 // a step of longSteps, for those of the longest
)

var longSteps = [4]int{3, 4, 7, 1 << 30}

func (s *signature) flags() uint32 { return s.letters &^ lettersMask }
func (s *signature) kind() Kind    { return Kind(s.letters & flagKinds >> kindShift) }
func (s *signature) shortest() int { return int(s.leads >> shortShift & 7) }
func (s *signature) longest() int  { return longSteps[s.leads>>longShift] }

func letterBit(c byte) uint32 {
	if c < 'a' || c > 'z' {
		return otherLetters
	}
	return 1 << (c - 'a')
}

func pairBit(a, b byte) uint64 { return 1 << ((uint32(a)*729 + uint32(b)) * 2654435761 >> 26) }

func charNumber(r rune) uint8 { return uint8(uint32(r) * 2654435761 >> 25) }

// addName takes a name key into the signature.
func (s *signature) addName(key string) {
	units := split(key, nil)
	if len(units) == 0 {
		return
	}
	for i := range units {
		first := s.addUnit(units, i)
		s.letters |= first
		if i == 0 {
			s.leads |= first
		}
	}
	n := uint32(min(len(units), 7))
	if have := uint32(s.shortest()); have == 0 || n < have {
		s.leads = s.leads&^(7<<shortShift) | n<<shortShift
	}
	step := uint32(0)
	for len(units) > longSteps[step] {
		step++
	}
	s.leads = s.leads&^(3<<longShift) | max(step, s.leads>>longShift)<<longShift
}

// addUnit takes one unit and returns the letters it may begin with.
func (s *signature) addUnit(units []unit, i int) uint32 {
	u := &units[i]
	if u.word != "" {
		s.addStart(u.word)
		s.letters |= flagLatin
		return letterBit(u.word[0])
	}
	s.chars.add(charNumber(u.char))
	first := uint32(0)
	for _, r := range readingsAt(units, i) {
		s.sounds.add(r.Class())
		for _, spelling := range r.Spellings() {
			first |= letterBit(spelling[0])
			s.addStart(spelling)
		}
	}
	if first == 0 && i == 0 {
		return lettersMask // a character nobody can read may still be typed as itself
	}
	return first
}

func (s *signature) addStart(spelling string) {
	if len(spelling) > 1 {
		s.pairs |= pairBit(spelling[0], spelling[1])
	}
}
