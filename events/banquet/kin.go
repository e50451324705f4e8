package banquet

import (
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
)

// Errors of kin groups.
var (
	ErrNoKin    = fault.New(fault.NotFound, "kin_code", "no group has this code; please check the letters")
	ErrInKin    = fault.New(fault.Conflict, "kin_joined", "your household is in a group already; leave it first")
	ErrKinFull  = fault.New(fault.Conflict, "kin_full", "six households are in this group already")
	ErrKinTable = fault.New(fault.Conflict, "kin_table", "together you are more people than a table has seats; you stay registered as you are")
	ErrKinTimes = fault.New(fault.Conflict, "kin_sitting", "the group eats at another sitting than you do; change your sitting first")
	ErrKinSay   = fault.New(fault.Forbidden, "kin_say", "somebody who is in the group already has to say yes")
	ErrKinMeal  = fault.New(fault.Conflict, "kin_meal", "only households with seats at a table can sit together")
)

// KinID names a kin group of an edition: edition and code.
type KinID string

// NewKinID makes it.
func NewKinID(edition events.ID, code string) KinID { return KinID(string(edition) + "." + code) }

// Kin is households of several buildings that sit together. Who has the code asks to
// join; somebody in the group says yes: both sides have agreed then.
//
// Unique keys: "kin" of each household, so that one is in at most one group.
// Indexes: "edition" (edition/code), "h0" to "h5" (household/edition, of each member), "outbox"
// (changed, while there are letters).
type Kin struct {
	ID        KinID             `json:"id"`
	Edition   events.ID         `json:"edition"`
	Code      string            `json:"code"`
	Members   []KinMember       `json:"members"`
	At        time.Time         `json:"at"`
	Changed   time.Time         `json:"changed"`
	Rev       int64             `json:"rev"`
	Outbox    map[string]Letter `json:"outbox,omitempty"`
	Synthetic bool              `json:"synthetic,omitempty"`
}

// KinMember is a household of a group.
type KinMember struct {
	Household community.HouseholdID `json:"household"`
	Agreed    bool                  `json:"agreed"`       // the group's yes
	By        string                `json:"by,omitempty"` // person who is told
	At        time.Time             `json:"at"`
}

// Member finds a household.
func (k Kin) Member(h community.HouseholdID) (KinMember, bool) {
	i := slices.IndexFunc(k.Members, func(m KinMember) bool { return m.Household == h })
	if i < 0 {
		return KinMember{}, false
	}
	return k.Members[i], true
}

// Ask adds a household that has the code and agrees by using it. people is how many the
// group and the household would be, seats what a table has.
//
// It returns [ErrInKin], [ErrKinFull], and [ErrKinTable] with details "people" and "seats".
func (k *Kin) Ask(m KinMember, people, seats int) error {
	switch {
	case slices.ContainsFunc(k.Members, func(o KinMember) bool { return o.Household == m.Household }):
		return ErrInKin
	case len(k.Members) >= MostKin:
		return ErrKinFull.With("most", MostKin)
	case people > seats:
		return ErrKinTable.With("people", people).With("seats", seats)
	}
	m.Agreed = len(k.Members) == 0
	k.Members = append(slices.Clone(k.Members), m)
	return nil
}

// Agree is the yes of a household in the group to one that asked. Repeating it changes
// nothing. It returns [ErrKinSay] and [ErrNoKin].
func (k *Kin) Agree(by, to community.HouseholdID) error {
	if m, ok := k.Member(by); !ok || !m.Agreed || by == to {
		return ErrKinSay
	}
	i := slices.IndexFunc(k.Members, func(m KinMember) bool { return m.Household == to })
	if i < 0 {
		return ErrNoKin
	}
	k.Members = slices.Clone(k.Members)
	k.Members[i].Agreed = true
	return nil
}

// Drop takes a household out, by itself or, while it only asked, by somebody in the
// group. Where nobody who agreed is left, who asked first founds the group anew.
func (k *Kin) Drop(by, h community.HouseholdID) error {
	m, ok := k.Member(h)
	if !ok {
		return ErrNoKin
	}
	if other, in := k.Member(by); by != h && (m.Agreed || !in || !other.Agreed) {
		return ErrKinSay
	}
	k.Members = slices.DeleteFunc(slices.Clone(k.Members), func(o KinMember) bool { return o.Household == h })
	if len(k.Members) > 0 && !slices.ContainsFunc(k.Members, func(o KinMember) bool { return o.Agreed }) {
		k.Members[0].Agreed = true
	}
	return nil
}

// Together are the households that have agreed, nobody where it is one alone.
func (k Kin) Together() []community.HouseholdID {
	var list []community.HouseholdID
	for _, m := range k.Members {
		if m.Agreed {
			list = append(list, m.Household)
		}
	}
	if len(list) < 2 {
		return nil
	}
	return list
}
