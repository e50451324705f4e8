package redisstore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/ticketing"
)

const (
	chunk     = 500             // claims in one write of a rebuild
	stagedFor = 2 * time.Minute // after which the writes of a rebuilder that died are gone

	// seqPerEpoch keeps sequence numbers from going back: each epoch counts on
	// from its own multiple, however much of the one before was lost. Redis
	// counts in doubles, exact up to 2^53: nine million epochs.
	seqPerEpoch = 1_000_000_000
)

// Rebuild implements [ticketing.Stock]. The caller holds the lock of the pool.
// What is written lies under the new epoch and is seen by nobody until
// publish.lua makes it the one in force.
func (s *Stock) Rebuild(ctx context.Context, p ticketing.Pool, owned []ticketing.Claim, waiting int) (bool, error) {
	token, ok := s.tokens.Load(p.ID)
	if !ok {
		return false, nil
	}
	before, err := s.Redis.HGet(ctx, poolKey(p.ID), "epoch").Int64()
	if err != nil && !errors.Is(err, redis.Nil) {
		return false, fmt.Errorf("read the epoch in force: %w", err)
	}
	for part := range slices.Chunk(owned, chunk) {
		var entries, holders []any
		for _, c := range part {
			entries = append(entries, string(c.ID), entry(c))
			if holder := c.Hint(); holder != "" {
				holders = append(holders, string(holder), string(c.ID))
			}
		}
		_, err := s.Redis.Pipelined(ctx, func(pipe redis.Pipeliner) error {
			pipe.HSet(ctx, entriesKey(p.ID, p.Epoch), entries...)
			if len(holders) > 0 {
				pipe.HSet(ctx, holdersKey(p.ID, p.Epoch), holders...)
			}
			pipe.PExpire(ctx, entriesKey(p.ID, p.Epoch), stagedFor)
			pipe.PExpire(ctx, holdersKey(p.ID, p.Epoch), stagedFor)
			return nil
		})
		if err != nil {
			return false, fmt.Errorf("write claims: %w", err)
		}
	}
	next, taken, free := figures(owned)
	var seats []any
	if p.Seated() {
		free = nil // seats.go says which are free
		if seats, err = s.stageSeats(ctx, p, owned); err != nil {
			return false, fmt.Errorf("write seats: %w", err)
		}
	}
	for part := range slices.Chunk(free, chunk) {
		_, err := s.Redis.Pipelined(ctx, func(pipe redis.Pipeliner) error {
			pipe.ZAdd(ctx, freedKey(p.ID, p.Epoch), part...)
			pipe.PExpire(ctx, freedKey(p.ID, p.Epoch), stagedFor)
			return nil
		})
		if err != nil {
			return false, fmt.Errorf("write freed places: %w", err)
		}
	}
	keys := slices.Concat([]string{poolKey(p.ID), lockKey(p.ID)},
		epochKeys(p.ID, before), seatKeys(p.ID, before), epochKeys(p.ID, p.Epoch), seatKeys(p.ID, p.Epoch))
	args := append([]any{token, before, p.Epoch, "rev", p.Rev, "seq", p.Epoch * seqPerEpoch, "next", next, "taken", taken, "w", waiting}, seats...)
	for channel, n := range byChannel(owned) {
		args = append(args, "t:"+channel, n)
	}
	done, err := publish.Run(ctx, s.Redis, keys, args...).Bool()
	if err != nil {
		return false, fmt.Errorf("run publish.lua: %w", err)
	}
	return done, nil
}

// figures derives what the pool's hash holds from the claims: the first place
// never given out, the number of places taken, and the free places below it.
func figures(owned []ticketing.Claim) (next, taken int, free []redis.Z) {
	used := map[int]bool{}
	highest := 0
	for _, c := range owned {
		for _, n := range c.Places {
			used[n] = true
			highest = max(highest, n)
		}
	}
	for n := 1; n < highest; n++ {
		if !used[n] {
			free = append(free, redis.Z{Score: float64(n), Member: n})
		}
	}
	return highest + 1, len(used), free
}

// byChannel counts the places taken through each channel.
func byChannel(owned []ticketing.Claim) map[string]int {
	out := map[string]int{}
	for _, c := range owned {
		out[c.Channel] += len(c.Places)
	}
	return out
}

// entry is the value of the entries hash for an owned claim; see common.lua.
func entry(c ticketing.Claim) string {
	return strings.Join([]string{
		"s", string(c.Hint()), strconv.FormatInt(c.Seq, 10), c.Channel, "0", strconv.FormatInt(c.Rev, 10), joined(c.Places),
	}, "|")
}

// joined writes places as the scripts do.
func joined(places []int) string {
	texts := make([]string, len(places))
	for i, n := range places {
		texts[i] = strconv.Itoa(n)
	}
	return strings.Join(texts, ",")
}
