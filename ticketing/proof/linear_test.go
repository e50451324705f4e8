package proof

import (
	"context"
	"math/rand/v2"
	"testing"

	"wanjia/events/testkit"
	"wanjia/ticketing/redisstore"
)

// TestLinear lets a crowd press at an engine on a real redis-server and SQLite and
// wants the answers to be those of pools that do one thing after the other.
func TestLinear(t *testing.T) {
	t.Parallel()
	seed := rand.Uint64()
	h := newHouse(t, &redisstore.Stock{Redis: testkit.Redis(t)}, poolsOf(4, 24))
	for _, p := range h.Pools {
		c := crowd{history: h.History, do: func(ctx context.Context, op *Op) { op.Do(ctx, h.Service) }, pool: p, clients: 12, presses: 50, seed: seed}
		c.run(t)
	}
	h.accepted(t, seed)
}

func (h *House) accepted(t *testing.T, seed uint64) {
	t.Helper()
	t.Logf("%d operations: %v", h.History.Len(), h.History.Answers())
	if wrong := h.History.Check(t, h.Pools, stored(t, h.engine), drawn); wrong != "" {
		t.Errorf("seed %d: %s", seed, wrong)
	}
}
