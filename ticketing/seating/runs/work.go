package runs

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/tables"
)

const (
	lostAfter = 10 * time.Second // without a beat, after which a runner counts as lost
	sayEvery  = 250 * time.Millisecond
)

// errOvertaken: the run was stopped, or another runner has it.
var errOvertaken = errors.New("the run is somebody else's now")

// Work goes on with a run to its end or that of ctx. It may run several times, also at
// once: what a sitting came to is kept under an id of the run's and found again, and all
// sittings begin to count in one step, or none does.
func (s *Service) Work(ctx context.Context, id string) error {
	r := &runner{Service: s, token: rand.Text()}
	if err := r.take(ctx, id); err != nil {
		if errors.Is(err, errOvertaken) || errors.Is(err, ErrNoRun) {
			return nil
		}
		return err
	}
	err := r.all(ctx)
	switch {
	case err == nil, errors.Is(err, errOvertaken):
		return nil
	case ctx.Err() != nil:
		r.release(ctx)
		return err
	}
	switch fault.Of(err).Kind {
	case fault.Limited, fault.Unavailable: // it may do later
		r.release(ctx)
		return err
	}
	s.Log.ErrorContext(ctx, "seating run failed", "run", id, "err", err)
	return r.save(context.WithoutCancel(ctx), func(run *Run) {
		run.Fault = fault.Of(err).Code
		run.end(Failed, s.Now())
	})
}

// runner is one that works on a run.
type runner struct {
	*Service
	token string
	run   Run
	said  time.Time
}

func (r *runner) take(ctx context.Context, id string) error {
	var err error
	r.run, err = r.Store.ChangeRun(ctx, id, func(run *Run) error {
		now := r.Now()
		if run.Over() || run.Runner != "" && now.Sub(run.Beat) < lostAfter && !now.Before(run.Beat) {
			return errOvertaken
		}
		run.Runner = r.token
		run.beat(now)
		return nil
	})
	return err
}

// save changes the run if it still is ours.
func (r *runner) save(ctx context.Context, change func(*Run)) error {
	stored, err := r.Store.ChangeRun(ctx, r.run.ID, func(run *Run) error {
		if run.Over() || run.Runner != r.token {
			return errOvertaken
		}
		run.beat(r.Now())
		change(run)
		return nil
	})
	if err == nil {
		r.run = stored
	}
	return err
}

// release lets another go on at once; the sweeper finds the errand, which looks old.
func (r *runner) release(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err := r.save(ctx, func(run *Run) { run.beat(run.Created); run.Runner = "" })
	if err != nil && !errors.Is(err, errOvertaken) {
		r.Log.WarnContext(ctx, "seating run left to the sweeper", "run", r.run.ID, "err", err)
	}
}

// say tells how far the run is, not more often than people can read.
func (r *runner) say(ctx context.Context, sitting events.SessionID, step string, percent int, always bool) error {
	now := r.Now()
	if !always && now.Sub(r.said) < sayEvery {
		return nil
	}
	r.said = now
	return r.save(ctx, func(run *Run) { run.Sitting, run.Step, run.Percent = string(sitting), step, percent })
}

// mostAgain is how often a run begins anew because a hall was changed under it.
const mostAgain = 3

// all seats every sitting and lets them count.
func (r *runner) all(ctx context.Context) error {
	sittings, err := r.Guests.Sittings(ctx, r.run.Event)
	if err != nil {
		return err
	}
	for again := range mostAgain {
		halls, err := r.Store.Halls(ctx, r.run.Event)
		if err != nil {
			return err
		}
		if len(halls) == 0 {
			return floor.ErrNoHall
		}
		var done []*Version
		for n, sitting := range sittings {
			v, err := r.sitting(ctx, halls, sitting, again, n, len(sittings))
			if err != nil {
				return err
			}
			done = append(done, v)
		}
		err = r.publish(ctx, halls, done)
		if !errors.Is(err, errHalls) {
			return err
		}
	}
	return ErrNewer
}

