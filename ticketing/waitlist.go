package ticketing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events"
)

// How the waiting list is worked through.
const (
	OfferFor = 2 * time.Hour // how long an offer stands

	// A place that comes free is offered to the first party it fits. Smaller ones
	// may overtake one that does not fit, but only among the first so many, and
	// nobody is overtaken more often than that: then all wait for them.
	lookAhead = 20
	maxSkips  = 10

	mostWaiting = 1000 // how far back a position is counted
	mostOverdue = 500  // offers ended in one round
)

// ErrMoved: a claim is in another state than the one it was to be moved from.
var ErrMoved = errors.New("the claim is in another state")

// Waits is the durable record of who waits. Who waits, who was offered places and
// who owns them is one document all along, so that accepting an offer and its
// running out compete for one version.
type Waits interface {
	// OnList returns those who wait for the pool in their order, at most n.
	OnList(ctx context.Context, pool PoolID, n int) ([]Claim, error)
	// Overdue returns offers that stand no longer at the moment, at most n.
	Overdue(ctx context.Context, now time.Time, n int) ([]Claim, error)
	// WaitsOf returns what a holder waits for or was offered, newest first.
	WaitsOf(ctx context.Context, holder HolderID) ([]Claim, error)
	// PassingTo returns the claims offered under a name, see [Recipient.Name], the
	// latest offer first, at most n; their time may be up.
	PassingTo(ctx context.Context, name string, n int) ([]Claim, error)
	// PassingOver returns claims whose offer stands no longer at the moment, at most n.
	PassingOver(ctx context.Context, now time.Time, n int) ([]Claim, error)
	// Turn applies change to a claim that is in state from and stores the outcome
	// with its unique keys and the errand it causes (without a name for none), in
	// one step; change may run several times. Else it returns ErrNoClaim, ErrMoved
	// with the claim as it stands, a *Taken, or change's own error.
	Turn(ctx context.Context, id ClaimID, from State, change func(*Claim) (events.Errand, error)) (Claim, error)
}

// Standing is where somebody stands on a waiting list.
type Standing struct {
	Claim    Claim
	Position int  // 1 is the next; 0 when they do not wait any more
	Ahead    int  // persons in the parties before them
	Beyond   bool // they stand farther back than positions are counted
}

// Join puts a party at the end of the pool's waiting list. The same request again
// answers the same entry.
//
// It returns the errors of [Service.Claim] that speak of the pool, the party and the
// window, [ErrRoom] while nobody waits and there are places enough, and
// [ErrAlreadyWaiting] with detail "claim".
func (s *Service) Join(ctx context.Context, r Request) (Standing, error) {
	pool, c, err := s.begin(ctx, r)
	if err != nil {
		return Standing{}, err
	}
	_, err = s.Claims.Claim(ctx, c.ID)
	if errors.Is(err, ErrNoClaim) {
		err = s.mayJoin(ctx, pool, r)
	}
	if err != nil {
		return Standing{}, err
	}
	c.State, c.Uses = OnList, nil
	c.Wish.Seats = nil // who waits is given what comes free
	err = s.insert(ctx, pool, &c)
	taken, ok := errors.AsType[*Taken](err)
	switch {
	case ok && taken.Wait:
		return Standing{}, ErrAlreadyWaiting.With("claim", taken.By)
	case err != nil && !ok:
		s.Log.ErrorContext(ctx, "waiting of unknown outcome", "claim", c.ID, "pool", pool.ID, "err", err)
		return Standing{}, ErrPending
	}
	// A pool that was given up meanwhile may not have been seen to have a list, and one
	// written anew under another epoch may have been read before this.
	if now, err := s.Pools.Fresh(ctx, pool.ID); err == nil && now.Removed {
		return Standing{}, errors.Join(ErrNoPool, s.end(ctx, c, Left))
	} else if err == nil {
		pool = now
	}
	now, err := s.inLine(ctx, pool.ID, &pool)
	if err == nil {
		err = now.told
	}
	if err != nil {
		s.Log.WarnContext(ctx, "stock not told of the waiting list yet", "pool", pool.ID, "err", err)
	}
	// Read again: of a press that was sent before, the entry may have moved on.
	entry, err := s.entryOf(ctx, r.Holder, c.ID)
	if c, err = sameAsked(entry, c.Asked, err); err != nil {
		return Standing{}, err
	}
	if now == nil || now.err != nil {
		return s.standing(ctx, c)
	}
	return standingIn(now.list, c), nil
}

