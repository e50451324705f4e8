package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"wanjia/streaming"
	"wanjia/streaming/hls"
	"wanjia/streaming/redisstore"
)

// broadcast is what one channel is put on air with: who is on the stage, and in a
// demonstration films that are drawn and conformed once and kept in the data folder.
type broadcast struct {
	channel streaming.Channel
	ledger  *redisstore.Ledger
	objects publicObjects
	folder  string // of the films, "" for none
	holder  string
	stage   *stage
	log     *slog.Logger
	now     func() time.Time

	packer atomic.Pointer[hls.Packager] // likewise
	cast   atomic.Pointer[troupe]       // while it runs
	leads  atomic.Bool
	spool  *spool                    // of recorded films
	keeps  bool                      // what leaves the window is kept for a replay
	lost   atomic.Int64              // nothing before this cell is kept: there was no room
	began  atomic.Int64              // the programme time at which it was set going
	played atomic.Pointer[hls.Live]  // the test picture
	film   atomic.Pointer[hls.Entry] // until it is there, the slate stands in for it
}

// run taps the stage's room, and publishes while onAir says so, until ctx or one of
// the others ends.
func (b *broadcast) run(ctx context.Context, room string, onAir func() bool, others ...func(context.Context) error) error {
	slate, err := hls.NewSlate(b.channel)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cast := &troupe{channel: b.channel, room: room, stage: b.stage, holder: b.holder, log: b.log, now: b.now, guests: map[string]*onStage{}, running: ctx}
	b.began.Store(int64(b.channel.Clock.At(b.now())))
	b.cast.Store(cast)
	defer b.cast.Store(nil)
	packager := &hls.Packager{
		Channel: b.channel, Ledger: b.ledger, Objects: b.objects, Slate: slate, Holder: b.holder, Log: b.log, Now: b.now,
		Keeps: b.keeps, Gone: b.lost.Store, Sees: cast.sees,
		Sources: func(id streaming.SourceID) (hls.Source, bool) { return b.source(cast, id) },
	}
	b.packer.Store(packager)
	defer b.packer.Store(nil)
	others = append(others, cast.run, func(ctx context.Context) error { return b.publish(ctx, packager, onAir) })
	if b.folder != "" {
		others = append(others, b.perform, b.load)
	}
	return together(ctx, cancel, others...)
}

// publishLook is how often it is looked whether a channel is to be on air.
const publishLook = 200 * time.Millisecond

// publish runs the packager while onAir says so: at any other time nothing can become
// public, whatever was ordered.
func (b *broadcast) publish(ctx context.Context, p *hls.Packager, onAir func() bool) error {
	tick := time.NewTicker(publishLook)
	defer tick.Stop()
	var stop func()
	var busy sync.WaitGroup
	defer func() {
		if stop != nil {
			stop()
		}
		busy.Wait()
	}()
	for {
		switch on := onAir(); {
		case on && stop == nil:
			var airing context.Context
			airing, stop = context.WithCancel(ctx)
			busy.Go(func() { _ = p.Run(airing) }) // it ends with its context and has no other error
		case !on && stop != nil:
			stop()
			busy.Wait()
			stop = nil
		}
		b.leads.Store(stop != nil && p.Leads())
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// source is a source by its name.
func (b *broadcast) source(cast *troupe, id streaming.SourceID) (hls.Source, bool) {
	switch id {
	case stageSource:
		if l := b.played.Load(); l != nil {
			return l, true
		}
		return nil, false
	case filmSource:
		if e := b.film.Load(); e != nil {
			return e, true
		}
		return nil, false
	}
	if film, ok := streaming.FilmOf(id); ok {
		return b.spool.film(film)
	}
	return cast.source(id)
}

// newest is until when the source of an order has shown something, or will; false where
// nothing can be said of it.
func (b *broadcast) newest(cast *troupe, o streaming.Order) (time.Duration, bool) {
	if strings.HasPrefix(string(o.Source), cameraPrefix) {
		return cast.newest(o.Source)
	}
	s, ok := b.source(cast, o.Source)
	switch s := s.(type) {
	case *hls.Live:
		return s.Pulse().Newest, true
	case *hls.Entry:
		return b.channel.Clock.Start(o.From), s.Lame() // a film ends when it ends; one that cannot be read is dead
	}
	// It is opened when it is asked for; one that cannot be has shown nothing.
	began, asked := b.began.Load(), b.channel.Clock.Start(o.From)
	return max(asked, time.Duration(began)) + openFilmWithin, !ok
}

// openFilmWithin is how long a film may take to be opened before it is given up.
const openFilmWithin = 2 * time.Second

// perform plays the test picture as if it were live.
func (b *broadcast) perform(ctx context.Context) error {
	picture, err := b.drawn(ctx, stageSource, hls.Card{Ground: "0x5a100e", Words: "演示 · 测试频道", Length: picturePer})
	if err != nil {
		return err
	}
	defer picture.Close()
	live := hls.NewLive(stageSource, b.channel, b.holder, b.now)
	b.played.Store(live)
	defer b.played.Store(nil)
	return (&hls.Player{Film: picture, Live: live, Now: b.now, Back: b.channel.Delay + 2*streaming.Grid}).Run(ctx)
}

// load opens the recorded film.
func (b *broadcast) load(ctx context.Context) error {
	e, err := b.drawn(ctx, filmSource, hls.Card{Ground: "0x123a33", Words: "演示 · 录播短片", Length: filmCells * streaming.Grid})
	if err != nil {
		return err
	}
	b.film.Store(e)
	<-ctx.Done()
	b.film.Store(nil)
	return e.Close()
}

// drawing is held while a film is drawn: two channels share the films.
var drawing sync.Mutex

// drawn opens a film of the demonstration, drawn and conformed if it is not there.
func (b *broadcast) drawn(ctx context.Context, id streaming.SourceID, card hls.Card) (*hls.Entry, error) {
	drawing.Lock()
	defer drawing.Unlock()
	dir := filepath.Join(b.folder, string(id))
	if e, err := hls.OpenEntry(id, b.channel, dir); err == nil {
		return e, nil
	}
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(b.folder, 0o700)); err != nil {
		return nil, fmt.Errorf("make room for the film %s: %w", id, err)
	}
	raw := filepath.Join(b.folder, string(id)+".mp4")
	defer os.Remove(raw)
	start := b.now()
	if err := card.Draw(ctx, raw); err != nil {
		return nil, err
	}
	conformer := hls.Conformer{Ladder: b.channel.Ladder, Clock: b.channel.Clock}
	if err := conformer.Conform(ctx, raw, dir, nil); err != nil {
		return nil, fmt.Errorf("conform the film %s: %w", id, err)
	}
	b.log.InfoContext(ctx, "film of the test channel prepared", "film", id, "took", b.now().Sub(start).String())
	return hls.OpenEntry(id, b.channel, dir)
}

// together runs all until one of them or ctx ends.
func together(ctx context.Context, cancel func(), all ...func(context.Context) error) error {
	var wg sync.WaitGroup
	errs := make([]error, len(all))
	for i, f := range all {
		wg.Go(func() {
			defer cancel()
			errs[i] = f(ctx)
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}
