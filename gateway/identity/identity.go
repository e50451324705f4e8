// Package identity says who somebody is: accounts, the codes they sign in with,
// their sessions and their roles. It alone knows how a token is made. All of its
// state is in the document store, so a Redis that is gone logs nobody out.
package identity

import (
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// Errors of identity.
var (
	ErrPhone      = fault.New(fault.Invalid, "phone", "that is not a Chinese mobile number of 11 digits")
	ErrVia        = fault.New(fault.Invalid, "via", "a code can be sent by sms or by voice")
	ErrTooMany    = fault.New(fault.Limited, "too_many", "too many codes were asked for; please wait a little")
	ErrCodeWrong  = fault.New(fault.Unauthenticated, "code_wrong", "that is not the code we sent, or it has expired")
	ErrCodeLocked = fault.New(fault.Limited, "code_locked", "too many wrong tries; ask for a new code")
	ErrSignIn     = fault.New(fault.Unauthenticated, "sign_in", "please sign in")
	ErrNoAccount  = fault.New(fault.NotFound, "no_such_account", "there is no such account")
	ErrPhoneTaken = fault.New(fault.Conflict, "phone_taken", "another account has this number already")
	ErrPerson     = fault.New(fault.Conflict, "person_bound", "another account stands for this person already")
	ErrNoSignIn   = fault.New(fault.NotFound, "no_such_sign_in", "there is no such sign-in, or it has ended")
	ErrSignAgain  = fault.New(fault.Forbidden, "sign_in_again", "sign in anew before this")
	ErrRole       = fault.New(fault.Invalid, "role", "there is no such role")
	ErrUntil      = fault.New(fault.Invalid, "until", "a role ends in the future, within twenty years")
	ErrOtherGate  = fault.New(fault.Forbidden, "other_gate", "your shift is at another gate")
	ErrShiftEarly = fault.New(fault.Forbidden, "shift_early", "your shift at this gate has not begun yet")
	ErrNoGrant    = fault.New(fault.NotFound, "no_such_grant", "nobody holds this role there")
	ErrAbove      = fault.New(fault.Forbidden, "above_yourself", "you may give and take roles below your own, at or below your own part of the organisation")
	ErrManyRoles  = fault.New(fault.Conflict, "too_many_roles", "this account holds as many roles as one may")

	// ErrFactor: the session would do, had the second factor been given in it.
	ErrFactor       = fault.New(fault.Forbidden, "second_factor", "this needs the second factor")
	ErrFactorWrong  = fault.New(fault.Unauthenticated, "second_factor_wrong", "that is not the code of your second factor, or it was used before")
	ErrFactorLocked = fault.New(fault.Limited, "second_factor_locked", "too many wrong codes; please wait")
	ErrFactorOn     = fault.New(fault.Conflict, "second_factor_on", "the second factor is set up already")
	ErrOwnFactor    = fault.New(fault.Forbidden, "own_factor", "your own second factor is taken away with a code of it, or by another administrator")
	ErrFactorOff    = fault.New(fault.Conflict, "second_factor_off", "no second factor is set up")
)

// AccountID names an account. It is random and says nothing of the person.
type AccountID string

// SessionID names a session. Alone it opens nothing: a token also needs the
// signature that only the house can make.
type SessionID string

// Role is what an account may do beyond its own affairs.
type Role string

// The roles everybody and the first operator hold; the others are in policy.go.
const (
	Resident Role = "resident" // everyone who has signed in
	Admin    Role = "admin"    // may see and change everything an operator needs
)

// Account is somebody who can sign in.
type Account struct {
	ID       AccountID
	Phone    string  // 11 digits, unique among accounts; "" once closed
	Name     string  // as the person wrote it, "" until then
	Language string  // they read, "zh" or "en"; "" until somebody said
	Grants   []Grant // given by hand; those of posts are not here
	Factor   Factor
	Person   string           // of the community, "" for nobody; no two accounts stand for one
	Owed     []events.Message // that a change of the account has caused and that are not sent yet
	Created  time.Time
	Closed   time.Time // taken away for good: nothing but the id is left; zero while it stands
}

// Stands says whether the account is somebody's still.
func (a Account) Stands() bool { return a.Closed.IsZero() }

// Masked is the phone as it may be shown: 154****1234.
func (a Account) Masked() string { return Mask(a.Phone) }

// Roles lists what the account holds by hand at the moment, Resident first.
func (a Account) Roles(now time.Time) []Role { return RolesOf(a.Grants, now) }

// Session is one sign-in on one device.
type Session struct {
	ID      SessionID
	Account AccountID
	Device  string // what the browser calls itself, cut to 200 bytes
	Created time.Time
	Expires time.Time
	Ended   time.Time // signed out; zero while it is good
	Strong  time.Time // when the second factor was given in it; zero for never
}

// Actor is who makes a request.
type Actor struct {
	Account Account
	Session SessionID
	Since   time.Time // when the session began
	Strong  bool      // the second factor was given in this session
	Mark    string    // of the telephone, see [Service.Mark]; "" without one
	Held    []Grant   // all the account holds, with those of its posts
	Grants  []Grant   // of those, the ones that count in this session
}

// Challenge is the sign-in code of one slot: there is one at a time, and a new one
// replaces it. A number has a slot for everybody who asks, and one for each device
// that has signed in with it before.
type Challenge struct {
	ID      string // the number, or number/device
	Hash    []byte // of the code, keyed with the house's secret
	Expires time.Time
	Tries   int         // wrong ones
	Used    bool        // it has signed somebody in
	Sent    []time.Time // when codes were sent for the slot in the last day, oldest first
}
