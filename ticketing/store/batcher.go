package store

import (
	"context"
	"sync"
	"time"
)

const (
	maxGroup    = 200             // documents in one insert
	groupWithin = 5 * time.Second // an insert's own deadline
)

// batcher gathers the claims that arrive while an insert is under way into the
// next one, so that the cost of making them durable is shared. There is no timer:
// alone, a claim waits for nobody; in a rush, groups grow by themselves.
type batcher struct {
	insert func(context.Context, ...claim) ([]error, error)

	mu      sync.Mutex
	waiting []*entry
	running bool
	runs    sync.WaitGroup
}

type entry struct {
	ctx   context.Context
	claim claim
	done  chan error // buffered: a caller who has left does not hold up the group
}

// add inserts c with whatever group comes next and returns its own answer. A
// caller whose ctx ends while its claim is being inserted does not learn the
// outcome; the insert itself goes on, under its own deadline.
func (b *batcher) add(ctx context.Context, c claim) error {
	e := &entry{ctx: ctx, claim: c, done: make(chan error, 1)}
	b.mu.Lock()
	b.waiting = append(b.waiting, e)
	if !b.running {
		b.running = true
		b.runs.Go(b.run)
	}
	b.mu.Unlock()
	select {
	case err := <-e.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// run inserts group after group until nobody waits.
func (b *batcher) run() {
	for {
		b.mu.Lock()
		n := min(len(b.waiting), maxGroup)
		group := b.waiting[:n:n]
		b.waiting = b.waiting[n:]
		if n == 0 {
			b.waiting, b.running = nil, false
			b.mu.Unlock()
			return
		}
		b.mu.Unlock()
		b.flush(group)
	}
}

func (b *batcher) flush(group []*entry) {
	var sent []*entry
	var claims []claim
	for _, e := range group {
		// Nobody waits for it any more, and nothing has been sent yet.
		if err := e.ctx.Err(); err != nil {
			e.done <- err
			continue
		}
		sent, claims = append(sent, e), append(claims, e.claim)
	}
	if len(sent) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(sent[0].ctx), groupWithin)
	defer cancel()
	answers, err := b.insert(ctx, claims...)
	for i, e := range sent {
		if err != nil {
			e.done <- err
		} else {
			e.done <- answers[i]
		}
	}
}

// wait returns when no insert is under way.
func (b *batcher) wait() { b.runs.Wait() }
