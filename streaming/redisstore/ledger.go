// Package redisstore shares the state of the channels among packagers and origins
// through Redis. A channel is one hash tag and so one slot of a cluster. All of it
// may be lost at any moment: numbering comes from the clock, and a channel whose
// plan is lost shows the slate.
package redisstore

import (
	"context"
	_ "embed"
	"fmt"
	"strconv"
	"strings"

	"github.com/redis/go-redis/v9"

	"wanjia/streaming"
)

var (
	//go:embed common.lua
	commonLua string
	//go:embed lead.lua
	leadLua string
	//go:embed reserve.lua
	reserveLua string
	//go:embed publish.lua
	publishLua string
	//go:embed grow.lua
	growLua string
	//go:embed forget.lua
	forgetLua string
	//go:embed order.lua
	orderLua string
	//go:embed listing.lua
	listingLua string

	lead    = redis.NewScript(commonLua + leadLua)
	reserve = redis.NewScript(commonLua + reserveLua)
	publish = redis.NewScript(commonLua + publishLua)
	grow    = redis.NewScript(commonLua + growLua)
	forget  = redis.NewScript(commonLua + forgetLua)
	order   = redis.NewScript(commonLua + orderLua)
	listing = redis.NewScript(commonLua + listingLua)
)

// pageSize is how many records one script returns; the rest is asked for again.
const pageSize = 1000

// Ledger implements [streaming.Ledger], [streaming.Desk] and [streaming.Listings].
type Ledger struct{ Redis redis.UniversalClient }

var (
	_ streaming.Ledger   = (*Ledger)(nil)
	_ streaming.Desk     = (*Ledger)(nil)
	_ streaming.Listings = (*Ledger)(nil)
)

// keys are the KEYS of common.lua.
func keys(c streaming.ChannelID) []string {
	prefix := fmt.Sprintf("live:{%s}:", c)
	return []string{prefix + "lease", prefix + "state", prefix + "plan", prefix + "cells"}
}

// Lead implements [streaming.Ledger].
func (l *Ledger) Lead(ctx context.Context, c streaming.ChannelID, b streaming.Bid) (streaming.State, error) {
	answer, err := lead.Run(ctx, l.Redis, keys(c), b.Holder, max(1, b.For.Milliseconds()), b.Blind).StringSlice()
	if err != nil {
		return streaming.State{}, fmt.Errorf("run lead.lua: %w", err)
	}
	if len(answer) < 5 {
		return streaming.State{}, fmt.Errorf("lead.lua answered %d strings", len(answer))
	}
	n, err := numbers(answer[:4])
	if err != nil {
		return streaming.State{}, fmt.Errorf("read the answer of lead.lua: %w", err)
	}
	s := streaming.State{Leads: n[0] == 1, Term: n[1], Version: n[2], First: n[3]}
	if answer[4] != "" {
		r, err := decode(answer[4])
		if err != nil {
			return streaming.State{}, err
		}
		s.Last = &r
	}
	for _, text := range answer[5:] {
		o, err := decodeOrder(text)
		if err != nil {
			return streaming.State{}, err
		}
		s.Plan = append(s.Plan, o)
	}
	return s, nil
}

// Reserve implements [streaming.Ledger].
func (l *Ledger) Reserve(ctx context.Context, c streaming.ChannelID, term, version, cell int64) error {
	answer, err := reserve.Run(ctx, l.Redis, keys(c), term, version, cell).Text()
	if err != nil {
		return fmt.Errorf("run reserve.lua: %w", err)
	}
	return refusal(answer)
}

// Publish implements [streaming.Ledger].
func (l *Ledger) Publish(ctx context.Context, c streaming.ChannelID, term int64, r streaming.Record, first int64) error {
	answer, err := publish.Run(ctx, l.Redis, keys(c), term, r.Cell, encode(r), first).Text()
	if err != nil {
		return fmt.Errorf("run publish.lua: %w", err)
	}
	return refusal(answer)
}

