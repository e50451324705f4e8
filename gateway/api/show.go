package api

import (
	"context"
	"errors"
	"net/url"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/ticketing"
	"wanjia/ticketing/pass"
)

// EntranceList is the gates of an event; none where it is entered without a pass.
type EntranceList struct {
	Items []Entrance `json:"items" nullable:"false"`
}

// Entrance is a gate as everybody may know it.
type Entrance struct {
	GateTitle
	Way events.Text `json:"way" doc:"Who comes this way; empty where nothing is said"`
}

// getEntrances answers GET /v1/events/{event}/entrances: 200 EntranceList |
// 404 no_such_event.
func (a *API) getEntrances(ctx context.Context, in *EventInput) (*reply[EntranceList], error) {
	if _, err := a.Events.Event(ctx, in.Event); err != nil {
		return nil, err
	}
	out := EntranceList{Items: []Entrance{}}
	if a.Passes == nil {
		return &reply[EntranceList]{out}, nil
	}
	book, err := a.Passes.Book(ctx, in.Event)
	if err != nil && !errors.Is(err, pass.ErrNone) {
		return nil, err
	}
	for _, g := range book.Gates {
		out.Items = append(out.Items, Entrance{GateTitle{g.ID, g.Title, g.StepFree}, g.Way})
	}
	return &reply[EntranceList]{out}, nil
}

// GateChoice is the gate somebody wants to come in by.
type GateChoice struct {
	ClaimRef
	Body struct {
		Gate string `json:"gate" minLength:"1" maxLength:"16"`
	}
}

// putGate answers PUT /v1/claims/{claim}/gate: 204 | 404 no_such_claim, no_pass,
// no_such_gate | 409 pass_over.
func (a *API) putGate(ctx context.Context, in *GateChoice) (*struct{}, error) {
	claim, b, err := a.claimOf(ctx, in.Claim)
	if err == nil && claim.State != ticketing.Claimed {
		err = pass.ErrClaimOver
	}
	if err == nil && a.Passes == nil {
		err = pass.ErrNone
	}
	if err != nil {
		return nil, err
	}
	return nil, a.forOthers(ctx, b, "claim.gate", "claim/"+string(in.Claim), func(ctx context.Context) error {
		return a.Passes.Choose(ctx, claim, in.Body.Gate)
	})
}

var errNoShort = fault.New(fault.NotFound, "no_such_code", "no event has this short code")

// ShortFor is what a short code stands for.
type ShortFor struct {
	Code    string           `json:"code" doc:"As it is printed" example:"WJD27-N2-1930"`
	Event   events.ID        `json:"event"`
	Session events.SessionID `json:"session,omitempty" doc:"Empty for the event itself"`
}

// getShort answers GET /v1/short/{code}: 200 ShortFor | 404 no_such_code.
func (a *API) getShort(ctx context.Context, in *struct {
	Code string `path:"code" maxLength:"64"`
}) (*reply[ShortFor], error) {
	typed, err := url.PathUnescape(in.Code) // a space or a wide letter comes as it travelled
	if err != nil {
		return nil, errNoShort
	}
	page := events.PageQuery{Limit: 100}
	for {
		list, next, err := a.Events.Events(ctx, page)
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			if events.SameShort(typed, e.Short()) {
				return &reply[ShortFor]{ShortFor{Code: e.Short(), Event: e.ID}}, nil
			}
			sessions, err := a.Events.Sessions(ctx, e.ID)
			if err != nil {
				return nil, err
			}
			for _, s := range sessions {
				if events.SameShort(typed, e.ShortOf(s.ID)) {
					return &reply[ShortFor]{ShortFor{Code: e.ShortOf(s.ID), Event: e.ID, Session: s.ID}}, nil
				}
			}
		}
		if page.After = next; next == "" {
			return nil, errNoShort
		}
	}
}

// SwapInput asks for another time instead.
type SwapInput struct {
	ClaimRef
	Key  string `header:"Idempotency-Key" required:"true" minLength:"8" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" doc:"The same for a retry of the same press"`
	Body struct {
		Pool ticketing.PoolID `json:"pool" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$" doc:"Of another session of the event"`
	}
}

// postSwap takes places of another pool instead of those of a claim.
//
//	POST /v1/claims/{claim}/swap   {"pool": "lantern-2027-n2-2000-residents"}, Idempotency-Key: ...
//	201 Claim, the new one | 400 swap | 404 no_such_claim, no_such_pool | 409 claim_over,
//	started, passing, sold_out, waitlist, not_open, closed, already_claimed, limit,
//	lapsed | 503 pending, rebuilding. After any refusal the claim stands as it was.
func (a *API) postSwap(ctx context.Context, in *SwapInput) (*reply[Claim], error) {
	claim, b, err := a.claimOf(ctx, in.Claim)
	if err == nil {
		err = a.notOfBanquet(ctx, claim)
	}
	if err != nil {
		return nil, err
	}
	err = a.forOthers(ctx, b, "claim.swap", "claim/"+string(in.Claim), func(ctx context.Context) (err error) {
		claim, err = a.Tickets.Swap(ctx, claim.Holder, in.Claim, ticketing.Request{Pool: in.Body.Pool, Key: in.Key, Agent: claim.Agent})
		return err
	})
	return a.replyClaim(ctx, claim, err)
}
