package api

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"wanjia/events/community/communitytest"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// counted asks over HTTP what is booked, blocked and free, and that the documents and
// the stock say the same; it says when that is not so.
func (d stockDesk) counted(t *testing.T, when string, claimed, blocked, free int) {
	t.Helper()
	h := d.house
	if p := d.now(t); p.Taken != claimed || p.Blocked != blocked || p.Free != free || p.Capacity != claimed+blocked+free {
		t.Errorf("%s: %d of %d taken, %d blocked, %d free; want %d, %d, %d", when, p.Taken, p.Capacity, p.Blocked, p.Free, claimed, blocked, free)
	}
	owned, err := h.Tickets.Claims.Owned(t.Context(), h.pool.ID)
	if err != nil {
		t.Fatal(err)
	}
	places := map[int]bool{}
	for _, c := range owned {
		for _, n := range c.Places {
			if places[n] {
				t.Errorf("%s: place %d has two owners", when, n)
			}
			places[n] = true
		}
	}
	if len(places) != claimed+blocked {
		t.Errorf("%s: the documents have %d places, want %d", when, len(places), claimed+blocked)
	}
	found, err := h.Tickets.Reconcile(t.Context(), time.Millisecond)
	if err != nil || len(found) > 0 {
		t.Errorf("%s: %+v, %v", when, found, err)
	}
}

// TestBadInputLeavesCounts sends what must not be taken, of residents and of organisers,
// while there are claims: each has a code and a sentence, and leaves the counts right.
func TestBadInputLeavesCounts(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	d := stockDesk{h, h.served(at(identity.Organiser, "*"), slices.Concat(h.stockTable(), h.ticketTable()))}
	me, head := bearer(h.resident), bearer(h.standing(t, "15400000006", communitytest.Tong))
	pool := "/v1/pools/" + string(h.pool.ID)
	claim := decoded[Claim](t, h.do(t, "POST", pool+"/claims", `{"party":6}`, me, key("press-0001")))
	d.counted(t, "at first", 6, 0, 4)

	for _, s := range []struct {
		name, method, path, body, who, key string
		status                             int
		want                               string
	}{
		{"a party of none", "POST", pool + "/claims", `{"party":0}`, head, "none-0001", 422, "invalid_request"},
		{"a party of fewer than none", "POST", pool + "/claims", `{"party":-3}`, head, "less-0001", 422, "invalid_request"},
		{"a party of 500", "POST", pool + "/claims", `{"party":500}`, head, "many-0001", 400, "party_size"},
		{"children alone", "POST", pool + "/claims", `{"party":3,"children":3}`, head, "kids-0001", 400, "children_alone"},
		{"more children than persons", "POST", pool + "/claims", `{"party":1,"children":2}`, head, "kids-0002", 400, "party_size"},
		{"a key used for another party", "POST", pool + "/claims", `{"party":2}`, me, "press-0001", 400, "idempotency_reused"},
		{"for one who was not asked", "POST", pool + "/claims", `{"party":1,"for":"p-gong"}`, head, "asks-0001", 400, "consent_how"},
		{"for one who is none of theirs", "POST", pool + "/claims", `{"party":1,"for":"p-wan"}`, head, "asks-0002", 403, "not_for_them"},
		{"held by none", "POST", pool + "/holds", `{"party":0}`, head, "hold-0001", 422, "invalid_request"},
		{"held by 500", "POST", pool + "/holds", `{"party":500}`, head, "hold-0002", 400, "party_size"},
		{"held by children", "POST", pool + "/holds", `{"party":2,"children":2}`, head, "hold-0003", 400, "children_alone"},
		{"more than there are", "POST", pool + "/claims", `{"party":5}`, head, "five-0001", 409, "sold_out"},
		{"grown to none", "PATCH", "/v1/claims/" + string(claim.ID), `{"party":0}`, me, "grow-0001", 422, "invalid_request"},
		{"grown to 500", "PATCH", "/v1/claims/" + string(claim.ID), `{"party":500}`, me, "grow-0002", 400, "party_size"},
		{"a key of a claim used for a hold", "POST", pool + "/holds", `{"party":2}`, me, "press-0001", 409, "already_claimed"},
		{"a pool that is none", "POST", "/v1/pools/none/claims", `{"party":1}`, head, "nope-0001", 404, "no_such_pool"},
	} {
		res := h.do(t, s.method, s.path, s.body, s.who, key(s.key))
		if res.StatusCode != s.status || !strings.Contains(res.text, s.want) {
			t.Errorf("%s: %d %s, want %d with %s", s.name, res.StatusCode, res.text, s.status, s.want)
		} else if p := res.problem(t); p.Detail == "" {
			t.Errorf("%s: no sentence: %s", s.name, res.text)
		}
		d.counted(t, s.name, 6, 0, 4)
	}

	// What organisers must not do to claims there are.
	past := time.Now().Add(-time.Hour).UTC().Format(time.RFC3339)
	for _, s := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"PATCH", "", `"opens":"` + past + `"`, 400, `"window_past"`},
		{"PATCH", "", `"closes":"` + past + `"`, 400, `"window_past"`},
		{"PUT", "/size", `"size":5`, 409, `"places_taken"`},
		{"PUT", "/size", `"size":0`, 409, `"places_taken"`},
		{"POST", "/removal", ``, 409, `"pool_in_use"`},
		{"PUT", "/shares", `"shares":[{"channel":"online","places":5}]`, 409, `"share_taken"`},
	} {
		d.press(t, s.method, s.path, s.body, s.status, s.want)
		d.counted(t, s.method+" "+s.path+" "+s.body, 6, 0, 4)
	}
	session := "/v1/sessions/" + string(h.pool.Session)
	wantOn(t, d.app, "PUT", session+"/capacity", fmt.Sprintf(`{"version":%d,"capacity":5,"why":"the permit"}`, d.stock(t).Version), 409)
	wantOn(t, d.app, "DELETE", session, "", 404) // what has claims is closed, never deleted
	d.counted(t, "the capacity below the pools", 6, 0, 4)
	d.reusedKeys(t, claim)
	d.limitsWhileClaimed(t, claim, head)
}

