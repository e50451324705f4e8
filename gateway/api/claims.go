package api

import (
	"bytes"
	"context"
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"wanjia/ticketing"
)

// ClaimRequest asks for places.
type ClaimRequest struct {
	Party    int `json:"party,omitempty" minimum:"1" maximum:"1000" doc:"Persons; to be left out with seats or best_available"`
	Children int `json:"children,omitempty" minimum:"0" maximum:"1000" doc:"Of them, children who may not come alone"`
	BookFor
	SeatRequest
}

// ClaimInput is a press of the button.
type ClaimInput struct {
	Pool ticketing.PoolID `path:"pool" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	Key  string           `header:"Idempotency-Key" required:"true" minLength:"8" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" doc:"The same for a retry of the same press"`
	// Retry is read before the rest; it is here for the document.
	Retry string `header:"X-Retry" maxLength:"8" doc:"Anything, when the same press is sent again: it is never refused from memory"`
	Body  ClaimRequest
}

// ClaimRef names a claim.
type ClaimRef struct {
	Claim ticketing.ClaimID `path:"claim" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
}

// postClaim takes places for the signed-in person, or for somebody they may sign up.
//
//	POST /v1/pools/{pool}/claims   {"party": 3, "children": 1, "for": "p-2"}, Idempotency-Key: ...
//	201 Claim | 400 party_size, children_alone, consent_how, witness | 403 not_for_them, channel | 404 no_such_pool | 409 not_open, closed,
//	sold_out, already_claimed, lapsed | 503 rebuilding, pending
func (a *API) postClaim(ctx context.Context, in *ClaimInput) (*reply[Claim], error) {
	b, err := a.booker(ctx, in.Body.BookFor)
	if err != nil {
		return nil, err
	}
	var claim ticketing.Claim
	err = a.forOthers(ctx, b, "claim.take", "pool/"+string(in.Pool), func(ctx context.Context) (err error) {
		claim, err = a.Tickets.Claim(ctx, b.request(in.Pool, in.Body, in.Key))
		return err
	})
	return a.replyClaim(ctx, claim, err)
}

// headerRetry marks a press that is sent again: its first sending may have got the
// places, so it is never refused from memory.
const headerRetry = "X-Retry"

// refuseSoldOut refuses the first attempt of a press on a pool that had no room a
// moment ago, before the limiter and the idempotency key cost Redis anything. A body
// it cannot read is left to whoever reads it properly.
func (a *API) refuseSoldOut(c *fiber.Ctx) error {
	if len(c.Request().Header.Peek(headerRetry)) > 0 {
		return nil
	}
	party, only := partyOnly(c.Body())
	if !only {
		var body ClaimRequest
		if json.Unmarshal(c.Body(), &body) != nil || !body.online() {
			return nil
		}
		party = body.persons()
	}
	return a.Tickets.SoldOut(ticketing.PoolID(c.Params("pool")), ticketing.Online, party)
}

// partyOnly reads the body most presses have, {"party":3}, and says whether it was one.
func partyOnly(body []byte) (party int, only bool) {
	digits, begins := bytes.CutPrefix(body, []byte(`{"party":`))
	digits, ends := bytes.CutSuffix(digits, []byte("}"))
	if !begins || !ends || len(digits) == 0 || len(digits) > 4 || digits[0] == '0' {
		return 0, false
	}
	for _, d := range digits {
		if d < '0' || d > '9' {
			return 0, false
		}
		party = 10*party + int(d-'0')
	}
	return party, true
}

// getClaim answers GET /v1/claims/{claim}: 200 Claim | 404 no_such_claim.
func (a *API) getClaim(ctx context.Context, in *ClaimRef) (*reply[Claim], error) {
	claim, _, err := a.claimOf(ctx, in.Claim)
	if err == nil {
		claim, err = a.Tickets.ClaimOf(ctx, claim.Holder, in.Claim)
	}
	return a.replyClaim(ctx, claim, err)
}

// deleteClaim answers DELETE /v1/claims/{claim}: 200 Claim | 404 no_such_claim.
func (a *API) deleteClaim(ctx context.Context, in *ClaimRef) (*reply[Claim], error) {
	claim, b, err := a.claimOf(ctx, in.Claim)
	if err != nil {
		return nil, err
	}
	err = a.forOthers(ctx, b, "claim.release", "claim/"+string(in.Claim), func(ctx context.Context) (err error) {
		claim, err = a.Tickets.Release(ctx, claim.Holder, in.Claim)
		return err
	})
	a.settleBanquet(ctx, claim, err)
	return a.replyClaim(ctx, claim, err)
}

// MyClaimsInput is a piece of somebody's claims.
type MyClaimsInput struct {
	PageInput
	ForInput
}

// getMyClaims answers GET /v1/me/claims?for=: 200 ClaimPage | 400 cursor |
// 403 not_for_them.
func (a *API) getMyClaims(ctx context.Context, in *MyClaimsInput) (*reply[ClaimPage], error) {
	holders, err := a.holdersOf(ctx, in.For)
	if err != nil {
		return nil, err
	}
	claims, next, err := a.claimsOfAll(ctx, holders, in.query())
	if err != nil {
		return nil, err
	}
	page := ClaimPage{Items: make([]Claim, len(claims)), Next: next}
	for i, claim := range claims {
		if page.Items[i], err = a.wireClaim(ctx, claim); err != nil {
			return nil, err
		}
	}
	return &reply[ClaimPage]{page}, nil
}

func (a *API) replyClaim(ctx context.Context, claim ticketing.Claim, err error) (*reply[Claim], error) {
	if err != nil {
		return nil, err
	}
	w, err := a.wireClaim(ctx, claim)
	if err != nil {
		return nil, err
	}
	return &reply[Claim]{w}, nil
}
