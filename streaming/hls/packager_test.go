package hls_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/Eyevinn/mp4ff/mp4"
	"github.com/bluenviron/gohlslib/v2/pkg/playlist"

	"wanjia/events/objects"
	"wanjia/streaming"
	"wanjia/streaming/checkplaylist"
	"wanjia/streaming/hls"
)

// TestHour is an hour of programme (a third of one outside `make soak`) with takes, holes and trembling IDRs; every
// playlist and every object of it is fetched and checked.
func TestHour(t *testing.T) {
	t.Parallel()
	r := newRig(t, time.Minute)
	r.stage.tremor = 180 * time.Millisecond
	r.order(0, "stage")
	r.pass(time.Minute + 20*time.Second)
	before, fetched, breaks := map[string]*checkplaylist.List{}, map[string]bool{}, map[string]int{}
	minutes := 20
	if os.Getenv("WANJIA_TEST_SOAK") != "" {
		minutes = 60
	}
	for minute := range minutes {
		now := r.channel.Clock.Cell(r.at())
		switch minute % 6 {
		case 1:
			r.order(now+3, streaming.Slate)
		case 2:
			r.order(now+1, "stage")
		case 3:
			r.stage.silent = true
			r.pass(5 * time.Second)
			r.stage.silent = false
		case 4:
			r.stage.skip = func(rendition, n int) bool { return rendition == 0 && n%97 < 30 || n%31 == 0 }
		case 5:
			r.stage.skip = nil
		}
		r.pass(time.Minute - r.at()%time.Minute)
		checkChannel(t, r, before, fetched, breaks)
	}
	for _, track := range r.channel.Tracks() {
		if breaks[track] < minutes/3 || breaks[track] != breaks["v720"] {
			t.Errorf("%s has %d discontinuities, v720 %d; all tracks break together", track, breaks[track], breaks["v720"])
		}
	}
	if f := r.pack.Figures(); f.Gaps == 0 || f.Slates == 0 {
		t.Errorf("%+v: the hour was to have gaps and slates", f)
	}
	if n := len(fetched); n < 4*28*minutes {
		t.Errorf("only %d objects were fetched", n)
	}
}

// checkChannel fetches all playlists and all new objects.
func checkChannel(t *testing.T, r *rig, before map[string]*checkplaylist.List, fetched map[string]bool, breaks map[string]int) {
	t.Helper()
	multi := r.mustFetch("index.m3u8")
	variants, groups, faults := checkplaylist.Multivariant(multi)
	if len(faults) > 0 || len(variants) != 4 || len(groups) != 1 {
		t.Fatalf("%v\n%s", faults, multi)
	}
	if _, err := playlist.Unmarshal([]byte(multi)); err != nil {
		t.Fatalf("gohlslib on the multivariant playlist: %v", err)
	}
	for _, track := range r.channel.Tracks() {
		p := r.playlist(track)
		parsed, err := playlist.Unmarshal([]byte(r.mustFetch(track + "/index.m3u8")))
		if err != nil {
			t.Fatalf("gohlslib on %s: %v", track, err)
		}
		m := parsed.(*playlist.Media)
		if len(m.Segments) != len(p.Segments) || int64(m.MediaSequence) != p.Sequence || int64(*m.DiscontinuitySequence) != p.Discontinuity {
			t.Fatalf("%s: two readers differ: %d %d", track, len(m.Segments), m.MediaSequence)
		}
		if old := before[track]; old != nil {
			if faults := checkplaylist.Reload(old, p); len(faults) > 0 {
				t.Fatalf("%s: %s", track, strings.Join(faults, "; "))
			}
		}
		before[track] = p
		for _, s := range p.Segments {
			// Media sequence numbers are programme time.
			if off := s.At.Sub(epoch.Add(time.Duration(s.Sequence) * 2 * time.Second)); off < -250*time.Millisecond || off > 1240*time.Millisecond {
				t.Fatalf("%s: segment %d is dated %s", track, s.Sequence, s.At)
			}
			name := track + "/" + s.URI
			if fetched[name] {
				continue
			}
			fetched[name] = true
			if s.Broken {
				breaks[track]++
			}
			if s.Gap {
				continue
			}
			checkSegment(t, r, track, s, variants)
		}
	}
}

