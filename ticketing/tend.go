package ticketing

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// tended is how long after its close a pool's unfinished changes are looked for.
const tended = 24 * time.Hour

// Tend finishes what stopped halfway: pools that are to be made, changes of size under
// way, fences whose document was never written. It puts the pools that are open, or about
// to be, into a stock that does not know them, and releases the shares whose date has
// come. Safe to repeat and in many processes.
func (s *Service) Tend(ctx context.Context) error {
	ledgers, err := s.Ledgers.Unfinished(ctx)
	errs := []error{err}
	for _, l := range ledgers {
		_, err := s.finishLedger(ctx, l)
		errs = append(errs, err)
	}
	pools, err := s.Pools.AllPools(ctx, s.Now().Add(-tended))
	if err != nil {
		return errors.Join(append(errs, fmt.Errorf("tend: list pools: %w", err))...)
	}
	if counts, err := s.Stock.Counts(ctx, pools); err != nil {
		errs = append(errs, fmt.Errorf("tend: count places: %w", err))
	} else {
		errs = append(errs, s.raiseFenced(ctx, pools, counts), s.warm(ctx, pools, counts)) // else the rest would wait for them
	}
	for _, p := range pools {
		if p.Work == nil {
			continue
		}
		_, err := s.settledPool(ctx, p.ID)
		errs = append(errs, err)
	}
	return errors.Join(append(errs, s.ReleaseShares(ctx))...)
}

// fencedFor is how long a fence may stand before its document counts as never
// written. Who writes it later after all finds the document changed.
const fencedFor = 500 * time.Millisecond

// raiseFenced raises the revision of pools whose fence was raised by a process that
// died before it wrote: until then nobody gets in.
func (s *Service) raiseFenced(ctx context.Context, pools []Pool, counts []Count) error {
	var fenced []Pool
	for i, c := range counts {
		if c.Known && c.Rev > pools[i].Rev {
			fenced = append(fenced, pools[i])
		}
	}
	if len(fenced) == 0 {
		return nil
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(fencedFor):
	}
	counts, err := s.Stock.Counts(ctx, fenced)
	if err != nil {
		return fmt.Errorf("count places: %w", err)
	}
	var errs []error
	for i, was := range fenced {
		if counts[i].Rev <= was.Rev {
			continue
		}
		err := s.raise(ctx, was.ID, counts[i].Rev)
		s.Log.WarnContext(ctx, "pool was fenced and not written", "pool", was.ID, "rev", counts[i].Rev, "err", err)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
