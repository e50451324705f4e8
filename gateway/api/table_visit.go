package api

import (
	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/pass"
)

// visitTable is what the page of a show needs beside its places: the ways in, what is
// passed on in a chat, and another time instead of the one that was booked.
func (a *API) visitTable() []Route {
	return []Route{
		row("GET", "/v1/events/{event}/entrances", "entrances", anyone, free, 0, false, "The gates of an event and who comes which way to them", typed(a.getEntrances), faults(events.ErrNoEvent)),
		row("GET", "/v1/short/{code}", "short-code", anyone, reading, 0, false, "What a short code stands for, however it is typed", typed(a.getShort), faults(errNoShort)),
		row("GET", "/v1/claims/{claim}/booking.ics", "booking-calendar", signedIn, reading, 0, false, "A booking for a calendar (RFC 5545)", plain(a.getCalendar, "text/calendar", nil), faults(ticketing.ErrNoClaim)),
		row("PUT", "/v1/claims/{claim}/gate", "choose-gate", signedIn, taking, 204, false, "Come in by another gate; the pass is made anew for it", typed(a.putGate), faults(ticketing.ErrNoClaim, pass.ErrNone, pass.ErrClaimOver, pass.ErrNoGate)),
		row("POST", "/v1/claims/{claim}/swap", "swap-claim", signedIn, taking, 201, true, "Take another time instead; the new places are had before the old ones go back", typed(a.postSwap), faults(ticketing.ErrNoClaim, errBanquetClaim, ticketing.ErrNoPool, ticketing.ErrSwap, ticketing.ErrClaimOver, ticketing.ErrStarted, ticketing.ErrPassing, ticketing.ErrPartySize, ticketing.ErrNotOpen, ticketing.ErrClosed, ticketing.ErrPaused, ticketing.ErrSoldOut, ticketing.ErrQueue, ticketing.ErrAlreadyClaimed, ticketing.ErrLimit, ticketing.ErrNoBlock, ticketing.ErrLapsed, ticketing.ErrPending, ticketing.ErrRebuilding)),
	}
}
