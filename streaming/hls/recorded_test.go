package hls_test

import (
	"context"
	"encoding/binary"
	"errors"
	"strconv"
	"strings"
	"testing"
	"time"

	"wanjia/streaming"
	"wanjia/streaming/checkplaylist"
	"wanjia/streaming/hls"
	"wanjia/streaming/streamingtest"
)

// shelved reads tapes straight from where they are kept.
type shelved struct{ store *streamingtest.Tapes }

func (s shelved) Tapes(ctx context.Context, c streaming.ChannelID) ([]streaming.Tape, error) {
	all, err := s.store.Tapes(ctx)
	var out []streaming.Tape
	for _, t := range all {
		if t.Channel == c {
			out = append(out, t.Tape)
		}
	}
	return out, err
}

func (s shelved) Records(ctx context.Context, t streaming.Tape) ([]streaming.Record, error) {
	return s.store.Records(ctx, t.TapeKey, t.First, t.Next)
}

// marks are the moments of a segment's pictures.
func marks(segment string) []time.Duration {
	var all []time.Duration
	for _, part := range strings.Split(segment, "MARK")[1:] {
		all = append(all, time.Duration(binary.BigEndian.Uint64([]byte(part[:8]))&^(1<<63)))
	}
	return all
}

func numberOf(t *testing.T, text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestReplay: a show that is over is watched again from the very bytes that were on
// air, long after they have left the window; what was cut out of the delay is not among
// them, nor is the slate; an item is a clip by itself. Nobody can go to anything else
// that is past.
func TestReplay(t *testing.T) {
	t.Parallel()
	r := newRig(t, 20*time.Second)
	r.pack.Keeps = true
	tapes := &streamingtest.Tapes{}
	r.origin.Kept = shelved{tapes}
	r.origin.Past = func(id streaming.ChannelID) (streaming.Channel, bool) { return r.channel, id == r.channel.ID }
	recorder := streaming.Recorder{Listings: r.ledger, Tapes: tapes, Now: r.clock}
	clock := r.channel.Clock
	r.order(0, "stage")
	r.pass(20 * time.Second) // before the show
	s := streaming.Show{Channel: r.channel.ID, State: streaming.ShowOnAir, Opened: r.clock(), Items: []streaming.ShowItem{{ID: "01", Began: r.clock()}, {ID: "../02"}}}
	var bytesThen = map[string]string{}
	pass := func(d time.Duration) streaming.Tape {
		t.Helper()
		r.pass(d)
		for _, g := range r.playlist("v720").Segments {
			bytesThen[g.URI] = r.mustFetch("v720/" + g.URI)
		}
		v, err := recorder.Follow(t.Context(), r.channel, s, 0)
		if err != nil {
			t.Fatal(err)
		}
		return v.Tape
	}
	pass(60 * time.Second)
	cutFrom := clock.CutFrom(r.at() - r.channel.Delay) // all that waits in the delay
	cutAt := r.at()
	r.order(cutFrom, streaming.Slate)
	pass(10 * time.Second)
	resumed := clock.ResumeFrom(r.at())
	r.order(resumed, "stage")
	s.Items[0].Done, s.Items[1].Began = r.clock(), r.clock()
	tape := pass(60 * time.Second)
	clip := hls.ClipList(tape, "../02")
	if strings.Trim(clip, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" {
		t.Errorf("a clip's list is %s", clip)
	}
	if _, err := r.fetch("v720/" + clip); !errors.Is(err, streaming.ErrNoChannel) {
		t.Errorf("the clip of an item that is being played: %v", err)
	}
	first := hls.ClipList(tape, "01")
	r.mustFetch(first)
	replay := hls.ReplayList(tape.TapeKey)
	if _, err := r.fetch("v720/" + replay); !errors.Is(err, streaming.ErrNoChannel) {
		t.Errorf("the whole show while it is on air: %v", err)
	}
	s.State, s.Closed, s.Items[1].Done = streaming.ShowEnded, r.clock(), r.clock()
	r.order(clock.ResumeFrom(r.at()), streaming.Slate)
	pass(60 * time.Second)
	pass(5 * time.Minute) // the window is two

	for _, name := range []string{replay, first, clip} {
		r.mustFetch(name)
		text := r.mustFetch("v720/" + name)
		p, faults := checkplaylist.Media(text)
		if len(faults) > 0 || !p.Ended || len(p.Segments) < 10 {
			t.Fatalf("%s: %d segments, %s\n%.400s", name, len(p.Segments), strings.Join(faults, "; "), text)
		}
		for _, g := range p.Segments {
			b := r.mustFetch("v720/" + g.URI)
			if b != bytesThen[g.URI] {
				t.Fatalf("%s: the bytes of %s are not those that were on air", name, g.URI)
			}
			r.mustFetch("v720/" + g.Init)
			for _, at := range marks(b) {
				if n := clock.Cell(at); n >= cutFrom && at < cutAt {
					t.Fatalf("%s shows %s, which was cut", name, at)
				}
			}
			if len(marks(b)) == 0 {
				t.Errorf("%s has the slate in it", name)
			}
		}
	}
	for name := range bytesThen {
		path := "v720/" + name
		_, listed := r.fetch(path)
		if number, _, _ := strings.Cut(name, "."); listed == nil != (tape.First <= numberOf(t, number)) {
			t.Errorf("%s: %v; the tape begins at %d", name, listed, tape.First)
		}
	}
	for _, bad := range []string{"replay-1.m3u8", "v720/replay-1.m3u8", "v999/" + replay, "../" + replay, "v720/clip-" + strings.TrimPrefix(replay, "replay-")} {
		if _, err := r.fetch(bad); !errors.Is(err, streaming.ErrNoChannel) {
			t.Errorf("%s: %v", bad, err)
		}
	}
	// When its time is over.
	records, err := tapes.Records(t.Context(), tape.TapeKey, tape.First, 1<<40)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(hls.Discard(t.Context(), r.shelf, r.channel, records), tapes.Drop(t.Context(), tape.TapeKey)); err != nil {
		t.Fatal(err)
	}
	if _, err := r.fetch("v720/" + replay); !errors.Is(err, streaming.ErrNoChannel) {
		t.Errorf("after its time: %v", err)
	}
	for key := range r.shelf.now {
		for _, g := range records {
			if strings.HasSuffix(key, "/"+g.Pieces[0].Name) {
				t.Errorf("%s is still there", key)
			}
		}
	}
}

// TestReplayWithoutRoom: what is on air matters more than what is kept; the tape hears
// of it.
func TestReplayWithoutRoom(t *testing.T) {
	t.Parallel()
	r := newRig(t, 0)
	r.pack.Keeps = true
	gone := int64(0)
	r.pack.Gone = func(before int64) { gone = before }
	r.order(0, "stage")
	r.pass(40 * time.Second)
	used := 0
	for _, o := range r.shelf.now {
		used += len(o)
	}
	r.shelf.room = used
	r.pass(20 * time.Second)
	p := r.playlist("v720")
	if last := p.Segments[len(p.Segments)-1]; last.Gap || r.channel.Clock.Cell(r.at())-last.Sequence > 2 {
		t.Errorf("the show does not go on: %+v", last)
	}
	if gone == 0 || gone > p.Segments[0].Sequence {
		t.Errorf("kept from %d, listed from %d", gone, p.Segments[0].Sequence)
	}
}
