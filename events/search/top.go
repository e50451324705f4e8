package search

import (
	"cmp"
	"slices"
)

// found is an entry that answers.
type found struct {
	id   string
	key  idKey
	kind Kind
	match
}

// compare orders the better first: by score, then by id, so that the same entries
// always come in the same order.
func (f found) compare(g found) int {
	return cmp.Or(cmp.Compare(g.score, f.score), cmp.Compare(f.id, g.id))
}

// top keeps the best few of many, the worst of them at the root of a heap.
type top struct {
	most     int
	prefixes prefixes
	heap     []found
}

// takes says whether d would be kept with that score.
func (t *top) takes(score int, d *doc, key idKey) bool {
	if len(t.heap) < t.most {
		return t.most > 0
	}
	worst := &t.heap[0]
	return score > worst.score || score == worst.score && t.prefixes.before(d, key, worst.id, worst.key)
}

// add keeps f, and lets the worst go if there are too many.
func (t *top) add(f found) {
	if len(t.heap) == t.most {
		t.heap[0] = f
		t.sink()
		return
	}
	t.heap = append(t.heap, f)
	for i := len(t.heap) - 1; i > 0; {
		parent := (i - 1) / 2
		if t.heap[i].compare(t.heap[parent]) < 0 {
			return
		}
		t.heap[i], t.heap[parent] = t.heap[parent], t.heap[i]
		i = parent
	}
}

func (t *top) sink() {
	for i := 0; ; {
		worst := i
		for _, child := range []int{2*i + 1, 2*i + 2} {
			if child < len(t.heap) && t.heap[child].compare(t.heap[worst]) > 0 {
				worst = child
			}
		}
		if worst == i {
			return
		}
		t.heap[i], t.heap[worst] = t.heap[worst], t.heap[i]
		i = worst
	}
}

// sorted empties t, the best first.
func (t *top) sorted() []found {
	out := t.heap
	t.heap = nil
	slices.SortFunc(out, found.compare)
	return out
}
