package hls

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"time"

	"wanjia/streaming"
)

// Two seconds of a still picture in each size of the ladder; slate/make.sh makes
// them anew.
//
//go:embed slate/*.h264
var slateFiles embed.FS

// Still is the source that never fails: one picture and silence, on programme time
// itself. Its cells are the same bytes whoever makes them, so that neither a change
// of packager nor its own length breaks the timestamps.
type Still struct {
	clock    streaming.Clock
	pictures [][]picture // by rendition, times from the cell's start
	run      string
}

// NewSlate is the built-in still of a channel. Errors: a ladder with a size that
// there is no picture for.
func NewSlate(c streaming.Channel) (*Still, error) {
	s := &Still{clock: c.Clock, run: string(streaming.Slate)}
	for _, r := range c.Ladder {
		raw, err := slateFiles.ReadFile(fmt.Sprintf("slate/%dx%d.h264", r.Width, r.Height))
		if err != nil {
			return nil, fmt.Errorf("a slate for %s: %w", r.Name, err)
		}
		pictures, err := still(raw, gate{width: r.Width, height: r.Height}, c.Clock.Every())
		if err != nil {
			return nil, fmt.Errorf("the slate of %s: %w", r.Name, err)
		}
		s.pictures = append(s.pictures, pictures)
	}
	return s, nil
}

// still spreads the pictures of an elementary stream over one cell.
func still(raw []byte, g gate, over time.Duration) ([]picture, error) {
	var units [][][]byte
	for unit, err := range accessUnits(bytes.NewReader(raw)) {
		if err != nil {
			return nil, err
		}
		units = append(units, unit)
	}
	var pictures []picture
	for i, nalus := range units {
		p, ok := g.pass(Unit{At: over * time.Duration(i) / time.Duration(len(units)), NALUs: nalus})
		if !ok {
			return nil, fmt.Errorf("picture %d is of another size or cannot be decoded", i)
		}
		pictures = append(pictures, p)
	}
	if len(pictures) == 0 || !pictures[0].key {
		return nil, errors.New("it does not begin with an IDR")
	}
	return pictures, nil
}

// Cell implements [Source]. It never fails for want of pictures.
func (s *Still) Cell(_ context.Context, a Ask) (Cell, error) {
	c := Cell{Run: s.run}
	start, end := s.clock.Start(a.Cell), s.clock.Start(a.Cell+1)
	for _, pictures := range s.pictures {
		shifted := make([]picture, len(pictures))
		for i, p := range pictures {
			p.at += start
			shifted[i] = p
		}
		c.Parts = append(c.Parts, videoPart(a.Cell, shifted, end))
	}
	heard, _ := new(sound).cell(s.clock, a.Cell)
	c.Parts = append(c.Parts, heard)
	return c, nil
}
