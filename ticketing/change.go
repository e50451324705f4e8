package ticketing

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// Errors of changing a pool.
var (
	ErrChanged    = fault.New(fault.Conflict, "stock_changed", "somebody else has changed this meanwhile; please look at it again")
	ErrSize       = fault.New(fault.Invalid, "pool_size", "a number of places must be a whole number within bounds")
	ErrWindow     = fault.New(fault.Invalid, "window", "booking must close after it opens")
	ErrWindowPast = fault.New(fault.Invalid, "window_past", "this moment has passed already")
	ErrMaxParty   = fault.New(fault.Invalid, "max_party", "a party is of 1 to 100 persons")
	ErrLimitRule  = fault.New(fault.Invalid, "limit_rule", "a limit has a name, says whom it counts, and allows 1 to 100 bookings; each once")
	ErrPoolTitle  = fault.New(fault.Invalid, "pool_title", "a pool needs a title in Chinese")
	ErrPoolName   = fault.New(fault.Invalid, "pool_name", "the name of a pool is of small letters, digits and hyphens")
	ErrBusy       = fault.New(fault.Unavailable, "stock_busy", "this pool is being changed; please try again in a moment")
)

const (
	changeTries = 8  // times a change gives way to others before it is refused
	anyRev      = -1 // of a change that goes by what it finds

	mostParty  = 100
	mostPlaces = 200_000
)

// Edit asks to change what a pool says of itself; what is nil stays.
type Edit struct {
	Pool     PoolID
	Rev      int64 // of the pool as the caller has read it
	Title    *events.Text
	Opens    *time.Time
	Closes   *time.Time
	CloseNow bool // whatever Closes says
	MaxParty *int
	Limits   *[]Limit
	// MoreUntil is until when parties may grow; the zero time for the start of the session.
	MoreUntil *time.Time
	NoMoreNow bool // from now on, whatever MoreUntil says
}

// Edit changes a pool's window, party, limits or title. Whoever presses next goes by
// what it says then; what is held or owned by then stays as it is.
//
// It returns [ErrNoPool], [ErrChanged], [ErrWindow], [ErrWindowPast], [ErrMaxParty],
// [ErrLimitRule], [ErrPoolTitle].
func (s *Service) Edit(ctx context.Context, e Edit) (Pool, error) {
	return s.change(ctx, e.Pool, e.Rev, func(p *Pool) (map[string]int, error) {
		now, was := s.Now(), *p
		if e.Title != nil {
			p.Title = *e.Title
		}
		if e.Opens != nil {
			p.Opens = *e.Opens
		}
		if e.Closes != nil {
			p.Closes = *e.Closes
		}
		if e.CloseNow {
			p.Closes = now
		}
		if e.MaxParty != nil {
			p.MaxParty = *e.MaxParty
		}
		if e.Limits != nil {
			p.Limits = slices.Clone(*e.Limits)
		}
		if e.MoreUntil != nil {
			p.MoreUntil = *e.MoreUntil
		}
		if e.NoMoreNow {
			p.MoreUntil = now
		}
		switch {
		case !e.NoMoreNow && !p.MoreUntil.Equal(was.MoreUntil) && !p.MoreUntil.IsZero() && p.MoreUntil.Before(now):
			return nil, ErrWindowPast
		case !p.Opens.Equal(was.Opens) && p.Opens.Before(now),
			!e.CloseNow && !p.Closes.Equal(was.Closes) && p.Closes.Before(now):
			return nil, ErrWindowPast
		case e.CloseNow && p.Opens.After(now): // it never opened and never will
			p.Opens = now.Add(-time.Second)
		}
		return nil, p.check()
	})
}

// Pause lets booking of a pool rest, or go on: from the very next press on, whichever
// process it reaches. Who holds places may still make them theirs, and whoever was let
// in before is answered the same again.
//
// It returns [ErrNoPool] and [ErrBusy]. A pool that is as asked stays as it is.
func (s *Service) Pause(ctx context.Context, id PoolID, paused bool) error {
	_, err := s.change(ctx, id, anyRev, func(p *Pool) (map[string]int, error) {
		if p.Paused == paused {
			return nil, errAsItIs
		}
		p.Paused = paused
		return nil, nil
	})
	if errors.Is(err, errAsItIs) {
		return nil
	}
	return err
}

// errAsItIs ends a change that would change nothing.
var errAsItIs = errors.New("nothing to change")

// check says what is wrong with what a pool says of itself.
func (p Pool) check() error {
	switch {
	case strings.TrimSpace(p.Title.ZH) == "":
		return ErrPoolTitle
	case !p.Closes.After(p.Opens):
		return ErrWindow
	case p.MaxParty < 1 || p.MaxParty > mostParty:
		return ErrMaxParty.With("most", mostParty)
	}
	return checkLimits(p.Limits)
}

