package hls_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"wanjia/streaming/hls"
)

// TestForeignPictures: pictures of another size than the rendition's never pass,
// nor does what follows them up to the rendition's own next IDR.
func TestForeignPictures(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4*time.Second)
	r.order(0, "stage")
	small := r.stage.heads[2]
	foreign := []byte("FOREIGN")
	for i := range 30 {
		r.pass(time.Second)
		at := r.at() - 150*time.Millisecond + time.Duration(i)
		r.live.Picture(0, hls.Unit{At: at, NALUs: [][]byte{small[0], small[1], append([]byte{0x65}, foreign...)}})
		r.live.Picture(0, hls.Unit{At: at + time.Millisecond, NALUs: [][]byte{append([]byte{0x41}, foreign...)}})
	}
	r.pass(10 * time.Second)
	if bytes.Contains(bytes.Join(r.shelf.ever, nil), foreign) {
		t.Error("a foreign picture is public")
	}
	if s := r.live.Stats(); s.Foreign != 30 {
		t.Errorf("%+v, want 30 foreign ones", s)
	}
	if p := r.playlist("v720"); p.Segments[len(p.Segments)-1].Gap {
		t.Error("the rendition did not come back")
	}
}

// TestOtherParameters: when a source's parameter sets change, all tracks break in
// the same cell, with another map where it is another.
func TestOtherParameters(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4*time.Second)
	r.order(0, "stage")
	r.pass(20 * time.Second)
	before := r.playlist("v720").Segments
	r.stage.heads[0] = [][]byte{r.stage.heads[0][0], append(slices.Clone(r.stage.heads[0][1]), 0x80)}
	r.pass(20 * time.Second)
	var cells []int64
	for _, track := range r.channel.Tracks() {
		p := r.playlist(track)
		maps := map[string]bool{}
		for _, s := range p.Segments {
			if s.Sequence <= before[len(before)-1].Sequence {
				continue
			}
			maps[s.Init] = true
			if s.Broken {
				cells = append(cells, s.Sequence)
			}
		}
		if want := map[bool]int{true: 2, false: 1}[track == "v720"]; len(maps) != want {
			t.Errorf("%s has %d maps, want %d", track, len(maps), want)
		}
	}
	if len(cells) != 4 || len(slices.Compact(cells)) != 1 {
		t.Errorf("the tracks break in cells %v", cells)
	}
}

// TestWrongClock: units whose time is impossible are dropped, and the show goes on.
func TestWrongClock(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4*time.Second)
	r.order(0, "stage")
	r.pass(10 * time.Second)
	head := r.stage.heads[0]
	for _, off := range []time.Duration{-3 * time.Hour, 3 * time.Hour, -1000 * time.Hour, time.Minute} {
		r.live.Picture(0, hls.Unit{At: r.at() + off, NALUs: [][]byte{head[0], head[1], []byte("\x65WRONG")}})
		r.live.Frame(hls.Unit{At: r.at() + off, Frame: []byte("WRONG")})
	}
	r.live.Picture(7, hls.Unit{At: r.at()})
	r.live.Picture(-1, hls.Unit{At: r.at()})
	r.live.Picture(0, hls.Unit{At: r.at(), NALUs: [][]byte{{}, nil, {0x67}, {0x68}, {0x65}}})
	r.pass(20 * time.Second)
	if bytes.Contains(bytes.Join(r.shelf.ever, nil), []byte("WRONG")) {
		t.Error("a picture of another time is public")
	}
	if p := r.playlist("v720"); p.Segments[len(p.Segments)-1].Gap {
		t.Error("the rendition is gone")
	}
	if s := r.live.Stats(); s.Late < 8 {
		t.Errorf("%+v", s)
	}
}

// TestLastCell: the last cell before another source ends on the grid, not at an IDR
// just behind it: what lies between may have been cut.
func TestLastCell(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4*time.Second)
	start := r.at()
	r.stage.every = 20 * time.Millisecond
	r.stage.nextID = start
	r.stage.until(start + 20*time.Millisecond)
	r.stage.nextID = start + 2*time.Second + 50*time.Millisecond
	r.stage.until(start + 4*time.Second)
	n := r.channel.Clock.Cell(start)
	for last, want := range map[bool]bool{true: false, false: true} {
		c, err := r.live.Cell(t.Context(), hls.Ask{Cell: n, First: true, Last: last, Final: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Contains(c.Parts[0].Media, mark(start+2*time.Second+20*time.Millisecond)); got != want {
			t.Errorf("last %v: a picture from behind the boundary is shown: %v", last, got)
		}
	}
}

// TestVanishing: a source that vanishes in the middle of a word gives way to the
// slate within a cell, and comes back by itself.
func TestVanishing(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4*time.Second)
	r.order(0, "stage")
	r.pass(20*time.Second + 600*time.Millisecond)
	gone := r.at()
	r.stage.silent = true
	r.pass(30 * time.Second)
	r.stage.silent = false
	back := r.at()
	r.pass(20 * time.Second)
	slates := 0
	for _, s := range r.playlist("v720").Segments {
		marked := bytes.Contains([]byte(r.mustFetch("v720/"+s.URI)), []byte("MARK"))
		at := r.channel.Clock.At(s.At)
		switch {
		case at > gone && at < back-2*time.Second && marked:
			t.Errorf("segment %d at %s shows a source that has gone at %s", s.Sequence, at, gone)
		case at > back+4*time.Second && !marked:
			t.Errorf("segment %d at %s is the slate though the source is back since %s", s.Sequence, at, back)
		}
		if !marked {
			slates++
		}
	}
	if slates < 13 {
		t.Errorf("%d slates", slates)
	}
}
