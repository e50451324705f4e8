package api

import (
	"context"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"wanjia/gateway/identity"
)

// TestClaimDirectly: the short way answers what the typed handler answers, and takes
// nothing that one would refuse.
func TestClaimDirectly(t *testing.T) {
	t.Parallel()
	clock := time.Now()
	h := newHouse(t, func(a *API) { a.Now = func() time.Time { return clock } })
	claims := "/v1/pools/" + string(h.pool.ID) + "/claims"
	press := func(body string, headers ...string) answered {
		return h.do(t, "POST", claims, body, append([]string{bearer(h.resident), key("press-0001")}, headers...)...)
	}
	short, long := press(`{"party":3}`), press(`{"party": 3}`) // the same press: the second is in another form
	if short.StatusCode != 201 || long.StatusCode != 201 {
		t.Fatalf("%d %s, then %d %s", short.StatusCode, short.text, long.StatusCode, long.text)
	}
	if strings.TrimSpace(short.text) != strings.TrimSpace(long.text) {
		t.Errorf("the short way answers %s, the other %s", short.text, long.text)
	}
	for _, name := range []string{"Content-Type", "Cache-Control", "Content-Security-Policy", "X-Frame-Options"} {
		if a, b := short.Header.Get(name), long.Header.Get(name); a != b || a == "" {
			t.Errorf("%s is %q and %q", name, a, b)
		}
	}
	for name, tt := range map[string]struct {
		path, body string
		headers    []string
		status     int
		code       string
	}{
		"nobody":         {claims, `{"party":0}`, nil, 422, "invalid_request"},
		"beyond all":     {claims, `{"party":1001}`, nil, 422, "invalid_request"},
		"an odd pool":    {"/v1/pools/a~b/claims", `{"party":3}`, nil, 422, "invalid_request"},
		"an odd retry":   {claims, `{"party":3}`, []string{"X-Retry: 123456789"}, 422, "invalid_request"},
		"no pool":        {"/v1/pools/nowhere/claims", `{"party":3}`, nil, 404, "no_such_pool"},
		"another party":  {claims, `{"party":2}`, nil, 400, "idempotency_reused"},
		"another format": {claims, `{"party":3}`, []string{"Content-Type: text/plain"}, 415, "unsupported_media_type"},
	} {
		res := h.do(t, "POST", tt.path, tt.body, append([]string{bearer(h.resident), key("press-0001")}, tt.headers...)...)
		if res.StatusCode != tt.status || res.problem(t).Code != tt.code {
			t.Errorf("%s: %d %s, want %d %s", name, res.StatusCode, res.text, tt.status, tt.code)
		}
	}
}

