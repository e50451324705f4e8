package api

import (
	"context"
	"errors"
	"time"

	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// DeviceAtGate is a device as whoever looks after the gates sees it.
type DeviceAtGate struct {
	GateDevice
	State     string     `json:"state" enum:"waiting,lapsed,working,revoked" doc:"waiting: its code was not used yet"`
	Made      time.Time  `json:"made"`
	Begun     *time.Time `json:"begun,omitempty"`
	Heard     *time.Time `json:"heard,omitempty" doc:"Last sync; none where it was never heard"`
	Unsent    int64      `json:"unsent" doc:"Lines it said it has that have not come"`
	ClockAway int64      `json:"clock_away_ms" doc:"How far its clock is ahead of ours"`
	Trained   bool       `json:"trained"`
	Rewound   *time.Time `json:"rewound,omitempty" doc:"When it said that its log is shorter than before: somebody cut it or set it back"`
}

// GateDevices is the devices of an event.
type GateDevices struct {
	AsOf  time.Time      `json:"as_of"`
	Items []DeviceAtGate `json:"items" nullable:"false"`
}

// getGateDevices answers GET /v1/events/{event}/devices: 200 GateDevices.
func (a *API) getGateDevices(ctx context.Context, in *GateEventInput) (*reply[GateDevices], error) {
	if a.Gates == nil {
		return nil, pass.ErrNone
	}
	devices, err := a.Gates.Devices(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	w := GateDevices{AsOf: here(a.Now()), Items: make([]DeviceAtGate, len(devices))}
	for i, d := range devices {
		w.Items[i] = a.deviceState(d)
	}
	return &reply[GateDevices]{w}, nil
}

func (a *API) deviceState(d checkin.Device) DeviceAtGate {
	w := DeviceAtGate{
		GateDevice: wireDevice(d), State: "working", Made: here(d.Made), Begun: whenIf(d.Begun), Heard: whenIf(d.Heard), Unsent: max(d.Last-d.Seq, 0),
		ClockAway: d.Skew.Milliseconds(), Trained: !d.Trained.IsZero(), Rewound: whenIf(d.Rewound),
	}
	switch {
	case !d.Revoked.IsZero():
		w.State = "revoked"
	case d.Begun.IsZero() && a.Now().Sub(d.Made) >= checkin.TokenFor:
		w.State = "lapsed"
	case d.Begun.IsZero():
		w.State = "waiting"
	}
	return w
}

// tellDevice puts into an answer what the device's gate is to do and what became of its
// call for help, and notes that its holder said yes to an order.
func (a *API) tellDevice(ctx context.Context, d checkin.Device, acked checkin.OrderID, w *GateSyncReply) error {
	if a.GateOrders != nil {
		if acked != "" {
			// One for another gate, or of another show, is no reason not to hear the device.
			if _, err := a.GateOrders.Acknowledge(ctx, d, acked, ""); err != nil && !errors.Is(err, checkin.ErrNoOrder) {
				return err
			}
		}
		order, _, found, err := a.GateOrders.Tell(ctx, d)
		if err != nil {
			return err
		}
		if found {
			w.Order = new(wireOrder(order))
		}
	}
	if a.GateCalls != nil {
		call, found, err := a.GateCalls.Latest(ctx, d)
		if err != nil {
			return err
		}
		if found {
			w.Help = new(wireCall(call))
		}
	}
	return nil
}

// closed says whether a device's gate was told to let nobody in.
func (a *API) closed(ctx context.Context, d checkin.Device) (bool, error) {
	if a.GateOrders == nil {
		return false, nil
	}
	return a.GateOrders.Closed(ctx, d)
}

// GateHelpInput is a press of the help button.
type GateHelpInput struct {
	Body struct {
		Kind  string    `json:"kind" enum:"lost_child,medical,crowding,dispute,device,other"`
		Note  string    `json:"note,omitempty" maxLength:"200"`
		Nonce string    `json:"nonce" minLength:"8" maxLength:"40" pattern:"^[A-Za-z0-9-]+$" doc:"The same press is one call"`
		At    time.Time `json:"at" doc:"By the device's clock"`
	}
}

// postHelp answers POST /v1/checkin/help: 201 GateCall | 400 call | 401 device. Which
// gate it is for is known.
func (a *API) postHelp(ctx context.Context, in *GateHelpInput) (*reply[GateCall], error) {
	if a.GateCalls == nil {
		return nil, checkin.ErrNoCall
	}
	b := in.Body
	call, err := a.GateCalls.Make(ctx, *requestOf(ctx).device, b.Nonce, b.Kind, b.Note, b.At.UTC())
	if err != nil {
		return nil, err
	}
	return &reply[GateCall]{wireCall(call)}, nil
}
