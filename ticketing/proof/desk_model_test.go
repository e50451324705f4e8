package proof

import (
	"fmt"
	"slices"
	"strings"

	"github.com/anishathalye/porcupine"

	"wanjia/ticketing"
)

// Bounds of one history: a state is compared as a whole.
const (
	mostDeskPresses = 250
	mostDeskPlaces  = 16
)

// How often one who waits may be overtaken, and how far down the list is looked for
// somebody who fits: of the promises, not of the program.
const (
	promisedSkips = 10
	promisedLook  = 20
)

// Where a press of a desk stands.
const (
	deskNone = iota
	deskWaits
	deskOffered
	deskOwned
	deskOver
	deskKept // revoked, its places kept out of the stock
)

// deskState is a desk between two operations. Numbers count from 1, 0 is nobody.
type deskState struct {
	owner  [mostDeskPlaces]uint8  // by place: a press
	stands [mostDeskPresses]uint8 // by press
	holder [mostDeskPresses]uint8 // who has it
	to     [mostDeskPresses]uint8 // whom it is offered to
	skips  [mostDeskPresses]uint8 // how often they were overtaken
}

// deskSpec is a desk as it is meant to be: it does one thing after the other.
type deskSpec struct {
	capacity int
	number   map[ticketing.ClaimID]int
	holders  map[ticketing.HolderID]int
	presses  []deskPress
	open     bool // of some operations it is not known whether they happened
}

type deskPress struct {
	id    ticketing.ClaimID
	party int   // of joining or claiming
	at    int64 // when they joined
}

func (s *deskSpec) who(h ticketing.HolderID) uint8 {
	n, ok := s.holders[h]
	if !ok {
		n = len(s.holders) + 1
		s.holders[h] = n
	}
	return uint8(n)
}

// name is whose number it is.
func (s *deskSpec) name(n uint8) ticketing.HolderID {
	for h, by := range s.holders {
		if by == int(n) {
			return h
		}
	}
	return "nobody"
}

// enter gives the press of an operation that came to something, and whoever is named,
// their numbers. All presses that came to nothing are number 0.
func (s *deskSpec) enter(op *deskOp) {
	s.open = s.open || op.optional
	s.who(op.Holder)
	if op.To != "" {
		s.who(op.To)
	}
	if op.Answer != Yes || op.Kind != deskClaims && op.Kind != deskJoins {
		return
	}
	n, ok := s.number[op.ID]
	if !ok {
		if n = len(s.presses); n == mostDeskPresses {
			panic("more presses than a state holds")
		}
		s.number[op.ID] = n
		s.presses = append(s.presses, deskPress{id: op.ID})
	}
	s.presses[n].party = op.Party
	if !op.At.IsZero() {
		s.presses[n].at = op.At.UnixNano()
	}
}

func (s *deskSpec) places(st *deskState, n int) (out []int) {
	for i, by := range st.owner {
		if int(by) == n+1 {
			out = append(out, i+1)
		}
	}
	return out
}

func (s *deskSpec) free(st *deskState) int {
	n := s.capacity
	for _, by := range st.owner {
		if by != 0 {
			n--
		}
	}
	return n
}

// give makes the places those of press n, and no others; false when one of them is
// somebody else's or none.
func (s *deskSpec) give(st *deskState, n int, places []int) bool {
	for i, by := range st.owner {
		if int(by) == n+1 {
			st.owner[i] = 0
		}
	}
	for _, p := range places {
		if p < 1 || p > s.capacity || st.owner[p-1] != 0 {
			return false
		}
		st.owner[p-1] = uint8(n + 1)
	}
	return true
}

// has says whether a holder has places by another press than n.
func (s *deskSpec) has(st *deskState, who uint8, n int) bool {
	for i := range s.presses {
		if i != n && st.holder[i] == who && (st.stands[i] == deskOwned || st.stands[i] == deskOffered) {
			return true
		}
	}
	return false
}

func (s *deskSpec) waiting(st *deskState) bool {
	return slices.Contains(st.stands[:len(s.presses)], deskWaits)
}

// behind says whether others wait who did so before op: whoever joined meanwhile may
// have come after the places were taken, though before that was written down.
//
// What a stock lost is told to it again within a round of the workers; until then
// newcomers may be let in.
func (s *deskSpec) behind(st *deskState, op *deskOp) bool {
	if op.shaken {
		return false
	}
	for i := range s.presses {
		if st.stands[i] == deskWaits && !slices.Contains(op.joining, i) {
			return true
		}
	}
	return false
}

// ahead are the presses that wait before n, but for those who were joining.
func (s *deskSpec) ahead(st *deskState, n int, joining []int) (out []int) {
	for i, p := range s.presses {
		if i != n && st.stands[i] == deskWaits && p.at < s.presses[n].at && !slices.Contains(joining, i) {
			out = append(out, i)
		}
	}
	return out
}

