package api

import (
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"wanjia/ticketing"
)

// A route that is pressed by thousands at once may answer the usual form of its
// request directly. It answers as the typed handler behind it would, which stays its
// description and takes whatever is not of that form.

// direct answers a request, or says that it is not of the usual form.
type direct func(c *fiber.Ctx) (answered bool, err error)

// directly is the row with a short way for the usual request.
func (r Route) directly(d direct) Route {
	r.direct = d
	return r
}

// next goes the short way, if there is one and it leads there.
func (r Route) next(c *fiber.Ctx) error {
	if r.direct != nil {
		if answered, err := r.direct(c); answered {
			return err
		}
	}
	return c.Next()
}

// claimDirectly is [API.postClaim] for {"party":3}: a press of somebody for
// themselves. The key was looked at by [API.once].
func (a *API) claimDirectly(c *fiber.Ctx) (bool, error) {
	party, only := partyOnly(c.Body())
	pool := ticketing.PoolID(c.Params("pool"))
	h := &c.Request().Header
	if !only || party < 1 || party > 1000 || !plainName(string(pool)) || !usualPress(h) {
		return false, nil
	}
	in := ClaimInput{Pool: pool, Key: c.Get("Idempotency-Key"), Body: ClaimRequest{Party: party}}
	out, err := a.postClaim(c.UserContext(), &in)
	if err != nil {
		return true, err
	}
	body, err := encodeClaim(&out.Body)
	if err != nil {
		return true, fmt.Errorf("encode claim: %w", err)
	}
	c.Response().Header.SetContentType(fiber.MIMEApplicationJSON)
	c.Status(fiber.StatusCreated).Response().SetBodyRaw(body)
	return true, nil
}

// usualPress says whether the typed handler would find nothing to say against the
// headers of a press.
func usualPress(h *fasthttp.RequestHeader) bool {
	return len(h.Peek(headerRetry)) <= 8 && string(h.ContentType()) == fiber.MIMEApplicationJSON &&
		takesJSON(string(h.Peek(fiber.HeaderAccept)))
}

// takesJSON says whether whoever sends this Accept surely takes JSON.
func takesJSON(accept string) bool {
	return accept == "" || accept == "*/*" || strings.HasPrefix(accept, fiber.MIMEApplicationJSON)
}

// plainName says whether s has the form of a pool's id.
func plainName[S string | []byte](s S) bool {
	if len(s) == 0 || len(s) > 128 {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_', c == '.':
		default:
			return false
		}
	}
	return true
}
