// Package streamingtest holds the fake of the packagers' ledger and the contract
// test that it and the real one run.
package streamingtest

import (
	"context"
	"slices"
	"sync"
	"time"

	"wanjia/streaming"
)

// Ledger is [streaming.Ledger], [streaming.Desk] and [streaming.Listings] in memory.
// The zero value is empty; Now nil means time.Now.
type Ledger struct {
	Now func() time.Time

	mu       sync.Mutex
	channels map[streaming.ChannelID]*channel
}

type channel struct {
	holder        string
	until         time.Time
	sees          string // who could lead at once, "" for nobody
	seesUntil     time.Time
	term, version int64
	reserved      int64
	plan          streaming.Plan
	first         int64
	records       []streaming.Record
	open          *streaming.Record
}

var (
	_ streaming.Ledger   = (*Ledger)(nil)
	_ streaming.Desk     = (*Ledger)(nil)
	_ streaming.Listings = (*Ledger)(nil)
)

func (l *Ledger) of(id streaming.ChannelID) *channel {
	if l.channels == nil {
		l.channels = map[streaming.ChannelID]*channel{}
	}
	c := l.channels[id]
	if c == nil {
		c = &channel{reserved: -1}
		l.channels[id] = c
	}
	return c
}

func (l *Ledger) now() time.Time {
	if l.Now == nil {
		return time.Now()
	}
	return l.Now()
}

// Lead implements [streaming.Ledger].
func (l *Ledger) Lead(_ context.Context, id streaming.ChannelID, b streaming.Bid) (streaming.State, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c, now := l.of(id), l.now()
	switch {
	case !now.Before(c.until): // it had lapsed: somebody may have led meanwhile
		c.take(b.Holder, now.Add(b.For))
	case c.holder != b.Holder && !b.Blind:
		c.sees, c.seesUntil = b.Holder, now.Add(b.For)
	case c.holder != b.Holder && c.sees == b.Holder:
		c.sees = ""
	case c.holder == b.Holder && b.Blind && c.sees != "" && now.Before(c.seesUntil):
		c.take(c.sees, now.Add(b.For))
	case c.holder == b.Holder:
		c.until = now.Add(b.For)
	}
	s := streaming.State{Leads: c.holder == b.Holder, Term: c.term, Version: c.version, Plan: slices.Clone(c.plan), First: c.first}
	if n := len(c.records); n > 0 {
		r := c.records[n-1]
		s.Last = &r
	}
	return s, nil
}

func (c *channel) take(holder string, until time.Time) {
	c.holder, c.term, c.until, c.sees = holder, c.term+1, until, ""
}

// Reserve implements [streaming.Ledger].
func (l *Ledger) Reserve(_ context.Context, id streaming.ChannelID, term, version, cell int64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.of(id)
	switch {
	case !c.led(term, l.now()):
		return streaming.ErrFenced
	case c.version != version:
		return streaming.ErrReplanned
	}
	c.reserved = max(c.reserved, cell)
	return nil
}

func (c *channel) led(term int64, now time.Time) bool { return c.term == term && now.Before(c.until) }

// Publish implements [streaming.Ledger].
func (l *Ledger) Publish(_ context.Context, id streaming.ChannelID, term int64, r streaming.Record, first int64) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.of(id)
	if !c.led(term, l.now()) {
		return streaming.ErrFenced
	}
	if n := len(c.records); n > 0 && c.records[n-1].Cell >= r.Cell {
		return nil
	}
	c.records, c.first, c.open = append(c.records, r), first, nil
	return nil
}

// Grow implements [streaming.Ledger].
func (l *Ledger) Grow(_ context.Context, id streaming.ChannelID, term int64, r streaming.Record) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.of(id)
	if !c.led(term, l.now()) {
		return streaming.ErrFenced
	}
	if n := len(c.records); n == 0 || c.records[n-1].Cell < r.Cell {
		c.open = &r
	}
	return nil
}

// Forget implements [streaming.Ledger].
func (l *Ledger) Forget(_ context.Context, id streaming.ChannelID, term, first, before int64) ([]streaming.Record, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.of(id)
	if !c.led(term, l.now()) {
		return nil, streaming.ErrFenced
	}
	c.first = first
	i := 0
	for i < len(c.records) && c.records[i].Cell < before {
		i++
	}
	old := slices.Clone(c.records[:i])
	c.records = slices.Delete(c.records, 0, i)
	return old, nil
}

// Order implements [streaming.Desk].
func (l *Ledger) Order(_ context.Context, id streaming.ChannelID, o streaming.Order) (streaming.Order, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.of(id)
	if free := c.reserved + 1; o.From < free {
		if o.Begin == o.From {
			o.Begin = free
		}
		o.From = free
	}
	c.plan, c.version = c.plan.With(o), c.version+1
	return o, nil
}

// Plan implements [streaming.Desk].
func (l *Ledger) Plan(_ context.Context, id streaming.ChannelID) (streaming.Plan, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.of(id).plan), nil
}

// Listing implements [streaming.Listings].
func (l *Ledger) Listing(_ context.Context, id streaming.ChannelID, after int64) (streaming.Listing, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	c := l.of(id)
	out := streaming.Listing{First: c.first, Open: c.open, Term: c.term}
	for _, r := range c.records {
		if r.Cell > after {
			out.Records = append(out.Records, r)
		}
	}
	return out, nil
}
