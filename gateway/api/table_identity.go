package api

import (
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/gateway/identity"
	"wanjia/ticketing/pass"
)

// identityTable is who somebody is.
func (a *API) identityTable() []Route {
	return []Route{
		row("POST", "/v1/auth/codes", "request-code", anyone, signing, 202, false, "Send a sign-in code to a phone", typed(a.postCode), faults(identity.ErrPhone, identity.ErrVia, identity.ErrTooMany)),
		row("POST", "/v1/auth/sessions", "sign-in", anyone, signing, 201, false, "Trade a code for a session", typed(a.postSession), faults(identity.ErrPhone, identity.ErrCodeWrong, identity.ErrCodeLocked)),
		row("DELETE", "/v1/auth/sessions/current", "sign-out", signedIn, taking, 204, false, "End this session", typed(a.deleteSession), nil),
		row("GET", "/v1/auth/sessions", "list-sign-ins", signedIn, reading, 0, false, "Where I am signed in", typed(a.getMySessions), nil),
		row("DELETE", "/v1/auth/sessions/{session}", "end-sign-in", signedIn, taking, 204, false, "Sign out on one device", typed(a.deleteOneSession), faults(identity.ErrNoSignIn)),
		row("DELETE", "/v1/auth/sessions", "sign-out-everywhere", signedIn, taking, 204, false, "Sign out everywhere, here too", typed(a.deleteSessions), nil),
		row("POST", "/v1/auth/second-factor", "pass-second-factor", signedIn, taking, 200, false, "Give the second factor in this session", typed(a.postSecondFactor), faults(identity.ErrFactorWrong, identity.ErrFactorLocked, identity.ErrFactorOff)),
		row("GET", "/v1/me", "me", signedIn, reading, 0, false, "Who is signed in", typed(a.getMe), nil),
		row("PATCH", "/v1/me", "rename-me", signedIn, taking, 0, false, "How I am called, and in which language I am written to", typed(a.patchMe), faults(community.ErrName)),
		row("POST", "/v1/me/phone", "change-my-phone", signedIn, taking, 200, false, "Sign in with another number from now on", typed(a.postMyPhone), faults(identity.ErrPhone, identity.ErrCodeWrong, identity.ErrCodeLocked, identity.ErrSignAgain, identity.ErrFactor, identity.ErrPhoneTaken)),
		row("POST", "/v1/me/second-factor", "begin-second-factor", signedIn, taking, 201, false, "A secret for the second factor", typed(a.postMyFactor), faults(identity.ErrFactorOn)),
		row("POST", "/v1/me/second-factor/confirm", "confirm-second-factor", signedIn, taking, 200, false, "Set the second factor up with a first code of it", typed(a.postMyFactorConfirm), faults(identity.ErrFactorWrong, identity.ErrFactorOn, identity.ErrFactorOff)),
		row("DELETE", "/v1/me/second-factor", "drop-second-factor", signedIn, taking, 204, false, "Take the second factor away, given a code of it", typed(a.deleteMyFactor), faults(identity.ErrFactorWrong, identity.ErrFactorLocked, identity.ErrFactorOff)),
		row("POST", "/v1/second-factors/reset", "reset-second-factor", holders, taking, 204, false, "Take away a second factor that was lost; its owner is told and signed out", typed(a.postFactorReset), faults(audit.ErrReason, identity.ErrPhone, identity.ErrAbove, identity.ErrOwnFactor, identity.ErrNoAccount, identity.ErrFactorOff)).needs(identity.ResetFactors),
		row("GET", "/v1/roles", "list-roles", holders, reading, 0, false, "Roles given by hand, as far as the caller may give them", typed(a.getRoles), faults(community.ErrNoNode, errCursor)).needs(identity.GrantRoles),
		row("GET", "/v1/roles/grantable", "grantable-roles", holders, reading, 0, false, "The roles the caller may give somewhere", typed(a.getGrantable), nil).needs(identity.GrantRoles),
		row("POST", "/v1/roles", "grant-role", holders, taking, 201, false, "Give somebody a role", typed(a.postRole), faults(identity.ErrPhone, community.ErrName, identity.ErrRole, identity.ErrUntil, audit.ErrReason, identity.ErrAbove, community.ErrNoNode, identity.ErrManyRoles, pass.ErrNone, pass.ErrNoGate)).needs(identity.GrantRoles),
		row("DELETE", "/v1/roles/{grant}", "revoke-role", holders, taking, 204, false, "Take a role back", typed(a.deleteRole), faults(audit.ErrReason, identity.ErrAbove, identity.ErrNoGrant)).needs(identity.GrantRoles),
		row("GET", "/v1/audit", "audit", holders, reading, 0, false, "Who changed what, for whom, through which channel and why", typed(a.getAudit), faults(errCursor)).needs(identity.ReadAudit),
		row("GET", "/v1/dev/messages", "dev-messages", demoOnly, reading, 0, false, "What would have been sent to a phone", typed(a.getDevMessages), nil),
		row("GET", "/v1/dev/logins", "dev-logins", demoOnly, reading, 0, false, "Accounts to try", typed(a.getDevLogins), nil),
	}
}
