package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/events/seed"
	"wanjia/ticketing"
)

// rehearsalLasts is how long the gates of a rehearsal stay open: whoever tries the
// demonstration does so at any hour.
const rehearsalLasts = 20 * time.Hour

// rehearsalLeft is how much of one must be left for a start to need no other.
const rehearsalLeft = 6 * time.Hour

// rehearsalApproved is how many may be on the ground in one at the same time.
const rehearsalApproved = 2000

// openRehearsal gives the demonstration a show whose gates are open now: the nights of
// the real one are in February. A start that finds one open makes no other.
func (s *services) openRehearsal(ctx context.Context, shows []events.Event, now time.Time) error {
	for _, show := range shows {
		if show.Kind != events.Lantern {
			continue
		}
		e := rehearsalOf(show, now)
		sessions, err := s.catalogue.kept.Sessions(ctx, e.ID)
		if err != nil && !errors.Is(err, events.ErrNoEvent) {
			return fmt.Errorf("look for the rehearsal: %w", err)
		}
		if open(sessions, now) {
			continue
		}
		starts := now.Truncate(30 * time.Minute).Add(-30 * time.Minute)
		day := starts.In(events.Zone)
		one := events.Session{
			ID: events.SessionID(fmt.Sprintf("%s-%s", e.ID, day.Format("0102-1504"))), Event: e.ID, Starts: starts, Ends: starts.Add(rehearsalLasts),
			Title: events.Text{ZH: "试灯 " + day.Format("15:04 起"), EN: "Rehearsal, from " + day.Format("15:04")}, ApprovedCapacity: rehearsalApproved, Synthetic: true,
		}
		quotas := []seed.Quota{{
			ID: string(one.ID) + "-open", Session: one.ID, Event: e.ID, Title: events.Text{ZH: "试灯票", EN: "Rehearsal"},
			Places: 1200, MaxParty: 6, Opens: starts, Closes: one.Ends,
		}, {
			ID: string(one.ID) + "-walkup", Session: one.ID, Event: e.ID, Title: events.Text{ZH: "现场名额（到门口领）", EN: "Without a booking, at the gates"},
			Places: 200, MaxParty: 6, Shares: []seed.Share{{Channel: ticketing.WalkUp, Places: 200}}, Opens: starts, Closes: one.Ends,
		}}
		err = errors.Join(s.catalogue.kept.Add(ctx, []events.Event{e}, []events.Session{one}), s.inventory.add(ctx, quotas), openDemoGates(ctx, s.passes, []events.Event{e}), openRehearsalSite(ctx, s.sites, e.ID))
		if err != nil {
			return fmt.Errorf("open the rehearsal: %w", err)
		}
	}
	return nil
}

// rehearsalOf is the rehearsal of a show. It ends after it, so that whoever asks for
// the next show does not get the rehearsal.
func rehearsalOf(show events.Event, now time.Time) events.Event {
	e := show
	e.ID += "-rehearsal"
	e.Title = events.Text{ZH: "元宵灯展试灯（现在就能进）", EN: "Lantern Show rehearsal (gates open now)"}
	e.Summary = events.Text{
		ZH: "灯还在装，先请街坊走一遍：订票、取码、过门，都和正式那几晚一样。",
		EN: "The lanterns are still going up. Book, get a pass and go through a gate, all as on the nights themselves.",
	}
	e.Starts, e.Ends = now.Truncate(30*time.Minute).Add(-30*time.Minute), show.Ends.Add(time.Hour)
	return e
}

// open says whether one of the sessions will be open for a while.
func open(sessions []events.Session, now time.Time) bool {
	for _, x := range sessions {
		if !x.Starts.After(now) && x.Ends.Sub(now) >= rehearsalLeft {
			return true
		}
	}
	return false
}
