// Package redisstore keeps in Redis what the edge needs there: rate limits and
// the replies that idempotency keys replay.
//
// Everything here has an expiry and may vanish at any moment with no more harm
// than a request too many or a reply computed twice; what must not happen twice
// is guarded by documents. Clients come from embedded.OpenRedis, whose errors
// carry their fault.
package redisstore

import (
	"context"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"
)

var (
	//go:embed limit.lua
	limitLua string
	limit    = redis.NewScript(limitLua)
)

// Rate is how much is let through: Count in each Per on the long run, and Burst
// at once by somebody who has been quiet. A Burst of 0 means Count.
type Rate struct {
	Count int
	Per   time.Duration
	Burst int
}

// Decision is the answer of [Limiter.Allow].
type Decision struct {
	OK         bool
	Remaining  int           // requests that would be let through right now
	RetryAfter time.Duration // when refused, how long until one fits; else 0
	Reset      time.Duration // how long until the full burst is there again
}

// Limiter counts requests by key, on the clock of Redis, so that all processes
// count together.
type Limiter struct {
	Redis redis.UniversalClient
}

// Allow counts one request against key, a short name of what is limited and of
// whom: "codes/phone/<hash>". One key is used with one rate. A refused request
// costs nothing, so that who keeps asking is not kept out forever.
//
// An error means that Redis did not answer; whether to let through then is the
// caller's choice. A command that the client library repeated after a lost
// answer may count twice.
func (l *Limiter) Allow(ctx context.Context, key string, rate Rate) (Decision, error) {
	if rate.Burst == 0 {
		rate.Burst = rate.Count
	}
	if rate.Count < 1 || rate.Per <= 0 || rate.Burst < 1 {
		return Decision{}, errors.New("a rate has a count, a burst and a duration above zero")
	}
	cost := float64(rate.Per.Microseconds()) / float64(rate.Count)
	answer, err := limit.Run(ctx, l.Redis, []string{limitKey(key)}, cost, rate.Burst).Int64Slice()
	if err != nil {
		return Decision{}, fmt.Errorf("run limit.lua: %w", err)
	}
	if len(answer) != 4 {
		return Decision{}, fmt.Errorf("limit.lua answered %d numbers", len(answer))
	}
	return Decision{
		OK:         answer[0] == 1,
		Remaining:  int(answer[1]),
		RetryAfter: time.Duration(answer[2]) * time.Microsecond,
		Reset:      time.Duration(answer[3]) * time.Microsecond,
	}, nil
}

// limitKey keeps keys short whatever part of them a stranger has chosen.
func limitKey(key string) string {
	if len(key) > 128 {
		sum := sha256.Sum256([]byte(key))
		key = "sha256/" + hex.EncodeToString(sum[:])
	}
	return "limit:" + key
}
