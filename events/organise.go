package events

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// mostInYear bounds the editions of one kind in one year: the great one, and the
// drafts and tries beside it.
const mostInYear = 20

// Plan is what an organiser says of an edition.
type Plan struct {
	Edition int // the how-manieth
	Title   Text
	Summary Text
	Place   Text
	Starts  time.Time
	Ends    time.Time
	Hotline string
	Owner   string // who answers for its safety
}

// Usual is when an edition of a kind that begins on or after a moment is held: the
// banquet at noon of 腊月廿四, the lights of the lantern show in the evening of 正月十四,
// the gala in the evening of 正月初一.
func Usual(kind Kind, after time.Time) (starts, ends time.Time, err error) {
	on := func(month, day int, from, lasts time.Duration) (time.Time, time.Time, error) {
		d := LunarDay(after, month, day)
		return d.Add(from), d.Add(from + lasts), nil
	}
	switch kind {
	case Banquet:
		return on(12, 24, 12*time.Hour, 6*time.Hour)
	case Lantern:
		return on(1, 14, 18*time.Hour+30*time.Minute, 52*time.Hour)
	case Gala:
		return on(1, 1, 20*time.Hour, 3*time.Hour)
	}
	return starts, ends, ErrKind
}

// Editions returns every edition there is, drafts too, the one that ends last first.
func (s *Service) Editions(ctx context.Context) ([]Event, error) {
	return s.Drafts.Editions(ctx)
}

// Edition returns one edition, a draft too, with its sessions, or [ErrNoEvent].
func (s *Service) Edition(ctx context.Context, id ID) (Event, []Session, error) {
	e, err := s.Catalogue.Event(ctx, id)
	if err != nil {
		return e, nil, err
	}
	sessions, err := s.Catalogue.Sessions(ctx, id)
	return e, sessions, err
}

// Begin makes a draft of a kind, from nothing or as a copy of another edition whose
// sessions keep their clock times and their distance from its start. It returns the
// draft and, for each session of the copied edition, the session that was made of it.
//
// It returns [ErrKind], [ErrTitle], [ErrDates], [ErrDatesPast], [ErrMany], and
// [ErrNoEvent] for a copy of what is not there.
func (s *Service) Begin(ctx context.Context, kind Kind, from ID, p Plan, permit Permit) (Event, map[SessionID]Session, error) {
	e := Event{Kind: kind, State: Draft, From: from}
	var sessions []Session
	var old Event
	if from != "" {
		var err error
		if old, sessions, err = s.Edition(ctx, from); err != nil {
			return Event{}, nil, err
		}
		e.Kind, e.Cover, e.Synthetic = old.Kind, old.Cover, old.Synthetic
		permit.Public, permit.Expected = old.Permit.Public, old.Permit.Expected
		p = p.or(old)
	}
	e.plan(p)
	e.Permit = Permit{Public: permit.Public, Expected: max(0, permit.Expected)}
	if _, _, err := Usual(e.Kind, s.Now()); err != nil {
		return Event{}, nil, err
	}
	if err := s.check(e, e.Starts); err != nil {
		return Event{}, nil, err
	}
	for n := range mostInYear {
		e.ID = ID(fmt.Sprintf("%s-%d", e.Kind, e.Starts.In(Zone).Year()))
		if n > 0 {
			e.ID += ID(fmt.Sprintf("-%d", n+1))
		}
		made := copies(old, &e, sessions)
		created, err := s.Drafts.Create(ctx, e)
		if err == nil && created {
			if e, err = s.Catalogue.Event(ctx, e.ID); err == nil {
				e, err = s.Finish(ctx, e)
			}
			return e, made, err
		}
		if err != nil {
			return Event{}, nil, err
		}
	}
	return Event{}, nil, ErrMany
}

// or is the plan with what it leaves open taken from another edition, the one after it.
func (p Plan) or(old Event) Plan {
	text := func(t *Text, was Text) {
		if *t == (Text{}) {
			*t = was
		}
	}
	text(&p.Title, old.Title)
	text(&p.Summary, old.Summary)
	text(&p.Place, old.Place)
	if p.Edition == 0 {
		p.Edition = old.Edition + 1
	}
	if p.Hotline == "" {
		p.Hotline = old.Hotline
	}
	if p.Owner == "" {
		p.Owner = old.Owner
	}
	if p.Ends.IsZero() {
		p.Ends = p.Starts.Add(old.Ends.Sub(old.Starts))
	}
	return p
}

