package proof

import (
	"context"
	"sync/atomic"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// Points at which something may go wrong.
const (
	beforeScript = "before the script"
	afterScript  = "after it"
	beforeInsert = "before the insert"
	afterInsert  = "after it, stored"
	beforeAnswer = "before the answer"
)

var points = []string{beforeScript, afterScript, beforeInsert, afterInsert, beforeAnswer}

// trap does something once, when a point has been passed so many times.
type trap struct {
	point  string
	left   atomic.Int64
	spring func()
}

func (t *trap) at(point string) {
	if t != nil && point == t.point && t.left.Add(-1) == 0 {
		t.spring()
	}
}

// trappedStock passes the points of the scripts.
type trappedStock struct {
	ticketing.Stock
	trap *trap
}

// trappedClaims passes those of the documents.
type trappedClaims struct {
	ticketing.Claims
	trap *trap
}

// trappedWaits passes those of documents that change.
type trappedWaits struct {
	ticketing.Waits
	trap *trap
}

func (s trappedStock) Take(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	s.trap.at(beforeScript)
	defer s.trap.at(afterScript)
	return s.Stock.Take(ctx, p, c)
}

func (s trappedStock) Hold(ctx context.Context, p ticketing.Pool, c ticketing.Claim, f, longest time.Duration) (ticketing.Grant, error) {
	s.trap.at(beforeScript)
	defer s.trap.at(afterScript)
	return s.Stock.Hold(ctx, p, c, f, longest)
}

func (s trappedStock) Keep(ctx context.Context, p ticketing.Pool, c ticketing.Claim, by time.Duration) (ticketing.Grant, error) {
	s.trap.at(beforeScript)
	defer s.trap.at(afterScript)
	return s.Stock.Keep(ctx, p, c, by)
}

func (s trappedStock) Give(ctx context.Context, p ticketing.Pool, id ticketing.ClaimID) (bool, error) {
	s.trap.at(beforeScript)
	defer s.trap.at(afterScript)
	return s.Stock.Give(ctx, p, id)
}

func (s trappedClaims) Insert(ctx context.Context, c ticketing.Claim) error {
	s.trap.at(beforeInsert)
	defer s.trap.at(afterInsert)
	return s.Claims.Insert(ctx, c)
}

func (s trappedClaims) Release(ctx context.Context, holder ticketing.HolderID, id ticketing.ClaimID, at time.Time) (ticketing.Claim, error) {
	s.trap.at(beforeInsert)
	defer s.trap.at(afterInsert)
	return s.Claims.Release(ctx, holder, id, at)
}

func (s trappedWaits) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	s.trap.at(beforeInsert)
	defer s.trap.at(afterInsert)
	return s.Waits.Turn(ctx, id, from, change)
}

// trappedPools passes those of a pool's document that changes.
type trappedPools struct {
	ticketing.Pools
	trap *trap
}

func (s trappedPools) Change(ctx context.Context, id ticketing.PoolID, change func(*ticketing.Pool) error) (ticketing.Pool, error) {
	s.trap.at(beforeInsert)
	defer s.trap.at(afterInsert)
	return s.Pools.Change(ctx, id, change)
}

func (s trappedStock) Fence(ctx context.Context, p ticketing.Pool, most map[string]int) (ticketing.Grant, error) {
	s.trap.at(beforeScript)
	defer s.trap.at(afterScript)
	return s.Stock.Fence(ctx, p, most)
}

func (s trappedStock) Offer(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	s.trap.at(beforeScript)
	defer s.trap.at(afterScript)
	return s.Stock.Offer(ctx, p, c)
}

func (s trappedStock) More(ctx context.Context, p ticketing.Pool, c ticketing.Claim, name ticketing.ClaimID, n int, until time.Time) (ticketing.Grant, error) {
	s.trap.at(beforeScript)
	defer s.trap.at(afterScript)
	return s.Stock.More(ctx, p, c, name, n, until)
}

func (s trappedStock) Match(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	s.trap.at(beforeScript)
	defer s.trap.at(afterScript)
	return s.Stock.Match(ctx, p, c)
}
