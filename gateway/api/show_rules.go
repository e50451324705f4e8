package api

import (
	"context"
	"errors"
	"slices"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// BookingRules is what binds whoever books places of an event.
type BookingRules struct {
	Items []KindRules `json:"items" nullable:"false"`
	Early int         `json:"early_minutes" doc:"How long before the window a gate lets people in; 0 where it is entered without a pass"`
	Late  int         `json:"late_minutes" doc:"And after"`
}

// KindRules is what binds those of one kind of places, by their title.
type KindRules struct {
	Title    events.Text    `json:"title"`
	MaxParty int            `json:"max_party" doc:"Persons in one booking"`
	Limits   []BookingLimit `json:"limits" nullable:"false"`
}

// BookingLimit is how many bookings one may have.
type BookingLimit struct {
	Per string `json:"per" enum:"holder,household,phone"`
	Max int    `json:"max"`
	Of  string `json:"of" enum:"session,day,event,several" doc:"What is counted together"`
}

// getBookingRules answers GET /v1/events/{event}/rules: 200 BookingRules |
// 404 no_such_event. It is read from the pools as they are.
func (a *API) getBookingRules(ctx context.Context, in *EventInput) (*reply[BookingRules], error) {
	sessions, err := a.Events.Sessions(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	var pools []ticketing.Pool
	for _, s := range sessions {
		of, err := a.Tickets.Pools.PoolsOf(ctx, s.ID)
		if err != nil {
			return nil, err
		}
		pools = append(pools, slices.DeleteFunc(of, func(p ticketing.Pool) bool { return p.Removed })...)
	}
	out := BookingRules{Items: []KindRules{}}
	for _, p := range pools {
		i := slices.IndexFunc(out.Items, func(k KindRules) bool { return k.Title == p.Title })
		if i < 0 {
			i, out.Items = len(out.Items), append(out.Items, KindRules{Title: p.Title, Limits: []BookingLimit{}})
		}
		k := &out.Items[i]
		k.MaxParty = max(k.MaxParty, p.MaxParty)
		for _, l := range p.Rules() {
			limit := BookingLimit{Per: l.Per, Max: l.Max, Of: spanOf(l, p, pools, sessions)}
			if !slices.Contains(k.Limits, limit) {
				k.Limits = append(k.Limits, limit)
			}
		}
	}
	if a.Passes != nil {
		switch _, err := a.Passes.Book(ctx, in.Event); {
		case err == nil:
			out.Early, out.Late = minutesOf(checkin.Usual.Early), minutesOf(checkin.Usual.Late)
		case !errors.Is(err, pass.ErrNone):
			return nil, err
		}
	}
	return &reply[BookingRules]{out}, nil
}

// spanOf says what a limit of a pool counts together: whatever pools name its scope.
func spanOf(l ticketing.Limit, pool ticketing.Pool, pools []ticketing.Pool, sessions []events.Session) string {
	if l.Scope == "" {
		return "session"
	}
	days, counted := map[string]bool{}, 0
	for _, s := range sessions {
		if !slices.ContainsFunc(pools, func(p ticketing.Pool) bool {
			return p.Session == s.ID && slices.ContainsFunc(p.Rules(), func(o ticketing.Limit) bool { return o.Rule == l.Rule && o.Per == l.Per && o.Scope == l.Scope })
		}) {
			continue
		}
		counted++
		days[s.Starts.In(events.Zone).Format("2006-01-02")] = true
	}
	switch {
	case counted == 1:
		return "session"
	case counted == len(sessions):
		return "event"
	case len(days) == 1:
		return "day"
	}
	return "several"
}
