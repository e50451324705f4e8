package api

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/slots"
)

// ground is one site, for every event.
type ground struct{ site slots.Site }

func (g *ground) Site(context.Context, events.ID) (slots.Site, error) { return g.site, nil }

func (g *ground) ChangeSite(_ context.Context, _ events.ID, change func(*slots.Site) error) error {
	return change(&g.site)
}

// TestPlanBelowWhatIsBooked: fewer lanes give fewer places than are booked. Such a plan
// is refused with what is free, nothing of it is kept, and the counts are as before;
// one that gives enough becomes what can be booked.
func TestPlanBelowWhatIsBooked(t *testing.T) {
	t.Parallel()
	yard := &ground{slots.Site{
		Zones:    []slots.Zone{{ID: "A", Capacity: 400, ExitCM: 400}},
		Gates:    []slots.Gate{{ID: "w", Lanes: 30, LaneHour: 1, ExitCM: 300}},
		Paths:    []slots.Path{{ID: "w-A", From: "w", To: "A", Kind: "level", WidthCM: 300, Metres: 50}},
		Routes:   []slots.Route{{Gate: "w", Share: 1, Zones: []string{"A"}, Stay: []float64{1}, Exit: "w"}},
		Approved: 400, Stay: 70 * time.Minute, Spread: 25 * time.Minute, Factor: 0.85, EmptyIn: 8 * time.Minute, Wait: 3 * time.Hour, Closes: 300 * time.Minute,
	}}
	h := newHouse(t, func(a *API) { a.Sites = yard })
	plan, claims := "/v1/events/"+string(h.pool.Event)+"/slot-plan", "/v1/pools/"+string(h.pool.ID)+"/claims"
	for i, party := range []int{5, 4} {
		res := h.do(t, "POST", claims, fmt.Sprintf(`{"party":%d}`, party), bearer(h.token(t, fmt.Sprint("1540000010", i))), "Idempotency-Key: booked-1")
		if res.StatusCode != 201 {
			t.Fatalf("booking for %d: %d %s", party, res.StatusCode, res.text)
		}
	}
	try := func(lanes int) SlotPlan {
		t.Helper()
		res := h.do(t, "POST", plan, fmt.Sprintf(`{"night":1,"lanes":{"w":%d}}`, lanes), bearer(h.admin))
		if res.StatusCode != 200 {
			t.Fatalf("%d lanes: %d %s", lanes, res.StatusCode, res.text)
		}
		return decoded[SlotPlan](t, res)
	}
	save := func(p SlotPlan, key string) answered {
		t.Helper()
		body, err := json.Marshal(map[string]any{
			"night": 1, "lanes": p.Lanes, "why": "按方案", "versions": map[events.SessionID]int64{h.pool.Session: p.Windows[0].Version},
		})
		if err != nil {
			t.Fatal(err)
		}
		return h.do(t, "PUT", plan, string(body), bearer(h.admin), "Idempotency-Key: "+key)
	}
	// counted is what there is, what is taken and what is left, as everybody is told.
	counted := func() string {
		t.Helper()
		list, err := h.Tickets.Availability(t.Context(), h.pool.Session)
		if err != nil {
			t.Fatal(err)
		}
		l, _, err := h.Tickets.StockOf(t.Context(), h.pool.Session)
		if err != nil {
			t.Fatal(err)
		}
		a := list[0]
		return fmt.Sprintf("%d approved, %d in no pool: %d free, %d taken, %d blocked of %d", l.Approved, l.Left(), a.Free, a.Claimed, a.Blocked, a.Capacity)
	}
	before := counted()

	few := try(1)
	if few.Places >= 9 {
		t.Fatalf("one lane gives %d places: nothing to refuse", few.Places)
	}
	res := save(few, "too-few-1")
	if p := res.problem(t); res.StatusCode != 409 || p.Code != ticketing.ErrPlacesTaken.Code || p.Details["free"] != 1.0 || p.Details["session"] == nil {
		t.Errorf("%d places for nine: %d %s", few.Places, res.StatusCode, res.text)
	}
	if after := counted(); after != before {
		t.Errorf("after it was refused %s, before %s", after, before)
	}
	if lanes := yard.site.Gates[0].Lanes; lanes != 30 {
		t.Errorf("the gate has %d lanes by a plan that was refused", lanes)
	}

	enough := few
	for _, lanes := range []int{4, 8, 16} {
		if enough = try(lanes); enough.Places >= 9 {
			break
		}
	}
	if res := save(enough, "enough-1"); res.StatusCode != 200 {
		t.Fatalf("%d places for nine: %d %s", enough.Places, res.StatusCode, res.text)
	}
	want := fmt.Sprintf("%d approved, 0 in no pool: %d free, 9 taken", enough.Places, enough.Places-9)
	if after := counted(); len(after) < len(want) || after[:len(want)] != want {
		t.Errorf("afterwards %s, want %s", after, want)
	}
	if res := save(enough, "enough-2"); res.StatusCode != 200 { // there is nothing to change any more
		t.Errorf("the same plan by the reading of before: %d %s", res.StatusCode, res.text)
	}
	if res := save(try(30), "more-1"); res.StatusCode != 200 {
		t.Errorf("more lanes: %d %s", res.StatusCode, res.text)
	}
	if res := save(enough, "stale-1"); res.problem(t).Code != ticketing.ErrChanged.Code {
		t.Errorf("by an older reading: %d %s", res.StatusCode, res.text)
	}
}
