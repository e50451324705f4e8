package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing/checkin"
)

// TestCallsOnce: a call has a name, and ends once, whoever presses again.
func TestCallsOnce(t *testing.T) {
	t.Parallel()
	y := newYard(t)
	ctx := t.Context()
	if _, err := y.calls.Make(ctx, y.west, "", "medical", "", night); !errors.Is(err, checkin.ErrCall) {
		t.Errorf("a call without a name: %v", err)
	}
	c, err := y.calls.Make(ctx, y.west, "n1", "medical", "", night)
	if err != nil {
		t.Fatal(err)
	}
	for i, who := range []string{"acc-1", "acc-2"} {
		got, err := y.calls.Close(ctx, "lantern", c.ID, who)
		if err != nil || got.ClosedBy != "acc-1" || !got.Closed.Equal(y.clock().Add(-time.Duration(i)*time.Minute)) {
			t.Errorf("closed by %s: %+v, %v", who, got, err)
		}
		y.wait(time.Minute)
	}
}

// TestDeviceTakenBack: a setting-up code that was taken back sets nothing up; when a
// device was taken out of use is said once, and who was never one is nobody.
func TestDeviceTakenBack(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	d, token, err := s.Provision(t.Context(), "lantern", "w1", "x")
	if err != nil {
		t.Fatal(err)
	}
	revoked := w.clock()
	for range 2 {
		if got, err := s.Revoke(t.Context(), d.ID); err != nil || !got.Revoked.Equal(revoked) {
			t.Errorf("taken out of use: %+v, %v", got, err)
		}
		w.wait(time.Minute)
	}
	if _, _, err := s.Begin(t.Context(), token); !errors.Is(err, checkin.ErrToken) {
		t.Errorf("its code: %v", err)
	}
	if _, err := s.Authenticate(t.Context(), "nobody's secret"); !errors.Is(err, checkin.ErrDevice) {
		t.Errorf("nobody: %v", err)
	}
	waits, token, err := s.Provision(t.Context(), "lantern", "w1", "y")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Waiting(t.Context(), token); err != nil || got.ID != waits.ID {
		t.Errorf("a code that waits: %+v, %v", got, err)
	}
	_, secret, err := s.Begin(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string]string{"its code, used up": token, "the secret of a device": secret} {
		if got, err := s.Waiting(t.Context(), text); !errors.Is(err, checkin.ErrToken) {
			t.Errorf("%s waits to be set up: %+v, %v", what, got, err)
		}
	}
}

// busy is a record of orders in which somebody else is quicker so often.
type busy struct {
	checkin.OrderStore
	left int
}

func (b *busy) AddOrder(ctx context.Context, o checkin.Order) (checkin.Order, error) {
	if b.left--; b.left >= 0 {
		return o, checkin.ErrOrderBusy
	}
	return b.OrderStore.AddOrder(ctx, o)
}

// TestOrderGivenInTheEnd: who is not the first tries again, and is told when it is hopeless.
func TestOrderGivenInTheEnd(t *testing.T) {
	t.Parallel()
	y := newYard(t)
	o := checkin.Order{Event: "lantern", Key: "k", Kind: checkin.Stop, Authority: "公安", Reason: "雨"}
	kept := y.orders.Store
	y.orders.Store = &busy{kept, 99}
	if _, err := y.orders.Give(t.Context(), o); !errors.Is(err, checkin.ErrOrderBusy) {
		t.Errorf("always too late: %v", err)
	}
	y.orders.Store = &busy{kept, 2}
	if got, err := y.orders.Give(t.Context(), o); err != nil || got.Number != 1 {
		t.Errorf("twice too late: %+v, %v", got, err)
	}
}

