package hls

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"wanjia/events/fault"
	"wanjia/events/objects"
	"wanjia/streaming"
)

// Objects keeps what is public.
type Objects interface {
	// Put stores size bytes under key; objects.ErrFull when there is no room.
	Put(ctx context.Context, key string, r io.Reader, size int64, contentType string) (objects.Info, error)
	// Delete removes an object; one that is not there is removed already.
	Delete(ctx context.Context, key string) error
}

// Packager publishes one channel. Several may run for it at once; the ledger lets
// one of them lead. A cell is chosen, packed and stored at the moment it becomes
// public and not before: what is cut out of the delay has never been an object.
type Packager struct {
	Channel streaming.Channel
	Ledger  streaming.Ledger
	Objects Objects
	Sources func(streaming.SourceID) (Source, bool) // those of this process; the slate is always there
	Slate   Source
	Holder  string                // names this process among the packagers
	Lease   time.Duration         // 0 means 3 s
	Sees    func(leads bool) bool // whether this process has seen all of what it would show; nil for always
	Keeps   bool                  // what leaves the window is kept: somebody else deletes it in its time
	Gone    func(int64)           // hears that for want of room nothing before a cell is kept; may be nil
	Log     *slog.Logger
	Now     func() time.Time

	asked   time.Time       // when it asked for the lead last
	last    int64           // the newest cell that is public, -1 for not known
	stored  map[string]bool // init segments that are there already
	open    *open           // of a quick channel, the cell that is not whole yet
	spent   []streaming.Record
	leading atomic.Bool
	short   int64 // cells by which the window was shortened for want of room
	figures figures
}

const (
	defaultLease = 3 * time.Second

	// catchUp is the longest outage, in cells, that is filled with the slate; after
	// a longer one the window begins anew.
	catchUp = 30

	// grace is for how many cells an object outlives its being listed: players have
	// old playlists.
	grace = 30
)

// storeWithin bounds the storing of one cell.
const storeWithin = 5 * time.Second

// Run publishes until ctx ends. Errors of a step are logged; the next one tries
// again.
func (p *Packager) Run(ctx context.Context) error {
	every := p.Channel.Clock.Every() / 10
	if p.Channel.Quick {
		every /= 4
	}
	tick := time.NewTicker(every)
	defer tick.Stop()
	failing := false
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		_, err := p.Step(ctx)
		if err != nil && ctx.Err() == nil && !failing {
			p.Log.ErrorContext(ctx, "packager cannot publish", "channel", p.Channel.ID, "err", err)
		}
		if err == nil && failing {
			p.Log.InfoContext(ctx, "packager publishes again", "channel", p.Channel.ID)
		}
		failing = err != nil
	}
}

// Leads says whether this packager was the one that leads when it last looked.
func (p *Packager) Leads() bool { return p.leading.Load() }

// Step publishes every cell that is due, if this packager leads, and returns how
// many. It is safe to repeat after any error.
func (p *Packager) Step(ctx context.Context) (int, error) {
	lease := p.Lease
	if lease == 0 {
		lease = defaultLease
	}
	if !p.mayBeDue(lease) {
		return 0, nil
	}
	bid := streaming.Bid{Holder: p.Holder, For: lease, Blind: p.Sees != nil && !p.Sees(p.Leads())}
	s, err := p.Ledger.Lead(ctx, p.Channel.ID, bid)
	if err != nil {
		return 0, fmt.Errorf("lead channel %s: %w", p.Channel.ID, err)
	}
	p.asked, p.last = p.Now(), -1
	if p.leading.Swap(s.Leads) != s.Leads {
		p.Log.InfoContext(ctx, "packager's part has changed", "channel", p.Channel.ID, "leads", s.Leads, "term", s.Term)
	}
	if !s.Leads {
		return 0, nil
	}
	due := p.Channel.Clock.Cell(p.Channel.Clock.At(p.Now())-p.Channel.Delay) - 1
	next := due
	if s.Last != nil && s.Last.Cell >= due-catchUp {
		next = s.Last.Cell + 1
	}
	done := 0
	for next <= due {
		err := p.publish(ctx, &s, next, next == due)
		switch {
		case errors.Is(err, ErrPending):
			return done, nil
		case errors.Is(err, streaming.ErrReplanned):
			if s, err = p.Ledger.Lead(ctx, p.Channel.ID, bid); err != nil || !s.Leads {
				return done, err
			}
			continue
		case err != nil:
			return done, fmt.Errorf("publish cell %d of channel %s: %w", next, p.Channel.ID, err)
		}
		next, done = next+1, done+1
	}
	p.last = next - 1
	if p.Channel.Quick && s.Last != nil && s.Last.Cell == due {
		err := p.grow(ctx, &s)
		if err != nil && !errors.Is(err, ErrPending) && !errors.Is(err, streaming.ErrReplanned) {
			return done, fmt.Errorf("begin cell %d of channel %s: %w", due+1, p.Channel.ID, err)
		}
	}
	return done, nil
}

// mayBeDue says whether there is anything to do: one that leads asks for the lead only
// to renew it, while nothing is due.
func (p *Packager) mayBeDue(lease time.Duration) bool {
	now := p.Now()
	fresh := p.Leads() && now.Sub(p.asked) < lease/3 && (p.Sees == nil || p.Sees(true))
	return !fresh || p.Channel.Quick || p.Channel.Clock.Cell(p.Channel.Clock.At(now)-p.Channel.Delay)-1 > p.last
}

