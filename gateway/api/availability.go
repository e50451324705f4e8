package api

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
)

var (
	headerETag = []byte("Etag") // as fasthttp writes it
	oneSecond  = []byte("public, max-age=1")
)

// hotBody is an answer made once for everybody.
type hotBody struct {
	bytes []byte
	tag   string
	head  []byte // of availability: the lines of the answer's head, see [headed]
}

// getAvailability answers GET /v1/sessions/{session}/availability: 200
// Availability | 304 | 404 no_such_session | 503 rebuilding.
//
// A whole city asks for it in the minute booking opens. It is a bare handler over
// bytes that are made a few times a second, whoever asks, and a cache in front
// may keep them for a second more.
func (a *API) getAvailability(c *fiber.Ctx) error {
	id := events.SessionID(c.Params("session"))
	body, err := a.hot.Get(c.UserContext(), string(id), func(ctx context.Context) (hotBody, error) {
		return a.makeAvailability(ctx, id)
	})
	if err != nil {
		return err
	}
	c.Response().Header.SetCanonical(headerCacheControl, oneSecond)
	return sendTagged(c, body.tag, fiber.MIMEApplicationJSON, body.bytes)
}

func (a *API) makeAvailability(ctx context.Context, id events.SessionID) (hotBody, error) {
	pools, err := a.Tickets.Availability(ctx, id)
	if err != nil {
		return hotBody{}, err
	}
	if len(pools) == 0 { // a session without pools, or none at all
		if _, err := a.Events.Session(ctx, id); err != nil {
			return hotBody{}, err
		}
	}
	out := Availability{Session: id, AsOf: here(a.Now()), Pools: make([]Pool, len(pools))}
	for i, p := range pools {
		out.Pools[i] = wirePool(p)
		if asOf := here(p.AsOf); asOf.Before(out.AsOf) && !p.AsOf.IsZero() {
			out.AsOf = asOf // as old as the oldest of its figures
		}
	}
	// The tag is of the figures alone: unchanged ones read a moment later are the
	// same answer, and a page that asks every second gets 304.
	figures, err := json.Marshal(out.Pools)
	if err != nil {
		return hotBody{}, fmt.Errorf("encode availability: %w", err)
	}
	body, err := json.Marshal(out)
	if err != nil {
		return hotBody{}, fmt.Errorf("encode availability: %w", err)
	}
	tag := "W/" + tagOf(figures)
	return hotBody{body, tag, headed(headerCacheControl, oneSecond, headerETag, []byte(tag))}, nil
}

// tagOf is an entity tag of these bytes.
func tagOf(b []byte) string {
	sum := sha256.Sum256(b)
	return `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
}

// sendTagged sends the body, or 304 to whoever has it already.
func sendTagged(c *fiber.Ctx, tag, contentType string, body []byte) error {
	h := &c.Response().Header
	h.SetCanonical(headerETag, []byte(tag))
	if tagged(c.Get(fiber.HeaderIfNoneMatch), tag) {
		c.Status(fiber.StatusNotModified)
		return nil
	}
	h.SetContentType(contentType)
	c.Response().SetBodyRaw(body) // never written to, so it need not be copied
	return nil
}

// tagged says whether an If-None-Match names the tag. Weak and strong compare
// alike, as the header asks for.
func tagged(header, tag string) bool {
	if header == "" {
		return false
	}
	tag = strings.TrimPrefix(tag, "W/")
	for given := range strings.SplitSeq(header, ",") {
		given = strings.TrimSpace(given)
		if given == "*" || strings.TrimPrefix(given, "W/") == tag {
			return true
		}
	}
	return false
}

func hasSuffixFold(s, suffix string) bool {
	return len(s) >= len(suffix) && strings.EqualFold(s[len(s)-len(suffix):], suffix)
}
