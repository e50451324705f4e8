package workers

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hibiken/asynq"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/ticketing"
)

func (w *Worker) mux() *asynq.ServeMux {
	mux := asynq.NewServeMux()
	claimConfirm.Handle(mux, w.errand(w.confirm))
	claimGive.Handle(mux, w.errand(w.give))
	importRun.Handle(mux, w.errand(w.bringIn))
	seatingRun.Handle(mux, w.errand(w.seat))
	claimOffer.Handle(mux, w.errand(w.offer))
	claimChange.Handle(mux, w.errand(w.change))
	claimRevoke.Handle(mux, w.errand(w.revoke))
	claimPutAway.Handle(mux, w.errand(w.putAway))
	claimPass.Handle(mux, w.errand(w.pass))
	claimPassed.Handle(mux, w.errand(w.passed))
	claimNotPassed.Handle(mux, w.errand(w.notPassed))
	claimSwap.Handle(mux, w.errand(w.swap))
	claimRecode.Handle(mux, w.errand(w.recode))
	manyErrands.Handle(mux, w.serveMany(mux))
	return mux
}

// errand runs fn and then strikes the errand from the outbox it came from, so
// that a handler which died between the two is simply run again.
func (w *Worker) errand(fn func(context.Context, events.Errand) error) func(context.Context, events.Errand) error {
	return func(ctx context.Context, e events.Errand) error {
		if err := fn(ctx, e); err != nil {
			return err
		}
		for _, box := range w.Outboxes {
			if err := box.Done(ctx, e); err != nil {
				return err
			}
		}
		return nil
	}
}

// confirm tells the holder of a claim what they hold. Safe to run twice: the
// errand's id is the message's. A claim given back meanwhile is not announced.
func (w *Worker) confirm(ctx context.Context, e events.Errand) error {
	c, err := w.Tickets.Lookup(ctx, ticketing.ClaimID(e.Subject))
	if err != nil {
		return err
	}
	if c.State != ticketing.Claimed {
		return nil
	}
	session, event, err := w.about(ctx, c)
	if err != nil {
		return err
	}
	if c.Instead != "" {
		return w.tell(ctx, e, c, "claim_swapped", enteringBy(event, session, c).swapped())
	}
	return w.tell(ctx, e, c, "claim_confirmed", enteringBy(event, session, c).confirmed())
}

// offer tells one who waited that places are kept for them, until when. Safe to run
// twice; one that was taken up or is over meanwhile is not announced.
func (w *Worker) offer(ctx context.Context, e events.Errand) error {
	c, err := w.Tickets.Lookup(ctx, ticketing.ClaimID(e.Subject))
	if err != nil {
		return err
	}
	if c.State != ticketing.Offered {
		return nil
	}
	session, event, err := w.about(ctx, c)
	if err != nil {
		return err
	}
	return w.tell(ctx, e, c, "claim_offered", enteringBy(event, session, c).offered(c.Until))
}

// give returns the places of a released claim and tells the holder, unless they hear of
// those they took instead. Safe to run twice: places come back by claim id, once in an
// epoch.
func (w *Worker) give(ctx context.Context, e events.Errand) error {
	id := ticketing.ClaimID(e.Subject)
	if err := w.Tickets.GiveBack(ctx, id); err != nil {
		return err
	}
	c, err := w.Tickets.Lookup(ctx, id)
	if err != nil {
		return err
	}
	switch c.State {
	case ticketing.Left: // they said so themselves
		return nil
	case ticketing.Claimed, ticketing.Offered, ticketing.Blocked, ticketing.OnList: // nothing was given back
		return nil
	}
	if replaced, err := w.Tickets.Replaced(ctx, c); err != nil || replaced {
		return err
	}
	session, event, err := w.about(ctx, c)
	if err != nil {
		return err
	}
	if c.State == ticketing.Expired {
		return w.tell(ctx, e, c, "offer_expired", enteringBy(event, session, c).lapsed())
	}
	return w.tell(ctx, e, c, "claim_released", enteringBy(event, session, c).released())
}

func (w *Worker) about(ctx context.Context, c ticketing.Claim) (events.Session, events.Event, error) {
	session, err := w.Events.Session(ctx, c.Session)
	if err != nil {
		return events.Session{}, events.Event{}, fmt.Errorf("session of claim %s: %w", c.ID, err)
	}
	event, err := w.Events.Event(ctx, c.Event)
	if err != nil {
		return events.Session{}, events.Event{}, fmt.Errorf("event of claim %s: %w", c.ID, err)
	}
	return session, event, nil
}

// tell is reach for whoever need not know how far it came.
func (w *Worker) tell(ctx context.Context, e events.Errand, c ticketing.Claim, template string, text events.Text) error {
	_, err := w.reach(ctx, e, c, template, text, notice{e.ID, text})
	return err
}

// reach sends to the holder's phone, in the language of their account; for a holder without one, to whoever booked for
// them from their own. Where a message finds nobody, or a desk booked, which is told
// nothing by it, they are to be told in person, of this claim alone. It says how far that came, and why no
// farther.
func (w *Worker) reach(ctx context.Context, e events.Errand, c ticketing.Claim, template string, text events.Text, message notice) (events.Telling, error) {
	phone, language, err := w.Contacts.Phone(ctx, c.Holder)
	say := in(message.text, language)
	if err == nil && phone == "" && c.Agent != "" && (c.Channel == "" || c.Channel == ticketing.Online) {
		phone, language, err = w.Contacts.Phone(ctx, c.Agent)
		say = forOther(in(message.text, language), language)
	}
	if err != nil {
		return events.Telling{}, fmt.Errorf("phone of the holder of %s: %w", e.Subject, err)
	}
	if phone == "" {
		return w.inPerson(ctx, e, c, template, text.ZH, "no_phone")
	}
	receipt, err := w.send(ctx, events.Errand{ID: message.id, Subject: e.Subject}, phone, template, say)
	if err != nil {
		return events.Telling{}, err
	}
	if receipt.State == events.Failed {
		return w.inPerson(ctx, e, c, template, text.ZH, "failed")
	}
	return events.Telling{State: events.WasTold, How: "sms"}, nil
}

// inPerson leaves it to a person to tell the holder. An account that has gone, and
// stood for nobody, has nobody to be told.
func (w *Worker) inPerson(ctx context.Context, e events.Errand, c ticketing.Claim, template, text, why string) (events.Telling, error) {
	err := w.InPerson.NoteToTell(ctx, community.Notice{
		ID: strings.ReplaceAll(e.ID, ":", "."), Person: community.PersonID(c.Holder), Template: template, Text: text, At: w.Now(),
	})
	if errors.Is(err, community.ErrNoPerson) {
		w.Log.InfoContext(ctx, "holder has no phone and is nobody known, not told", "errand", e.ID)
		return events.Telling{State: events.Unreached, Reason: "unknown"}, nil
	}
	return events.Telling{State: events.InPerson, Reason: why}, err
}

// send hands a message over to a number; the errand's id is the message's.
func (w *Worker) send(ctx context.Context, e events.Errand, phone, template, text string) (events.Receipt, error) {
	m := events.Message{ID: e.ID, To: phone, Kind: "sms", Template: template, Text: text, At: w.Now()}
	receipt, err := w.Sender.Send(ctx, m)
	if err != nil {
		return receipt, fmt.Errorf("send %s: %w", m.ID, err)
	}
	return receipt, nil
}
