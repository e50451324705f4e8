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
	ledgers *store.Ledgers
	claims  *store.Claims
	plans   *store.Plans
	stock   *redisstore.Stock
}

func newInventory(e docstore.Engine, client redis.UniversalClient, queue events.Queue, log *slog.Logger) inventory {
	pools, ledgers, claims, plans := store.NewPools(e), store.NewLedgers(e), store.NewClaims(e), store.NewPlans(e)
	stock := &redisstore.Stock{Redis: client, Plans: plans}
	return inventory{
		service: &ticketing.Service{
			Pools: pools, Claims: claims, Waits: claims, Plans: plans, Stock: stock,
			Ledgers: ledgers, Capacities: capacities{newCatalogue(e)},
			Households: &redisstore.Households{Redis: client}, Queue: queue, Log: log, Now: time.Now,
		},
		pools:   pools,
		ledgers: ledgers,
		claims:  claims,
		plans:   plans,
		stock:   stock,
	}
}

// add makes a pool of each quota that has none yet, cut from the approved capacity of
// its session.
func (i inventory) add(ctx context.Context, quotas []seed.Quota) error {
	pools := make([]ticketing.Pool, len(quotas))
	for n, q := range quotas {
		pools[n] = ticketing.Pool{
			ID: ticketing.PoolID(q.ID), Session: q.Session, Title: q.Title,
			Capacity: q.Places, MaxParty: q.MaxParty, Opens: q.Opens, Closes: q.Closes, Synthetic: true,
		}
		if q.PerHousehold > 0 {
			pools[n].Limits = []ticketing.Limit{{Rule: "household", Per: ticketing.PerHousehold, Max: q.PerHousehold}}
			if q.PerEdition {
				pools[n].Limits = []ticketing.Limit{onceAnEdition(q.Event)}
			}
		}
		for _, s := range q.Shares {
			share := ticketing.Quota{Channel: s.Channel, Places: s.Places}
			if s.Release.After(time.Now()) { // a demonstration may begin a day before the banquet
				share.Release, share.Into = s.Release, s.Into
			}
			pools[n].Quotas = append(pools[n].Quotas, share)
		}
		if q.Plan == nil {
			continue
		}
		plan, err := i.service.AddPlan(ctx, q.Plan)
		if err != nil {
			return fmt.Errorf("load the seating plan of %s: %w", q.ID, err)
		}
		pools[n].Plan = plan.ID
	}
	if err := i.service.AddPools(ctx, pools); err != nil {
		return fmt.Errorf("load the pools: %w", err)
	}
	return nil
}

// onceAnEdition is the limit of the banquet: one booking a household, whichever sitting
// and channel.
func onceAnEdition(event events.ID) ticketing.Limit {
	return ticketing.Limit{Rule: "edition", Scope: string(event), Per: ticketing.PerHousehold, Max: 1}
}

// capacities is the catalogue as ticketing sees it.
type capacities struct{ catalogue catalogue }

// Approved implements [ticketing.Capacities].
func (c capacities) Approved(ctx context.Context, id events.SessionID) (events.ID, int, error) {
	s, err := c.catalogue.kept.Session(ctx, id)
	return s.Event, s.ApprovedCapacity, err
}

// Ceiling implements [ticketing.Capacities].
func (c capacities) Ceiling(ctx context.Context, id events.SessionID) (int, error) {
	s, err := c.catalogue.kept.Session(ctx, id)
	if err != nil {
		return 0, err
	}
	e, err := c.catalogue.kept.Event(ctx, s.Event)
	return e.Permit.Ceiling, err
}

// TellApproved implements [ticketing.Capacities].
func (c capacities) TellApproved(ctx context.Context, id events.SessionID, capacity int) error {
	return c.catalogue.kept.Approve(ctx, id, capacity)
}
