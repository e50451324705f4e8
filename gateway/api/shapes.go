package api

import (
	"context"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/ticketing"
	"wanjia/ticketing/seating"
)

// Event is an event on the wire.
type Event struct {
	ID        events.ID   `json:"id" example:"banquet-2027"`
	Kind      events.Kind `json:"kind" enum:"banquet,lantern,gala"`
	Edition   int         `json:"edition" doc:"The how-manieth"`
	Title     events.Text `json:"title"`
	Summary   events.Text `json:"summary"`
	Place     events.Text `json:"place"`
	Starts    time.Time   `json:"starts"`
	Ends      time.Time   `json:"ends"`
	Lunar     string      `json:"lunar" doc:"The day it starts in the Chinese calendar" example:"腊月廿四"`
	Hotline   string      `json:"hotline" doc:"A number to call instead of using the page"`
	Cover     bool        `json:"cover" doc:"Whether there is a picture at /v1/events/{event}/cover"`
	Synthetic bool        `json:"synthetic" doc:"Belongs to a made-up dataset"`
	Now       time.Time   `json:"now" doc:"The server's clock, for counting down"`

	State events.State `json:"state" enum:"draft,published,stopped,postponed,cancelled" doc:"Of a postponed one the dates do not count any more"`
	Note  events.Text  `json:"note" doc:"Why it is postponed or cancelled; else empty"`
}

// EventPage is a piece of the list of events.
type EventPage struct {
	Items []Event `json:"items" nullable:"false"`
	Next  string  `json:"next" doc:"Cursor for ?after=; empty at the end"`
}

// Session is a session on the wire.
type Session struct {
	ID               events.SessionID `json:"id"`
	Event            events.ID        `json:"event"`
	Title            events.Text      `json:"title"`
	Starts           time.Time        `json:"starts"`
	Ends             time.Time        `json:"ends"`
	Lunar            string           `json:"lunar"`
	Short            string           `json:"short" doc:"To be typed and read out" example:"WJD27-N2-1930"`
	ApprovedCapacity int              `json:"approved_capacity" doc:"Persons the permit allows at once"`
	Synthetic        bool             `json:"synthetic"`
}

// SessionList is the sessions of an event.
type SessionList struct {
	Items []Session `json:"items" nullable:"false"`
}

// Availability is what everybody may know of the places of a session.
type Availability struct {
	Session events.SessionID `json:"session"`
	AsOf    time.Time        `json:"as_of" doc:"When the figures were read; a 304 says that they still hold"`
	Pools   []Pool           `json:"pools" nullable:"false"`
}

// Pool is what everybody may know of one pool.
type Pool struct {
	ID       ticketing.PoolID `json:"id"`
	Title    events.Text      `json:"title"`
	State    string           `json:"state" enum:"not_open,open,sold_out,paused,closed"`
	Opens    time.Time        `json:"opens"`
	Closes   time.Time        `json:"closes"`
	Capacity int              `json:"capacity" doc:"Places for people"`
	Claimed  int              `json:"claimed" doc:"Places owned or about to be"`
	Free     int              `json:"free" doc:"Places left for whoever books online"`
	Waiting  int              `json:"waiting" doc:"Parties on the waiting list; newcomers stand behind them"`
	MaxParty int              `json:"max_party" doc:"Persons one claim may hold"`
	Plan     seating.PlanID   `json:"plan,omitempty" doc:"The seating plan of a pool of seats"`
}

// Claim is places owned, on the wire.
type Claim struct {
	ID           ticketing.ClaimID  `json:"id"`
	Pool         ticketing.PoolID   `json:"pool"`
	Session      events.SessionID   `json:"session"`
	Event        events.ID          `json:"event"`
	Party        int                `json:"party" doc:"Persons"`
	Children     int                `json:"children" doc:"Of them, children who may not come alone"`
	For          community.PersonID `json:"for,omitempty" doc:"Whose it is, where it is not the caller's own"`
	Places       []int              `json:"places" nullable:"false" doc:"Place numbers in the pool"`
	Seats        []string           `json:"seats,omitempty" doc:"Their names, in a pool of seats"`
	State        ticketing.State    `json:"state" enum:"claimed,released,revoked"`
	Channel      string             `json:"channel"`
	Code         string             `json:"code" doc:"8 characters for reading aloud"`
	At           time.Time          `json:"at"`
	Ended        *time.Time         `json:"ended,omitempty" doc:"When it was given back or taken away"`
	Reason       string             `json:"reason,omitempty" doc:"Why it was taken away"`
	ReasonEN     string             `json:"reason_en,omitempty" doc:"The same in English, where it is known"`
	Transfer     *Transfer          `json:"transfer,omitempty" doc:"The offer to somebody else that stands"`
	Now          time.Time          `json:"now" doc:"The server's clock, for counting down"`
	EventKind    events.Kind        `json:"event_kind" enum:"banquet,lantern,gala" doc:"Places at a banquet are changed where the household is registered"`
	EventTitle   events.Text        `json:"event_title"`
	SessionTitle events.Text        `json:"session_title"`
	Starts       time.Time          `json:"starts"`
	EventState   events.State       `json:"event_state" enum:"draft,published,stopped,postponed,cancelled"`
	EventNote    events.Text        `json:"event_note" doc:"Why the event is postponed or cancelled; else empty"`
	Lunar        string             `json:"lunar"`
	Place        events.Text        `json:"place"`
}

