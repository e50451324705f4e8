package store

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// device is the stored form of [checkin.Device].
type device struct {
	ID      string        `json:"id"`
	Name    string        `json:"name"`
	Event   string        `json:"event"`
	Gate    string        `json:"gate"`
	Key     string        `json:"key"` // a hash: whoever reads the documents cannot be the device
	Begun   time.Time     `json:"begun,omitzero"`
	Made    time.Time     `json:"made"`
	Revoked time.Time     `json:"revoked,omitzero"`
	Heard   time.Time     `json:"heard,omitzero"`
	Seq     int64         `json:"seq,omitempty"`
	Skew    time.Duration `json:"skew_ns,omitempty"`
	LogKey  []byte        `json:"log_key,omitempty"`
	Last    int64         `json:"last,omitempty"`
	Rewound time.Time     `json:"rewound,omitzero"`
	Trained time.Time     `json:"trained,omitzero"`
	Fresh   time.Time     `json:"fresh,omitzero"`
	Until   time.Time     `json:"until,omitzero"`
}

func (d device) device() checkin.Device {
	return checkin.Device{
		ID: checkin.DeviceID(d.ID), Name: d.Name, Event: events.ID(d.Event), Gate: d.Gate, Key: d.Key, Begun: d.Begun,
		Made: d.Made, Revoked: d.Revoked, Heard: d.Heard, Seq: d.Seq, Skew: d.Skew,
		LogKey: d.LogKey, Last: d.Last, Rewound: d.Rewound, Trained: d.Trained, Fresh: d.Fresh, Until: d.Until,
	}
}

func storedDevice(d checkin.Device) device {
	return device{
		ID: string(d.ID), Name: d.Name, Event: string(d.Event), Gate: d.Gate, Key: d.Key, Begun: d.Begun,
		Made: d.Made, Revoked: d.Revoked, Heard: d.Heard, Seq: d.Seq, Skew: d.Skew,
		LogKey: d.LogKey, Last: d.Last, Rewound: d.Rewound, Trained: d.Trained, Fresh: d.Fresh, Until: d.Until,
	}
}

// scan is the stored form of [checkin.Record].
type scan struct {
	Device   string        `json:"device"`
	Seq      int64         `json:"seq"`
	Nonce    string        `json:"nonce"`
	Event    string        `json:"event"`
	Gate     string        `json:"gate"`
	Kind     string        `json:"kind"`
	Serial   string        `json:"serial"`
	Persons  int           `json:"persons"`
	Children int           `json:"children,omitempty"`
	Party    int           `json:"party,omitempty"`
	At       time.Time     `json:"at"`
	Offline  bool          `json:"offline,omitempty"`
	Rules    int           `json:"rules"`
	Prev     string        `json:"prev,omitempty"`
	Seal     string        `json:"seal,omitempty"`
	Received time.Time     `json:"received"`
	Skew     time.Duration `json:"skew_ns,omitempty"`
	Broken   bool          `json:"broken,omitempty"`
	Places   []string      `json:"places,omitempty"` // which admission with its pass it is, decided online: unique keys
}

func storedScan(r checkin.Record) scan {
	return scan{
		Device: string(r.Device), Seq: r.Seq, Nonce: r.Nonce, Event: string(r.Event), Gate: r.Gate, Kind: r.Kind, Serial: r.Serial.String(),
		Persons: r.Persons, Children: r.Children, Party: r.Party, At: r.At, Offline: r.Offline, Rules: r.Rules, Prev: r.Prev, Seal: r.Seal,
		Received: r.Received, Skew: r.Skew, Broken: r.Broken,
	}
}

func (s scan) record() (checkin.Record, error) {
	serial, err := pass.ParseSerial(s.Serial)
	return checkin.Record{
		Device: checkin.DeviceID(s.Device), Seq: s.Seq, Nonce: s.Nonce, Event: events.ID(s.Event), Gate: s.Gate, Kind: s.Kind, Serial: serial,
		Persons: s.Persons, Children: s.Children, Party: s.Party, At: s.At, Offline: s.Offline, Rules: s.Rules, Prev: s.Prev, Seal: s.Seal,
		Received: s.Received, Skew: s.Skew, Broken: s.Broken,
	}, err
}

