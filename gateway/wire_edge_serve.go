package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/gateway/api"
	"wanjia/gateway/web"
	"wanjia/ticketing"
	"wanjia/ticketing/edge"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/store"
)

// firstWithin is how long a start waits for the main service before it goes by what is
// kept on disk.
const firstWithin = 5 * time.Second

// serveEdge serves a group of gates on a network of their own until ctx ends.
func (p *program) serveEdge(ctx context.Context) (err error) {
	h := newHouse(p.config, p.log)
	defer func() {
		bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), p.config.ShutdownAfter)
		defer cancel()
		err = errors.Join(err, h.close(bounded))
	}()
	if err := h.openFolder(ctx); err != nil {
		return err
	}
	if h.folder == nil {
		return errors.New("a gate server keeps its documents in its data folder: unset WANJIA_MONGODB_URI")
	}
	l, err := listen(p.config)
	if err != nil {
		return err
	}
	defer l.Close() // closed already unless what follows fails
	if err := h.openDocuments(ctx); err != nil {
		return early(ctx, err)
	}
	self, err := p.becomeEdge(ctx, store.NewEdge(h.documents))
	if err != nil {
		return early(ctx, err)
	}
	gates, orders := store.NewGates(h.documents), store.NewOrders(h.documents)
	kept := edge.Kept{Gates: gates, Orders: orders, Calls: orders, Shelf: store.NewEdge(h.documents), SweepLines: gates.SweepLines, SweepCalls: orders.SweepCalls}
	node, err := edge.Open(ctx, events.ID(self.Event), kept, newMainService(cmp.Or(p.config.Edge.Main, self.Main), self.Secret), time.Now, p.log)
	if err != nil {
		return early(ctx, err)
	}
	node.Keep, node.Program = gatesKept, version()
	g := &gateServer{h, node, self, time.Now()}
	h.parts = append(h.parts, part{name: "main service", kind: external, check: g.checkMain}, part{name: "web", kind: builtin, check: checkWeb})
	first, cancel := context.WithTimeout(ctx, firstWithin)
	if err := node.Round(first); err != nil {
		p.log.WarnContext(ctx, "main service does not answer; going by what is kept", "err", err)
	}
	cancel()
	return p.attendGates(ctx, g, l)
}

// becomeEdge returns who this server is, and at its first start becomes somebody with
// the code it was given.
func (p *program) becomeEdge(ctx context.Context, kept *store.Edge) (store.Self, error) {
	self, found, err := kept.KeptSelf(ctx)
	if err != nil || found {
		return self, err
	}
	c := p.config.Edge
	if c.Main == "" || c.Code == "" {
		return self, errors.New("this gate server has not been set up: register it in the console under the event's gates and set WANJIA_EDGE_MAIN and WANJIA_EDGE_CODE for its first start")
	}
	begun, err := newMainService(c.Main, "").begin(ctx, strings.ReplaceAll(c.Code, " ", ""))
	if err != nil {
		return self, fmt.Errorf("set this gate server up at %s: %w", c.Main, err)
	}
	self = store.Self{ID: string(begun.ID), Main: c.Main, Event: string(begun.Event), Gates: begun.Gates, Secret: begun.Secret}
	return self, kept.KeepSelf(ctx, self)
}

// gateServer is the parts of a gate server.
type gateServer struct {
	house   *house
	node    *edge.Node
	self    store.Self
	started time.Time
}

// checkMain says how it stands with the main service. A gate server without it is well:
// it is there for that.
func (g *gateServer) checkMain(ctx context.Context) (string, error) {
	near, unsent, err := g.node.Near(ctx)
	if err != nil {
		return "", err
	}
	what := "answers"
	if !near {
		what = "does not answer; the gates go by what is kept here"
	}
	what += fmt.Sprintf(", %d lines not there yet", unsent)
	if missing := g.node.Missing(ctx); missing != "" {
		what += ", " + missing + " not known"
	}
	return what, nil
}

// Parts implements [api.System].
func (g *gateServer) Parts(ctx context.Context) []api.Part {
	states := checkParts(ctx, g.house.parts)
	out := make([]api.Part, len(states))
	for i, p := range states {
		out[i] = api.Part{Name: p.Name, Kind: p.Kind, State: "ok", Detail: p.What}
		if p.err != nil {
			out[i].State, out[i].Detail = "failing", fault.Of(p.err).Message
		}
	}
	return out
}

// Queues implements [api.System]: there are none.
func (g *gateServer) Queues(context.Context) ([]api.Queue, error) { return nil, nil }

// Documents implements [api.System]: nobody asks a gate server for them.
func (g *gateServer) Documents(context.Context) ([]api.Documents, error) { return nil, nil }

// books is what a gate server knows of passes: what gates there are. None is issued here.
type books struct{ *edge.Node }

// Book implements [api.Passes].
func (b books) Book(ctx context.Context, event events.ID) (pass.Book, error) {
	return b.Passes.Book(ctx, event)
}

// Pass implements [api.Passes].
func (b books) Pass(context.Context, ticketing.Claim) (pass.Issued, error) {
	return pass.Issued{}, pass.ErrNone
}

// SheetFor implements [api.Passes].
func (b books) SheetFor(context.Context, ticketing.Claim) (pass.Sheet, error) {
	return pass.Sheet{}, pass.ErrNone
}

// Choose implements [api.Passes].
func (b books) Choose(context.Context, ticketing.Claim, string) error { return pass.ErrNone }

func (g *gateServer) api() *api.API {
	c := g.house.config
	return &api.API{
		Gates: g.node, Passes: books{g.node}, GateOrders: g.node.Orders, GateCalls: g.node.Calls, GateLeases: g.node, System: g,
		Web: web.Files(), Metrics: g.house.metrics, Log: g.house.log, Now: g.node.Now,
		Version: version(), Started: g.started, AtGates: true, Hotline: c.Public.Hotline, Operator: c.Public.Operator,
		TrustedProxies: c.TrustedProxies, Deadline: c.RequestTimeout,
	}
}

// attendGates serves until ctx ends.
func (p *program) attendGates(ctx context.Context, g *gateServer, l net.Listener) error {
	url := address(l, p.config.TLS.Cert != "")
	mux := http.NewServeMux()
	mux.HandleFunc("GET /parts", func(w http.ResponseWriter, r *http.Request) {
		writeJSON(w, true, checkParts(r.Context(), g.house.parts))
	})
	control, err := g.house.openControl(url, mux)
	if err != nil {
		return err
	}
	talking, hush := context.WithCancel(context.WithoutCancel(ctx))
	defer hush()
	talk := role{run: func() error { g.node.Run(talking); return nil }, stop: func(context.Context) error { hush(); return nil }}
	fmt.Fprintf(p.stdout, "\ngate server %s for %s\n", g.self.ID, strings.Join(g.self.Gates, ", "))
	welcome(p.stdout, p.config, checkParts(ctx, g.house.parts), url, nil)
	p.log.InfoContext(ctx, "serving", "url", url, "roles", p.config.Roles, "version", version(), "edge", g.self.ID)
	return p.perform(ctx, []role{appRole(g.api().GateApp(), l), talk, control})
}
