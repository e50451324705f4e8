package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// Access says who may use a route. The zero value lets nobody in.
type Access uint8

// Who may.
const (
	nobody   Access = iota
	anyone          // no questions asked; the token is not even read
	signedIn        // any account
	admins          // accounts with the role admin; everyone else sees 403
	demoOnly        // anyone, from this machine, while DevLogins is on; else 404
)

// String names the access as the document does.
func (a Access) String() string {
	names := [...]string{"nobody", "anyone", "signed in", "administrators", "this machine, in a demonstration"}
	if int(a) < len(names) {
		return names[a]
	}
	return names[nobody]
}

// Class says how a route is rate limited; see limits.go.
type Class uint8

// The classes.
const (
	free    Class = iota // cheap and the same for all
	reading              // by address, counted in this process
	taking               // by account, counted for the whole house
	signing              // by address, counted for the whole house
)

// Route is one row of the table.
type Route struct {
	Method, Path, ID string
	Who              Access
	Rate             Class
	Status           int  // of success; 0 means 200
	Once             bool // needs an Idempotency-Key
	Summary          string
	serve            binding
	Faults           []*fault.Error // that this route may answer with, besides those any may
}

// routes is everything the house answers to, apart from the pages.
func (a *API) routes() []Route {
	return []Route{
		{"GET", "/livez", "livez", anyone, free, 0, false, "Whether the process is alive", plain(a.getLivez, "text/plain", nil), nil},
		{"GET", "/readyz", "readyz", anyone, free, 0, false, "Whether every part works, and which does not", plain(a.getReadyz, "application/json", Readiness{}), nil},
		{"GET", "/metrics", "metrics", anyone, free, 0, false, "Figures for Prometheus", plain(a.getMetrics, "text/plain", nil), nil},
		{"GET", "/openapi.json", "openapi", anyone, free, 0, false, "This document", plain(a.getSpec, "application/json", nil), nil},
		{"GET", "/docs", "docs", anyone, free, 0, false, "This document, to read", plain(a.getDocs, "text/html", nil), nil},
		{"GET", "/docs/{file}", "docs-file", anyone, free, 0, false, "What the documentation page is made of", plain(a.getDocs, "text/plain", nil), nil},
		{"GET", "/v1/about", "about", anyone, reading, 0, false, "What this is, and whether it is a demonstration", typed(a.getAbout), nil},

		{"POST", "/v1/auth/codes", "request-code", anyone, signing, 202, false, "Send a sign-in code to a phone", typed(a.postCode), faults(identity.ErrPhone, identity.ErrVia, identity.ErrTooMany)},
		{"POST", "/v1/auth/sessions", "sign-in", anyone, signing, 201, false, "Trade a code for a session", typed(a.postSession), faults(identity.ErrPhone, identity.ErrCodeWrong, identity.ErrCodeLocked)},
		{"DELETE", "/v1/auth/sessions/current", "sign-out", signedIn, taking, 204, false, "End this session", typed(a.deleteSession), nil},
		{"GET", "/v1/me", "me", signedIn, reading, 0, false, "Who is signed in", typed(a.getMe), nil},
		{"GET", "/v1/me/claims", "my-claims", signedIn, reading, 0, false, "The places I hold or held, newest first", typed(a.getMyClaims), faults(errCursor)},

		{"GET", "/v1/events", "list-events", anyone, reading, 0, false, "Events that are not over, soonest first", typed(a.getEvents), faults(errCursor)},
		{"GET", "/v1/events/{event}", "get-event", anyone, reading, 0, false, "One event", typed(a.getEvent), faults(events.ErrNoEvent)},
		{"GET", "/v1/events/{event}/sessions", "list-sessions", anyone, reading, 0, false, "The sessions of an event, soonest first", typed(a.getSessions), faults(events.ErrNoEvent)},
		{"GET", "/v1/events/{event}/cover", "event-cover", anyone, reading, 0, false, "The picture of an event", plain(a.getCover, "image/*", nil), faults(events.ErrNoEvent, errNoCover)},
		{"GET", "/v1/sessions/{session}/availability", "availability", anyone, free, 0, false, "Places left, the same bytes for everybody", plain(a.getAvailability, "application/json", Availability{}), faults(events.ErrNoSession, ticketing.ErrRebuilding)},

		{"POST", "/v1/pools/{pool}/claims", "claim", signedIn, taking, 201, true, "Take places for a party, all or none", typed(a.postClaim), faults(ticketing.ErrNoPool, ticketing.ErrPartySize, ticketing.ErrNotOpen, ticketing.ErrClosed, ticketing.ErrSoldOut, ticketing.ErrAlreadyClaimed, ticketing.ErrLapsed, ticketing.ErrPending, ticketing.ErrRebuilding)},
		{"GET", "/v1/claims/{claim}", "get-claim", signedIn, reading, 0, false, "One claim of mine", typed(a.getClaim), faults(ticketing.ErrNoClaim)},
		{"DELETE", "/v1/claims/{claim}", "release-claim", signedIn, taking, 200, false, "Give a claim back; repeating it answers the same", typed(a.deleteClaim), faults(ticketing.ErrNoClaim)},

		{"GET", "/v1/system", "system", admins, reading, 0, false, "Parts, queues and documents", typed(a.getSystem), nil},
		{"ALL", "/console/queues", "queue-console", admins, free, 0, false, "The queue console", mounted(a.Queues), nil},

		{"GET", "/v1/dev/messages", "dev-messages", demoOnly, reading, 0, false, "What would have been sent to a phone", typed(a.getDevMessages), nil},
		{"GET", "/v1/dev/logins", "dev-logins", demoOnly, reading, 0, false, "Accounts to try", typed(a.getDevLogins), nil},
	}
}

