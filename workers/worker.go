package workers

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/hibiken/asynq"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/ticketing"
)

const (
	sweepEvery  = 10 * time.Second // how often forgotten errands are looked for
	sweepAge    = 15 * time.Second // how old one must be to count as forgotten
	reapEvery   = 3 * time.Second  // how often abandoned presses are settled
	serveEvery  = time.Second      // how often the waiting lists are worked through
	lapseEvery  = time.Second      // how often the places of holds that have ended are shown as free
	tendEvery   = time.Second      // how often changes that stopped halfway are finished and shares released
	followEvery = 30 * time.Second // how often pools are compared with what their edition says
	tellEvery   = 5 * time.Second  // how often bulletins are looked for, and who has not heard them
	tidyEvery   = 10 * time.Minute // how often what has expired is deleted
	drainFor    = 8 * time.Second  // how long running handlers may take at the end

	// atOnce is how many handlers run at a time. Each message costs more than the claim
	// it tells of; in the minute everybody presses, the messages can wait and the presses
	// cannot.
	atOnce = 4
)

// Contacts finds how to reach the holder of a place.
type Contacts interface {
	// Phone returns the number of a holder, "" when there is none, and the language its
	// account reads: "zh" or "en", "" where nobody said.
	Phone(ctx context.Context, holder ticketing.HolderID) (number, language string, err error)
}

// InPerson notes who has to be told in person.
type InPerson interface {
	// NoteToTell notes it once for each id; community.ErrNoPerson for somebody who is
	// not on the register.
	NoteToTell(ctx context.Context, n community.Notice) error
}

// Worker does queued work and the rounds. Its fields are set once, before Run.
type Worker struct {
	Conn      asynq.RedisConnOpt
	Tickets   *ticketing.Service
	Events    *events.Service
	Outboxes  []events.Outbox
	Queue     events.Queue
	Contacts  Contacts
	Sender    events.Sender
	InPerson  InPerson
	Reminders Reminders
	Tellings  Tellings                      // of bulletins; nil where nobody is told any
	Seating   Seatings                      // who sits where at banquets; nil for none
	Imports   Imports                       // lists on their way in; nil for none
	Rounds    []Round                       // besides those every worker makes
	Tidy      []func(context.Context) error // delete what has expired; each safe to repeat
	Log       *slog.Logger
	Now       func() time.Time // time.Now

	ending context.Context // of Run; long work ends with it
	lists  guestLists
}

// Round is something looked after at an interval; it is safe to repeat and to run
// in several workers at once.
type Round struct {
	Name   string
	Every  time.Duration
	Within time.Duration // bound of one run
	Do     func(context.Context) error
}

// Run works until ctx ends, then lets running handlers finish and returns.
//
// The rounds are tickers in each worker and not tasks of the queue, because they
// are what is left when the queue's Redis has been emptied. They are idempotent,
// so several workers only do the same thing twice.
func (w *Worker) Run(ctx context.Context) error {
	w.ending = ctx
	server := asynq.NewServer(w.Conn, asynq.Config{
		Concurrency:     atOnce,
		ShutdownTimeout: drainFor,
		Logger:          slogger{w.Log},
		ErrorHandler: asynq.ErrorHandlerFunc(func(ctx context.Context, t *asynq.Task, err error) {
			w.Log.ErrorContext(ctx, "task failed", "task", t.Type(), "err", err)
		}),
	})
	if err := server.Start(w.mux()); err != nil {
		return fmt.Errorf("start the queue's server: %w", err)
	}
	var rounds sync.WaitGroup
	rounds.Go(func() { w.round(ctx, "sweep", sweepEvery, w.Sweep) })
	rounds.Go(func() { w.round(ctx, "reap", reapEvery, w.Tickets.Reap) })
	rounds.Go(func() { w.round(ctx, "serve", serveEvery, w.Tickets.Serve) })
	rounds.Go(func() { w.round(ctx, "lapse", lapseEvery, w.Tickets.Lapse) })
	rounds.Go(func() { w.round(ctx, "tend", tendEvery, w.Tickets.Tend) })
	rounds.Go(func() { w.round(ctx, "tidy", tidyEvery, w.tidy) })
	rounds.Go(func() { w.round(ctx, "editions", followEvery, w.follow) })
	for _, r := range append(slices.Clone(w.Rounds), Round{Name: "tell", Every: tellEvery, Within: tellWithin, Do: w.Tell}) {
		rounds.Go(func() {
			w.round(ctx, r.Name, r.Every, func(context.Context) error {
				bounded, cancel := context.WithTimeout(ctx, r.Within)
				defer cancel()
				return r.Do(bounded)
			})
		})
	}
	<-ctx.Done()
	server.Shutdown()
	rounds.Wait()
	return nil
}

// Sweep enqueues again every errand that should have been run by now.
func (w *Worker) Sweep(ctx context.Context) error {
	before := w.Now().Add(-sweepAge)
	for _, box := range w.Outboxes {
		for e, err := range box.Pending(ctx, before) {
			if err != nil {
				return err
			}
			if err := w.Queue.Enqueue(ctx, e); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *Worker) tidy(ctx context.Context) error {
	var errs []error
	for _, f := range w.Tidy {
		errs = append(errs, f(ctx))
	}
	return errors.Join(errs...)
}

// round calls fn at once and then at each interval; a failure is logged and the
// next interval tries again.
func (w *Worker) round(ctx context.Context, name string, every time.Duration, fn func(context.Context) error) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		bounded, cancel := context.WithTimeout(ctx, max(every, 30*time.Second))
		if err := fn(bounded); err != nil && ctx.Err() == nil {
			w.Log.WarnContext(ctx, "round failed", "round", name, "err", err)
		}
		cancel()
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// slogger gives asynq's log lines to slog.
type slogger struct{ log *slog.Logger }

func (s slogger) Debug(args ...any) { s.log.Debug("queue", "text", fmt.Sprint(args...)) }
func (s slogger) Info(args ...any)  { s.log.Debug("queue", "text", fmt.Sprint(args...)) }
func (s slogger) Warn(args ...any)  { s.log.Warn("queue", "text", fmt.Sprint(args...)) }
func (s slogger) Error(args ...any) { s.log.Error("queue", "text", fmt.Sprint(args...)) }
func (s slogger) Fatal(args ...any) { s.log.Error("queue", "text", fmt.Sprint(args...)) }
