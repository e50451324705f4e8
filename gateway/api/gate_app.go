package api

import (
	"path"
	"strings"

	"github.com/gofiber/fiber/v2"
)

// GateApp returns what a gate server answers to: the gates' page, what their devices
// ask, and whether it is well. Of the fields of an API only those about gates are
// needed. It is called once.
func (a *API) GateApp() *fiber.App {
	adoptErrors()
	a.prepare()
	app := fiber.New(a.config())
	refuseOddMethods(app, a.answerAtGate)
	app.Server().HeaderReceived = requestBounds
	app.Use(a.edge)
	a.registerSome(app, atGates)
	app.Use(a.serveGate)
	return app
}

// atGates says whether a gate server has a route.
func atGates(r Route) bool {
	switch r.ID {
	case "livez", "readyz", "metrics", "about", "begin-device":
		return true
	}
	return r.Who == devices
}

// serveGate is serveWeb for a server that has one page.
func (a *API) serveGate(c *fiber.Ctx) error {
	name := c.Path()
	if name == "/" && c.Method() == fiber.MethodGet {
		return c.Redirect("/gate")
	}
	file := path.Ext(name) != "" || strings.HasPrefix(name, "/assets/")
	if !file && entryOf(name) != "gate/index.html" {
		return errNoRoute
	}
	return a.serveWeb(c)
}
