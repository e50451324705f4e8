// Package fault is how the rooms of the house say what went wrong.
//
// An [Error] is an error a client may see: it has a kind, which says whose
// problem it is, and a code, which programs branch on. Everything else is a bug
// or a broken dependency: logged once at the edge and hidden.
package fault

import (
	"errors"
	"maps"
	"net"
)

// Kind says whose problem an error is and what the caller may do about it.
type Kind uint8

// The kinds. The zero Kind is Internal, so that a forgotten one is hidden.
const (
	Internal        Kind = iota // our bug; logged, never shown
	Invalid                     // mend the request
	Unauthenticated             // sign in
	Forbidden                   // signed in, not allowed
	NotFound                    // no such thing, or not yours to see
	Conflict                    // true a moment ago, no longer
	Limited                     // slow down
	Unavailable                 // a dependency is away; try again later
)

// String names the kind as it appears in logs.
func (k Kind) String() string {
	names := [...]string{"internal", "invalid", "unauthenticated", "forbidden", "not_found", "conflict", "limited", "unavailable"}
	if int(k) < len(names) {
		return names[k]
	}
	return "internal"
}

// Error is an error a client may see. Declare each as a package variable beside
// the code that returns it and compare with [errors.Is].
type Error struct {
	Kind    Kind
	Code    string         // stable, for programs: "sold_out"
	Message string         // one plain sentence, for people
	Details map[string]any // what the client needs to act on, nil when nothing
}

// New declares an error a client may see.
func New(kind Kind, code, message string) *Error {
	return &Error{Kind: kind, Code: code, Message: message}
}

// Error implements error.
func (e *Error) Error() string { return e.Code + ": " + e.Message }

// Is matches on Code, so that a copy made by [Error.With] still is its original.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// With returns a copy of e with one more detail.
func (e *Error) With(name string, value any) *Error {
	c := *e
	c.Details = maps.Clone(e.Details)
	if c.Details == nil {
		c.Details = map[string]any{}
	}
	c.Details[name] = value
	return &c
}

// Stand-ins for what a client may not see.
var (
	ErrInternal    = New(Internal, "internal", "something went wrong on our side; we have a note of it")
	ErrUnavailable = New(Unavailable, "unavailable", "a part of the service is away for a moment; please try again shortly")
)

// Of returns what a client may know of err: the first [Error] in its tree, or
// else a stand-in that hides it. A network failure or a passed deadline is
// [ErrUnavailable] (go-redis answers a passed deadline with a net.Error, not
// with context.DeadlineExceeded), anything else [ErrInternal].
func Of(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return ErrUnavailable
	}
	return ErrInternal
}
