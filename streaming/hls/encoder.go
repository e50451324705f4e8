package hls

import (
	"bufio"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// Encoder makes one continuous AAC stream out of whatever sound comes: several
// sources are added up, and where none has anything there is silence. An ffmpeg does
// the work for as long as it lives; when it dies another goes on at the place in
// programme time where it is by then, so that numbering knows nothing of it.
type Encoder struct {
	Emit func(Unit)           // hears each frame with its programme time
	Now  func() time.Duration // programme time
	Log  *slog.Logger
	Lag  time.Duration // how long sound is waited for; 0 means 200 ms

	mu    sync.Mutex
	mixed []int16 // stereo, from sample base on
	base  int64
	next  int64 // the next sample that is encoded

	child   *child
	started time.Duration // programme time of the last start
	ever    bool
	starts  atomic.Int64
	peak    atomic.Int64 // of the last stretch that was encoded, 0 to 32767
}

const (
	defaultLag = 200 * time.Millisecond
	soundEvery = 100 * time.Millisecond // it waits longer than that anyway, and each time wakes two processes
	startEvery = time.Second            // between two starts of ffmpeg
	stuckAfter = 2 * time.Second        // a write that takes longer is to one that hangs
	maxHeld    = 10 * time.Second
)

// child is one ffmpeg.
type child struct {
	cmd  *exec.Cmd
	in   *os.File
	from int64         // sample that its first real frame begins with
	done chan struct{} // closed when it has ended and everything it made is heard
}

// Mix adds sound, interleaved stereo at 48 kHz, whose first sample belongs to
// programme time at. What comes too late, or claims to be far in the future, is
// dropped.
func (e *Encoder) Mix(at time.Duration, samples []int16) {
	e.mu.Lock()
	defer e.mu.Unlock()
	first := ticks(at, audioScale)
	if first > ticks(e.Now()+maxHeld, audioScale) {
		return
	}
	if late := e.next - first; late > 0 {
		if late*2 >= int64(len(samples)) {
			return
		}
		samples, first = samples[late*2:], e.next
	}
	if len(e.mixed) == 0 {
		e.base = max(e.next, min(first, ticks(e.Now(), audioScale)))
	}
	offset := (first - e.base) * 2
	if offset < 0 {
		e.mixed = append(make([]int16, -offset), e.mixed...)
		e.base, offset = first, 0
	}
	if missing := offset + int64(len(samples)) - int64(len(e.mixed)); missing > 0 {
		e.mixed = append(e.mixed, make([]int16, missing)...)
	}
	for i, s := range samples {
		sum := int32(e.mixed[offset+int64(i)]) + int32(s)
		e.mixed[offset+int64(i)] = int16(min(max(sum, -1<<15), 1<<15-1))
	}
}

// Run encodes until ctx ends.
func (e *Encoder) Run(ctx context.Context) error {
	tick := time.NewTicker(soundEvery)
	defer tick.Stop()
	defer e.Close()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			e.Feed()
		}
	}
}

// Feed encodes everything that is due. It starts ffmpeg where none runs.
func (e *Encoder) Feed() {
	lag := e.Lag
	if lag == 0 {
		lag = defaultLag
	}
	now := e.Now()
	if e.child != nil {
		select {
		case <-e.child.done:
			e.Log.Warn("the sound's encoder has ended, another is started")
			e.stop()
		default:
		}
	}
	due := ticks(now-lag, audioScale)
	if e.child == nil {
		if e.ever && now-e.started < startEvery {
			return
		}
		e.started, e.ever = now, true
		if err := e.start(due); err != nil {
			e.Log.Error("the sound cannot be encoded", "err", err)
			return
		}
	}
	pcm := e.take(due)
	_ = e.child.in.SetWriteDeadline(time.Now().Add(stuckAfter)) // a pipe has one
	if _, err := e.child.in.Write(pcm); err != nil {
		e.Log.Warn("the sound's encoder does not listen", "err", err)
		e.stop()
	}
}

// take is the sound up to sample due, with silence where there is none.
func (e *Encoder) take(due int64) []byte {
	e.mu.Lock()
	defer e.mu.Unlock()
	if due <= e.next {
		return nil
	}
	out := make([]byte, (due-e.next)*4) // silence
	peak := int16(0)
	from, to := max(e.next, e.base), min(due, e.base+int64(len(e.mixed)/2))
	for i := (from - e.base) * 2; i < (to-e.base)*2; i++ {
		s := e.mixed[i]
		peak = max(peak, s, -max(s, -1<<15+1))
		binary.LittleEndian.PutUint16(out[(e.base-e.next)*4+i*2:], uint16(s))
	}
	e.peak.Store(int64(peak))
	if used := (due - e.base) * 2; used >= int64(len(e.mixed)) {
		e.mixed, e.base = e.mixed[:0], due
	} else if used > 0 {
		e.mixed, e.base = append(e.mixed[:0], e.mixed[used:]...), due
	}
	e.next = due
	return out
}

// start begins an ffmpeg with the first slot of sound at or after sample due.
func (e *Encoder) start(due int64) error {
	path, err := exec.LookPath("ffmpeg")
	if err != nil {
		return ErrTools
	}
	from := (due + frameLength - 1) / frameLength * frameLength
	in, feed, err := os.Pipe()
	if err != nil {
		return fmt.Errorf("make a pipe: %w", err)
	}
	cmd := exec.Command(path, "-nostdin", "-v", "error", "-f", "s16le", "-ar", "48000", "-ac", "2", "-probesize", "32", "-i", "pipe:0",
		"-c:a", "aac", "-b:a", "128k", "-flush_packets", "1", "-f", "adts", "pipe:1")
	cmd.Stdin = in
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err = errors.Join(err, in.Close()); err != nil {
		return errors.Join(fmt.Errorf("start ffmpeg: %w", err), feed.Close())
	}
	c := &child{cmd: cmd, in: feed, from: from, done: make(chan struct{})}
	go func() {
		defer close(c.done)
		e.hear(c, bufio.NewReader(out))
		_ = cmd.Wait() // however it ended, another follows
	}()
	e.mu.Lock()
	e.next = from
	e.mu.Unlock()
	e.child = c
	e.starts.Add(1)
	return nil
}

// hear hands on what an ffmpeg makes. Its first frame only sets its filters going.
func (e *Encoder) hear(c *child, out *bufio.Reader) {
	i := int64(0)
	for frame, err := range adtsFrames(out) {
		if err != nil {
			_ = c.cmd.Process.Kill() // it has ended or is of no use
			return
		}
		if i > 0 {
			e.Emit(Unit{At: duration(c.from+(i-1)*frameLength, audioScale), Frame: frame})
		}
		i++
	}
}

// stop ends the ffmpeg that runs, if any, and waits for it.
func (e *Encoder) stop() {
	if e.child == nil {
		return
	}
	_ = e.child.in.Close()
	_ = e.child.cmd.Process.Kill()
	<-e.child.done
	e.child = nil
}

// Close ends the encoder. Feed may be called again afterwards.
func (e *Encoder) Close() { e.stop() }

// Starts is how many times an ffmpeg was started.
func (e *Encoder) Starts() int64 { return e.starts.Load() }

// Level is how loud the stage was a moment ago: its highest sample of 1.
func (e *Encoder) Level() float64 { return float64(e.peak.Load()) / (1 << 15) }

// PID is the process that encodes now, 0 for none.
func (e *Encoder) PID() int {
	if e.child == nil {
		return 0
	}
	return e.child.cmd.Process.Pid
}
