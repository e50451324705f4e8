package ticketing

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"wanjia/events"
)

const (
	takeTries   = 3                      // epochs a press may fall behind before it is asked to wait
	insertTries = 3                      // repetitions of an insert whose outcome is unknown
	settleTries = 6                      // how often the stock is told of what is owned
	retryPause  = 150 * time.Millisecond // between them
	pendingAge  = 10 * time.Second       // after which a press counts as abandoned
)

// Claim takes places for a party, all or none, and answers only when they are
// durably owned. The same request again answers the same claim.
//
// It returns [ErrNoPool], [ErrPartySize], [ErrChildrenAlone], [ErrKeyReused],
// [ErrNotOpen], [ErrClosed],
// [ErrSoldOut]; [ErrAlreadyClaimed] with detail "claim" when the holder has
// places for the session; [ErrPending] when the outcome is not known yet and the
// same request should be repeated; [ErrRebuilding] when Redis had to be put in
// order; [ErrLapsed] when this press was given up and needs a new key.
func (s *Service) Claim(ctx context.Context, r Request) (Claim, error) {
	pool, c, err := s.begin(ctx, r)
	if err != nil {
		return s.stands(ctx, pool, r, err)
	}
	done, err := s.oneOfFamily(ctx, pool, c)
	if err != nil {
		return Claim{}, err
	}
	defer done()
	pool, grant, err := s.ask(ctx, pool, func(p Pool) (Grant, error) {
		if c, err = s.again(ctx, pool, p, r, c); err != nil {
			return Grant{}, err
		}
		return s.Stock.Take(ctx, p, c)
	})
	if err != nil {
		return s.stands(ctx, pool, r, err)
	}
	if err := s.refusal(ctx, pool, grant); err != nil {
		if grant.Verdict == NoRoom && !pool.Seated() {
			s.full.note(pool.ID, r.Channel, grant.Free, s.Now())
		}
		return Claim{}, err
	}
	s.full.found(pool.ID, r.Channel)
	if len(grant.Places) != c.Party {
		// Its key was pressed before: for another party, or the party has changed since.
		return s.pressedBefore(ctx, pool, c)
	}
	c.Places, c.Seq, c.Channel = grant.Places, grant.Seq, grant.Channel
	owned, err := s.own(ctx, pool, c)
	return sameAsked(owned, c.Asked, err)
}

// stands answers a press that the pool would refuse for its size by now with the claim
// it has become, while larger parties were let in; else with the refusal.
func (s *Service) stands(ctx context.Context, pool Pool, r Request, refused error) (Claim, error) {
	if !errors.Is(refused, ErrPartySize) || r.Party < 1 || grownUp(r.Party, r.Children) != nil {
		return Claim{}, refused
	}
	c, err := s.Claims.Claim(ctx, NewClaimID(r.Pool, r.Holder, r.Key))
	if err != nil || c.State != Claimed || c.Holder != r.Holder {
		return Claim{}, refused
	}
	wish, err := s.wish(ctx, pool, r)
	if err != nil {
		return Claim{}, refused
	}
	return sameAsked(c, asked(r, wish), nil)
}

// asked tells one press from another under its key.
func asked(r Request, wish Wish) string {
	told := strconv.Itoa(r.Party) + "/" + strconv.Itoa(r.Children) + wish.asked()
	if r.instead != nil {
		told += "<" + string(r.instead.ID)
	}
	return told
}

// pressedBefore answers a press whose key the stock knows with other places than it
// asks for.
func (s *Service) pressedBefore(ctx context.Context, pool Pool, c Claim) (Claim, error) {
	stored, err := s.replay(ctx, pool, c)
	if errors.Is(err, ErrNoClaim) { // the other press is being written down
		return Claim{}, ErrKeyReused
	}
	return sameAsked(stored, c.Asked, err)
}

// sameAsked refuses a claim that was made by another press under the same key.
func sameAsked(c Claim, asked string, err error) (Claim, error) {
	if err == nil && c.Asked != "" && c.Asked != asked {
		return Claim{}, ErrKeyReused
	}
	return c, err
}

