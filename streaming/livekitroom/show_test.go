package livekitroom_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/livekit/server-sdk-go/v2"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"
	"github.com/pion/webrtc/v4/pkg/media/oggreader"

	"wanjia/events/testkit"
	"wanjia/streaming"
	"wanjia/streaming/hls"
	"wanjia/streaming/livekitroom"
	"wanjia/streaming/streamingtest"
)

// The film that is performed: white for the first fifth of each second and black for
// the rest, with a beep as long as it is white.
const (
	flashFor   = 200 * time.Millisecond
	filmLength = 4 * time.Second
	rate       = 30
)

var sizes = []string{"1280x720", "640x360", "320x180"}

func showChannel() streaming.Channel {
	return streaming.Channel{
		ID: "gala", Clock: streaming.Clock{Epoch: time.Now().Add(-time.Hour).Truncate(time.Second), Grid: time.Second}, Window: time.Minute, Delay: time.Second,
		Ladder: streaming.Ladder(),
	}
}

// film makes the performer's files: one of H.264 per size and one of Opus.
func film(t *testing.T) (pictures []string, sound string) {
	t.Helper()
	dir := t.TempDir()
	length := fmt.Sprint(filmLength.Seconds())
	args := []string{"-nostdin", "-v", "error", "-f", "lavfi", "-i", "color=c=black:s=1280x720:r=30:d=" + length,
		"-f", "lavfi", "-i", "sine=frequency=1000:sample_rate=48000:duration=" + length}
	for _, size := range sizes {
		path := filepath.Join(dir, size+".h264")
		pictures = append(pictures, path)
		args = append(args, "-map", "0:v", "-vf", "drawbox=c=white:t=fill:enable='lt(mod(t+0.001,1),0.2)',scale="+strings.Replace(size, "x", ":", 1),
			"-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "baseline", "-bf", "0", "-g", "15", "-sc_threshold", "0",
			"-x264-params", "repeat-headers=1:slices=1:sliced-threads=0", "-bsf:v", "filter_units=remove_types=6", "-f", "h264", path)
	}
	sound = filepath.Join(dir, "sound.ogg")
	args = append(args, "-map", "1:a", "-af", "volume=0:enable='gte(mod(t,1),0.2)'", "-c:a", "libopus", "-b:a", "64k", "-ac", "2", "-page_duration", "20000", sound)
	if out, err := exec.CommandContext(t.Context(), "ffmpeg", args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s (apt-get install ffmpeg)", err, out)
	}
	return pictures, sound
}

// performer publishes files the way a browser publishes a camera: three sizes and
// sound, all on one clock.
type performer struct {
	room   *lksdk.Room
	layers []*lksdk.LocalTrack
	voice  *lksdk.LocalTrack
}

func perform(t *testing.T, room string) *performer {
	t.Helper()
	pass, err := server.Address().Pass(room, "p1", "一号", streaming.StagePerformer)
	if err != nil {
		t.Fatal(err)
	}
	p := &performer{room: lksdk.NewRoom(nil)}
	if err := p.room.JoinWithToken(pass.URL, pass.Token, lksdk.WithAutoSubscribe(false), lksdk.WithDisableRegionDiscovery()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.room.Disconnect)
	for i, size := range sizes {
		var w, h uint32
		if _, err := fmt.Sscanf(size, "%dx%d", &w, &h); err != nil {
			t.Fatal(err)
		}
		quality := []livekit.VideoQuality{livekit.VideoQuality_HIGH, livekit.VideoQuality_MEDIUM, livekit.VideoQuality_LOW}[i]
		track, err := lksdk.NewLocalTrack(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeH264, ClockRate: 90000},
			lksdk.WithSimulcast("camera", &livekit.VideoLayer{Quality: quality, Width: w, Height: h}))
		if err != nil {
			t.Fatal(err)
		}
		p.layers = append(p.layers, track)
	}
	voice, err := lksdk.NewLocalTrack(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2})
	if err != nil {
		t.Fatal(err)
	}
	p.voice = voice
	if _, err := p.room.LocalParticipant.PublishSimulcastTrack(p.layers, &lksdk.TrackPublicationOptions{Source: livekit.TrackSource_CAMERA, VideoWidth: 1280, VideoHeight: 720}); err != nil {
		t.Fatal(err)
	}
	if _, err := p.room.LocalParticipant.PublishTrack(p.voice, &lksdk.TrackPublicationOptions{Source: livekit.TrackSource_MICROPHONE, DisableDTX: true}); err != nil {
		t.Fatal(err)
	}
	return p
}

// play sends the files again and again until ctx ends.
func (p *performer) play(ctx context.Context, t *testing.T, pictures []string, sound string) func() {
	t.Helper()
	var wg sync.WaitGroup
	start := time.Now()
	for i, path := range pictures {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		units := splitAccessUnits(raw)
		if len(units) != int(filmLength.Seconds())*rate {
			t.Fatalf("%s has %d pictures", path, len(units))
		}
		wg.Go(func() {
			for k := 0; until(ctx, start.Add(time.Duration(k)*time.Second/rate)); k++ {
				_ = p.layers[i].WriteSample(media.Sample{Data: units[k%len(units)], Duration: time.Second / rate}, nil) // it is checked at the other end
			}
		})
	}
	raw, err := os.ReadFile(sound)
	if err != nil {
		t.Fatal(err)
	}
	pages, _, err := oggreader.NewWith(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	const each = 20 * time.Millisecond
	var packets [][]byte
	for len(packets) <= int(filmLength/each) {
		packet, _, err := pages.ParseNextPage()
		if err != nil {
			t.Fatal(err)
		}
		packets = append(packets, packet)
	}
	packets = packets[1:] // the first page has no sound
	wg.Go(func() {
		for k := 0; until(ctx, start.Add(time.Duration(k)*each)); k++ {
			_ = p.voice.WriteSample(media.Sample{Data: packets[k%len(packets)], Duration: each}, nil)
		}
	})
	return wg.Wait
}

func until(ctx context.Context, at time.Time) bool {
	timer := time.NewTimer(time.Until(at))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// splitAccessUnits cuts an elementary stream with one slice to a picture.
func splitAccessUnits(raw []byte) (units [][]byte) {
	var unit []byte
	for _, n := range bytes.Split(raw, []byte{0, 0, 1})[1:] {
		n = bytes.TrimRight(n, "\x00")
		unit = append(append(unit, 0, 0, 0, 1), n...)
		if k := n[0] & 0x1f; k == 1 || k == 5 {
			units, unit = append(units, unit), nil
		}
	}
	return units
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
	pictures, sound := film(t)
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
	p := perform(t, "show")
	defer p.play(ctx, t, pictures, sound)()
	defer cancel()

	public := public{t: t, origin: origin, channel: channel}
	public.wait(4)
	skew := public.flashes("v720")
	for i, size := range sizes {
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
