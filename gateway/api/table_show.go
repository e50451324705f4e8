package api

import (
	"wanjia/events/fault"
	"wanjia/gateway/identity"
	"wanjia/streaming"
)

// showTable is the running order of a show, for its directors.
func (a *API) showTable() []Route {
	changes := faults(streaming.ErrNoChannel, streaming.ErrNoShow, streaming.ErrShowChanged, streaming.ErrShowState)
	with := func(more ...*fault.Error) []*fault.Error { return append(changes[:len(changes):len(changes)], more...) }
	return []Route{
		row("GET", "/v1/channels/{channel}/programme", "get-programme", holders, reading, 0, false, "The running order of a show and its clock", typed(a.getProgramme), faults(streaming.ErrNoChannel, streaming.ErrNoShow)).needs(identity.DirectShow),
		row("PUT", "/v1/channels/{channel}/programme", "put-programme", holders, taking, 200, false, "Plan a show, or plan it anew while it is a draft", typed(a.putProgramme), with(streaming.ErrBadShow, streaming.ErrNoPerformer, streaming.ErrPerformerTwice)).needs(identity.DirectShow),
		row("PATCH", "/v1/channels/{channel}/programme/items/{item}", "change-item", holders, taking, 200, false, "Change an item: its length, feed, standby, place, or whether it is shown", typed(a.patchItem), with(streaming.ErrNoItem, streaming.ErrItemDone, streaming.ErrBadShow, streaming.ErrNoPerformer, streaming.ErrPerformerTwice)).needs(identity.DirectShow),
		row("GET", "/v1/channels/{channel}/programme/performers", "performers", holders, reading, 0, false, "Who is named in the running order, in the caller's reach", typed(a.getPerformers), faults(streaming.ErrNoChannel, streaming.ErrNoShow)).needs(identity.DirectShow),
		row("GET", "/v1/performers", "find-performers", holders, reading, 0, false, "Find people in the caller's reach, to be named in a running order", typed(a.findPerformers), faults(errSearch)).needs(identity.DirectShow),
		row("POST", "/v1/channels/{channel}/programme/drops", "drop-items", holders, taking, 200, false, "Drop several items at once", typed(a.postDrops), with(streaming.ErrNoItem, streaming.ErrItemDone)).needs(identity.DirectShow),
		row("GET", "/v1/channels/{channel}/programme/what-if", "what-if", holders, reading, 0, false, "When the show would end without some items", typed(a.getWhatIf), faults(streaming.ErrNoChannel, streaming.ErrNoShow)).needs(identity.DirectShow),
		row("PUT", "/v1/channels/{channel}/programme/checks/{check}", "sign-check", holders, taking, 200, false, "Stand for a point of the checklist, or no longer", typed(a.putCheck), with(streaming.ErrNoCheck)).needs(identity.DirectShow),
		row("POST", "/v1/channels/{channel}/state", "move-show", holders, taking, 200, false, "Make a show a draft, a rehearsal, or ready", typed(a.postShowState), changes).needs(identity.DirectShow),
		row("POST", "/v1/channels/{channel}/go-live", "go-live", holders, taking, 200, false, "Put a show on air; with points open it takes the reasons of two people", typed(a.postGoLive), with(streaming.ErrNotReady)).needs(identity.DirectShow),
		row("POST", "/v1/channels/{channel}/end", "end-show", holders, taking, 200, false, "End a show; the public sees it to its end", typed(a.postEnd), changes).needs(identity.DirectShow),
		row("GET", "/v1/films", "films", holders, reading, 0, false, "Recorded films, newest first", typed(a.getFilms), nil).needs(identity.DirectShow),
		row("POST", "/v1/films", "add-film", holders, taking, 201, false, "Announce a recorded film", typed(a.postFilm), faults(streaming.ErrBadFilm)).needs(identity.DirectShow),
		row("PUT", "/v1/films/{film}/parts/{n}", "put-film-part", holders, free, 204, false, "Send a part of the file, 1 MiB but for the last, as it is", plain(a.putFilmPart, "application/octet-stream", nil), faults(streaming.ErrNoFilm, streaming.ErrFilmPart, streaming.ErrFilmState)).needs(identity.DirectShow),
		row("POST", "/v1/films/{film}/finish", "finish-film", holders, taking, 202, false, "Say that all parts are there; a worker makes the channel's sizes of it", typed(a.postFilmDone), faults(streaming.ErrNoFilm, streaming.ErrFilmMissing, streaming.ErrFilmChanged)).needs(identity.DirectShow),
		row("DELETE", "/v1/films/{film}", "remove-film", holders, taking, 204, false, "Remove a film that no running order has", typed(a.deleteFilm), faults(streaming.ErrNoFilm, streaming.ErrFilmUsed, streaming.ErrFilmChanged)).needs(identity.DirectShow),
		row("GET", "/v1/channels/{channel}/screen", "watch-programme", holders, reading, 0, false, "The same as the running order, sent again each second and after each change", plain(a.getScreen, "text/event-stream", nil), faults(streaming.ErrNoChannel, streaming.ErrNoShow)).needs(identity.DirectShow),
	}
}
