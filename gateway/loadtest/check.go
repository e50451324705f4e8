package loadtest

import "fmt"

// Stored is a claim as the records have it after the load, read without the rules
// that wrote it.
type Stored struct {
	ID     string
	Pool   string
	Places []int
	Owns   bool // it holds its places now
}

// Verdict is what [Check] found.
type Verdict struct {
	Promised int // claims a server answered 201 for
	Owned    int // claims that hold places
	Sold     int // places they hold
	Oversold int // places held twice, beyond a pool's capacity or in no pool at all
	Lost     int // promised claims that are not there, or with other places

	First string // the first thing that was wrong
}

// OK says that nothing was sold twice and nothing lost.
func (v Verdict) OK() bool { return v.Oversold == 0 && v.Lost == 0 }

// Check holds what was promised and what is stored against each other and against
// the pools' capacities. A claim that was promised and given back since may be there
// without its places.
func Check(promised []Ack, stored []Stored, capacity map[string]int) Verdict {
	var v Verdict
	wrong := func(format string, args ...any) {
		if v.First == "" {
			v.First = fmt.Sprintf(format, args...)
		}
	}
	type place struct {
		pool string
		n    int
	}
	byID, owner, sold := map[string]Stored{}, map[place]string{}, map[string]int{}
	for _, s := range stored {
		byID[s.ID] = s
		if !s.Owns {
			continue
		}
		v.Owned++
		for _, n := range s.Places {
			v.Sold++
			sold[s.Pool]++
			at := place{s.Pool, n}
			if other, taken := owner[at]; taken {
				v.Oversold++
				wrong("place %d of %s is held by %s and by %s", n, s.Pool, other, s.ID)
			} else if n < 1 || n > capacity[s.Pool] {
				v.Oversold++
				wrong("place %d of %s is held by %s, but there are %d", n, s.Pool, s.ID, capacity[s.Pool])
			}
			owner[at] = s.ID
		}
	}
	for pool, n := range sold {
		if n > capacity[pool] {
			wrong("%d places of %s are sold, but there are %d", n, pool, capacity[pool])
			v.Oversold = max(v.Oversold, n-capacity[pool])
		}
	}
	seen := map[string]bool{}
	for _, a := range promised {
		if seen[a.ID] {
			continue
		}
		seen[a.ID] = true
		v.Promised++
		s, ok := byID[a.ID]
		switch {
		case !ok:
			v.Lost++
			wrong("claim %s was promised and is not there", a.ID)
		case s.Owns && a.State == "claimed" && !sameSet(s.Places, a.Places):
			v.Lost++
			wrong("claim %s was promised places %v and has %v", a.ID, a.Places, s.Places)
		}
	}
	return v
}

// sameSet says whether both name the same places, each once.
func sameSet(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	have := map[int]bool{}
	for _, n := range a {
		have[n] = true
	}
	for _, n := range b {
		if !have[n] {
			return false
		}
		delete(have, n)
	}
	return true
}
