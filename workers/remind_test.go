package workers

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/store"
)

// flaky sends nothing the first time.
type flaky struct {
	events.Sender
	failed atomic.Bool
}

func (s *flaky) Send(ctx context.Context, m events.Message) (events.Receipt, error) {
	if s.failed.CompareAndSwap(false, true) {
		return events.Receipt{}, errors.New("the gateway is away")
	}
	return s.Sender.Send(ctx, m)
}

// TestRemind: in the evening before, and in no other hour, whoever still has a booking
// is told of it once; one that could not be sent goes with the next round.
func TestRemind(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	ctx := t.Context()
	h.Reminders = store.NewReminders(&docstoretest.Memory{})
	ann, bob := h.claim(t, "ann"), h.claim(t, "bob")
	gone := h.claim(t, "tom")
	if _, err := h.Tickets.Release(ctx, "tom", gone.ID); err != nil {
		t.Fatal(err)
	}
	h.claim(t, "nophone")
	session, err := h.Events.Session(ctx, h.pool.Session)
	if err != nil {
		t.Fatal(err)
	}
	starts := session.Starts.In(events.Zone)
	at := func(daysBefore, hour int) time.Time {
		return time.Date(starts.Year(), starts.Month(), starts.Day()-daysBefore, hour, 5, 0, 0, events.Zone)
	}
	for _, quiet := range []time.Time{at(2, 18), at(1, 9), at(1, 16), at(1, 20), at(1, 23), at(0, 17)} {
		h.Worker.Now = func() time.Time { return quiet }
		h.Worker.Events.Now = h.Worker.Now
		if err := h.Remind(ctx); err != nil {
			t.Fatal(err)
		}
		if got := h.sent(t); len(got) != 0 {
			t.Fatalf("at %s: %+v", quiet, got)
		}
	}
	h.Worker.Now = func() time.Time { return at(1, 17) }
	h.Worker.Sender = &flaky{Sender: h.messages}
	if err := h.Remind(ctx); err == nil {
		t.Error("one could not be sent, and nobody says so")
	}
	for range 2 {
		if err := h.Remind(ctx); err != nil {
			t.Fatal(err)
		}
	}
	got := h.sent(t)
	if len(got) != 2 {
		t.Fatalf("messages = %+v, want one each for ann and bob", got)
	}
	for _, code := range []string{ann.Code, bob.Code} {
		if !strings.Contains(got[0].Text+got[1].Text, "明天别忘了") || !strings.Contains(got[0].Text+got[1].Text, strings.ToUpper(code)) {
			t.Errorf("nobody is told of %s: %+v", code, got)
		}
	}
	if n := len(h.notices.noted); n != 1 || h.notices.noted[0].Template != "claim_reminder" {
		t.Errorf("noted = %+v, want the one without a telephone, once", h.notices.noted)
	}
}
