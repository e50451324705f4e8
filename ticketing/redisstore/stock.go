package redisstore

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/ticketing"
)

// lockFor is how long the lock of a rebuilder outlives it: so long nobody can press
// when one was killed at its work. One that lives renews it. The lock is a hint that
// saves work: publish.lua checks it again, and the epochs keep two rebuilders' keys
// apart.
const lockFor = 3 * time.Second

// Stock implements [ticketing.Stock].
type Stock struct {
	Redis redis.UniversalClient
	Plans ticketing.Plans // of the seated pools; nil where there are none

	seen    sync.Map // seenKey -> int64, the highest sequence number answered
	rushes  together[rushKey, rushPress, rushAnswer]
	settles together[seenKey, ticketing.ClaimID, bool]
	tokens  sync.Map // ticketing.PoolID -> string, of locks held here
}

type seenKey struct {
	pool  ticketing.PoolID
	epoch int64
}

var _ ticketing.Stock = (*Stock)(nil)

// Wait bounds what is asked together by d, which is said before the stock is used; 0 for
// the usual seconds.
func (s *Stock) Wait(d time.Duration) { s.rushes.within, s.settles.within = d, d }

// rank is who asks take.lua for places; see there.
type rank int

const (
	newcomer rank = iota
	waited
	house
)

// Take implements [ticketing.Stock]. Those who press in one counted pool at the same
// moment are asked for together.
func (s *Stock) Take(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	if !p.Seated() {
		if g, ok, err := s.rush(ctx, p, c); ok || err != nil {
			return g, err
		}
	}
	return s.take(ctx, p, c, 0, 0, newcomer)
}

// Offer implements [ticketing.Stock].
func (s *Stock) Offer(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	return s.take(ctx, p, c, 0, 0, waited)
}

// Block implements [ticketing.Stock].
func (s *Stock) Block(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	c.Channel = ticketing.Blocking
	return s.take(ctx, p, c, 0, 0, house)
}

// Fence implements [ticketing.Stock].
func (s *Stock) Fence(ctx context.Context, p ticketing.Pool, most map[string]int) (ticketing.Grant, error) {
	args := []any{p.Epoch, p.Rev}
	for channel, n := range most {
		args = append(args, channel, n)
	}
	answer, err := fence.of(p).Run(ctx, s.Redis, poolKeys(p), args...).StringSlice()
	if err != nil {
		return ticketing.Grant{}, fmt.Errorf("run fence.lua: %w", err)
	}
	g, err := grant(answer)
	if err != nil {
		return ticketing.Grant{}, fmt.Errorf("read the answer of fence.lua: %w", err)
	}
	return g, nil
}

// SetWaiting implements [ticketing.Stock].
func (s *Stock) SetWaiting(ctx context.Context, p ticketing.Pool, n int, told int64) (bool, error) {
	ok, err := waiting.Run(ctx, s.Redis, poolKeys(p), p.Epoch, n, told).Bool()
	if err != nil {
		return false, fmt.Errorf("run waiting.lua: %w", err)
	}
	return ok, nil
}

// Hold implements [ticketing.Stock].
func (s *Stock) Hold(ctx context.Context, p ticketing.Pool, c ticketing.Claim, f, longest time.Duration) (ticketing.Grant, error) {
	return s.take(ctx, p, c, max(f, time.Millisecond), longest, newcomer)
}

func (s *Stock) take(ctx context.Context, p ticketing.Pool, c ticketing.Claim, f, longest time.Duration, who rank) (ticketing.Grant, error) {
	share := p.Share(c.Channel)
	if who == house {
		share = -1
	}
	seen := seenKey{p.ID, p.Epoch}
	highest, _ := s.seen.LoadOrStore(seen, int64(0))
	wish, err := s.wish(ctx, p, c)
	if err != nil {
		return ticketing.Grant{}, err
	}
	answer, err := take.of(p).Run(ctx, s.Redis, poolKeys(p), p.Epoch, highest, string(c.ID), string(c.Holder),
		c.Party, p.Capacity, p.Opens.UnixMilli(), p.Until().UnixMilli(), c.Channel, share,
		f.Milliseconds(), longest.Milliseconds(), int(who), p.Rev, wish).StringSlice()
	if err != nil {
		return ticketing.Grant{}, fmt.Errorf("run take.lua: %w", err)
	}
	g, err := grant(answer)
	if err != nil {
		return ticketing.Grant{}, fmt.Errorf("read the answer of take.lua: %w", err)
	}
	s.raise(seen, g.Seq)
	return g, nil
}

