package streaming

import (
	"context"
	"errors"
	"time"
)

// Shows plans and follows the shows. Every change is written against the version that
// its maker has seen, so that two directors at two screens agree; what is pressed in a
// hurry is written against whatever there is.
type Shows struct {
	Store    ShowStore
	Consents Consents // nil for a house in which nobody can be named as performing
	Now      func() time.Time
}

// Show returns the show of a channel. Errors: ErrNoShow.
func (p *Shows) Show(ctx context.Context, c ChannelID) (VersionedShow, error) {
	return p.Store.Show(ctx, c)
}

// Plan stores a show as a draft: a new one with version 0, else in the place of the
// one that has this version and has not gone beyond being planned. Errors:
// ErrBadShow, ErrNoPerformer, ErrPerformerTwice, ErrShowChanged, ErrShowState.
func (p *Shows) Plan(ctx context.Context, s Show, version int64) (VersionedShow, error) {
	s.State, s.Opened, s.Closed, s.Waivers = ShowDraft, time.Time{}, time.Time{}, nil
	if err := s.Valid(); err != nil {
		return VersionedShow{}, err
	}
	if err := p.known(ctx, s.Items...); err != nil {
		return VersionedShow{}, err
	}
	old, err := p.Store.Show(ctx, s.Channel)
	switch {
	case errors.Is(err, ErrNoShow):
		s.Checks = Checklist()
	case err != nil:
		return VersionedShow{}, err
	case old.State != ShowDraft:
		return VersionedShow{}, ErrShowState.With("state", string(old.State))
	default:
		s.Checks, s.Test = old.Checks, old.Test
	}
	return p.Store.Put(ctx, VersionedShow{s, version})
}

// Edit changes the show that has this version. Errors: ErrNoShow, ErrShowChanged,
// those of change.
func (p *Shows) Edit(ctx context.Context, c ChannelID, version int64, change func(*Show) error) (VersionedShow, error) {
	s, err := p.Store.Show(ctx, c)
	if err != nil {
		return s, err
	}
	if s.Version != version {
		return s, ErrShowChanged.With("version", s.Version)
	}
	if err := change(&s.Show); err != nil {
		return s, err
	}
	return p.Store.Put(ctx, s)
}

// Change changes an item of the show that has this version. Errors: those of [Shows.Edit]
// and [Show.Change], ErrNoPerformer.
func (p *Shows) Change(ctx context.Context, c ChannelID, version int64, id ItemID, change ItemChange) (VersionedShow, error) {
	if change.Performers != nil {
		item := ShowItem{ID: id, Performers: *change.Performers}
		if err := item.performers(); err != nil {
			return VersionedShow{}, err
		}
		if err := p.known(ctx, item); err != nil {
			return VersionedShow{}, err
		}
	}
	return p.Edit(ctx, c, version, func(s *Show) error { return s.Change(id, change) })
}

// hurried is how often a change that cannot wait is tried against others.
const hurried = 8

// Note changes a show whatever its version is: change may run several times. Errors:
// ErrNoShow, those of change, ErrShowChanged when others never cease to get in
// between.
func (p *Shows) Note(ctx context.Context, c ChannelID, change func(*Show) error) (VersionedShow, error) {
	var s VersionedShow
	var err error
	for range hurried {
		if s, err = p.Store.Show(ctx, c); err != nil {
			return s, err
		}
		if err = change(&s.Show); err != nil {
			return s, err
		}
		s, err = p.Store.Put(ctx, s)
		if !errors.Is(err, ErrShowChanged) {
			return s, err
		}
	}
	return s, err
}
