package ticketing

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"wanjia/events"
)

// ErrandRecode has the stock follow a claim with a new code, and tells the holder.
const ErrandRecode = "claim:recode"

// Recode gives a claim another code, and with it another pass: whoever has found or
// copied the old one is let in by it no more. from is the code that was lost; a claim
// that has lost it already is answered as it stands, so that two desks who hear of the
// same loss, or one who presses twice, void nothing that was just printed.
//
// It returns [ErrNoClaim], also for a code that was never this claim's, and
// [ErrClaimOver].
func (s *Service) Recode(ctx context.Context, id ClaimID, from string) (Claim, error) {
	now := s.Now()
	for code := 0; ; {
		c, err := s.Waits.Turn(ctx, id, Claimed, func(c *Claim) (events.Errand, error) {
			switch {
			case slices.Contains(c.OldCodes, from):
				return events.Errand{}, errWritten
			case c.Code != from:
				return events.Errand{}, ErrNoClaim
			}
			c.Rev++
			c.OldCodes = append(slices.Clone(c.OldCodes), c.Code)
			c.Code = CodeOf(ClaimID(fmt.Sprintf("%s~%d", c.ID, c.Rev)), code)
			return passErrand(ErrandRecode, *c, fmt.Sprint(c.Rev), now), nil
		})
		taken, ok := errors.AsType[*Taken](err)
		switch {
		case ok && taken.Code && code < 8:
			code++
			continue
		case errors.Is(err, errWritten):
			return s.Claims.Claim(ctx, id)
		case errors.Is(err, ErrMoved):
			return Claim{}, ErrClaimOver
		case err != nil:
			return Claim{}, err
		}
		s.follow(ctx, c.ID)
		s.enqueue(ctx, passErrand(ErrandRecode, c, fmt.Sprint(c.Rev), now))
		return c, nil
	}
}
