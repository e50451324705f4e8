package community

import "time"

// Household is people who live together. Two may share a flat, so Code is not
// unique.
//
// Indexes: "building" (building/unit/floor/flat, padded), "code", "changed", "living"
// (building/id, only until it ended), "visited" (see [Household.OldestVisit]).
type Household struct {
	ID        HouseholdID `json:"id"`
	Code      string      `json:"code"` // GX-12-2-501
	Building  NodeID      `json:"building"`
	Unit      int         `json:"unit"`
	Floor     int         `json:"floor"`             // as the lift calls it
	Flat      int         `json:"flat"`              // on its landing, from 1
	Room      string      `json:"room"`              // 501
	Written   string      `json:"written,omitempty"` // the address as somebody once wrote it
	Kind      string      `json:"kind,omitempty"`
	Tenure    string      `json:"tenure,omitempty"` // owner, renter, public
	MovedIn   Day         `json:"moved_in,omitempty"`
	Known     bool        `json:"known_to_head,omitempty"`
	Delivery  bool        `json:"wants_delivery,omitempty"` // of the banquet's meal
	Visit     Visit       `json:"visit,omitzero"`           // the latest at this door
	Earlier   []Visit     `json:"earlier,omitempty"`        // those before it, newest first; see [Household.Visited]
	Changed   time.Time   `json:"changed"`
	Expected  []Expected  `json:"expected,omitempty"` // people being written down just now
	Ended     time.Time   `json:"ended,omitzero"`     // moved away, or nobody is left in it
	EndedBy   string      `json:"ended_by,omitempty"` // the visit at which it was said that they moved away
	Synthetic bool        `json:"synthetic,omitempty"`
}

// Expected is a person who is being written down: see [Service.Register].
type Expected struct {
	Person PersonID  `json:"person"`
	Name   string    `json:"name"`
	Born   Day       `json:"born,omitempty"`
	At     time.Time `json:"at"`
}

// Visit is what a building head found at a door.
type Visit struct {
	ID    string    `json:"id"`    // made by the device, so that a visit synced twice is one
	State string    `json:"state"` // spoken, nobody_in, moved_away; returned where that was taken back
	Note  string    `json:"note,omitempty"`
	At    time.Time `json:"at"` // by the device's clock
	By    string    `json:"by"` // account
}

// Person is someone who lives in the community, as one channel wrote them down. One
// who was merged into another stays and points there; one who was removed stays
// without name, number and needs until the retention job forgets the record.
//
// Indexes: "household" (household/id), "building" (building/household/id), "phone"
// (phone/id), "changed", "name" (name/id), "living" (building/id, only while Live and not Away),
// "merged" (merged into/id), "removed", "left" (building they left, "-" for none that is
// known/when/id, only while Live and without a household), "left_at".
type Person struct {
	ID         PersonID    `json:"id"`
	Household  HouseholdID `json:"household"`
	Building   NodeID      `json:"building"` // of the household
	Name       string      `json:"name"`
	OtherNames []string    `json:"other_names,omitempty"`
	Sex        string      `json:"sex,omitempty"`  // M, F
	Born       Day         `json:"born,omitempty"` // sometimes only the year
	Role       string      `json:"role,omitempty"` // in the household
	Phone      string      `json:"phone,omitempty"`
	Ability    string      `json:"ability,omitempty"`  // daily, chat, feature, none
	Language   string      `json:"language,omitempty"` // putonghua, wuhan, other, sign
	Channel    string      `json:"channel"`            // who wrote this record: self, head, family, import, desk
	Needs      []Need      `json:"needs,omitempty"`
	Residency  Residency   `json:"residency,omitzero"`
	Away       time.Time   `json:"away,omitzero"` // their household moved away; it may come back
	Left       Left        `json:"left,omitzero"` // what they moved out of alone, until they live somewhere
	MergedInto PersonID    `json:"merged_into,omitempty"`
	Removed    time.Time   `json:"removed,omitzero"`
	Created    time.Time   `json:"created"`
	Changed    time.Time   `json:"changed"`
	Synthetic  bool        `json:"synthetic,omitempty"`
}

