package hls_test

import (
	"encoding/binary"
	"log/slog"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"wanjia/streaming"
	"wanjia/streaming/hls"
)

// TestEncoder encodes twenty seconds with a tone in them, kills ffmpeg on the way,
// and decodes what a viewer fetches: the tone is where it was, to the frame, and
// nothing is missing from the numbering.
func TestEncoder(t *testing.T) {
	t.Parallel()
	needFFmpeg(t)
	r := newRig(t, 0)
	r.channel.Ladder = streaming.Ladder()[2:]
	r.live = hls.NewLive("stage", r.channel, "a", r.clock)
	r.sources["stage"] = r.live
	r.pack = r.packager("a")
	r.stage.live, r.stage.heads = r.live, r.stage.heads[2:]
	r.order(0, "stage")

	var mu sync.Mutex
	newest := time.Duration(0)
	e := &hls.Encoder{Now: r.at, Log: slog.New(slog.DiscardHandler), Emit: func(u hls.Unit) {
		mu.Lock()
		defer mu.Unlock()
		newest = u.At
		r.live.Frame(u)
	}}
	defer e.Close()
	heard := func(at time.Duration) {
		t.Helper()
		for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(time.Millisecond) {
			mu.Lock()
			n := newest
			mu.Unlock()
			if n >= at {
				return
			}
			if time.Now().After(deadline) {
				t.Fatalf("the sound of %s was not heard, only that until %s", at, n)
			}
		}
	}
	begin := r.at()
	on, off := begin+5*time.Second, begin+6*time.Second
	killed := begin + 10*time.Second
	later := begin + 15*time.Second
	step := 20 * time.Millisecond
	for r.at() < begin+20*time.Second {
		at := r.at()
		if at >= on && at < off || at >= later {
			// Two sources that make one tone between them.
			e.Mix(at, tone(at, step))
			e.Mix(at, tone(at, step))
		}
		r.mu.Lock()
		r.now = r.now.Add(step)
		r.mu.Unlock()
		r.stage.silentSound(r.at())
		e.Feed()
		if r.at() == killed {
			heard(killed - time.Second)
			if err := syscall.Kill(e.PID(), syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
		}
		if r.at()%(200*time.Millisecond) == 0 {
			if at > begin+2*time.Second && at < killed || at > killed+3*time.Second {
				heard(at - time.Second)
			}
			if _, err := r.pack.Step(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
	if n := e.Starts(); n != 2 {
		t.Errorf("ffmpeg was started %d times", n)
	}
	p := r.playlist("audio")
	var b strings.Builder
	b.WriteString(r.mustFetch("audio/" + p.Segments[0].Init))
	for _, s := range p.Segments {
		b.WriteString(r.mustFetch("audio/" + s.URI))
	}
	pcm := decodeSound(t, b.String())
	first := r.channel.Clock.At(p.Segments[0].At)
	loud := func(from, to time.Duration) bool {
		for k := int((from - first).Seconds() * 48000); k < int((to-first).Seconds()*48000) && k*2 < len(pcm); k++ {
			if k >= 0 && math.Abs(float64(pcm[k*2])) > 2000 {
				return true
			}
		}
		return false
	}
	frame := 25 * time.Millisecond
	for name, tt := range map[string]struct {
		from, to time.Duration
		want     bool
	}{
		"before":       {first, on - frame, false},
		"onset":        {on, on + frame, true},
		"end":          {off - frame, off, true},
		"after":        {off + frame, later - frame, false},
		"after killed": {later, later + frame, true},
	} {
		if got := loud(tt.from, tt.to); got != tt.want {
			t.Errorf("%s: sound %v, want %v", name, got, tt.want)
		}
	}
	if want := int(p.Segments[len(p.Segments)-1].At.Sub(p.Segments[0].At).Seconds() * 48000); len(pcm)/2 < want {
		t.Errorf("%d samples were decoded, want %d", len(pcm)/2, want)
	}
}

// tone is half of a tone of 440 Hz.
func tone(at, length time.Duration) []int16 {
	var out []int16
	for k := range int(length.Seconds() * 48000) {
		s := int16(5000 * math.Sin(2*math.Pi*440*(at.Seconds()+float64(k)/48000)))
		out = append(out, s, s)
	}
	return out
}

// silentSound performs pictures alone up to t.
func (s *stage) silentSound(t time.Duration) {
	s.sound = t
	s.until(t)
}

// decodeSound has ffmpeg decode a film's sound.
func decodeSound(t *testing.T, film string) []int16 {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sound.mp4")
	if err := os.WriteFile(path, []byte(film), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "ffmpeg", "-nostdin", "-v", "error", "-xerror", "-i", path, "-f", "s16le", "-ac", "2", "-ar", "48000", "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pcm := make([]int16, len(out)/2)
	for i := range pcm {
		pcm[i] = int16(binary.LittleEndian.Uint16(out[i*2:]))
	}
	return pcm
}
