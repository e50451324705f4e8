package api

import (
	"context"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/ticketing/checkin"
)

// GateOrders is what the gates are told to do; *checkin.Orders.
type GateOrders interface {
	Give(ctx context.Context, o checkin.Order) (checkin.Order, error)
	Boards(ctx context.Context, event events.ID) ([]checkin.Board, error)
	Tell(ctx context.Context, d checkin.Device) (checkin.Order, checkin.Receipt, bool, error)
	Closed(ctx context.Context, d checkin.Device) (bool, error)
	Acknowledge(ctx context.Context, d checkin.Device, id checkin.OrderID, by string) (checkin.Receipt, error)
}

// GateCalls is who calls for help at the gates; *checkin.Calls.
type GateCalls interface {
	Make(ctx context.Context, d checkin.Device, nonce, kind, note string, at time.Time) (checkin.Call, error)
	Latest(ctx context.Context, d checkin.Device) (checkin.Call, bool, error)
	All(ctx context.Context, event events.ID) ([]checkin.Call, error)
	Take(ctx context.Context, event events.ID, id checkin.CallID, account, sent string) (checkin.Call, error)
	Close(ctx context.Context, event events.ID, id checkin.CallID, account string) (checkin.Call, error)
}

// GateOrder is a command to gates, on the wire.
type GateOrder struct {
	ID        checkin.OrderID `json:"id"`
	Event     events.ID       `json:"event"`
	Number    int64           `json:"number" doc:"Of the event; the highest that names a gate counts"`
	Kind      string          `json:"kind" enum:"stop,out_only,in_only,open"`
	Gates     []string        `json:"gates" nullable:"false"`
	Authority string          `json:"authority" doc:"Who decided it"`
	Reason    string          `json:"reason"`
	Say       events.Text     `json:"say" doc:"To visitors; empty for the usual sentence"`
	At        time.Time       `json:"at"`
}

func wireOrder(o checkin.Order) GateOrder {
	return GateOrder{o.ID, o.Event, o.Number, o.Kind, o.Gates, o.Authority, o.Reason, o.Say, here(o.At)}
}

// GateOrderInput gives an order.
type GateOrderInput struct {
	ShowPath
	Key  string `header:"Idempotency-Key" required:"true" minLength:"8" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" doc:"The same for a retry of the same press"`
	Body struct {
		Kind      string      `json:"kind" enum:"stop,out_only,in_only,open"`
		Gates     []string    `json:"gates,omitempty" maxItems:"16" doc:"Ids; none for all gates"`
		Authority string      `json:"authority" minLength:"1" maxLength:"80" doc:"Who decided it"`
		Reason    string      `json:"reason" minLength:"1" maxLength:"200" doc:"For those who work there"`
		Say       events.Text `json:"say,omitzero" doc:"To visitors"`
	}
}

// postGateOrder answers POST /v1/events/{event}/gate-orders: 201 GateOrder | 400 order,
// reason | 404 no_such_gate, no_pass | 409 order_busy. The same key gives it once.
func (a *API) postGateOrder(ctx context.Context, in *GateOrderInput) (*reply[GateOrder], error) {
	if a.GateOrders == nil {
		return nil, checkin.ErrNoOrder
	}
	b := in.Body
	o := checkin.Order{
		Event: in.Event, Key: in.Key, Kind: b.Kind, Gates: b.Gates, Authority: b.Authority, Reason: b.Reason, Say: b.Say, Account: byOf(ctx),
	}
	detail := map[string]string{"kind": b.Kind, "authority": b.Authority}
	err := a.audited(ctx, "gates.order", "gates/"+string(in.Event), community.Everything, "", b.Reason, detail, func(ctx context.Context) (err error) {
		o, err = a.GateOrders.Give(ctx, o)
		return err
	})
	if err != nil {
		return nil, err
	}
	a.crowdChanged(in.Event)
	return &reply[GateOrder]{wireOrder(o)}, nil
}

// GateOrderBoard is an order with every device it is for.
type GateOrderBoard struct {
	GateOrder
	Standing bool           `json:"standing" doc:"Some gate goes by it"`
	Devices  []GateOrderFor `json:"devices" nullable:"false" doc:"Those that were not told first, those that acknowledged it last"`
	Acked    int            `json:"acknowledged" doc:"Devices"`
}

// GateOrderFor is what became of an order at one device.
type GateOrderFor struct {
	Device checkin.DeviceID `json:"device"`
	Name   string           `json:"name"`
	Gate   string           `json:"gate"`
	Heard  *time.Time       `json:"heard,omitempty" doc:"Last of the device; none for never"`
	Told   *time.Time       `json:"told,omitempty" doc:"None: it has been silent since"`
	Acked  *time.Time       `json:"acknowledged,omitempty"`
	Lag    float64          `json:"lag_seconds,omitempty" doc:"From the order to the acknowledgement"`
	By     string           `json:"by,omitempty" doc:"As typed at the gate"`
}

