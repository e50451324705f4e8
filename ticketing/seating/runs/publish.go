package runs

import (
	"context"
	"errors"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/ticketing/seating/tables"
)

// Public is what everybody may know of a sitting: the outcome of a run is the organisers'
// alone until one of them publishes it. What is changed by hand of a published seating shows
// at once, for people stand at their tables by it.
type Public struct {
	Version string    `json:"version"`           // that people read now
	At      time.Time `json:"at"`                // when somebody published it; what is changed since keeps that
	By      string    `json:"by"`                // name, "" for one of before there was publishing
	Why     string    `json:"why,omitempty"`     // said when it was published
	Told    string    `json:"told,omitempty"`    // version of which everybody concerned was told
	Dropped string    `json:"dropped,omitempty"` // draft that was set aside last, for whoever looks for it
}

// publish lets people read a version.
func (b *Board) publish(sitting events.SessionID, version, by, why string, now time.Time) {
	p := b.Public[string(sitting)]
	p.Version, p.At, p.By, p.Why = version, now, by, why
	b.Public[string(sitting)] = p
}

// Draft says whether what counts at a sitting for the organisers is not what people read.
func (b *Board) Draft(sitting events.SessionID) bool {
	return b.Versions[string(sitting)] != b.Public[string(sitting)].Version
}

// forAll is the version people read, or what counts where they read none.
func (b *Board) forAll(sitting events.SessionID) string {
	if v := b.Public[string(sitting)].Version; v != "" {
		return v
	}
	return b.Versions[string(sitting)]
}

// Public returns the version people read at a sitting, [ErrUnpublished] where there is a
// draft alone, or [ErrNoSeating].
func (s *Service) Public(ctx context.Context, event events.ID, sitting events.SessionID) (*Version, error) {
	b, err := s.Store.Board(ctx, event)
	if err != nil {
		return nil, err
	}
	switch id := b.Public[string(sitting)].Version; {
	case id != "":
		return s.version(ctx, id)
	case b.Versions[string(sitting)] != "":
		return nil, ErrUnpublished
	}
	return nil, ErrNoSeating
}

// ForAll returns the version people read at a sitting, the draft where they read none yet,
// or [ErrNoSeating]. It is what counts in the hall.
func (s *Service) ForAll(ctx context.Context, event events.ID, sitting events.SessionID) (*Version, error) {
	v, err := s.Public(ctx, event, sitting)
	if errors.Is(err, ErrUnpublished) {
		return s.Current(ctx, event, sitting)
	}
	return v, err
}

// Publish has everybody read what counts at a sitting, or tries: what that changes for those
// who have read another one. Repeating it changes nothing. It returns [ErrNewer] where the
// version they saw does not count any more, and [ErrNoSeating].
func (s *Service) Publish(ctx context.Context, who Who, c Change) (Proposal, error) {
	if _, err := s.Sitting(ctx, c.Event, c.Sitting); err != nil {
		return Proposal{}, err
	}
	b, err := s.Store.Board(ctx, c.Event)
	if err != nil {
		return Proposal{}, err
	}
	p, err := s.published(ctx, &b, c)
	if err != nil || c.Try || !b.Draft(c.Sitting) {
		return p, err
	}
	_, err = s.Store.ChangeBoard(ctx, c.Event, func(b *Board) error {
		if b.Versions[string(c.Sitting)] != p.After.ID {
			return ErrNewer.With("by", "").With("at", s.Now())
		}
		b.publish(c.Sitting, p.After.ID, who.Name, c.Why, s.Now())
		return nil
	})
	return p, err
}

// published is what people read before and after a draft is published.
func (s *Service) published(ctx context.Context, b *Board, c Change) (Proposal, error) {
	id := b.Versions[string(c.Sitting)]
	if id == "" {
		return Proposal{}, ErrNoSeating
	}
	now, err := s.version(ctx, id)
	if err != nil {
		return Proposal{}, err
	}
	if now.ID != c.Base {
		return Proposal{}, ErrNewer.With("by", now.ByName).With("at", now.At)
	}
	before := &Version{Event: c.Event, Sitting: c.Sitting, Plan: now.Plan}
	if public := b.Public[string(c.Sitting)].Version; public != "" {
		if before, err = s.version(ctx, public); err != nil {
			return Proposal{}, err
		}
	}
	after := *now // the kept one has what it was made from beside it, not what people read
	after.Moved, after.Cards = tables.Diff(before.Result, now.Result, b.printedHomes(before))
	return Proposal{before, &after}, nil
}

// Discard sets a draft aside: what people read counts again. It returns [ErrNoDraft] where
// there is none or nothing was published yet, [ErrNewer], and [ErrRunning].
func (s *Service) Discard(ctx context.Context, c Change) error {
	if _, err := s.Sitting(ctx, c.Event, c.Sitting); err != nil {
		return err
	}
	_, err := s.Store.ChangeBoard(ctx, c.Event, func(b *Board) error {
		at := string(c.Sitting)
		p := b.Public[at]
		switch {
		case p.Version == "" || !b.Draft(c.Sitting):
			return ErrNoDraft
		case b.Versions[at] != c.Base:
			return ErrNewer.With("by", "").With("at", s.Now())
		}
		if _, err := s.occupied(ctx, b); err != nil {
			return err
		}
		p.Dropped, b.Versions[at] = b.Versions[at], p.Version
		b.Public[at] = p
		return nil
	})
	return err
}

// News is what people are to be told of a published seating.
type News struct {
	Before, After *Version // Before is nil where nobody was told of a seat yet
	Changed       []string // households whose table, places or want of any has changed
}

// Untold returns what nobody was told of yet of a sitting, nil where everybody was.
func (s *Service) Untold(ctx context.Context, event events.ID, sitting events.SessionID) (*News, error) {
	b, err := s.Store.Board(ctx, event)
	if err != nil {
		return nil, err
	}
	p := b.Public[string(sitting)]
	if p.Version == "" || p.Version == p.Told {
		return nil, nil
	}
	n := &News{}
	if n.After, err = s.version(ctx, p.Version); err != nil {
		return nil, err
	}
	was := map[string]tables.Seat{}
	if p.Told != "" {
		if n.Before, err = s.version(ctx, p.Told); err != nil {
			return nil, err
		}
		for _, seat := range n.Before.Result.Seats {
			was[seat.Household] = seat
		}
	}
	for _, seat := range n.After.Result.Seats {
		if old, sat := was[seat.Household]; !sat || old.Table != seat.Table || !slices.Equal(old.Places, seat.Places) {
			n.Changed = append(n.Changed, seat.Household)
		}
		delete(was, seat.Household)
	}
	for household := range was {
		n.Changed = append(n.Changed, household)
	}
	slices.Sort(n.Changed)
	return n, nil
}

// NoteTold notes that everybody whom a version of a sitting concerns was told of it.
func (s *Service) NoteTold(ctx context.Context, v *Version) error {
	_, err := s.Store.ChangeBoard(ctx, v.Event, func(b *Board) error {
		p := b.Public[string(v.Sitting)]
		p.Told = v.ID
		b.Public[string(v.Sitting)] = p
		return nil
	})
	return err
}
