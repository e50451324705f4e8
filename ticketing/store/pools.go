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
	MoreUntil time.Time   `json:"more_until,omitzero"`
	Paused    bool        `json:"paused,omitempty"`
	Epoch     int64       `json:"epoch"`
	Rev       int64       `json:"rev,omitempty"`
	Synthetic bool        `json:"synthetic,omitempty"`
	Quotas    []quota     `json:"quotas,omitempty"`
	Limits    []limit     `json:"limits,omitempty"`
	Plan      string      `json:"plan,omitempty"`
	Blocked   int         `json:"blocked,omitempty"`
	Moves     []move      `json:"moves,omitempty"`
	Work      *work       `json:"work,omitempty"`
	Works     int64       `json:"works,omitempty"`
	Removed   bool        `json:"removed,omitempty"`
	Moved     int         `json:"moved,omitempty"`
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
	Channel string    `json:"channel"`
	Places  int       `json:"places"`
	Release time.Time `json:"release,omitzero"`
	Into    string    `json:"into,omitempty"`
}

// move is the stored form of [ticketing.Move].
type move struct {
	At     time.Time `json:"at"`
	From   string    `json:"from"`
	To     string    `json:"to"`
	Places int       `json:"places"`
	By     string    `json:"by,omitempty"`
	Why    string    `json:"why,omitempty"`
}

// work is the stored form of [ticketing.Work].
type work struct {
	ID       int64     `json:"id"`
	From     int       `json:"from"`
	To       int       `json:"to"`
	Channel  string    `json:"channel,omitempty"`
	Places   int       `json:"places,omitempty"`
	Back     []string  `json:"back,omitempty"`
	Capacity int       `json:"capacity"`
	Blocked  int       `json:"blocked,omitempty"`
	By       string    `json:"by,omitempty"`
	Why      string    `json:"why,omitempty"`
	At       time.Time `json:"at"`
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
				keys := map[string]string{"session": p.Session + "/" + p.ID}
				if !p.Removed {
					keys["closes"] = docstore.Stamp(p.Closes)
				}
				if p.Plan != "" {
					keys["plan"] = p.Plan + "/" + p.ID
				}
				return keys
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

// PoolsOfPlan implements [ticketing.Pools].
func (s *Pools) PoolsOfPlan(ctx context.Context, plan seating.PlanID) ([]ticketing.Pool, error) {
	var out []ticketing.Pool
	for v, err := range s.pools.Each(ctx, docstore.Query{Index: "plan", Prefix: string(plan) + "/"}) {
		if err != nil {
			return nil, fmt.Errorf("list pools of plan %s: %w", plan, err)
		}
		out = append(out, s.remember(v.Value.pool()))
	}
	return out, nil
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

// Change implements [ticketing.Pools].
func (s *Pools) Change(ctx context.Context, id ticketing.PoolID, change func(*ticketing.Pool) error) (ticketing.Pool, error) {
	v, err := s.pools.Change(ctx, string(id), func(p *pool) error {
		next := p.pool()
		if err := change(&next); err != nil {
			return err
		}
		*p = storedPool(next)
		return nil
	})
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) && v.Version == 0 {
		return ticketing.Pool{}, ticketing.ErrNoPool
	}
	if err != nil {
		return ticketing.Pool{}, err
	}
	return s.remember(v.Value.pool()), nil
}

// Add implements [ticketing.Pools].
func (s *Pools) Add(ctx context.Context, pools []ticketing.Pool) error {
	stored := make([]pool, len(pools))
	for i, p := range pools {
		stored[i] = storedPool(p)
	}
	if err := docstore.InsertNew(ctx, s.pools, stored); err != nil {
		return fmt.Errorf("add pools: %w", err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range pools {
		delete(s.sessions, p.Session)
	}
	return nil
}

// Migrate rewrites documents of older schemas and returns how many.
func (s *Pools) Migrate(ctx context.Context) (int, error) { return s.pools.Migrate(ctx) }

func storedPool(p ticketing.Pool) pool {
	s := pool{
		ID: string(p.ID), Session: string(p.Session), Event: string(p.Event), Title: p.Title, Capacity: p.Capacity,
		MaxParty: p.MaxParty, Opens: p.Opens, Closes: p.Closes, MoreUntil: p.MoreUntil, Paused: p.Paused, Epoch: p.Epoch, Rev: p.Rev, Synthetic: p.Synthetic,
		Blocked: p.Blocked, Works: p.Works, Removed: p.Removed, Plan: string(p.Plan), Moved: p.Moved,
	}
	for _, q := range p.Quotas {
		s.Quotas = append(s.Quotas, quota(q))
	}
	for _, l := range p.Limits {
		s.Limits = append(s.Limits, limit(l))
	}
	for _, m := range p.Moves {
		s.Moves = append(s.Moves, move(m))
	}
	if p.Work != nil {
		s.Work = new(work(*p.Work))
	}
	return s
}

func (p pool) pool() ticketing.Pool {
	out := ticketing.Pool{
		ID: ticketing.PoolID(p.ID), Session: events.SessionID(p.Session), Event: events.ID(p.Event), Title: p.Title,
		Capacity: p.Capacity, MaxParty: p.MaxParty, Opens: p.Opens, Closes: p.Closes, MoreUntil: p.MoreUntil, Paused: p.Paused, Epoch: p.Epoch, Rev: p.Rev,
		Synthetic: p.Synthetic, Blocked: p.Blocked, Works: p.Works, Removed: p.Removed, Plan: seating.PlanID(p.Plan), Moved: p.Moved,
	}
	for _, q := range p.Quotas {
		out.Quotas = append(out.Quotas, ticketing.Quota(q))
	}
	for _, l := range p.Limits {
		out.Limits = append(out.Limits, ticketing.Limit(l))
	}
	for _, m := range p.Moves {
		out.Moves = append(out.Moves, ticketing.Move(m))
	}
	if p.Work != nil {
		out.Work = new(ticketing.Work(*p.Work))
	}
	return out
}
