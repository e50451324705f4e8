package edge

import (
	"context"
	"time"

	"wanjia/ticketing/checkin"
)

// sweepEvery is how often a server at the gates looks for what is old.
const sweepEvery = time.Hour

// Sweep removes from this disk what came before a moment and the main service is known
// to have, and returns how many: lines of logs and calls for help. What was not
// confirmed since the last start stays, however old it is.
func (n *Node) Sweep(ctx context.Context, before time.Time) (int, error) {
	own, err := n.own(ctx)
	if err != nil {
		return 0, err
	}
	swept := 0
	if n.kept.SweepLines != nil {
		swept, err = n.kept.SweepLines(ctx, n.event, before, func(r checkin.Record) bool {
			n.mu.Lock()
			defer n.mu.Unlock()
			_, ours := own[r.Device]
			return !ours || n.there(r) // what others wrote came from the main service
		})
	}
	if err != nil || n.kept.SweepCalls == nil {
		return swept, err
	}
	calls, err := n.kept.SweepCalls(ctx, n.event, before, func(c checkin.Call) bool {
		n.mu.Lock()
		defer n.mu.Unlock()
		return n.called[c.ID]
	})
	return swept + calls, err
}

// sweepSometimes sweeps where that was not done for a while. What fails is tried again
// the next time.
func (n *Node) sweepSometimes(ctx context.Context) {
	now := n.clock.Now()
	n.mu.Lock()
	due := n.Keep > 0 && (n.swept.IsZero() || now.Sub(n.swept) >= sweepEvery)
	if due {
		n.swept = now
	}
	n.mu.Unlock()
	if !due {
		return
	}
	switch gone, err := n.Sweep(ctx, now.Add(-n.Keep)); {
	case err != nil:
		n.log.WarnContext(ctx, "old lines of gates not swept", "err", err)
	case gone > 0:
		n.log.InfoContext(ctx, "old lines of gates swept", "lines", gone)
	}
}