// checkSegment fetches a segment with its map and looks at the boxes.
func checkSegment(t *testing.T, r *rig, track string, s checkplaylist.Segment, variants []checkplaylist.Variant) {
	t.Helper()
	body := r.mustFetch(track + "/" + s.URI)
	file, err := mp4.DecodeFile(strings.NewReader(r.mustFetch(track+"/"+s.Init) + body))
	if err != nil || file.Init == nil || len(file.Segments) != 1 || len(file.Segments[0].Fragments) != 1 {
		t.Fatalf("%s/%s: %v", track, s.URI, err)
	}
	traf := file.Segments[0].Fragments[0].Moof.Traf
	scale := uint64(file.Init.Moov.Trak.Mdia.Mdhd.Timescale)
	total := uint64(0)
	for _, sample := range traf.Trun.Samples {
		total += uint64(sample.Dur)
	}
	if d := float64(total) / float64(scale); d-s.Duration > 0.0001 || s.Duration-d > 0.0001 {
		t.Fatalf("%s/%s lasts %.5f s, the playlist says %.5f", track, s.URI, d, s.Duration)
	}
	start := epoch.Add(time.Duration(float64(traf.Tfdt.BaseMediaDecodeTime()) / float64(scale) * 1e9))
	if off := start.Sub(s.At); off.Abs() > 2*time.Millisecond {
		t.Fatalf("%s/%s begins at %s, the playlist says %s", track, s.URI, start, s.At)
	}
	if first := traf.Trun.Samples[0]; first.Flags&0x10000 != 0 {
		t.Fatalf("%s/%s does not begin with a picture to begin with", track, s.URI)
	}
	for _, v := range variants {
		if strings.HasPrefix(v.URI, track+"/") && s.Duration > 1.5 && float64(len(body)*8)/s.Duration > float64(v.Bandwidth) {
			t.Fatalf("%s/%s needs more than the %d bit/s announced", track, s.URI, v.Bandwidth)
		}
	}
}

// TestCutIsNeverPublic cuts to the slate at random moments of the delay. No
// picture and no sound of what was cut is in any object that ever was.
func TestCutIsNeverPublic(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(7, 8))
	for batch := range 5 {
		t.Run(fmt.Sprint(batch), func(t *testing.T) {
			t.Parallel()
			seed := rand.NewPCG(uint64(batch), random.Uint64())
			cutFifty(t, rand.New(seed), 200*time.Millisecond, batch == 4)
		})
	}
}

