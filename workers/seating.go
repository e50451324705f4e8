package workers

import (
	"context"
	"time"

	"github.com/hibiken/asynq"

	"wanjia/events"
	"wanjia/ticketing/seating/runs"
)

// seatingRun seats the people of a banquet. One that is lost with its worker is found by
// the sweeper under another id, and goes on from what it has kept.
var seatingRun = Task[events.Errand]{
	Name: runs.ErrandRun, Opts: []asynq.Option{asynq.MaxRetry(20), asynq.Timeout(10 * time.Minute)},
}

// Seatings seats people; [runs.Service] does.
type Seatings interface {
	// Work goes on with a run to its end or that of ctx; safe to run twice.
	Work(ctx context.Context, id string) error
}

// seat goes on with a seating run.
func (w *Worker) seat(ctx context.Context, e events.Errand) error {
	if w.Seating == nil {
		return nil
	}
	return w.long(ctx, e.Subject, w.Seating.Work)
}
