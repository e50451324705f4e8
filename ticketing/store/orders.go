package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/ticketing/checkin"
)

// order is the stored form of [checkin.Order].
type order struct {
	ID        string      `json:"id"`
	Event     string      `json:"event"`
	Number    int64       `json:"number"`
	Key       string      `json:"key"`
	Kind      string      `json:"kind"`
	Gates     []string    `json:"gates"`
	Authority string      `json:"authority"`
	Reason    string      `json:"reason"`
	Say       events.Text `json:"say"`
	Account   string      `json:"account"`
	At        time.Time   `json:"at"`
}

func storedOrder(o checkin.Order) order {
	return order{string(o.ID), string(o.Event), o.Number, o.Key, o.Kind, o.Gates, o.Authority, o.Reason, o.Say, o.Account, o.At}
}

func (o order) order() checkin.Order {
	return checkin.Order{
		ID: checkin.OrderID(o.ID), Event: events.ID(o.Event), Number: o.Number, Key: o.Key, Kind: o.Kind, Gates: o.Gates,
		Authority: o.Authority, Reason: o.Reason, Say: o.Say, Account: o.Account, At: o.At,
	}
}

// receipt is the stored form of [checkin.Receipt].
type receipt struct {
	Order  string        `json:"order"`
	Device string        `json:"device"`
	Event  string        `json:"event"`
	Told   time.Time     `json:"told"`
	Acked  time.Time     `json:"acked,omitzero"`
	Lag    time.Duration `json:"lag_ns,omitempty"`
	By     string        `json:"by,omitempty"`
}

func (r receipt) receipt() checkin.Receipt {
	return checkin.Receipt{
		Order: checkin.OrderID(r.Order), Device: checkin.DeviceID(r.Device), Event: events.ID(r.Event), Told: r.Told, Acked: r.Acked, Lag: r.Lag, By: r.By,
	}
}

// call is the stored form of [checkin.Call].
type call struct {
	ID       string    `json:"id"`
	Event    string    `json:"event"`
	Gate     string    `json:"gate"`
	Device   string    `json:"device"`
	Kind     string    `json:"kind"`
	Note     string    `json:"note,omitempty"`
	At       time.Time `json:"at"`
	Received time.Time `json:"received"`
	Taken    time.Time `json:"taken,omitzero"`
	TakenBy  string    `json:"taken_by,omitempty"`
	Sent     string    `json:"sent,omitempty"`
	Closed   time.Time `json:"closed,omitzero"`
	ClosedBy string    `json:"closed_by,omitempty"`
}

func storedCall(c checkin.Call) call {
	return call{
		string(c.ID), string(c.Event), c.Gate, string(c.Device), c.Kind, c.Note, c.At, c.Received, c.Taken, c.TakenBy, c.Sent, c.Closed, c.ClosedBy,
	}
}

func (c call) call() checkin.Call {
	return checkin.Call{
		ID: checkin.CallID(c.ID), Event: events.ID(c.Event), Gate: c.Gate, Device: checkin.DeviceID(c.Device), Kind: c.Kind, Note: c.Note,
		At: c.At, Received: c.Received, Taken: c.Taken, TakenBy: c.TakenBy, Sent: c.Sent, Closed: c.Closed, ClosedBy: c.ClosedBy,
	}
}

// Orders implements [checkin.OrderStore] and [checkin.CallStore].
type Orders struct {
	orders   docstore.Collection[order]
	receipts docstore.Collection[receipt]
	calls    docstore.Collection[call]
}

var (
	_ checkin.OrderStore = (*Orders)(nil)
	_ checkin.CallStore  = (*Orders)(nil)
)

// orderKey is what makes the same press the same order.
func orderKey(event, key string) string { return "key/" + event + "/" + key }

// NewOrders returns the orders, receipts and calls kept by e.
func NewOrders(e docstore.Engine) *Orders {
	return &Orders{
		orders: docstore.Collection[order]{
			Engine: e, Name: "gate_orders", Schema: 1,
			ID:     func(o order) string { return o.ID },
			Unique: func(o order) []string { return []string{orderKey(o.Event, o.Key)} },
			Index:  func(o order) map[string]string { return map[string]string{"event": o.Event + "/" + seqStamp(o.Number)} },
		},
		receipts: docstore.Collection[receipt]{
			Engine: e, Name: "gate_receipts", Schema: 1,
			ID:    func(r receipt) string { return receiptID(r.Order, r.Device) },
			Index: func(r receipt) map[string]string { return map[string]string{"event": r.Event + "/" + r.Order} },
		},
		calls: docstore.Collection[call]{
			Engine: e, Name: "gate_calls", Schema: 1,
			ID: func(c call) string { return c.ID },
			Index: func(c call) map[string]string {
				return map[string]string{"event": c.Event + "/" + docstore.Stamp(c.Received)}
			},
		},
	}
}

func receiptID(order, device string) string { return order + "-" + device }

// Migrate rewrites documents of older schemas and returns how many.
func (s *Orders) Migrate(ctx context.Context) (int, error) {
	return docstore.MigrateAll(ctx, s.orders, s.receipts, s.calls)
}

