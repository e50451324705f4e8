package livekitroom

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/livekit/server-sdk-go/v2"
	"github.com/pion/rtcp"
	"github.com/pion/rtp"
	"github.com/pion/webrtc/v4"

	"wanjia/streaming"
)

// Sink takes what one participant of a room publishes. Its methods are called from
// several goroutines.
type Sink interface {
	// Picture is one picture of a layer of simulcast, 0 for the best: H.264 units
	// without start codes, complete, after a loss not before one that stands alone.
	Picture(layer int, at time.Time, nalus [][]byte)
	// Sound is one packet of Opus.
	Sound(at time.Time, packet []byte)
}

// Tap takes pictures and sound out of a room as hidden participants, one for each
// layer: a room gives a subscriber one layer of a camera and no more.
type Tap struct {
	At     Address
	Room   string
	Name   string // of this process among those that tap the room
	Layers int    // 1 to 3
	Clock  streaming.Clock
	Sink   func(identity string) Sink // of a participant, the same for the same one; nil for nobody
	Log    *slog.Logger

	mu     sync.Mutex
	walls  map[string]*wall
	tracks map[*heard]struct{}
	turns  map[turn]*heard
	came   int64     // tracks that have come so far
	lost   int64     // packets that never came, of tracks that have ended
	inside time.Time // since when the best layer's participant is in the room; zero for not
}

// heard is one track that is being read.
type heard struct {
	order reorder
	again func(numbers []uint16) // asks for packets that have not come
	ask   func()                 // for a picture that stands alone
	came  int64                  // its place among all tracks
}

const (
	waitForPacket = 400 * time.Millisecond
	comeBack      = time.Second
	// giveUp is how long a broken connection may try to mend itself. A server that
	// was started anew knows neither us nor the room: coming in anew is sooner.
	giveUp = 3 * time.Second
	// silentFor bounds one wait for a packet: a track may be muted for long.
	silentFor = 5 * time.Second
)

// Run taps until ctx ends. Whatever breaks is tried again.
func (t *Tap) Run(ctx context.Context) error {
	var wg sync.WaitGroup
	for layer := range t.Layers {
		wg.Go(func() {
			for ctx.Err() == nil {
				if err := t.join(ctx, layer); err != nil && ctx.Err() == nil {
					t.Log.WarnContext(ctx, "the stage cannot be tapped", "room", t.Room, "layer", layer, "err", err)
				}
				pause(ctx, comeBack)
			}
		})
	}
	t.askOnGrid(ctx)
	wg.Wait()
	return nil
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// join is in the room for one layer until the connection ends.
func (t *Tap) join(ctx context.Context, layer int) error {
	// A server that was started anew has no rooms, and makes none for whoever comes.
	if err := (Rooms{At: t.At}).Open(ctx, t.Room); err != nil {
		return err
	}
	token, err := t.At.token(t.Room, fmt.Sprintf("packager-%s-%d", t.Name, layer), "", packager)
	if err != nil {
		return err
	}
	gone, broken, mended := make(chan struct{}), make(chan struct{}, 1), make(chan struct{}, 1)
	var once sync.Once
	var asking lines
	var reading sync.WaitGroup
	callback := lksdk.NewRoomCallback()
	callback.OnDisconnected = func() { once.Do(func() { close(gone) }) }
	callback.OnReconnecting = func() { hint(broken) }
	callback.OnReconnected = func() { hint(mended) }
	callback.OnTrackPublished = func(p *lksdk.RemoteTrackPublication, who *lksdk.RemoteParticipant) { t.choose(p, who, layer) }
	callback.OnTrackSubscribed = func(track *webrtc.TrackRemote, p *lksdk.RemoteTrackPublication, who *lksdk.RemoteParticipant) {
		reading.Go(func() { t.read(track, p, who, layer, &asking) })
	}
	between, err := asking.factories()
	if err != nil {
		return err
	}
	room := lksdk.NewRoom(callback)
	defer reading.Wait()
	defer room.Disconnect()
	if err := room.JoinWithContextAndToken(ctx, t.At.URL, token, lksdk.WithAutoSubscribe(false), lksdk.WithDisableRegionDiscovery(), lksdk.WithInterceptors(between)); err != nil {
		return fmt.Errorf("join room %s: %w", t.Room, err)
	}
	for _, who := range room.GetRemoteParticipants() {
		for _, p := range who.TrackPublications() {
			if p, ok := p.(*lksdk.RemoteTrackPublication); ok {
				t.choose(p, who, layer)
			}
		}
	}
	t.enter(layer, time.Now())
	defer t.enter(layer, time.Time{})
	var enough <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-gone:
			return fmt.Errorf("the connection to room %s has ended", t.Room)
		case <-enough:
			return fmt.Errorf("the connection to room %s does not mend", t.Room)
		case <-broken:
			t.enter(layer, time.Time{})
			if enough == nil {
				enough = time.After(giveUp)
			}
		case <-mended:
			t.enter(layer, time.Now())
			enough = nil
		}
	}
}

func hint(c chan<- struct{}) {
	select {
	case c <- struct{}{}:
	default: // it is known already
	}
}

