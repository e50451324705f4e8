package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/events/objects"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

func decoded[T any](tb testing.TB, r answered) T {
	tb.Helper()
	var v T
	d := json.NewDecoder(strings.NewReader(r.text))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		tb.Fatalf("%d %q: %v", r.StatusCode, r.text, err)
	}
	return v
}

func key(k string) string { return "Idempotency-Key: " + k }

// TestOneClaim is the main job from first press to giving back.
func TestOneClaim(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	claims := "/v1/pools/" + string(h.pool.ID) + "/claims"
	me := bearer(h.resident)

	res := h.do(t, "POST", claims, `{"party":3}`, me, key("press-one"))
	if res.StatusCode != http.StatusCreated {
		t.Fatalf("the claim: %d %s", res.StatusCode, res.text)
	}
	claim := decoded[Claim](t, res)
	if claim.Party != 3 || len(claim.Places) != 3 || claim.State != ticketing.Claimed || claim.EventTitle.ZH != "万家宴" ||
		claim.SessionTitle.ZH != "中午" || len(claim.Code) != 8 || claim.Ended != nil || claim.Lunar == "" {
		t.Errorf("claim %+v", claim)
	}
	if _, offset := claim.At.Zone(); offset != 8*3600 {
		t.Errorf("at %v is not as the community's clocks show it", claim.At)
	}
	if again := decoded[Claim](t, h.do(t, "POST", claims, `{"party":3}`, me, key("press-one"))); again.ID != claim.ID {
		t.Errorf("a retry of the press made %s beside %s", again.ID, claim.ID)
	}
	res = h.do(t, "POST", claims, `{"party":1}`, me, key("press-two"))
	if p := res.problem(t); res.StatusCode != 409 || p.Code != "already_claimed" || p.Details["claim"] != string(claim.ID) {
		t.Errorf("a second press: %d %+v", res.StatusCode, p)
	}
	page := decoded[ClaimPage](t, h.do(t, "GET", "/v1/me/claims", "", me))
	if len(page.Items) != 1 || page.Items[0].ID != claim.ID {
		t.Errorf("my claims: %+v", page)
	}
	one := "/v1/claims/" + string(claim.ID)
	if res := h.do(t, "GET", one, "", bearer(h.admin)); res.StatusCode != 404 || res.problem(t).Code != "no_such_claim" {
		t.Errorf("somebody else's claim: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "DELETE", one, "", bearer(h.admin)); res.StatusCode != 404 {
		t.Errorf("giving somebody else's claim back: %d %s", res.StatusCode, res.text)
	}
	for range 2 {
		back := decoded[Claim](t, h.do(t, "DELETE", one, "", me))
		if back.State != ticketing.Released || back.Ended == nil || back.Places == nil {
			t.Errorf("given back: %+v", back)
		}
	}
}

// TestOneHold is a hold from first press to a claim, and one that is let go.
func TestOneHold(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	holds, me, other := "/v1/pools/"+string(h.pool.ID)+"/holds", bearer(h.resident), bearer(h.admin)
	res := h.do(t, "POST", holds, `{"party":4}`, me, key("hold-0001"))
	if res.StatusCode != http.StatusCreated {
		t.Fatalf("the hold: %d %s", res.StatusCode, res.text)
	}
	hold := decoded[Hold](t, res)
	if left := hold.Until.Sub(hold.Now); len(hold.Places) != 4 || left < 9*time.Minute || left > 10*time.Minute {
		t.Errorf("hold %+v", hold)
	}
	one := "/v1/holds/" + hold.ID
	steps := []struct {
		name, method, path, body, who string
		status                        int
		want                          string
	}{
		{"the same press", "POST", holds, `{"party":4}`, me, 201, hold.ID},
		{"its key for another party", "POST", holds, `{"party":2}`, me, 400, "idempotency_reused"},
		{"another's", "POST", one + "/confirm", "", other, 409, "hold_lapsed"},
		{"another lets it go", "DELETE", one, "", other, 204, ""},
		{"longer", "POST", one + "/extend", "", me, 200, hold.ID},
		{"longer again", "POST", one + "/extend", "", me, 409, "hold_extended"},
		{"confirmed", "POST", one + "/confirm", "", me, 201, `"state":"claimed"`},
		{"confirmed again", "POST", one + "/confirm", "", me, 201, `"state":"claimed"`},
		{"let go too late", "DELETE", one, "", me, 204, ""},
		{"still there", "GET", "/v1/me/claims", "", me, 200, `"party":4`},
		{"of no pool", "POST", "/v1/holds/nowhere~c1/confirm", "", me, 404, "no_such_pool"},
		{"no hold", "POST", "/v1/holds/nonsense/confirm", "", me, 422, "invalid_request"},
		{"another's, held", "POST", holds, `{"party":6}`, other, 201, `"party":6`},
	}
	for _, s := range steps {
		res := h.do(t, s.method, s.path, s.body, s.who, key("hold-0001"))
		if res.StatusCode != s.status || !strings.Contains(res.text, s.want) {
			t.Errorf("%s: %d %s, want %d with %s", s.name, res.StatusCode, res.text, s.status, s.want)
		}
	}
}

// TestOneWait is one who waits, is offered places and takes them up.
func TestOneWait(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	pool, me, other := "/v1/pools/"+string(h.pool.ID), bearer(h.resident), bearer(h.admin)
	do := func(name, method, path, body, who string, status int, want string) answered {
		t.Helper()
		res := h.do(t, method, path, body, who, key("wait-0001"))
		if res.StatusCode != status || !strings.Contains(res.text, want) {
			t.Errorf("%s: %d %s, want %d with %s", name, res.StatusCode, res.text, status, want)
		}
		return res
	}
	do("with room", "POST", pool+"/waitlist", `{"party":5}`, other, 409, "room")
	held := decoded[Hold](t, do("all but four", "POST", pool+"/holds", `{"party":6}`, me, 201, "until"))
	st := decoded[Standing](t, do("joins", "POST", pool+"/waitlist", `{"party":5}`, other, 201, `"position":1`))
	one := "/v1/offers/" + string(st.ID)
	do("joins again", "POST", pool+"/waitlist", `{"party":5}`, other, 201, `"position":1`)
	do("with another party", "POST", pool+"/waitlist", `{"party":4}`, other, 400, "idempotency_reused")
	do("another's", "GET", one, "", me, 404, "no_such_claim")
	do("another accepts", "POST", one+"/accept", "", me, 404, "no_such_claim")
	do("too early", "POST", one+"/accept", "", other, 409, "offer_lapsed")
	do("no claim yet", "GET", "/v1/claims/"+string(st.ID), "", other, 404, "no_such_claim")
	do("let go", "DELETE", "/v1/holds/"+held.ID, "", me, 204, "")
	if res := h.do(t, "POST", pool+"/claims", `{"party":1}`, me, key("wait-0002")); res.StatusCode != 409 || res.problem(t).Code != "waitlist" {
		t.Errorf("a newcomer: %d %s", res.StatusCode, res.text)
	}
	if err := h.Tickets.Serve(t.Context()); err != nil { // as the worker does each second
		t.Fatal(err)
	}
	do("offered", "GET", "/v1/me/waitlist", "", other, 200, `"state":"offered"`)
	do("accepts", "POST", one+"/accept", "", other, 201, `"state":"claimed"`)
	do("accepts again", "POST", one+"/accept", "", other, 201, `"party":5`)
	do("turns down too late", "DELETE", one, "", other, 204, "")
	do("owns it", "GET", "/v1/me/claims", "", other, 200, string(st.ID))
	do("nobody waits", "GET", "/v1/me/waitlist", "", other, 200, `"items":[]`)
}

// TestSoldOutIsCheap: once a pool is known to be sold out a first attempt is refused
// without Redis being asked anything; one that is sent again asks.
func TestSoldOutIsCheap(t *testing.T) {
	t.Parallel()
	asked := &asking{}
	h := newHouse(t, func(a *API) { a.Limiter, a.Rates.Take = asked, Rate{Count: 10, Per: time.Second, Burst: 3} })
	claims := "/v1/pools/" + string(h.pool.ID) + "/claims"
	for i, who := range []string{h.resident, h.admin} { // six of ten places, then no room for six
		h.do(t, "POST", claims, `{"party":6}`, bearer(who), key(fmt.Sprint("press-000", i)))
	}
	before := asked.n.Load()
	for i := range 5 {
		res := h.do(t, "POST", claims, `{"party":6}`, bearer(h.admin), key(fmt.Sprint("press-001", i)))
		if p := res.problem(t); res.StatusCode != 409 || p.Code != "sold_out" || p.Details["free"] != float64(4) {
			t.Fatalf("%d %s", res.StatusCode, res.text)
		}
	}
	if n := asked.n.Load() - before; n != 0 {
		t.Errorf("%d of 5 refusals were counted against the account's limit", n)
	}
	h.do(t, "POST", claims, `{"party":6}`, bearer(h.admin), key("press-0010"), "X-Retry: 1")
	if n := asked.n.Load() - before; n != 1 {
		t.Errorf("a press sent again asked %d times, want once", n)
	}
	if res := h.do(t, "POST", claims, `{"party":4}`, bearer(h.admin), key("press-0020")); res.StatusCode != 201 {
		t.Errorf("a party that fits: %d %s", res.StatusCode, res.text)
	}
}

// asking is a limiter that counts how often it is asked.
type asking struct{ n atomic.Int32 }

func (a *asking) Allow(context.Context, string, Rate) (Decision, error) {
	a.n.Add(1)
	return Decision{OK: true}, nil
}

// TestClaimRefusals: what a press can end in besides a claim.
func TestClaimRefusals(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	claims := "/v1/pools/" + string(h.pool.ID) + "/claims"
	tests := map[string]struct {
		path, body string
		headers    []string
		status     int
		code       string
	}{
		"no key":          {claims, `{"party":1}`, nil, 400, "idempotency_key"},
		"short key":       {claims, `{"party":1}`, []string{key("1234567")}, 400, "idempotency_key"},
		"odd key":         {claims, `{"party":1}`, []string{key("press one")}, 400, "idempotency_key"},
		"large party":     {claims, `{"party":7}`, []string{key("press-001")}, 400, "party_size"},
		"nobody":          {claims, `{"party":0}`, []string{key("press-002")}, 422, "invalid_request"},
		"a word":          {claims, `{"party":"three"}`, []string{key("press-003")}, 422, "invalid_request"},
		"another member":  {claims, `{"party":1,"places":[1]}`, []string{key("press-004")}, 422, "invalid_request"},
		"not JSON":        {claims, `party=1`, []string{key("press-005")}, 400, "invalid_request"},
		"cut off":         {claims, `{"party":`, []string{key("press-006")}, 400, "invalid_request"},
		"empty":           {claims, ``, []string{key("press-007")}, 400, "invalid_request"},
		"form":            {claims, `party=1`, []string{key("press-008"), "Content-Type: application/x-www-form-urlencoded"}, 415, "unsupported_media_type"},
		"packed":          {claims, `{"party":1}`, []string{key("press-009"), "Content-Encoding: gzip"}, 415, "unsupported_media_type"},
		"no such pool":    {"/v1/pools/nowhere/claims", `{"party":1}`, []string{key("press-010")}, 404, "no_such_pool"},
		"impossible pool": {"/v1/pools/a%00b/claims", `{"party":1}`, []string{key("press-011")}, 422, "invalid_request"},
	}
	for name, tt := range tests {
		res := h.do(t, "POST", tt.path, tt.body, append(tt.headers, bearer(h.resident))...)
		p := res.problem(t)
		if res.StatusCode != tt.status || p.Code != tt.code || p.Status != tt.status || p.RequestID != res.Header.Get("X-Request-Id") {
			t.Errorf("%s: %d %s, want %d %s", name, res.StatusCode, res.text, tt.status, tt.code)
		}
		if got := res.Header.Get("Content-Type"); got != problemType {
			t.Errorf("%s: an error of type %q", name, got)
		}
	}
	res := h.do(t, "POST", claims, `{"party":"three"}`, key("press-012"), bearer(h.resident))
	if !strings.Contains(res.text, `"where":"body.party"`) || strings.Contains(res.text, "three") {
		t.Errorf("a wrong field is not named, or what was sent is repeated: %s", res.text)
	}
	if n := len(h.log.with("request failed")); n > 0 {
		t.Errorf("refusals of a client's mistakes were logged %d times", n)
	}
}

// TestSoldOut: one after the other, until there is no room, and the availability
// everybody sees agrees.
func TestSoldOut(t *testing.T) {
	t.Parallel()
	now := time.Now()
	h := newHouse(t, nil)
	h.hot.Now = func() time.Time { now = now.Add(time.Second); return now } // every look is a fresh one
	claims := "/v1/pools/" + string(h.pool.ID) + "/claims"
	free := func() Pool {
		t.Helper()
		return decoded[Availability](t, h.do(t, "GET", "/v1/sessions/"+string(h.pool.Session)+"/availability", "")).Pools[0]
	}
	if p := free(); p.Free != 10 || p.State != "open" || p.Capacity != 10 || p.MaxParty != 6 {
		t.Errorf("before: %+v", p)
	}
	if res := h.do(t, "POST", claims, `{"party":6}`, bearer(h.resident), key("press-001")); res.StatusCode != 201 {
		t.Fatal(res.text)
	}
	res := h.do(t, "POST", claims, `{"party":5}`, bearer(h.admin), key("press-002"))
	if p := res.problem(t); res.StatusCode != 409 || p.Code != "sold_out" {
		t.Errorf("five for four places: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "POST", claims, `{"party":4}`, bearer(h.admin), key("press-003")); res.StatusCode != 201 {
		t.Fatal(res.text)
	}
	if p := free(); p.Free != 0 || p.Claimed != 10 || p.State != "sold_out" {
		t.Errorf("after: %+v", p)
	}
}

// TestOrder: whoever is signed in may see in which order places were given, and find
// nobody's name in it.
func TestOrder(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	pool := "/v1/pools/" + string(h.pool.ID)
	claim := decoded[Claim](t, h.do(t, "POST", pool+"/claims", `{"party":2}`, bearer(h.resident), key("press-001")))
	res := h.do(t, "GET", pool+"/order", "", bearer(h.admin))
	for _, want := range []string{`"wanjia-order-1"`, ticketing.OrderTag(claim.ID), `"party":2`, `"given":1`} {
		if !strings.Contains(res.text, want) {
			t.Errorf("the order has no %s:\n%s", want, res.text)
		}
	}
	for _, secret := range []string{string(claim.ID), claim.Code} {
		if strings.Contains(res.text, secret) {
			t.Errorf("the order gives %s away", secret)
		}
	}
	if again := h.do(t, "GET", pool+"/order", "", bearer(h.resident), "If-None-Match: "+res.Header.Get("ETag")); again.StatusCode != 304 {
		t.Errorf("the same order again: %d", again.StatusCode)
	}
	if none := h.do(t, "GET", "/v1/pools/nothing/order", "", bearer(h.resident)); none.problem(t).Code != "no_such_pool" {
		t.Errorf("the order of no pool: %s", none.text)
	}
}

// TestCatalogue: lists, pages, and things that are not there.
func TestCatalogue(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	first := decoded[EventPage](t, h.do(t, "GET", "/v1/events?limit=1", ""))
	if len(first.Items) != 1 || first.Items[0].ID != "banquet-2027" || first.Next == "" || !first.Items[0].Cover {
		t.Fatalf("the first page: %+v", first)
	}
	second := decoded[EventPage](t, h.do(t, "GET", "/v1/events?limit=1&after="+first.Next, ""))
	if len(second.Items) != 1 || second.Items[0].ID != "gala-2027" {
		t.Fatalf("the second page: %+v", second)
	}
	if e := decoded[Event](t, h.do(t, "GET", "/v1/events/banquet-2027", "")); e.Edition != 27 || time.Since(e.Now) > time.Minute {
		t.Errorf("the event: %+v", e)
	}
	if s := decoded[SessionList](t, h.do(t, "GET", "/v1/events/banquet-2027/sessions", "")); len(s.Items) != 1 || s.Items[0].ApprovedCapacity != 10 {
		t.Errorf("its sessions: %+v", s)
	}
	if s := decoded[SessionList](t, h.do(t, "GET", "/v1/events/gala-2027/sessions", "")); s.Items == nil || len(s.Items) != 0 {
		t.Errorf("no sessions: %+v", s)
	}
	for path, code := range map[string]string{
		"/v1/events/nothing":                "no_such_event",
		"/v1/events/nothing/sessions":       "no_such_event",
		"/v1/events/nothing/cover":          "no_such_event",
		"/v1/events/gala-2027/cover":        "no_cover",
		"/v1/sessions/nothing/availability": "no_such_session",
		"/v1/nothing":                       "no_such_route",
		"/v1":                               "no_such_route",
		"/docs/nothing.js":                  "no_such_route",
	} {
		res := h.do(t, "GET", path, "")
		if res.StatusCode != 404 || res.problem(t).Code != code {
			t.Errorf("%s: %d %s, want 404 %s", path, res.StatusCode, res.text, code)
		}
	}
	for _, query := range []string{"limit=0", "limit=101", "limit=x", "limit=-1", "limit=99999999999999999999", "after=" + strings.Repeat("a", 1025)} {
		if res := h.do(t, "GET", "/v1/events?"+query, ""); res.StatusCode != 422 || res.problem(t).Code != "invalid_request" {
			t.Errorf("%.30s: %d %s", query, res.StatusCode, res.text)
		}
	}
	if res := h.do(t, "GET", "/v1/events?after=made-up", ""); res.StatusCode != 400 || res.problem(t).Code != "cursor" {
		t.Errorf("a made-up cursor: %d %s", res.StatusCode, res.text)
	}
}

// TestSignInOverHTTP: the way a browser goes, with a cookie.
func TestSignInOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	const phone = "15400000007"
	res := h.do(t, "POST", "/v1/auth/codes", `{"phone":"154 0000 0007"}`)
	if sent := decoded[CodeSent](t, res); res.StatusCode != 202 || sent.ResendAfter != 60 || sent.ExpiresAfter != 300 {
		t.Fatalf("a code: %d %s", res.StatusCode, res.text)
	}
	res = h.do(t, "POST", "/v1/auth/codes", `{"phone":"15400000007"}`)
	if p := res.problem(t); res.StatusCode != 429 || p.Code != "too_many" || res.Header.Get("Retry-After") != "60" {
		t.Errorf("another at once: %d %s, Retry-After %q", res.StatusCode, res.text, res.Header.Get("Retry-After"))
	}
	list, err := h.Messages.To(t.Context(), phone, 9)
	if err != nil || len(list) != 1 || list[0].Kind != "sms" {
		t.Fatalf("messages %+v, %v", list, err)
	}
	code := sixDigits.FindString(list[0].Text)
	wrong := "000000"
	if code == wrong {
		wrong = "000001"
	}
	if res := h.do(t, "POST", "/v1/auth/sessions", `{"phone":"15400000007","code":"`+wrong+`"}`); res.StatusCode != 401 || res.problem(t).Code != "code_wrong" {
		t.Errorf("a wrong code: %d %s", res.StatusCode, res.text)
	}
	res = h.do(t, "POST", "/v1/auth/sessions", `{"phone":"15400000007","code":"`+code+`"}`)
	in := decoded[SignedIn](t, res)
	cookies := res.Cookies()
	if res.StatusCode != 201 || len(cookies) != 1 || in.Account.PhoneMasked != "154****0007" || strings.Contains(res.text, phone) {
		t.Fatalf("signing in: %d %s, cookies %v", res.StatusCode, res.text, cookies)
	}
	c := cookies[0]
	if c.Name != cookieName || c.Value != in.Token || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Expires.Before(time.Now().Add(29*24*time.Hour)) {
		t.Errorf("the cookie %+v", c)
	}
	cookie := "Cookie: " + c.Name + "=" + c.Value
	if me := decoded[Account](t, h.do(t, "GET", "/v1/me", "", cookie)); me.ID != in.Account.ID {
		t.Errorf("me: %+v", me)
	}
	res = h.do(t, "DELETE", "/v1/auth/sessions/current", "", cookie)
	if gone := res.Cookies(); res.StatusCode != 204 || len(gone) != 1 || gone[0].MaxAge >= 0 || res.text != "" {
		t.Errorf("signing out: %d %q, cookies %v", res.StatusCode, res.text, gone)
	}
	if res := h.do(t, "GET", "/v1/me", "", cookie); res.StatusCode != 401 {
		t.Errorf("after signing out: %d %s", res.StatusCode, res.text)
	}
	if got := h.log.with(phone); len(got) > 0 {
		t.Errorf("the phone is in the log: %q", got)
	}
	if got := h.log.with(code); len(got) > 0 {
		t.Errorf("the code is in the log: %q", got)
	}
}

// pictures keeps one.
type pictures map[string]string

func (p pictures) Get(_ context.Context, key string) (io.ReadSeekCloser, objects.Info, error) {
	body, ok := p[key]
	if !ok {
		return nil, objects.Info{}, objects.ErrNotFound
	}
	return nopCloser{bytes.NewReader([]byte(body))}, objects.Info{Size: int64(len(body))}, nil
}

type nopCloser struct{ *bytes.Reader }

func (nopCloser) Close() error { return nil }

// TestCover: the picture, once, and never as a page that could run a script.
func TestCover(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(a *API) { a.Objects = pictures{"covers/banquet.svg": "<svg/>"} })
	res := h.do(t, "GET", "/v1/events/banquet-2027/cover", "")
	if res.StatusCode != 200 || res.text != "<svg/>" || res.Header.Get("Content-Type") != "image/svg+xml" {
		t.Fatalf("the cover: %d %s %s", res.StatusCode, res.Header, res.text)
	}
	if !strings.Contains(res.Header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("an SVG is served with %q", res.Header.Get("Content-Security-Policy"))
	}
	res = h.do(t, "GET", "/v1/events/banquet-2027/cover", "", "If-None-Match: "+res.Header.Get("ETag"))
	if res.StatusCode != 304 || res.text != "" {
		t.Errorf("again: %d %q", res.StatusCode, res.text)
	}
	for name, want := range map[string]string{"a.png": "image/png", "a.html": "application/octet-stream", "a.svg": "image/svg+xml"} {
		body := "<html><script>alert(1)</script>"
		if name == "a.png" {
			body = "\x89PNG\x0D\x0A\x1A\x0A"
		}
		if got := pictureType(name, []byte(body)); got != want {
			t.Errorf("%s is served as %s, want %s", name, got, want)
		}
	}
	packed := h.do(t, "GET", "/v1/events/banquet-2027/cover", "", "Accept-Encoding: gzip")
	unpacked, err := gzip.NewReader(strings.NewReader(packed.text))
	if packed.Header.Get("Content-Encoding") != "gzip" || err != nil {
		t.Fatalf("asked for packed, the cover is %v, %v", packed.Header, err)
	}
	if body, err := io.ReadAll(unpacked); err != nil || string(body) != "<svg/>" {
		t.Errorf("the packed cover is %q, %v", body, err)
	}
	if packed.Header.Get("ETag") == res.Header.Get("ETag") || !strings.Contains(packed.Header.Get("Vary"), "Accept-Encoding") {
		t.Errorf("packed and plain may be taken for one another: %v", packed.Header)
	}
}

