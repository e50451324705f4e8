package api

import (
	"slices"
	"strings"
	"testing"
	"time"

	"wanjia/gateway/identity"
)

// TestJumpingClockOverHTTP lets the clock of the program jump by weeks while people
// press: the stock's clock, one for all, decides who is let in; what the program
// refuses by its own has a code and a sentence; no count is wrong, and when the clock is
// right again everything goes on.
func TestJumpingClockOverHTTP(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		by       time.Duration
		grown    int // the answer to a party that grows
		why, all string
		waits    string // why nobody can join the list
	}{
		"ahead":  {40 * 24 * time.Hour, 409, "started", `"closed"`, "closed"},
		"behind": {-40 * 24 * time.Hour, 200, `"party":3`, `"not_open"`, "not_open"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHouse(t, nil)
			d := stockDesk{h, h.served(at(identity.Organiser, "*"), slices.Concat(h.stockTable(), h.ticketTable()))}
			pool, me, other := "/v1/pools/"+string(h.pool.ID), bearer(h.resident), bearer(h.token(t, "15400000044"))
			right := h.Tickets.Now
			wrong := func() time.Time { return right().Add(tt.by) }
			first := decoded[Claim](t, h.do(t, "POST", pool+"/claims", `{"party":2}`, me, key("clock-001")))
			d.counted(t, "before", 2, 0, 8)

			h.Tickets.Now, h.Now = wrong, wrong
			if again := decoded[Claim](t, h.do(t, "POST", pool+"/claims", `{"party":2}`, me, key("clock-001"), "X-Retry: 1")); again.ID != first.ID {
				t.Errorf("the same press: %+v, was %s", again, first.ID)
			}
			held := decoded[Hold](t, h.do(t, "POST", pool+"/holds", `{"party":3}`, other, key("clock-002")))
			if res := h.do(t, "POST", "/v1/holds/"+string(held.ID)+"/confirm", `{}`, other); res.StatusCode != 201 {
				t.Errorf("a hold of a moment ago: %d %s", res.StatusCode, res.text)
			}
			res := h.do(t, "PATCH", "/v1/claims/"+string(first.ID), `{"party":3}`, me, key("clock-003"))
			if res.StatusCode != tt.grown || !strings.Contains(res.text, tt.why) {
				t.Errorf("grown: %d %s, want %d with %s", res.StatusCode, res.text, tt.grown, tt.why)
			}
			if res := h.do(t, "POST", pool+"/waitlist", `{"party":4}`, bearer(h.token(t, "15400000045")), key("clock-004")).problem(t); res.Code != tt.waits || res.Detail == "" {
				t.Errorf("waiting: %+v, want %s", res, tt.waits)
			}
			if res := wantOn(t, d.app, "GET", "/v1/sessions/"+string(h.pool.Session)+"/availability", "", 200); !strings.Contains(res.text, `"state":`+tt.all) {
				t.Errorf("what all are told: %s, want %s", res.text, tt.all)
			}

			h.Tickets.Now, h.Now = right, right
			owned := 5
			if tt.grown == 200 {
				owned = 6
			}
			d.counted(t, "right again", owned, 0, 10-owned)
			if res := h.do(t, "DELETE", "/v1/claims/"+string(first.ID), "", me); res.StatusCode != 200 {
				t.Errorf("given back: %d %s", res.StatusCode, res.text)
			}
			d.counted(t, "given back", 3, 0, 7)
		})
	}
}
