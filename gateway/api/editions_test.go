package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/fault"
	"wanjia/events/store"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// ofCatalogue is the catalogue as ticketing sees it.
type ofCatalogue struct{ *store.Catalogue }

func (c ofCatalogue) Approved(ctx context.Context, id events.SessionID) (events.ID, int, error) {
	s, err := c.Session(ctx, id)
	return s.Event, s.ApprovedCapacity, err
}

func (c ofCatalogue) Ceiling(ctx context.Context, id events.SessionID) (int, error) {
	s, err := c.Session(ctx, id)
	if err != nil {
		return 0, err
	}
	e, err := c.Event(ctx, s.Event)
	return e.Permit.Ceiling, err
}

func (c ofCatalogue) TellApproved(ctx context.Context, id events.SessionID, capacity int) error {
	return c.Approve(ctx, id, capacity)
}

// planner asks for editions as an organiser and as a commander.
type planner struct {
	*house
	desk, command *fiber.App
}

func newPlanner(t *testing.T) planner {
	h := newHouse(t, func(a *API) {
		a.Tickets.Capacities = ofCatalogue{a.Events.Catalogue.(*store.Catalogue)}
	})
	routes := slices.Concat(h.editionTable(), h.stockTable(), h.eventTable(), h.ticketTable())
	return planner{h, h.served(at(identity.Organiser, "*"), routes), h.served(at(identity.Commander, "*"), routes)}
}

