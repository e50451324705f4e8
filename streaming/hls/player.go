package hls

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/bluenviron/mediacommon/v2/pkg/codecs/h264"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/fmp4"
	"github.com/bluenviron/mediacommon/v2/pkg/formats/mp4/codecs"
)

// Player performs a conformed film over and over as if it were live: picture by
// picture at the moment each is due. The film's beginning lies at the multiples of
// its length in programme time, whoever plays it and since when.
type Player struct {
	Film *Entry
	Live *Live
	Now  func() time.Time
	Back time.Duration // what of the past is performed at once when it begins

	heads  [][][]byte // parameter sets by rendition
	cell   int64      // that units holds
	units  []due
	played time.Duration
}

type due struct {
	rendition int // -1 for sound
	unit      Unit
}

// Run plays until ctx ends.
func (p *Player) Run(ctx context.Context) error {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		if err := p.Play(); err != nil {
			return fmt.Errorf("play %s: %w", p.Film.id, err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// Play performs everything that has become due since it was last called.
func (p *Player) Play() error {
	now := p.Film.clock.At(p.Now())
	if p.heads == nil {
		if err := p.readHeads(); err != nil {
			return err
		}
		p.cell = -1
		p.played = max(0, now-p.Back)
	}
	for n := p.Film.clock.Cell(p.played); n <= p.Film.clock.Cell(now); n++ {
		if n != p.cell {
			if err := p.load(n); err != nil {
				return err
			}
		}
		for _, d := range p.units {
			if d.unit.At < p.played || d.unit.At >= now {
				continue
			}
			if d.rendition < 0 {
				p.Live.Frame(d.unit)
			} else {
				p.Live.Picture(d.rendition, d.unit)
			}
		}
	}
	p.played = now
	return nil
}

// load unpacks the film's cell that is performed in cell n.
func (p *Player) load(n int64) error {
	k := n % p.Film.Cells()
	c, err := p.Film.Cell(context.Background(), Ask{Cell: n, Begin: n - k})
	if err != nil {
		return err
	}
	p.cell, p.units = n, nil
	for i, part := range c.Parts {
		rendition, scale := i, int64(videoScale)
		if i == len(c.Parts)-1 {
			rendition, scale = -1, audioScale
		}
		samples, base, err := unpack(part.Media)
		if err != nil {
			return err
		}
		for _, s := range samples {
			u := Unit{At: p.Film.clock.Start(n-k) + duration(base, scale)}
			base += int64(s.ticks)
			if rendition < 0 {
				u.Frame = s.payload
			} else {
				var nalus h264.AVCC
				if err := nalus.Unmarshal(s.payload); err != nil {
					return err
				}
				u.NALUs = nalus
				if s.sync {
					u.NALUs = append(append([][]byte{}, p.heads[i]...), nalus...)
				}
			}
			p.units = append(p.units, due{rendition, u})
		}
	}
	return nil
}

// unpack reads what [fragment] wrote.
func unpack(media []byte) ([]sample, int64, error) {
	var parts fmp4.Parts
	if err := parts.Unmarshal(media); err != nil {
		return nil, 0, err
	}
	if len(parts) != 1 || len(parts[0].Tracks) != 1 {
		return nil, 0, fmt.Errorf("a cell has %d fragments", len(parts))
	}
	t := parts[0].Tracks[0]
	samples := make([]sample, len(t.Samples))
	for i, s := range t.Samples {
		samples[i] = sample{s.Duration, !s.IsNonSyncSample, s.Payload}
	}
	return samples, int64(t.BaseTime), nil
}

// readHeads takes the parameter sets out of the film's init segments.
func (p *Player) readHeads() error {
	for _, i := range p.Film.inits[:len(p.Film.inits)-1] {
		sps, pps, err := parameterSets(i.Bytes)
		if err != nil {
			return err
		}
		p.heads = append(p.heads, [][]byte{sps, pps})
	}
	return nil
}

func parameterSets(init []byte) (sps, pps []byte, err error) {
	var in fmp4.Init
	if err := in.Unmarshal(bytes.NewReader(init)); err != nil {
		return nil, nil, err
	}
	codec, ok := in.Tracks[0].Codec.(*codecs.H264)
	if !ok {
		return nil, nil, errors.New("an init segment of pictures is not H.264")
	}
	return codec.SPS, codec.PPS, nil
}
