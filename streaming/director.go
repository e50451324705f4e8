package streaming

import (
	"context"
	"time"

	"wanjia/events/fault"
)

// ErrNoSource is the answer to a take of something that cannot be named.
var ErrNoSource = fault.New(fault.Invalid, "no_source", "that cannot be put on air")

// Director decides what is on air. Any number of them may sit at any number of
// screens: their orders meet in the ledger, and the latest counts.
type Director struct {
	Desk Desk
	Now  func() time.Time
}

// Take puts a source on air from the next cell on: nothing of it from before this
// moment is seen. The public sees it after the channel's delay. It returns the order
// as it took effect. Errors: ErrNoSource.
func (d Director) Take(ctx context.Context, c Channel, source SourceID) (Order, error) {
	if source == "" || len(source) > maxSource {
		return Order{}, ErrNoSource
	}
	from := c.Clock.ResumeFrom(c.Clock.At(d.Now()))
	return d.Desk.Order(ctx, c.ID, Order{From: from, Source: source, Begin: from})
}

// Slate cuts to the slate at the first cell that is not public yet: all that waits in
// the delay is never seen. It returns the order as it took effect.
func (d Director) Slate(ctx context.Context, c Channel) (Order, error) {
	from := c.Clock.CutFrom(c.Clock.At(d.Now()) - c.Delay)
	return d.Desk.Order(ctx, c.ID, Order{From: from, Source: Slate, Begin: from})
}

// maxSource bounds the name of a source, in bytes.
const maxSource = 120
