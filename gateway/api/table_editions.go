package api

import (
	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/events/banquet"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// editionTable is the editions, for those who organise them.
func (a *API) editionTable() []Route {
	read := faults(events.ErrNoEvent)
	with := func(more ...*fault.Error) []*fault.Error {
		return append(faults(events.ErrNoEvent, events.ErrChanged, events.ErrEditionEnd, audit.ErrReason, ticketing.ErrBusy, ticketing.ErrRebuilding), more...)
	}
	return []Route{
		row("GET", "/v1/editions", "list-editions", holders, reading, 0, false, "Every edition, drafts too, the one that ends last first", typed(a.getEditions), nil).needs(identity.SeeStock),
		row("GET", "/v1/editions/{event}", "get-edition", holders, reading, 0, false, "One edition, with what its permit says and what it lacks", typed(a.getEdition), read).needs(identity.SeeStock),
		row("GET", "/v1/edition-dates", "usual-dates", holders, reading, 0, false, "When an edition is usually held, by the Chinese calendar", typed(a.getUsual), faults(events.ErrKind)).needs(identity.SeeStock),
		row("GET", "/v1/editions/{event}/bulletins", "list-bulletins", holders, reading, 0, false, "What its guests had to be told, on whose word, and how far that has come", typed(a.getBulletins), read).needs(identity.SeeStock),
		row("GET", "/v1/editions/{event}/bulletins/{bulletin}/guests", "list-guests-told", holders, reading, 0, false, "Who was told, who not yet, and who cannot be reached, within reach", typed(a.getGuests), faults(events.ErrNoEvent, errNoBulletin, errCursor)).needs(identity.FindPeople),
		row("GET", "/v1/editions/{event}/bulletins/{bulletin}/guests.csv", "export-guests-told", holders, reading, 0, false, "The same as a table", plain(a.getGuestList, "text/csv", nil), faults(events.ErrNoEvent, errNoBulletin)).needs(identity.FindPeople),
		row("GET", "/v1/events/{event}/booking-curve", "booking-curve", holders, reading, 0, false, "How its places were taken over time, by channel", typed(a.getBookingCurve), read).needs(identity.SeeStock),
		row("POST", "/v1/editions", "begin-edition", holders, taking, 201, false, "Begin an edition, from nothing or as a copy with its sessions and pools", typed(a.postEdition), with(events.ErrKind, events.ErrTitle, events.ErrDates, events.ErrDatesPast, events.ErrMany)).needs(identity.ChangeEvents),
		row("PUT", "/v1/editions/{event}", "change-edition", holders, taking, 200, false, "Change what an edition says of itself; another time or place outdates its permit", typed(a.putEdition), with(events.ErrTitle, events.ErrDates, events.ErrDatesPast)).needs(identity.ChangeEvents),
		row("PUT", "/v1/editions/{event}/permit", "set-permit", holders, taking, 200, false, "Write down how far the permit has come", typed(a.putPermit), with(events.ErrPermitData, events.ErrCeiling)).needs(identity.ChangeEvents),
		row("POST", "/v1/editions/{event}/publication", "publish-edition", holders, taking, 200, false, "Show it to everybody", typed(a.postPublication), with(banquet.ErrVenuesAsked, events.ErrIncomplete, events.ErrPermit, events.ErrDatesPast, events.ErrTitle, events.ErrDates)).needs(identity.ChangeEvents),
		row("POST", "/v1/editions/{event}/sessions", "add-session", holders, taking, 201, false, "Add a session", typed(a.postEditionSession), with(events.ErrTitle, events.ErrDates)).needs(identity.ChangeEvents),
		row("PUT", "/v1/editions/{event}/sessions/{session}", "change-session", holders, taking, 200, false, "Change the title or the hours of a session", typed(a.putEditionSession), with(events.ErrTitle, events.ErrDates, events.ErrNoSession)).needs(identity.ChangeEvents),
		row("POST", "/v1/editions/{event}/sessions/{session}/removal", "remove-session", holders, taking, 200, false, "Take a session with its pools out of a draft", typed(a.postSessionRemoval), with(events.ErrNoSession, ticketing.ErrPoolInUse)).needs(identity.ChangeEvents),
		row("POST", "/v1/editions/{event}/removal", "remove-edition", holders, taking, 204, false, "Throw a draft away, with its sessions and pools", typed(a.postEditionRemoval), with(ticketing.ErrPoolInUse)).needs(identity.ChangeEvents),
		row("POST", "/v1/editions/{event}/postponement", "postpone-edition", holders, taking, 200, false, "Say that its dates do not count any more; nobody gets a place until it has new ones", typed(a.postPostponement), with(events.ErrNote, events.ErrAuthority)).needs(identity.StopEvents),
		row("POST", "/v1/editions/{event}/stop", "stop-edition", holders, taking, 200, false, "Say that nobody is to come until it is said how it goes on", typed(a.postStop), with(events.ErrNote, events.ErrAuthority)).needs(identity.StopEvents),
		row("POST", "/v1/editions/{event}/resumption", "resume-edition", holders, taking, 200, false, "Give a postponed one new dates, or have a stopped one go on", typed(a.postResumption), with(events.ErrDatesPast, events.ErrAuthority)).needs(identity.StopEvents),
		row("POST", "/v1/editions/{event}/cancellation", "cancel-edition", holders, taking, 200, false, "Say that it will not be", typed(a.postCancellation), with(events.ErrNote, events.ErrAuthority)).needs(identity.StopEvents),
	}
}
