package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"wanjia/events/docstore"
	"wanjia/streaming"
	"wanjia/streaming/hls"
	"wanjia/streaming/store"
)

// tapes is what is kept of shows, as the origin reads it. It knows the tapes as they
// were a moment ago, and of each the cells that somebody has asked for once.
type tapes struct {
	store *store.Tapes
	cast  *performers

	known atomic.Pointer[[]streaming.Tape]
	mu    sync.Mutex
	reels map[streaming.TapeKey]*reels
}

// reels is the cells of one tape.
type reels struct {
	mu      sync.Mutex
	next    int64 // everything before it has been read
	records []streaming.Record
}

// tapeMigrator is what migrate knows of tapes.
func tapeMigrator(e docstore.Engine) docstore.Migrator { return store.NewTapes(e) }

// look reads which tapes there are.
func (t *tapes) look(ctx context.Context) error {
	all, err := t.store.Tapes(ctx)
	if err != nil {
		return err
	}
	known := make([]streaming.Tape, len(all))
	there := map[streaming.TapeKey]bool{}
	for i, v := range all {
		agreed, err := t.cast.Agreed(ctx, v.Cast())
		if err != nil {
			return err
		}
		v.Mark(agreed)
		known[i], there[v.TapeKey] = v.Tape, true
	}
	t.known.Store(&known)
	t.mu.Lock()
	defer t.mu.Unlock()
	for key := range t.reels {
		if !there[key] {
			delete(t.reels, key)
		}
	}
	return nil
}

// Tapes implements [hls.Kept].
func (t *tapes) Tapes(_ context.Context, c streaming.ChannelID) ([]streaming.Tape, error) {
	known := t.known.Load()
	if known == nil {
		return nil, nil
	}
	var all []streaming.Tape
	for _, one := range *known {
		if one.Channel == c {
			all = append(all, one)
		}
	}
	return all, nil
}

// Records implements [hls.Kept].
func (t *tapes) Records(ctx context.Context, of streaming.Tape) ([]streaming.Record, error) {
	t.mu.Lock()
	if t.reels == nil {
		t.reels = map[streaming.TapeKey]*reels{}
	}
	r := t.reels[of.TapeKey]
	if r == nil {
		r = &reels{next: of.First}
		t.reels[of.TapeKey] = r
	}
	t.mu.Unlock()
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.next >= of.Next {
		return r.records, nil
	}
	fresh, err := t.store.Records(ctx, of.TapeKey, r.next, of.Next)
	if err != nil {
		return nil, err
	}
	r.records, r.next = append(r.records, fresh...), of.Next
	return r.records, nil
}

// past is a channel that something is kept of. All of them have the same ladder and
// clock.
func (t *tapes) past(id streaming.ChannelID) (streaming.Channel, bool) {
	all, _ := t.Tapes(context.Background(), id) // it reads what is known
	if len(all) == 0 {
		return streaming.Channel{}, false
	}
	return channelOf(streaming.Show{Channel: id, Title: all[0].Title, Test: all[0].Test}), true
}

// recordEvery is how often what has become public is kept. It may be late by as much
// as the window of a channel.
const recordEvery = 3 * time.Second

// recordRole keeps the shows that are on air.
func recordRole(l *live) role {
	return ticking(recordEvery, func(ctx context.Context) {
		known := l.known.Load()
		if known == nil {
			return
		}
		for id, s := range *known {
			if s.Opened.IsZero() || s.State != streaming.ShowOnAir && s.State != streaming.ShowEnded {
				continue
			}
			b := l.studio.of(id)
			if s.State == streaming.ShowOnAir && (b == nil || !b.leads.Load()) {
				continue
			}
			if err := l.record(ctx, s.Show, b); err != nil && ctx.Err() == nil {
				l.log.WarnContext(ctx, "what was public is not kept yet", "channel", id, "err", err)
			}
		}
		if err := l.finishTapes(ctx); err != nil && ctx.Err() == nil {
			l.log.WarnContext(ctx, "a recorded show is not finished", "err", err)
		}
	})
}

