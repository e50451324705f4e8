package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/events/seed"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/store"
)

// inventory is the pools and claims, and their rules.
type inventory struct {
	service *ticketing.Service
	pools   *store.Pools
	claims  *store.Claims
	plans   *store.Plans
}

func newInventory(e docstore.Engine, client redis.UniversalClient, queue events.Queue, log *slog.Logger) inventory {
	pools, claims, plans := store.NewPools(e), store.NewClaims(e), store.NewPlans(e)
	return inventory{
		service: &ticketing.Service{
			Pools: pools, Claims: claims, Waits: claims, Plans: plans, Stock: &redisstore.Stock{Redis: client, Plans: plans},
			Queue: queue, Log: log, Now: time.Now,
		},
		pools:  pools,
		claims: claims,
		plans:  plans,
	}
}

// add makes a pool of each quota that has none yet.
func (i inventory) add(ctx context.Context, quotas []seed.Quota) error {
	pools := make([]ticketing.Pool, len(quotas))
	for n, q := range quotas {
		pools[n] = ticketing.Pool{
			ID: ticketing.PoolID(q.ID), Session: q.Session, Event: q.Event, Title: q.Title,
			Capacity: q.Places, MaxParty: q.MaxParty, Opens: q.Opens, Closes: q.Closes, Epoch: 1, Synthetic: true,
		}
	}
	if err := i.pools.Add(ctx, pools); err != nil {
		return fmt.Errorf("load the pools: %w", err)
	}
	return nil
}
