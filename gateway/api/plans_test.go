package api

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"wanjia/ticketing/seating"
	"wanjia/ticketing/ticketingtest"
)

// seatedHouse is a house whose pool of ten has two rows of five, the second with a
// wheelchair place and a seat beside it.
func seatedHouse(t *testing.T) (*house, string) {
	t.Helper()
	h := newHouse(t, nil)
	plan := ticketingtest.Plan(t,
		ticketingtest.RowOf{Sector: "池座", Name: "1", Order: 1, Seats: "....."},
		ticketingtest.RowOf{Sector: "池座", Name: "2", Order: 2, Seats: "...cw"})
	res := h.do(t, "POST", "/v1/plans", string(plan.JSON()), bearer(h.admin))
	sum := decoded[PlanSummary](t, res)
	if res.StatusCode != 201 || sum.Seats != 10 || sum.Rows != 2 || sum.Wheelchairs != 1 || sum.ID != plan.ID {
		t.Fatalf("bringing in the plan: %d %s", res.StatusCode, res.text)
	}
	res = h.do(t, "PUT", "/v1/pools/"+string(h.pool.ID)+"/plan", `{"plan":"`+string(plan.ID)+`"}`, bearer(h.admin))
	if res.StatusCode != 204 {
		t.Fatalf("seating the pool: %d %s", res.StatusCode, res.text)
	}
	return h, string(plan.ID)
}

