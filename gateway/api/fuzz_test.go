package api

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"
)

// wide lets a fuzzer through the limits.
func wide(a *API) {
	r := Rate{Count: 1_000_000, Per: time.Second, Burst: 1_000_000}
	a.Rates = Rates{Read: r, Take: r, Sign: r}
}

// blameless fails when an answer blames us for what a stranger sent.
func blameless(t *testing.T, h *house, res answered) {
	t.Helper()
	if res.StatusCode >= 500 {
		t.Fatalf("%d %s\n%q", res.StatusCode, res.text, h.log.with("request failed"))
	}
	if res.StatusCode >= 400 && res.problem(t).Code == "" {
		t.Fatalf("%d without a code: %s", res.StatusCode, res.text)
	}
}

// FuzzPage: whatever stands in after and limit, a list answers or says why not.
func FuzzPage(f *testing.F) {
	h := newHouse(f, wide)
	f.Add("", "1")
	f.Add("MjAyNi0xMi0yM1QwNzowMjozNy45NTFaAGdhbGEtMjAyNw", "20")
	f.Add("\x00", "-1")
	f.Add("AAAA", "1e3")
	f.Add(strings.Repeat("A", 1024), "9223372036854775808")
	f.Fuzz(func(t *testing.T, after, limit string) {
		query := url.Values{"after": {after}, "limit": {limit}}.Encode()
		if len(query) > longest {
			return
		}
		res := h.do(t, "GET", "/v1/events?"+query, "")
		blameless(t, h, res)
	})
}

// FuzzClaim: whatever comes as key and body, a press is made or refused with a
// reason, and a key that is let through is one that stores can keep.
func FuzzClaim(f *testing.F) {
	h := newHouse(f, wide)
	f.Add("press-001", `{"party":1}`)
	f.Add("press-002", `{"party":1e400}`)
	f.Add("", `{}`)
	f.Add("press 003", `{"party":null}`)
	f.Add("press-004", `[[[[`)
	f.Add("press-005", "{\"party\":\"\\ud800\"}")
	f.Fuzz(func(t *testing.T, key, body string) {
		if !validHeader(key) {
			return // the client library does not send it
		}
		res := h.do(t, "POST", "/v1/pools/"+string(h.pool.ID)+"/claims", body, "Idempotency-Key: "+key, bearer(h.resident))
		blameless(t, h, res)
		if res.StatusCode == http.StatusCreated && strings.Trim(strings.TrimSpace(key), "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") != "" {
			t.Fatalf("key %q was taken", key)
		}
	})
}

// FuzzSignIn: whatever comes as phone and code, nobody is signed in who was not
// sent it, and nothing breaks.
func FuzzSignIn(f *testing.F) {
	h := newHouse(f, wide)
	f.Add("15400000001", "123456", "sms")
	f.Add("+86 １５４", "", "voice")
	f.Add("\u0000", "\xff", "")
	f.Fuzz(func(t *testing.T, phone, code, via string) {
		body := mustJSON(t, map[string]string{"phone": phone, "code": code})
		res := h.do(t, "POST", "/v1/auth/sessions", body)
		blameless(t, h, res)
		if res.StatusCode < 300 {
			t.Fatalf("%q signed in with %q", phone, code)
		}
		blameless(t, h, h.do(t, "POST", "/v1/auth/codes", mustJSON(t, map[string]string{"phone": phone, "via": via})))
	})
}

// FuzzHeaders: whatever stands in the headers we read, a request is answered and
// nobody becomes somebody by it.
func FuzzHeaders(f *testing.F) {
	h := newHouse(f, wide)
	f.Add("Bearer x", "wanjia_session=x", "abc", "W/\"x\"", "http://example.com")
	f.Add("Bearer ", "wanjia_session", "", "*", "null")
	f.Add("bearer a.b.c", "=;=;", "\t", "\"", "http://[::1")
	f.Fuzz(func(t *testing.T, authorization, cookie, id, match, origin string) {
		for _, v := range []string{authorization, cookie, id, match, origin} {
			if !validHeader(v) {
				return
			}
		}
		res := h.do(t, "GET", "/v1/me", "", "Authorization: "+authorization, "Cookie: "+cookie, "X-Request-Id: "+id)
		blameless(t, h, res)
		if res.StatusCode != http.StatusUnauthorized {
			t.Fatalf("%d %s", res.StatusCode, res.text)
		}
		if got := res.Header.Get("X-Request-Id"); !validToken(got, 8, 64) {
			t.Fatalf("request id %q", got)
		}
		blameless(t, h, h.do(t, "GET", "/v1/sessions/"+string(h.pool.Session)+"/availability", "", "If-None-Match: "+match))
		blameless(t, h, h.do(t, "DELETE", "/v1/claims/x", "", "Origin: "+origin, bearer(h.resident)))
	})
}

// FuzzPath: no address serves what is not there, or breaks.
func FuzzPath(f *testing.F) {
	h := newHouse(f, wide)
	for _, p := range []string{"", "gala/../x", "%2e%2e/", "v1/events/%00", "v1/sessions//availability", "assets/.keep", "docs/../api.go", "v1/events/a/cover"} {
		f.Add(p)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if u, err := url.ParseRequestURI("/" + path); err != nil || u.Host != "" || len(path) > longest || strings.ContainsAny(path, " #?") {
			return
		}
		res := h.do(t, "GET", "/"+path, "")
		if res.StatusCode >= 400 {
			blameless(t, h, res)
		}
	})
}

// longest leaves room for the headers in what the server reads of one request;
// TestUnreadable has more than that.
const longest = bufferSize / 2

// validHeader says whether a client can send the value.
func validHeader(v string) bool {
	if len(v) > longest/5 {
		return false
	}
	for i := range len(v) {
		if c := v[i]; c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}