// house of cards: what an operator sees.
type cards struct {
	parts []Part
	err   error
}

func (c *cards) Parts(context.Context) []Part { return c.parts }

func (c *cards) Queues(context.Context) ([]Queue, error) {
	return []Queue{{Name: "default", Pending: 3}}, c.err
}

func (c *cards) Documents(context.Context) ([]Documents, error) {
	return []Documents{{"claims", 7}}, c.err
}

func TestSystemAndReadiness(t *testing.T) {
	t.Parallel()
	now := time.Now()
	c := &cards{parts: []Part{{"documents", "ok", "embedded", "sqlite"}, {"redis", "ok", "external", "7.0"}}}
	h := newHouse(t, func(a *API) { a.System = c })
	h.parts.Now = func() time.Time { now = now.Add(2 * time.Second); return now }
	if res := h.do(t, "GET", "/livez", ""); res.StatusCode != 200 || res.text != "ok" {
		t.Errorf("livez: %d %q", res.StatusCode, res.text)
	}
	if res := h.do(t, "GET", "/readyz", ""); res.StatusCode != 200 || !decoded[Readiness](t, res).Ready {
		t.Errorf("readyz: %d %s", res.StatusCode, res.text)
	}
	s := decoded[SystemState](t, h.do(t, "GET", "/v1/system", "", bearer(h.admin)))
	if len(s.Parts) != 2 || len(s.Queues) != 1 || s.Documents[0].Count != 7 || s.Version != "test" {
		t.Errorf("the system: %+v", s)
	}
	c.parts[1].State, c.parts[1].Detail = "failing", "connection refused"
	res := h.do(t, "GET", "/readyz", "")
	if ready := decoded[Readiness](t, res); res.StatusCode != 503 || ready.Ready || ready.Parts[1].Name != "redis" || ready.Parts[1].State != "failing" {
		t.Errorf("with redis away, readyz: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "GET", "/livez", ""); res.StatusCode != 200 {
		t.Errorf("with redis away, livez: %d", res.StatusCode)
	}
	c.err = errors.New("secret detail of the queue")
	res = h.do(t, "GET", "/v1/system", "", bearer(h.admin))
	if res.StatusCode != 500 || strings.Contains(res.text, "secret") {
		t.Errorf("a system that cannot be read: %d %s", res.StatusCode, res.text)
	}
}

// TestDemoRoutes: open to this machine's own pages and to nobody else.
func TestDemoRoutes(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(a *API) { a.DevLogins, a.Demo = true, true })
	h.Logins, _ = h.Identity.DemoAccounts(t.Context(), identity.DemoLogins())
	addr := listen(t, h.app)
	get := func(path string, headers ...string) answered {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), "GET", "http://"+addr+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range headers {
			name, value, _ := strings.Cut(line, ": ")
			if name == "Host" {
				req.Host = value
			}
			req.Header.Set(name, value)
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		text, err := io.ReadAll(res.Body)
		if err != nil {
			t.Fatal(err)
		}
		return answered{res, string(text)}
	}
	asks := func(l Login) bool { return l.Role == identity.Admin && sixDigits.MatchString(l.SecondCode) }
	if l := decoded[DevLogins](t, get("/v1/dev/logins")); len(l.Items) != len(identity.DemoLogins()) || !slices.ContainsFunc(l.Items, asks) || l.Items[0].SecondCode != "" {
		t.Errorf("logins %+v", l)
	}
	m := decoded[DevMessages](t, get("/v1/dev/messages?to=15400000001", "Host: localhost:8080"))
	if len(m.Items) != 1 || !sixDigits.MatchString(m.Items[0].Text) {
		t.Errorf("messages %+v", m)
	}
	if res := get("/v1/dev/messages?to=12"); res.StatusCode != 400 || res.problem(t).Code != "phone" {
		t.Errorf("no number: %d %s", res.StatusCode, res.text)
	}
	for name, headers := range map[string][]string{
		"a name made to point here": {"Host: evil.example"},
		"through a proxy":           {"X-Forwarded-For: 127.0.0.1"},
		"through another proxy":     {"Forwarded: for=127.0.0.1"},
	} {
		if res := get("/v1/dev/messages?to=15400000001", headers...); res.StatusCode != 404 {
			t.Errorf("%s: %d %s", name, res.StatusCode, res.text)
		}
	}
	if res := h.do(t, "GET", "/v1/dev/logins", "", "Host: localhost"); res.StatusCode != 404 {
		t.Errorf("from an address that is not this machine's: %d", res.StatusCode)
	}
	if a := decoded[About](t, get("/v1/about")); !a.Demo || !a.DevLogins {
		t.Errorf("about %+v", a)
	}
}