// TestHotAvailability: the answer from in front of the router is the router's.
func TestHotAvailability(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	path := "/v1/sessions/" + string(h.pool.Session) + "/availability"
	routed := h.do(t, "GET", path, "", "X-Request-Id: by-the-router-1") // such a request is not hot
	hot := h.do(t, "GET", path, "")
	if routed.StatusCode != 200 || hot.StatusCode != 200 || routed.text != hot.text {
		t.Fatalf("%d %s, then %d %s", routed.StatusCode, routed.text, hot.StatusCode, hot.text)
	}
	a, b := maps.Clone(routed.Header), maps.Clone(hot.Header)
	if a.Get("X-Request-Id") != "by-the-router-1" || len(b.Get("X-Request-Id")) < 8 {
		t.Errorf("ids %q and %q", a.Get("X-Request-Id"), b.Get("X-Request-Id"))
	}
	a.Del("X-Request-Id")
	b.Del("X-Request-Id")
	if !maps.EqualFunc(a, b, slices.Equal[[]string]) {
		t.Errorf("headers %v and %v", a, b)
	}
	if res := h.do(t, "GET", path, "", "If-None-Match: "+hot.Header.Get("ETag")); res.StatusCode != 304 || res.text != "" {
		t.Errorf("to who has it: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "GET", path, "", "Content-Encoding: gzip"); res.StatusCode != 415 {
		t.Errorf("something packed: %d %s", res.StatusCode, res.text)
	}
}

// TestProblemBytes: the piecewise body is the one the encoder writes.
func TestProblemBytes(t *testing.T) {
	t.Parallel()
	for _, p := range []*Problem{
		newProblem(t.Context(), 409, errKeyRunning),
		newProblem(t.Context(), 400, errInvalid.With("fields", []Field{{"body.party", `not "this" <one>`}}).With("n", 3)),
		{Status: 500, Code: "x", Detail: "d", RequestID: `odd"id`},
	} {
		for range 2 { // the second time from memory
			want, err := json.Marshal(p)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := p.encode(); err != nil || string(got) != string(want) {
				t.Errorf("%s, %v, want %s", got, err, want)
			}
		}
	}
}

// TestHotSoldOut: a press that is refused in front of the router is answered as by the
// router, and whatever is unusual about one is left to that.
func TestHotSoldOut(t *testing.T) {
	t.Parallel()
	clock := time.Now()
	h := newHouse(t, nil)
	h.Tickets.Now = func() time.Time { return clock } // what is known stays known
	claims := "/v1/pools/" + string(h.pool.ID) + "/claims"
	headers := func(token string, more ...string) []string {
		return append([]string{bearer(token), key("press-0001"), "Sec-Fetch-Site: same-origin"}, more...)
	}
	if res := h.do(t, "POST", claims, `{"party":6}`, headers(h.resident)...); res.StatusCode != 201 {
		t.Fatal(res.text)
	}
	if res := h.do(t, "POST", claims, `{"party":5}`, headers(h.admin)...); res.StatusCode != 409 {
		t.Fatal(res.text)
	}
	const own = "by-the-router-1"
	routed := h.do(t, "POST", claims, `{"party":5}`, headers(h.admin, "X-Request-Id: "+own)...) // such a request is not hot
	hot := h.do(t, "POST", claims, `{"party":5}`, headers(h.admin)...)
	id := hot.Header.Get("X-Request-Id")
	if routed.StatusCode != 409 || hot.StatusCode != 409 || len(id) < 8 || strings.ReplaceAll(routed.text, own, id) != hot.text {
		t.Errorf("%d %s, then %d %s", routed.StatusCode, routed.text, hot.StatusCode, hot.text)
	}
	a, b := maps.Clone(routed.Header), maps.Clone(hot.Header)
	for _, h := range []http.Header{a, b} {
		h.Del("X-Request-Id")
		h.Del("Content-Length") // that of the id is in it
	}
	if !maps.EqualFunc(a, b, slices.Equal[[]string]) {
		t.Errorf("headers %v and %v", a, b)
	}
	if text := h.do(t, "GET", "/metrics", "").text; !strings.Contains(text, `wanjia_http_requests_total{method="POST",route="claim",status="409"} 3`) {
		t.Error("three refusals, one of them from memory, are not counted as three")
	}
	isHot := func(path, body string, headers []string) bool { return isHot(h, path, body, headers) }
	if usual := headers(h.admin); !isHot(claims, `{"party":5}`, usual) {
		t.Error("the usual press is not answered in front of the router")
	}
	for name, tt := range map[string]struct {
		path, body string
		headers    []string
		status     int
		code       string
	}{
		"nobody":            {claims, `{"party":5}`, headers("x.1.y"), 401, "sign_in"},
		"a forged token":    {claims, `{"party":5}`, headers(h.admin + "x"), 401, "sign_in"},
		"another site":      {claims, `{"party":5}`, headers(h.admin, "Sec-Fetch-Site: cross-site"), 403, "cross_site"},
		"an older browser":  {claims, `{"party":5}`, []string{bearer(h.admin), key("press-0001")}, 409, "sold_out"},
		"a retry":           {claims, `{"party":5}`, headers(h.admin, "X-Retry: 1"), 409, "sold_out"},
		"for somebody else": {claims, `{"party":5,"for":"p-2"}`, headers(h.admin), 403, "not_for_them"},
		"packed":            {claims, `{"party":5}`, headers(h.admin, "Content-Encoding: gzip"), 415, "unsupported_media_type"},
		"another pool":      {"/v1/pools/nowhere/claims", `{"party":5}`, headers(h.admin), 404, "no_such_pool"},
		"a query":           {claims + "?a=b", `{"party":5}`, headers(h.admin), 409, "sold_out"},
	} {
		if isHot(tt.path, tt.body, tt.headers) {
			t.Errorf("%s: answered in front of the router", name)
		}
		if res := h.do(t, "POST", tt.path, tt.body, tt.headers...); res.StatusCode != tt.status || res.problem(t).Code != tt.code {
			t.Errorf("%s: %d %s, want %d %s", name, res.StatusCode, res.text, tt.status, tt.code)
		}
	}
	if err := h.Identity.SignOut(t.Context(), identity.SessionID(strings.SplitN(h.admin, ".", 2)[0])); err != nil {
		t.Fatal(err)
	}
	if isHot(claims, `{"party":5}`, headers(h.admin)) {
		t.Error("whoever has signed out is still answered in front of the router")
	}
}

// isHot says whether a press is answered in front of the router.
func isHot(h *house, path, body string, headers []string) bool {
	return h.answerHot(pressed(path, body, headers))
}

// pressed is a press as it comes to what stands in front of the router.
func pressed(path, body string, headers []string) *fasthttp.RequestCtx {
	fc := new(fasthttp.RequestCtx)
	fc.Request.Header.SetMethod("POST")
	fc.Request.SetRequestURI(path)
	fc.Request.SetBodyString(body)
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		fc.Request.Header.Set(name, value)
	}
	return fc
}

