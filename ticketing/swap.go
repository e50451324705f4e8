package ticketing

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// ErrSwap: a claim can only be swapped for places of another pool of its event.
var ErrSwap = fault.New(fault.Invalid, "swap", "choose another time of the same event")

// ErrandSwap gives back what a claim was taken instead of.
const ErrandSwap = "claim:swap"

// Swap takes places for the same party in another pool of the same event instead of
// those of a claim. The new places are owned before the old ones are given back, so
// that nobody is ever left with none; where they cannot be had, the claim stays as it
// is. That the old ones go back stands in the new claim's document as an errand.
// Repeating it with the same key answers the same claim.
//
// What the old claim uses up of a limit that counts both does not stand in the way: it
// passes to the new one when the old is given back. Should another booking of the same
// household get in between, the person keeps the places all the same.
//
// One claim at a time stands instead of another: of two presses that swap the same claim
// for different places the second is told that it is over, and takes nothing.
//
// It returns what [Service.Claim] returns, and [ErrSwap], [ErrNoClaim], [ErrClaimOver],
// [ErrStarted], and [ErrPassing] while the claim is offered to somebody.
func (s *Service) Swap(ctx context.Context, holder HolderID, id ClaimID, r Request) (Claim, error) {
	old, err := s.ClaimOf(ctx, holder, id)
	if err != nil {
		return Claim{}, err
	}
	to, err := s.Pools.Pool(ctx, r.Pool)
	if err != nil {
		return Claim{}, err
	}
	if to.Event != old.Event || to.ID == old.Pool {
		return Claim{}, ErrSwap
	}
	if old.State != Claimed {
		return s.swapped(ctx, old, r)
	}
	pool, err := s.Pools.Pool(ctx, old.Pool)
	if err == nil {
		err = s.mayChange(ctx, pool, old)
	}
	if err == nil && old.Passing.stands(s.Now()) {
		err = ErrPassing
	}
	if err != nil {
		return Claim{}, err
	}
	r.Holder, r.Party, r.Children, r.Channel, r.Subjects = holder, old.Party, old.Children, old.Channel, old.Subjects
	r.Wish = Wish{Wheelchairs: old.Wish.Wheelchairs}
	r.instead = &old
	c, err := s.Claim(ctx, r)
	if err != nil {
		return Claim{}, err
	}
	return s.endSwap(ctx, c)
}

// endSwap does the rest of a swap, or leaves it to its errand, and returns the new claim.
func (s *Service) endSwap(ctx context.Context, c Claim) (Claim, error) {
	if err := s.FinishSwap(ctx, c.ID); err != nil {
		s.Log.WarnContext(ctx, "the rest of a swap is left to its errand", "claim", c.ID, "instead_of", c.Instead, "err", err)
		s.enqueue(ctx, SwapErrand(c))
	}
	return s.Claims.Claim(ctx, c.ID)
}

// swapped answers a swap whose old claim is over: by the claim it has become, if it
// was this very press that ended it. The press before may have ended between giving the
// old claim back and using up the limits: until that is done the family could book once
// more, so it is done before anybody hears that they have swapped.
func (s *Service) swapped(ctx context.Context, old Claim, r Request) (Claim, error) {
	c, err := s.Claims.Claim(ctx, NewClaimID(r.Pool, old.Holder, r.Key))
	if errors.Is(err, ErrNoClaim) || err == nil && (c.Instead != old.ID || c.State != Claimed) {
		return Claim{}, ErrClaimOver
	}
	if err != nil {
		return Claim{}, err
	}
	return s.endSwap(ctx, c)
}

// FinishSwap gives back what a claim was taken instead of, and has the claim use up
// the limits in its place. Safe to repeat; a claim that replaces none is left alone.
func (s *Service) FinishSwap(ctx context.Context, id ClaimID) error {
	c, err := s.Claims.Claim(ctx, id)
	if err != nil || c.Instead == "" || c.State != Claimed {
		return err
	}
	old, err := s.Claims.Claim(ctx, c.Instead)
	if err != nil {
		return err
	}
	if old.State == Claimed && (old.Holder == c.Holder || old.Holder == c.From) {
		if _, err := s.Release(ctx, old.Holder, old.ID); err != nil && !errors.Is(err, ErrNoClaim) {
			return fmt.Errorf("give back what was swapped: %w", err)
		}
	}
	pool, err := s.Pools.Pool(ctx, c.Pool)
	if err != nil {
		return err
	}
	for _, u := range pool.uses(c.Holder, c.Subjects) {
		if err := s.useUp(ctx, pool, c.ID, u); err != nil {
			return err
		}
	}
	return nil
}

// Replaced says whether a claim is over because its holder took another instead, see
// [Service.Swap].
func (s *Service) Replaced(ctx context.Context, c Claim) (bool, error) {
	for page := (events.PageQuery{Limit: 100}); ; {
		list, next, err := s.Claims.OfHolder(ctx, c.Holder, page)
		if err != nil {
			return false, fmt.Errorf("what was taken instead of claim %s: %w", c.ID, err)
		}
		if slices.ContainsFunc(list, func(o Claim) bool { return o.Instead == c.ID && o.State != Void }) {
			return true, nil
		}
		if page.After = next; next == "" {
			return false, nil
		}
	}
}

// useUp has a claim use up a place of a limit that it does not use yet. Where none is
// left the claim stands without.
func (s *Service) useUp(ctx context.Context, pool Pool, id ClaimID, u LimitUse) error {
	for ; u.N <= pool.most(u); u.N++ {
		_, err := s.Waits.Turn(ctx, id, Claimed, func(c *Claim) (events.Errand, error) {
			if slices.ContainsFunc(c.Uses, u.sameLimit) {
				return events.Errand{}, errWritten
			}
			c.Uses = append(slices.Clone(c.Uses), u)
			return events.Errand{}, nil
		})
		taken, ok := errors.AsType[*Taken](err)
		switch {
		case ok && taken.Limit:
			continue
		case err == nil, errors.Is(err, errWritten), errors.Is(err, ErrMoved): // it is over: it uses nothing
			return nil
		}
		return fmt.Errorf("have claim %s use up %s: %w", id, u.Key(), err)
	}
	s.Log.WarnContext(ctx, "swapped, but the limit is used up by another booking", "claim", id, "rule", u.Rule)
	return nil
}

// sameLimit says whether both count the same subject in the same limit.
func (u LimitUse) sameLimit(o LimitUse) bool {
	return u.Rule == o.Rule && u.Per == o.Per && u.Scope == o.Scope && u.Subject == o.Subject
}

// besides is what is used up of the limits beside what the claim does that it replaces.
func (r Request) besides(uses []LimitUse) []LimitUse {
	if r.instead == nil {
		return uses
	}
	return slices.DeleteFunc(uses, func(u LimitUse) bool { return slices.ContainsFunc(r.instead.Uses, u.sameLimit) })
}

// replaces is the id of the claim that a request is made instead of, "" for none.
func (r Request) replaces() ClaimID {
	if r.instead == nil {
		return ""
	}
	return r.instead.ID
}

// SwapErrand is caused by a claim taken instead of another.
func SwapErrand(c Claim) events.Errand {
	return events.Errand{ID: ErrandSwap + ":" + string(c.ID), Name: ErrandSwap, Subject: string(c.ID), At: c.At.Add(time.Millisecond)}
}