// entryKey is what at most one admission that was decided online has: that it is the nth
// with its pass. Whoever does not know of one of those before gets a number that is taken.
func entryKey(r checkin.Record, n int) string {
	return "nth/" + string(r.Event) + "/" + r.Serial.String() + "/" + strconv.Itoa(n)
}

// seqStamp writes a number so that texts sort as numbers do.
func seqStamp(n int64) string { return fmt.Sprintf("%012d", n) }

// Gates implements [checkin.Store].
type Gates struct {
	devices docstore.Collection[device]
	scans   docstore.Collection[scan]
}

var _ checkin.Store = (*Gates)(nil)

// NewGates returns the devices and logs kept by e.
func NewGates(e docstore.Engine) *Gates {
	return &Gates{
		devices: docstore.Collection[device]{
			Engine: e, Name: "gate_devices", Schema: 1,
			ID:     func(d device) string { return d.ID },
			Unique: func(d device) []string { return []string{"key/" + d.Key} },
			Index: func(d device) map[string]string {
				return map[string]string{"event": d.Event + "/" + d.ID, "made": docstore.Stamp(d.Made)}
			},
		},
		scans: docstore.Collection[scan]{
			Engine: e, Name: "scans", Schema: 1, Encode: encodeScan,
			ID:     func(s scan) string { return s.Device + "-" + s.Nonce },
			Unique: func(s scan) []string { return s.Places },
			Index: func(s scan) map[string]string {
				return map[string]string{"came": s.Event + "/" + docstore.Stamp(s.Received), "device": s.Device + "/" + seqStamp(s.Seq)}
			},
		},
	}
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Gates) Migrate(ctx context.Context) (int, error) {
	return docstore.MigrateAll(ctx, s.devices, s.scans)
}

// AddDevice implements [checkin.Store].
func (s *Gates) AddDevice(ctx context.Context, d checkin.Device) error {
	if err := s.devices.InsertOne(ctx, storedDevice(d)); err != nil {
		return fmt.Errorf("store a gate's device: %w", err)
	}
	return nil
}

// ChangeDevice implements [checkin.Store].
func (s *Gates) ChangeDevice(ctx context.Context, id checkin.DeviceID, change func(*checkin.Device) error) (checkin.Device, error) {
	v, err := s.devices.Change(ctx, string(id), func(stored *device) error {
		d := stored.device()
		if err := change(&d); err != nil {
			return err
		}
		*stored = storedDevice(d)
		return nil
	})
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) {
		return checkin.Device{}, checkin.ErrNoDevice
	}
	return v.Value.device(), err
}

// DeviceByKey implements [checkin.Store].
func (s *Gates) DeviceByKey(ctx context.Context, key string) (checkin.Device, error) {
	v, err := s.devices.Find(ctx, "key/"+key)
	if errors.Is(err, docstore.ErrNotFound) {
		return checkin.Device{}, checkin.ErrNoDevice
	}
	if err != nil {
		return checkin.Device{}, fmt.Errorf("read a gate's device: %w", err)
	}
	return v.Value.device(), nil
}

// Devices implements [checkin.Store].
func (s *Gates) Devices(ctx context.Context, event events.ID) ([]checkin.Device, error) {
	var out []checkin.Device
	for v, err := range s.devices.Each(ctx, docstore.Query{Index: "event", Prefix: string(event) + "/"}) {
		if err != nil {
			return nil, fmt.Errorf("list the devices of event %s: %w", event, err)
		}
		out = append(out, v.Value.device())
	}
	return out, nil
}

// AddRecords implements [checkin.Store].
func (s *Gates) AddRecords(ctx context.Context, records []checkin.Record) error {
	scans := make([]scan, len(records))
	for i, r := range records {
		scans[i] = storedScan(r)
	}
	if err := docstore.InsertNew(ctx, s.scans, scans); err != nil {
		return fmt.Errorf("store %d lines of a gate's log: %w", len(records), err)
	}
	return nil
}

// Redeem implements [checkin.Store].
func (s *Gates) Redeem(ctx context.Context, r checkin.Record, before int) error {
	line := storedScan(r)
	line.Places = []string{entryKey(r, before+1)}
	err := s.scans.InsertOne(ctx, line)
	d, taken := errors.AsType[*docstore.Duplicate](err)
	switch {
	case taken && (d.Key == "" || d.Holder == line.Device+"-"+line.Nonce):
		return nil
	case taken:
		return checkin.ErrTaken
	case err != nil:
		return fmt.Errorf("store an admission: %w", err)
	}
	return nil
}

