package api

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/streaming"
)

func TestRequestIDs(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	for given, kept := range map[string]bool{
		"abcDEF-123_456": true, "12345678": true, strings.Repeat("a", 64): true,
		"": false, "short": false, strings.Repeat("a", 65): false, "with space": false, "quote\"quote": false, "a;b;c;d;e": false,
	} {
		got := h.do(t, "GET", "/livez", "", "X-Request-Id: "+given).Header.Get("X-Request-Id")
		if (got == given) != kept || !validToken(got, 8, 64) {
			t.Errorf("X-Request-Id %q became %q", given, got)
		}
	}
}

func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	for _, path := range []string{"/", "/livez", "/v1/events", "/v1/nothing", "/docs"} {
		header := h.do(t, "GET", path, "").Header
		for name, want := range map[string]string{
			"Content-Security-Policy": "frame-ancestors 'none'", "X-Content-Type-Options": "nosniff",
			"Referrer-Policy": "same-origin", "X-Frame-Options": "DENY",
		} {
			if !strings.Contains(header.Get(name), want) {
				t.Errorf("%s: %s is %q, want %q in it", path, name, header.Get(name), want)
			}
		}
		if strings.Contains(header.Get("Content-Security-Policy"), "script-src 'self' 'unsafe") || header.Get("Server") != "" {
			t.Errorf("%s: %v", path, header)
		}
	}
}

// TestGatePolicy: WebAssembly runs on the gate's page and in its worker, and nowhere else.
func TestGatePolicy(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	for path, want := range map[string]bool{"/gate": true, "/gate/decode.js": true, "/": false, "/console": false, "/gatecrash": false, "/v1/events": false} {
		header := h.do(t, "GET", path, "").Header
		policy := header.Get("Content-Security-Policy")
		if strings.Contains(policy, "'wasm-unsafe-eval'") != want || !strings.Contains(policy, "frame-ancestors 'none'") || header.Get("X-Frame-Options") != "DENY" {
			t.Errorf("%s: %q, %q", path, policy, header.Get("X-Frame-Options"))
		}
	}
}

func TestCrossSite(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	tests := map[string]struct {
		headers []string
		ok      bool
	}{
		"no browser":              {nil, true},
		"our page":                {[]string{"Sec-Fetch-Site: same-origin", "Origin: http://example.com"}, true},
		"typed by hand":           {[]string{"Sec-Fetch-Site: none"}, true},
		"another site":            {[]string{"Sec-Fetch-Site: cross-site", "Origin: http://evil.example"}, false},
		"a neighbouring site":     {[]string{"Sec-Fetch-Site: same-site", "Origin: http://other.example.com"}, false},
		"old browser, our page":   {[]string{"Origin: http://example.com"}, true},
		"old browser, other":      {[]string{"Origin: http://evil.example"}, false},
		"old browser, other port": {[]string{"Origin: http://example.com:81"}, false},
		"a file":                  {[]string{"Origin: null"}, false},
		"nonsense":                {[]string{"Origin: ://"}, false},
		"made-up site":            {[]string{"Sec-Fetch-Site: ours", "Origin: http://example.com"}, false},
	}
	for name, tt := range tests {
		for _, method := range []string{"POST", "DELETE"} {
			path := map[string]string{"POST": "/v1/auth/codes", "DELETE": "/v1/claims/x"}[method]
			res := h.do(t, method, path, "", append(tt.headers, "Cookie: wanjia_session="+h.resident)...)
			if refused := res.StatusCode == 403; refused == tt.ok || refused && res.problem(t).Code != "cross_site" {
				t.Errorf("%s: %s: %d %s", name, method, res.StatusCode, res.text)
			}
		}
		if res := h.do(t, "GET", "/v1/events", "", tt.headers...); res.StatusCode != 200 {
			t.Errorf("%s: reading: %d", name, res.StatusCode)
		}
	}
}

