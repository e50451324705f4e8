package ticketing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// Errors of changing a claim.
var (
	ErrClaimOver    = fault.New(fault.Conflict, "claim_over", "this booking is over and cannot be changed any more")
	ErrStarted      = fault.New(fault.Conflict, "started", "it has begun; nothing can be changed any more")
	ErrNoMore       = fault.New(fault.Conflict, "no_more", "no more places are given out here; fewer are possible still")
	ErrClaimChanged = fault.New(fault.Conflict, "claim_changed", "this booking was changed meanwhile; look again, please")
)

// PartyChange says how many are to come.
type PartyChange struct {
	Party    int // persons
	Children int // of them, who may not come alone
	// Key is the client's idempotency key: the same for a retry of the same change.
	Key string
}

// Change is one change of a party, as its claim remembers it.
type Change struct {
	ID              string
	Party, Children int
	Refused         bool // made sure that it can never be: the places taken for it went back
	At              time.Time
	More            int // places it took
}

// mostChanges is how many changes a claim remembers. A retry that is older than so
// many other changes is taken for a new one.
const mostChanges = 32

// moreMark stands between the id of a claim and that of a change, in the name under
// which the stock keeps the places taken for it.
const moreMark = "+"

// MoreID names, in the stock, the places taken for a change of a claim.
func MoreID(claim ClaimID, change string) ClaimID { return claim + moreMark + ClaimID(change) }

// MoreOf reads what [MoreID] wrote; ok is false for the id of a claim.
func MoreOf(id ClaimID) (claim ClaimID, change string, ok bool) {
	c, change, ok := strings.Cut(string(id), moreMark)
	return ClaimID(c), change, ok
}

// change finds a change among those the claim remembers.
func (c Claim) change(id string) (Change, bool) {
	i := slices.IndexFunc(c.Changes, func(o Change) bool { return o.ID == id })
	if i < 0 {
		return Change{}, false
	}
	return c.Changes[i], true
}

// remember adds a change, in a list of its own: the claim may be a copy.
func (c *Claim) remember(ch Change) {
	c.Changes = append(slices.Clone(c.Changes), ch)
	if len(c.Changes) > mostChanges {
		// Rather one that took nothing: the order of the pool tells of the others.
		i := max(0, slices.IndexFunc(c.Changes[:mostChanges], func(o Change) bool { return o.More == 0 }))
		c.Changes = slices.Delete(c.Changes, i, i+1)
	}
}

// ChangeParty makes the party of a claim smaller or larger and answers when that is
// durable; the same change again answers the same. Fewer is possible until the session
// starts: the last places go back. More takes the places that are wanting, all or
// none, as a newcomer would, and until the pool's [Pool.MoreUntil]; what is refused
// leaves the claim as it was.
//
// It returns [ErrNoClaim], [ErrClaimOver], [ErrStarted], [ErrPartySize],
// [ErrChildrenAlone], [ErrKeyReused], [ErrLapsed], [ErrClaimChanged]; for more [ErrNoMore],
// [ErrQueue], [ErrSoldOut], [ErrPending] and [ErrRebuilding].
func (s *Service) ChangeParty(ctx context.Context, holder HolderID, id ClaimID, r PartyChange) (Claim, error) {
	c, err := s.ClaimOf(ctx, holder, id)
	if err != nil {
		return Claim{}, err
	}
	change := Change{ID: digest(string(id), r.Key)[:16], Party: r.Party, Children: r.Children, At: s.Now()}
	if known, ok := c.change(change.ID); ok {
		return s.changedBefore(ctx, c, known, change)
	}
	pool, err := s.Pools.Pool(ctx, c.Pool)
	if err == nil {
		err = s.mayChange(ctx, pool, c)
	}
	if err == nil && r.Party < 1 {
		err = ErrPartySize.With("max_party", pool.MaxParty)
	}
	if err == nil {
		err = grownUp(r.Party, r.Children)
	}
	if err != nil {
		return Claim{}, err
	}
	if r.Party == c.Party && r.Children == c.Children {
		return c, nil
	}
	more := r.Party - len(c.Places)
	if more > 0 && r.Party > pool.MaxParty {
		return Claim{}, ErrPartySize.With("max_party", pool.MaxParty)
	}
	if more > 0 {
		return s.moreOf(ctx, pool, c, change, more)
	}
	changed, err := s.writeChange(ctx, c, change, nil)
	return s.changed(ctx, pool, c.ID, changed, change, err)
}

