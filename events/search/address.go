package search

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"wanjia/events/search/hanzi"
)

// Side is which door of a landing somebody means, seen from the stairs.
type Side uint8

// The sides. The zero Side is none said.
const (
	Left Side = iota + 1
	Middle
	Right
)

// Address is a place in the community, as far as it is known: every field may
// be empty.
type Address struct {
	EstateName string // 桂香苑
	EstateCode string // GX
	Building   string // 12, or a letter: A
	Unit       string // 2
	Room       string // 501
	// Floor and Side are what speakers say for a room: 五楼左边. Only
	// [ParseAddress] fills them, and only where no room was said; entries have
	// none.
	Floor int
	Side  Side
	// Aliases are other ways to say the place: a former number, 老三栋, or words
	// of the neighbourhood's own, 幼儿园后面那栋.
	Aliases []string
}

// String writes the address the long way, 桂香苑12栋2单元501.
func (a Address) String() string {
	var b strings.Builder
	b.WriteString(a.EstateName)
	door := ""
	if len(a.Room) < 3 {
		door = "室" // or it would be taken for a unit
	}
	for _, part := range []struct{ label, word string }{{a.Building, "栋"}, {a.Unit, "单元"}, {a.Room, door}} {
		if part.label != "" {
			b.WriteString(part.label + part.word)
		}
	}
	if a.Room == "" && a.Floor > 0 {
		b.WriteString(strconv.Itoa(a.Floor) + "楼" + [...]string{"", "左边", "中间", "右边"}[a.Side&3])
	}
	return b.String()
}

// Code writes the address the short way, GX-12-2-501, from the building down as
// far as it is known without a gap.
func (a Address) Code() string {
	parts := []string{a.EstateCode, a.Building, a.Unit, a.Room}
	if i := slices.Index(parts[1:], ""); i >= 0 {
		parts = parts[:i+1]
	}
	return strings.Trim(strings.Join(parts, "-"), "-")
}

// ParseAddress reads an address in any form people write or say it, and says
// whether the text is one and nothing else. The estate is returned as written,
// folded, without city, district and road before it; letters of up to three
// stand for its code. An estate alone, or a bare number, is not an address.
//
// 2-501 alone is unit 2, room 501, as on the door; with an estate before it, it
// is building 2, room 501. 甲单元 and A单元 are unit 1.
func ParseAddress(s string) (Address, bool) {
	text := foldText(s)
	groups := findGroups(text, true)
	if len(groups) != 1 {
		return Address{}, false
	}
	g := groups[0]
	before, after := trimSeparators(string(text[:g.at])), trimSeparators(string(text[g.end:]))
	if after != "" && !slices.Contains([]string{"家", "住户", "那家", "这家", "的", "那户", "附近", "门口"}, after) {
		return Address{}, false
	}
	estate := stripDistrict(before)
	if strings.ContainsFunc(estate, func(r rune) bool { return !unicode.IsLetter(r) && !hanzi.IsHan(r) }) {
		return Address{}, false
	}
	read := assemble(g.parts, estate != "")
	if len(read) == 0 || g.bare && len(g.parts) == 1 && estate == "" || isMarkWord(estate) {
		return Address{}, false
	}
	a := read[0].Address
	if isCode(estate) {
		a.EstateCode = strings.ToUpper(estate)
	} else {
		a.EstateName = estate
	}
	return a, true
}

// foldText folds s and cuts it where no query or address goes on.
func foldText(s string) []rune { return cut(hanzi.Fold(cutBytes(s))) }

// foldTyped is foldText with ü as it is typed, v.
func foldTyped(s string) []rune { return cut(hanzi.FoldTyped(cutBytes(s))) }

func cut(s string) []rune {
	text := []rune(strings.TrimSpace(s))
	return text[:min(len(text), mostRunes)]
}

// cutBytes keeps a text of megabytes from being folded before it is cut, and
// drops what is no text.
func cutBytes(s string) string {
	return strings.ToValidUTF8(s[:min(len(s), mostRunes*16)], "")
}

func isCode(s string) bool {
	return s != "" && len(s) <= 3 && strings.IndexFunc(s, func(r rune) bool { return !isLetter(r) }) < 0
}

func isMarkWord(s string) bool {
	return slices.ContainsFunc(markWords, func(m markWord) bool { return m.word == s })
}

func trimSeparators(s string) string { return strings.TrimFunc(s, isSeparator) }

// districts end the parts of an address that stand above the estate.
var districts = []string{"自治区", "省", "武汉市", "市", "江岸区", "区", "县", "街道办事处", "街道", "百步亭花园", "百步亭社区", "百步亭", "社区"}

// stripDistrict takes city, district, road and community off the front of what
// stands before a building: 武汉市江岸区百步亭花园桂香苑 is 桂香苑.
func stripDistrict(s string) string {
	for _, d := range districts {
		if i := strings.LastIndex(s, d); i >= 0 {
			if rest := trimSeparators(s[i+len(d):]); rest != "" {
				s = rest
			}
		}
	}
	for _, name := range []string{"武汉", "江岸", "住在", "住"} {
		if rest, ok := strings.CutPrefix(s, name); ok && rest != "" {
			s = rest
		}
	}
	return trimSeparators(s)
}
