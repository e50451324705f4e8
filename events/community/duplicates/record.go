// Package duplicates finds records that may be of one person: which pairs are worth
// comparing, how alike two records are and in what, and the proposals kept for a
// person to decide. It merges nobody by itself.
package duplicates

import (
	"slices"
	"strings"
	"unicode/utf8"

	"wanjia/events/community"
	"wanjia/events/search/hanzi"
)

// Record is a person as records are compared. Make it with [New].
type Record struct {
	community.Person
	Estate community.EstateCode

	key     string   // the name without what is often written otherwise
	sounds  []string // its syllables, nil where it is not plain Han Chinese
	letters string   // the name in letters, "" where it is not
	title   string   // 婆婆, of a name that is a surname and a title
	surname string
}

// New makes a record ready to be compared.
func New(p community.Person, estate community.EstateCode) Record {
	r := Record{Person: p, Estate: estate, key: key(p.Name)}
	if strings.IndexFunc(r.key, func(c rune) bool { return c < 'a' || c > 'z' }) < 0 {
		r.letters = r.key
		return r
	}
	r.sounds = sounds(r.key)
	r.surname = surnameOf(r.key)
	if rest := strings.TrimPrefix(r.key, r.surname); slices.Contains(titles, rest) {
		r.title = rest
	}
	return r
}

// key is a name folded, without dots and spaces.
func key(name string) string {
	return strings.Map(func(r rune) rune {
		if hanzi.IsDot(r) || r == ' ' || r == '-' || r == '\'' {
			return -1
		}
		return r
	}, hanzi.Fold(name))
}

// sounds reads a name aloud, the surname as surnames are read.
func sounds(name string) []string {
	runes := []rune(name)
	var out []string
	for i, c := range runes {
		readings := hanzi.Readings(c)
		if i == 0 && len(runes) > 1 {
			first, second := hanzi.LeadingReadings(c, runes[1])
			if readings = first; second != nil && len(first) > 0 {
				out = append(out, first[0].String(), second[0].String())
				continue
			}
		}
		if i == 1 && len(out) == 2 {
			continue // read together with the first
		}
		if len(readings) == 0 {
			return nil
		}
		out = append(out, readings[0].String())
	}
	return out
}

// surnameOf is the first character, or two where those make one surname.
func surnameOf(name string) string {
	first, n := utf8.DecodeRuneInString(name)
	second, m := utf8.DecodeRuneInString(name[n:])
	if _, of2nd := hanzi.LeadingReadings(first, second); m > 0 && of2nd != nil {
		return name[:n+m]
	}
	return name[:n]
}

// titles stand for a given name when neighbours write somebody down, with whom
// they may be said of: the sex, and the least age.
var titles = []string{"婆婆", "爹爹", "奶奶", "爷爷", "阿姨", "师傅", "伯伯", "大爷", "大妈", "叔叔", "老师", "嫂子", "大姐", "大哥", "老太太", "老先生"}

var femaleTitles = []string{"婆婆", "奶奶", "阿姨", "大妈", "嫂子", "大姐", "老太太"}

// sexOfTitle is what a title says, "" where it says nothing.
func sexOfTitle(title string) string {
	switch {
	case slices.Contains(femaleTitles, title):
		return "F"
	case title == "师傅" || title == "老师":
		return ""
	}
	return "M"
}
