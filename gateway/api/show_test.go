package api

import (
	"net/http"
	"strings"
	"testing"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// TestShortCode: a short code is found however it is typed, for an event and for one of
// its sessions.
func TestShortCode(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	event, err := h.Events.Event(t.Context(), "banquet-2027")
	if err != nil {
		t.Fatal(err)
	}
	sessions := decoded[SessionList](t, h.do(t, "GET", "/v1/events/banquet-2027/sessions", ""))
	code := sessions.Items[0].Short
	if code != event.Short()+"-NOON" || !strings.HasPrefix(code, "WJY") {
		t.Errorf("the session's code is %q", code)
	}
	for typed, want := range map[string]ShortFor{
		code:                                   {code, "banquet-2027", h.pool.Session},
		strings.ToLower(code):                  {code, "banquet-2027", h.pool.Session},
		strings.ReplaceAll(code, "-", "%20"):   {code, "banquet-2027", h.pool.Session},
		"%EF%BC%B7" + code[1:]:                 {code, "banquet-2027", h.pool.Session}, // a full-width W
		strings.ToLower(event.Short()) + "%20": {event.Short(), "banquet-2027", ""},
	} {
		if got := decoded[ShortFor](t, h.do(t, "GET", "/v1/short/"+typed, "")); got != want {
			t.Errorf("%s is %+v, want %+v", typed, got, want)
		}
	}
	if res := h.do(t, "GET", "/v1/short/WJY00", ""); res.StatusCode != 404 || res.problem(t).Code != "no_such_code" {
		t.Errorf("another code: %d %s", res.StatusCode, res.text)
	}
}

// TestCalendar: a booking is one entry of a calendar, no line too long, in the
// community's time; given back it calls itself off.
func TestCalendar(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	claim := h.booked(t, 2)
	read := func() string {
		res := h.do(t, "GET", "/v1/claims/"+string(claim.ID)+"/booking.ics", "", bearer(h.resident))
		if res.StatusCode != http.StatusOK || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/calendar") {
			t.Fatalf("%d %s", res.StatusCode, res.text)
		}
		for _, l := range strings.Split(strings.TrimSuffix(res.text, "\r\n"), "\r\n") {
			if len(l) > 75 || strings.ContainsAny(l, "\r\n") {
				t.Errorf("%d bytes: %q", len(l), l)
			}
		}
		return strings.ReplaceAll(res.text, "\r\n ", "")
	}
	text := read()
	starts := claim.Starts.In(events.Zone).Format("20060102T150405")
	for _, want := range []string{
		"BEGIN:VCALENDAR\r\n", "DTSTART;TZID=Asia/Shanghai:" + starts, "TZOFFSETTO:+0800", "UID:" + string(claim.ID) + "@wanjia",
		"SUMMARY:万家宴 中午", strings.ToUpper(claim.Code), "STATUS:CONFIRMED", "TRIGGER:-PT2H", "END:VCALENDAR\r\n",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if res := h.do(t, "GET", "/v1/claims/"+string(claim.ID)+"/booking.ics", "", bearer(h.token(t, "15400000002"))); res.StatusCode != 404 {
		t.Errorf("somebody else's: %d", res.StatusCode)
	}
	if res := h.do(t, "DELETE", "/v1/claims/"+string(claim.ID), "", bearer(h.resident)); res.StatusCode != 200 {
		t.Fatal(res.text)
	}
	if text := read(); !strings.Contains(text, "METHOD:CANCEL") || !strings.Contains(text, "STATUS:CANCELLED") || !strings.Contains(text, "SEQUENCE:1") {
		t.Errorf("given back it is\n%s", text)
	}
}

// TestFolded: whatever is in an entry, unfolding and unescaping give it back.
func TestFolded(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "short", strings.Repeat("灯", 200), strings.Repeat("a灯;,\\\n", 40), strings.Repeat("x", 75), strings.Repeat("𠮷", 60)} {
		lines := folded("SUMMARY:" + calendarText(text))
		for _, l := range strings.Split(strings.TrimSuffix(lines, "\r\n"), "\r\n") {
			if len(l) > 75 {
				t.Errorf("%d bytes", len(l))
			}
		}
		back := strings.TrimPrefix(strings.TrimSuffix(strings.ReplaceAll(lines, "\r\n ", ""), "\r\n"), "SUMMARY:")
		back = strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(back)
		if back != text {
			t.Errorf("%q came back as %q", text, back)
		}
	}
}