// reusedKeys sends changes and the waiting list's presses under keys that were used for
// something else.
func (d stockDesk) reusedKeys(t *testing.T, claim Claim) {
	t.Helper()
	h := d.house
	pool, me, one := "/v1/pools/"+string(h.pool.ID), bearer(h.resident), "/v1/claims/"+string(claim.ID)
	other := bearer(h.token(t, "15400000046"))
	for _, s := range []struct {
		name, method, path, body, who, key string
		status                             int
		want                               string
		claimed                            int
	}{
		{"grown smaller", "PATCH", one, `{"party":5}`, me, "size-0001", 200, `"party":5`, 5},
		{"the same again", "PATCH", one, `{"party":5}`, me, "size-0001", 200, `"party":5`, 5},
		{"that key for another size", "PATCH", one, `{"party":4}`, me, "size-0001", 400, "idempotency_reused", 5},
		{"larger again", "PATCH", one, `{"party":6}`, me, "size-0002", 200, `"party":6`, 6},
		{"offered", "POST", one + "/transfer", `{"phone":"15400000046"}`, me, "pass-0001", 201, `"transfer":{`, 6},
		{"that key for somebody else", "POST", one + "/transfer", `{"phone":"15400000047"}`, me, "pass-0001", 400, "idempotency_reused", 6},
		{"to somebody else", "POST", one + "/transfer", `{"phone":"15400000047"}`, me, "pass-0002", 409, "passing", 6},
		{"to the same, on another page", "POST", one + "/transfer", `{"phone":"15400000046"}`, me, "pass-0003", 201, `"transfer":{`, 6},
		{"taken back", "DELETE", one + "/transfer", "", me, "", 200, "", 6},
		{"on the list", "POST", pool + "/waitlist", `{"party":5}`, other, "wait-0001", 201, `"position":1`, 6},
		{"that key for another party", "POST", pool + "/waitlist", `{"party":4}`, other, "wait-0001", 400, "idempotency_reused", 6},
		{"once more on the list", "POST", pool + "/waitlist", `{"party":5}`, other, "wait-0002", 409, "already_waiting", 6},
	} {
		var more []string
		if s.key != "" {
			more = append(more, key(s.key))
		}
		res := h.do(t, s.method, s.path, s.body, append([]string{s.who}, more...)...)
		if res.StatusCode != s.status || !strings.Contains(res.text, s.want) {
			t.Errorf("%s: %d %s, want %d with %s", s.name, res.StatusCode, res.text, s.status, s.want)
		} else if s.status >= 400 && res.problem(t).Detail == "" {
			t.Errorf("%s: no sentence: %s", s.name, res.text)
		}
		d.counted(t, s.name, s.claimed, 0, 10-s.claimed)
	}
	list, err := h.Tickets.Waits.OnList(t.Context(), h.pool.ID, 2)
	if err != nil || len(list) != 1 {
		t.Fatalf("on the list are %+v, %v", list, err)
	}
	if res := h.do(t, "DELETE", "/v1/offers/"+string(list[0].ID), "", other); res.StatusCode >= 300 {
		t.Errorf("leaving the list: %d %s", res.StatusCode, res.text)
	}
	if err := h.Tickets.Serve(t.Context()); err != nil {
		t.Error(err)
	}
}