var ruleName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,31}$`)
var scopeName = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{0,79}$`)

func checkLimits(limits []Limit) error {
	for i, l := range limits {
		same := func(o Limit) bool { return o.Rule == l.Rule && o.Per == l.Per }
		switch {
		case !ruleName.MatchString(l.Rule), l.Scope != "" && !scopeName.MatchString(l.Scope),
			!slices.Contains([]string{PerHolder, PerHousehold, PerPhone}, l.Per),
			l.Max < 1 || l.Max > 100, slices.IndexFunc(limits, same) != i:
			return ErrLimitRule.With("rule", l.Rule)
		}
	}
	return nil
}

// change applies edit to the pool as it is and writes it under the next revision,
// which every script knows of before. edit returns how many places may be taken
// through a channel for the change to be made; it may run several times. rev is what
// the caller has read, or anyRev.
//
// The order keeps a promise: from the fence on nobody gets in by the old document,
// so what edit found to be taken is the most that ever was. Should the process end
// between the fence and the write, presses wait until [Service.Tend] has raised the
// document's revision.
func (s *Service) change(ctx context.Context, id PoolID, rev int64, edit func(*Pool) (map[string]int, error)) (Pool, error) {
	for range changeTries {
		pool, err := s.settledPool(ctx, id)
		if err != nil {
			return Pool{}, err
		}
		if rev != anyRev && pool.Rev != rev {
			return Pool{}, ErrChanged.With("rev", pool.Rev)
		}
		next := pool.clone()
		most, err := edit(&next)
		if err != nil {
			return Pool{}, err
		}
		if next.Rev, err = s.fence(ctx, pool, most); err != nil {
			return Pool{}, err
		}
		if next.Rev == 0 {
			continue
		}
		changed, err := s.Pools.Change(ctx, id, func(p *Pool) error {
			if p.Rev != pool.Rev || p.Epoch != pool.Epoch {
				return ErrMoved
			}
			*p = next
			return nil
		})
		if errors.Is(err, ErrMoved) {
			if err = s.raise(ctx, id, next.Rev); err == nil {
				continue
			}
		}
		if err != nil {
			return Pool{}, fmt.Errorf("write pool %s: %w", id, err)
		}
		s.tellRev(ctx, changed)
		return changed, nil
	}
	return Pool{}, ErrBusy
}

// raise lets a pool's document catch up with a fence whose change was not written:
// somebody else was quicker.
func (s *Service) raise(ctx context.Context, id PoolID, fenced int64) error {
	_, err := s.Pools.Change(ctx, id, func(p *Pool) error {
		if p.Rev >= fenced {
			return ErrMoved
		}
		p.Rev = fenced
		return nil
	})
	if errors.Is(err, ErrMoved) {
		return nil
	}
	return err
}

// clone is the pool with lists of its own.
func (p Pool) clone() Pool {
	p.Quotas, p.Limits, p.Moves = slices.Clone(p.Quotas), slices.Clone(p.Limits), slices.Clone(p.Moves)
	return p
}

// fence raises the revision the stock knows above the pool's and returns it, 0 when
// the pool has to be read again.
func (s *Service) fence(ctx context.Context, pool Pool, most map[string]int) (int64, error) {
	next := pool
	for range changeTries {
		next.Rev++
		grant, err := s.Stock.Fence(ctx, next, most)
		if err != nil {
			return 0, fmt.Errorf("fence pool %s: %w", pool.ID, err)
		}
		switch grant.Verdict {
		case Granted:
			return next.Rev, nil
		case TooMany:
			return 0, ErrShareTaken.With("channel", grant.Channel).With("taken", grant.Taken)
		case StaleStock:
			return 0, s.rebuild(ctx, pool.ID)
		}
		// Somebody fenced it before, and has written it, writes it now or has died.
		if written, err := s.newer(ctx, pool); err != nil || written.Epoch != pool.Epoch || written.Rev != pool.Rev {
			return 0, err
		}
		counts, err := s.Stock.Counts(ctx, []Pool{pool})
		if err != nil {
			return 0, fmt.Errorf("count places: %w", err)
		}
		if !counts[0].Known { // another epoch
			return 0, nil
		}
		next.Rev = max(next.Rev, counts[0].Rev)
	}
	return 0, ErrBusy
}

// tellRev tells the stock of what was written. Where it fails, or the stock has been
// emptied between, other processes read the pool again within a second.
func (s *Service) tellRev(ctx context.Context, pool Pool) {
	s.full.forget(pool.ID)
	if _, err := s.Stock.Fence(ctx, pool, nil); err != nil {
		s.Log.WarnContext(ctx, "stock not told of a change", "pool", pool.ID, "err", err)
	}
}