// Live says whether the record stands for somebody still.
func (p Person) Live() bool { return p.MergedInto == "" && p.Removed.IsZero() }

// Need is one thing somebody needs of an event. Why is not kept.
type Need struct {
	Kind string `json:"kind"` // access, mobility, contact, diet, allergen
	Code string `json:"code"` // wheelchair_place, low_salt, E, ...
}

// Residency says whether somebody is known to live here. Living here is confirmed
// by the building head or by a second household, never by a register.
type Residency struct {
	State string    `json:"state,omitempty"` // "" known all along, claimed, confirmed, refused
	By    string    `json:"by,omitempty"`    // account
	At    time.Time `json:"at,omitzero"`
}

// Purpose is what a consent is for.
type Purpose string

// The purposes. Only the first is needed to take part at all.
const (
	ForService   Purpose = "service"     // registering and telling about events
	ForNeeds     Purpose = "needs"       // keeping what somebody needs of an event
	ForAgent     Purpose = "agent"       // somebody acts for them
	ForRoster    Purpose = "duty_roster" // name on the wall, and on the building's page
	ForDutyPhoto Purpose = "duty_photo"  // photo on the wall, beside the name
	ForPhotos    Purpose = "photos"      // pictures of events in public
	ForCareCard  Purpose = "care_card"   // a care card for the helpers of their pair
	ForReplay    Purpose = "replay"      // what they perform on a stage, seen again after the show
)

// Purposes lists them in the order a page shows them.
var Purposes = []Purpose{ForService, ForNeeds, ForAgent, ForRoster, ForDutyPhoto, ForPhotos, ForCareCard, ForReplay}

// ConsentVersion is the version of the texts people agree to now.
const ConsentVersion = "2026-1"

// Consent is what somebody agreed to or refused, for one purpose. Consents are
// never changed but for being withdrawn; the latest of a purpose counts.
//
// Indexes: "person" (person/purpose/at), "withdrawn".
type Consent struct {
	ID        ConsentID `json:"id"`
	Person    PersonID  `json:"person"`
	Purpose   Purpose   `json:"purpose"`
	Version   string    `json:"version"` // of the text they saw or heard
	Given     bool      `json:"given"`
	At        time.Time `json:"at"`
	By        PersonID  `json:"by,omitempty"`      // who said so: themselves, or the guardian of a child
	How       string    `json:"how"`               // app, paper, voice, head
	Account   string    `json:"account,omitempty"` // that wrote it down
	Witness   string    `json:"witness,omitempty"` // for one given by word: who heard it, in words
	Withdrawn time.Time `json:"withdrawn,omitzero"`
	Synthetic bool      `json:"synthetic,omitempty"`
}

// Stands says whether the consent was given and not withdrawn.
func (c Consent) Stands() bool { return c.Given && c.Withdrawn.IsZero() }

// Relation says that one person may act for another, in what, and how long.
//
// Indexes: "person" (person/id), "agent" (agent/id), "asked" (number/id).
type Relation struct {
	ID        RelationID `json:"id"`
	Person    PersonID   `json:"person"`
	Agent     PersonID   `json:"agent"`           // "" where the building head's post is vacant, or while Asked
	Asked     string     `json:"asked,omitempty"` // number of whoever was asked to act and has not said yes
	Kind      string     `json:"kind"`            // guardian, child, family, neighbour, building_head
	Scope     []string   `json:"scope"`           // signup, needs, contact, all
	From      Day        `json:"from"`
	Until     Day        `json:"until,omitempty"`   // the last day; "" for open
	Consent   ConsentID  `json:"consent,omitempty"` // "" where none is needed: the guardian of a child
	Default   bool       `json:"default,omitempty"` // nobody was named, so it is the building head
	Ended     time.Time  `json:"ended,omitzero"`
	Synthetic bool       `json:"synthetic,omitempty"`
}
