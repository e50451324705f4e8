package api

import (
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"wanjia/events"
)

const (
	sessionsPath     = "/v1/sessions/"
	availabilityPath = "/availability"
)

// answerHot answers what a whole city asks for at once before the router has looked
// at it, if the bytes are at hand, and says whether it did. It does what the route's
// handler does; whatever is unusual about the request is left to that.
func (a *API) answerHot(fc *fasthttp.RequestCtx) bool {
	h := &fc.Request.Header
	if !h.IsGet() || len(a.TrustedProxies) > 0 || fc.IsTLS() {
		return false
	}
	// As it came: what is escaped or has a query is not the usual address.
	target := h.RequestURI()
	if len(target) > 256 || len(target) <= len(sessionsPath)+len(availabilityPath) || string(target[:len(sessionsPath)]) != sessionsPath {
		return false
	}
	id, ok := strings.CutSuffix(string(target[len(sessionsPath):]), availabilityPath)
	if !ok || !plainName(id) || id == "." || id == ".." {
		return false
	}
	if len(h.Peek(fiber.HeaderXRequestID)) > 0 || len(h.ContentEncoding()) > 0 {
		return false
	}
	start := a.Now()
	body, ok := a.hot.known(events.SessionID(id))
	if !ok {
		return false
	}
	head := &fc.Response.Header
	for _, line := range headers {
		head.SetCanonical(line[0], line[1])
	}
	head.SetCanonical(headerRequestID, appendRequestID(nil))
	head.SetCanonical(headerCacheControl, oneSecond)
	head.SetCanonical(headerETag, []byte(body.tag))
	status := fiber.StatusOK
	if given := h.Peek(fiber.HeaderIfNoneMatch); len(given) > 0 && tagged(string(given), body.tag) {
		status = fiber.StatusNotModified
	} else {
		head.SetContentType(fiber.MIMEApplicationJSON)
		fc.Response.SetBodyRaw(body.bytes) // never written to, so it need not be copied
	}
	fc.SetStatusCode(status)
	a.hotFigures.observe(&a.measures, fiber.MethodGet, status, a.Now().Sub(start))
	return true
}
