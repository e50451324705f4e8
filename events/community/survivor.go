package community

import (
	"context"
	"errors"
	"fmt"
)

// mostMerges is how often a record may have been merged on; data that was damaged
// may point in a ring.
const mostMerges = 16

// Survivor follows a record to the one it was merged into, which stands for the
// person now. It returns [ErrNoPerson] for one that is not there, and where the
// person was removed.
func (s *Service) Survivor(ctx context.Context, id PersonID) (Person, error) {
	p, err := s.lastRecord(ctx, id)
	if err == nil && !p.Removed.IsZero() {
		err = ErrNoPerson
	}
	if err != nil {
		return Person{}, err
	}
	return p, nil
}

// lastRecord is Survivor for somebody who may have been removed.
func (s *Service) lastRecord(ctx context.Context, id PersonID) (Person, error) {
	for range mostMerges {
		p, err := s.Store.People.Get(ctx, id)
		switch {
		case errors.Is(err, ErrNoPerson):
			return Person{}, ErrNoPerson
		case err != nil:
			return Person{}, fmt.Errorf("read person: %w", err)
		case p.MergedInto == "":
			return p, nil
		}
		id = p.MergedInto
	}
	return Person{}, ErrNoPerson
}

// Records lists the ids of every record of the person an id stands for: those merged
// into the one that counts, and that one last, also where the person was removed. It
// returns [ErrNoPerson].
func (s *Service) Records(ctx context.Context, id PersonID) ([]PersonID, error) {
	p, err := s.lastRecord(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.recordsOf(ctx, p.ID)
}

// survivors follows several, leaving out whom nobody stands for any more.
func (s *Service) survivors(ctx context.Context, ids ...PersonID) ([]Person, error) {
	list, err := s.Store.People.Many(ctx, ids)
	if err != nil {
		return nil, fmt.Errorf("read people: %w", err)
	}
	left := list[:0]
	for _, p := range list {
		if p.MergedInto != "" {
			last, err := s.Survivor(ctx, p.MergedInto)
			if errors.Is(err, ErrNoPerson) {
				continue
			}
			if err != nil {
				return nil, err
			}
			p = last
		}
		if p.Live() {
			left = append(left, p)
		}
	}
	return left, nil
}

// samePerson says whether two records are of one person, the second being the one
// that counts.
func (s *Service) samePerson(ctx context.Context, record, survivor PersonID) (bool, error) {
	if record == survivor || record == "" {
		return record == survivor, nil
	}
	p, err := s.lastRecord(ctx, record)
	if errors.Is(err, ErrNoPerson) {
		return false, nil
	}
	return err == nil && p.ID == survivor, err
}
