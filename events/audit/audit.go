// Package audit is the record of what people changed: who, for whom, through which
// channel, what and why. A line is written before the change it speaks of and
// closed after it, so that nothing changes without one; a line left open by a crash
// says honestly that the outcome is not known.
package audit

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"math"
	"time"

	"wanjia/events/fault"
)

// Errors of the log.
var (
	ErrNoLine = fault.New(fault.NotFound, "no_such_line", "the log has no such line")
	// ErrReason: an act that needs its reason was given none.
	ErrReason = fault.New(fault.Invalid, "reason", "say in a few words why")
)

// Outcome says how the change of a line ended.
type Outcome string

// The outcomes.
const (
	Open    Outcome = "open"    // begun; still so after a minute, nobody knows how it ended
	Done    Outcome = "done"    // the change stands
	Refused Outcome = "refused" // nothing changed; Line.Code says why
	Failed  Outcome = "failed"  // a part of the house failed; it may have changed or not
)

// Line is one act of one person, or of the house itself.
type Line struct {
	ID      string    `json:"id"` // set by [Log.Begin]: random, and later lines sort after earlier ones
	At      time.Time `json:"at"` // set by [Log.Begin]
	Account string    `json:"account"`
	Name    string    `json:"name,omitempty"` // of the account as it was, "" where it has none
	Role    string    `json:"role"`           // in which it was done, "" as oneself, "house" by a job
	For     string    `json:"for,omitempty"`  // person it was done for, "" for oneself or nobody
	Channel string    `json:"channel"`        // app, desk, hotline, head, import, job
	What    string    `json:"what"`           // "person.change", stable
	Object  string    `json:"object"`         // "person/P000001"
	Scope   string    `json:"scope"`          // node of the organisation the object lay in then, "*" for none
	Why     string    `json:"why,omitempty"`  // in the person's own words
	Request string    `json:"request,omitempty"`
	// Detail says what changed, as names and masked values. It never holds a full
	// telephone number, an identity number, a need or anything of a care card.
	Detail  map[string]string `json:"detail,omitempty"`
	Outcome Outcome           `json:"outcome"`
	Code    string            `json:"code,omitempty"` // of the fault it ended in
}

// Query selects lines, newest first. Empty fields select all; the filters go
// together.
type Query struct {
	Scopes  []string // nodes the reader may see, each with all below it; none selects nothing
	Account string
	For     string
	Object  string
	What    string // a whole code or the part before its dot
	From    time.Time
	To      time.Time // before it
	After   string    // cursor
	Limit   int       // 1 to 200
}

// Store keeps lines. They are never changed but for their outcome and, when an account
// is closed for good, its name; they are removed only by [Store.Sweep].
type Store interface {
	Add(ctx context.Context, l Line) error
	// Close sets how a line ended; repeating it, or a line that is gone, changes nothing.
	Close(ctx context.Context, id string, o Outcome, code string) error
	// Unname takes the name of an account out of every line of it; repeating it
	// changes nothing.
	Unname(ctx context.Context, account string) error
	// Lines returns a page and the cursor of the next, "" at the end. within says
	// whether a line's scope lies in those of the reader.
	Lines(ctx context.Context, q Query, within func(scope string) bool) ([]Line, string, error)
	// Sweep removes lines from before the moment and returns how many.
	Sweep(ctx context.Context, before time.Time) (int, error)
}

// Log writes and reads the record. Its fields are set once, before use.
type Log struct {
	Store Store
	Now   func() time.Time
	// Within says whether a node lies in one of the scopes. nil knows no tree:
	// only "*" and the very same node count.
	Within func(node string, scopes []string) bool
}

// Do writes l, runs change and closes l with its outcome. When l cannot be written
// the change is not run. What it returns is the change's error.
func (g *Log) Do(ctx context.Context, l Line, change func(context.Context) error) error {
	l.At = g.Now()
	l.ID = First(l.At) + rand.Text()[:10]
	l.Outcome = Open
	if err := g.Store.Add(ctx, l); err != nil {
		return fmt.Errorf("write audit line: %w", err)
	}
	err := change(ctx)
	outcome, code := outcomeOf(err)
	// Whoever asked may have left; the line is closed all the same.
	closing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if cerr := g.Store.Close(closing, l.ID, outcome, code); cerr != nil && err != nil {
		return errors.Join(err, fmt.Errorf("close audit line: %w", cerr))
	}
	// A change that stands is not denied because its line stays open.
	return err
}

// First is where the ids of lines written at a moment begin; ids sort as moments do,
// from the year 1970 to 2262, and those outside as its ends. The zero moment is
// before them all.
func First(at time.Time) string {
	switch {
	case at.IsZero():
		return ""
	case at.Before(earliest):
		at = earliest
	case at.After(latest):
		at = latest
	}
	return fmt.Sprintf("%016x", at.UnixNano())
}

var earliest, latest = time.Unix(0, 0), time.Unix(0, math.MaxInt64)

func outcomeOf(err error) (Outcome, string) {
	if err == nil {
		return Done, ""
	}
	f := fault.Of(err)
	if f.Kind == fault.Internal || f.Kind == fault.Unavailable {
		return Failed, f.Code
	}
	return Refused, f.Code
}

// Unname leaves of an account that is closed for good nothing in the record but its
// id. It may be repeated.
func (g *Log) Unname(ctx context.Context, account string) error {
	if err := g.Store.Unname(ctx, account); err != nil {
		return fmt.Errorf("take a name out of the record: %w", err)
	}
	return nil
}

// Lines returns a page of what the reader may see and the cursor of the next.
func (g *Log) Lines(ctx context.Context, q Query) ([]Line, string, error) {
	within := g.Within
	if within == nil {
		within = sameNode
	}
	return g.Store.Lines(ctx, q, func(scope string) bool { return within(scope, q.Scopes) })
}

func sameNode(node string, scopes []string) bool {
	for _, s := range scopes {
		if s == "*" || s == node {
			return true
		}
	}
	return false
}