// booked has the resident book for a party.
func (h *house) booked(t *testing.T, party int) Claim {
	t.Helper()
	res := h.do(t, "POST", "/v1/pools/"+string(h.pool.ID)+"/claims", mustJSON(t, map[string]int{"party": party}), bearer(h.resident), "Idempotency-Key: booked-0001")
	if res.StatusCode != http.StatusCreated {
		t.Fatalf("booking: %d %s", res.StatusCode, res.text)
	}
	return decoded[Claim](t, res)
}

// TestSwapOverHTTP: another time instead, for oneself only, and a refusal leaves what
// there was.
func TestSwapOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	later := h.pool
	later.ID, later.Capacity = "evening", 3
	other := later
	other.ID, other.Event = "gala", "gala-2027"
	h.Tickets.Pools = ticketingtest.NewPools(h.pool, later, other)
	claim := h.booked(t, 2)
	swap := func(pool, token, key string) answered {
		return h.do(t, "POST", "/v1/claims/"+string(claim.ID)+"/swap", `{"pool":"`+pool+`"}`, bearer(token), "Idempotency-Key: swap-"+key)
	}
	for want, res := range map[string]answered{
		"no_such_claim": swap("evening", h.token(t, "15400000002"), "00001"),
		"no_such_pool":  swap("midnight", h.resident, "00002"),
		"swap":          swap("gala", h.resident, "00003"),
	} {
		if res.problem(t).Code != want {
			t.Errorf("%d %s, want %s", res.StatusCode, res.text, want)
		}
	}
	if c, err := h.Tickets.Lookup(t.Context(), claim.ID); err != nil || c.State != ticketing.Claimed {
		t.Errorf("after refusals it is %s, %v", c.State, err)
	}
	res := swap("evening", h.resident, "00004")
	if got := decoded[Claim](t, res); res.StatusCode != 201 || got.Pool != "evening" || got.Party != 2 || got.State != ticketing.Claimed {
		t.Fatalf("swapped: %d %s", res.StatusCode, res.text)
	}
	if again := swap("evening", h.resident, "00004"); again.StatusCode != 201 {
		t.Errorf("again: %d %s", again.StatusCode, again.text)
	}
	if c, err := h.Tickets.Lookup(t.Context(), claim.ID); err != nil || c.State != ticketing.Released {
		t.Errorf("the old one is %s, %v", c.State, err)
	}
}

// TestChosenGate: the ways in are everybody's to know; another gate is chosen for one's
// own booking, while it stands.
func TestChosenGate(t *testing.T) {
	t.Parallel()
	passes := newFakePasses("banquet-2027")
	h := newHouse(t, func(a *API) { a.Passes = passes })
	list := decoded[EntranceList](t, h.do(t, "GET", "/v1/events/banquet-2027/entrances", ""))
	if len(list.Items) != 1 || list.Items[0].ID != "w1" || list.Items[0].Title.EN != "West gate 1" {
		t.Errorf("entrances: %+v", list)
	}
	if res := h.do(t, "GET", "/v1/events/gala-2027/entrances", ""); res.text != `{"items":[]}`+"\n" && len(decoded[EntranceList](t, res).Items) != 0 {
		t.Errorf("without gates: %s", res.text)
	}
	if res := h.do(t, "GET", "/v1/events/none/entrances", ""); res.problem(t).Code != "no_such_event" {
		t.Errorf("no such event: %s", res.text)
	}
	claim := h.booked(t, 2)
	choose := func(gate, token string) answered {
		return h.do(t, "PUT", "/v1/claims/"+string(claim.ID)+"/gate", `{"gate":"`+gate+`"}`, bearer(token))
	}
	if res := choose("w1", h.token(t, "15400000002")); res.problem(t).Code != "no_such_claim" || passes.chosen != "" {
		t.Errorf("for somebody else: %s, %q", res.text, passes.chosen)
	}
	if res := choose("x9", h.resident); res.problem(t).Code != "no_such_gate" {
		t.Errorf("no such gate: %s", res.text)
	}
	if res := choose("w1", h.resident); res.StatusCode != 204 || passes.chosen != string(claim.ID)+" w1" {
		t.Errorf("%d %s, %q", res.StatusCode, res.text, passes.chosen)
	}
	if res := h.do(t, "DELETE", "/v1/claims/"+string(claim.ID), "", bearer(h.resident)); res.StatusCode != 200 {
		t.Fatal(res.text)
	}
	if res := choose("w1", h.resident); res.problem(t).Code != "pass_over" {
		t.Errorf("given back: %s", res.text)
	}
}
