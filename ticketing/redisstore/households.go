package redisstore

import (
	"context"
	"crypto/rand"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/ticketing"
)

// Households implements [ticketing.Locks] for the presses of one household: a key each,
// set if it is not there, with an expiry, and deleted only by whoever has its token.
// A Redis that is emptied or fails over forgets it, and a holder who is slower than the
// expiry loses it: it spares work and guards nothing.
type Households struct {
	Redis redis.UniversalClient
}

var _ ticketing.Locks = (*Households)(nil)

// Lock implements [ticketing.Locks].
func (h *Households) Lock(ctx context.Context, name string, most time.Duration) (func(), bool, error) {
	key, token := fmt.Sprintf("household:{%s}", name), rand.Text()
	ok, err := h.Redis.SetNX(ctx, key, token, most).Result()
	if err != nil || !ok {
		return nil, false, err
	}
	return func() {
		// It lapses by itself where this fails.
		_ = unlock.Run(context.WithoutCancel(ctx), h.Redis, []string{key}, token).Err()
	}, true, nil
}
