// Package api is the HTTP edge: it decodes, asks one method of a domain, and
// encodes. It alone knows routes, status codes, cookies and who may ask what; the
// list of it all is in routes.go.
package api

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/netip"
	"reflect"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"

	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/community/duplicates"
	"wanjia/events/community/intake"
	"wanjia/events/objects"
	"wanjia/events/paper"
	"wanjia/gateway/identity"
	"wanjia/streaming"
	"wanjia/ticketing"
	"wanjia/ticketing/seating/runs"
)

// API is the HTTP edge. Its fields are set once, before [API.App]; Log, Now,
// Events, Tickets, Identity, Community and Audit are required, the rest may be left
// out, as said.
type API struct {
	Events   *events.Service
	Tickets  *ticketing.Service
	Identity *identity.Service

	Community *community.Service
	Fonts     *paper.Fonts // to print with; nil takes the system's
	Audit     *audit.Log
	Imports   *intake.Service // lists brought in; nil takes none

	Duplicates *duplicates.Finder // proposals; nil for none, and then Merger is too
	Merger     *community.Merger

	Limiter  Limiter  // shared rate limits; nil counts in this process only
	Replies  Replies  // answers kept by idempotency key; nil keeps none
	System   System   // what the house consists of; nil for nothing
	Objects  Objects  // pictures; nil for none
	Messages Messages // what a demonstration would have sent; nil for none
	Tellings Tellings // who was told of a bulletin; nil for none

	Live     Live             // what is on air; nil for nothing
	Stage    Stage            // where it is performed; nil for nowhere
	StageAt  string           // addresses of its server, as a page's policy names them; "" for none
	Films    *streaming.Films // recorded ones; nil for none
	Line2    string           // http:// or https:// and host of a second way to the streams; "" for none
	Director Directing        // what goes on air; nil for nothing
	Shows    *streaming.Shows // what is planned to; nil for nothing

	Passes Passes // what is shown at the gates; nil for no event has any
	Gates  Gates  // what happens there; nil for nothing, and needs Passes

	Edges      Edges      // servers at groups of gates; nil for none
	GateLeases GateLeases // places lent to gates; nil for none
	GateOrders GateOrders // what the gates are told to do; nil for nothing
	GateCalls  GateCalls  // who calls for help there; nil for nobody
	Crowd      Crowd      // how full a ground is; nil for no ground
	Sites      Sites      // the grounds; nil for none

	Seating   *runs.Service    // who sits where at a banquet; nil for nobody
	Banquet   *banquet.Service // who takes part and with what dish; nil for no banquet
	Closures  Closures         // what follows when a venue of it is closed; nil for no banquet
	Directory Directory        // finds people, households, buildings; nil for not yet

	Queues  http.Handler // the queue console, for administrators; nil for none
	Web     fs.FS        // the built web: index.html, gala/index.html, assets/...
	Metrics *prometheus.Registry
	Log     *slog.Logger
	Now     func() time.Time // time.Now

	Version   string
	Started   time.Time
	Demo      bool             // the dataset is made up; pages say so
	AtGates   bool             // a gate server; see [API.GateApp]
	DevLogins bool             // demo logins and messages are open; loopback listeners only
	Logins    []identity.Login // shown with DevLogins

	// What the pages say of whoever runs the house; "" is not shown.
	Operator, Hotline, FilingICP, FilingPolice string

	TrustedProxies []netip.Prefix // whose X-Forwarded-* headers are believed
	Rates          Rates          // zero fields mean the defaults
	Deadline       time.Duration  // of one request; 0 means 10 s

	measures                   measures
	hotFigures                 *routeFigures // of availability
	claimFigures               *routeFigures // of claim, for what is answered before the router
	redeemFigures              *routeFigures // of redeem, the same
	statusFigures, fullFigures *routeFigures // of the status page, and of what it shows

	soldOut      soldOuts
	near         nearLimits
	curves       curves
	pages        pages
	spec         func() []byte          // written out when it is first asked for
	hot          fresh[string, hotBody] // figures by session
	seenEvents   fresh[events.ID, events.Event]
	seenSessions fresh[events.SessionID, events.Session]
	seenSelves   fresh[community.PersonID, community.Person]
	covers       fresh[events.ID, *file]
	parts        fresh[string, []Part]
	same         fresh[string, hotBody] // places and rosters
	full         fresh[string, ready]   // how full a show is, as a page and as figures
	orders       fresh[ticketing.PoolID, hotBody]
	screens      fresh[screenKey, []byte] // of directors
	changes      changes
	books        seatBooks
	halls        halls // seating plans, and how their seats stand
}

// Bounds of one request.
const (
	bodyLimit    = 64 << 10 // bytes; nobody sends us more than a small form
	bufferSize   = 8 << 10  // bytes of the request line and the headers; Fiber's own 4 KiB is little for a browser
	readTimeout  = 15 * time.Second
	writeTimeout = 30 * time.Second
	idleTimeout  = 75 * time.Second
)

// App returns the routes, ready to listen on. It is called once.
func (a *API) App() *fiber.App {
	adoptErrors()
	a.prepare()
	app := fiber.New(a.config())
	refuseOddMethods(app, a.answerHot)
	app.Server().HeaderReceived = requestBounds
	app.Use(a.edge)
	app.Use(packLists)
	a.register(app)
	app.Use(a.serveWeb)
	return app
}

