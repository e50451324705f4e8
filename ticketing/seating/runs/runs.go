// Package runs seats the people of a banquet and keeps who sits where: runs of the solver
// as queued work, their outcome as versions that never change, and one board for each event that
// says which version of each sitting is the one that counts.
package runs

import (
	"maps"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/tables"
)

// Errors of seating.
var (
	ErrNoSeating = fault.New(fault.NotFound, "no_seating", "nobody has been seated at this sitting yet")
	ErrNoSitting = fault.New(fault.NotFound, "no_such_sitting", "this event has no such sitting at tables")
	ErrNoRun     = fault.New(fault.NotFound, "no_such_run", "there is no such seating run")
	ErrNoVersion = fault.New(fault.NotFound, "no_such_version", "there is no such version of this seating")
	ErrRunning   = fault.New(fault.Conflict, "seating_running", "a seating run is under way; wait for it or stop it")
	ErrOver      = fault.New(fault.Conflict, "run_over", "this seating run is over")
	ErrNotHere   = fault.New(fault.NotFound, "not_at_sitting", "this household is not among those who come to this sitting")
	// ErrSeatMoved: its details "by", "at", "table" say whose change stands.
	ErrSeatMoved = fault.New(fault.Conflict, "seat_moved", "somebody else has changed where this household sits meanwhile; theirs stands")
	// ErrNewer: its details "by" and "at" say whose change came in between.
	ErrNewer = fault.New(fault.Conflict, "seating_newer", "somebody else has changed this seating meanwhile; look at it again")
	// ErrUnfit: its detail "why" is one of the codes of package tables.
	ErrUnfit = fault.New(fault.Conflict, "seat_unfit", "this household cannot sit at that table")
	// ErrNoDraft: what counts is what people read, or nothing was published to go back to.
	ErrNoDraft = fault.New(fault.Conflict, "seating_no_draft", "there is no draft beside a published seating")
	// ErrUnpublished: there is a draft alone, which nobody but organisers reads.
	ErrUnpublished = fault.New(fault.Conflict, "seating_unpublished", "this seating is a draft; publish it first")
	ErrNoUndo      = fault.New(fault.Conflict, "nothing_to_undo", "there is nothing to take back: this is the outcome of a run")
	ErrClosed      = fault.New(fault.Conflict, "venue_closed_already", "this venue is closed at this sitting already")
	ErrShut        = fault.New(fault.Conflict, "venue_still_closed", "the venue is closed; open it again first")
	ErrBroken      = fault.New(fault.Internal, "seating_broken", "the outcome of a seating run broke a rule and was not kept")
)

// Sitting is a meal at tables.
type Sitting struct {
	ID     events.SessionID
	Title  events.Text
	Starts time.Time
	Themed bool // tables of a theme are for its guests alone

	DishesPerTable int
	Wanted         []string // what each table is to have one of
}

// State is how far a run is.
type State string

// The states.
const (
	Running   State = "running"
	Done      State = "done"
	Cancelled State = "cancelled"
	Failed    State = "failed"
)

// Steps of a run, for people to read.
const (
	StepReading   = "reading"
	StepSeating   = "seating"
	StepComparing = "comparing"
	StepChecking  = "checking"
	StepKeeping   = "keeping"
)

// ErrandRun is the name of the errand that works on a run.
const ErrandRun = "seating:run"

// Run is all sittings of an event being seated.
type Run struct {
	ID      string          `json:"id"`
	Event   events.ID       `json:"event"`
	Seed    uint64          `json:"seed"`
	State   State           `json:"state"`
	By      string          `json:"by"`      // account
	ByName  string          `json:"by_name"` // as people call them
	Why     string          `json:"why,omitempty"`
	Created time.Time       `json:"created"`
	Ended   time.Time       `json:"ended,omitzero"`
	Sitting string          `json:"sitting,omitempty"` // it works on
	Step    string          `json:"step,omitempty"`
	Percent int             `json:"percent"`
	Publish []string        `json:"publish,omitempty"` // sittings everybody is to read of as soon as it is done
	Fault   string          `json:"fault,omitempty"`
	Outcome []Outcome       `json:"outcome,omitempty"`
	Runner  string          `json:"runner,omitempty"`
	Beat    time.Time       `json:"beat,omitzero"`
	Errands []events.Errand `json:"errands,omitempty"`
}

