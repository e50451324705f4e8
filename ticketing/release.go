package ticketing

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"wanjia/events"
)

// Release gives a claim of holder back; repeating it answers the same. The
// document goes first, then Redis: a crash between them hides the places until
// the errand in the document has been run.
func (s *Service) Release(ctx context.Context, holder HolderID, id ClaimID) (Claim, error) {
	if _, err := s.ClaimOf(ctx, holder, id); err != nil {
		return Claim{}, err
	}
	c, err := s.Claims.Release(ctx, holder, id, s.Now())
	if err != nil {
		return Claim{}, fmt.Errorf("release claim %s: %w", id, err)
	}
	if err := s.GiveBack(ctx, id); err != nil {
		s.Log.WarnContext(ctx, "places left to the sweeper", "claim", id, "err", err)
	}
	s.enqueue(ctx, GiveErrand(c))
	return c, nil
}

// GiveBack returns the places of a released claim to the stock. Safe to repeat;
// a claim that is not released is left alone.
//
// It returns [ErrRebuilding] while the pool is being rebuilt and must be run
// again then: the rebuild may have read the claim before it was released, and
// would bring its places back as taken. The pool is read as it is, after the
// release, so a rebuild that is not seen here reads the claims later still.
func (s *Service) GiveBack(ctx context.Context, id ClaimID) error {
	c, err := s.Claims.Claim(ctx, id)
	if err != nil {
		return err
	}
	if c.owns() || c.State == OnList {
		return nil
	}
	pool, err := s.Pools.Fresh(ctx, c.Pool)
	if err != nil {
		return err
	}
	ok, err := s.Stock.Give(ctx, pool, id)
	s.full.forget(pool.ID)
	if err == nil && !ok {
		return ErrRebuilding
	}
	return err
}

// ClaimOf returns a claim of holder, owned, given back or revoked, or [ErrNoClaim].
func (s *Service) ClaimOf(ctx context.Context, holder HolderID, id ClaimID) (Claim, error) {
	c, err := s.entryOf(ctx, holder, id)
	if err == nil && c.State != Claimed && c.State != Released && c.State != Revoked {
		return Claim{}, ErrNoClaim
	}
	return c, err
}

// entryOf is ClaimOf for whoever waits, too.
func (s *Service) entryOf(ctx context.Context, holder HolderID, id ClaimID) (Claim, error) {
	c, err := s.Claims.Claim(ctx, id)
	if err != nil {
		return Claim{}, err
	}
	if c.Holder != holder || c.State == Void {
		return Claim{}, ErrNoClaim
	}
	return c, nil
}

// Lookup returns a claim whoever holds it, tombstones too, or [ErrNoClaim]. It is
// for the house's own work; a person sees claims through [Service.ClaimOf].
func (s *Service) Lookup(ctx context.Context, id ClaimID) (Claim, error) {
	return s.Claims.Claim(ctx, id)
}

// Coded returns the claim with that code for reading aloud, however it is spaced and
// written. It is for those who work here. It returns [ErrNoClaim].
func (s *Service) Coded(ctx context.Context, code string) (Claim, error) {
	code = strings.ToLower(strings.Join(strings.FieldsFunc(code, func(r rune) bool { return r == '-' || unicode.IsSpace(r) }), ""))
	return s.Claims.Coded(ctx, code)
}

// ClaimsOf returns the claims of holder, newest first, and the next cursor.
func (s *Service) ClaimsOf(ctx context.Context, holder HolderID, page events.PageQuery) ([]Claim, string, error) {
	return s.Claims.OfHolder(ctx, holder, page)
}

// Availability returns what everybody may know of a session's pools, figures
// from Redis; a pool Redis has forgotten is rebuilt first.
func (s *Service) Availability(ctx context.Context, session events.SessionID) ([]Availability, error) {
	pools, err := s.Pools.PoolsOf(ctx, session)
	if err != nil {
		return nil, err
	}
	counts, err := s.counts(ctx, pools)
	if err != nil {
		return nil, err
	}
	now := s.Now()
	out := make([]Availability, 0, len(pools))
	for i, p := range pools {
		if p.Removed {
			continue
		}
		blocked := counts[i].Blocked()
		free := p.free(counts[i], Online)
		out = append(out, Availability{
			Pool: p.ID, Title: p.Title, State: p.state(now, free), Opens: p.Opens, Closes: p.Closes,
			Capacity: p.Capacity, Blocked: blocked, Claimed: counts[i].Taken - blocked, Free: free, MaxParty: p.MaxParty,
			Plan: p.Plan, Waiting: counts[i].Waiting, AsOf: now,
		})
	}
	return out, nil
}

