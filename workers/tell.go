package workers

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// How everybody who has to know of a bulletin is told.
const (
	tellWithin = 10 * time.Minute   // bound of one round; the next goes on where it ended
	tellFor    = 7 * 24 * time.Hour // after which whoever was not told is told no more
	tellMany   = 8                  // who are told at a time
	tellPage   = 200

	// listFor is how long after a bulletin its guests are looked for again: places that
	// were held when it was said may still become somebody's.
	listFor = 65 * time.Minute

	// Nobody is disturbed in these hours, by the community's clock, but for what begins
	// within a day.
	quietFrom  = 21*time.Hour + 30*time.Minute
	quietUntil = 7*time.Hour + 30*time.Minute
	soon       = 24 * time.Hour
)

// Tellings keeps who was told of a bulletin.
type Tellings interface {
	// Add writes down whom a bulletin is for; those there stay as they are.
	Add(ctx context.Context, list []events.Telling) error
	// Of returns tellings of a bulletin in a state, and the next cursor.
	Of(ctx context.Context, bulletin, state string, page events.PageQuery) ([]events.Telling, string, error)
	// Turn moves a telling from a state to another, for the first who asks.
	Turn(ctx context.Context, id, from string, to events.Telling) error
}

// guestLists remembers when this process last wrote down whom a bulletin is for.
type guestLists struct {
	mu   sync.Mutex
	made map[string]time.Time
}

// due says whether the guests of a bulletin are to be looked for: at once, and then ever
// more rarely.
func (l *guestLists) due(b events.Bulletin, now time.Time) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	last, ok := l.made[b.ID]
	return !ok || last.Sub(b.At) < listFor && now.Sub(last) >= last.Sub(b.At)/2
}

func (l *guestLists) note(b events.Bulletin, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.made == nil {
		l.made = map[string]time.Time{}
	}
	l.made[b.ID] = at
}

// Tell brings every bulletin to everybody it is for: first they are written down, then
// told one by one, and what became of it is written down with each. Safe to repeat and in
// several workers, and to be cut short anywhere: a message goes under the id of its
// telling. One that cannot be sent does not keep the others from going, and is tried
// again by the next round.
func (w *Worker) Tell(ctx context.Context) error {
	if w.Tellings == nil {
		return nil
	}
	editions, err := w.Events.Editions(ctx)
	if err != nil {
		return fmt.Errorf("editions to tell of: %w", err)
	}
	var errs []error
	for _, e := range editions {
		if e.Said == 0 {
			continue
		}
		said, err := w.Events.Drafts.Bulletins(ctx, e.ID)
		errs = append(errs, err)
		for i := len(said) - 1; i >= 0; i-- {
			if w.Now().Sub(said[i].At) < tellFor {
				errs = append(errs, w.tellOf(ctx, said[i], said))
			}
		}
	}
	return errors.Join(errs...)
}

func (w *Worker) tellOf(ctx context.Context, b events.Bulletin, said []events.Bulletin) error {
	if now := w.Now(); w.lists.due(b, now) {
		if err := w.listGuests(ctx, b, said); err != nil {
			return err
		}
		w.lists.note(b, now)
	}
	page := events.PageQuery{Limit: tellPage}
	for {
		list, next, err := w.Tellings.Of(ctx, b.ID, events.NotYet, page)
		if err != nil {
			return err
		}
		if err := w.tellMany(ctx, b, said, list); err != nil || next == "" {
			return err
		}
		page.After = next
	}
}

// listGuests writes down whom a bulletin is for: who has places, and who waits for some,
// in the sessions it is about.
func (w *Worker) listGuests(ctx context.Context, b events.Bulletin, said []events.Bulletin) error {
	until := newsUntil(b, said)
	var list []events.Telling
	for _, s := range b.Sessions {
		pools, err := w.Tickets.Pools.PoolsOf(ctx, s.Session)
		if err != nil {
			return fmt.Errorf("pools to tell of: %w", err)
		}
		for _, p := range pools {
			for c, err := range w.Tickets.Claims.InPool(ctx, p.ID) {
				if err != nil {
					return fmt.Errorf("bookings to tell of: %w", err)
				}
				if !concerned(c) || !until.IsZero() && c.At.After(until) {
					continue
				}
				if list = append(list, events.NewTelling(b, string(c.ID), c.Session, w.Now())); len(list) == tellPage {
					if err := w.Tellings.Add(ctx, list); err != nil {
						return err
					}
					list = list[:0]
				}
			}
		}
	}
	return w.Tellings.Add(ctx, list)
}

