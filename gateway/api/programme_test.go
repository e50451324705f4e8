package api

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/gateway/identity"
	"wanjia/streaming"
	"wanjia/streaming/streamingtest"
)

const plan = `{"version":%d,"title":{"zh":"春晚","en":""},"starts":"2027-02-06T20:00:00+08:00","delay":60,"gap":10,"items":[
{"id":"01","title":{"zh":"片头","en":""},"kind":"film","from":"tape","length":90,"feed":"film","fixed":true},
{"id":"02","title":{"zh":"小品","en":""},"kind":"talk","from":"stage","length":300,"feed":"camera:host-1","standby":"film"},
{"id":"03","title":{"zh":"合唱","en":""},"kind":"dance","from":"stage","length":200,"feed":"camera:host-1"}],
"outs":[{"who":"合作平台","at":"2027-02-06T20:09:00+08:00"}]}`

// newDirected is a house with a show's directors.
func newDirected(t *testing.T) (*house, *streamingtest.Ledger) {
	t.Helper()
	ledger := &streamingtest.Ledger{}
	h := newHouse(t, func(a *API) {
		a.Shows = &streaming.Shows{Store: &streamingtest.Shows{}, Now: time.Now}
		a.Director = directed{streaming.Director{Desk: ledger, Shows: a.Shows, Now: time.Now}}
	})
	return h, ledger
}

// TestProgramme plays a show through over HTTP, from the draft to its end, with what
// is refused on the way; every change is written down.
func TestProgramme(t *testing.T) {
	t.Parallel()
	h, ledger := newDirected(t)
	one := h.holding(t, "15400000311", identity.Director, "*")
	other := h.holding(t, "15400000312", identity.Director, "*")
	const at = "/v1/channels/gala"
	for i, tt := range []struct {
		token, method, path, body string
		status                    int
		want                      string
	}{
		{one, "GET", at + "/programme", "", 404, "no_show"},
		{one, "PUT", at + "/programme", fmt.Sprintf(plan, 0), 200, `"version":1`},
		{other, "PUT", at + "/programme", fmt.Sprintf(plan, 0), 409, "show_changed"},
		{one, "GET", at + "/programme/what-if?without=03", "", 200, `"ends":"2027-02-06T20:06:40+08:00","over":0`},
		{one, "PATCH", at + "/programme/items/02", `{"version":1,"length":420}`, 200, `"over":190`},
		{other, "PATCH", at + "/programme/items/02", `{"version":1,"length":60}`, 409, "show_changed"},
		{other, "PATCH", at + "/programme/items/09", `{"version":2,"length":60}`, 404, "no_show_item"},
		{one, "POST", at + "/programme/drops", `{"version":2,"items":["03"]}`, 200, `"over":0`},
		{one, "POST", at + "/take", `{"item":"01"}`, 409, "show_state"},
		{one, "POST", at + "/state", `{"version":3,"state":"rehearsal"}`, 200, `"state":"rehearsal"`},
		{one, "POST", at + "/take", `{"item":"02"}`, 200, `"rehearsal":true`},
		{one, "POST", at + "/take", `{"item":"03"}`, 404, "no_show_item"},
		{one, "POST", at + "/go-live", `{"version":5}`, 409, "show_state"},
		{one, "POST", at + "/state", `{"version":5,"state":"ready"}`, 200, `"state":"ready"`},
		{one, "PUT", at + "/programme/checks/delay", `{"version":6}`, 404, "no_check"},
		{one, "PUT", at + "/programme/checks/slate", `{"version":6,"note":"切过"}`, 200, `"note":"切过"`},
		{one, "POST", at + "/go-live", `{"version":7}`, 409, `"monitor"`},
		{one, "POST", at + "/go-live", `{"version":7,"why":"导播在位"}`, 200, `"state":"ready"`},
		{other, "POST", at + "/go-live", `{"version":8,"why":"同意"}`, 200, `"state":"on_air"`},
		{one, "POST", at + "/take", `{"item":"02"}`, 200, `"source":"camera:host-1"`},
		{other, "GET", at + "/programme", "", 200, `"on":"02"`},
		{other, "POST", at + "/slate", "", 200, `"source":"slate"`},
		{one, "GET", at + "/programme", "", 200, `"cutouts":[{"from"`},
		{one, "POST", at + "/end", `{"version":11}`, 200, `"state":"ended"`},
		{one, "PUT", at + "/programme", fmt.Sprintf(plan, 12), 409, "show_state"},
	} {
		res := h.do(t, tt.method, tt.path, tt.body, bearer(tt.token))
		if res.StatusCode != tt.status || !strings.Contains(res.text, tt.want) {
			t.Fatalf("%d: %s %s %s: %d %s, want %d with %s", i, tt.method, tt.path, tt.body, res.StatusCode, res.text, tt.status, tt.want)
		}
		if strings.Contains(res.text, `"rehearsal":true`) {
			if p, err := ledger.Plan(t.Context(), "gala"); err != nil || len(p) != 0 {
				t.Fatalf("the rehearsal has ordered %+v, %v", p, err)
			}
		}
	}
	var why, drop int
	for _, l := range h.auditLines(t, "channel/gala") {
		if l.What == "show.go_live" && l.Why != "" {
			why++
		}
		if l.What == "show.drop" && l.Detail["items"] == "03" {
			drop++
		}
	}
	if why != 2 || drop != 1 {
		t.Errorf("%d reasons and %d drops are written down", why, drop)
	}
}

