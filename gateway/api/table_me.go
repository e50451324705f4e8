package api

import (
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/fault"
	"wanjia/gateway/identity"
)

// ownTable is one's own affairs: who one is, one's household, consents, who may act
// for whom, and all that is kept.
func (a *API) ownTable() []Route {
	said := []*fault.Error{community.ErrName, community.ErrBorn, community.ErrField}
	agreed := []*fault.Error{community.ErrConsentVersion, community.ErrGuardian}
	with := func(more []*fault.Error, list ...*fault.Error) []*fault.Error { return append(list, more...) }
	return []Route{
		row("GET", "/v1/me/people", "my-candidates", signedIn, reading, 0, false, "People who gave the number of this account", typed(a.getMePeople), nil),
		row("POST", "/v1/me/person", "bind-person", signedIn, taking, 0, false, "Say which of them this account stands for; 5 tries a day", typed(a.postMePerson), faults(community.ErrNoPerson, errBound, errNameMismatch, identity.ErrPerson, errTries)),
		row("GET", "/v1/me/person", "my-person", signedIn, reading, 0, false, "Who this account stands for", typed(a.getMePerson), faults(errNobody)),
		row("PATCH", "/v1/me/person", "correct-my-person", signedIn, taking, 0, false, "Correct what is written down about oneself, or somebody one acts for", typed(a.patchMePerson), with(said, errNobody, community.ErrNoPerson, community.ErrNeed, community.ErrNeedsConsent)),
		row("POST", "/v1/me/registration", "register-myself", signedIn, taking, 201, false, "Say who one is and where one lives", typed(a.postMeRegistration), with(append(said, agreed...), community.ErrNoBuilding, community.ErrNoAddress, community.ErrNoHousehold, errHouseholdKnown, community.ErrHome, errTries)),
		row("GET", "/v1/me/household", "my-household", signedIn, reading, 0, false, "One's household; of one that was only claimed, nobody but oneself", typed(a.getMeHousehold), faults(errNobody)),
		row("POST", "/v1/me/household/people", "add-to-my-household", signedIn, taking, 201, false, "Add somebody to one's household; who is there already is answered", typed(a.postHousemate), with(append(said, agreed...), errNobody, community.ErrUnconfirmed, community.ErrNumber, community.ErrNeed, community.ErrHow, community.ErrWitness)),
		row("POST", "/v1/me/household/people/{person}/confirm", "confirm-in-my-household", signedIn, taking, 0, false, "Confirm that somebody lives in one's household", typed(a.postHousemateConfirm), faults(errNobody, community.ErrUnconfirmed, community.ErrNoPerson, community.ErrOwnWord)),
		row("DELETE", "/v1/me/household/people/{person}", "move-out-of-my-household", signedIn, taking, 204, false, "Say that somebody has moved out, or oneself", typed(a.deleteHousemate), faults(errNobody, community.ErrUnconfirmed, community.ErrNoPerson, community.ErrOwnSay, audit.ErrReason)),
		row("GET", "/v1/me/consents", "my-consents", signedIn, reading, 0, false, "What one agreed to, purpose by purpose", typed(a.getMeConsents), faults(errNobody, community.ErrNoPerson)),
		row("PUT", "/v1/me/consents/{purpose}", "agree", signedIn, taking, 0, false, "Agree, refuse or take back", typed(a.putMeConsent), with(agreed, errNobody, community.ErrNoPerson, community.ErrPurpose, community.ErrDelete, community.ErrWitness)),
		row("GET", "/v1/me/relations", "my-relations", signedIn, reading, 0, false, "Who acts for me, and for whom I act", typed(a.getMeRelations), faults(errNobody, community.ErrNoPerson)),
		row("POST", "/v1/me/relations", "name-agent", signedIn, taking, 201, false, "Let somebody act for oneself; named by number, they have to say yes", typed(a.postMeRelation), with(agreed, errNobody, community.ErrNoPerson, community.ErrUnconfirmed, community.ErrAgent, community.ErrSelf, community.ErrYoungAgent, community.ErrNumber, community.ErrRelationKind, community.ErrScope, community.ErrPeriod, community.ErrTooManyActed)),
		row("POST", "/v1/me/relations/{relation}/accept", "accept-agency", signedIn, taking, 0, false, "Say yes to acting for somebody who named one's number", typed(a.postRelationAccept), faults(errNobody, community.ErrNoRelation, community.ErrSelf, community.ErrYoungAgent)),
		row("DELETE", "/v1/me/relations/{relation}", "end-my-relation", signedIn, taking, 204, false, "End a relation, or say no to one", typed(a.deleteMeRelation), faults(errNobody, community.ErrNoRelation, community.ErrLastGuardian)),
		row("GET", "/v1/me/posts", "my-posts", signedIn, reading, 0, false, "The posts one holds, and whether there is a photo for the duty roster", typed(a.getMeDuties), faults(errNobody)),
		row("GET", "/v1/me/portrait", "my-portrait", signedIn, reading, 0, false, "One's photo for the duty roster", plain(a.getMePortrait, "image/jpeg", nil), faults(errNobody, community.ErrNoPortrait)),
		row("PUT", "/v1/me/portrait", "set-my-portrait", signedIn, taking, 204, false, "Send one's photo for the duty roster: the body is a JPEG or PNG of at most 6 MiB", plain(a.putMePortrait, "", nil), portraitFaults(errNobody)),
		row("DELETE", "/v1/me/portrait", "remove-my-portrait", signedIn, taking, 204, false, "Take one's photo away", typed(a.deleteMePortrait), faults(errNobody, community.ErrNoPictures)),
		row("GET", "/v1/me/data", "my-data", signedIn, reading, 0, false, "Everything kept about me, as one file", typed(a.getMeData), nil),
		row("POST", "/v1/me/deletion", "delete-me", signedIn, taking, 202, false, "Have everything deleted", typed(a.postDeletion), faults(errConfirm, errLiveClaims)),
	}
}
