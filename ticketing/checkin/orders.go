package checkin

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// Errors of orders to the gates.
var (
	ErrNoOrder   = fault.New(fault.NotFound, "no_order", "there is no such order, or it is not for this gate")
	ErrOrder     = fault.New(fault.Invalid, "order", "an order names what is to be done, at which gates, on whose authority and why")
	ErrOrderBusy = fault.New(fault.Conflict, "order_busy", "somebody gave another order at this moment; look and press again")
)

// OrderID names an order.
type OrderID string

// Orders a gate can be given. A gate does what the latest order that names it says.
const (
	Stop    = "stop"     // nobody comes in; the page locks until it is acknowledged
	OutOnly = "out_only" // one way: people leave here
	InOnly  = "in_only"  // one way: people enter here and leave elsewhere
	Open    = "open"     // what was ordered before is over
)

// orderKinds are all of them.
var orderKinds = []string{Stop, OutOnly, InOnly, Open}

// Order is a command to gates. It is never changed: another one ends it.
type Order struct {
	ID        OrderID
	Event     events.ID
	Number    int64  // 1, 2, 3 … of the event, without a gap; the highest that names a gate counts
	Key       string // of whoever gives it; the same key is the same order
	Kind      string
	Gates     []string // ids, sorted; of all gates where all are meant
	Authority string   // who decided it, such as the police or the safety owner
	Reason    string   // for those who work there
	Say       events.Text
	Account   string // who pressed
	At        time.Time
}

// Covers says whether the order is for a gate.
func (o Order) Covers(gate string) bool { return slices.Contains(o.Gates, gate) }

// Closes says whether nobody comes in while the order stands.
func (o Order) Closes() bool { return o.Kind == Stop || o.Kind == OutOnly }

// Receipt is what became of an order at one device. A device that has none has not
// been told: it was silent since.
type Receipt struct {
	Order  OrderID
	Device DeviceID
	Event  events.ID
	Told   time.Time     // when the device was first answered it, by our clock
	Acked  time.Time     // when whoever stands there pressed, as it reached us; zero for not yet
	Lag    time.Duration // from the order to Acked
	By     string        // who pressed, as typed at the gate; may be empty
}

// OrderStore is the durable record of orders and receipts; collections gate_orders and
// gate_receipts.
type OrderStore interface {
	// AddOrder stores an order, or returns the one that has its key, or ErrOrderBusy
	// where another one has its number.
	AddOrder(ctx context.Context, o Order) (Order, error)
	// Orders returns the orders of an event, by number.
	Orders(ctx context.Context, event events.ID) ([]Order, error)
	// ChangeReceipt applies change to what a device has of an order, the empty receipt
	// where it has none, and stores it if change says so.
	ChangeReceipt(ctx context.Context, order OrderID, device DeviceID, change func(*Receipt) bool) (Receipt, error)
	// Receipts returns what the devices of an event have, in no order.
	Receipts(ctx context.Context, event events.ID) ([]Receipt, error)
}

// Orders gives orders to the gates and knows who has them. Its fields are set once,
// before use.
type Orders struct {
	Store   OrderStore
	Devices interface {
		Devices(ctx context.Context, event events.ID) ([]Device, error)
	}
	Passes Passes
	Now    func() time.Time

	mu   sync.Mutex
	seen map[events.ID]seenOrders
}

// seenOrders is the orders of an event as they were read last.
type seenOrders struct {
	list []Order
	at   time.Time
}

// seenFor is how much later than the page that locks an admission hears of an order that
// another process was given.
const seenFor = 300 * time.Millisecond

// Closed says whether a device's gate was told to let nobody in, a moment old at most. A
// rush of admissions asks it, so it notes nothing.
func (s *Orders) Closed(ctx context.Context, d Device) (bool, error) {
	now := s.Now()
	s.mu.Lock()
	known, ok := s.seen[d.Event]
	s.mu.Unlock()
	if !ok || now.Sub(known.at) >= seenFor || now.Before(known.at) {
		list, err := s.Store.Orders(ctx, d.Event)
		if err != nil {
			return false, err
		}
		known = seenOrders{list, now}
		s.mu.Lock()
		if s.seen == nil {
			s.seen = map[events.ID]seenOrders{}
		}
		s.seen[d.Event] = known
		s.mu.Unlock()
	}
	o, standing := Standing(known.list, d.Gate)
	return standing && o.Closes(), nil
}

// forget lets the next look be a fresh one.
func (s *Orders) forget(event events.ID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.seen, event)
}

// Give stores an order; its id, number and time are made here. No gates means all of
// them. Repeating it with the same key gives it once. It returns [ErrOrder],
// [ErrNoGate], pass.ErrNone and, rarely, [ErrOrderBusy].
func (s *Orders) Give(ctx context.Context, o Order) (Order, error) {
	o.Authority, o.Reason = strings.TrimSpace(o.Authority), strings.TrimSpace(o.Reason)
	if o.Key == "" || !slices.Contains(orderKinds, o.Kind) || o.Authority == "" || o.Reason == "" {
		return o, ErrOrder
	}
	book, err := s.Passes.Book(ctx, o.Event)
	if err != nil {
		return o, err
	}
	if len(o.Gates) == 0 {
		for _, g := range book.Gates {
			o.Gates = append(o.Gates, g.ID)
		}
	}
	for _, g := range o.Gates {
		if _, ok := book.Gate(g); !ok {
			return o, ErrNoGate
		}
	}
	o.Gates = slices.Compact(slices.Sorted(slices.Values(o.Gates)))
	for range 5 {
		given, err := s.Store.Orders(ctx, o.Event)
		if err != nil {
			return o, err
		}
		o.Number = int64(len(given)) + 1
		o.ID, o.At = OrderID(fmt.Sprintf("%s-%04d", o.Event, o.Number)), s.Now()
		stored, err := s.Store.AddOrder(ctx, o)
		if err == nil || !errors.Is(err, ErrOrderBusy) {
			s.forget(o.Event)
			return stored, err
		}
	}
	return o, ErrOrderBusy
}

