package workers

import (
	"context"
	"fmt"
	"net/http"

	"github.com/hibiken/asynq"
	"github.com/hibiken/asynqmon"
)

// QueueSize is how many tasks a queue holds, by state.
type QueueSize struct {
	Name      string
	Pending   int // waiting for a worker
	Active    int // being done
	Scheduled int // for later
	Retry     int // failed, to be tried again
	Archived  int // given up; an administrator must look
	Paused    bool
}

// Monitor looks into the queues. Close it.
type Monitor struct {
	inspector *asynq.Inspector
	pages     *asynqmon.HTTPHandler
}

// NewMonitor returns a monitor whose pages are served under root.
func NewMonitor(conn asynq.RedisConnOpt, root string) *Monitor {
	return &Monitor{
		inspector: asynq.NewInspector(conn),
		pages:     asynqmon.New(asynqmon.Options{RootPath: root, RedisConnOpt: conn}),
	}
}

// Pages returns the queue's web pages, to be shown to administrators only: they
// hold payloads and can delete tasks.
func (m *Monitor) Pages() http.Handler { return m.pages }

// Queues returns the size of every queue that has held a task.
func (m *Monitor) Queues(context.Context) ([]QueueSize, error) {
	names, err := m.inspector.Queues()
	if err != nil {
		return nil, fmt.Errorf("list queues: %w", err)
	}
	out := make([]QueueSize, 0, len(names))
	for _, name := range names {
		q, err := m.inspector.GetQueueInfo(name)
		if err != nil {
			return nil, fmt.Errorf("look into queue %s: %w", name, err)
		}
		out = append(out, QueueSize{
			Name: name, Pending: q.Pending, Active: q.Active, Scheduled: q.Scheduled,
			Retry: q.Retry, Archived: q.Archived, Paused: q.Paused,
		})
	}
	return out, nil
}

// Close gives the connections back.
func (m *Monitor) Close() error {
	if err := m.pages.Close(); err != nil {
		return err
	}
	return m.inspector.Close()
}
