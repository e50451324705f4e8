// Package checkin is what happens at the gates: the rules of admission, the devices
// that apply them with or without a network, and what their logs add up to.
//
// The rules are functions of what is in their arguments and nothing else, so that the
// server and the page at the gate come to the same verdict. One file of cases,
// ticketing/testdata/checkin/rules.json, is run by both.
package checkin

import (
	"errors"
	"slices"
	"time"

	"wanjia/ticketing/pass"
)

// Verdict is what a gate is told to do.
type Verdict string

// The verdicts. Each has a colour and a shape of its own at the gate.
const (
	Admit  Verdict = "admit"  // green
	Wait   Verdict = "wait"   // amber: theirs, but not now or not here
	Refuse Verdict = "refuse" // red: not a pass that opens this gate
)

// Reason is why, and what whoever stands there is to say.
type Reason string

// The reasons.
const (
	OK         Reason = "ok"
	Rest       Reason = "rest"             // the rest of a party that came in before
	Early      Reason = "too_early"        // the window has not begun
	Late       Reason = "too_late"         // it is over
	WrongGate  Reason = "wrong_gate"       // another gate is theirs
	Used       Reason = "already_redeemed" // all of them are in
	TooMany    Reason = "party_exceeds"    // more want to come in than are left
	Revoked    Reason = "revoked"          // given back, taken away or replaced
	UnknownKey Reason = "unknown_key"      // another event's, or a key taken back
	Forged     Reason = "forged"
	Foreign    Reason = "foreign" // no pass at all
	Cut        Reason = "cut"     // a piece of one
	NoCode     Reason = "unknown_code"
)

// Rules are the figures of admission; whoever runs the show may change them.
type Rules struct {
	Version int           `json:"version"`
	Early   time.Duration `json:"-"` // before the window in which it is opened already
	Late    time.Duration `json:"-"` // after the window
	Rest    time.Duration `json:"-"` // after the window, for the rest of a party that came in
}

// Usual are the rules where nobody has set others.
var Usual = Rules{Version: 1, Early: 30 * time.Minute, Late: 30 * time.Minute, Rest: 90 * time.Minute}

// Entry is an admission that is known of already.
type Entry struct {
	Persons int
	At      time.Time
	Gate    string
}

// Answer is a verdict with what is shown beside it.
type Answer struct {
	Verdict Verdict
	Reason  Reason
	Persons int   // who may come in now
	Left    int   // of the party, who may come in later
	First   Entry // the first admission, with Rest and Used
	Minutes int   // until the gate opens, with Early; since it closed, with Late
}

// reasons says which reason a fault of reading is.
var reasons = []struct {
	err    error
	reason Reason
}{{pass.ErrForeign, Foreign}, {pass.ErrCut, Cut}, {pass.ErrUnknownKey, UnknownKey}, {pass.ErrForged, Forged}}

// Unread is the answer to what could not be read as a pass.
func Unread(err error) Answer {
	for _, r := range reasons {
		if errors.Is(err, r.err) {
			return Answer{Verdict: Refuse, Reason: r.reason}
		}
	}
	return Answer{Verdict: Refuse, Reason: Foreign}
}

// Judge says whether want persons may come in with a pass whose signature is good, 0
// for as many as are left. gate is the bit of the gate; revoked whether the serial is
// on the list; entries the admissions with it that are known of here.
//
// A pass that was used is answered before its window is looked at: where and when is
// what ends an argument.
func (r Rules) Judge(p pass.Pass, now time.Time, gate uint16, want int, revoked bool, entries []Entry) Answer {
	if revoked {
		return Answer{Verdict: Refuse, Reason: Revoked}
	}
	in, first := 0, Entry{}
	if len(entries) > 0 {
		first = earliest(entries)
	}
	for _, e := range entries {
		in += e.Persons
	}
	left := max(p.Party-in, 0)
	if left == 0 {
		return Answer{Verdict: Wait, Reason: Used, First: first}
	}
	late := r.Late
	if in > 0 {
		late = r.Rest
	}
	if !p.Staff {
		if opens := p.From.Add(-r.Early); now.Before(opens) {
			return Answer{Verdict: Wait, Reason: Early, Left: left, First: first, Minutes: minutesUp(opens.Sub(now))}
		}
		if ends := p.Until().Add(late); !now.Before(ends) {
			return Answer{Verdict: Wait, Reason: Late, Left: left, First: first, Minutes: minutesUp(now.Sub(ends))}
		}
	}
	switch {
	case p.Gates&gate == 0:
		return Answer{Verdict: Wait, Reason: WrongGate, Left: left, First: first}
	case want > left:
		return Answer{Verdict: Wait, Reason: TooMany, Left: left, First: first}
	}
	if want == 0 {
		want = left
	}
	a := Answer{Verdict: Admit, Reason: OK, Persons: want, Left: left - want, First: first}
	if in > 0 {
		a.Reason = Rest
	}
	return a
}

func earliest(entries []Entry) Entry {
	return slices.MinFunc(entries, func(a, b Entry) int { return a.At.Compare(b.At) })
}

// minutesUp is a time in minutes, begun ones whole.
func minutesUp(d time.Duration) int { return int((d + time.Minute - 1) / time.Minute) }
