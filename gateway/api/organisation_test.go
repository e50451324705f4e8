package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/paper"
	"wanjia/gateway/identity"
)

// asked sends a request to the routes of the organisation as whoever holds the
// grants, and wants a status. What a grant needs to be held is identity's matter
// and its tests'; here it is only what it gives.
func (h *house) asked(t *testing.T, who []identity.Grant, method, path, body string, status int) answered {
	t.Helper()
	return wantOn(t, h.served(who, h.organisationTable()), method, path, body, status)
}

// served is those routes as somebody with these grants finds them.
func (h *house) served(who []identity.Grant, routes []Route) *fiber.App {
	app := fiber.New(h.config())
	app.Use(h.edge)
	router := guarded{Router: app, guards: map[string]fiber.Handler{}}
	d := &desk{api: h.API, router: router, huma: humafiber.NewWithGroup(app, router, huma.Config{
		OpenAPI: h.newSpec(), Formats: map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat},
		DefaultFormat: "application/json",
	})}
	for _, r := range routes {
		op := r.operation()
		router.guards[op.Method+" "+fiberPath(op.Path)] = func(c *fiber.Ctx) error {
			requestOf(c.UserContext()).Right = r.Needs
			requestOf(c.UserContext()).who = &identity.Actor{Account: identity.Account{ID: "a-test", Name: "试用"}, Grants: who}
			if r.Who == holders && len(h.reach(c.UserContext(), r.Needs)) == 0 {
				return errForbidden
			}
			return c.Next()
		}
		r.serve(d, op)
	}
	return app
}

// wantOn is doOn with the status that is wanted.
func wantOn(t *testing.T, app *fiber.App, method, path, body string, status int) answered {
	t.Helper()
	res := doOn(t, app, method, path, body)
	if res.StatusCode != status {
		t.Errorf("%s %s %s: %d %.300q, want %d", method, path, body, res.StatusCode, res.text, status)
	}
	return res
}

func at(role identity.Role, node string) []identity.Grant {
	return []identity.Grant{{Role: role, Node: node}}
}

// TestOrganisationReach: somebody sees their part with its figures, what lies above
// by its name alone, and nothing of what lies beside.
func TestOrganisationReach(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	get := func(who []identity.Grant, node string, status int) OrganisationNode {
		res := h.asked(t, who, "GET", "/v1/organisation?node="+node, "", status)
		var n OrganisationNode
		if status == 200 {
			if err := json.Unmarshal([]byte(res.text), &n); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(res.text, "null") {
				t.Errorf("node %q: a list is null: %s", node, res.text)
			}
		}
		return n
	}
	admin := at(identity.Admin, "*")
	top := get(admin, "", 200)
	if top.Node.ID != "*" || len(top.Children) != 2 || len(top.Path) != 0 ||
		top.Totals != (community.Totals{Buildings: 3, Households: 5, People: 11, Posts: 5, VacantPosts: 2}) {
		t.Errorf("the top is %+v", top)
	}
	if c := top.Children[0]; c.ID != "Z5" || c.Buildings != 2 || c.Households != 3 || c.People != 7 || c.VacantPosts != 2 {
		t.Errorf("the first branch is %+v", c)
	}
	group := get(at(identity.GroupLeader, "GX-G07"), "", 200) // their own part is where they begin
	if group.Node.ID != "GX-G07" || len(group.Children) != 2 || group.Children[0].Name != "桂香苑 2栋" || group.Totals.People != 7 {
		t.Errorf("the group is %+v", group)
	}
	if p := group.Path; len(p) != 3 || p[0].Name != "第五总支" || p[2].ID != "GX-G07" {
		t.Errorf("its path is %+v", p)
	}
	head := at(identity.BuildingHead, "GX-12")
	if b := get(head, "GX-12", 200); b.Node.Kind != community.BuildingNode || len(b.Children) != 0 || b.Totals.Households != 2 || b.Totals.People != 6 {
		t.Errorf("the building is %+v", b)
	}
	for _, node := range []string{"GX-2", "GX-G07", "Z5", "HF-1", "*x", "nowhere"} {
		get(head, node, 404)
	}
	if two := get(append(head, at(identity.BuildingHead, "HF-1")...), "", 200); two.Node.ID != "*" || len(two.Children) != 2 || two.Totals.Buildings != 2 {
		t.Errorf("of two buildings: %+v", two)
	}
	h.asked(t, at(identity.GateStaff, "*"), "GET", "/v1/organisation", "", 403)
}

