package hls_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wanjia/events/fault"
	"wanjia/streaming"
	"wanjia/streaming/hls"
)

// needFFmpeg says how to get what these tests need.
func needFFmpeg(t *testing.T) {
	t.Helper()
	for _, program := range []string{"ffmpeg", "ffprobe"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%v: apt-get install ffmpeg", err)
		}
	}
}

// smallChannel has two small renditions, so that tests need not wait for ffmpeg.
func smallChannel() streaming.Channel {
	return streaming.Channel{ID: "small", Clock: streaming.Clock{Epoch: epoch}, Window: time.Minute, Ladder: streaming.Ladder()[1:]}
}

// TestEntryOnAir conforms an upright film without sound, splices it into a live
// programme, and has ffmpeg decode what a viewer fetches.
func TestEntryOnAir(t *testing.T) {
	t.Parallel()
	needFFmpeg(t)
	dir := t.TempDir()
	film := filepath.Join(dir, "film.mp4")
	if err := (hls.Card{Ground: "0x14304a", Words: "录播", Length: 5 * time.Second, Upright: true, Mute: true}).Draw(t.Context(), film); err != nil {
		t.Fatal(err)
	}
	c := smallChannel()
	done := 0.0
	conformer := hls.Conformer{Ladder: c.Ladder, Clock: c.Clock}
	if err := conformer.Conform(t.Context(), film, filepath.Join(dir, "entry"), func(f float64) { done = max(done, f) }); err != nil {
		t.Fatal(err)
	}
	if done == 0 {
		t.Error("no progress was told")
	}
	entry, err := hls.OpenEntry("entry", c, filepath.Join(dir, "entry"))
	if err != nil {
		t.Fatal(err)
	}
	defer entry.Close()
	if entry.Cells() != 3 {
		t.Fatalf("5 s are %d cells", entry.Cells())
	}

	r := newRigOf(t, c)
	r.sources["entry"] = entry
	r.pass(10 * time.Second)
	take := r.channel.Clock.Cell(r.at()) + 2
	r.order(take, "entry")
	r.pass(14 * time.Second)

	p := r.playlist("v360")
	spliced := 0
	whole, err := os.ReadFile(filepath.Join(dir, "entry", "v360.mp4"))
	if err != nil {
		t.Fatal(err)
	}
	var played strings.Builder
	for _, s := range p.Segments {
		body := r.mustFetch("v360/" + s.URI)
		if s.Sequence >= take && s.Sequence < take+3 {
			if !strings.Contains(string(whole), body) {
				t.Errorf("the bytes of segment %d are not the entry's", s.Sequence)
			}
			if s.Broken != (s.Sequence == take) {
				t.Errorf("segment %d: discontinuity %v", s.Sequence, s.Broken)
			}
			if spliced++; spliced == 1 {
				played.WriteString(r.mustFetch("v360/" + s.Init))
			}
			played.WriteString(body)
		}
	}
	if spliced != 3 {
		t.Fatalf("%d cells of the entry were on air", spliced)
	}
	if after := p.Segments[len(p.Segments)-1]; after.Sequence < take+3 {
		t.Errorf("the programme ends with the entry at %d", after.Sequence)
	}
	decode(t, played.String(), 150)
}

// newRigOf is a rig without a stage for a channel.
func newRigOf(t *testing.T, c streaming.Channel) *rig {
	r := newRig(t, 0)
	r.channel = c
	r.channel.ID = "gala"
	r.pack = r.packager("a")
	r.stage.silent = true
	return r
}