// sitting seats one sitting, or finds what it came to when it was seated before.
func (r *runner) sitting(ctx context.Context, halls []floor.Drawn, sitting Sitting, again, n, of int) (*Version, error) {
	id := fmt.Sprintf("%s/%d/%s", r.run.ID, again, sitting.ID)
	switch v, err := r.Store.Version(ctx, id); {
	case err == nil:
		return v, nil
	case !errors.Is(err, ErrNoVersion):
		return nil, err
	}
	at := func(share float64) int { return int(100 * (float64(n) + share) / float64(of)) }
	if err := r.say(ctx, sitting.ID, StepReading, at(0), true); err != nil {
		return nil, err
	}
	plan, err := r.plan(ctx, r.run.Event, halls, sitting, r.run.Seed)
	if err != nil {
		return nil, err
	}
	shut, err := r.shut(ctx, plan)
	if err != nil {
		return nil, err
	}
	before, printed, err := r.standing(ctx, r.run.Event, sitting.ID)
	if err != nil {
		return nil, err
	}
	if err := r.say(ctx, sitting.ID, StepSeating, at(0.25), true); err != nil {
		return nil, err
	}
	var stopped error
	result := tables.SolveRest(plan, before, printed, func(done float64) {
		if stopped == nil {
			stopped = errors.Join(ctx.Err(), r.say(ctx, sitting.ID, StepSeating, at(0.25+done/2), false))
		}
	})
	if stopped != nil {
		return nil, stopped
	}
	if err := r.say(ctx, sitting.ID, StepComparing, at(0.75), true); err != nil {
		return nil, err
	}
	first := tables.FirstCome(plan)
	if err := r.say(ctx, sitting.ID, StepChecking, at(0.85), true); err != nil {
		return nil, err
	}
	bound := tables.Bound(plan)
	if err := check(plan, result, bound); err != nil {
		return nil, err
	}
	v := &Version{
		ID: id, Event: r.run.Event, Sitting: sitting.ID, Kind: ByRun, By: r.run.By, ByName: r.run.ByName, Why: r.run.Why, At: r.Now(), Closed: shut,
		Plan: plan, Result: result, Figures: Figures{Got: tables.Measure(plan, result), Bound: bound, First: tables.Measure(plan, first)},
	}
	v.Left = v.Figures.Got.Left
	if err := r.say(ctx, sitting.ID, StepKeeping, at(0.95), true); err != nil {
		return nil, err
	}
	return v, r.Store.AddVersion(ctx, v)
}

// errHalls: a hall was changed while people were seated at it.
var errHalls = errors.New("a hall has changed")

// publish lets the versions count, all in one step, unless a hall has changed since. People
// do not read them before somebody lets them, but where the run was begun that way.
func (r *runner) publish(ctx context.Context, halls []floor.Drawn, done []*Version) error {
	if err := r.say(ctx, "", StepKeeping, 99, true); err != nil {
		return err
	}
	_, err := r.Store.ChangeBoard(ctx, r.run.Event, func(b *Board) error {
		if b.Run != r.run.ID {
			return errOvertaken
		}
		now, err := r.Store.Halls(ctx, r.run.Event)
		if err != nil {
			return err
		}
		if !slices.EqualFunc(halls, now, func(a, b floor.Drawn) bool { return a.ID == b.ID && a.Rev == b.Rev }) {
			return errHalls
		}
		if run, err := r.Store.Run(ctx, r.run.ID); err != nil || run.Over() {
			return errors.Join(err, errOvertaken)
		}
		for _, v := range done {
			b.Versions[string(v.Sitting)] = v.ID
			if slices.Contains(r.run.Publish, string(v.Sitting)) {
				b.publish(v.Sitting, v.ID, r.run.ByName, r.run.Why, r.Now())
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return r.save(ctx, func(run *Run) {
		run.Outcome = nil
		for _, v := range done {
			run.Outcome = append(run.Outcome, Outcome{string(v.Sitting), v.ID, v.Figures})
		}
		run.Percent = 100
		run.end(Done, r.Now())
	})
}

// Pending implements [events.Outbox].
func (s *Service) Pending(ctx context.Context, before time.Time) iter.Seq2[events.Errand, error] {
	return s.Store.PendingRuns(ctx, before)
}

// Done implements [events.Outbox]. A run's errand goes with its end; until then each
// sign of life of its runner puts a later one in its place.
func (s *Service) Done(context.Context, events.Errand) error { return nil }
