package workers

import (
	"context"
	"fmt"
	"sync"

	"github.com/hibiken/asynq"

	"wanjia/events"
)

// manyErrands is the errands that were enqueued at one moment: in a rush a task for
// each claim would cost Redis as much as the claim.
var manyErrands = Task[[]events.Errand]{Name: "errands:many", Opts: errandOpts}

// gatherMost is how many errands one task has: it is done well within its timeout.
const gatherMost = 64

// gather hands errands over in groups. There is no timer: alone, an errand goes at once;
// those that come while others are handed over make the next group.
type gather struct {
	send func(context.Context, []events.Errand) error

	mu     sync.Mutex
	next   *errandGroup  // takes more; nil for none
	flying chan struct{} // done of the group sent last, nil for none
}

type errandGroup struct {
	errands []events.Errand
	done    chan struct{} // closed once err is set
	err     error
}

// add hands e over with whoever comes at the same moment. Who waits does so for two
// groups at most.
func (g *gather) add(ctx context.Context, e events.Errand) error {
	g.mu.Lock()
	group, before := g.next, g.flying
	first := group == nil
	if first {
		group = &errandGroup{done: make(chan struct{})}
		g.next = group
	}
	group.errands = append(group.errands, e)
	if len(group.errands) == gatherMost {
		g.next = nil
	}
	g.mu.Unlock()
	if !first {
		<-group.done
		return group.err
	}
	if before != nil {
		<-before
	}
	g.mu.Lock()
	if g.next == group {
		g.next = nil
	}
	g.flying = group.done
	g.mu.Unlock()
	group.err = g.send(context.WithoutCancel(ctx), group.errands)
	close(group.done)
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.flying == group.done {
		g.flying = nil
	}
	return group.err
}

// serveMany does the errands of a group, one after the other, by the handlers of mux.
// One that fails holds up no other and is left to the sweeper, which brings it alone.
func (w *Worker) serveMany(mux *asynq.ServeMux) func(context.Context, []events.Errand) error {
	return func(ctx context.Context, errands []events.Errand) error {
		for _, e := range errands {
			if ctx.Err() != nil || w.ending != nil && w.ending.Err() != nil {
				return nil // the sweeper brings what is left
			}
			task, err := byName[e.Name].New(e)
			if err == nil {
				err = mux.ProcessTask(ctx, task)
			}
			if err != nil {
				w.Log.WarnContext(ctx, "errand left to the sweeper", "errand", e.ID, "err", fmt.Errorf("do it: %w", err))
			}
		}
		return nil
	}
}
