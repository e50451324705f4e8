package api

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

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
	Version string            `json:"version" doc:"The same for lists that say the same"`
	Windows []GateWindow      `json:"windows" nullable:"false"`
	Codes   []string          `json:"codes" nullable:"false" doc:"Hash (16 characters), serial (10), then ,window,party,gates"`
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

// GateWindow is when passes are good.
type GateWindow struct {
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
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
	w := wireList(list, book.Gates)
	w.Device = wireDevice(*d)
	if g, ok := book.Gate(d.Gate); ok {
		w.Bit = g.Mask()
	}
	return &reply[GateList]{w}, nil
}

// wireList is a list for all of its gates.
func wireList(list checkin.List, gates []pass.Gate) GateList {
	w := GateList{
		AsOf: here(list.AsOf), Event: list.Ring.Event, Keys: map[string]string{}, From: here(list.From), Until: here(list.Until),
		Rules: GateRules{checkin.Usual.Version, minutesOf(checkin.Usual.Early), minutesOf(checkin.Usual.Late), minutesOf(checkin.Usual.Rest)},
		Salt:  hex.EncodeToString(list.Salt), Revoked: []string{}, Codes: make([]string, 0, len(list.Codes)), Gates: []GateMask{}, Windows: []GateWindow{}, Version: list.Version,
	}
	for id, key := range list.Ring.Keys {
		w.Keys[fmt.Sprint(id)] = hex.EncodeToString(key)
	}
	for _, g := range gates {
		w.Gates = append(w.Gates, GateMask{GateTitle{g.ID, g.Title, g.StepFree}, g.Mask()})
	}
	for _, s := range list.Revoked {
		w.Revoked = append(w.Revoked, s.String())
	}
	windows := map[[2]int64]int{}
	for _, c := range list.Codes {
		window := [2]int64{c.From.Unix(), c.Until.Unix()}
		n, ok := windows[window]
		if !ok {
			n = len(w.Windows)
			windows[window], w.Windows = n, append(w.Windows, GateWindow{here(c.From), here(c.Until)})
		}
		w.Codes = append(w.Codes, fmt.Sprintf("%s%s,%d,%d,%d", c.Hash, c.Serial, n, c.Party, c.Gates))
	}
	return w
}

func minutesOf(d time.Duration) int { return int(d / time.Minute) }

// GateRecord is one line of a device's log.
type GateRecord struct {
	Seq      int64     `json:"seq" minimum:"1" doc:"1, 2, 3 … without a gap"`
	Nonce    string    `json:"nonce" minLength:"8" maxLength:"40" pattern:"^[A-Za-z0-9-]+$"`
	Kind     string    `json:"kind" enum:"in,walk,out" doc:"Let in with a pass, let in without one, counted out"`
	Serial   string    `json:"serial,omitempty" maxLength:"10" doc:"Of the pass"`
	Persons  int       `json:"persons" minimum:"0" maximum:"63"`
	Children int       `json:"children,omitempty" minimum:"0" maximum:"63" doc:"Beside them, who need no ticket"`
	Party    int       `json:"party,omitempty" minimum:"0" maximum:"63"`
	At       time.Time `json:"at" doc:"The moment of the scan by the device's clock, to the millisecond; never changed"`
	Offline  bool      `json:"offline,omitempty"`
	Rules    int       `json:"rules,omitempty" minimum:"0"`
	Prev     string    `json:"prev" maxLength:"32" doc:"Seal of the line before, empty for the first"`
	Seal     string    `json:"seal" maxLength:"32" doc:"HMAC-SHA-256 of the line under the device's log key, 16 bytes, hexadecimal"`
}

func (r GateRecord) record() (checkin.Record, error) {
	serial, err := pass.ParseSerial(r.Serial)
	if err != nil && (r.Kind == checkin.In || r.Serial != "") {
		return checkin.Record{}, checkin.ErrRecord
	}
	return checkin.Record{
		Seq: r.Seq, Nonce: r.Nonce, Kind: r.Kind, Serial: serial, Persons: r.Persons, Children: r.Children, Party: r.Party,
		At: r.At.UTC().Truncate(time.Millisecond), Offline: r.Offline, Rules: r.Rules, Prev: r.Prev, Seal: r.Seal,
	}, nil
}

// GateSyncInput is what a device says of itself, with a piece of its log.
type GateSyncInput struct {
	Body struct {
		Now     time.Time       `json:"now" doc:"The device's clock"`
		Last    int64           `json:"last,omitempty" minimum:"0" doc:"The last line of the device's log then"`
		Echo    *time.Time      `json:"echo,omitempty" doc:"as_of of the last answer the device had when it put this together; none before the first"`
		Acked   checkin.OrderID `json:"acked,omitempty" maxLength:"80" doc:"The order its holder has said yes to"`
		Trained bool            `json:"trained,omitempty" doc:"Its holder has answered the questions"`
		Since   string          `json:"since,omitempty" maxLength:"100" doc:"next of the last answer; none for the whole night"`
		Records []GateRecord    `json:"records" nullable:"false" maxItems:"200"`
	}
}

