package api

import (
	"context"
	"net/http"
	"time"

	"wanjia/gateway/identity"
)

// CodeRequest asks for a sign-in code.
type CodeRequest struct {
	Phone string `json:"phone" minLength:"1" maxLength:"64" example:"15400000001"`
	Via   string `json:"via,omitempty" enum:"sms,voice" default:"sms"`
}

// CodeInput is a request for a code.
type CodeInput struct {
	DeviceID string `header:"X-Device-Id" doc:"Chosen at random by the device and kept: 8 to 64 letters, digits, '-' or '_'"`
	Body     CodeRequest
}

// CodeSent is the answer to everybody who asks for a code, known or not.
type CodeSent struct {
	ResendAfter  int `json:"resend_after_s" doc:"Seconds until another may be asked for"`
	ExpiresAfter int `json:"expires_after_s" doc:"Seconds the code is good for"`
}

// SignInRequest trades a code for a session.
type SignInRequest struct {
	Phone string `json:"phone" minLength:"1" maxLength:"64"`
	Code  string `json:"code" minLength:"1" maxLength:"32" doc:"Six digits"`
}

// SignInInput is an attempt to sign in.
type SignInInput struct {
	Device   string `header:"User-Agent" hidden:"true"`
	DeviceID string `header:"X-Device-Id" doc:"As with asking for the code"`
	Body     SignInRequest
}

// SignedIn is a new session.
type SignedIn struct {
	Token   string    `json:"token" doc:"For programs: Authorization: Bearer"`
	Expires time.Time `json:"expires"`
	Account Account   `json:"account"`
}

// cookieReply is an output that sets the one cookie there is; a second Set-Cookie
// would be joined to it by a comma.
type cookieReply[T any] struct {
	Cookie string `header:"Set-Cookie"`
	Body   T
}

// cookieOnly is cookieReply without a body.
type cookieOnly struct {
	Cookie string `header:"Set-Cookie"`
}

// postCode answers POST /v1/auth/codes: 202 CodeSent | 400 phone | 429 too_many.
func (a *API) postCode(ctx context.Context, in *CodeInput) (*reply[CodeSent], error) {
	if err := a.Identity.RequestCode(ctx, in.Body.Phone, in.Body.Via, deviceOf("", in.DeviceID)); err != nil {
		return nil, err
	}
	return &reply[CodeSent]{CodeSent{
		ResendAfter:  int(identity.ResendAfter / time.Second),
		ExpiresAfter: int(identity.CodeLife / time.Second),
	}}, nil
}

// postSession answers POST /v1/auth/sessions: 201 SignedIn and the cookie |
// 400 phone | 401 code_wrong | 429 code_locked.
func (a *API) postSession(ctx context.Context, in *SignInInput) (*cookieReply[SignedIn], error) {
	_, token, session, err := a.Identity.SignIn(ctx, in.Body.Phone, in.Body.Code, deviceOf(in.Device, in.DeviceID))
	if err != nil {
		return nil, err
	}
	who, err := a.Identity.Authenticate(ctx, token)
	if err != nil {
		return nil, err
	}
	me, err := a.me(ctx, who)
	if err != nil {
		return nil, err
	}
	return &cookieReply[SignedIn]{
		Cookie: sessionCookie(ctx, token, session.Expires),
		Body:   SignedIn{Token: token, Expires: here(session.Expires), Account: me.Body},
	}, nil
}

// deleteSession answers DELETE /v1/auth/sessions/current: 204, and takes the
// cookie back.
func (a *API) deleteSession(ctx context.Context, _ *struct{}) (*cookieOnly, error) {
	if err := a.Identity.SignOut(ctx, actor(ctx).Session); err != nil {
		return nil, err
	}
	return &cookieOnly{sessionCookie(ctx, "", time.Unix(1, 0))}, nil
}

// deviceOf is the device of a request. An id that is none counts as not given.
func deviceOf(name, id string) identity.Device {
	if !validToken(id, 8, 64) {
		id = ""
	}
	return identity.Device{Name: name, ID: id}
}

// sessionCookie is readable by no script and sent along by no other site's page.
func sessionCookie(ctx context.Context, token string, expires time.Time) string {
	c := http.Cookie{
		Name: cookieName, Value: token, Path: "/", Expires: expires,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: requestOf(ctx).Secure,
	}
	if token == "" {
		c.MaxAge = -1
	}
	return c.String()
}
