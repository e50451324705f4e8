package ticketing

import (
	"context"
	"errors"
	"fmt"

	"wanjia/events"
)

// Revoke takes a claim away for a reason in the words of whoever does so; see
// [Service.RevokeFor].
func (s *Service) Revoke(ctx context.Context, id ClaimID, reason string, keep bool) (Claim, error) {
	return s.RevokeFor(ctx, id, events.Text{ZH: reason}, keep)
}

// RevokeFor takes a claim away from its holder, who is told the reason, in English too where
// it is there. Its places return
// to the stock, or with keep stay out of it until it is revoked once more without.
// Repeating it answers the same claim; the first reason stands.
//
// It returns [ErrNoClaim], also for who waits, and [ErrClaimOver] for what its holder
// has given back.
func (s *Service) RevokeFor(ctx context.Context, id ClaimID, reason events.Text, keep bool) (Claim, error) {
	c, err := s.Waits.Turn(ctx, id, Claimed, func(c *Claim) (events.Errand, error) {
		c.State, c.Reason, c.ReasonEN, c.Kept, c.Ended, c.Passing = Revoked, reason.ZH, reason.EN, keep, s.Now(), nil
		c.Rev++
		return RevokeErrand(*c), nil
	})
	if errors.Is(err, ErrMoved) {
		return s.revokedBefore(ctx, id, keep)
	}
	if err != nil {
		return Claim{}, fmt.Errorf("revoke claim %s: %w", id, err)
	}
	s.putAway(ctx, c)
	s.enqueue(ctx, RevokeErrand(c))
	return c, nil
}

// revokedBefore answers a revocation of what is no claim any more, and lets go of the
// places that were kept out of the stock.
func (s *Service) revokedBefore(ctx context.Context, id ClaimID, keep bool) (Claim, error) {
	c, err := s.Claims.Claim(ctx, id)
	if err != nil {
		return Claim{}, err
	}
	switch c.State {
	case Revoked:
	case Released:
		return Claim{}, ErrClaimOver
	default:
		return Claim{}, ErrNoClaim
	}
	if !c.Kept || keep {
		s.putAway(ctx, c)
		return c, nil
	}
	c, err = s.Waits.Turn(ctx, id, Revoked, func(c *Claim) (events.Errand, error) {
		c.Kept = false
		c.Rev++
		return PutAwayErrand(*c), nil
	})
	if err != nil {
		return Claim{}, fmt.Errorf("let the places of claim %s go: %w", id, err)
	}
	s.putAway(ctx, c)
	s.enqueue(ctx, PutAwayErrand(c))
	return c, nil
}

// putAway has the stock follow a revocation.
func (s *Service) putAway(ctx context.Context, c Claim) {
	if err := s.PutAway(ctx, c.ID); err != nil {
		s.Log.WarnContext(ctx, "places left to the sweeper", "claim", c.ID, "err", err)
	}
}

// PutAway returns the places of a revoked claim to the stock, or, where they are kept,
// lets its holder book again. Safe to repeat. It returns [ErrRebuilding] when it has to
// be run again.
func (s *Service) PutAway(ctx context.Context, id ClaimID) error {
	c, err := s.Claims.Claim(ctx, id)
	if err != nil {
		return err
	}
	if c.owns() {
		return s.Align(ctx, id)
	}
	return s.GiveBack(ctx, id)
}

// RevokeErrand is caused by a claim being revoked.
func RevokeErrand(c Claim) events.Errand {
	return events.Errand{ID: ErrandRevoke + ":" + string(c.ID), Name: ErrandRevoke, Subject: string(c.ID), At: c.Ended}
}

// PutAwayErrand is caused by the places of a revoked claim being let go later.
func PutAwayErrand(c Claim) events.Errand {
	return events.Errand{ID: ErrandPutAway + ":" + string(c.ID), Name: ErrandPutAway, Subject: string(c.ID), At: c.Ended}
}
