package redisstore_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/redis/go-redis/v9"

	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/ticketingtest"
)

// TestSettleTogether: claims settled at once are each told whether they are known, and
// none of them stays pending; those of another epoch are not.
func TestSettleTogether(t *testing.T) {
	t.Parallel()
	for name, client := range map[string]func(testing.TB) redis.UniversalClient{
		"redis-server": testkit.Redis, "cluster": testkit.Cluster, "miniredis": testkit.Miniredis,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const claims = 150
			s, p := &redisstore.Stock{Redis: client(t)}, ticketingtest.Pool(claims)
			rebuild(t, s, p)
			var all sync.WaitGroup
			for i := range claims {
				c := ticketingtest.Press(p, fmt.Sprint("p", i), 1)
				if g, err := s.Take(t.Context(), p, c); err != nil || g.Verdict != ticketing.Granted {
					t.Fatalf("take %d: %+v, %v", i, g, err)
				}
				all.Go(func() {
					for range 2 {
						if known, err := s.Settle(t.Context(), p, c.ID); err != nil || !known {
							t.Errorf("settle %d: %v, %v", i, known, err)
						}
					}
					if known, err := s.Settle(t.Context(), p, "nobody"); err != nil || known {
						t.Errorf("settle nobody: %v, %v", known, err)
					}
				})
			}
			all.Wait()
			if left, err := s.Pending(t.Context(), p, -1); err != nil || len(left) > 0 {
				t.Errorf("%d are pending still, %v", len(left), err)
			}
			later := p
			later.Epoch++
			if known, err := s.Settle(t.Context(), later, ticketingtest.Press(p, "p0", 1).ID); err != nil || known {
				t.Errorf("in another epoch: %v, %v", known, err)
			}
		})
	}
}
