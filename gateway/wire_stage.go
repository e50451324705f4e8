package main

import (
	"context"
	"fmt"
	"net"
	"sync"

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
	built *livekitroom.Built // nil until it is needed
}

func newStage(h *house, channels func(streaming.ChannelID) (streaming.Channel, bool)) *stage {
	c := h.config.LiveKit
	s := &stage{
		house: h, channels: channels, known: c.URL != "",
		at: livekitroom.Address{URL: c.URL, Key: c.Key, Secret: c.Secret},
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
	return nil
}
