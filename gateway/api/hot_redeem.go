package api

import (
	"net/http"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// The route of an admission, by which the gates let a whole evening in; as in the table.
const (
	redeemRoute = "redeem"
	redeemPath  = "/v1/checkin/redeem"
)

// answerAtGate is [API.answerHot] of a gate server.
func (a *API) answerAtGate(fc *fasthttp.RequestCtx) bool {
	h := &fc.Request.Header
	return !a.behind(fc) && h.IsPost() && string(h.RequestURI()) == redeemPath && usual(h) && a.answerRedeem(fc)
}

// answerRedeem is a line of a device's log as the gate's page sends it, by the order of
// [API.guard]: that no other site's page asks, which device it is, and [API.postRedeem].
// Whatever else comes, and from whoever is no device, is left to the route.
func (a *API) answerRedeem(fc *fasthttp.RequestCtx) bool {
	h := &fc.Request.Header
	var in GateRedeemInput
	if a.Gates == nil || !(ownPage(h) || noPage(h)) || !usualPress(h) || !in.read(fc.Request.Body()) {
		return false
	}
	ctx := a.hotContext(fc, redeemRoute)
	defer ctx.end()
	d, err := a.deviceOf(ctx, string(h.Peek(fiber.HeaderAuthorization)))
	if err != nil {
		return false
	}
	ctx.request.device = &d
	body, err := safely(func() ([]byte, error) {
		out, err := a.postRedeem(ctx, &in)
		if err != nil {
			return nil, err
		}
		return encodeVerdict(&out.Body)
	})
	return a.sendPress(fc, ctx, a.redeemFigures, http.StatusOK, body, err)
}

// noPage says whether nothing says that a page of anybody's sends a request, as a
// program's request has it.
func noPage(h *fasthttp.RequestHeader) bool {
	return len(h.Peek("Sec-Fetch-Site")) == 0 && len(h.Peek(fiber.HeaderOrigin)) == 0
}
