package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"wanjia/ticketing"
)

// claimRoute is the id of the route of a press.
const claimRoute = "claim"

// answerClaim is a press of somebody for themselves from a page of ours, by the order
// of [API.guard]: who it is, what is known to be sold out, what the account may take,
// and [API.postClaim]. Who is not signed in, or sends anything odd, is left to the route.
func (a *API) answerClaim(fc *fasthttp.RequestCtx, pool ticketing.PoolID) bool {
	h := &fc.Request.Header
	party, only := partyOnly(fc.Request.Body())
	key := string(h.Peek("Idempotency-Key"))
	if !only || party < 1 || party > 1000 || !ownPage(h) || !usualPress(h) || !validToken(key, 8, 64) {
		return false
	}
	var buffer [hotIDSize]byte
	ctx := &deadlined{
		request:  request{ID: string(appendHotID(buffer[:0], fc)), Route: claimRoute, Channel: channelOf(h), api: a},
		deadline: time.Now().Add(a.Deadline),
	}
	defer ctx.end()
	who, err := a.Identity.Authenticate(ctx, hotToken(h))
	if err != nil {
		return false
	}
	ctx.request.Account, ctx.request.who = who.Account.ID, &who
	in := ClaimInput{Pool: pool, Key: key, Body: ClaimRequest{Party: party}}
	body, err := a.pressHot(fc, ctx, &in)
	status := http.StatusCreated
	if err != nil {
		if status, body, err = a.hotProblem(fc, ctx, err); err != nil {
			return false
		}
	} else {
		fc.Response.Header.SetContentType(fiber.MIMEApplicationJSON)
	}
	head := &fc.Response.Header
	head.SetCanonical(headerNosniff, soldOutHead)
	head.SetCanonical(headerRequestID, []byte(ctx.request.ID))
	fc.Response.SetBodyRaw(body)
	fc.SetStatusCode(status)
	a.claimFigures.observe(&a.measures, fiber.MethodPost, status, a.Now().Sub(fc.Time()))
	return true
}

// pressHot makes the press of the caller in ctx and returns the answer's body. As with
// [API.answer], a panic is an error.
func (a *API) pressHot(fc *fasthttp.RequestCtx, ctx *deadlined, in *ClaimInput) (body []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			body, err = nil, fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	if len(fc.Request.Header.Peek(headerRetry)) == 0 {
		if err := a.Tickets.SoldOut(in.Pool, ticketing.Online, in.Body.Party); err != nil {
			return nil, err
		}
	}
	if fc.UserValue(countedKey{}) == nil {
		if err := refusal(a.allowTaking(ctx, "take/"+string(ctx.request.Account))); err != nil {
			return nil, err
		}
	}
	out, err := a.postClaim(ctx, in)
	if err != nil {
		return nil, err
	}
	return json.Marshal(out.Body)
}

// hotProblem is [API.onError] before the router. Where the problem cannot be written
// down, the route says so.
func (a *API) hotProblem(fc *fasthttp.RequestCtx, ctx *deadlined, err error) (int, []byte, error) {
	p := a.problem(ctx, err)
	body, err := p.encode()
	if err != nil {
		return 0, nil, err
	}
	for name, values := range p.GetHeaders() {
		fc.Response.Header.Set(name, values[0])
	}
	fc.Response.Header.SetContentType(problemType)
	return p.Status, body, nil
}