func (t *Tap) enter(layer int, at time.Time) {
	if layer != 0 {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.inside = at
}

// Inside is since when the room is heard; false while it is not, and so nothing can
// be said of who is in it.
func (t *Tap) Inside() (time.Time, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.inside, !t.inside.IsZero()
}

// choose subscribes to a track if this layer's participant is to have it: the best
// one's hears the sound too.
func (t *Tap) choose(p *lksdk.RemoteTrackPublication, who *lksdk.RemoteParticipant, layer int) {
	wanted := p.Source() == livekit.TrackSource_CAMERA || p.Source() == livekit.TrackSource_MICROPHONE && layer == 0
	if !wanted || p.IsSubscribed() || t.Sink(who.Identity()) == nil {
		return
	}
	if err := p.SetSubscribed(true); err != nil {
		t.Log.Warn("a track of the stage cannot be had", "room", t.Room, "participant", who.Identity(), "err", err)
	}
}

// read hands a track on until it ends.
func (t *Tap) read(track *webrtc.TrackRemote, p *lksdk.RemoteTrackPublication, who *lksdk.RemoteParticipant, layer int, asking *lines) {
	sink := t.Sink(who.Identity())
	if sink == nil {
		return
	}
	line := &timeline{wall: t.wall(who.Identity()), rate: int64(track.Codec().ClockRate), ssrc: uint32(track.SSRC())}
	p.OnRTCP(func(packet rtcp.Packet) {
		if report, ok := packet.(*rtcp.SenderReport); ok {
			line.report(report, time.Now())
		}
	})
	h := &heard{order: reorder{wait: waitForPacket}, again: func(numbers []uint16) { asking.ask(uint32(track.SSRC()), numbers) }}
	defer t.forget(h)
	if track.Kind() == webrtc.RTPCodecTypeAudio {
		t.remember(h)
		t.pump(track, h, func(a arrived) {
			if at, ok := line.moment(a.Timestamp); ok && len(a.Payload) > 0 {
				sink.Sound(at, a.Payload)
			}
		})
		return
	}
	if err := p.SetVideoQuality(quality(layer)); err != nil {
		t.Log.Warn("a layer of the stage cannot be had", "room", t.Room, "layer", layer, "err", err)
	}
	h.ask = func() { who.WritePLI(track.SSRC()) }
	t.remember(h)
	units := assembler{ask: h.ask}
	t.pump(track, h, func(a arrived) {
		for nalus := range units.take(a) {
			// Before its sender has reported nobody knows when a picture was, so what comes
			// then is not shown, and what follows it cannot be begun with.
			at, ok := line.moment(a.Timestamp)
			if !ok || !t.shows(turn{who.Identity(), layer}, h, begins(nalus)) {
				units.waiting = true
				continue
			}
			sink.Picture(layer, at, nalus)
		}
	})
}

func quality(layer int) livekit.VideoQuality {
	return [...]livekit.VideoQuality{livekit.VideoQuality_HIGH, livekit.VideoQuality_MEDIUM, livekit.VideoQuality_LOW}[layer]
}

// pump reads packets, in order, until the track ends.
func (t *Tap) pump(track *webrtc.TrackRemote, h *heard, next func(arrived)) {
	now, until := time.Now(), time.Time{}
	for {
		if until.Sub(now) < silentFor/2 {
			until = now.Add(silentFor)
			_ = track.SetReadDeadline(until) // a closed one says so at the next read
		}
		packet, _, err := track.ReadRTP()
		now = time.Now()
		if timeout(err) {
			continue // muted, or nothing to see
		}
		if err != nil {
			return
		}
		h.order.push(packet, now, func(p *rtp.Packet, lost bool) { next(arrived{p, lost}) })
		h.again(h.order.missing(now))
	}
}

func (t *Tap) wall(identity string) *wall {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.walls == nil {
		t.walls = map[string]*wall{}
	}
	if t.walls[identity] == nil {
		t.walls[identity] = &wall{}
	}
	return t.walls[identity]
}

func (t *Tap) remember(h *heard) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.tracks == nil {
		t.tracks = map[*heard]struct{}{}
	}
	t.tracks[h] = struct{}{}
	t.came++
	h.came = t.came
}

func (t *Tap) forget(h *heard) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.tracks, h)
	t.lost += h.order.count.Load()
}

// Lost is how many packets never came, of all tracks.
func (t *Tap) Lost() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	lost := t.lost
	for h := range t.tracks {
		lost += h.order.count.Load()
	}
	return lost
}

// askOnGrid asks cameras for a picture that stands alone shortly before each
// multiple of the grid, so that a cell can begin with it. The layers of a browser's
// camera answer together.
func (t *Tap) askOnGrid(ctx context.Context) {
	const before = 100 * time.Millisecond
	for ctx.Err() == nil {
		now := t.Clock.At(time.Now())
		pause(ctx, t.Clock.Start(t.Clock.Cell(now+before)+1)-before-now)
		t.mu.Lock()
		var asks []func()
		for h := range t.tracks {
			if h.ask != nil {
				asks = append(asks, h.ask)
			}
		}
		t.mu.Unlock()
		for _, ask := range asks {
			ask()
		}
	}
}
