package api

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"wanjia/events/community"
	"wanjia/ticketing"
)

// Hold is places spoken for until a moment, on the wire.
type Hold struct {
	ID     string           `json:"id"`
	Pool   ticketing.PoolID `json:"pool"`
	Party  int              `json:"party" doc:"Persons"`
	Places []int            `json:"places" nullable:"false" doc:"Place numbers in the pool"`
	Seats  []string         `json:"seats,omitempty" doc:"Their names, in a pool of seats"`
	Until  time.Time        `json:"until" doc:"At this moment it has ended"`
	Now    time.Time        `json:"now" doc:"The server's clock, for counting down"`
}

// HoldRef names a hold.
type HoldRef struct {
	Hold string `path:"hold" maxLength:"386" pattern:"^[A-Za-z0-9._-]+~[A-Za-z0-9]+(~[A-Za-z0-9._-]+)?$"`
}

// holdID joins what finds a hold: which pool, which press, and for whom where it is
// for somebody else.
func holdID(h ticketing.Hold, forWhom community.PersonID) string {
	id := string(h.Pool) + "~" + string(h.ID)
	if forWhom != "" {
		id += "~" + string(forWhom)
	}
	return id
}

func (r HoldRef) parts() (pool ticketing.PoolID, id ticketing.ClaimID, forWhom community.PersonID) {
	p, rest, _ := strings.Cut(r.Hold, "~")
	i, who, _ := strings.Cut(rest, "~")
	return ticketing.PoolID(p), ticketing.ClaimID(i), community.PersonID(who)
}

// onHold does something with a hold under each name it may be held by, until it is
// found: somebody may have said who they are since they pressed.
func (a *API) onHold(ctx context.Context, in HoldRef, do func(pool ticketing.PoolID, id ticketing.ClaimID, b booker) error) error {
	pool, id, forWhom := in.parts()
	account := ticketing.HolderID(actor(ctx).Account.ID)
	if forWhom != "" {
		b, err := a.over(ctx, ticketing.HolderID(forWhom))
		if errors.Is(err, errNotForThem) {
			return ticketing.ErrHoldLapsed // as one that never was
		}
		if err != nil {
			return err
		}
		if b.person.ID != "" {
			if b.subjects, err = a.subjectsOf(ctx, b.person, ""); err != nil {
				return err
			}
			b.agent = ticketing.HolderID(cmp.Or(actor(ctx).Account.Person, string(account)))
			return do(pool, id, b)
		}
	}
	me, err := a.knownSelf(ctx)
	if err != nil {
		return err
	}
	b := ownBooker(ctx, me)
	if err = do(pool, id, b); errors.Is(err, ticketing.ErrHoldLapsed) && b.holder != account {
		b.holder = account
		err = do(pool, id, b)
	}
	return err
}

// postHold holds places for the same people as postClaim. It keeps no answers by the
// idempotency key, as a hold may have ended since: the same key finds the same hold
// while it lasts.
//
//	POST /v1/pools/{pool}/holds   {"party": 3}, Idempotency-Key: ...
//	201 Hold | 400 party_size, children_alone, idempotency_reused, consent_how, witness |
//	403 not_for_them, channel | 404 no_such_pool |
//	409 not_open, closed, sold_out, already_claimed | 503 rebuilding
func (a *API) postHold(ctx context.Context, in *ClaimInput) (*reply[Hold], error) {
	b, err := a.booker(ctx, in.Body.BookFor)
	if err != nil {
		return nil, err
	}
	var h ticketing.Hold
	err = a.forOthers(ctx, b, "hold.take", "pool/"+string(in.Pool), func(ctx context.Context) (err error) {
		h, err = a.Tickets.Hold(ctx, b.request(in.Pool, in.Body, in.Key))
		return err
	})
	if err == nil && len(h.Places) != in.Body.persons() {
		err = errKeyReused
	}
	return a.replyHold(ctx, h, in.Body.For, err)
}

// postExtend answers POST /v1/holds/{hold}/extend: 200 Hold | 409 hold_lapsed,
// hold_extended, already_claimed.
func (a *API) postExtend(ctx context.Context, in *HoldRef) (*reply[Hold], error) {
	var h ticketing.Hold
	err := a.onHold(ctx, *in, func(pool ticketing.PoolID, id ticketing.ClaimID, b booker) (err error) {
		h, err = a.Tickets.Extend(ctx, pool, b.holder, id)
		return err
	})
	_, _, forWhom := in.parts()
	return a.replyHold(ctx, h, forWhom, err)
}

// ConfirmInput names a hold and says who comes.
type ConfirmInput struct {
	HoldRef
	Body *struct {
		Children int `json:"children,omitempty" minimum:"0" maximum:"1000" doc:"Of the party, children who may not come alone"`
	}
}

// postConfirm makes a hold a claim.
//
//	POST /v1/holds/{hold}/confirm   {"children": 1}, or no body for none
//	201 Claim | 400 party_size, children_alone | 409 hold_lapsed, already_claimed, limit |
//	503 pending, rebuilding
func (a *API) postConfirm(ctx context.Context, in *ConfirmInput) (*reply[Claim], error) {
	var claim ticketing.Claim
	children := 0
	if in.Body != nil {
		children = in.Body.Children
	}
	err := a.onHold(ctx, in.HoldRef, func(pool ticketing.PoolID, id ticketing.ClaimID, b booker) error {
		return a.forOthers(ctx, b, "claim.take", "pool/"+string(pool), func(ctx context.Context) (err error) {
			claim, err = a.Tickets.Confirm(ctx, id, ticketing.Request{
				Pool: pool, Holder: b.holder, Agent: b.agent, Children: children, Subjects: b.subjects,
			})
			return err
		})
	})
	return a.replyClaim(ctx, claim, err)
}

// deleteHold answers DELETE /v1/holds/{hold}: 204.
func (a *API) deleteHold(ctx context.Context, in *HoldRef) (*struct{}, error) {
	return nil, a.onHold(ctx, *in, func(pool ticketing.PoolID, id ticketing.ClaimID, b booker) error {
		err := a.Tickets.LetGo(ctx, pool, b.holder, id)
		if account := ticketing.HolderID(actor(ctx).Account.ID); err == nil && b.agent == "" && b.holder != account {
			err = a.Tickets.LetGo(ctx, pool, account, id)
		}
		return err
	})
}

func (a *API) replyHold(ctx context.Context, h ticketing.Hold, forWhom community.PersonID, err error) (*reply[Hold], error) {
	if err != nil {
		return nil, err
	}
	seats, err := a.Tickets.SeatsIn(ctx, h.Pool, h.Places)
	if err != nil {
		return nil, err
	}
	return &reply[Hold]{Hold{
		ID: holdID(h, forWhom), Pool: h.Pool, Party: len(h.Places), Places: h.Places, Seats: seats, Until: here(h.Until), Now: here(a.Now()),
	}}, nil
}
