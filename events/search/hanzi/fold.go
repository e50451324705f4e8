// Package hanzi knows what Chinese characters look and sound like: which forms
// are the same character, how a character is read in a name, how a reading is
// typed, and which readings are taken for one another in Wuhan. It knows
// nothing of people, addresses or indexes.
package hanzi

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

const diaeresis = '\u0308' // what makes ü of u

// Fold returns the form in which two texts are compared: full-width and
// compatibility forms made plain, lower case, no accents, traditional and
// variant characters as the one usual simplified form, nothing invisible.
// Punctuation, symbols and spaces stay. Folding twice changes nothing more.
func Fold(s string) string { return fold(s, 'u') }

// FoldTyped is [Fold] for a text in which ü may stand for the sound that a
// keyboard types as v: lü becomes lv, not lu.
func FoldTyped(s string) string { return fold(s, 'v') }

func fold(s string, umlaut rune) string {
	if plain(s) {
		return s
	}
	table := variants()
	out := make([]rune, 0, len(s))
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, "\ufffd")) {
		switch {
		case r == diaeresis && len(out) > 0 && out[len(out)-1] == 'u':
			out[len(out)-1] = umlaut
		case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Cf, r):
		case unicode.IsControl(r), unicode.IsSpace(r):
			out = append(out, ' ')
		default:
			r = unicode.ToLower(r)
			if to, ok := table[r]; ok {
				r = to
			}
			if to, ok := ligatures[r]; ok {
				out = append(out, []rune(to)...)
				continue
			}
			out = append(out, r)
		}
	}
	return norm.NFC.String(string(out))
}

// plain says whether folding would change nothing, for the common case of a
// name in everyday simplified characters.
func plain(s string) bool {
	table := variants()
	for _, r := range s {
		if r < 0x80 {
			if r < ' ' || r == 0x7f || 'A' <= r && r <= 'Z' {
				return false
			}
			continue
		}
		if r < 0x4e00 || r > 0x9fff {
			return false
		}
		if _, ok := table[r]; ok {
			return false
		}
	}
	return true
}

// ligatures are the Latin letters that have no decomposition of their own.
var ligatures = map[rune]string{
	'ß': "ss", 'ø': "o", 'æ': "ae", 'œ': "oe", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ı': "i", 'ħ': "h",
}

// IsHan says whether r is a Chinese character, rare ones and 〇 included, and
// those that fonts keep in the private areas.
func IsHan(r rune) bool {
	return unicode.Is(unicode.Han, r) || unicode.Is(unicode.Co, r)
}

// IsDot says whether r is one of the many dots written between the parts of a
// name: 阿依古丽·买买提.
func IsDot(r rune) bool {
	return strings.ContainsRune("·•‧∙⋅・･․ᐧ⸱ㆍᆞ᛫●.。｡", r)
}
