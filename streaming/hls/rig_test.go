package hls_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events/objects"
	"wanjia/streaming"
	"wanjia/streaming/checkplaylist"
	"wanjia/streaming/hls"
	"wanjia/streaming/streamingtest"
)

// shelf keeps objects in memory, remembers everything that ever was one, and may
// have a bound.
type shelf struct {
	mu    sync.Mutex
	now   map[string][]byte
	ever  [][]byte
	room  int // bytes, 0 for any number
	fails error
}

func (s *shelf) Put(_ context.Context, key string, r io.Reader, size int64, _ string) (objects.Info, error) {
	b, err := io.ReadAll(r)
	if err != nil || int64(len(b)) != size {
		return objects.Info{}, errors.Join(err, objects.ErrSize)
	}
	if err := objects.ValidKey(key); err != nil {
		return objects.Info{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fails != nil {
		return objects.Info{}, s.fails
	}
	used := len(b)
	for _, o := range s.now {
		used += len(o)
	}
	if s.room > 0 && used > s.room {
		return objects.Info{}, objects.ErrFull
	}
	if s.now == nil {
		s.now = map[string][]byte{}
	}
	s.now[key], s.ever = b, append(s.ever, b)
	return objects.Info{Key: key, Size: size}, nil
}

func (s *shelf) Delete(_ context.Context, key string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.now, key)
	return nil
}

func (s *shelf) Get(_ context.Context, key string) (io.ReadSeekCloser, objects.Info, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.now[key]
	if !ok {
		return nil, objects.Info{}, objects.ErrNotFound
	}
	return closable{bytes.NewReader(b)}, objects.Info{Key: key, Size: int64(len(b))}, nil
}

type closable struct{ *bytes.Reader }

func (closable) Close() error { return nil }

// rig is a channel with everything around it on a clock that the test moves.
type rig struct {
	t       testing.TB
	channel streaming.Channel
	ledger  *streamingtest.Ledger
	shelf   *shelf
	live    *hls.Live
	sources map[streaming.SourceID]hls.Source
	pack    *hls.Packager
	origin  *hls.Origin
	stage   *stage

	mu  sync.Mutex
	now time.Time
}

var epoch = time.Date(2027, 2, 6, 12, 0, 0, 0, time.UTC)

func newRig(t testing.TB, delay time.Duration) *rig {
	t.Helper()
	r := &rig{t: t, shelf: &shelf{}, now: epoch.Add(time.Hour), channel: streaming.Channel{
		ID: "gala", Clock: streaming.Clock{Epoch: epoch}, Delay: delay, Window: 2 * time.Minute, Ladder: streaming.Ladder(),
	}}
	r.ledger = &streamingtest.Ledger{Now: r.clock}
	r.live = hls.NewLive("stage", r.channel, "a", r.clock)
	r.sources = map[streaming.SourceID]hls.Source{"stage": r.live}
	r.pack = r.packager("a")
	r.origin = &hls.Origin{
		Channels: func(id streaming.ChannelID) (streaming.Channel, bool) { return r.channel, id == r.channel.ID },
		Listings: r.ledger, Stored: r.shelf, Now: r.clock,
	}
	r.stage = newStage(t, r.live, r.at())
	return r
}

// beQuick makes the channel one of low latency.
func (r *rig) beQuick(quick bool) {
	r.channel.Quick = quick
	r.pack = r.packager("a")
}

func (r *rig) packager(holder string) *hls.Packager {
	slate, err := hls.NewSlate(r.channel)
	if err != nil {
		r.t.Fatal(err)
	}
	return &hls.Packager{
		Channel: r.channel, Ledger: r.ledger, Objects: r.shelf, Slate: slate, Holder: holder,
		Sources: func(id streaming.SourceID) (hls.Source, bool) { s, ok := r.sources[id]; return s, ok },
		Log:     slog.New(slog.DiscardHandler), Now: r.clock,
	}
}

func (r *rig) clock() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now
}

// at is programme time now.
func (r *rig) at() time.Duration { return r.channel.Clock.At(r.clock()) }

// pass lets time go by, a fifth of a second at a time, with the stage performing.
func (r *rig) pass(d time.Duration) {
	r.t.Helper()
	for end := r.clock().Add(d); r.clock().Before(end); {
		r.mu.Lock()
		r.now = r.now.Add(200 * time.Millisecond)
		r.mu.Unlock()
		r.stage.until(r.at())
		if _, err := r.pack.Step(r.t.Context()); err != nil {
			r.t.Fatal(err)
		}
	}
}

