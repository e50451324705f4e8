package search

import (
	"slices"
	"strings"
)

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
