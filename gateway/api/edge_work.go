package api

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/edge"
	"wanjia/ticketing/pass"
)

// EdgeUp is what a gate server brings; both sides write and read it here. On the night of
// an update one of them is older: what it does not know is left aside, on both ways.
type EdgeUp struct {
	_        struct{}      `additionalProperties:"true"`
	Devices  []EdgeBrought `json:"devices" nullable:"false" maxItems:"500"`
	Receipts []EdgeReceipt `json:"receipts" nullable:"false" maxItems:"2000"`
	Calls    []EdgeCall    `json:"calls" nullable:"false" maxItems:"500"`
	Since    string        `json:"since,omitempty" maxLength:"100" doc:"next of the last answer; none for the whole night"`
	Program  string        `json:"program,omitempty" maxLength:"120" doc:"The version of its program"`
}

// EdgeBrought is a piece of a device's log with what the device said of itself.
type EdgeBrought struct {
	_       struct{}         `additionalProperties:"true"`
	Device  checkin.DeviceID `json:"device" maxLength:"64"`
	Now     time.Time        `json:"now" doc:"The device's clock"`
	Last    int64            `json:"last" minimum:"0"`
	Echo    *time.Time       `json:"echo,omitempty" doc:"A moment of ours after which all the device did until it was heard is known to have come"`
	Trained bool             `json:"trained,omitempty"`
	Rewound *time.Time       `json:"rewound,omitempty" doc:"When it said at the gates that its log is shorter than before; none for never"`
	Records []GateRecord     `json:"records" nullable:"false" maxItems:"200"`
}

// EdgeReceipt is what became of an order at a device.
type EdgeReceipt struct {
	Order  checkin.OrderID  `json:"order" maxLength:"80"`
	Device checkin.DeviceID `json:"device" maxLength:"64"`
	Acked  bool             `json:"acked,omitempty"`
	By     string           `json:"by,omitempty" maxLength:"80"`
}

// EdgeCall is a call for help at a device.
type EdgeCall struct {
	ID     checkin.CallID   `json:"id" maxLength:"120"`
	Device checkin.DeviceID `json:"device" maxLength:"64"`
	Kind   string           `json:"kind" maxLength:"40"`
	Note   string           `json:"note,omitempty" maxLength:"200"`
	At     time.Time        `json:"at"`
}

// WriteUp is the wire form.
func WriteUp(up edge.Up) EdgeUp {
	w := EdgeUp{Devices: []EdgeBrought{}, Receipts: []EdgeReceipt{}, Calls: []EdgeCall{}, Since: up.Since, Program: up.Program}
	for _, b := range up.Devices {
		d := EdgeBrought{Device: b.Device, Now: b.Said.At, Last: b.Said.Last, Trained: b.Said.Trained, Records: []GateRecord{}}
		if !b.Said.Echo.IsZero() {
			d.Echo = &b.Said.Echo
		}
		if !b.Said.Rewound.IsZero() {
			d.Rewound = &b.Said.Rewound
		}
		for _, r := range b.Records {
			d.Records = append(d.Records, WriteRecord(r))
		}
		w.Devices = append(w.Devices, d)
	}
	for _, r := range up.Receipts {
		w.Receipts = append(w.Receipts, EdgeReceipt(r))
	}
	for _, c := range up.Calls {
		w.Calls = append(w.Calls, EdgeCall{c.ID, c.Device, c.Kind, c.Note, c.At})
	}
	return w
}

// WriteRecord is the wire form of a line.
func WriteRecord(r checkin.Record) GateRecord {
	w := GateRecord{
		Seq: r.Seq, Nonce: r.Nonce, Kind: r.Kind, Persons: r.Persons, Children: r.Children, Party: r.Party, At: r.At, Offline: r.Offline, Rules: r.Rules,
		Prev: r.Prev, Seal: r.Seal,
	}
	if r.Serial != (pass.Serial{}) {
		w.Serial = r.Serial.String()
	}
	return w
}

