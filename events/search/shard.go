package search

import (
	"math/bits"
	"slices"
	"sync"
)

// doc is what is kept of an entry.
type doc struct {
	id    string
	keys  string // name keys, one per line; words for the place after aliasSign
	phone uint64
	place place
	sex   byte  // M, F or 0
	born  uint8 // years after bornFrom, 0 if it is not known
	more  *more // rarely
}

type more struct {
	places []place
	phones []uint64
}

// mostEstates is how many estates a shard lists.
const mostEstates = 4

// window is how many entries a search looks at before it lets a writer in.
const window = 4096

// shard is the entries of one scope, each in a slot it keeps for life.
type shard struct {
	path string

	mu     sync.RWMutex
	planes planes // a vacant slot stands in no row
	sigs   []signature
	docs   []doc
	free   []int32
	// estates are those its entries ever lay in, unless they were too many to
	// list; a shard is mostly one building.
	estates  []uint16
	manifold bool
}

func (s *shard) put(sig signature, d doc) int32 {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lies(&d)
	if n := len(s.free); n > 0 {
		slot := s.free[n-1]
		s.free = s.free[:n-1]
		s.sigs[slot], s.docs[slot] = sig, d
		s.planes.put(slot, s.rows(&sig, &d), true)
		return slot
	}
	s.sigs, s.docs = append(s.sigs, sig), append(s.docs, d)
	slot := int32(len(s.docs) - 1)
	s.planes.put(slot, s.rows(&sig, &d), true)
	return slot
}

func (s *shard) set(slot int32, sig signature, d doc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lies(&d)
	s.sigs[slot], s.docs[slot] = sig, d
	s.planes.put(slot, s.rows(&sig, &d), false)
}

// rows are those of an entry.
func (s *shard) rows(sig *signature, d *doc) []uint16 {
	var kept [96]uint16 // mostly enough; else append makes more
	return rowsOf(kept[:0], sig, d)
}

// lies notes the estates of d.
func (s *shard) lies(d *doc) {
	s.liesIn(d.place.estate)
	if d.more != nil {
		for _, p := range d.more.places {
			s.liesIn(p.estate)
		}
	}
}

func (s *shard) liesIn(estate uint16) {
	if s.manifold || slices.Contains(s.estates, estate) {
		return
	}
	if len(s.estates) == mostEstates {
		s.manifold = true
		return
	}
	s.estates = append(s.estates, estate)
}

// holds says whether an entry may lie where w says.
func (s *shard) holds(w *where) bool {
	if w == nil || len(w.estates) == 0 || s.manifold {
		return true
	}
	for _, n := range s.estates {
		if _, ok := w.estateOf(n); ok {
			return true
		}
	}
	return false
}

func (s *shard) clear(slot int32) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sigs[slot], s.docs[slot] = signature{}, doc{}
	s.planes.put(slot, nil, false)
	s.free = append(s.free, slot)
}

// empty says whether no slot is taken. Only a writer asks.
func (s *shard) empty() bool { return len(s.free) == len(s.docs) }

// searcher is one search under way.
type searcher struct {
	plans   []plan
	active  []*plan // that the shard at hand may answer
	kinds   []uint16
	matcher matcher
	top     top
	seen    []string // found by an earlier pass
	live    [window / 64]uint64
	marked  [window / 64]uint64
}

// scan looks at all of s.
func (q *searcher) scan(s *shard) {
	for from := 0; ; from += window {
		s.mu.RLock()
		end := min(from+window, len(s.sigs))
		q.active = q.active[:0]
		for i := range q.plans {
			if s.holds(q.plans[i].where) {
				q.active = append(q.active, &q.plans[i])
			}
		}
		if len(q.active) > 0 && end > from {
			q.window(s, from/64, (end+63)/64)
		}
		done := end == len(s.sigs)
		s.mu.RUnlock()
		if done {
			return
		}
	}
}

// window looks at those of a part of s that may answer a plan: the slots from*64 to
// to*64.
func (q *searcher) window(s *shard, from, to int) {
	live, marked := q.live[:to-from], q.marked[:to-from]
	for i := range live {
		live[i] = ^uint64(0)
	}
	if !andAny(live, &s.planes, q.kinds, from, to) {
		return
	}
	clear(marked)
	kept := q.active[:0]
	for _, p := range q.active {
		p.marked = append(p.marked[:0], live...)
		if !p.sieve.sift(&s.planes, p.marked, from, to) {
			continue
		}
		kept = append(kept, p)
		for i, b := range p.marked {
			marked[i] |= b
		}
	}
	q.active = kept
	for i, word := range marked {
		for ; word != 0; word &= word - 1 {
			n := bits.TrailingZeros64(word)
			slot := (from+i)*64 + n
			q.look(&s.sigs[slot], &s.docs[slot], i, n)
		}
	}
}

// look ranks d if it answers a plan. Its bit in marked is bit of word.
func (q *searcher) look(sig *signature, d *doc, word, bit int) {
	var best match
	for _, p := range q.active {
		if p.marked[word]>>bit&1 == 0 || !p.may(sig) {
			continue
		}
		// What could not displace the least of the hits need not be compared.
		if most := p.most(sig); most <= best.score || !q.top.takes(most, d, sig.key) {
			continue
		}
		if fit := p.fit(&q.matcher, d, sig.kind()); fit.score > best.score {
			best = fit
		}
	}
	if best.score > 0 && q.top.takes(best.score, d, sig.key) && !slices.Contains(q.seen, d.id) {
		q.top.add(found{id: d.id, key: sig.key, kind: sig.kind(), match: best})
	}
}
