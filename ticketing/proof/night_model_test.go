package proof

import (
	"fmt"
	"strings"

	"github.com/anishathalye/porcupine"

	"wanjia/ticketing"
)

// Bounds of one history: a state is compared as a whole.
const (
	mostNightPresses = 900
	mostNightPlaces  = 12
	nightWindows     = 3
)

// Where a press of a night stands.
const (
	nightNone = iota
	nightOwned
	nightOver
)

// nightState is a night between two operations. Presses count from 1, 0 is nobody.
type nightState struct {
	owner  [nightWindows][mostNightPlaces]uint16
	stands [mostNightPresses]uint8
	rests  [nightWindows]bool
	two    [nightClients]bool // the family booked while it swapped, so that it may have two
}

// nightPress is what is known of a claim's id from the whole history.
type nightPress struct {
	id, old ticketing.ClaimID
	family  int
	window  int
}

// nightSpec is a night as it is meant to be: it does one thing after the other. A swap
// is two things: new places, and then, later, the old ones given back.
type nightSpec struct {
	capacity int
	windows  map[ticketing.PoolID]int
	families map[ticketing.HolderID]int
	number   map[ticketing.ClaimID]int
	presses  []nightPress
}

func (s *nightSpec) free(st *nightState, window int) int {
	n := s.capacity
	for _, by := range st.owner[window] {
		if by != 0 {
			n--
		}
	}
	return n
}

// has says whether exactly these places are those of press n.
func (s *nightSpec) has(st *nightState, n int, places []int) bool {
	owned := 0
	for _, by := range st.owner[s.presses[n].window] {
		if int(by) == n+1 {
			owned++
		}
	}
	for _, p := range places {
		if p < 1 || p > s.capacity || int(st.owner[s.presses[n].window][p-1]) != n+1 {
			return false
		}
	}
	return owned == len(places)
}

// take makes places those of press n; false where one of them is somebody's, or none.
func (s *nightSpec) take(st *nightState, n int, places []int) bool {
	w := s.presses[n].window
	for _, p := range places {
		if p < 1 || p > s.capacity || st.owner[w][p-1] != 0 {
			return false
		}
		st.owner[w][p-1] = uint16(n + 1)
	}
	st.stands[n] = nightOwned
	return true
}

// end gives the places of press n back.
func (s *nightSpec) end(st *nightState, n int) {
	w := s.presses[n].window
	for i, by := range st.owner[w] {
		if int(by) == n+1 {
			st.owner[w][i] = 0
		}
	}
	st.stands[n] = nightOver
}

// others are the presses by which the family of n has places, but for n and old.
func (s *nightSpec) others(st *nightState, n int, old ticketing.ClaimID) (out []int) {
	for i, p := range s.presses {
		if i != n && p.id != old && p.family == s.presses[n].family && st.stands[i] == nightOwned {
			out = append(out, i)
		}
	}
	return out
}

// step says whether op can happen in the night as it was answered, and what is then.
func (s *nightSpec) step(st nightState, op *nightOp) (bool, nightState) {
	was := st
	var ok bool
	switch {
	case op.Kind == nightAudits:
		ok = s.audited(&st, op.stored)
	case op.Kind == nightPauses || op.Kind == nightResumes:
		st.rests[s.windows[op.Pool]], ok = op.Kind == nightPauses, op.Answer == Yes
	case op.Answer == Yes:
		ok = s.granted(&st, s.number[op.ID], op)
	default:
		ok = s.refused(&st, s.number[op.ID], op)
	}
	if !ok {
		return false, was
	}
	return true, st
}

