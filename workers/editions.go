package workers

import (
	"context"
	"errors"
)

// follow finishes what stopped halfway in changing an edition: sessions that have no new
// hours yet, what its guests are to be told, and pools that go on giving places where the edition says that they rest, or
// rest where it says that they go on.
func (w *Worker) follow(ctx context.Context) error {
	editions, err := w.Events.Editions(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, e := range editions {
		if e.Ends.Before(w.Now()) {
			continue
		}
		e, err := w.Events.Finish(ctx, e)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		_, sessions, err := w.Events.Edition(ctx, e.ID)
		if err == nil {
			err = w.Tickets.Follow(ctx, e, sessions)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
