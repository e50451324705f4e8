package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"wanjia/events/search/hanzi"
)

// unit is a piece of a name that is matched as one: a Chinese character, a
// Latin word or a number, or one letter of any other script.
type unit struct {
	char     rune   // 0 for a word
	word     string // "" for a character
	sounded  bool   // readings is filled in
	readings []hanzi.Reading
}

// nameKey is the form in which a name is kept and looked for: folded, Chinese
// characters side by side, Latin words with one space between. Signs and emoji
// go, unless there is nothing else.
func nameKey(name string) string {
	folded := hanzi.Fold(cutBytes(name))
	if key := joinWords(folded, isNameRune); key != "" {
		return key
	}
	return joinWords(folded, func(r rune) bool { return r > ' ' && r != aliasSign && r != utf8.RuneError })
}

func isNameRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsNumber(r) || hanzi.IsHan(r)
}

// joinWords keeps the runes wanted, and one space where two Latin words would
// otherwise run together.
func joinWords(s string, wanted func(rune) bool) string {
	var (
		b    strings.Builder
		gap  bool
		last rune
		n    int
	)
	for _, r := range s {
		if !wanted(r) {
			gap = gap || r != '\'' && r != '’' // O'Brien is one word
			continue
		}
		if n++; n > mostRunes {
			break
		}
		if gap && isWordRune(last) && isWordRune(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
		last, gap = r, false
	}
	return b.String()
}

func isWordRune(r rune) bool { return isLetter(r) || isDigit(r) }

// split appends the units of a name key to units.
func split(key string, units []unit) []unit {
	for i := 0; i < len(key); {
		c := key[i]
		switch {
		case c == ' ':
			i++
		case isWordRune(rune(c)):
			j := i + 1
			for j < len(key) && isWordRune(rune(key[j])) {
				j++
			}
			units = append(units, unit{word: key[i:j]})
			i = j
		default:
			r, size := utf8.DecodeRuneInString(key[i:])
			units = append(units, unit{char: r})
			i += size
		}
	}
	return units
}

// readingsAt returns how units[i] is read there; units is a whole name.
func readingsAt(units []unit, i int) []hanzi.Reading {
	u := &units[i]
	switch {
	case u.sounded:
	case i > 1:
		u.readings, u.sounded = hanzi.Readings(u.char), true
	default:
		var next unit
		if len(units) > 1 {
			next = units[1]
		}
		var second []hanzi.Reading
		units[0].readings, second = hanzi.LeadingReadings(units[0].char, next.char)
		units[0].sounded = true
		if len(units) > 1 {
			if second == nil {
				second = hanzi.Readings(next.char)
			}
			units[1].readings, units[1].sounded = second, true
		}
	}
	return u.readings
}