// limitsWhileClaimed changes the limit rule, the size and the window around claims that
// keep what they have.
func (d stockDesk) limitsWhileClaimed(t *testing.T, claim Claim, head string) {
	t.Helper()
	h := d.house
	pool, me := "/v1/pools/"+string(h.pool.ID), bearer(h.resident)
	d.press(t, "PATCH", "", `"max_party":2,"limits":[{"rule":"night","per":"phone","max":1}]`, 200, `"max_party":2`)
	d.counted(t, "a smaller party, another limit", 6, 0, 4)
	second := decoded[Claim](t, h.do(t, "POST", pool+"/claims", `{"party":2}`, head, key("night-0001")))
	d.counted(t, "one more by the new rule", 8, 0, 2)
	if res := h.do(t, "POST", pool+"/claims", `{"party":1}`, head, key("night-0002")); res.problem(t).Code != "already_claimed" {
		t.Errorf("a second by the new rule: %s", res.text)
	}
	if again := decoded[Claim](t, h.do(t, "POST", pool+"/claims", `{"party":6}`, me, key("press-0001"))); again.ID != claim.ID {
		t.Errorf("the first press, sent again: %+v", again)
	}
	d.counted(t, "both sent again", 8, 0, 2)
	d.press(t, "PUT", "/size", `"size":8`, 200, `"size":8`)
	d.counted(t, "smaller by what is free", 8, 2, 0)
	d.press(t, "PATCH", "", `"close_now":true`, 200, `"closes"`)
	d.counted(t, "closed", 8, 2, 0)
	if res := h.do(t, "POST", pool+"/claims", `{"party":1}`, bearer(h.token(t, "15400000048")), key("late-0001"), "X-Retry: 1").problem(t); res.Code != "closed" || res.Detail == "" {
		t.Errorf("pressed after the close: %+v", res)
	}
	d.counted(t, "pressed after the close", 8, 2, 0)
	for _, c := range []struct {
		id  ticketing.ClaimID
		who string
	}{{claim.ID, me}, {second.ID, head}} {
		if res := h.do(t, "DELETE", "/v1/claims/"+string(c.id), "", c.who); res.StatusCode != 200 {
			t.Errorf("given back after it was closed: %s", res.text)
		}
	}
	d.counted(t, "all given back", 0, 2, 8)
	d.press(t, "POST", "/removal", ``, 200, ``)
}
