package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"wanjia/events/docstore/docstoretest"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/store"
)

// yard is two gates with their devices, orders and calls.
type yard struct {
	*town
	gates  *checkin.Service
	orders *checkin.Orders
	calls  *checkin.Calls
	west   checkin.Device
	north  checkin.Device
}

func newYard(t *testing.T) *yard {
	t.Helper()
	engine := &docstoretest.Memory{}
	w := newTown(t, store.NewPasses(engine))
	gates := store.NewGates(engine)
	y := &yard{
		town: w, gates: &checkin.Service{Store: gates, Passes: w, Pools: w, Claims: w, Sessions: sessionsOf{w}, Rules: checkin.Usual, Now: w.clock},
		orders: &checkin.Orders{Store: store.NewOrders(engine), Devices: gates, Passes: w, Now: w.clock},
		calls:  &checkin.Calls{Store: store.NewOrders(engine), Now: w.clock},
	}
	y.west, _ = begin(t, y.gates, "w1")
	y.north, _ = begin(t, y.gates, "n5")
	return y
}

func (y *yard) give(t *testing.T, key, kind string, gates ...string) checkin.Order {
	t.Helper()
	o, err := y.orders.Give(t.Context(), checkin.Order{Event: "lantern", Key: key, Kind: kind, Gates: gates, Authority: "公安", Reason: "广场人多"})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// A stop reaches every gate, is acknowledged once, and the board says who has not.
func TestStop(t *testing.T) {
	t.Parallel()
	y := newYard(t)
	ctx := t.Context()
	if _, _, found, err := y.orders.Tell(ctx, y.west); found || err != nil {
		t.Fatalf("an order before there was one: %v", err)
	}
	stop := y.give(t, "k1", checkin.Stop)
	if again := y.give(t, "k1", checkin.Stop); again.ID != stop.ID {
		t.Errorf("pressed twice: %s and %s", stop.ID, again.ID)
	}
	y.wait(3 * time.Second)
	got, r, found, err := y.orders.Tell(ctx, y.west)
	if err != nil || !found || got.ID != stop.ID || !r.Acked.IsZero() || r.Told.IsZero() {
		t.Fatalf("%+v %+v %v %v", got, r, found, err)
	}
	y.wait(4 * time.Second)
	for _, by := range []string{"小谭", "somebody else"} {
		if r, err = y.orders.Acknowledge(ctx, y.west, stop.ID, by); err != nil || r.By != "小谭" || r.Lag != 7*time.Second {
			t.Errorf("acknowledged by %s: %+v, %v", by, r, err)
		}
	}
	boards, err := y.orders.Boards(ctx, "lantern")
	if err != nil || len(boards) != 1 || boards[0].Acked != 1 || !boards[0].Standing || len(boards[0].Devices) != 2 {
		t.Fatalf("%+v, %v", boards, err)
	}
	if first := boards[0].Devices[0]; first.Device.ID != y.north.ID || !first.Receipt.Told.IsZero() {
		t.Errorf("to be telephoned first: %+v", first)
	}
	y.give(t, "k2", checkin.Open, "w1")
	if got, _, _, err := y.orders.Tell(ctx, y.west); err != nil || got.Kind != checkin.Open {
		t.Errorf("the west gate goes by %+v, %v", got, err)
	}
	if got, _, _, err := y.orders.Tell(ctx, y.north); err != nil || got.Kind != checkin.Stop {
		t.Errorf("the north gate goes by %+v, %v", got, err)
	}
	if _, err := y.orders.Acknowledge(ctx, y.north, "lantern-0002", ""); !errors.Is(err, checkin.ErrNoOrder) {
		t.Errorf("an order for another gate: %v", err)
	}
}

// Orders that cannot be are refused, and those given at once have numbers of their own.
func TestOrdersRefused(t *testing.T) {
	t.Parallel()
	y := newYard(t)
	good := checkin.Order{Event: "lantern", Key: "k", Kind: checkin.Stop, Authority: "公安", Reason: "雨"}
	for name, tt := range map[string]struct {
		change func(*checkin.Order)
		want   error
	}{
		"no key":        {func(o *checkin.Order) { o.Key = "" }, checkin.ErrOrder},
		"no authority":  {func(o *checkin.Order) { o.Authority = " " }, checkin.ErrOrder},
		"no reason":     {func(o *checkin.Order) { o.Reason = "" }, checkin.ErrOrder},
		"no kind":       {func(o *checkin.Order) { o.Kind = "dance" }, checkin.ErrOrder},
		"no such gate":  {func(o *checkin.Order) { o.Gates = []string{"z9"} }, checkin.ErrNoGate},
		"no such event": {func(o *checkin.Order) { o.Event = "gala" }, pass.ErrNone},
	} {
		o := good
		tt.change(&o)
		if _, err := y.orders.Give(t.Context(), o); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			o := good
			o.Key = fmt.Sprint("key-", i)
			if _, err := y.orders.Give(t.Context(), o); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	list, err := y.orders.Store.Orders(t.Context(), "lantern")
	if err != nil || len(list) != 4 {
		t.Fatalf("%d orders, %v", len(list), err)
	}
	for i, o := range list {
		if o.Number != int64(i)+1 || len(o.Gates) != 2 {
			t.Errorf("order %d: %+v", i+1, o)
		}
	}
}

// A call for help is one call however often it is sent, is taken once and closed.
func TestCalls(t *testing.T) {
	t.Parallel()
	y := newYard(t)
	ctx := t.Context()
	if _, err := y.calls.Make(ctx, y.west, "n", "pizza", "", night); !errors.Is(err, checkin.ErrCall) {
		t.Errorf("a kind there is not: %v", err)
	}
	var id checkin.CallID
	for range 2 {
		c, err := y.calls.Make(ctx, y.west, "n1", "medical", "老人头晕", night)
		if err != nil || c.Gate != "w1" {
			t.Fatalf("%+v, %v", c, err)
		}
		id = c.ID
		y.wait(time.Second)
	}
	for _, who := range []string{"acc-1", "acc-2"} {
		if c, err := y.calls.Take(ctx, "lantern", id, who, " 医疗2组 "); err != nil || c.TakenBy != "acc-1" || c.Sent != "医疗2组" {
			t.Errorf("taken by %s: %+v, %v", who, c, err)
		}
	}
	if _, err := y.calls.Close(ctx, "gala", id, "acc-1"); !errors.Is(err, checkin.ErrNoCall) {
		t.Errorf("another event's commander: %v", err)
	}
	if _, err := y.calls.Close(ctx, "lantern", id, "acc-1"); err != nil {
		t.Fatal(err)
	}
	list, err := y.calls.All(ctx, "lantern")
	if err != nil || len(list) != 1 || list[0].Closed.IsZero() {
		t.Errorf("%+v, %v", list, err)
	}
	if c, found, err := y.calls.Latest(ctx, y.west); !found || err != nil || c.ID != id {
		t.Errorf("%+v, %v", c, err)
	}
	if _, found, _ := y.calls.Latest(ctx, y.north); found {
		t.Error("the north gate called for nothing")
	}
}

// What a device brings is fresh as of the answer it had when it put it together, and
// only when none of its lines is missing.
func TestFresh(t *testing.T) {
	t.Parallel()
	y := newYard(t)
	line := func(n int64) checkin.Record {
		return checkin.Record{Seq: n, Nonce: fmt.Sprint("nonce-", n), Kind: checkin.In, Persons: 1, Party: 1, At: night, Serial: pass.Serial{byte(n)}}
	}
	echo := y.clock().Add(-time.Minute)
	for _, step := range []struct {
		name string
		said checkin.Said
		line int64
		want time.Time
	}{
		{"the first, without an echo", checkin.Said{At: night, Last: 1}, 1, time.Time{}},
		{"a line is missing", checkin.Said{At: night, Echo: echo, Last: 3}, 3, time.Time{}},
		{"an echo of tomorrow", checkin.Said{At: night, Echo: y.clock().Add(time.Hour), Last: 2}, 2, time.Time{}},
		{"all of it", checkin.Said{At: night, Echo: echo, Last: 3}, 3, echo},
		{"an older echo, later", checkin.Said{At: night, Echo: echo.Add(-time.Second), Last: 3}, 3, echo},
	} {
		d, err := y.gates.Sync(t.Context(), y.west, step.said, []checkin.Record{line(step.line)})
		if err != nil || !d.Fresh.Equal(step.want) {
			t.Errorf("%s: fresh %s, want %s, %v", step.name, d.Fresh, step.want, err)
		}
		y.west = d
	}
}