// Keep implements [ticketing.Stock].
func (s *Stock) Keep(ctx context.Context, p ticketing.Pool, c ticketing.Claim, by time.Duration) (ticketing.Grant, error) {
	answer, err := keep.of(p).Run(ctx, s.Redis, poolKeys(p), p.Epoch, string(c.ID), string(c.Holder), by.Milliseconds(), p.Rev).StringSlice()
	if err != nil {
		return ticketing.Grant{}, fmt.Errorf("run keep.lua: %w", err)
	}
	g, err := grant(answer)
	if err != nil {
		return ticketing.Grant{}, fmt.Errorf("read the answer of keep.lua: %w", err)
	}
	return g, nil
}

// raise remembers the highest sequence number answered in an epoch: a Redis that
// later knows a lower one has lost writes.
func (s *Stock) raise(key seenKey, seq int64) {
	for {
		have, _ := s.seen.LoadOrStore(key, int64(0))
		if have.(int64) >= seq || s.seen.CompareAndSwap(key, have, seq) {
			return
		}
	}
}

func grant(answer []string) (ticketing.Grant, error) {
	if len(answer) == 0 {
		return ticketing.Grant{}, errors.New("it is empty")
	}
	g := ticketing.Grant{Verdict: ticketing.Verdict(answer[0])}
	var err error
	switch {
	case g.Verdict == ticketing.Granted && len(answer) == 1: // of a fence
	case g.Verdict == ticketing.Granted && len(answer) > 4:
		if g.Seq, err = strconv.ParseInt(answer[1], 10, 64); err != nil {
			return g, err
		}
		var until int64
		if until, err = strconv.ParseInt(answer[2], 10, 64); err != nil {
			return g, err
		}
		if until > 0 {
			g.Until = time.UnixMilli(until)
		}
		g.Channel = answer[3]
		g.Places, err = numbers(answer[4:])
	case g.Verdict == ticketing.TooMany && len(answer) == 3:
		g.Channel = answer[2]
		g.Taken, err = strconv.Atoi(answer[1])
	case g.Verdict == ticketing.HeldAlready && len(answer) == 2:
		g.Holder = ticketing.ClaimID(answer[1])
	case (g.Verdict == ticketing.NoRoom || g.Verdict == ticketing.Queue) && len(answer) == 2:
		g.Free, err = strconv.Atoi(answer[1])
	case g.Verdict == ticketing.SeatsTaken:
		g.Places, err = numbers(answer[1:])
	case g.Verdict == ticketing.NoBlock && len(answer) == 6:
		g.Could, err = could(answer[1:])
	case len(answer) != 1:
		err = fmt.Errorf("%d fields behind %q", len(answer)-1, answer[0])
	}
	return g, err
}

func numbers(texts []string) ([]int, error) {
	out := make([]int, len(texts))
	for i, t := range texts {
		n, err := strconv.Atoi(t)
		if err != nil {
			return nil, err
		}
		out[i] = n
	}
	return out, nil
}

// Give implements [ticketing.Stock].
func (s *Stock) Give(ctx context.Context, p ticketing.Pool, id ticketing.ClaimID) (bool, error) {
	n, err := s.give(ctx, p, id, "")
	return n >= 0, err
}