// publish makes cell n public under the plan in s, and puts its record there.
func (p *Packager) publish(ctx context.Context, s *streaming.State, n int64, newest bool) error {
	c, err := p.cell(ctx, s.Plan, n, newest)
	if err != nil {
		return err
	}
	if err := p.Ledger.Reserve(ctx, p.Channel.ID, s.Term, s.Version, n); err != nil {
		return err
	}
	r := p.record(s.Last, n, c)
	p.finish(ctx, s, &r, c)
	if err := p.store(ctx, s, &r, c); err != nil {
		return err
	}
	first := p.first(s, n)
	if err := p.Ledger.Publish(ctx, p.Channel.ID, s.Term, r, first); err != nil {
		return err
	}
	s.Last, s.First, p.open = &r, first, nil
	p.sweep(ctx, r)
	p.figures.published(r)
	return p.forget(ctx, s, first-grace, false)
}

// cell is what the plan says is to be seen in cell n, or the slate where that has
// nothing.
func (p *Packager) cell(ctx context.Context, plan streaming.Plan, n int64, newest bool) (Cell, error) {
	o := plan.At(n)
	before, after := plan.At(n-1), plan.At(n+1)
	source, ok := p.Sources(o.Source)
	ok = ok && (p.open == nil || p.open.record.Cell != n || !p.open.slate) // it has begun with the slate
	if ok && o.Source != streaming.Slate {
		waited := p.Channel.Clock.At(p.Now()) - p.Channel.Delay - p.Channel.Clock.Start(n+1)
		c, err := source.Cell(ctx, Ask{
			Cell: n, Begin: o.Begin,
			First: before.Source != o.Source || before.Begin != o.Begin,
			Last:  after.Source != o.Source || after.Begin != o.Begin,
			Final: !newest || waited >= p.Channel.Clock.Every()*9/10,
		})
		switch {
		case err == nil && len(c.Parts) == len(p.Channel.Ladder)+1:
			return c, nil
		case errors.Is(err, ErrPending):
			return Cell{}, err
		case err != nil && !errors.Is(err, ErrMissing):
			p.Log.WarnContext(ctx, "source failed, the slate stands in", "channel", p.Channel.ID, "source", o.Source, "cell", n, "err", err)
		}
		p.figures.slates.Add(1)
	}
	return p.Slate.Cell(ctx, Ask{Cell: n})
}

// record says what is public of a cell once it is stored.
func (p *Packager) record(last *streaming.Record, n int64, c Cell) streaming.Record {
	r := streaming.Record{Cell: n, Run: c.Run, Sequence: n}
	if last != nil {
		// A count of discontinuities never exceeds the number of cells, so beginning
		// at the cell's own number keeps it from falling even when all is forgotten.
		r.Sequence = last.Sequence
		if r.Break = last.Run != c.Run || last.Cell+1 != n; r.Break {
			r.Sequence++
		}
	}
	for _, part := range c.Parts {
		piece := streaming.Piece{Start: part.Start, Duration: part.Duration}
		if part.Init != nil {
			piece.Init, piece.Codec = "init."+digest(part.Init.Bytes)+".mp4", part.Init.Codec
		}
		if part.Media != nil {
			piece.Name, piece.Size = fmt.Sprintf("%d.%s.m4s", n, digest(part.Media)), int64(len(part.Media))
		}
		r.Pieces = append(r.Pieces, piece)
	}
	return r
}

// key is where an object of the channel is stored.
func key(c streaming.ChannelID, track, name string) string {
	return "live/" + string(c) + "/" + track + "/" + name
}

// store puts a cell's objects where the public finds them. When there is no room
// it gives up the oldest part of the window, and where that does not help the piece
// becomes a gap: the show goes on.
func (p *Packager) store(ctx context.Context, s *streaming.State, r *streaming.Record, c Cell) error {
	ctx, cancel := context.WithTimeout(ctx, storeWithin)
	defer cancel()
	errs := p.putAll(ctx, r, c)
	if errors.Is(errors.Join(errs...), objects.ErrFull) {
		if err := p.shorten(ctx, s, r.Cell); err != nil {
			return err
		}
		errs = p.putAll(ctx, r, c)
	}
	lost := 0
	for i, err := range errs {
		if err != nil {
			lost++
			r.Pieces[i].Name, r.Pieces[i].Size = "", 0
		}
	}
	if lost == 0 {
		return nil
	}
	err := errors.Join(errs...)
	if ctx.Err() != nil || fault.Of(err).Kind == fault.Internal {
		return err
	}
	p.Log.ErrorContext(ctx, "part of a cell could not be stored and is a gap", "channel", p.Channel.ID, "cell", r.Cell, "tracks", lost, "err", err)
	p.figures.lost.Add(int64(lost))
	return nil
}

// putAll stores all parts at once and tells each one's error.
func (p *Packager) putAll(ctx context.Context, r *streaming.Record, c Cell) []error {
	if p.stored == nil {
		p.stored = map[string]bool{}
	}
	errs := make([]error, len(c.Parts))
	tracks := p.Channel.Tracks()
	inits := make([]string, len(c.Parts))
	var wg sync.WaitGroup
	for i, part := range c.Parts {
		if part.Media == nil {
			continue
		}
		init := key(p.Channel.ID, tracks[i], r.Pieces[i].Init)
		inits[i] = init
		known := p.stored[init]
		wg.Go(func() {
			if !known {
				errs[i] = p.put(ctx, init, part.Init.Bytes)
			}
			if errs[i] == nil {
				errs[i] = p.put(ctx, key(p.Channel.ID, tracks[i], r.Pieces[i].Name), part.Media)
			}
		})
	}
	wg.Wait()
	for i, init := range inits {
		if errs[i] == nil && init != "" {
			p.stored[init] = true
		}
	}
	return errs
}

func (p *Packager) put(ctx context.Context, key string, b []byte) error {
	_, err := p.Objects.Put(ctx, key, bytes.NewReader(b), int64(len(b)), "video/mp4")
	return err
}