// Over says whether nothing more happens to it.
func (r *Run) Over() bool { return r.State != Running }

// beat notes that a runner lives; the errand is as old as the last one, so that the
// sweeper finds a run whose runner has died.
func (r *Run) beat(now time.Time) {
	r.Beat = now
	r.Errands = []events.Errand{{ID: ErrandRun + ":" + r.ID + ":" + now.UTC().Format("20060102T150405.000"), Name: ErrandRun, Subject: r.ID, At: now}}
}

func (r *Run) end(state State, now time.Time) {
	r.State, r.Ended, r.Errands, r.Runner, r.Step = state, now, nil, "", ""
}

// Outcome is a sitting of a run, in figures.
type Outcome struct {
	Sitting string  `json:"sitting"`
	Version string  `json:"version"`
	Figures Figures `json:"figures"`
}

// Figures are what a seating is judged by: its own, the bound no seating gets below, and
// first come, first served.
type Figures struct {
	Got   tables.Figures `json:"got"`
	Bound int            `json:"bound"` // tables
	First tables.Figures `json:"first"`
}

// Kind is how a version came to be.
type Kind string

// The kinds.
const (
	ByRun    Kind = "run"
	ByMove   Kind = "move"
	ByClose  Kind = "close"
	ByUpdate Kind = "update"
	ByUndo   Kind = "undo"
)

// Version is who sits where at one sitting. It never changes.
type Version struct {
	ID      string
	Event   events.ID
	Sitting events.SessionID
	Kind    Kind
	Before  string // the version it was made from, "" for none
	As      string // of one by which something was taken back: the version it is like
	By      string
	ByName  string
	Why     string
	At      time.Time
	Closed  []string // venues that cannot be used
	Moved   []tables.Move
	Cards   []string
	Left    int // households left to a person
	Figures Figures

	Plan   *tables.Plan
	Result tables.Result
}

// Board says which version counts at each sitting of an event, for those who seat people,
// and which one everybody reads.
type Board struct {
	Event    events.ID
	Rev      int64             // raised by each change
	Versions map[string]string // by sitting
	Public   map[string]Public // by sitting
	Run      string            // the latest run
	// Printed are, by sitting and table, what stood on its card when it was printed.
	Printed map[string]map[string]string
}

// Clone returns a copy that shares nothing with b and lacks no map.
func (b *Board) Clone() Board {
	c := *b
	c.Versions, c.Public, c.Printed = map[string]string{}, map[string]Public{}, map[string]map[string]string{}
	maps.Copy(c.Versions, b.Versions)
	maps.Copy(c.Public, b.Public)
	for sitting, cards := range b.Printed {
		c.Printed[sitting] = maps.Clone(cards)
	}
	return c
}

// Seat returns where a household sits; false where it does not.
func (v *Version) Seat(household string) (tables.Seat, bool) {
	for i := range v.Result.Seats {
		if v.Result.Seats[i].Household == household {
			return v.Result.Seats[i], true
		}
	}
	return tables.Seat{}, false
}

// IsClosed says whether nobody may sit in a hall.
func (v *Version) IsClosed(hall string) bool { return slices.Contains(v.Closed, hall) }

// planOf makes what the solver needs of halls and a sitting, without people and dishes.
func planOf(halls []floor.Drawn, s Sitting, seed uint64) *tables.Plan {
	p := &tables.Plan{Seed: seed, DishesPerTable: s.DishesPerTable, Wanted: s.Wanted}
	for i := range halls {
		h := &halls[i].Hall
		most, _, _ := h.Capacity()
		p.Venues = append(p.Venues, tables.Venue{ID: h.ID, X: h.X, Y: h.Y, Approved: most, Helpers: h.Helpers})
		for _, t := range h.Order() {
			x := tables.Table{
				ID: t.ID, Venue: h.ID, Places: t.Seats, Ends: t.Ends, AisleCM: t.AisleCM, StepFree: t.StepFree, ToiletM: t.ToiletM, Only: t.Only, Quiet: t.Quiet,
			}
			if t.Theme && s.Themed {
				x.Only = Theme
			}
			p.Tables = append(p.Tables, x)
		}
	}
	return p
}

// Theme is the sort of tables for guests of their theme alone.
const Theme = "theme"
