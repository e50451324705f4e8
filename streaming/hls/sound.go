package hls

import (
	"maps"
	"time"

	"wanjia/streaming"
)

// silence is a frame of AAC-LC in which nothing is to be heard, as ffmpeg's encoder
// makes it of anullsrc, 48 kHz stereo.
var silence = []byte{0x21, 0x10, 0x04, 0x60, 0x8c, 0x1c}

// Sound has a timeline of its own: slot k holds the frame that begins at programme
// time k*1024/48000 s. Every slot of a cell is filled, with silence where nothing
// came: players stall where sound has a hole.

// slotsOf returns the slots that begin in cell n, the last one excluded.
func slotsOf(c streaming.Clock, n int64) (from, to int64) {
	return slotFrom(c.Start(n)), slotFrom(c.Start(n + 1))
}

// slotFrom is the first slot that begins at t or later.
func slotFrom(t time.Duration) int64 {
	k := ticks(t, audioScale)
	return (k + frameLength - 1) / frameLength
}

// sound collects frames by slot.
type sound struct {
	frames map[int64][]byte
	oldest int64 // no slot before it is filled
	next   int64 // the slot that the next frame goes into, if it is on time
	began  bool
	newest time.Duration
	moved  int64 // frames that did not follow the one before
}

// maxDrift is how far a frame may be from its slot before it is given another.
const maxDrift = 30 * time.Millisecond

// put gives a frame its slot. Frames follow one another without a hole as long as
// their times say so roughly: a clock that is read with a tremble must not make
// one.
func (s *sound) put(at time.Duration, frame []byte) {
	if s.frames == nil {
		s.frames = map[int64][]byte{}
	}
	meant := duration(s.next*frameLength, audioScale)
	if d := at - meant; !s.began || d > maxDrift || d < -maxDrift {
		s.next = (ticks(at, audioScale) + frameLength/2) / frameLength
		if s.began {
			s.moved++
		} else {
			s.oldest = s.next
		}
		s.began = true
	}
	s.frames[s.next] = frame
	s.oldest = min(s.oldest, s.next)
	s.next++
	s.newest = max(s.newest, at)
}

// cell is the sound of cell n, and how many of its slots nothing had come for.
func (s *sound) cell(c streaming.Clock, n int64) (Part, int) {
	from, to := slotsOf(c, n)
	frames, silent := make([][]byte, 0, to-from), 0
	for k := from; k < to; k++ {
		f, ok := s.frames[k]
		if !ok {
			f, silent = silence, silent+1
		}
		frames = append(frames, f)
	}
	return audioPart(n, from*frameLength, frames), silent
}

// coming says whether the end of cell n is still to be heard: sound takes longer
// on its way than pictures. One that has been silent for a cell is not waited for.
func (s *sound) coming(c streaming.Clock, n int64) bool {
	_, to := slotsOf(c, n)
	return s.began && s.next < to && s.newest > c.Start(n)-c.Every()
}

// wanted says whether sound from before t is still to come.
func (s *sound) wanted(t time.Duration) bool { return s.began && s.next < slotFrom(t) }

// forget drops what lies before t.
func (s *sound) forget(t time.Duration) {
	before := slotFrom(t)
	if before-s.oldest > int64(len(s.frames)) { // fewer frames than slots: nothing came for long
		maps.DeleteFunc(s.frames, func(k int64, _ []byte) bool { return k < before })
		s.oldest = max(s.oldest, before)
	}
	for ; s.oldest < before; s.oldest++ {
		delete(s.frames, s.oldest)
	}
}
