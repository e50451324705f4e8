package streaming

import (
	"context"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// Errors of a show.
var (
	// ErrNoShow: nothing is planned on the channel.
	ErrNoShow = fault.New(fault.NotFound, "no_show", "no show is planned on this channel")
	// ErrShowChanged: somebody else has changed the show since it was read.
	ErrShowChanged = fault.New(fault.Conflict, "show_changed", "somebody else has changed the show meanwhile; look again")
	// ErrShowState: what was asked for cannot be done in the state that the show is in.
	ErrShowState = fault.New(fault.Conflict, "show_state", "the show is not at the point where that can be done")
	// ErrNoItem: the running order has no such item, or it has been dropped.
	ErrNoItem = fault.New(fault.NotFound, "no_show_item", "the running order has no such item")
	// ErrItemDone: the item has begun already, so its place and whether it is shown stand.
	ErrItemDone = fault.New(fault.Conflict, "item_begun", "this item has begun already")
	// ErrBadShow: a value that a running order cannot have.
	ErrBadShow = fault.New(fault.Invalid, "bad_show", "the running order cannot have this value")
	// ErrNotReady: points of the checklist are open and no reason is written.
	ErrNotReady = fault.New(fault.Conflict, "show_not_ready", "points of the checklist are open; two people have to write why the show begins all the same")
	// ErrNoCheck: the checklist has no such point, or it is looked after by the house itself.
	ErrNoCheck = fault.New(fault.NotFound, "no_check", "the checklist has no such point to sign")
)

// ShowState says how far a show is. Only on air does anything of it become public.
type ShowState string

// The states.
const (
	ShowDraft     ShowState = "draft"     // the running order is being made
	ShowRehearsal ShowState = "rehearsal" // it is played through; nothing of it can become public
	ShowReady     ShowState = "ready"     // it waits for its beginning
	ShowOnAir     ShowState = "on_air"
	ShowEnded     ShowState = "ended"
)

// showSteps is where a show may go from where.
var showSteps = map[ShowState][]ShowState{
	ShowDraft:     {ShowRehearsal, ShowReady},
	ShowRehearsal: {ShowDraft, ShowReady},
	ShowReady:     {ShowDraft, ShowRehearsal, ShowOnAir},
	ShowOnAir:     {ShowEnded},
	ShowEnded:     {ShowDraft},
}

// ItemOrigin says where an item comes from.
type ItemOrigin string

// The origins.
const (
	FromStage  ItemOrigin = "stage"  // live from the main venue
	FromBranch ItemOrigin = "branch" // live from a branch venue
	FromTape   ItemOrigin = "tape"   // recorded
)

// ItemID names an item of a running order: "05".
type ItemID string

// ShowItem is one item of a running order.
type ShowItem struct {
	ID      ItemID
	Title   events.Text
	Kind    string // a code: "dance", "sketch"
	From    ItemOrigin
	Length  time.Duration
	Feed    SourceID // what is taken for it; "" for not known yet
	Standby SourceID // what goes on air when the feed dies; "" for the slate
	Minors  bool     // children take part
	Agreed  bool     // of those who are not named somebody has said that they, or their guardians, agreed in writing that it may be seen again
	Fixed   bool     // is never proposed to be dropped
	Cut     bool     // dropped

	Performers []Performer // who is named as taking part

	Began time.Time // on the stage; zero for not yet
	Done  time.Time // when something else began; zero for not yet
}

// HardOut is a moment at which a partner leaves the show, finished or not.
type HardOut struct {
	Who string
	At  time.Time // as the public sees it
}

// Signature is who stood for something, and when.
type Signature struct {
	Account string
	Name    string
	At      time.Time
}

// Waiver is why somebody lets a show begin with points open.
type Waiver struct {
	By  Signature
	Why string
}

// Cutout is what was cut out of the delay: the public never sees it.
type Cutout struct {
	From, To time.Time // on the stage
	By       Signature
}

// keptCutouts is how many of them a show remembers; the audit log has all.
const keptCutouts = 50

// Show is a show of a channel: its running order and how far it is.
type Show struct {
	Channel ChannelID
	Title   events.Text
	Starts  time.Time     // as the public sees it
	Delay   time.Duration // between the stage and the public
	Quick   bool          // its channel is to be had with low latency too
	Gap     time.Duration // between two items
	State   ShowState
	Items   []ShowItem
	Outs    []HardOut
	Checks  []Check
	Waivers []Waiver
	Cutouts []Cutout // what was cut out of the delay, newest last
	Rescues []Rescued
	Test    bool // made up; pages say so

	Opened time.Time // when it went on air, zero for not yet
	Closed time.Time // when it ended
}

// At is the item that is being played: the one that began and is not done; -1 for
// none.
func (s Show) At() int {
	return slices.IndexFunc(s.Items, func(i ShowItem) bool { return !i.Began.IsZero() && i.Done.IsZero() })
}

// Find is the place of an item. Errors: ErrNoItem.
func (s Show) Find(id ItemID) (int, error) {
	if i := slices.IndexFunc(s.Items, func(i ShowItem) bool { return i.ID == id }); i >= 0 {
		return i, nil
	}
	return -1, ErrNoItem
}

// Stage is when the show begins on the stage.
func (s Show) Stage() time.Time { return s.Starts.Add(-s.Delay) }

// Begin notes that an item begins now and that what was being played is done. An item
// may be played again. Errors: ErrNoItem, ErrShowState unless it is rehearsed or on air.
func (s *Show) Begin(id ItemID, now time.Time) error {
	if s.State != ShowOnAir && s.State != ShowRehearsal {
		return ErrShowState.With("state", string(s.State))
	}
	i, err := s.Find(id)
	if err != nil {
		return err
	}
	if s.Items[i].Cut {
		return ErrNoItem
	}
	if at := s.At(); at >= 0 {
		s.Items[at].Done = now
	}
	s.Items[i].Began, s.Items[i].Done = now, time.Time{}
	return nil
}

// Go moves the show to another state. A rehearsal leaves no trace in the times, nor
// does a show that is planned anew. To go on air needs [Show.GoLive]. Errors:
// ErrShowState.
func (s *Show) Go(to ShowState, now time.Time) error {
	if to == ShowOnAir || !slices.Contains(showSteps[s.State], to) {
		return ErrShowState.With("state", string(s.State))
	}
	if s.State == ShowRehearsal || s.State == ShowEnded {
		for i := range s.Items {
			s.Items[i].Began, s.Items[i].Done = time.Time{}, time.Time{}
		}
	}
	switch to {
	case ShowEnded:
		if at := s.At(); at >= 0 {
			s.Items[at].Done = now
		}
		s.Closed = now
	case ShowDraft, ShowRehearsal, ShowReady:
		s.Opened, s.Closed, s.Waivers, s.Cutouts, s.Rescues = time.Time{}, time.Time{}, nil, nil, nil
	}
	s.State = to
	return nil
}

// GoLive puts the show on air. With points of the checklist open it takes two people,
// each with a written reason: the first one's is kept and the show waits for the
// second's. It returns whether the show is on air. Errors: ErrShowState, ErrNotReady
// with the points.
func (s *Show) GoLive(by Signature, why string) (bool, error) {
	if s.State != ShowReady {
		return false, ErrShowState.With("state", string(s.State))
	}
	if open := s.Open(); len(open) > 0 {
		if why == "" {
			return false, ErrNotReady.With("open", open)
		}
		s.Waivers = slices.DeleteFunc(s.Waivers, func(w Waiver) bool { return w.By.Account == by.Account })
		s.Waivers = append(s.Waivers, Waiver{by, why})
		if len(s.Waivers) < 2 {
			return false, nil
		}
	}
	s.State, s.Opened = ShowOnAir, by.At
	return true, nil
}

// VersionedShow is a show as it was read.
type VersionedShow struct {
	Show
	Version int64 // 0 for one that is not stored yet
}

// ShowStore keeps the shows, one for each channel.
type ShowStore interface {
	// Show returns the show of a channel, or ErrNoShow.
	Show(ctx context.Context, c ChannelID) (VersionedShow, error)
	// Shows returns all of them, by channel.
	Shows(ctx context.Context) ([]VersionedShow, error)
	// Put stores a show if the stored one still is of the version given, and returns
	// it with its new version. Errors: ErrShowChanged.
	Put(ctx context.Context, s VersionedShow) (VersionedShow, error)
}
