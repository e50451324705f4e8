package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/docstore/docstoretest"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/crowd"
	"wanjia/ticketing/edge"
	"wanjia/ticketing/store"
)

// TestSweepOver: of an event that is long over nothing is left at the gates, of another
// everything; one that cannot be looked at stays, and the others go all the same.
func TestSweepOver(t *testing.T) {
	t.Parallel()
	engine, ctx := &docstoretest.Memory{}, t.Context()
	leases, orders, edges := store.NewLeases(engine), store.NewOrders(engine), store.NewEdges(engine)
	list := []events.ID{"lantern-2026", "lantern-2027", "lantern-odd"}
	for _, event := range list {
		id := string(event)
		_, lerr := leases.AddLease(ctx, checkin.Lease{ID: checkin.LeaseID(id), Event: event, Device: checkin.DeviceID(id), Number: 1, Places: 5, Made: night, Until: night})
		order, oerr := orders.AddOrder(ctx, checkin.Order{ID: checkin.OrderID(id), Event: event, Number: 1, Key: id, Kind: checkin.Stop, Gates: []string{"w1"}, At: night})
		_, rerr := orders.ChangeReceipt(ctx, order.ID, "d", func(r *checkin.Receipt) bool { r.Event, r.Told = event, night; return true })
		_, cerr := orders.AddCall(ctx, checkin.Call{ID: checkin.CallID(id), Event: event, Kind: "hurt", Note: "摔了一跤", At: night, Received: night})
		eerr := edges.AddEdge(ctx, edge.Edge{ID: edge.ID(id), Event: event, Key: id, Made: night})
		_, gerr := edges.ChangeCredits(ctx, event, func(c *crowd.Credits) { c.Night, c.Most = night, crowd.Credit{"e": 3} })
		if err := errors.Join(lerr, oerr, rerr, cerr, eerr, gerr); err != nil {
			t.Fatal(err)
		}
	}
	left := func(event events.ID) (n int) {
		t.Helper()
		a, aerr := leases.Leases(ctx, event)
		b, berr := orders.Orders(ctx, event)
		c, cerr := orders.Receipts(ctx, event)
		d, derr := orders.Calls(ctx, event)
		e, eerr := edges.Edges(ctx, event)
		granted := 0
		_, gerr := edges.ChangeCredits(ctx, event, func(x *crowd.Credits) { granted = len(x.Most) })
		if err := errors.Join(aerr, berr, cerr, derr, eerr, gerr); err != nil {
			t.Fatal(err)
		}
		return len(a) + len(b) + len(c) + len(d) + len(e) + granted
	}
	for _, event := range list {
		if n := left(event); n != 6 {
			t.Fatalf("of %s there are %d", event, n)
		}
	}
	trouble := errors.New("not readable just now")
	n, err := store.SweepOver(ctx, engine, func(_ context.Context, event events.ID) (bool, error) {
		if event == "lantern-odd" {
			return true, trouble
		}
		return event == "lantern-2026", nil
	})
	if n != 6 || !errors.Is(err, trouble) {
		t.Errorf("%d swept, %v", n, err)
	}
	for event, want := range map[events.ID]int{"lantern-2026": 0, "lantern-2027": 6, "lantern-odd": 6} {
		if n := left(event); n != want {
			t.Errorf("of %s %d are left, not %d", event, n, want)
		}
	}
}

// TestRewoundBehind: that a log became shorter before a server at the gates is noted here
// as of when that server noticed, and not taken back by what it says later.
func TestRewoundBehind(t *testing.T) {
	t.Parallel()
	_, s := newGate(t)
	d := renamed(t, s, "w1", "d-rewound")
	noticed := night.Add(-time.Minute)
	for i, said := range []checkin.Said{{At: night, Last: 4}, {At: night, Last: 4, Rewound: noticed}, {At: night, Last: 5}, {At: night, Last: 6, Rewound: noticed.Add(-time.Hour)}} {
		var err error
		if d, err = s.Sync(t.Context(), d, said, nil); err != nil {
			t.Fatal(err)
		}
		want := noticed
		if i == 0 {
			want = time.Time{}
		}
		if !d.Rewound.Equal(want) {
			t.Errorf("after %d it is noted as of %s, want %s", i, d.Rewound, want)
		}
	}
}
