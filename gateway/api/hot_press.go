package api

import (
	"bytes"
	"cmp"
	"net/http"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"wanjia/events/fault"
	"wanjia/ticketing"
)

// answerSoldOut is what becomes of a press where it is known from a moment ago that the
// pool has no room for it: [API.guard] up to [API.refuseSoldOut], and when it is sent
// again [API.postClaim].
func (a *API) answerSoldOut(fc *fasthttp.RequestCtx, pool ticketing.PoolID) bool {
	h := &fc.Request.Header
	party, only := partyOnly(fc.Request.Body())
	if !only {
		return false
	}
	if !ownPage(h) {
		return false
	}
	free, known := a.Tickets.KnownSoldOut(pool, ticketing.Online, party)
	if !known {
		return false
	}
	var buffer [hotIDSize]byte
	id := appendHotID(buffer[:0], fc)
	token := hotToken(h)
	if retry := len(h.Peek(headerRetry)) > 0; retry || !a.Identity.Knows(token) {
		ctx := &deadlined{request: request{ID: string(id), api: a}, deadline: time.Now().Add(a.Deadline)}
		defer ctx.end()
		who, err := a.Identity.Authenticate(ctx, token)
		if err != nil {
			return false
		}
		ctx.request.Account, ctx.request.who = who.Account.ID, &who
		if retry {
			if free, known = a.askSoldOut(ctx, fc, pool, party); !known {
				return false
			}
		}
	}
	begin, ok := a.soldOut.begin(free)
	if !ok {
		return false
	}
	head := &fc.Response.Header
	head.SetCanonical(headerNosniff, soldOutHead)
	head.SetCanonical(headerRequestID, id)
	head.SetContentType(problemType)
	for _, part := range [...][]byte{begin, id, endOfProblem} {
		fc.Response.AppendBody(part) // whose room is used again
	}
	fc.SetStatusCode(http.StatusConflict)
	a.claimFigures.observe(&a.measures, fiber.MethodPost, http.StatusConflict, a.Now().Sub(fc.Time()))
	return true
}

// ownPage says whether a browser says that a request is not of another site's page.
func ownPage(h *fasthttp.RequestHeader) bool {
	site := h.Peek("Sec-Fetch-Site")
	return string(site) == "same-origin" || string(site) == "none"
}

func hotToken(h *fasthttp.RequestHeader) string {
	return tokenOf(string(h.Peek(fiber.HeaderAuthorization)), string(h.Cookie(cookieName)))
}

// askSoldOut asks the stock for a press that is sent again, of the caller in ctx for
// themselves. Where that has another answer than that there is no room, the route asks
// once more and gives it.
func (a *API) askSoldOut(ctx *deadlined, fc *fasthttp.RequestCtx, pool ticketing.PoolID, party int) (free int, known bool) {
	h := &fc.Request.Header
	key := string(h.Peek("Idempotency-Key"))
	if !validToken(key, 8, 64) || !usualPress(h) {
		return 0, false
	}
	me, err := a.knownSelf(ctx)
	if err != nil || !a.takesLittle("take/"+string(ctx.request.Account)) {
		return 0, false
	}
	fc.SetUserValue(countedKey{}, true)
	return a.Tickets.AskSoldOut(ctx, ticketing.Request{
		Pool: pool, Holder: ticketing.HolderID(cmp.Or(string(me.ID), string(ctx.request.Account))),
		Party: party, Key: key, Channel: ticketing.Online,
	})
}

// countedKey marks a request that was counted against what its account may take.
type countedKey struct{}

var soldOutHead = headed(headerCacheControl, noStore)

var endOfProblem = []byte(`"}`)

// soldOuts are the refusals of pools that have no room, up to the request's id, by how
// many places are left.
type soldOuts struct{ byFree sync.Map }

// begin returns the beginning for so many places.
func (s *soldOuts) begin(free int) ([]byte, bool) {
	if known, ok := s.byFree.Load(free); ok {
		return known.([]byte), true
	}
	f := fault.Of(ticketing.ErrSoldOut.With("free", free))
	p := Problem{
		Type: "/docs#" + f.Code, Title: http.StatusText(http.StatusConflict), Status: http.StatusConflict,
		Detail: f.Message, Code: f.Code, Details: f.Details,
	}
	body, err := p.encode()
	begin, ok := bytes.CutSuffix(body, []byte(`"}`))
	if err != nil || !ok {
		return nil, false
	}
	s.byFree.Store(free, begin) // at most as many as a party has persons
	return begin, true
}
