package streaming

import (
	"context"
	"slices"
	"time"

	"wanjia/events/fault"
)

// Errors of the ledger. All but the last are between packagers and never seen by
// a client.
var (
	// ErrFenced: another packager leads by now; what was to be done was not done.
	ErrFenced = fault.New(fault.Conflict, "packager_fenced", "another packager has taken over")
	// ErrReplanned: the plan has changed since it was read; read it again.
	ErrReplanned = fault.New(fault.Conflict, "plan_changed", "what is on air was changed meanwhile")
	// ErrTooLate: the moment is public already.
	ErrTooLate = fault.New(fault.Conflict, "already_public", "this moment has already been seen")
)

// Piece is one track's share of a published cell.
type Piece struct {
	Name     string        // of the object within the track's folder, "" where there is a gap
	Init     string        // of what a decoder needs first, likewise; "" where there is a gap and never was one
	Codec    string        // "avc1.42c01f"
	Start    time.Duration // programme time of its first picture or sound
	Duration time.Duration
	Size     int64 // bytes
	Shares   []Share
}

// Share is a part of a piece that is to be had by itself, on a quick channel.
type Share struct {
	Name        string // of the object, "" where there is nothing to be seen
	Duration    time.Duration
	Independent bool // it can be begun with
}

// Gap says that there is nothing of this track in the cell.
func (p Piece) Gap() bool { return p.Name == "" }

// Has says whether a share has this name.
func (p Piece) Has(name string) bool {
	return name != "" && slices.ContainsFunc(p.Shares, func(q Share) bool { return q.Name == name })
}

// Record is a cell as it became public.
type Record struct {
	Cell     int64
	Run      string  // cells of one run follow each other without a break in their timestamps
	Break    bool    // a discontinuity lies before this cell
	Sequence int64   // how many discontinuities lie before its pictures
	Pieces   []Piece // one per track, in the order of [Channel.Tracks]
}

// State is what a packager needs to know to go on.
type State struct {
	Leads   bool  // the one who asks
	Term    int64 // its fencing number; greater than that of anyone who led before
	Version int64 // of the plan
	Plan    Plan
	Last    *Record // the newest public cell, nil for none
	First   int64   // the oldest that is still listed
}

// Bid is what a packager says when it asks to lead.
type Bid struct {
	Holder string        // its name
	For    time.Duration // how long its lead, and what it says, holds
	Blind  bool          // it has not seen all of what it would show: it leads only where all are blind
}

// Ledger is what the packagers of a channel share. At any moment one of them
// leads; only it can publish, and a cell becomes public only under the plan in
// force at that moment.
type Ledger interface {
	// Lead makes the one who asks the leader if nobody else is, or keeps it so, and
	// tells the state in any case. A leader that is blind hands over to one that was
	// not when it asked last, if that is not longer ago than its time.
	Lead(ctx context.Context, channel ChannelID, b Bid) (State, error)

	// Reserve settles that cell may become public: from here on an order comes
	// too late for it. Errors: ErrFenced, or ErrReplanned if the plan's version is
	// no longer the one given.
	Reserve(ctx context.Context, channel ChannelID, term, version, cell int64) error

	// Grow says how much of a reserved cell is public while it is not whole. The record
	// of a cell that is listed already is dropped. Errors: ErrFenced.
	Grow(ctx context.Context, channel ChannelID, term int64, r Record) error

	// Publish lists a reserved cell; cells before first are no longer listed, but
	// still to be had. A cell that is listed already stays as it is. Errors:
	// ErrFenced.
	Publish(ctx context.Context, channel ChannelID, term int64, r Record, first int64) error

	// Forget makes first the oldest listed cell and returns the records of cells
	// before the one named, which are not to be had any more. Errors: ErrFenced.
	Forget(ctx context.Context, channel ChannelID, term, first, before int64) ([]Record, error)
}

// Desk takes the director's orders.
type Desk interface {
	// Order changes the plan from o.From on, or from the first cell that is not
	// reserved if that is later, and returns the order as it took effect. A source
	// that was to begin with the order begins later with it.
	Order(ctx context.Context, channel ChannelID, o Order) (Order, error)

	// Plan is what has been ordered: of what is not listed any more only what still
	// says something.
	Plan(ctx context.Context, channel ChannelID) (Plan, error)
}

// Listing is what is public of a channel.
type Listing struct {
	First   int64    // the oldest listed cell
	Records []Record // by cell, without a hole from First on; older ones are to be had but not listed
	Open    *Record  // the cell after the newest as far as it is public, of a quick channel; nil for none
	Term    int64    // of whoever leads
}

// Listings tells what is public.
type Listings interface {
	// Listing returns what is public, of the records only those after the cell
	// named. A channel that never was on air has none.
	Listing(ctx context.Context, channel ChannelID, after int64) (Listing, error)
}