// mayJoin says whether there is anything to wait for.
func (s *Service) mayJoin(ctx context.Context, pool Pool, r Request) error {
	switch now := s.Now(); {
	case now.Before(pool.Opens):
		return ErrNotOpen.With("opens", pool.Opens)
	case !now.Before(pool.Closes):
		return ErrClosed
	case pool.Paused:
		return ErrPaused
	}
	pools := []Pool{pool}
	counts, err := s.counts(ctx, pools)
	if err != nil {
		return err
	}
	first, err := s.Waits.OnList(ctx, pool.ID, 1)
	if err != nil || len(first) > 0 {
		return err
	}
	if _, err := s.Stock.SetWaiting(ctx, pools[0], 0, counts[0].Told); err != nil {
		return err
	}
	if free := pools[0].free(counts[0], r.Channel); free >= r.Party {
		return ErrRoom.With("free", free)
	}
	return nil
}

// tellWaiting tells the stock whether anybody waits, so that newcomers stand behind
// them.
func (s *Service) tellWaiting(ctx context.Context, pool Pool) error {
	counts, err := s.Stock.Counts(ctx, []Pool{pool})
	if err != nil {
		return fmt.Errorf("read who is said to wait: %w", err)
	}
	list, err := s.Waits.OnList(ctx, pool.ID, mostWaiting)
	if err != nil {
		return err
	}
	// Not so, in another epoch or when somebody has joined: the next round says it.
	_, err = s.Stock.SetWaiting(ctx, pool, len(list), counts[0].Told)
	return err
}

// StandingOf says where a holder's entry stands, or [ErrNoClaim].
func (s *Service) StandingOf(ctx context.Context, holder HolderID, id ClaimID) (Standing, error) {
	c, err := s.entryOf(ctx, holder, id)
	if err != nil {
		return Standing{}, err
	}
	return s.standing(ctx, c)
}

// standing reads the list of an entry's pool, if it waits still.
func (s *Service) standing(ctx context.Context, c Claim) (Standing, error) {
	if c.State != OnList {
		return Standing{Claim: c}, nil
	}
	now, err := s.inLine(ctx, c.Pool, nil)
	if err != nil {
		return Standing{}, err
	}
	return standingIn(now.list, c), nil
}

// standingIn says where an entry stands in the list of its pool.
func standingIn(list []Claim, c Claim) Standing {
	out := Standing{Claim: c}
	if c.State != OnList {
		return out
	}
	for i, w := range list {
		if w.ID == c.ID {
			out.Position = i + 1
			return out
		}
		out.Ahead += w.Party
	}
	out.Position, out.Beyond = len(list)+1, true
	return out
}

// StandingsOf says where a holder waits and what they were offered, newest first.
func (s *Service) StandingsOf(ctx context.Context, holder HolderID) ([]Standing, error) {
	list, err := s.Waits.WaitsOf(ctx, holder)
	if err != nil {
		return nil, err
	}
	out := make([]Standing, 0, len(list))
	for _, c := range list {
		st, err := s.standing(ctx, c)
		if err != nil {
			return nil, err
		}
		out = append(out, st)
	}
	return out, nil
}

