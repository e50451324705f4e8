package streaming

import (
	"context"
	"errors"
	"time"

	"wanjia/events/fault"
)

// ErrNoSource is the answer to a take of something that cannot be named.
var ErrNoSource = fault.New(fault.Invalid, "no_source", "that cannot be put on air")

// Director decides what is on air. Any number of them may sit at any number of
// screens: their orders meet in the ledger, and the latest counts.
type Director struct {
	Desk  Desk
	Shows *Shows // nil where no channel has a show
	Now   func() time.Time
}

// Shot is what a director asks for: a source, or an item of the running order and
// with it the item's own feed if no source is named.
type Shot struct {
	Source SourceID
	Item   ItemID
}

// Taken is an order as it took effect.
type Taken struct {
	Order
	Private bool // it is a rehearsal: nothing of it becomes public
}

// Take puts a source on air from the next cell on: nothing of it from before this
// moment is seen. The public sees it after the channel's delay. On a channel with a
// show the item begins, and unless the show is on air no order is given: nothing of a
// rehearsal can become public. Errors: ErrNoSource, ErrNoItem, ErrShowState.
func (d Director) Take(ctx context.Context, c Channel, shot Shot) (Taken, error) {
	if len(shot.Source) > maxSource {
		return Taken{}, ErrNoSource
	}
	from := c.Clock.ResumeFrom(c.Clock.At(d.Now()))
	private, err := d.begin(ctx, c.ID, &shot)
	switch {
	case err != nil:
		return Taken{}, err
	case shot.Source == "":
		return Taken{}, ErrNoSource
	}
	o := Order{From: from, Source: shot.Source, Begin: from}
	if private {
		return Taken{o, true}, nil
	}
	o, err = d.Desk.Order(ctx, c.ID, o)
	return Taken{Order: o}, err
}

// begin notes in the show of a channel, if it has one, what a shot begins, and says
// whether the show is rehearsed.
func (d Director) begin(ctx context.Context, c ChannelID, shot *Shot) (bool, error) {
	if d.Shows == nil {
		return false, nil
	}
	show, err := d.Shows.Show(ctx, c)
	if errors.Is(err, ErrNoShow) && shot.Item == "" {
		return false, nil
	}
	if err == nil && shot.Item != "" {
		show, err = d.Shows.Note(ctx, c, func(s *Show) error { return s.shoot(shot, d.Now()) })
	}
	if err == nil && show.State != ShowOnAir && show.State != ShowRehearsal {
		err = ErrShowState.With("state", string(show.State))
	}
	return show.State != ShowOnAir, err
}

// shoot begins the item of a shot and names its source.
func (s *Show) shoot(shot *Shot, now time.Time) error {
	i, err := s.Find(shot.Item)
	if err != nil {
		return err
	}
	if shot.Source == "" {
		shot.Source = s.Items[i].Feed
	}
	if shot.Source == "" {
		return ErrNoSource
	}
	return s.Begin(shot.Item, now)
}

// Slate cuts to the slate at the first cell that is not public yet: all that waits in
// the delay is never seen. It returns the order as it took effect.
func (d Director) Slate(ctx context.Context, c Channel, by Signature) (Order, error) {
	now := d.Now()
	from := c.Clock.CutFrom(c.Clock.At(now) - c.Delay)
	o, err := d.Desk.Order(ctx, c.ID, Order{From: from, Source: Slate, Begin: from})
	if err != nil || d.Shows == nil {
		return o, err
	}
	// The cut is made whether or not it can be noted beside the running order; the
	// audit log has it in any case.
	_, _ = d.Shows.Note(ctx, c.ID, func(s *Show) error {
		cut := Cutout{From: c.Clock.Moment(c.Clock.Start(o.From)), To: now, By: by}
		if s.State != ShowOnAir || !cut.From.Before(cut.To) {
			return ErrShowState
		}
		s.Cutouts = append(s.Cutouts, cut)
		s.Cutouts = s.Cutouts[max(0, len(s.Cutouts)-keptCutouts):]
		return nil
	})
	return o, nil
}

// GoLive puts the show of a channel on air, beginning with the slate whatever was
// ordered before. It returns the show, which waits still if it takes a second
// person. Errors: ErrNoShow, ErrShowChanged, ErrShowState, ErrNotReady.
func (d Director) GoLive(ctx context.Context, c Channel, version int64, by Signature, why string) (VersionedShow, error) {
	// The slate first: were it second, what was ordered before could be seen until
	// then.
	old, err := d.Shows.Show(ctx, c.ID)
	switch {
	case err != nil:
		return old, err
	case old.Version != version:
		return old, ErrShowChanged.With("version", old.Version)
	case old.State != ShowReady:
		return old, ErrShowState.With("state", string(old.State))
	}
	if _, err := d.Slate(ctx, c, by); err != nil {
		return old, err
	}
	return d.Shows.Edit(ctx, c.ID, version, func(s *Show) error {
		_, err := s.GoLive(by, why)
		return err
	})
}

// End ends the show of a channel: the slate follows what is being played, and the
// public sees it to its end. Errors: ErrNoShow, ErrShowChanged, ErrShowState.
func (d Director) End(ctx context.Context, c Channel, version int64) (VersionedShow, error) {
	s, err := d.Shows.Edit(ctx, c.ID, version, func(s *Show) error {
		if s.State != ShowOnAir {
			return ErrShowState.With("state", string(s.State))
		}
		return s.Go(ShowEnded, d.Now())
	})
	if err != nil {
		return s, err
	}
	from := c.Clock.ResumeFrom(c.Clock.At(d.Now()))
	_, err = d.Desk.Order(ctx, c.ID, Order{From: from, Source: Slate, Begin: from})
	return s, err
}

// maxSource bounds the name of a source, in bytes.
const maxSource = 120