// granted does what was answered with yes.
func (s *nightSpec) granted(st *nightState, n int, op *nightOp) bool {
	now := st.stands[n]
	switch op.Kind {
	case nightReleases:
		if now == nightOwned {
			s.end(st, n)
		}
		return now != nightNone && op.State == ticketing.Released
	case nightGives:
		if now == nightNone { // nobody gives up what they have before they have the new
			return false
		}
		if old := s.number[op.Old]; st.stands[old] == nightOwned {
			s.end(st, old)
		}
		return true
	}
	switch now {
	case nightOwned:
		return op.State == ticketing.Claimed && s.has(st, n, op.Places)
	case nightOver:
		return op.State != ticketing.Claimed
	}
	if op.State != ticketing.Claimed || len(op.Places) != op.Party || st.rests[s.windows[op.Pool]] && !op.lost {
		return false
	}
	if op.Kind == nightSwaps && !s.maySwap(st, op) {
		return false
	}
	// A family has one claim a night: but while it swaps, the old one and the new.
	if others := s.others(st, n, op.Old); len(others) > 0 {
		family := s.presses[n].family
		if st.two[family] = st.two[family] || op.rival; !st.two[family] {
			return false
		}
	}
	return s.take(st, n, op.Places)
}

// maySwap: what is theirs, and once.
func (s *nightSpec) maySwap(st *nightState, op *nightOp) bool {
	for i, p := range s.presses {
		if p.old == op.Old && st.stands[i] == nightOwned {
			return false
		}
	}
	return st.stands[s.number[op.Old]] == nightOwned || op.raced && st.stands[s.number[op.Old]] == nightOver
}

// refused says whether an answer of no can be given.
func (s *nightSpec) refused(st *nightState, n int, op *nightOp) bool {
	now := st.stands[n]
	switch op.Answer {
	case ticketing.ErrSoldOut.Code:
		return now != nightOwned && s.free(st, s.windows[op.Pool])-op.vague < op.Party
	case ticketing.ErrPaused.Code:
		return now != nightOwned && (st.rests[s.windows[op.Pool]] || op.lost)
	case ticketing.ErrAlreadyClaimed.Code:
		return op.busy || op.unsure || len(s.familyHas(st, op)) > 0
	case ticketing.ErrClaimOver.Code:
		if op.Kind != nightSwaps {
			return false
		}
		return op.raced || st.stands[s.number[op.Old]] != nightOwned
	case ticketing.ErrLapsed.Code: // taken for abandoned, it can not come to be any more
		return now != nightOwned
	case ticketing.ErrNoClaim.Code:
		return now == nightNone
	}
	return false
}

// familyHas are the presses by which the family of an operation has places, but for
// what it swaps.
func (s *nightSpec) familyHas(st *nightState, op *nightOp) (out []int) {
	for i, p := range s.presses {
		if p.id != op.Old && p.family == s.families[op.Holder] && st.stands[i] == nightOwned {
			out = append(out, i)
		}
	}
	return out
}

// audited compares a state with the documents.
func (s *nightSpec) audited(st *nightState, stored []ticketing.Claim) bool {
	want := [nightWindows][mostNightPlaces]uint16{}
	for _, c := range stored {
		if c.State != ticketing.Claimed {
			continue
		}
		n, ok := s.number[c.ID]
		if !ok || len(c.Places) != c.Party {
			return false
		}
		for _, p := range c.Places {
			if want[s.windows[c.Pool]][p-1] != 0 {
				return false
			}
			want[s.windows[c.Pool]][p-1] = uint16(n + 1)
		}
	}
	return want == st.owner
}

func (s *nightSpec) model() porcupine.Model {
	return porcupine.Model{
		Init:              func() any { return nightState{} },
		Step:              func(st, in, _ any) (bool, any) { return s.step(st.(nightState), in.(*nightOp)) },
		DescribeOperation: func(in, _ any) string { return in.(*nightOp).String() },
		DescribeState:     func(st any) string { return s.describe(st.(nightState)) },
	}
}

func (s *nightSpec) describe(st nightState) string {
	var b strings.Builder
	for id, w := range s.windows {
		fmt.Fprintf(&b, "window %s, rests %v:", id, st.rests[w])
		for i, by := range st.owner[w] {
			if by != 0 {
				p := s.presses[by-1]
				fmt.Fprintf(&b, " %d of family %d by %s", i+1, p.family, p.id)
			}
		}
		b.WriteString("; ")
	}
	return b.String()
}
