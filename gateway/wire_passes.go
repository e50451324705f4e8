package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/edge"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/store"
)

// newPasses is what issues the passes of claims.
func newPasses(e docstore.Engine, i inventory, c catalogue) *pass.Service {
	return &pass.Service{Store: store.NewPasses(e), Claims: i.claims, Sessions: c.service, Now: time.Now}
}

// demoGates are the five gates of the made-up lantern show.
var demoGates = []pass.Gate{
	{ID: "w1", Bit: 0, Lanes: 9, Title: events.Text{ZH: "西1门", EN: "West gate 1"}, Way: events.Text{ZH: "坐地铁来的", EN: "By metro"}},
	{ID: "w2", Bit: 1, Lanes: 4, Title: events.Text{ZH: "西2门", EN: "West gate 2"}, Way: events.Text{ZH: "坐公交来的，停车场在对面", EN: "By bus, and from the car park opposite"}},
	{ID: "s3", Bit: 2, Lanes: 4, Title: events.Text{ZH: "南3门", EN: "South gate 3"}, Way: events.Text{ZH: "从南边苑区走过来的", EN: "On foot from the estates in the south"}},
	{ID: "e4", Bit: 3, Lanes: 3, Title: events.Text{ZH: "东4门", EN: "East gate 4"}, Way: events.Text{ZH: "从东边苑区走过来的", EN: "On foot from the estates in the east"}},
	{ID: "n5", Bit: 4, Lanes: 2, StepFree: true, Title: events.Text{ZH: "北5门（无障碍）", EN: "North gate 5 (step-free)"}, Way: events.Text{ZH: "轮椅、婴儿车、拄拐的，没有台阶", EN: "Wheelchairs, pushchairs and walking aids; no steps"}},
}

// openDemoGates gives the lantern shows of the made-up dataset their gates; repeating
// it changes nothing.
func openDemoGates(ctx context.Context, passes *pass.Service, list []events.Event) error {
	for _, e := range list {
		if e.Kind != events.Lantern {
			continue
		}
		if _, err := passes.Open(ctx, e.ID, demoGates); err != nil {
			return fmt.Errorf("open the gates of event %s: %w", e.ID, err)
		}
	}
	return nil
}

// passMigrator is what migrate knows of passes.
func passMigrator(e docstore.Engine) docstore.Migrator { return store.NewPasses(e) }

// gateMigrator is what migrate knows of gates.
func gateMigrator(e docstore.Engine) docstore.Migrator { return store.NewGates(e) }

// edgeMigrator is what migrate knows of gate servers.
func edgeMigrator(e docstore.Engine) docstore.Migrator { return store.NewEdges(e) }

// newEdges is the servers at groups of gates, as the main service knows them.
func newEdges(e docstore.Engine, s *services) *edge.Centre {
	return &edge.Centre{Store: store.NewEdges(e), Gates: s.gates, Books: s.passes, Orders: s.orders, Calls: s.calls, Leases: s.leases, Credit: s.crowd, Now: time.Now}
}

// leaseMigrator is what migrate knows of places lent to gates.
func leaseMigrator(e docstore.Engine) docstore.Migrator { return store.NewLeases(e) }

// newLeases lends places to gates.
func newLeases(e docstore.Engine, s *services) *checkin.Leases {
	return &checkin.Leases{Store: store.NewLeases(e), Gates: s.gates, Stock: s.inventory.service, Pools: s.inventory.pools, Now: time.Now}
}

// orderMigrator is what migrate knows of orders to the gates and calls from them.
func orderMigrator(e docstore.Engine) docstore.Migrator { return store.NewOrders(e) }

// newOrders is what the gates are told to do.
func newOrders(e docstore.Engine, s *services) *checkin.Orders {
	return &checkin.Orders{Store: store.NewOrders(e), Devices: store.NewGates(e), Passes: s.passes, Now: time.Now}
}

// newCalls is who calls for help at the gates.
func newCalls(e docstore.Engine) *checkin.Calls {
	return &checkin.Calls{Store: store.NewOrders(e), Now: time.Now}
}

// newGates is what happens at the gates.
func newGates(e docstore.Engine, s *services) *checkin.Service {
	gates := &checkin.Service{
		Store: store.NewGates(e), Entrance: &redisstore.Entrance{Redis: s.house.redis}, Passes: s.passes, Pools: s.inventory.pools, Claims: s.inventory.claims,
		Sessions: s.catalogue.kept, Rules: checkin.Usual, Now: time.Now,
	}
	if w := s.house.watcher; w != nil {
		gates.Watch(store.Watched{Engine: w, Passes: store.NewPasses(e), Claims: s.inventory.claims})
	}
	return gates
}

// prepareGates makes the passes of the night that is on or next at each event with
// gates, so that no gate waits for it.
func (s *services) prepareGates(ctx context.Context) error {
	for after, more := "", true; more; more = after != "" {
		list, next, err := s.catalogue.service.Events(ctx, events.PageQuery{After: after, Limit: 50})
		if err != nil {
			return err
		}
		for _, e := range list {
			_, err := s.gates.Prepare(ctx, e.ID)
			if err != nil && !errors.Is(err, pass.ErrNone) && !errors.Is(err, checkin.ErrNoNight) {
				return fmt.Errorf("prepare the gates of event %s: %w", e.ID, err)
			}
			if _, err := s.leases.Settle(ctx, e.ID); err != nil {
				return fmt.Errorf("take back what is left at the gates of event %s: %w", e.ID, err)
			}
		}
		after = next
	}
	return nil
}