// cutFifty cuts fifty times; a quick channel's cells are public in parts, which take
// their time: outside make soak it is cut eight times.
func cutFifty(t *testing.T, random *rand.Rand, every time.Duration, quick bool) {
	r := newRig(t, time.Minute)
	r.beQuick(quick)
	r.stage.every = every
	r.stage.begin(r.at() + 13*time.Millisecond)
	r.stage.tremor = 240 * time.Millisecond
	r.order(0, "stage")
	r.pass(time.Minute + 30*time.Second)
	type span struct{ from, to time.Duration }
	var cuts []span
	shown := time.Duration(0)
	cutsWanted, least := 50, 2*time.Minute
	if quick && os.Getenv("WANJIA_TEST_SOAK") == "" {
		cutsWanted, least = 8, 20*time.Second
	}
	for range cutsWanted {
		r.pass(time.Duration(random.Int64N(int64(30*time.Second))) + 200*time.Millisecond)
		now := r.at()
		// Some three seconds may be reserved or stretched beyond the delay.
		moment := now - time.Duration(random.Int64N(int64(r.channel.Delay-4*time.Second)))
		if random.IntN(2) == 0 {
			moment = r.channel.Clock.Start(r.channel.Clock.Cell(moment)) // nothing is to be seen from a boundary on
		}
		o := r.order(r.channel.Clock.CutFrom(moment), streaming.Slate)
		if r.channel.Clock.Start(o.From) > moment {
			t.Fatalf("the cut at %s took effect at cell %d", moment, o.From)
		}
		r.pass(time.Duration(random.Int64N(int64(10 * time.Second))))
		resume := r.at()
		r.order(r.channel.Clock.ResumeFrom(resume), "stage")
		cuts = append(cuts, span{moment, resume})
	}
	r.pass(2 * time.Minute)
	public := bytes.Join(r.shelf.ever, nil)
	marks := map[string]bool{}
	for i := 0; ; {
		k := bytes.Index(public[i:], []byte("MARK"))
		if k < 0 || i+k+12 > len(public) {
			break
		}
		marks[string(public[i+k:i+k+12])] = true
		i += k + 4
	}
	for at := epochHour + 13*time.Millisecond; at < r.at(); at += every {
		if marks[string(mark(at))] {
			shown += every
		}
	}
	for m := range marks {
		at := time.Duration(beUint64(m[4:]) &^ (1 << 63))
		for _, c := range cuts {
			if at >= c.from && at < c.to {
				t.Fatalf("what was cut from %s to %s is public at %s", c.from, c.to, at)
			}
		}
	}
	if shown < least {
		t.Errorf("only %s were ever shown", shown)
	}
}

const epochHour = time.Hour

func beUint64(s string) (n uint64) {
	for i := range 8 {
		n = n<<8 | uint64(s[i])
	}
	return n
}

// TestFullDisk: where there is no room the window shrinks, and the show goes on.
func TestFullDisk(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4*time.Second)
	r.order(0, "stage")
	r.pass(2 * time.Minute)
	long := len(r.playlist("v720").Segments)
	used := 0
	for _, b := range r.shelf.now {
		used += len(b)
	}
	r.shelf.mu.Lock()
	r.shelf.room = used
	r.shelf.mu.Unlock()
	r.pass(time.Minute)
	p := r.playlist("v720")
	end := p.Segments[len(p.Segments)-1]
	if age := r.clock().Sub(end.At); age > 9*time.Second {
		t.Errorf("the newest picture is %s old", age)
	}
	if len(p.Segments) >= long || len(p.Segments) < 6 || r.pack.Figures().Lost > 0 {
		t.Errorf("%d segments are listed after %d; %+v", len(p.Segments), long, r.pack.Figures())
	}
	r.shelf.mu.Lock()
	r.shelf.fails = objects.ErrFull
	r.shelf.mu.Unlock()
	r.pass(10 * time.Second)
	p = r.playlist("v720")
	if !p.Segments[len(p.Segments)-1].Gap || r.pack.Figures().Lost == 0 {
		t.Error("a piece that could not be stored is not a gap")
	}
	r.shelf.mu.Lock()
	r.shelf.fails, r.shelf.room = nil, 0
	r.shelf.mu.Unlock()
	r.pass(10 * time.Second)
	if p = r.playlist("v720"); p.Segments[len(p.Segments)-1].Gap {
		t.Error("there is room again, and still a gap")
	}
}