// Grow implements [streaming.Ledger].
func (l *Ledger) Grow(ctx context.Context, c streaming.ChannelID, term int64, r streaming.Record) error {
	answer, err := grow.Run(ctx, l.Redis, keys(c), term, r.Cell, encode(r)).Text()
	if err != nil {
		return fmt.Errorf("run grow.lua: %w", err)
	}
	return refusal(answer)
}

// Forget implements [streaming.Ledger].
func (l *Ledger) Forget(ctx context.Context, c streaming.ChannelID, term, first, before int64) ([]streaming.Record, error) {
	answer, err := forget.Run(ctx, l.Redis, keys(c), term, first, before).StringSlice()
	if err != nil {
		return nil, fmt.Errorf("run forget.lua: %w", err)
	}
	if err := refusal(answer[0]); err != nil {
		return nil, err
	}
	return decodeAll(answer[1:])
}

// Order implements [streaming.Desk].
func (l *Ledger) Order(ctx context.Context, c streaming.ChannelID, o streaming.Order) (streaming.Order, error) {
	answer, err := order.Run(ctx, l.Redis, keys(c), o.From, o.Begin, string(o.Source)).StringSlice()
	if err != nil {
		return streaming.Order{}, fmt.Errorf("run order.lua: %w", err)
	}
	n, err := numbers(answer)
	if err != nil || len(n) != 2 {
		return streaming.Order{}, fmt.Errorf("order.lua answered %q: %w", answer, err)
	}
	o.From, o.Begin = n[0], n[1]
	return o, nil
}

// Plan implements [streaming.Desk].
func (l *Ledger) Plan(ctx context.Context, c streaming.ChannelID) (streaming.Plan, error) {
	texts, err := l.Redis.ZRange(ctx, keys(c)[2], 0, -1).Result()
	if err != nil {
		return nil, fmt.Errorf("read the plan of channel %s: %w", c, err)
	}
	var plan streaming.Plan
	for _, text := range texts {
		o, err := decodeOrder(text)
		if err != nil {
			return nil, err
		}
		plan = append(plan, o)
	}
	return plan, nil
}

// Listing implements [streaming.Listings].
func (l *Ledger) Listing(ctx context.Context, c streaming.ChannelID, after int64) (streaming.Listing, error) {
	var out streaming.Listing
	for {
		answer, err := listing.Run(ctx, l.Redis, keys(c), after, pageSize).StringSlice()
		if err != nil {
			return streaming.Listing{}, fmt.Errorf("run listing.lua: %w", err)
		}
		if len(answer) < 3 {
			return streaming.Listing{}, fmt.Errorf("listing.lua answered %d strings", len(answer))
		}
		n, err := numbers(answer[:2])
		if err != nil {
			return streaming.Listing{}, fmt.Errorf("read the answer of listing.lua: %w", err)
		}
		records, err := decodeAll(answer[3:])
		if err != nil {
			return streaming.Listing{}, err
		}
		out.First, out.Term, out.Records, out.Open = n[0], n[1], append(out.Records, records...), nil
		if answer[2] != "" {
			open, err := decode(answer[2])
			if err != nil {
				return streaming.Listing{}, err
			}
			out.Open = &open
		}
		if len(records) < pageSize {
			return out, nil
		}
		after = records[len(records)-1].Cell
	}
}

// refusal is the error that a script's word stands for.
func refusal(word string) error {
	switch word {
	case "ok":
		return nil
	case "fenced":
		return streaming.ErrFenced
	case "replanned":
		return streaming.ErrReplanned
	}
	return fmt.Errorf("a script answered %q", word)
}

func numbers(texts []string) ([]int64, error) {
	out := make([]int64, len(texts))
	for i, s := range texts {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return nil, err
		}
		out[i] = n
	}
	return out, nil
}

func decodeOrder(text string) (streaming.Order, error) {
	parts := strings.SplitN(text, "|", 3)
	if len(parts) != 3 {
		return streaming.Order{}, fmt.Errorf("stored order %q", text)
	}
	n, err := numbers(parts[:2])
	if err != nil {
		return streaming.Order{}, fmt.Errorf("stored order %q: %w", text, err)
	}
	return streaming.Order{From: n[0], Begin: n[1], Source: streaming.SourceID(parts[2])}, nil
}
