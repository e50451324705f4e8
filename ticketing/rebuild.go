package ticketing

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// rebuild writes the pool's stock anew from the claims, under a new epoch. It
// returns nil when the pool is in order again, whoever did it, and
// [ErrRebuilding] when somebody else is still at it.
//
// Whoever finds the pool out of order while this process rebuilds it waits for that:
// at the opening, the first press builds it, and hundreds come with the first.
func (s *Service) rebuild(ctx context.Context, id PoolID) error {
	s.rebuilds.mu.Lock()
	if other, ok := s.rebuilds.running[id]; ok {
		s.rebuilds.mu.Unlock()
		select {
		case <-other.done:
			return other.err
		case <-ctx.Done():
			return ErrRebuilding
		}
	}
	run := &rebuildRun{done: make(chan struct{}), err: ErrRebuilding}
	if s.rebuilds.running == nil {
		s.rebuilds.running = map[PoolID]*rebuildRun{}
	}
	s.rebuilds.running[id] = run
	s.rebuilds.mu.Unlock()
	defer func() { // also when it panics: nobody may wait for ever
		s.rebuilds.mu.Lock()
		delete(s.rebuilds.running, id)
		s.rebuilds.mu.Unlock()
		close(run.done)
	}()
	// Others wait for it, so that the one who began it leaving does not end it.
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), rebuildWithin)
	defer cancel()
	run.err = s.rebuildAlone(bounded, id)
	return run.err
}

// rebuilds are those under way in this process.
type rebuilds struct {
	mu      sync.Mutex
	running map[PoolID]*rebuildRun
}

type rebuildRun struct {
	done chan struct{} // closed once err is set
	err  error
}

// rebuildWithin bounds a rebuild; it is shorter than its lock.
const rebuildWithin = 10 * time.Second

func (s *Service) rebuildAlone(ctx context.Context, id PoolID) error {
	unlock, ok, err := s.Stock.Lock(ctx, id)
	if err != nil {
		return fmt.Errorf("lock pool %s for rebuilding: %w", id, err)
	}
	if !ok {
		return ErrRebuilding
	}
	defer unlock()
	started := time.Now()
	pool, err := s.Pools.RaiseEpoch(ctx, id)
	if err != nil {
		return fmt.Errorf("raise the epoch of pool %s: %w", id, err)
	}
	owned, err := s.Claims.Owned(ctx, id)
	if err != nil {
		return fmt.Errorf("read the claims of pool %s: %w", id, err)
	}
	waiting, err := s.Waits.OnList(ctx, id, mostWaiting)
	if err != nil {
		return fmt.Errorf("read the waiting list of pool %s: %w", id, err)
	}
	ok, err = s.Stock.Rebuild(ctx, pool, owned, len(waiting))
	if err != nil {
		return fmt.Errorf("rebuild pool %s: %w", id, err)
	}
	if !ok {
		return ErrRebuilding
	}
	// A change of the document that was written meanwhile told a stock that knew
	// nothing of the pool.
	if changed, err := s.Pools.Fresh(ctx, id); err == nil && changed.Rev > pool.Rev {
		if _, err := s.Stock.Fence(ctx, changed, nil); err != nil {
			return fmt.Errorf("tell the stock of pool %s of its revision: %w", id, err)
		}
	}
	s.Log.InfoContext(ctx, "pool rebuilt", "pool", id, "epoch", pool.Epoch, "claims", len(owned), "took", time.Since(started).String())
	return nil
}