// GateOrderList is the orders of an event, the latest first.
type GateOrderList struct {
	AsOf  time.Time        `json:"as_of"`
	Items []GateOrderBoard `json:"items" nullable:"false"`
}

// getGateOrders answers GET /v1/events/{event}/gate-orders: 200 GateOrderList.
func (a *API) getGateOrders(ctx context.Context, in *ShowPath) (*reply[GateOrderList], error) {
	out := GateOrderList{AsOf: here(a.Now()), Items: []GateOrderBoard{}}
	if a.GateOrders == nil {
		return &reply[GateOrderList]{out}, nil
	}
	boards, err := a.GateOrders.Boards(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	for _, b := range boards {
		w := GateOrderBoard{GateOrder: wireOrder(b.Order), Standing: b.Standing, Devices: []GateOrderFor{}, Acked: b.Acked}
		for _, t := range b.Devices {
			w.Devices = append(w.Devices, GateOrderFor{
				t.Device.ID, t.Device.Name, t.Device.Gate, whenIf(t.Device.Heard), whenIf(t.Receipt.Told), whenIf(t.Receipt.Acked),
				t.Receipt.Lag.Seconds(), t.Receipt.By,
			})
		}
		out.Items = append(out.Items, w)
	}
	return &reply[GateOrderList]{out}, nil
}

// whenIf is a time that may not have been, on the wire.
func whenIf(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return new(here(t))
}

// GateCall is somebody at a gate who needs help.
type GateCall struct {
	ID     checkin.CallID `json:"id"`
	Gate   string         `json:"gate"`
	Kind   string         `json:"kind" enum:"lost_child,medical,crowding,dispute,device,other"`
	Note   string         `json:"note"`
	At     time.Time      `json:"at" doc:"When it reached us"`
	Taken  *time.Time     `json:"taken,omitempty"`
	Sent   string         `json:"sent,omitempty" doc:"Who was sent"`
	Closed *time.Time     `json:"closed,omitempty"`
}

func wireCall(c checkin.Call) GateCall {
	return GateCall{c.ID, c.Gate, c.Kind, c.Note, here(c.Received), whenIf(c.Taken), c.Sent, whenIf(c.Closed)}
}

// GateCallList is the calls of an event, the earliest first.
type GateCallList struct {
	AsOf  time.Time  `json:"as_of"`
	Items []GateCall `json:"items" nullable:"false"`
}

// getGateCalls answers GET /v1/events/{event}/calls: 200 GateCallList.
func (a *API) getGateCalls(ctx context.Context, in *ShowPath) (*reply[GateCallList], error) {
	out := GateCallList{AsOf: here(a.Now()), Items: []GateCall{}}
	if a.GateCalls == nil {
		return &reply[GateCallList]{out}, nil
	}
	calls, err := a.GateCalls.All(ctx, in.Event)
	for _, c := range calls {
		out.Items = append(out.Items, wireCall(c))
	}
	return &reply[GateCallList]{out}, err
}

// GateCallInput answers a call for help.
type GateCallInput struct {
	ShowPath
	Call checkin.CallID `path:"call" maxLength:"80" pattern:"^[A-Za-z0-9._-]+$"`
	Body struct {
		Sent  string `json:"sent,omitempty" maxLength:"80" doc:"Who is sent; the first answer stays"`
		Close bool   `json:"close,omitempty" doc:"Help is no longer needed"`
	}
}

// postGateCall answers POST /v1/events/{event}/calls/{call}: 200 GateCall | 404 no_call.
func (a *API) postGateCall(ctx context.Context, in *GateCallInput) (*reply[GateCall], error) {
	if a.GateCalls == nil {
		return nil, checkin.ErrNoCall
	}
	var c checkin.Call
	what, detail := "call.take", map[string]string{"sent": in.Body.Sent}
	if in.Body.Close {
		what = "call.close"
	}
	err := a.audited(ctx, what, "call/"+string(in.Call), community.Everything, "", "", detail, func(ctx context.Context) (err error) {
		if in.Body.Close {
			c, err = a.GateCalls.Close(ctx, in.Event, in.Call, byOf(ctx))
		} else {
			c, err = a.GateCalls.Take(ctx, in.Event, in.Call, byOf(ctx), in.Body.Sent)
		}
		return err
	})
	return &reply[GateCall]{wireCall(c)}, err
}
