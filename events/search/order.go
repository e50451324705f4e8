package search

import "strings"

// idKey stands for the beginning of an ID, so that two mostly compare without
// being fetched from memory, which is what a search with many equal answers
// would else spend its time on. The top byte numbers the prefix, the rest is
// the seven bytes after it.
type idKey uint64

// prefixes are the beginnings IDs share, "p-" or "household:", by number; 0 is
// the empty one. The list only grows, and a search works on the part it found.
type prefixes []string

const (
	mostPrefixes  = 255
	longestPrefix = 16
)

// key returns the key of id, noting its prefix.
func (p *prefixes) key(id string) idKey {
	if len(*p) == 0 {
		*p = append(*p, "")
	}
	prefix := id[:1+strings.IndexAny(id[:min(len(id), longestPrefix)], "-_:./")]
	number := 0
	for i, known := range *p {
		if known == prefix {
			number = i
		}
	}
	if number == 0 && prefix != "" && len(*p) < mostPrefixes {
		number = len(*p)
		*p = append(*p, strings.Clone(prefix))
	}
	key := idKey(number)
	rest := id[len((*p)[number]):]
	for i := range 7 {
		key <<= 8
		if i < len(rest) {
			key |= idKey(rest[i])
		}
	}
	return key
}

// before says whether the ID of d, whose key is a, comes before the ID id,
// whose key is b.
func (p prefixes) before(d *doc, a idKey, id string, b idKey) bool {
	if x, y := int(a>>56), int(b>>56); x != y {
		if x < len(p) && y < len(p) && !strings.HasPrefix(p[x], p[y]) && !strings.HasPrefix(p[y], p[x]) {
			return p[x] < p[y]
		}
	} else if a != b {
		return a < b
	}
	return d.id < id
}
