// Package events is the catalogue: the great events of the community, their
// editions and sessions. It is the bottom of the house and imports nothing of
// ours but its own leaves.
package events

import (
	"context"
	"time"

	"wanjia/events/fault"
)

// Errors of the catalogue.
var (
	ErrNoEvent   = fault.New(fault.NotFound, "no_such_event", "there is no such event")
	ErrNoSession = fault.New(fault.NotFound, "no_such_session", "there is no such session")
	ErrChanged   = fault.New(fault.Conflict, "edition_changed", "somebody else has changed this meanwhile; please look at it again")
)

// ID names an event: "banquet-2027".
type ID string

// SessionID names a session of an event: "lantern-2027-n2-1930".
type SessionID string

// Kind is which of the great events it is an edition of.
type Kind string

// The kinds.
const (
	Banquet Kind = "banquet" // 万家宴
	Lantern Kind = "lantern" // 元宵灯展
	Gala    Kind = "gala"    // 网络春晚
)

// Text is a sentence in both languages of the house; Chinese is never empty.
type Text struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// Event is one edition of a great event.
type Event struct {
	ID        ID
	Kind      Kind
	Edition   int // the how-manieth
	Title     Text
	Summary   Text
	Place     Text
	Starts    time.Time
	Ends      time.Time
	Hotline   string // a number to call instead of using the page
	Cover     string // key of the picture in the object store, "" for none
	Synthetic bool   // belongs to the made-up dataset

	State  State
	Note   Text   // what everybody is told of an edition that is postponed or cancelled
	Owner  string // who answers for its safety
	Permit Permit
	From   ID         // the edition it was copied from, "" for none
	Moving []Session  // those whose new hours are not all written yet, as they will be
	Moves  []Move     // the times it was given other dates, oldest first
	Saying []Bulletin // what its guests are to be told and no worker knows of yet
	Said   int        // bulletins there were so far
	Rev    int64      // raised by each change
}

// Move is that an edition was given other dates.
type Move struct {
	At time.Time     `json:"at"` // when that was decided
	By time.Duration `json:"by"` // how much later it is held, less than none for earlier
}

// Session is one dated run of an event. It carries the approved capacity, the
// hard ceiling of persons present that the permit names.
type Session struct {
	ID               SessionID
	Event            ID
	Title            Text // says the hour too: "亮灯夜 19:30 入场"
	Starts           time.Time
	Ends             time.Time
	ApprovedCapacity int // persons
	Synthetic        bool
	Rev              int64 // of the edition it was last written with; 0 for the first
}

// Catalogue is what the catalogue's rules need of a store.
type Catalogue interface {
	// Event returns one event, or ErrNoEvent.
	Event(ctx context.Context, id ID) (Event, error)
	// Events returns those in public that end after the moment, the one that ends first
	// first.
	Events(ctx context.Context, after time.Time, page PageQuery) ([]Event, string, error)
	// Session returns one session, or ErrNoSession.
	Session(ctx context.Context, id SessionID) (Session, error)
	// Sessions returns the sessions of an event, soonest first.
	Sessions(ctx context.Context, event ID) ([]Session, error)
}

// Drafts is what organising needs of a store.
type Drafts interface {
	// Editions returns all there are, drafts too, the one that ends last first.
	Editions(ctx context.Context) ([]Event, error)
	// Create stores a new edition. It is false when its id is taken.
	Create(ctx context.Context, e Event) (bool, error)
	// Change applies change to an edition and stores it with the next Rev; it returns
	// ErrNoEvent, [ErrChanged] where the edition has another Rev than rev, or change's
	// own error.
	Change(ctx context.Context, id ID, rev int64, change func(*Event) error) (Event, error)
	// PutSession stores a session, new or as it is now, but for its approved capacity
	// where there is one already. One that was written with a later Rev stays.
	PutSession(ctx context.Context, s Session) error
	// DropSession takes a session out; one that is not there is no error.
	DropSession(ctx context.Context, id SessionID) error
	// Drop takes an edition out with its sessions.
	Drop(ctx context.Context, id ID, rev int64) error
	// Say stores bulletins that are not there yet.
	Say(ctx context.Context, bulletins []Bulletin) error
	// Bulletins returns those of an edition, the latest first.
	Bulletins(ctx context.Context, id ID) ([]Bulletin, error)
}

// PageQuery asks for a piece of a list: Limit entries after the cursor After.
type PageQuery struct {
	After string
	Limit int
}
