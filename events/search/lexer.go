package search

import (
	"slices"
	"strings"
	"unicode"

	"wanjia/events/search/hanzi"
)

// mark is what a word after a number makes of it.
type mark uint8

const (
	unmarked mark = iota
	markBuilding
	markUnit
	markGate  // 门: a unit, but some call the building so
	markFloor // 楼: a floor, or a building if a unit follows
	markRoom
	markOrdinal // 号: of the building or of the room
)

type markWord struct {
	word string
	mark mark
}

// markWords are looked for in this order, so longer words stand before those
// they begin with.
var markWords = []markWord{
	{"号楼栋", markBuilding}, {"号楼", markBuilding}, {"号栋", markBuilding}, {"号幢", markBuilding}, {"栋楼", markBuilding},
	{"幢楼", markBuilding}, {"楼栋", markBuilding}, {"#楼", markBuilding}, {"栋", markBuilding}, {"幢", markBuilding}, {"座", markBuilding},
	{"号单元", markUnit}, {"单元", markUnit}, {"门栋", markGate}, {"门洞", markGate}, {"号门", markGate}, {"门", markGate}, {"梯", markUnit},
	{"楼层", markFloor}, {"楼", markFloor}, {"层", markFloor},
	{"号房间", markRoom}, {"号房", markRoom}, {"号室", markRoom}, {"号户", markRoom}, {"房间", markRoom}, {"房", markRoom},
	{"室", markRoom}, {"户", markRoom}, {"号", markOrdinal}, {"#", markOrdinal},
}

var sideWords = []struct {
	word string
	side Side
}{
	{"靠左手边", Left}, {"左手边", Left}, {"靠左边", Left}, {"左手", Left}, {"左边", Left}, {"左侧", Left}, {"左户", Left}, {"靠左", Left}, {"左", Left},
	{"靠右手边", Right}, {"右手边", Right}, {"靠右边", Right}, {"右手", Right}, {"右边", Right}, {"右侧", Right}, {"右户", Right}, {"靠右", Right}, {"右", Right},
	{"正中间", Middle}, {"中间", Middle}, {"中户", Middle}, {"当中", Middle}, {"中", Middle},
}

// stems number units, and sometimes buildings, in older estates.
const stems = "甲乙丙丁戊己庚辛"

type lexKind uint8

const (
	lexText lexKind = iota
	lexNumber
	lexSide
	lexSep
)

// lexeme is a piece of a folded text.
type lexeme struct {
	kind   lexKind
	at     int // first rune
	end    int // after its last rune, and after that of its mark
	label  string
	width  int // how many digits were written, 0 for 甲 or A
	mark   mark
	side   Side
	spaces bool // a separator of nothing but spaces
}

// lexer cuts a folded text into lexemes.
type lexer struct {
	text []rune
	out  []lexeme
}

func lex(text []rune) []lexeme {
	l := lexer{text: text}
	for i := 0; i < len(text); {
		i = l.next(i)
	}
	return l.out
}

func (l *lexer) next(i int) int {
	r := l.text[i]
	switch {
	case isDigit(r):
		return l.digits(i)
	case strings.ContainsRune(stems, r) && l.stemHere(i):
		n := strings.Index(stems, string(r)) / len("甲")
		return l.number(lexeme{at: i, label: string(rune('1' + n))}, i+1)
	case isNumeral(r):
		if j := l.numeral(i); j > 0 {
			return j
		}
	case isLetter(r) && (i == 0 || !isLetter(l.text[i-1])):
		if j := l.lettered(i); j > 0 {
			return j
		}
	case isSeparator(r) || l.filler(i):
		l.add(lexeme{kind: lexSep, at: i, end: i + 1, spaces: r == ' '})
		return i + 1
	}
	if l.afterNumber() {
		if j := l.sideWord(i); j > 0 {
			return j
		}
	}
	end := i + 1
	if isNumeral(r) {
		for end < len(l.text) && isNumeral(l.text[end]) {
			end++
		}
	}
	l.add(lexeme{kind: lexText, at: i, end: end})
	return end
}

// add appends x, joined to what stands before if they are of one kind.
func (l *lexer) add(x lexeme) {
	if n := len(l.out) - 1; n >= 0 && x.kind == l.out[n].kind && (x.kind == lexText || x.kind == lexSep) {
		l.out[n].end = x.end
		l.out[n].spaces = l.out[n].spaces && x.spaces
		return
	}
	l.out = append(l.out, x)
}

func (l *lexer) digits(i int) int {
	j := i
	for j < len(l.text) && isDigit(l.text[j]) {
		j++
	}
	x := lexeme{at: i, label: string(l.text[i:j]), width: j - i}
	if j < len(l.text) && isLetter(l.text[j]) && (j+1 == len(l.text) || !isLetter(l.text[j+1]) && !isDigit(l.text[j+1])) {
		x.label += string(unicode.ToUpper(l.text[j])) // 12A栋, 501a
		j++
	}
	return l.number(x, j)
}

