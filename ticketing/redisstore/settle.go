package redisstore

import (
	"context"
	"fmt"
	"sync"
	"time"

	"wanjia/ticketing"
)

// Bounds of settling together.
const (
	settleMost   = 100 // claims in one script
	settleWithin = 3 * time.Second
)

// settling gathers the claims of a pool that are settled while others of it are on
// their way: what a script costs is mostly the script, not the claim.
type settling struct {
	mu     sync.Mutex
	queues map[seenKey]*settleQueue
}

// settleQueue is the groups of one pool and epoch.
type settleQueue struct {
	next   *settleGroup  // takes more; nil for none
	flying chan struct{} // done of the group sent last, nil once it has come back
}

type settleGroup struct {
	args  []any         // the epoch and the claims
	done  chan struct{} // closed once known or err is set
	known []bool        // by claim
	err   error
}

// Settle implements [ticketing.Stock].
func (s *Stock) Settle(ctx context.Context, p ticketing.Pool, id ticketing.ClaimID) (bool, error) {
	key := seenKey{p.ID, p.Epoch}
	s.settling.mu.Lock()
	if s.settling.queues == nil {
		s.settling.queues = map[seenKey]*settleQueue{}
	}
	q := s.settling.queues[key]
	if q == nil {
		q = &settleQueue{}
		s.settling.queues[key] = q
	}
	g, before := q.next, q.flying
	first := g == nil
	if first {
		g = &settleGroup{args: []any{p.Epoch}, done: make(chan struct{})}
		q.next = g
	}
	mine := len(g.args) - 1
	g.args = append(g.args, string(id))
	if mine+1 == settleMost {
		q.next = nil
	}
	s.settling.mu.Unlock()
	if first { // it sends the group, for all who join until then
		if before != nil {
			<-before // which is bounded
		}
		s.send(ctx, p, q, g)
	}
	select {
	case <-g.done:
		return g.err == nil && g.known[mine], g.err
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

// send settles a group under a deadline of its own: no caller ends what others wait
// for.
func (s *Stock) send(ctx context.Context, p ticketing.Pool, q *settleQueue, g *settleGroup) {
	s.settling.mu.Lock()
	if q.next == g {
		q.next = nil
	}
	q.flying = g.done
	s.settling.mu.Unlock()
	bounded, cancel := context.WithTimeout(context.WithoutCancel(ctx), settleWithin)
	defer cancel()
	g.known = make([]bool, len(g.args)-1) // nobody is known in another epoch
	answer, err := settle.Run(bounded, s.Redis, []string{poolKey(p.ID), entriesKey(p.ID, p.Epoch), pendingKey(p.ID, p.Epoch)}, g.args...).BoolSlice()
	if err != nil {
		g.err = fmt.Errorf("run settle.lua: %w", err)
	}
	copy(g.known, answer)
	s.settling.mu.Lock()
	defer s.settling.mu.Unlock()
	close(g.done)
	if q.flying == g.done {
		q.flying = nil
		if q.next == nil {
			delete(s.settling.queues, seenKey{p.ID, p.Epoch})
		}
	}
}
