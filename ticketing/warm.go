package ticketing

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// warmBefore is how long before its opening a pool is put into the stock.
const warmBefore = 5 * time.Minute

// warm puts the pools that are open, or soon will be, into a stock that does not know
// them: a new one, or one that has lost them. Else the first press would, and everybody
// who comes at the opening would wait for that one.
func (s *Service) warm(ctx context.Context, pools []Pool, counts []Count) error {
	now := s.Now()
	var errs []error
	for i, p := range pools {
		if counts[i].Known || p.Removed || now.Before(p.Opens.Add(-warmBefore)) || !now.Before(p.Until()) {
			continue
		}
		if err := s.warmOne(ctx, p.ID); err != nil && !errors.Is(err, ErrRebuilding) {
			errs = append(errs, fmt.Errorf("put pool %s into the stock: %w", p.ID, err))
		}
	}
	return errors.Join(errs...)
}

// warmOne looks again, as what came since may have brought the pool there.
func (s *Service) warmOne(ctx context.Context, id PoolID) error {
	p, err := s.Pools.Fresh(ctx, id)
	if err != nil {
		return err
	}
	counts, err := s.Stock.Counts(ctx, []Pool{p})
	if err != nil || counts[0].Known {
		return err
	}
	return s.rebuild(ctx, id)
}
