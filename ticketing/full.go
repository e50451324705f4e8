package ticketing

import (
	"sync"
	"time"
)

// fullFor is how long a pool that had no room is taken to have none still. What is
// given back meanwhile waits so long to be found; nobody is promised anything by it.
const fullFor = 250 * time.Millisecond

// full remembers which pools had no room a moment ago, so that a rush on what is
// sold out ends in memory. It is per process and holds a few words a pool.
type full struct {
	mu    sync.RWMutex
	pools map[fullKey]fullMark
}

type fullKey struct {
	pool    PoolID
	channel string
}

type fullMark struct {
	free  int // places there were
	until time.Time
}

// note remembers that only so many places were free.
func (f *full) note(pool PoolID, channel string, free int, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.pools == nil {
		f.pools = map[fullKey]fullMark{}
	}
	f.pools[fullKey{pool, channel}] = fullMark{free, now.Add(fullFor)}
}

// forget lets the next press ask again: places have come back.
func (f *full) forget(pool PoolID) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for k := range f.pools {
		if k.pool == pool {
			delete(f.pools, k)
		}
	}
}

// SoldOut says from memory alone that a party has no room, as [ErrSoldOut], or nil
// where that is not known. It is for the first attempt of a press only: one that is
// repeated may have got its places the first time and has to ask.
func (s *Service) SoldOut(pool PoolID, channel string, party int) error {
	s.full.mu.RLock()
	mark, ok := s.full.pools[fullKey{pool, channel}]
	s.full.mu.RUnlock()
	if !ok || party <= mark.free || !s.Now().Before(mark.until) {
		return nil
	}
	return ErrSoldOut.With("free", mark.free)
}