// do sends a body with a reason and, in front, the revision the edition has now.
func (p planner) do(t *testing.T, app *fiber.App, method string, id events.ID, path, body string, status int, want string) Edition {
	t.Helper()
	full, url := `{"why":"as was decided",`+body+`}`, "/v1/editions"
	if id != "" {
		e, _, err := p.Events.Edition(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		full, url = fmt.Sprintf(`{"rev":%d,"why":"as was decided",%s}`, e.Rev, body), url+"/"+string(id)+path
	}
	res := wantOn(t, app, method, url, strings.Replace(full, ",}", "}", 1), status)
	if !strings.Contains(res.text, want) {
		t.Errorf("%s %s %s: %s, want %s in it", method, path, body, res.text, want)
	}
	var out Edition
	if status < 300 && status != http.StatusNoContent {
		if err := json.Unmarshal([]byte(res.text), &out); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// TestEditionOverHTTP: from nothing to a public event with places, step by step, and
// what is said on the way to who goes too fast.
func TestEditionOverHTTP(t *testing.T) {
	t.Parallel()
	p := newPlanner(t)
	day := time.Now().Add(40 * 24 * time.Hour).Truncate(time.Hour)
	at := func(hours int) string { return day.Add(time.Duration(hours) * time.Hour).UTC().Format(time.RFC3339) }

	p.do(t, p.desk, "POST", "", "", `"kind":"fair","title":{"zh":"庙会","en":""},"summary":{"zh":"逛","en":""},"place":{"zh":"湖边","en":""},"starts":"`+at(0)+`","ends":"`+at(50)+`"`, 400, `"edition_kind"`)
	p.do(t, p.desk, "POST", "", "", `"kind":"lantern","title":{"zh":" ","en":""},"summary":{"zh":"看","en":""},"place":{"zh":"湖边","en":""},"starts":"`+at(0)+`","ends":"`+at(50)+`"`, 400, `"edition_title"`)
	made := p.do(t, p.desk, "POST", "", "", `"kind":"lantern","title":{"zh":"灯会","en":"Lanterns"},"summary":{"zh":"看灯","en":""},"place":{"zh":"湖边","en":""},"starts":"`+at(0)+`","ends":"`+at(50)+`","public":true,"expected":4000`, 201, `"level":"county"`)
	id := made.ID
	if made.State != events.Draft || !slices.Contains(made.Missing, "owner") || !slices.Contains(made.Missing, "sessions") {
		t.Errorf("begun = %+v", made)
	}
	wantOn(t, p.desk, "GET", "/v1/events/"+string(id), "", 404)

	p.do(t, p.desk, "POST", id, "/publication", ``, 409, `"edition_incomplete"`)
	p.do(t, p.desk, "POST", id, "/sessions", `"title":{"zh":"早了","en":""},"starts":"`+at(-9)+`","ends":"`+at(4)+`"`, 400, `"edition_dates"`)
	night := p.do(t, p.desk, "POST", id, "/sessions", `"title":{"zh":"第一夜","en":""},"starts":"`+at(1)+`","ends":"`+at(4)+`"`, 201, "第一夜").Sessions[0]
	p.do(t, p.desk, "PUT", id, "", `"title":{"zh":"灯会","en":""},"summary":{"zh":"看灯","en":""},"place":{"zh":"湖边","en":""},"starts":"`+at(0)+`","ends":"`+at(50)+`","hotline":"027-0000-0000","owner":"总负责"`, 200, `"missing":[]`)

	// Places can be cut, and nobody gets one of a draft.
	stock := "/v1/sessions/" + string(night.ID)
	wantOn(t, p.desk, "PUT", stock+"/capacity", `{"version":0,"capacity":3000,"why":"as was decided"}`, 200)
	now := time.Now().UTC()
	pool := ticketing.PoolID(string(night.ID) + "-all")
	wantOn(t, p.desk, "POST", stock+"/pools", fmt.Sprintf(`{"id":"%s","title":{"zh":"居民","en":""},"places":3000,"max_party":6,"opens":"%s","closes":"%s","why":"as was decided"}`,
		pool, now.Add(1500*time.Millisecond).Format(time.RFC3339Nano), now.Add(time.Hour).Format(time.RFC3339)), 201)
	if err := p.claims(t, pool, "ann"); err != "paused" && err != "not_open" {
		t.Errorf("a claim of a draft = %q", err)
	}

	// The permit.
	p.do(t, p.desk, "POST", id, "/publication", ``, 409, `"permit_missing"`)
	p.do(t, p.desk, "PUT", id, "/permit", `"public":true,"expected":4000,"state":"granted","number":"7","ceiling":2000`, 409, `"permit_ceiling"`)
	p.do(t, p.desk, "PUT", id, "/permit", `"public":true,"expected":4000,"state":"granted"`, 400, `"permit_data"`)
	p.do(t, p.desk, "PUT", id, "/permit", `"public":true,"expected":4000,"state":"applied"`, 200, `"decided_by"`)
	p.do(t, p.desk, "PUT", id, "/permit", `"public":true,"expected":4000,"state":"granted","number":"7","ceiling":4000`, 200, `"state":"granted"`)
	ledger := wantOn(t, p.desk, "GET", stock+"/stock", "", 200)
	var s Stock
	if err := json.Unmarshal([]byte(ledger.text), &s); err != nil {
		t.Fatal(err)
	}
	if res := wantOn(t, p.desk, "PUT", stock+"/capacity", fmt.Sprintf(`{"version":%d,"capacity":4001,"why":"as was decided"}`, s.Version), 409); !strings.Contains(res.text, `"permit_ceiling"`) {
		t.Errorf("more than the permit allows: %s", res.text)
	}

	// In public.
	if e := p.do(t, p.desk, "POST", id, "/publication", ``, 200, `"issuing":true`); e.State != events.Published {
		t.Errorf("published = %+v", e)
	}
	wantOn(t, p.desk, "GET", "/v1/events/"+string(id), "", 200)
	time.Sleep(time.Until(now.Add(1600 * time.Millisecond)))
	if err := p.claims(t, pool, "ann"); err != "" {
		t.Errorf("a claim in public = %q", err)
	}

	// Another hour: it has to be permitted again, and until then places rest.
	p.do(t, p.desk, "PUT", id, "/sessions/"+string(night.ID), `"title":{"zh":"第一夜","en":""},"starts":"`+at(2)+`","ends":"`+at(5)+`"`, 200, `"outdated"`)
	if err := p.claims(t, pool, "bob"); err != "paused" {
		t.Errorf("a claim while the permit is for another hour = %q", err)
	}
	p.do(t, p.desk, "PUT", id, "/permit", `"public":true,"expected":4000,"state":"granted","number":"8","ceiling":4000`, 200, `"issuing":true`)
	if err := p.claims(t, pool, "bob"); err != "" {
		t.Errorf("a claim under the new permit = %q", err)
	}

	// Stopping is for whoever commands, not for whoever organises.
	p.do(t, p.desk, "POST", id, "/postponement", `"authority":"区公安分局","note":{"zh":"大雪","en":""}`, 403, `"forbidden"`)
	p.do(t, p.command, "PUT", id, "/permit", `"public":false,"expected":0,"state":"none"`, 403, `"forbidden"`)
	p.do(t, p.command, "POST", id, "/postponement", `"authority":"区公安分局","note":{"zh":" ","en":""}`, 400, `"edition_note"`)
	p.do(t, p.command, "POST", id, "/postponement", `"authority":" ","note":{"zh":"大雪","en":"Snow"}`, 400, `"edition_authority"`)
	p.do(t, p.command, "POST", id, "/postponement", `"authority":"区公安分局","note":{"zh":"大雪","en":"Snow"}`, 200, `"issuing":false`)
	if res := wantOn(t, p.desk, "GET", "/v1/events/"+string(id), "", 200); !strings.Contains(res.text, `"postponed"`) || !strings.Contains(res.text, "大雪") {
		t.Errorf("everybody reads %s", res.text)
	}
	if err := p.claims(t, pool, "cid"); err != "paused" {
		t.Errorf("a claim of what is postponed = %q", err)
	}
	if res := wantOn(t, p.desk, "GET", stock+"/availability", "", 200); !strings.Contains(res.text, `"paused"`) {
		t.Errorf("availability = %s", res.text)
	}
	p.do(t, p.command, "POST", id, "/resumption", `"authority":"区公安分局","starts":"`+at(-9000)+`"`, 400, `"edition_past"`)
	resumed := p.do(t, p.command, "POST", id, "/resumption", `"authority":"区公安分局","starts":"`+at(24)+`"`, 200, `"outdated"`)
	if !resumed.Sessions[0].Starts.Equal(day.Add(26 * time.Hour)) {
		t.Errorf("its session is at %s", resumed.Sessions[0].Starts)
	}
	p.do(t, p.command, "POST", id, "/cancellation", `"authority":"区公安分局","note":{"zh":"不办了","en":""}`, 200, `"cancelled"`)
	p.do(t, p.desk, "PUT", id, "/permit", `"public":true,"expected":4000,"state":"granted","number":"9","ceiling":4000`, 409, `"edition_over"`)
	if lines := p.house.do(t, "GET", "/v1/audit", "", bearer(p.admin)); !strings.Contains(lines.text, `"edition.cancel"`) {
		t.Errorf("the audit log does not have it: %s", lines.text)
	}
}

// claims presses for one place and returns the code of the refusal, "" for none.
func (p planner) claims(t *testing.T, pool ticketing.PoolID, holder string) string {
	t.Helper()
	_, err := p.Tickets.Claim(t.Context(), ticketing.Request{Pool: pool, Holder: ticketing.HolderID(holder), Party: 1, Key: holder, Channel: "online"})
	if err == nil {
		return ""
	}
	return fault.Of(err).Code
}

// TestEditionCopied: last year's, with its sessions and pools a while later, and thrown
// away again.
func TestEditionCopied(t *testing.T) {
	t.Parallel()
	p := newPlanner(t)
	old, sessions, err := p.Events.Edition(t.Context(), "banquet-2027")
	if err != nil {
		t.Fatal(err)
	}
	night := sessions[0]
	now := time.Now().UTC()
	pool := fmt.Sprintf(`{"id":"banquet-2027-late","title":{"zh":"晚到","en":""},"places":4,"max_party":2,"opens":"%s","closes":"%s","limits":[{"rule":"night","scope":"banquet-2027-n1","per":"holder","max":2}],"why":"as was decided"}`,
		now.Add(time.Hour).Format(time.RFC3339), now.Add(2*time.Hour).Format(time.RFC3339))
	wantOn(t, p.desk, "PUT", "/v1/sessions/"+string(night.ID)+"/capacity", `{"version":0,"capacity":20,"why":"as was decided"}`, 200)
	wantOn(t, p.desk, "POST", "/v1/sessions/"+string(night.ID)+"/pools", pool, 201)

	starts := old.Starts.AddDate(1, 0, 0)
	body := `"from":"banquet-2027","summary":{"zh":"一家一道菜","en":""},"place":{"zh":"会所","en":""},"starts":"` + starts.UTC().Format(time.RFC3339) + `"`
	e := p.do(t, p.desk, "POST", "", "", body, 201, `"from":"banquet-2027"`)
	if e.Title != old.Title || e.Event.Edition != 28 || len(e.Sessions) != 1 || !slices.Equal(e.Uncopied, []string{"一批"}) { // whose id no pool may have

		t.Fatalf("copy = %+v", e)
	}
	copied, err := p.Tickets.Pools.PoolsOf(t.Context(), e.Sessions[0].ID)
	if err != nil || len(copied) != 1 {
		t.Fatalf("pools = %+v, %v", copied, err)
	}
	shift := e.Starts.Sub(old.Starts.Truncate(time.Second))
	if c := copied[0]; c.ID != ticketing.PoolID(string(e.ID)+"-late") || !c.Paused || c.Limits[0].Scope != string(e.ID)+"-n1" ||
		c.Opens.Sub(now.Add(time.Hour)).Round(time.Minute) != shift.Round(time.Minute) {
		t.Errorf("copy = %+v", c)
	}
	p.do(t, p.desk, "POST", e.ID, "/removal", ``, 204, "")
	wantOn(t, p.desk, "GET", "/v1/editions/"+string(e.ID), "", 404)
	p.do(t, p.desk, "POST", "banquet-2027", "/removal", ``, 409, `"edition_over"`)
}
