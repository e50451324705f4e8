package ticketingtest

import (
	"cmp"
	"slices"

	"wanjia/ticketing"
	"wanjia/ticketing/seating"
)

// hall is the seats of a plan and which are free, for choosing by trying everything.
// It goes by where each seat is, and knows nothing of what the real stock keeps.
type hall struct {
	plan *seating.Plan
	free map[int]bool // by place number
}

// block is normal seats side by side, from place first.
type block struct {
	first, n                       int
	order, sector, middle, singles int
}

func (b block) places() []int {
	out := make([]int, b.n)
	for i := range out {
		out[i] = b.first + i
	}
	return out
}

// normal says whether place n is a free normal seat.
func (h hall) normal(n int) bool {
	return n >= 1 && n <= len(h.plan.Seats) && h.free[n] && h.plan.Seats[n-1].Kind == seating.Normal
}

// neighbours says whether places n and n+1 are side by side and both are free normal seats.
func (h hall) neighbours(n int) bool {
	if !h.normal(n) || !h.normal(n+1) {
		return false
	}
	a, b := h.plan.Seats[n-1], h.plan.Seats[n]
	return a.Row == b.Row && b.Slot == a.Slot+1
}

// middle is twice the distance of the middle of two seats from the middle of their row.
func (h hall) middle(a, b int) int {
	row := h.plan.Rows[h.plan.Seats[a-1].Row]
	return h.plan.Seats[a-1].Slot + h.plan.Seats[b-1].Slot - row.Axis
}

// blocks returns every way to sit n side by side in a sector, "" for any.
func (h hall) blocks(n int, sector string) []block {
	var out []block
	for first := 1; first+n-1 <= len(h.plan.Seats); first++ {
		row := h.plan.Rows[h.plan.Seats[first-1].Row]
		if sector != "" && h.plan.Sectors[row.Sector] != sector {
			continue
		}
		together := h.normal(first)
		for k := first; k < first+n-1; k++ {
			together = together && h.neighbours(k)
		}
		if !together {
			continue
		}
		b := block{first: first, n: n, order: row.Order, sector: row.Sector, middle: h.middle(first, first+n-1)}
		last := first + n - 1
		if h.neighbours(first-1) && !h.neighbours(first-2) {
			b.singles++
		}
		if h.neighbours(last) && !h.neighbours(last+1) {
			b.singles++
		}
		out = append(out, b)
	}
	return out
}

// least returns those of list whose scores are the lowest, in their order.
func least[T any](list []T, score func(T) []int) []T {
	var out []T
	var lowest []int
	for _, v := range list {
		s := score(v)
		switch {
		case out == nil || slices.Compare(s, lowest) < 0:
			out, lowest = []T{v}, s
		case slices.Compare(s, lowest) == 0:
			out = append(out, v)
		}
	}
	return out
}

func distance(a, b int) int { return max(a-b, b-a) }

// beside seats n side by side.
func (h hall) beside(n int, sector string, seed uint32) []int {
	list := h.blocks(n, sector)
	clean := slices.DeleteFunc(slices.Clone(list), func(b block) bool { return b.singles > 0 })
	if len(clean) > 0 {
		list = clean
	}
	equals := least(list, func(b block) []int { return []int{b.order, distance(b.middle, 0), b.singles, b.sector} })
	if len(equals) == 0 {
		return nil
	}
	return equals[int(seed%uint32(len(equals)))].places()
}

// twoRows seats n in two rows, one behind the other.
func (h hall) twoRows(n int, sector string) []int {
	alone := 1
	if n >= 4 {
		alone = 2
	}
	type pair struct{ front, back block }
	var list []pair
	for k := alone; n-k >= alone; k++ {
		others := h.blocks(n-k, sector)
		for _, f := range h.blocks(k, sector) {
			for _, b := range others {
				if b.order == f.order+1 && b.sector == f.sector && distance(f.middle, b.middle) < n {
					list = append(list, pair{f, b})
				}
			}
		}
	}
	best := least(list, func(p pair) []int {
		return []int{
			p.front.order, distance(p.front.n, p.back.n), distance(p.front.middle, p.back.middle),
			distance(p.front.middle, 0) + distance(p.back.middle, 0), p.front.singles + p.back.singles,
			p.front.sector, p.front.first, p.back.first, -p.front.n,
		}
	})
	if len(best) == 0 {
		return nil
	}
	return append(best[0].front.places(), best[0].back.places()...)
}

