package api

import (
	"context"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"wanjia/events"
)

// How full a show is, everybody may ask at once and without a sign-in. It is kept ready
// to be sent, packed too, and answered before the router has looked at it, as the
// figures of a session are.

const (
	statusPath    = "/status/"
	occupancyPath = "/occupancy"
	occupancyKey  = "occupancy/"
)

// headerVary tells a cache that an answer may come packed.
var (
	headerVary     = []byte(fiber.HeaderVary)
	byEncoding     = []byte(fiber.HeaderAcceptEncoding)
	headerEncoding = []byte(fiber.HeaderContentEncoding)
	gzipCoding     = []byte("gzip")
)

// ready is an answer for everybody in the two forms it may be sent in.
type ready struct {
	hotBody          // as it is
	packed   hotBody // with gzip
	mimeType string
}

// readily makes body what can be sent at any moment.
func readily(body hotBody, mimeType string) ready {
	policy := pagePolicy
	if mimeType == fiber.MIMEApplicationJSON {
		policy = dataPolicy
	}
	packed := hotBody{bytes: gzipped(body.bytes), tag: body.tag[:len(body.tag)-1] + `-gz"`}
	lines := func(tag string, more ...[]byte) []byte {
		return headedBy(policy, append(more, headerCacheControl, occupancyFor, headerVary, byEncoding, headerETag, []byte(tag))...)
	}
	body.head, packed.head = lines(body.tag), lines(packed.tag, headerEncoding, gzipCoding)
	return ready{body, packed, mimeType}
}

// of is the form whoever sends this Accept-Encoding gets.
func (r *ready) of(accepted []byte) *hotBody {
	if len(accepted) > 0 && accepts(string(accepted), "gzip") {
		return &r.packed
	}
	return &r.hotBody
}

// send sends it by way of the router.
func (r *ready) send(c *fiber.Ctx) error {
	body := r.of(c.Request().Header.Peek(fiber.HeaderAcceptEncoding))
	h := &c.Response().Header
	h.SetCanonical(headerCacheControl, occupancyFor)
	h.SetCanonical(headerVary, byEncoding)
	if body == &r.packed {
		h.SetCanonical(headerEncoding, gzipCoding)
	}
	return sendTagged(c, body.tag, r.mimeType, body.bytes)
}

// statusOf is the page of an event, at most a second old.
func (a *API) statusOf(ctx context.Context, event events.ID) (ready, error) {
	return a.full.Get(ctx, statusPath[1:]+string(event), func(ctx context.Context) (ready, error) {
		body, err := a.makeStatus(ctx, event)
		if err != nil {
			return ready{}, err
		}
		return readily(body, fiber.MIMETextHTMLCharsetUTF8), nil
	})
}

// fullnessOf is the same as figures, for the event of a session; at most a second old.
func (a *API) fullnessOf(ctx context.Context, session events.SessionID) (ready, error) {
	return a.full.Get(ctx, occupancyKey+string(session), func(ctx context.Context) (ready, error) {
		s, err := a.Events.Session(ctx, session)
		if err != nil {
			return ready{}, err
		}
		return a.figuresOf(ctx, s.Event)
	})
}

// figuresOf is the same as figures.
func (a *API) figuresOf(ctx context.Context, event events.ID) (ready, error) {
	o, err := a.occupancy(ctx, event)
	if err != nil {
		return ready{}, err
	}
	body, err := tagging(o, func(o *Occupancy) { o.AsOf = time.Time{} })
	if err != nil {
		return ready{}, err
	}
	return readily(body, fiber.MIMEApplicationJSON), nil
}

// answerFull answers for [API.getStatus] and [API.getOccupancy] if it can, and says
// whether it did.
func (a *API) answerFull(fc *fasthttp.RequestCtx, target []byte) bool {
	figures, key := a.statusFigures, target[1:]
	var room [320]byte // an address that between takes has 256 bytes at most
	if _, ok := between(target, statusPath, ""); !ok {
		session, ok := between(target, sessionsPath, occupancyPath)
		if !ok {
			return false
		}
		figures, key = a.fullFigures, append(append(room[:0], occupancyKey...), session...)
	}
	if !usual(&fc.Request.Header) {
		return false
	}
	now := a.full.Now()
	answer, ok := atHand(&a.full, key, now)
	if !ok {
		return false
	}
	body := answer.of(fc.Request.Header.Peek(fiber.HeaderAcceptEncoding))
	status := sendHot(fc, body, answer.mimeType)
	figures.observe(&a.measures, fiber.MethodGet, status, now.Sub(fc.Time()))
	return true
}
