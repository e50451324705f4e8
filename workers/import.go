package workers

import (
	"context"
	"time"

	"github.com/hibiken/asynq"

	"wanjia/events"
	"wanjia/events/community/intake"
)

// importRun brings a list in. It may take as long as a list is long; one that is
// lost with its worker is found by the sweeper under another id.
var importRun = Task[events.Errand]{
	Name: intake.ErrandRun, Opts: []asynq.Option{asynq.MaxRetry(20), asynq.Timeout(2 * time.Hour)},
}

// Imports brings lists in; [intake.Service] does.
type Imports interface {
	// Run goes on with an import to its end or that of ctx; safe to run twice.
	Run(ctx context.Context, id string) error
}

// bringIn goes on with an import, which notes how far it is.
func (w *Worker) bringIn(ctx context.Context, e events.Errand) error {
	if w.Imports == nil {
		return nil
	}
	return w.long(ctx, e.Subject, w.Imports.Run)
}

// long goes on with what takes its time and keeps how far it came. A worker that ends
// does not wait for it: the next one goes on.
func (w *Worker) long(ctx context.Context, id string, work func(context.Context, string) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if w.ending != nil {
		defer context.AfterFunc(w.ending, cancel)()
	}
	err := work(ctx, id)
	if w.ending != nil && w.ending.Err() != nil {
		return nil
	}
	return err
}