// copies gives an edition the sessions of another, as far from its start as they were.
func copies(old Event, e *Event, sessions []Session) map[SessionID]Session {
	made := map[SessionID]Session{}
	e.Moving = nil
	shift := e.Starts.Sub(old.Starts)
	for i, was := range sessions {
		now := was
		name, ok := strings.CutPrefix(string(was.ID), string(old.ID)+"-")
		if !ok {
			name = fmt.Sprintf("s%d", i+1)
		}
		now.Rev = 0
		now.ID, now.Event = SessionID(fmt.Sprintf("%s-%s", e.ID, name)), e.ID
		now.Starts, now.Ends = was.Starts.Add(shift), was.Ends.Add(shift)
		made[was.ID] = now
		e.Moving = append(e.Moving, now)
	}
	return made
}

func (e *Event) plan(p Plan) {
	e.Edition, e.Title, e.Summary, e.Place = p.Edition, p.Title, p.Summary, p.Place
	e.Starts, e.Ends, e.Hotline, e.Owner = p.Starts, p.Ends, strings.TrimSpace(p.Hotline), strings.TrimSpace(p.Owner)
}

// check says what is wrong with what an edition says of itself. One whose start is
// moved may not be moved into the past.
func (s *Service) check(e Event, moved time.Time) error {
	for _, t := range []Text{e.Title, e.Summary, e.Place} {
		if strings.TrimSpace(t.ZH) == "" {
			return ErrTitle
		}
	}
	switch {
	case !e.Ends.After(e.Starts) || e.Ends.Sub(e.Starts) > 90*24*time.Hour:
		return ErrDates
	case !moved.IsZero() && moved.Before(s.Now()):
		return ErrDatesPast
	}
	return nil
}

// Revise changes what an edition says of itself. Where its permit was granted, another
// time or place has to be applied for again, and no places are given until then. Guests
// of what is in public are told of another place.
//
// It returns [ErrNoEvent], [ErrChanged], [ErrEditionEnd] for one that is over or
// cancelled, [ErrTitle], [ErrDates], [ErrDatesPast]; a session outside the new dates is
// [ErrDates] with detail "session".
func (s *Service) Revise(ctx context.Context, a Act, p Plan) (Event, error) {
	sessions, err := s.Catalogue.Sessions(ctx, a.Event)
	if err != nil {
		return Event{}, err
	}
	return s.changed(ctx, a, func(e *Event) error {
		if err := s.alive(*e); err != nil {
			return err
		}
		was := *e
		e.plan(p)
		moved := time.Time{}
		if !e.Starts.Equal(was.Starts) {
			moved = e.Starts
		}
		if err := s.check(*e, moved); err != nil {
			return err
		}
		for _, session := range sessions {
			if session.Starts.Before(e.Starts) || session.Ends.After(e.Ends) {
				return ErrDates.With("session", session.Title)
			}
		}
		if !e.Starts.Equal(was.Starts) || !e.Ends.Equal(was.Ends) || e.Place != was.Place {
			e.Permit.outdate()
		}
		if e.Place != was.Place && (e.State == Published || e.State == Stopped) {
			s.say(e, a, ElsewhereNow, shifted(sessions, 0))
		}
		return nil
	})
}

// changed is an act on an edition, brought to its end.
func (s *Service) changed(ctx context.Context, a Act, change func(*Event) error) (Event, error) {
	e, err := s.Drafts.Change(ctx, a.Event, a.Rev, change)
	if err != nil {
		return e, err
	}
	return s.Finish(ctx, e)
}

// alive refuses to change what is over or cancelled.
func (s *Service) alive(e Event) error {
	if e.State == Cancelled || e.State == Published && e.Ends.Before(s.Now()) {
		return ErrEditionEnd
	}
	return nil
}

