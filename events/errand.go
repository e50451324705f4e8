package events

import (
	"context"
	"iter"
	"time"
)

// Errand is work that a stored change has caused and that is not done yet. It
// lives inside the document of the change, so it is durable exactly when the
// change is; the queue is only a fast way of getting it done.
type Errand struct {
	ID      string    `json:"id"`      // the same for the same cause; also the queue's task id
	Name    string    `json:"name"`    // "claim:confirm"
	Subject string    `json:"subject"` // id of the document
	At      time.Time `json:"at"`
}

// Outbox finds the errands that are still to be done.
type Outbox interface {
	// Pending yields the errands caused before the moment, oldest first.
	Pending(ctx context.Context, before time.Time) iter.Seq2[Errand, error]
	// Done strikes the errand from its document; repeating it changes nothing.
	Done(ctx context.Context, e Errand) error
}

// Queue gets errands done soon.
type Queue interface {
	// Enqueue hands the errand over. An errand already queued is not queued twice.
	Enqueue(ctx context.Context, e Errand) error
}