// decode has ffmpeg decode a film without a single complaint, and counts pictures.
func decode(t *testing.T, film string, pictures int) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "fetched.mp4")
	if err := os.WriteFile(path, []byte(film), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-nostdin", "-v", "warning", "-xerror", "-i", path, "-f", "null", "-").CombinedOutput()
	if err != nil || len(out) > 0 {
		t.Errorf("ffmpeg: %v\n%s", err, out)
	}
	out, err = exec.CommandContext(t.Context(), "ffprobe", "-v", "error", "-count_frames", "-select_streams", "v", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", path).Output()
	if err != nil || strings.TrimSpace(string(out)) != fmt.Sprint(pictures) {
		t.Errorf("%s pictures, want %d; %v", out, pictures, err)
	}
}

// TestSlateDecodes: the slate, which nothing else replaces, is a stream that a
// decoder takes.
func TestSlateDecodes(t *testing.T) {
	t.Parallel()
	needFFmpeg(t)
	r := newRig(t, 0)
	r.stage.silent = true
	r.pass(10 * time.Second)
	for _, track := range []string{"v720", "audio"} {
		var b strings.Builder
		segments := r.playlist(track).Segments
		for i, s := range segments {
			if i == 0 {
				b.WriteString(r.mustFetch(track + "/" + s.Init))
			}
			b.WriteString(r.mustFetch(track + "/" + s.URI))
		}
		if track == "v720" {
			decode(t, b.String(), 50*len(segments))
			continue
		}
		path := filepath.Join(t.TempDir(), "sound.mp4")
		if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.CommandContext(t.Context(), "ffmpeg", "-nostdin", "-hide_banner", "-nostats", "-xerror", "-i", path, "-af", "volumedetect", "-f", "null", "-").CombinedOutput()
		if err != nil || !strings.Contains(string(out), "max_volume: -91.0 dB") {
			t.Errorf("%v: silence is not silent\n%s", err, out)
		}
	}
}

// TestHostileFiles: what is no film, or more than a film, is refused in words and
// opens nothing else.
func TestHostileFiles(t *testing.T) {
	t.Parallel()
	needFFmpeg(t)
	dir := t.TempDir()
	secret := filepath.Join(dir, "secret.mp4")
	if err := (hls.Card{Ground: "0x000000", Words: "x", Length: time.Second, Mute: true}).Draw(t.Context(), secret); err != nil {
		t.Fatal(err)
	}
	c := smallChannel()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	long := filepath.Join(dir, "long.mkv")
	if out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", "color=s=32x32:r=1:d=36000", "-c:v", "mpeg4", long).CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	for name, tt := range map[string]struct {
		path string
		want *fault.Error
	}{
		"text":            {write("letter.mp4", "Dear all, this is no film."), hls.ErrNoVideo},
		"empty":           {write("empty.mp4", ""), hls.ErrNoVideo},
		"playlist":        {write("list.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:1,\n"+secret+"\n#EXT-X-ENDLIST\n"), hls.ErrNoVideo},
		"concat":          {write("concat.mp4", "ffconcat version 1.0\nfile "+secret+"\n"), hls.ErrNoVideo},
		"remote playlist": {write("remote.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:1,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n"), hls.ErrNoVideo},
		"pattern":         {filepath.Join(dir, "%d.png"), hls.ErrNoVideo},
		"option":          {filepath.Join(dir, "-version"), hls.ErrNoVideo},
		"ten hours":       {long, hls.ErrTooLong},
		"cut short":       {cutShort(t, secret), hls.ErrNoVideo},
	} {
		t.Run(name, func(t *testing.T) {
			out := filepath.Join(dir, "out-"+strings.ReplaceAll(name, " ", "-"))
			conformer := hls.Conformer{Ladder: c.Ladder, Clock: c.Clock}
			if err := conformer.Conform(t.Context(), tt.path, out, nil); !errors.Is(err, tt.want) {
				t.Errorf("%v, want %v", err, tt.want)
			}
			if _, err := os.Stat(out); err == nil {
				t.Error("something was made of it")
			}
		})
	}
	left, err := filepath.Glob(filepath.Join(dir, ".conform-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (&hls.Conformer{Ladder: c.Ladder, Clock: c.Clock}).Conform(ctx, secret, filepath.Join(dir, "never"), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// cutShort is the first half of a film whose index stands at its end.
func cutShort(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	short := path + ".short.mp4"
	if err := os.WriteFile(short, b[:len(b)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	return short
}
