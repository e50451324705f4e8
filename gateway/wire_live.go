package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/docstore"
	"wanjia/events/objects"
	"wanjia/streaming"
	"wanjia/streaming/hls"
	"wanjia/streaming/redisstore"
	"wanjia/streaming/store"
)

// live is what is on air, as the edge asks for it.
type live struct {
	streaming.Director

	log    *slog.Logger
	ledger *redisstore.Ledger
	origin *hls.Origin
	shows  *streaming.Shows
	tapes  *tapes
	cast   *performers
	films  *streaming.Films
	studio *studio
	demo   *demoChannel // nil outside a demonstration, or where there is no folder for its films

	lists sync.Map                                                        // of how often a playlist of a channel was served, *atomic.Int64 by streaming.ChannelID
	known atomic.Pointer[map[streaming.ChannelID]streaming.VersionedShow] // as they were a moment ago
}

// newLive opens the origin. A demonstration has a test channel.
func newLive(h *house, people *community.Service) *live {
	ledger := &redisstore.Ledger{Redis: h.redis}
	l := &live{log: h.log, ledger: ledger, cast: &performers{community: people}}
	l.shows = &streaming.Shows{Store: store.NewShows(h.documents), Consents: l.cast, Now: time.Now}
	l.tapes = &tapes{store: store.NewTapes(h.documents), cast: l.cast}
	l.films = newFilms(h, l.shows.Store)
	l.Director = streaming.Director{Desk: ledger, Shows: l.shows, Now: time.Now}
	l.origin = &hls.Origin{Channels: l.public, Listings: l.ledger, Stored: h.objects, Kept: l.tapes, Past: l.tapes.past, Now: time.Now}
	films := ""
	if h.config.Demo != "" && h.folder != nil {
		films = h.folder.in(filmsName)
		l.demo = &demoChannel{broadcast: l.broadcast(h, testChannel(), films, rand.Text()), asked: make(chan struct{}, 1)}
	}
	holder := rand.Text()
	l.studio = &studio{live: l, open: func(c streaming.Channel) *broadcast {
		b := l.broadcast(h, c, films, holder)
		b.keeps = true
		return b
	}}
	return l
}

func (l *live) broadcast(h *house, c streaming.Channel, films, holder string) *broadcast {
	b := &broadcast{channel: c, ledger: l.ledger, objects: h.objects, folder: films, holder: holder, log: h.log, now: time.Now, spool: &spool{now: time.Now}}
	b.spool.open = func(id streaming.FilmID) (*hls.Entry, error) { return filmFiles{objects: h.objects}.Open(id, c) }
	if l.studio != nil {
		b.stage = l.studio.stage
	}
	return b
}

// showMigrator brings stored shows up to date.
func showMigrator(e docstore.Engine) docstore.Migrator { return store.NewShows(e) }

// channelOf is the channel of a show.
func channelOf(s streaming.Show) streaming.Channel {
	return streaming.Channel{
		ID: s.Channel, Test: s.Test, Delay: s.Delay, Quick: s.Quick, Window: 2 * time.Hour, Ladder: streaming.Ladder(),
		Clock: streaming.Clock{Epoch: time.Date(2026, 1, 1, 0, 0, 0, 0, events.Zone)},
	}
}

// look reads the shows anew; what the public asks for never waits for it.
func (l *live) look(ctx context.Context) error {
	all, err := l.shows.Store.Shows(ctx)
	if err != nil {
		return err
	}
	known := make(map[streaming.ChannelID]streaming.VersionedShow, len(all))
	for _, s := range all {
		known[s.Channel] = s
	}
	l.known.Store(&known)
	return l.tapes.look(ctx)
}

// show is a show as it was a moment ago.
func (l *live) show(id streaming.ChannelID) (streaming.VersionedShow, bool) {
	known := l.known.Load()
	if known == nil {
		return streaming.VersionedShow{}, false
	}
	s, ok := (*known)[id]
	return s, ok
}

// public is a channel that may be seen: of a show only while it is on air or after.
func (l *live) public(id streaming.ChannelID) (streaming.Channel, bool) {
	if l.demo != nil && id == l.demo.channel.ID {
		return l.demo.channel, true
	}
	s, ok := l.show(id)
	if !ok || s.State != streaming.ShowOnAir && s.State != streaming.ShowEnded {
		return streaming.Channel{}, false
	}
	return channelOf(s.Show), true
}

// hasStage says whether somebody may come onto the stage of a channel.
func (l *live) hasStage(id streaming.ChannelID) (streaming.Channel, bool) {
	if s, ok := l.show(id); ok {
		return channelOf(s.Show), true
	}
	return l.public(id)
}

