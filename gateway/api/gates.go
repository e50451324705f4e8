package api

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// Gates is what happens at the gates; *checkin.Service.
type Gates interface {
	Provision(ctx context.Context, event events.ID, gate, name string) (checkin.Device, string, error)
	Begin(ctx context.Context, token string) (checkin.Device, string, error)
	Authenticate(ctx context.Context, secret string) (checkin.Device, error)
	Revoke(ctx context.Context, id checkin.DeviceID) (checkin.Device, error)
	List(ctx context.Context, event events.ID) (checkin.List, error)
	Sync(ctx context.Context, d checkin.Device, said checkin.Said, records []checkin.Record) (checkin.Device, error)
	Totals(ctx context.Context, event events.ID) ([]checkin.GateState, checkin.Tally, error)
}

// GateDevice is a scanner, on the wire.
type GateDevice struct {
	ID    checkin.DeviceID `json:"id"`
	Name  string           `json:"name"`
	Event events.ID        `json:"event"`
	Gate  string           `json:"gate"`
	Seq   int64            `json:"seq" doc:"Its log is here up to this line"`
}

func wireDevice(d checkin.Device) GateDevice { return GateDevice{d.ID, d.Name, d.Event, d.Gate, d.Seq} }

// NewGateDevice is a device with what it is set up with.
type NewGateDevice struct {
	GateDevice
	Token   string    `json:"token" doc:"To be typed or scanned at the device, once"`
	Expires time.Time `json:"expires"`
}

// DeviceInput registers a device.
type DeviceInput struct {
	Body struct {
		Event events.ID `json:"event" maxLength:"64"`
		Gate  string    `json:"gate" maxLength:"16" example:"w1"`
		Name  string    `json:"name" minLength:"1" maxLength:"40"`
		Why   string    `json:"why" maxLength:"200"`
	}
}