func sameplaces(a, b []int) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// step says whether op can happen at the desk as it was answered, and what is then.
func (s *deskSpec) step(st deskState, op *deskOp) (bool, deskState) {
	if op.Kind == deskAudits {
		return s.audited(&st, op.stored), st
	}
	n := s.number[op.ID]
	switch op.Answer {
	case Yes:
		was := st
		if !s.granted(&st, n, op) {
			return false, was
		}
		return true, st
	case Trouble: // nothing has happened
		return true, st
	}
	return s.refused(&st, n, op), st
}

// granted does what was answered with yes.
func (s *deskSpec) granted(st *deskState, n int, op *deskOp) bool {
	who, now := s.who(op.Holder), st.stands[n]
	switch op.Kind {
	case deskClaims:
		if now != deskNone && op.Again > 0 {
			return s.asBefore(st, n, op)
		}
		if now != deskNone || len(op.Places) != op.Party || s.behind(st, op) || s.has(st, who, n) || !s.give(st, n, op.Places) {
			return false
		}
		st.stands[n], st.holder[n] = deskOwned, who
	case deskJoins:
		if now != deskNone && op.Again > 0 {
			return true
		}
		// One may wait and have places, but not wait twice.
		for i := range s.presses {
			if i != n && st.holder[i] == who && (st.stands[i] == deskWaits || st.stands[i] == deskOffered) {
				return false
			}
		}
		if now != deskNone {
			return false
		}
		st.stands[n], st.holder[n] = deskWaits, who
	case deskOffers:
		return s.offered(st, n, op)
	case deskEnds:
		if now != deskWaits && now != deskOffered {
			return false
		}
		st.stands[n] = deskOver
		return s.give(st, n, nil)
	case deskLeaves:
		return now != deskWaits && now != deskOffered
	case deskAccepts:
		if now != deskOffered && now != deskOwned || st.holder[n] != who || !sameplaces(op.Places, s.places(st, n)) && now == deskOffered {
			return false
		}
		st.stands[n] = deskOwned
	default:
		return s.grantedOwner(st, n, who, op)
	}
	return true
}

// asBefore says whether a press that was sent again is answered with the claim as it is
// by now.
func (s *deskSpec) asBefore(st *deskState, n int, op *deskOp) bool {
	switch st.stands[n] {
	case deskOwned:
		return op.State == ticketing.Claimed && sameplaces(op.Places, s.places(st, n))
	case deskOver, deskKept:
		return op.State != ticketing.Claimed
	}
	return false
}

// offered: to one who waits, for the whole party, and nobody before them was overtaken
// as often as may be.
func (s *deskSpec) offered(st *deskState, n int, op *deskOp) bool {
	ahead := s.ahead(st, n, op.joining)
	if st.stands[n] != deskWaits || len(op.Places) != s.presses[n].party || len(ahead) >= promisedLook || s.has(st, st.holder[n], n) {
		return false
	}
	for _, i := range ahead {
		if st.skips[i]++; st.skips[i] > promisedSkips {
			return false
		}
	}
	st.stands[n] = deskOffered
	return s.give(st, n, op.Places)
}

// grantedOwner is granted for what is done with a claim.
func (s *deskSpec) grantedOwner(st *deskState, n int, who uint8, op *deskOp) bool {
	now := st.stands[n]
	if op.Kind == deskRevokes {
		return s.revoked(st, n, op)
	}
	if op.Kind == deskTakes {
		to := s.who(op.To)
		switch {
		case now == deskOwned && st.holder[n] == to:
			return true
		case now != deskOwned || st.to[n] != to || s.has(st, to, n):
			return false
		}
		st.holder[n], st.to[n] = to, 0
		return true
	}
	if op.Kind == deskDeclines {
		if now != deskOwned || st.to[n] == 0 || st.to[n] != s.who(op.To) {
			return false
		}
		st.to[n] = 0
		return true
	}
	if st.holder[n] != who {
		return false
	}
	switch op.Kind {
	case deskReleases:
		if now == deskOwned {
			st.stands[n], st.to[n] = deskOver, 0
			return op.State == ticketing.Released && s.give(st, n, nil)
		}
		return (now == deskOver || now == deskKept) && op.State != ticketing.Claimed
	case deskPasses:
		if now != deskOwned || st.to[n] != 0 && st.to[n] != s.who(op.To) {
			return false
		}
		st.to[n] = s.who(op.To)
		return true
	case deskKeepsBack:
		st.to[n] = 0
		return now == deskOwned
	case deskChanges:
		had := s.places(st, n)
		if op.Again > 0 && (len(op.Places) != op.Party || now != deskOwned) { // made before, and then others were
			return s.asBefore(st, n, op)
		}
		if now != deskOwned || len(op.Places) != op.Party {
			return false
		}
		kept := 0
		for _, p := range had {
			if slices.Contains(op.Places, p) {
				kept++
			}
		}
		if kept != min(len(had), op.Party) || len(op.Places) > len(had) && s.behind(st, op) {
			return false // other places, or more past those who wait
		}
		if len(op.Places) != len(had) {
			st.to[n] = 0
		}
		return s.give(st, n, op.Places)
	}
	return false
}

