package main

import (
	"context"
	"sync/atomic"
	"time"

	"wanjia/events"
	"wanjia/streaming"
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

// demoChannel puts a test picture with a running clock on air. It costs nothing until
// somebody asks for it.
type demoChannel struct {
	*broadcast

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

// air publishes until nobody asks any more.
func (d *demoChannel) air(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	idle := func(ctx context.Context) error {
		tick := time.NewTicker(idleAfter / 10)
		defer tick.Stop()
		for d.now().Sub(time.Unix(d.last.Load(), 0)) <= idleAfter {
			select {
			case <-ctx.Done():
				return nil
			case <-tick.C:
			}
		}
		return nil // which ends all the others
	}
	return d.broadcast.run(ctx, string(d.channel.ID)+"-show", func() bool { return true }, d.direct, idle)
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
