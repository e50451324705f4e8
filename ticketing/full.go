package ticketing

import (
	"context"
	"sync"
	"time"
)

// How long a pool that had no room is taken to have none still. What is given back
// meanwhile waits so long to be found; nobody is promised anything by it.
const (
	fullFor = 250 * time.Millisecond

	// After that one press at a time goes on to ask, and the others are refused as
	// before until it has been answered, or another's turn comes: all of them at once
	// would be a rush of its own, four times a second. Where none of those was answered
	// everybody asks.
	fullTurn    = 50 * time.Millisecond
	fullLongest = 2 * fullFor
)

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
	free   int // places there were
	until  time.Time
	longer time.Time // as far as turns may prolong it
}

// note remembers that only so many places were free.
func (f *full) note(pool PoolID, channel string, free int, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.pools == nil {
		f.pools = map[fullKey]fullMark{}
	}
	f.pools[fullKey{pool, channel}] = fullMark{free, now.Add(fullFor), now.Add(fullLongest)}
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

// found forgets that a channel of the pool had no room: somebody got places.
func (f *full) found(pool PoolID, channel string) {
	k := fullKey{pool, channel}
	f.mu.RLock()
	_, marked := f.pools[k]
	f.mu.RUnlock()
	if marked {
		f.mu.Lock()
		delete(f.pools, k)
		f.mu.Unlock()
	}
}

// free says how many places there were a moment ago, where that is known and not
// enough for the party.
func (f *full) free(pool PoolID, channel string, party int, now time.Time) (places int, known bool) {
	f.mu.RLock()
	mark, ok := f.pools[fullKey{pool, channel}]
	f.mu.RUnlock()
	return mark.free, ok && party > mark.free && now.Before(mark.until)
}

// turn says whether a party that is not known to have no room is to be refused all the
// same, because another press asks just now.
func (f *full) turn(pool PoolID, channel string, party int, now time.Time) (places int, refused bool) {
	k := fullKey{pool, channel}
	f.mu.Lock()
	defer f.mu.Unlock()
	mark, ok := f.pools[k]
	switch {
	case !ok || party <= mark.free || !now.Before(mark.longer):
		return 0, false
	case now.Before(mark.until): // another has taken the turn meanwhile
		return mark.free, true
	}
	mark.until = now.Add(fullTurn)
	f.pools[k] = mark
	return 0, false
}

// SoldOut says from memory alone that a party has no room, as [ErrSoldOut], or nil
// where that is not known and the press is to ask. It is for the first attempt of a
// press only: one that is repeated may have got its places the first time and has to
// ask.
func (s *Service) SoldOut(pool PoolID, channel string, party int) error {
	now := s.Now()
	free, known := s.full.free(pool, channel, party, now)
	if !known {
		free, known = s.full.turn(pool, channel, party, now)
	}
	if !known {
		return nil
	}
	return ErrSoldOut.With("free", free)
}

// AskSoldOut asks the stock for a press that is sent again where the pool is known to
// have no room. With known, free places are too few for the party, and the press has
// got none before. Else nothing is decided and the press is to be made by
// [Service.Claim], which finds under its key what may have been taken for it here.
func (s *Service) AskSoldOut(ctx context.Context, r Request) (free int, known bool) {
	pool, err := s.Pools.Pool(ctx, r.Pool)
	if err != nil || pool.Removed || pool.Seated() || r.Party < 1 || r.Party > pool.MaxParty {
		return 0, false
	}
	grant, err := s.Stock.Take(ctx, pool, Claim{
		ID: NewClaimID(r.Pool, r.Holder, r.Key), Pool: r.Pool, Holder: r.Holder, Party: r.Party, State: Claimed, Channel: r.Channel,
	})
	if err != nil || grant.Verdict != NoRoom {
		return 0, false
	}
	s.full.note(r.Pool, r.Channel, grant.Free, s.Now())
	return grant.Free, true
}

// KnownSoldOut is [Service.SoldOut] for who can leave the press to somebody else: it
// gives nobody the turn to ask. With known, free places are too few for the party.
func (s *Service) KnownSoldOut(pool PoolID, channel string, party int) (free int, known bool) {
	return s.full.free(pool, channel, party, s.Now())
}
