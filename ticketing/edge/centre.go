package edge

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"wanjia/ticketing/checkin"
)

// looksAfter says whether a gate is the edge's.
func (e Edge) looksAfter(gate string) bool { return slices.Contains(e.Gates, gate) }

// own are the devices of an edge's gates, by id, those out of use too.
func (c *Centre) own(ctx context.Context, e Edge) (map[checkin.DeviceID]checkin.Device, error) {
	devices, err := c.Gates.Devices(ctx, e.Event)
	if err != nil {
		return nil, err
	}
	own := map[checkin.DeviceID]checkin.Device{}
	for _, d := range devices {
		if e.looksAfter(d.Gate) {
			own[d.ID] = d
		}
	}
	return own, nil
}

// Exchange takes what an edge brings and returns what it is to know. What is not of the
// edge's gates is left out on both ways. It returns checkin.ErrRecord for a line that
// says what cannot be.
func (c *Centre) Exchange(ctx context.Context, e Edge, up Up) (Down, error) {
	own, err := c.own(ctx, e)
	if err != nil {
		return Down{}, err
	}
	for _, b := range up.Devices {
		d, ok := own[b.Device]
		if !ok {
			continue
		}
		if own[d.ID], err = c.Gates.Sync(ctx, d, b.Said, b.Records); err != nil {
			return Down{}, err
		}
	}
	for _, r := range up.Receipts {
		if d, ok := own[r.Device]; ok {
			if err := c.Orders.Relay(ctx, d, r.Order, r.Acked, r.By); err != nil && !errors.Is(err, checkin.ErrNoOrder) {
				return Down{}, err
			}
		}
	}
	for _, call := range up.Calls {
		d, ok := own[call.Device]
		nonce, of := strings.CutPrefix(string(call.ID), string(call.Device)+"-")
		if !ok || !of {
			continue
		}
		if _, err := c.Calls.Make(ctx, d, nonce, call.Kind, call.Note, call.At); err != nil {
			return Down{}, err
		}
	}
	return c.answer(ctx, e, own, up)
}

func (c *Centre) answer(ctx context.Context, e Edge, own map[checkin.DeviceID]checkin.Device, up Up) (Down, error) {
	down := Down{}
	for _, d := range own {
		down.Devices = append(down.Devices, d)
	}
	slices.SortFunc(down.Devices, func(a, b checkin.Device) int { return strings.Compare(string(a.ID), string(b.ID)) })
	orders, err := c.Orders.Orders(ctx, e.Event)
	if err != nil {
		return Down{}, err
	}
	down.Orders = slices.DeleteFunc(orders, func(o checkin.Order) bool { return !slices.ContainsFunc(e.Gates, o.Covers) })
	calls, err := c.Calls.All(ctx, e.Event)
	if err != nil {
		return Down{}, err
	}
	mine := func(id checkin.DeviceID) bool { _, ok := own[id]; return ok }
	down.Calls = slices.DeleteFunc(calls, func(call checkin.Call) bool { return !mine(call.Device) })
	if down.Admitted, down.Next, down.More, err = c.Gates.Elsewhere(ctx, e.Event, mine, up.Since); err != nil {
		return Down{}, err
	}
	// Between the nights there is no list, and an edge is heard all the same.
	if list, err := c.Gates.List(ctx, e.Event); err == nil {
		down.List = list.Version
	}
	down.Credit = c.allowance(ctx, e)
	stored, err := c.Store.ChangeEdge(ctx, e.ID, func(e *Edge) error { e.Heard, e.Program = c.Now(), up.Program; return nil })
	down.AsOf = stored.Heard
	return down, err
}

// allowance is what an edge may let in alone. Where the figures are not there, it goes by
// what it was granted before.
func (c *Centre) allowance(ctx context.Context, e Edge) *Allowance {
	if c.Credit == nil {
		return &Allowance{Free: true}
	}
	a, bounded, err := c.Credit.Allow(ctx, e)
	switch {
	case err != nil:
		return nil
	case !bounded:
		return &Allowance{Free: true}
	}
	return &a
}

// Copy is what the gates of an edge need when we are away. It returns pass.ErrNone and
// checkin.ErrNoNight.
func (c *Centre) Copy(ctx context.Context, e Edge) (Copy, error) {
	book, err := c.Books.Book(ctx, e.Event)
	if err != nil {
		return Copy{}, err
	}
	list, err := c.Gates.List(ctx, e.Event)
	return Copy{Event: e.Event, Number: book.Number, Gates: book.Gates, List: list}, err
}

// BeginDevice sets a device of the edge's gates up with its code. It returns
// checkin.ErrToken, and [ErrOther] for a device of another gate, whose code stays good.
func (c *Centre) BeginDevice(ctx context.Context, e Edge, token string) (checkin.Device, string, error) {
	d, err := c.Gates.Waiting(ctx, token)
	if err != nil {
		return d, "", err
	}
	if d.Event != e.Event || !e.looksAfter(d.Gate) {
		return checkin.Device{}, "", ErrOther
	}
	return c.Gates.Begin(ctx, token)
}

// Redeem decides for all gates at once, as for a device that asks itself. It returns
// checkin.ErrDevice for a device that is none of the edge's or is out of use.
func (c *Centre) Redeem(ctx context.Context, e Edge, id checkin.DeviceID, at time.Time, r checkin.Record) (checkin.Answer, error) {
	own, err := c.own(ctx, e)
	if err != nil {
		return checkin.Answer{}, err
	}
	d, ok := own[id]
	if !ok || !d.Working() {
		return checkin.Answer{}, checkin.ErrDevice
	}
	closed, err := c.Orders.Closed(ctx, d)
	if err != nil {
		return checkin.Answer{}, err
	}
	return c.Gates.Redeem(ctx, d, at, r, closed)
}

// Lease lends a device of the edge places for people without a booking; see
// checkin.Leases.Ask. It returns checkin.ErrDevice for a device that is none of the
// edge's or is out of use.
func (c *Centre) Lease(ctx context.Context, e Edge, id checkin.DeviceID, key string, want int) (checkin.Lease, error) {
	own, err := c.own(ctx, e)
	if err != nil {
		return checkin.Lease{}, err
	}
	d, ok := own[id]
	switch {
	case !ok || !d.Working():
		return checkin.Lease{}, checkin.ErrDevice
	case c.Leases == nil:
		return checkin.Lease{}, checkin.ErrNoWalkUp
	}
	return c.Leases.Ask(ctx, d, key, want)
}
