package api

import (
	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
	"wanjia/ticketing/seating"
)

// ticketTable is places.
func (a *API) ticketTable() []Route {
	return []Route{
		row("GET", "/v1/me/claims", "my-claims", signedIn, reading, 0, false, "The places I hold or held, newest first", typed(a.getMyClaims), faults(errCursor, errNotForThem)),
		row("GET", "/v1/sessions/{session}/availability", "availability", anyone, free, 0, false, "Places left, the same bytes for everybody", plain(a.getAvailability, "application/json", Availability{}), faults(events.ErrNoSession, ticketing.ErrRebuilding)),
		row("GET", "/v1/pools/{pool}/order", "order", signedIn, reading, 0, false, "In which order places were given, as lines that anybody may check", plain(a.getOrder, "application/jsonl", ticketing.OrderLine{}), faults(ticketing.ErrNoPool)),
		row("POST", "/v1/pools/{pool}/claims", "claim", signedIn, taking, 201, true, "Take places for a party, all or none", typed(a.postClaim), faults(ticketing.ErrNoSeat, ticketing.ErrNoSector, ticketing.ErrNotSeated, ticketing.ErrNeeds, ticketing.ErrSeatKept, ticketing.ErrSeatsTaken, ticketing.ErrNoBlock, ticketing.ErrChildrenAlone, errNotForThem, errChannel, community.ErrHow, community.ErrWitness, ticketing.ErrNoPool, ticketing.ErrPartySize, ticketing.ErrNotOpen, ticketing.ErrPaused, ticketing.ErrClosed, ticketing.ErrSoldOut, ticketing.ErrQueue, ticketing.ErrAlreadyClaimed, ticketing.ErrLimit, ticketing.ErrLapsed, ticketing.ErrPending, ticketing.ErrRebuilding)).owning().directly(a.claimDirectly).refusing(a.refuseSoldOut),
		row("POST", "/v1/pools/{pool}/holds", "hold", signedIn, taking, 201, false, "Hold places for a party for ten minutes, all or none", typed(a.postHold), faults(ticketing.ErrNoSeat, ticketing.ErrNoSector, ticketing.ErrNotSeated, ticketing.ErrNeeds, ticketing.ErrSeatKept, ticketing.ErrSeatsTaken, ticketing.ErrNoBlock, ticketing.ErrChildrenAlone, errNotForThem, errChannel, community.ErrHow, community.ErrWitness, ticketing.ErrNoPool, ticketing.ErrPartySize, ticketing.ErrNotOpen, ticketing.ErrPaused, ticketing.ErrClosed, ticketing.ErrSoldOut, ticketing.ErrQueue, ticketing.ErrAlreadyClaimed, ticketing.ErrRebuilding, errKeyReused)),
		row("GET", "/v1/plans/{plan}", "get-plan", anyone, free, 0, false, "A seating plan, which never changes", plain(a.getPlan, "application/json", nil), faults(ticketing.ErrNoPlan)),
		row("GET", "/v1/plans/{plan}/status", "plan-status", anyone, free, 0, false, "How its seats stand, or what has changed since, the same bytes for everybody", plain(a.getPlanStatus, "application/json", PlanStatus{}), faults(ticketing.ErrNoPlan, ticketing.ErrRebuilding)),
		row("GET", "/v1/plans", "plans", holders, reading, 0, false, "The seating plans there are and where they are used", typed(a.getPlans), nil).needs(identity.SeeStock),
		row("POST", "/v1/plans", "add-plan", holders, reading, 201, false, "Bring in a seating plan of pretix, with or without our key, at most 4 MiB, gzip welcome", plain(a.postPlan, "application/json", PlanSummary{}), faults(seating.ErrPlan)).needs(changePlans),
		row("PUT", "/v1/pools/{pool}/plan", "seat-pool", holders, taking, 204, false, "Make the places of a pool the seats of a plan", typed(a.putPoolPlan), faults(ticketing.ErrNoPool, ticketing.ErrNoPlan, ticketing.ErrPlanSmall, ticketing.ErrPlanSold, ticketing.ErrRebuilding)).needs(changePlans),
		row("POST", "/v1/holds/{hold}/extend", "extend-hold", signedIn, taking, 200, false, "Hold ten minutes longer, once", typed(a.postExtend), faults(ticketing.ErrHoldLapsed, ticketing.ErrHoldExtended, ticketing.ErrAlreadyClaimed, ticketing.ErrRebuilding)),
		row("POST", "/v1/holds/{hold}/confirm", "confirm-hold", signedIn, taking, 201, false, "Make a hold a claim; repeating it answers the same", typed(a.postConfirm), faults(ticketing.ErrPartySize, ticketing.ErrChildrenAlone, ticketing.ErrHoldLapsed, ticketing.ErrAlreadyClaimed, ticketing.ErrLimit, ticketing.ErrLapsed, ticketing.ErrPending, ticketing.ErrRebuilding)),
		row("DELETE", "/v1/holds/{hold}", "drop-hold", signedIn, taking, 204, false, "Let a hold go; repeating it changes nothing", typed(a.deleteHold), nil),
		row("POST", "/v1/pools/{pool}/waitlist", "join-waitlist", signedIn, taking, 201, false, "Stand at the end of the waiting list, as one party", typed(a.postWaitlist), faults(ticketing.ErrNoSeat, ticketing.ErrNoSector, ticketing.ErrNotSeated, ticketing.ErrNeeds, ticketing.ErrSeatKept, ticketing.ErrChildrenAlone, errNotForThem, errChannel, community.ErrHow, community.ErrWitness, ticketing.ErrNoPool, ticketing.ErrPartySize, ticketing.ErrNotOpen, ticketing.ErrPaused, ticketing.ErrClosed, ticketing.ErrRoom, ticketing.ErrAlreadyWaiting, ticketing.ErrPending, ticketing.ErrRebuilding, errKeyReused)),
		row("GET", "/v1/me/waitlist", "my-waitlist", signedIn, reading, 0, false, "Where I wait and what I was offered, newest first", typed(a.getWaitlist), faults(errNotForThem)),
		row("GET", "/v1/offers/{offer}", "get-standing", signedIn, reading, 0, false, "Where one entry of mine stands", typed(a.getStanding), faults(ticketing.ErrNoClaim)),
		row("POST", "/v1/offers/{offer}/accept", "accept-offer", signedIn, taking, 201, false, "Take up an offer; repeating it answers the same", typed(a.postAccept), faults(ticketing.ErrNoClaim, ticketing.ErrOfferLapsed)),
		row("DELETE", "/v1/offers/{offer}", "leave-waitlist", signedIn, taking, 204, false, "Leave the list, or turn an offer down", typed(a.deleteOffer), faults(ticketing.ErrNoClaim)),
		row("GET", "/v1/claims/{claim}", "get-claim", signedIn, reading, 0, false, "One claim of mine", typed(a.getClaim), faults(ticketing.ErrNoClaim)),
		row("DELETE", "/v1/claims/{claim}", "release-claim", signedIn, taking, 200, false, "Give a claim back; repeating it answers the same", typed(a.deleteClaim), faults(ticketing.ErrNoClaim)),
		row("PATCH", "/v1/claims/{claim}", "change-claim", signedIn, taking, 200, true, "Make a party smaller, or larger while there is room", typed(a.patchClaim), faults(ticketing.ErrNoClaim, errBanquetClaim, ticketing.ErrPartySize, ticketing.ErrChildrenAlone, ticketing.ErrClaimOver, ticketing.ErrStarted, ticketing.ErrNoMore, ticketing.ErrPaused, ticketing.ErrSoldOut, ticketing.ErrQueue, ticketing.ErrClaimChanged, ticketing.ErrLapsed, ticketing.ErrPending, ticketing.ErrRebuilding)),
		row("POST", "/v1/claims/{claim}/transfer", "offer-claim", signedIn, taking, 201, true, "Offer a claim to somebody else, who has to say yes", typed(a.postTransfer), faults(ticketing.ErrNoClaim, errBanquetClaim, identity.ErrPhone, community.ErrAgent, ticketing.ErrPassSelf, ticketing.ErrPassing, ticketing.ErrClaimOver, ticketing.ErrStarted, ticketing.ErrClosed, errTries)),
		row("DELETE", "/v1/claims/{claim}/transfer", "keep-claim", signedIn, taking, 200, false, "Take an offer back; repeating it changes nothing", typed(a.deleteTransfer), faults(ticketing.ErrNoClaim, ticketing.ErrClaimOver)),
		row("GET", "/v1/me/transfers", "my-transfers", signedIn, reading, 0, false, "Claims I am offered to take over", typed(a.getTransfers), faults(errNotForThem)),
		row("POST", "/v1/me/transfers/{claim}/accept", "take-over-claim", signedIn, taking, 201, false, "Take an offered claim over; repeating it answers the same", typed(a.postTakeOver), faults(ticketing.ErrNoClaim, ticketing.ErrOfferLapsed, ticketing.ErrAlreadyClaimed, ticketing.ErrLimit, ticketing.ErrClaimOver, ticketing.ErrStarted, errNotForThem, errChannel, community.ErrHow, community.ErrWitness)),
		row("DELETE", "/v1/me/transfers/{claim}", "decline-claim", signedIn, taking, 204, false, "Say no to an offered claim", typed(a.deleteTakeOver), faults(ticketing.ErrNoClaim, errNotForThem)),
		row("GET", "/v1/claims", "find-claims", holders, reading, 0, false, "Bookings by their code or by whose they are, for whoever may take them away", typed(a.getClaims), faults(errWhichClaim, errCursor, community.ErrNoPerson)).needs(identity.RevokeClaims),
		row("POST", "/v1/claims/{claim}/revocation", "revoke-claim", nobody, taking, 200, false, "Take a claim away, for a reason its holder is told", typed(a.postRevocation), faults(ticketing.ErrNoClaim, ticketing.ErrClaimOver, audit.ErrReason)).needs(identity.RevokeClaims),
	}
}
