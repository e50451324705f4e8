package main

import (
	"context"
	"fmt"
	"io"
	"sync"

	"wanjia/events"
)

// console is a [events.Sender] that prints. It is what a house without a gateway
// for short messages has: whoever sits at it reads the code aloud. A message that
// is sent twice is printed twice, with the same words.
type console struct {
	mu  sync.Mutex
	out io.Writer
}

// Send implements [events.Sender].
func (c *console) Send(_ context.Context, m events.Message) (events.Receipt, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, err := fmt.Fprintf(c.out, "to %s by %s: %s\n", m.To, m.Kind, m.Text); err != nil {
		return events.Receipt{}, fmt.Errorf("print message %s: %w", m.ID, err)
	}
	// Printed is all that can be known: nobody reports that it was read.
	return events.Receipt{ID: m.ID, State: events.Sent, At: m.At}, nil
}
