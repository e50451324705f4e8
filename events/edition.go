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
	Ceiling  int         `json:"ceiling,omitempty"`  // persons each session may have, 0 for none said
	Applied  time.Time   `json:"applied,omitzero"`   // when
	Decided  time.Time   `json:"decided,omitzero"`   // when it was granted or refused
	Override string      `json:"override,omitempty"` // why it was published without, "" where it was not
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

// Settled says whether the event may be in public as far as its permit goes.
func (p Permit) Settled() bool {
	return p.Level() == NoPermit || p.State == PermitGranted || p.Override != "" && p.State != PermitOutdated
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
	ErrMany       = fault.New(fault.Conflict, "editions_full", "there are as many editions of this event in that year as there may be")
)
