package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"wanjia/events"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// How a night's list is kept made, so that no gate waits for it: the codes of a large
// night take more than a second.
const (
	listsEvery = 2 * time.Second
	// listAhead is how long before the first window, and how long after the last, a list
	// is looked after.
	listAhead  = 2 * time.Hour
	nightsLook = time.Minute // how often it is looked which nights are near
)

// gateLists is whoever makes the lists; *checkin.Service.
type gateLists interface {
	List(ctx context.Context, event events.ID) (checkin.List, error)
}

// listKeeper asks for the lists of the nights that are near before a gate does.
type listKeeper struct {
	gates  gateLists
	events *events.Service
	now    func() time.Time

	looked time.Time
	near   []events.ID
}

// listRole keeps the lists of a process that answers gates.
func listRole(k *listKeeper, log *slog.Logger) role {
	ctx, cancel := context.WithCancel(context.Background())
	return role{
		run: func() error {
			tick := time.NewTicker(listsEvery)
			defer tick.Stop()
			well := true
			for {
				err := k.round(ctx)
				if ctx.Err() != nil {
					return nil
				}
				if err != nil && well {
					log.WarnContext(ctx, "lists of gates not made ahead", "err", err)
				}
				well = err == nil
				select {
				case <-ctx.Done():
					return nil
				case <-tick.C:
				}
			}
		},
		stop: func(context.Context) error { cancel(); return nil },
	}
}

// round makes the lists that are too old by now.
func (k *listKeeper) round(ctx context.Context) error {
	if now := k.now(); k.looked.IsZero() || now.Sub(k.looked) >= nightsLook || now.Before(k.looked) {
		if err := k.look(ctx); err != nil {
			return err
		}
		k.looked = now
	}
	var errs []error
	for _, id := range k.near {
		_, err := k.gates.List(ctx, id)
		errs = append(errs, notNear(err))
	}
	return errors.Join(errs...)
}

// look learns which nights are near.
func (k *listKeeper) look(ctx context.Context) error {
	var near []events.ID
	for page := (events.PageQuery{Limit: 100}); ; {
		some, next, err := k.events.Events(ctx, page)
		if err != nil {
			return err
		}
		for _, e := range some {
			sessions, err := k.events.Sessions(ctx, e.ID)
			if err != nil {
				return err
			}
			for _, s := range sessions {
				if now := k.now(); now.After(s.Starts.Add(-listAhead)) && now.Before(s.Ends.Add(listAhead)) {
					near = append(near, e.ID)
					break
				}
			}
		}
		if page.After = next; next == "" {
			k.near = near
			return nil
		}
	}
}

// notNear forgets that an event has no gates, or no night.
func notNear(err error) error {
	if errors.Is(err, pass.ErrNone) || errors.Is(err, checkin.ErrNoNight) {
		return nil
	}
	return err
}
