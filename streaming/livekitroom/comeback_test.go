package livekitroom_test

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/streaming"
	"wanjia/streaming/livekitroom"
	"wanjia/streaming/livekitroom/livekittest"
)

// counter is a sink that only counts.
type counter struct{ pictures, packets atomic.Int64 }

func (c *counter) Picture(int, time.Time, [][]byte) { c.pictures.Add(1) }
func (c *counter) Sound(time.Time, []byte)          { c.packets.Add(1) }

// TestComeBack: a room that is gone, as after a new start of the server, is made anew
// by whoever taps it; the tap says when it was outside.
func TestComeBack(t *testing.T) {
	t.Parallel()
	rooms := livekitroom.Rooms{At: server.Address()}
	var heard counter
	tap := &livekitroom.Tap{
		At: server.Address(), Room: "comeback", Name: "a", Layers: 1, Clock: showChannel().Clock, Log: slog.New(slog.DiscardHandler),
		Sink: func(string) livekitroom.Sink { return &heard },
	}
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	if _, ok := tap.Inside(); ok {
		t.Error("it is inside before it was let in")
	}
	wg.Go(func() { _ = tap.Run(ctx) }) // it ends with ctx
	inside := func() time.Time { at, _ := tap.Inside(); return at }
	wait(t, func() bool { return !inside().IsZero() })
	before := inside()
	if err := rooms.Close(ctx, "comeback"); err != nil {
		t.Fatal(err)
	}
	wait(t, func() bool { return inside().IsZero() })
	wait(t, func() bool { return inside().After(before) })

	film := livekittest.Draw(t, true)
	wg.Go(func() {
		livekittest.Stay(ctx, film, func() (streaming.StagePass, error) {
			return server.Address().Pass("comeback", "p1", "", streaming.StagePerformer)
		})
	})
	wait(t, func() bool { return heard.pictures.Load() > 10 && heard.packets.Load() > 10 })
}
