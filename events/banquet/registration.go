package banquet

import (
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
)

// Errors of a registration.
var (
	ErrNoRegistration = fault.New(fault.NotFound, "no_such_registration", "this household is not registered for the banquet")
	// ErrRegistered carries who registered the household: details "by", "channel", "at".
	ErrRegistered   = fault.New(fault.Conflict, "registered", "this household is registered already")
	ErrNobodyComes  = fault.New(fault.Invalid, "nobody_comes", "a place at a table needs somebody who comes to sit at it")
	ErrSittingOnly  = fault.New(fault.Invalid, "sitting_missing", "please say to which sitting those who come will come")
	ErrNotOfHome    = fault.New(fault.Invalid, "not_of_household", "somebody on this list does not belong to the household")
	ErrTwice        = fault.New(fault.Invalid, "person_twice", "somebody is on the list twice")
	ErrWay          = fault.New(fault.Invalid, "way", "each person comes, has the meal brought home, or does neither")
	ErrWishes       = fault.New(fault.Invalid, "wishes", "up to three other households can be wished for, each once")
	ErrHighChairs   = fault.New(fault.Invalid, "high_chairs", "at most four high chairs for a household, and none without somebody who comes")
	ErrNotHeld      = fault.New(fault.Conflict, "registration_over", "this registration has ended; please begin again")
	ErrChildrenOnly = fault.New(fault.Invalid, "banquet_children", "children cannot come alone; somebody grown-up has to come with them")
)

// State is where a registration stands.
type State string

// The states. A registration is live while it is held, waits, was offered places or is
// confirmed.
const (
	Held      State = "held"      // places are kept until Until
	Waiting   State = "waiting"   // on the waiting list
	Offered   State = "offered"   // places came free, until Until
	Confirmed State = "confirmed" //
	Suspended State = "suspended" // the banquet was stopped; see [Registration.Restore]
	Cancelled State = "cancelled" // given back
	Lapsed    State = "lapsed"    // a hold or an offer was not taken up in time
	Attended  State = "attended"
	NoShow    State = "no_show"
	Converted State = "converted" // to a delivery, by a stop of the banquet
)

// next are the steps a registration may take.
var next = map[State][]State{
	"":        {Held, Waiting, Confirmed},
	Held:      {Confirmed, Waiting, Lapsed, Cancelled, Held},
	Waiting:   {Offered, Confirmed, Lapsed, Cancelled},
	Offered:   {Confirmed, Lapsed, Cancelled, Waiting},
	Confirmed: {Confirmed, Held, Waiting, Cancelled, Suspended, Attended, NoShow},
	Suspended: {Confirmed, Converted, Cancelled},
	Cancelled: {Held, Waiting, Confirmed},
	Lapsed:    {Held, Waiting, Confirmed},
}

// Live says whether the household takes part, or is about to.
func (s State) Live() bool {
	switch s {
	case Held, Waiting, Offered, Confirmed, Suspended, Attended:
		return true
	}
	return false
}

// To says whether a registration may go from s to another state.
func (s State) To(other State) bool { return slices.Contains(next[s], other) }

// Mode is how a household takes part.
type Mode string

// The modes.
const (
	ByMeal     Mode = "meal"     // at a table
	ByWalk     Mode = "walk"     // walks through
	ByDelivery Mode = "delivery" // has the meal brought home, nobody comes
	ByDish     Mode = "dish"     // only its dish comes
)

// Way is how one person takes part.
type Way string

// The ways.
const (
	Comes  Way = "come"
	AtHome Way = "home" // has the meal brought
	Not    Way = "not"
)

// Coming says how one person of the household takes part. What they need stays with
// the person.
type Coming struct {
	Person community.PersonID `json:"person"`
	Way    Way                `json:"way"`
	Child  bool               `json:"child,omitempty"` // may not come alone
}

// RegistrationID names a registration: one a household and edition, whatever the channel.
type RegistrationID string

// NewRegistrationID makes it: that it is the same for whoever registers the household
// is the guard.
func NewRegistrationID(edition events.ID, household community.HouseholdID) RegistrationID {
	return RegistrationID(string(edition) + "." + string(household))
}

