package workers

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// When people are reminded, on the community's clock the day before: after work, and
// well before the hours in which nobody is disturbed.
const (
	remindFrom  = 17
	remindUntil = 20
)

// Reminders remembers who was reminded of what.
type Reminders interface {
	Made(ctx context.Context, id string) (bool, error)
	Note(ctx context.Context, id string, at time.Time) error
}

// Remind tells everybody who has booked something of tomorrow of it, in the evening
// before. Safe to repeat and in several workers: a reminder is sent under an id of its
// own and then noted. One that cannot be sent does not keep the others from going, and
// is tried again by the next round. Whoever books later has just been told.
func (w *Worker) Remind(ctx context.Context) error {
	now := w.Now().In(events.Zone)
	if now.Hour() < remindFrom || now.Hour() >= remindUntil {
		return nil
	}
	tomorrow := time.Date(now.Year(), now.Month(), now.Day()+1, 0, 0, 0, 0, events.Zone)
	var errs []error
	page := events.PageQuery{Limit: 100}
	for {
		list, next, err := w.Events.Events(ctx, page)
		if err != nil {
			return fmt.Errorf("events to remind of: %w", err)
		}
		for _, e := range list {
			if e.State == events.Published { // of what is not held tomorrow its guests hear otherwise
				errs = append(errs, w.remindOf(ctx, e, tomorrow))
			}
		}
		if page.After = next; next == "" {
			return errors.Join(errs...)
		}
	}
}

func (w *Worker) remindOf(ctx context.Context, event events.Event, day time.Time) error {
	sessions, err := w.Events.Sessions(ctx, event.ID)
	if err != nil {
		return fmt.Errorf("sessions to remind of: %w", err)
	}
	var errs []error
	for _, s := range sessions {
		if s.Starts.Before(day) || !s.Starts.Before(day.AddDate(0, 0, 1)) {
			continue
		}
		pools, err := w.Tickets.Pools.PoolsOf(ctx, s.ID)
		if err != nil {
			return fmt.Errorf("pools to remind of: %w", err)
		}
		for _, p := range pools {
			claims, err := w.Tickets.Claims.Owned(ctx, p.ID)
			if err != nil {
				return fmt.Errorf("bookings to remind of: %w", err)
			}
			for _, c := range claims {
				if c.State == ticketing.Claimed {
					errs = append(errs, w.remind(ctx, event, s, c))
				}
			}
		}
	}
	return errors.Join(errs...)
}

func (w *Worker) remind(ctx context.Context, event events.Event, session events.Session, c ticketing.Claim) error {
	// A session that is put off is another one to be reminded of.
	id := fmt.Sprintf("claim:remind:%s:%d", c.ID, session.Starts.Unix())
	made, err := w.Reminders.Made(ctx, id)
	if err != nil || made {
		return err
	}
	text := enteringBy(event, session, c).reminder()
	if err := w.tell(ctx, events.Errand{ID: id, Subject: string(c.ID)}, c, "claim_reminder", text); err != nil {
		return err
	}
	return w.Reminders.Note(ctx, id, w.Now())
}
