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
	hash, err := s.Redis.HGetAll(ctx, poolKey(p.ID)).Result()
	if err != nil {
		return out, fmt.Errorf("read the figures: %w", err)
	}
	if len(hash) == 0 {
		return out, nil
	}
	for field, to := range map[string]*int{"next": &out.Next, "taken": &out.Taken} {
		if *to, err = strconv.Atoi(hash[field]); err != nil {
			return out, fmt.Errorf("read %s: %w", field, err)
		}
	}
	if out.Epoch, err = strconv.ParseInt(hash["epoch"], 10, 64); err != nil {
		return out, fmt.Errorf("read the epoch: %w", err)
	}
	if out.Rev, err = revision(hash); err != nil {
		return out, err
	}
	if out.Through, err = throughs(hash); err != nil {
		return out, err
	}
	if out.Freed, out.Next, err = s.freed(ctx, p, out); err != nil {
		return out, fmt.Errorf("read the free places: %w", err)
	}
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

// freed returns the places that are free below the first that was never given out,
// ascending, and that first one. All places of a seated pool count as given out.
func (s *Stock) freed(ctx context.Context, p ticketing.Pool, have ticketing.Snapshot) ([]int, int, error) {
	if p.Seated() && p.Epoch != have.Epoch {
		return nil, have.Next, nil // the seats are those of another plan, perhaps
	}
	p.Epoch = have.Epoch
	if p.Seated() {
		seats, err := s.Seats(ctx, p)
		if err != nil {
			return nil, 0, err
		}
		var free []int
		for i, state := range seats.States {
			if state == ticketing.SeatFree {
				free = append(free, i+1)
			}
		}
		return free, len(seats.States) + 1, nil
	}
	texts, err := s.Redis.ZRange(ctx, freedKey(p.ID, p.Epoch), 0, -1).Result()
	if err != nil {
		return nil, 0, err
	}
	free, err := numbers(texts)
	slices.Sort(free)
	return free, have.Next, err
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

// revision reads which revision of the document Redis knows of, 0 for none.
func revision(hash map[string]string) (int64, error) {
	if hash["rev"] == "" {
		return 0, nil
	}
	rev, err := strconv.ParseInt(hash["rev"], 10, 64)
	if err != nil {
		return 0, fmt.Errorf("read the revision: %w", err)
	}
	return rev, nil
}

// throughs reads the places taken through each channel from the pool's hash.
func throughs(hash map[string]string) (map[string]int, error) {
	out := map[string]int{}
	for field, text := range hash {
		channel, ok := strings.CutPrefix(field, "t:")
		if !ok {
			continue
		}
		n, err := strconv.Atoi(text)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", field, err)
		}
		out[channel] = n
	}
	return out, nil
}

// fieldsOfEntry is how many fields an entry has; see common.lua.
const fieldsOfEntry = 7

// readEntry reads a value of the entries hash.
func readEntry(text string) (ticketing.Entry, error) {
	fields := strings.Split(text, "|")
	if len(fields) != fieldsOfEntry {
		return ticketing.Entry{}, fmt.Errorf("entry %q has %d fields", text, len(fields))
	}
	e := ticketing.Entry{Holder: ticketing.HolderID(fields[1]), Channel: fields[3], Settled: fields[0] == "s"}
	if fields[6] == "" {
		return e, nil
	}
	var err error
	e.Places, err = numbers(strings.Split(fields[6], ","))
	return e, err
}
