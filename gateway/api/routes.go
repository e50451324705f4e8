package api

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"wanjia/events/fault"
	"wanjia/gateway/identity"
)

// Access says who may use a route. The zero value lets nobody in.
type Access uint8

// Who may.
const (
	nobody   Access = iota
	anyone          // no questions asked; the token is not even read
	signedIn        // any account
	holders         // accounts that hold the right the row needs, somewhere; see [Route.needs]
	devices         // a device of a gate that was set up and is in use
	edges           // a gate server that was set up and is in use
	demoOnly        // anyone, from this machine, while DevLogins is on; else 404
)

// String names the access as the document does.
func (a Access) String() string {
	names := [...]string{"nobody", "anyone", "signed in", "holders of a right", "devices of a gate", "gate servers", "this machine, in a demonstration"}
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
	Needs            identity.Right // for holders
	Rate             Class
	Status           int  // of success; 0 means 200
	Once             bool // needs an Idempotency-Key
	Summary          string
	serve            binding
	Faults           []*fault.Error // that this route may answer with, besides those any may

	// Own says that what the route makes has an id made from the key, so that a repeat
	// finds what the first one made and nothing need be kept for it.
	Own bool

	// early refuses from memory what would only cost the parts behind, once it is
	// known who asks; nil refuses nothing.
	early fiber.Handler

	direct direct // answers the usual request without the typed handler; nil for none
}

// routes is everything the house answers to, apart from the pages. Each noun's
// rows stand in its own table_*.go. The router looks through them in this order: what
// a rush asks for comes first.
func (a *API) routes() []Route {
	return slices.Concat(a.ticketTable(), a.houseTable(), a.identityTable(), a.eventTable(),
		a.ownTable(), a.communityTable(), a.organisationTable(), a.importTable(), a.stockTable(), a.editionTable(), a.deskTable(),
		a.visitTable(), a.liveTable(), a.stageTable(), a.showTable(), a.gateTable(), a.crowdTable(), a.seatingTable(), a.banquetTable())
}

// row is a row of the table.
func row(method, path, id string, who Access, rate Class, status int, once bool, summary string, serve binding, may []*fault.Error) Route {
	return Route{Method: method, Path: path, ID: id, Who: who, Rate: rate, Status: status, Once: once, Summary: summary, serve: serve, Faults: may}
}

// needs is the row for those who hold the right at some node of the organisation;
// which nodes is what the handler asks [API.reach].
func (r Route) needs(right identity.Right) Route {
	r.Who, r.Needs = holders, right
	return r
}

// refusing is the row with a refusal from memory in front.
func (r Route) refusing(early fiber.Handler) Route {
	r.early = early
	return r
}

// owning is the row of a route whose own ids make repeats the same.
func (r Route) owning() Route {
	r.Own = true
	return r
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
	a.registerSome(app, func(Route) bool { return true })
}

// registerSome is register for the rows that are wanted.
func (a *API) registerSome(app *fiber.App, wanted func(Route) bool) {
	routes := slices.DeleteFunc(a.routes(), func(r Route) bool { return !wanted(r) })
	spec := a.newSpec()
	router := guarded{Router: app, guards: map[string]fiber.Handler{}}
	d := &desk{api: a, router: router, huma: humafiber.NewWithGroup(app, router, huma.Config{
		OpenAPI:       spec,
		Formats:       map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
	})}
	for _, r := range routes {
		op := r.operation()
		router.guards[op.Method+" "+fiberPath(op.Path)] = a.guard(r)
		r.serve(d, op)
	}
	describeFaults(spec, routes)
	a.spec = sync.OnceValue(func() []byte { return indent(spec) })
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
	case signedIn, holders:
		op.Security = []map[string][]string{{"cookie": {}}, {"bearer": {}}}
	}
	if r.Who == devices {
		op.Security = []map[string][]string{{"device": {}}}
	}
	if r.Who == edges {
		op.Security = []map[string][]string{{"edge": {}}}
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
