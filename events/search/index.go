package search

import (
	"slices"
	"strings"
	"sync"
)

// Index finds entries. Its zero value is empty and ready. All methods may be
// called at the same time; a search sees each entry as it was before a change
// or after it, and never waits long for a writer.
type Index struct {
	mu       sync.RWMutex // held by writers throughout, by searches only to begin
	spots    map[string]spot
	shards   map[string]*shard
	sorted   []*shard // by their paths
	estates  estates
	prefixes prefixes
}

type spot struct {
	shard *shard
	slot  int32
}

// Put adds the entry, or replaces the one with its ID, wherever that was.
func (x *Index) Put(e Entry) {
	b := prepare(e)
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.spots == nil {
		x.spots, x.shards = map[string]spot{}, map[string]*shard{}
	}
	old, existed := x.spots[e.ID]
	b.settle(&x.estates)
	b.sig.key = x.prefixes.key(e.ID)
	s := x.shard(cleanPath(e.Scope))
	if existed && old.shard == s {
		x.leave(old)
		s.set(old.slot, b.sig, b.doc)
		return
	}
	x.spots[e.ID] = spot{s, s.put(b.sig, b.doc)}
	if existed {
		x.vacate(old)
	}
}

// Remove takes the entry out; that there is none is no error.
func (x *Index) Remove(id string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if old, ok := x.spots[id]; ok {
		delete(x.spots, id)
		x.vacate(old)
	}
}

// Len returns how many entries there are.
func (x *Index) Len() int {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return len(x.spots)
}

// leave takes back the estates of the entry at p.
func (x *Index) leave(p spot) {
	d := &p.shard.docs[p.slot] // only writers change docs, and x.mu is ours
	x.estates.drop(d.place.estate)
	if d.more != nil {
		for _, place := range d.more.places {
			x.estates.drop(place.estate)
		}
	}
}

func (x *Index) vacate(p spot) {
	x.leave(p)
	p.shard.clear(p.slot)
	if p.shard.empty() {
		delete(x.shards, p.shard.path)
		i := x.from(p.shard.path)
		x.sorted = slices.Delete(x.sorted, i, i+1)
	}
}

func (x *Index) shard(path string) *shard {
	s, ok := x.shards[path]
	if !ok {
		s = &shard{path: strings.Clone(path)}
		x.shards[s.path] = s
		x.sorted = slices.Insert(x.sorted, x.from(path), s)
	}
	return s
}

// from returns where in sorted the paths begin that are not before path.
func (x *Index) from(path string) int {
	i, _ := slices.BinarySearchFunc(x.sorted, path, func(s *shard, path string) int { return strings.Compare(s.path, path) })
	return i
}

// cleanPath lets no slash at an end make another path of the same.
func cleanPath(path string) string { return strings.Trim(path, "/") }

// within returns the shards at the paths of scope and below, each once.
func (x *Index) within(scope []string) []*shard {
	if slices.Contains(scope, Everywhere) {
		return slices.Clone(x.sorted)
	}
	var out []*shard
	roots := make([]string, 0, len(scope))
	for _, path := range scope {
		if path = cleanPath(path); path != "" {
			roots = append(roots, path)
		}
	}
	slices.Sort(roots)
	for i, root := range roots {
		if slices.ContainsFunc(roots[:i], func(above string) bool { return root == above || strings.HasPrefix(root, above+"/") }) {
			continue
		}
		if s, ok := x.shards[root]; ok {
			out = append(out, s)
		}
		out = append(out, x.sorted[x.from(root+"/"):x.from(root+"0")]...) // 0 comes after the slash
	}
	return out
}

// Search returns the entries within the scope that answer the query, the best
// first, those of one score by ID. An empty text has no answers.
//
// Every word must be answered: by a name, an address or a telephone number, in
// whatever combination makes most of it. If exact answers are fewer than the
// limit, those that are nearly right follow.
func (x *Index) Search(q Query) []Hit {
	limit := q.Limit
	if limit <= 0 {
		limit = usualLimit
	}
	limit = min(limit, mostHits)
	x.mu.RLock()
	shards, list, prefixes := x.within(q.Scope), x.estates.list, x.prefixes
	x.mu.RUnlock()
	if len(shards) == 0 {
		return nil
	}
	s := searcher{kinds: kindRows(q.Kinds), top: top{most: limit, prefixes: prefixes}}
	var all []found
	for _, fuzzy := range []bool{false, true} {
		s.plans = plans(q.Text, list, q.Year, fuzzy)
		if len(s.plans) == 0 {
			break
		}
		for i := range s.plans {
			s.plans[i].sieve = newSieve(&s.plans[i])
		}
		for _, shard := range shards {
			s.scan(shard)
		}
		for _, f := range s.top.sorted() {
			s.seen = append(s.seen, f.id)
			all = append(all, f)
		}
		s.top.most = limit - len(all)
		if s.top.most == 0 {
			break
		}
	}
	return hits(all)
}

// kindRows are the rows of the kinds asked for, of all if none is.
func kindRows(kinds []Kind) []uint16 {
	if len(kinds) == 0 {
		return []uint16{rowKinds, rowKinds + 1, rowKinds + 2, rowKinds + 3}
	}
	var rows []uint16
	for _, k := range kinds {
		rows = append(rows, rowKinds+uint16(k&3))
	}
	return rows
}

// hits drops the second sight of an entry that moved during the search.
func hits(all []found) []Hit {
	out := make([]Hit, 0, len(all))
	for _, f := range all {
		if !slices.ContainsFunc(out, func(h Hit) bool { return h.ID == f.id }) {
			out = append(out, Hit{ID: f.id, Kind: f.kind, Score: f.score, Why: f.why.list()})
		}
	}
	return out
}
