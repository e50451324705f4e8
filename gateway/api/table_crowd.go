package api

import (
	"wanjia/events/audit"
	"wanjia/gateway/identity"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// crowdTable is what whoever commands a night sees and orders.
func (a *API) crowdTable() []Route {
	return []Route{
		row("POST", "/v1/events/{event}/gate-orders", "order-gates", holders, taking, 201, true, "Stop gates, make them one-way or open them again, on somebody's authority and for a reason", typed(a.postGateOrder), faults(pass.ErrNone, checkin.ErrNoOrder, checkin.ErrOrder, checkin.ErrNoGate, checkin.ErrOrderBusy, audit.ErrReason)).needs(identity.OrderGates).owning(),
		row("GET", "/v1/events/{event}/gate-orders", "list-gate-orders", holders, reading, 0, false, "The orders to the gates, the latest first, with who was told, who acknowledged and who has not", typed(a.getGateOrders), nil).needs(identity.WatchGates),
		row("GET", "/v1/events/{event}/calls", "list-gate-calls", holders, reading, 0, false, "Who called for help at which gate, and who was sent", typed(a.getGateCalls), nil).needs(identity.WatchGates),
		row("POST", "/v1/events/{event}/calls/{call}", "answer-gate-call", holders, taking, 200, false, "Send somebody to a call for help, or close it", typed(a.postGateCall), faults(checkin.ErrNoCall)).needs(identity.OrderGates),
	}
}
