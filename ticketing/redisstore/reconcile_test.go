package redisstore

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// TestReconcile damages a pool in Redis in each way there is and wants that found,
// and nothing else; then rebuilds it and wants nothing found.
func TestReconcile(t *testing.T) {
	t.Parallel()
	client := testkit.Redis(t)
	tests := map[string]struct {
		damage func(ctx context.Context, p ticketing.Pool, ann, bob ticketing.Claim) redis.Cmder
		want   []ticketing.Fault
	}{
		"nothing": {func(ctx context.Context, p ticketing.Pool, _, _ ticketing.Claim) redis.Cmder {
			return client.Exists(ctx, poolKey(p.ID))
		}, nil},
		"pool lost": {func(ctx context.Context, p ticketing.Pool, _, _ ticketing.Claim) redis.Cmder {
			return client.Del(ctx, poolKey(p.ID))
		}, []ticketing.Fault{ticketing.FaultUnknown}},
		"older epoch": {func(ctx context.Context, p ticketing.Pool, _, _ ticketing.Claim) redis.Cmder {
			return client.HIncrBy(ctx, poolKey(p.ID), "epoch", -1)
		}, []ticketing.Fault{ticketing.FaultUnknown}},
		"claim lost": {func(ctx context.Context, p ticketing.Pool, ann, _ ticketing.Claim) redis.Cmder {
			return client.HDel(ctx, entriesKey(p.ID, p.Epoch), string(ann.ID))
		}, []ticketing.Fault{ticketing.FaultTaken, ticketing.FaultTaken, ticketing.FaultFree, ticketing.FaultFree, ticketing.FaultMissing}},
		"claim invented": {func(ctx context.Context, p ticketing.Pool, _, _ ticketing.Claim) redis.Cmder {
			client.HIncrBy(ctx, poolKey(p.ID), "taken", 1)
			client.HIncrBy(ctx, poolKey(p.ID), "t:online", 1)
			client.HIncrBy(ctx, poolKey(p.ID), "next", 1)
			return client.HSet(ctx, entriesKey(p.ID, p.Epoch), "c0", "s|eve|9|online|0|0|6")
		}, []ticketing.Fault{ticketing.FaultExtra}},
		"other places": {func(ctx context.Context, p ticketing.Pool, ann, _ ticketing.Claim) redis.Cmder {
			client.HSet(ctx, poolKey(p.ID), "next", 7)
			client.ZAdd(ctx, freedKey(p.ID, p.Epoch), redis.Z{Score: 2, Member: 2})
			return client.HSet(ctx, entriesKey(p.ID, p.Epoch), string(ann.ID), "s|ann|1|online|0|0|1,6")
		}, []ticketing.Fault{ticketing.FaultPlaces}},
		"holder astray": {func(ctx context.Context, p ticketing.Pool, ann, bob ticketing.Claim) redis.Cmder {
			return client.HSet(ctx, holdersKey(p.ID, p.Epoch), string(ann.Holder), string(bob.ID))
		}, []ticketing.Fault{ticketing.FaultHolder}},
		"counter off": {func(ctx context.Context, p ticketing.Pool, _, _ ticketing.Claim) redis.Cmder {
			return client.HIncrBy(ctx, poolKey(p.ID), "taken", -1)
		}, []ticketing.Fault{ticketing.FaultTaken}},
		"channel off": {func(ctx context.Context, p ticketing.Pool, _, _ ticketing.Claim) redis.Cmder {
			return client.HIncrBy(ctx, poolKey(p.ID), "t:online", 1)
		}, []ticketing.Fault{ticketing.FaultTaken}},
		"free and taken": {func(ctx context.Context, p ticketing.Pool, _, _ ticketing.Claim) redis.Cmder {
			return client.ZAdd(ctx, freedKey(p.ID, p.Epoch), redis.Z{Score: 3, Member: 3})
		}, []ticketing.Fault{ticketing.FaultFree}},
		"pending is on its way": {func(ctx context.Context, p ticketing.Pool, _, _ ticketing.Claim) redis.Cmder {
			client.HIncrBy(ctx, poolKey(p.ID), "taken", 1)
			client.HIncrBy(ctx, poolKey(p.ID), "t:online", 1)
			client.HIncrBy(ctx, poolKey(p.ID), "next", 1)
			return client.HSet(ctx, entriesKey(p.ID, p.Epoch), "c1", "p|eve|9|online|0|0|6")
		}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx, pool := t.Context(), ticketingtest.Pool(10)
			pools := ticketingtest.NewPools(pool)
			s := &ticketing.Service{
				Pools: pools, Claims: ticketingtest.NewClaims(), Waits: ticketingtest.NewClaims(), Stock: &Stock{Redis: client},
				Queue: &ticketingtest.Queue{}, Log: slog.New(slog.DiscardHandler), Now: time.Now,
			}
			var claims []ticketing.Claim
			for i, party := range []int{2, 3} {
				holder := []string{"ann", "bob"}[i]
				c, err := s.Claim(ctx, ticketing.Request{Pool: pool.ID, Holder: ticketing.HolderID(holder), Party: party, Key: "k" + holder, Channel: "online"})
				if err != nil {
					t.Fatal(err)
				}
				claims = append(claims, c)
			}
			pool, err := pools.Fresh(ctx, pool.ID)
			if err != nil {
				t.Fatal(err)
			}
			if err := tt.damage(ctx, pool, claims[0], claims[1]).Err(); err != nil {
				t.Fatal(err)
			}
			found, err := s.Reconcile(ctx, time.Millisecond)
			if err != nil {
				t.Fatal(err)
			}
			var got []ticketing.Fault
			for _, d := range found {
				got = append(got, d.Fault)
			}
			if fmt.Sprint(got) != fmt.Sprint(tt.want) {
				t.Errorf("found %v, want %v", found, tt.want)
			}
			if err := s.Rebuild(ctx, pool.ID); err != nil {
				t.Fatal(err)
			}
			if found, err := s.Reconcile(ctx, time.Millisecond); err != nil || len(found) > 0 {
				t.Errorf("after the rebuild: %v, %v", found, err)
			}
		})
	}
}
