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