// number adds x, which ends before j, with the word that follows it.
func (l *lexer) number(x lexeme, j int) int {
	x.kind = lexNumber
	var size int
	x.mark, size = l.markAt(j)
	x.end = j + size
	l.out = append(l.out, x)
	return x.end
}

// markAt finds the word after a number that ends before i, spaces between
// skipped, and how many runes both take.
func (l *lexer) markAt(i int) (mark, int) {
	j := i
	for j < len(l.text) && l.text[j] == ' ' {
		j++
	}
	rest := string(l.text[j:min(j+4, len(l.text))])
	for _, m := range markWords {
		if !strings.HasPrefix(rest, m.word) {
			continue
		}
		if m.word == "门" && strings.HasPrefix(rest, "门口") {
			continue
		}
		return m.mark, j - i + len([]rune(m.word))
	}
	return unmarked, 0
}

// numeral adds the Chinese numeral at i, or returns 0 if those characters are
// part of a name: 小满园 and 三妹 are no numbers.
func (l *lexer) numeral(i int) int {
	j := i
	for j < len(l.text) && isNumeral(l.text[j]) {
		j++
	}
	if j == i+1 && l.text[i] == '一' && i > 0 && isDigit(l.text[i-1]) && j < len(l.text) && isDigit(l.text[j]) {
		l.add(lexeme{kind: lexSep, at: i, end: j}) // 12一2一501, a dash typed in Chinese
		return j
	}
	digits, ok := readNumeral(l.text[i:j])
	if !ok {
		return 0
	}
	m, _ := l.markAt(j)
	ended := j == len(l.text) || !hanzi.IsHan(l.text[j])
	if m != unmarked || l.afterNumber() && ended && len(digits) >= 3 {
		return l.number(lexeme{at: i, label: digits, width: len(digits)}, j)
	}
	return 0
}

// lettered adds a building or unit called by a letter: A栋, b2座, a单元.
func (l *lexer) lettered(i int) int {
	j := i + 1
	for j < len(l.text) && isDigit(l.text[j]) {
		j++
	}
	if m, _ := l.markAt(j); m != markBuilding && m != markUnit || j-i > 3 {
		return 0
	}
	return l.number(lexeme{at: i, label: strings.ToUpper(string(l.text[i:j]))}, j)
}

// stemHere says whether the stem at i numbers something: 甲单元, 12-甲-501.
func (l *lexer) stemHere(i int) bool {
	m, _ := l.markAt(i + 1)
	if m == markBuilding || m == markUnit || m == markGate {
		return true
	}
	if !l.afterNumber() || i+1 >= len(l.text) {
		return false
	}
	next := l.text[i+1]
	return isDigit(next) || isSeparator(next) && next != ' '
}

// afterNumber says whether the last lexeme but separators is a number.
func (l *lexer) afterNumber() bool {
	for _, x := range slices.Backward(l.out) {
		if x.kind != lexSep {
			return x.kind == lexNumber
		}
	}
	return false
}

func (l *lexer) sideWord(i int) int {
	rest := string(l.text[i:min(i+5, len(l.text))])
	for _, s := range sideWords {
		if !strings.HasPrefix(rest, s.word) {
			continue
		}
		j := i + len([]rune(s.word))
		if j == i+1 && j < len(l.text) && hanzi.IsHan(l.text[j]) {
			return 0 // 左 begins a name
		}
		l.out = append(l.out, lexeme{kind: lexSide, at: i, end: j, side: s.side})
		return j
	}
	return 0
}

// filler says whether the character at i only leads to a number: 第12栋, 12栋的2单元.
func (l *lexer) filler(i int) bool {
	if l.text[i] != '第' && l.text[i] != '的' || i+1 == len(l.text) {
		return false
	}
	next := l.text[i+1]
	return isDigit(next) || isNumeral(next) && l.numeralMarked(i+1)
}

func (l *lexer) numeralMarked(i int) bool {
	for i < len(l.text) && isNumeral(l.text[i]) {
		i++
	}
	m, _ := l.markAt(i)
	return m != unmarked
}

func isDigit(r rune) bool  { return '0' <= r && r <= '9' }
func isLetter(r rune) bool { return 'a' <= r && r <= 'z' }

// isSeparator takes the signs people put between the parts of an address, every
// kind of dash among them.
func isSeparator(r rune) bool {
	return r == ' ' || strings.ContainsRune("-‐‑‒–—―−ー─~〜_/\\|.,;:、。，·•・#()[]【】（）", r)
}
