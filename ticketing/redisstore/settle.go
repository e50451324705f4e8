package redisstore

import (
	"context"
	"fmt"

	"wanjia/ticketing"
)

// Settle implements [ticketing.Stock]. The claims of a pool that are settled while
// others of it are on their way go together.
func (s *Stock) Settle(ctx context.Context, p ticketing.Pool, id ticketing.ClaimID) (bool, error) {
	return s.settles.ask(ctx, seenKey{p.ID, p.Epoch}, id, func(ctx context.Context, ids []ticketing.ClaimID) ([]bool, error) {
		args := make([]any, 1, 1+len(ids))
		args[0] = p.Epoch
		for _, id := range ids {
			args = append(args, string(id))
		}
		keys := keysOf(p)
		answer, err := settle.Run(ctx, s.Redis, []string{keys[0], keys[1], keys[4]}, args...).BoolSlice()
		if err != nil {
			return nil, fmt.Errorf("run settle.lua: %w", err)
		}
		known := make([]bool, len(ids)) // nobody is known in another epoch
		copy(known, answer)
		return known, nil
	})
}

// Resume implements [ticketing.Stock].
func (s *Stock) Resume(ctx context.Context, p ticketing.Pool, id ticketing.ClaimID) (bool, error) {
	ok, err := resume.of(p).Run(ctx, s.Redis, poolKeys(p), string(id)).Bool()
	if err != nil {
		return false, fmt.Errorf("run resume.lua: %w", err)
	}
	return ok, nil
}
