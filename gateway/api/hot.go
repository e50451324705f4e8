package api

import (
	"bytes"
	"context"
	"net/http"
	"strconv"
	"sync"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"wanjia/events/fault"
	"wanjia/ticketing"
)

// What a whole city does at once is answered before the router has looked at it, where
// the answer is at hand: the figures of a session, and the refusal of a press on what
// is sold out. It is answered as the route would; whatever is unusual about a request
// is left to that.

const (
	sessionsPath     = "/v1/sessions/"
	availabilityPath = "/availability"
	poolsPath        = "/v1/pools/"
	claimsPath       = "/claims"
)

// answerHot answers a request if it can, and says whether it did.
func (a *API) answerHot(fc *fasthttp.RequestCtx) bool {
	h := &fc.Request.Header
	if len(a.TrustedProxies) > 0 || fc.IsTLS() {
		return false
	}
	// As it came: what is escaped or has a query is not the usual address.
	target := h.RequestURI()
	switch {
	case h.IsGet():
		if id, ok := between(target, sessionsPath, availabilityPath); ok && usual(h) {
			return a.answerFigures(fc, id)
		}
	case h.IsPost():
		if id, ok := between(target, poolsPath, claimsPath); ok && usual(h) {
			return a.answerSoldOut(fc, ticketing.PoolID(id))
		}
	}
	return false
}

// between is what stands between the two in an address, if it is a plain name.
func between(target []byte, before, after string) ([]byte, bool) {
	end := len(target) - len(after)
	if len(target) > 256 || end <= len(before) || string(target[:len(before)]) != before || string(target[end:]) != after {
		return nil, false
	}
	id := target[len(before):end]
	return id, plainName(id) && string(id) != "." && string(id) != ".."
}

// usual says whether a request has nothing that the edge looks at for any route.
func usual(h *fasthttp.RequestHeader) bool {
	return len(h.Peek(fiber.HeaderXRequestID)) == 0 && len(h.ContentEncoding()) == 0
}

// answerFigures is [API.getAvailability].
func (a *API) answerFigures(fc *fasthttp.RequestCtx, session []byte) bool {
	now := a.hot.Now()
	body, ok := atHand(&a.hot, session, now)
	if !ok {
		return false
	}
	head := &fc.Response.Header
	head.SetCanonical(headerNosniff, body.head)
	var id [hotIDSize]byte
	head.SetCanonical(headerRequestID, appendHotID(id[:0], fc))
	status := fiber.StatusOK
	if given := fc.Request.Header.Peek(fiber.HeaderIfNoneMatch); len(given) > 0 && tagged(string(given), body.tag) {
		status = fiber.StatusNotModified
	} else {
		head.SetContentType(fiber.MIMEApplicationJSON)
		fc.Response.SetBodyRaw(body.bytes) // never written to, so it need not be copied
	}
	fc.SetStatusCode(status)
	a.hotFigures.observe(&a.measures, fiber.MethodGet, status, now.Sub(fc.Time()))
	return true
}

// appendHotID names a request by its connection: counting those of all connections
// together would have the processors wait for each other. No other request is named
// like it: see [newRequestID].
func appendHotID(b []byte, fc *fasthttp.RequestCtx) []byte {
	b = strconv.AppendUint(append(append(b, processName...), '-'), fc.ConnID(), 36)
	return strconv.AppendUint(append(b, '-'), fc.ConnRequestNum(), 36)
}

// hotIDSize is what the longest takes.
const hotIDSize = 48

// answerSoldOut is what becomes of the first attempt of a press where that the pool has
// no room for it is known from a moment ago: [API.guard] up to [API.refuseSoldOut].
func (a *API) answerSoldOut(fc *fasthttp.RequestCtx, pool ticketing.PoolID) bool {
	h := &fc.Request.Header
	party, only := partyOnly(fc.Request.Body())
	if !only || len(h.Peek(headerRetry)) > 0 {
		return false
	}
	if site := h.Peek("Sec-Fetch-Site"); string(site) != "same-origin" && string(site) != "none" {
		return false // perhaps another site's page
	}
	free, known := a.Tickets.KnownSoldOut(pool, ticketing.Online, party)
	if !known || !a.standing(tokenOf(string(h.Peek(fiber.HeaderAuthorization)), string(h.Cookie(cookieName)))) {
		return false
	}
	begin, ok := a.soldOut.begin(free)
	if !ok {
		return false
	}
	var buffer [hotIDSize]byte
	id := appendHotID(buffer[:0], fc)
	head := &fc.Response.Header
	head.SetCanonical(headerNosniff, soldOutHead)
	head.SetCanonical(headerRequestID, id)
	head.SetContentType(problemType)
	body := append(append(append(make([]byte, 0, len(begin)+len(id)+2), begin...), id...), `"}`...)
	fc.Response.SetBodyRaw(body)
	fc.SetStatusCode(http.StatusConflict)
	a.claimFigures.observe(&a.measures, fiber.MethodPost, http.StatusConflict, a.Now().Sub(fc.Time()))
	return true
}

// standing says whether a token speaks for somebody; where it does not or cannot be
// known, the route is to say so.
func (a *API) standing(token string) bool {
	if a.Identity.Knows(token) {
		return true
	}
	ctx, cancel := context.WithTimeout(context.Background(), a.Deadline)
	defer cancel()
	_, err := a.Identity.Authenticate(ctx, token)
	return err == nil
}

// headed are the lines of the head of an answer in JSON behind the name of the first
// one, [headerNosniff], as one value.
func headed(more ...[]byte) []byte {
	out := bytes.Clone(nosniff)
	more = append(more, headerPolicy, dataPolicy)
	for i := 0; i < len(more); i += 2 {
		out = append(append(append(append(out, "\r\n"...), more[i]...), ": "...), more[i+1]...)
	}
	return out
}

var soldOutHead = headed(headerCacheControl, noStore)

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
