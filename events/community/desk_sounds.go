package community

import (
	"wanjia/events/search/hanzi"
)

// SoundAlike says whether two names may be heard as one: as many characters, each
// pair the same or read the same in one of its usual ways, sounds that people here
// mix up taken as the same. Names not written in Chinese characters sound alike
// only if they are the same.
func SoundAlike(a, b string) bool {
	x, y := []rune(hanzi.Fold(foldName(a))), []rune(hanzi.Fold(foldName(b)))
	if len(x) != len(y) || len(x) == 0 {
		return false
	}
	for i := range x {
		if x[i] != y[i] && !heardAs(readings(x, i), readings(y, i)) {
			return false
		}
	}
	return true
}

// readings are how the character at i of a name is read; the first may be a surname.
func readings(name []rune, i int) []hanzi.Reading {
	second := rune(0)
	if len(name) > 1 {
		second = name[1]
	}
	first, both := hanzi.LeadingReadings(name[0], second)
	switch {
	case i == 0:
		return first
	case i == 1 && both != nil:
		return both
	}
	return hanzi.Readings(name[i])
}

func heardAs(a, b []hanzi.Reading) bool {
	for _, x := range a {
		for _, y := range b {
			if x.Level == hanzi.Usual && y.Level == hanzi.Usual && (x.Syllable == y.Syllable || x.SoundsLike(y.Syllable)) {
				return true
			}
		}
	}
	return false
}
