package api

import (
	"wanjia/events"
)

// eventTable is the events.
func (a *API) eventTable() []Route {
	return []Route{
		row("GET", "/v1/events", "list-events", anyone, reading, 0, false, "Events that are not over, soonest first", typed(a.getEvents), faults(errCursor)),
		row("GET", "/v1/events/{event}", "get-event", anyone, reading, 0, false, "One event", typed(a.getEvent), faults(events.ErrNoEvent)),
		row("GET", "/v1/events/{event}/sessions", "list-sessions", anyone, reading, 0, false, "The sessions of an event, soonest first", typed(a.getSessions), faults(events.ErrNoEvent)),
		row("GET", "/v1/events/{event}/rules", "booking-rules", anyone, reading, 0, false, "What binds whoever books places of an event", typed(a.getBookingRules), faults(events.ErrNoEvent)),
		row("GET", "/v1/events/{event}/cover", "event-cover", anyone, reading, 0, false, "The picture of an event", plain(a.getCover, "image/*", nil), faults(events.ErrNoEvent, errNoCover)),
	}
}
