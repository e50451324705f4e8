package main

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"time"

	"wanjia/streaming"
	"wanjia/streaming/hls"
	"wanjia/streaming/livekitroom"
)

// troupe is whoever performs on a channel's stage, as sources that can go on air: the
// cameras each for itself, with the sound of all of them.
type troupe struct {
	channel streaming.Channel
	room    string
	stage   *stage
	holder  string
	log     *slog.Logger
	now     func() time.Time

	mu      sync.Mutex
	guests  map[string]*onStage
	sound   *hls.Encoder
	tap     *livekitroom.Tap // nil before there is a stage
	running context.Context  // of what a guest sets going
	busy    sync.WaitGroup
}

// onStage takes what comes from one of them.
type onStage struct {
	clock streaming.Clock
	live  *hls.Live
	voice *hls.Opus

	rate  int       // bits a second, of what was heard between the last two looks
	heard int64     // bytes at the last look
	at    time.Time // of the last look
}

// Picture implements [livekitroom.Sink].
func (o *onStage) Picture(layer int, at time.Time, nalus [][]byte) {
	o.live.Picture(layer, hls.Unit{At: o.clock.At(at), NALUs: nalus})
}

// Sound implements [livekitroom.Sink].
func (o *onStage) Sound(at time.Time, packet []byte) { o.voice.Packet(o.clock.At(at), packet) }

// cameraPrefix begins the name of a source that is somebody on the stage.
const cameraPrefix = "camera:"

// soundLag is how long sound may be on its way: through the reordering and a decoder.
const soundLag = time.Second

// source is a camera by its name.
func (c *troupe) source(id streaming.SourceID) (hls.Source, bool) {
	identity, ok := strings.CutPrefix(string(id), cameraPrefix)
	c.mu.Lock()
	defer c.mu.Unlock()
	g := c.guests[identity]
	if !ok || g == nil {
		return nil, false
	}
	return g.live, true
}

// sink takes what somebody publishes who may be seen: not the director, who only
// speaks to the stage.
func (c *troupe) sink(identity string) livekitroom.Sink {
	role, _, _ := strings.Cut(identity, "-")
	if !streaming.StageRole(role).Performs() {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if g := c.guests[identity]; g != nil {
		return g
	}
	if c.running.Err() != nil {
		return nil
	}
	if c.sound == nil {
		c.sound = &hls.Encoder{Emit: c.hear, Now: func() time.Duration { return c.channel.Clock.At(c.now()) }, Log: c.log, Lag: soundLag}
		c.busy.Go(func() { _ = c.sound.Run(c.running) }) // it ends with its context and has no other error
	}
	g := &onStage{
		clock: c.channel.Clock, voice: &hls.Opus{Mix: c.sound.Mix, Log: c.log},
		live: hls.NewLive(streaming.SourceID(cameraPrefix+identity), c.channel, c.holder, c.now),
	}
	c.guests[identity] = g
	c.busy.Go(func() { _ = g.voice.Run(c.running) }) // likewise
	return g
}

// states is how everybody does whom this process has heard.
func (c *troupe) states() map[string]streaming.SourceState {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	all := make(map[string]streaming.SourceState, len(c.guests))
	for identity, g := range c.guests {
		p := g.live.Pulse()
		if d := now.Sub(g.at); d >= time.Second {
			if !g.at.IsZero() {
				g.rate = int(float64(p.Bytes-g.heard) * 8 / d.Seconds())
			}
			g.heard, g.at = p.Bytes, now
		}
		s := streaming.SourceState{Silent: -1, Rate: g.rate}
		if p.Newest > 0 {
			s.Silent = max(0, c.channel.Clock.At(now)-p.Newest)
		}
		all[identity] = s
	}
	return all
}

// returnWithin is how long somebody may take to be seen again after the stage was away:
// they have to come in anew as we had.
const returnWithin = 20 * time.Second

// newest is until when a source has shown something; false where nothing can be said
// of it: it is nobody on the stage, or the stage itself cannot be heard. Then the slate
// stands in cell by cell, and the source is back by itself.
func (c *troupe) newest(id streaming.SourceID) (time.Duration, bool) {
	identity, ok := strings.CutPrefix(string(id), cameraPrefix)
	c.mu.Lock()
	defer c.mu.Unlock()
	if !ok || c.tap == nil {
		return 0, false
	}
	at, inside := c.tap.Inside()
	since := c.channel.Clock.At(at)
	if g := c.guests[identity]; g != nil && g.live.Pulse().Newest >= since {
		return g.live.Pulse().Newest, inside
	}
	return since + returnWithin, inside
}

// clocksKnown is how long the clocks of those on a stage take to be known.
const clocksKnown = 5 * time.Second

// sees says whether this process was on the stage for all of what it would show now:
// what was performed while it was outside is missing in its delay. Of two that came in
// together neither is to take the other's place, so who does not lead waits longer.
func (c *troupe) sees(leads bool) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.tap == nil {
		return false
	}
	since, inside := c.tap.Inside()
	long := c.channel.Delay + clocksKnown
	if !leads {
		long += clocksKnown
	}
	return inside && c.now().Sub(since) >= long
}

// hear gives the sound of the stage to each camera.
func (c *troupe) hear(u hls.Unit) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, g := range c.guests {
		g.live.Frame(u)
	}
}

// lookEvery is how often a troupe looks whether there is a stage yet.
const lookEvery = time.Second

// run taps the show's room until ctx ends. It starts no server of its own: where
// nobody has come onto a stage there is nothing to tap.
func (c *troupe) run(ctx context.Context) error {
	defer c.busy.Wait()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		if at, ok := c.stage.running(); ok && (livekitroom.Rooms{At: at}).Open(ctx, c.room) == nil {
			tap := &livekitroom.Tap{At: at, Room: c.room, Name: c.holder, Layers: len(c.channel.Ladder), Clock: c.channel.Clock, Sink: c.sink, Log: c.log}
			c.mu.Lock()
			c.tap = tap
			c.mu.Unlock()
			return tap.Run(ctx)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}
