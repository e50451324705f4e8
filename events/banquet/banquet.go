// Package banquet is 万家宴: which household comes, with whom and with what dish.
//
// It knows registrations, kin groups, dishes and their groups of neighbours, venues
// and their times. Places are somebody else's: it asks for them through [Places].
// Who people are and what they need stays with the community.
package banquet

import (
	"context"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
)

// Limits of the banquet, the same in every edition.
const (
	MostWishes     = 3  // households somebody may wish for at their table
	MostTogether   = 6  // households that make one dish
	MostKin        = 6  // households of one kin group
	MostHighChairs = 4  // of one household
	TableSeats     = 10 // where an edition does not say otherwise
)

// Errors of the banquet as a whole.
var (
	ErrNoBanquet = fault.New(fault.NotFound, "no_such_banquet", "there is no such banquet")
	ErrNoVenue   = fault.New(fault.NotFound, "no_such_venue", "there is no such venue")
	ErrNoSitting = fault.New(fault.Invalid, "banquet_sitting", "the banquet has no such sitting")
	ErrChanged   = fault.New(fault.Conflict, "banquet_changed", "somebody else of the household has changed this meanwhile; please look at it again")
	ErrTooLate   = fault.New(fault.Conflict, "banquet_late", "changes on this page have ended; please call the hotline")
	ErrStopped   = fault.New(fault.Conflict, "banquet_stopped", "registration rests at the moment; what you have stays yours")
)

// SittingKind is what happens at a sitting.
type SittingKind string

// The kinds of sittings.
const (
	Meal SittingKind = "meal" // at tables
	Walk SittingKind = "walk" // walk through, look and taste
)

// Sitting is a run of the banquet: the session of the catalogue and the pool its places
// come from.
type Sitting struct {
	Session events.SessionID `json:"session"`
	Kind    SittingKind      `json:"kind"`
	Pool    string           `json:"pool"`
	Starts  time.Time        `json:"starts"`
	Ends    time.Time        `json:"ends"`
}

// Shares divide the places of the meals, in thousandths. Online and Offline are divided
// on among the estates by their households.
type Shares struct {
	Online     int `json:"online"`
	Offline    int `json:"offline"` // building heads and the hotline
	Accessible int `json:"accessible"`
	Theme      int `json:"theme"` // tables by invitation
	Reserve    int `json:"reserve"`
}

// Edition is what one banquet goes by, beside what the catalogue says of it.
type Edition struct {
	ID          events.ID `json:"id"` // of the event
	Sittings    []Sitting `json:"sittings"`
	TableSeats  int       `json:"table_seats"`
	Shares      Shares    `json:"shares"`
	Places      int       `json:"places"`       // at each meal
	DishBy      time.Time `json:"dish_by"`      // until when a dish may stay undecided: D-3, 18:00
	ChangeUntil time.Time `json:"change_until"` // on the page; after it the hotline: D-1, 18:00
	From        events.ID `json:"from,omitempty"`
	Synthetic   bool      `json:"synthetic,omitempty"`

	// When what buildings have not used of their offline places becomes their estate's, and
	// when everybody's; zero for an edition of before there were stages.
	EstateFrom time.Time       `json:"estate_from,omitzero"`
	OnlineFrom time.Time       `json:"online_from,omitzero"`
	Returned   []OfflineReturn `json:"returned,omitempty"` // the log of the former
}

// Sitting finds a sitting by its session.
func (e Edition) Sitting(id events.SessionID) (Sitting, bool) {
	for _, s := range e.Sittings {
		if s.Session == id {
			return s, true
		}
	}
	return Sitting{}, false
}

// VenueState says whether a venue can be used.
type VenueState string

// The states of a venue.
const (
	VenueAsked  VenueState = "asked"  // copied from last year; nobody has confirmed it yet
	VenueOpen   VenueState = "open"   // confirmed
	VenueClosed VenueState = "closed" // cannot be used, for Reason
)

// VenueID names a venue of an edition: "banquet-2027.V01".
type VenueID string

// NewVenueID makes it of the edition and the venue's short name.
func NewVenueID(edition events.ID, code string) VenueID { return VenueID(string(edition) + "." + code) }

// Venue is one of the places an edition is held at.
//
// Indexes: "edition" (edition/code).
type Venue struct {
	ID        VenueID    `json:"id"`
	Edition   events.ID  `json:"edition"`
	Code      string     `json:"code"` // V01
	Name      string     `json:"name"`
	Kind      string     `json:"kind"` // hall_square, centre, school_hall, covered_square, garage, square, hall_lane
	X         int        `json:"x_m"`
	Y         int        `json:"y_m"`
	Tables    int        `json:"tables"`
	Places    int        `json:"places"` // at one sitting
	AreaM2    int        `json:"area_m2"`
	Ends      int        `json:"accessible_ends"`
	Indoor    int        `json:"indoor_percent"`
	Approved  int        `json:"approved"` // most people at a time, 0 for Places
	State     VenueState `json:"state"`
	Reason    string     `json:"reason,omitempty"`
	By        string     `json:"by,omitempty"` // account that confirmed or closed it
	At        time.Time  `json:"at,omitzero"`
	Rev       int64      `json:"rev"`
	Synthetic bool       `json:"synthetic,omitempty"`
}

