package api

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/gateway/identity"
)

// stockDesk asks for the stock of the house's session as organisers do.
type stockDesk struct {
	*house
	app *fiber.App
}

func (d stockDesk) stock(t *testing.T) Stock {
	t.Helper()
	res := wantOn(t, d.app, "GET", "/v1/sessions/"+string(d.pool.Session)+"/stock", "", 200)
	var out Stock
	if err := json.Unmarshal([]byte(res.text), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// pool is the house's pool as it is now.
func (d stockDesk) now(t *testing.T) StockPool {
	t.Helper()
	for _, p := range d.stock(t).Pools {
		if p.ID == d.house.pool.ID {
			return p
		}
	}
	t.Fatal("the pool is not in the stock")
	return StockPool{}
}

// press changes the house's pool by its revision of now, with a reason, and wants a
// status and, in the body, some text.
func (d stockDesk) press(t *testing.T, method, path, body string, status int, want string) {
	t.Helper()
	full := fmt.Sprintf(`{"rev":%d,"why":"the permit says so",%s}`, d.now(t).Rev, body)
	full = strings.Replace(full, ",}", "}", 1)
	res := wantOn(t, d.app, method, "/v1/pools/"+string(d.house.pool.ID)+path, full, status)
	if !strings.Contains(res.text, want) {
		t.Errorf("%s %s %s: %s, want %s in it", method, path, body, res.text, want)
	}
}

// TestStockOverHTTP: what organisers see and change, and what is said to whom does
// what can not be.
func TestStockOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil) // a pool of 10 in a session of 10
	d := stockDesk{h, h.served(at(identity.Organiser, "*"), slices.Concat(h.stockTable(), h.ticketTable()))}
	session := "/v1/sessions/" + string(h.pool.Session)
	when := func(after time.Duration) string { return time.Now().Add(after).UTC().Format(time.RFC3339) }
	first := d.stock(t)
	size := first.Pools[0].Size
	if first.Approved != 10 || first.Left != 10-size || len(first.Pools) != 1 {
		t.Fatalf("stock = %+v", first)
	}

	// The pool.
	d.press(t, "PUT", "/size", `"size":-1`, 400, `"pool_size"`)
	d.press(t, "PUT", "/size", `"size":11`, 409, `"capacity"`)
	d.press(t, "PUT", "/size", fmt.Sprintf(`"size":%d`, size-1), 200, fmt.Sprintf(`"size":%d`, size-1))
	d.press(t, "PUT", "/size", `"size":3,"channel":"online"`, 409, `"no_shares"`)
	if p := d.now(t); p.Blocked != 1 || len(p.Blocks) != 1 || len(p.Moves) != 1 || p.Moves[0].Why != "the permit says so" || p.Moves[0].By == "" {
		t.Errorf("after it was made smaller: %+v", p)
	}
	d.press(t, "PUT", "/shares", `"shares":[{"channel":"online","places":900}]`, 409, `"shares"`)
	d.press(t, "PUT", "/shares", `"shares":[{"channel":"nobody","places":1}]`, 400, `"no_such_channel"`)
	d.press(t, "PUT", "/shares", `"shares":[{"channel":"online","places":2},{"channel":"hotline","places":2}]`, 200, `"channel":"hotline"`)
	d.press(t, "POST", "/moves", `"from":"hotline","to":"online","places":3`, 409, `"shares"`)
	d.press(t, "POST", "/moves", `"from":"hotline","to":"online","places":0`, 400, `"pool_size"`)
	d.press(t, "POST", "/moves", `"from":"hotline","to":"online","places":1`, 201, `"from":"hotline","to":"online","places":1`)
	d.press(t, "PUT", "/shares/hotline/release", `"at":"`+when(-time.Hour)+`","into":"online"`, 400, `"window_past"`)
	d.press(t, "PUT", "/shares/walk_up/release", `"at":"`+when(time.Hour)+`","into":"online"`, 400, `"no_such_channel"`)
	d.press(t, "PUT", "/shares/hotline/release", `"at":"`+when(time.Hour)+`","into":"online"`, 200, `"into":"online"`)
	d.press(t, "PATCH", "", `"opens":"`+when(-time.Hour)+`"`, 400, `"window_past"`)
	d.press(t, "PATCH", "", `"opens":"`+when(900*time.Hour)+`"`, 400, `"window"`)
	d.press(t, "PATCH", "", `"max_party":500`, 400, `"max_party"`)
	d.press(t, "PATCH", "", `"limits":[{"rule":"night","per":"dog","max":1}]`, 400, `"limit_rule"`)
	d.press(t, "PATCH", "", `"max_party":2,"limits":[{"rule":"night","per":"phone","max":2}]`, 200, `"max_party":2`)

	// How long parties may grow.
	d.press(t, "PATCH", "", `"more_until":"`+when(-time.Hour)+`"`, 400, `"window_past"`)
	d.press(t, "PATCH", "", `"more_until":"`+when(time.Hour)+`"`, 200, `"more_until":`)
	d.press(t, "PATCH", "", `"more_free":true`, 200, `"closes"`)
	if more := d.now(t).More; more != nil {
		t.Errorf("parties may grow until %v", more)
	}
	d.press(t, "PATCH", "", `"no_more_now":true`, 200, `"more_until":`)
	if more := d.now(t).More; more == nil || more.After(time.Now()) {
		t.Errorf("from now on parties grow until %v", more)
	}

	// By what was read before, and without a reason.
	pool := "/v1/pools/" + string(h.pool.ID)
	for path, body := range map[string]string{
		"PATCH ":        `"max_party":3`,
		"PUT /size":     `"size":2,"channel":"kept"`,
		"POST /moves":   `"from":"online","to":"hotline","places":1`,
		"POST /removal": `"why":"no"`,
	} {
		method, path, _ := strings.Cut(path, " ")
		res := wantOn(t, d.app, method, pool+path, fmt.Sprintf(`{"rev":%d,"why":"too late",%s}`, first.Pools[0].Rev, body), 409)
		if !strings.Contains(res.text, `"stock_changed"`) {
			t.Errorf("%s %s by an older reading: %s", method, path, res.text)
		}
	}
	wantOn(t, d.app, "PATCH", pool, fmt.Sprintf(`{"rev":%d,"why":" ","max_party":3}`, d.now(t).Rev), 400)
	wantOn(t, d.app, "PATCH", "/v1/pools/none", `{"rev":0,"why":"no such","max_party":3}`, 404)

	// The session.
	version := d.stock(t).Version
	approve := func(version int64, capacity, status int) {
		t.Helper()
		wantOn(t, d.app, "PUT", session+"/capacity", fmt.Sprintf(`{"version":%d,"capacity":%d,"why":"a new permit"}`, version, capacity), status)
	}
	approve(version, 1, 409)
	approve(version, 12, 200)
	approve(version, 13, 409)
	add := func(change string, status int, want string) {
		t.Helper()
		body := map[string]any{
			"id": "late-guests", "title": map[string]string{"zh": "晚到的客人", "en": "Late guests"}, "places": 2, "max_party": 2,
			"opens": when(time.Hour), "closes": when(2 * time.Hour), "why": "more come than we thought",
		}
		if err := json.Unmarshal([]byte(change), &body); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		if res := wantOn(t, d.app, "POST", session+"/pools", string(text), status); !strings.Contains(res.text, want) {
			t.Errorf("add %s: %s, want %s", change, res.text, want)
		}
	}
	add(`{"places":500}`, 409, `"capacity"`)
	add(`{"places":0}`, 400, `"pool_size"`)
	add(`{"id":"A pool"}`, 400, `"pool_name"`)
	add(`{"opens":"`+when(-time.Hour)+`"}`, 400, `"window_past"`)
	add(`{"closes":"`+when(time.Minute)+`"}`, 400, `"window"`)
	add(`{"title":{"zh":"","en":"no name"}}`, 400, `"pool_title"`)
	add(`{"shares":[{"channel":"online","places":3}]}`, 409, `"shares"`)
	add(`{}`, 201, `"id":"late-guests"`)
	add(`{}`, 409, `"pool_exists"`)
	wantOn(t, d.app, "POST", "/v1/pools/late-guests/removal", `{"rev":1,"why":"nobody comes"}`, 200)

	// Closed at once, and seen by everybody.
	d.press(t, "PATCH", "", `"close_now":true`, 200, `"closes"`)
	res := wantOn(t, d.app, "GET", session+"/availability", "", 200)
	if !strings.Contains(res.text, `"state":"closed"`) || strings.Contains(res.text, "late-guests") {
		t.Errorf("availability = %s", res.text)
	}
	admin := h.served(at(identity.Admin, "*"), h.identityTable())
	if lines := wantOn(t, admin, "GET", "/v1/audit?what=stock", "", 200); strings.Count(lines.text, `"what":"stock.`) < 9 {
		t.Errorf("audit = %s", lines.text)
	}
}

// Whoever may only look changes nothing, and an organiser of a part is none of the whole.
func TestStockIsForOrganisersOfTheWhole(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	session := "/v1/sessions/" + string(h.pool.Session)
	body := `{"version":0,"capacity":12,"why":"a new permit"}`
	for name, who := range map[string][]identity.Grant{
		"commander": at(identity.Commander, "*"), "hotline": at(identity.Hotline, "*"), "organiser of a part": at(identity.Organiser, "GX-B1"),
	} {
		app := h.served(who, h.stockTable())
		wantOn(t, app, "GET", session+"/stock", "", 200)
		if res := wantOn(t, app, "PUT", session+"/capacity", body, 403); !strings.Contains(res.text, `"forbidden"`) {
			t.Errorf("%s: %s", name, res.text)
		}
	}
	wantOn(t, h.served(at(identity.BuildingHead, "GX-12"), h.stockTable()), "GET", session+"/stock", "", 403)
}
