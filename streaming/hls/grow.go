package hls

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/streaming"
)

// open is the cell of a quick channel that is public in part: what it shows is settled
// with its first part.
type open struct {
	record streaming.Record
	tracks []*growing
	slate  bool
	failed bool // a part could not be stored: the cell comes whole, and without parts
	term   int64
}

// grow makes more of the cell after the newest public, before it is whole. It is
// reserved before its first part is stored: what is cut out of the delay has never been
// an object, here too.
func (p *Packager) grow(ctx context.Context, s *streaming.State) error {
	if s.Last == nil {
		return nil
	}
	n, clock := s.Last.Cell+1, p.Channel.Clock
	// A part ends where a picture begins: that of its end is waited for.
	ahead := clock.PartTarget() / 10
	now := clock.At(p.Now()) - p.Channel.Delay - ahead - clock.Start(n)
	until := clock.Start(n) + now.Truncate(clock.PartTarget())
	if now < clock.PartTarget() || until >= clock.Start(n+1) {
		return nil
	}
	if p.open != nil && (p.open.record.Cell != n || p.open.term != s.Term) {
		p.open = nil
	}
	if p.open != nil && p.open.failed {
		return nil
	}
	c, slate, err := p.begun(ctx, s.Plan, Ask{Cell: n, Until: until + ahead, Final: now%clock.PartTarget() >= clock.PartTarget()*4/5})
	if err != nil {
		return err
	}
	if p.open == nil {
		if err := p.Ledger.Reserve(ctx, p.Channel.ID, s.Term, s.Version, n); err != nil {
			return err
		}
		p.opened(s, n, c, slate)
	}
	if c.Run != p.open.record.Run {
		return nil // it comes whole, and without parts
	}
	if added, err := p.share(ctx, c, until, false); err != nil || !added {
		return err
	}
	r := p.open.record
	r.Pieces = slices.Clone(r.Pieces)
	return p.Ledger.Grow(ctx, p.Channel.ID, s.Term, r)
}

// opened begins a cell that is to be had in parts.
func (p *Packager) opened(s *streaming.State, n int64, c Cell, slate bool) {
	p.open = &open{record: p.record(s.Last, n, c), slate: slate, term: s.Term}
	for i := range c.Parts {
		scale := int64(videoScale)
		if i == len(c.Parts)-1 {
			scale = audioScale
		}
		p.open.tracks = append(p.open.tracks, &growing{scale: scale})
		p.open.record.Pieces[i].Name, p.open.record.Pieces[i].Size = "", 0 // it is not to be had whole
	}
}

// begun is what the plan says is to be seen in a cell as far as it is there, and
// whether that is the slate.
func (p *Packager) begun(ctx context.Context, plan streaming.Plan, a Ask) (c Cell, slate bool, err error) {
	o, before := plan.At(a.Cell), plan.At(a.Cell-1)
	if source, ok := p.Sources(o.Source); ok && o.Source != streaming.Slate && (p.open == nil || !p.open.slate) {
		a.Begin, a.First = o.Begin, before.Source != o.Source || before.Begin != o.Begin
		c, err := source.Cell(ctx, a)
		if err == nil && len(c.Parts) == len(p.Channel.Ladder)+1 {
			return c, false, nil
		}
		if errors.Is(err, ErrPending) || p.open != nil {
			return Cell{}, false, ErrPending
		}
	}
	c, err = p.Slate.Cell(ctx, a)
	return c, true, err
}

// share stores what is new of the open cell and says whether that is anything.
func (p *Packager) share(ctx context.Context, c Cell, until time.Duration, whole bool) (added bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, storeWithin)
	defer cancel()
	tracks := p.Channel.Tracks()
	for i, g := range p.open.tracks {
		all, err := g.more(p.open.record.Cell, c.Parts[i], until, p.Channel.Clock.PartTarget(), whole)
		piece := &p.open.record.Pieces[i]
		for _, f := range all {
			if f.media != nil && err == nil {
				f.Name = shareName(p.open.record.Cell, len(piece.Shares), p.open.term)
				err = p.putShare(ctx, tracks[i], f, c.Parts[i].Init)
			}
			piece.Shares, added = append(slices.Clip(piece.Shares), f.Share), true
		}
		if err != nil {
			p.open.failed = true
			return false, fmt.Errorf("a part of cell %d: %w", p.open.record.Cell, err)
		}
	}
	return added, nil
}

// shareName is the name of a part's object: players are told it before it is there.
func shareName(cell int64, part int, term int64) string {
	return fmt.Sprintf("%d.p%d.%d.m4s", cell, part, term)
}

// putShare stores a part, and before it what a decoder needs first.
func (p *Packager) putShare(ctx context.Context, track string, f fresh, init *Init) error {
	first := key(p.Channel.ID, track, "init."+digest(init.Bytes)+".mp4")
	if p.stored == nil {
		p.stored = map[string]bool{}
	}
	if !p.stored[first] {
		if err := p.put(ctx, first, init.Bytes); err != nil {
			return err
		}
		p.stored[first] = true
	}
	return p.put(ctx, key(p.Channel.ID, track, f.Name), f.media)
}

// finish gives a cell that is whole the parts that it was public in, and those that it
// ends with.
func (p *Packager) finish(ctx context.Context, s *streaming.State, r *streaming.Record, c Cell) {
	o := p.open
	if o == nil || o.record.Cell != r.Cell || o.term != s.Term || o.failed || o.record.Run != r.Run {
		return
	}
	if _, err := p.share(ctx, c, 0, true); err != nil {
		p.Log.WarnContext(ctx, "a cell comes whole and without parts", "channel", p.Channel.ID, "cell", r.Cell, "err", err)
		return
	}
	for i := range r.Pieces {
		r.Pieces[i].Shares = o.record.Pieces[i].Shares
	}
}

// sweep deletes the parts of cells that are to be had whole, once nobody asks for them
// any more.
func (p *Packager) sweep(ctx context.Context, r streaming.Record) {
	if p.Channel.Quick {
		p.spent = append(p.spent, r)
	}
	for len(p.spent) > grace {
		p.dropShares(ctx, p.spent[0])
		p.spent = p.spent[1:]
	}
}

func (p *Packager) dropShares(ctx context.Context, r streaming.Record) {
	tracks := p.Channel.Tracks()
	for i, piece := range r.Pieces {
		for _, q := range piece.Shares {
			if q.Name == "" || i >= len(tracks) {
				continue
			}
			if err := p.Objects.Delete(ctx, key(p.Channel.ID, tracks[i], q.Name)); err != nil {
				p.Log.WarnContext(ctx, "an old part stays", "channel", p.Channel.ID, "cell", r.Cell, "err", err)
			}
		}
	}
}
