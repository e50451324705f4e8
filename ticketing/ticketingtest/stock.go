package ticketingtest

import (
	"context"
	"slices"
	"sync"
	"time"

	"wanjia/ticketing"
)

// Stock implements [ticketing.Stock] in memory, by the clock of time.Now, so that
// synctest can move it.
type Stock struct {
	mu     sync.Mutex
	pools  map[ticketing.PoolID]*epoch
	locked map[ticketing.PoolID]bool
}

type epoch struct {
	number  int64
	seq     int64
	next    int
	freed   []int
	entries map[ticketing.ClaimID]*entered
}

type entered struct {
	claim   ticketing.Claim
	at      time.Time
	settled bool
}

var _ ticketing.Stock = (*Stock)(nil)

// Forget loses everything, as an emptied Redis does.
func (s *Stock) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pools, s.locked = nil, nil
}

// Take implements [ticketing.Stock].
func (s *Stock) Take(_ context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	e := s.pools[p.ID]
	switch {
	case e == nil || e.number < p.Epoch:
		return ticketing.Grant{Verdict: ticketing.StaleStock}, nil
	case e.number > p.Epoch:
		return ticketing.Grant{Verdict: ticketing.StaleCaller}, nil
	}
	if have, ok := e.entries[c.ID]; ok {
		return ticketing.Grant{Verdict: ticketing.Granted, Places: have.claim.Places, Seq: have.claim.Seq}, nil
	}
	switch {
	case now.Before(p.Opens):
		return ticketing.Grant{Verdict: ticketing.Early}, nil
	case !now.Before(p.Closes):
		return ticketing.Grant{Verdict: ticketing.Late}, nil
	}
	for id, have := range e.entries {
		if have.claim.Holder == c.Holder {
			return ticketing.Grant{Verdict: ticketing.HeldAlready, Holder: id}, nil
		}
	}
	if free := p.Capacity - e.taken(); c.Party > free {
		return ticketing.Grant{Verdict: ticketing.NoRoom, Free: max(0, free)}, nil
	}
	slices.Sort(e.freed)
	for range c.Party {
		if len(e.freed) > 0 {
			c.Places, e.freed = append(c.Places, e.freed[0]), e.freed[1:]
		} else {
			c.Places, e.next = append(c.Places, e.next), e.next+1
		}
	}
	e.seq++
	c.Seq = e.seq
	e.entries[c.ID] = &entered{claim: c, at: now}
	return ticketing.Grant{Verdict: ticketing.Granted, Places: c.Places, Seq: c.Seq}, nil
}

func (e *epoch) taken() int { return e.next - 1 - len(e.freed) }

func (s *Stock) entry(p ticketing.Pool, id ticketing.ClaimID) (*epoch, *entered) {
	e := s.pools[p.ID]
	if e == nil || e.number != p.Epoch {
		return nil, nil
	}
	return e, e.entries[id]
}

// Settle implements [ticketing.Stock].
func (s *Stock) Settle(_ context.Context, p ticketing.Pool, id ticketing.ClaimID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, have := s.entry(p, id); have != nil {
		have.settled = true
	}
	return nil
}

// Give implements [ticketing.Stock].
func (s *Stock) Give(_ context.Context, p ticketing.Pool, id ticketing.ClaimID) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, have := s.entry(p, id)
	if have != nil {
		e.freed = append(e.freed, have.claim.Places...)
		delete(e.entries, id)
	}
	return e != nil, nil
}

// Pending implements [ticketing.Stock].
func (s *Stock) Pending(_ context.Context, p ticketing.Pool, age time.Duration) ([]ticketing.Claim, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.pools[p.ID]
	if e == nil || e.number != p.Epoch {
		return nil, nil
	}
	var out []ticketing.Claim
	for _, have := range e.entries {
		if !have.settled && time.Since(have.at) >= age {
			out = append(out, have.claim)
		}
	}
	return out, nil
}

// Counts implements [ticketing.Stock].
func (s *Stock) Counts(_ context.Context, pools []ticketing.Pool) ([]ticketing.Count, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make([]ticketing.Count, len(pools))
	for i, p := range pools {
		if e := s.pools[p.ID]; e != nil && e.number == p.Epoch {
			out[i] = ticketing.Count{Known: true, Taken: e.taken()}
		}
	}
	return out, nil
}

// Snapshot implements [ticketing.Stock].
func (s *Stock) Snapshot(_ context.Context, p ticketing.Pool) (ticketing.Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.pools[p.ID]
	if e == nil {
		return ticketing.Snapshot{}, nil
	}
	out := ticketing.Snapshot{
		Epoch: e.number, Next: e.next, Taken: e.taken(), Freed: slices.Sorted(slices.Values(e.freed)),
		Entries: map[ticketing.ClaimID]ticketing.Entry{}, Holders: map[ticketing.HolderID]ticketing.ClaimID{},
	}
	for id, have := range e.entries {
		out.Entries[id] = ticketing.Entry{Holder: have.claim.Holder, Places: slices.Clone(have.claim.Places), Settled: have.settled}
		out.Holders[have.claim.Holder] = id
	}
	return out, nil
}

// Lock implements [ticketing.Stock].
func (s *Stock) Lock(_ context.Context, id ticketing.PoolID) (func(), bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.locked[id] {
		return nil, false, nil
	}
	if s.locked == nil {
		s.locked = map[ticketing.PoolID]bool{}
	}
	s.locked[id] = true
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.locked, id)
	}, true, nil
}

// Rebuild implements [ticketing.Stock].
func (s *Stock) Rebuild(_ context.Context, p ticketing.Pool, owned []ticketing.Claim) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if have := s.pools[p.ID]; !s.locked[p.ID] || have != nil && have.number >= p.Epoch {
		return false, nil
	}
	e := &epoch{number: p.Epoch, seq: p.Epoch * 1_000_000_000, next: 1, entries: map[ticketing.ClaimID]*entered{}}
	used := map[int]bool{}
	for _, c := range owned {
		e.entries[c.ID] = &entered{claim: c, settled: true}
		for _, n := range c.Places {
			used[n] = true
			e.next = max(e.next, n+1)
		}
	}
	for n := 1; n < e.next; n++ {
		if !used[n] {
			e.freed = append(e.freed, n)
		}
	}
	if s.pools == nil {
		s.pools = map[ticketing.PoolID]*epoch{}
	}
	s.pools[p.ID] = e
	return true, nil
}
