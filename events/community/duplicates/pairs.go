package duplicates

import (
	"cmp"
	"slices"
	"strings"
)

// Match is two records that may be of one person, Left the one with the lesser id.
type Match struct {
	Left, Right Record
	Score       float64
	Reasons     []string
}

// keys are what two records must have one of in common to be compared: a household,
// a telephone, a name in an estate, the sound of a name in a building, a name with
// a day of birth.
func (r *Record) keys() []string {
	keys := []string{"h/" + string(r.Household), "n/" + string(r.Estate) + "/" + r.key}
	if r.Phone != "" {
		keys = append(keys, "p/"+r.Phone)
	}
	if sound := cmp.Or(r.letters, strings.Join(r.sounds, "")); sound != "" {
		keys = append(keys, "s/"+string(r.Building)+"/"+sound)
	}
	if r.Born != "" {
		keys = append(keys, "b/"+string(r.Born)+"/"+r.key)
	}
	return keys
}

// crowd is how many records with one key are still compared with each other. More
// than that share a number of an office, or a name nobody can tell apart by.
const crowd = 60

// All finds the pairs among records that score at least [Proposed].
func All(records []Record) []Match {
	groups := make(map[string][]int32, 4*len(records))
	for i := range records {
		for _, k := range records[i].keys() {
			groups[k] = append(groups[k], int32(i))
		}
	}
	seen := map[[2]int32]bool{}
	var out []Match
	for _, list := range groups {
		if len(list) < 2 || len(list) > crowd {
			continue
		}
		for n, i := range list {
			for _, j := range list[n+1:] {
				if seen[[2]int32{i, j}] {
					continue
				}
				seen[[2]int32{i, j}] = true
				if m, ok := match(records[i], records[j], func(name string) int {
					return len(groups[name])
				}); ok {
					out = append(out, m)
				}
			}
		}
	}
	sortMatches(out)
	return out
}

// match scores a pair; namesakes counts those with a key.
func match(a, b Record, namesakes func(key string) int) (Match, bool) {
	if a.ID > b.ID {
		a, b = b, a
	}
	score, reasons := Score(a, b, max(namesakes(a.nameKey()), namesakes(b.nameKey())))
	return Match{a, b, score, reasons}, score >= Proposed
}

// nameKey is the key of a name in its estate.
func (r *Record) nameKey() string { return "n/" + string(r.Estate) + "/" + r.key }

func sortMatches(list []Match) {
	slices.SortFunc(list, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Left.ID, b.Left.ID), cmp.Compare(a.Right.ID, b.Right.ID))
	})
}