// TestTakeOver: the second packager goes on with the numbering, with one break.
func TestTakeOver(t *testing.T) {
	t.Parallel()
	r := newRig(t, 10*time.Second)
	r.order(0, "stage")
	r.pass(time.Minute)
	before := r.playlist("v360")
	other := hls.NewLive("stage", r.channel, "b", r.clock)
	r.stage.live = other
	r.sources["stage"] = other
	r.pack = r.packager("b")
	r.pass(2 * time.Second)
	if n := r.pack.Figures().Cells; n != 0 {
		t.Fatalf("%d cells were published beside a leader", n)
	}
	r.pass(40 * time.Second)
	after := r.playlist("v360")
	if faults := checkplaylist.Reload(before, after); len(faults) > 0 {
		t.Fatal(faults)
	}
	breaks := 0
	for _, s := range after.Segments {
		if s.Broken && s.Sequence > before.Segments[len(before.Segments)-1].Sequence {
			breaks++
		}
	}
	// What it had not heard before it came is the slate: in and out again.
	if breaks > 2 || breaks == 0 {
		t.Errorf("%d discontinuities", breaks)
	}
}

// TestLongAfterTheEpoch: a source that is heard years after the channel's epoch,
// and seen before it is heard, costs no more than another.
func TestLongAfterTheEpoch(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4*time.Second)
	r.now = epoch.AddDate(40, 0, 0)
	r.stage.begin(r.at())
	r.order(0, "stage")
	start := time.Now()
	r.pass(20 * time.Second)
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("20 seconds of programme took %s", took)
	}
	if p := r.playlist("audio"); len(p.Segments) < 6 {
		t.Errorf("%d cells", len(p.Segments))
	}
}

// TestOutage: what nobody published for a while is filled with the slate; after a
// long while the window begins anew, and nothing is ever numbered backwards.
func TestOutage(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4*time.Second)
	r.order(0, "stage")
	r.pass(30 * time.Second)
	before := r.playlist("v720")
	for _, out := range []time.Duration{20 * time.Second, time.Hour} {
		r.mu.Lock()
		r.now = r.now.Add(out)
		r.mu.Unlock()
		r.stage.begin(r.at())
		for range 150 {
			r.pass(200 * time.Millisecond)
			r.playlist("v720")
		}
		after := r.playlist("v720")
		if faults := checkplaylist.Reload(before, after); len(faults) > 0 {
			t.Fatal(faults)
		}
		kept := after.Sequence <= before.Segments[len(before.Segments)-1].Sequence
		if kept != (out < time.Minute) {
			t.Errorf("after %s the window begins at %d, before it ended at %d", out, after.Sequence, before.Segments[len(before.Segments)-1].Sequence)
		}
		if end := after.Segments[len(after.Segments)-1]; !strings.Contains(r.mustFetch("v720/"+end.URI), "MARK") {
			t.Errorf("after %s the programme is not back", out)
		}
		before = after
	}
}

// TestPathTricks: what is not public is not there, however it is spelled.
func TestPathTricks(t *testing.T) {
	t.Parallel()
	r := newRig(t, 4*time.Second)
	r.order(0, "stage")
	r.pass(20 * time.Second)
	p := r.playlist("v720")
	real := p.Segments[0].URI
	for _, path := range []string{
		"", "/", "..", "../gala/v720/" + real, "v720", "v720/", "v720/..", "v720//" + real, "v720/./" + real, "v360/" + real,
		"v720/" + real + "/", "v720/" + strings.ToUpper(real), "v720/%2e%2e/" + real, "v720/0.m4s", "v720/init.mp4", "v720/-1.x.m4s",
		"v720/99999999999999999999.x.m4s", "audio/" + real, "x/index.m3u8", "v720/index.m3u8/", "v720/v720/index.m3u8", "init.." + real,
		fmt.Sprintf("v720/%d.gap.m4s", p.Segments[0].Sequence), "v720/init.", "v720/\x00", strings.Repeat("a/", 4000),
	} {
		if _, err := r.fetch(path); !errors.Is(err, streaming.ErrNoChannel) {
			t.Errorf("%q: %v", path, err)
		}
	}
	if _, err := r.origin.Open(t.Context(), "other", "index.m3u8", streaming.Reload{Part: -1}); !errors.Is(err, streaming.ErrNoChannel) {
		t.Errorf("another channel: %v", err)
	}
}
