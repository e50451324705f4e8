package streaming

import (
	"context"
	"errors"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// ErrTapeChanged: another process has written the tape since it was read.
var ErrTapeChanged = fault.New(fault.Conflict, "tape_changed", "another process has written this recording meanwhile")

// TapeKey names what is kept of one show: its channel, and when it went on air.
type TapeKey struct {
	Channel ChannelID
	Opened  int64 // Unix seconds
}

// Played is an item as the public saw it.
type Played struct {
	Item  ItemID
	Title events.Text
	From  int64 // its first cell
	To    int64 // the one after its last; 0 while it is played
	Held  bool  // nobody has said of those who are not named that they agreed: it is not to be seen again

	Cast   []PersonID // who is named as taking part
	Silent bool       // not all of them agree; it is looked up, never stored
}

// Tape is what is kept of one show: the cells that were public, by reference. Their
// objects are those that were on air, not a byte changed; what was cut out of the
// delay never was one.
type Tape struct {
	TapeKey
	Title events.Text
	Test  bool
	First int64     // the oldest cell that is kept
	Next  int64     // the one after the newest
	Done  time.Time // since when the whole may be seen again; zero while it is on air
	Items []Played  // as they began
}

// VersionedTape is a tape as it was read.
type VersionedTape struct {
	Tape
	Version int64 // 0 for one that is not stored yet
}

// TapeStore keeps tapes.
type TapeStore interface {
	// Tapes are all of them, newest first.
	Tapes(ctx context.Context) ([]VersionedTape, error)
	// Put stores a tape if the stored one still is of the version given. Errors:
	// ErrTapeChanged.
	Put(ctx context.Context, t VersionedTape) (VersionedTape, error)
	// Keep stores cells of a tape; one that is stored already stays as it is.
	Keep(ctx context.Context, k TapeKey, records []Record) error
	// Records are the cells of a tape from one to the one before another.
	Records(ctx context.Context, k TapeKey, from, to int64) ([]Record, error)
	// Drop removes a tape and its cells. One that is not there is removed.
	Drop(ctx context.Context, k TapeKey) error
}

// Recorder keeps what becomes public of shows. Several may run: what one has kept the
// next goes on from.
type Recorder struct {
	Listings Listings
	Tapes    TapeStore
	Now      func() time.Time
}

// settle is how long after a show's end its tape waits for cells that are late.
const settle = 30 * time.Second

// Follow keeps what has become public of a show on air since it was called last, and
// ends its tape when the public has seen all of it. It returns the tape. lost is the
// oldest cell whose objects are still there, 0 for all. Whatever fails is made up for
// at the next call.
func (r Recorder) Follow(ctx context.Context, c Channel, s Show, lost int64) (VersionedTape, error) {
	t, err := r.tape(ctx, c, s)
	if err != nil || !t.Done.IsZero() {
		if err == nil && t.Outdated(c, s) {
			t.Items = played(c, s)
			_, err = r.Tapes.Put(ctx, t)
		}
		return t, err
	}
	list, err := r.Listings.Listing(ctx, c.ID, t.Next-1)
	if err != nil {
		return t, err
	}
	then := t
	then.Items = played(c, s)
	if n := len(list.Records); n > 0 {
		if err := r.Tapes.Keep(ctx, t.TapeKey, list.Records); err != nil {
			return t, err
		}
		if then.Version == 0 {
			then.First = list.Records[0].Cell
		}
		then.Next = list.Records[n-1].Cell + 1
	}
	then.First = max(then.First, lost)
	if s.State == ShowEnded && r.Now().After(s.Closed.Add(c.Delay+settle)) {
		then.Done = r.Now()
	}
	if then.Version > 0 && then.First == t.First && then.Next == t.Next && then.Done.IsZero() && slices.EqualFunc(then.Items, t.Items, Played.same) {
		return t, nil
	}
	kept, err := r.Tapes.Put(ctx, then)
	if errors.Is(err, ErrTapeChanged) {
		return t, nil // another one does the same
	}
	return kept, err
}

// Finish ends the tapes of shows that are planned anew before all of them was kept:
// what is kept of those may be seen again. now is the show of each channel.
func (r Recorder) Finish(ctx context.Context, now func(ChannelID) (Show, bool)) error {
	all, err := r.Tapes.Tapes(ctx)
	if err != nil {
		return err
	}
	for _, t := range all {
		s, ok := now(t.Channel)
		if !t.Done.IsZero() || ok && s.Opened.Unix() == t.Opened {
			continue
		}
		t.Done = r.Now()
		if _, err := r.Tapes.Put(ctx, t); err != nil && !errors.Is(err, ErrTapeChanged) {
			return err
		}
	}
	return nil
}

// tape is that of a show, a new one if there is none.
func (r Recorder) tape(ctx context.Context, c Channel, s Show) (VersionedTape, error) {
	key := TapeKey{c.ID, s.Opened.Unix()}
	all, err := r.Tapes.Tapes(ctx)
	if err != nil {
		return VersionedTape{}, err
	}
	for _, t := range all {
		if t.TapeKey == key {
			return t, nil
		}
	}
	first := c.Clock.Cell(c.Clock.At(s.Opened) - c.Delay)
	return VersionedTape{Tape: Tape{TapeKey: key, Title: s.Title, Test: s.Test, First: first, Next: first}}, nil
}

// Outdated says whether others are named as performing, or somebody has said that the
// rest agreed, or not any more, since the tape of a show was written.
func (t Tape) Outdated(c Channel, s Show) bool {
	return t.Opened == s.Opened.Unix() && !slices.EqualFunc(t.Items, played(c, s), Played.same)
}

// Mark says of the items of a tape whether all who are named agree, by what is known of
// them. Whoever is not in it does not.
func (t *Tape) Mark(agreed map[PersonID]bool) {
	for i := range t.Items {
		t.Items[i].Silent = slices.ContainsFunc(t.Items[i].Cast, func(p PersonID) bool { return !agreed[p] })
	}
}

// Cast is everybody who is named on a tape.
func (t Tape) Cast() []PersonID {
	var all []PersonID
	for _, p := range t.Items {
		all = append(all, p.Cast...)
	}
	return all
}

// free says whether an item may be seen again.
func (p Played) free() bool { return !p.Held && !p.Silent }

// same compares what is stored.
func (p Played) same(o Played) bool {
	return p.Item == o.Item && p.Title == o.Title && p.From == o.From && p.To == o.To && p.Held == o.Held && slices.Equal(p.Cast, o.Cast)
}

// played is what of a show's items has begun, soonest first.
func played(c Channel, s Show) []Played {
	var all []Played
	for _, i := range s.Items {
		if i.Began.Before(s.Opened) {
			continue
		}
		p := Played{Item: i.ID, Title: i.Title, From: c.Clock.ResumeFrom(c.Clock.At(i.Began)), Held: i.unsaid(), Cast: i.cast()}
		if !i.Done.IsZero() {
			p.To = max(p.From, c.Clock.ResumeFrom(c.Clock.At(i.Done)))
		}
		all = append(all, p)
	}
	slices.SortStableFunc(all, func(a, b Played) int { return int(a.From - b.From) })
	return all
}

// Whole is all cells that may be seen again; false while the show is on air.
func (t Tape) Whole() (from, to int64, ok bool) {
	return t.First, t.Next, !t.Done.IsZero() && t.First < t.Next
}

// Clip is the cells of an item that may be seen again by itself: of one that is over,
// once the public has seen its end.
func (t Tape) Clip(id ItemID) (from, to int64, ok bool) {
	for _, p := range t.Items {
		if p.Item == id {
			from, to = max(p.From, t.First), p.To
			return from, to, p.To > 0 && p.To <= t.Next && from < to && p.free()
		}
	}
	return 0, 0, false
}

// Free are the records that may be seen again: those without items that are held back.
func (t Tape) Free(records []Record) []Record {
	return slices.DeleteFunc(slices.Clone(records), func(r Record) bool {
		return slices.ContainsFunc(t.Items, func(p Played) bool {
			return !p.free() && r.Cell >= p.From && (p.To == 0 || r.Cell < p.To)
		})
	})
}

// Shown are the records without those of the slate: nobody wants to see it again.
func Shown(records []Record) []Record {
	return slices.DeleteFunc(slices.Clone(records), func(r Record) bool { return r.Run == string(Slate) })
}

// Recording is something of the past that may be watched.
type Recording struct {
	Path   string // of its list below the channel's address
	Starts time.Time
	Length time.Duration
}
