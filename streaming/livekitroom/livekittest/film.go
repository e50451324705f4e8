// Package livekittest performs on a stage as a browser does, for tests: files of
// H.264 in three sizes and of Opus, published into a room of a real LiveKit server.
package livekittest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pion/webrtc/v4/pkg/media/oggreader"
)

// The film that is performed is white for the first fifth of each second and black for
// the rest.
const (
	FlashFor   = 200 * time.Millisecond
	FilmLength = 4 * time.Second
	Rate       = 30 // pictures a second
)

// Sizes are those of the pictures, best first.
var Sizes = []string{"1280x720", "640x360", "320x180"}

const perPacket = 20 * time.Millisecond

// Film is what a performer sends again and again.
type Film struct {
	pictures [][][]byte // by size
	packets  [][]byte   // of Opus
}

// Draw makes a film with ffmpeg. Its sound is a tone: in the flashes alone, or all the
// time.
func Draw(t testing.TB, always bool) Film {
	t.Helper()
	dir := t.TempDir()
	if err := DrawIn(t.Context(), dir, always); err != nil {
		t.Fatal(err)
	}
	f, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// DrawIn makes the files of a film in a folder.
func DrawIn(ctx context.Context, dir string, always bool) error {
	length := fmt.Sprint(FilmLength.Seconds())
	args := []string{"-nostdin", "-v", "error", "-f", "lavfi", "-i", "color=c=black:s=1280x720:r=30:d=" + length,
		"-f", "lavfi", "-i", "sine=frequency=1000:sample_rate=48000:duration=" + length}
	for _, size := range Sizes {
		args = append(args, "-map", "0:v", "-vf", "drawbox=c=white:t=fill:enable='lt(mod(t+0.001,1),0.2)',scale="+strings.Replace(size, "x", ":", 1),
			"-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "baseline", "-bf", "0", "-g", "15", "-sc_threshold", "0",
			"-x264-params", "repeat-headers=1:slices=1:sliced-threads=0", "-bsf:v", "filter_units=remove_types=6", "-f", "h264", filepath.Join(dir, size+".h264"))
	}
	if args = append(args, "-map", "1:a"); !always {
		args = append(args, "-af", "volume=0:enable='gte(mod(t,1),0.2)'")
	}
	args = append(args, "-c:a", "libopus", "-b:a", "64k", "-ac", "2", "-page_duration", "20000", filepath.Join(dir, "sound.ogg"))
	if out, err := exec.CommandContext(ctx, "ffmpeg", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s (apt-get install ffmpeg)", err, out)
	}
	return nil
}

// Load reads the files that [DrawIn] made.
func Load(dir string) (Film, error) {
	var f Film
	for _, size := range Sizes {
		raw, err := os.ReadFile(filepath.Join(dir, size+".h264"))
		if err != nil {
			return f, err
		}
		units := splitAccessUnits(raw)
		if len(units) != int(FilmLength.Seconds())*Rate {
			return f, fmt.Errorf("%s has %d pictures", size, len(units))
		}
		f.pictures = append(f.pictures, units)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "sound.ogg"))
	if err != nil {
		return f, err
	}
	pages, _, err := oggreader.NewWith(bytes.NewReader(raw))
	for err == nil && len(f.packets) <= int(FilmLength/perPacket) {
		var packet []byte
		packet, _, err = pages.ParseNextPage()
		f.packets = append(f.packets, packet)
	}
	if err != nil {
		return f, errors.Join(errors.New("read the sound"), err)
	}
	f.packets = f.packets[1:] // the first page has no sound
	return f, nil
}

// splitAccessUnits cuts an elementary stream with one slice to a picture.
func splitAccessUnits(raw []byte) (units [][]byte) {
	var unit []byte
	for _, n := range bytes.Split(raw, []byte{0, 0, 1})[1:] {
		n = bytes.TrimRight(n, "\x00")
		unit = append(append(unit, 0, 0, 0, 1), n...)
		if k := n[0] & 0x1f; k == 1 || k == 5 {
			units, unit = append(units, unit), nil
		}
	}
	return units
}
