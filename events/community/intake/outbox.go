package intake

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"wanjia/events"
	"wanjia/events/community"
)

// ErrandRun is the name of the errand of an import that runs.
const ErrandRun = "import:run"

var _ events.Outbox = (*Service)(nil)

// beat notes that the import goes on. Its errand gets another id each time, so
// that one which was lost with its runner does not stand in the way of the next.
func (i *Import) beat(now time.Time) {
	i.Beat = now
	i.Errands = []events.Errand{{
		ID: fmt.Sprintf("%s:%s:%d", ErrandRun, i.ID, now.UnixNano()), Name: ErrandRun, Subject: i.ID, At: now,
	}}
}

// Pending implements [events.Outbox]: the imports nobody has gone on with since the
// moment.
func (s *Service) Pending(ctx context.Context, before time.Time) iter.Seq2[events.Errand, error] {
	return func(yield func(events.Errand, error) bool) {
		by := community.By{Index: "errand", Limit: 100}
		for {
			found, next, err := s.Imports.List(ctx, by)
			if err != nil {
				yield(events.Errand{}, fmt.Errorf("list errands of imports: %w", err))
				return
			}
			for _, i := range found {
				for _, e := range i.Errands {
					if !e.At.Before(before) || !yield(e, nil) {
						return
					}
				}
			}
			if next == "" {
				return
			}
			by.After = next
		}
	}
}

// Done implements [events.Outbox]. An import that runs keeps its errand: only its
// end strikes it.
func (s *Service) Done(ctx context.Context, e events.Errand) error {
	if e.Name != ErrandRun {
		return nil
	}
	_, err := s.Imports.Change(ctx, e.Subject, func(i *Import) error {
		if len(i.Errands) == 0 || i.Errands[0].ID != e.ID || !i.Over() {
			return errNothing
		}
		i.Errands = nil
		return nil
	})
	if errors.Is(err, errNothing) || errors.Is(err, ErrNoImport) {
		return nil
	}
	return err
}

// errNothing ends a change that has nothing to change.
var errNothing = errors.New("nothing to change")

// Unname takes the name of an account off the lists it brought in, which keep its id.
func (s *Service) Unname(ctx context.Context, account string) error {
	for i, err := range s.Imports.All(ctx) {
		if err != nil {
			return fmt.Errorf("imports: %w", err)
		}
		if i.By != account || i.ByName == "" {
			continue
		}
		_, err := s.Imports.Change(ctx, i.ID, func(i *Import) error { i.ByName = ""; return nil })
		if err != nil && !errors.Is(err, ErrNoImport) {
			return fmt.Errorf("take a name off import %s: %w", i.ID, err)
		}
	}
	return nil
}
