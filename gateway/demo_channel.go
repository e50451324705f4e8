package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"wanjia/events"
	"wanjia/streaming"
	"wanjia/streaming/hls"
	"wanjia/streaming/redisstore"
)

// filmsName is the folder of the demonstration's films in the data folder.
const filmsName = "films"

// The test channel's programme repeats: the test picture, performed as if it were
// live, with a recorded film in it. Lengths in cells.
const (
	roundCells = 60
	filmFrom   = 40 // cell of the round
	filmCells  = 8
	picturePer = 40 * time.Second // length of the test picture's film
)

const (
	stageSource streaming.SourceID = "stage"
	filmSource  streaming.SourceID = "film"
)

// idleAfter is how long the test channel stays on air when nobody asks for it.
const idleAfter = 5 * time.Minute

// testChannel is the channel of a demonstration. Its delay is short so that one
// need not wait to see it; a real one's is a minute.
func testChannel() streaming.Channel {
	return streaming.Channel{
		ID: "test", Test: true, Delay: 10 * time.Second, Window: 10 * time.Minute, Ladder: streaming.Ladder(),
		Clock: streaming.Clock{Epoch: time.Date(2026, 1, 1, 0, 0, 0, 0, events.Zone)},
	}
}

// demoChannel puts a test picture with a running clock on air, from films that are
// drawn and conformed once and kept in the data folder. It costs nothing until
// somebody asks for it.
type demoChannel struct {
	channel streaming.Channel
	ledger  *redisstore.Ledger
	objects publicObjects
	folder  string
	holder  string
	stage   *stage
	log     *slog.Logger
	now     func() time.Time

	asked chan struct{}
	last  atomic.Int64 // when it was asked for, in Unix seconds
	busy  atomic.Bool  // being prepared or on air
	lame  atomic.Bool  // it cannot be prepared here
}

// want notes that somebody asks for the channel.
func (d *demoChannel) want() {
	d.last.Store(d.now().Unix())
	select {
	case d.asked <- struct{}{}:
	default: // it is known already
	}
}

// run puts the channel on air whenever it is asked for, until ctx ends.
func (d *demoChannel) run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-d.asked:
		}
		d.busy.Store(true)
		err := d.air(ctx)
		d.busy.Store(false)
		if err != nil && ctx.Err() == nil {
			d.lame.Store(true)
			d.log.WarnContext(ctx, "the test channel cannot be shown", "err", err)
			return waitFor(ctx)
		}
	}
}

// waitFor ends with ctx: a role that ends earlier would end the service.
func waitFor(ctx context.Context) error {
	<-ctx.Done()
	return nil
}

// air prepares the films if need be and publishes until nobody asks any more.
func (d *demoChannel) air(ctx context.Context) error {
	picture, err := d.film(ctx, stageSource, hls.Card{Ground: "0x5a100e", Words: "演示 · 测试频道", Length: picturePer})
	if err != nil {
		return err
	}
	defer picture.Close()
	slate, err := hls.NewSlate(d.channel)
	if err != nil {
		return err
	}
	var film atomic.Pointer[hls.Entry] // until it is there, the slate stands in for it
	defer func() {
		if e := film.Load(); e != nil {
			_ = e.Close() // it was only read
		}
	}()
	stage := hls.NewLive(stageSource, d.channel, d.holder, d.now)
	player := &hls.Player{Film: picture, Live: stage, Now: d.now, Back: d.channel.Delay + 2*streaming.Grid}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cast := &troupe{channel: d.channel, stage: d.stage, holder: d.holder, log: d.log, now: d.now, guests: map[string]*onStage{}, running: ctx}
	packager := &hls.Packager{
		Channel: d.channel, Ledger: d.ledger, Objects: d.objects, Slate: slate, Holder: d.holder, Log: d.log, Now: d.now,
		Sources: func(id streaming.SourceID) (hls.Source, bool) {
			switch id {
			case stageSource:
				return stage, true
			case filmSource:
				if e := film.Load(); e != nil {
					return e, true
				}
				return nil, false
			}
			return cast.source(id)
		},
	}
	return d.together(ctx, cancel, player.Run, d.direct, packager.Run, cast.run, func(ctx context.Context) error {
		e, err := d.film(ctx, filmSource, hls.Card{Ground: "0x123a33", Words: "演示 · 录播短片", Length: filmCells * streaming.Grid})
		if err != nil {
			return err
		}
		film.Store(e)
		return waitFor(ctx)
	})
}

