package proof

import (
	"fmt"
	"slices"
	"strings"

	"github.com/anishathalye/porcupine"

	"wanjia/ticketing"
)

// spec is one pool as it is meant to be, for a checker that tries in which order
// operations may have happened. A state is a string of bytes:
//
//	2 bytes a place: the press that has it, by its number from 1; 0 for free
//	1 byte a press:  where it stands, see below
//
// Whoever gets places is told which, so that a place with two owners, a party torn
// apart or a claim forgotten shows at once.
type spec struct {
	capacity int
	number   map[ticketing.ClaimID]int // of a press, from 0
	presses  []press
}

// press is what is known of a claim's id from the whole history.
type press struct {
	id     ticketing.ClaimID
	holder ticketing.HolderID
	party  int
	family []int   // the presses of its holder
	places []int   // of the claim, if it ever came to be
	ended  bool    // it was given back in the end
	untils []int64 // moments at which a hold of it was to end
	vague  []span  // when it may have had places that nobody was told of
	lost   []span  // moments at which a stock that had forgotten things gave a hold
}

type span struct{ from, to int64 }

// Where a press stands. From held on: held until its untils[byte-held].
const (
	none    = 0
	claimed = 1
	over    = 2 // given back or voided: it can not come to life again
	held    = 3
)

func (s *spec) init() string { return strings.Repeat("\x00", 2*s.capacity+len(s.presses)) }

func (s *spec) stands(st string, n int) byte { return st[2*s.capacity+n] }

func (s *spec) owner(st string, place int) int {
	return int(st[2*place-2])<<8 | int(st[2*place-1])
}

// with returns the state after press n stands so and has the places, and no others.
func (s *spec) with(st string, n int, stands byte, places []int) string {
	b := []byte(st)
	for place := 1; place <= s.capacity; place++ {
		if s.owner(st, place) == n+1 {
			b[2*place-2], b[2*place-1] = 0, 0
		}
	}
	for _, place := range places {
		b[2*place-2], b[2*place-1] = byte((n+1)>>8), byte(n+1)
	}
	b[2*s.capacity+n] = stands
	return string(b)
}

func (s *spec) placesOf(st string, n int) []int {
	var out []int
	for place := 1; place <= s.capacity; place++ {
		if s.owner(st, place) == n+1 {
			out = append(out, place)
		}
	}
	return out
}

// has says whether press n has these places and no others.
func (s *spec) has(st string, n int, places []int) bool {
	theirs := 0
	for place := 1; place <= s.capacity; place++ {
		if s.owner(st, place) == n+1 {
			theirs++
		}
	}
	for _, place := range places {
		if place < 1 || place > s.capacity || s.owner(st, place) != n+1 {
			return false
		}
	}
	return theirs == len(places)
}

// mayTake says whether press n may get exactly these places now.
func (s *spec) mayTake(st string, n int, places []int) bool {
	p := s.presses[n]
	if len(places) != p.party || s.stands(st, n) != none {
		return false
	}
	for i, place := range places {
		if place < 1 || place > s.capacity || s.owner(st, place) != 0 || slices.Contains(places[:i], place) {
			return false
		}
	}
	return s.other(st, n) < 0
}

// other is another press by which the holder of n has places, -1 for none.
func (s *spec) other(st string, n int) int {
	for _, i := range s.presses[n].family {
		if i != n && s.stands(st, i) != none && s.stands(st, i) != over {
			return i
		}
	}
	return -1
}

// step says whether op can happen in the state as it was answered, and what is then.
func (s *spec) step(st string, op *Op) (bool, string) {
	switch op.Kind {
	case forgets:
		for n := range s.presses {
			if s.stands(st, n) >= held {
				st = s.with(st, n, none, nil)
			}
		}
		return true, st
	case audits:
		return s.asAudited(st, op), st
	}
	n := s.number[op.ID()]
	now := s.stands(st, n)
	switch {
	case op.Kind == lapses:
		if now >= held && s.presses[n].untils[now-held] == op.Until {
			return true, s.with(st, n, none, nil)
		}
		return true, st
	case op.Answer == Unknown:
		return s.perhaps(st, n, op)
	case op.Answer == Yes:
		return s.granted(st, n, op)
	}
	return s.refusal(st, n, op)
}

// granted is a step that was answered with yes.
func (s *spec) granted(st string, n int, op *Op) (bool, string) {
	now := s.stands(st, n)
	same := func() bool { return s.has(st, n, op.Places) }
	switch op.Kind {
	case Claims:
		if now == claimed {
			return same(), st
		}
		return s.mayTake(st, n, op.Places), s.with(st, n, claimed, within(op.Places, s.capacity))
	case Holds:
		stands := s.heldUntil(n, op.Until)
		if now >= held {
			return same() && now == stands, st
		}
		if !s.mayTake(st, n, op.Places) {
			return s.lost(n, op), st
		}
		return true, s.with(st, n, stands, op.Places)
	case Extends:
		if now < held || !same() || op.Until < s.presses[n].untils[now-held] {
			return s.lost(n, op), st
		}
		return true, s.with(st, n, s.heldUntil(n, op.Until), op.Places)
	case Confirms:
		if now == none && s.soft(n) {
			return s.mayTake(st, n, op.Places), s.with(st, n, claimed, within(op.Places, s.capacity))
		}
		return (now >= held || now == claimed) && same(), s.with(st, n, claimed, within(op.Places, s.capacity))
	case LetsGo:
		if now >= held {
			return true, s.with(st, n, none, nil)
		}
		return true, st
	}
	return false, st // a release is never answered with a claim that stands
}

