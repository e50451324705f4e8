package api

import (
	"bytes"
	"strconv"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"wanjia/ticketing"
)

// What a whole city does at once is answered before the router has looked at it: the
// figures of a session, the refusal of a press on what is sold out, the usual press, and
// the usual admission at a gate.
// It is answered as the route would; whatever is unusual about a request is left to that.

const (
	sessionsPath     = "/v1/sessions/"
	availabilityPath = "/availability"
	poolsPath        = "/v1/pools/"
	claimsPath       = "/claims"
)

// answerHot answers a request if it can, and says whether it did.
func (a *API) answerHot(fc *fasthttp.RequestCtx) bool {
	h := &fc.Request.Header
	if a.behind(fc) {
		return false
	}
	// As it came: what is escaped or has a query is not the usual address.
	target := h.RequestURI()
	switch {
	case h.IsGet():
		if id, ok := between(target, sessionsPath, availabilityPath); ok && usual(h) {
			return a.answerFigures(fc, id)
		}
		return a.answerFull(fc, target)
	case h.IsPost():
		if id, ok := between(target, poolsPath, claimsPath); ok && usual(h) {
			pool := ticketing.PoolID(id)
			return a.answerSoldOut(fc, pool) || a.answerClaim(fc, pool)
		}
		return string(target) == redeemPath && usual(h) && a.answerRedeem(fc)
	}
	return false
}

// behind says whether a request may have come another way than it seems.
func (a *API) behind(fc *fasthttp.RequestCtx) bool { return len(a.TrustedProxies) > 0 || fc.IsTLS() }

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
	status := sendHot(fc, &body, fiber.MIMEApplicationJSON)
	a.hotFigures.observe(&a.measures, fiber.MethodGet, status, now.Sub(fc.Time()))
	return true
}

// sendHot sends a body with its head, or 304 to whoever has it already, and returns the
// status.
func sendHot(fc *fasthttp.RequestCtx, body *hotBody, contentType string) int {
	head := &fc.Response.Header
	head.SetCanonical(headerNosniff, body.head)
	var id [hotIDSize]byte
	head.SetCanonical(headerRequestID, appendHotID(id[:0], fc))
	status := fiber.StatusOK
	if given := fc.Request.Header.Peek(fiber.HeaderIfNoneMatch); len(given) > 0 && tagged(string(given), body.tag) {
		status = fiber.StatusNotModified
	} else {
		head.SetContentType(contentType)
		fc.Response.SetBodyRaw(body.bytes) // never written to, so it need not be copied
	}
	fc.SetStatusCode(status)
	return status
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

// headed are the lines of the head of an answer in JSON behind the name of the first
// one, [headerNosniff], as one value.
func headed(more ...[]byte) []byte { return headedBy(dataPolicy, more...) }

// headedBy is [headed] for what goes by another policy.
func headedBy(policy []byte, more ...[]byte) []byte {
	out := bytes.Clone(nosniff)
	more = append(more, headerPolicy, policy)
	for i := 0; i < len(more); i += 2 {
		out = append(append(append(append(out, "\r\n"...), more[i]...), ": "...), more[i+1]...)
	}
	return out
}
