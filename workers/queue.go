package workers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/hibiken/asynq"

	"wanjia/events"
	"wanjia/ticketing"
)

// The tasks. An errand is its own payload.
var (
	claimConfirm = Task[events.Errand]{Name: ticketing.ErrandConfirm, Opts: errandOpts}
	claimGive    = Task[events.Errand]{Name: ticketing.ErrandGive, Opts: errandOpts}
	claimOffer   = Task[events.Errand]{Name: ticketing.ErrandOffer, Opts: errandOpts}

	claimChange    = Task[events.Errand]{Name: ticketing.ErrandChange, Opts: errandOpts}
	claimRevoke    = Task[events.Errand]{Name: ticketing.ErrandRevoke, Opts: errandOpts}
	claimPutAway   = Task[events.Errand]{Name: ticketing.ErrandPutAway, Opts: errandOpts}
	claimPass      = Task[events.Errand]{Name: ticketing.ErrandPass, Opts: errandOpts}
	claimPassed    = Task[events.Errand]{Name: ticketing.ErrandPassed, Opts: errandOpts}
	claimNotPassed = Task[events.Errand]{Name: ticketing.ErrandNotPassed, Opts: errandOpts}

	claimSwap   = Task[events.Errand]{Name: ticketing.ErrandSwap, Opts: errandOpts}
	claimRecode = Task[events.Errand]{Name: ticketing.ErrandRecode, Opts: errandOpts}

	errandOpts = []asynq.Option{asynq.MaxRetry(15), asynq.Timeout(30 * time.Second)}
)

// byName finds the task of an errand.
var byName = map[string]Task[events.Errand]{
	claimConfirm.Name: claimConfirm,
	claimGive.Name:    claimGive,
	importRun.Name:    importRun,
	seatingRun.Name:   seatingRun,
	claimOffer.Name:   claimOffer,

	claimChange.Name:    claimChange,
	claimRevoke.Name:    claimRevoke,
	claimPutAway.Name:   claimPutAway,
	claimPass.Name:      claimPass,
	claimPassed.Name:    claimPassed,
	claimNotPassed.Name: claimNotPassed,
	claimSwap.Name:      claimSwap,
	claimRecode.Name:    claimRecode,
}

// enqueueWithin bounds the hand-over to the queue: a press must not wait for a
// queue that is away, the sweeper comes round soon enough.
const enqueueWithin = 300 * time.Millisecond

// Queue implements [events.Queue] on asynq.
type Queue struct {
	client *asynq.Client
	rush   gather // of what each claim causes
}

var _ events.Queue = (*Queue)(nil)

// NewQueue returns the queue behind conn. Close it.
func NewQueue(conn asynq.RedisConnOpt) *Queue {
	q := &Queue{client: asynq.NewClient(conn)}
	q.rush.send = q.enqueueMany
	return q
}

// Enqueue implements [events.Queue]: the errand's id is the task's id, so that
// the one enqueued after the commit and the one the sweeper finds are the same.
func (q *Queue) Enqueue(ctx context.Context, e events.Errand) error {
	if e.Name == claimConfirm.Name {
		return q.rush.add(ctx, e)
	}
	return q.enqueueOne(ctx, e)
}

// enqueueMany enqueues one task for errands that came at the same moment. The sweeper
// may find one of them again before it is done: then it is done twice, which changes
// nothing.
func (q *Queue) enqueueMany(ctx context.Context, errands []events.Errand) error {
	if len(errands) == 1 {
		return q.enqueueOne(ctx, errands[0])
	}
	task, err := manyErrands.New(errands)
	if err != nil {
		return err
	}
	return q.enqueue(ctx, task, errands[0].ID)
}

func (q *Queue) enqueueOne(ctx context.Context, e events.Errand) error {
	kind, ok := byName[e.Name]
	if !ok {
		return fmt.Errorf("errand %s: no task is called %q", e.ID, e.Name)
	}
	task, err := kind.New(e, asynq.TaskID(e.ID))
	if err != nil {
		return err
	}
	return q.enqueue(ctx, task, e.ID)
}

func (q *Queue) enqueue(ctx context.Context, task *asynq.Task, id string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), enqueueWithin)
	defer cancel()
	_, err := q.client.EnqueueContext(ctx, task)
	if err != nil && !errors.Is(err, asynq.ErrTaskIDConflict) {
		return fmt.Errorf("enqueue %s: %w", id, err)
	}
	return nil
}

// Close gives the connections back.
func (q *Queue) Close() error { return q.client.Close() }