// newsUntil is until when whoever books does not know yet what a bulletin says; zero for
// as long as it stands. While an edition rests, what was held before may still be booked.
func newsUntil(b events.Bulletin, said []events.Bulletin) time.Time {
	if !b.Stops() {
		return b.At
	}
	var until time.Time
	for _, later := range said {
		if later.At.After(b.At) && later.Turn != events.ElsewhereNow && (until.IsZero() || later.At.Before(until)) {
			until = later.At
		}
	}
	return until
}

// concerned says whether somebody goes by a claim, or hopes to.
func concerned(c ticketing.Claim) bool {
	return c.State == ticketing.Claimed || c.State == ticketing.Offered || c.State == ticketing.OnList
}

func (w *Worker) tellMany(ctx context.Context, b events.Bulletin, said []events.Bulletin, list []events.Telling) error {
	errs := make([]error, len(list))
	at := make(chan int)
	var telling sync.WaitGroup
	for range min(tellMany, len(list)) {
		telling.Go(func() {
			for i := range at {
				errs[i] = w.tellOne(ctx, b, said, list[i])
			}
		})
	}
	for i := range list {
		at <- i
	}
	close(at)
	telling.Wait()
	return errors.Join(errs...)
}

// tellOne tells the guest of one claim and writes down what became of it. In between the
// process may end: then the same message is sent again, under the same id.
func (w *Worker) tellOne(ctx context.Context, b events.Bulletin, said []events.Bulletin, t events.Telling) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	became, err := w.tellGuest(ctx, b, said, t)
	if err != nil {
		became = events.Telling{State: events.NotYet, Reason: "trouble"}
	}
	if became.State == t.State && became.Reason == t.Reason {
		return err
	}
	became.At = w.Now()
	return errors.Join(err, w.Tellings.Turn(ctx, t.ID, events.NotYet, became))
}

func (w *Worker) tellGuest(ctx context.Context, b events.Bulletin, said []events.Bulletin, t events.Telling) (events.Telling, error) {
	c, err := w.Tickets.Lookup(ctx, ticketing.ClaimID(t.Claim))
	if errors.Is(err, ticketing.ErrNoClaim) || err == nil && !concerned(c) {
		return events.Telling{State: events.Needless, Reason: "gave_back"}, nil
	}
	if err != nil {
		return events.Telling{}, err
	}
	about, ok := b.About(t.Session)
	if !ok {
		return events.Telling{}, fmt.Errorf("bulletin %s is not about session %s", b.ID, t.Session)
	}
	for _, later := range said {
		if later.Overtakes(b, t.Session) {
			return events.Telling{State: events.Needless, Reason: "overtaken"}, nil
		}
	}
	if quiet(w.Now(), about) {
		return events.Telling{State: events.NotYet, Reason: "morning"}, nil
	}
	message, err := w.together(ctx, b, said, t, c)
	if err != nil {
		return events.Telling{}, err
	}
	return w.reach(ctx, events.Errand{ID: t.ID, Subject: t.Claim}, c, "edition_"+string(b.Turn), bulletinText(b, about, c), message)
}

// quiet says whether somebody is left to sleep.
func quiet(now time.Time, about events.Shifted) bool {
	first := about.Was
	if about.Now.Before(first) {
		first = about.Now
	}
	if first.Sub(now) < soon {
		return false
	}
	here := now.In(events.Zone)
	clock := time.Duration(here.Hour())*time.Hour + time.Duration(here.Minute())*time.Minute
	return clock >= quietFrom || clock < quietUntil
}