// Accept takes up an offer and answers only when the places are durably owned;
// repeating it answers the same claim.
//
// It returns [ErrNoClaim], and [ErrOfferLapsed] for an offer whose time is up or
// that was given up.
func (s *Service) Accept(ctx context.Context, holder HolderID, id ClaimID) (Claim, error) {
	read, err := s.entryOf(ctx, holder, id)
	if err != nil {
		return Claim{}, err
	}
	over, err := s.over(ctx, read.Until)
	if err != nil {
		return Claim{}, err
	}
	c, err := s.Waits.Turn(ctx, id, Offered, func(c *Claim) (events.Errand, error) {
		if over && c.Until.Equal(read.Until) {
			return events.Errand{}, ErrOfferLapsed
		}
		c.State, c.Until = Claimed, time.Time{}
		return ConfirmErrand(*c), nil
	})
	switch {
	case errors.Is(err, ErrMoved) && c.State == Claimed:
		return c, nil
	case errors.Is(err, ErrMoved):
		return Claim{}, ErrOfferLapsed
	case err != nil:
		return Claim{}, fmt.Errorf("accept offer %s: %w", id, err)
	}
	s.enqueue(ctx, ConfirmErrand(c))
	return c, nil
}

// Leave takes a holder off a waiting list, or turns down what they were offered;
// repeating it changes nothing. What is a claim by now is left alone.
func (s *Service) Leave(ctx context.Context, holder HolderID, id ClaimID) error {
	for { // it moves on twice at most: they are offered places, and accept them
		c, err := s.entryOf(ctx, holder, id)
		if err != nil || c.State != OnList && c.State != Offered {
			return err
		}
		// Who leaves at the moment at which they are offered places turns those down.
		if err := s.moveOff(ctx, c, Left); !errors.Is(err, ErrMoved) {
			return err
		}
	}
}

// end is moveOff where it is of no matter whether somebody else was first: accepted,
// offered or ended.
func (s *Service) end(ctx context.Context, c Claim, to State) error {
	if err := s.moveOff(ctx, c, to); !errors.Is(err, ErrMoved) {
		return err
	}
	return nil
}

// moveOff moves somebody who waits, or who was offered places, off the list, or
// returns [ErrMoved] when they stand no longer as c says.
func (s *Service) moveOff(ctx context.Context, c Claim, to State) error {
	moved, err := s.Waits.Turn(ctx, c.ID, c.State, func(c *Claim) (events.Errand, error) {
		had := c.State
		c.State, c.Ended = to, s.Now()
		if had == Offered {
			return GiveErrand(*c), nil
		}
		return events.Errand{}, nil
	})
	if err != nil {
		return fmt.Errorf("end %s: %w", c.ID, err)
	}
	if c.State == Offered {
		if err := s.GiveBack(ctx, c.ID); err != nil {
			s.Log.WarnContext(ctx, "places left to the sweeper", "claim", c.ID, "err", err)
		}
		s.enqueue(ctx, GiveErrand(moved))
	}
	return nil
}

// Serve works through the waiting lists: offers that stand no longer end, and what
// is free is offered to the first it fits. Safe to repeat and in many processes: an
// offer is one versioned step of the entry's document.
func (s *Service) Serve(ctx context.Context) error {
	now, err := s.earlier(ctx)
	if err != nil {
		return err
	}
	overdue, err := s.Waits.Overdue(ctx, now, mostOverdue)
	if err != nil {
		return fmt.Errorf("list offers that are overdue: %w", err)
	}
	var errs []error
	for _, c := range overdue {
		errs = append(errs, s.end(ctx, c, Expired))
	}
	pools, err := s.Pools.AllPools(ctx, now)
	if err != nil {
		return errors.Join(append(errs, err)...)
	}
	told, err := s.Stock.Counts(ctx, pools)
	if err != nil {
		return errors.Join(append(errs, fmt.Errorf("read who is said to wait: %w", err))...)
	}
	for i, p := range pools {
		errs = append(errs, s.serve(ctx, p, told[i].Waiting > 0))
	}
	return errors.Join(errs...)
}

