package api

import (
	"context"
	"encoding/hex"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/paper"
	"wanjia/gateway/identity"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// Gates is what happens at the gates; *checkin.Service.
type Gates interface {
	Provision(ctx context.Context, event events.ID, gate, name string) (checkin.Device, string, error)
	Begin(ctx context.Context, token string) (checkin.Device, string, error)
	Authenticate(ctx context.Context, secret string) (checkin.Device, error)
	Revoke(ctx context.Context, id checkin.DeviceID) (checkin.Device, error)
	Enrol(ctx context.Context, at checkin.Shift, name string) (checkin.Device, string, error)
	Devices(ctx context.Context, event events.ID) ([]checkin.Device, error)
	List(ctx context.Context, event events.ID) (checkin.List, error)
	Sync(ctx context.Context, d checkin.Device, said checkin.Said, records []checkin.Record) (checkin.Device, error)
	Others(ctx context.Context, d checkin.Device, cursor string) ([]checkin.Record, string, bool, error)
	Redeem(ctx context.Context, d checkin.Device, at time.Time, r checkin.Record, closed bool) (checkin.Answer, error)
	Came(ctx context.Context, event events.ID, serials []pass.Serial) ([]checkin.Record, error)
	Totals(ctx context.Context, event events.ID) ([]checkin.GateState, checkin.Tally, error)
}

// GateDevice is a scanner, on the wire.
type GateDevice struct {
	ID    checkin.DeviceID `json:"id"`
	Name  string           `json:"name"`
	Event events.ID        `json:"event"`
	Gate  string           `json:"gate"`
	Seq   int64            `json:"seq" doc:"Its log is here up to this line"`
	Until *time.Time       `json:"until,omitempty" doc:"When the shift it was set up for ends: it lets nobody in from then on"`
}

func wireDevice(d checkin.Device) GateDevice {
	return GateDevice{d.ID, d.Name, d.Event, d.Gate, d.Seq, whenIf(d.Until)}
}

// NewGateDevice is a device with what it is set up with.
type NewGateDevice struct {
	GateDevice
	Token   string    `json:"token" doc:"To be typed or scanned at the device, once"`
	Expires time.Time `json:"expires"`
	QR      QR        `json:"qr"`
}

// DeviceInput registers a device.
type DeviceInput struct {
	Body struct {
		Event events.ID `json:"event" maxLength:"64"`
		Gate  string    `json:"gate" maxLength:"16" example:"w1"`
		Name  string    `json:"name" minLength:"1" maxLength:"40"`
		Why   string    `json:"why" maxLength:"200"`
		Page  string    `json:"page,omitempty" maxLength:"200" format:"uri" doc:"Address of the gates' page, for the QR code to lead to"`
	}
}

// postDevice answers POST /v1/devices: 201 NewGateDevice | 400 reason | 404 no_such_gate,
// no_pass.
func (a *API) postDevice(ctx context.Context, in *DeviceInput) (*reply[NewGateDevice], error) {
	if a.Gates == nil {
		return nil, pass.ErrNone
	}
	if strings.TrimSpace(in.Body.Why) == "" {
		return nil, audit.ErrReason
	}
	var d checkin.Device
	var token string
	object := "gate/" + string(in.Body.Event) + "/" + in.Body.Gate
	err := a.audited(ctx, "device.add", object, community.Everything, "", in.Body.Why, nil, func(ctx context.Context) (err error) {
		d, token, err = a.Gates.Provision(ctx, in.Body.Event, in.Body.Gate, in.Body.Name)
		return err
	})
	if err != nil {
		return nil, err
	}
	code, err := paper.Encode(in.Body.Page + "#code=" + token)
	if err != nil {
		return nil, err
	}
	return &reply[NewGateDevice]{NewGateDevice{wireDevice(d), token, here(d.Made.Add(checkin.TokenFor)), QR{code.Size, code.Path()}}}, nil
}

// DeviceOutInput takes a device out of use.
type DeviceOutInput struct {
	Device checkin.DeviceID `path:"device" maxLength:"64" pattern:"^[A-Za-z0-9._-]+$"`
	Body   struct {
		Why string `json:"why" maxLength:"200"`
	}
}

// postDeviceOut answers POST /v1/devices/{device}/revocation: 200 GateDevice | 400 reason
// | 404 no_such_device.
func (a *API) postDeviceOut(ctx context.Context, in *DeviceOutInput) (*reply[GateDevice], error) {
	if a.Gates == nil {
		return nil, checkin.ErrNoDevice
	}
	if strings.TrimSpace(in.Body.Why) == "" {
		return nil, audit.ErrReason
	}
	var d checkin.Device
	err := a.audited(ctx, "device.revoke", "device/"+string(in.Device), community.Everything, "", in.Body.Why, nil, func(ctx context.Context) (err error) {
		d, err = a.Gates.Revoke(ctx, in.Device)
		return err
	})
	return &reply[GateDevice]{wireDevice(d)}, err
}

// BeginInput is a device's setting-up code.
type BeginInput struct {
	Body struct {
		Token string `json:"token" minLength:"8" maxLength:"64"`
	}
}

// BegunDevice is a device with what it proves itself with.
type BegunDevice struct {
	GateDevice
	Secret string `json:"secret" doc:"For Authorization: Device …; shown once"`
	LogKey string `json:"log_key" doc:"Hexadecimal; each line of the log is sealed with it"`
}

func begun(d checkin.Device, secret string) *reply[BegunDevice] {
	return &reply[BegunDevice]{BegunDevice{wireDevice(d), secret, hex.EncodeToString(d.LogKey)}}
}

// postBegin answers POST /v1/devices/initialize: 201 BegunDevice | 400 device_token.
func (a *API) postBegin(ctx context.Context, in *BeginInput) (*reply[BegunDevice], error) {
	if a.Gates == nil {
		return nil, checkin.ErrToken
	}
	d, secret, err := a.Gates.Begin(ctx, strings.ToUpper(strings.TrimSpace(in.Body.Token)))
	if err != nil {
		return nil, err
	}
	return begun(d, secret), nil
}

// EnrolInput sets up the device somebody of the gate's staff holds.
type EnrolInput struct {
	Body struct {
		Event events.ID `json:"event" maxLength:"64"`
		Gate  string    `json:"gate" maxLength:"16"`
		Name  string    `json:"name" minLength:"1" maxLength:"40"`
	}
}

// postEnrol answers POST /v1/devices/enrolment: 201 BegunDevice | 403 forbidden,
// other_gate and shift_early for whose shift is elsewhere or later | 404 no_such_gate, no_pass.
func (a *API) postEnrol(ctx context.Context, in *EnrolInput) (*reply[BegunDevice], error) {
	if a.Gates == nil {
		return nil, pass.ErrNone
	}
	at := string(in.Body.Event) + "/" + in.Body.Gate
	until, err := identity.AtGate(actor(ctx).Grants, at, a.Now())
	if err != nil {
		return nil, err
	}
	var d checkin.Device
	var secret string
	object := "gate/" + at
	err = a.audited(ctx, "device.enrol", object, community.Everything, "", "", nil, func(ctx context.Context) (err error) {
		d, secret, err = a.Gates.Enrol(ctx, checkin.Shift{Event: in.Body.Event, Gate: in.Body.Gate, Until: until}, in.Body.Name)
		return err
	})
	if err != nil {
		return nil, err
	}
	return begun(d, secret), nil
}

// GateTotals is who went through the gates of an event.
type GateTotals struct {
	AsOf      time.Time      `json:"as_of"`
	In        int            `json:"in"`
	Out       int            `json:"out"`
	Gates     []GateFigures  `json:"gates" nullable:"false"`
	Conflicts []GateConflict `json:"conflicts" nullable:"false"`
}

// GateFigures is one gate, with how old its figures are.
type GateFigures struct {
	GateTitle
	In      int        `json:"in"`
	Walk    int        `json:"walk" doc:"Of them, without a pass"`
	Out     int        `json:"out"`
	Devices int        `json:"devices"`
	Heard   *time.Time `json:"heard,omitempty" doc:"Of the device that has been silent longest; none where one was never heard: then the figures are unknown"`
}

// GateConflict is something in the logs that cannot be.
type GateConflict struct {
	Kind        string           `json:"kind" enum:"double_admission,twin_device,tampered_log,log_gap"`
	Serial      string           `json:"serial" doc:"Of the pass; empty where the line is of none"`
	Gate        string           `json:"gate"`
	Device      checkin.DeviceID `json:"device"`
	Line        int64            `json:"line" doc:"Of the device's log"`
	At          time.Time        `json:"at"`
	Offline     bool             `json:"offline" doc:"The device decided alone"`
	Persons     int              `json:"persons"`
	FirstGate   string           `json:"first_gate"`
	FirstDevice checkin.DeviceID `json:"first_device"`
	FirstAt     *time.Time       `json:"first_at,omitempty"`
	Excess      int              `json:"excess" doc:"Persons more than the pass is for; lines that have not come"`
}

func wireConflict(c checkin.Conflict) GateConflict {
	w := GateConflict{
		Kind: c.Kind, Gate: c.Record.Gate, Device: c.Record.Device, Line: c.Record.Seq, At: here(c.Record.At), Offline: c.Record.Offline,
		Persons: c.Record.Persons, FirstGate: c.First.Gate, FirstDevice: c.First.Device, Excess: c.Excess,
	}
	if c.Record.Serial != (pass.Serial{}) {
		w.Serial = c.Record.Serial.String()
	}
	if !c.First.At.IsZero() {
		w.FirstAt = new(here(c.First.At))
	}
	return w
}

// GateEventInput names an event.
type GateEventInput struct {
	Event events.ID `path:"event" maxLength:"64" pattern:"^[A-Za-z0-9._-]+$"`
}

// getGates answers GET /v1/events/{event}/gates: 200 GateTotals | 404 no_pass.
func (a *API) getGates(ctx context.Context, in *GateEventInput) (*reply[GateTotals], error) {
	if a.Gates == nil {
		return nil, pass.ErrNone
	}
	gates, tally, err := a.Gates.Totals(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	w := GateTotals{AsOf: here(a.Now()), In: tally.In, Out: tally.Out, Gates: []GateFigures{}, Conflicts: []GateConflict{}}
	for _, g := range gates {
		f := GateFigures{GateTitle: GateTitle{g.ID, g.Title, g.StepFree}, In: g.In, Walk: g.Walk, Out: g.Out, Devices: g.Devices}
		if !g.Heard.IsZero() {
			f.Heard = new(here(g.Heard))
		}
		w.Gates = append(w.Gates, f)
	}
	for _, c := range tally.Conflicts {
		w.Conflicts = append(w.Conflicts, wireConflict(c))
	}
	return &reply[GateTotals]{w}, nil
}
