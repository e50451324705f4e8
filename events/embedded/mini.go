package embedded

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// miniTick is how often the clock of miniredis is moved on, and so how late a
// key may expire there.
const miniTick = 20 * time.Millisecond

// StartMiniredis starts the Redis that lives inside this process. It keeps
// nothing beyond the process, knows no CONFIG, ROLE or BITFIELD, and is slower
// than redis-server by an order of magnitude: enough to look around and for
// tests. log may be nil.
func StartMiniredis(log *slog.Logger) (*RedisServer, error) {
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	m := miniredis.NewMiniRedis()
	if err := m.Start(); err != nil {
		return nil, fmt.Errorf("start miniredis: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	s := &RedisServer{
		kind:    KindMini,
		version: moduleVersion("github.com/alicebob/miniredis/v2"),
		url:     "redis://" + m.Addr(),
		mini:    m,
		log:     log,
		cancel:  cancel,
		done:    make(chan struct{}),
	}
	go s.tick(ctx)
	return s, nil
}

// tick moves the clock of the expiries, which stands still by itself.
func (s *RedisServer) tick(ctx context.Context) {
	defer close(s.done)
	ticker := time.NewTicker(miniTick)
	defer ticker.Stop()
	last := time.Now()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			now := time.Now() // not the tick's own time: late ticks must count in full
			s.mini.FastForward(now.Sub(last))
			last = now
		}
	}
}

// moduleVersion is the version of a module this program was built with.
func moduleVersion(path string) string {
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, m := range build.Deps {
			if m.Path == path {
				return m.Version
			}
		}
	}
	return "unknown"
}