// TestBoardOfAnOrder: the board of an order has the devices it is for, those first that
// have to be telephoned first; when one was told stays the first time.
func TestBoardOfAnOrder(t *testing.T) {
	t.Parallel()
	y := newYard(t)
	ctx := t.Context()
	before, _ := begin(t, y.gates, "w1")
	if _, err := y.gates.Revoke(ctx, before.ID); err != nil {
		t.Fatal(err)
	}
	if _, _, err := y.gates.Provision(ctx, "lantern", "w1", "waits"); err != nil {
		t.Fatal(err)
	}
	// By their names they stand the other way round.
	acked, toldOne, after := renamed(t, y.gates, "w1", "A"), renamed(t, y.gates, "w1", "B"), renamed(t, y.gates, "w1", "C")
	y.wait(time.Minute)
	stop := y.give(t, "k1", checkin.Stop, "w1")
	y.wait(time.Minute)
	told := y.clock()
	for _, d := range []checkin.Device{toldOne, acked} {
		if _, _, found, err := y.orders.Tell(ctx, d); !found || err != nil {
			t.Fatal(found, err)
		}
	}
	y.wait(time.Minute)
	for range 2 {
		if r, err := y.orders.Acknowledge(ctx, acked, stop.ID, "小王"); err != nil || r.Lag != 2*time.Minute || !r.Told.Equal(told) {
			t.Errorf("%+v, %v", r, err)
		}
		y.wait(time.Minute)
	}
	if err := y.orders.Relay(ctx, y.north, stop.ID, false, ""); !errors.Is(err, checkin.ErrNoOrder) {
		t.Errorf("a gate server says that a gate was told what is not for it: %v", err)
	}
	if _, err := y.gates.Revoke(ctx, after.ID); err != nil {
		t.Fatal(err)
	}
	boards, err := y.orders.Boards(ctx, "lantern")
	if err != nil || len(boards) != 1 || boards[0].Acked != 1 || len(boards[0].Devices) != 4 {
		t.Fatalf("%+v, %v", boards, err)
	}
	list := boards[0].Devices
	for i, want := range []checkin.DeviceID{"", "", toldOne.ID, acked.ID} {
		if got := list[i].Device.ID; want != "" && got != want || want == "" && got != y.west.ID && got != after.ID {
			t.Errorf("place %d: %s told %s, acknowledged %s", i+1, got, list[i].Receipt.Told, list[i].Receipt.Acked)
		}
	}
	y.give(t, "k2", checkin.Open, "w1")
	if boards, err = y.orders.Boards(ctx, "lantern"); err != nil || boards[0].Standing || boards[1].Standing {
		t.Errorf("an order that was ended still stands: %+v, %v", boards, err)
	}
}

// away is a store that cannot be reached.
type away struct{ checkin.Store }

var errAway = errors.New("the store is away")

func (away) DeviceByKey(context.Context, string) (checkin.Device, error) {
	return checkin.Device{}, errAway
}

// unknown is a catalogue that cannot be reached.
type unknown struct{}

func (unknown) Sessions(context.Context, events.ID) ([]events.Session, error) { return nil, errAway }

// lost is a record of orders that cannot be reached.
type lost struct{ checkin.OrderStore }

func (lost) AddOrder(context.Context, checkin.Order) (checkin.Order, error) {
	return checkin.Order{}, errAway
}

// TestAwayIsNoVerdict: while the house cannot look something up nobody is told that
// their device is out of use, nobody is let in by what may have been revoked, and no
// order counts as given.
func TestAwayIsNoVerdict(t *testing.T) {
	t.Parallel()
	e := newEvening(t)
	kept := e.gates.Store
	e.gates.Store = away{kept}
	if _, err := e.gates.Authenticate(t.Context(), "secret"); !errors.Is(err, errAway) {
		t.Errorf("a device: %v", err)
	}
	if _, _, err := e.gates.Begin(t.Context(), "token"); !errors.Is(err, errAway) {
		t.Errorf("a setting-up code: %v", err)
	}
	e.gates.Store, e.gates.Sessions = kept, unknown{}
	if got, err := e.gates.Redeem(t.Context(), e.a, e.clock(), e.line(e.a, 6, 0), false); !errors.Is(err, errAway) {
		t.Errorf("a pass: %+v, %v", got, err)
	}
	y := newYard(t)
	y.orders.Store = lost{y.orders.Store}
	if _, err := y.orders.Give(t.Context(), checkin.Order{Event: "lantern", Key: "k", Kind: checkin.Stop, Authority: "公安", Reason: "雨"}); !errors.Is(err, errAway) {
		t.Errorf("an order: %v", err)
	}
}