// refusal is a step that was answered with no, or with what is over.
func (s *spec) refusal(st string, n int, op *Op) (bool, string) {
	now := s.stands(st, n)
	switch op.Answer {
	case Given:
		if op.Kind == Releases && now == claimed {
			return true, s.with(st, n, over, nil)
		}
		return now == over, st
	case ticketing.ErrSoldOut.Code:
		free := s.capacity - s.vague(st, op)
		for place := 1; place <= s.capacity; place++ {
			if s.owner(st, place) != 0 {
				free--
			}
		}
		return now == none && free < op.Party || now == over, st
	case ticketing.ErrAlreadyClaimed.Code:
		by, known := s.number[op.By]
		if !known || s.presses[by].holder != op.Holder {
			return false, st
		}
		theirs := s.stands(st, by)
		return theirs == claimed || theirs >= held && by != n || slices.Contains(op.vague, by), st
	case ticketing.ErrLapsed.Code:
		return now != claimed, s.with(st, n, over, nil)
	case ticketing.ErrHoldLapsed.Code:
		return now < held && now != claimed, st
	case ticketing.ErrHoldExtended.Code:
		return now >= held, st
	case ticketing.ErrNoClaim.Code:
		return now != claimed, st
	}
	return false, st
}

// perhaps is what an operation that nobody was answered does: what the documents say
// in the end it did, if it can do it now. Once it has been done by another press of the
// same button it does nothing. Nor does one that came too early to do it, but such a one
// may as well come later: note has let it happen as late as the one that did. The search
// is spared all orders in which what has to be done is left undone.
func (s *spec) perhaps(st string, n int, op *Op) (bool, string) {
	p, now := s.presses[n], s.stands(st, n)
	switch op.Kind {
	case Claims:
		if s.mayTake(st, n, p.places) {
			return true, s.with(st, n, claimed, p.places)
		}
	case Confirms:
		if now >= held && s.has(st, n, p.places) || now == none && s.soft(n) && s.mayTake(st, n, p.places) {
			return true, s.with(st, n, claimed, p.places)
		}
	case Releases:
		if now == claimed && p.ended {
			return true, s.with(st, n, over, nil)
		}
		return now == over, st
	case LetsGo:
		if now >= held {
			return true, s.with(st, n, none, nil)
		}
		return true, st
	}
	return now == claimed || now == over, st
}

// asAudited compares a state with the documents.
func (s *spec) asAudited(st string, op *Op) bool {
	for place, owner := range op.Places {
		n := s.owner(st, place+1) - 1
		if n >= 0 && s.stands(st, n) >= held {
			n = -1
		}
		if n != owner-1 {
			return false
		}
	}
	return true
}

// vague is how many places may have been spoken for while op ran by presses that in
// this state have none.
func (s *spec) vague(st string, op *Op) int {
	places := 0
	for _, n := range op.vague {
		if now := s.stands(st, n); now == none || now == over {
			places += s.presses[n].party
		}
	}
	return places
}

func (s *spec) vagueAt(n int, op *Op) bool {
	return slices.ContainsFunc(s.presses[n].vague, func(v span) bool { return v.from <= op.Return && op.Call <= v.to })
}

// soft says whether a hold of the press may have been given by a stock that had
// forgotten who owns what. It promised nothing then, and to confirm it is to take its
// places if they are free at that moment.
func (s *spec) soft(n int) bool { return len(s.presses[n].lost) > 0 }

// lost says whether op is about such a hold.
func (s *spec) lost(n int, op *Op) bool {
	return slices.ContainsFunc(s.presses[n].lost, func(v span) bool { return v.from <= op.Return && op.Call <= v.to })
}

// within drops numbers that are no places, which mayTake has refused already.
func within(places []int, capacity int) []int {
	return slices.DeleteFunc(slices.Clone(places), func(n int) bool { return n < 1 || n > capacity })
}

// heldUntil is how a press stands that is held until then.
func (s *spec) heldUntil(n int, until int64) byte {
	i := slices.Index(s.presses[n].untils, until)
	if i < 0 || i > 200 {
		panic(fmt.Sprintf("press %d has no hold until %d", n, until))
	}
	return byte(held + i)
}

func (s *spec) model() porcupine.Model {
	return porcupine.Model{
		Init:              func() any { return s.init() },
		Step:              func(st, in, _ any) (bool, any) { return s.step(st.(string), in.(*Op)) },
		DescribeOperation: func(in, _ any) string { return in.(*Op).String() },
		DescribeState:     func(st any) string { return s.describe(st.(string)) },
	}
}

func (s *spec) describe(st string) string {
	var b strings.Builder
	for n := range s.presses {
		if at := s.stands(st, n); at == claimed || at >= held {
			fmt.Fprintf(&b, "%s (%d):%v ", s.presses[n].holder, at, s.placesOf(st, n))
		}
	}
	return b.String()
}

// String says an operation in one line.
func (op *Op) String() string {
	out := fmt.Sprintf("%s %s/%s %d -> %s", op.Kind, op.Holder, op.Key, op.Party, op.Answer)
	if len(op.Places) > 0 && op.Kind != audits {
		out += fmt.Sprint(" ", op.Places)
	}
	if op.Why != "" {
		out += " (" + op.Why + ")"
	}
	return out
}
