package community

import (
	"context"
	"errors"
	"fmt"
)

// WithdrawConsent takes a consent back, and what was done because of it: without
// [ForAgent] nobody acts for them any more, but for the guardians of a child; without
// [ForRoster] their posts are shown without them, without [ForDutyPhoto] their photo is
// taken away; without [ForNeeds] their needs are
// forgotten, without [ForCareCard] the card. Repeating it changes nothing more, and
// finishes one that was cut short. It returns [ErrNoConsent] where nothing was ever
// given, and [ErrDelete] for [ForService].
func (s *Service) WithdrawConsent(ctx context.Context, person PersonID, purpose Purpose) (Consent, error) {
	if purpose == ForService {
		return Consent{}, ErrDelete
	}
	c, err := s.latest(ctx, person, purpose)
	if err != nil {
		return Consent{}, err
	}
	if !c.Given { // also the zero consent
		return Consent{}, ErrNoConsent
	}
	// First the word, so that from now on nothing more is done on it.
	c, err = s.withdraw(ctx, c.ID)
	if err != nil {
		return Consent{}, err
	}
	return c, s.undoConsent(ctx, person, purpose)
}

func (s *Service) withdraw(ctx context.Context, id ConsentID) (Consent, error) {
	c, err := s.Store.Consents.Change(ctx, id, func(c *Consent) error {
		if c.Withdrawn.IsZero() {
			c.Withdrawn = s.Now()
		}
		return nil
	})
	if err != nil {
		return Consent{}, fmt.Errorf("withdraw consent: %w", err)
	}
	return c, nil
}

// undoConsent undoes what was done because of a consent.
func (s *Service) undoConsent(ctx context.Context, person PersonID, purpose Purpose) error {
	switch purpose {
	case ForAgent:
		relations, err := s.RelationsTo(ctx, person)
		if err != nil {
			return err
		}
		for _, r := range relations {
			if r.Kind != KindGuardian {
				err = errors.Join(err, s.closeRelation(ctx, r.ID))
			}
		}
		return err
	case ForRoster:
		return s.eachPost(ctx, "holder", person, func(p *Post) { p.Published = false })
	case ForDutyPhoto:
		return s.RemovePortrait(ctx, person)
	case ForNeeds:
		_, err := s.Store.People.Change(ctx, person, func(p *Person) error {
			p.Needs, p.Changed = nil, s.Now()
			return nil
		})
		return err
	case ForCareCard:
		return s.eachPair(ctx, person, func(c *CarePair) { c.Card = nil })
	}
	return nil
}

// eachPost changes the posts somebody holds, or of which they are the deputy.
func (s *Service) eachPost(ctx context.Context, index string, person PersonID, change func(*Post)) error {
	posts, _, err := s.Store.Posts.List(ctx, By{Index: index, Prefix: string(person) + "/", Limit: 1000})
	if err != nil {
		return fmt.Errorf("posts of a person: %w", err)
	}
	for _, p := range posts {
		_, cerr := s.Store.Posts.Change(ctx, p.ID, func(p *Post) error {
			if index == "holder" && p.Holder == person || index == "deputy" && p.Deputy == person {
				change(p)
			}
			return nil
		})
		err = errors.Join(err, cerr)
	}
	return err
}

func (s *Service) eachPair(ctx context.Context, person PersonID, change func(*CarePair)) error {
	pairs, _, err := s.Store.CarePairs.List(ctx, By{Index: "person", Prefix: string(person) + "/", Limit: 1000})
	if err != nil {
		return fmt.Errorf("care pairs of a person: %w", err)
	}
	for _, p := range pairs {
		_, cerr := s.Store.CarePairs.Change(ctx, p.ID, func(p *CarePair) error {
			change(p)
			return nil
		})
		err = errors.Join(err, cerr)
	}
	return err
}