// largest is how many can sit side by side, at most n.
func (h hall) largest(n int, sector string) int {
	for ; n > 0; n-- {
		if len(h.blocks(n, sector)) > 0 {
			break
		}
	}
	return n
}

// without is the hall when places are gone, too.
func (h hall) without(places []int) hall {
	free := map[int]bool{}
	for n, is := range h.free {
		free[n] = is && !slices.Contains(places, n)
	}
	return hall{h.plan, free}
}

// apart seats n wherever there is room, the largest groups first.
func (h hall) apart(n int, sector string, seed uint32) []int {
	var out []int
	for n > 0 {
		piece := h.largest(n, sector)
		if piece == 0 {
			return nil
		}
		places := h.beside(piece, sector, seed)
		out, h, n = append(out, places...), h.without(places), n-piece
	}
	return out
}

// unit is a free wheelchair place and the free seats that go with it.
type unit struct {
	place, order, sector, x int
	companions              []int
}

func (h hall) units(sector string) []unit {
	var out []unit
	for i, s := range h.plan.Seats {
		row := h.plan.Rows[s.Row]
		if s.Kind != seating.Wheelchair || !h.free[i+1] || sector != "" && h.plan.Sectors[row.Sector] != sector {
			continue
		}
		u := unit{place: i + 1, order: row.Order, sector: row.Sector, x: h.middle(i+1, i+1)}
		for k, c := range h.plan.Seats {
			if c.Kind == seating.Companion && c.With == u.place && h.free[k+1] {
				u.companions = append(u.companions, k+1)
			}
		}
		slices.SortFunc(u.companions, func(a, b int) int {
			return cmp.Or(cmp.Compare(distance(a, u.place), distance(b, u.place)), cmp.Compare(a, b))
		})
		out = append(out, u)
	}
	return out
}

// wheeled seats a party with wheelchairs. possible says whether it would do apart.
func (h hall) wheeled(n int, w ticketing.Wish) (places []int, possible bool) {
	free, others := h.units(w.Sector), n-w.Wheelchairs
	var first *unit
	for range w.Wheelchairs {
		best := least(free, func(u unit) []int {
			short := max(0, others-len(u.companions))
			if first == nil {
				return []int{short, u.order, distance(u.x, 0), u.sector, u.place}
			}
			return []int{short, distance(u.order, first.order), otherwise(u.sector != first.sector), distance(u.x, first.x), u.place}
		})
		if len(best) == 0 {
			return nil, false
		}
		u := best[0]
		if first == nil {
			first = &u
		}
		free = slices.DeleteFunc(free, func(o unit) bool { return o.place == u.place })
		with := u.companions[:min(others, len(u.companions))]
		places, others = append(append(places, u.place), with...), others-len(with)
	}
	together := true
	for others > 0 {
		piece := h.largest(others, w.Sector)
		if piece == 0 {
			return nil, false
		}
		together = together && piece == others
		best := least(h.blocks(piece, w.Sector), func(b block) []int {
			return []int{distance(b.order, first.order), otherwise(b.sector != first.sector), distance(b.middle, first.x), b.singles, b.first}
		})[0].places()
		places, h, others = append(places, best...), h.without(best), others-piece
	}
	if !together && !w.Scattered {
		return nil, true
	}
	return places, together
}

func otherwise(is bool) int {
	if is {
		return 1
	}
	return 0
}

// choose returns the places for a party, or what could be had.
func (h hall) choose(n int, w ticketing.Wish, seed uint32) ([]int, ticketing.Could) {
	could := ticketing.Could{Largest: h.largest(n, w.Sector), Elsewhere: h.largest(n, ""), Wheelchairs: -1}
	for place := range h.free {
		could.Free += otherwise(h.normal(place))
	}
	var places []int
	if w.Wheelchairs > 0 {
		could.Wheelchairs = len(h.units(w.Sector))
		places, could.Scattered = h.wheeled(n, w)
	} else if places = h.beside(n, w.Sector, seed); places == nil {
		places = h.twoRows(n, w.Sector)
	}
	if places == nil && w.Wheelchairs == 0 {
		scattered := h.apart(n, w.Sector, seed)
		if could.Scattered = scattered != nil; w.Scattered {
			places = scattered
		}
	}
	slices.Sort(places)
	return places, could
}
