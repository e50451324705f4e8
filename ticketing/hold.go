package ticketing

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// How long places are held. Ten minutes are what somebody needs to ask the family;
// who needs more may say so once.
const (
	HoldFor     = 10 * time.Minute
	HoldLongest = 30 * time.Minute

	// afterwards is how long after its close a pool is still looked after: what was
	// pressed or held in its last moment takes that long at most to be over.
	afterwards = time.Hour
)

// Hold is places spoken for until a moment. It lives in Redis alone: losing it
// costs its holder a press, never a place that was promised for good.
type Hold struct {
	ID     ClaimID // of the claim it becomes
	Pool   PoolID
	Holder HolderID
	Places []int
	Until  time.Time // by the clock of Redis; at that moment it has ended
}

// Hold holds places for a party, all or none, for [HoldFor]. The same request again
// answers the same hold while it lasts.
//
// It returns the errors of [Service.Claim] but ErrPending and ErrLapsed.
func (s *Service) Hold(ctx context.Context, r Request) (Hold, error) {
	pool, c, err := s.begin(ctx, r)
	if err != nil {
		return Hold{}, err
	}
	done, err := s.oneOfFamily(ctx, pool, c)
	if err != nil {
		return Hold{}, err
	}
	defer done()
	pool, grant, err := s.ask(ctx, pool, func(p Pool) (Grant, error) {
		if c, err = s.again(ctx, pool, p, r, c); err != nil {
			return Grant{}, err
		}
		return s.Stock.Hold(ctx, p, c, HoldFor, HoldLongest)
	})
	if err != nil {
		return Hold{}, err
	}
	if err := s.refusal(ctx, pool, grant); err != nil {
		return Hold{}, err
	}
	if grant.Until.IsZero() { // the same press was confirmed before
		return Hold{}, ErrAlreadyClaimed.With("claim", c.ID)
	}
	return Hold{ID: c.ID, Pool: pool.ID, Holder: r.Holder, Places: grant.Places, Until: grant.Until}, nil
}

// Extend lets a hold go on for [HoldFor] from now, once, and never beyond
// [HoldLongest] from its beginning.
//
// It returns [ErrHoldLapsed] for a hold that has ended, never was or is another
// holder's, and [ErrHoldExtended].
func (s *Service) Extend(ctx context.Context, pool PoolID, holder HolderID, id ClaimID) (Hold, error) {
	p, grant, err := s.keep(ctx, pool, holder, id, HoldFor)
	if err != nil {
		return Hold{}, err
	}
	if grant.Until.IsZero() {
		return Hold{}, ErrAlreadyClaimed.With("claim", id)
	}
	return Hold{ID: id, Pool: p.ID, Holder: holder, Places: grant.Places, Until: grant.Until}, nil
}

// Confirm makes a hold a claim and answers only when it is durably owned. The same
// again answers the same claim. A hold that has ended can not be confirmed, however
// free its places are: they may be somebody's already.
//
// It returns [ErrHoldLapsed] and the errors of [Service.Claim].
// Of the request Pool, Holder, Agent, Children and Subjects matter.
func (s *Service) Confirm(ctx context.Context, id ClaimID, r Request) (Claim, error) {
	holder := r.Holder
	p, grant, err := s.keep(ctx, r.Pool, holder, id, 0)
	if errors.Is(err, ErrHoldLapsed) {
		// Redis may have forgotten what was confirmed long ago.
		if c, known := s.ClaimOf(ctx, holder, id); known == nil && c.State == Claimed {
			return c, nil
		}
	}
	if err == nil {
		err = grownUp(len(grant.Places), r.Children)
	}
	if err != nil {
		return Claim{}, err
	}
	return s.own(ctx, p, Claim{
		ID: id, Pool: p.ID, Session: p.Session, Event: p.Event, Holder: holder, Agent: r.Agent,
		Party: len(grant.Places), Places: grant.Places, Seq: grant.Seq, State: Claimed, Channel: grant.Channel, At: s.Now(), Held: true,
		Uses: p.uses(holder, r.Subjects), Children: r.Children,
	})
}

func (s *Service) keep(ctx context.Context, pool PoolID, holder HolderID, id ClaimID, by time.Duration) (Pool, Grant, error) {
	p, err := s.Pools.Pool(ctx, pool)
	if err != nil {
		return p, Grant{}, err
	}
	p, grant, err := s.ask(ctx, p, func(p Pool) (Grant, error) {
		return s.Stock.Keep(ctx, p, Claim{ID: id, Holder: holder}, by)
	})
	if err != nil {
		return p, Grant{}, err
	}
	return p, grant, s.refusal(ctx, p, grant)
}

// LetGo ends a hold before its time; repeating it, or one that has ended, changes
// nothing, and neither does one that was confirmed.
func (s *Service) LetGo(ctx context.Context, pool PoolID, holder HolderID, id ClaimID) error {
	p, err := s.Pools.Pool(ctx, pool)
	if err != nil {
		return err
	}
	// False means that another epoch is in force: the hold went with the old one.
	_, err = s.Stock.Drop(ctx, p, Claim{ID: id, Holder: holder})
	if err != nil {
		return fmt.Errorf("drop hold %s: %w", id, err)
	}
	return nil
}

// Lapse returns the places of holds that have ended, in every pool that is open
// or closed a while ago. Nothing depends on it but the figures that are shown. Safe in many processes.
func (s *Service) Lapse(ctx context.Context) error {
	pools, err := s.Pools.AllPools(ctx, s.Now().Add(-afterwards))
	if err != nil {
		return fmt.Errorf("lapse: list pools: %w", err)
	}
	errs := []error{s.LapsePassings(ctx)}
	for _, p := range pools {
		_, err := s.Stock.Lapse(ctx, p)
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
