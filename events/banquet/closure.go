package banquet

import (
	"context"
	"errors"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/community"
)

// Reseated is what became of a household when a venue could not be used any more.
type Reseated struct {
	Household community.HouseholdID
	Version   string // of the seating; each is told of once
	Where     Spot   // none for no place any more
	Why       Cause
}

// Reseat has a registration follow a change of the seating nobody of the household asked
// for, and tells them: of their new places, or that the meal is brought to everybody who
// was to come. The places of the latter are taken out of the stock, not given to others:
// they were in a venue that is closed. Repeating it changes nothing, and neither does what
// is said of a household that is not registered for a meal any more.
func (s *Service) Reseat(ctx context.Context, edition events.ID, n Reseated) error {
	e, err := s.Edition(ctx, edition)
	if err != nil {
		return err
	}
	r, err := s.write(ctx, NewRegistrationID(edition, n.Household), func(r *Registration) error {
		if r.State != Confirmed || r.Mode != ByMeal || r.Told == n.Version {
			return errAsItWas
		}
		r.Told = n.Version
		why := n.Why.Words()
		if !n.Where.None() {
			if !r.sits(n.Where) {
				return errAsItWas // they were told of it already
			}
			r.Cause = &n.Why
			r.letter(s.Now(), "banquet_moved", movedWords(e, *r, why, n.Where.Words()))
			return nil
		}
		for i := range r.People {
			if r.People[i].Way == Comes {
				r.People[i].Way = AtHome
			}
		}
		if r.Claim != "" {
			r.Withdrawn = append(slices.Clone(r.Withdrawn), Taken{Claim: r.Claim, Why: n.Why.brought().ZH, Cause: &n.Why})
		}
		r.Mode, r.Session, r.Claim, r.Pool, r.Order, r.HighChairs, r.Seat = ByDelivery, "", "", "", 0, 0, ""
		r.Cause = &n.Why
		r.letter(s.Now(), "banquet_brought", broughtWords(e, *r, why))
		return nil
	})
	if errors.Is(err, errAsItWas) || errors.Is(err, ErrNoRegistration) {
		return nil
	}
	if err != nil {
		return err
	}
	_, err = s.freeAll(ctx, r)
	return err
}

// errAsItWas ends a change that has nothing to change.
var errAsItWas = errors.New("nothing is to be changed")

// Taken is a claim that is taken away from a household, and why.
type Taken struct {
	Claim string `json:"claim"`
	Why   string `json:"why"`             // in Chinese
	Cause *Cause `json:"cause,omitempty"` // nil for one of before there were any
}

// words says why it is taken away.
func (t Taken) words() events.Text {
	if t.Cause == nil {
		return events.Text{ZH: t.Why}
	}
	return t.Cause.brought()
}

// CloseVenue closes a venue for a reason, whatever is known of it; closed already, it stays
// as it is.
func (s *Service) CloseVenue(ctx context.Context, edition events.ID, code, reason, by string) (Venue, error) {
	v, err := s.Store.Venues.Change(ctx, NewVenueID(edition, code), func(v *Venue) error {
		if v.State == VenueClosed {
			return errAsItWas
		}
		v.State, v.Reason, v.By, v.At = VenueClosed, reason, by, s.Now()
		v.Rev++
		return nil
	})
	if errors.Is(err, errAsItWas) {
		return s.Store.Venues.Get(ctx, NewVenueID(edition, code))
	}
	return v, err
}

// OpenVenue has a venue be used again, whatever is known of it.
func (s *Service) OpenVenue(ctx context.Context, edition events.ID, code, reason, by string) error {
	_, err := s.Store.Venues.Change(ctx, NewVenueID(edition, code), func(v *Venue) error {
		v.State, v.Reason, v.By, v.At = VenueOpen, reason, by, s.Now()
		v.Rev++
		return nil
	})
	return err
}

// Upcoming are the meals of an edition that have not begun.
func (e Edition) Upcoming(now time.Time) (list []Sitting) {
	for _, x := range e.Sittings {
		if x.Kind == Meal && now.Before(x.Starts) {
			list = append(list, x)
		}
	}
	return list
}