// order puts a source on air from a cell on.
func (r *rig) order(from int64, id streaming.SourceID) streaming.Order {
	r.t.Helper()
	o, err := r.ledger.Order(r.t.Context(), r.channel.ID, streaming.Order{From: from, Source: id, Begin: from})
	if err != nil {
		r.t.Fatal(err)
	}
	return o
}

// fetch reads a public object the way the edge does.
func (r *rig) fetch(path string) (string, error) {
	o, err := r.origin.Open(r.t.Context(), r.channel.ID, path, streaming.Reload{Part: -1})
	if err != nil {
		return "", err
	}
	defer o.Close()
	b, err := io.ReadAll(o)
	if int64(len(b)) != o.Size {
		err = fmt.Errorf("%d bytes instead of %d: %w", len(b), o.Size, err)
	}
	return string(b), err
}

func (r *rig) mustFetch(path string) string {
	r.t.Helper()
	s, err := r.fetch(path)
	if err != nil {
		r.t.Fatalf("%s: %v", path, err)
	}
	return s
}

// playlist reads a media playlist and checks it.
func (r *rig) playlist(track string) *checkplaylist.List {
	r.t.Helper()
	text := r.mustFetch(track + "/index.m3u8")
	p, faults := checkplaylist.Media(text)
	if len(faults) > 0 {
		r.t.Fatalf("%s: %s\n%s", track, strings.Join(faults, "; "), text)
	}
	for _, s := range p.Segments { // numbers are programme time
		if n := r.channel.Clock.Cell(r.channel.Clock.At(s.At) + r.channel.Clock.Every()/8); n != s.Sequence {
			r.t.Fatalf("%s: segment %s is number %d, its date is that of %d", track, s.URI, s.Sequence, n)
		}
	}
	return p
}

// stage performs: pictures in three sizes and sound, each with a mark that names
// its moment.
type stage struct {
	live   *hls.Live
	heads  [][][]byte // SPS and PPS by rendition
	next   time.Duration
	sound  time.Duration
	every  time.Duration       // between pictures
	tremor time.Duration       // how far an IDR may be off the grid
	random *rand.Rand          //
	silent bool                // nothing comes from it
	skip   func(int, int) bool // by rendition and number of the picture
	nextID time.Duration       // when the next IDR is due
	grid   time.Duration
	count  int
}

func newStage(t testing.TB, live *hls.Live, at time.Duration) *stage {
	s := &stage{live: live, every: 200 * time.Millisecond, random: rand.New(rand.NewPCG(1, 2)), grid: streaming.Grid}
	s.begin(at)
	for _, size := range []string{"1280x720", "640x360", "320x180"} {
		h, err := readHeads(size)
		if err != nil {
			t.Fatal(err)
		}
		s.heads = append(s.heads, h)
	}
	return s
}

// begin is where the stage begins to perform.
func (s *stage) begin(at time.Duration) { s.next, s.sound, s.nextID = at, at, at }

// readHeads are the parameter sets of the slate in a size.
func readHeads(size string) ([][]byte, error) {
	raw, err := os.ReadFile("slate/" + size + ".h264")
	if err != nil {
		return nil, err
	}
	var out [][]byte
	for _, n := range bytes.Split(raw, []byte{0, 0, 1})[1:] {
		if k := n[0] & 0x1f; k == 7 || k == 8 {
			out = append(out, bytes.TrimRight(n, "\x00"))
		}
	}
	return out, nil
}

// mark is in every picture of the moment at.
func mark(at time.Duration) []byte {
	return binary.BigEndian.AppendUint64([]byte("MARK"), uint64(at)|1<<63)
}

// until performs up to t.
func (s *stage) until(t time.Duration) {
	for ; s.next < t; s.next += s.every {
		key := s.next >= s.nextID
		if key {
			grid := (s.next + s.grid/8) / s.grid * s.grid
			s.nextID = grid + s.grid
			if s.tremor > 0 {
				s.nextID += time.Duration(s.random.Int64N(int64(2*s.tremor))) - s.tremor
			}
		}
		s.count++
		if s.silent {
			continue
		}
		for i, head := range s.heads {
			if s.skip != nil && s.skip(i, s.count) {
				continue
			}
			u := hls.Unit{At: s.next, NALUs: [][]byte{append([]byte{0x41}, mark(s.next)...)}}
			if key {
				u.NALUs = [][]byte{head[0], head[1], append([]byte{0x65}, mark(s.next)...)}
			}
			s.live.Picture(i, u)
		}
	}
	for ; s.sound < t; s.sound += 1024 * time.Second / 48000 {
		if !s.silent {
			s.live.Frame(hls.Unit{At: s.sound, Frame: append([]byte{0x21, 0x10, 0x04}, mark(s.sound)...)})
		}
	}
}
