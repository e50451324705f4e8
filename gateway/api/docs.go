package api

import (
	"embed"

	"github.com/gofiber/fiber/v2"
)

// The documentation page draws /openapi.json with a script of our own: it works
// without any other host, and so under our content policy.
//
//go:embed docs
var docs embed.FS

// getDocs answers GET /docs and the files it is made of: 200 | 404 no_such_route.
func (a *API) getDocs(c *fiber.Ctx) error {
	name := c.Params("file", "index.html")
	body, err := docs.ReadFile("docs/" + name)
	if err != nil {
		return errNoRoute
	}
	c.Set(fiber.HeaderCacheControl, "no-cache")
	return sendTagged(c, tagOf(body), typeOf(name), body)
}
