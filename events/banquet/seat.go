package banquet

import (
	"context"
	"errors"

	"wanjia/events"
	"wanjia/events/community"
)

// Seated is where a household sits by a published seating.
type Seated struct {
	Household community.HouseholdID
	Session   events.SessionID
	Where     Spot // none while there is none
}

// sits notes where a household is told that it sits, and says whether that is news to it.
func (r *Registration) sits(at Spot) bool {
	where := at.key()
	if where != "" {
		where = string(r.Session) + " " + where
	}
	if r.Seat == where {
		return false
	}
	r.Seat = where
	return true
}

// TellSeat tells a household where it sits: once for each place it comes to, whoever asks and
// however often. A household that is not registered for that meal any more is told nothing.
func (s *Service) TellSeat(ctx context.Context, edition events.ID, n Seated) error {
	e, err := s.Edition(ctx, edition)
	if errors.Is(err, ErrNoBanquet) {
		return nil // nobody registers for it here
	}
	if err != nil {
		return err
	}
	_, err = s.write(ctx, NewRegistrationID(edition, n.Household), func(r *Registration) error {
		if r.State != Confirmed || r.Mode != ByMeal || r.Session != n.Session {
			return errAsItWas
		}
		first := r.Seat == ""
		if !r.sits(n.Where) {
			return errAsItWas
		}
		r.Cause = nil // of what they were told before
		switch where := n.Where.Words(); {
		case n.Where.None():
			r.letter(s.Now(), "banquet_unseated", unseatedWords(e, *r))
		case first:
			r.letter(s.Now(), "banquet_seat", seatWords(e, *r, where))
		default:
			r.letter(s.Now(), "banquet_seat_moved", seatMovedWords(e, *r, where))
		}
		return nil
	})
	if errors.Is(err, errAsItWas) || errors.Is(err, ErrNoRegistration) {
		return nil
	}
	return err
}
