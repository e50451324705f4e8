package api

import (
	"context"
	"strings"
	"time"

	"wanjia/ticketing"
)

// Hold is places spoken for until a moment, on the wire.
type Hold struct {
	ID     string           `json:"id"`
	Pool   ticketing.PoolID `json:"pool"`
	Party  int              `json:"party" doc:"Persons"`
	Places []int            `json:"places" nullable:"false" doc:"Place numbers in the pool"`
	Until  time.Time        `json:"until" doc:"At this moment it has ended"`
	Now    time.Time        `json:"now" doc:"The server's clock, for counting down"`
}

// HoldRef names a hold.
type HoldRef struct {
	Hold string `path:"hold" maxLength:"257" pattern:"^[A-Za-z0-9._-]+~[A-Za-z0-9]+$"`
}

// holdID joins what finds a hold: which pool, and which press.
func holdID(h ticketing.Hold) string { return string(h.Pool) + "~" + string(h.ID) }

func (r HoldRef) parts() (ticketing.PoolID, ticketing.ClaimID) {
	pool, id, _ := strings.Cut(r.Hold, "~")
	return ticketing.PoolID(pool), ticketing.ClaimID(id)
}

// postHold holds places for the signed-in person. It keeps no answers by the
// idempotency key, as a hold may have ended since: the same key finds the same hold
// while it lasts.
//
//	POST /v1/pools/{pool}/holds   {"party": 3}, Idempotency-Key: ...
//	201 Hold | 400 party_size, idempotency_reused | 404 no_such_pool |
//	409 not_open, closed, sold_out, already_claimed | 503 rebuilding
func (a *API) postHold(ctx context.Context, in *ClaimInput) (*reply[Hold], error) {
	h, err := a.Tickets.Hold(ctx, ticketing.Request{
		Pool: in.Pool, Holder: holder(ctx), Party: in.Body.Party, Key: in.Key, Channel: ticketing.Online,
	})
	if err == nil && len(h.Places) != in.Body.Party {
		err = errKeyReused
	}
	return a.replyHold(h, err)
}

// postExtend answers POST /v1/holds/{hold}/extend: 200 Hold | 409 hold_lapsed,
// hold_extended, already_claimed.
func (a *API) postExtend(ctx context.Context, in *HoldRef) (*reply[Hold], error) {
	pool, id := in.parts()
	h, err := a.Tickets.Extend(ctx, pool, holder(ctx), id)
	return a.replyHold(h, err)
}

// postConfirm answers POST /v1/holds/{hold}/confirm: 201 Claim | 409 hold_lapsed,
// already_claimed | 503 pending, rebuilding.
func (a *API) postConfirm(ctx context.Context, in *HoldRef) (*reply[Claim], error) {
	pool, id := in.parts()
	claim, err := a.Tickets.Confirm(ctx, id, ticketing.Request{Pool: pool, Holder: holder(ctx)})
	return a.replyClaim(ctx, claim, err)
}

// deleteHold answers DELETE /v1/holds/{hold}: 204.
func (a *API) deleteHold(ctx context.Context, in *HoldRef) (*struct{}, error) {
	pool, id := in.parts()
	return nil, a.Tickets.LetGo(ctx, pool, holder(ctx), id)
}

func (a *API) replyHold(h ticketing.Hold, err error) (*reply[Hold], error) {
	if err != nil {
		return nil, err
	}
	return &reply[Hold]{Hold{
		ID: holdID(h), Pool: h.Pool, Party: len(h.Places), Places: h.Places, Until: here(h.Until), Now: here(a.Now()),
	}}, nil
}
