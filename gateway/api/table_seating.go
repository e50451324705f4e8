package api

import (
	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/fault"
	"wanjia/events/paper"
	"wanjia/gateway/identity"
	"wanjia/ticketing/seating"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/runs"
)

// seatingTable is the halls of a banquet and who sits where.
func (a *API) seatingTable() []Route {
	hall := faults(floor.ErrNoHall)
	edit := faults(floor.ErrNoHall, floor.ErrNoTable, floor.ErrOverlap, floor.ErrTable, floor.ErrMoved, floor.ErrInUse, runs.ErrRunning)
	seated := faults(runs.ErrNoSitting, runs.ErrNoSeating, runs.ErrUnpublished)
	change := faults(runs.ErrNoSitting, runs.ErrNoSeating, runs.ErrRunning, runs.ErrNewer, audit.ErrReason)
	with := func(list []*fault.Error, more ...*fault.Error) []*fault.Error {
		return append(list[:len(list):len(list)], more...)
	}
	return []Route{
		row("GET", "/v1/events/{event}/halls", "list-halls", holders, reading, 0, false, "The halls of a banquet, with how many may sit there and by which rule", typed(a.getHalls), nil).needs(identity.SeeSeating),
		row("GET", "/v1/events/{event}/halls/{hall}", "get-hall", holders, reading, 0, false, "A hall as it is drawn", typed(a.getHall), hall).needs(identity.SeeSeating),
		row("POST", "/v1/events/{event}/halls/{hall}/edits", "edit-hall", holders, taking, 200, false, "Set or take away tables; where somebody else changed one of them meanwhile, theirs stands", typed(a.postHallEdit), edit).needs(identity.ChangeSeating),
		row("POST", "/v1/events/{event}/halls/{hall}/plan", "replace-hall", holders, taking, 200, false, "Bring in another drawing, in pretix's seating plan JSON with or without our key, at most 4 MiB, gzip welcome", plain(a.postHallPlan, "application/json", HallDrawing{}), with(edit, seating.ErrPlan)).needs(identity.ChangeSeating),
		row("PUT", "/v1/events/{event}/halls/{hall}/permit", "permit-hall", holders, taking, 200, false, "Write down how many people the permit allows in a hall", typed(a.putHallPermit), with(hall, runs.ErrRunning, audit.ErrReason)).needs(identity.ChangeSeating),
		row("POST", "/v1/events/{event}/halls/{hall}/closure", "close-hall-for-good", holders, taking, 200, false, "Close a hall for every meal to come, or say what that would change: nobody is seated there, its places are kept back, and whoever sat there is told", typed(a.postHallClosure), with(hall, runs.ErrRunning, runs.ErrNewer, audit.ErrReason)).needs(identity.ChangeSeating),
		row("POST", "/v1/events/{event}/halls/{hall}/opening", "open-hall", holders, taking, 200, false, "Use a hall again that was closed; whoever was moved stays where they are", typed(a.postHallOpening), with(hall, runs.ErrRunning, runs.ErrNewer, audit.ErrReason)).needs(identity.ChangeSeating),
		row("GET", "/v1/events/{event}/safety-plan.pdf", "safety-plan", holders, reading, 0, false, "The safety plan of a large event, as its records have it now: capacities, exits, wardens, posts and the permit", plain(a.getSafetyPlan, "application/pdf", nil), faults(events.ErrNoEvent, paper.ErrNoFont)).needs(identity.SeeSeating),
		row("GET", "/v1/hall-drawings/{drawing}", "get-hall-drawing", holders, reading, 0, false, "A drawing by its hash; it never changes", plain(a.getHallDrawing, "application/json", nil), hall).needs(identity.SeeSeating),

		row("GET", "/v1/events/{event}/seating", "get-seating", holders, reading, 0, false, "What counts at each sitting, its figures, and the run under way", typed(a.getSeating), nil).needs(identity.SeeSeating),
		row("POST", "/v1/events/{event}/seating/runs", "start-seating", holders, taking, 201, false, "Seat every sitting anew, but for tables whose cards are printed", typed(a.postSeatingRun), faults(runs.ErrNoSitting, runs.ErrRunning, audit.ErrReason)).needs(identity.ChangeSeating),
		row("GET", "/v1/events/{event}/seating/runs/{run}", "get-seating-run", holders, reading, 0, false, "How far a run is", typed(a.getSeatingRun), faults(runs.ErrNoRun)).needs(identity.SeeSeating),
		row("POST", "/v1/events/{event}/seating/runs/{run}/cancellation", "cancel-seating", holders, taking, 200, false, "Stop a run; what counted before still does", typed(a.postSeatingCancel), faults(runs.ErrNoRun, runs.ErrOver)).needs(identity.ChangeSeating),
		row("GET", "/v1/events/{event}/seating/{session}/halls/{hall}", "get-seated-hall", holders, reading, 0, false, "Who sits where in a hall at a sitting", typed(a.getSeatedHall), with(seated, floor.ErrNoHall)).needs(identity.SeeSeating),
		row("GET", "/v1/events/{event}/seating/{session}/left", "get-unseated", holders, reading, 0, false, "Who has no table and is for a person to decide", typed(a.getUnseated), seated).needs(identity.SeeSeating),
		row("GET", "/v1/events/{event}/seating/{session}/search", "find-seat", holders, reading, 0, false, "Find a household's seat by name, number or address", typed(a.findSeat), with(seated, errSearch)).needs(identity.SeeSeating),
		row("GET", "/v1/events/{event}/seating/{session}/households/{household}", "get-seat", holders, reading, 0, false, "Where a household sits and why", typed(a.getSeat), with(seated, runs.ErrNotHere)).needs(identity.SeeSeating),
		row("POST", "/v1/events/{event}/seating/{session}/moves", "move-seat", holders, taking, 200, false, "Seat a household at a table chosen by hand, or say what that would cost", typed(a.postSeatMove), with(change, runs.ErrNotHere, runs.ErrUnfit, runs.ErrSeatMoved)).needs(identity.ChangeSeating),
		row("POST", "/v1/events/{event}/seating/{session}/closures", "close-hall", holders, taking, 200, false, "Seat everybody of a hall elsewhere, or have the meal brought", typed(a.postClosure), with(change, runs.ErrClosed, floor.ErrNoHall)).needs(identity.ChangeSeating),
		row("POST", "/v1/events/{event}/seating/{session}/updates", "update-seating", holders, taking, 200, false, "Bring a seating up to date with who comes now, moving as few as can be", typed(a.postUpdate), change).needs(identity.ChangeSeating),
		row("POST", "/v1/events/{event}/seating/{session}/undo", "undo-seating", holders, taking, 200, false, "Take the last change by hand back", typed(a.postUndo), with(change, runs.ErrNoUndo, runs.ErrShut)).needs(identity.ChangeSeating),
		row("POST", "/v1/events/{event}/seating/{session}/publication", "publish-seating", holders, taking, 200, false, "Have everybody read what counts at a sitting, or say what that changes; each household is told once where it sits", typed(a.postSeatsPublic), change).needs(identity.PublishSeating),
		row("POST", "/v1/events/{event}/seating/{session}/discard", "discard-seating", holders, taking, 204, false, "Set a draft aside: what everybody reads counts again", typed(a.postDiscard), with(change, runs.ErrNoDraft)).needs(identity.ChangeSeating),
		row("GET", "/v1/events/{event}/seating/{session}/halls/{hall}/cards.pdf", "print-table-cards", holders, taking, 0, false, "Cards to stand on the tables of a hall, or of one; who sits at a printed table does not move for others", plain(a.getTableCards, "application/pdf", nil), with(seated, floor.ErrNoTable, paper.ErrNoFont)).needs(identity.ChangeSeating),
		row("GET", "/v1/buildings/{building}/seats.pdf", "print-seats", holders, reading, 0, false, "Where the households of a building sit at a banquet, for paper", plain(a.getBuildingSeats, "application/pdf", nil), faults(community.ErrNoBuilding, events.ErrNoEvent, paper.ErrNoFont)).needs(identity.ActForPeople),
		row("GET", "/v1/me/seats", "list-own-seats", signedIn, reading, 0, false, "Where one's household sits at a banquet, and why there, once it is published", typed(a.getOwnSeats), faults(errNobody)),
	}
}