// screen reads the events of one director's screen.
func screen(t *testing.T, url, token string) func() Programme {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/v1/channels/gala/screen", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() })
	if got := answer.Header.Get("Content-Type"); answer.StatusCode != 200 || got != "text/event-stream" || answer.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v", answer.StatusCode, answer.Header)
	}
	lines := bufio.NewScanner(answer.Body)
	lines.Buffer(nil, 1<<20)
	return func() Programme {
		t.Helper()
		for lines.Scan() {
			if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var p Programme
				if err := json.Unmarshal([]byte(text), &p); err != nil {
					t.Fatal(err)
				}
				return p
			}
		}
		t.Fatal("the screen has gone dark", lines.Err())
		return Programme{}
	}
}

// TestScreensAgree: what one director changes is on the other's screen at once, with
// the version that the first one has; and screens go dark when the service ends.
func TestScreensAgree(t *testing.T) {
	t.Parallel()
	h, _ := newDirected(t)
	one := h.holding(t, "15400000313", identity.Director, "*")
	other := h.holding(t, "15400000314", identity.Director, "*")
	if res := h.do(t, "PUT", "/v1/channels/gala/programme", fmt.Sprintf(plan, 0), bearer(one)); res.StatusCode != 200 {
		t.Fatal(res.text)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var serving sync.WaitGroup
	serving.Go(func() { _ = h.app.Listener(l) })
	url := "http://" + l.Addr().String()
	a, b := screen(t, url, one), screen(t, url, other)
	if p := a(); p.Version != 1 || len(p.Sources) != 1 || p.Bus != streaming.Slate {
		t.Fatalf("%+v", p)
	}
	b()
	start := time.Now()
	res := h.do(t, "PATCH", "/v1/channels/gala/programme/items/02", `{"version":1,"length":200}`, bearer(one))
	if res.StatusCode != 200 {
		t.Fatal(res.text)
	}
	for _, next := range []func() Programme{a, b} {
		p := next()
		for p.Version == 1 {
			p = next()
		}
		if took := time.Since(start); p.Items[1].Length != 200 || took > 900*time.Millisecond {
			t.Errorf("after %v the screen has %+v", took, p.Items[1])
		}
	}
	ended := time.Now()
	if err := h.app.Shutdown(); err != nil {
		t.Error(err)
	}
	serving.Wait()
	if took := time.Since(ended); took > 5*time.Second {
		t.Errorf("the service took %v to end, for the screens", took)
	}
}
