// Package store is the durable record of ticketing, on the document store: pools,
// and the claims whose unique keys are what keeps two from holding one place.
package store

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/ticketing"
	"wanjia/ticketing/seating"
)

// pool is the stored form of [ticketing.Pool].
type pool struct {
	ID        string      `json:"id"`
	Session   string      `json:"session"`
	Event     string      `json:"event"`
	Title     events.Text `json:"title"`
	Capacity  int         `json:"capacity"`
	MaxParty  int         `json:"max_party"`
	Opens     time.Time   `json:"opens"`
	Closes    time.Time   `json:"closes"`
	Epoch     int64       `json:"epoch"`
	Rev       int64       `json:"rev,omitempty"`
	Synthetic bool        `json:"synthetic,omitempty"`
	Quotas    []quota     `json:"quotas,omitempty"`
	Limits    []limit     `json:"limits,omitempty"`
	Plan      string      `json:"plan,omitempty"`
}

// limit is the stored form of [ticketing.Limit].
type limit struct {
	Rule  string `json:"rule"`
	Scope string `json:"scope,omitempty"`
	Per   string `json:"per"`
	Max   int    `json:"max"`
}

// quota is the stored form of [ticketing.Quota].
type quota struct {
	Channel string `json:"channel"`
	Places  int    `json:"places"`
}

// fresh is how long a pool read from the document store is taken as true: the
// time after which every process knows of a new epoch.
const fresh = time.Second

// Pools implements [ticketing.Pools]. It remembers what it read for a second, so
// that a rush of claims does not become a rush of reads.
type Pools struct {
	pools docstore.Collection[pool]

	mu       sync.Mutex
	byID     map[ticketing.PoolID]remembered[ticketing.Pool]
	sessions map[events.SessionID]remembered[[]ticketing.PoolID]
}

type remembered[T any] struct {
	value T
	until time.Time
}

var _ ticketing.Pools = (*Pools)(nil)

// NewPools returns the pools kept by e.
func NewPools(e docstore.Engine) *Pools {
	return &Pools{
		pools: docstore.Collection[pool]{
			Engine: e, Name: "pools", Schema: 1,
			ID: func(p pool) string { return p.ID },
			Index: func(p pool) map[string]string {
				return map[string]string{"session": p.Session + "/" + p.ID, "closes": docstore.Stamp(p.Closes)}
			},
		},
		byID:     map[ticketing.PoolID]remembered[ticketing.Pool]{},
		sessions: map[events.SessionID]remembered[[]ticketing.PoolID]{},
	}
}

// Pool implements [ticketing.Pools].
func (s *Pools) Pool(ctx context.Context, id ticketing.PoolID) (ticketing.Pool, error) {
	s.mu.Lock()
	known, ok := s.byID[id]
	s.mu.Unlock()
	if ok && time.Now().Before(known.until) {
		return known.value, nil
	}
	return s.Fresh(ctx, id)
}

// Fresh implements [ticketing.Pools].
func (s *Pools) Fresh(ctx context.Context, id ticketing.PoolID) (ticketing.Pool, error) {
	v, err := s.pools.Get(ctx, string(id))
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) {
		return ticketing.Pool{}, ticketing.ErrNoPool
	}
	if err != nil {
		return ticketing.Pool{}, fmt.Errorf("read pool %s: %w", id, err)
	}
	return s.remember(v.Value.pool()), nil
}

// remember keeps the pool unless a later state of it is known already.
func (s *Pools) remember(p ticketing.Pool) ticketing.Pool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.byID[p.ID]; known.value.Epoch > p.Epoch || known.value.Rev > p.Rev {
		return known.value
	}
	s.byID[p.ID] = remembered[ticketing.Pool]{p, time.Now().Add(fresh)}
	return p
}

