package hls

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"wanjia/streaming"
)

const (
	// maxHeldUp is how many requests may wait at once: low latency is for few.
	maxHeldUp = 500
	// maxAway is how many cells after the newest a list may be asked for.
	maxAway = 2
	// partCells is how many whole cells are listed with their parts.
	partCells = 3
)

// quick is the list with parts, once it has what is asked for.
func (o *Origin) quick(ctx context.Context, c streaming.Channel, folder string, r streaming.Reload) (*streaming.Object, error) {
	track := slices.Index(c.Tracks(), folder)
	if r.Asked && (track < 0 || r.Cell < 0 || r.Part < -1) {
		return nil, streaming.ErrReload
	}
	var l *listing
	err := o.until(ctx, c, func(now *listing) (bool, error) {
		l = now
		return !r.Asked || now.reaches(track, r), now.sane(r)
	})
	if err != nil {
		return nil, err
	}
	object, err := l.playlist(c, folder, quickList)
	if err == nil && r.Asked {
		object.Keep = streaming.KeepAMinute // it is the answer to this question for ever
	}
	return object, err
}

// announced waits for a part that players have been told the name of.
func (o *Origin) announced(ctx context.Context, c streaming.Channel, l *listing, name string) error {
	if !c.Quick {
		return nil
	}
	var cell, term int64
	var part int
	if n, _ := fmt.Sscanf(name, "%d.p%d.%d.m4s", &cell, &part, &term); n != 3 || name != shareName(cell, part, term) {
		return nil
	}
	if l.end() >= cell || cell > l.end()+1 {
		return nil // it is there, or nothing of it will be in a moment
	}
	return o.until(ctx, c, func(now *listing) (bool, error) {
		now.mu.Lock()
		defer now.mu.Unlock()
		there := now.open != nil && now.open.Cell == cell && slices.ContainsFunc(now.open.Pieces, func(p streaming.Piece) bool { return p.Has(name) })
		return there || now.last() >= cell || now.term != term, nil
	})
}

// until looks again and again until there is what is wanted, for no longer than three
// targets: then a caller gets what there is.
func (o *Origin) until(ctx context.Context, c streaming.Channel, enough func(*listing) (bool, error)) error {
	over := time.Now().Add(3 * time.Duration(c.Clock.Target()) * time.Second)
	tick := time.NewTicker(c.Clock.Every() / 40)
	defer tick.Stop()
	for waits := false; ; {
		l, err := o.listing(ctx, c)
		if err != nil {
			return err
		}
		ok, err := enough(l)
		if err != nil || ok {
			return err
		}
		if !waits {
			defer o.waiting.Add(-1)
			if waits = true; o.waiting.Add(1) > maxHeldUp {
				return streaming.ErrCrowded
			}
		}
		if time.Now().After(over) {
			return streaming.ErrReload
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
	}
}

// last is the newest whole cell. The caller holds the lock.
func (l *listing) last() int64 {
	if len(l.records) == 0 {
		return -1
	}
	return l.records[len(l.records)-1].Cell
}

func (l *listing) end() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.last()
}

// sane refuses what is too far away to be waited for, or too old.
func (l *listing) sane(r streaming.Reload) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r.Asked && (r.Cell > l.last()+maxAway || r.Cell < l.first) {
		return streaming.ErrReload
	}
	return nil
}

// reaches says whether a track has what is asked for. A part after a cell's last is the
// next cell's first.
func (l *listing) reaches(track int, r streaming.Reload) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	shares := 0
	if l.open != nil && l.open.Cell == l.last()+1 {
		shares = len(l.open.Pieces[track].Shares)
	}
	if r.Cell > l.last() {
		return r.Cell == l.last()+1 && r.Part >= 0 && shares > r.Part
	}
	if i, ok := slices.BinarySearchFunc(l.records, r.Cell, func(x streaming.Record, n int64) int { return int(x.Cell - n) }); ok && r.Cell == l.last() {
		if had := len(l.records[i].Pieces[track].Shares); had > 0 && r.Part >= had {
			return shares > 0
		}
	}
	return true
}

// quickMedia writes the list with parts of one track. The caller holds the lock.
func (l *listing) quickMedia(c streaming.Channel, track int) []byte {
	records := l.listed()
	records = records[max(0, len(records)-shortCells):]
	target := c.Clock.PartTarget()
	var b strings.Builder
	head(&b, c, records[0])
	fmt.Fprintf(&b, "#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=%s\n#EXT-X-PART-INF:PART-TARGET=%s\n", secondsOf(3*target), secondsOf(target))
	init := ""
	for i, r := range records {
		init = before(&b, r, track, init)
		date(&b, c, r.Pieces[track])
		if i >= len(records)-partCells {
			writeShares(&b, r.Pieces[track])
		}
		writeSegment(&b, r, r.Pieces[track])
	}
	last, part := records[len(records)-1], 0
	next, shares := last.Cell+1, 0
	if l.open != nil && l.open.Cell == next {
		p := l.open.Pieces[track]
		before(&b, *l.open, track, init)
		date(&b, c, p)
		writeShares(&b, p)
		shares = len(p.Shares)
	}
	fmt.Fprintf(&b, "#EXT-X-PRELOAD-HINT:TYPE=PART,URI=\"%s\"\n", shareName(next, shares, l.term))
	for i, name := range c.Tracks() {
		if i == track || (name == streaming.Audio) != (track == len(c.Ladder)) {
			continue // only those that a player may change to
		}
		cell := last.Cell
		if part = len(last.Pieces[i].Shares) - 1; l.open != nil && l.open.Cell == next && len(l.open.Pieces[i].Shares) > 0 {
			cell, part = next, len(l.open.Pieces[i].Shares)-1
		}
		fmt.Fprintf(&b, "#EXT-X-RENDITION-REPORT:URI=\"../%s/%s\",LAST-MSN=%d", name, quickList, cell)
		if part >= 0 {
			fmt.Fprintf(&b, ",LAST-PART=%d", part)
		}
		b.WriteString("\n")
	}
	return []byte(b.String())
}

func writeShares(b *strings.Builder, p streaming.Piece) {
	for i, q := range p.Shares {
		name, more := q.Name, ""
		if q.Independent {
			more = ",INDEPENDENT=YES"
		}
		if name == "" {
			name, more = "gap."+strconv.Itoa(i)+".m4s", ",GAP=YES"
		}
		fmt.Fprintf(b, "#EXT-X-PART:DURATION=%s,URI=\"%s\"%s\n", secondsOf(q.Duration), name, more)
	}
}

func secondsOf(d time.Duration) string { return strconv.FormatFloat(d.Seconds(), 'f', 5, 64) }