func (w EdgeUp) read() (edge.Up, error) {
	up := edge.Up{Since: w.Since, Program: w.Program}
	for _, b := range w.Devices {
		d := edge.Brought{Device: b.Device, Said: checkin.Said{At: b.Now, Last: b.Last, Trained: b.Trained}}
		if b.Echo != nil {
			d.Said.Echo = *b.Echo
		}
		if b.Rewound != nil {
			d.Said.Rewound = b.Rewound.UTC()
		}
		for _, r := range b.Records {
			record, err := r.record()
			if err != nil {
				return edge.Up{}, err
			}
			d.Records = append(d.Records, record)
		}
		up.Devices = append(up.Devices, d)
	}
	for _, r := range w.Receipts {
		up.Receipts = append(up.Receipts, edge.Receipt(r))
	}
	for _, c := range w.Calls {
		up.Calls = append(up.Calls, checkin.Call{ID: c.ID, Device: c.Device, Kind: c.Kind, Note: c.Note, At: c.At.UTC()})
	}
	return up, nil
}

// EdgeDown is what a gate server is to know.
type EdgeDown struct {
	AsOf     time.Time        `json:"as_of"`
	Devices  []EdgeDevice     `json:"devices" nullable:"false"`
	Orders   []GateOrder      `json:"orders" nullable:"false"`
	Calls    []EdgeCallAnswer `json:"calls" nullable:"false"`
	Admitted []string         `json:"admitted" nullable:"false" doc:"By the devices of others: scan serial persons milliseconds gate party"`
	Next     string           `json:"next"`
	More     bool             `json:"more,omitempty"`
	List     string           `json:"list" doc:"Version of the list"`
	Credit   *EdgeCredit      `json:"credit,omitempty" doc:"None where nothing can be said of it just now"`
}

