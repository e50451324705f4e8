package api

import (
	"bufio"
	"context"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/streaming"
)

// A screen's stream ends after a while, so that its watcher's rights are looked at
// again; the page comes back by itself. It is shorter than the server's own bound on
// answering.
const (
	screenFor   = 25 * time.Second
	screenEvery = time.Second
	screenAgain = "retry: 500\n\n"
)

// screenKey names one making of a screen: a change makes another.
type screenKey struct {
	channel streaming.ChannelID
	change  int64
}

// changes tells the screens of this process that there is something new. Changes made
// elsewhere are seen a second later.
type changes struct {
	mu    sync.Mutex
	of    map[streaming.ChannelID]int64
	heard chan struct{} // closed at the next change of any channel
}

// tell says that a channel's programme has changed.
func (c *changes) tell(id streaming.ChannelID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil {
		c.of = map[streaming.ChannelID]int64{}
	}
	c.of[id]++
	if c.heard != nil {
		close(c.heard)
		c.heard = nil
	}
}

func (c *changes) count(id streaming.ChannelID) int64 {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.of[id]
}

// next is closed at the next change.
func (c *changes) next() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.heard == nil {
		c.heard = make(chan struct{})
	}
	return c.heard
}

// getScreen answers GET /v1/channels/{channel}/screen: 200 a stream of events, each a
// Programme | 404 not_found, no_show. It sends one a second, so that a page can tell a
// quiet show from a line that is dead, and one at once after a change.
func (a *API) getScreen(c *fiber.Ctx) error {
	id := streaming.ChannelID(c.Params("channel"))
	first, err := a.screenBody(c.UserContext(), id)
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, "text/event-stream")
	c.Set("X-Accel-Buffering", "no") // or a proxy keeps it until it is long
	closing := c.Context().Done()
	c.Context().SetBodyStreamWriter(func(w *bufio.Writer) {
		a.screen(w, id, first, closing)
	})
	return nil
}

// screen writes until the stream has lasted long enough, the reader has left, or the
// server ends.
func (a *API) screen(w *bufio.Writer, id streaming.ChannelID, body []byte, closing <-chan struct{}) {
	end := time.NewTimer(screenFor)
	defer end.Stop()
	tick := time.NewTicker(screenEvery)
	defer tick.Stop()
	if _, err := w.WriteString(screenAgain); err != nil {
		return
	}
	for {
		heard := a.changes.next()
		if !sendEvent(w, body) {
			return
		}
		select {
		case <-end.C:
			return
		case <-closing:
			return
		case <-heard:
		case <-tick.C:
		}
		ctx, cancel := context.WithTimeout(context.Background(), a.Deadline)
		next, err := a.screenBody(ctx, id)
		cancel()
		if err != nil {
			return // the page asks again, and is told why
		}
		body = next
	}
}

// sendEvent writes one event and says whether anybody is there to read it.
func sendEvent(w *bufio.Writer, body []byte) bool {
	_, _ = w.WriteString("data: ")
	_, _ = w.Write(body)
	_, _ = w.WriteString("\n\n")
	return w.Flush() == nil // it keeps the errors of those before
}
