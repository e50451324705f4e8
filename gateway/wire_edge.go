package main

import (
	"context"

	"github.com/redis/go-redis/v9"

	"wanjia/gateway/api"
	"wanjia/gateway/redisstore"
)

// limiter lets the edge count in Redis.
type limiter struct{ store redisstore.Limiter }

func newLimiter(client redis.UniversalClient) *limiter {
	return &limiter{redisstore.Limiter{Redis: client}}
}

// Allow implements [api.Limiter].
func (l *limiter) Allow(ctx context.Context, key string, rate api.Rate) (api.Decision, error) {
	d, err := l.store.Allow(ctx, key, redisstore.Rate(rate))
	return api.Decision{OK: d.OK, RetryAfter: d.RetryAfter, Remaining: d.Remaining}, err
}

// replies lets the edge remember in Redis what it answered.
type replies struct{ store redisstore.Replies }

func newReplies(client redis.UniversalClient) *replies {
	return &replies{redisstore.Replies{Redis: client}}
}

// Begin implements [api.Replies].
func (r *replies) Begin(ctx context.Context, scope, key, fingerprint string) (api.Attempt, error) {
	b, err := r.store.Begin(ctx, scope, key, fingerprint)
	if err != nil {
		return api.Attempt{}, err
	}
	return api.Attempt{
		State: keyStates[b.State],
		Reply: api.Reply(b.Reply),
		Finish: func(ctx context.Context, reply api.Reply) error {
			return r.store.Finish(ctx, b.Token, redisstore.Reply(reply), 0)
		},
		Abandon: func(ctx context.Context) error { return r.store.Abandon(ctx, b.Token) },
	}, nil
}

var keyStates = map[redisstore.State]api.KeyState{
	redisstore.Fresh:    api.KeyFresh,
	redisstore.Running:  api.KeyRunning,
	redisstore.Done:     api.KeyDone,
	redisstore.Mismatch: api.KeyMismatch,
}
