package api

import (
	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// stockTable is what there is to claim, for organisers.
func (a *API) stockTable() []Route {
	return []Route{
		row("GET", "/v1/sessions/{session}/stock", "get-stock", holders, reading, 0, false, "What the approved capacity of a session is cut into: pools, shares of channels, blocked places, moves", typed(a.getStock), faults(events.ErrNoSession, ticketing.ErrRebuilding)).needs(identity.SeeStock),
		row("PUT", "/v1/sessions/{session}/capacity", "approve-capacity", holders, taking, 200, false, "Approve a capacity, never less than the pools have", typed(a.putCapacity), faults(events.ErrNoSession, ticketing.ErrChanged, ticketing.ErrSize, ticketing.ErrCut, events.ErrCeiling, ticketing.ErrRebuilding, audit.ErrReason)).needs(identity.ChangeStock),
		row("POST", "/v1/sessions/{session}/pools", "add-pool", holders, taking, 201, false, "Cut a pool from the approved capacity", typed(a.postPool), faults(events.ErrNoSession, ticketing.ErrPoolName, ticketing.ErrPoolTitle, ticketing.ErrPoolExists, ticketing.ErrSize, ticketing.ErrCapacity, ticketing.ErrWindow, ticketing.ErrWindowPast, ticketing.ErrMaxParty, ticketing.ErrLimitRule, ticketing.ErrNoChannel, ticketing.ErrShares, audit.ErrReason)).needs(identity.ChangeStock),
		row("PATCH", "/v1/pools/{pool}", "change-pool", holders, taking, 200, false, "Change a pool's title, window, party or limits; whoever presses next goes by it", typed(a.patchPool), faults(ticketing.ErrNoPool, ticketing.ErrChanged, ticketing.ErrPoolTitle, ticketing.ErrWindow, ticketing.ErrWindowPast, ticketing.ErrMaxParty, ticketing.ErrLimitRule, ticketing.ErrBusy, ticketing.ErrRebuilding, audit.ErrReason)).needs(identity.ChangeStock),
		row("PUT", "/v1/pools/{pool}/size", "resize-pool", holders, taking, 200, false, "Make a pool larger or smaller, never smaller than what is held and owned", typed(a.putSize), faults(ticketing.ErrNoPool, ticketing.ErrChanged, ticketing.ErrSize, ticketing.ErrCapacity, ticketing.ErrPlacesTaken, ticketing.ErrNoChannel, ticketing.ErrNoShares, ticketing.ErrShares, ticketing.ErrShareTaken, ticketing.ErrSeatsFixed, ticketing.ErrMoveLog, ticketing.ErrBusy, ticketing.ErrRebuilding, audit.ErrReason)).needs(identity.ChangeStock),
		row("POST", "/v1/pools/{pool}/removal", "remove-pool", holders, taking, 200, false, "Give up a pool that nobody has places of or waits for", typed(a.postRemoval), faults(ticketing.ErrNoPool, ticketing.ErrChanged, ticketing.ErrPoolInUse, ticketing.ErrBusy, ticketing.ErrRebuilding, audit.ErrReason)).needs(identity.ChangeStock),
		row("PUT", "/v1/pools/{pool}/shares", "share-out-pool", holders, taking, 200, false, "Divide a pool among channels, once", typed(a.putShares), faults(ticketing.ErrNoPool, ticketing.ErrChanged, ticketing.ErrSize, ticketing.ErrNoChannel, ticketing.ErrShares, ticketing.ErrShareTaken, ticketing.ErrWindowPast, ticketing.ErrBusy, ticketing.ErrRebuilding, audit.ErrReason)).needs(identity.ChangeStock),
		row("PUT", "/v1/pools/{pool}/shares/{share}/release", "release-share", holders, taking, 200, false, "Set when what is left of a channel's share goes to another", typed(a.putRelease), faults(ticketing.ErrNoPool, ticketing.ErrChanged, ticketing.ErrNoChannel, ticketing.ErrWindowPast, ticketing.ErrBusy, ticketing.ErrRebuilding, audit.ErrReason)).needs(identity.ChangeStock),
		row("POST", "/v1/pools/{pool}/moves", "move-places", holders, taking, 201, false, "Move places from one channel to another; each move stands in the log", typed(a.postMove), faults(ticketing.ErrNoPool, ticketing.ErrChanged, ticketing.ErrSize, ticketing.ErrNoChannel, ticketing.ErrNoShares, ticketing.ErrShares, ticketing.ErrShareTaken, ticketing.ErrMoveLog, ticketing.ErrBusy, ticketing.ErrRebuilding, audit.ErrReason)).needs(identity.ChangeStock),
	}
}
