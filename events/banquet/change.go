package banquet

import (
	"context"
	"errors"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
)

// Change changes what a registered household does: who comes, to which sitting, whom it
// would like beside it. Places follow: more are taken, all or none; fewer go back; those
// of another sitting are owned before the old ones are given up.
//
// rev is the Rev the caller has seen. It returns [ErrNoRegistration], [ErrNotHeld],
// [ErrChanged], [ErrTooLate] on a page after the edition's ChangeUntil, the errors of
// [Registration.Put], and what places are refused with; the registration stays as it
// was then.
func (s *Service) Change(ctx context.Context, edition events.ID, a Applicant, rev int64, w Wanted) (Registration, error) {
	e, err := s.Edition(ctx, edition)
	if err != nil {
		return Registration{}, err
	}
	r, err := s.Settle(ctx, NewRegistrationID(edition, a.Household))
	switch {
	case err != nil:
		return r, err
	case r.State != Confirmed && r.State != Waiting:
		return r, ErrNotHeld
	case !a.office() && !s.Now().Before(e.ChangeUntil):
		return r, ErrTooLate
	}
	own, _, err := s.home(ctx, a.Household)
	if err != nil {
		return r, err
	}
	now := r
	if err := now.Put(e, own, w); err != nil {
		return r, err
	}
	key := digest(r.Key, a.Key)
	if slices.Contains(r.Pressed, key) {
		return r, nil
	}
	if r.Rev != rev {
		return r, ErrChanged
	}
	if r.State == Waiting && (now.Session != r.Session || now.Come() != r.Come() || now.Children() != r.Children()) {
		return r, ErrWaitingFixed
	}
	if now.OfflinePlaces() > r.OfflinePlaces() {
		if err := s.withinOffline(ctx, e, now); err != nil {
			return r, err
		}
	}
	place, err := s.follow(ctx, e, r, now, key)
	if err != nil {
		return r, err
	}
	r, err = s.write(ctx, r.ID, func(was *Registration) error {
		if was.State != r.State || was.Rev != r.Rev {
			return ErrChanged
		}
		was.Mode, was.Session, was.People, was.HighChairs, was.Wishes = now.Mode, now.Session, now.People, now.HighChairs, now.Wishes
		was.remember(key)
		was.Changes++
		was.Cause = nil
		switch {
		case r.State == Waiting:
			was.letter(s.Now(), "banquet_waiting_changed", waitingChangedWords(e, *was))
		case now.Come() == 0:
			was.free(r.Claim)
			was.Claim, was.Pool, was.Order = "", "", 0
			was.letter(s.Now(), "banquet_changed", changedWords(e, *was))
		default:
			was.confirmed(place, s.Now())
			// Of places the inventory tells, of what it does not know this does.
			if place.Claim == r.Claim && now.Come() == r.Come() || now.Home() != r.Home() || now.HighChairs != r.HighChairs {
				was.letter(s.Now(), "banquet_changed", changedWords(e, *was))
			}
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	return s.freeAll(ctx, r)
}

// ErrWaitingFixed: who waits keeps the place on the list only as the party they are.
var ErrWaitingFixed = fault.New(fault.Conflict, "banquet_waiting", "on the waiting list the number of people cannot be changed; leave it and begin again")

// follow has the places follow a change: it returns those the household has then.
func (s *Service) follow(ctx context.Context, e Edition, was, now Registration, key string) (Place, error) {
	kept := Place{Claim: was.Claim, Pool: was.Pool, Holder: was.Holder, Order: int64(was.Order)}
	if was.State == Waiting || now.Come() == 0 {
		return kept, nil
	}
	sitting, _ := e.Sitting(now.Session)
	request := s.request(now)
	request.Pool, request.Key = sitting.Pool, key
	switch {
	case was.Claim == "":
		held, err := s.Places.Hold(ctx, request)
		if err != nil {
			return kept, err
		}
		return s.Places.Confirm(ctx, request, held.Claim)
	case sitting.Pool != was.Pool:
		return s.Places.Move(ctx, request, was.Claim)
	case now.Come() != was.Come() || now.Children() != was.Children():
		place, err := s.Places.Resize(ctx, was.Holder, was.Claim, now.Come(), now.Children(), key)
		place.Order = max(place.Order, int64(was.Order))
		return place, err
	}
	return kept, nil
}

// remember keeps the last presses that changed it, so that a retry changes nothing.
func (r *Registration) remember(key string) {
	r.Pressed = append(slices.Clone(r.Pressed), key)
	if len(r.Pressed) > 16 {
		r.Pressed = r.Pressed[1:]
	}
}

// GiveBack ends a household's registration; its places go to whoever waits. Repeating
// it changes nothing. Its dish stays: it is given up on its own.
//
// rev is the Rev the caller has seen, -1 for whoever means it as it stands now. It returns
// [ErrChanged] where the household has changed what it does since, [ErrTooLate] on a page
// after the edition's ChangeUntil, and [ErrNotHeld].
func (s *Service) GiveBack(ctx context.Context, edition events.ID, a Applicant, rev int64) (Registration, error) {
	e, err := s.Edition(ctx, edition)
	if err != nil {
		return Registration{}, err
	}
	r, err := s.Settle(ctx, NewRegistrationID(edition, a.Household))
	switch {
	case err != nil || !r.State.Live():
		return r, err
	case !a.office() && !s.Now().Before(e.ChangeUntil):
		return r, ErrTooLate
	case rev >= 0 && rev != r.Rev:
		return r, ErrChanged
	case !r.State.To(Cancelled):
		return r, ErrNotHeld
	}
	r, err = s.write(ctx, r.ID, func(r *Registration) error {
		if !r.State.Live() {
			return nil
		}
		if rev >= 0 && rev != r.Rev {
			return ErrChanged
		}
		if r.State == Held {
			r.Drop = r.Claim
		} else {
			r.free(r.Claim)
		}
		switch {
		case r.State == Waiting || r.State == Offered:
			r.letter(s.Now(), "banquet_cancelled", leftWaitingWords(e, *r))
		case r.Claim == "" || r.State == Held || r.Home() > 0: // of places alone the inventory tells
			r.letter(s.Now(), "banquet_cancelled", cancelledWords(e, *r))
		}
		r.State, r.Ended, r.Until, r.Claim = Cancelled, s.Now(), time.Time{}, ""
		return nil
	})
	if err != nil {
		return r, err
	}
	return s.freeAll(ctx, r)
}

// freeAll gives back the claims a registration does not need any more. What cannot be
// given back now is left to the next round.
func (s *Service) freeAll(ctx context.Context, r Registration) (Registration, error) {
	if len(r.Freed) == 0 && r.Drop == "" && len(r.Withdrawn) == 0 {
		return r, nil
	}
	freed, drop, withdrawn := r.Freed, r.Drop, r.Withdrawn
	var errs []error
	for _, w := range withdrawn {
		errs = append(errs, s.Places.Withdraw(ctx, w.Claim, w.words()))
	}
	for _, claim := range freed {
		errs = append(errs, s.Places.Release(ctx, r.Holder, claim))
	}
	if drop != "" {
		errs = append(errs, s.Places.Drop(ctx, s.request(r), drop))
	}
	if err := errors.Join(errs...); err != nil {
		s.Log.WarnContext(ctx, "places of a registration left to the next round", "registration", r.ID, "err", err)
		return r, nil
	}
	return s.Store.Registrations.Change(ctx, r.ID, func(r *Registration) error {
		r.Freed = slices.DeleteFunc(slices.Clone(r.Freed), func(c string) bool { return slices.Contains(freed, c) })
		r.Withdrawn = slices.DeleteFunc(slices.Clone(r.Withdrawn), func(w Taken) bool {
			return slices.ContainsFunc(withdrawn, func(gone Taken) bool { return gone.Claim == w.Claim })
		})
		if r.Drop == drop {
			r.Drop = ""
		}
		return nil
	})
}

// Settle brings a registration up to what became of its places, and returns it: a hold
// that has ended has lapsed, unless it was confirmed; who waited may have been offered
// places, or have them. Safe to repeat.
func (s *Service) Settle(ctx context.Context, id RegistrationID) (Registration, error) {
	r, err := s.Store.Registrations.Get(ctx, id)
	if err != nil {
		return r, err
	}
	if r, err = s.freeAll(ctx, r); err != nil {
		return r, err
	}
	switch {
	case r.State == Held && s.Now().Before(r.Until), !r.State.Live(), r.Claim == "" && r.State != Held:
		return r, nil
	case r.Claim == "":
		return s.lapse(ctx, r)
	}
	place, err := s.Places.Place(ctx, r.Claim)
	if err != nil {
		return r, err
	}
	switch {
	case place.State == PlaceClaimed && r.State != Confirmed:
		return s.confirm(ctx, r, place)
	case place.State == PlaceOffered && r.State == Waiting:
		return s.write(ctx, r.ID, func(now *Registration) error {
			if now.State == Waiting && now.Claim == r.Claim {
				now.State, now.Until = Offered, place.Until
			}
			return nil
		})
	case place.State == PlaceOver && r.State == Confirmed:
		return s.write(ctx, r.ID, func(now *Registration) error {
			if now.State == Confirmed && now.Claim == r.Claim {
				now.State, now.Ended = Cancelled, s.Now()
			}
			return nil
		})
	case place.State == PlaceOver, place.State == PlaceNone && r.State == Held:
		return s.lapse(ctx, r)
	}
	return r, nil
}

// lapse ends a hold, or an offer, that was not taken up.
func (s *Service) lapse(ctx context.Context, r Registration) (Registration, error) {
	e, err := s.Edition(ctx, r.Edition)
	if err != nil {
		return r, err
	}
	return s.write(ctx, r.ID, func(now *Registration) error {
		if now.Claim != r.Claim || now.State != r.State || !now.State.To(Lapsed) {
			return nil
		}
		if now.State == Held && now.Claim != "" { // of offers the inventory tells
			now.letter(s.Now(), "banquet_lapsed", lapsedWords(e, *now))
		}
		now.State, now.Ended = Lapsed, s.Now()
		return nil
	})
}

// Tend settles the registrations whose time has come, and sends what could not be sent.
// Safe to repeat and in several workers.
func (s *Service) Tend(ctx context.Context) error {
	var errs []error
	for by, prefix := range map[string]string{"due": "", "outbox": "", "freeing": ""} {
		list, err := all(ctx, s.Store.Registrations, community.By{Index: by, Prefix: prefix})
		errs = append(errs, err)
		for _, r := range list {
			s.send(ctx, r)
			if _, err := s.Settle(ctx, r.ID); err != nil && !errors.Is(err, ErrNoRegistration) {
				errs = append(errs, err)
			}
		}
	}
	return errors.Join(append(errs, s.tendLetters(ctx), s.tendRecalls(ctx))...)
}
