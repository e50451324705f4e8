package store_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"wanjia/events/docstore/docstoretest"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/edge"
	"wanjia/ticketing/store"
)

// farCity is a main service that takes what it is brought and has the log of its device
// up to a line.
type farCity struct {
	edge.Main

	device checkin.Device
	away   bool
}

func (c *farCity) Exchange(_ context.Context, up edge.Up) (edge.Down, error) {
	if c.away {
		return edge.Down{}, edge.ErrAway
	}
	down := edge.Down{AsOf: night, Devices: []checkin.Device{c.device}, Credit: &edge.Allowance{Free: true}}
	down.Calls = append(down.Calls, up.Calls...)
	return down, nil
}

// A server at the gates lets go of what is old and known to be with the city, and of
// nothing else, however old.
func TestEdgeSweep(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	engine := &docstoretest.Memory{}
	gates, orders := store.NewGates(engine), store.NewOrders(engine)
	d := checkin.Device{ID: "g-1", Event: "lantern", Gate: "w1", Key: "k", Begun: night, Made: night}
	city := &farCity{device: d, away: true}
	old, young := night.Add(-40*24*time.Hour), night.Add(-time.Hour)
	var lines []checkin.Record
	for i, at := range []time.Time{old, old, young} {
		lines = append(lines,
			checkin.Record{Device: d.ID, Seq: int64(i + 1), Event: "lantern", Nonce: "own-" + string(rune('a'+i)), Kind: checkin.Out, Persons: 1, At: at, Received: at},
			checkin.Record{Device: "elsewhere", Seq: int64(i + 1), Event: "lantern", Nonce: "far-" + string(rune('a'+i)), Kind: checkin.In, Persons: 1, At: at, Received: at})
	}
	_, cerr := orders.AddCall(ctx, checkin.Call{ID: "g-1-help", Event: "lantern", Device: d.ID, Received: old, At: old})
	if err := errors.Join(gates.AddDevice(ctx, d), gates.AddRecords(ctx, lines), cerr); err != nil {
		t.Fatal(err)
	}
	kept := edge.Kept{Gates: gates, Orders: orders, Calls: orders, Shelf: store.NewEdge(engine), SweepLines: gates.SweepLines, SweepCalls: orders.SweepCalls}
	n, err := edge.Open(ctx, "lantern", kept, city, func() time.Time { return night }, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	left := func() int {
		t.Helper()
		records, err := gates.Records(ctx, "lantern")
		calls, cerr := orders.Calls(ctx, "lantern")
		if err != nil || cerr != nil {
			t.Fatal(err, cerr)
		}
		return len(records) + len(calls)
	}
	_ = n.Round(ctx) // the city is away
	if swept, err := n.Sweep(ctx, night.Add(-30*24*time.Hour)); err != nil || swept != 2 || left() != 5 {
		t.Errorf("while the city is away %d went and %d are left, %v", swept, left(), err)
	}
	city.away = false
	if err := n.Round(ctx); err != nil {
		t.Fatal(err)
	}
	if swept, err := n.Sweep(ctx, night.Add(-30*24*time.Hour)); err != nil || swept != 3 || left() != 2 {
		t.Errorf("with the city %d went and %d are left, %v", swept, left(), err)
	}
	again, err := edge.Open(ctx, "lantern", kept, city, func() time.Time { return night }, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if a, found, err := kept.Shelf.KeptCredit(ctx, "lantern"); err != nil || !found || !a.Free || again.Missing(ctx) == "" {
		t.Errorf("what was granted is kept as %+v, %t, %v", a, found, err)
	}
}
