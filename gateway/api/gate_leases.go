package api

import (
	"context"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
)

// GateLeases lends places for people without a booking; *checkin.Leases.
type GateLeases interface {
	Ask(ctx context.Context, d checkin.Device, key string, want int) (checkin.Lease, error)
	Board(ctx context.Context, event events.ID) ([]checkin.LeaseState, error)
}

// GateLease is places that a device may give out.
type GateLease struct {
	Number int       `json:"number" doc:"Of the device"`
	Places int       `json:"places"`
	Until  time.Time `json:"until" doc:"Nobody is let in with it from then on"`
}

// WireLease is the wire form.
func WireLease(l checkin.Lease) GateLease { return GateLease{l.Number, l.Places, here(l.Until)} }

// LeaseInput asks for places.
type LeaseInput struct {
	Body LeaseAsk
}

// LeaseAsk is how many, under which key.
type LeaseAsk struct {
	Key    string `json:"key" minLength:"8" maxLength:"40" pattern:"^[A-Za-z0-9-]+$" doc:"The same press is one lease"`
	Places int    `json:"places" minimum:"1" maximum:"60" doc:"At most; fewer where fewer are left"`
}

// postLease answers POST /v1/checkin/leases: 201 GateLease | 400 lease_size | 401 device
// | 409 no_walk_up, lease_left.
func (a *API) postLease(ctx context.Context, in *LeaseInput) (*reply[GateLease], error) {
	if a.GateLeases == nil {
		return nil, checkin.ErrNoWalkUp
	}
	l, err := a.GateLeases.Ask(ctx, *requestOf(ctx).device, in.Body.Key, in.Body.Places)
	if err != nil {
		return nil, err
	}
	return &reply[GateLease]{WireLease(l)}, nil
}

// EdgeLeaseInput asks for places for a device of a gate server.
type EdgeLeaseInput struct {
	Body struct {
		LeaseAsk
		Device checkin.DeviceID `json:"device" maxLength:"64"`
	}
}

// postEdgeLease answers POST /v1/edges/current/leases: 201 GateLease | 400 lease_size |
// 401 edge, device | 409 no_walk_up, lease_left.
func (a *API) postEdgeLease(ctx context.Context, in *EdgeLeaseInput) (*reply[GateLease], error) {
	l, err := a.Edges.Lease(ctx, *requestOf(ctx).edge, in.Body.Device, in.Body.Key, in.Body.Places)
	if err != nil {
		return nil, err
	}
	return &reply[GateLease]{WireLease(l)}, nil
}

// LentPlaces is what became of a lease.
type LentPlaces struct {
	GateLease
	Device checkin.DeviceID `json:"device"`
	Gate   string           `json:"gate"`
	Pool   ticketing.PoolID `json:"pool"`
	Sold   int              `json:"sold" doc:"Let in with it, as far as was heard"`
	Back   int              `json:"back" doc:"That went back"`
	State  string           `json:"state" enum:"out,waiting,closed" doc:"waiting: it is over, and the device has not brought all it did"`
	Beyond bool             `json:"beyond" doc:"More than it has, or numbers with a gap"`
}

// LentList is what is lent at an event.
type LentList struct {
	AsOf  time.Time    `json:"as_of"`
	Items []LentPlaces `json:"items" nullable:"false"`
}

// getLeases answers GET /v1/events/{event}/leases: 200 LentList.
func (a *API) getLeases(ctx context.Context, in *GateEventInput) (*reply[LentList], error) {
	w := LentList{AsOf: here(a.Now()), Items: []LentPlaces{}}
	if a.GateLeases == nil {
		return &reply[LentList]{w}, nil
	}
	board, err := a.GateLeases.Board(ctx, in.Event)
	for _, l := range board {
		if !l.Cut {
			continue // whoever asked for it was told of none
		}
		state := "out"
		switch {
		case !l.Closed.IsZero():
			state = "closed"
		case !a.Now().Before(l.Until):
			state = "waiting"
		}
		w.Items = append(w.Items, LentPlaces{WireLease(l.Lease), l.Device, l.Gate, l.Pool, l.Sold, l.Back, state, l.Beyond})
	}
	return &reply[LentList]{w}, err
}
