package api

import (
	"net/http"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"
)

// fill puts names into a path's parameters.
func (h *house) fill(path string) string {
	return strings.NewReplacer(
		"{event}", "banquet-2027", "{session}", string(h.pool.Session), "{pool}", string(h.pool.ID), "{plan}", "p0",
		"{claim}", "no-such-claim", "{offer}", "no-such-offer", "{hold}", string(h.pool.ID)+"~c1", "{building}", "GX-12", "{post}", "GX-12-head", "{person}", "p-gong", "{household}", "h-deng", "{relation}", "r-gong", "{grant}", "no-such-grant", "{file}", "page.js",
		"{import}", "i-none", "{hall}", "no-such-hall", "{run}", "no-such-run", "{drawing}", "no-such-drawing", "{n}", "1", "{pair}", "no-such-pair", "{merge}", "no-such-merge",
		"{call}", "no-such-call", "{order}", "no-such-order", "{team}", "v-1", "{device}", "no-such-device", "{channel}", "gala", "{share}", "online", "{track}", "v720", "{stage}", "gala-show", "{guest}", "nobody", "{purpose}", "photos", "{notice}", "no-such-notice", "{code}", "WJY99", "{item}", "01", "{film}", "no-such-film", "{check}", "slate", "{edge}", "no-such-edge", "{bulletin}", "banquet-2027.b1", "{dish}", "no-such-dish", "{venue}", "V01", "{sheet}", "no-such-sheet", "{recall}", "no-such-recall", "{door}", "GX-12-1-101",
	).Replace(path)
}

// TestEveryRowOfTheTable asks each route as nobody, as a resident and as an
// administrator, and wants what its row says.
func TestEveryRowOfTheTable(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(a *API) {
		a.Queues = http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })
	})
	const open = 0
	wants := map[Access][3]int{ // nobody, resident, administrator
		anyone:   {open, open, open},
		signedIn: {http.StatusUnauthorized, open, open},
		holders:  {http.StatusUnauthorized, http.StatusForbidden, open},
		devices:  {http.StatusUnauthorized, http.StatusUnauthorized, http.StatusUnauthorized},
		edges:    {http.StatusUnauthorized, http.StatusUnauthorized, http.StatusUnauthorized},
		demoOnly: {http.StatusNotFound, http.StatusNotFound, http.StatusNotFound},
	}
	for _, r := range h.routes() {
		want, ok := wants[r.Who]
		if !ok {
			t.Errorf("%s %s does not say who may use it", r.Method, r.Path)
			continue
		}
		method := r.Method
		if method == "ALL" {
			method = "POST"
		}
		for i, token := range []string{"", "resident", "admin"} {
			// Signing out has tests of its own: it would end the session of the rows after it.
			headers := []string{"Idempotency-Key: " + r.ID + "-" + token + "-key"}
			switch token {
			case "resident":
				headers = append(headers, bearer(h.resident))
			case "admin":
				headers = append(headers, bearer(h.admin))
			}
			if (r.ID == "sign-out" || r.ID == "sign-out-everywhere") && token != "" {
				continue
			}
			res := h.do(t, method, h.fill(r.Path), "", headers...)
			switch {
			case want[i] != open && res.StatusCode != want[i]:
				t.Errorf("%s %s as %q: %d, want %d", method, r.Path, token, res.StatusCode, want[i])
			case want[i] == open && (res.StatusCode == http.StatusUnauthorized || res.StatusCode == http.StatusForbidden):
				t.Errorf("%s %s as %q: %d %s, but the row lets them in", method, r.Path, token, res.StatusCode, res.text)
			}
		}
	}
}

// TestNothingOutsideTheTable: what the router answers to is in the table.
func TestNothingOutsideTheTable(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	rows, ids := map[string]bool{}, map[string]bool{}
	for _, r := range h.routes() {
		rows[r.Method+" "+fiberPath(r.Path)] = true
		if r.Method == http.MethodGet {
			rows["HEAD "+fiberPath(r.Path)] = true
		}
		if ids[r.ID] || r.ID == "" || r.Summary == "" {
			t.Errorf("%s %s needs an id of its own and a summary", r.Method, r.Path)
		}
		ids[r.ID] = true
	}
	for _, r := range h.app.GetRoutes(true) {
		if !rows[r.Method+" "+r.Path] {
			t.Errorf("%s %s is not in the table", r.Method, r.Path)
		}
	}
}

// TestDenyByDefault: a row that forgets to say who may lets nobody in, and a
// route without a row cannot be added.
func TestDenyByDefault(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	app := fiber.New(fiber.Config{ErrorHandler: h.onError})
	app.Use(h.edge)
	app.Get("/forgotten", h.guard(Route{ID: "forgotten"}), func(c *fiber.Ctx) error { return c.SendString("secret") })
	if res := doOn(t, app, "GET", "/forgotten", "", bearer(h.admin)); res.StatusCode != http.StatusForbidden || strings.Contains(res.text, "secret") {
		t.Errorf("a row without access answers %d %q", res.StatusCode, res.text)
	}
	defer func() {
		if recover() == nil {
			t.Error("a route without a row was added")
		}
	}()
	guarded{Router: app, guards: map[string]fiber.Handler{}}.Add("GET", "/loose", func(*fiber.Ctx) error { return nil })
}

// TestWhoSomebodyIs: what is accepted as a session and what is not.
func TestWhoSomebodyIs(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	tests := map[string]struct {
		headers []string
		status  int
	}{
		"bearer":                       {[]string{bearer(h.resident)}, 200},
		"bearer, lower case":           {[]string{"Authorization: bearer " + h.resident}, 200},
		"cookie":                       {[]string{"Cookie: other=1; wanjia_session=" + h.resident}, 200},
		"bearer before cookie":         {[]string{bearer("nonsense"), "Cookie: wanjia_session=" + h.resident}, 401},
		"basic before cookie":          {[]string{"Authorization: Basic eDp5", "Cookie: wanjia_session=" + h.resident}, 200},
		"nothing":                      {nil, 401},
		"empty cookie":                 {[]string{"Cookie: wanjia_session="}, 401},
		"one character changed":        {[]string{bearer("A" + h.resident[1:] + "A")}, 401},
		"another cookie of that value": {[]string{"Cookie: session=" + h.resident}, 401},
	}
	for name, tt := range tests {
		res := h.do(t, "GET", "/v1/me", "", tt.headers...)
		if res.StatusCode != tt.status {
			t.Errorf("%s: %d %s, want %d", name, res.StatusCode, res.text, tt.status)
		}
		if tt.status == 401 && res.problem(t).Code != "sign_in" {
			t.Errorf("%s: code %s", name, res.problem(t).Code)
		}
		if got := res.Header.Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q on what is one person's", name, got)
		}
	}
}