// bring lets whoever is on the stage be put on air.
func (l *live) bring(s *stage) {
	l.studio.stage = s
	if l.demo != nil {
		l.demo.stage = s
	}
}

// Channel implements [api.Directing].
func (l *live) Channel(ctx context.Context, id streaming.ChannelID) (streaming.Channel, error) {
	if l.demo != nil && id == l.demo.channel.ID {
		return l.demo.channel, nil
	}
	s, err := l.shows.Show(ctx, id)
	if errors.Is(err, streaming.ErrNoShow) {
		return streaming.Channel{}, streaming.ErrNoChannel
	}
	return channelOf(s.Show), err
}

// Plan implements [api.Directing].
func (l *live) Plan(ctx context.Context, c streaming.Channel) (streaming.Plan, error) {
	return l.ledger.Plan(ctx, c.ID)
}

// Open implements [api.Live]. Whoever asks for the test channel sets it going.
func (l *live) Open(ctx context.Context, id streaming.ChannelID, path string, r streaming.Reload) (*streaming.Object, error) {
	if l.demo != nil && id == l.demo.channel.ID {
		l.demo.want()
	}
	o, err := l.origin.Open(ctx, id, path, r)
	if err == nil && strings.HasSuffix(path, ".m3u8") && strings.Contains(path, "/") {
		n, _ := l.lists.LoadOrStore(id, new(atomic.Int64))
		n.(*atomic.Int64).Add(1)
	}
	return o, err
}

// Showings implements [api.Live].
func (l *live) Showings(ctx context.Context) ([]streaming.Showing, error) {
	var all []streaming.Showing
	if known := l.known.Load(); known != nil {
		for _, id := range slices.Sorted(maps.Keys(*known)) {
			s := (*known)[id]
			if _, ok := l.public(s.Channel); !ok {
				continue
			}
			one, err := l.showing(ctx, s.Show)
			if err != nil {
				return nil, err
			}
			all = append(all, one)
		}
	}
	all = append(all, l.pastShowings(ctx)...)
	if l.demo == nil {
		return all, nil
	}
	s, err := l.demo.showing(ctx)
	return append(all, s), err
}

// showing is what everybody may know of a show: its items when they begin as things
// stand.
func (l *live) showing(ctx context.Context, s streaming.Show) (streaming.Showing, error) {
	c, now := channelOf(s), time.Now()
	out := streaming.Showing{Channel: c, Title: s.Title, Phase: streaming.PhaseOff}
	cell := c.Clock.Cell(c.Clock.At(now) - c.Delay)
	list, err := l.ledger.Listing(ctx, c.ID, cell-5)
	if err != nil {
		return out, err
	}
	switch {
	case len(list.Records) > 0:
		out.Phase = streaming.PhaseOn
	case s.State == streaming.ShowOnAir:
		out.Phase = streaming.PhasePreparing
	}
	for i, line := range s.Run(now).Lines {
		if line.State != streaming.LineCut {
			out.Items = append(out.Items, streaming.Item{ID: s.Items[i].ID, Title: s.Items[i].Title, Starts: line.Starts, Length: s.Items[i].Length})
		}
	}
	l.recordings(ctx, &out, s.Opened)
	return out, nil
}

// lookShows is how old what is known of the shows may be.
const lookShows = time.Second

// followShows keeps what is known of the shows young.
func followShows(l *live) role {
	return ticking(lookShows, func(ctx context.Context) {
		ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
		defer cancel()
		if err := l.look(ctx); err != nil && ctx.Err() == nil {
			l.log.WarnContext(ctx, "the shows cannot be read", "err", err)
		}
	})
}

// ticking does something again and again until it is stopped.
func ticking(every time.Duration, do func(context.Context)) role {
	ctx, cancel := context.WithCancel(context.Background())
	return role{
		run: func() error {
			tick := time.NewTicker(every)
			defer tick.Stop()
			for {
				do(ctx)
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

// airRole keeps the test channel on air while somebody watches.
func airRole(d *demoChannel) role {
	ctx, cancel := context.WithCancel(context.Background())
	return role{
		run:  func() error { return d.run(ctx) },
		stop: func(context.Context) error { cancel(); return nil },
	}
}

// publicObjects is the storage as the packager needs it.
type publicObjects interface {
	Put(ctx context.Context, key string, r io.Reader, size int64, contentType string) (objects.Info, error)
	Delete(ctx context.Context, key string) error
}
