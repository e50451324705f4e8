package store

import (
	"context"
	"errors"
	"fmt"

	"wanjia/events"
	"wanjia/events/docstore"
)

// SweepOver removes what is left of the gates of events that are long over, as over says:
// places lent, orders with who acknowledged them, calls for help, servers, and what those
// were granted. It returns how many; logs, devices and passes go by their own time, see
// [Gates.Sweep] and [Passes.Sweep]. Safe to repeat and to run beside others.
func SweepOver(ctx context.Context, e docstore.Engine, over func(context.Context, events.ID) (bool, error)) (int, error) {
	known := map[string]bool{}
	var failed error
	gone := func(event string) bool {
		is, ok := known[event]
		if !ok {
			var err error
			if is, err = over(ctx, events.ID(event)); err != nil {
				failed = errors.Join(failed, fmt.Errorf("look whether event %s is over: %w", event, err))
				is = false
			}
			known[event] = is
		}
		return is
	}
	leases, orders, edges := NewLeases(e), NewOrders(e), NewEdges(e)
	n := 0
	for _, one := range []func() (int, error){
		func() (int, error) {
			return sweepOf(ctx, leases.leases, leases.leases.All(ctx), func(l lease) bool { return gone(l.Event) })
		},
		func() (int, error) {
			return sweepOf(ctx, orders.receipts, orders.receipts.All(ctx), func(r receipt) bool { return gone(r.Event) })
		},
		func() (int, error) {
			return sweepOf(ctx, orders.calls, orders.calls.All(ctx), func(c call) bool { return gone(c.Event) })
		},
		func() (int, error) {
			return sweepOf(ctx, orders.orders, orders.orders.All(ctx), func(o order) bool { return gone(o.Event) })
		},
		func() (int, error) {
			return sweepOf(ctx, edges.edges, edges.edges.All(ctx), func(e gateEdge) bool { return gone(e.Event) })
		},
		func() (int, error) {
			return sweepOf(ctx, edges.credits, edges.credits.All(ctx), func(c credits) bool { return gone(c.Event) })
		},
	} {
		swept, err := one()
		n += swept
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("sweep what is left of gates: %w", err))
		}
	}
	return n, failed
}
