package livekittest

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/livekit/protocol/livekit"
	"github.com/livekit/server-sdk-go/v2"
	"github.com/pion/interceptor"
	"github.com/pion/webrtc/v4"
	"github.com/pion/webrtc/v4/pkg/media"

	"wanjia/streaming"
)

// Performer publishes a film the way a browser publishes a camera: three sizes and
// sound, all on one clock.
type Performer struct {
	room   *lksdk.Room
	layers []*lksdk.LocalTrack
	voice  *lksdk.LocalTrack
	gone   chan struct{}
}

// Enter comes onto a stage with somebody's pass and publishes. The caller leaves.
func Enter(ctx context.Context, pass streaming.StagePass) (*Performer, error) {
	p := &Performer{gone: make(chan struct{})}
	callback := lksdk.NewRoomCallback()
	once := sync.OnceFunc(func() { close(p.gone) })
	callback.OnDisconnected, callback.OnReconnecting = once, once
	p.room = lksdk.NewRoom(callback)
	err := p.room.JoinWithContextAndToken(ctx, pass.URL, pass.Token, lksdk.WithAutoSubscribe(false), lksdk.WithDisableRegionDiscovery(),
		lksdk.WithInterceptors([]interceptor.Factory{repeats{}}), lksdk.WithIncludeDefaultInterceptors(true))
	if err == nil {
		err = p.publish()
	}
	if err != nil {
		p.room.Disconnect()
		return nil, err
	}
	return p, nil
}

// repeats sends packets that are asked for again as they were. The library would send
// them on streams of their own, which a server can only tell apart by a mark that
// browsers make and the library does not: it throws them away.
type repeats struct{ interceptor.NoOp }

// NewInterceptor implements [interceptor.Factory].
func (r repeats) NewInterceptor(string) (interceptor.Interceptor, error) { return &r, nil }

// BindLocalStream implements [interceptor.Interceptor].
func (r *repeats) BindLocalStream(info *interceptor.StreamInfo, w interceptor.RTPWriter) interceptor.RTPWriter {
	info.SSRCRetransmission, info.PayloadTypeRetransmission = 0, 0
	return w
}

func (p *Performer) publish() error {
	for i, size := range Sizes {
		var w, h uint32
		if _, err := fmt.Sscanf(size, "%dx%d", &w, &h); err != nil {
			return err
		}
		quality := []livekit.VideoQuality{livekit.VideoQuality_HIGH, livekit.VideoQuality_MEDIUM, livekit.VideoQuality_LOW}[i]
		track, err := lksdk.NewLocalTrack(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeH264, ClockRate: 90000},
			lksdk.WithSimulcast("camera", &livekit.VideoLayer{Quality: quality, Width: w, Height: h}))
		if err != nil {
			return err
		}
		p.layers = append(p.layers, track)
	}
	var err error
	if p.voice, err = lksdk.NewLocalTrack(webrtc.RTPCodecCapability{MimeType: webrtc.MimeTypeOpus, ClockRate: 48000, Channels: 2}); err != nil {
		return err
	}
	camera := &lksdk.TrackPublicationOptions{Source: livekit.TrackSource_CAMERA, VideoWidth: 1280, VideoHeight: 720}
	if _, err := p.room.LocalParticipant.PublishSimulcastTrack(p.layers, camera); err != nil {
		return err
	}
	_, err = p.room.LocalParticipant.PublishTrack(p.voice, &lksdk.TrackPublicationOptions{Source: livekit.TrackSource_MICROPHONE, DisableDTX: true})
	return err
}

// Leave leaves the stage.
func (p *Performer) Leave() { p.room.Disconnect() }

// Play sends the film again and again until ctx ends or the connection does.
func (p *Performer) Play(ctx context.Context, f Film) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var wg sync.WaitGroup
	start := time.Now()
	for i, units := range f.pictures {
		wg.Go(func() {
			for k := 0; until(ctx, start.Add(time.Duration(k)*time.Second/Rate)); k++ {
				_ = p.layers[i].WriteSample(media.Sample{Data: units[k%len(units)], Duration: time.Second / Rate}, nil) // it is checked at the other end
			}
		})
	}
	wg.Go(func() {
		for k := 0; until(ctx, start.Add(time.Duration(k)*perPacket)); k++ {
			_ = p.voice.WriteSample(media.Sample{Data: f.packets[k%len(f.packets)], Duration: perPacket}, nil)
		}
	})
	select {
	case <-ctx.Done():
	case <-p.gone:
	}
	cancel()
	wg.Wait()
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

// Stay is on a stage until ctx ends: it enters with a pass from ask, plays, and
// enters anew when the connection breaks, as the stage's page does.
func Stay(ctx context.Context, f Film, ask func() (streaming.StagePass, error)) {
	for ; ctx.Err() == nil; until(ctx, time.Now().Add(time.Second)) {
		pass, err := ask()
		if err != nil {
			continue
		}
		p, err := Enter(ctx, pass)
		if err != nil {
			continue
		}
		p.Play(ctx, f)
		p.Leave()
	}
}
