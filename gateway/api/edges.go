package api

import (
	"context"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/edge"
	"wanjia/ticketing/pass"
)

// Edges is the servers at groups of gates; *edge.Centre.
type Edges interface {
	Provision(ctx context.Context, event events.ID, gates []string, name string) (edge.Edge, string, error)
	Begin(ctx context.Context, token string) (edge.Edge, string, error)
	Authenticate(ctx context.Context, secret string) (edge.Edge, error)
	Revoke(ctx context.Context, id edge.ID) (edge.Edge, error)
	Edges(ctx context.Context, event events.ID) ([]edge.Edge, error)
	Exchange(ctx context.Context, e edge.Edge, up edge.Up) (edge.Down, error)
	Copy(ctx context.Context, e edge.Edge) (edge.Copy, error)
	BeginDevice(ctx context.Context, e edge.Edge, token string) (checkin.Device, string, error)
	Lease(ctx context.Context, e edge.Edge, id checkin.DeviceID, key string, want int) (checkin.Lease, error)
	Redeem(ctx context.Context, e edge.Edge, id checkin.DeviceID, at time.Time, r checkin.Record) (checkin.Answer, error)
}

// GateEdge is a server at a group of gates.
type GateEdge struct {
	ID      edge.ID    `json:"id"`
	Name    string     `json:"name"`
	Event   events.ID  `json:"event"`
	Gates   []string   `json:"gates" nullable:"false" doc:"That it looks after"`
	State   string     `json:"state" enum:"waiting,lapsed,working,revoked" doc:"waiting: its code was not used yet"`
	Heard   *time.Time `json:"heard,omitempty" doc:"None where it was never heard"`
	Program string     `json:"program,omitempty" doc:"The version of its program when it was last heard"`
	Other   bool       `json:"other_program,omitempty" doc:"It is not the version of the city's own"`
}

func (a *API) wireEdge(e edge.Edge) GateEdge {
	w := GateEdge{e.ID, e.Name, e.Event, e.Gates, "working", whenIf(e.Heard), e.Program, e.Program != "" && e.Program != a.Version}
	switch {
	case !e.Revoked.IsZero():
		w.State = "revoked"
	case e.Begun.IsZero() && a.Now().Sub(e.Made) >= checkin.TokenFor:
		w.State = "lapsed"
	case e.Begun.IsZero():
		w.State = "waiting"
	}
	return w
}

// NewGateEdge is a gate server with what it is set up with.
type NewGateEdge struct {
	GateEdge
	Token   string    `json:"token" doc:"For WANJIA_EDGE_CODE, once"`
	Expires time.Time `json:"expires"`
}

// EdgeInput registers a gate server.
type EdgeInput struct {
	Body struct {
		Event events.ID `json:"event" maxLength:"64"`
		Gates []string  `json:"gates,omitempty" maxItems:"16" doc:"Ids; none for all gates"`
		Name  string    `json:"name" minLength:"1" maxLength:"40"`
		Why   string    `json:"why" maxLength:"200"`
	}
}

// postEdge answers POST /v1/edges: 201 NewGateEdge | 400 reason | 404 no_such_gate, no_pass.
func (a *API) postEdge(ctx context.Context, in *EdgeInput) (*reply[NewGateEdge], error) {
	if a.Edges == nil {
		return nil, pass.ErrNone
	}
	if strings.TrimSpace(in.Body.Why) == "" {
		return nil, audit.ErrReason
	}
	var e edge.Edge
	var token string
	detail := map[string]string{"gates": strings.Join(in.Body.Gates, " ")}
	err := a.audited(ctx, "edge.add", "gates/"+string(in.Body.Event), community.Everything, "", in.Body.Why, detail, func(ctx context.Context) (err error) {
		e, token, err = a.Edges.Provision(ctx, in.Body.Event, in.Body.Gates, in.Body.Name)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &reply[NewGateEdge]{NewGateEdge{a.wireEdge(e), token, here(e.Made.Add(checkin.TokenFor))}}, nil
}

// EdgeOutInput takes a gate server out of use.
type EdgeOutInput struct {
	Edge edge.ID `path:"edge" maxLength:"64" pattern:"^[A-Za-z0-9._-]+$"`
	Body struct {
		Why string `json:"why" maxLength:"200"`
	}
}

// postEdgeOut answers POST /v1/edges/{edge}/revocation: 200 GateEdge | 400 reason | 404
// no_such_edge.
func (a *API) postEdgeOut(ctx context.Context, in *EdgeOutInput) (*reply[GateEdge], error) {
	if a.Edges == nil {
		return nil, edge.ErrNoEdge
	}
	if strings.TrimSpace(in.Body.Why) == "" {
		return nil, audit.ErrReason
	}
	var e edge.Edge
	err := a.audited(ctx, "edge.revoke", "edge/"+string(in.Edge), community.Everything, "", in.Body.Why, nil, func(ctx context.Context) (err error) {
		e, err = a.Edges.Revoke(ctx, in.Edge)
		return err
	})
	return &reply[GateEdge]{a.wireEdge(e)}, err
}

// GateEdges is the gate servers of an event.
type GateEdges struct {
	AsOf  time.Time  `json:"as_of"`
	Items []GateEdge `json:"items" nullable:"false"`
}

// getEdges answers GET /v1/events/{event}/edges: 200 GateEdges.
func (a *API) getEdges(ctx context.Context, in *GateEventInput) (*reply[GateEdges], error) {
	w := GateEdges{AsOf: here(a.Now()), Items: []GateEdge{}}
	if a.Edges == nil {
		return &reply[GateEdges]{w}, nil
	}
	list, err := a.Edges.Edges(ctx, in.Event)
	for _, e := range list {
		w.Items = append(w.Items, a.wireEdge(e))
	}
	return &reply[GateEdges]{w}, err
}

// BegunEdge is a gate server with what it proves itself with.
type BegunEdge struct {
	GateEdge
	Secret string `json:"secret" doc:"For Authorization: Edge …; shown once"`
}

// postEdgeBegin answers POST /v1/edges/initialize: 201 BegunEdge | 400 edge_token.
func (a *API) postEdgeBegin(ctx context.Context, in *BeginInput) (*reply[BegunEdge], error) {
	if a.Edges == nil {
		return nil, edge.ErrToken
	}
	e, secret, err := a.Edges.Begin(ctx, strings.ToUpper(strings.TrimSpace(in.Body.Token)))
	if err != nil {
		return nil, err
	}
	return &reply[BegunEdge]{BegunEdge{a.wireEdge(e), secret}}, nil
}

// admitEdge puts the gate server that makes the request into the context.
func (a *API) admitEdge(c *fiber.Ctx) error {
	scheme, secret, _ := strings.Cut(c.Get(fiber.HeaderAuthorization), " ")
	if a.Edges == nil || !strings.EqualFold(scheme, "Edge") || secret == "" {
		return edge.ErrEdge
	}
	e, err := a.Edges.Authenticate(c.UserContext(), secret)
	if err != nil {
		return err
	}
	requestOf(c.UserContext()).edge = &e
	c.Response().Header.SetCanonical(headerCacheControl, noStore)
	return nil
}