// PoolsOf implements [ticketing.Pools].
func (s *Pools) PoolsOf(ctx context.Context, session events.SessionID) ([]ticketing.Pool, error) {
	s.mu.Lock()
	known, ok := s.sessions[session]
	s.mu.Unlock()
	if !ok || time.Now().After(known.until) {
		ids := []ticketing.PoolID{}
		for v, err := range s.pools.Each(ctx, docstore.Query{Index: "session", Prefix: string(session) + "/"}) {
			if err != nil {
				return nil, fmt.Errorf("list pools of session %s: %w", session, err)
			}
			ids = append(ids, s.remember(v.Value.pool()).ID)
		}
		known = remembered[[]ticketing.PoolID]{ids, time.Now().Add(fresh)}
		s.mu.Lock()
		s.sessions[session] = known
		s.mu.Unlock()
	}
	out := make([]ticketing.Pool, len(known.value))
	for i, id := range known.value {
		p, err := s.Pool(ctx, id)
		if err != nil {
			return nil, err
		}
		out[i] = p
	}
	return out, nil
}

// AllPools implements [ticketing.Pools].
func (s *Pools) AllPools(ctx context.Context, after time.Time) ([]ticketing.Pool, error) {
	var out []ticketing.Pool
	for v, err := range s.pools.Each(ctx, docstore.Query{Index: "closes", From: docstore.Stamp(after)}) {
		if err != nil {
			return nil, fmt.Errorf("list pools: %w", err)
		}
		out = append(out, s.remember(v.Value.pool()))
	}
	return out, nil
}

// RaiseEpoch implements [ticketing.Pools].
func (s *Pools) RaiseEpoch(ctx context.Context, id ticketing.PoolID) (ticketing.Pool, error) {
	v, err := s.pools.Change(ctx, string(id), func(p *pool) error { p.Epoch++; return nil })
	if errors.Is(err, docstore.ErrNotFound) {
		return ticketing.Pool{}, ticketing.ErrNoPool
	}
	if err != nil {
		return ticketing.Pool{}, err
	}
	return s.remember(v.Value.pool()), nil
}

// SetPlan implements [ticketing.Pools].
func (s *Pools) SetPlan(ctx context.Context, id ticketing.PoolID, plan seating.PlanID, epoch int64) (ticketing.Pool, error) {
	v, err := s.pools.Change(ctx, string(id), func(p *pool) error {
		if p.Epoch != epoch {
			return ticketing.ErrMoved
		}
		p.Plan = string(plan)
		p.Epoch++
		return nil
	})
	if errors.Is(err, docstore.ErrNotFound) {
		return ticketing.Pool{}, ticketing.ErrNoPool
	}
	if err != nil {
		return ticketing.Pool{}, err
	}
	return s.remember(v.Value.pool()), nil
}

// Add stores pools that are not there yet and leaves those that are.
func (s *Pools) Add(ctx context.Context, pools []ticketing.Pool) error {
	stored := make([]pool, len(pools))
	for i, p := range pools {
		stored[i] = pool{
			string(p.ID), string(p.Session), string(p.Event), p.Title, p.Capacity, p.MaxParty,
			p.Opens, p.Closes, p.Epoch, p.Rev, p.Synthetic, quotas(p.Quotas), limits(p.Limits), string(p.Plan),
		}
	}
	if err := docstore.InsertNew(ctx, s.pools, stored); err != nil {
		return fmt.Errorf("add pools: %w", err)
	}
	return nil
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Pools) Migrate(ctx context.Context) (int, error) { return s.pools.Migrate(ctx) }

func quotas(list []ticketing.Quota) []quota {
	var out []quota
	for _, q := range list {
		out = append(out, quota(q))
	}
	return out
}

func limits(list []ticketing.Limit) []limit {
	var out []limit
	for _, l := range list {
		out = append(out, limit(l))
	}
	return out
}

func (p pool) pool() ticketing.Pool {
	var rules []ticketing.Limit
	for _, l := range p.Limits {
		rules = append(rules, ticketing.Limit(l))
	}
	var shares []ticketing.Quota
	for _, q := range p.Quotas {
		shares = append(shares, ticketing.Quota(q))
	}
	return ticketing.Pool{
		ID: ticketing.PoolID(p.ID), Session: events.SessionID(p.Session), Event: events.ID(p.Event), Title: p.Title,
		Capacity: p.Capacity, MaxParty: p.MaxParty, Opens: p.Opens, Closes: p.Closes, Epoch: p.Epoch, Rev: p.Rev, Synthetic: p.Synthetic,
		Quotas: shares, Limits: rules, Plan: seating.PlanID(p.Plan),
	}
}
