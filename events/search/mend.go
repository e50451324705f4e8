package search

import (
	"slices"
	"strings"

	"wanjia/events/search/hanzi"
)

// lookalikes are letters that are typed, or read by a machine, for a digit.
var lookalikes = map[rune]rune{'o': '0', 'l': '1', 'i': '1'}

// mostMended is how many digits a number has in which letters may stand for some;
// longer ones are telephones, or no numbers.
const mostMended = 4

// mend puts right, in a folded text, the slips within an address that no number and no
// word for a place have: a letter among digits that looks like one (7o1), and after a
// number a word that only sounds like one of those that may stand there (12动, 2单员),
// or lacks one of its two characters (2单). It says whether there was anything to mend.
func mend(text []rune) ([]rune, bool) {
	out := make([]rune, 0, len(text)+2)
	mended := false
	for i := 0; i < len(text); {
		if n := mixedDigits(text, i); n > 0 {
			for _, r := range text[i : i+n] {
				if to, ok := lookalikes[r]; ok {
					r = to
				}
				out = append(out, r)
			}
			i, mended = i+n, true
			continue
		}
		if n := len(out); n > 0 && (isDigit(out[n-1]) || isNumeral(out[n-1])) && hanzi.IsHan(text[i]) && !isNumeral(text[i]) {
			if word, n := heardMark(text[i:]); n > 0 {
				out = append(out, word...)
				i, mended = i+n, true
				continue
			}
		}
		out = append(out, text[i])
		i++
	}
	return out, mended
}

func beginsSide(r rune) bool {
	for _, s := range sideWords {
		if strings.HasPrefix(s.word, string(r)) {
			return true
		}
	}
	return false
}

// mixedDigits is how long the number is that begins at i and has letters for some of
// its digits, 0 for none.
func mixedDigits(text []rune, i int) int {
	if i > 0 && (isDigit(text[i-1]) || isLetter(text[i-1])) {
		return 0
	}
	digits, letters, j := 0, 0, i
	for ; j < len(text); j++ {
		if isDigit(text[j]) {
			digits++
		} else if _, ok := lookalikes[text[j]]; ok {
			letters++
		} else {
			break
		}
	}
	if digits == 0 || letters == 0 || j-i > mostMended || j < len(text) && isLetter(text[j]) {
		return 0
	}
	return j - i
}

// heardMark is the word for a place that the beginning of text, which follows a
// number, is a slip of, and how many characters the slip takes; 0 for none, also where
// it is the word itself.
func heardMark(text []rune) ([]rune, int) {
	l := lexer{text: text}
	known, size := l.markAt(0)
	if size > 1 {
		return nil, 0
	}
	for _, m := range markWords { // of 号搂 the first character alone is one
		word := []rune(m.word)
		if len(word) == 2 && len(text) >= 2 && allAlike(word, text[:2]) {
			return word, 2
		}
	}
	if known != unmarked {
		return nil, 0
	}
	// One character is little to go by: a number, a side, or the end has to follow it.
	if len(text) > 1 && !isDigit(text[1]) && !isNumeral(text[1]) && !isSeparator(text[1]) && !beginsSide(text[1]) {
		return nil, 0
	}
	if slices.Contains([]rune("单元"), text[0]) {
		return []rune("单元"), 1
	}
	for _, m := range markWords {
		if word := []rune(m.word); len(word) == 1 && alike(word[0], text[0]) {
			return word, 1
		}
	}
	return nil, 0
}
