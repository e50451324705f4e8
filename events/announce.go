package events

import (
	"context"
	"errors"
	"slices"
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
		if missing := Lacks(*e, sessions); len(missing) > 0 {
			return ErrIncomplete.With("missing", missing)
		}
		if err := s.check(*e, e.Starts); err != nil {
			return err
		}
		if e.Permit.Level() != NoPermit && e.Permit.State != PermitGranted {
			if e.Permit.State == PermitRefused || strings.TrimSpace(override) == "" {
				return ErrPermit.With("level", e.Permit.Level())
			}
			e.Permit.Override, e.Permit.Spent = strings.TrimSpace(override), false
		}
		e.State = Published
		return nil
	})
}

// Lacks names what an edition needs before everybody may see it, see [ErrIncomplete]:
// "owner", "hotline", "sessions", "expected".
func Lacks(e Event, sessions []Session) []string {
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

// Act is somebody doing something to an edition as they have read it.
type Act struct {
	Event     ID
	Rev       int64  // of the edition as it was read
	By        string // their name
	Authority string // on whose word: "区公安分局"
	Why       string // in their own words; not for the guests
	Note      Text   // what the guests are told besides what has happened
}

// Postpone says that the dates of an edition do not count any more. Its places stay with
// those who have them, and no more are given until [Service.Resume]. Its guests are told.
//
// It returns [ErrNoEvent], [ErrChanged], [ErrNote], [ErrAuthority], and [ErrEditionEnd]
// for what is not public or is over.
func (s *Service) Postpone(ctx context.Context, a Act) (Event, error) {
	return s.stop(ctx, a, Postponed, PutOff)
}

// Stop says that nobody is to come until it is said how the edition goes on: by
// [Service.Resume], [Service.Postpone] or [Service.Cancel]. No places are given; those
// given stay. Its guests are told. For errors see [Service.Postpone].
func (s *Service) Stop(ctx context.Context, a Act) (Event, error) {
	return s.stop(ctx, a, Stopped, HeldUp)
}

// Cancel says that an edition will not be; nothing makes it be again. Its guests are
// told. For errors see [Service.Postpone]; one that was postponed or stopped may be
// cancelled.
func (s *Service) Cancel(ctx context.Context, a Act) (Event, error) {
	return s.stop(ctx, a, Cancelled, CalledOff)
}

func (s *Service) stop(ctx context.Context, a Act, to State, turn Turn) (Event, error) {
	if strings.TrimSpace(a.Note.ZH) == "" {
		return Event{}, ErrNote
	}
	if strings.TrimSpace(a.Authority) == "" {
		return Event{}, ErrAuthority
	}
	sessions, err := s.Catalogue.Sessions(ctx, a.Event)
	if err != nil {
		return Event{}, err
	}
	return s.changed(ctx, a, func(e *Event) error {
		if err := s.alive(*e); err != nil || e.State == Draft || e.State == to || e.State == Postponed && to == Stopped {
			return ErrEditionEnd
		}
		e.State, e.Note = to, a.Note
		s.say(e, a, turn, shifted(sessions, 0))
		return nil
	})
}

// Resume gives a postponed edition new dates; its sessions move with it, and the permit
// has to be applied for again. One that was stopped goes on, at its own dates or at
// others. Its guests are told.
//
// It returns [ErrNoEvent], [ErrChanged], [ErrAuthority], [ErrDatesPast], and
// [ErrEditionEnd] for one that is neither.
func (s *Service) Resume(ctx context.Context, a Act, starts time.Time) (Event, error) {
	if strings.TrimSpace(a.Authority) == "" {
		return Event{}, ErrAuthority
	}
	sessions, err := s.Catalogue.Sessions(ctx, a.Event)
	if err != nil {
		return Event{}, err
	}
	return s.changed(ctx, a, func(e *Event) error {
		shift := starts.Sub(e.Starts)
		switch {
		case e.State == Stopped && shift == 0 && e.Ends.After(s.Now()): // it may have begun
			e.State, e.Note = Published, Text{}
			s.say(e, a, GoesOn, shifted(sessions, 0))
			return nil
		case e.State != Postponed && e.State != Stopped:
			return ErrEditionEnd
		case starts.Before(s.Now()):
			return ErrDatesPast
		}
		e.State, e.Starts, e.Ends, e.Note = Published, starts, e.Ends.Add(shift), Text{}
		e.Permit.outdate()
		e.Moves = append(e.Moves, Move{At: s.Now(), By: shift})
		for _, session := range sessions {
			session.Starts, session.Ends = session.Starts.Add(shift), session.Ends.Add(shift)
			e.move(session)
		}
		s.say(e, a, OtherDates, shifted(sessions, shift))
		return nil
	})
}

// move has a session written as it is to be, once the edition is.
func (e *Event) move(session Session) {
	session.Rev = e.Rev + 1
	e.Moving = append(slices.DeleteFunc(slices.Clone(e.Moving), func(o Session) bool { return o.ID == session.ID }), session)
}

// Finish writes what a change of an edition has caused: the new hours of its sessions, and
// what its guests are to be told. Repeating it changes nothing; a worker does for what has
// stopped halfway.
func (s *Service) Finish(ctx context.Context, e Event) (Event, error) {
	if len(e.Moving) == 0 && len(e.Saying) == 0 {
		return e, nil
	}
	for _, session := range e.Moving {
		if err := s.Drafts.PutSession(ctx, session); err != nil {
			return e, err
		}
	}
	if err := s.Drafts.Say(ctx, e.Saying); err != nil {
		return e, err
	}
	done, err := s.Drafts.Change(ctx, e.ID, e.Rev, func(e *Event) error {
		e.Moving, e.Saying = nil, nil
		return nil
	})
	if errors.Is(err, ErrChanged) { // whoever was quicker has it all in what they changed
		return s.Catalogue.Event(ctx, e.ID)
	}
	return done, err
}