// serve offers the free places of one pool. told is whether the stock believes that
// somebody waits.
func (s *Service) serve(ctx context.Context, pool Pool, told bool) error {
	list, err := s.Waits.OnList(ctx, pool.ID, lookAhead)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		if told {
			err = s.tellWaiting(ctx, pool)
		}
		return err
	}
	var skipped []Claim
	for _, c := range list {
		if slices.ContainsFunc(skipped, func(o Claim) bool { return o.Skips >= maxSkips }) {
			break // everybody waits for this one now
		}
		offered, err := s.offer(ctx, pool, c, skipped)
		if errors.Is(err, errPatience) {
			break
		}
		if err != nil {
			return err
		}
		if !offered {
			skipped = append(skipped, c)
		}
	}
	return s.tellWaiting(ctx, pool)
}

// errPatience ends an offer that would overtake one who was overtaken often enough.
var errPatience = errors.New("somebody before them was overtaken as often as may be")

// overtake counts that those passed over are overtaken, before it happens: several
// processes work through a list, and each has to know what the others are about to do.
// What then comes to nothing was counted all the same. It returns [errPatience] where
// one of them has been overtaken as often as may be.
func (s *Service) overtake(ctx context.Context, skipped []Claim) error {
	for i, o := range skipped {
		now, err := s.Waits.Turn(ctx, o.ID, OnList, func(c *Claim) (events.Errand, error) {
			if c.Skips >= maxSkips {
				return events.Errand{}, errPatience
			}
			c.Skips++
			return events.Errand{}, nil
		})
		if err != nil && !errors.Is(err, ErrMoved) {
			return err
		}
		skipped[i].Skips = now.Skips
	}
	return nil
}

// offer takes places for somebody who waits and offers them, past those skipped. It is
// false when they do not fit, and [errPatience] when they have to wait for others.
func (s *Service) offer(ctx context.Context, pool Pool, c Claim, skipped []Claim) (bool, error) {
	asked := c
	asked.Wish.Scattered = true // an offer asks first by itself: they may turn it down
	pool, grant, err := s.ask(ctx, pool, func(p Pool) (Grant, error) { return s.Stock.Offer(ctx, p, asked) })
	if err != nil {
		return false, err
	}
	switch grant.Verdict {
	case Granted:
	case HeldAlready: // they have got places in another way
		return true, s.end(ctx, c, Left)
	default:
		return false, nil
	}
	// The places taken are left to the reaper where this fails: another process may have
	// been granted the same and be about to offer them.
	if err := s.overtake(ctx, skipped); err != nil {
		return false, err
	}
	uses := pool.uses(c.Holder, c.Subjects)
	from, err := s.later(ctx)
	if err != nil {
		return false, err
	}
	for {
		_, err = s.Waits.Turn(ctx, c.ID, OnList, func(c *Claim) (events.Errand, error) {
			c.State, c.Offered = Offered, s.Now()
			c.Until = from.Add(OfferFor)
			c.Places, c.Seq, c.Uses = grant.Places, grant.Seq, uses
			return OfferErrand(*c), nil
		})
		taken, ok := errors.AsType[*Taken](err)
		if ok && taken.Limit && uses[taken.Use].N < pool.most(uses[taken.Use]) {
			uses[taken.Use].N++
			continue
		}
		switch {
		case err == nil:
			return true, s.settle(ctx, pool, c.ID)
		case ok && taken.Place:
			return false, errors.Join(s.rebuild(ctx, pool.ID), ErrRebuilding)
		case ok: // a limit: they have as much as they may
			s.give(ctx, pool, c.ID)
			return true, s.end(ctx, c, Left)
		case errors.Is(err, ErrMoved): // another process offered it, or they have left
			return s.offeredElsewhere(ctx, pool, c.ID)
		}
		return false, err
	}
}

// offeredElsewhere settles what another process offered meanwhile and gives back
// what was taken for somebody who has left.
func (s *Service) offeredElsewhere(ctx context.Context, pool Pool, id ClaimID) (bool, error) {
	c, err := s.Claims.Claim(ctx, id)
	if err != nil {
		return false, err
	}
	switch c.State {
	case Offered, Claimed:
		return true, s.settle(ctx, pool, id)
	}
	s.give(ctx, pool, id)
	return true, nil
}