// together runs all until one fails, ctx ends or nobody watches any more.
func (d *demoChannel) together(ctx context.Context, cancel func(), all ...func(context.Context) error) error {
	var wg sync.WaitGroup
	errs := make([]error, len(all))
	for i, f := range all {
		wg.Go(func() {
			defer cancel()
			errs[i] = f(ctx)
		})
	}
	idle := time.NewTicker(idleAfter / 10)
	defer idle.Stop()
	for ctx.Err() == nil {
		select {
		case <-ctx.Done():
		case <-idle.C:
			if d.now().Sub(time.Unix(d.last.Load(), 0)) > idleAfter {
				cancel()
			}
		}
	}
	wg.Wait()
	return errors.Join(errs...)
}

// film opens a film of the demonstration, drawn and conformed if it is not there.
func (d *demoChannel) film(ctx context.Context, id streaming.SourceID, card hls.Card) (*hls.Entry, error) {
	dir := filepath.Join(d.folder, string(id))
	if e, err := hls.OpenEntry(id, d.channel, dir); err == nil {
		return e, nil
	}
	if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(d.folder, 0o700)); err != nil {
		return nil, fmt.Errorf("make room for the film %s: %w", id, err)
	}
	raw := filepath.Join(d.folder, string(id)+".mp4")
	defer os.Remove(raw)
	start := d.now()
	if err := card.Draw(ctx, raw); err != nil {
		return nil, err
	}
	conformer := hls.Conformer{Ladder: d.channel.Ladder, Clock: d.channel.Clock}
	if err := conformer.Conform(ctx, raw, dir, nil); err != nil {
		return nil, fmt.Errorf("conform the film %s: %w", id, err)
	}
	d.log.InfoContext(ctx, "film of the test channel prepared", "film", id, "took", d.now().Sub(start).String())
	return hls.OpenEntry(id, d.channel, dir)
}

// direct gives the orders of the programme, each some time ahead.
func (d *demoChannel) direct(ctx context.Context) error {
	clock := d.channel.Clock
	tick := time.NewTicker(clock.Every())
	defer tick.Stop()
	next := clock.Cell(clock.At(d.now()) - d.channel.Delay)
	for {
		for next < clock.Cell(clock.At(d.now()))+15 {
			o := orderAt(next)
			if _, err := d.ledger.Order(ctx, d.channel.ID, o); err != nil {
				break // Redis is away; the next tick tries again
			}
			next = nextOrder(next)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// orderAt is what the programme has in a cell.
func orderAt(n int64) streaming.Order {
	if k := n % roundCells; k >= filmFrom && k < filmFrom+filmCells {
		return streaming.Order{From: n, Source: filmSource, Begin: n - k + filmFrom}
	}
	return streaming.Order{From: n, Source: stageSource}
}

// nextOrder is the cell at which that changes.
func nextOrder(n int64) int64 {
	round, k := n-n%roundCells, n%roundCells
	switch {
	case k < filmFrom:
		return round + filmFrom
	case k < filmFrom+filmCells:
		return round + filmFrom + filmCells
	}
	return round + roundCells + filmFrom
}

// showing says how far the channel is and what it shows when.
func (d *demoChannel) showing(ctx context.Context) (streaming.Showing, error) {
	s := streaming.Showing{Channel: d.channel, Title: events.Text{ZH: "演示测试频道", EN: "Demonstration test channel"}, Phase: streaming.PhaseOff}
	clock := d.channel.Clock
	now := clock.Cell(clock.At(d.now()) - d.channel.Delay)
	list, err := d.ledger.Listing(ctx, d.channel.ID, now-5)
	if err != nil {
		return s, err
	}
	switch {
	case len(list.Records) > 0:
		s.Phase = streaming.PhaseOn
	case !d.lame.Load():
		s.Phase = streaming.PhasePreparing
	}
	first := now - int64(d.channel.Window/clock.Every())
	for n := first - first%roundCells - roundCells + filmFrom + filmCells; n < now+2*roundCells; n = nextOrder(n) {
		item := streaming.Item{
			Title:  events.Text{ZH: "测试图像", EN: "Test picture"},
			Starts: clock.Moment(clock.Start(n)), Length: clock.Start(nextOrder(n) - n),
		}
		if orderAt(n).Source == filmSource {
			item.Title = events.Text{ZH: "录播短片", EN: "Recorded film"}
		}
		s.Items = append(s.Items, item)
	}
	return s, nil
}