func TestNearLimits(t *testing.T) {
	t.Parallel()
	now := time.Now()
	n := nearLimits{now: func() time.Time { return now }}
	rate := Rate{Count: 2, Per: time.Second, Burst: 3}
	var got strings.Builder
	for range 5 {
		fmt.Fprint(&got, n.Allow("a", rate).OK, " ")
	}
	now = now.Add(500 * time.Millisecond)
	fmt.Fprint(&got, n.Allow("a", rate).OK, " ", n.Allow("a", rate).OK, " ", n.Allow("b", rate).OK)
	if want := "true true true false false true false true"; got.String() != want {
		t.Errorf("got  %s\nwant %s", got.String(), want)
	}
	if d := n.Allow("a", rate); d.OK || d.RetryAfter != 500*time.Millisecond {
		t.Errorf("refused with %+v, want half a second", d)
	}
	now = now.Add(time.Hour)
	if d := n.Allow("a", rate); !d.OK || d.Remaining != 2 {
		t.Errorf("after a rest %+v", d)
	}
	for i := range maxNearKeys + 10 {
		n.Allow(fmt.Sprint(i), rate)
	}
	if len(n.rest) > maxNearKeys {
		t.Errorf("%d keys are remembered", len(n.rest))
	}
}

// broken is a limiter that is away.
type broken struct{ asked atomic.Int32 }

func (b *broken) Allow(context.Context, string, Rate) (Decision, error) {
	b.asked.Add(1)
	return Decision{}, errors.New("redis is gone")
}

func TestLimits(t *testing.T) {
	t.Parallel()
	slow := Rate{Count: 1, Per: time.Hour, Burst: 2}
	limiter := &broken{}
	h := newHouse(t, func(a *API) {
		a.Limiter = limiter
		a.Rates = Rates{Read: slow, Take: slow, Sign: slow}
		a.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("0.0.0.0/32")} // what app.Test comes from
	})
	from := func(addr string) string { return "X-Forwarded-For: " + addr }
	try := func(name string, want int, method, path string, headers ...string) {
		t.Helper()
		res := h.do(t, method, path, "", headers...)
		if (res.StatusCode == 429) != (want == 429) {
			t.Errorf("%s: %d %s", name, res.StatusCode, res.text)
		}
		if res.StatusCode == 429 && (res.problem(t).Code != "slow_down" || res.Header.Get("Retry-After") == "") {
			t.Errorf("%s: %s, Retry-After %q", name, res.text, res.Header.Get("Retry-After"))
		}
	}
	for i, want := range []int{200, 200, 429} {
		try(fmt.Sprint("read ", i), want, "GET", "/v1/events", from("192.0.2.1"))
		try(fmt.Sprint("a code with the limiter away ", i), want, "POST", "/v1/auth/codes", from("192.0.2.1"))
		try(fmt.Sprint("a change ", i), want, "DELETE", "/v1/claims/x", from("192.0.2.1"), bearer(h.resident))
	}
	try("another address reads", 200, "GET", "/v1/events", from("192.0.2.2"))
	try("another account changes", 200, "DELETE", "/v1/claims/x", from("192.0.2.1"), bearer(h.admin))
	try("what is free", 200, "GET", "/livez", from("192.0.2.1"))
	if limiter.asked.Load() == 0 {
		t.Error("the limiter was never asked")
	}
	if len(h.log.with("limiter away")) == 0 {
		t.Error("nobody would know that the limiter is away")
	}
}

// counting is a limiter that lets everything through and remembers what it was asked.
type counting struct{ asked []Rate }

func (c *counting) Allow(_ context.Context, _ string, r Rate) (Decision, error) {
	c.asked = append(c.asked, r)
	return Decision{OK: true}, nil
}

// TestFirstPressesAreCountedHere: a quarter of what an account may take needs no
// Redis; what goes on does, and both together are no more than before.
func TestFirstPressesAreCountedHere(t *testing.T) {
	t.Parallel()
	now, limiter := time.Now(), &counting{}
	a := &API{Limiter: limiter, Rates: Rates{Take: Rate{Count: 2, Per: time.Second, Burst: 20}}, Now: time.Now}
	a.near.now = func() time.Time { return now }
	press := func() { a.allowTaking(t.Context(), "take/ann") }
	for range 5 {
		press()
	}
	if len(limiter.asked) != 0 {
		t.Fatalf("the first presses asked %v", limiter.asked)
	}
	press()
	press()
	if want := (Rate{Count: 6, Per: 4 * time.Second, Burst: 15}); len(limiter.asked) != 2 || limiter.asked[1] != want {
		t.Errorf("the next two asked %v, want twice %v", limiter.asked, want)
	}
	now = now.Add(2 * time.Second) // one more here, of the four that may come
	press()
	press()
	if len(limiter.asked) != 3 {
		t.Errorf("two presses after two seconds: asked %d times in all, want 3", len(limiter.asked))
	}
	a.allowTaking(t.Context(), "take/bob")
	if len(limiter.asked) != 3 {
		t.Error("one account's presses count for another")
	}
}