// Drop implements [ticketing.Stock].
func (s *Stock) Drop(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (bool, error) {
	n, err := s.give(ctx, p, c.ID, c.Holder)
	return n >= 0, err
}

// Lapse implements [ticketing.Stock].
func (s *Stock) Lapse(ctx context.Context, p ticketing.Pool) (int, error) {
	n, err := s.give(ctx, p, "", "")
	return max(0, n), err
}

func (s *Stock) give(ctx context.Context, p ticketing.Pool, id ticketing.ClaimID, of ticketing.HolderID) (int, error) {
	seen := seenKey{p.ID, p.Epoch}
	highest, _ := s.seen.LoadOrStore(seen, int64(0))
	answer, err := give.of(p).Run(ctx, s.Redis, poolKeys(p), p.Epoch, string(id), string(of), highest).Int64Slice()
	if err == nil && len(answer) != 2 {
		err = fmt.Errorf("%d fields in the answer", len(answer))
	}
	if err != nil {
		return 0, fmt.Errorf("run give.lua: %w", err)
	}
	s.raise(seen, answer[1])
	return int(answer[0]), nil
}

// Pending implements [ticketing.Stock]. The age is measured by the clock of
// Redis, which also entered the claims.
func (s *Stock) Pending(ctx context.Context, p ticketing.Pool, age time.Duration) ([]ticketing.Claim, error) {
	now, err := s.Redis.Time(ctx).Result()
	if err != nil {
		return nil, fmt.Errorf("ask the time: %w", err)
	}
	ids, err := s.Redis.ZRangeArgs(ctx, redis.ZRangeArgs{
		Key: pendingKey(p.ID, p.Epoch), ByScore: true,
		Start: "-inf", Stop: now.Add(-age).UnixMilli(), Count: 1000,
	}).Result()
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	entries, err := s.Redis.HMGet(ctx, entriesKey(p.ID, p.Epoch), ids...).Result()
	if err != nil {
		return nil, fmt.Errorf("read pending claims: %w", err)
	}
	out := make([]ticketing.Claim, len(ids))
	for i, id := range ids {
		out[i] = ticketing.Claim{ID: ticketing.ClaimID(id), Pool: p.ID}
		text, _ := entries[i].(string) // gone meanwhile: whose it was does not matter then
		if fields := strings.Split(text, "|"); len(fields) == fieldsOfEntry {
			out[i].Holder, out[i].Held = ticketing.HolderID(fields[1]), fields[4] != "0"
		}
	}
	return out, nil
}

// Counts implements [ticketing.Stock]: one round trip to each node.
func (s *Stock) Counts(ctx context.Context, pools []ticketing.Pool) ([]ticketing.Count, error) {
	answers := make([]*redis.MapStringStringCmd, len(pools))
	_, err := s.Redis.Pipelined(ctx, func(pipe redis.Pipeliner) error {
		for i, p := range pools {
			answers[i] = pipe.HGetAll(ctx, poolKey(p.ID))
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read pools: %w", err)
	}
	out := make([]ticketing.Count, len(pools))
	for i, a := range answers {
		hash := a.Val()
		if hash["epoch"] != strconv.FormatInt(pools[i].Epoch, 10) {
			continue
		}
		taken, err := strconv.Atoi(hash["taken"])
		if err != nil {
			return nil, fmt.Errorf("read the count of pool %s: %w", pools[i].ID, err)
		}
		through, err := throughs(hash)
		if err != nil {
			return nil, fmt.Errorf("read the count of pool %s: %w", pools[i].ID, err)
		}
		rev, err := revision(hash)
		if err != nil {
			return nil, fmt.Errorf("read the count of pool %s: %w", pools[i].ID, err)
		}
		out[i] = ticketing.Count{Known: true, Rev: rev, Taken: taken, ByChannel: through}
		if acc := hash["acc"]; acc != "" {
			if out[i].Accessible, err = strconv.Atoi(acc); err != nil {
				return nil, fmt.Errorf("read the free seats of pool %s: %w", pools[i].ID, err)
			}
		}
		if told := hash["told"]; told != "" {
			if out[i].Told, err = strconv.ParseInt(told, 10, 64); err != nil {
				return nil, fmt.Errorf("read who was said to wait for pool %s: %w", pools[i].ID, err)
			}
		}
		if w := hash["w"]; w != "" {
			if out[i].Waiting, err = strconv.Atoi(w); err != nil {
				return nil, fmt.Errorf("read who waits for pool %s: %w", pools[i].ID, err)
			}
		}
	}
	return out, nil
}

// Clock implements [ticketing.Stock].
func (s *Stock) Clock(ctx context.Context) (time.Time, error) {
	now, err := s.Redis.Time(ctx).Result()
	if err != nil {
		return now, fmt.Errorf("ask the time: %w", err)
	}
	return now, nil
}

// Lock implements [ticketing.Stock].
func (s *Stock) Lock(ctx context.Context, p ticketing.PoolID) (func(), bool, error) {
	token := rand.Text()
	ok, err := s.Redis.SetNX(ctx, lockKey(p), token, lockFor).Result()
	if err != nil || !ok {
		return nil, false, err
	}
	s.tokens.Store(p, token)
	renewed, stop := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(renewed)
		s.renew(context.WithoutCancel(ctx), p, token, stop)
	}()
	return func() {
		close(stop)
		<-renewed
		s.tokens.CompareAndDelete(p, token)
		// It lapses by itself where this fails.
		_ = unlock.Run(context.WithoutCancel(ctx), s.Redis, []string{lockKey(p)}, token).Err()
	}, true, nil
}

// renew keeps the lock of a pool until stop is closed or it is somebody else's.
func (s *Stock) renew(ctx context.Context, p ticketing.PoolID, token string, stop <-chan struct{}) {
	tick := time.NewTicker(lockFor / 3)
	defer tick.Stop()
	for {
		select {
		case <-stop:
			return
		case <-tick.C:
		}
		bounded, cancel := context.WithTimeout(ctx, lockFor/3)
		ours, err := renew.Run(bounded, s.Redis, []string{lockKey(p)}, token, lockFor.Milliseconds()).Bool()
		cancel()
		if err == nil && !ours {
			return
		}
	}
}
