package livekitroom_test

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"wanjia/events/testkit"
	"wanjia/streaming"
	"wanjia/streaming/hls"
	"wanjia/streaming/livekitroom"
	"wanjia/streaming/livekitroom/livekittest"
	"wanjia/streaming/streamingtest"
)

func showChannel() streaming.Channel {
	return streaming.Channel{
		ID: "gala", Clock: streaming.Clock{Epoch: time.Now().Add(-time.Hour).Truncate(time.Second), Grid: time.Second}, Window: time.Minute, Delay: time.Second,
		Ladder: streaming.Ladder(),
	}
}

// stage is a sink that feeds the packager.
type stage struct {
	clock streaming.Clock
	live  *hls.Live
	voice *hls.Opus
}

func (s *stage) Picture(layer int, at time.Time, nalus [][]byte) {
	s.live.Picture(layer, hls.Unit{At: s.clock.At(at), NALUs: nalus})
}
func (s *stage) Sound(at time.Time, packet []byte) { s.voice.Packet(s.clock.At(at), packet) }

// TestShow publishes files into a room of the real server and reads the show back
// from what the public fetches: every rendition in its size, decodable without a
// fault, and the beeps where the flashes are.
func TestShow(t *testing.T) {
	t.Parallel()
	channel := showChannel()
	log := slog.New(slog.DiscardHandler)
	film := livekittest.Draw(t, false)
	rooms := livekitroom.Rooms{At: server.Address()}
	if err := rooms.Open(t.Context(), "show"); err != nil {
		t.Fatal(err)
	}
	live := hls.NewLive("stage", channel, "a", time.Now)
	encoder := &hls.Encoder{Emit: live.Frame, Now: func() time.Duration { return channel.Clock.At(time.Now()) }, Log: log, Lag: time.Second}
	sink := &stage{clock: channel.Clock, live: live, voice: &hls.Opus{Mix: encoder.Mix, Log: log}}
	tap := &livekitroom.Tap{
		At: server.Address(), Room: "show", Name: "a", Layers: 3, Clock: channel.Clock, Log: log,
		Sink: func(identity string) livekitroom.Sink {
			if identity != "p1" {
				return nil
			}
			return sink
		},
	}
	ledger := &streamingtest.Ledger{Now: time.Now}
	slate, err := hls.NewSlate(channel)
	if err != nil {
		t.Fatal(err)
	}
	store := testkit.Objects(t)
	pack := &hls.Packager{
		Channel: channel, Ledger: ledger, Objects: store, Slate: slate, Holder: "a", Log: log, Now: time.Now,
		Sources: func(id streaming.SourceID) (hls.Source, bool) { return live, id == "stage" },
	}
	if _, err := ledger.Order(t.Context(), channel.ID, streaming.Order{Source: "stage"}); err != nil {
		t.Fatal(err)
	}
	origin := &hls.Origin{
		Channels: func(id streaming.ChannelID) (streaming.Channel, bool) { return channel, id == channel.ID },
		Listings: ledger, Stored: store, Now: time.Now,
	}
	ctx, cancel := context.WithCancel(t.Context())
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	for _, run := range []func(context.Context) error{tap.Run, pack.Run, encoder.Run, sink.voice.Run} {
		wg.Go(func() { _ = run(ctx) }) // they end with ctx
	}
	pass, err := server.Address().Pass("show", "p1", "一号", streaming.StagePerformer)
	if err != nil {
		t.Fatal(err)
	}
	p, err := livekittest.Enter(ctx, pass)
	if err != nil {
		t.Fatal(err)
	}
	defer p.Leave()
	wg.Go(func() { p.Play(ctx, film) })

	public := public{t: t, origin: origin, channel: channel}
	public.wait(4)
	skew := public.flashes("v720")
	for i, size := range livekittest.Sizes {
		public.decodes(channel.Ladder[i].Name, size)
	}
	for _, name := range []string{"v360", "v180"} {
		if other := public.flashes(name); len(other) == 0 || (other[0]-skew[0]).Abs() > 20*time.Millisecond {
			t.Errorf("%s flashes at %s, v720 at %s", name, other, skew)
		}
	}
	checkSync(t, skew, public.beeps())
	guests, err := rooms.Guests(t.Context(), "show")
	if err != nil || len(guests) != 1 || guests[0].Identity != "p1" || guests[0].Role != streaming.StagePerformer || !guests[0].Camera || !guests[0].Microphone || guests[0].Layers != 3 {
		t.Errorf("on the stage: %+v, %v; the packagers must not be seen", guests, err)
	}
}
