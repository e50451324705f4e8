package api

import (
	"wanjia/events/audit"
	"wanjia/gateway/identity"
	"wanjia/streaming"
)

// stageTable is where a show is performed. Viewers have no part in it.
func (a *API) stageTable() []Route {
	missing := faults(streaming.ErrNoStage, streaming.ErrStageAway)
	return []Route{
		row("POST", "/v1/stages/{stage}/tokens", "enter-stage", holders, taking, 201, false, "Come onto a stage as performer, host or branch venue", typed(a.postStageToken), append(missing, streaming.ErrNoRole)).needs(identity.EnterStage),
		row("POST", "/v1/stages/{stage}/desk", "watch-stage", holders, taking, 201, false, "See and hear all of a stage, as its director or on a monitor", typed(a.postStageDesk), append(missing, streaming.ErrNoRole)).needs(identity.DirectShow),
		row("GET", "/v1/stages/{stage}/guests", "list-stage", holders, reading, 0, false, "Who is on a stage and what comes from them", typed(a.getStageGuests), missing).needs(identity.DirectShow),
		row("GET", "/v1/channels/{channel}/cue", "get-cue", holders, reading, 0, false, "What whoever is on a stage needs to know: which room, who is on the programme, what comes next", typed(a.getCue), faults(streaming.ErrNoChannel, streaming.ErrNoShow)).needs(identity.EnterStage),
		row("DELETE", "/v1/stages/{stage}/guests/{guest}", "leave-stage", holders, taking, 204, false, "Show somebody off a stage", typed(a.deleteStageGuest), append(missing, audit.ErrReason)).needs(identity.DirectShow),
		row("POST", "/v1/channels/{channel}/take", "take", holders, taking, 200, false, "Put a source on air", typed(a.postTake), faults(streaming.ErrNoChannel, streaming.ErrNoSource, streaming.ErrNoItem, streaming.ErrShowState)).needs(identity.DirectShow),
		row("POST", "/v1/channels/{channel}/slate", "cut-to-slate", holders, taking, 200, false, "Cut all that the public has not seen yet", typed(a.postSlate), faults(streaming.ErrNoChannel)).needs(identity.DirectShow),
		row("POST", "/v1/livekit/webhook", "stage-event", anyone, free, 200, false, "What the stage's server says has happened, signed by it", plain(a.postStageEvent, "application/json", nil), append(missing, streaming.ErrUnsigned)),
	}
}
