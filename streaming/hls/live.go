package hls

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"wanjia/streaming"
)

// together is how far apart the IDRs of two layers may be to be one cut.
const together = 60 * time.Millisecond

// maxAhead is how far in the future a unit may claim to be; beyond it the clock
// that it was stamped with is wrong.
const maxAhead = 10 * time.Second

// Live is a source that is fed picture by picture: a stage, a branch venue, a file
// played in real time. It keeps what came until the channel's delay has passed and
// cuts it when it is asked to, so that nothing is packed that is not shown.
type Live struct {
	id       streaming.SourceID
	instance string
	clock    streaming.Clock
	keep     time.Duration
	now      func() time.Time

	mu     sync.Mutex
	layers []*layer
	sound  sound
	cuts   map[int64]time.Duration // settled boundaries; asked for as an end and again as a start
	forced []int64                 // cells before which a cell was ended without knowing where this begins
	newest time.Duration
	stats  Stats
	seen   time.Duration // of the newest picture
	bytes  int64         // of the best rendition's pictures
}

// Pulse says how a source does.
type Pulse struct {
	Newest time.Duration // programme time of its last picture, 0 for none
	Bytes  int64         // of the best rendition's pictures, since the beginning
}

// Pulse returns how the source does.
func (l *Live) Pulse() Pulse {
	l.mu.Lock()
	defer l.mu.Unlock()
	return Pulse{l.seen, l.bytes}
}

type layer struct {
	gate     gate
	pictures []picture // by time
	init     *Init     // of the last cell made
}

// Stats counts what went wrong on a source.
type Stats struct {
	Foreign int64 // pictures of another size, kept out
	Broken  int64 // pictures that could not be decoded, kept out
	Late    int64 // units that came out of order or with an impossible time, dropped
	Gaps    int64 // cells that a rendition had nothing for
	Silent  int64 // slots of sound filled with silence
}

// NewLive is a live source of a channel. instance tells apart two processes that
// hear the same source: their pictures are not the same bytes.
func NewLive(id streaming.SourceID, c streaming.Channel, instance string, now func() time.Time) *Live {
	l := &Live{id: id, instance: instance, clock: c.Clock, keep: c.Delay + 8*c.Clock.Every(), now: now, cuts: map[int64]time.Duration{}}
	for _, r := range c.Ladder {
		l.layers = append(l.layers, &layer{gate: gate{width: r.Width, height: r.Height}})
	}
	return l
}

// Picture takes a picture of a rendition, by its place in the ladder. What cannot
// be shown is counted and dropped.
func (l *Live) Picture(rendition int, u Unit) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if rendition < 0 || rendition >= len(l.layers) {
		l.stats.Late++
		return
	}
	y := l.layers[rendition]
	n := len(y.pictures)
	if !l.timely(u.At) || n > 0 && ticks(u.At, videoScale) <= ticks(y.pictures[n-1].at, videoScale) {
		l.stats.Late++
		y.gate.open = y.gate.open && !shows(u.NALUs) // what follows cannot be decoded without it
		return
	}
	p, ok := y.gate.pass(u)
	if !ok {
		return
	}
	y.pictures = append(y.pictures, p)
	l.seen = max(l.seen, u.At)
	if rendition == 0 {
		for _, n := range u.NALUs {
			l.bytes += int64(len(n))
		}
	}
	l.arrived(u.At)
}

// Frame takes a frame of sound.
func (l *Live) Frame(u Unit) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.timely(u.At) || len(u.Frame) == 0 {
		l.stats.Late++
		return
	}
	l.sound.put(u.At, u.Frame)
	l.arrived(u.At)
}

// timely says whether a unit's time is possible at all.
func (l *Live) timely(at time.Duration) bool {
	now := l.clock.At(l.now())
	return at >= 0 && at <= now+maxAhead && at >= now-l.keep
}

// arrived remembers the newest time and forgets what is too old to be asked for.
func (l *Live) arrived(at time.Duration) {
	before := l.clock.Cell(l.newest)
	l.newest = max(l.newest, at)
	if l.clock.Cell(l.newest) == before {
		return
	}
	horizon := l.newest - l.keep
	for _, y := range l.layers {
		y.pictures = slices.Delete(y.pictures, 0, from(y.pictures, horizon))
	}
	l.sound.forget(horizon)
	old := l.clock.Cell(horizon)
	for n := range l.cuts {
		if n < old {
			delete(l.cuts, n)
		}
	}
	if len(l.forced) > 64 {
		l.forced = slices.Delete(l.forced, 0, 32) // a run's name changes once more; nothing else
	}
}