// noLimit is a [Limiter] that only counts how often it was asked.
type noLimit struct{ asked int }

func (l *noLimit) Allow(context.Context, string, Rate) (Decision, error) {
	l.asked++
	return Decision{OK: true}, nil
}

// TestHotRetry: a press that is sent again is refused in front of the router only when
// it has got nothing the first time, and is counted once however it is answered.
func TestHotRetry(t *testing.T) {
	t.Parallel()
	limit := &noLimit{}
	h := newHouse(t, func(a *API) {
		a.Limiter, a.Rates.Take = limit, Rate{Count: 1, Per: time.Hour, Burst: 12} // three are let through unasked
	})
	clock := time.Now()
	h.Tickets.Now = func() time.Time { return clock } // what is known stays known
	claims := "/v1/pools/" + string(h.pool.ID) + "/claims"
	headers := func(token string, more ...string) []string {
		return append([]string{bearer(token), key("press-0001"), "Sec-Fetch-Site: same-origin", "Content-Type: application/json"}, more...)
	}
	first := h.do(t, "POST", claims, `{"party":6}`, headers(h.resident)...)
	if first.StatusCode != 201 {
		t.Fatal(first.text)
	}
	soldOut := func() {
		t.Helper()
		if res := h.do(t, "POST", claims, `{"party":5}`, headers(h.admin)...); res.StatusCode != 409 {
			t.Fatal(res.text)
		}
	}
	soldOut()
	for range 2 {
		again := h.do(t, "POST", claims, `{"party":6}`, headers(h.resident, "X-Retry: 1")...)
		if again.StatusCode != 201 || decoded[Claim](t, again).ID != decoded[Claim](t, first).ID {
			t.Errorf("%d %s, want what the first press got: %s", again.StatusCode, again.text, first.text)
		}
	}
	if limit.asked != 0 {
		t.Error("three presses were counted as more")
	}
	soldOut() // what was known is forgotten when somebody has places
	hot := func(more ...string) bool {
		return isHot(h, claims, `{"party":5}`, headers(h.admin, append([]string{"X-Retry: 1"}, more...)...))
	}
	for name, odd := range map[string]string{
		"no key": "Idempotency-Key: short", "another format": "Content-Type: text/plain", "an odd retry": "X-Retry: 123456789",
	} {
		if hot(odd) {
			t.Errorf("%s: answered in front of the router", name)
		}
	}
	if !hot() {
		t.Error("the usual retry is not answered in front of the router")
	}
	if limit.asked != 0 {
		t.Error("three presses were counted as more")
	}
	if hot(); limit.asked != 1 {
		t.Errorf("with the fourth press the limiter was asked %d times, want once", limit.asked)
	}
}

