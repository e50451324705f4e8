package hls

import (
	"fmt"
	"time"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/mpeg4audio"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/fmp4"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/fmp4/seekablebuffer"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mp4/codecs"
)

// Time scales: ticks a second.
const (
	videoScale = 90_000
	audioScale = 48_000
)

// frameLength is the samples of one AAC frame.
const frameLength = 1024

// audioCodec is what playlists call AAC-LC.
const audioCodec = "mp4a.40.2"

// ticks is a programme time in ticks, to the nearest one. Differences are taken
// between ticks, never converted, so that nothing adds up.
func ticks(t time.Duration, scale int64) int64 {
	seconds, rest := int64(t/time.Second), int64(t%time.Second)
	return seconds*scale + (rest*scale+int64(time.Second)/2)/int64(time.Second)
}

func duration(ticks, scale int64) time.Duration {
	return time.Duration(ticks/scale)*time.Second + time.Duration(ticks%scale)*time.Second/time.Duration(scale)
}

// videoInit makes the init segment of pictures with these parameter sets.
func videoInit(sps, pps []byte) (*Init, error) {
	b, err := marshalInit(&fmp4.InitTrack{ID: 1, TimeScale: videoScale, Codec: &codecs.H264{SPS: sps, PPS: pps}})
	if err != nil {
		return nil, fmt.Errorf("make an init segment: %w", err)
	}
	return &Init{Bytes: b, Codec: fmt.Sprintf("avc1.%02x%02x%02x", sps[1], sps[2], sps[3])}, nil
}

// audioInit is the init segment of all sound.
var audioInit = func() *Init {
	b, err := marshalInit(&fmp4.InitTrack{ID: 1, TimeScale: audioScale, Codec: &codecs.MPEG4Audio{
		Config: mpeg4audio.AudioSpecificConfig{Type: mpeg4audio.ObjectTypeAACLC, SampleRate: audioScale, ChannelConfig: 2},
	}})
	if err != nil {
		panic(err) // it is made of constants
	}
	return &Init{Bytes: b, Codec: audioCodec}
}()

func marshalInit(track *fmp4.InitTrack) ([]byte, error) {
	var buf seekablebuffer.Buffer
	err := fmp4.Init{Tracks: []*fmp4.InitTrack{track}}.Marshal(&buf)
	return buf.Bytes(), err
}

// videoPart packs pictures that are shown until end. The first one is an IDR.
func videoPart(n int64, pictures []picture, end time.Duration) Part {
	first := pictures[0]
	samples := make([]sample, len(pictures))
	at := ticks(first.at, videoScale)
	base := at
	for i, p := range pictures {
		next := ticks(end, videoScale)
		if i+1 < len(pictures) {
			next = ticks(pictures[i+1].at, videoScale)
		}
		samples[i] = sample{uint32(next - at), p.key, p.payload}
		at = next
	}
	return Part{Init: first.params.init, Media: fragment(n, base, samples), Start: duration(base, videoScale), Duration: duration(at-base, videoScale)}
}

// audioPart packs frames of sound, the first of which begins at tick base.
func audioPart(n, base int64, frames [][]byte) Part {
	samples := make([]sample, len(frames))
	for i, f := range frames {
		samples[i] = sample{frameLength, true, f}
	}
	return Part{Init: audioInit, Media: fragment(n, base, samples), Start: duration(base, audioScale), Duration: duration(int64(len(frames))*frameLength, audioScale)}
}