// Site is where a building stands, in metres on the map of the venues.
type Site struct {
	Building  community.NodeID `json:"building"`
	X         int              `json:"x_m"`
	Y         int              `json:"y_m"`
	Synthetic bool             `json:"synthetic,omitempty"`
}

// Store is all that the banquet keeps; events/store implements it on documents. Add
// answers community.ErrExists for a taken id or unique key, and Change returns it.
type Store struct {
	Editions      community.Records[events.ID, Edition]
	Venues        community.Records[VenueID, Venue]
	Sites         community.Records[community.NodeID, Site]
	Registrations community.Records[RegistrationID, Registration]
	Kin           community.Records[KinID, Kin]
	Dishes        community.Records[DishID, Dish]
	Sheets        community.Records[SheetID, Sheet]
	Recalls       community.Records[RecallID, Recalling]
	RecallHomes   community.Records[string, RecallHome]
}

// PlaceRequest asks for places at a sitting for those of a household who come.
type PlaceRequest struct {
	Pool      string
	Holder    string // person
	Household community.HouseholdID
	Agent     string // who asks, "" for the holder
	Channel   string
	Party     int
	Children  int // of them, who may not come alone
	Key       string
}

// Place is what somebody has of a pool's places.
type Place struct {
	Claim    string
	Pool     string
	Session  events.SessionID
	Holder   string
	State    PlaceState
	Until    time.Time // of a hold or an offer
	Code     string    // for reading aloud, of what is claimed
	Order    int64
	Position int // on the waiting list, 1 is the next; 0 for others
	Party    int
	Extended bool
}

// PlaceState is where it stands.
type PlaceState string

// The states of places.
const (
	PlaceNone    PlaceState = ""
	PlaceHeld    PlaceState = "held"
	PlaceClaimed PlaceState = "claimed"
	PlaceWaiting PlaceState = "waiting"
	PlaceOffered PlaceState = "offered"
	PlaceOver    PlaceState = "over" // given back, expired or taken away
)

// Places gives out the places of the sittings; the inventory implements it. One live
// place a household and edition is its limit: the second is refused with the
// inventory's own error, whose detail "claim" names the first.
type Places interface {
	// Hold holds places for ten minutes; the same request again finds the same hold.
	Hold(ctx context.Context, r PlaceRequest) (Place, error)
	// Extend holds ten minutes longer, once.
	Extend(ctx context.Context, r PlaceRequest, claim string) (Place, error)
	// Confirm makes a hold a claim; repeating it answers the same.
	Confirm(ctx context.Context, r PlaceRequest, claim string) (Place, error)
	// Drop lets a hold go; one that has ended is no error.
	Drop(ctx context.Context, r PlaceRequest, claim string) error
	// Wait stands at the end of the waiting list as one party.
	Wait(ctx context.Context, r PlaceRequest) (Place, error)
	// Accept takes up what somebody who waited is offered.
	Accept(ctx context.Context, holder, claim string) (Place, error)
	// Resize makes a claim smaller or larger.
	Resize(ctx context.Context, holder, claim string, party, children int, key string) (Place, error)
	// Move takes places at another sitting instead of those of a claim, for as many as
	// the request says; the new ones are owned before the old ones are given up.
	Move(ctx context.Context, r PlaceRequest, claim string) (Place, error)
	// Release gives a claim back, leaves the list or turns an offer down; repeating it
	// changes nothing.
	Release(ctx context.Context, holder, claim string) error
	// Withdraw takes a claim away for a reason and keeps its places out of the stock;
	// repeating it changes nothing.
	Withdraw(ctx context.Context, claim string, why events.Text) error
	// Place says how a claim stands: PlaceNone for one that is not stored, such as a hold.
	Place(ctx context.Context, claim string) (Place, error)
}

// Guest is a household at a meal, with what a seating needs to know of it.
type Guest struct {
	Household   community.HouseholdID
	Building    community.NodeID
	Session     events.SessionID
	People      int
	Wheelchairs int    // of the people
	Only        string // "halal", or "theme" for a guest of a table by invitation; "" for everyone
	Quiet       bool
	Allergens   []string // declared by anybody who comes
	Kin         string   // code of the group it sits with, where all have agreed
	Wishes      []community.HouseholdID
	Order       int
}
