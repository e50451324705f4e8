package workers

import (
	"cmp"
	"context"

	"wanjia/events"
	"wanjia/ticketing"
)

// change has the stock follow a change of a party and tells the holder how many are
// expected now. Safe to run twice; of several changes each says what holds when it is
// told.
func (w *Worker) change(ctx context.Context, e events.Errand) error {
	id := ticketing.ClaimID(e.Subject)
	if err := w.Tickets.Align(ctx, id); err != nil {
		return err
	}
	c, err := w.Tickets.Lookup(ctx, id)
	if err != nil || c.State != ticketing.Claimed {
		return err
	}
	session, event, err := w.about(ctx, c)
	if err != nil {
		return err
	}
	return w.tell(ctx, e, c, "claim_changed", enteringBy(event, session, c).changed())
}

// revoke has the stock follow a revocation and tells the holder why. Safe to run twice.
func (w *Worker) revoke(ctx context.Context, e events.Errand) error {
	id := ticketing.ClaimID(e.Subject)
	if err := w.Tickets.PutAway(ctx, id); err != nil {
		return err
	}
	c, err := w.Tickets.Lookup(ctx, id)
	if err != nil {
		return err
	}
	session, event, err := w.about(ctx, c)
	if err != nil {
		return err
	}
	return w.tell(ctx, e, c, "claim_revoked", enteringBy(event, session, c).revoked(events.Text{ZH: c.Reason, EN: cmp.Or(c.ReasonEN, c.Reason)}))
}

// putAway returns the places of a revoked claim that had been kept. Safe to run twice.
func (w *Worker) putAway(ctx context.Context, e events.Errand) error {
	return w.Tickets.PutAway(ctx, ticketing.ClaimID(e.Subject))
}

// pass tells somebody that they are offered a claim. Whoever has the number gets the
// same words, known here or not. Safe to run twice; an offer that is over is not told.
func (w *Worker) pass(ctx context.Context, e events.Errand) error {
	c, err := w.Tickets.Lookup(ctx, ticketing.ClaimID(e.Subject))
	if err != nil || c.State != ticketing.Claimed || c.Passing == nil || !w.Now().Before(c.Passing.Until) {
		return err
	}
	session, event, err := w.about(ctx, c)
	if err != nil {
		return err
	}
	text := enteringBy(event, session, c).handedOn(c.Passing.Until)
	if phone := c.Passing.To.Phone; phone != "" {
		_, err := w.send(ctx, e, phone, "claim_offered_on", text.ZH) // in one language: another would tell that the number is known
		return err
	}
	return w.tell(ctx, e, ticketing.Claim{Holder: c.Passing.To.Holder}, "claim_offered_on", text)
}

// passed has the stock follow a claim that has changed hands, and tells both. Safe to
// run twice.
func (w *Worker) passed(ctx context.Context, e events.Errand) error {
	id := ticketing.ClaimID(e.Subject)
	if err := w.Tickets.Align(ctx, id); err != nil {
		return err
	}
	c, err := w.Tickets.Lookup(ctx, id)
	if err != nil {
		return err
	}
	session, event, err := w.about(ctx, c)
	if err != nil {
		return err
	}
	giver := e
	giver.ID += ":giver"
	gave := enteringBy(event, session, c)
	if err := w.tell(ctx, giver, ticketing.Claim{Holder: c.From}, "claim_passed_on", gave.passedOn()); err != nil {
		return err
	}
	if c.State != ticketing.Claimed {
		return nil
	}
	return w.tell(ctx, e, c, "claim_taken_over", gave.takenOver())
}

// notPassed tells whoever offered a claim that it was not taken up: it is theirs still.
// Safe to run twice.
func (w *Worker) notPassed(ctx context.Context, e events.Errand) error {
	c, err := w.Tickets.Lookup(ctx, ticketing.ClaimID(e.Subject))
	if err != nil || c.State != ticketing.Claimed {
		return err
	}
	session, event, err := w.about(ctx, c)
	if err != nil {
		return err
	}
	return w.tell(ctx, e, c, "claim_not_passed", enteringBy(event, session, c).notPassed())
}

// recode has the stock follow a claim with a new code and tells the holder of it, who
// may not have asked for it. Safe to run twice.
func (w *Worker) recode(ctx context.Context, e events.Errand) error {
	id := ticketing.ClaimID(e.Subject)
	if err := w.Tickets.Align(ctx, id); err != nil {
		return err
	}
	c, err := w.Tickets.Lookup(ctx, id)
	if err != nil || c.State != ticketing.Claimed {
		return err
	}
	session, event, err := w.about(ctx, c)
	if err != nil {
		return err
	}
	return w.tell(ctx, e, c, "claim_recoded", enteringBy(event, session, c).recoded())
}

// swap gives back what a claim was taken instead of, where the press did not come to
// it. Safe to run twice. The new claim alone tells of itself, see confirm.
func (w *Worker) swap(ctx context.Context, e events.Errand) error {
	return w.Tickets.FinishSwap(ctx, ticketing.ClaimID(e.Subject))
}
