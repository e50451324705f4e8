package workers

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"wanjia/events"
	"wanjia/ticketing"
)

// Every message has its words in both languages: the English ones have nothing Chinese
// but the house's name, and both have the code, the number to call and how many come.
func TestWordsInBothLanguages(t *testing.T) {
	t.Parallel()
	starts := time.Date(2027, 2, 19, 11, 30, 0, 0, time.UTC)
	c := ticketing.Claim{Party: 3, Code: "abcd2345", State: ticketing.Claimed}
	event := events.Event{Title: events.Text{ZH: "元宵灯展", EN: "Lantern Show"}, Place: events.Text{ZH: "志愿者广场", EN: "Volunteer Square"}, Hotline: "027-12345"}
	session := events.Session{Title: events.Text{ZH: "19:30场", EN: "19:30 entry"}, Starts: starts}
	e := enteringBy(event, session, c)
	texts := map[string]events.Text{
		"confirmed": e.confirmed(), "swapped": e.swapped(), "reminder": e.reminder(), "taken over": e.takenOver(), "changed": e.changed(), "recoded": e.recoded(),
		"revoked": e.revoked(events.Text{ZH: "大风", EN: "wind"}), "offered": e.offered(starts), "lapsed": e.lapsed(), "released": e.released(), "passed on": e.passedOn(),
		"not passed": e.notPassed(), "handed on": e.handedOn(starts),
	}
	for _, turn := range []events.Turn{events.PutOff, events.HeldUp, events.GoesOn, events.OtherDates, events.CalledOff, events.OtherHours, events.ElsewhereNow} {
		b := events.Bulletin{Turn: turn, Title: event.Title, Place: event.Place, Hotline: event.Hotline, Note: events.Text{ZH: "大风", EN: "Strong wind"}, Authority: "district police"}
		about := events.Shifted{Title: session.Title, Was: starts, Now: starts.Add(24 * time.Hour)}
		texts[string(turn)] = bulletinText(b, about, c)
		waiting := c
		waiting.State = ticketing.OnList
		texts[string(turn)+", waiting"] = bulletinText(b, about, waiting)
	}
	if len(texts) != 27 {
		t.Fatalf("%d messages", len(texts))
	}
	for name, text := range texts {
		en, ok := strings.CutPrefix(text.EN, "【万家】")
		if !ok || !strings.HasPrefix(text.ZH, "【万家】") {
			t.Errorf("%s is not signed: %q", name, text)
		}
		if i := strings.IndexFunc(en, func(r rune) bool { return unicode.Is(unicode.Han, r) || r > 0x3000 && r < 0xfff0 }); i >= 0 || strings.Contains(en, "  ") || strings.Contains(en, "..") {
			t.Errorf("%s in English: %q", name, en)
		}
		if !strings.Contains(en, "Lantern Show") || !strings.Contains(text.ZH, "元宵灯展") {
			t.Errorf("%s does not say of what: %+v", name, text)
		}
		for _, fact := range []string{"ABCD2345", "027-12345", "3"} {
			if strings.Contains(text.ZH, fact) && !strings.Contains(en, fact) {
				t.Errorf("%s: %s is told in Chinese only: %q", name, fact, en)
			}
		}
	}
}

// A message comes in the language of the account that reads it: the holder's, or of who
// booked for them. A neighbour who tells it in person gets the Chinese words.
func TestToldInTheirLanguage(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ holder, agent, begins string }{
		{"ann", "", "【万家】预约成功"}, {"english", "", "【万家】Booked: "},
		{"nophone", "english", "【万家】(You booked this for somebody else.) Booked: "}, {"nophone", "ann", "【万家】（您替别人订的）预约成功"},
	} {
		h := newHouse(t)
		c, err := h.Tickets.Claim(t.Context(), ticketing.Request{Pool: h.pool.ID, Holder: ticketing.HolderID(tt.holder), Agent: ticketing.HolderID(tt.agent), Party: 2, Key: "k"})
		if err == nil {
			err = h.confirm(t.Context(), ticketing.ConfirmErrand(c))
		}
		if err != nil {
			t.Fatal(err)
		}
		if got := h.sent(t); len(got) != 1 || !strings.HasPrefix(got[0].Text, tt.begins) {
			t.Errorf("%s (booked by %q) reads %+v", tt.holder, tt.agent, got)
		}
	}
	h := newHouse(t)
	c := h.claim(t, "nophone")
	if err := h.confirm(t.Context(), ticketing.ConfirmErrand(c)); err != nil || len(h.notices.noted) != 1 || !strings.HasPrefix(h.notices.noted[0].Text, "【万家】预约成功") {
		t.Errorf("in person: %+v, %v", h.notices.noted, err)
	}
}