func TestClientAddr(t *testing.T) {
	t.Parallel()
	ours := []netip.Prefix{netip.MustParsePrefix("0.0.0.0/32"), netip.MustParsePrefix("10.0.0.0/8")}
	tests := map[string]struct {
		trusted []netip.Prefix
		forward string
		want    string
	}{
		"nobody is trusted":       {nil, "192.0.2.1", "0.0.0.0"},
		"one proxy":               {ours, "192.0.2.1", "192.0.2.1"},
		"two proxies":             {ours, "192.0.2.1, 10.1.2.3", "192.0.2.1"},
		"the client made one up":  {ours, "198.51.100.9, 192.0.2.1, 10.1.2.3", "192.0.2.1"},
		"the client made junk up": {ours, "junk, 192.0.2.1", "192.0.2.1"},
		"only junk":               {ours, "junk", "0.0.0.0"},
		"nothing":                 {ours, "", "0.0.0.0"},
		"all of it is ours":       {ours, "10.0.0.1, 10.0.0.2", "10.0.0.1"},
		"an IPv6 household":       {ours, "2001:db8:1:2:3::4", "2001:db8:1:2::/64"},
		"IPv4 written as IPv6":    {ours, "::ffff:192.0.2.1", "192.0.2.1"},
	}
	for name, tt := range tests {
		a := &API{TrustedProxies: tt.trusted}
		app := fiber.New()
		app.Get("/", func(c *fiber.Ctx) error { return c.SendString(addressKey(a.clientAddr(c))) })
		if got := doOn(t, app, "GET", "/", "", "X-Forwarded-For: "+tt.forward).text; got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
}

// TestFresh: a crowd that asks for one thing at one moment costs one look, and
// the answer is as old as allowed and no older.
func TestFresh(t *testing.T) {
	t.Parallel()
	var clock atomic.Int64
	f := fresh[string, int32]{For: time.Second, Max: 4, Now: func() time.Time { return time.Unix(0, clock.Load()) }}
	var loads atomic.Int32
	const crowd = 32
	started, release := make(chan struct{}), make(chan struct{})
	load := func(context.Context) (int32, error) {
		if loads.Add(1) == 1 {
			close(started)
			<-release
		}
		return loads.Load(), nil
	}
	var wg sync.WaitGroup
	ask := func() {
		if v, err := f.Get(t.Context(), "a", load); v != 1 || err != nil {
			t.Errorf("Get = %d, %v", v, err)
		}
	}
	wg.Go(ask)
	<-started
	for range crowd {
		wg.Go(ask)
	}
	close(release)
	wg.Wait()
	if n := loads.Load(); n != 1 {
		t.Errorf("%d looks for a crowd, want 1", n)
	}
	clock.Add(int64(time.Second) - 1)
	ask()
	clock.Add(1)
	if v, err := f.Get(t.Context(), "a", load); v != 2 || err != nil {
		t.Errorf("after its time the answer is still %d, %v", v, err)
	}

	fail := errors.New("away")
	for range 3 {
		if _, err := f.Get(t.Context(), "b", func(context.Context) (int32, error) { loads.Add(1); return 0, fail }); !errors.Is(err, fail) {
			t.Errorf("a failure came as %v", err)
		}
		if _, err := f.Get(t.Context(), "c", func(context.Context) (int32, error) { loads.Add(1); return 0, errNoRoute }); !errors.Is(err, errNoRoute) {
			t.Errorf("not found came as %v", err)
		}
	}
	if n := loads.Load(); n != 2+1+3 {
		t.Errorf("%d looks, want one for a failure and three for what is not there", n-2)
	}
	for i := range 100 {
		if _, err := f.Get(t.Context(), fmt.Sprint(i), func(context.Context) (int32, error) { return 0, nil }); err != nil {
			t.Fatal(err)
		}
	}
	if len(f.kept) > f.Max {
		t.Errorf("%d answers are kept, %d at most", len(f.kept), f.Max)
	}
}

// TestFreshSurvivesPanics: nobody waits for ever for somebody who fell.
func TestFreshSurvivesPanics(t *testing.T) {
	t.Parallel()
	f := fresh[string, int]{For: time.Hour, Max: 2, Now: time.Now}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_, _ = f.Get(t.Context(), "a", func(context.Context) (int, error) { panic("fell") })
	}()
	if _, err := f.Get(t.Context(), "a", func(context.Context) (int, error) { return 1, nil }); err == nil {
		t.Error("after a panic the next one is told all is well")
	}
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	h.do(t, "GET", "/v1/events/banquet-2027", "")
	h.do(t, "GET", "/v1/events/nothing", "")
	h.do(t, "GET", "/v1/invented-"+strings.Repeat("x", 20), "")
	text := h.do(t, "GET", "/metrics", "").text
	for _, want := range []string{
		`wanjia_http_requests_total{method="GET",route="get-event",status="200"} 1`,
		`wanjia_http_requests_total{method="GET",route="get-event",status="404"} 1`,
		`wanjia_http_request_seconds_count{route="get-event"} 2`,
		"go_goroutines ", "process_resident_memory_bytes ",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	if strings.Contains(text, "invented") {
		t.Error("an invented address became a label")
	}
}

// TestAvailabilityIsOneBody: the same bytes for all, made once, and 304 for who
// has them.
func TestAvailabilityIsOneBody(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	path := "/v1/sessions/" + string(h.pool.Session) + "/availability"
	first := h.do(t, "GET", path, "")
	second := h.do(t, "GET", path, "", bearer(h.resident))
	if first.text != second.text || first.Header.Get("Cache-Control") != "public, max-age=1" || first.Header.Get("Set-Cookie") != "" {
		t.Errorf("%s and %s, %v", first.text, second.text, first.Header)
	}
	h.hot.Now = func() time.Time { return time.Now().Add(time.Hour) } // read anew, unchanged
	res := h.do(t, "GET", path, "", "If-None-Match: \"other\", "+first.Header.Get("ETag"))
	if res.StatusCode != 304 || res.text != "" {
		t.Errorf("unchanged figures: %d %q", res.StatusCode, res.text)
	}
	if res := h.do(t, "HEAD", path, ""); res.StatusCode != 200 || res.text != "" || res.Header.Get("ETag") == "" {
		t.Errorf("HEAD: %d %q", res.StatusCode, res.text)
	}
}

// TestLine2: a second way to the streams is named to players, and the gala's page alone
// may use it.
func TestLine2(t *testing.T) {
	t.Parallel()
	page := &fstest.MapFile{Data: []byte("<p>x</p>")}
	h := newHouse(t, func(a *API) {
		a.Line2 = "https://two.example/"
		a.Web = fstest.MapFS{"index.html": page, "console/index.html": page, "gala/index.html": page}
	})
	for path, may := range map[string]bool{"/": false, "/console": false, "/gala": true} {
		policy := h.do(t, "GET", path, "").Header.Get("Content-Security-Policy")
		if strings.Contains(policy, "connect-src 'self' https://two.example;") != may || strings.Contains(policy, "media-src 'self' https://two.example blob:;") != may {
			t.Errorf("%s: %s", path, policy)
		}
	}
	showing := streaming.Showing{Channel: streaming.Channel{ID: "gala"}}
	if got := (&API{Line2: "https://two.example/"}).wireChannel(showing).Lines; !slices.Equal(got, []string{"/live/gala/", "https://two.example/live/gala/"}) {
		t.Errorf("lines %q", got)
	}
	if got := new(API).wireChannel(showing).Lines; len(got) != 1 {
		t.Errorf("lines %q", got)
	}
}

// TestStagePolicy: only the pages that talk to the stage's server may, and they lose
// none of the other headers by it.
func TestStagePolicy(t *testing.T) {
	t.Parallel()
	page := &fstest.MapFile{Data: []byte("<p>x</p>")}
	h := newHouse(t, func(a *API) {
		a.StageAt = "wss://stage.example https://stage.example"
		a.Web = fstest.MapFS{"index.html": page, "console/index.html": page, "stage/index.html": page}
	})
	for path, may := range map[string]bool{"/": false, "/events": false, "/console": true, "/console/show/gala": true, "/stage": true, "/stage/x": true} {
		res := h.do(t, "GET", path, "")
		policy := res.Header.Get("Content-Security-Policy")
		if res.StatusCode != 200 || strings.Contains(policy, "connect-src 'self' wss://stage.example https://stage.example;") != may {
			t.Errorf("%s: %d %s", path, res.StatusCode, policy)
		}
	}
}
