package main

import (
	"fmt"
	"strconv"
	"time"

	"wanjia/events"
	"wanjia/events/seed"
	"wanjia/ticketing/slots"
)

// lanternSite is the ground of the made-up lantern show as it is planned on.
func lanternSite() (slots.Site, error) {
	ground := seed.LanternGround()
	s := slots.Site{
		Approved: seed.LanternApproved, Stay: seed.LanternStay * time.Minute, Spread: seed.LanternSpread * time.Minute,
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
