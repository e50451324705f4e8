package seed

import (
	"slices"
	"strings"
)

// sounds are pairs that are one sound to many speakers in Wuhan: at the beginning
// of a syllable and at its end. The first of each is how both are folded.
var (
	beginnings = [][2]string{{"z", "zh"}, {"c", "ch"}, {"s", "sh"}, {"l", "n"}, {"h", "f"}}
	endings    = [][2]string{{"in", "ing"}, {"en", "eng"}}
)

// swaps are the syllables that sound like s.
func swaps(s string) []string {
	var all []string
	for _, p := range beginnings {
		if rest, ok := strings.CutPrefix(s, p[1]); ok {
			all = append(all, p[0]+rest)
		} else if rest, ok := strings.CutPrefix(s, p[0]); ok {
			all = append(all, p[1]+rest)
		}
	}
	for _, p := range endings {
		if rest, ok := strings.CutSuffix(s, p[1]); ok {
			all = append(all, rest+p[0])
		} else if rest, ok := strings.CutSuffix(s, p[0]); ok {
			all = append(all, rest+p[1])
		}
	}
	return all
}

// folded is equal for names that sound alike.
func folded(e *entry) string {
	var all []string
	for _, s := range e.spoken {
		for _, p := range beginnings {
			if rest, ok := strings.CutPrefix(s, p[1]); ok {
				s = p[0] + rest
				break
			}
		}
		for _, p := range endings {
			if rest, ok := strings.CutSuffix(s, p[1]); ok {
				s = rest + p[0]
			}
		}
		all = append(all, strings.ReplaceAll(s, "ü", "u"))
	}
	return strings.Join(all, "")
}

// slur is the pinyin as someone may type it who heard the name on the telephone:
// one or two syllables swapped for ones that sound like them; "" where none can be.
func (k *keyring) slur(e *entry) string {
	spoken := slices.Clone(e.spoken)
	var able []int
	for i, s := range spoken {
		if len(swaps(s)) > 0 {
			able = append(able, i)
		}
	}
	if len(able) == 0 {
		return ""
	}
	shuffle(k.d, able)
	for _, i := range able[:k.d.between(1, min(2, len(able)))] {
		spoken[i] = one(k.d, swaps(spoken[i]))
	}
	return strings.ReplaceAll(strings.Join(spoken, ""), "ü", "v")
}
