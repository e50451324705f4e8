package api

import (
	"github.com/gofiber/fiber/v2"
)

// Readiness says whether requests can be answered, and what stands in the way.
type Readiness struct {
	Ready bool   `json:"ready"`
	Parts []Part `json:"parts" nullable:"false"`
}

// getLivez answers GET /livez: 200 while the process answers at all.
func (a *API) getLivez(c *fiber.Ctx) error {
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.SendString("ok")
}

// getReadyz answers GET /readyz: 200 Readiness, or 503 with the same body.
func (a *API) getReadyz(c *fiber.Ctx) error {
	out := Readiness{Ready: true, Parts: a.partsNow(c.UserContext())}
	for _, p := range out.Parts {
		out.Ready = out.Ready && p.State == "ok"
	}
	if !out.Ready {
		c.Status(fiber.StatusServiceUnavailable).Set(fiber.HeaderRetryAfter, "1")
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.JSON(out)
}
