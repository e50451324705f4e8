package api

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"wanjia/events/community/communitytest"
	"wanjia/gateway/identity"
	"wanjia/streaming"
	"wanjia/streaming/streamingtest"
)

// TestPerformers: directors name who performs and read who of them has not agreed; what
// cannot be is refused with what is wrong, also once the show is over; nobody else finds
// people this way, and directors find no more than a masked name.
func TestPerformers(t *testing.T) {
	t.Parallel()
	ledger := &streamingtest.Ledger{}
	h := newHouse(t, func(a *API) {
		a.Shows = &streaming.Shows{Store: &streamingtest.Shows{}, Consents: streamingtest.Consents{"p-luo": true, "p-xiaomi": false}, Now: time.Now}
		a.Director = directed{streaming.Director{Desk: ledger, Shows: a.Shows, Now: time.Now}}
		a.Directory = byWord{"luo": communitytest.Luo}
	})
	director := h.holding(t, "15400000321", identity.Director, "*")
	const at = "/v1/channels/gala/programme"
	crowd := make([]string, 61)
	for i := range crowd {
		crowd[i] = fmt.Sprintf(`{"person":"p-%d"}`, i)
	}
	performing := func(who string) string { return `{"version":1,"performers":[` + who + `]}` }
	for i, tt := range []struct {
		token, method, path, body string
		status                    int
		want                      string
	}{
		{director, "PUT", at, fmt.Sprintf(plan, 0), 200, `"performers":[],"waiting":[],"held":false`},
		{director, "PATCH", at + "/items/03", performing(`{"person":"p-nobody"}`), 400, `"person":"p-nobody"`},
		{director, "PATCH", at + "/items/03", performing(`{"person":"p-luo"},{"person":"p-luo","group":"腰鼓队"}`), 400, "performer_twice"},
		{director, "PATCH", at + "/items/03", performing(`{"person":"../x"}`), 422, "pattern"},
		{director, "PATCH", at + "/items/03", performing(strings.Join(crowd, ",")), 422, "60"},
		{director, "PATCH", at + "/items/03", performing(`{"person":"p-luo"},{"person":"p-xiaomi"}`), 200, `"performers":[{"person":"p-luo"},{"person":"p-xiaomi"}],"waiting":["p-xiaomi"],"held":true`},
		{director, "PATCH", at + "/items/03", `{"version":2,"performers":[{"person":"p-luo","group":"腰鼓队"}]}`, 200, `"waiting":[],"held":true`},
		{director, "PATCH", at + "/items/03", `{"version":3,"agreed":true}`, 200, `"waiting":[],"held":false`},
		{director, "GET", at + "/performers", "", 200, `"name":"罗*国"`},
		{director, "GET", "/v1/performers?q=luo", "", 200, `"name":"罗*国"`},
		{director, "GET", "/v1/people?q=luo", "", 403, "forbidden"},
		{h.resident, "GET", "/v1/performers?q=luo", "", 403, "forbidden"},
		{h.resident, "GET", at + "/performers", "", 403, "forbidden"},
	} {
		res := h.do(t, tt.method, tt.path, tt.body, bearer(tt.token))
		if res.StatusCode != tt.status || !strings.Contains(res.text, tt.want) {
			t.Errorf("%d: %s %s %.80s: %d %s, want %d with %s", i, tt.method, tt.path, tt.body, res.StatusCode, res.text, tt.status, tt.want)
		}
		if strings.Contains(res.text, "建国") || strings.Contains(res.text, "27-03") {
			t.Errorf("%d: more than a masked name: %s", i, res.text)
		}
	}
}
