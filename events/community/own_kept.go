package community

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// Kept is everything the community keeps about one person.
type Kept struct {
	Person     Person
	Merged     []Person // other records of theirs
	Household  *Household
	Consents   []Consent
	ActForThem []Relation
	TheyActFor []Relation
	Posts      []Post
	Teams      []Membership
	Volunteer  *Volunteer
	Portraits  []Portrait // photos for the duty roster
	CarePairs  []CarePair // as the one looked after, or as a helper; cards stay sealed
	Notices    []Notice   // to be told to them in person
}

// KeptAbout reads everything that is kept about somebody, those of their records that
// were merged too. It returns [ErrNoPerson].
func (s *Service) KeptAbout(ctx context.Context, person PersonID) (Kept, error) {
	var k Kept
	records, err := s.recordsOf(ctx, person)
	if err != nil {
		return k, err
	}
	for _, id := range records {
		if err := s.keptIn(ctx, id, &k); err != nil {
			return k, fmt.Errorf("what is kept in %s: %w", id, err)
		}
	}
	k.Person, k.Merged = k.Merged[len(k.Merged)-1], k.Merged[:len(k.Merged)-1]
	if k.Person.Household != "" {
		h, err := s.Store.Households.Get(ctx, k.Person.Household)
		if err != nil {
			return k, err
		}
		h.Expected = nil // people being written down are others
		k.Household = &h
	}
	for c, err := range s.Store.CarePairs.All(ctx) {
		if err != nil {
			return k, err
		}
		if slices.Contains(records, c.Person) || slices.ContainsFunc(c.Helpers, func(id PersonID) bool { return slices.Contains(records, id) }) {
			k.CarePairs = append(k.CarePairs, c)
		}
	}
	return k, nil
}

// keptIn adds what is kept under one record.
func (s *Service) keptIn(ctx context.Context, id PersonID, k *Kept) error {
	p, err := s.Store.People.Get(ctx, id)
	if err != nil {
		return err
	}
	k.Merged = append(k.Merged, p)
	by := By{Index: "person", Prefix: string(id) + "/", Limit: 1000}
	for {
		page, next, err := s.Store.Consents.List(ctx, by)
		if err != nil {
			return err
		}
		k.Consents = append(k.Consents, page...)
		if next == "" {
			break
		}
		by.After = next
	}
	to, err := s.relations(ctx, "person", string(id))
	if err != nil {
		return err
	}
	of, err := s.relations(ctx, "agent", string(id))
	if err != nil {
		return err
	}
	posts, err := s.PostsOf(ctx, id)
	if err != nil {
		return err
	}
	teams, err := s.MembershipsOf(ctx, id)
	if err != nil {
		return err
	}
	portraits, err := s.Store.Portraits.Many(ctx, []PersonID{id})
	if err != nil {
		return err
	}
	k.Portraits = append(k.Portraits, portraits...)
	k.ActForThem, k.TheyActFor = append(k.ActForThem, to...), append(k.TheyActFor, of...)
	notices, err := s.NoticesFor(ctx, id)
	if err != nil {
		return err
	}
	k.Notices = append(k.Notices, notices...)
	k.Posts, k.Teams = append(k.Posts, posts...), append(k.Teams, teams...)
	switch v, err := s.Store.Volunteers.Get(ctx, id); {
	case err == nil:
		k.Volunteer = &v
	case !errors.Is(err, ErrNoPerson):
		return err
	}
	return nil
}
