package events

import (
	"time"

	"wanjia/events/fault"
)

// State is how far an edition has come in public.
type State string

// The states.
const (
	Draft     State = "draft"     // organisers alone see it
	Published State = "published" // everybody does
	Stopped   State = "stopped"   // nobody is to come until it is said how it goes on
	Postponed State = "postponed" // its dates do not count until new ones are set
	Cancelled State = "cancelled" // it will not be
)

// PermitState is how far the permit of a large event has come.
type PermitState string

// The states of a permit.
const (
	PermitNone     PermitState = ""         // not applied for
	PermitApplied  PermitState = "applied"  // before the police
	PermitGranted  PermitState = "granted"  // Number and Ceiling say for what
	PermitRefused  PermitState = "refused"  //
	PermitOutdated PermitState = "outdated" // granted for what has been changed since; to be applied for again
)

// Permit is what the authorities say of an event that is open to the public. Rules and
// figures: 大型群众性活动安全管理条例 (2007), as in domain.md 2.7.
type Permit struct {
	Public   bool        `json:"public"`   // whether anybody may come
	Expected int         `json:"expected"` // persons in its fullest session
	State    PermitState `json:"state,omitempty"`
	Number   string      `json:"number,omitempty"`
	Ceiling  int         `json:"ceiling,omitempty"`  // persons each session may have, 0 for none said; stays until another is granted
	Applied  time.Time   `json:"applied,omitzero"`   // when
	Decided  time.Time   `json:"decided,omitzero"`   // when it was granted or refused
	Override string      `json:"override,omitempty"` // why it was published without, "" where it was not
	Spent    bool        `json:"spent,omitempty"`    // Override holds no more: it was decided since, or something else is planned
}

// Level is whose permit an event needs.
type Level string

// The levels.
const (
	NoPermit     Level = "none"
	CountyPolice Level = "county" // the police of the district
	CityPolice   Level = "city"   // the police of the city
)

const (
	countyFrom = 1000 // persons expected in a session
	cityFrom   = 5000

	// applyAhead is how long before it starts an event has to be applied for, decideIn
	// how long a decision takes at most.
	applyAhead = 20 * 24 * time.Hour
	decideIn   = 7 * 24 * time.Hour
)

// Level is whose permit it needs.
func (p Permit) Level() Level {
	switch {
	case !p.Public || p.Expected < countyFrom:
		return NoPermit
	case p.Expected < cityFrom:
		return CountyPolice
	}
	return CityPolice
}

// Settled says whether places may be given out as far as its permit goes. The reason for
// which it was published without one holds until the authorities have decided, or until
// something else is planned than what it was given for.
func (p Permit) Settled() bool {
	switch {
	case p.Level() == NoPermit, p.State == PermitGranted:
		return true
	case p.State == PermitNone, p.State == PermitApplied:
		return p.Override != "" && !p.Spent
	}
	return false
}

// outdate says that what is planned is something else by now than what was permitted, or
// overridden.
func (p *Permit) outdate() {
	if p.Level() == NoPermit {
		return
	}
	p.Spent = p.Override != ""
	if p.State == PermitGranted {
		p.State = PermitOutdated
	}
}

// next is the permit as it is after somebody wrote down that it has come to p. Who lifts
// a permit does not lift its ceiling: that stands until another is granted, or until
// none is needed.
func (was Permit) next(p Permit, now time.Time) Permit {
	p.Override, p.Spent = was.Override, was.Spent
	if p.State == PermitGranted || p.State == PermitRefused {
		p.Spent = p.Override != ""
	}
	if p.Ceiling == 0 && p.Level() != NoPermit {
		p.Ceiling = was.Ceiling
	}
	if p.Applied.IsZero() {
		p.Applied = was.Applied
	}
	switch {
	case p.State == PermitNone:
		p.Applied, p.Decided = time.Time{}, time.Time{}
	case p.State == PermitApplied && p.Applied.IsZero():
		p.Applied = now
	case p.Decided.IsZero() && p.State == was.State:
		p.Decided = was.Decided
	case p.Decided.IsZero() && p.State != PermitApplied:
		p.Decided = now
	}
	return p
}

// ApplyBy is the last moment to apply for its permit.
func (e Event) ApplyBy() time.Time { return e.Starts.Add(-applyAhead) }

// DecidedBy is when the answer to an application has to be there; zero for none under way.
func (p Permit) DecidedBy() time.Time {
	if p.State != PermitApplied {
		return time.Time{}
	}
	return p.Applied.Add(decideIn)
}

// Issuing says whether places of the event may be given out: it is in public, nothing
// has stopped it, and what the permit was granted for still holds.
func (e Event) Issuing() bool { return e.State == Published && e.Permit.Settled() }

// Errors of organising an edition.
var (
	ErrTitle      = fault.New(fault.Invalid, "edition_title", "an event needs a title, a summary and a place in Chinese")
	ErrDates      = fault.New(fault.Invalid, "edition_dates", "it must end after it starts, and a session lies within it")
	ErrDatesPast  = fault.New(fault.Invalid, "edition_past", "these dates have passed already")
	ErrKind       = fault.New(fault.Invalid, "edition_kind", "there is no event of this kind")
	ErrIncomplete = fault.New(fault.Conflict, "edition_incomplete", "something is still missing before everybody may see it")
	ErrPermit     = fault.New(fault.Conflict, "permit_missing", "it needs a permit before anything of it is made public")
	ErrPermitData = fault.New(fault.Invalid, "permit_data", "a granted permit has a number and says for how many people")
	ErrCeiling    = fault.New(fault.Conflict, "permit_ceiling", "the permit allows fewer people than that")
	ErrEditionEnd = fault.New(fault.Conflict, "edition_over", "this cannot be done with an event in this state")
	ErrNote       = fault.New(fault.Invalid, "edition_note", "everybody has to be told why, in Chinese at least")
	ErrAuthority  = fault.New(fault.Invalid, "edition_authority", "say on whose word it is done")
	ErrMany       = fault.New(fault.Conflict, "editions_full", "there are as many editions of this event in that year as there may be")
)
