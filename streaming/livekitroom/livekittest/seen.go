package livekittest

import (
	"context"
	"encoding/binary"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// numberBits are those of a picture's number in a busy film.
const numberBits = 7

// Shown is a picture of a film as it came out at the other end.
type Shown struct {
	At     time.Duration // its timestamp
	White  bool          // it belongs to a flash
	Number int           // of a busy film, from 0; -1 where it cannot be read
}

// Pictures decodes a file of a film's pictures. Whatever a decoder complains of is an
// error.
func Pictures(ctx context.Context, path string) ([]Shown, error) {
	times, err := times(ctx, path)
	if err != nil {
		return nil, err
	}
	const side = 16
	grey, err := output(ctx, "ffmpeg", "-nostdin", "-v", "warning", "-i", path, "-vf", fmt.Sprintf("scale=%d:%d:flags=area", side, side), "-fps_mode", "passthrough", "-enc_time_base", "1:90000", "-pix_fmt", "gray", "-f", "rawvideo", "-")
	if err != nil {
		return nil, err
	}
	if len(grey) != len(times)*side*side {
		return nil, fmt.Errorf("%d packets, %d pictures", len(times), len(grey)/side/side)
	}
	all := make([]Shown, len(times))
	for i, at := range times {
		p := grey[i*side*side:]
		all[i] = Shown{at, p[side*side/2] > 128, number(p[side*(side-1) : side*side])}
	}
	return all, nil
}

// number reads the fields along the lower edge. What is neither black nor white is no
// field.
func number(row []byte) int {
	n := 0
	for bit := range numberBits + 1 {
		switch v := (int(row[2*bit]) + int(row[2*bit+1])) / 2; {
		case v > 160:
			n |= 1 << bit
		case v >= 96:
			return -1
		}
	}
	if n>>numberBits == 0 {
		return -1
	}
	return n &^ (1 << numberBits)
}

// Flashes are the times at which pictures turn white.
func Flashes(all []Shown) []time.Duration {
	var on []time.Duration
	for i := 1; i < len(all); i++ {
		if all[i].White && !all[i-1].White {
			on = append(on, all[i].At)
		}
	}
	return on
}

// Beeps are the times at which the sound in a file begins after silence.
func Beeps(ctx context.Context, path string) ([]time.Duration, error) {
	times, err := times(ctx, path)
	if err != nil || len(times) == 0 {
		return nil, err
	}
	raw, err := output(ctx, "ffmpeg", "-nostdin", "-v", "error", "-i", path, "-ac", "1", "-f", "s16le", "-")
	if err != nil {
		return nil, err
	}
	const window = 96 // samples: two milliseconds
	loud := func(i int) bool {
		peak := 0
		for k := range window {
			s := int(int16(binary.LittleEndian.Uint16(raw[2*(i+k):])))
			peak = max(peak, s, -s)
		}
		return peak > 800
	}
	var on []time.Duration
	quiet := 0 // windows
	for i := 0; i+window <= len(raw)/2; i += window {
		if !loud(i) {
			quiet++
			continue
		}
		if quiet > 100 {
			on = append(on, times[0]+time.Duration(i)*time.Second/48000)
		}
		quiet = 0
	}
	return on, nil
}

// times are the timestamps of a file's packets.
func times(ctx context.Context, path string) ([]time.Duration, error) {
	out, err := output(ctx, "ffprobe", "-v", "error", "-show_entries", "packet=pts_time", "-of", "csv=p=0", path)
	if err != nil {
		return nil, err
	}
	var all []time.Duration
	for _, s := range strings.Fields(string(out)) {
		v, err := strconv.ParseFloat(strings.Trim(s, ","), 64)
		if err != nil {
			return nil, fmt.Errorf("read the time %q: %w", s, err)
		}
		all = append(all, time.Duration(v*float64(time.Second)))
	}
	return all, nil
}

// output is what a program wrote; one that complains has failed.
func output(ctx context.Context, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err == nil && said.Len() > 0 {
		err = fmt.Errorf("%s complains", name)
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %.400s", err, said.String())
	}
	return out, nil
}