// Registration is what a household does at the banquet. There is at most one document
// of it, so at most one is live.
//
// Indexes: "building" (edition/building/household, while live), "session"
// (session/order, while confirmed), "edition" (edition/order, while confirmed), "state"
// (edition/state/household), "due" (until, while held or offered; changed, while
// waiting), "begun" (edition/at), "household" (household/edition), "outbox" (changed,
// while there are letters), "freeing" (changed, while there is something to give back).
type Registration struct {
	ID         RegistrationID          `json:"id"`
	Edition    events.ID               `json:"edition"`
	Household  community.HouseholdID   `json:"household"`
	Building   community.NodeID        `json:"building"`
	State      State                   `json:"state"`
	Mode       Mode                    `json:"mode"`
	Session    events.SessionID        `json:"session,omitempty"` // of a meal or a walk
	People     []Coming                `json:"people"`
	HighChairs int                     `json:"high_chairs,omitempty"`
	Wishes     []community.HouseholdID `json:"wishes,omitempty"` // at the same table, soft
	Theme      bool                    `json:"theme,omitempty"`  // a guest of a table by invitation

	Claim    string    `json:"claim,omitempty"` // of the places, held or owned; "" for none
	Pool     string    `json:"pool,omitempty"`
	Holder   string    `json:"holder,omitempty"` // person the places are for
	Key      string    `json:"key,omitempty"`    // under which they were asked for
	Until    time.Time `json:"until,omitzero"`   // of a hold or an offer
	Extended bool      `json:"extended,omitempty"`
	Freed    []string  `json:"freed,omitempty"` // claims it does not need any more and that are to be given back
	Drop     string    `json:"drop,omitempty"`  // a hold likewise

	Withdrawn []Taken `json:"withdrawn,omitempty"` // claims to be taken away whose places nobody else gets
	Told      string  `json:"told,omitempty"`      // the version of a closing it was told of last
	Seat      string  `json:"seat,omitempty"`      // sitting, table and places it was told of last
	Cause     *Cause  `json:"cause,omitempty"`     // why the house changed it last; nil where the household did, or nobody

	Pressed []string `json:"pressed,omitempty"` // the last presses that changed it
	Order   int      `json:"order,omitempty"`   // of confirmation

	Channel   string            `json:"channel"`           // online, building_head, hotline, theme, accessible
	By        string            `json:"by"`                // account that registered
	ByName    string            `json:"by_name,omitempty"` // masked, for whoever finds it done already
	Agent     string            `json:"agent,omitempty"`   // who acted, "" for somebody of the household
	Consent   string            `json:"consent,omitempty"` // how they agreed to be registered by somebody else
	Witness   string            `json:"witness,omitempty"`
	Changes   int               `json:"changes,omitempty"` // since it was confirmed
	At        time.Time         `json:"at"`                // when it was begun
	Done      time.Time         `json:"done,omitzero"`     // when it was confirmed
	Changed   time.Time         `json:"changed"`
	Ended     time.Time         `json:"ended,omitzero"`
	Rev       int64             `json:"rev"` // raised by each change
	Outbox    map[string]Letter `json:"outbox,omitempty"`
	Synthetic bool              `json:"synthetic,omitempty"`
}

// Letter is a message that a step of a registration has caused and that is not sent yet.
type Letter struct {
	To       string    `json:"to"` // person
	Template string    `json:"template"`
	Text     string    `json:"text"`         // in Chinese
	EN       string    `json:"en,omitempty"` // in English; "" for one written before there was any
	At       time.Time `json:"at"`
}

// Come is how many come.
func (r Registration) Come() int { return r.count(Comes) }

// Home is how many have the meal brought.
func (r Registration) Home() int { return r.count(AtHome) }

func (r Registration) count(w Way) int {
	n := 0
	for _, p := range r.People {
		if p.Way == w {
			n++
		}
	}
	return n
}

// Children is how many of those who come may not come alone.
func (r Registration) Children() int {
	n := 0
	for _, p := range r.People {
		if p.Way == Comes && p.Child {
			n++
		}
	}
	return n
}

// Wanted is what a household says it wants.
type Wanted struct {
	Session    events.SessionID // "" where nobody comes
	People     []Coming
	HighChairs int
	Wishes     []community.HouseholdID
}

// mode is how the household takes part by what it says.
func (w Wanted) mode(e Edition) (Mode, error) {
	come, home := 0, 0
	for _, p := range w.People {
		switch p.Way {
		case Comes:
			come++
		case AtHome:
			home++
		}
	}
	switch {
	case come > 0:
		s, ok := e.Sitting(w.Session)
		if w.Session == "" {
			return "", ErrSittingOnly
		}
		if !ok {
			return "", ErrNoSitting
		}
		if s.Kind == Walk {
			return ByWalk, nil
		}
		return ByMeal, nil
	case w.Session != "":
		return "", ErrNobodyComes
	case home > 0:
		return ByDelivery, nil
	}
	return ByDish, nil
}

// Put writes what a household wants into its registration. own are the people who live
// there, with whether each is a child. Nothing of r changes with an error.
//
// It returns [ErrNotOfHome] and [ErrTwice] with detail "person", [ErrWay], [ErrWishes],
// [ErrHighChairs], [ErrNobodyComes], [ErrSittingOnly], [ErrNoSitting], [ErrChildrenOnly].
func (r *Registration) Put(e Edition, own map[community.PersonID]bool, w Wanted) error {
	mode, err := w.mode(e)
	if err != nil {
		return err
	}
	people := make([]Coming, 0, len(w.People))
	for _, p := range w.People {
		child, there := own[p.Person]
		switch {
		case !there:
			return ErrNotOfHome.With("person", p.Person)
		case slices.ContainsFunc(people, func(o Coming) bool { return o.Person == p.Person }):
			return ErrTwice.With("person", p.Person)
		case p.Way != Comes && p.Way != AtHome && p.Way != Not:
			return ErrWay
		}
		p.Child = child
		people = append(people, p)
	}
	if err := checkWishes(r.Household, w.Wishes); err != nil {
		return err
	}
	now := *r
	now.Mode, now.Session, now.People, now.HighChairs, now.Wishes = mode, w.Session, people, w.HighChairs, slices.Clone(w.Wishes)
	switch {
	case w.HighChairs < 0 || w.HighChairs > MostHighChairs || w.HighChairs > 0 && now.Come() == 0:
		return ErrHighChairs
	case now.Come() > 0 && now.Children() == now.Come():
		return ErrChildrenOnly
	}
	*r = now
	return nil
}

// checkWishes refuses too many, the same twice, and oneself. That others wish back, or
// in a ring, is no fault: a wish is soft.
func checkWishes(self community.HouseholdID, wishes []community.HouseholdID) error {
	if len(wishes) > MostWishes {
		return ErrWishes.With("most", MostWishes)
	}
	for i, w := range wishes {
		if w == "" || w == self || slices.Contains(wishes[:i], w) {
			return ErrWishes.With("household", w)
		}
	}
	return nil
}
