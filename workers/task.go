// Package workers is the queue edge: typed asynq tasks, their handlers, and the
// rounds that make up for what the queue forgot. A task only hastens what a
// document already says is to be done; every handler may run twice.
package workers

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/hibiken/asynq"

	"wanjia/events/fault"
)

// Task is a kind of queued work whose payload is a P. Declare each as a package
// variable; serve it with [Task.Handle].
type Task[P any] struct {
	Name string // "claim:confirm"; a name once used never gets another payload
	Opts []asynq.Option
}

// New returns a task to enqueue.
func (t Task[P]) New(payload P, opts ...asynq.Option) (*asynq.Task, error) {
	body, err := json.Marshal(payload)
	if err != nil {
		return nil, fmt.Errorf("encode %s: %w", t.Name, err)
	}
	return asynq.NewTask(t.Name, body, append(t.Opts[:len(t.Opts):len(t.Opts)], opts...)...), nil
}

// Handle serves the task on mux with fn, which must be safe to run twice. A fault
// that repeating cannot mend is archived at once, where an administrator sees it
// in the queue's pages; everything else is tried again.
func (t Task[P]) Handle(mux *asynq.ServeMux, fn func(context.Context, P) error) {
	mux.HandleFunc(t.Name, func(ctx context.Context, m *asynq.Task) error {
		var p P
		if err := json.Unmarshal(m.Payload(), &p); err != nil {
			return fmt.Errorf("decode %s: %w: %w", t.Name, err, asynq.SkipRetry)
		}
		err := fn(ctx, p)
		if err == nil {
			return nil
		}
		switch fault.Of(err).Kind {
		case fault.Internal, fault.Limited, fault.Unavailable:
			return err
		}
		return fmt.Errorf("%w: %w", err, asynq.SkipRetry)
	})
}