// Standing is the order a gate goes by: the last that names it, unless that one opens
// it again. orders are in the order of their numbers.
func Standing(orders []Order, gate string) (Order, bool) {
	for _, o := range slices.Backward(orders) {
		if o.Covers(gate) {
			return o, o.Kind != Open
		}
	}
	return Order{}, false
}

// Tell returns the last order for a device's gate, an opening one too, and notes that
// the device was told; false where no order was ever given. A device asks often.
func (s *Orders) Tell(ctx context.Context, d Device) (Order, Receipt, bool, error) {
	orders, err := s.Store.Orders(ctx, d.Event)
	if err != nil {
		return Order{}, Receipt{}, false, err
	}
	o, _ := Standing(orders, d.Gate)
	if o.ID == "" {
		return Order{}, Receipt{}, false, nil
	}
	r, err := s.receipt(ctx, d, o.ID, func(*Receipt) {})
	return o, r, err == nil, err
}

// Acknowledge notes that whoever stands at a device has read an order. by is who
// pressed, "" where nobody typed it; repeating it changes nothing. It returns
// [ErrNoOrder].
func (s *Orders) Acknowledge(ctx context.Context, d Device, id OrderID, by string) (Receipt, error) {
	orders, err := s.Store.Orders(ctx, d.Event)
	if err != nil {
		return Receipt{}, err
	}
	i := slices.IndexFunc(orders, func(o Order) bool { return o.ID == id && o.Covers(d.Gate) })
	if i < 0 {
		return Receipt{}, ErrNoOrder
	}
	return s.receipt(ctx, d, id, func(r *Receipt) {
		if r.Acked.IsZero() {
			r.Acked, r.By = s.Now(), by
			r.Lag = r.Acked.Sub(orders[i].At)
		}
	})
}

// Relay notes what an edge says of a device: that it was told an order, and whether
// somebody there has read it. It returns [ErrNoOrder].
func (s *Orders) Relay(ctx context.Context, d Device, id OrderID, acked bool, by string) error {
	if acked {
		_, err := s.Acknowledge(ctx, d, id, by)
		return err
	}
	orders, err := s.Store.Orders(ctx, d.Event)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(orders, func(o Order) bool { return o.ID == id && o.Covers(d.Gate) }) {
		return ErrNoOrder
	}
	_, err = s.receipt(ctx, d, id, func(*Receipt) {})
	return err
}

// Orders returns the orders of an event, by number.
func (s *Orders) Orders(ctx context.Context, event events.ID) ([]Order, error) {
	return s.Store.Orders(ctx, event)
}

func (s *Orders) receipt(ctx context.Context, d Device, id OrderID, more func(*Receipt)) (Receipt, error) {
	return s.Store.ChangeReceipt(ctx, id, d.ID, func(r *Receipt) bool {
		before := *r
		r.Event = d.Event
		if r.Told.IsZero() {
			r.Told = s.Now()
		}
		more(r)
		return *r != before
	})
}

// Told is one device on the board of an order.
type Told struct {
	Device  Device
	Receipt Receipt // its times are zero where nothing is known
}

// Board is an order with every device it is for: those that have not acknowledged it
// first, and of them those that were not even told.
type Board struct {
	Order    Order
	Standing bool // some gate goes by it
	Devices  []Told
	Acked    int
}

// Boards returns the orders of an event with who has them, the latest first.
func (s *Orders) Boards(ctx context.Context, event events.ID) ([]Board, error) {
	orders, err := s.Store.Orders(ctx, event)
	if err != nil {
		return nil, err
	}
	devices, err := s.Devices.Devices(ctx, event)
	if err != nil {
		return nil, err
	}
	receipts, err := s.Store.Receipts(ctx, event)
	if err != nil {
		return nil, err
	}
	type place struct {
		order  OrderID
		device DeviceID
	}
	have := map[place]Receipt{}
	for _, r := range receipts {
		have[place{r.Order, r.Device}] = r
	}
	var out []Board
	for _, o := range slices.Backward(orders) {
		b := Board{Order: o}
		for _, g := range o.Gates {
			last, standing := Standing(orders, g)
			b.Standing = b.Standing || standing && last.ID == o.ID
		}
		for _, d := range devices {
			if !o.Covers(d.Gate) || d.Begun.IsZero() || !d.Revoked.IsZero() && d.Revoked.Before(o.At) {
				continue
			}
			t := Told{d, have[place{o.ID, d.ID}]}
			if !t.Receipt.Acked.IsZero() {
				b.Acked++
			}
			b.Devices = append(b.Devices, t)
		}
		slices.SortStableFunc(b.Devices, func(x, y Told) int { return x.rank() - y.rank() })
		out = append(out, b)
	}
	return out, nil
}

// rank puts first who has to be telephoned first.
func (t Told) rank() int {
	switch {
	case !t.Receipt.Acked.IsZero():
		return 2
	case !t.Receipt.Told.IsZero():
		return 1
	}
	return 0
}
