package hls

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os/exec"
	"sync"
	"syscall"
	"time"
)

// Opus decodes the packets of one voice and mixes them into an [Encoder], each at its
// programme time. An ffmpeg does the work; when it dies another goes on.
type Opus struct {
	Mix func(at time.Duration, samples []int16) // see [Encoder.Mix]
	Log *slog.Logger

	mu      sync.Mutex
	waiting []voiced
	dropped int64
}

// voiced is a packet and when it is to be heard.
type voiced struct {
	at     time.Duration
	packet []byte
}

const (
	maxWaiting = 250 // packets: five seconds
	maxPacket  = 1500

	longestPacket = 5760 // samples

	// voiceDrift is how far a packet may be from the end of the one before it and
	// still follow it without a hole.
	voiceDrift = 20 * time.Millisecond
)

// Packet takes a packet. What cannot be decoded in time is dropped and counted.
func (o *Opus) Packet(at time.Duration, packet []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if len(packet) == 0 || len(packet) > maxPacket || opusLength(packet) == 0 || len(o.waiting) >= maxWaiting {
		o.dropped++
		return
	}
	o.waiting = append(o.waiting, voiced{at, bytes.Clone(packet)})
}

// Dropped is how many packets were not decoded.
func (o *Opus) Dropped() int64 {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.dropped
}

// Run decodes until ctx ends.
func (o *Opus) Run(ctx context.Context) error {
	for ctx.Err() == nil {
		if err := o.decode(ctx); err != nil && ctx.Err() == nil {
			o.Log.WarnContext(ctx, "a voice's decoder has ended, another is started", "err", err)
		}
		timer := time.NewTimer(startEvery)
		select {
		case <-ctx.Done():
		case <-timer.C:
		}
		timer.Stop()
	}
	return nil
}

// decode is the life of one ffmpeg.
func (o *Opus) decode(ctx context.Context) error {
	path, err := exec.LookPath("ffmpeg")
	if err != nil {
		return ErrTools
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, "-nostdin", "-v", "error", "-fflags", "nobuffer", "-analyzeduration", "0", "-probesize", "32",
		"-f", "ogg", "-i", "pipe:0", "-flush_packets", "1", "-ar", "48000", "-ac", "2", "-f", "s16le", "pipe:1")
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start ffmpeg: %w", err)
	}
	sent := make(chan voiced, maxWaiting)
	var hearing sync.WaitGroup
	hearing.Go(func() {
		defer cancel()
		o.hear(ctx, out, sent)
	})
	err = o.feed(ctx, in, sent)
	cancel()
	hearing.Wait()
	_ = cmd.Wait() // however it ended, another follows
	return err
}

// feed writes what has come, several packets at once.
func (o *Opus) feed(ctx context.Context, in io.WriteCloser, sent chan<- voiced) error {
	defer in.Close()
	out := bufio.NewWriter(in)
	w := oggWriter{to: out}
	if err := w.begin(); err != nil {
		return fmt.Errorf("write to ffmpeg: %w", err)
	}
	tick := time.NewTicker(soundEvery)
	defer tick.Stop()
	for {
		o.mu.Lock()
		packets := o.waiting
		o.waiting = nil
		o.mu.Unlock()
		for _, p := range packets {
			select {
			case sent <- p:
			default:
				return errors.New("ffmpeg does not keep up")
			}
			if err := w.packet(p.packet); err != nil {
				return fmt.Errorf("write to ffmpeg: %w", err)
			}
		}
		if err := out.Flush(); err != nil {
			return fmt.Errorf("write to ffmpeg: %w", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// hear mixes what ffmpeg makes of the packets, one after the other.
func (o *Opus) hear(ctx context.Context, made io.Reader, sent <-chan voiced) {
	out := bufio.NewReaderSize(made, 1<<16)
	raw, samples := make([]byte, longestPacket*4), make([]int16, longestPacket*2)
	next, began := time.Duration(0), false
	for {
		var p voiced
		select {
		case <-ctx.Done():
			return
		case p = <-sent:
		}
		length := opusLength(p.packet)
		raw, samples := raw[:length*4], samples[:length*2]
		if _, err := io.ReadFull(out, raw); err != nil {
			return
		}
		for i := range samples {
			samples[i] = int16(binary.LittleEndian.Uint16(raw[2*i:]))
		}
		if !began || (p.at-next).Abs() > voiceDrift {
			next, began = p.at, true
		}
		o.Mix(next, samples)
		next += duration(int64(len(samples)/2), audioScale)
	}
}

// opusLength is how many samples at 48 kHz a packet has, 0 if it is none. RFC 6716,
// section 3.1.
func opusLength(packet []byte) int {
	frame := 0
	switch config := packet[0] >> 3; {
	case config < 12:
		frame = [4]int{480, 960, 1920, 2880}[config&3]
	case config < 16:
		frame = [2]int{480, 960}[config&1]
	default:
		frame = 120 << (config & 3)
	}
	count := 0
	switch packet[0] & 3 {
	case 0:
		count = 1
	case 1, 2:
		count = 2
	default:
		if len(packet) < 2 {
			return 0
		}
		count = int(packet[1] & 0x3f)
	}
	if n := frame * count; n <= longestPacket {
		return n
	}
	return 0
}