// ClaimPage is a piece of the list of a person's claims.
type ClaimPage struct {
	Items []Claim `json:"items" nullable:"false"`
	Next  string  `json:"next" doc:"Cursor for ?after=; empty at the end"`
}

func (a *API) wireEvent(e events.Event) Event {
	return Event{
		ID: e.ID, Kind: e.Kind, Edition: e.Edition, Title: e.Title, Summary: e.Summary, Place: e.Place,
		Starts: here(e.Starts), Ends: here(e.Ends), Lunar: events.Lunar(e.Starts),
		Hotline: e.Hotline, Cover: e.Cover != "", Synthetic: e.Synthetic, Now: here(a.Now()),
		State: e.State, Note: e.Note,
	}
}

func (a *API) wireSession(e events.Event, s events.Session) Session {
	return Session{
		Short: e.ShortOf(s.ID),
		ID:    s.ID, Event: s.Event, Title: s.Title, Starts: here(s.Starts), Ends: here(s.Ends),
		Lunar: events.Lunar(s.Starts), ApprovedCapacity: s.ApprovedCapacity, Synthetic: s.Synthetic,
	}
}

func wirePool(p ticketing.Availability) Pool {
	return Pool{
		ID: p.Pool, Title: p.Title, State: p.State, Opens: here(p.Opens), Closes: here(p.Closes),
		Capacity: p.Capacity - p.Blocked, Claimed: p.Claimed, Free: p.Free, Waiting: p.Waiting, MaxParty: p.MaxParty, Plan: p.Plan,
	}
}

// about returns the event and the session of a claim, from memory: a rush of claims
// is not a rush on the catalogue.
func (a *API) about(ctx context.Context, c ticketing.Claim) (events.Event, events.Session, error) {
	event, err := a.seenEvents.Get(ctx, c.Event, func(ctx context.Context) (events.Event, error) {
		return a.Events.Event(ctx, c.Event)
	})
	if err != nil {
		return event, events.Session{}, err
	}
	session, err := a.seenSessions.Get(ctx, c.Session, func(ctx context.Context) (events.Session, error) {
		return a.Events.Session(ctx, c.Session)
	})
	return event, session, err
}

// wireClaim adds what a person needs to recognise a claim.
func (a *API) wireClaim(ctx context.Context, c ticketing.Claim) (Claim, error) {
	event, session, err := a.about(ctx, c)
	if err != nil {
		return Claim{}, err
	}
	w := Claim{
		ID: c.ID, Pool: c.Pool, Session: c.Session, Event: c.Event, Party: c.Party, Places: c.Places,
		Children: c.Children, State: c.State, Channel: c.Channel, Code: c.Code, At: here(c.At),
		EventKind: event.Kind, EventState: event.State, EventNote: event.Note, EventTitle: event.Title, SessionTitle: session.Title, Starts: here(session.Starts),
		Lunar: events.Lunar(session.Starts), Place: event.Place,
	}
	if w.Places == nil {
		w.Places = []int{}
	}
	if w.Seats, err = a.Tickets.SeatsIn(ctx, c.Pool, c.Places); err != nil {
		return Claim{}, err
	}
	if w.For, err = a.forWhom(ctx, c.Holder); err != nil {
		return Claim{}, err
	}
	if !c.Ended.IsZero() {
		w.Ended = new(here(c.Ended))
	}
	if w.Now = here(a.Now()); c.State == ticketing.Claimed {
		w.Transfer = wireTransfer(c.Passing, a.Now())
	}
	w.Reason = c.Reason
	w.ReasonEN = c.ReasonEN
	return w, nil
}

// here is t as the community's clocks show it.
func here(t time.Time) time.Time { return t.In(events.Zone).Truncate(time.Millisecond) }
