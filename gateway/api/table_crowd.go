package api

import (
	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/slots"
)

// crowdTable is what whoever commands a night sees and orders.
func (a *API) crowdTable() []Route {
	ground := faults(pass.ErrNone, slots.ErrNone, checkin.ErrNoNight)
	planned := faults(slots.ErrNone, slots.ErrSite, slots.ErrPlan, ticketing.ErrRebuilding)
	return []Route{
		row("GET", "/status/{event}", "get-status", anyone, free, 0, false, "How full a show is and which gates are open, as a page without scripts", plain(a.getStatus, "text/html", nil), append(ground, events.ErrNoEvent)),
		row("GET", "/v1/sessions/{session}/occupancy", "get-occupancy", anyone, free, 0, false, "How full the show of a session is, with the age of the figures; the same for all", plain(a.getOccupancy, "application/json", Occupancy{}), append(ground, events.ErrNoSession)),
		row("GET", "/v1/events/{event}/crowd", "get-crowd", holders, reading, 0, false, "Who is inside between which bounds, by gate and zone, with the age of each number", typed(a.getCrowd), ground).needs(identity.WatchGates),
		row("GET", "/v1/events/{event}/slot-plan", "get-slot-plan", holders, reading, 0, false, "How many passes each gate and window of a night can be given, and what binds each number", typed(a.getSlotPlan), planned).needs(identity.SeeStock),
		row("POST", "/v1/events/{event}/slot-plan", "try-slot-plan", holders, reading, 200, false, "The same with other lanes; nothing is stored", typed(a.postSlotTrial), planned).needs(identity.SeeStock),
		row("PUT", "/v1/events/{event}/slot-plan", "save-slot-plan", holders, taking, 200, false, "Make a plan the capacities of a night's sessions, never below what is taken", typed(a.putSlotPlan), append(planned, ticketing.ErrChanged, ticketing.ErrSize, ticketing.ErrCut, ticketing.ErrCapacity, ticketing.ErrPlacesTaken, ticketing.ErrBusy, audit.ErrReason)).needs(identity.ChangeStock),
		row("POST", "/v1/events/{event}/gate-orders", "order-gates", holders, taking, 201, true, "Stop gates, make them one-way or open them again, on somebody's authority and for a reason", typed(a.postGateOrder), faults(pass.ErrNone, checkin.ErrNoOrder, checkin.ErrOrder, checkin.ErrNoGate, checkin.ErrOrderBusy, audit.ErrReason)).needs(identity.OrderGates).owning(),
		row("GET", "/v1/events/{event}/gate-orders", "list-gate-orders", holders, reading, 0, false, "The orders to the gates, the latest first, with who was told, who acknowledged and who has not", typed(a.getGateOrders), nil).needs(identity.WatchGates),
		row("GET", "/v1/events/{event}/calls", "list-gate-calls", holders, reading, 0, false, "Who called for help at which gate, and who was sent", typed(a.getGateCalls), nil).needs(identity.WatchGates),
		row("POST", "/v1/events/{event}/calls/{call}", "answer-gate-call", holders, taking, 200, false, "Send somebody to a call for help, or close it", typed(a.postGateCall), faults(checkin.ErrNoCall)).needs(identity.OrderGates),
	}
}
