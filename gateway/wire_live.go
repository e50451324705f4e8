package main

import (
	"context"
	"crypto/rand"
	"io"
	"time"

	"wanjia/events/objects"
	"wanjia/streaming"
	"wanjia/streaming/hls"
	"wanjia/streaming/redisstore"
)

// live is what is on air, as the edge asks for it.
type live struct {
	ledger *redisstore.Ledger
	origin *hls.Origin
	demo   *demoChannel // nil outside a demonstration, or where there is no folder for its films
}

// newLive opens the origin. A demonstration has a test channel.
func newLive(h *house) *live {
	l := &live{ledger: &redisstore.Ledger{Redis: h.redis}}
	l.origin = &hls.Origin{Channels: l.channel, Listings: l.ledger, Stored: h.objects, Now: time.Now}
	if h.config.Demo != "" && h.folder != nil {
		l.demo = &demoChannel{
			channel: testChannel(), ledger: l.ledger, objects: h.objects, folder: h.folder.in(filmsName),
			holder: rand.Text(), log: h.log, now: time.Now, asked: make(chan struct{}, 1),
		}
	}
	return l
}

func (l *live) channel(id streaming.ChannelID) (streaming.Channel, bool) {
	if l.demo != nil && id == l.demo.channel.ID {
		return l.demo.channel, true
	}
	return streaming.Channel{}, false
}

// bring lets whoever is on the stage be put on air.
func (l *live) bring(s *stage) {
	if l.demo != nil {
		l.demo.stage = s
	}
}

// Channel implements [api.Directing].
func (l *live) Channel(id streaming.ChannelID) (streaming.Channel, error) {
	if c, ok := l.channel(id); ok {
		return c, nil
	}
	return streaming.Channel{}, streaming.ErrNoChannel
}

// Take implements [api.Directing].
func (l *live) Take(ctx context.Context, c streaming.Channel, source streaming.SourceID) (streaming.Order, error) {
	return streaming.Director{Desk: l.ledger, Now: time.Now}.Take(ctx, c, source)
}

// Slate implements [api.Directing].
func (l *live) Slate(ctx context.Context, c streaming.Channel) (streaming.Order, error) {
	return streaming.Director{Desk: l.ledger, Now: time.Now}.Slate(ctx, c)
}

// Open implements [api.Live]. Whoever asks for the test channel sets it going.
func (l *live) Open(ctx context.Context, id streaming.ChannelID, path string) (*streaming.Object, error) {
	if _, ok := l.channel(id); ok {
		l.demo.want()
	}
	return l.origin.Open(ctx, id, path)
}

// Showings implements [api.Live].
func (l *live) Showings(ctx context.Context) ([]streaming.Showing, error) {
	if l.demo == nil {
		return nil, nil
	}
	s, err := l.demo.showing(ctx)
	return []streaming.Showing{s}, err
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
