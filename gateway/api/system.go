package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
)

// Part is one thing the house stands on.
type Part struct {
	Name   string `json:"name" example:"documents"`
	State  string `json:"state" enum:"ok,failing"`
	Kind   string `json:"kind" enum:"embedded,external"`
	Detail string `json:"detail" doc:"Version and place, or what is wrong and what to do"`
}

// Queue is how much work waits in one queue.
type Queue struct {
	Name      string `json:"name"`
	Pending   int    `json:"pending"`
	Active    int    `json:"active"`
	Scheduled int    `json:"scheduled"`
	Retry     int    `json:"retry"`
	Archived  int    `json:"archived" doc:"Given up on"`
}

// Documents is how many documents a collection holds.
type Documents struct {
	Collection string `json:"collection"`
	Count      int    `json:"count"`
}

// SystemState is what an operator sees first; "System" in the document.
type SystemState struct {
	Version   string      `json:"version"`
	Started   time.Time   `json:"started"`
	Demo      bool        `json:"demo"`
	Parts     []Part      `json:"parts" nullable:"false"`
	Queues    []Queue     `json:"queues" nullable:"false"`
	Documents []Documents `json:"documents" nullable:"false"`
	AsOf      time.Time   `json:"as_of"`
}

// About is what anybody may know of this installation.
type About struct {
	Name      string    `json:"name"`
	Version   string    `json:"version"`
	Demo      bool      `json:"demo" doc:"The dataset is made up"`
	DevLogins bool      `json:"dev_logins" doc:"/v1/dev is open to this machine"`
	AtGates   bool      `json:"at_gates" doc:"A gate server: only the gates' page is here, and nobody signs in"`
	Time      time.Time `json:"time"`
	// What the foot of every page says; "" is not shown.
	Operator     string `json:"operator" doc:"Who runs this"`
	Hotline      string `json:"hotline" doc:"Number to call about anything"`
	FilingICP    string `json:"filing_icp" doc:"备案号"`
	FilingPolice string `json:"filing_police" doc:"公安备案号"`
}

// getAbout answers GET /v1/about: 200 About.
func (a *API) getAbout(context.Context, *struct{}) (*reply[About], error) {
	return &reply[About]{About{
		Name: "万家", Version: a.Version, Demo: a.Demo, DevLogins: a.DevLogins, AtGates: a.AtGates, Time: here(a.Now()),
		Operator: a.Operator, Hotline: a.Hotline, FilingICP: a.FilingICP, FilingPolice: a.FilingPolice,
	}}, nil
}

// getSystem answers GET /v1/system: 200 System | 401 | 403.
func (a *API) getSystem(ctx context.Context, _ *struct{}) (*reply[SystemState], error) {
	out := SystemState{
		Version: a.Version, Started: here(a.Started), Demo: a.Demo, AsOf: here(a.Now()),
		Parts: a.partsNow(ctx), Queues: []Queue{}, Documents: []Documents{},
	}
	if a.System == nil {
		return &reply[SystemState]{out}, nil
	}
	queues, err := a.System.Queues(ctx)
	if err != nil {
		return nil, fmt.Errorf("count queued work: %w", err)
	}
	documents, err := a.System.Documents(ctx)
	if err != nil {
		return nil, fmt.Errorf("count documents: %w", err)
	}
	out.Queues = append(out.Queues, queues...)
	out.Documents = append(out.Documents, documents...)
	return &reply[SystemState]{out}, nil
}

// partsNow looks at every part, at most once a second whoever asks.
func (a *API) partsNow(ctx context.Context) []Part {
	if a.System == nil {
		return []Part{}
	}
	parts, err := a.parts.Get(ctx, "", func(ctx context.Context) ([]Part, error) {
		ctx, cancel := context.WithTimeout(ctx, partsWithin)
		defer cancel()
		return append([]Part{}, a.System.Parts(ctx)...), nil
	})
	if err != nil {
		return []Part{{Name: "parts", State: "failing", Kind: "embedded", Detail: "looking took too long"}}
	}
	return parts
}

// partsWithin is how long a look at the parts may take; orchestrators stop
// waiting after a few seconds.
const partsWithin = 2 * time.Second

// mount serves a net/http handler, whose pages carry scripts of their own and
// fetch fonts from elsewhere, which is not let through.
func mount(h http.Handler) fiber.Handler {
	serve := adaptor.HTTPHandler(h)
	return func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentSecurityPolicy, "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "+
			"img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'")
		return serve(c)
	}
}
