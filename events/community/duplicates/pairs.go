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

// nameAt is where the key of the name is among the keys.
const nameAt = 1

// keys are what two records must have one of in common to be compared: a household,
// a telephone, a name in an estate, the sound of a name in a building, a name with
// a day of birth.
func (r *Record) keys() []string {
	keys := []string{"h/" + string(r.Household), r.nameKey()}
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
	var (
		known  = make(map[string]int32, 4*len(records))
		groups [][]int32                       // records with a key in common
		of     = make([][]int32, len(records)) // the groups of each record, in the order of its keys
	)
	for i := range records {
		for _, k := range records[i].keys() {
			g, ok := known[k]
			if !ok {
				g = int32(len(groups))
				known[k], groups = g, append(groups, nil)
			}
			groups[g], of[i] = append(groups[g], int32(i)), append(of[i], g)
		}
	}
	known = nil                       // the most of the memory, and not asked again
	met := func(i, j, g int32) bool { // in a group before
		return slices.ContainsFunc(of[i], func(x int32) bool {
			return x < g && len(groups[x]) <= crowd && slices.Contains(of[j], x)
		})
	}
	var out []Match
	for g, list := range groups {
		if len(list) < 2 || len(list) > crowd {
			continue
		}
		for n, i := range list {
			for _, j := range list[n+1:] {
				if met(i, j, int32(g)) {
					continue
				}
				namesakes := max(len(groups[of[i][nameAt]]), len(groups[of[j][nameAt]]))
				if m, ok := match(&records[i], &records[j], namesakes); ok {
					out = append(out, m)
				}
			}
		}
	}
	sortMatches(out)
	return out
}

// match scores a pair; namesakes is how many bear the commoner of their names.
func match(a, b *Record, namesakes int) (Match, bool) {
	if a.ID > b.ID {
		a, b = b, a
	}
	score, reasons := Score(a, b, namesakes)
	if score < Proposed {
		return Match{}, false
	}
	return Match{*a, *b, score, reasons}, true
}

// nameKey is the key of a name in its estate.
func (r *Record) nameKey() string { return "n/" + string(r.Estate) + "/" + r.key }

func sortMatches(list []Match) {
	slices.SortFunc(list, func(a, b Match) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Left.ID, b.Left.ID), cmp.Compare(a.Right.ID, b.Right.ID))
	})
}
