package api

import (
	"slices"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/paper"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/edge"
	"wanjia/ticketing/pass"
)

// gateTable is passes and what becomes of them at the gates.
func (a *API) gateTable() []Route {
	may := slices.Clip(faults(ticketing.ErrNoClaim, pass.ErrNone, pass.ErrClaimOver))
	return []Route{
		row("GET", "/v1/claims/{claim}/pass", "get-pass", signedIn, reading, 0, false, "The pass of a claim of mine, or of somebody I act for", typed(a.getPass), may),
		row("GET", "/v1/claims/{claim}/pass.png", "get-pass-png", signedIn, reading, 0, false, "Its QR code as a picture", plain(a.getPassPNG, "image/png", nil), may),
		row("GET", "/v1/claims/{claim}/pass.pdf", "get-pass-pdf", signedIn, reading, 0, false, "The pass on paper, in large print", plain(a.getPassPDF, "application/pdf", nil), append(may, paper.ErrNoFont)),
		row("GET", "/v1/lost-passes", "find-passes", holders, reading, 0, false, "Passes that are still good, by code, telephone or person within reach, to be read back", typed(a.getLostPasses), faults(errWhichPass, community.ErrNumber, community.ErrNoPerson)).needs(identity.ActForPeople),
		row("POST", "/v1/lost-passes/{claim}", "replace-pass", holders, taking, 200, false, "Replace a pass that was lost: another code and another QR, the old ones open no gate", typed(a.postReissue), append(may, ticketing.ErrClaimOver, errPassUsed, audit.ErrReason)).needs(identity.ActForPeople),
		row("GET", "/v1/lost-passes/{claim}/pass.pdf", "print-pass-again", holders, reading, 0, false, "The pass of somebody within reach on paper, once more", plain(a.getLostPaper, "application/pdf", nil), append(may, paper.ErrNoFont)).needs(identity.ActForPeople),
		row("POST", "/v1/devices", "add-device", holders, taking, 201, false, "Register a device for a gate; it is set up with the code this answers", typed(a.postDevice), faults(pass.ErrNone, checkin.ErrNoGate, audit.ErrReason)).needs(identity.ChangeGates),
		row("POST", "/v1/devices/{device}/revocation", "revoke-device", holders, taking, 200, false, "Take a device out of use; what it has sent counts", typed(a.postDeviceOut), faults(checkin.ErrNoDevice, audit.ErrReason)).needs(identity.ChangeGates),
		row("POST", "/v1/devices/initialize", "begin-device", anyone, signing, 201, false, "Set a device up with its code, once", typed(a.postBegin), faults(checkin.ErrToken)),
		row("POST", "/v1/devices/enrolment", "enrol-device", holders, taking, 201, false, "Set up the device one holds, at a gate of one's own", typed(a.postEnrol), faults(pass.ErrNone, checkin.ErrNoGate, identity.ErrOtherGate, identity.ErrShiftEarly)).needs(identity.WorkGates),
		row("GET", "/v1/events/{event}/devices", "get-devices", holders, reading, 0, false, "The devices of an event's gates: when each was heard, what it has not sent, whether its holder said yes to the last order", typed(a.getGateDevices), faults(pass.ErrNone)).needs(identity.WatchGates),
		row("POST", "/v1/edges", "add-edge", holders, taking, 201, false, "Register a server for a group of gates; it is set up with the code this answers", typed(a.postEdge), faults(pass.ErrNone, checkin.ErrNoGate, audit.ErrReason)).needs(identity.ChangeGates),
		row("POST", "/v1/edges/{edge}/revocation", "revoke-edge", holders, taking, 200, false, "Take a gate server out of use; what it has brought counts", typed(a.postEdgeOut), faults(edge.ErrNoEdge, audit.ErrReason)).needs(identity.ChangeGates),
		row("GET", "/v1/events/{event}/edges", "get-edges", holders, reading, 0, false, "The gate servers of an event and when each was heard", typed(a.getEdges), nil).needs(identity.WatchGates),
		row("POST", "/v1/edges/initialize", "begin-edge", anyone, signing, 201, false, "Set a gate server up with its code, once", typed(a.postEdgeBegin), faults(edge.ErrToken)),
		row("POST", "/v1/edges/current/exchange", "edge-exchange", edges, free, 200, false, "What a gate server's devices did, and what it is to know", typed(a.postExchange), faults(edge.ErrEdge, checkin.ErrRecord)),
		row("GET", "/v1/edges/current/copy", "edge-copy", edges, free, 0, false, "What the gates of a gate server need when the main service is away", typed(a.getEdgeCopy), faults(edge.ErrEdge, checkin.ErrNoNight, pass.ErrNone)),
		row("POST", "/v1/edges/current/devices", "edge-device", edges, free, 201, false, "Set up a device of a gate server's gates with its code", typed(a.postEdgeDevice), faults(edge.ErrEdge, edge.ErrOther, checkin.ErrToken)),
		row("POST", "/v1/edges/current/redeem", "edge-redeem", edges, free, 200, false, "Let the holders of a pass in at a device of a gate server, decided for all gates at once", typed(a.postEdgeRedeem), faults(edge.ErrEdge, checkin.ErrDevice, checkin.ErrRecord)),
		row("POST", "/v1/edges/current/leases", "edge-lease", edges, free, 201, false, "Lend a device of a gate server places for people without a booking", typed(a.postEdgeLease), faults(edge.ErrEdge, checkin.ErrDevice, checkin.ErrLeaseSize, checkin.ErrNoWalkUp, checkin.ErrLeased, ticketing.ErrBusy)),
		row("POST", "/v1/checkin/leases", "gate-lease", devices, free, 201, false, "Lend the device places for people without a booking; it gives them out with a network or without", typed(a.postLease), faults(checkin.ErrDevice, checkin.ErrLeaseSize, checkin.ErrNoWalkUp, checkin.ErrLeased, ticketing.ErrBusy)),
		row("GET", "/v1/events/{event}/leases", "get-leases", holders, reading, 0, false, "The places lent to gates, what was given out of them and what went back", typed(a.getLeases), nil).needs(identity.WatchGates),
		row("GET", "/v1/checkin/bundle", "gate-list", devices, free, 0, false, "Keys, rules, revoked passes and hashed codes of the night that is on or next", typed(a.getGateList), faults(checkin.ErrDevice, checkin.ErrNoNight, pass.ErrNone)),
		row("POST", "/v1/checkin/sync", "gate-sync", devices, free, 200, false, "Bring a piece of a device's log, in any order and as often as need be", typed(a.postGateSync), faults(checkin.ErrDevice, checkin.ErrRecord)),
		row("POST", "/v1/checkin/help", "call-help", devices, free, 201, false, "Call for help from a gate; which one is known", typed(a.postHelp), faults(checkin.ErrDevice, checkin.ErrCall, checkin.ErrNoCall)),
		row("POST", "/v1/checkin/redeem", "redeem", devices, free, 200, false, "Let the holders of a pass in, decided for all gates at once", typed(a.postRedeem), faults(checkin.ErrDevice, checkin.ErrRecord)).directly(a.redeemDirectly),
		row("GET", "/v1/events/{event}/gates", "get-gates", holders, reading, 0, false, "Who went in and out at each gate, with the age of the figures, and what the logs contradict each other in", typed(a.getGates), faults(pass.ErrNone)).needs(identity.WatchGates),
	}
}
