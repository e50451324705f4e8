package ticketing

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"

	"wanjia/events"
	"wanjia/events/fault"
)

// Errors of adding and removing a pool.
var (
	ErrPoolExists = fault.New(fault.Conflict, "pool_exists", "there is a pool of this name already")
	ErrPoolInUse  = fault.New(fault.Conflict, "pool_in_use", "places of this pool are spoken for, or somebody waits for one")
)

var poolName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,79}$`)

// AddPool cuts a pool from the approved capacity of its session. ID, Session, Title,
// Capacity, MaxParty, Opens, Closes, Quotas and Limits matter.
//
// It returns events.ErrNoSession, [ErrPoolName], [ErrPoolExists], [ErrSize],
// [ErrCapacity] with detail "left", [ErrWindowPast] for an opening that has passed,
// and the errors of [Service.Edit] and [Service.ShareOut] about what is wrong with it.
func (s *Service) AddPool(ctx context.Context, p Pool) (Pool, error) {
	if p.Opens.Before(s.Now()) {
		return Pool{}, ErrWindowPast
	}
	added, err := s.addPools(ctx, p.Session, []Pool{p})
	if err != nil {
		return Pool{}, err
	}
	if len(added) == 0 {
		return Pool{}, ErrPoolExists
	}
	return s.Pools.Fresh(ctx, p.ID)
}

// AddPools cuts many pools, of one session each, and leaves those that are there as
// they are, so that loading a dataset twice changes nothing. Their windows may have
// begun.
func (s *Service) AddPools(ctx context.Context, pools []Pool) error {
	var order []events.SessionID
	of := map[events.SessionID][]Pool{}
	for _, p := range pools {
		if !slices.Contains(order, p.Session) {
			order = append(order, p.Session)
		}
		of[p.Session] = append(of[p.Session], p)
	}
	for _, session := range order {
		if _, err := s.addPools(ctx, session, of[session]); err != nil {
			return fmt.Errorf("add pools to session %s: %w", session, err)
		}
	}
	return nil
}

// addPools adds those pools of a session that are not there yet and returns them.
// They are written into the ledger first, whole, so that one that stops here is
// finished by the next round.
func (s *Service) addPools(ctx context.Context, session events.SessionID, pools []Pool) ([]Pool, error) {
	for _, p := range pools {
		if err := s.checkNew(p); err != nil {
			return nil, err
		}
	}
	var added []Pool
	l, err := s.write(ctx, session, func(l *Ledger) error {
		added = nil
		for _, p := range pools {
			if l.cut(p.ID) != nil {
				continue
			}
			if left := l.Left(); p.Capacity > left {
				return ErrCapacity.With("left", left)
			}
			p.Event, p.Epoch, p.Rev = l.Event, 1, 1
			added = append(added, p)
			l.Cuts = append(l.Cuts, Cut{Pool: p.ID, Places: p.Capacity, Adding: &p})
		}
		if len(added) == 0 {
			return errAllThere
		}
		return nil
	})
	if err != nil && !errors.Is(err, errAllThere) {
		return nil, err
	}
	_, err = s.finishLedger(ctx, l)
	return added, err
}

// errAllThere ends a writing of the ledger that has nothing to add.
var errAllThere = errors.New("all pools are there")

// checkNew says what is wrong with a pool to be added.
func (s *Service) checkNew(p Pool) error {
	switch {
	case !poolName.MatchString(string(p.ID)):
		return ErrPoolName
	case p.Capacity < 1 || p.Capacity > mostPlaces:
		return ErrSize.With("most", mostPlaces)
	}
	if err := p.check(); err != nil {
		return err
	}
	return checkQuotas(p.Quotas, p.Capacity, s.Now())
}

// RemovePool gives a pool up that nobody has places of, holds or waits for. Its cut
// goes back to the session; its name is never used again.
//
// It returns [ErrNoPool], [ErrChanged] and [ErrPoolInUse].
func (s *Service) RemovePool(ctx context.Context, r Resize) error {
	waiting, err := s.Waits.OnList(ctx, r.Pool, 1)
	if err != nil {
		return err
	}
	if len(waiting) > 0 {
		return ErrPoolInUse
	}
	pool, err := s.Pools.Fresh(ctx, r.Pool)
	if err != nil {
		return err
	}
	if pool.Removed {
		return nil
	}
	r.Size, r.emptying = 0, true
	if pool.Size() > 0 {
		if pool, err = s.Resize(ctx, r); err != nil {
			return err
		}
		r.Rev = pool.Rev
	}
	_, err = s.change(ctx, r.Pool, r.Rev, func(p *Pool) (map[string]int, error) {
		p.Removed = true
		return nil, nil
	})
	if err != nil {
		return err
	}
	// Somebody may have joined the list by what the pool was a moment ago. Whoever
	// joins later looks at the pool once more and leaves again; see Join.
	waiting, err = s.Waits.OnList(ctx, r.Pool, 1)
	if err != nil || len(waiting) == 0 {
		return err
	}
	_, err = s.change(ctx, r.Pool, anyRev, func(p *Pool) (map[string]int, error) {
		p.Removed = false
		return nil, nil
	})
	if err == nil {
		err = ErrPoolInUse
	}
	return err
}
