package workers

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/store"
	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// stage is a house whose edition can be stopped, by daylight two days before it starts.
type stage struct {
	house
	tellings *store.Tellings
	now      time.Time
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{house: newHouse(t), tellings: store.NewTellings(&docstoretest.Memory{})}
	s.Tellings = s.tellings
	e := s.edition(t)
	starts := e.Starts.In(events.Zone).AddDate(0, 0, -2)
	s.now = time.Date(starts.Year(), starts.Month(), starts.Day(), 10, 0, 0, 0, events.Zone)
	clock := func() time.Time { return s.now }
	s.Worker.Now, s.Events.Now, s.Tickets.Now = clock, clock, clock
	s.pool.Closes = e.Starts
	s.Tickets.Pools = ticketingtest.NewPools(s.pool)
	return s
}

func (s *stage) edition(t *testing.T) events.Event {
	t.Helper()
	e, _, err := s.Events.Edition(t.Context(), s.pool.Event)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (s *stage) order(t *testing.T) events.Act {
	e := s.edition(t)
	s.now = s.now.Add(time.Minute)
	return events.Act{Event: e.ID, Rev: e.Rev, By: "老梅", Authority: "区公安分局", Why: "as ordered", Note: events.Text{ZH: "大风"}}
}

func (s *stage) tellAll(t *testing.T) {
	t.Helper()
	s.now = s.now.Add(time.Second)
	if err := s.Tell(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (s *stage) counts(t *testing.T, n int) map[string]int {
	t.Helper()
	counts, err := s.tellings.Counts(t.Context(), fmt.Sprintf("%s.b%d", s.pool.Event, n))
	if err != nil {
		t.Fatal(err)
	}
	return counts
}

func (s *stage) want(t *testing.T, n, told, open, inPerson, unreached, needless int) {
	t.Helper()
	got := s.counts(t, n)
	want := map[string]int{events.WasTold: told, events.NotYet: open, events.InPerson: inPerson, events.Unreached: unreached, events.Needless: needless}
	for state, n := range want {
		if got[state] != n {
			t.Errorf("bulletin %d: %v, want %v", n, got, want)
			return
		}
	}
}

func of(t *testing.T) func(events.Event, error) {
	return func(_ events.Event, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestEverybodyIsTold: whoever has places or waits for some hears of it, once, however
// often the round comes by; who cannot be reached is told in person or counted as
// unreached; who has given back hears nothing.
func TestEverybodyIsTold(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	ann := s.claim(t, "ann")
	s.claim(t, "nophone")
	s.claim(t, "nobody")
	gone := s.claim(t, "tom")
	waits := ticketing.Request{Pool: s.pool.ID, Holder: "wen", Party: 3, Key: "w"}
	if _, err := s.Tickets.Claim(ctx, ticketing.Request{Pool: s.pool.ID, Holder: "big", Party: 2, Key: "k"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Tickets.Join(ctx, waits); err != nil {
		t.Fatal(err)
	}
	of(t)(s.Events.Postpone(ctx, s.order(t)))
	if _, err := s.Tickets.Claims.Release(ctx, "tom", gone.ID, s.now); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		s.tellAll(t)
	}
	s.want(t, 1, 3, 0, 1, 1, 0)
	got := s.sent(t)
	if len(got) != 3 {
		t.Fatalf("%d messages, want one each for ann, big and wen: %+v", len(got), got)
	}
	for _, m := range got {
		if !strings.Contains(m.Text, "延期") || !strings.Contains(m.Text, "大风（依据：区公安分局）") || m.Template != "edition_postponed" {
			t.Errorf("message = %q", m.Text)
		}
		if m.ID == string(s.pool.Event)+".b1."+string(ann.ID) && !strings.Contains(m.Text, "您订的2位都留着") {
			t.Errorf("ann reads %q", m.Text)
		}
	}
	if n := len(s.notices.noted); n != 1 || s.notices.noted[0].Person != "nophone" {
		t.Errorf("noted = %+v", s.notices.noted)
	}

	// Who comes by a place that was held before it was said hears of it too.
	s.pool.ID = "late"
	s.Tickets.Pools = ticketingtest.NewPools(s.pool)
	s.claim(t, "late")
	s.now = s.now.Add(5 * time.Minute)
	s.tellAll(t)
	s.want(t, 1, 4, 0, 1, 1, 0)
	s.now = s.now.Add(3 * time.Hour)
	s.tellAll(t)
	s.tellAll(t)
	if n := len(s.sent(t)); n != 4 {
		t.Errorf("%d messages in the end, want 4", n)
	}
}

// TestNewDatesAreTold: one after the other they hear what holds, and whoever booked after
// new dates hears nothing of them.
func TestNewDatesAreTold(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	s.claim(t, "ann")
	of(t)(s.Events.Stop(ctx, s.order(t)))
	of(t)(s.Events.Postpone(ctx, s.order(t)))
	was := s.edition(t)
	of(t)(s.Events.Resume(ctx, s.order(t), was.Starts.AddDate(0, 0, 7)))
	s.now = s.now.Add(time.Minute)
	s.claim(t, "bob")
	s.tellAll(t)
	s.want(t, 1, 0, 0, 0, 0, 1) // something later was told instead
	s.want(t, 2, 0, 0, 0, 0, 1)
	s.want(t, 3, 1, 0, 0, 0, 0)
	got := s.sent(t)
	if len(got) != 1 || !strings.Contains(got[0].Text, "改到") || !strings.Contains(got[0].Text, "凭码") {
		t.Fatalf("messages = %+v, want one of the new dates", got)
	}
	session, err := s.Events.Session(ctx, s.pool.Session)
	if err != nil {
		t.Fatal(err)
	}
	if now, before := hour(session.Starts), hour(session.Starts.AddDate(0, 0, -7)); !strings.Contains(got[0].Text, "改到"+now+"，"+before) {
		t.Errorf("%q does not say %s instead of %s", got[0].Text, now, before)
	}

	// Of what is put off nobody is reminded.
	of(t)(s.Events.Postpone(ctx, s.order(t)))
	s.Reminders = store.NewReminders(&docstoretest.Memory{})
	eve := session.Starts.In(events.Zone).AddDate(0, 0, -1)
	s.now = time.Date(eve.Year(), eve.Month(), eve.Day(), 18, 0, 0, 0, events.Zone)
	if err := s.Remind(ctx); err != nil {
		t.Fatal(err)
	}
	if n := len(s.sent(t)); n != 1 {
		t.Errorf("%d messages, want no reminder", n)
	}
}

// TestTellAtNight: nobody is woken for what is far off; everybody is for tomorrow.
func TestTellAtNight(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.claim(t, "ann")
	s.now = time.Date(s.now.Year(), s.now.Month(), s.now.Day()-3, 22, 0, 0, 0, events.Zone)
	of(t)(s.Events.Cancel(t.Context(), s.order(t)))
	s.tellAll(t)
	s.want(t, 1, 0, 1, 0, 0, 0)
	list, _, err := s.tellings.Of(t.Context(), string(s.pool.Event)+".b1", events.NotYet, events.PageQuery{Limit: 9})
	if err != nil || list[0].Reason != "morning" {
		t.Errorf("waits = %+v, %v", list, err)
	}
	s.now = s.now.Add(10 * time.Hour)
	s.tellAll(t)
	s.want(t, 1, 1, 0, 0, 0, 0)
	about := events.Shifted{Was: s.now.Add(20 * time.Hour), Now: s.now.Add(900 * time.Hour)}
	midnight := time.Date(s.now.Year(), s.now.Month(), s.now.Day(), 23, 59, 0, 0, events.Zone)
	if about.Was = midnight.Add(20 * time.Hour); quiet(midnight, about) {
		t.Error("asleep, and it was to be tomorrow")
	}
}

// broken ends the process, in effect, after a message has gone and before that is
// written down.
type broken struct {
	*store.Tellings
	broken bool
}

var errKilled = errors.New("killed")

func (b *broken) Turn(ctx context.Context, id, from string, to events.Telling) error {
	if b.broken {
		return errKilled
	}
	return b.Tellings.Turn(ctx, id, from, to)
}

// TestToldOnceHoweverItEnds: the process ends between the message and its note, or the
// gateway is away; in the end everybody was told, and nobody twice.
func TestToldOnceHoweverItEnds(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, holder := range []string{"ann", "bob", "cid"} {
		s.claim(t, holder)
	}
	tellings := &broken{s.tellings, true}
	s.Tellings, s.Sender = tellings, &flaky{Sender: s.messages}
	of(t)(s.Events.Cancel(t.Context(), s.order(t)))
	for range 2 {
		if err := s.Tell(t.Context()); !errors.Is(err, errKilled) {
			t.Fatalf("Tell = %v, want it to say that it was cut short", err)
		}
	}
	if n := len(s.sent(t)); n != 3 {
		t.Fatalf("%d messages, want 3", n)
	}
	s.want(t, 1, 0, 3, 0, 0, 0)
	tellings.broken = false
	s.lists.made = nil // as after a start
	s.tellAll(t)
	s.want(t, 1, 3, 0, 0, 0, 0)
	if n := len(s.sent(t)); n != 3 {
		t.Errorf("%d messages after all, want 3", n)
	}
}

// TestOneMessageForASwap: whoever changes the time hears of the new one, and not besides
// that the old one went back.
func TestOneMessageForASwap(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	later := h.pool
	later.ID, later.Limits = "later", []ticketing.Limit{{Rule: "later", Per: ticketing.PerHolder, Max: 1}}
	h.Tickets.Pools = ticketingtest.NewPools(h.pool, later)
	old := h.claim(t, "ann")
	c, err := h.Tickets.Swap(t.Context(), "ann", old.ID, ticketing.Request{Pool: later.ID, Key: "s"})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for _, do := range []error{h.give(t.Context(), ticketing.GiveErrand(old)), h.swap(t.Context(), ticketing.SwapErrand(c)), h.confirm(t.Context(), ticketing.ConfirmErrand(c))} {
			if do != nil {
				t.Fatal(do)
			}
		}
	}
	if got := h.sent(t); len(got) != 1 || !strings.Contains(got[0].Text, "换好了") || !strings.Contains(got[0].Text, strings.ToUpper(c.Code)) {
		t.Errorf("messages = %+v, want one of the new time", got)
	}
}

// TestGaveBackMeanwhile: whoever gives back after it was written down that they are to
// hear of it, and before they do, hears nothing.
func TestGaveBackMeanwhile(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	tom := s.claim(t, "tom")
	of(t)(s.Events.Postpone(ctx, s.order(t)))
	b := events.Bulletin{ID: string(s.pool.Event) + ".b1", Event: s.pool.Event, At: s.now}
	if err := s.tellings.Add(ctx, []events.Telling{events.NewTelling(b, string(tom.ID), tom.Session, s.now)}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Tickets.Claims.Release(ctx, "tom", tom.ID, s.now); err != nil {
		t.Fatal(err)
	}
	s.tellAll(t)
	s.want(t, 1, 0, 0, 0, 0, 1)
	if got := s.sent(t); len(got) != 0 {
		t.Errorf("sent %+v", got)
	}
}
