package banquet

import (
	"context"
	"errors"
	"slices"
	"time"

	"wanjia/events/community"
)

// KeptFor is how long what households did is kept after their banquet: until the next
// one is over, for which it says who came before.
const KeptFor = 400 * 24 * time.Hour

// ForgetPerson takes somebody out of what their household does: they are no guest any
// more and nobody to be told. A registration nobody is left in goes. Their places have
// been given back before. Safe to repeat.
func (s *Service) ForgetPerson(ctx context.Context, person community.PersonID, household community.HouseholdID) error {
	if household == "" {
		return nil
	}
	list, err := all(ctx, s.Store.Registrations, community.By{Index: "household", Prefix: string(household) + "/"})
	if err != nil {
		return err
	}
	for _, r := range list {
		if err := s.forgetGuest(ctx, r, person); err != nil {
			return err
		}
		dishes, err := s.DishesOf(ctx, r.Edition, household)
		if err != nil {
			return err
		}
		for _, d := range dishes {
			_, err := s.Store.Dishes.Change(ctx, d.ID, func(d *Dish) error {
				d.Shares = slices.Clone(d.Shares)
				for i := range d.Shares {
					if d.Shares[i].By == string(person) {
						d.Shares[i].By = ""
					}
				}
				return nil
			})
			if err != nil && !errors.Is(err, ErrNoDish) {
				return err
			}
		}
		k, err := s.KinOf(ctx, r.Edition, household)
		if errors.Is(err, ErrNoKin) {
			continue
		}
		if err == nil {
			_, err = s.Store.Kin.Change(ctx, k.ID, func(k *Kin) error {
				k.Members = slices.Clone(k.Members)
				for i := range k.Members {
					if k.Members[i].By == string(person) {
						k.Members[i].By = ""
					}
				}
				return nil
			})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) forgetGuest(ctx context.Context, r Registration, person community.PersonID) error {
	r, err := s.Store.Registrations.Change(ctx, r.ID, func(r *Registration) error {
		r.People = slices.DeleteFunc(slices.Clone(r.People), func(c Coming) bool { return c.Person == person })
		if r.Holder == string(person) {
			r.Holder, r.ByName, r.Outbox = "", "", nil
			if len(r.People) > 0 {
				r.Holder = string(r.People[0].Person)
			}
		}
		r.Rev++
		return nil
	})
	if errors.Is(err, ErrNoRegistration) {
		return nil
	}
	if err == nil && len(r.People) == 0 {
		err = s.Store.Registrations.Remove(ctx, r.ID)
	}
	return err
}

// Sweep forgets what households did at banquets that were over before the moment, and
// returns how many registrations went. What the dishes were stays, without who made
// them. Safe to repeat.
func (s *Service) Sweep(ctx context.Context, before time.Time) (int, error) {
	n := 0
	for e, err := range s.Store.Editions.All(ctx) {
		if err != nil {
			return n, err
		}
		over := slices.IndexFunc(e.Sittings, func(x Sitting) bool { return !x.Ends.Before(before) }) < 0
		if !over {
			continue
		}
		list, err := all(ctx, s.Store.Registrations, community.By{Index: "begun", Prefix: string(e.ID) + "/"})
		if err != nil {
			return n, err
		}
		for _, r := range list {
			if err := s.Store.Registrations.Remove(ctx, r.ID); err != nil {
				return n, err
			}
			n++
		}
		groups, err := all(ctx, s.Store.Kin, community.By{Index: "edition", Prefix: string(e.ID) + "/"})
		if err != nil {
			return n, err
		}
		for _, k := range groups {
			if err := s.Store.Kin.Remove(ctx, k.ID); err != nil {
				return n, err
			}
		}
		if err := s.unnameDishes(ctx, e); err != nil {
			return n, err
		}
	}
	return n, nil
}

func (s *Service) unnameDishes(ctx context.Context, e Edition) error {
	dishes, err := s.Dishes(ctx, e.ID)
	if err != nil {
		return err
	}
	for _, d := range dishes {
		if len(d.Shares) == 0 {
			continue
		}
		_, err := s.Store.Dishes.Change(ctx, d.ID, func(d *Dish) error {
			d.Shares, d.For, d.Cook, d.Outbox = nil, nil, "", nil
			return nil
		})
		if err != nil && !errors.Is(err, ErrNoDish) {
			return err
		}
	}
	return nil
}

// Of returns what is kept of a household's registrations, of every edition.
func (s *Service) Of(ctx context.Context, household community.HouseholdID) ([]Registration, error) {
	return all(ctx, s.Store.Registrations, community.By{Index: "household", Prefix: string(household) + "/"})
}