// Stats returns the counts so far.
func (l *Live) Stats() Stats {
	l.mu.Lock()
	defer l.mu.Unlock()
	s := l.stats
	for _, y := range l.layers {
		s.Foreign += y.gate.foreign
		s.Broken += y.gate.broken
	}
	return s
}

// from is the index of the first picture at t or later.
func from(pictures []picture, t time.Duration) int {
	i, _ := slices.BinarySearchFunc(pictures, t, func(p picture, t time.Duration) int { return int(p.at - t) })
	return i
}

// Cell implements [Source].
func (l *Live) Cell(_ context.Context, a Ask) (Cell, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	start, err := l.cut(a.Cell, a.First || slices.Contains(l.forced, a.Cell), a.Final)
	if err != nil {
		return Cell{}, err
	}
	if a.Until > 0 {
		return l.begun(a, start)
	}
	end, hard := l.clock.Start(a.Cell+1), true
	if !a.Last {
		next, err := l.cut(a.Cell+1, false, a.Final)
		switch err {
		case nil:
			end, hard = next, false
		case ErrPending:
			return Cell{}, err
		default:
			if !slices.Contains(l.forced, a.Cell+1) {
				l.forced = append(l.forced, a.Cell+1)
			}
		}
	}
	if !a.Final && l.sound.coming(l.clock, a.Cell) {
		return Cell{}, ErrPending
	}
	return l.pack(a.Cell, span{start, end, hard})
}

// begun is a cell as far as it is there. Nothing from after its grid's end is in it.
func (l *Live) begun(a Ask, start time.Duration) (Cell, error) {
	until := min(a.Until, l.clock.Start(a.Cell+1))
	if !a.Final && (!l.past(until) || l.sound.wanted(until) && l.sound.newest > until-l.clock.Every()) {
		return Cell{}, ErrPending
	}
	if start >= until {
		return Cell{}, ErrPending
	}
	gaps, silent := l.stats.Gaps, l.stats.Silent
	defer func() { l.stats.Gaps, l.stats.Silent = gaps, silent }() // they are counted when the cell is whole
	return l.pack(a.Cell, span{start, until, true})
}

// span is what lies between two cuts. A hard end is not an IDR of the renditions:
// nothing from there on is shown, however near.
type span struct {
	start, end time.Duration
	hard       bool
}

// pack makes a cell of a span.
func (l *Live) pack(n int64, s span) (Cell, error) {
	c, shown := Cell{Run: fmt.Sprintf("%s/%s/%d", l.id, l.instance, l.generation(n))}, 0
	for _, y := range l.layers {
		p := y.pack(n, s)
		if p.Media != nil {
			shown++
		}
		if p.Init != nil {
			c.Run += "/" + digest(p.Init.Bytes)[:8]
		}
		c.Parts = append(c.Parts, p)
	}
	if shown == 0 {
		return Cell{}, ErrMissing
	}
	l.stats.Gaps += int64(len(l.layers) - shown)
	heard, silent := l.sound.cell(l.clock, n)
	l.stats.Silent += int64(silent)
	c.Parts = append(c.Parts, heard)
	return c, nil
}

// generation counts the breaks up to a cell.
func (l *Live) generation(n int64) int {
	count := 0
	for _, f := range l.forced {
		if f <= n {
			count++
		}
	}
	return count
}

// pack makes one rendition's part, a gap if it has no IDR to begin with.
func (y *layer) pack(n int64, s span) Part {
	last, end := from(y.pictures, s.end), s.end
	if own, ok := y.key(s.end); ok && !s.hard {
		last, end = own, y.pictures[own].at
	}
	first, ok := y.key(s.start)
	if !ok || last <= first {
		return Part{Init: y.init, Start: s.start, Duration: end - s.start}
	}
	pictures := y.pictures[first:last]
	for i, p := range pictures {
		if p.params != pictures[0].params { // one init is for all of a cell; the rest of it stands still
			pictures = pictures[:i]
			break
		}
	}
	p := videoPart(n, pictures, end)
	y.init = p.Init
	return p
}

// key is the picture nearest to t that can be begun with.
func (y *layer) key(t time.Duration) (int, bool) {
	best, found := 0, false
	for i := from(y.pictures, t-together); i < len(y.pictures) && y.pictures[i].at <= t+together; i++ {
		if y.pictures[i].key && (!found || (y.pictures[i].at-t).Abs() < (y.pictures[best].at-t).Abs()) {
			best, found = i, true
		}
	}
	return best, found
}
