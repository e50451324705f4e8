// Package ticketingtest holds fakes of what ticketing stands on, in memory, and
// the contract tests that the fakes and the real stores both run.
package ticketingtest

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/seating"
)

// Pools implements [ticketing.Pools].
type Pools struct {
	mu    sync.Mutex
	pools map[ticketing.PoolID]ticketing.Pool
}

// NewPools returns the pools given.
func NewPools(pools ...ticketing.Pool) *Pools {
	s := &Pools{pools: map[ticketing.PoolID]ticketing.Pool{}}
	for _, p := range pools {
		s.pools[p.ID] = p
	}
	return s
}

// Pool implements [ticketing.Pools].
func (s *Pools) Pool(_ context.Context, id ticketing.PoolID) (ticketing.Pool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.pools[id]
	if !ok {
		return p, ticketing.ErrNoPool
	}
	return p, nil
}

// Fresh implements [ticketing.Pools].
func (s *Pools) Fresh(ctx context.Context, id ticketing.PoolID) (ticketing.Pool, error) {
	return s.Pool(ctx, id)
}

// PoolsOf implements [ticketing.Pools].
func (s *Pools) PoolsOf(_ context.Context, session events.SessionID) ([]ticketing.Pool, error) {
	return s.where(func(p ticketing.Pool) bool { return p.Session == session }), nil
}

// AllPools implements [ticketing.Pools].
func (s *Pools) AllPools(_ context.Context, after time.Time) ([]ticketing.Pool, error) {
	return s.where(func(p ticketing.Pool) bool { return p.Closes.After(after) && !p.Removed }), nil
}

func (s *Pools) where(keep func(ticketing.Pool) bool) []ticketing.Pool {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []ticketing.Pool{}
	for _, p := range s.pools {
		if keep(p) {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b ticketing.Pool) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return out
}

// RaiseEpoch implements [ticketing.Pools].
func (s *Pools) RaiseEpoch(_ context.Context, id ticketing.PoolID) (ticketing.Pool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.pools[id]
	if !ok {
		return p, ticketing.ErrNoPool
	}
	p.Epoch++
	s.pools[id] = p
	return p, nil
}

// PoolsOfPlan implements [ticketing.Pools].
func (s *Pools) PoolsOfPlan(_ context.Context, plan seating.PlanID) ([]ticketing.Pool, error) {
	return s.where(func(p ticketing.Pool) bool { return p.Plan == plan }), nil
}

// SetPlan implements [ticketing.Pools].
func (s *Pools) SetPlan(_ context.Context, id ticketing.PoolID, plan seating.PlanID, epoch int64) (ticketing.Pool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.pools[id]
	switch {
	case !ok:
		return p, ticketing.ErrNoPool
	case p.Epoch != epoch:
		return p, ticketing.ErrMoved
	}
	p.Plan = plan
	p.Epoch++
	s.pools[id] = p
	return p, nil
}

// Add implements [ticketing.Pools].
func (s *Pools) Add(_ context.Context, pools []ticketing.Pool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range pools {
		if _, ok := s.pools[p.ID]; !ok {
			s.pools[p.ID] = p
		}
	}
	return nil
}

// Change implements [ticketing.Pools].
func (s *Pools) Change(_ context.Context, id ticketing.PoolID, change func(*ticketing.Pool) error) (ticketing.Pool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.pools[id]
	if !ok {
		return p, ticketing.ErrNoPool
	}
	p.Quotas, p.Moves = slices.Clone(p.Quotas), slices.Clone(p.Moves)
	if err := change(&p); err != nil {
		return ticketing.Pool{}, err
	}
	s.pools[id] = p
	return p, nil
}

// Claims implements [ticketing.Claims] by the same rules of unique keys as the
// real store, written apart from it.
type Claims struct {
	mu     sync.Mutex
	claims map[ticketing.ClaimID]ticketing.Claim
	keys   map[string]ticketing.ClaimID
}

// NewClaims returns an empty record.
func NewClaims() *Claims {
	return &Claims{claims: map[ticketing.ClaimID]ticketing.Claim{}, keys: map[string]ticketing.ClaimID{}}
}

// Insert implements [ticketing.Claims].
func (s *Claims) Insert(_ context.Context, c ticketing.Claim) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.claims[c.ID]; ok {
		return &ticketing.Taken{By: c.ID}
	}
	return s.put(c)
}

