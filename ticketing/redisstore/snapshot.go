package redisstore

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"wanjia/ticketing"
)

// scanned is how many fields one step of reading a hash asks for: a pool of tens
// of thousands of claims must not hold up the scripts of its slot.
const scanned = 1000

// Snapshot implements [ticketing.Stock].
func (s *Stock) Snapshot(ctx context.Context, p ticketing.Pool) (ticketing.Snapshot, error) {
	out := ticketing.Snapshot{
		Entries: map[ticketing.ClaimID]ticketing.Entry{}, Holders: map[ticketing.HolderID]ticketing.ClaimID{},
	}
	figures, err := s.Redis.HMGet(ctx, poolKey(p.ID), "epoch", "next", "taken").Result()
	if err != nil {
		return out, fmt.Errorf("read the figures: %w", err)
	}
	if figures[0] == nil {
		return out, nil
	}
	if out.Epoch, err = strconv.ParseInt(fmt.Sprint(figures[0]), 10, 64); err != nil {
		return out, fmt.Errorf("read the epoch: %w", err)
	}
	next, errNext := strconv.Atoi(fmt.Sprint(figures[1]))
	taken, errTaken := strconv.Atoi(fmt.Sprint(figures[2]))
	if err := errors.Join(errNext, errTaken); err != nil {
		return out, fmt.Errorf("read the figures: %w", err)
	}
	out.Next, out.Taken = next, taken
	freed, err := s.Redis.ZRange(ctx, freedKey(p.ID, out.Epoch), 0, -1).Result()
	if err != nil {
		return out, fmt.Errorf("read the free places: %w", err)
	}
	if out.Freed, err = numbers(freed); err != nil {
		return out, fmt.Errorf("read the free places: %w", err)
	}
	slices.Sort(out.Freed)
	err = s.eachField(ctx, entriesKey(p.ID, out.Epoch), func(id, text string) error {
		e, err := readEntry(text)
		out.Entries[ticketing.ClaimID(id)] = e
		return err
	})
	if err != nil {
		return out, fmt.Errorf("read the entries: %w", err)
	}
	err = s.eachField(ctx, holdersKey(p.ID, out.Epoch), func(holder, id string) error {
		out.Holders[ticketing.HolderID(holder)] = ticketing.ClaimID(id)
		return nil
	})
	if err != nil {
		return out, fmt.Errorf("read the holders: %w", err)
	}
	return out, nil
}

// eachField calls fn for every field of a hash, a piece at a time.
func (s *Stock) eachField(ctx context.Context, key string, fn func(field, value string) error) error {
	for cursor := uint64(0); ; {
		pairs, next, err := s.Redis.HScan(ctx, key, cursor, "", scanned).Result()
		if err != nil && !errors.Is(err, redis.Nil) {
			return err
		}
		for i := 0; i+1 < len(pairs); i += 2 {
			if err := fn(pairs[i], pairs[i+1]); err != nil {
				return err
			}
		}
		if next == 0 {
			return nil
		}
		cursor = next
	}
}

// readEntry reads a value of the entries hash; see take.lua.
func readEntry(text string) (ticketing.Entry, error) {
	fields := strings.Split(text, "|")
	if len(fields) != 4 {
		return ticketing.Entry{}, fmt.Errorf("entry %q has %d fields", text, len(fields))
	}
	e := ticketing.Entry{Holder: ticketing.HolderID(fields[1]), Settled: fields[0] == "s"}
	if fields[3] == "" {
		return e, nil
	}
	var err error
	e.Places, err = numbers(strings.Split(fields[3], ","))
	return e, err
}