// Records returns the records of an event.
func (s *Gates) Records(ctx context.Context, event events.ID) ([]checkin.Record, error) {
	return s.RecordsSince(ctx, event, time.Time{})
}

// RecordsSince implements [checkin.Store].
func (s *Gates) RecordsSince(ctx context.Context, event events.ID, since time.Time) ([]checkin.Record, error) {
	query := docstore.Query{Index: "came", Prefix: string(event) + "/"}
	if !since.IsZero() {
		query = docstore.Query{Index: "came", From: string(event) + "/" + docstore.Stamp(since), To: string(event) + "/~"}
	}
	var out []checkin.Record
	for v, err := range s.scans.Each(ctx, query) {
		if err != nil {
			return nil, fmt.Errorf("read the logs of event %s: %w", event, err)
		}
		r, err := v.Value.record()
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// SeqsAfter implements [checkin.Store].
func (s *Gates) SeqsAfter(ctx context.Context, id checkin.DeviceID, seq int64) ([]int64, error) {
	var out []int64
	query := docstore.Query{Index: "device", From: string(id) + "/" + seqStamp(seq+1), To: string(id) + "/~"}
	for v, err := range s.scans.Each(ctx, query) {
		if err != nil {
			return nil, fmt.Errorf("read the log of device %s: %w", id, err)
		}
		out = append(out, v.Value.Seq)
	}
	return out, nil
}

// Sweep removes lines of logs that came before the moment, and devices that were last
// heard, made and taken out of use before it, and returns how many. Safe to repeat and
// to run beside others.
func (s *Gates) Sweep(ctx context.Context, before time.Time) (int, error) {
	lines := 0
	for from := ""; ; {
		next, _, err := s.scans.List(ctx, docstore.Query{Index: "came", From: from, Limit: 1})
		if err != nil {
			return lines, fmt.Errorf("sweep the logs of gates: %w", err)
		}
		if len(next) == 0 {
			break
		}
		event := next[0].Value.Event
		n, err := s.SweepLines(ctx, events.ID(event), before, func(checkin.Record) bool { return true })
		if lines += n; err != nil {
			return lines, err
		}
		from = event + "0" // behind all that begins with the event and a slash
	}
	over := func(d device) bool {
		return d.Heard.Before(before) && d.Begun.Before(before) && d.Revoked.Before(before)
	}
	devices, err := sweep(ctx, s.devices, docstore.Query{Index: "made", To: docstore.Stamp(before)}, over)
	if err != nil {
		return lines + devices, fmt.Errorf("sweep the devices of gates: %w", err)
	}
	return lines + devices, nil
}

// SweepLines removes the lines of an event's logs that came before the moment and gone
// says yes to, and returns how many. Safe to repeat and to run beside others.
func (s *Gates) SweepLines(ctx context.Context, event events.ID, before time.Time, gone func(checkin.Record) bool) (int, error) {
	query := docstore.Query{Index: "came", From: string(event) + "/", To: string(event) + "/" + docstore.Stamp(before)}
	n, err := sweep(ctx, s.scans, query, func(stored scan) bool {
		r, err := stored.record()
		return err == nil && gone(r)
	})
	if err != nil {
		return n, fmt.Errorf("sweep the logs of event %s: %w", event, err)
	}
	return n, nil
}

// sweep deletes what a query finds and over says yes to.
func sweep[T any](ctx context.Context, c docstore.Collection[T], query docstore.Query, over func(T) bool) (int, error) {
	return sweepOf(ctx, c, c.Each(ctx, query), over)
}

// sweepOf deletes what over says yes to of those listed.
func sweepOf[T any](ctx context.Context, c docstore.Collection[T], list iter.Seq2[docstore.Versioned[T], error], over func(T) bool) (int, error) {
	n := 0
	for v, err := range list {
		if err != nil {
			return n, err
		}
		if !over(v.Value) {
			continue
		}
		switch err := c.Delete(ctx, c.ID(v.Value), v.Version); {
		case err == nil:
			n++
		case errors.Is(err, docstore.ErrStale), errors.Is(err, docstore.ErrNotFound):
		default:
			return n, err
		}
	}
	return n, nil
}