// begin checks what can be known of a request without asking the stock and makes
// the claim it is for.
func (s *Service) begin(ctx context.Context, r Request) (Pool, Claim, error) {
	pool, err := s.Pools.Pool(ctx, r.Pool)
	if err != nil {
		return Pool{}, Claim{}, err
	}
	at := s.Now()
	c, err := s.draft(ctx, pool, r, at)
	if errors.Is(err, ErrPartySize) && r.Party > 0 { // the pool may have been changed a moment ago
		if pool, err = s.Pools.Fresh(ctx, r.Pool); err == nil {
			c, err = s.draft(ctx, pool, r, at)
		}
	}
	return pool, c, err
}

// again is the claim of a request that began with one state of the pool, by another.
func (s *Service) again(ctx context.Context, was, pool Pool, r Request, c Claim) (Claim, error) {
	if pool.Rev == was.Rev && pool.Plan == was.Plan {
		return c, nil
	}
	return s.draft(ctx, pool, r, c.At)
}

// draft is the claim a request is for, by what the pool's document says.
func (s *Service) draft(ctx context.Context, pool Pool, r Request, at time.Time) (Claim, error) {
	if pool.Removed {
		return Claim{}, ErrNoPool
	}
	if r.Party < 1 || r.Party > pool.MaxParty {
		return Claim{}, ErrPartySize.With("max_party", pool.MaxParty)
	}
	if err := grownUp(r.Party, r.Children); err != nil {
		return Claim{}, err
	}
	wish, err := s.wish(ctx, pool, r)
	if err != nil {
		return Claim{}, err
	}
	return Claim{
		ID: NewClaimID(r.Pool, r.Holder, r.Key), Pool: pool.ID, Session: pool.Session, Event: pool.Event,
		Holder: r.Holder, Agent: r.Agent, Party: r.Party, State: Claimed, Channel: r.Channel, At: at,
		Uses: r.besides(pool.uses(r.Holder, r.Subjects)), Subjects: r.Subjects,
		Children: r.Children, Asked: asked(r, wish), Wish: wish, Instead: r.replaces(),
	}, nil
}

// grownUp refuses a party of children alone, and more children than the party has.
func grownUp(party, children int) error {
	switch {
	case children < 0 || children > party:
		return ErrPartySize.With("children", children)
	case children == party:
		return ErrChildrenAlone
	}
	return nil
}

// refusal is what a verdict means to whoever asked, nil for yes.
func (s *Service) refusal(ctx context.Context, pool Pool, grant Grant) error {
	switch grant.Verdict {
	case SeatsTaken, NoBlock:
		return s.seatRefusal(ctx, pool, grant)
	case Granted:
		return nil
	case HeldAlready:
		return ErrAlreadyClaimed.With("claim", grant.Holder)
	case NoRoom:
		return ErrSoldOut.With("free", grant.Free)
	case Queue:
		return ErrQueue.With("waiting", grant.Free)
	case Early:
		return ErrNotOpen.With("opens", pool.Opens)
	case Late:
		if pool.Paused {
			return ErrPaused
		}
		return ErrClosed
	case Lapsed:
		return ErrHoldLapsed
	case KeptAlready:
		return ErrHoldExtended
	}
	return fmt.Errorf("pool %s: unknown verdict %q", pool.ID, grant.Verdict)
}

// ask asks the stock, puts it in order first where it is stale and reads the pool
// again where the stock has heard of a later state of it. It returns the pool the
// answer was given for.
func (s *Service) ask(ctx context.Context, pool Pool, question func(Pool) (Grant, error)) (Pool, Grant, error) {
	for range takeTries {
		grant, err := question(pool)
		if err != nil {
			return pool, Grant{}, fmt.Errorf("ask the stock of pool %s: %w", pool.ID, err)
		}
		switch grant.Verdict {
		case StaleStock:
			err = s.rebuild(ctx, pool.ID)
		case StaleCaller:
		default:
			return pool, grant, nil
		}
		if err != nil {
			return pool, Grant{}, err
		}
		if pool, err = s.newer(ctx, pool); err != nil {
			return pool, Grant{}, err
		}
	}
	return pool, Grant{}, ErrRebuilding
}

