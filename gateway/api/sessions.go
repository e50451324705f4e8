package api

import (
	"context"
	"time"

	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// SignedInDevice is one of the devices an account is signed in on.
type SignedInDevice struct {
	ID      identity.SessionID `json:"id"`
	Device  string             `json:"device" doc:"What the browser calls itself"`
	Created time.Time          `json:"created"`
	Expires time.Time          `json:"expires"`
	Current bool               `json:"current"`
	Strong  bool               `json:"strong" doc:"The second factor was given on it"`
}

// DeviceList is the devices an account is signed in on, the latest first.
type DeviceList struct {
	Items []SignedInDevice `json:"items" nullable:"false"`
}

// SignInOf names one sign-in.
type SignInOf struct {
	Session identity.SessionID `path:"session" maxLength:"64"`
}

// getMySessions answers GET /v1/auth/sessions: 200 DeviceList.
func (a *API) getMySessions(ctx context.Context, _ *struct{}) (*reply[DeviceList], error) {
	who := actor(ctx)
	list, err := a.Identity.Sessions(ctx, who.Account.ID)
	if err != nil {
		return nil, err
	}
	out := DeviceList{Items: make([]SignedInDevice, len(list))}
	for i, s := range list {
		out.Items[i] = SignedInDevice{
			ID: s.ID, Device: s.Device, Created: here(s.Created), Expires: here(s.Expires),
			Current: s.ID == who.Session, Strong: who.Account.StrongIn(s),
		}
	}
	return &reply[DeviceList]{out}, nil
}

// deleteOneSession answers DELETE /v1/auth/sessions/{session}: 204 |
// 404 no_such_sign_in.
func (a *API) deleteOneSession(ctx context.Context, in *SignInOf) (*struct{}, error) {
	who := actor(ctx)
	return nil, a.audited(ctx, "session.end", accountObject(who.Account.ID), community.Everything, "", "", map[string]string{"which": "one"},
		func(ctx context.Context) error { return a.Identity.SignOutOne(ctx, who, in.Session) })
}

// deleteSessions answers DELETE /v1/auth/sessions: 204, this one too.
func (a *API) deleteSessions(ctx context.Context, _ *struct{}) (*cookieOnly, error) {
	who := actor(ctx)
	err := a.audited(ctx, "session.end", accountObject(who.Account.ID), community.Everything, "", "", map[string]string{"which": "all"},
		func(ctx context.Context) error { return a.Identity.SignOutEverywhere(ctx, who.Account.ID) })
	if err != nil {
		return nil, err
	}
	return &cookieOnly{sessionCookie(ctx, "", time.Unix(1, 0))}, nil
}
