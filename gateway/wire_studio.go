package main

import (
	"context"
	"sync"
	"time"

	"wanjia/events/audit"
	"wanjia/streaming"
)

// studio puts the shows on air: for each that is rehearsed, ready or on air it taps
// the stage, and only for one on air it publishes.
type studio struct {
	live  *live
	stage *stage
	audit *audit.Log
	open  func(streaming.Channel) *broadcast

	mu   sync.Mutex
	runs map[streaming.ChannelID]*showRun
}

// showRun is a broadcast of this process.
type showRun struct {
	*broadcast
	room string
	stop func()
}

// roomOf is the room in which a show is performed.
func roomOf(s streaming.Show) string { return string(streaming.RoomOf(s.Channel, s.State)) }

// aftermath is for how long the end of a show is still published: what waits in the
// delay, and a little of the slate.
func aftermath(s streaming.Show) time.Duration { return s.Delay + 10*time.Second }

// due says whether a show is to be published at a moment.
func due(s streaming.Show, now time.Time) bool {
	return s.State == streaming.ShowOnAir || s.State == streaming.ShowEnded && now.Before(s.Closed.Add(aftermath(s)))
}

// studioEvery is how often the studio looks: a source that has died must be off the
// programme in under a segment.
const studioEvery = 200 * time.Millisecond

// studioRole runs the studio.
func studioRole(s *studio) role {
	ctx, cancel := context.WithCancel(context.Background())
	return role{
		run: func() error {
			var busy sync.WaitGroup
			defer busy.Wait()
			tick := time.NewTicker(studioEvery)
			defer tick.Stop()
			for {
				s.follow(ctx, &busy)
				select {
				case <-ctx.Done():
					return nil
				case <-tick.C:
				}
			}
		},
		stop: func(context.Context) error { cancel(); return nil },
	}
}

// follow starts and ends broadcasts as the shows are, and looks after those that run.
func (s *studio) follow(ctx context.Context, busy *sync.WaitGroup) {
	known := s.live.known.Load()
	if known == nil {
		return
	}
	for id, show := range *known {
		wanted := due(show.Show, time.Now()) || show.State == streaming.ShowReady || show.State == streaming.ShowRehearsal
		s.mu.Lock()
		r := s.runs[id]
		if r != nil && (!wanted || r.room != roomOf(show.Show) || r.channel.Delay != show.Delay || r.channel.Quick != show.Quick) {
			r.stop()
			delete(s.runs, id)
			r = nil
		}
		if r == nil && wanted {
			r = s.start(ctx, busy, show.Show)
		}
		s.mu.Unlock()
		if r != nil && show.State == streaming.ShowOnAir {
			s.rescue(ctx, r, show.Show)
		}
	}
}

// start begins a broadcast. The caller holds the lock.
func (s *studio) start(ctx context.Context, busy *sync.WaitGroup, show streaming.Show) *showRun {
	ctx, cancel := context.WithCancel(ctx)
	r := &showRun{broadcast: s.open(channelOf(show)), room: roomOf(show), stop: cancel}
	if s.runs == nil {
		s.runs = map[streaming.ChannelID]*showRun{}
	}
	id := show.Channel
	s.runs[id] = r
	busy.Go(func() {
		onAir := func() bool {
			known, ok := s.live.show(id)
			return ok && due(known.Show, time.Now())
		}
		if err := r.broadcast.run(ctx, r.room, onAir); err != nil && ctx.Err() == nil {
			r.log.ErrorContext(ctx, "a show cannot be broadcast", "channel", id, "err", err)
		}
		cancel()
		s.mu.Lock()
		defer s.mu.Unlock()
		if s.runs[id] == r { // it has failed; the next look starts another
			delete(s.runs, id)
		}
	})
	return r
}

// of is the broadcast of a channel, nil for none in this process.
func (s *studio) of(id streaming.ChannelID) *broadcast {
	s.mu.Lock()
	defer s.mu.Unlock()
	if r := s.runs[id]; r != nil {
		return r.broadcast
	}
	return nil
}

