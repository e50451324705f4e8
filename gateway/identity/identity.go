// Package identity says who somebody is: accounts, the codes they sign in with,
// their sessions and their roles. It alone knows how a token is made. All of its
// state is in the document store, so a Redis that is gone logs nobody out.
package identity

import (
	"slices"
	"time"

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
	ErrPerson     = fault.New(fault.Conflict, "person_bound", "another account stands for this person already")
	ErrRole       = fault.New(fault.Invalid, "role", "there is no such role")
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
	ID      AccountID
	Phone   string // 11 digits, unique among accounts
	Name    string // as the person wrote it, "" until then
	Roles   []Role
	Person  string // of the community, "" for nobody; no two accounts stand for one
	Created time.Time
}

// Masked is the phone as it may be shown: 154****1234.
func (a Account) Masked() string { return Mask(a.Phone) }

// Has says whether the account holds the role.
func (a Account) Has(r Role) bool { return slices.Contains(a.Roles, r) }

// Session is one sign-in on one device.
type Session struct {
	ID      SessionID
	Account AccountID
	Device  string // what the browser calls itself, cut to 200 bytes
	Created time.Time
	Expires time.Time
	Ended   time.Time // signed out; zero while it is good
}

// Actor is who makes a request.
type Actor struct {
	Account Account
	Session SessionID
	Grants  []Grant // what the account may do now
}

// Challenge is the sign-in code of one number: there is one at a time, and a new
// one replaces it.
type Challenge struct {
	Phone   string
	Hash    []byte // of the code, keyed with the house's secret
	Expires time.Time
	Tries   int         // wrong ones
	Used    bool        // it has signed somebody in
	Sent    []time.Time // when codes were sent to the number in the last day, oldest first
}