// put stores c in place of what is there under its id, if its keys are free.
func (s *Claims) put(c ticketing.Claim) error {
	want := map[string]ticketing.Taken{}
	order := []string{}
	need := func(key string, t ticketing.Taken) { want[key], order = t, append(order, key) }
	if c.State == ticketing.OnList || c.State == ticketing.Offered {
		need(fmt.Sprint("wait ", c.Pool, c.Holder), ticketing.Taken{Wait: true})
	}
	if c.State == ticketing.Claimed || c.State == ticketing.Offered || c.State == ticketing.Blocked || kept(c) {
		for i, u := range c.Uses {
			if c.State != ticketing.Blocked && !kept(c) {
				need(u.Key(), ticketing.Taken{Limit: true, Use: i})
			}
		}
		for _, n := range c.Places {
			need(fmt.Sprint("place ", c.Pool, n), ticketing.Taken{Place: true})
		}
	}
	if c.State == ticketing.Claimed && c.Instead != "" {
		need("instead "+string(c.Instead), ticketing.Taken{Instead: true})
	}
	if c.Code != "" {
		need("code "+c.Code, ticketing.Taken{Code: true})
	}
	if c.Seq > 0 {
		need(fmt.Sprint("seq ", c.Pool, c.Seq), ticketing.Taken{Place: true})
	}
	for _, code := range c.OldCodes {
		need("code "+code, ticketing.Taken{Code: true})
	}
	for _, key := range order {
		if by, ok := s.keys[key]; ok && by != c.ID {
			t := want[key]
			t.By = by
			return &t
		}
	}
	maps.DeleteFunc(s.keys, func(_ string, by ticketing.ClaimID) bool { return by == c.ID })
	for _, key := range order {
		s.keys[key] = c.ID
	}
	c.Uses = slices.Clone(c.Uses) // the caller goes on counting in its own
	s.claims[c.ID] = c
	return nil
}

// Claim implements [ticketing.Claims].
func (s *Claims) Claim(_ context.Context, id ticketing.ClaimID) (ticketing.Claim, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.claims[id]
	if !ok {
		return c, ticketing.ErrNoClaim
	}
	return c, nil
}

// Release implements [ticketing.Claims].
func (s *Claims) Release(_ context.Context, holder ticketing.HolderID, id ticketing.ClaimID, at time.Time) (ticketing.Claim, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.claims[id]
	if !ok || c.State == ticketing.Void || c.Holder != holder {
		return c, ticketing.ErrNoClaim
	}
	if c.State != ticketing.Claimed {
		return c, nil
	}
	c.State, c.Ended = ticketing.Released, at
	return c, s.put(c)
}

// Turn implements [ticketing.Waits]. The errand is forgotten: what it would do is
// what the rounds do, too.
func (s *Claims) Turn(_ context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.claims[id]
	if !ok {
		return c, ticketing.ErrNoClaim
	}
	if c.State != from {
		return c, ticketing.ErrMoved
	}
	next := c
	if _, err := change(&next); err != nil {
		return c, err
	}
	if err := s.put(next); err != nil {
		return c, err
	}
	return next, nil
}

// OnList implements [ticketing.Waits].
func (s *Claims) OnList(_ context.Context, pool ticketing.PoolID, n int) ([]ticketing.Claim, error) {
	list := s.where(func(c ticketing.Claim) bool { return c.Pool == pool && c.State == ticketing.OnList })
	slices.SortFunc(list, byTime)
	return list[:min(n, len(list))], nil
}

// Overdue implements [ticketing.Waits].
func (s *Claims) Overdue(_ context.Context, now time.Time, n int) ([]ticketing.Claim, error) {
	list := s.where(func(c ticketing.Claim) bool { return c.State == ticketing.Offered && !c.Until.After(now) })
	slices.SortFunc(list, func(a, b ticketing.Claim) int { return a.Until.Compare(b.Until) })
	return list[:min(n, len(list))], nil
}

