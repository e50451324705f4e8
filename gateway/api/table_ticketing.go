package api

import (
	"wanjia/events"
	"wanjia/events/community"
	"wanjia/ticketing"
)

// ticketTable is places.
func (a *API) ticketTable() []Route {
	return []Route{
		row("GET", "/v1/me/claims", "my-claims", signedIn, reading, 0, false, "The places I hold or held, newest first", typed(a.getMyClaims), faults(errCursor, errNotForThem)),
		row("GET", "/v1/sessions/{session}/availability", "availability", anyone, free, 0, false, "Places left, the same bytes for everybody", plain(a.getAvailability, "application/json", Availability{}), faults(events.ErrNoSession, ticketing.ErrRebuilding)),
		row("GET", "/v1/pools/{pool}/order", "order", signedIn, reading, 0, false, "In which order places were given, as lines that anybody may check", plain(a.getOrder, "application/jsonl", ticketing.OrderLine{}), faults(ticketing.ErrNoPool)),
		row("POST", "/v1/pools/{pool}/claims", "claim", signedIn, taking, 201, true, "Take places for a party, all or none", typed(a.postClaim), faults(ticketing.ErrChildrenAlone, errNotForThem, errChannel, community.ErrHow, community.ErrWitness, ticketing.ErrNoPool, ticketing.ErrPartySize, ticketing.ErrNotOpen, ticketing.ErrClosed, ticketing.ErrSoldOut, ticketing.ErrQueue, ticketing.ErrAlreadyClaimed, ticketing.ErrLimit, ticketing.ErrLapsed, ticketing.ErrPending, ticketing.ErrRebuilding)).owning().directly(a.claimDirectly).refusing(a.refuseSoldOut),
		row("POST", "/v1/pools/{pool}/holds", "hold", signedIn, taking, 201, false, "Hold places for a party for ten minutes, all or none", typed(a.postHold), faults(ticketing.ErrChildrenAlone, errNotForThem, errChannel, community.ErrHow, community.ErrWitness, ticketing.ErrNoPool, ticketing.ErrPartySize, ticketing.ErrNotOpen, ticketing.ErrClosed, ticketing.ErrSoldOut, ticketing.ErrQueue, ticketing.ErrAlreadyClaimed, ticketing.ErrRebuilding, errKeyReused)),
		row("POST", "/v1/holds/{hold}/extend", "extend-hold", signedIn, taking, 200, false, "Hold ten minutes longer, once", typed(a.postExtend), faults(ticketing.ErrHoldLapsed, ticketing.ErrHoldExtended, ticketing.ErrAlreadyClaimed, ticketing.ErrRebuilding)),
		row("POST", "/v1/holds/{hold}/confirm", "confirm-hold", signedIn, taking, 201, false, "Make a hold a claim; repeating it answers the same", typed(a.postConfirm), faults(ticketing.ErrPartySize, ticketing.ErrChildrenAlone, ticketing.ErrHoldLapsed, ticketing.ErrAlreadyClaimed, ticketing.ErrLimit, ticketing.ErrLapsed, ticketing.ErrPending, ticketing.ErrRebuilding)),
		row("DELETE", "/v1/holds/{hold}", "drop-hold", signedIn, taking, 204, false, "Let a hold go; repeating it changes nothing", typed(a.deleteHold), nil),
		row("POST", "/v1/pools/{pool}/waitlist", "join-waitlist", signedIn, taking, 201, false, "Stand at the end of the waiting list, as one party", typed(a.postWaitlist), faults(ticketing.ErrChildrenAlone, errNotForThem, errChannel, community.ErrHow, community.ErrWitness, ticketing.ErrNoPool, ticketing.ErrPartySize, ticketing.ErrNotOpen, ticketing.ErrClosed, ticketing.ErrRoom, ticketing.ErrAlreadyWaiting, ticketing.ErrPending, ticketing.ErrRebuilding, errKeyReused)),
		row("GET", "/v1/me/waitlist", "my-waitlist", signedIn, reading, 0, false, "Where I wait and what I was offered, newest first", typed(a.getWaitlist), faults(errNotForThem)),
		row("GET", "/v1/offers/{offer}", "get-standing", signedIn, reading, 0, false, "Where one entry of mine stands", typed(a.getStanding), faults(ticketing.ErrNoClaim)),
		row("POST", "/v1/offers/{offer}/accept", "accept-offer", signedIn, taking, 201, false, "Take up an offer; repeating it answers the same", typed(a.postAccept), faults(ticketing.ErrNoClaim, ticketing.ErrOfferLapsed)),
		row("DELETE", "/v1/offers/{offer}", "leave-waitlist", signedIn, taking, 204, false, "Leave the list, or turn an offer down", typed(a.deleteOffer), faults(ticketing.ErrNoClaim)),
		row("GET", "/v1/claims/{claim}", "get-claim", signedIn, reading, 0, false, "One claim of mine", typed(a.getClaim), faults(ticketing.ErrNoClaim)),
		row("DELETE", "/v1/claims/{claim}", "release-claim", signedIn, taking, 200, false, "Give a claim back; repeating it answers the same", typed(a.deleteClaim), faults(ticketing.ErrNoClaim)),
	}
}
