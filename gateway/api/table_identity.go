package api

import (
	"wanjia/gateway/identity"
)

// identityTable is who somebody is.
func (a *API) identityTable() []Route {
	return []Route{
		row("POST", "/v1/auth/codes", "request-code", anyone, signing, 202, false, "Send a sign-in code to a phone", typed(a.postCode), faults(identity.ErrPhone, identity.ErrVia, identity.ErrTooMany)),
		row("POST", "/v1/auth/sessions", "sign-in", anyone, signing, 201, false, "Trade a code for a session", typed(a.postSession), faults(identity.ErrPhone, identity.ErrCodeWrong, identity.ErrCodeLocked)),
		row("DELETE", "/v1/auth/sessions/current", "sign-out", signedIn, taking, 204, false, "End this session", typed(a.deleteSession), nil),
		row("GET", "/v1/me", "me", signedIn, reading, 0, false, "Who is signed in", typed(a.getMe), nil),
		row("GET", "/v1/dev/messages", "dev-messages", demoOnly, reading, 0, false, "What would have been sent to a phone", typed(a.getDevMessages), nil),
		row("GET", "/v1/dev/logins", "dev-logins", demoOnly, reading, 0, false, "Accounts to try", typed(a.getDevLogins), nil),
	}
}
