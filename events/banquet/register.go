package banquet

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
)

// claiming is how long a registration is kept for a press whose places are not held
// yet: longer than a press takes, shorter than a hold.
const claiming = 2 * time.Minute

// childBelow is the age under which somebody may not come alone.
const childBelow = 14

// Applicant is who registers a household, or changes what it does.
type Applicant struct {
	Household community.HouseholdID
	Person    community.PersonID // of the household, for whom it is and who is told
	Account   string
	Name      string // of whoever acts, masked: others of the household are told
	Agent     string // who acts by office or for somebody else, "" for one of the household
	Channel   string // online, building_head, hotline
	Consent   string // how the household agreed, where it is by office
	Witness   string
	Key       string // of the press: a retry has the same
}

// office says whether it is somebody who acts by office.
func (a Applicant) office() bool { return a.Channel == "building_head" || a.Channel == "hotline" }

// Begin registers a household. Where somebody comes, places are held for ten minutes
// and the registration is to be confirmed; else it is confirmed at once. The same press
// again finds what the first one made.
//
// Whoever comes second, in whatever channel and be it in the same moment, is refused
// with [ErrRegistered] and told by whom. It also returns the errors of
// [Registration.Put], [ErrTooLate], and what the places are refused with; then what was
// wanted stays written down, to begin from again.
func (s *Service) Begin(ctx context.Context, edition events.ID, a Applicant, w Wanted) (Registration, error) {
	e, r, err := s.draft(ctx, edition, a, w)
	if err != nil {
		return Registration{}, err
	}
	r, err = s.occupy(ctx, e, r)
	if err != nil || r.State != Held || r.Claim != "" {
		return r, err
	}
	place, err := s.Places.Hold(ctx, s.request(r))
	if claim := s.standing(ctx, err); claim != "" {
		return s.adopt(ctx, e, r, claim)
	}
	if err != nil {
		return r, s.unheld(ctx, r, err)
	}
	return s.write(ctx, r.ID, func(r *Registration) error {
		r.Claim, r.Until = place.Claim, place.Until
		r.letter(s.Now(), "banquet_held", s.heldWords(e, *r))
		return nil
	})
}

// draft is the registration somebody asks for, not stored yet.
func (s *Service) draft(ctx context.Context, edition events.ID, a Applicant, w Wanted) (Edition, Registration, error) {
	e, err := s.Edition(ctx, edition)
	if err == nil && !a.office() && !s.Now().Before(e.ChangeUntil) {
		err = ErrTooLate
	}
	if err != nil {
		return e, Registration{}, err
	}
	own, building, err := s.home(ctx, a.Household)
	if err != nil {
		return e, Registration{}, err
	}
	now := s.Now()
	r := Registration{
		ID: NewRegistrationID(edition, a.Household), Edition: edition, Household: a.Household, Building: building,
		Holder: string(a.Person), Channel: a.Channel, By: a.Account, ByName: a.Name, Agent: a.Agent, Consent: a.Consent, Witness: a.Witness,
		Key: digest(string(edition), string(a.Household), a.Account, a.Key), At: now, Changed: now,
	}
	if err := r.Put(e, own, w); err != nil {
		return e, r, err
	}
	r.State = Confirmed
	if r.Mode == ByMeal || r.Mode == ByWalk {
		sitting, _ := e.Sitting(r.Session)
		r.State, r.Pool, r.Until = Held, sitting.Pool, now.Add(claiming)
		return e, r, nil
	}
	r.Done = now
	return e, r, nil
}

// home returns who lives in a household, with whether each is a child, and its building.
func (s *Service) home(ctx context.Context, id community.HouseholdID) (map[community.PersonID]bool, community.NodeID, error) {
	people, err := s.Residents.PeopleOf(ctx, id)
	if err != nil {
		return nil, "", err
	}
	own, building := map[community.PersonID]bool{}, community.NodeID("")
	for _, p := range people {
		if !p.Live() || !p.Away.IsZero() {
			continue
		}
		age, known := community.Age(p.Born, s.Now())
		own[p.ID], building = known && age < childBelow, p.Building
	}
	if len(own) == 0 {
		return nil, "", community.ErrNoHousehold
	}
	return own, building, nil
}

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
		r.letter(s.Now(), "banquet_registered", s.registeredWords(e, *r))
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
			now.letter(s.Now(), "banquet_registered", s.registeredWords(e, *now))
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

// Wait puts a household on the waiting list of a sitting that is full, as one party.
func (s *Service) Wait(ctx context.Context, edition events.ID, a Applicant, w Wanted) (Registration, error) {
	e, r, err := s.draft(ctx, edition, a, w)
	if err != nil {
		return Registration{}, err
	}
	if r.State != Held {
		return Registration{}, ErrNobodyComes
	}
	r, err = s.occupy(ctx, e, r)
	if err != nil || r.State != Held || r.Claim != "" {
		return r, err
	}
	place, err := s.Places.Wait(ctx, s.request(r))
	if claim := s.standing(ctx, err); claim != "" {
		return s.adopt(ctx, e, r, claim)
	}
	if err != nil {
		return r, s.unheld(ctx, r, err)
	}
	return s.write(ctx, r.ID, func(r *Registration) error {
		r.State, r.Claim, r.Until = Waiting, place.Claim, time.Time{}
		r.letter(s.Now(), "banquet_waiting", s.waitingWords(e, *r))
		return nil
	})
}

// request asks for the places of a registration.
func (s *Service) request(r Registration) PlaceRequest {
	return PlaceRequest{
		Pool: r.Pool, Holder: r.Holder, Household: r.Household, Agent: r.Agent, Channel: r.Channel,
		Party: r.Come(), Children: r.Children(), Key: r.Key,
	}
}

// write changes a registration in one step of its document and sends what it caused.
func (s *Service) write(ctx context.Context, id RegistrationID, change func(*Registration) error) (Registration, error) {
	r, err := s.Store.Registrations.Change(ctx, id, func(r *Registration) error {
		if err := change(r); err != nil {
			return err
		}
		r.Rev++
		r.Changed = s.Now()
		return nil
	})
	if err == nil {
		s.send(ctx, r)
	}
	return r, err
}

// digest is a key made of parts, for ids that are the same for the same press.
func digest(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return strings.ToLower(base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(sum[:])[:26])
}

// free are the claims a registration does not need any more.
func (r *Registration) free(claim string) {
	if claim != "" && !slices.Contains(r.Freed, claim) {
		r.Freed = append(slices.Clone(r.Freed), claim)
	}
}
