package api

import (
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// communityTable is people and households, for those who work with them.
func (a *API) communityTable() []Route {
	written := faults(community.ErrName, community.ErrNumber, community.ErrBorn, community.ErrField, community.ErrNeed,
		community.ErrWitness, community.ErrNeedsConsent, community.ErrGuardian)
	return []Route{
		row("GET", "/v1/people", "find-people", holders, reading, 0, false, "Find people, households and buildings in the caller's reach", typed(a.getPeople), faults(community.ErrNoBuilding, community.ErrNoEstate, community.ErrNoNode, errSearch)).needs(identity.FindPeople),
		row("GET", "/v1/callers", "caller-card", holders, reading, 0, false, "Everybody in the caller's reach who gave a number", typed(a.getCallers), faults(community.ErrNumber)).needs(identity.ActForPeople),
		row("GET", "/v1/people/left", "people-who-left", holders, reading, 0, false, "Who moved out of a household in the caller's reach and lives in none that is known", typed(a.getLeft), faults(errCursor, community.ErrNoBuilding, community.ErrNoEstate, community.ErrNoNode)).needs(identity.FindPeople),
		row("POST", "/v1/people/{person}/return", "return-person", holders, taking, 200, false, "Take it back that somebody moved out of their household", typed(a.postComeBack), faults(audit.ErrReason, community.ErrNoPerson, community.ErrNoHousehold)).needs(identity.ChangePeople),
		row("GET", "/v1/people/{person}", "get-person", holders, reading, 0, false, "One person, masked as the caller's rights say", typed(a.getPerson), faults(community.ErrNoPerson)).needs(identity.FindPeople),
		row("POST", "/v1/people/{person}/reveal", "reveal", holders, taking, 0, false, "One value in full, written down before it is shown", typed(a.postReveal), faults(audit.ErrReason, community.ErrNoPerson)).needs(identity.RevealPeople),
		row("POST", "/v1/people", "register-person", holders, taking, 201, false, "Register somebody on their behalf", typed(a.postPerson), append(written, community.ErrNoHousehold, community.ErrNoBuilding, community.ErrNoAddress, community.ErrMaybeKnown, community.ErrSeveralHouseholds)).needs(identity.ChangePeople),
		row("PATCH", "/v1/people/{person}", "correct-person", holders, taking, 0, false, "Correct somebody's record, with the reason", typed(a.patchPerson), append(written, audit.ErrReason, community.ErrNoPerson, community.ErrNoHousehold)).needs(identity.ChangePeople),
		row("POST", "/v1/people/{person}/residency", "settle-residency", holders, taking, 0, false, "Say whether somebody lives here", typed(a.postResidency), faults(audit.ErrReason, community.ErrNoPerson)).needs(identity.ChangePeople),
		row("POST", "/v1/people/{person}/copy", "copy-person", holders, taking, 200, false, "Everything kept about somebody, at their wish, to be printed for them", typed(a.postPersonCopy), faults(audit.ErrReason, community.ErrWitness, community.ErrNoPerson)).needs(identity.ChangePeople),
		row("POST", "/v1/people/{person}/deletion", "delete-person", holders, taking, 202, false, "Delete everything kept about somebody, at their wish", typed(a.postPersonDeletion), faults(errConfirm, audit.ErrReason, community.ErrWitness, community.ErrNoPerson, errLiveClaims, errOwnHand)).needs(identity.ChangePeople),
		row("POST", "/v1/people/{person}/consents", "record-consent", holders, taking, 201, false, "Write down what somebody agreed to or took back", typed(a.postConsent), faults(community.ErrWitness, community.ErrGuardian, community.ErrNoPerson, community.ErrDelete)).needs(identity.ActForPeople),
		row("POST", "/v1/people/{person}/relations", "record-relation", holders, taking, 201, false, "Write down who may act for somebody", typed(a.postRelation), faults(community.ErrAgent, community.ErrRelationKind, community.ErrScope, community.ErrPeriod, community.ErrSelf, community.ErrYoungAgent, community.ErrNumber, community.ErrWitness, community.ErrGuardian, community.ErrNoPerson, community.ErrTooManyActed)).needs(identity.ActForPeople),
		row("DELETE", "/v1/relations/{relation}", "end-named-relation", holders, taking, 204, false, "End what lets somebody act for another", typed(a.deleteRelation), faults(audit.ErrReason, community.ErrNoRelation, community.ErrLastGuardian)).needs(identity.ActForPeople),
		row("GET", "/v1/households", "list-households", holders, reading, 0, false, "Households in the caller's reach, by building and door", typed(a.getHouseholds), faults(errCursor, community.ErrNoBuilding, community.ErrNoEstate, community.ErrNoNode)).needs(identity.FindPeople),
		row("GET", "/v1/households/{household}", "get-household", holders, reading, 0, false, "One household", typed(a.getHousehold), faults(community.ErrNoHousehold)).needs(identity.FindPeople),
		row("POST", "/v1/households/{household}/return", "return-household", holders, taking, 200, false, "Take it back that a household moved away", typed(a.postReturn), faults(audit.ErrReason, community.ErrNoHousehold)).needs(identity.ChangePeople),
		row("POST", "/v1/households", "add-household", holders, taking, 201, false, "A household at an address that exists", typed(a.postHousehold), faults(community.ErrNoAddress, community.ErrTenure, community.ErrBorn, community.ErrNoBuilding, community.ErrExists)).needs(identity.ChangePeople),
		row("GET", "/v1/doors", "list-doors", holders, reading, 0, false, "Every door of a building, to be kept where there is no network", typed(a.getDoors), faults(community.ErrNoBuilding)).needs(identity.ChangePeople),
		row("POST", "/v1/doors/sync", "sync-doors", holders, taking, 0, false, "What a device brings back from the doors; repeating it changes nothing", typed(a.postDoorSync), faults(community.ErrDoorsMany)).needs(identity.ChangePeople),
	}
}
