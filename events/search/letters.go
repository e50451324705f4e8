package search

import (
	"sync"

	"wanjia/events/search/hanzi"
)

// run is a run of letters that spells one or more units, with what it asks of
// a name.
type run struct {
	letters string
	own     []uint32                      // at each letter: itself
	first   uint32                        // the first letter, and those it is mixed up with
	must    uint32                        // letters that can only begin a unit where they stand: the q of xiaoqin
	pairs   []uint64                      // at each letter: it and the next, and what they are mixed up with
	sounds  [][longestSyllable + 1]set128 // at each letter: classes of the syllables that k letters from it may begin
	units   int                           // how few units can take it all
}

// longestSyllable is zhuang, shuang, chuang.
const longestSyllable = 6

// longestRun is how many letters are followed through; a longer run is compared
// with every name that has its first letter.
const longestRun = 60

// beginnings holds every beginning of every spelling.
type beginnings map[string]beginning

type beginning struct {
	whole   bool   // it is a spelling itself
	classes set128 // of the syllables it begins
}

var (
	strictBeginnings = sync.OnceValue(func() beginnings { return newBeginnings(false) })
	looseBeginnings  = sync.OnceValue(func() beginnings { return newBeginnings(true) })
)

func newBeginnings(near bool) beginnings {
	all := beginnings{}
	hanzi.EachSpelling(near, func(spelling string, of *hanzi.Syllable) {
		for k := 1; k <= len(spelling); k++ {
			b := all[spelling[:k]]
			b.classes.add(of.Class())
			b.whole = b.whole || k == len(spelling)
			all[spelling[:k]] = b
		}
	})
	return all
}

func newRun(letters string, loose bool) run {
	known := strictBeginnings()
	if loose {
		known = looseBeginnings()
	}
	r := run{letters: letters, first: letterBit(letters[0])}
	n := len(letters)
	least := make([]int, n+1)
	inside := make([]bool, n) // a syllable begun before may go on here
	r.own, r.pairs, r.sounds = make([]uint32, n), make([]uint64, n), make([][longestSyllable + 1]set128, n)
	for i := n - 1; i >= 0; i-- {
		r.own[i] = letterBit(letters[i])
		least[i] = least[i+1] + 1
		for k := 2; k <= min(longestSyllable, n-i); k++ {
			b, ok := known[letters[i:i+k]]
			if !ok {
				break
			}
			r.sounds[i][k] = b.classes
			inside[i+k-1] = true
			least[i] = min(least[i], least[i+k]+1)
		}
		if i+1 < n {
			r.pairs[i] = pairBit(letters[i], letters[i+1])
		}
		if loose && i+1 < n {
			r.pairs[i] |= mixedPairs(letters[i:])
		}
	}
	if loose {
		r.first |= mixedLetter(letters[0])
	}
	r.units = least[0]
	for i, c := range []byte(letters) {
		if !inside[i] && (!loose || mixedLetter(c) == 0) {
			r.must |= r.own[i]
		}
	}
	return r
}

// met says whether the units of an entry can take the run one after another. It
// looks only at how units begin, so a yes may be wrong, a no not.
func (r *run) met(s *signature) bool {
	if s.letters&r.first == 0 {
		return false
	}
	n := len(r.letters)
	if s.flags()&flagLatin != 0 || n > longestRun {
		return true // a word may be of any length
	}
	if s.letters&r.must != r.must {
		return false
	}
	reached := uint64(1)
	for i := range n {
		switch here := reached >> i; {
		case here == 0:
			return false
		case here&1 == 0:
			continue
		}
		if s.letters&r.own[i] != 0 {
			reached |= 1 << (i + 1)
		}
		if s.pairs&r.pairs[i] == 0 {
			continue
		}
		for k := 2; k <= longestSyllable && r.sounds[i][k] != (set128{}); k++ {
			if s.sounds.meets(&r.sounds[i][k]) {
				reached |= 1 << (i + k)
			}
		}
	}
	return reached>>n&1 == 1
}

// whole returns the most syllables the run is when every one is whole, and the
// most when the last is begun only; 0 if it is not so.
func (r *run) whole() (full, begun int) {
	known := strictBeginnings()
	n := len(r.letters)
	most := make([]int, n+1) // whole syllables up to each letter, plus one; 0 if there is no way
	most[0] = 1
	for i := range n {
		if most[i] == 0 {
			continue
		}
		for k := 1; k <= min(longestSyllable, n-i); k++ {
			b, ok := known[r.letters[i:i+k]]
			if !ok {
				break
			}
			if b.whole {
				most[i+k] = max(most[i+k], most[i]+1)
			}
			if i+k == n {
				begun = max(begun, most[i])
			}
		}
	}
	return max(0, most[n]-1), begun
}

// mixedLetter returns the letter taken for c at the beginning of a syllable.
func mixedLetter(c byte) uint32 {
	switch c {
	case 'n':
		return letterBit('l')
	case 'l':
		return letterBit('n')
	case 'h':
		return letterBit('f')
	case 'f':
		return letterBit('h')
	}
	return 0
}

// mixedPairs returns the pairs of letters with which a syllable may begin that
// is typed as the beginning of s.
func mixedPairs(s string) uint64 {
	third := byte(0)
	if len(s) > 2 {
		third = s[2]
	}
	switch a, b := s[0], s[1]; a {
	case 'z', 'c', 's':
		return pairBit(a, 'h') | pairBit(a, third)
	case 'n':
		return pairBit('l', b)
	case 'l':
		return pairBit('n', b)
	case 'h':
		return pairBit('f', b) | pairBit('f', third) | pairBit('f', 'e')
	case 'f':
		return pairBit('h', b) | pairBit('h', 'u') | pairBit('h', 'o')
	}
	return 0
}
