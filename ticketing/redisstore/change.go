package redisstore

import (
	"context"
	"fmt"
	"time"

	"wanjia/ticketing"
)

// More implements [ticketing.Stock].
func (s *Stock) More(ctx context.Context, p ticketing.Pool, c ticketing.Claim, name ticketing.ClaimID, n int, until time.Time) (ticketing.Grant, error) {
	highest, _ := s.seen.LoadOrStore(seenKey{p.ID, p.Epoch}, int64(0))
	// The best there are: who wants to choose them gives back and books anew.
	extra := ticketing.Claim{ID: name, Party: n, Wish: ticketing.Wish{Sector: c.Wish.Sector, Scattered: true}}
	wish, err := s.wish(ctx, p, extra)
	if err != nil {
		return ticketing.Grant{}, err
	}
	answer, err := more.of(p).Run(ctx, s.Redis, poolKeys(p), p.Epoch, highest, p.Rev, string(c.ID), string(name),
		string(c.Holder), n, p.Capacity, until.UnixMilli(), c.Channel, p.Share(c.Channel), "", "", "", wish).StringSlice()
	if err != nil {
		return ticketing.Grant{}, fmt.Errorf("run more.lua: %w", err)
	}
	g, err := grant(answer)
	if err != nil {
		return ticketing.Grant{}, fmt.Errorf("read the answer of more.lua: %w", err)
	}
	return g, nil
}

// Match implements [ticketing.Stock].
func (s *Stock) Match(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	args := []any{p.Epoch, string(c.ID), c.Rev, string(c.Hint()), joined(c.Places)}
	for _, ch := range c.Changes {
		if !ch.Refused {
			args = append(args, string(ticketing.MoreID(c.ID, ch.ID)))
		}
	}
	answer, err := match.of(p).Run(ctx, s.Redis, poolKeys(p), args...).StringSlice()
	if err != nil {
		return ticketing.Grant{}, fmt.Errorf("run match.lua: %w", err)
	}
	g, err := grant(answer)
	if err != nil {
		return ticketing.Grant{}, fmt.Errorf("read the answer of match.lua: %w", err)
	}
	return g, nil
}
