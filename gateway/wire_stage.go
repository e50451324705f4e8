package main

import (
	"context"
	"fmt"
	"maps"
	"net"
	"slices"
	"strings"
	"sync"
	"time"

	"wanjia/streaming"
	"wanjia/streaming/livekitroom"
)

// stage is where shows are performed: the LiveKit server that is configured, else
// one in this process, which costs nothing until somebody comes.
type stage struct {
	house    *house
	channels func(streaming.ChannelID) (streaming.Channel, bool)

	webhook string // where this house hears of what happens; set before anybody is served

	mu    sync.Mutex
	at    livekitroom.Address
	known bool
	built *livekitroom.Built           // nil until it is needed
	rooms map[string][]streaming.Guest // those that somebody asks about, as they were listed last
	hints chan struct{}
}

func newStage(h *house, channels func(streaming.ChannelID) (streaming.Channel, bool)) *stage {
	c := h.config.LiveKit
	s := &stage{
		house: h, channels: channels, known: c.URL != "",
		at: livekitroom.Address{URL: c.URL, Key: c.Key, Secret: c.Secret}, rooms: map[string][]streaming.Guest{}, hints: make(chan struct{}, 1),
	}
	h.later("the stage", s.close)
	return s
}

// close ends the built-in server if it was started.
func (s *stage) close(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.built == nil {
		return nil
	}
	return s.built.Close(ctx)
}

// address is where the server is; it is started if it is built in and does not run.
func (s *stage) address(ctx context.Context) (livekitroom.Address, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known {
		return s.at, nil
	}
	host, _, err := net.SplitHostPort(s.house.config.Listen)
	if err != nil {
		return s.at, fmt.Errorf("read the address to listen on: %w", err)
	}
	// It outlives the request that needs it first.
	built, err := livekitroom.StartBuilt(context.WithoutCancel(ctx), livekitroom.BuiltConfig{Host: host, Webhook: s.webhook, Log: s.house.log})
	if err != nil {
		return s.at, fmt.Errorf("%w: %w", streaming.ErrStageAway, err)
	}
	s.house.log.InfoContext(ctx, "the built-in stage has started", "url", built.Address().URL)
	s.built, s.at, s.known = built, built.Address(), true
	return s.at, nil
}

// origins are the addresses that the pages of the stage talk to. Where the built-in
// server will listen is not known before it is needed.
func (s *stage) origins() string {
	c := s.house.config
	host := c.LiveKit.URL
	if host == "" {
		name, _, err := net.SplitHostPort(c.Listen)
		if err != nil || name == "" {
			name = "127.0.0.1"
		}
		host = "ws://" + net.JoinHostPort(name, "*")
	}
	return host + " " + strings.Replace(host, "ws", "http", 1)
}

// running is where the server is, if it runs.
func (s *stage) running() (livekitroom.Address, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.at, s.known
}

// room opens the room of a stage and says where it is.
func (s *stage) room(ctx context.Context, id streaming.StageID) (livekitroom.Rooms, error) {
	channel, err := id.Channel()
	if err != nil {
		return livekitroom.Rooms{}, err
	}
	if _, ok := s.channels(channel); !ok {
		return livekitroom.Rooms{}, streaming.ErrNoStage
	}
	at, err := s.address(ctx)
	return livekitroom.Rooms{At: at}, err
}

// Pass implements [api.Stage].
func (s *stage) Pass(ctx context.Context, id streaming.StageID, identity, name string, role streaming.StageRole) (streaming.StagePass, error) {
	rooms, err := s.room(ctx, id)
	if err != nil {
		return streaming.StagePass{}, err
	}
	if err := rooms.Open(ctx, string(id)); err != nil {
		return streaming.StagePass{}, err
	}
	return rooms.At.Pass(string(id), identity, name, role)
}

// Guests implements [api.Stage].
func (s *stage) Guests(ctx context.Context, id streaming.StageID) ([]streaming.Guest, error) {
	rooms, err := s.room(ctx, id)
	if err != nil {
		return nil, err
	}
	return rooms.Guests(ctx, string(id))
}

// Remove implements [api.Stage].
func (s *stage) Remove(ctx context.Context, id streaming.StageID, identity string) error {
	rooms, err := s.room(ctx, id)
	if err != nil {
		return err
	}
	return rooms.Remove(ctx, string(id), identity)
}

// Said implements [api.Stage]. A message is a hint; who is there is always asked for.
func (s *stage) Said(ctx context.Context, authorization string, body []byte) error {
	at, known := s.running()
	if !known {
		return streaming.ErrUnsigned
	}
	event, err := at.Event(authorization, body)
	if err != nil {
		return err
	}
	s.house.log.InfoContext(ctx, "the stage has changed", "room", event.Room, "event", event.Kind)
	select {
	case s.hints <- struct{}{}:
	default: // it is looked at in a moment anyway
	}
	return nil
}

// present is who was in a room when it was listed last. From then on it is listed.
func (s *stage) present(room string) []streaming.Guest {
	s.mu.Lock()
	defer s.mu.Unlock()
	guests, ok := s.rooms[room]
	if !ok {
		s.rooms[room] = nil
	}
	return guests
}

// reconcile lists the rooms that somebody asks about: messages may be lost, doubled and
// late.
func (s *stage) reconcile(ctx context.Context) {
	at, ok := s.running()
	if !ok {
		return
	}
	s.mu.Lock()
	names := slices.Collect(maps.Keys(s.rooms))
	s.mu.Unlock()
	for _, name := range names {
		guests, err := (livekitroom.Rooms{At: at}).Guests(ctx, name)
		if err != nil {
			if ctx.Err() == nil {
				s.house.log.WarnContext(ctx, "a stage cannot be listed", "room", name, "err", err)
			}
			guests = nil // nobody can be said to be there
		}
		slices.SortFunc(guests, func(a, b streaming.Guest) int { return strings.Compare(a.Identity, b.Identity) })
		s.mu.Lock()
		s.rooms[name] = guests
		s.mu.Unlock()
	}
}

// listEvery is how often the rooms are listed; a message of the server's makes it
// sooner.
const listEvery = 2 * time.Second

// followStage keeps what is known of the rooms young.
func followStage(s *stage) role {
	ctx, cancel := context.WithCancel(context.Background())
	return role{
		run: func() error {
			tick := time.NewTicker(listEvery)
			defer tick.Stop()
			for {
				s.reconcile(ctx)
				select {
				case <-ctx.Done():
					return nil
				case <-tick.C:
				case <-s.hints:
				}
			}
		},
		stop: func(context.Context) error { cancel(); return nil },
	}
}