// TestSeats: seats are held and claimed by name or as the best there are, all of them
// or none, and answers name them.
func TestSeats(t *testing.T) {
	t.Parallel()
	h, _ := seatedHouse(t)
	pool, resident, other := "/v1/pools/"+string(h.pool.ID), bearer(h.resident), bearer(h.token(t, "15400000002"))
	for body, code := range map[string]string{
		`{"seats":["1-1"],"best_available":{"number":1}}`: "party_size",
		`{"party":2,"seats":["1-1"]}`:                     "party_size",
		`{}`:                                              "party_size",
		`{"seats":["1-1","9-9"]}`:                         "no_such_seat",
		`{"seats":["1-1","1-1"]}`:                         "no_such_seat",
		`{"seats":["2-5"]}`:                               "seat_kept",
		`{"seats":["1-1","2-4"],"needs":["wheelchair"]}`:  "seat_kept",
		`{"best_available":{"number":1,"sector":"楼座"}}`:   "no_such_sector",
		`{"best_available":{"number":1,"needs":["wheelchair","wheelchair"]}}`: "bad_needs",
		`{"best_available":{"number":0}}`:                                     "invalid_request",
	} {
		res := h.do(t, "POST", pool+"/holds", body, resident, "Idempotency-Key: refused1")
		if res.problem(t).Code != code {
			t.Errorf("%s: %d %s, want %s", body, res.StatusCode, res.text, code)
		}
	}
	hold := h.do(t, "POST", pool+"/holds", `{"seats":["1-2","1-3"]}`, resident, "Idempotency-Key: seats-01")
	held := decoded[Hold](t, hold)
	if hold.StatusCode != 201 || fmt.Sprint(held.Seats, held.Places) != "[1-2 1-3] [2 3]" {
		t.Fatalf("holding two seats: %d %s", hold.StatusCode, hold.text)
	}
	res := h.do(t, "POST", pool+"/claims", `{"seats":["1-3","1-4"]}`, other, "Idempotency-Key: seats-02")
	p := res.problem(t)
	if res.StatusCode != 409 || p.Code != "seats_taken" || fmt.Sprint(p.Details["conflicts"], p.Details["reason"]) != "[1-3]taken" {
		t.Errorf("one of them for somebody else: %d %s", res.StatusCode, res.text)
	}
	res = h.do(t, "POST", "/v1/holds/"+held.ID+"/confirm", "", resident)
	if claim := decoded[Claim](t, res); res.StatusCode != 201 || fmt.Sprint(claim.Seats) != "[1-2 1-3]" {
		t.Errorf("confirming: %d %s", res.StatusCode, res.text)
	}
	res = h.do(t, "POST", pool+"/claims", `{"best_available":{"number":4}}`, other, "Idempotency-Key: seats-03")
	p = res.problem(t)
	if p.Code != "no_block" || p.Details["largest"] != 3.0 || p.Details["free"] != 6.0 || p.Details["scattered"] != true {
		t.Errorf("four together: %d %s", res.StatusCode, res.text)
	}
	res = h.do(t, "POST", pool+"/claims", `{"best_available":{"number":2,"needs":["wheelchair"]}}`, other, "Idempotency-Key: seats-04")
	if claim := decoded[Claim](t, res); res.StatusCode != 201 || fmt.Sprint(claim.Seats) != "[2-4 2-5]" {
		t.Errorf("two, one of them in a wheelchair: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "GET", "/v1/me/claims", "", other); !strings.Contains(res.text, `"seats":["2-4","2-5"]`) {
		t.Errorf("my bookings do not name the seats: %s", res.text)
	}
}

// TestPlan: a plan never changes and says so; what is no plan is told where it is wrong.
func TestPlan(t *testing.T) {
	t.Parallel()
	h, id := seatedHouse(t)
	first := h.do(t, "GET", "/v1/plans/"+id, "")
	if cc := first.Header.Get("Cache-Control"); first.StatusCode != 200 || !strings.Contains(cc, "immutable") || !json.Valid([]byte(first.text)) {
		t.Errorf("the plan: %d %s %.80s", first.StatusCode, cc, first.text)
	}
	if again := h.do(t, "GET", "/v1/plans/"+id, "", "If-None-Match: "+first.Header.Get("ETag")); again.StatusCode != 304 {
		t.Errorf("asked again: %d", again.StatusCode)
	}
	if bare := h.do(t, "GET", "/v1/plans/"+id+"?schema=pretix", ""); strings.Contains(bare.text, "wanjia") || bare.Header.Get("ETag") == first.Header.Get("ETag") {
		t.Errorf("for pretix: %s", bare.text)
	}
	zipped := h.do(t, "GET", "/v1/plans/"+id, "", "Accept-Encoding: gzip")
	r, err := gzip.NewReader(strings.NewReader(zipped.text))
	if err != nil || zipped.Header.Get("Content-Encoding") != "gzip" {
		t.Fatalf("packed: %v %q", err, zipped.Header.Get("Content-Encoding"))
	}
	var plain bytes.Buffer
	if _, err := plain.ReadFrom(r); err != nil || plain.String() != first.text {
		t.Errorf("unpacked it is %.80s, %v", plain.String(), err)
	}
	list := decoded[PlanList](t, h.do(t, "GET", "/v1/plans", "", bearer(h.admin)))
	if len(list.Items) != 1 || string(list.Items[0].ID) != id || list.Items[0].Seats != 10 || list.Items[0].Wheelchairs != 1 || len(list.Items[0].Pools) != 1 || list.Items[0].Pools[0].ID != h.pool.ID {
		t.Errorf("the plans: %+v", list)
	}
	if res := h.do(t, "GET", "/v1/plans/pnone", ""); res.StatusCode != 404 || res.problem(t).Code != "no_such_plan" {
		t.Errorf("no such plan: %d %s", res.StatusCode, res.text)
	}
	cut := h.do(t, "POST", "/v1/plans", first.text[:len(first.text)/2], bearer(h.admin))
	if p := cut.problem(t); cut.StatusCode != 400 || p.Code != "bad_plan" || !strings.Contains(cut.text, "cut_short") {
		t.Errorf("half a plan: %d %s", cut.StatusCode, cut.text)
	}
	if res := h.do(t, "POST", "/v1/plans", first.text, bearer(h.resident)); res.StatusCode != 403 {
		t.Errorf("a plan of a resident: %d %s", res.StatusCode, res.text)
	}
	small := ticketingtest.Plan(t, ticketingtest.Block(1, 9)...)
	h.do(t, "POST", "/v1/plans", string(small.JSON()), bearer(h.admin))
	if res := h.do(t, "PUT", "/v1/pools/"+string(h.pool.ID)+"/plan", `{"plan":"`+string(small.ID)+`"}`, bearer(h.admin)); res.problem(t).Code != "plan_small" {
		t.Errorf("ten places on nine seats: %d %s", res.StatusCode, res.text)
	}
	h.do(t, "POST", "/v1/pools/"+string(h.pool.ID)+"/claims", `{"party":1}`, bearer(h.resident), "Idempotency-Key: booked-1")
	larger := ticketingtest.Plan(t, ticketingtest.Block(3, 9)...)
	h.do(t, "POST", "/v1/plans", string(larger.JSON()), bearer(h.admin))
	if res := h.do(t, "PUT", "/v1/pools/"+string(h.pool.ID)+"/plan", `{"plan":"`+string(larger.ID)+`"}`, bearer(h.admin)); res.problem(t).Code != "plan_sold" {
		t.Errorf("another plan under a booking: %d %s", res.StatusCode, res.text)
	}
}

// TestPlanStatus: how the seats stand is one body for all, and less of it for whoever
// knows how they stood.
func TestPlanStatus(t *testing.T) {
	t.Parallel()
	h, id := seatedHouse(t)
	ask := func(since, want string) PlanStatus {
		t.Helper()
		var res answered
		var s PlanStatus
		deadline := time.Now().Add(5 * time.Second)
		for { // the body is made anew at least each second
			res = h.do(t, "GET", "/v1/plans/"+id+"/status?since="+since, "")
			s = decoded[PlanStatus](t, res)
			if len(s.Pools) == 1 && statusText(t, s.Pools[0]) == want {
				break
			}
			if time.Now().After(deadline) {
				t.Fatalf("the seats stay %s, want %s", res.text, want)
			}
			time.Sleep(20 * time.Millisecond)
		}
		if cc := res.Header.Get("Cache-Control"); cc != "public, max-age=1" {
			t.Errorf("Cache-Control %q", cc)
		}
		if again := h.do(t, "GET", "/v1/plans/"+id+"/status?since="+since, "", "If-None-Match: "+res.Header.Get("ETag")); again.StatusCode != 304 {
			t.Errorf("asked again: %d", again.StatusCode)
		}
		return s
	}
	free := ask("", "..........")
	pool, resident := "/v1/pools/"+string(h.pool.ID), bearer(h.resident)
	held := decoded[Hold](t, h.do(t, "POST", pool+"/holds", `{"seats":["1-5","2-1"]}`, resident, "Idempotency-Key: status-1"))
	ask("", "....hh....")
	after := ask(free.Rev, "5h 6h")
	h.do(t, "POST", "/v1/holds/"+held.ID+"/confirm", "", resident)
	ask(after.Rev, "5x 6x")
	ask("nonsense", "....xx....")
	if same := ask(after.Rev, "5x 6x"); same.Since != after.Rev {
		t.Errorf("since %q, want %q", same.Since, after.Rev)
	}
}

// statusText writes the seats of a status, or what has changed, in letters.
func statusText(t *testing.T, p PoolSeatStatus) string {
	t.Helper()
	var changed []string
	for _, c := range p.Changed {
		changed = append(changed, fmt.Sprintf("%d%c", c[0], ".hx?"[c[1]]))
	}
	bits, err := base64.StdEncoding.DecodeString(p.Seats)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for n := 0; n < 10 && len(bits) > 0; n++ {
		all.WriteByte(".hx?"[bits[n/4]>>(n%4*2)&3])
	}
	return all.String() + strings.Join(changed, " ")
}

// TestPackedPlan: a plan may come packed, and one that unpacks to more than a plan may
// have is refused without unpacking all of it.
func TestPackedPlan(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	pack := func(document []byte) string {
		var b bytes.Buffer
		w := gzip.NewWriter(&b)
		if _, err := w.Write(document); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	plan := ticketingtest.Plan(t, ticketingtest.RowOf{Sector: "池座", Name: "1", Order: 1, Seats: "....."})
	packed := pack(plan.JSON())
	send := func(body, path string, headers ...string) answered {
		return h.do(t, "POST", path, body, append(headers, bearer(h.admin))...)
	}
	if res := send(packed, "/v1/plans", "Content-Encoding: gzip"); res.StatusCode != 201 || decoded[PlanSummary](t, res).ID != plan.ID {
		t.Errorf("packed: %d %s", res.StatusCode, res.text)
	}
	for what, res := range map[string]struct {
		answered
		status int
		code   string
	}{
		"cut short":     {send(packed[:len(packed)/2], "/v1/plans", "Content-Encoding: gzip"), 400, "bad_plan"},
		"not packed":    {send(string(plan.JSON()), "/v1/plans", "Content-Encoding: gzip"), 400, "bad_plan"},
		"another way":   {send(packed, "/v1/plans", "Content-Encoding: br"), 415, "unsupported_media_type"},
		"packed twice":  {send(packed, "/v1/plans", "Content-Encoding: gzip, gzip"), 415, "unsupported_media_type"},
		"another route": {send(packed, "/v1/roles", "Content-Encoding: gzip"), 415, "unsupported_media_type"},
		"a bomb":        {send(pack(make([]byte, 2*seating.MaxBytes)), "/v1/plans", "Content-Encoding: gzip"), 400, "bad_plan"},
	} {
		if res.StatusCode != res.status || res.problem(t).Code != res.code {
			t.Errorf("%s: %d %.200s, want %d %s", what, res.StatusCode, res.text, res.status, res.code)
		}
	}
	body := pack(make([]byte, 2*seating.MaxBytes))
	if got, err := unpacked([]byte(body), "gzip"); err != nil || len(got) > seating.MaxBytes+1 {
		t.Errorf("unpacked %d bytes, %v", len(got), err)
	}
}
