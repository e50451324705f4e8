package banquet

import (
	"context"
	"errors"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
)

// Errors of venues and of copying an edition.
var (
	ErrVenueState  = fault.New(fault.Invalid, "venue_state", "a venue is open or closed; a closed one says why")
	ErrVenueChange = fault.New(fault.Conflict, "venue_changed", "somebody else has changed this venue meanwhile; please look at it again")
	ErrVenuesAsked = fault.New(fault.Conflict, "venues_asked", "each venue has to be confirmed or closed before this banquet is made public")
)

// Copy makes the banquet of an edition from last year's: the same rules, the venues to
// be confirmed anew one by one, the sittings those of the sessions given, by the session
// they were made of. Repeating it changes nothing. It returns [ErrNoBanquet] where last
// year's is none.
func (s *Service) Copy(ctx context.Context, from events.ID, e events.Event, sessions map[events.SessionID]events.Session) (Edition, error) {
	old, err := s.Edition(ctx, from)
	if err != nil {
		return Edition{}, err
	}
	now := Edition{ID: e.ID, TableSeats: old.TableSeats, Shares: old.Shares, Places: old.Places, From: from, Synthetic: e.Synthetic}
	now.DishBy, now.ChangeUntil = evening(e.Starts, 3), evening(e.Starts, 1)
	now.Stages(e.Starts)
	for _, x := range old.Sittings {
		session, ok := sessions[x.Session]
		if !ok {
			continue
		}
		pool := strings.Replace(x.Pool, string(x.Session), string(session.ID), 1)
		now.Sittings = append(now.Sittings, Sitting{Session: session.ID, Kind: x.Kind, Pool: pool, Starts: session.Starts, Ends: session.Ends})
	}
	venues, err := s.Venues(ctx, from)
	if err != nil {
		return now, err
	}
	for i := range venues {
		v := &venues[i]
		v.ID, v.Edition, v.State, v.Reason, v.By, v.At, v.Rev = NewVenueID(e.ID, v.Code), e.ID, VenueAsked, "", "", time.Time{}, 0
	}
	if len(venues) > 0 {
		if err := added(s.Store.Venues.Add(ctx, venues...)); err != nil {
			return now, err
		}
	}
	return now, added(s.Store.Editions.Add(ctx, now))
}

// added is nil where all are there, now or before.
func added(answers []error, err error) error {
	for _, a := range answers {
		if a != nil && !errors.Is(a, community.ErrExists) {
			err = errors.Join(err, a)
		}
	}
	return err
}

// evening is six o'clock so many days before.
func evening(starts time.Time, days int) time.Time {
	d := starts.In(events.Zone).AddDate(0, 0, -days)
	return time.Date(d.Year(), d.Month(), d.Day(), 18, 0, 0, 0, events.Zone)
}

// SetVenue confirms a venue for its edition, or closes it for a reason. rev is the Rev
// the caller has seen.
func (s *Service) SetVenue(ctx context.Context, edition events.ID, code string, rev int64, state VenueState, reason, by string) (Venue, error) {
	reason = strings.TrimSpace(reason)
	if state != VenueOpen && (state != VenueClosed || reason == "") {
		return Venue{}, ErrVenueState
	}
	return s.Store.Venues.Change(ctx, NewVenueID(edition, code), func(v *Venue) error {
		if v.Rev != rev {
			return ErrVenueChange
		}
		v.State, v.Reason, v.By, v.At = state, reason, by, s.Now()
		v.Rev++
		return nil
	})
}

// Ready says whether every venue of an edition was confirmed or closed, [ErrVenuesAsked]
// with detail "venues" where some were not. An event that is no banquet is ready.
func (s *Service) Ready(ctx context.Context, edition events.ID) error {
	if _, err := s.Edition(ctx, edition); errors.Is(err, ErrNoBanquet) {
		return nil
	} else if err != nil {
		return err
	}
	venues, err := s.Venues(ctx, edition)
	if err != nil {
		return err
	}
	var asked []string
	for _, v := range venues {
		if v.State == VenueAsked {
			asked = append(asked, v.Name)
		}
	}
	if len(asked) > 0 {
		return ErrVenuesAsked.With("venues", asked)
	}
	return nil
}