// newer reads a pool again of which there must be a later state: from memory, if
// another press has brought it there, else as it is. Where that is no later either,
// somebody is just about to write it: then it is read once more after a pause.
func (s *Service) newer(ctx context.Context, pool Pool) (Pool, error) {
	for _, read := range []func(context.Context, PoolID) (Pool, error){s.Pools.Pool, s.Pools.Fresh} {
		p, err := read(ctx, pool.ID)
		if err != nil || p.Epoch > pool.Epoch || p.Rev > pool.Rev {
			return p, err
		}
	}
	select {
	case <-ctx.Done():
		return pool, ctx.Err()
	case <-time.After(retryPause):
	}
	return s.Pools.Fresh(ctx, pool.ID)
}

// own makes a granted claim durable and says what became of it.
func (s *Service) own(ctx context.Context, pool Pool, c Claim) (Claim, error) {
	err := s.insert(ctx, pool, &c)
	taken, ok := errors.AsType[*Taken](err)
	switch {
	case err == nil:
		s.settled(ctx, pool, c)
		return c, nil
	case !ok:
		// Unknown: the places stay spoken for until the reaper has settled it.
		s.Log.ErrorContext(ctx, "claim of unknown outcome", "claim", c.ID, "pool", pool.ID, "err", err)
		return Claim{}, ErrPending
	case taken.Place:
		// Somebody owns a place that Redis thought free: its copy is worthless.
		s.Log.WarnContext(ctx, "redis is stale, rebuilding", "pool", pool.ID, "claim", c.ID, "owner", taken.By)
		if err := s.rebuild(ctx, pool.ID); err != nil {
			return Claim{}, err
		}
		return Claim{}, ErrRebuilding
	case taken.Limit:
		s.give(ctx, pool, c.ID)
		return Claim{}, pool.full(c.Uses[taken.Use], taken.By)
	case taken.Instead: // it was swapped by another press already
		s.give(ctx, pool, c.ID)
		return Claim{}, ErrClaimOver
	}
	return s.replay(ctx, pool, c)
}

// insert stores c, repeating while the outcome is unknown, choosing another code
// when somebody has the first and the next place of a limit when one is used up.
func (s *Service) insert(ctx context.Context, pool Pool, c *Claim) error {
	var err error
	for try, code := 0, 0; try < insertTries; {
		c.Code = CodeOf(c.ID, code)
		err = s.Claims.Insert(ctx, *c)
		taken, ok := errors.AsType[*Taken](err)
		switch {
		case err == nil:
			return nil
		case ok && taken.Code && code < 8:
			code++
			continue
		case ok && taken.Limit && c.Uses[taken.Use].N < pool.most(c.Uses[taken.Use]):
			c.Uses[taken.Use].N++
			continue
		case ok:
			return err
		}
		try++
		select {
		case <-ctx.Done():
			return err
		case <-time.After(retryPause):
		}
	}
	return err
}

// replay answers a press whose claim is stored already.
func (s *Service) replay(ctx context.Context, pool Pool, press Claim) (Claim, error) {
	id := press.ID
	c, err := s.Claims.Claim(ctx, id)
	if err != nil {
		return Claim{}, fmt.Errorf("read claim %s again: %w", id, err)
	}
	if c.Holder != press.Holder && c.State != Void { // it was passed on since
		return Claim{}, ErrLapsed
	}
	switch c.State {
	case Claimed:
		s.settled(ctx, pool, c)
		return c, nil
	case Revoked:
		s.putAway(ctx, c)
		return c, nil
	case Released:
		s.give(ctx, pool, id)
		return c, nil
	case OnList, Offered: // the key of a press was used to join the list before
		return Claim{}, ErrAlreadyWaiting.With("claim", id)
	}
	s.give(ctx, pool, id)
	return Claim{}, ErrLapsed
}

