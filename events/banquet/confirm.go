package banquet

import (
	"context"
	"errors"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
)

// Extend keeps the places of a registration for ten minutes more, once.
func (s *Service) Extend(ctx context.Context, edition events.ID, household community.HouseholdID) (Registration, error) {
	r, err := s.held(ctx, edition, household)
	if err != nil {
		return r, err
	}
	place, err := s.Places.Extend(ctx, s.request(r), r.Claim)
	if err != nil {
		return r, s.missed(ctx, r, err)
	}
	return s.write(ctx, r.ID, func(r *Registration) error {
		r.Until, r.Extended = place.Until, true
		return nil
	})
}

// Confirm makes a registration whose places are held final. Repeating it answers the
// same. A hold that has ended is never confirmed: the registration has lapsed then, and
// what was wanted stays written down.
func (s *Service) Confirm(ctx context.Context, edition events.ID, household community.HouseholdID) (Registration, error) {
	r, err := s.Settle(ctx, NewRegistrationID(edition, household))
	if err != nil || r.State == Confirmed {
		return r, err
	}
	if r.State == Offered {
		return s.accept(ctx, r)
	}
	if r.State != Held || r.Claim == "" {
		return r, ErrNotHeld
	}
	place, err := s.Places.Confirm(ctx, s.request(r), r.Claim)
	if claim := s.standing(ctx, err); claim != "" {
		e, err := s.Edition(ctx, edition)
		if err != nil {
			return r, err
		}
		return s.adopt(ctx, e, r, claim)
	}
	if err != nil {
		return r, s.missed(ctx, r, err)
	}
	return s.confirm(ctx, r, place)
}

// accept takes up what a household that waited is offered.
func (s *Service) accept(ctx context.Context, r Registration) (Registration, error) {
	place, err := s.Places.Accept(ctx, r.Holder, r.Claim)
	if err != nil {
		_, again := s.Settle(ctx, r.ID)
		return r, errors.Join(err, again)
	}
	return s.confirm(ctx, r, place)
}

func (s *Service) confirm(ctx context.Context, r Registration, place Place) (Registration, error) {
	e, err := s.Edition(ctx, r.Edition)
	if err != nil {
		return r, err
	}
	return s.write(ctx, r.ID, func(now *Registration) error {
		if now.State == Confirmed && now.Claim == place.Claim {
			return nil
		}
		if now.Claim != place.Claim || !now.State.To(Confirmed) {
			return ErrNotHeld
		}
		now.confirmed(place, s.Now())
		if now.Home() > 0 || now.HighChairs > 0 { // of the places themselves the inventory tells
			now.letter(s.Now(), "banquet_registered", registeredWords(e, *now))
		}
		return nil
	})
}

// confirmed makes a registration one with places.
func (r *Registration) confirmed(p Place, at time.Time) {
	r.State, r.Claim, r.Pool, r.Holder, r.Order, r.Until = Confirmed, p.Claim, p.Pool, p.Holder, int(p.Order), time.Time{}
	if r.Done.IsZero() {
		r.Done = at
	}
}

// held returns a registration whose places are held, or [ErrNotHeld].
func (s *Service) held(ctx context.Context, edition events.ID, household community.HouseholdID) (Registration, error) {
	r, err := s.Settle(ctx, NewRegistrationID(edition, household))
	if err == nil && (r.State != Held || r.Claim == "") {
		err = ErrNotHeld
	}
	return r, err
}

// missed says what became of a hold that could not be kept.
func (s *Service) missed(ctx context.Context, r Registration, err error) error {
	if fault.Of(err).Code == "hold_lapsed" {
		_, settled := s.lapse(context.WithoutCancel(ctx), r)
		return errors.Join(err, settled)
	}
	return err
}

// Register begins and confirms in one: for whoever takes a call or stands at a door.
func (s *Service) Register(ctx context.Context, edition events.ID, a Applicant, w Wanted) (Registration, error) {
	r, err := s.Begin(ctx, edition, a, w)
	if err != nil || r.State != Held {
		return r, err
	}
	return s.Confirm(ctx, edition, a.Household)
}
