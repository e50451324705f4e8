package api

import (
	"context"
	"encoding/json"

	"github.com/gofiber/fiber/v2"

	"wanjia/ticketing"
)

// ClaimRequest asks for places.
type ClaimRequest struct {
	Party int `json:"party" minimum:"1" maximum:"1000" doc:"Persons"`
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

// postClaim takes places for the signed-in person.
//
//	POST /v1/pools/{pool}/claims   {"party": 3}, Idempotency-Key: ...
//	201 Claim | 400 party_size | 404 no_such_pool | 409 not_open, closed,
//	sold_out, already_claimed, lapsed | 503 rebuilding, pending
func (a *API) postClaim(ctx context.Context, in *ClaimInput) (*reply[Claim], error) {
	claim, err := a.Tickets.Claim(ctx, ticketing.Request{
		Pool: in.Pool, Holder: holder(ctx), Party: in.Body.Party, Key: in.Key, Channel: ticketing.Online,
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
	if c.Get(headerRetry) != "" {
		return nil
	}
	var body ClaimRequest
	if json.Unmarshal(c.Body(), &body) != nil {
		return nil
	}
	return a.Tickets.SoldOut(ticketing.PoolID(c.Params("pool")), ticketing.Online, body.Party)
}

// getClaim answers GET /v1/claims/{claim}: 200 Claim | 404 no_such_claim.
func (a *API) getClaim(ctx context.Context, in *ClaimRef) (*reply[Claim], error) {
	claim, err := a.Tickets.ClaimOf(ctx, holder(ctx), in.Claim)
	return a.replyClaim(ctx, claim, err)
}

// deleteClaim answers DELETE /v1/claims/{claim}: 200 Claim | 404 no_such_claim.
func (a *API) deleteClaim(ctx context.Context, in *ClaimRef) (*reply[Claim], error) {
	claim, err := a.Tickets.Release(ctx, holder(ctx), in.Claim)
	return a.replyClaim(ctx, claim, err)
}

// getMyClaims answers GET /v1/me/claims: 200 ClaimPage.
func (a *API) getMyClaims(ctx context.Context, in *PageInput) (*reply[ClaimPage], error) {
	claims, next, err := a.Tickets.ClaimsOf(ctx, holder(ctx), in.query())
	if err != nil {
		return nil, pageFault(err)
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

// holder is the person a signed-in account claims for: itself.
func holder(ctx context.Context) ticketing.HolderID {
	return ticketing.HolderID(actor(ctx).Account.ID)
}