// AddOrder implements [checkin.OrderStore].
func (s *Orders) AddOrder(ctx context.Context, o checkin.Order) (checkin.Order, error) {
	err := s.orders.InsertOne(ctx, storedOrder(o))
	if err == nil {
		return o, nil
	}
	if !errors.Is(err, docstore.ErrDuplicate) {
		return o, fmt.Errorf("store an order to the gates: %w", err)
	}
	have, err := s.orders.Find(ctx, orderKey(string(o.Event), o.Key))
	if errors.Is(err, docstore.ErrNotFound) { // it was the number that was taken
		return o, checkin.ErrOrderBusy
	}
	return have.Value.order(), err
}

// Orders implements [checkin.OrderStore].
func (s *Orders) Orders(ctx context.Context, event events.ID) ([]checkin.Order, error) {
	var out []checkin.Order
	for v, err := range s.orders.Each(ctx, docstore.Query{Index: "event", Prefix: string(event) + "/"}) {
		if err != nil {
			return nil, fmt.Errorf("read the orders of event %s: %w", event, err)
		}
		out = append(out, v.Value.order())
	}
	return out, nil
}

// ChangeReceipt implements [checkin.OrderStore].
func (s *Orders) ChangeReceipt(ctx context.Context, id checkin.OrderID, d checkin.DeviceID, change func(*checkin.Receipt) bool) (checkin.Receipt, error) {
	for {
		v, err := s.receipts.Get(ctx, receiptID(string(id), string(d)))
		missing := errors.Is(err, docstore.ErrNotFound)
		if err != nil && !missing {
			return checkin.Receipt{}, fmt.Errorf("read the receipt of order %s: %w", id, err)
		}
		r := v.Value.receipt()
		r.Order, r.Device = id, d
		if !change(&r) {
			return r, nil
		}
		v.Value = receipt{string(r.Order), string(r.Device), string(r.Event), r.Told, r.Acked, r.Lag, r.By}
		if missing {
			err = s.receipts.InsertOne(ctx, v.Value)
		} else {
			_, err = s.receipts.Replace(ctx, v)
		}
		switch {
		case err == nil:
			return r, nil
		case !errors.Is(err, docstore.ErrDuplicate) && !errors.Is(err, docstore.ErrStale):
			return r, fmt.Errorf("store the receipt of order %s: %w", id, err)
		}
	}
}

// Receipts implements [checkin.OrderStore].
func (s *Orders) Receipts(ctx context.Context, event events.ID) ([]checkin.Receipt, error) {
	var out []checkin.Receipt
	for v, err := range s.receipts.Each(ctx, docstore.Query{Index: "event", Prefix: string(event) + "/"}) {
		if err != nil {
			return nil, fmt.Errorf("read the receipts of event %s: %w", event, err)
		}
		out = append(out, v.Value.receipt())
	}
	return out, nil
}

// AddCall implements [checkin.CallStore].
func (s *Orders) AddCall(ctx context.Context, c checkin.Call) (checkin.Call, error) {
	err := s.calls.InsertOne(ctx, storedCall(c))
	if errors.Is(err, docstore.ErrDuplicate) {
		have, err := s.calls.Get(ctx, string(c.ID))
		return have.Value.call(), err
	}
	if err != nil {
		return c, fmt.Errorf("store a call for help: %w", err)
	}
	return c, nil
}

// SweepCalls removes the calls of an event that came before the moment and gone says yes
// to, and returns how many. Safe to repeat and to run beside others.
func (s *Orders) SweepCalls(ctx context.Context, event events.ID, before time.Time, gone func(checkin.Call) bool) (int, error) {
	query := docstore.Query{Index: "event", From: string(event) + "/", To: string(event) + "/" + docstore.Stamp(before)}
	n, err := sweep(ctx, s.calls, query, func(c call) bool { return gone(c.call()) })
	if err != nil {
		return n, fmt.Errorf("sweep the calls for help of event %s: %w", event, err)
	}
	return n, nil
}

// ChangeCall implements [checkin.CallStore].
func (s *Orders) ChangeCall(ctx context.Context, id checkin.CallID, change func(*checkin.Call) error) (checkin.Call, error) {
	v, err := s.calls.Change(ctx, string(id), func(stored *call) error {
		c := stored.call()
		if err := change(&c); err != nil {
			return err
		}
		*stored = storedCall(c)
		return nil
	})
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) {
		return checkin.Call{}, checkin.ErrNoCall
	}
	return v.Value.call(), err
}

// Calls implements [checkin.CallStore].
func (s *Orders) Calls(ctx context.Context, event events.ID) ([]checkin.Call, error) {
	var out []checkin.Call
	for v, err := range s.calls.Each(ctx, docstore.Query{Index: "event", Prefix: string(event) + "/"}) {
		if err != nil {
			return nil, fmt.Errorf("read the calls of event %s: %w", event, err)
		}
		out = append(out, v.Value.call())
	}
	return out, nil
}