// WaitsOf implements [ticketing.Waits].
func (s *Claims) WaitsOf(_ context.Context, holder ticketing.HolderID) ([]ticketing.Claim, error) {
	list := s.where(func(c ticketing.Claim) bool {
		switch c.State {
		case ticketing.OnList, ticketing.Offered, ticketing.Expired, ticketing.Left:
			return c.Holder == holder
		}
		return false
	})
	slices.SortFunc(list, func(a, b ticketing.Claim) int { return byTime(b, a) })
	return list, nil
}

func byTime(a, b ticketing.Claim) int {
	if d := a.At.Compare(b.At); d != 0 {
		return d
	}
	return strings.Compare(string(a.ID), string(b.ID))
}

// OfHolder implements [ticketing.Claims]; the cursor is the last id.
func (s *Claims) OfHolder(_ context.Context, holder ticketing.HolderID, page events.PageQuery) ([]ticketing.Claim, string, error) {
	all := s.where(func(c ticketing.Claim) bool {
		return c.Holder == holder && (c.State == ticketing.Claimed || c.State == ticketing.Released || c.State == ticketing.Revoked)
	})
	slices.SortFunc(all, func(a, b ticketing.Claim) int { return byTime(b, a) })
	if i := slices.IndexFunc(all, func(c ticketing.Claim) bool { return string(c.ID) == page.After }); i >= 0 {
		all = all[i+1:]
	}
	if len(all) <= page.Limit {
		return all, "", nil
	}
	return all[:page.Limit], string(all[page.Limit-1].ID), nil
}

// Owned implements [ticketing.Claims].
func (s *Claims) Owned(_ context.Context, pool ticketing.PoolID) ([]ticketing.Claim, error) {
	return s.where(func(c ticketing.Claim) bool {
		return c.Pool == pool && (c.State == ticketing.Claimed || c.State == ticketing.Offered || c.State == ticketing.Blocked || kept(c))
	}), nil
}

// InPool implements [ticketing.History].
func (s *Claims) InPool(_ context.Context, pool ticketing.PoolID) iter.Seq2[ticketing.Claim, error] {
	return func(yield func(ticketing.Claim, error) bool) {
		for _, c := range s.where(func(c ticketing.Claim) bool { return c.Pool == pool }) {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func (s *Claims) where(keep func(ticketing.Claim) bool) []ticketing.Claim {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := []ticketing.Claim{}
	for _, c := range s.claims {
		if keep(c) {
			out = append(out, c)
		}
	}
	return out
}

// Queue implements [events.Queue] by remembering.
type Queue struct {
	mu      sync.Mutex
	errands map[string]events.Errand
}

// Enqueue implements [events.Queue].
func (q *Queue) Enqueue(_ context.Context, e events.Errand) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.errands == nil {
		q.errands = map[string]events.Errand{}
	}
	q.errands[e.ID] = e
	return nil
}

// Has says whether the errand was enqueued.
func (q *Queue) Has(id string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	_, ok := q.errands[id]
	return ok
}

// Plans implements [ticketing.Plans].
type Plans map[seating.PlanID]*seating.Plan

// AddPlan implements [ticketing.Plans].
func (s Plans) AddPlan(_ context.Context, p *seating.Plan) error {
	s[p.ID] = p
	return nil
}

// List implements [ticketing.Plans].
func (s Plans) List(context.Context) ([]ticketing.PlanOutline, error) {
	var out []ticketing.PlanOutline
	for _, p := range s {
		out = append(out, ticketing.OutlineOf(p))
	}
	slices.SortFunc(out, ticketing.CompareOutlines)
	return out, nil
}

// NewPlans returns the plans given.
func NewPlans(plans ...*seating.Plan) Plans {
	out := Plans{}
	for _, p := range plans {
		out[p.ID] = p
	}
	return out
}

// Plan implements [ticketing.Plans].
func (s Plans) Plan(_ context.Context, id seating.PlanID) (*seating.Plan, error) {
	p, ok := s[id]
	if !ok {
		return nil, ticketing.ErrNoPlan
	}
	return p, nil
}

// kept says whether the places of a revoked claim stay out of the stock.
func kept(c ticketing.Claim) bool { return c.State == ticketing.Revoked && c.Kept }