// TestCountsAreOfTheLiving: people merged or removed and households that moved away
// are not counted, a few seconds later.
func TestCountsAreOfTheLiving(t *testing.T) {
	t.Parallel()
	now := time.Now()
	h := newHouse(t, func(a *API) { a.Community.Now = func() time.Time { return now } })
	count := func() community.Totals {
		b, err := h.Community.Look(t.Context(), community.Reach{"GX-12"}, "")
		if err != nil {
			t.Fatal(err)
		}
		return b.Totals
	}
	before := count()
	changed(t, h.Community.Store.People, communitytest.Li, func(p *community.Person) { p.MergedInto = communitytest.Haiyan })
	changed(t, h.Community.Store.People, communitytest.Gong, func(p *community.Person) { p.Removed = now })
	changed(t, h.Community.Store.Households, communitytest.Tongs, func(x *community.Household) { x.Ended = now })
	if got := count(); got.People != before.People {
		t.Errorf("counted anew at once: %+v", got)
	}
	now = now.Add(6 * time.Second)
	if got := count(); got.People != before.People-2 || got.Households != before.Households-1 {
		t.Errorf("counted %+v, before %+v", got, before)
	}
}

func changed[ID ~string, T any](t *testing.T, r community.Records[ID, T], id ID, f func(*T)) {
	t.Helper()
	if _, err := r.Change(t.Context(), id, func(v *T) error { f(v); return nil }); err != nil {
		t.Fatal(err)
	}
}

// auditLines are those about an object, newest first.
func (h *house) auditLines(t *testing.T, object string) []audit.Line {
	t.Helper()
	lines, _, err := h.Audit.Lines(t.Context(), audit.Query{Scopes: []string{"*"}, Object: object, Limit: 50})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

// TestMergeAndSplitOverHTTP: within reach, written down, and to be read as history.
func TestMergeAndSplitOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	secretary := at(identity.Secretary, "Z5")
	split := `{"node":"GX-G07","into":[{"name":"东小组","children":["GX-12"]},{"name":"西小组","children":["GX-2"]}],"why":"组太大了"}`
	if res := h.asked(t, at(identity.Secretary, "Z6"), "POST", "/v1/organisation/splits", split, 404); res.problem(t).Code != "no_such_node" {
		t.Errorf("a stranger got %s", res.text)
	}
	if res := h.asked(t, at(identity.Secretary, "GX-G07"), "POST", "/v1/organisation/splits", split, 403); res.problem(t).Code != "above_your_part" {
		t.Errorf("who is responsible for the group alone got %s", res.text)
	}
	h.asked(t, at(identity.Organiser, "*"), "POST", "/v1/organisation/splits", split, 403)
	h.asked(t, secretary, "POST", "/v1/organisation/splits", strings.Replace(split, "组太大了", " ", 1), 400)
	res := h.asked(t, secretary, "POST", "/v1/organisation/splits", split, 201)
	if !strings.Contains(res.text, `"into":[{"id":"GX-G08","name":"东小组"},{"id":"GX-G09","name":"西小组"}]`) {
		t.Errorf("split answered %s", res.text)
	}
	h.asked(t, secretary, "POST", "/v1/organisation/splits", split, 409) // it ended
	h.asked(t, secretary, "POST", "/v1/organisation/merges", `{"from":["GX-G08","GX-G09"],"into":"GX-G08","name":"大东小组","why":"又合起来"}`, 201)
	lines := h.auditLines(t, "node/GX-G07")
	if len(lines) != 4 || lines[0].Code != "node_ended" || lines[1].What != "organisation.split" || lines[1].Outcome != audit.Done ||
		lines[1].Scope != "GX-B1" || lines[1].Why != "组太大了" || lines[2].Code != "above_your_part" {
		t.Errorf("audit lines %+v", lines)
	}
	var page ChangePage
	res = h.asked(t, secretary, "GET", "/v1/organisation/history", "", 200)
	if err := json.Unmarshal([]byte(res.text), &page); err != nil || len(page.Items) != 2 || page.Items[0].Kind != "merge" || page.Items[1].From[0].ID != "GX-G07" {
		t.Errorf("history %s, %v", res.text, err)
	}
	if res = h.asked(t, at(identity.Secretary, "Z6"), "GET", "/v1/organisation/history", "", 200); res.text != `{"items":[],"next":""}`+"\n" {
		t.Errorf("the history of others: %s", res.text)
	}
	if res = h.asked(t, secretary, "GET", "/v1/organisation/history?after=nonsense", "", 400); res.problem(t).Code != "cursor" {
		t.Errorf("a bad cursor: %s", res.text)
	}
	var ended OrganisationNode
	res = h.asked(t, secretary, "GET", "/v1/organisation?node=GX-G07", "", 200)
	if err := json.Unmarshal([]byte(res.text), &ended); err != nil || ended.Node.Ended == nil || len(ended.Node.Into) != 2 || ended.Totals.Buildings != 0 {
		t.Errorf("the ended node: %s, %v", res.text, err)
	}
}

