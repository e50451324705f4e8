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

// Look is what a film looks and sounds like.
type Look struct {
	Always bool // its tone is there all the time; else in the flashes alone
	Busy   bool // its pictures are at the rates of a channel's ladder, each with its number; see [Pictures]
}

// Draw makes a film with ffmpeg. Its sound is a tone: in the flashes alone, or all the
// time.
func Draw(t testing.TB, always bool) Film {
	t.Helper()
	dir := t.TempDir()
	if err := DrawIn(t.Context(), dir, Look{Always: always}); err != nil {
		t.Fatal(err)
	}
	f, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// rates are those of the sizes of a busy film, in kbit/s.
var rates = []string{"2200k", "700k", "220k"}

// DrawIn makes the files of a film in a folder.
func DrawIn(ctx context.Context, dir string, look Look) error {
	length := fmt.Sprint(FilmLength.Seconds())
	ground, filter := "color=c=black:", "drawbox=c=white:t=fill:enable='lt(mod(t+0.001,1),0.2)'"
	if look.Busy {
		ground, filter = "testsrc2=", "lutyuv=y=val/3,noise=alls=20:allf=t,"+filter+numbered()
	}
	args := []string{"-nostdin", "-v", "error", "-f", "lavfi", "-i", ground + "s=1280x720:r=30:d=" + length,
		"-f", "lavfi", "-i", "sine=frequency=1000:sample_rate=48000:duration=" + length}
	for i, size := range Sizes {
		args = append(args, "-map", "0:v", "-vf", filter+",scale="+strings.Replace(size, "x", ":", 1)+",format=yuv420p",
			"-c:v", "libx264", "-preset", "ultrafast", "-profile:v", "baseline", "-bf", "0", "-g", "15", "-sc_threshold", "0",
			"-x264-params", "repeat-headers=1:slices=1:sliced-threads=0", "-bsf:v", "filter_units=remove_types=6")
		if look.Busy {
			args = append(args, "-b:v", rates[i], "-maxrate", rates[i], "-bufsize", rates[i])
		}
		args = append(args, "-f", "h264", filepath.Join(dir, size+".h264"))
	}
	if args = append(args, "-map", "1:a"); !look.Always {
		args = append(args, "-af", "volume=0:enable='gte(mod(t,1),0.2)'")
	}
	args = append(args, "-c:a", "libopus", "-b:a", "64k", "-ac", "2", "-page_duration", "20000", filepath.Join(dir, "sound.ogg"))
	if out, err := exec.CommandContext(ctx, "ffmpeg", args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s (apt-get install ffmpeg)", err, out)
	}
	return nil
}

// numbered draws a picture's number along its lower edge: black and white fields, the
// least bit first, and one that is always white.
func numbered() string {
	var b strings.Builder
	b.WriteString(",drawbox=x=0:y=ih*7/8:w=iw:h=ih/8:c=black:t=fill")
	for bit := range numberBits {
		fmt.Fprintf(&b, ",drawbox=x=iw*%d/8:y=ih*7/8:w=iw/8:h=ih/8:c=white:t=fill:enable='gt(mod(floor(n/%d),2),0)'", bit, 1<<bit)
	}
	fmt.Fprintf(&b, ",drawbox=x=iw*%d/8:y=ih*7/8:w=iw/8:h=ih/8:c=white:t=fill", numberBits)
	return b.String()
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
