package api

import (
	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/paper"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// deskTable is what desks and building heads do for others beside the register.
func (a *API) deskTable() []Route {
	return []Route{
		row("GET", "/v1/to-tell", "to-tell", holders, reading, 0, false, "Who has to be told in person, because no message reaches them", typed(a.getToTell), faults(errCursor, community.ErrNoBuilding)).needs(identity.ActForPeople),
		row("POST", "/v1/to-tell/{notice}/told", "told-in-person", holders, taking, 200, false, "Write down that somebody was told; repeating it changes nothing", typed(a.postTold), faults(community.ErrNoNotice, community.ErrToldHow)).needs(identity.ActForPeople),
		row("GET", "/v1/sessions/{session}/office", "office-stock", holders, reading, 0, false, "What the caller may give out of a session when booking for others", typed(a.getOfficeStock), faults(events.ErrNoSession, ticketing.ErrRebuilding)).needs(identity.ActForPeople),
		row("POST", "/v1/chains", "match-chain", holders, reading, 200, false, "Match a sign-up list from a chat against people in the caller's reach; it books nothing", typed(a.postChain), faults(community.ErrNoBuilding, errSearch)).needs(identity.ActForPeople),
		row("GET", "/v1/buildings/{building}/bookings.pdf", "print-bookings", holders, reading, 0, false, "Who of a building has booked an event, for paper", plain(a.getBuildingBookings, "application/pdf", nil), faults(community.ErrNoBuilding, events.ErrNoEvent, paper.ErrNoFont)).needs(identity.ActForPeople),
	}
}