func (s *Service) counts(ctx context.Context, pools []Pool) ([]Count, error) {
	for range takeTries {
		counts, err := s.Stock.Counts(ctx, pools)
		if err != nil {
			return nil, fmt.Errorf("count places: %w", err)
		}
		known := true
		for i, c := range counts {
			if c.Known && c.Rev <= pools[i].Rev {
				continue
			}
			// Perhaps only our own copy of the pool is behind.
			fresh, err := s.Pools.Fresh(ctx, pools[i].ID)
			if err != nil {
				return nil, err
			}
			if c.Known && fresh.Epoch == pools[i].Epoch {
				pools[i] = fresh
				continue
			}
			known = false
			if fresh.Epoch == pools[i].Epoch {
				if err := s.rebuild(ctx, fresh.ID); err != nil {
					return nil, err
				}
				if fresh, err = s.Pools.Pool(ctx, fresh.ID); err != nil {
					return nil, err
				}
			}
			pools[i] = fresh
		}
		if known {
			return counts, nil
		}
	}
	return nil, ErrRebuilding
}

// Reap settles every press whose outcome nobody waited for. It makes sure a
// claim can never come to be, by inserting its tombstone, before it gives the
// places back: absence is made, not inferred. What was a hold whose time is not up is
// one again. Safe to run in many processes.
func (s *Service) Reap(ctx context.Context) error {
	pools, err := s.Pools.AllPools(ctx, s.Now().Add(-afterwards))
	if err != nil {
		return fmt.Errorf("reap: list pools: %w", err)
	}
	var errs []error
	for _, p := range pools {
		pending, err := s.Stock.Pending(ctx, p, pendingAge)
		errs = append(errs, err)
		for _, c := range pending {
			errs = append(errs, s.reap(ctx, p, c))
		}
	}
	return errors.Join(errs...)
}

func (s *Service) reap(ctx context.Context, p Pool, c Claim) error {
	if claim, change, ok := MoreOf(c.ID); ok {
		return s.refuseChange(ctx, p, claim, change)
	}
	if c.Held {
		if resumed, err := s.resume(ctx, p, c.ID); err != nil || resumed {
			return err
		}
	}
	tombstone := Claim{
		ID: c.ID, Pool: p.ID, Session: p.Session, Event: p.Event, Holder: c.Holder,
		State: Void, At: s.Now(), Ended: s.Now(),
	}
	err := s.Claims.Insert(ctx, tombstone)
	if err == nil {
		s.Log.InfoContext(ctx, "abandoned press voided", "claim", c.ID, "pool", p.ID)
		_, err := s.Stock.Give(ctx, p, c.ID)
		return err
	}
	if _, ok := errors.AsType[*Taken](err); !ok {
		return fmt.Errorf("bury claim %s: %w", c.ID, err)
	}
	stored, err := s.Claims.Claim(ctx, c.ID)
	if err != nil {
		return err
	}
	if stored.owns() {
		return s.settle(ctx, p, c.ID)
	}
	_, err = s.Stock.Give(ctx, p, c.ID)
	return err
}

// resume lets a hold go on that was made a claim of which nothing is written down, and
// says whether the claim needs no more. Should it be written down all the same, then the
// documents decide, as after a rebuild: [Service.settle] has the stock follow.
func (s *Service) resume(ctx context.Context, p Pool, id ClaimID) (bool, error) {
	_, err := s.Claims.Claim(ctx, id)
	if err == nil {
		return false, nil
	}
	if !errors.Is(err, ErrNoClaim) {
		return false, fmt.Errorf("look for claim %s: %w", id, err)
	}
	resumed, err := s.Stock.Resume(ctx, p, id)
	if err != nil {
		return false, fmt.Errorf("resume hold %s: %w", id, err)
	}
	return resumed, nil
}

// free is how many places a channel may still take.
func (p Pool) free(c Count, channel string) int {
	free := p.Capacity - c.Taken - c.Accessible
	if share := p.Share(channel); share >= 0 {
		free = min(free, share-c.ByChannel[channel])
	}
	return max(0, free)
}

// state is what a person may do with the pool now.
func (p Pool) state(now time.Time, free int) string {
	switch {
	case now.Before(p.Opens):
		return "not_open"
	case !now.Before(p.Closes):
		return "closed"
	case p.Paused:
		return "paused"
	case free == 0:
		return "sold_out"
	}
	return "open"
}
