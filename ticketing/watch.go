package ticketing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// How the pools are watched.
const (
	lookAgain   = 25 * time.Second // longer than anything is on its way, 2 × pendingAge
	mendsWithin = time.Hour        // a pool that has to be mended again and again
	mostMends   = 3                // so often within that time is a person's
)

// Watched is what the last look at the pools found.
type Watched struct {
	At     time.Time    // when it ended; zero before the first
	Pools  int          // how many were looked at
	Mended []PoolID     // whose stock was written anew
	Person []Difference // what it must not mend by itself, or what comes back: somebody has to look
}

// watch is the last look of this process, and when it mended which pool.
type watch struct {
	mu    sync.Mutex
	last  Watched
	mends map[PoolID][]time.Time
}

// Watched returns what the last look of this process found.
func (s *Service) Watched() Watched {
	s.watch.mu.Lock()
	defer s.watch.mu.Unlock()
	return s.watch.last
}

// Watch compares the stock of every pool with its claims, as [Service.Reconcile] does,
// and writes the stock of those anew that still differ after a while. The documents are
// right, so that nobody loses anything by it. What lies between documents, and a pool
// that differs again and again, is left to a person: the log says so as an error, and
// [Service.Watched] until the next look finds it gone.
//
// Safe to repeat and in many processes: each looks once more before it mends, and a
// rebuild has one process at it.
func (s *Service) Watch(ctx context.Context) error { return s.watchAgain(ctx, lookAgain) }

func (s *Service) watchAgain(ctx context.Context, again time.Duration) error {
	pools, err := s.Pools.AllPools(ctx, s.Now().Add(-tended))
	if err != nil {
		return fmt.Errorf("watch: list pools: %w", err)
	}
	found, err := s.differing(ctx, pools, again)
	if err != nil {
		return err
	}
	out := Watched{Pools: len(pools)}
	var errs []error
	for len(found) > 0 {
		id := found[0].Pool
		mine := slices.DeleteFunc(slices.Clone(found), func(d Difference) bool { return d.Pool != id })
		found = found[len(mine):]
		left, mended, err := s.mend(ctx, id, mine)
		if mended {
			out.Mended = append(out.Mended, id)
		}
		out.Person = append(out.Person, left...)
		errs = append(errs, err)
	}
	for _, d := range out.Person {
		s.Log.ErrorContext(ctx, "a pool needs a person", "pool", d.Pool, "fault", d.Fault, "claim", d.Claim, "text", d.Text)
	}
	out.At = s.Now()
	s.watch.mu.Lock()
	defer s.watch.mu.Unlock()
	s.watch.last = out
	return errors.Join(errs...)
}

// mend writes the stock of a pool anew where that helps and returns what is left to a
// person.
func (s *Service) mend(ctx context.Context, id PoolID, found []Difference) (left []Difference, mended bool, err error) {
	ofStock := func(d Difference) bool { return d.Fault != FaultBlocked && d.Fault != FaultCut }
	left = slices.DeleteFunc(slices.Clone(found), ofStock)
	if len(left) == len(found) {
		return left, false, nil
	}
	now, err := s.compare(ctx, id)
	if err != nil || !slices.ContainsFunc(now, ofStock) { // another process was quicker
		return left, false, err
	}
	if s.mendedOften(id) {
		return append(left, slices.DeleteFunc(slices.Clone(found), func(d Difference) bool { return !ofStock(d) })...), false, nil
	}
	for _, d := range found {
		s.Log.WarnContext(ctx, "the stock did not say what the claims say", "pool", d.Pool, "fault", d.Fault, "claim", d.Claim, "text", d.Text)
	}
	err = s.rebuild(ctx, id)
	s.full.forget(id)
	if errors.Is(err, ErrRebuilding) { // somebody else is at it
		return left, false, nil
	}
	return left, err == nil, err
}

// mendedOften says whether the pool was mended so often of late that something must be
// wrong with it, and else notes that it is mended now.
func (s *Service) mendedOften(id PoolID) bool {
	s.watch.mu.Lock()
	defer s.watch.mu.Unlock()
	now := s.Now()
	if s.watch.mends == nil {
		s.watch.mends = map[PoolID][]time.Time{}
	}
	late := slices.DeleteFunc(s.watch.mends[id], func(at time.Time) bool { return now.Sub(at) > mendsWithin })
	if len(late) >= mostMends {
		s.watch.mends[id] = late
		return true
	}
	s.watch.mends[id] = append(late, now)
	return false
}
