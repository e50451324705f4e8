package main

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/events/seed"
	"wanjia/ticketing/crowd"
	"wanjia/ticketing/slots"
	"wanjia/ticketing/store"
)

// siteMigrator is what migrate knows of grounds.
func siteMigrator(e docstore.Engine) docstore.Migrator { return store.NewSites(e) }

// newCrowd is how full the grounds are.
func newCrowd(e docstore.Engine, s *services) *crowd.Service {
	return &crowd.Service{
		Gates: s.gates, Lists: s.gates, Books: s.passes, Orders: store.NewOrders(e), Sessions: s.catalogue.kept,
		Pools: s.inventory.pools, Sites: s.sites, Edges: store.NewEdges(e), Credits: store.NewEdges(e), Now: time.Now,
	}
}

// openDemoSites gives the lantern shows of the made-up dataset their ground; repeating it
// changes nothing.
func openDemoSites(ctx context.Context, sites *store.Sites, list []events.Event) error {
	ground, err := lanternSite()
	if err != nil {
		return err
	}
	for _, e := range list {
		if e.Kind == events.Lantern {
			if err := sites.Open(ctx, e.ID, ground); err != nil {
				return err
			}
		}
	}
	return nil
}

// openRehearsalSite gives the rehearsal the ground of the show, for as many as may come
// to it; repeating it changes nothing.
func openRehearsalSite(ctx context.Context, sites *store.Sites, rehearsal events.ID) error {
	ground, err := lanternSite()
	if err != nil {
		return err
	}
	ground.Approved = rehearsalApproved
	return sites.Open(ctx, rehearsal, ground)
}

// lanternSite is the ground of the made-up lantern show as it is planned on.
func lanternSite() (slots.Site, error) {
	ground := seed.LanternGround()
	s := slots.Site{
		Approved: seed.LanternApproved, Stay: seed.LanternStay * time.Minute, Spread: seed.LanternSpread * time.Minute,
		Posts: []slots.Post{
			{ID: "r1", Title: events.Text{ZH: "机动一组（广场西侧）", EN: "Reserve 1, west of the square"}, X: 60, Y: 180},
			{ID: "r2", Title: events.Text{ZH: "机动二组（长廊东头）", EN: "Reserve 2, east end of the gallery"}, X: 350, Y: 95},
			{ID: "r3", Title: events.Text{ZH: "医疗点（小街口）", EN: "First aid, by the lane"}, X: 210, Y: 175},
		},
		Factor: seed.LanternFactor / 100.0, EmptyIn: 8 * time.Minute, Wait: 20 * time.Minute, Closes: 210 * time.Minute,
	}
	for _, z := range ground.Zones {
		s.Zones = append(s.Zones, slots.Zone{
			ID: z.ID, Title: events.Text{ZH: z.Name, EN: z.NameEN}, Capacity: z.Capacity, ExitCM: z.ExitCM,
			X: z.X, Y: z.Y, Width: z.Width, Height: z.Height,
		})
	}
	for _, g := range ground.Gates {
		s.Gates = append(s.Gates, slots.Gate{
			ID: g.ID, Title: events.Text{ZH: g.Name, EN: g.NameEN}, Lanes: g.Lanes, LaneHour: g.LaneHour, ExitCM: g.ExitCM, StepFree: g.StepFree, X: g.X, Y: g.Y,
		})
	}
	for _, p := range ground.Paths {
		s.Paths = append(s.Paths, slots.Path{ID: p.ID, From: p.From, To: p.To, Kind: p.Kind, WidthCM: p.WidthCM, Metres: p.Metres, OneWay: p.OneWay})
	}
	for _, r := range ground.Routes {
		route := slots.Route{Gate: r.Gate, Share: float64(r.Percent) / 100, Zones: r.Zones, Exit: r.Exit}
		for _, stay := range r.Stay {
			n, err := strconv.Atoi(stay)
			if err != nil {
				return s, fmt.Errorf("route from gate %s: %w", r.Gate, err)
			}
			route.Stay = append(route.Stay, float64(n)/100)
		}
		s.Routes = append(s.Routes, route)
	}
	return s, nil
}
