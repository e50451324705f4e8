package checkseating

// Fewest is the fewest tables of so many places that hold parties of these sizes, none
// of them parted, proven by looking at every set of them: it is for some twenty at
// most. A party larger than a table counts as one that needs a table for itself.
func Fewest(sizes []int, places int) int {
	if len(sizes) == 0 {
		return 0
	}
	// Of every set the fewest tables, and then the emptiest last one.
	type way struct{ tables, last int }
	best := make([]way, 1<<len(sizes))
	for set := 1; set < len(best); set++ {
		best[set] = way{len(sizes) + 1, 0}
		for i, size := range sizes {
			if set&(1<<i) == 0 {
				continue
			}
			w := best[set&^(1<<i)]
			if w.tables == 0 || w.last+size > places {
				w = way{w.tables + 1, size}
			} else {
				w.last += size
			}
			if w.tables < best[set].tables || w.tables == best[set].tables && w.last < best[set].last {
				best[set] = w
			}
		}
	}
	return best[len(best)-1].tables
}
