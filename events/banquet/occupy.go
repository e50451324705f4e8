package banquet

import (
	"context"
	"errors"
	"fmt"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
)

// occupy makes r the household's registration, in one step of its document: there is
// none, or one that is over. A repeat of the press that made the one that stands finds
// it as it is; anybody else is told who was first.
func (s *Service) occupy(ctx context.Context, e Edition, r Registration) (Registration, error) {
	for {
		fresh := r
		s.greet(e, &fresh)
		answers, err := s.Store.Registrations.Add(ctx, fresh)
		if err == nil {
			err = answers[0]
		}
		if !errors.Is(err, community.ErrExists) {
			if err == nil {
				s.send(ctx, fresh)
			}
			return fresh, err
		}
		if _, err := s.Settle(ctx, r.ID); err != nil && !errors.Is(err, ErrNoRegistration) {
			return r, err
		}
		again := false
		stands, err := s.Store.Registrations.Change(ctx, r.ID, func(was *Registration) error {
			again = was.Key == r.Key && was.State.Live()
			if again {
				return nil
			}
			if was.State.Live() {
				return registered(*was)
			}
			now := r
			now.Rev, now.Outbox, now.Freed = was.Rev+1, was.Outbox, was.Freed
			s.greet(e, &now)
			*was = now
			return nil
		})
		if errors.Is(err, ErrNoRegistration) { // it was forgotten in between
			continue
		}
		if err == nil && !again {
			s.send(ctx, stands)
		}
		return stands, err
	}
}

// greet tells whoever is registered at once: where places are held, it is told of these.
func (s *Service) greet(e Edition, r *Registration) {
	if r.State == Confirmed {
		r.letter(s.Now(), "banquet_registered", registeredWords(e, *r))
	}
}

// registered is the refusal of whoever comes second.
func registered(r Registration) error {
	return ErrRegistered.With("by", r.ByName).With("channel", r.Channel).With("at", r.At.In(events.Zone)).With("state", r.State)
}

// standing is the claim that a refusal says the household has already, "" for another
// refusal.
func (s *Service) standing(ctx context.Context, err error) string {
	f := fault.Of(err)
	if err == nil || f.Code != "already_claimed" {
		return ""
	}
	place, perr := s.Places.Place(ctx, detail(f, "claim"))
	if perr != nil || place.State != PlaceClaimed {
		return ""
	}
	return place.Claim
}

func detail(f *fault.Error, name string) string {
	if f.Details[name] == nil {
		return ""
	}
	return fmt.Sprint(f.Details[name]) // a name of a claim, of whatever type
}

// adopt registers a household by the places it has: somebody booked them on another page.
func (s *Service) adopt(ctx context.Context, e Edition, r Registration, claim string) (Registration, error) {
	place, err := s.Places.Place(ctx, claim)
	if err != nil {
		return r, err
	}
	sitting, ok := e.Sitting(place.Session)
	if !ok {
		return r, s.unheld(ctx, r, ErrNoSitting)
	}
	return s.write(ctx, r.ID, func(r *Registration) error {
		r.Session, r.Pool, r.Mode = place.Session, place.Pool, ByMeal
		if sitting.Kind == Walk {
			r.Mode = ByWalk
		}
		r.confirmed(place, s.Now())
		return nil
	})
}

// unheld gives the registration of a press up whose places were refused; where nobody
// knows whether they were, it lapses by itself. What was wanted stays in it.
func (s *Service) unheld(ctx context.Context, r Registration, refused error) error {
	if k := fault.Of(refused).Kind; k == fault.Unavailable || k == fault.Internal {
		return refused
	}
	_, err := s.write(context.WithoutCancel(ctx), r.ID, func(now *Registration) error {
		if now.State != Held || now.Key != r.Key || now.Claim != "" {
			return nil
		}
		now.State, now.Ended = Cancelled, s.Now()
		return nil
	})
	return errors.Join(refused, err)
}
