package api

import (
	"context"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// Standing is where somebody stands on a waiting list, on the wire.
type Standing struct {
	ID       ticketing.ClaimID `json:"id"`
	Pool     ticketing.PoolID  `json:"pool"`
	Session  events.SessionID  `json:"session"`
	Event    events.ID         `json:"event"`
	Party    int               `json:"party" doc:"Persons"`
	State    ticketing.State   `json:"state" enum:"waiting,offered,claimed,expired,left,released"`
	Position int               `json:"position" doc:"1 is the next to be served; 0 when not waiting any more"`
	Ahead    int               `json:"ahead" doc:"Persons in the parties before"`
	Beyond   bool              `json:"beyond" doc:"Stands farther back than position says"`
	Places   []int             `json:"places" nullable:"false" doc:"Kept for an offer"`
	Seats    []string          `json:"seats,omitempty" doc:"Their names, in a pool of seats"`
	Until    *time.Time        `json:"until,omitempty" doc:"At this moment the offer stands no longer"`
	At       time.Time         `json:"at" doc:"Joined"`

	EventTitle   events.Text `json:"event_title"`
	SessionTitle events.Text `json:"session_title"`
	Starts       time.Time   `json:"starts"`
	Lunar        string      `json:"lunar"`

	Now time.Time `json:"now" doc:"The server's clock, for counting down"`
}

// StandingList is everything a person waits for or was offered, newest first.
type StandingList struct {
	Items []Standing `json:"items" nullable:"false"`
}

// OfferRef names an entry of a waiting list.
type OfferRef struct {
	Offer ticketing.ClaimID `path:"offer" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
}

// postWaitlist puts a party at the end of the list, for the same people as postClaim.
//
//	POST /v1/pools/{pool}/waitlist   {"party": 3}, Idempotency-Key: ...
//	201 Standing | 400 party_size, children_alone, consent_how, witness | 403 not_for_them, channel | 404 no_such_pool | 409 not_open, closed, room,
//	already_waiting | 503 pending, rebuilding
func (a *API) postWaitlist(ctx context.Context, in *ClaimInput) (*reply[Standing], error) {
	b, err := a.booker(ctx, in.Body.BookFor)
	if err != nil {
		return nil, err
	}
	var st ticketing.Standing
	err = a.forOthers(ctx, b, "waitlist.join", "pool/"+string(in.Pool), func(ctx context.Context) (err error) {
		st, err = a.Tickets.Join(ctx, b.request(in.Pool, in.Body, in.Key))
		return err
	})
	return a.replyStanding(ctx, st, err)
}

// getWaitlist answers GET /v1/me/waitlist?for=: 200 StandingList | 403 not_for_them.
func (a *API) getWaitlist(ctx context.Context, in *ForInput) (*reply[StandingList], error) {
	holders, err := a.holdersOf(ctx, in.For)
	if err != nil {
		return nil, err
	}
	var list []ticketing.Standing
	for _, h := range holders {
		part, err := a.Tickets.StandingsOf(ctx, h)
		if err != nil {
			return nil, err
		}
		list = append(list, part...)
	}
	out := StandingList{Items: make([]Standing, len(list))}
	for i, st := range list {
		if out.Items[i], err = a.wireStanding(ctx, st); err != nil {
			return nil, err
		}
	}
	return &reply[StandingList]{out}, nil
}

// getStanding answers GET /v1/offers/{offer}: 200 Standing | 404 no_such_claim.
func (a *API) getStanding(ctx context.Context, in *OfferRef) (*reply[Standing], error) {
	c, _, err := a.claimOf(ctx, in.Offer)
	if err != nil {
		return nil, err
	}
	st, err := a.Tickets.StandingOf(ctx, c.Holder, in.Offer)
	return a.replyStanding(ctx, st, err)
}

// postAccept answers POST /v1/offers/{offer}/accept: 201 Claim | 404 no_such_claim |
// 409 offer_lapsed.
func (a *API) postAccept(ctx context.Context, in *OfferRef) (*reply[Claim], error) {
	claim, b, err := a.claimOf(ctx, in.Offer)
	if err != nil {
		return nil, err
	}
	err = a.forOthers(ctx, b, "offer.accept", "claim/"+string(in.Offer), func(ctx context.Context) (err error) {
		claim, err = a.Tickets.Accept(ctx, claim.Holder, in.Offer)
		return err
	})
	return a.replyClaim(ctx, claim, err)
}

// deleteOffer answers DELETE /v1/offers/{offer}: 204, also when it is over already |
// 404 no_such_claim.
func (a *API) deleteOffer(ctx context.Context, in *OfferRef) (*struct{}, error) {
	c, b, err := a.claimOf(ctx, in.Offer)
	if err != nil {
		return nil, err
	}
	return nil, a.forOthers(ctx, b, "waitlist.leave", "claim/"+string(in.Offer), func(ctx context.Context) error {
		return a.Tickets.Leave(ctx, c.Holder, in.Offer)
	})
}

func (a *API) replyStanding(ctx context.Context, st ticketing.Standing, err error) (*reply[Standing], error) {
	if err != nil {
		return nil, err
	}
	w, err := a.wireStanding(ctx, st)
	if err != nil {
		return nil, err
	}
	return &reply[Standing]{w}, nil
}

func (a *API) wireStanding(ctx context.Context, st ticketing.Standing) (Standing, error) {
	c := st.Claim
	event, session, err := a.about(ctx, c)
	if err != nil {
		return Standing{}, err
	}
	w := Standing{
		EventTitle: event.Title, SessionTitle: session.Title, Starts: here(session.Starts), Lunar: events.Lunar(session.Starts),
		ID: c.ID, Pool: c.Pool, Session: c.Session, Event: c.Event, Party: c.Party, State: c.State,
		Position: st.Position, Ahead: st.Ahead, Beyond: st.Beyond, Places: c.Places, At: here(c.At), Now: here(a.Now()),
	}
	if w.Places == nil {
		w.Places = []int{}
	}
	if w.Seats, err = a.Tickets.SeatsIn(ctx, c.Pool, c.Places); err != nil {
		return Standing{}, err
	}
	if c.State == ticketing.Offered {
		w.Until = new(here(c.Until))
	}
	return w, nil
}
