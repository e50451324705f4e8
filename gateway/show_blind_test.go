package main

import (
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/streaming"
)

// wire is a way to a stage's server that can be cut and mended.
type wire struct {
	to  string
	in  net.Listener
	url string

	mu    sync.Mutex
	cut   bool
	open  map[net.Conn]struct{}
	carry sync.WaitGroup
}

// newWire is a way to a server, for as long as the test.
func newWire(t *testing.T, server string) *wire {
	t.Helper()
	in, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{to: strings.TrimPrefix(server, "ws://"), in: in, url: "ws://" + in.Addr().String(), open: map[net.Conn]struct{}{}}
	w.carry.Go(func() {
		for {
			c, err := in.Accept()
			if err != nil {
				return
			}
			w.carry.Go(func() { w.pass(c) })
		}
	})
	t.Cleanup(func() { _ = in.Close(); w.set(true); w.carry.Wait() })
	return w
}

func (w *wire) pass(near net.Conn) {
	far, err := net.Dial("tcp", w.to)
	if err != nil {
		_ = near.Close()
		return
	}
	w.mu.Lock()
	cut := w.cut
	w.open[near], w.open[far] = struct{}{}, struct{}{}
	w.mu.Unlock()
	if cut {
		_ = errors.Join(near.Close(), far.Close())
	}
	var both sync.WaitGroup
	for _, way := range [][2]net.Conn{{near, far}, {far, near}} {
		both.Go(func() {
			_, _ = io.Copy(way[0], way[1])
			_ = errors.Join(near.Close(), far.Close())
		})
	}
	both.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.open, near)
	delete(w.open, far)
}

// set cuts the wire, or mends it.
func (w *wire) set(cut bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.cut = cut
	for c := range w.open {
		if cut {
			_ = c.Close()
		}
	}
}

// TestLostStage cuts the way of the leading one of two packagers to the stage, each in
// its turn. The other takes the lead; viewers get every cell of the programme. It is
// part of make soak.
func TestLostStage(t *testing.T) {
	if os.Getenv("WANJIA_TEST_SOAK") == "" {
		t.Skip("make soak runs this: it takes minutes; the packagers' TestHandOver is the short form")
	}
	stage := newStageServer(t, "127.0.0.1")
	start := houses(t, stage)
	front := start("api")
	var wires []*wire
	var packagers []*service
	for range 2 {
		w := newWire(t, stage.url)
		wires = append(wires, w)
		packagers = append(packagers, start("stream", "--livekit-url", w.url))
	}
	show := goOnAir(t, front)
	defer show.end()
	leading := func() (at int) {
		eventually(t, "a leader", func() error {
			for i, p := range packagers {
				if last := strings.LastIndex(p.log.String(), `"leads":`); last >= 0 && strings.HasPrefix(p.log.String()[last:], `"leads":true`) {
					at = i
					return nil
				}
			}
			return errors.New("none leads")
		})
		return at
	}
	for round := range 4 {
		show.pictures.wait(t, time.Now(), show.slate, true, 8) // both have seen the whole delay
		at, cut := leading(), time.Now()
		wires[at].set(true)
		show.pictures.wait(t, cut, show.slate, true, 6)
		stall, others := show.pictures.hiccup(cut, show.slate)
		t.Logf("round %d: the leading packager lost the stage: pictures waited %v more than a cell, %d cells were not the programme", round, stall, others)
		if stall > 2*streaming.Grid || others > 0 {
			t.Error("viewers noticed too much")
		}
		if leading() == at {
			t.Error("the lead stays with one that does not see the stage")
		}
		wires[at].set(false)
	}
}
