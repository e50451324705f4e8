package workers

import (
	"strings"
	"testing"

	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// TestToldTogether: whoever has two bookings of an edition that is put off hears of both
// in one message, and each of the two is told; a third one, found later, is told too.
func TestToldTogether(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ctx := t.Context()
	second, third := s.pool, s.pool
	all, err := s.Events.Sessions(ctx, s.pool.Event)
	if err != nil || len(all) < 3 || all[0].ID == s.pool.Session || all[1].ID == s.pool.Session {
		t.Fatalf("%d sessions, %v", len(all), err)
	}
	second.ID, second.Session, third.ID, third.Session = "second", all[0].ID, "third", all[1].ID
	s.Tickets.Pools = ticketingtest.NewPools(s.pool, second, third)
	book := func(pool ticketing.PoolID, holder ticketing.HolderID, party int) ticketing.Claim {
		t.Helper()
		c, err := s.Tickets.Claim(ctx, ticketing.Request{Pool: pool, Holder: holder, Party: party, Key: string(pool)})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	book(s.pool.ID, "ann", 2)
	gone := book(second.ID, "ann", 1)
	book(s.pool.ID, "english", 1)
	book(second.ID, "english", 2)
	book(second.ID, "tom", 1)
	book(s.pool.ID, "nophone", 1)
	book(second.ID, "nophone", 1)
	of(t)(s.Events.Postpone(ctx, s.order(t)))
	for range 3 {
		s.tellAll(t)
	}
	s.want(t, 1, 5, 0, 2, 0, 0)
	got := s.sent(t)
	if len(got) != 3 {
		t.Fatalf("%d messages, want one each for ann, the reader of English and tom: %+v", len(got), got)
	}
	for _, m := range got {
		both := strings.Contains(m.Text, "您订的3位都留着") && strings.Count(m.Text, "、") == 1 || strings.Contains(m.Text, "Your places for 3 people are kept") && strings.Count(m.Text, " and ") == 1
		if one := strings.Contains(m.Text, "您订的1位都留着"); both == one {
			t.Errorf("message = %q", m.Text)
		}
	}
	if n := s.notices.noted; len(n) != 2 || n[0].ID == n[1].ID {
		t.Errorf("in person each is told by itself: %+v", n)
	}

	// A place that was held before may become hers after she was told of the others.
	book(third.ID, "ann", 1)
	if _, err := s.Tickets.Claims.Release(ctx, "ann", gone.ID, s.now); err != nil {
		t.Fatal(err)
	}
	s.now = s.now.Add(5 * 60 * 1e9)
	s.tellAll(t)
	s.want(t, 1, 6, 0, 2, 0, 0)
	if got := s.sent(t); len(got) != 4 || !strings.Contains(got[0].Text+got[3].Text, "您订的3位都留着") {
		t.Errorf("messages = %+v", got)
	}
}