// postDevice answers POST /v1/devices: 201 NewGateDevice | 400 reason | 404 no_such_gate,
// no_pass.
func (a *API) postDevice(ctx context.Context, in *DeviceInput) (*reply[NewGateDevice], error) {
	if a.Gates == nil {
		return nil, pass.ErrNone
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
	return &reply[NewGateDevice]{NewGateDevice{wireDevice(d), token, here(d.Made.Add(checkin.TokenFor))}}, nil
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
	return &reply[BegunDevice]{BegunDevice{wireDevice(d), secret}}, nil
}

// GateList is what a gate needs to work without a network.
type GateList struct {
	AsOf    time.Time         `json:"as_of"`
	Device  GateDevice        `json:"device"`
	Bit     uint16            `json:"bit" doc:"Of this gate, as in a pass"`
	Gates   []GateMask        `json:"gates" nullable:"false"`
	Event   uint16            `json:"event" doc:"Its number, as in a pass"`
	Keys    map[string]string `json:"keys" doc:"Public keys by id, hexadecimal"`
	Rules   GateRules         `json:"rules"`
	From    time.Time         `json:"from" doc:"The first window of the night"`
	Until   time.Time         `json:"until"`
	Revoked []string          `json:"revoked" nullable:"false" doc:"Serials"`
	Salt    string            `json:"salt" doc:"Codes are found by HMAC-SHA-256 under it"`
	Codes   []GateCode        `json:"codes" nullable:"false"`
}

// GateMask is a gate by its bit.
type GateMask struct {
	GateTitle
	Bit uint16 `json:"bit"`
}

// GateRules are the figures of admission.
type GateRules struct {
	Version int `json:"version"`
	Early   int `json:"early_minutes"`
	Late    int `json:"late_minutes"`
	Rest    int `json:"rest_minutes"`
}

// GateCode is a pass by the hash of its code.
type GateCode struct {
	Hash   string    `json:"hash"`
	Serial string    `json:"serial"`
	From   time.Time `json:"from"`
	Until  time.Time `json:"until"`
	Party  int       `json:"party"`
	Gates  uint16    `json:"gates"`
}

// getGateList answers GET /v1/checkin/bundle: 200 GateList | 401 device | 404 no_night.
func (a *API) getGateList(ctx context.Context, _ *struct{}) (*reply[GateList], error) {
	d := requestOf(ctx).device
	book, err := a.Passes.Book(ctx, d.Event)
	if err != nil {
		return nil, err
	}
	list, err := a.Gates.List(ctx, d.Event)
	if err != nil {
		return nil, err
	}
	w := GateList{
		AsOf: here(list.AsOf), Device: wireDevice(*d), Event: list.Ring.Event, Keys: map[string]string{}, From: here(list.From), Until: here(list.Until),
		Rules: GateRules{checkin.Usual.Version, minutesOf(checkin.Usual.Early), minutesOf(checkin.Usual.Late), minutesOf(checkin.Usual.Rest)},
		Salt:  hex.EncodeToString(list.Salt), Revoked: []string{}, Codes: []GateCode{}, Gates: []GateMask{},
	}
	for id, key := range list.Ring.Keys {
		w.Keys[fmt.Sprint(id)] = hex.EncodeToString(key)
	}
	for _, g := range book.Gates {
		w.Gates = append(w.Gates, GateMask{GateTitle{g.ID, g.Title, g.StepFree}, g.Mask()})
		if g.ID == d.Gate {
			w.Bit = g.Mask()
		}
	}
	for _, s := range list.Revoked {
		w.Revoked = append(w.Revoked, s.String())
	}
	for _, c := range list.Codes {
		w.Codes = append(w.Codes, GateCode{c.Hash, c.Serial.String(), here(c.From), here(c.Until), c.Party, c.Gates})
	}
	return &reply[GateList]{w}, nil
}

func minutesOf(d time.Duration) int { return int(d / time.Minute) }

// GateSyncInput is a piece of a device's log.
type GateSyncInput struct {
	Body struct {
		Now     time.Time    `json:"now" doc:"The device's clock"`
		Echo    *time.Time   `json:"echo,omitempty" doc:"as_of of the last answer the device had when it put this together; none before the first"`
		Last    int64        `json:"last,omitempty" minimum:"0" doc:"The last line of the device's log then"`
		Records []GateRecord `json:"records" nullable:"false" maxItems:"200"`
	}
}

// GateRecord is one line of a device's log.
type GateRecord struct {
	Seq     int64     `json:"seq" minimum:"1" doc:"1, 2, 3 … without a gap"`
	Nonce   string    `json:"nonce" minLength:"8" maxLength:"40" pattern:"^[A-Za-z0-9-]+$"`
	Kind    string    `json:"kind" enum:"in,out"`
	Serial  string    `json:"serial,omitempty" maxLength:"10" doc:"Of the pass; none for who is counted out"`
	Persons int       `json:"persons" minimum:"1" maximum:"63"`
	Party   int       `json:"party,omitempty" minimum:"0" maximum:"63"`
	At      time.Time `json:"at" doc:"The moment of the scan by the device's clock; never changed"`
	Offline bool      `json:"offline,omitempty"`
	Rules   int       `json:"rules,omitempty" minimum:"0"`
}

// GateSyncReply says up to which line the log is here.
type GateSyncReply struct {
	Seq       int64     `json:"seq"`
	ClockAway int64     `json:"clock_away_ms" doc:"How far the device's clock is ahead of ours"`
	AsOf      time.Time `json:"as_of" doc:"To be sent back as echo"`
}

// postGateSync answers POST /v1/checkin/sync: 200 GateSyncReply | 400 scan_record | 401
// device. Repeating it, in any order, changes nothing.
func (a *API) postGateSync(ctx context.Context, in *GateSyncInput) (*reply[GateSyncReply], error) {
	records := make([]checkin.Record, len(in.Body.Records))
	for i, r := range in.Body.Records {
		serial, err := pass.ParseSerial(r.Serial)
		if err != nil && (r.Kind == checkin.In || r.Serial != "") {
			return nil, checkin.ErrRecord
		}
		records[i] = checkin.Record{
			Seq: r.Seq, Nonce: r.Nonce, Kind: r.Kind, Serial: serial, Persons: r.Persons, Party: r.Party, At: r.At.UTC(), Offline: r.Offline, Rules: r.Rules,
		}
	}
	said := checkin.Said{At: in.Body.Now, Last: in.Body.Last}
	if in.Body.Echo != nil {
		said.Echo = *in.Body.Echo
	}
	d, err := a.Gates.Sync(ctx, *requestOf(ctx).device, said, records)
	if err != nil {
		return nil, err
	}
	return &reply[GateSyncReply]{GateSyncReply{d.Seq, d.Skew.Milliseconds(), here(d.Heard)}}, nil
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
	Out     int        `json:"out"`
	Devices int        `json:"devices"`
	Heard   *time.Time `json:"heard,omitempty" doc:"Of the device that has been silent longest; none where one was never heard: then the figures are unknown"`
}

// GateConflict is something in the logs that cannot be.
type GateConflict struct {
	Kind      string    `json:"kind" enum:"double_admission,twin_device"`
	Serial    string    `json:"serial"`
	Gate      string    `json:"gate"`
	At        time.Time `json:"at"`
	FirstGate string    `json:"first_gate"`
	FirstAt   time.Time `json:"first_at"`
	Excess    int       `json:"excess" doc:"Persons more than the pass is for"`
}

// EventRef names an event.
type gateEventInput struct {
	Event events.ID `path:"event" maxLength:"64" pattern:"^[A-Za-z0-9._-]+$"`
}

// getGates answers GET /v1/events/{event}/gates: 200 GateTotals | 404 no_pass.
func (a *API) getGates(ctx context.Context, in *gateEventInput) (*reply[GateTotals], error) {
	if a.Gates == nil {
		return nil, pass.ErrNone
	}
	gates, tally, err := a.Gates.Totals(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	w := GateTotals{AsOf: here(a.Now()), In: tally.In, Out: tally.Out, Gates: []GateFigures{}, Conflicts: []GateConflict{}}
	for _, g := range gates {
		f := GateFigures{GateTitle: GateTitle{g.ID, g.Title, g.StepFree}, In: g.In, Out: g.Out, Devices: g.Devices}
		if !g.Heard.IsZero() {
			f.Heard = new(here(g.Heard))
		}
		w.Gates = append(w.Gates, f)
	}
	for _, c := range tally.Conflicts {
		w.Conflicts = append(w.Conflicts, GateConflict{
			c.Kind, c.Record.Serial.String(), c.Record.Gate, here(c.Record.At), c.First.Gate, here(c.First.At), c.Excess,
		})
	}
	return &reply[GateTotals]{w}, nil
}

// admitDevice puts the device that makes the request into the context.
func (a *API) admitDevice(c *fiber.Ctx) error {
	scheme, secret, _ := strings.Cut(c.Get(fiber.HeaderAuthorization), " ")
	if a.Gates == nil || !strings.EqualFold(scheme, "Device") || secret == "" {
		return checkin.ErrDevice
	}
	d, err := a.Gates.Authenticate(c.UserContext(), secret)
	if err != nil {
		return err
	}
	requestOf(c.UserContext()).device = &d
	c.Response().Header.SetCanonical(headerCacheControl, noStore)
	return nil
}