func (a *API) config() fiber.Config {
	return fiber.Config{
		AppName:               "wanjia",
		DisableStartupMessage: true,
		Immutable:             true, // Fiber reuses request buffers; our values outlive requests
		CaseSensitive:         true,
		BodyLimit:             bodyLimit,
		ReadBufferSize:        bufferSize,
		ReadTimeout:           readTimeout,
		WriteTimeout:          writeTimeout,
		IdleTimeout:           idleTimeout, // without it huma's own read deadline ends a connection 5 s after a POST
		ErrorHandler:          a.onError,

		EnableTrustedProxyCheck: true,
		TrustedProxies:          proxyNames(a.TrustedProxies),
	}
}

func (a *API) prepare() {
	if a.Deadline == 0 {
		a.Deadline = 10 * time.Second
	}
	if a.Fonts == nil {
		a.Fonts = &paper.Fonts{}
	}
	a.Rates.fill()
	a.near.now = a.Now
	a.measures.register(a.Metrics)
	a.hotFigures, a.claimFigures = a.measures.route("availability"), a.measures.route(claimRoute)
	a.redeemFigures = a.measures.route(redeemRoute)
	a.statusFigures, a.fullFigures = a.measures.route("get-status"), a.measures.route("get-occupancy")
	a.hot.For, a.hot.Max, a.hot.Now = 250*time.Millisecond, 4096, a.Now
	a.orders.For, a.orders.Max, a.orders.Now = 30*time.Second, 8, a.Now
	a.seenEvents.For, a.seenEvents.Max, a.seenEvents.Now = 5*time.Second, 1024, a.Now
	a.seenSessions.For, a.seenSessions.Max, a.seenSessions.Now = 5*time.Second, 4096, a.Now
	a.seenSelves.For, a.seenSelves.Max, a.seenSelves.Now = 5*time.Second, 16384, a.Now
	a.screens.For, a.screens.Max, a.screens.Now = 400*time.Millisecond, 64, a.Now
	a.covers.For, a.covers.Max, a.covers.Now = 30*time.Second, 64, a.Now
	a.parts.For, a.parts.Max, a.parts.Now = time.Second, 1, a.Now
	a.halls.prepare(a.Now)
	a.same.For, a.same.Max, a.same.Now = time.Second, 4096, a.Now
	a.full.For, a.full.Max, a.full.Now = time.Second, 1024, a.Now
}

// OpenAPI returns the OpenAPI 3.1 document, indented, the same bytes each time.
func OpenAPI() []byte {
	a := &API{Now: time.Now, Log: slog.New(slog.DiscardHandler)}
	a.App()
	return a.spec()
}

// System tells an operator what the house consists of; the wiring fills it.
type System interface {
	// Parts says which parts there are and whether each works now. It answers
	// within the context's deadline, with a failing part where need be.
	Parts(ctx context.Context) []Part
	// Queues says how much work is waiting.
	Queues(ctx context.Context) ([]Queue, error)
	// Documents counts what is stored, by collection.
	Documents(ctx context.Context) ([]Documents, error)
}

// Objects reads stored pictures.
type Objects interface {
	// Get opens an object; the caller closes it. It returns objects.ErrNotFound.
	Get(ctx context.Context, key string) (io.ReadSeekCloser, objects.Info, error)
}

// Messages shows what a demonstration would have sent.
type Messages interface {
	// To returns the latest messages to a number, newest first.
	To(ctx context.Context, number string, limit int) ([]events.Kept, error)
}

func (a *API) newSpec() *huma.OpenAPI {
	return &huma.OpenAPI{
		OpenAPI: "3.1.0",
		Info: &huma.Info{
			Title:   "Wanjia 万家",
			Version: "1",
			Description: "The great events of a community: catalogue, places, and who holds them. " +
				"Errors are application/problem+json with a stable `code`; times are RFC 3339 with zone; " +
				"lists are paged by `?after=&limit=` and `next`.",
			License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
		},
		Components: &huma.Components{
			Schemas: huma.NewMapRegistry("#/components/schemas/", nameShape),
			SecuritySchemes: map[string]*huma.SecurityScheme{
				"cookie": {Type: "apiKey", In: "cookie", Name: cookieName},
				"bearer": {Type: "http", Scheme: "bearer"},
				"edge":   {Type: "apiKey", In: "header", Name: "Authorization", Description: "Edge and what POST /v1/edges/initialize answered"},
				"device": {Type: "apiKey", In: "header", Name: "Authorization", Description: "Device and what POST /v1/devices/initialize answered"},
			},
		},
	}
}

// nameShape names a type in the document. "State" tells a shape apart from what
// it is made by, here; the document has no need of it.
func nameShape(t reflect.Type, hint string) string {
	return strings.TrimSuffix(huma.DefaultSchemaNamer(t, hint), "State")
}

func indent(o *huma.OpenAPI) []byte {
	b, err := json.MarshalIndent(o, "", "  ")
	if err != nil {
		panic(err) // the document is made of our own types
	}
	return append(b, '\n')
}
