package api

import (
	"context"
	"sync"
	"time"
)

// deadlined is the context of a request. Fiber cannot tell that a client has left;
// the deadline is the only thing that ends abandoned work. Most requests of a rush are
// answered from memory and wait for nothing, so the timer is made only when somebody
// asks to be told.
type deadlined struct {
	request  request
	deadline time.Time

	once   sync.Once
	timed  context.Context // set by once
	cancel context.CancelFunc
	mu     sync.Mutex // of ended, and of timed where it is looked at without once
	ended  bool
}

// timer returns the context that ends at the deadline.
func (d *deadlined) timer() context.Context {
	d.once.Do(func() {
		timed, cancel := context.WithDeadline(context.Background(), d.deadline)
		d.mu.Lock()
		defer d.mu.Unlock()
		d.timed, d.cancel = timed, cancel
		if d.ended {
			cancel()
		}
	})
	return d.timed
}

// end lets go of the timer, if there is one. The request has been answered.
func (d *deadlined) end() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ended = true
	if d.cancel != nil {
		d.cancel()
	}
}

// Deadline implements [context.Context].
func (d *deadlined) Deadline() (time.Time, bool) { return d.deadline, true }

// Done implements [context.Context].
func (d *deadlined) Done() <-chan struct{} { return d.timer().Done() }

// Err implements [context.Context].
func (d *deadlined) Err() error {
	d.mu.Lock()
	timed, ended := d.timed, d.ended
	d.mu.Unlock()
	switch {
	case timed != nil:
		return timed.Err()
	case ended:
		return context.Canceled
	case !time.Now().Before(d.deadline):
		return context.DeadlineExceeded
	}
	return nil
}

// Value implements [context.Context]. What it does not know it asks the timer for, by
// which package context recognises its own and needs no goroutine for a child.
func (d *deadlined) Value(key any) any {
	if _, ok := key.(requestKey); ok {
		return &d.request
	}
	d.mu.Lock()
	timed := d.timed
	d.mu.Unlock()
	if timed == nil {
		return nil
	}
	return timed.Value(key)
}
