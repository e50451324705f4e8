package ticketingtest

import (
	"context"
	"iter"
	"maps"
	"slices"
	"time"

	"wanjia/ticketing"
)

// More implements [ticketing.Stock].
func (s *Stock) More(_ context.Context, p ticketing.Pool, c ticketing.Claim, name ticketing.ClaimID, n int, until time.Time) (ticketing.Grant, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	e, verdict := s.upToDate(p)
	if e == nil {
		return ticketing.Grant{Verdict: verdict}, nil
	}
	if have, ok := e.entries[name]; ok {
		return have.grant(), nil
	}
	if e.entries[c.ID] == nil {
		return ticketing.Grant{Verdict: ticketing.Lapsed}, nil
	}
	e.lapse(now)
	free := p.Capacity - e.taken()
	if share := p.Share(c.Channel); share >= 0 {
		free = min(free, share-e.through()[c.Channel])
	}
	switch {
	case !now.Before(until):
		return ticketing.Grant{Verdict: ticketing.Late}, nil
	case e.waiting > 0:
		return ticketing.Grant{Verdict: ticketing.Queue, Free: e.waiting}, nil
	case n > free:
		return ticketing.Grant{Verdict: ticketing.NoRoom, Free: max(0, free)}, nil
	}
	taken := ticketing.Claim{ID: name, Pool: p.ID, Channel: c.Channel, Party: n, Wish: ticketing.Wish{Sector: c.Wish.Sector, Scattered: true}}
	slices.Sort(e.freed)
	if e.plan != nil {
		if refused := e.seat(&taken); refused != nil {
			return *refused, nil
		}
	}
	for len(taken.Places) < n {
		if len(e.freed) > 0 {
			taken.Places, e.freed = append(taken.Places, e.freed[0]), e.freed[1:]
		} else {
			taken.Places, e.next = append(taken.Places, e.next), e.next+1
		}
	}
	e.entries[name] = &entered{claim: taken, at: now}
	return e.entries[name].grant(), nil
}

// Match implements [ticketing.Stock].
func (s *Stock) Match(_ context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, verdict := s.inForce(p)
	if e == nil {
		return ticketing.Grant{Verdict: verdict}, nil
	}
	have := e.entries[c.ID]
	if have == nil {
		return ticketing.Grant{Verdict: ticketing.StaleStock}, nil
	}
	if have.settled && have.claim.Rev >= c.Rev {
		return ticketing.Grant{Verdict: ticketing.Granted}, nil
	}
	mine := slices.Clone(have.claim.Places)
	var absorbed []ticketing.ClaimID
	for _, ch := range c.Changes {
		name := ticketing.MoreID(c.ID, ch.ID)
		if more := e.entries[name]; more != nil && !ch.Refused {
			mine, absorbed = append(mine, more.claim.Places...), append(absorbed, name)
		}
	}
	for _, n := range c.Places {
		if !slices.Contains(mine, n) {
			return ticketing.Grant{Verdict: ticketing.StaleStock}, nil
		}
	}
	for _, name := range absorbed {
		delete(e.entries, name)
	}
	for _, n := range mine {
		if !slices.Contains(c.Places, n) {
			e.freed = append(e.freed, n)
		}
	}
	c.Places, c.Holder, c.Channel, c.Seq = slices.Clone(c.Places), c.Hint(), have.claim.Channel, have.claim.Seq
	e.entries[c.ID] = &entered{claim: c, at: have.at, settled: true}
	e.changes++
	return ticketing.Grant{Verdict: ticketing.Granted}, nil
}

// PassingTo implements [ticketing.Waits].
func (s *Claims) PassingTo(_ context.Context, name string, n int) ([]ticketing.Claim, error) {
	list := s.where(func(c ticketing.Claim) bool {
		return c.State == ticketing.Claimed && c.Passing != nil && c.Passing.To.Name() == name
	})
	slices.SortFunc(list, func(a, b ticketing.Claim) int { return b.Passing.At.Compare(a.Passing.At) })
	return list[:min(n, len(list))], nil
}

// PassingOver implements [ticketing.Waits].
func (s *Claims) PassingOver(_ context.Context, now time.Time, n int) ([]ticketing.Claim, error) {
	list := s.where(func(c ticketing.Claim) bool {
		return c.State == ticketing.Claimed && c.Passing != nil && !c.Passing.Until.After(now)
	})
	return list[:min(n, len(list))], nil
}

// Using implements [ticketing.Claims].
func (s *Claims) Using(_ context.Context, u ticketing.LimitUse) (ticketing.ClaimID, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keys[u.Key()], nil
}

// Coded implements [ticketing.Claims].
func (s *Claims) Coded(_ context.Context, code string) (ticketing.Claim, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id, ok := s.keys["code "+code]
	if !ok {
		return ticketing.Claim{}, ticketing.ErrNoClaim
	}
	return s.claims[id], nil
}

// All yields every claim in whatever state.
func (s *Claims) All() iter.Seq2[ticketing.ClaimID, ticketing.Claim] {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.All(maps.Clone(s.claims))
}
