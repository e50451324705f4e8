package api

import (
	"bufio"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"wanjia/gateway/identity"
)

// sent is a request, line by line as it goes over the wire, without the length.
type sent struct {
	path  string
	lines []string
	body  string
}

// with is the request with another form: a line that begins with "-" takes away those of
// that name, one with "+" stands beside those there are, any other in their place.
func (s sent) with(lines ...string) sent {
	s.lines = slices.Clone(s.lines)
	for _, line := range lines {
		name, _, _ := strings.Cut(strings.TrimLeft(line, "-+"), ":")
		if line[0] != '+' {
			s.lines = slices.DeleteFunc(s.lines, func(l string) bool { return strings.HasPrefix(strings.ToLower(l), strings.ToLower(name)+":") })
		}
		if line[0] != '-' {
			s.lines = append(s.lines, strings.TrimPrefix(line, "+"))
		}
	}
	return s
}

func (s sent) saying(body string) sent {
	s.body = body
	return s
}

func (s sent) to(path string) sent {
	s.path = path
	return s
}

// answerOn sends it over a connection of its own and reads the answer.
func (s sent) answerOn(t *testing.T, addr string) answered {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	head := strings.Join(append([]string{"POST " + s.path + " HTTP/1.1", "Host: wanjia.example"}, s.lines...), "\r\n")
	if _, err := io.WriteString(conn, head+"\r\nContent-Length: "+strconv.Itoa(len(s.body))+"\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.WriteString(conn, s.body) }() // whoever refuses by the length may close before it is all there
	res, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("%s: %v", head, err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answered{res, string(text)}
}

// forms are the ways in which a request can be unusual, of all routes alike.
func forms(usual sent) map[string]sent {
	return map[string]sent{
		"usual":                 usual,
		"another format":        usual.with("Content-Type: text/plain"),
		"no format":             usual.with("-Content-Type"),
		"a format with more":    usual.with("Content-Type: application/json; charset=utf-8"),
		"two formats":           usual.with("+Content-Type: text/plain"),
		"packed":                usual.with("Content-Encoding: gzip"),
		"packed as it is":       usual.with("Content-Encoding: identity"),
		"other answers":         usual.with("Accept: text/html"),
		"any answer":            usual.with("Accept: */*"),
		"two answers":           usual.with("Accept: application/json", "+Accept: text/html"),
		"a program":             usual.with("-Sec-Fetch-Site"),
		"another site":          usual.with("Sec-Fetch-Site: cross-site"),
		"a site beside it":      usual.with("Sec-Fetch-Site: same-site"),
		"two sites":             usual.with("Sec-Fetch-Site: cross-site", "+Sec-Fetch-Site: same-origin"),
		"two sites, ours first": usual.with("+Sec-Fetch-Site: cross-site"),
		"an old browser":        usual.with("-Sec-Fetch-Site", "Origin: http://wanjia.example"),
		"an old foreign one":    usual.with("-Sec-Fetch-Site", "Origin: http://other.example"),
		"a channel":             usual.with("X-Channel: hotline"),
		"no channel":            usual.with("X-Channel: moon"),
		"nobody":                usual.with("-Authorization"),
		"an odd scheme":         usual.with("Authorization: Basic abc"),
		"two tokens":            usual.with("+Authorization: Bearer x.1.y"),
		"two, a bad one first":  usual.with("Authorization: Bearer x.1.y", "+"+usual.line("Authorization")),
		"a number of its own":   usual.with("X-Request-Id: chosen-elsewhere"),
		"a bad number":          usual.with("X-Request-Id: <>"),
		"no body":               usual.saying(""),
		"no JSON":               usual.saying(usual.body[:len(usual.body)-1]),
		"more behind":           usual.saying(usual.body + "1"),
		"space behind":          usual.saying(usual.body + "\n"),
		"an unknown word":       usual.saying(strings.Replace(usual.body, "{", `{"odd":1,`, 1)),
		"a list":                usual.saying("[" + usual.body + "]"),
		"nothing in it":         usual.saying("{}"),
		"null":                  usual.saying("null"),
		"too large":             usual.saying(usual.body + strings.Repeat(" ", bodyLimit)),
		"a query":               usual.to(usual.path + "?a=b"),
		"a slash":               usual.to(usual.path + "/"),
		"escaped":               usual.to(strings.Replace(usual.path, "v1", "%76%31", 1)),
		"two slashes":           usual.to("/" + usual.path),
	}
}

// line is the header line of a name.
func (s sent) line(name string) string {
	i := slices.IndexFunc(s.lines, func(l string) bool { return strings.HasPrefix(l, name+":") })
	return s.lines[i]
}

// sameByRouter sends each form as it is, and once more so that only the router can answer
// it, and holds the answers against each other. It returns them by status.
func sameByRouter(t *testing.T, addr string, all map[string]sent) map[int][]string {
	t.Helper()
	const own = "by-the-router-1"
	seen := map[int][]string{}
	for name, s := range all {
		first, routed := s.answerOn(t, addr), s.with("X-Request-Id: "+own).answerOn(t, addr)
		id, by := first.Header.Get("X-Request-Id"), routed.Header.Get("X-Request-Id")
		if first.StatusCode != routed.StatusCode || len(id) < 8 || strings.ReplaceAll(routed.text, by, id) != first.text {
			t.Errorf("%s: %d %s, by the router %d %s", name, first.StatusCode, first.text, routed.StatusCode, routed.text)
		}
		a, b := maps.Clone(routed.Header), maps.Clone(first.Header)
		for _, h := range []http.Header{a, b} {
			h.Del("X-Request-Id")
			h.Del("Content-Length") // that of the id is in it
			h.Del("Date")
		}
		if !maps.EqualFunc(a, b, slices.Equal[[]string]) {
			t.Errorf("%s: headers %v, by the router %v", name, b, a)
		}
		seen[first.StatusCode] = append(seen[first.StatusCode], name)
	}
	return seen
}

// TestHotForms: in whatever form a press or a scan comes, it is answered as the router
// answers it.
func TestHotForms(t *testing.T) {
	t.Parallel()
	clock := time.Now()
	h := newHouse(t, func(a *API) {
		a.Now = func() time.Time { return clock }
		a.Limiter, a.Rates.Take = &noLimit{}, Rate{Count: 1, Per: time.Hour, Burst: 1000}
		a.Gates = &gateHouse{}
	})
	h.Tickets.Now = func() time.Time { return clock }
	addr := listen(t, h.app)
	press := func(token, key string, party int) sent {
		return sent{"/v1/pools/" + string(h.pool.ID) + "/claims", []string{
			bearer(token), "Sec-Fetch-Site: same-origin", "Idempotency-Key: " + key, "Content-Type: application/json",
		}, `{"party":` + strconv.Itoa(party) + `}`}
	}
	old, err := h.Identity.Token(t.Context(), identity.Session{ID: "gone", Expires: clock.Add(-time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	presses := func(usual sent) map[string]sent {
		all := forms(usual)
		maps.Copy(all, map[string]sent{
			"an old token":          usual.with(bearer(old)),
			"a token that is cut":   usual.with(usual.line("Authorization")[:60]),
			"a cookie":              usual.with("-Authorization", "Cookie: a=b; "+cookieName+"="+strings.TrimPrefix(usual.line("Authorization"), "Authorization: Bearer ")),
			"two cookies":           usual.with("-Authorization", "Cookie: "+cookieName+"=x.1.y; "+cookieName+"="+strings.TrimPrefix(usual.line("Authorization"), "Authorization: Bearer ")),
			"a token and a cookie":  usual.with("Cookie: " + cookieName + "=x.1.y"),
			"no key":                usual.with("-Idempotency-Key"),
			"a short key":           usual.with("Idempotency-Key: short"),
			"a long key":            usual.with("Idempotency-Key: " + strings.Repeat("k", 65)),
			"an odd key":            usual.with("Idempotency-Key: press 0001!"),
			"two keys":              usual.with("+Idempotency-Key: other-0001"),
			"a retry":               usual.with("X-Retry: 1"),
			"an odd retry":          usual.with("X-Retry: 123456789"),
			"nobody comes":          usual.saying(`{"party":0}`),
			"too many":              usual.saying(`{"party":1001}`),
			"far too many":          usual.saying(`{"party":10000}`),
			"a number as text":      usual.saying(`{"party":"3"}`),
			"half a person":         usual.saying(`{"party":1.5}`),
			"with zeros":            usual.saying(`{"party":03}`),
			"twice":                 usual.saying(`{"party":9,"party":9}`),
			"children alone":        usual.saying(`{"party":2,"children":2}`),
			"for somebody":          usual.saying(`{"party":2,"for":"p-2"}`),
			"no such pool":          usual.to("/v1/pools/nowhere/claims"),
			"a pool of odd letters": usual.to("/v1/pools/a~b/claims"),
			"dots":                  usual.to("/v1/pools/../claims"),
		})
		return all
	}
	// Somebody has places: the same press again answers the same claim.
	mine := press(h.resident, "press-0001", 6)
	if res := mine.answerOn(t, addr); res.StatusCode != http.StatusCreated {
		t.Fatal(res.text)
	}
	claimed := sameByRouter(t, addr, presses(mine))
	// Somebody finds that there is no room.
	late := press(h.admin, "press-0002", 5)
	if res := late.answerOn(t, addr); res.StatusCode != http.StatusConflict {
		t.Fatal(res.text)
	}
	refused := sameByRouter(t, addr, presses(late))
	scan := sent{redeemPath, []string{"Authorization: Device the-secret", "Sec-Fetch-Site: same-origin", "Content-Type: application/json"}, scanned("0202030405")}
	judged := sameByRouter(t, addr, forms(scan))
	for name, tt := range map[string]struct {
		seen   map[int][]string
		status []int
	}{
		"of a press with places": {claimed, []int{201, 400, 401, 403, 404, 413, 415, 422}},
		"of one without":         {refused, []int{400, 401, 403, 404, 409, 413, 415, 422}},
		"of a scan":              {judged, []int{200, 400, 401, 403, 404, 413, 415, 422}},
	} {
		for _, status := range tt.status {
			if len(tt.seen[status]) == 0 {
				t.Errorf("%s no form was answered %d: %v", name, status, tt.seen)
			}
		}
	}
}