// finishTapes ends the tapes of shows that are planned anew.
func (l *live) finishTapes(ctx context.Context) error {
	now := func(id streaming.ChannelID) (streaming.Show, bool) {
		s, ok := l.show(id)
		return s.Show, ok
	}
	known := l.tapes.known.Load()
	if known == nil || !slices.ContainsFunc(*known, func(t streaming.Tape) bool {
		s, ok := now(t.Channel)
		return t.Done.IsZero() && (!ok || s.Opened.Unix() != t.Opened)
	}) {
		return nil
	}
	recorder := streaming.Recorder{Listings: l.ledger, Tapes: l.tapes.store, Now: time.Now}
	return recorder.Finish(ctx, now)
}

// record keeps one show.
func (l *live) record(ctx context.Context, s streaming.Show, b *broadcast) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	if all, _ := l.tapes.Tapes(ctx, s.Channel); len(all) > 0 && all[0].Opened == s.Opened.Unix() && !all[0].Done.IsZero() && !all[0].Outdated(channelOf(s), s) {
		return nil
	}
	lost := int64(0)
	if b != nil {
		lost = b.lost.Load()
	}
	recorder := streaming.Recorder{Listings: l.ledger, Tapes: l.tapes.store, Now: time.Now}
	_, err := recorder.Follow(ctx, channelOf(s), s, lost)
	return err
}

// forgetTapes removes tapes that were kept for their time, and the objects of their
// cells. It is safe to repeat: what is cut short is done again.
func (l *live) forgetTapes(ctx context.Context, objects publicObjects, before time.Time) (int, error) {
	all, err := l.tapes.store.Tapes(ctx)
	if err != nil {
		return 0, err
	}
	gone := 0
	for _, t := range all {
		if t.Done.IsZero() || t.Done.After(before) {
			continue
		}
		records, err := l.tapes.store.Records(ctx, t.TapeKey, t.First, t.Next)
		if err != nil {
			return gone, err
		}
		if err := hls.Discard(ctx, objects, channelOf(streaming.Show{Channel: t.Channel}), records); err != nil {
			return gone, fmt.Errorf("discard the show of %s: %w", t.Channel, err)
		}
		if err := l.tapes.store.Drop(ctx, t.TapeKey); err != nil {
			return gone, err
		}
		l.log.InfoContext(ctx, "a recorded show was kept for its time and is gone", slog.String("channel", string(t.Channel)), slog.Int("cells", len(records)))
		gone++
	}
	return gone, nil
}

// recordings adds to a showing what of the past may be watched.
func (l *live) recordings(ctx context.Context, s *streaming.Showing, opened time.Time) {
	all, _ := l.tapes.Tapes(ctx, s.Channel.ID) // it reads what is known
	clock := s.Channel.Clock
	for _, t := range all {
		if from, to, ok := t.Whole(); ok && s.Replay == nil {
			s.Replay = &streaming.Recording{Path: hls.ReplayList(t.TapeKey), Starts: clock.Moment(clock.Start(from)), Length: clock.Start(to - from)}
		}
		if t.Opened != opened.Unix() {
			continue
		}
		for i := range s.Items {
			if from, to, ok := t.Clip(s.Items[i].ID); ok {
				s.Items[i].Clip = &streaming.Recording{Path: hls.ClipList(t, s.Items[i].ID), Starts: clock.Moment(clock.Start(from)), Length: clock.Start(to - from)}
			}
		}
	}
}

// pastShowings are the channels that nothing is on air of but something is kept.
func (l *live) pastShowings(ctx context.Context) []streaming.Showing {
	var out []streaming.Showing
	known := l.tapes.known.Load()
	if known == nil {
		return nil
	}
	seen := map[streaming.ChannelID]bool{}
	for _, t := range *known {
		if _, on := l.public(t.Channel); on || seen[t.Channel] || t.Done.IsZero() {
			continue
		}
		seen[t.Channel] = true
		c, _ := l.tapes.past(t.Channel)
		s := streaming.Showing{Channel: c, Title: t.Title, Phase: streaming.PhaseOff}
		for _, p := range t.Items {
			s.Items = append(s.Items, streaming.Item{ID: p.Item, Title: p.Title, Starts: c.Clock.Moment(c.Clock.Start(p.From)), Length: c.Clock.Start(max(0, p.To-p.From))})
		}
		l.recordings(ctx, &s, time.Unix(t.Opened, 0))
		out = append(out, s)
	}
	return out
}