// mayChange says whether a claim may be changed at all now.
func (s *Service) mayChange(ctx context.Context, pool Pool, c Claim) error {
	if c.State != Claimed {
		return ErrClaimOver
	}
	starts, err := s.start(ctx, pool)
	if err == nil && !s.Now().Before(starts) {
		err = ErrStarted
	}
	return err
}

// start is when the session of a pool begins; without a calendar, when it closes.
func (s *Service) start(ctx context.Context, pool Pool) (time.Time, error) {
	if s.Starts == nil {
		return pool.Closes, nil
	}
	at, err := s.Starts(ctx, pool.Session)
	if err != nil {
		return at, fmt.Errorf("when session %s starts: %w", pool.Session, err)
	}
	return at, nil
}

// moreOf takes so many more places for a claim and then writes them into it. Between
// the two the places are pending under a name of their own: whoever finds them left
// there makes sure that the change can never be written, see [Service.refuseChange].
func (s *Service) moreOf(ctx context.Context, pool Pool, c Claim, change Change, more int) (Claim, error) {
	until, err := s.start(ctx, pool)
	if err != nil {
		return Claim{}, err
	}
	if !pool.MoreUntil.IsZero() && pool.MoreUntil.Before(until) {
		until = pool.MoreUntil
	}
	pool, grant, err := s.ask(ctx, pool, func(p Pool) (Grant, error) {
		if p.Paused {
			until = p.Until()
		}
		return s.Stock.More(ctx, p, c, MoreID(c.ID, change.ID), more, until)
	})
	switch {
	case err != nil:
		return Claim{}, err
	case grant.Verdict == Late && pool.Paused:
		return Claim{}, ErrPaused
	case grant.Verdict == Late:
		return Claim{}, ErrNoMore
	case grant.Verdict == Lapsed: // the stock does not know the claim
		return Claim{}, s.unknownToStock(ctx, c)
	case grant.Verdict != Granted:
		return Claim{}, s.refusal(ctx, pool, grant)
	case len(grant.Places) != more: // taken when the claim was another
		return Claim{}, errors.Join(s.refuseChange(ctx, pool, c.ID, change.ID), ErrClaimChanged)
	}
	changed, err := s.writeChange(ctx, c, change, grant.Places)
	return s.changed(ctx, pool, c.ID, changed, change, err)
}

// unknownToStock puts a pool in order whose stock does not know a claim that stands.
func (s *Service) unknownToStock(ctx context.Context, c Claim) error {
	now, err := s.Claims.Claim(ctx, c.ID)
	if err != nil {
		return err
	}
	if now.State != Claimed {
		return ErrClaimOver
	}
	if err := s.rebuild(ctx, c.Pool); err != nil {
		return err
	}
	return ErrRebuilding
}

// errWritten: a change is among those of the claim already.
var errWritten = errors.New("this change is written down already")

// writeChange makes a change durable, in one versioned step, if the claim still is as
// it was read.
func (s *Service) writeChange(ctx context.Context, read Claim, change Change, more []int) (Claim, error) {
	return s.Waits.Turn(ctx, read.ID, Claimed, func(c *Claim) (events.Errand, error) {
		if _, ok := c.change(change.ID); ok {
			return events.Errand{}, errWritten
		}
		if c.Holder != read.Holder {
			return events.Errand{}, ErrNoClaim
		}
		if c.Rev != read.Rev {
			return events.Errand{}, ErrClaimChanged
		}
		change.More = len(more)
		places := slices.Concat(c.Places, more)
		c.Places = places[:change.Party:change.Party]
		c.Party, c.Children, c.Passing = change.Party, change.Children, nil
		c.Rev++
		c.remember(change)
		return ChangeErrand(*c, change.ID, s.Now()), nil
	})
}

