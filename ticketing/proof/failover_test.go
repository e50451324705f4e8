package proof

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"wanjia/events/testkit"
	"wanjia/ticketing/redisstore"
)

// TestLinearThroughFailover is [TestLinear] on a cluster of three masters and three
// replicas, while the pool's master writes what no replica hears of, dies, and a
// replica that lacks it takes over. It takes a cluster of its own and its fail-over,
// and runs with make soak.
func TestLinearThroughFailover(t *testing.T) {
	if soaked(0, 1) == 0 {
		t.Skip("make soak runs this: it waits for a cluster to form and to fail over")
	}
	seed := rand.Uint64()
	cluster := testkit.OwnCluster(t)
	client := testkit.Open(t, cluster.URL())
	h := newHouse(t, &redisstore.Stock{Redis: client}, poolsOf(1, 24))
	reaped := h.reaping(t)
	do := func(ctx context.Context, op *Op) {
		bounded, cancel := context.WithTimeout(ctx, 2*time.Second)
		defer cancel()
		op.Do(bounded, h.Service)
	}
	var failOver func()
	for round := range 3 {
		c := crowd{history: h.History, do: do, pool: h.Pools[0], clients: 10, presses: 70, seed: seed, bold: true, round: round}
		switch round {
		case 1:
			failOver = loseWrites(t, cluster, h.Pools[0].ID)
		case 2:
			failOver()
		}
		c.run(t)
	}
	reaped()
	if n := len(h.History.forgotten); n < 2 {
		t.Errorf("the stock was written anew %d times: no write was lost, or nobody found out", n)
	}
	h.accepted(t, seed)
}
