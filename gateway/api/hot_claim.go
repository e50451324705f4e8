package api

import (
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
	ctx := a.hotContext(fc, claimRoute)
	defer ctx.end()
	who, err := a.Identity.Authenticate(ctx, hotToken(h))
	if err != nil {
		return false
	}
	ctx.request.Account, ctx.request.who = who.Account.ID, &who
	in := ClaimInput{Pool: pool, Key: key, Body: ClaimRequest{Party: party}}
	body, err := safely(func() ([]byte, error) { return a.pressHot(fc, ctx, &in) })
	return a.sendPress(fc, ctx, a.claimFigures, http.StatusCreated, body, err)
}

// hotContext is what [API.edge] gives a request of a route to go by.
func (a *API) hotContext(fc *fasthttp.RequestCtx, route string) *deadlined {
	var buffer [hotIDSize]byte
	return &deadlined{
		request:  request{ID: string(appendHotID(buffer[:0], fc)), Route: route, Channel: channelOf(&fc.Request.Header), api: a},
		deadline: time.Now().Add(a.Deadline),
	}
}

// safely does what a handler does: as with [API.answer], a panic is an error.
func safely(do func() ([]byte, error)) (body []byte, err error) {
	defer func() {
		if p := recover(); p != nil {
			body, err = nil, fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return do()
}

// sendPress answers a press with the body, or with what the error is, and says whether
// it could.
func (a *API) sendPress(fc *fasthttp.RequestCtx, ctx *deadlined, figures *routeFigures, status int, body []byte, err error) bool {
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
	figures.observe(&a.measures, fiber.MethodPost, status, a.Now().Sub(fc.Time()))
	return true
}

// pressHot makes the press of the caller in ctx and returns the answer's body.
func (a *API) pressHot(fc *fasthttp.RequestCtx, ctx *deadlined, in *ClaimInput) ([]byte, error) {
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
	return encodeClaim(&out.Body)
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
