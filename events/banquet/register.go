package banquet

import (
	"context"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/community"
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
	if err := s.withinOffline(ctx, e, r); err != nil {
		return r, s.unheld(ctx, r, err)
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
		r.letter(s.Now(), "banquet_held", heldWords(e, *r))
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
		r.letter(s.Now(), "banquet_waiting", waitingWords(e, *r))
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