// settled tells Redis and the queue of a durable claim. Neither is needed for
// the claim to stand: the reaper and the sweeper make up for what fails here.
func (s *Service) settled(ctx context.Context, pool Pool, c Claim) {
	if err := s.settle(ctx, pool, c.ID); err != nil {
		s.Log.WarnContext(ctx, "settle left to the reaper", "claim", c.ID, "err", err)
	}
	s.enqueue(ctx, ConfirmErrand(c))
}

// settle makes sure that the stock knows an owned claim as owned. While the claim was on
// its way it may have become a hold again, or the stock was written anew and does not have
// it: it would show its places as free, and answer the same press with a refusal when it
// is repeated. It is written anew once more then, before anybody hears of the claim.
func (s *Service) settle(ctx context.Context, pool Pool, id ClaimID) error {
	for range settleTries {
		known, err := s.Stock.Settle(ctx, pool, id)
		if err != nil || known {
			return err
		}
		at := pool.Epoch
		if pool, err = s.Pools.Fresh(ctx, pool.ID); err != nil {
			return err
		}
		if pool.Epoch != at {
			continue // perhaps it is known in the epoch that is in force now
		}
		c, err := s.Claims.Claim(ctx, id)
		if err != nil || !c.owns() {
			return err // it was given back meanwhile
		}
		if grant, err := s.Stock.Match(ctx, pool, c); err != nil || grant.Verdict == Granted {
			return err
		}
		if err := s.rebuildOrWait(ctx, pool.ID); err != nil {
			return err
		}
		if pool, err = s.Pools.Pool(ctx, pool.ID); err != nil {
			return err
		}
	}
	return ErrRebuilding
}

// rebuildOrWait puts a pool in order, or leaves somebody else who is at it a moment.
func (s *Service) rebuildOrWait(ctx context.Context, id PoolID) error {
	err := s.rebuild(ctx, id)
	if !errors.Is(err, ErrRebuilding) {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(retryPause):
		return nil
	}
}

func (s *Service) enqueue(ctx context.Context, e events.Errand) {
	if err := s.Queue.Enqueue(ctx, e); err != nil {
		s.Log.WarnContext(ctx, "errand left to the sweeper", "errand", e.ID, "err", err)
	}
}

// give returns places to the stock; what fails here comes back with a rebuild.
func (s *Service) give(ctx context.Context, pool Pool, id ClaimID) {
	s.full.forget(pool.ID)
	if _, err := s.Stock.Give(ctx, pool, id); err != nil {
		s.Log.WarnContext(ctx, "places not given back yet", "claim", id, "pool", pool.ID, "err", err)
	}
}

// The names of the errands a claim causes.
const (
	ErrandConfirm = "claim:confirm" // tell the holder of the places
	ErrandGive    = "claim:give"    // return the places of a released claim to the stock
	ErrandOffer   = "claim:offer"   // tell one who waited of the places kept for them
	ErrandChange  = "claim:change"  // have the stock follow a change of the party, and tell the holder
	ErrandRevoke  = "claim:revoke"  // have the stock follow a revocation, and tell the holder
	ErrandPutAway = "claim:putaway" // return the places of a revoked claim that were kept

	ErrandPass      = "claim:pass"       // tell somebody that they are offered a claim
	ErrandPassed    = "claim:passed"     // have the stock follow, and tell both
	ErrandNotPassed = "claim:not_passed" // tell whoever offered that it was not taken up
)

// ConfirmErrand is caused by a claim becoming durable.
func ConfirmErrand(c Claim) events.Errand {
	return events.Errand{ID: ErrandConfirm + ":" + string(c.ID), Name: ErrandConfirm, Subject: string(c.ID), At: c.At}
}

// OfferErrand is caused by places being offered to one who waited.
func OfferErrand(c Claim) events.Errand {
	return events.Errand{ID: ErrandOffer + ":" + string(c.ID), Name: ErrandOffer, Subject: string(c.ID), At: c.Until.Add(-OfferFor)}
}

// GiveErrand is caused by a claim being released, or an offer ending.
func GiveErrand(c Claim) events.Errand {
	return events.Errand{ID: ErrandGive + ":" + string(c.ID), Name: ErrandGive, Subject: string(c.ID), At: c.Ended}
}
