package streaming

import (
	"slices"
	"time"
)

// Trim is a set of items that could be dropped.
type Trim struct {
	Items []ItemID
	Frees time.Duration
	Ends  time.Time // of the show then, as the public sees it
	Over  time.Duration
}

const (
	trimsProposed = 3 // how many sets are proposed
	trimItems     = 3 // of how many items at most
)

// Without is the show as it would be with items dropped. Those that have begun stay.
func (s Show) Without(ids ...ItemID) Show {
	s.Items = slices.Clone(s.Items)
	for i := range s.Items {
		if slices.Contains(ids, s.Items[i].ID) && s.Items[i].Began.IsZero() {
			s.Items[i].Cut = true
		}
	}
	return s
}

// Trims proposes what to drop so that every hard-out is met: as few items as
// possible, then as little as possible, never one that is fixed, dropped, begun or
// next. Where no three items are enough it proposes the three that come nearest.
// Nothing is over, nothing is proposed.
func (s Show) Trims(now time.Time) []Trim {
	r := s.Run(now)
	if r.Over <= 0 {
		return nil
	}
	var free []int
	for i, l := range r.Lines {
		if l.State == LineComing && !s.Items[i].Fixed {
			free = append(free, i)
		}
	}
	var found []Trim
	for size := 1; size <= trimItems && len(found) == 0; size++ {
		for set := range choices(free, size) {
			if t := s.trim(set); t.Frees >= r.Over {
				found = append(found, t)
			}
		}
	}
	if len(found) == 0 {
		longest := slices.Clone(free)
		slices.SortStableFunc(longest, func(a, b int) int { return int(s.Items[b].Length - s.Items[a].Length) })
		if longest = longest[:min(len(longest), trimItems)]; len(longest) > 0 {
			slices.Sort(longest)
			found = append(found, s.trim(longest))
		}
	}
	slices.SortStableFunc(found, func(a, b Trim) int { return int(a.Frees - b.Frees) })
	found = found[:min(len(found), trimsProposed)]
	for i := range found {
		then := s.Without(found[i].Items...).Run(now)
		found[i].Ends, found[i].Over = then.Ends, then.Over
	}
	return found
}

// trim is what dropping the items at these places frees: each takes the gap beside it
// along.
func (s Show) trim(at []int) Trim {
	var t Trim
	for _, i := range at {
		t.Items = append(t.Items, s.Items[i].ID)
		t.Frees += s.Items[i].Length + s.Gap
	}
	return t
}

// choices yields the sets of n out of all, each in order.
func choices(all []int, n int) func(func([]int) bool) {
	return func(yield func([]int) bool) {
		var pick func(chosen, rest []int) bool
		pick = func(chosen, rest []int) bool {
			if len(chosen) == n {
				return yield(chosen)
			}
			for i, v := range rest {
				if !pick(append(slices.Clip(chosen), v), rest[i+1:]) {
					return false
				}
			}
			return true
		}
		pick(nil, all)
	}
}