func (s *deskSpec) revoked(st *deskState, n int, op *deskOp) bool {
	switch st.stands[n] {
	case deskOwned:
		st.stands[n], st.to[n] = deskKept, 0
		if op.Keep {
			return true
		}
	case deskKept:
		if op.Keep {
			return true
		}
	default:
		return st.stands[n] == deskOver && op.State == ticketing.Revoked
	}
	st.stands[n] = deskOver
	return s.give(st, n, nil)
}

// refused says whether an answer of no can be given.
func (s *deskSpec) refused(st *deskState, n int, op *deskOp) bool {
	who, now := s.who(op.Holder), st.stands[n]
	switch op.Answer {
	case ticketing.ErrSoldOut.Code, ticketing.ErrNoBlock.Code:
		wanted := op.Party
		if op.Kind == deskChanges {
			wanted -= len(s.places(st, n))
		}
		return s.free(st)-op.vague < wanted || op.Kind == deskChanges && op.raced
	case ticketing.ErrQueue.Code: // said of a list that was emptied a moment ago, too
		return true
	case ticketing.ErrRoom.Code:
		return !s.waiting(st)
	case ticketing.ErrAlreadyClaimed.Code:
		if op.Kind == deskTakes {
			who = s.who(op.To)
		}
		return s.has(st, who, n) || op.rival
	case ticketing.ErrAlreadyWaiting.Code:
		return op.rival || slices.ContainsFunc(s.others(st, who, n), func(at uint8) bool { return at == deskWaits || at == deskOffered })
	case ticketing.ErrOfferLapsed.Code:
		return now != deskOffered && now != deskOwned
	case ticketing.ErrClaimOver.Code:
		return now != deskOwned
	case ticketing.ErrClaimChanged.Code, ticketing.ErrLapsed.Code:
		return op.raced
	case ticketing.ErrPassing.Code:
		return st.to[n] != 0 && st.to[n] != s.who(op.To)
	case ticketing.ErrPassSelf.Code:
		return op.To == op.Holder
	case ticketing.ErrNoClaim.Code:
		return s.nobodys(st, n, who, op)
	}
	return false
}

func (s *deskSpec) others(st *deskState, who uint8, n int) (out []uint8) {
	for i := range s.presses {
		if i != n && st.holder[i] == who {
			out = append(out, st.stands[i])
		}
	}
	return out
}

// nobodys says whether the claim can be said not to be there for whoever asks.
func (s *deskSpec) nobodys(st *deskState, n int, who uint8, op *deskOp) bool {
	now := st.stands[n]
	switch op.Kind {
	case deskTakes, deskDeclines:
		return now != deskOwned || st.to[n] != s.who(op.To)
	case deskRevokes:
		return now != deskOwned && now != deskKept
	case deskLeaves, deskAccepts:
		return st.holder[n] != who
	}
	return st.holder[n] != who || now == deskWaits || now == deskOffered || now == deskOver || now == deskNone
}

// audited compares a state with the documents.
func (s *deskSpec) audited(st *deskState, stored []ticketing.Claim) bool {
	want := [mostDeskPlaces]uint8{}
	for _, c := range stored {
		n, ok := s.number[c.ID]
		kept := c.State == ticketing.Revoked && c.Kept
		if c.State != ticketing.Claimed && c.State != ticketing.Offered && !kept {
			continue
		}
		if !ok || !kept && st.holder[n] != s.who(c.Holder) {
			return false
		}
		for _, p := range c.Places {
			if want[p-1] != 0 {
				return false
			}
			want[p-1] = uint8(n + 1)
		}
	}
	return want == st.owner
}

func (s *deskSpec) model() porcupine.Model {
	if s.open {
		return s.openModel()
	}
	return porcupine.Model{
		Init:              func() any { return deskState{} },
		Step:              func(st, in, _ any) (bool, any) { return s.step(st.(deskState), in.(*deskOp)) },
		DescribeOperation: func(in, _ any) string { return in.(*deskOp).String() },
		DescribeState:     func(st any) string { return s.describe(st.(deskState)) },
	}
}

// openModel is the model where of some operations it is not known whether they happened:
// a state is all the states there may be.
func (s *deskSpec) openModel() porcupine.Model {
	m := &porcupine.NondeterministicModel{
		Init: func() []any { return []any{deskState{}} },
		Step: func(st, in, _ any) []any {
			op := in.(*deskOp)
			ok, next := s.step(st.(deskState), op)
			switch {
			case op.optional && ok:
				return []any{st, next}
			case op.optional:
				return []any{st}
			case ok:
				return []any{next}
			}
			return nil
		},
		DescribeOperation: func(in, _ any) string { return in.(*deskOp).String() },
		DescribeState:     func(st any) string { return s.describe(st.(deskState)) },
	}
	return m.ToModel()
}

func (s *deskSpec) describe(st deskState) string {
	var b strings.Builder
	for n, p := range s.presses {
		if at := st.stands[n]; at != deskNone && at != deskOver {
			fmt.Fprintf(&b, "%s %d of %s to %s, %d times overtaken: %v; ", p.id, at, s.name(st.holder[n]), s.name(st.to[n]), st.skips[n], s.places(&st, n))
		}
	}
	return b.String()
}