// rescue takes a source that has died off the programme, by the packager that leads.
func (s *studio) rescue(ctx context.Context, r *showRun, show streaming.Show) {
	cast := r.cast.Load()
	if !r.leads.Load() || cast == nil {
		return
	}
	c, now := r.channel, r.now()
	plan, err := r.ledger.Plan(ctx, c.ID)
	if err != nil {
		return // without Redis nothing can be ordered; the slate stands in cell by cell
	}
	order := plan.At(c.Clock.Cell(c.Clock.At(now)))
	on := order.Source
	newest, ok := r.newest(cast, order)
	if !ok {
		return
	}
	o, ok := c.Rescue(plan, c.Clock.At(now), newest, standbyOf(show))
	if !ok {
		return
	}
	line := audit.Line{Role: "house", Channel: "job", What: "air.rescue", Object: "channel/" + string(c.ID), Scope: "*", Detail: map[string]string{"source": string(on), "standby": string(o.Source)}}
	err = s.audit.Do(ctx, line, func(ctx context.Context) error {
		_, err := r.ledger.Order(ctx, c.ID, o)
		return err
	})
	if err != nil {
		r.log.ErrorContext(ctx, "a dead source stays on air", "channel", c.ID, "source", on, "err", err)
		return
	}
	r.log.WarnContext(ctx, "a source has died on air", "channel", c.ID, "source", on, "standby", o.Source)
	_, err = s.live.shows.Note(ctx, c.ID, func(s *streaming.Show) error {
		s.Rescue(streaming.Rescued{At: now, From: on, To: o.Source})
		return nil
	})
	if err != nil {
		r.log.WarnContext(ctx, "a rescue is not noted in the show", "channel", c.ID, "err", err)
	}
}

// standbyOf is what goes on air when the item being played fails.
func standbyOf(s streaming.Show) streaming.SourceID {
	if at := s.At(); at >= 0 {
		return s.Items[at].Standby
	}
	return ""
}

// Sources implements [api.Directing].
func (l *live) Sources(ctx context.Context, c streaming.Channel) ([]streaming.SourceState, error) {
	var all []streaming.SourceState
	heard := map[string]streaming.SourceState{}
	b := l.studio.of(c.ID)
	if b != nil {
		if cast := b.cast.Load(); cast != nil {
			heard = cast.states()
		}
		if played := b.played.Load(); played != nil {
			p := played.Pulse()
			all = append(all, streaming.SourceState{Source: stageSource, Camera: true, Silent: max(0, c.Clock.At(time.Now())-p.Newest), Layers: len(c.Ladder)})
		}
		if b.film.Load() != nil {
			all = append(all, streaming.SourceState{Source: filmSource, Camera: true, Layers: len(c.Ladder)})
		}
	}
	films, err := l.films.Store.Films(ctx)
	if err != nil {
		return nil, err
	}
	for _, f := range films {
		if f.State == streaming.FilmReady {
			all = append(all, streaming.SourceState{Source: f.ID.Source(), Name: f.Title, Camera: true, Microphone: !f.Mute, Layers: len(c.Ladder), Length: f.Length})
		}
	}
	room := string(c.ID) + "-show"
	if s, ok := l.show(c.ID); ok {
		room = roomOf(s.Show)
	}
	for _, g := range l.studio.stage.present(room) {
		if !g.Role.Performs() {
			continue
		}
		s := heard[g.Identity]
		if s == (streaming.SourceState{}) {
			s.Silent = -1
		}
		s.Source, s.Name, s.Role = streaming.SourceID(cameraPrefix+g.Identity), g.Name, g.Role
		s.Camera, s.Microphone, s.Codec, s.Layers = g.Camera, g.Microphone, g.Codec, g.Layers
		all = append(all, s)
	}
	return all, nil
}
