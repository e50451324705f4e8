package checkin

import (
	"context"
	"slices"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// Errors of calls for help.
var (
	ErrNoCall = fault.New(fault.NotFound, "no_call", "there is no such call")
	ErrCall   = fault.New(fault.Invalid, "call", "a call says what kind of help is needed")
)

// CallID names a call for help: the device's id and what it made up for it.
type CallID string

// CallKinds are what somebody at a gate can call for.
var CallKinds = []string{"lost_child", "medical", "crowding", "dispute", "device", "other"}

// Call is somebody at a gate who presses for help. The device knows its gate, so
// nobody has to describe where they are.
type Call struct {
	ID       CallID
	Event    events.ID
	Gate     string
	Device   DeviceID
	Kind     string
	Note     string
	At       time.Time // by the device's clock
	Received time.Time
	Taken    time.Time // when the commander sent somebody; zero for not yet
	TakenBy  string    // account
	Sent     string    // whom, as the commander wrote it
	Closed   time.Time
	ClosedBy string
}

// CallStore is the durable record of calls; collection gate_calls.
type CallStore interface {
	// AddCall stores a call, or returns the one that is there under its id.
	AddCall(ctx context.Context, c Call) (Call, error)
	// ChangeCall applies change to the call as it is, or returns ErrNoCall.
	ChangeCall(ctx context.Context, id CallID, change func(*Call) error) (Call, error)
	// Calls returns the calls of an event, the earliest first.
	Calls(ctx context.Context, event events.ID) ([]Call, error)
}

// Calls is who needs help. Its fields are set once, before use.
type Calls struct {
	Store CallStore
	Now   func() time.Time
}

// Make stores a call of a device; nonce is made up by it, and the same one is the same
// call. It returns [ErrCall].
func (s *Calls) Make(ctx context.Context, d Device, nonce, kind, note string, at time.Time) (Call, error) {
	if nonce == "" || !slices.Contains(CallKinds, kind) {
		return Call{}, ErrCall
	}
	return s.Store.AddCall(ctx, Call{
		ID: CallID(string(d.ID) + "-" + nonce), Event: d.Event, Gate: d.Gate, Device: d.ID, Kind: kind, Note: note, At: at, Received: s.Now(),
	})
}

// Take notes who was sent to help; the first one stays. It returns [ErrNoCall], also for
// a call of another event.
func (s *Calls) Take(ctx context.Context, event events.ID, id CallID, account, sent string) (Call, error) {
	return s.change(ctx, event, id, func(c *Call) {
		if c.Taken.IsZero() {
			c.Taken, c.TakenBy, c.Sent = s.Now(), account, strings.TrimSpace(sent)
		}
	})
}

// Close notes that help is no longer needed; repeating it changes nothing. It returns
// [ErrNoCall], also for a call of another event.
func (s *Calls) Close(ctx context.Context, event events.ID, id CallID, account string) (Call, error) {
	return s.change(ctx, event, id, func(c *Call) {
		if c.Closed.IsZero() {
			c.Closed, c.ClosedBy = s.Now(), account
		}
	})
}

func (s *Calls) change(ctx context.Context, event events.ID, id CallID, change func(*Call)) (Call, error) {
	return s.Store.ChangeCall(ctx, id, func(c *Call) error {
		if c.Event != event {
			return ErrNoCall
		}
		change(c)
		return nil
	})
}

// All returns the calls of an event, the earliest first, those that are over too.
func (s *Calls) All(ctx context.Context, event events.ID) ([]Call, error) {
	return s.Store.Calls(ctx, event)
}

// Latest is the last call of a device, for its page to show that somebody is coming.
func (s *Calls) Latest(ctx context.Context, d Device) (Call, bool, error) {
	list, err := s.Store.Calls(ctx, d.Event)
	for _, c := range slices.Backward(list) {
		if c.Device == d.ID {
			return c, true, err
		}
	}
	return Call{}, false, err
}
