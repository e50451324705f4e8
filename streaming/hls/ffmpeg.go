package hls

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"

	"wanjia/events/fault"
)

// What an uploaded file may be refused for.
var (
	ErrNoVideo  = fault.New(fault.Invalid, "entry_no_video", "there is no picture in this file that we can read")
	ErrTooLong  = fault.New(fault.Invalid, "entry_too_long", "this film is too long")
	ErrTooLarge = fault.New(fault.Invalid, "entry_too_large", "the picture of this film is too large")
	ErrTools    = fault.New(fault.Unavailable, "entry_tools", "films cannot be prepared here: ffmpeg is not installed")
)

// Bounds of one run of ffmpeg on somebody's file.
const (
	probeWithin  = 30 * time.Second
	maxProbe     = 1 << 20  // bytes of ffprobe's answer
	maxPixels    = 40 << 20 // of one picture: 8K is 33 million
	memoryLimit  = 4 << 20  // KiB of address space
	defaultLimit = 30 * time.Minute
)

// containers are the demuxers a file may need. Playlists, lists of files, pictures
// by pattern and scripts are not among them: they make ffmpeg open other files.
const containers = "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,avi,mpegts,mpeg,flv,asf"

// hostile are the options in front of an input that anybody may have made.
func hostile(path string) []string {
	return []string{"-protocol_whitelist", "file,pipe", "-format_whitelist", containers, "-max_pixels", strconv.Itoa(maxPixels), "-i", "file:" + path}
}

// run starts a program behind everything else that runs, with bounds on its processor time and memory, without our
// environment, and kills it with everything it started when ctx ends.
func run(ctx context.Context, cpu time.Duration, stdout io.Writer, program string, args ...string) error {
	path, err := exec.LookPath(program)
	if err != nil {
		return ErrTools.With("program", program)
	}
	limits := fmt.Sprintf(`ulimit -t %d && ulimit -v %d && exec nice -n 10 "$@"`, int(cpu.Seconds())+1, memoryLimit)
	cmd := exec.CommandContext(ctx, "/bin/sh", append([]string{"-c", limits, "sh", path}, args...)...)
	cmd.Env = []string{"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "HOME=/nonexistent"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	cmd.Stdout = stdout
	said := &limited{max: 64 << 10}
	cmd.Stderr = said
	if m, ok := stdout.(*measurement); ok { // ffmpeg says what it measured where others complain
		cmd.Stdout, cmd.Stderr = nil, m
		m.max = said.max
	}
	if err := cmd.Run(); err != nil {
		if ctx.Err() != nil {
			return fmt.Errorf("%s: %w", program, context.Cause(ctx))
		}
		return &toolError{program: program, said: said.String(), err: err}
	}
	if l, ok := stdout.(*limited); ok && l.lost {
		return fmt.Errorf("%s answered more than %d bytes", program, l.max)
	}
	return nil
}

// measurement is what ffmpeg says of a file.
type measurement struct{ limited }

// toolError is a program that failed, with the end of what it said.
type toolError struct {
	program, said string
	err           error
}

// Error implements error.
func (e *toolError) Error() string {
	lines := strings.Split(strings.TrimSpace(e.said), "\n")
	return fmt.Sprintf("%s: %v: %s", e.program, e.err, lines[len(lines)-1])
}

// Unwrap gives the error of the process.
func (e *toolError) Unwrap() error { return e.err }

// limited keeps the first max bytes.
type limited struct {
	bytes.Buffer
	max  int
	lost bool
}

// Write implements io.Writer.
func (l *limited) Write(p []byte) (int, error) {
	if room := l.max - l.Len(); len(p) > room {
		l.lost = true
		l.Buffer.Write(p[:room])
		return len(p), nil
	}
	return l.Buffer.Write(p)
}

// Probe is what a file turns out to be.
type Probe struct {
	Length        time.Duration
	Width, Height int
	Interlaced    bool
	Sound         bool
	Format        string
}

// Examine says what an uploaded file is without decoding it. Errors: ErrNoVideo,
// ErrTooLarge, ErrTools.
func Examine(ctx context.Context, path string) (Probe, error) {
	ctx, cancel := context.WithTimeout(ctx, probeWithin)
	defer cancel()
	out := &limited{max: maxProbe}
	args := append([]string{"-v", "error", "-of", "json", "-show_format", "-show_streams"}, hostile(path)...)
	if err := run(ctx, probeWithin, out, "ffprobe", args...); err != nil {
		if errors.Is(err, ErrTools) || errors.Is(err, context.Canceled) {
			return Probe{}, err
		}
		return Probe{}, fmt.Errorf("%w: %w", ErrNoVideo, err)
	}
	return readProbe(out.Bytes())
}

func readProbe(b []byte) (Probe, error) {
	var said struct {
		Format struct {
			Name     string `json:"format_name"`
			Duration string `json:"duration"`
		} `json:"format"`
		Streams []struct {
			Kind        string         `json:"codec_type"`
			Width       int            `json:"width"`
			Height      int            `json:"height"`
			Field       string         `json:"field_order"`
			Duration    string         `json:"duration"`
			Disposition map[string]int `json:"disposition"`
		} `json:"streams"`
	}
	if err := json.Unmarshal(b, &said); err != nil {
		return Probe{}, fmt.Errorf("%w: read ffprobe's answer: %w", ErrNoVideo, err)
	}
	p := Probe{Format: said.Format.Name, Length: seconds(said.Format.Duration)}
	for _, s := range said.Streams {
		switch {
		case s.Kind == "audio":
			p.Sound = true
		case s.Kind == "video" && p.Width == 0 && s.Disposition["attached_pic"] == 0:
			p.Width, p.Height = s.Width, s.Height
			p.Interlaced = s.Field != "" && s.Field != "progressive" && s.Field != "unknown"
			if p.Length == 0 {
				p.Length = seconds(s.Duration)
			}
		}
	}
	switch {
	case p.Width < 16 || p.Height < 16 || p.Length < 200*time.Millisecond:
		return p, ErrNoVideo
	case p.Width*p.Height > maxPixels:
		return p, ErrTooLarge
	}
	return p, nil
}

func seconds(text string) time.Duration {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f < 0 || f > 1e6 {
		return 0
	}
	return time.Duration(f * float64(time.Second))
}