// TestHotClaim: a press that is answered in front of the router is answered as by the
// router, with places and without.
func TestHotClaim(t *testing.T) {
	t.Parallel()
	clock := time.Now()
	h := newHouse(t, func(a *API) {
		a.Now = func() time.Time { return clock }
		a.Limiter, a.Rates.Take = &noLimit{}, Rate{Count: 1, Per: time.Hour, Burst: 100}
	})
	h.Tickets.Now = func() time.Time { return clock }
	claims := "/v1/pools/" + string(h.pool.ID) + "/claims"
	press := []string{bearer(h.admin), key("press-0006"), "Sec-Fetch-Site: same-origin", "Content-Type: application/json"}
	for name, odd := range map[string]string{
		"another site": "Sec-Fetch-Site: cross-site", "nobody": bearer("x.1.y"), "no key": key("short"), "a text": "Content-Type: text/plain",
		"packed": "Content-Encoding: gzip",
	} {
		if isHot(h, claims, `{"party":1}`, append(slices.Clone(press), odd)) {
			t.Errorf("%s: answered in front of the router", name)
		}
	}
	for _, body := range []string{`{"party":0}`, `{"party":1001}`, `{"party":1,"for":"p-2"}`, `{"party": 1}`} {
		if isHot(h, claims, body, press) {
			t.Errorf("%s: answered in front of the router", body)
		}
	}
	const own = "by-the-router-1"
	for _, tt := range []struct {
		name, path, body, token, key string
		status                       int
		code                         string
	}{
		{"places", claims, `{"party":6}`, h.resident, "press-0001", 201, ""},
		{"the same press for another party", claims, `{"party":2}`, h.resident, "press-0001", 400, "idempotency_reused"},
		{"a second press", claims, `{"party":2}`, h.resident, "press-0002", 409, "already_claimed"},
		{"too many", claims, `{"party":900}`, h.admin, "press-0003", 400, "party_size"},
		{"no such pool", "/v1/pools/nowhere/claims", `{"party":2}`, h.admin, "press-0004", 404, "no_such_pool"},
		{"no room", claims, `{"party":5}`, h.admin, "press-0005", 409, "sold_out"},
	} {
		headers := []string{bearer(tt.token), key(tt.key), "Sec-Fetch-Site: same-origin", "Content-Type: application/json", "X-Retry: 1"}
		if !isHot(h, tt.path, tt.body, headers) {
			t.Errorf("%s: not answered in front of the router", tt.name)
		}
		hot := h.do(t, "POST", tt.path, tt.body, headers...)
		routed := h.do(t, "POST", tt.path, tt.body, append(headers, "X-Request-Id: "+own)...)
		id := hot.Header.Get("X-Request-Id")
		if hot.StatusCode != tt.status || routed.StatusCode != tt.status || len(id) < 8 || strings.ReplaceAll(routed.text, own, id) != hot.text {
			t.Errorf("%s: %d %s, by the router %d %s", tt.name, hot.StatusCode, hot.text, routed.StatusCode, routed.text)
		}
		if tt.code != "" && hot.problem(t).Code != tt.code {
			t.Errorf("%s: %s, want %s", tt.name, hot.text, tt.code)
		}
		a, b := maps.Clone(routed.Header), maps.Clone(hot.Header)
		for _, h := range []http.Header{a, b} {
			h.Del("X-Request-Id")
			h.Del("Content-Length") // that of the id is in it
		}
		if !maps.EqualFunc(a, b, slices.Equal[[]string]) {
			t.Errorf("%s: headers %v and %v", tt.name, a, b)
		}
	}
}

// TestHotLimits: whoever presses too often is told so in front of the router, too, and
// a panic behind it is an error like any other.
func TestHotLimits(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(a *API) { a.Rates.Take = Rate{Count: 1, Per: time.Hour, Burst: 1} })
	claims := "/v1/pools/" + string(h.pool.ID) + "/claims"
	headers := []string{bearer(h.resident), key("press-0001"), "Sec-Fetch-Site: same-origin", "Content-Type: application/json"}
	for i, want := range []int{201, 429} {
		fc := pressed(claims, `{"party":1}`, headers)
		if !h.answerHot(fc) || fc.Response.StatusCode() != want {
			t.Errorf("press %d: %s, want %d", i, fc.Response.String(), want)
		}
		if after := string(fc.Response.Header.Peek("Retry-After")); (after != "") != (want == 429) {
			t.Errorf("press %d: come back after %q", i, after)
		}
	}
	h.Tickets.Pools = nil // as a bug would
	h.near.rest = nil
	fc := pressed(claims, `{"party":1}`, headers)
	if !h.answerHot(fc) || fc.Response.StatusCode() != 500 || strings.Contains(string(fc.Response.Body()), "panic") {
		t.Errorf("%s, want 500 and not why", fc.Response.String())
	}
}
