package livekitroom_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"wanjia/streaming"
	"wanjia/streaming/hls"
	"wanjia/streaming/livekitroom/livekittest"
)

// public is what a viewer can fetch.
type public struct {
	t       *testing.T
	origin  *hls.Origin
	channel streaming.Channel
}

func (p *public) fetch(path string) string {
	p.t.Helper()
	o, err := p.origin.Open(p.t.Context(), p.channel.ID, path, streaming.Reload{Part: -1})
	if err != nil {
		p.t.Fatalf("%s: %v", path, err)
	}
	defer o.Close()
	b, err := io.ReadAll(o)
	if err != nil {
		p.t.Fatal(err)
	}
	return string(b)
}

// run is the last stretch of a track without a break: its init segment and segments.
func (p *public) run(track string) (init string, segments []string) {
	p.t.Helper()
	o, err := p.origin.Open(p.t.Context(), p.channel.ID, track+"/index.m3u8", streaming.Reload{Part: -1})
	if err != nil {
		return "", nil
	}
	raw, err := io.ReadAll(o)
	if err != nil || o.Close() != nil {
		p.t.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		switch {
		case line == "#EXT-X-DISCONTINUITY", line == "#EXT-X-GAP":
			segments = nil
		case strings.HasPrefix(line, "#EXT-X-MAP:"):
			_, init, _ = strings.Cut(line, "URI=\"")
			init, _, _ = strings.Cut(init, "\"")
		case line != "" && line[0] != '#':
			segments = append(segments, line)
		}
	}
	return init, segments
}

// wait returns when every track has a stretch of n segments that is not the slate.
func (p *public) wait(n int) {
	p.t.Helper()
	deadline := time.Now().Add(20 * time.Second)
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	slate := map[string]string{}
	for {
		ready := true
		for _, track := range p.channel.Tracks() {
			init, segments := p.run(track)
			if slate[track] == "" {
				slate[track] = init
			}
			ready = ready && len(segments) >= n && (track == streaming.Audio || init != slate[track])
		}
		if ready {
			return
		}
		if time.Now().After(deadline) {
			p.t.Fatalf("the stage does not become public:\n%s", p.fetch("v720/index.m3u8"))
		}
		<-tick.C
	}
}

// file is a track's last stretch as one file.
func (p *public) file(track string) string {
	p.t.Helper()
	init, segments := p.run(track)
	var b strings.Builder
	b.WriteString(p.fetch(track + "/" + init))
	for _, s := range segments {
		b.WriteString(p.fetch(track + "/" + s))
	}
	path := filepath.Join(p.t.TempDir(), track+".mp4")
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		p.t.Fatal(err)
	}
	return path
}

func (p *public) command(name string, args ...string) []byte {
	p.t.Helper()
	cmd := exec.CommandContext(p.t.Context(), name, args...)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil || said.Len() > 0 {
		p.t.Fatalf("%s: %v: %s", name, err, said.String())
	}
	return out
}

// decodes fails unless every picture can be decoded and has its size.
func (p *public) decodes(track, size string) {
	p.t.Helper()
	path := p.file(track)
	p.command("ffmpeg", "-nostdin", "-v", "warning", "-i", path, "-f", "null", "-")
	got := strings.Fields(string(p.command("ffprobe", "-v", "error", "-show_entries", "frame=width,height", "-of", "csv=p=0:s=x", path)))
	for i, s := range got {
		if strings.Trim(s, "x") != size {
			p.t.Errorf("picture %d of %s is %s", i, track, s)
		}
	}
}

// flashes are the programme times at which the picture turns white.
func (p *public) flashes(track string) []time.Duration {
	p.t.Helper()
	all, err := livekittest.Pictures(p.t.Context(), p.file(track))
	if err != nil {
		p.t.Fatalf("%s: %v", track, err)
	}
	return livekittest.Flashes(all)
}

// beeps are the programme times at which the sound begins.
func (p *public) beeps() []time.Duration {
	p.t.Helper()
	on, err := livekittest.Beeps(p.t.Context(), p.file(streaming.Audio))
	if err != nil {
		p.t.Fatal(err)
	}
	return on
}

// checkSync fails unless each flash has its beep within 40 ms and a picture.
func checkSync(t *testing.T, flashes, beeps []time.Duration) {
	t.Helper()
	if len(flashes) < 3 {
		t.Fatalf("flashes %s", flashes)
	}
	paired := 0
	for _, f := range flashes {
		for _, b := range beeps {
			if d := b - f; d.Abs() < 500*time.Millisecond {
				paired++
				t.Logf("a beep comes %s after its flash", d)
				if d.Abs() > 40*time.Millisecond {
					t.Errorf("a beep comes %s after its flash", d)
				}
			}
		}
	}
	if paired < len(flashes)-1 {
		t.Errorf("%d flashes, %d have a beep: %s, %s", len(flashes), paired, flashes, beeps)
	}
}
