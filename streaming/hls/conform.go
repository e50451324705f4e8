package hls

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"wanjia/streaming"
)

// frameRate is that of all recorded entries.
const frameRate = 25

// loudness of everything recorded: what one expects of a stream.
const loudness = "I=-16:TP=-1.5:LRA=11"

// Conformer makes recorded films fit to be spliced into a channel: the channel's
// sizes, cut on its grid, the same loudness for all.
type Conformer struct {
	Ladder  []streaming.Rendition
	Clock   streaming.Clock
	Longest time.Duration // 0 means half an hour
}

// Conform turns the file at path into an entry in the folder dir, which it makes.
// progress, which may be nil, hears how much is done, from 0 to 1. Where it fails
// the folder is not there. Errors: those of [Examine], ErrTooLong.
func (c *Conformer) Conform(ctx context.Context, path, dir string, progress func(float64)) (err error) {
	p, err := Examine(ctx, path)
	if err != nil {
		return err
	}
	longest := c.Longest
	if longest == 0 {
		longest = defaultLimit
	}
	if p.Length > longest {
		return ErrTooLong.With("longest", int(longest/time.Second)).With("seconds", int(p.Length/time.Second))
	}
	work, err := os.MkdirTemp(filepath.Dir(dir), ".conform-")
	if err != nil {
		return fmt.Errorf("make a place to work: %w", err)
	}
	defer os.RemoveAll(work)
	// A slow machine may take long; a file that makes ffmpeg hang may not.
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute+30*p.Length)
	defer cancel()
	level, err := c.measure(ctx, path, p)
	if err != nil {
		return err
	}
	if err := c.transcode(ctx, path, work, p, level, progress); err != nil {
		if _, ok := errors.AsType[*toolError](err); ok {
			return fmt.Errorf("%w: %w", ErrNoVideo, err)
		}
		return err
	}
	if err := c.split(work, c.length(p)); err != nil {
		return fmt.Errorf("cut the film: %w", err)
	}
	if err := os.Rename(work, dir); err != nil {
		return fmt.Errorf("put the film in its place: %w", err)
	}
	return nil
}

// length is that of the entry: the film's, made up to whole cells.
func (c *Conformer) length(p Probe) time.Duration {
	g := c.Clock.Every()
	return max(g, (p.Length+g-40*time.Millisecond)/g*g)
}

// cpu is how much processor time a film may take.
func cpu(p Probe) time.Duration { return 2*time.Minute + 60*p.Length }

// measure hears how loud a film is and returns the filter that corrects it, "" for
// one that is silent.
func (c *Conformer) measure(ctx context.Context, path string, p Probe) (string, error) {
	if !p.Sound {
		return "", nil
	}
	var said measurement
	args := append([]string{"-nostdin", "-hide_banner", "-nostats"}, hostile(path)...)
	args = append(args, "-map", "0:a:0", "-vn", "-af", "loudnorm="+loudness+":print_format=json", "-f", "null", "-")
	if err := run(ctx, cpu(p), &said, "ffmpeg", args...); err != nil {
		return "", fmt.Errorf("measure the loudness: %w", err)
	}
	text := said.String()
	var m map[string]string
	if i := strings.LastIndexByte(text, '{'); i < 0 || json.Unmarshal([]byte(text[i:]), &m) != nil {
		return "", errors.New("read the loudness: ffmpeg said nothing of it")
	}
	if level, err := strconv.ParseFloat(m["input_i"], 64); err != nil || math.IsInf(level, 0) || level < -70 {
		return "", nil
	}
	return fmt.Sprintf("loudnorm=%s:measured_I=%s:measured_TP=%s:measured_LRA=%s:measured_thresh=%s:offset=%s:linear=true,",
		loudness, m["input_i"], m["input_tp"], m["input_lra"], m["input_thresh"], m["target_offset"]), nil
}

// transcode makes one elementary stream of pictures per rendition and one of sound.
func (c *Conformer) transcode(ctx context.Context, path, work string, p Probe, level string, progress func(float64)) error {
	length := strconv.FormatFloat(c.length(p).Seconds(), 'f', 3, 64)
	args := append([]string{"-nostdin", "-v", "error", "-y", "-progress", "pipe:1"}, hostile(path)...)
	sound := "[0:a:0]"
	if !p.Sound {
		args = append(args, "-f", "lavfi", "-i", "anullsrc=r=48000:cl=stereo")
		sound = "[1:a]"
	}
	args = append(args, "-filter_complex", c.pictures(p)+";"+sound+"aformat=channel_layouts=stereo,"+level+"aresample=48000:async=1:first_pts=0,apad[sound]")
	gop := strconv.Itoa(int(c.Clock.Every() * frameRate / time.Second))
	for i, r := range c.Ladder {
		args = append(args, "-map", fmt.Sprintf("[v%d]", i), "-t", length, "-c:v", "libx264", "-preset", "veryfast", "-profile:v", "baseline", "-level:v", "3.1",
			"-crf", "22", "-maxrate", strconv.Itoa(r.Average), "-bufsize", strconv.Itoa(r.Average*8/10),
			"-g", gop, "-keyint_min", gop, "-sc_threshold", "0", "-bf", "0", "-bsf:v", "filter_units=remove_types=6", "-f", "h264", filepath.Join(work, r.Name+".h264"))
	}
	args = append(args, "-map", "[sound]", "-t", length, "-c:a", "aac", "-b:a", "128k", "-f", "adts", filepath.Join(work, "sound.adts"))
	r, w := io.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		follow(r, c.length(p), progress)
	}()
	err := run(ctx, cpu(p), w, "ffmpeg", args...)
	_ = w.Close() // the pipe's own never fails
	<-done
	if err != nil {
		return fmt.Errorf("transcode: %w", err)
	}
	return nil
}

// pictures is the filter that brings a film to every size of the ladder: upright
// ones between bars, interlaced ones made progressive, the last picture standing
// until the cell is over.
func (c *Conformer) pictures(p Probe) string {
	var b strings.Builder
	b.WriteString("[0:v:0]")
	if p.Interlaced {
		b.WriteString("bwdif,")
	}
	w, h := c.Ladder[0].Width, c.Ladder[0].Height
	fmt.Fprintf(&b, "fps=%d,scale=%d:%d:force_original_aspect_ratio=decrease:force_divisible_by=2,pad=%d:%d:(ow-iw)/2:(oh-ih)/2,setsar=1,format=yuv420p,tpad=stop=-1:stop_mode=clone,split=%d",
		frameRate, w, h, w, h, len(c.Ladder))
	for i := range c.Ladder {
		fmt.Fprintf(&b, "[s%d]", i)
	}
	for i, r := range c.Ladder {
		fmt.Fprintf(&b, ";[s%d]scale=%d:%d[v%d]", i, r.Width, r.Height, i)
	}
	return b.String()
}

// follow reads ffmpeg's reports of progress until they end.
func follow(r io.Reader, of time.Duration, progress func(float64)) {
	lines := bufio.NewScanner(r)
	for lines.Scan() {
		text, ok := strings.CutPrefix(lines.Text(), "out_time_us=")
		if us, err := strconv.ParseInt(text, 10, 64); ok && err == nil && progress != nil {
			progress(min(1, max(0, float64(us)*1000/float64(of))))
		}
	}
	_, _ = io.Copy(io.Discard, r) // a line too long ends the scan, not the film
}