// changed says what became of writing a change down, and has the stock follow.
func (s *Service) changed(ctx context.Context, pool Pool, id ClaimID, c Claim, change Change, err error) (Claim, error) {
	taken, ok := errors.AsType[*Taken](err)
	switch {
	case err == nil:
		s.follow(ctx, c.ID)
		s.enqueue(ctx, ChangeErrand(c, change.ID, s.Now()))
		return c, nil
	case errors.Is(err, errWritten):
		known, _ := c.change(change.ID)
		return s.changedBefore(ctx, c, known, change)
	case ok && taken.Place:
		s.Log.WarnContext(ctx, "redis is stale, rebuilding", "pool", pool.ID, "claim", id, "owner", taken.By)
		if err := s.rebuild(ctx, pool.ID); err != nil {
			return Claim{}, err
		}
		return Claim{}, ErrRebuilding
	case errors.Is(err, ErrMoved):
		err = ErrClaimOver
	case errors.Is(err, ErrNoClaim), errors.Is(err, ErrClaimChanged):
	default:
		s.Log.ErrorContext(ctx, "change of unknown outcome", "claim", id, "pool", pool.ID, "err", err)
		return Claim{}, ErrPending
	}
	// What was taken for it goes back, once it is sure that nobody writes it.
	if refuse := s.refuseChange(ctx, pool, id, change.ID); refuse != nil {
		s.Log.WarnContext(ctx, "places of a change left to the reaper", "claim", id, "err", refuse)
	}
	return Claim{}, err
}

// changedBefore answers a change that the claim remembers.
func (s *Service) changedBefore(ctx context.Context, c Claim, known, asked Change) (Claim, error) {
	switch {
	case known.Refused:
		return Claim{}, ErrLapsed
	case known.Party != asked.Party || known.Children != asked.Children:
		return Claim{}, ErrKeyReused
	}
	s.follow(ctx, c.ID)
	return c, nil
}

// follow has the stock follow a claim's document; what fails here is left to the
// errand in it.
func (s *Service) follow(ctx context.Context, id ClaimID) {
	if err := s.Align(ctx, id); err != nil {
		s.Log.WarnContext(ctx, "stock not told of the change yet", "claim", id, "err", err)
	}
}

// Align has the stock say of a claim what its document says: its places, and whose it
// is. Safe to repeat and in any order: a document of an older revision changes nothing.
//
// It returns [ErrNoClaim], and [ErrRebuilding] when it has to be run again.
func (s *Service) Align(ctx context.Context, id ClaimID) error {
	for try := range takeTries {
		c, err := s.Claims.Claim(ctx, id)
		if err != nil || !c.owns() {
			return err // what is over is given back by its id
		}
		pool, err := s.Pools.Fresh(ctx, c.Pool)
		if err != nil {
			return err
		}
		grant, err := s.Stock.Match(ctx, pool, c)
		if err != nil {
			return fmt.Errorf("match claim %s: %w", id, err)
		}
		switch {
		case grant.Verdict == Granted:
			s.full.forget(pool.ID)
			return nil
		case grant.Verdict == StaleStock && try > 0: // it still is, though the document was read anew
			if err := s.rebuild(ctx, pool.ID); err != nil {
				return err
			}
		}
	}
	return ErrRebuilding
}

// refuseChange makes sure that a change can never be written and returns what was
// taken for it: absence is made, not inferred. A change that was written is settled.
func (s *Service) refuseChange(ctx context.Context, pool Pool, id ClaimID, change string) error {
	_, err := s.Waits.Turn(ctx, id, Claimed, func(c *Claim) (events.Errand, error) {
		if _, ok := c.change(change); ok {
			return events.Errand{}, errWritten
		}
		c.remember(Change{ID: change, Refused: true, At: s.Now()})
		return events.Errand{}, nil
	})
	if errors.Is(err, errWritten) {
		var c Claim
		if c, err = s.Claims.Claim(ctx, id); err != nil {
			return err
		}
		if known, _ := c.change(change); !known.Refused && c.State == Claimed {
			return s.Align(ctx, id)
		}
	}
	// A claim that is over never comes back: nothing can be added to it.
	if err != nil && !errors.Is(err, ErrMoved) && !errors.Is(err, ErrNoClaim) {
		return fmt.Errorf("refuse change %s of claim %s: %w", change, id, err)
	}
	s.full.forget(pool.ID)
	_, err = s.Stock.Give(ctx, pool, MoreID(id, change))
	return err
}

// ChangeErrand is caused by a change of a party.
func ChangeErrand(c Claim, change string, at time.Time) events.Errand {
	return events.Errand{ID: ErrandChange + ":" + string(c.ID) + ":" + change, Name: ErrandChange, Subject: string(c.ID), At: at}
}
