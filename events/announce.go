package events

import (
	"context"
	"strings"
	"time"
)

// Publish shows an edition to everybody. Without the permit it needs it takes a reason,
// which stays written down; one whose permit was refused is not published at all.
//
// It returns [ErrNoEvent], [ErrChanged], [ErrEditionEnd] for one that is public or
// cancelled, [ErrDatesPast], [ErrIncomplete] with detail "missing", and [ErrPermit] with
// detail "level".
func (s *Service) Publish(ctx context.Context, id ID, rev int64, override string) (Event, error) {
	sessions, err := s.Catalogue.Sessions(ctx, id)
	if err != nil {
		return Event{}, err
	}
	return s.Drafts.Change(ctx, id, rev, func(e *Event) error {
		if err := draftOnly(e); err != nil {
			return err
		}
		if missing := lacks(*e, sessions); len(missing) > 0 {
			return ErrIncomplete.With("missing", missing)
		}
		if err := s.check(*e, e.Starts); err != nil {
			return err
		}
		if e.Permit.Level() != NoPermit && e.Permit.State != PermitGranted {
			if e.Permit.State == PermitRefused || strings.TrimSpace(override) == "" {
				return ErrPermit.With("level", e.Permit.Level())
			}
			e.Permit.Override = strings.TrimSpace(override)
		}
		e.State = Published
		return nil
	})
}

// lacks names what an edition needs before everybody may see it: "owner", "hotline",
// "sessions", "expected".
func lacks(e Event, sessions []Session) []string {
	var missing []string
	if e.Owner == "" {
		missing = append(missing, "owner")
	}
	if e.Hotline == "" {
		missing = append(missing, "hotline")
	}
	if len(sessions) == 0 {
		missing = append(missing, "sessions")
	}
	if e.Permit.Public && e.Permit.Expected == 0 {
		missing = append(missing, "expected")
	}
	return missing
}

// Lacks names what an edition needs before everybody may see it: see [ErrIncomplete].
func Lacks(e Event, sessions []Session) []string { return lacks(e, sessions) }

// Postpone says that the dates of an edition do not count any more. Its places stay with
// those who have them, and no more are given until [Service.Resume].
//
// It returns [ErrNoEvent], [ErrChanged], [ErrNote], and [ErrEditionEnd] for what is not
// public or is over.
func (s *Service) Postpone(ctx context.Context, id ID, rev int64, note Text) (Event, error) {
	return s.stop(ctx, id, rev, note, Postponed)
}

// Cancel says that an edition will not be; nothing makes it be again. For errors see
// [Service.Postpone]; one that was postponed may be cancelled.
func (s *Service) Cancel(ctx context.Context, id ID, rev int64, note Text) (Event, error) {
	return s.stop(ctx, id, rev, note, Cancelled)
}

func (s *Service) stop(ctx context.Context, id ID, rev int64, note Text, to State) (Event, error) {
	if strings.TrimSpace(note.ZH) == "" {
		return Event{}, ErrNote
	}
	return s.Drafts.Change(ctx, id, rev, func(e *Event) error {
		if err := s.alive(*e); err != nil || e.State == Draft || e.State == to {
			return ErrEditionEnd
		}
		e.State, e.Note = to, note
		return nil
	})
}

// Resume gives a postponed edition new dates; its sessions move with it. The permit has
// to be applied for again.
//
// It returns [ErrNoEvent], [ErrChanged], [ErrDatesPast], and [ErrEditionEnd] for one
// that is not postponed.
func (s *Service) Resume(ctx context.Context, id ID, rev int64, starts time.Time) (Event, error) {
	sessions, err := s.Catalogue.Sessions(ctx, id)
	if err != nil {
		return Event{}, err
	}
	return s.resume(ctx, id, rev, starts, sessions)
}

func (s *Service) resume(ctx context.Context, id ID, rev int64, starts time.Time, sessions []Session) (Event, error) {
	e, err := s.Drafts.Change(ctx, id, rev, func(e *Event) error {
		switch {
		case e.State != Postponed:
			return ErrEditionEnd
		case starts.Before(s.Now()):
			return ErrDatesPast
		}
		shift := starts.Sub(e.Starts)
		e.State, e.Starts, e.Ends = Published, starts, e.Ends.Add(shift)
		e.Permit.outdate()
		e.Moving = nil
		for _, session := range sessions {
			session.Starts, session.Ends = session.Starts.Add(shift), session.Ends.Add(shift)
			e.Moving = append(e.Moving, session)
		}
		return nil
	})
	if err != nil {
		return e, err
	}
	return s.FinishMoves(ctx, e)
}

// FinishMoves writes the new hours of sessions that are on their way to other dates.
// Repeating it changes nothing; a worker does for what has stopped halfway.
func (s *Service) FinishMoves(ctx context.Context, e Event) (Event, error) {
	if len(e.Moving) == 0 {
		return e, nil
	}
	for _, session := range e.Moving {
		if err := s.Drafts.PutSession(ctx, session); err != nil {
			return e, err
		}
	}
	return s.Drafts.Change(ctx, e.ID, e.Rev, func(e *Event) error {
		e.Moving = nil
		return nil
	})
}
