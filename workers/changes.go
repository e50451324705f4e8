package workers

import (
	"context"
	"fmt"
	"strings"

	"wanjia/events"
	"wanjia/ticketing"
)

// what names the session of a claim in a message.
func what(event events.Event, session events.Session) string {
	return fmt.Sprintf("%s，%s%s", event.Title.ZH, date(session), session.Title.ZH)
}

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
	text := fmt.Sprintf("【万家】人数已改好：%s，现在共%d位，凭码 %s 入场。咨询：%s",
		what(event, session), c.Party, strings.ToUpper(c.Code), event.Hotline)
	return w.tell(ctx, e, c, "claim_changed", text)
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
	text := fmt.Sprintf("【万家】很抱歉，您订的%s，%d位，被取消了。原因：%s。有疑问请打：%s",
		what(event, session), c.Party, c.Reason, event.Hotline)
	return w.tell(ctx, e, c, "claim_revoked", text)
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
	text := fmt.Sprintf("【万家】有位邻居想把订好的%s，%d位，转给您。要的话，请在%s前用这个号码登录万家，到“我的预订”里收下；不要就不用理会。",
		what(event, session), c.Party, c.Passing.Until.In(events.Zone).Format("1月2日15:04"))
	if phone := c.Passing.To.Phone; phone != "" {
		_, err := w.send(ctx, e, phone, "claim_offered_on", text)
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
	text := fmt.Sprintf("【万家】%s，%d位，对方已经收下，现在是对方的了。您原来的入场码不能再用。", what(event, session), c.Party)
	if err := w.tell(ctx, giver, ticketing.Claim{Holder: c.From}, "claim_passed_on", text); err != nil {
		return err
	}
	if c.State != ticketing.Claimed {
		return nil
	}
	text = fmt.Sprintf("【万家】收下了：%s，%d位，凭码 %s 入场。地点：%s。咨询：%s",
		what(event, session), c.Party, strings.ToUpper(c.Code), event.Place.ZH, event.Hotline)
	return w.tell(ctx, e, c, "claim_taken_over", text)
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
	text := fmt.Sprintf("【万家】您想转出的%s，%d位，对方没有收下，还是您的。不来的话，请在“我的预订”里退掉。",
		what(event, session), c.Party)
	return w.tell(ctx, e, c, "claim_not_passed", text)
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
	text := fmt.Sprintf("【万家】入场码换了新的：%s，%d位，凭新码 %s 入场，旧码和旧纸卡不能再用。不是您要换的，请打：%s",
		what(event, session), c.Party, strings.ToUpper(c.Code), event.Hotline)
	return w.tell(ctx, e, c, "claim_recoded", text)
}

// swap gives back what a claim was taken instead of, where the press did not come to
// it. Safe to run twice. The new claim alone tells of itself, see confirm.
func (w *Worker) swap(ctx context.Context, e events.Errand) error {
	return w.Tickets.FinishSwap(ctx, ticketing.ClaimID(e.Subject))
}
