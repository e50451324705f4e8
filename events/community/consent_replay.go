package community

import (
	"context"
	"errors"
	"fmt"
)

// Replayable says of some people whether what they performed may be seen again: whether
// their consent to [ForReplay] stands in the words of now, and of whoever is under 18
// that of a guardian. Whoever is nobody, or no longer, is not in it; a record that was
// merged into another stands for that one.
func (s *Service) Replayable(ctx context.Context, people []PersonID) (map[PersonID]bool, error) {
	found, err := s.Store.People.Many(ctx, people)
	if err != nil {
		return nil, fmt.Errorf("read who performs: %w", err)
	}
	out := make(map[PersonID]bool, len(found))
	for _, p := range found {
		id := p.ID
		if !p.Live() {
			if p, err = s.Survivor(ctx, id); errors.Is(err, ErrNoPerson) {
				continue
			} else if err != nil {
				return nil, err
			}
		}
		c, err := s.latest(ctx, p.ID, ForReplay)
		if err != nil {
			return nil, err
		}
		age, known := Age(p.Born, s.Now())
		alone := known && age < 18 && (c.By == "" || c.By == p.ID)
		out[id] = c.Stands() && c.Version == ConsentVersion && !alone
	}
	return out, nil
}