// EdgeCredit is how many a gate server may let in while it cannot ask.
type EdgeCredit struct {
	Free  bool      `json:"free,omitempty" doc:"Nothing bounds it, and the rest says nothing"`
	Most  int       `json:"most" doc:"All in all from one moment to the other"`
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

// EdgeDevice is a device as a gate server has to know it.
type EdgeDevice struct {
	GateDevice
	Key     string     `json:"key" doc:"Hash of what it proves itself with"`
	LogKey  string     `json:"log_key" doc:"Hexadecimal"`
	Made    time.Time  `json:"made"`
	Begun   *time.Time `json:"begun,omitempty"`
	Revoked *time.Time `json:"revoked,omitempty"`
	Secret  string     `json:"secret,omitempty" doc:"Of a device that was set up just now"`
}

// EdgeCallAnswer is a call for help with what became of it.
type EdgeCallAnswer struct {
	GateCall
	Device checkin.DeviceID `json:"device"`
	Said   time.Time        `json:"said" doc:"By the device's clock"`
}

func wireEdgeDevice(d checkin.Device) EdgeDevice {
	return EdgeDevice{wireDevice(d), d.Key, hex.EncodeToString(d.LogKey), d.Made, whenIf(d.Begun), whenIf(d.Revoked), ""}
}

// Read is the device.
func (w EdgeDevice) Read() (checkin.Device, error) {
	key, err := hex.DecodeString(w.LogKey)
	return checkin.Device{
		ID: w.ID, Name: w.Name, Event: w.Event, Gate: w.Gate, Key: w.Key, LogKey: key, Made: w.Made, Begun: momentOf(w.Begun), Revoked: momentOf(w.Revoked), Until: momentOf(w.Until), Seq: w.Seq,
	}, err
}

func momentOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

func writeDown(down edge.Down) EdgeDown {
	w := EdgeDown{
		AsOf: here(down.AsOf), Devices: []EdgeDevice{}, Orders: []GateOrder{}, Calls: []EdgeCallAnswer{}, Admitted: []string{},
		Next: down.Next, More: down.More, List: down.List,
	}
	if c := down.Credit; c != nil {
		w.Credit = &EdgeCredit{c.Free, c.Most, here(c.From), here(c.Until)}
	}
	for _, d := range down.Devices {
		w.Devices = append(w.Devices, wireEdgeDevice(d))
	}
	for _, o := range down.Orders {
		w.Orders = append(w.Orders, wireOrder(o))
	}
	for _, c := range down.Calls {
		w.Calls = append(w.Calls, EdgeCallAnswer{wireCall(c), c.Device, c.At})
	}
	for _, r := range down.Admitted {
		w.Admitted = append(w.Admitted, fmt.Sprintf("%s %s %d %d %s %d", r.Name(), r.Serial, r.Persons, r.At.UnixMilli(), r.Gate, r.Party))
	}
	return w
}

// Read is what it says; an error is an answer that is none of ours.
func (w EdgeDown) Read() (edge.Down, error) {
	down := edge.Down{AsOf: w.AsOf, Next: w.Next, More: w.More, List: w.List}
	if c := w.Credit; c != nil {
		down.Credit = &edge.Allowance{Free: c.Free, Most: c.Most, From: c.From, Until: c.Until}
	}
	for _, d := range w.Devices {
		device, err := d.Read()
		if err != nil {
			return down, err
		}
		down.Devices = append(down.Devices, device)
	}
	for _, o := range w.Orders {
		down.Orders = append(down.Orders, checkin.Order{
			ID: o.ID, Event: o.Event, Number: o.Number, Key: string(o.ID), Kind: o.Kind, Gates: o.Gates, Authority: o.Authority, Reason: o.Reason, Say: o.Say, At: o.At,
		})
	}
	for _, c := range w.Calls {
		call := checkin.Call{
			ID: c.ID, Gate: c.Gate, Device: c.Device, Kind: c.Kind, Note: c.Note, At: c.Said, Received: c.At, Taken: momentOf(c.Taken), Sent: c.Sent, Closed: momentOf(c.Closed),
		}
		for _, d := range down.Devices {
			if d.ID == c.Device {
				call.Event = d.Event
			}
		}
		down.Calls = append(down.Calls, call)
	}
	for _, line := range w.Admitted {
		r, err := admittedOf(line)
		if err != nil {
			return down, err
		}
		down.Admitted = append(down.Admitted, r)
	}
	return down, nil
}

func admittedOf(line string) (checkin.Record, error) {
	f := strings.Fields(line)
	if len(f) != 6 {
		return checkin.Record{}, fmt.Errorf("an admission that cannot be read: %q", line)
	}
	device, nonce, _ := strings.Cut(f[0], "/")
	serial, serr := pass.ParseSerial(f[1])
	persons, perr := strconv.Atoi(f[2])
	at, terr := strconv.ParseInt(f[3], 10, 64)
	party, aerr := strconv.Atoi(f[5])
	if serr != nil || perr != nil || terr != nil || aerr != nil {
		return checkin.Record{}, fmt.Errorf("an admission that cannot be read: %q", line)
	}
	return checkin.Record{
		Device: checkin.DeviceID(device), Nonce: nonce, Serial: serial, Persons: persons, At: time.UnixMilli(at).UTC(), Gate: f[4], Party: party, Kind: checkin.In,
	}, nil
}

// EdgeCopy is what gates need when the main service is away.
type EdgeCopy struct {
	Event  events.ID      `json:"event"`
	Number uint16         `json:"number"`
	Gates  []EdgeCopyGate `json:"gates" nullable:"false"`
	List   GateList       `json:"list"`
}

// EdgeCopyGate is a gate with its bit and its lanes.
type EdgeCopyGate struct {
	GateTitle
	Bit   int `json:"bit"`
	Lanes int `json:"lanes"`
}

// Read is the copy.
func (w EdgeCopy) Read() (edge.Copy, error) {
	c := edge.Copy{Event: w.Event, Number: w.Number}
	for _, g := range w.Gates {
		c.Gates = append(c.Gates, pass.Gate{ID: g.ID, Title: g.Title, StepFree: g.StepFree, Bit: g.Bit, Lanes: g.Lanes})
	}
	var err error
	c.List, err = w.List.read()
	return c, err
}

func (w GateList) read() (checkin.List, error) {
	l := checkin.List{AsOf: w.AsOf, Version: w.Version, From: w.From, Until: w.Until, Ring: pass.Ring{Event: w.Event, Keys: map[byte]ed25519.PublicKey{}}}
	var err error
	if l.Salt, err = hex.DecodeString(w.Salt); err != nil {
		return l, err
	}
	for id, text := range w.Keys {
		n, nerr := strconv.ParseUint(id, 10, 8)
		key, kerr := hex.DecodeString(text)
		if nerr != nil || kerr != nil || len(key) != ed25519.PublicKeySize {
			return l, fmt.Errorf("a key that cannot be read: %q", id)
		}
		l.Ring.Keys[byte(n)] = key
	}
	for _, text := range w.Revoked {
		s, err := pass.ParseSerial(text)
		if err != nil {
			return l, err
		}
		l.Revoked = append(l.Revoked, s)
	}
	for _, text := range w.Codes {
		code, err := w.code(text)
		if err != nil {
			return l, err
		}
		l.Codes = append(l.Codes, code)
	}
	return l, nil
}

// code reads one of Codes.
func (w GateList) code(text string) (checkin.Code, error) {
	bad := func() (checkin.Code, error) {
		return checkin.Code{}, fmt.Errorf("a pass that cannot be read: %q", text)
	}
	head, rest, _ := strings.Cut(text, ",")
	f := strings.Split(rest, ",")
	if len(head) != 26 || len(f) != 3 {
		return bad()
	}
	serial, serr := pass.ParseSerial(head[16:])
	window, werr := strconv.Atoi(f[0])
	party, perr := strconv.Atoi(f[1])
	gates, gerr := strconv.ParseUint(f[2], 10, 16)
	if serr != nil || werr != nil || perr != nil || gerr != nil || window < 0 || window >= len(w.Windows) {
		return bad()
	}
	return checkin.Code{Hash: head[:16], Serial: serial, From: w.Windows[window].From, Until: w.Windows[window].Until, Party: party, Gates: uint16(gates)}, nil
}

// EdgeUpInput is an exchange.
type EdgeUpInput struct{ Body EdgeUp }

// postExchange answers POST /v1/edges/current/exchange: 200 EdgeDown | 400 scan_record |
// 401 edge. Repeating it changes nothing.
func (a *API) postExchange(ctx context.Context, in *EdgeUpInput) (*reply[EdgeDown], error) {
	up, err := in.Body.read()
	if err != nil {
		return nil, err
	}
	down, err := a.Edges.Exchange(ctx, *requestOf(ctx).edge, up)
	if err != nil {
		return nil, err
	}
	return &reply[EdgeDown]{writeDown(down)}, nil
}

// getEdgeCopy answers GET /v1/edges/current/copy: 200 EdgeCopy | 401 edge | 404 no_night,
// no_pass.
func (a *API) getEdgeCopy(ctx context.Context, _ *struct{}) (*reply[EdgeCopy], error) {
	copy, err := a.Edges.Copy(ctx, *requestOf(ctx).edge)
	if err != nil {
		return nil, err
	}
	w := EdgeCopy{Event: copy.Event, Number: copy.Number, Gates: []EdgeCopyGate{}, List: wireList(copy.List, copy.Gates)}
	for _, g := range copy.Gates {
		w.Gates = append(w.Gates, EdgeCopyGate{GateTitle{g.ID, g.Title, g.StepFree}, g.Bit, g.Lanes})
	}
	return &reply[EdgeCopy]{w}, nil
}

// postEdgeDevice answers POST /v1/edges/current/devices: 201 EdgeDevice | 400
// device_token | 401 edge | 409 edge_gate.
func (a *API) postEdgeDevice(ctx context.Context, in *BeginInput) (*reply[EdgeDevice], error) {
	d, secret, err := a.Edges.BeginDevice(ctx, *requestOf(ctx).edge, strings.ToUpper(strings.TrimSpace(in.Body.Token)))
	if err != nil {
		return nil, err
	}
	w := wireEdgeDevice(d)
	w.Secret = secret
	return &reply[EdgeDevice]{w}, nil
}

// EdgeRedeemInput is a line of a device's log before it is written.
type EdgeRedeemInput struct {
	Body struct {
		Device checkin.DeviceID `json:"device" maxLength:"64"`
		Now    time.Time        `json:"now" doc:"The device's clock"`
		Record GateRecord       `json:"record" doc:"Of the kind in"`
	}
}

// postEdgeRedeem answers POST /v1/edges/current/redeem: 200 GateVerdict | 400 scan_record
// | 401 edge, device.
func (a *API) postEdgeRedeem(ctx context.Context, in *EdgeRedeemInput) (*reply[GateVerdict], error) {
	record, err := in.Body.Record.record()
	if err != nil {
		return nil, err
	}
	answer, err := a.Edges.Redeem(ctx, *requestOf(ctx).edge, in.Body.Device, in.Body.Now, record)
	if err != nil {
		return nil, err
	}
	return &reply[GateVerdict]{wireVerdict(answer)}, nil
}

// Read is the answer.
func (w GateVerdict) Read() checkin.Answer {
	a := checkin.Answer{Verdict: w.Verdict, Reason: w.Reason, Persons: w.Persons, Left: w.Left, Minutes: w.Minutes}
	if w.First != nil {
		a.First = checkin.Entry{Persons: w.First.Persons, At: w.First.At, Gate: w.First.Gate}
	}
	return a
}