// GateSyncReply says up to which line the log is here, what others admitted, and what
// the gate is to do.
type GateSyncReply struct {
	Seq       int64      `json:"seq"`
	ClockAway int64      `json:"clock_away_ms" doc:"How far the device's clock is ahead of ours"`
	AsOf      time.Time  `json:"as_of" doc:"To be sent back as echo"`
	Order     *GateOrder `json:"order,omitempty" doc:"The last one for its gate, an opening one too; none where none was given"`
	Help      *GateCall  `json:"help,omitempty" doc:"The device's last call for help"`
	Admitted  []string   `json:"admitted" nullable:"false" doc:"By other devices: scan serial persons milliseconds gate. The same scan may come twice"`
	Next      string     `json:"next"`
	More      bool       `json:"more,omitempty" doc:"Ask again at once"`
	List      string     `json:"list" doc:"Version of the list; another one than the device has is to be fetched"`
}

// postGateSync answers POST /v1/checkin/sync: 200 GateSyncReply | 400 scan_record | 401
// device. Repeating it, in any order, changes nothing.
func (a *API) postGateSync(ctx context.Context, in *GateSyncInput) (*reply[GateSyncReply], error) {
	said := checkin.Said{At: in.Body.Now, Last: in.Body.Last, Trained: in.Body.Trained}
	if in.Body.Echo != nil {
		said.Echo = *in.Body.Echo
	}
	var records []checkin.Record
	for _, r := range in.Body.Records {
		record, err := r.record()
		if err != nil {
			return nil, err
		}
		records = append(records, record)
	}
	d, err := a.Gates.Sync(ctx, *requestOf(ctx).device, said, records)
	if err != nil {
		return nil, err
	}
	admitted, next, more, err := a.Gates.Others(ctx, d, in.Body.Since)
	if err != nil {
		return nil, err
	}
	w := GateSyncReply{
		Seq: d.Seq, ClockAway: d.Skew.Milliseconds(), AsOf: here(d.Heard), Admitted: make([]string, len(admitted)), Next: next, More: more,
	}
	for i, r := range admitted {
		w.Admitted[i] = fmt.Sprintf("%s %s %d %d %s", r.Name(), r.Serial, r.Persons, r.At.UnixMilli(), r.Gate)
	}
	// Between the nights there is no list, and a device is heard all the same.
	if list, err := a.Gates.List(ctx, d.Event); err == nil {
		w.List = list.Version
	}
	if err := a.tellDevice(ctx, d, in.Body.Acked, &w); err != nil {
		return nil, err
	}
	return &reply[GateSyncReply]{w}, nil
}

// GateRedeemInput is a line of a device's log before it is written.
type GateRedeemInput struct {
	Body struct {
		Now    time.Time  `json:"now" doc:"The device's clock"`
		Record GateRecord `json:"record" doc:"Of the kind in"`
	}
}

// GateVerdict is what a gate is told to do.
type GateVerdict struct {
	Verdict checkin.Verdict `json:"verdict" enum:"admit,wait,refuse"`
	Reason  checkin.Reason  `json:"reason"`
	Persons int             `json:"persons" doc:"Who may come in now"`
	Left    int             `json:"left" doc:"Of the party, who may come in later"`
	Minutes int             `json:"minutes,omitempty" doc:"Until the gate opens, with too_early; since it closed, with too_late"`
	First   *GateFirst      `json:"first,omitempty" doc:"The first admission with the pass"`
}

// GateFirst is who came in with a pass first.
type GateFirst struct {
	Persons int       `json:"persons"`
	At      time.Time `json:"at"`
	Gate    string    `json:"gate"`
}

// postRedeem answers POST /v1/checkin/redeem: 200 GateVerdict | 400 scan_record | 401
// device. The line of an admission is stored before it is answered; the same line again
// is answered the same.
func (a *API) postRedeem(ctx context.Context, in *GateRedeemInput) (*reply[GateVerdict], error) {
	record, err := in.Body.Record.record()
	if err != nil {
		return nil, err
	}
	d := *requestOf(ctx).device
	closed, err := a.closed(ctx, d)
	if err != nil {
		return nil, err
	}
	answer, err := a.Gates.Redeem(ctx, d, in.Body.Now, record, closed)
	if err != nil {
		return nil, err
	}
	return &reply[GateVerdict]{wireVerdict(answer)}, nil
}

func wireVerdict(answer checkin.Answer) GateVerdict {
	w := GateVerdict{Verdict: answer.Verdict, Reason: answer.Reason, Persons: answer.Persons, Left: answer.Left, Minutes: answer.Minutes}
	if f := answer.First; f.Persons > 0 {
		w.First = &GateFirst{f.Persons, here(f.At), f.Gate}
	}
	return w
}

// admitDevice puts the device that makes the request into the context.
func (a *API) admitDevice(c *fiber.Ctx) error {
	d, err := a.deviceOf(c.UserContext(), c.Get(fiber.HeaderAuthorization))
	if err != nil {
		return err
	}
	requestOf(c.UserContext()).device = &d
	c.Response().Header.SetCanonical(headerCacheControl, noStore)
	return nil
}

// deviceOf is the device that an Authorization header is of.
func (a *API) deviceOf(ctx context.Context, authorization string) (checkin.Device, error) {
	scheme, secret, _ := strings.Cut(authorization, " ")
	if a.Gates == nil || !strings.EqualFold(scheme, "Device") || secret == "" {
		return checkin.Device{}, checkin.ErrDevice
	}
	return a.Gates.Authenticate(ctx, secret)
}
