package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/ticketing"
)

// OnList implements [ticketing.Waits].
func (s *Claims) OnList(ctx context.Context, pool ticketing.PoolID, n int) ([]ticketing.Claim, error) {
	return s.list(ctx, docstore.Query{Index: "waiting", Prefix: string(pool) + "/", Limit: min(n, docstore.MaxPage)})
}

// Overdue implements [ticketing.Waits].
func (s *Claims) Overdue(ctx context.Context, now time.Time, n int) ([]ticketing.Claim, error) {
	// Until itself is the first moment at which the offer stands no longer.
	return s.list(ctx, docstore.Query{Index: "until", To: docstore.Stamp(now.Add(1)), Limit: min(n, docstore.MaxPage)})
}

// mostWaits bounds what one person is shown of their waiting.
const mostWaits = 200

// WaitsOf implements [ticketing.Waits].
func (s *Claims) WaitsOf(ctx context.Context, holder ticketing.HolderID) ([]ticketing.Claim, error) {
	return s.list(ctx, docstore.Query{Index: "waiter", Prefix: string(holder) + "/", Limit: mostWaits, Desc: true})
}

func (s *Claims) list(ctx context.Context, q docstore.Query) ([]ticketing.Claim, error) {
	values, _, err := s.claims.List(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("list claims by %s: %w", q.Index, err)
	}
	return claims(values), nil
}

// Turn implements [ticketing.Waits].
func (s *Claims) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	v, err := s.claims.Change(ctx, string(id), func(c *claim) error {
		if c.State != string(from) {
			return ticketing.ErrMoved
		}
		next := c.claim()
		errand, err := change(&next)
		if err != nil {
			return err
		}
		errands := c.Errands
		*c = stored(next)
		c.Errands = errands
		if errand.Name != "" {
			c.Errands = append(errands[:len(errands):len(errands)], errand)
		}
		return nil
	})
	if errors.Is(err, docstore.ErrNotFound) || errors.Is(err, docstore.ErrInvalid) {
		return ticketing.Claim{}, ticketing.ErrNoClaim
	}
	return v.Value.claim(), taken(err, v.Value)
}