func faults(list ...*fault.Error) []*fault.Error { return list }

// binding puts a route's handler behind its guard.
type binding func(d *desk, op huma.Operation)

// desk is what a binding registers at.
type desk struct {
	api    *API
	huma   huma.API
	router guarded
}

// register puts the whole table on the app and makes the document.
func (a *API) register(app *fiber.App) {
	spec := a.newSpec()
	router := guarded{Router: app, guards: map[string]fiber.Handler{}}
	d := &desk{api: a, router: router, huma: humafiber.NewWithGroup(app, router, huma.Config{
		OpenAPI:       spec,
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
	})}
	for _, r := range a.routes() {
		op := r.operation()
		router.guards[op.Method+" "+fiberPath(op.Path)] = a.guard(r)
		r.serve(d, op)
	}
	describeFaults(spec, a.routes())
	a.spec = indent(spec)
}

// typed binds a handler whose input and output structs are the validation and
// the document.
func typed[I, O any](handler func(context.Context, *I) (*O, error)) binding {
	return func(d *desk, op huma.Operation) {
		huma.Register(d.huma, op, func(ctx context.Context, in *I) (*O, error) {
			out, err := handler(ctx, in)
			if err != nil {
				return nil, d.api.problem(ctx, err)
			}
			return out, nil
		})
	}
}

// plain binds a bare Fiber handler, for what is hot or is not JSON, and documents
// that it answers with contentType, shaped as body if there is one.
func plain(handler fiber.Handler, contentType string, body any) binding {
	return func(d *desk, op huma.Operation) {
		d.router.Add(op.Method, fiberPath(op.Path), handler)
		spec := d.huma.OpenAPI()
		op.Parameters = pathParams(op.Path)
		op.Responses = map[string]*huma.Response{"200": {
			Description: "OK",
			Content:     map[string]*huma.MediaType{contentType: {Schema: shapeOf(spec, body)}},
		}}
		spec.AddOperation(&op)
	}
}

// mounted binds a net/http handler and all that lies below the path. It is not
// part of the document.
func mounted(h http.Handler) binding {
	return func(d *desk, op huma.Operation) {
		guard := d.router.guards[op.Method+" "+op.Path]
		serve := func(*fiber.Ctx) error { return fiber.ErrNotFound }
		if h != nil {
			serve = mount(h)
		}
		d.router.Router.Use(op.Path, guard, serve)
	}
}

func (r Route) operation() huma.Operation {
	op := huma.Operation{
		Method: r.Method, Path: r.Path, OperationID: r.ID, Summary: r.Summary,
		DefaultStatus: r.Status, Tags: []string{r.tag()}, MaxBodyBytes: bodyLimit + 1,
		Extensions: map[string]any{"x-access": r.Who.String()},
	}
	switch r.Who {
	case signedIn, admins:
		op.Security = []map[string][]string{{"cookie": {}}, {"bearer": {}}}
	}
	return op
}

// tag is the noun the route is about.
func (r Route) tag() string {
	if rest, ok := strings.CutPrefix(r.Path, "/v1/"); ok {
		noun, _, _ := strings.Cut(rest, "/")
		return noun
	}
	return "service"
}

// guarded is a router on which every route has its guard in front and answers
// HEAD where it answers GET. A route without a guard cannot be added.
type guarded struct {
	fiber.Router
	guards map[string]fiber.Handler
}

// Add implements [fiber.Router].
func (g guarded) Add(method, path string, handlers ...fiber.Handler) fiber.Router {
	guard, ok := g.guards[method+" "+path]
	if !ok {
		panic("no row in the route table for " + method + " " + path)
	}
	handlers = append([]fiber.Handler{guard}, handlers...)
	if method == fiber.MethodGet {
		g.Router.Add(fiber.MethodHead, path, handlers...)
	}
	return g.Router.Add(method, path, handlers...)
}

// fiberPath writes {name} as Fiber's :name.
func fiberPath(path string) string {
	return strings.NewReplacer("{", ":", "}", "").Replace(path)
}
