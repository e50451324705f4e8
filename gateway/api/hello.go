package api

import (
	"net"

	"github.com/gofiber/fiber/v2"
)

// Hello serves l with the least the router can do. It is the yardstick of the
// benchmarks: what a route costs is told as a share of it, measured by the same
// client in the same minute.
func Hello(l net.Listener) error { return helloApp().Listener(l) }

func helloApp() *fiber.App {
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Get("/", func(c *fiber.Ctx) error { return c.SendString("hello") })
	return app
}