// SetPermit writes down how far the permit of an edition has come. What was applied for
// and decided carries its moment; the moments of before stay where p has none. Override
// is not set here.
//
// It returns [ErrNoEvent], [ErrChanged], [ErrEditionEnd], [ErrPermitData], and
// [ErrCeiling] with details "session" and "approved" where a session has more people
// approved than the permit allows.
func (s *Service) SetPermit(ctx context.Context, id ID, rev int64, p Permit) (Event, error) {
	if p.Expected < 0 || p.Ceiling < 0 || !slices.Contains([]PermitState{PermitNone, PermitApplied, PermitGranted, PermitRefused}, p.State) ||
		p.State == PermitGranted && (strings.TrimSpace(p.Number) == "" || p.Ceiling == 0) {
		return Event{}, ErrPermitData
	}
	sessions, err := s.Catalogue.Sessions(ctx, id)
	if err != nil {
		return Event{}, err
	}
	for _, session := range sessions {
		if p.Ceiling > 0 && session.ApprovedCapacity > p.Ceiling {
			return Event{}, ErrCeiling.With("session", session.Title).With("approved", session.ApprovedCapacity)
		}
	}
	return s.Drafts.Change(ctx, id, rev, func(e *Event) error {
		if err := s.alive(*e); err != nil {
			return err
		}
		e.Permit = e.Permit.next(p, s.Now())
		return nil
	})
}

// PutSession adds a session to an edition, or changes its title and hours. It counts as
// a change of the edition: see [Service.Revise] for what that does to a permit. Guests of
// a session in public are told of other hours; while its edition is postponed they are
// not, for its dates do not count then.
//
// It returns [ErrNoEvent], [ErrNoSession] for one of another edition, [ErrChanged],
// [ErrEditionEnd], [ErrTitle], [ErrDates].
func (s *Service) PutSession(ctx context.Context, a Act, session Session) (Event, error) {
	switch {
	case strings.TrimSpace(session.Title.ZH) == "":
		return Event{}, ErrTitle
	case !session.Ends.After(session.Starts):
		return Event{}, ErrDates
	}
	session.Event = a.Event
	all, err := s.Catalogue.Sessions(ctx, a.Event)
	if err != nil {
		return Event{}, err
	}
	i := slices.IndexFunc(all, func(o Session) bool { return o.ID == session.ID })
	if session.ID != "" && i < 0 {
		return Event{}, ErrNoSession
	}
	if i < 0 {
		session.ID = freeID(a.Event, all)
	} else {
		session.Synthetic = all[i].Synthetic
	}
	// The edition first, with the session in it: a permit that does not hold any more is
	// never used for a session it knows nothing of.
	return s.changed(ctx, a, func(e *Event) error {
		if err := s.alive(*e); err != nil {
			return err
		}
		if session.Starts.Before(e.Starts) || session.Ends.After(e.Ends) {
			return ErrDates
		}
		e.move(session)
		switch {
		case i < 0:
			e.Permit.outdate()
		case !all[i].Starts.Equal(session.Starts) || !all[i].Ends.Equal(session.Ends):
			e.Permit.outdate()
			if e.State == Published || e.State == Stopped {
				s.say(e, a, OtherHours, []Shifted{{Session: session.ID, Title: session.Title, Was: all[i].Starts, Now: session.Starts}})
			}
		}
		return nil
	})
}

func freeID(event ID, all []Session) SessionID {
	for n := len(all) + 1; ; n++ {
		id := SessionID(fmt.Sprintf("%s-s%d", event, n))
		if !slices.ContainsFunc(all, func(o Session) bool { return o.ID == id }) {
			return id
		}
	}
}

// DropSession takes a session out of a draft. That nothing hangs on it is the caller's
// to see to.
//
// It returns [ErrNoEvent], [ErrNoSession], [ErrChanged] and [ErrEditionEnd] for what is
// in public already.
func (s *Service) DropSession(ctx context.Context, id ID, rev int64, session SessionID) (Event, error) {
	was, err := s.Catalogue.Session(ctx, session)
	if err == nil && was.Event != id {
		err = ErrNoSession
	}
	if err != nil {
		return Event{}, err
	}
	e, err := s.Drafts.Change(ctx, id, rev, draftOnly)
	if err != nil {
		return e, err
	}
	return e, s.Drafts.DropSession(ctx, session)
}

func draftOnly(e *Event) error {
	if e.State != Draft {
		return ErrEditionEnd
	}
	return nil
}

// Drop throws a draft away. That nothing hangs on its sessions is the caller's to see to.
func (s *Service) Drop(ctx context.Context, id ID, rev int64) error {
	e, err := s.Catalogue.Event(ctx, id)
	if err == nil {
		err = draftOnly(&e)
	}
	if err != nil {
		return err
	}
	return s.Drafts.Drop(ctx, id, rev)
}
