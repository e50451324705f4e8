package ticketing

import (
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events"
)

// Follow has the pools of an edition do as the edition says: they rest or go on, and what
// they say of dates moves with it. Repeating it changes nothing.
func (s *Service) Follow(ctx context.Context, e events.Event, sessions []events.Session) error {
	var errs []error
	for _, session := range sessions {
		pools, err := s.Pools.PoolsOf(ctx, session.ID)
		if err != nil {
			return fmt.Errorf("read the pools of session %s: %w", session.ID, err)
		}
		for _, p := range pools {
			if !p.Removed {
				errs = append(errs, s.moveOn(ctx, e, p))
			}
		}
	}
	return errors.Join(errs...)
}

func (s *Service) moveOn(ctx context.Context, e events.Event, pool Pool) error {
	rests := !e.Issuing()
	if pool.Moved >= len(e.Moves) {
		if pool.Paused == rests {
			return nil
		}
		return s.Pause(ctx, pool.ID, rests)
	}
	_, err := s.change(ctx, pool.ID, anyRev, func(p *Pool) (map[string]int, error) {
		if p.Moved >= len(e.Moves) && p.Paused == rests { // somebody else was quicker
			return nil, errAsItIs
		}
		for ; p.Moved < len(e.Moves); p.Moved++ {
			p.moveTo(e.Moves[p.Moved])
		}
		p.Paused = rests
		return nil, nil
	})
	if errors.Is(err, errAsItIs) {
		return nil
	}
	return err
}

// moveTo moves what is still to come of a pool's dates with its edition. What is past
// stays: booking that has opened stays open, and a share that was released is.
func (p *Pool) moveTo(m events.Move) {
	later := func(t *time.Time) {
		if !t.IsZero() && t.After(m.At) {
			*t = t.Add(m.By)
		}
	}
	later(&p.Opens)
	// It is open until so long before the session, whether or not it has closed: the new
	// dates are news to those who could not come at the old.
	p.Closes = p.Closes.Add(m.By)
	if !p.MoreUntil.IsZero() {
		p.MoreUntil = p.MoreUntil.Add(m.By)
	}
	if !p.Closes.After(p.Opens) { // an edition is held so much earlier that it had not opened yet
		p.Opens = p.Closes.Add(-time.Second)
	}
	for i := range p.Quotas {
		later(&p.Quotas[i].Release)
	}
}
