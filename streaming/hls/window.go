package hls

import (
	"context"
	"fmt"
	"sync/atomic"

	"wanjia/streaming"
)

// leastWindow is how many cells are listed however little room there is: a player
// begins three targets behind the end.
const leastWindow = 6

// first is the oldest cell that is listed once n is.
func (p *Packager) first(s *streaming.State, n int64) int64 {
	if s.Last == nil || s.Last.Cell+1 != n {
		return n // a playlist has no holes
	}
	wanted := int64(p.Channel.Window/p.Channel.Clock.Every()) - p.short
	return max(s.First, n+1-max(leastWindow, wanted))
}

// shorten gives up the older half of the window and its objects at once, so that
// there is room for what is on air now.
func (p *Packager) shorten(ctx context.Context, s *streaming.State, n int64) error {
	keep := max(leastWindow, (n-s.First)/2)
	p.short = max(p.short, int64(p.Channel.Window/p.Channel.Clock.Every())-keep)
	s.First = max(s.First, n-keep)
	p.Log.ErrorContext(ctx, "no room left, the window is shortened", "channel", p.Channel.ID, "cells", keep)
	if p.Gone != nil {
		p.Gone(s.First)
	}
	return p.forget(ctx, s, s.First, true)
}

// forget takes cells before the one named off the ledger and deletes their objects,
// whoever published them, unless they are kept for later and there is room.
func (p *Packager) forget(ctx context.Context, s *streaming.State, before int64, full bool) error {
	old, err := p.Ledger.Forget(ctx, p.Channel.ID, s.Term, s.First, before)
	if err != nil {
		return fmt.Errorf("forget cells before %d: %w", before, err)
	}
	for _, r := range old {
		p.dropShares(ctx, r)
	}
	if p.Keeps && !full {
		return nil
	}
	tracks := p.Channel.Tracks()
	for _, r := range old {
		for i, piece := range r.Pieces {
			if piece.Gap() || i >= len(tracks) {
				continue
			}
			if err := p.Objects.Delete(ctx, key(p.Channel.ID, tracks[i], piece.Name)); err != nil {
				p.Log.WarnContext(ctx, "an old object stays", "channel", p.Channel.ID, "cell", r.Cell, "err", err)
			}
		}
	}
	return nil
}

// Figures counts what a packager did since it was started.
type Figures struct {
	Cells  int64 // published
	Slates int64 // of them, those in which the slate stood in for a source
	Gaps   int64 // pieces that were published as gaps
	Lost   int64 // of them, those that could not be stored
}

type figures struct{ cells, slates, gaps, lost atomic.Int64 }

// Figures returns the counts so far.
func (p *Packager) Figures() Figures {
	f := &p.figures
	return Figures{f.cells.Load(), f.slates.Load(), f.gaps.Load(), f.lost.Load()}
}

func (f *figures) published(r streaming.Record) {
	f.cells.Add(1)
	for _, piece := range r.Pieces {
		if piece.Gap() {
			f.gaps.Add(1)
		}
	}
}