// TestRosterPDF: A3, for those who may print it, and only their building.
func TestRosterPDF(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	if _, err := h.Fonts.Check(); err != nil && os.Getenv("CI") == "" {
		t.Skip(err)
	}
	head := at(identity.BuildingHead, "GX-12")
	res := h.asked(t, head, "GET", "/v1/buildings/GX-12/roster.pdf", "", 200)
	if ct := res.Header.Get("Content-Type"); ct != "application/pdf" || !bytes.HasPrefix([]byte(res.text), []byte("%PDF-")) {
		t.Errorf("answered %q, %q", ct, res.text[:min(len(res.text), 100)])
	}
	h.asked(t, head, "GET", "/v1/buildings/GX-2/roster.pdf", "", 404)
	h.asked(t, at(identity.Admin, "*"), "GET", "/v1/buildings/GX-99/roster.pdf", "", 404)
	h.asked(t, at(identity.CulturePost, "GX-12"), "GET", "/v1/buildings/GX-12/roster.pdf", "", 403)
}

func TestRosterWithoutFont(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(a *API) { a.Fonts = &paper.Fonts{Files: "/nowhere.ttf"} })
	res := h.asked(t, at(identity.Admin, "*"), "GET", "/v1/buildings/GX-12/roster.pdf", "", 503)
	if p := res.problem(t); p.Code != "no_font" {
		t.Errorf("without a font: %s", res.text)
	}
}

// TestReorganisedRoles: through the real guard, a role at a merged part works on at
// what came of it, and one at a split part works no more and is told to be granted
// anew.
func TestReorganisedRoles(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	secretary := bearer(h.holding(t, "15400000031", identity.Secretary, "Z5"))
	leader := bearer(h.holding(t, "15400000032", identity.Secretary, "GX-G07"))
	sees := func(token string) int {
		return h.do(t, "GET", "/v1/organisation?node=GX-12", "", token).StatusCode
	}
	if sees(leader) != 200 {
		t.Fatal("the leader does not see their building")
	}
	split := `{"node":"GX-G07","into":[{"name":"东小组","children":["GX-12"]},{"name":"西小组","children":["GX-2"]}],"why":"组太大了"}`
	res := h.do(t, "POST", "/v1/organisation/splits", split, secretary)
	var change OrganisationChange
	if err := json.Unmarshal([]byte(res.text), &change); err != nil || res.StatusCode != 201 || len(change.Regrant) != 1 ||
		change.Regrant[0].Node != "GX-G07" || change.Regrant[0].PhoneMasked != "154****0032" {
		t.Fatalf("split: %d %s, %v", res.StatusCode, res.text, err)
	}
	if sees(leader) != 404 {
		t.Error("a role at what was split reaches on")
	}
	east := bearer(h.holding(t, "15400000033", identity.Secretary, "GX-G08"))
	merge := `{"from":["GX-G08","GX-G09"],"name":"联合小组","why":"又合起来"}`
	if res = h.do(t, "POST", "/v1/organisation/merges", merge, east); res.StatusCode != 403 {
		t.Errorf("a merge with the part beside: %d %s", res.StatusCode, res.text)
	}
	if res = h.do(t, "POST", "/v1/organisation/merges", merge, secretary); res.StatusCode != 201 || strings.Contains(res.text, "regrant") {
		t.Errorf("merge: %d %s", res.StatusCode, res.text)
	}
	if sees(east) != 200 {
		t.Error("a role at what was merged reaches no more")
	}
	if res = h.do(t, "GET", "/v1/organisation", "", bearer(h.resident)); res.StatusCode != 403 {
		t.Errorf("a resident: %d", res.StatusCode)
	}
}

// TestEstatesInReach: a filter offers no estate of which the caller sees nobody.
func TestEstatesInReach(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	for name, tt := range map[string]struct {
		who  []identity.Grant
		want string
	}{
		"everywhere": {at(identity.Admin, "*"), "GX 2, HF 1"},
		"a branch":   {at(identity.Secretary, "GX-B1"), "GX 2"},
		"a building": {at(identity.BuildingHead, "HF-1"), "HF 1"},
		"two":        {append(at(identity.BuildingHead, "GX-2"), at(identity.BuildingHead, "HF-1")...), "GX 1, HF 1"},
	} {
		var list EstateList
		if err := json.Unmarshal([]byte(h.asked(t, tt.who, "GET", "/v1/organisation/estates", "", 200).text), &list); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range list.Items {
			got = append(got, fmt.Sprintf("%s %d", e.Code, e.Buildings))
		}
		if strings.Join(got, ", ") != tt.want {
			t.Errorf("%s: %q, want %s", name, got, tt.want)
		}
	}
	h.asked(t, at(identity.GateStaff, "*"), "GET", "/v1/organisation/estates", "", 403)
}
