package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/gateway/identity"
)

// TestReveal: a value is shown to who may see it, gives a reason, and after it was
// written down.
func TestReveal(t *testing.T) {
	t.Parallel()
	h := newDesk(t, nil)
	head := bearer(h.standing(t, tongPhone, communitytest.Tong))
	for field, want := range map[string]string{
		"name": "邓海燕", "phone": "15400000001", "born": "1988-05-04", "address": "桂香苑 12栋 2单元 501",
	} {
		res := h.do(t, "POST", "/v1/people/p-haiyan/reveal", `{"field":"`+field+`","why":"送餐前打电话"}`, head, "X-Channel: head")
		if got := decoded[Revealed](t, res); res.StatusCode != 200 || got != (Revealed{field, want}) {
			t.Errorf("%s: %d %s", field, res.StatusCode, res.text)
		}
		l := h.auditLines(t, "person/p-haiyan")[0]
		if l.What != "person.reveal" || l.Why != "送餐前打电话" || l.Detail["field"] != field || l.Role != "building_head" ||
			l.For != "p-haiyan" || l.Scope != "GX-12" || l.Channel != "head" || l.Outcome != audit.Done {
			t.Errorf("%s: the line is %+v", field, l)
		}
	}
	if res := h.do(t, "POST", "/v1/people/p-gong/reveal", `{"field":"phone","why":"打电话"}`, head); res.text != `{"field":"phone","value":""}`+"\n" {
		t.Errorf("a number that is not known: %s", res.text)
	}
	for body, code := range map[string]string{
		`{"field":"phone","why":"x"}`:      "reason",
		`{"field":"phone","why":"  x  "}`:  "reason",
		`{"field":"phone","why":""}`:       "reason",
		`{"field":"phone"}`:                "invalid_request",
		`{"field":"needs","why":"看一看"}`:    "invalid_request",
		`{"field":"residency","why":"看看"}`: "invalid_request",
	} {
		before := len(h.auditLines(t, "person/p-li"))
		res := h.do(t, "POST", "/v1/people/p-li/reveal", body, head)
		if p := res.problem(t); p.Code != code || strings.Contains(res.text, "15400000005") || len(h.auditLines(t, "person/p-li")) != before {
			t.Errorf("%s: %d %s", body, res.StatusCode, res.text)
		}
	}
}

// unwritable is an audit log whose disk is full.
type unwritable struct{ audit.Store }

// Add implements [audit.Store].
func (unwritable) Add(context.Context, audit.Line) error { return errors.New("the disk is full") }

// TestRevealNeedsItsLine: no line, no value.
func TestRevealNeedsItsLine(t *testing.T) {
	t.Parallel()
	h := newDesk(t, nil)
	head := bearer(h.standing(t, tongPhone, communitytest.Tong))
	h.Audit.Store = unwritable{h.Audit.Store}
	res := h.do(t, "POST", "/v1/people/p-haiyan/reveal", `{"field":"phone","why":"送餐前打电话"}`, head)
	if res.StatusCode != http.StatusInternalServerError || strings.Contains(res.text, "1540000") {
		t.Errorf("%d %s", res.StatusCode, res.text)
	}
}

// TestRevealRate: sixty an hour by account; the next is refused and written down.
func TestRevealRate(t *testing.T) {
	t.Parallel()
	h := newDesk(t, nil)
	head := bearer(h.standing(t, tongPhone, communitytest.Tong))
	ask := func(token string) answered {
		return h.do(t, "POST", "/v1/people/p-li/reveal", `{"field":"phone","why":"送餐前打电话"}`, token)
	}
	for i := range 60 {
		if res := ask(head); res.StatusCode != 200 {
			t.Fatalf("look %d: %d %s", i+1, res.StatusCode, res.text)
		}
	}
	res := ask(head)
	if p := res.problem(t); res.StatusCode != 429 || p.Code != "slow_down" || res.Header.Get("Retry-After") == "" || strings.Contains(res.text, "15400000005") {
		t.Errorf("look 61: %d %s", res.StatusCode, res.text)
	}
	if l := h.auditLines(t, "person/p-li")[0]; l.Outcome != audit.Refused || l.Code != "slow_down" {
		t.Errorf("look 61 is written down as %+v", l)
	}
	if res := ask(bearer(h.admin)); res.StatusCode != 200 {
		t.Errorf("somebody else: %d %s", res.StatusCode, res.text)
	}
}

// TestRegisterOnBehalf: the 80-year-old without a telephone.
func TestRegisterOnBehalf(t *testing.T) {
	t.Parallel()
	h := newDesk(t, nil)
	head := bearer(h.standing(t, tongPhone, communitytest.Tong))
	body := `{"building":"GX-12","unit":3,"room":"302","name":"蔡婆婆","sex":"F","born":"1946","ability":"none","language":"wuhan",
		"needs":[{"kind":"diet","code":"soft_food"}],"consent":{"how":"voice","witness":"童爱华"}}`
	res := h.do(t, "POST", "/v1/people", body, head, "X-Channel: head")
	p := decoded[PersonView](t, res)
	if res.StatusCode != 201 || p.Name != "蔡婆婆" || p.Address != "桂香苑 12栋 3单元 302" || p.AgeBand != "80+" || p.Channel != "head" ||
		p.Residency != "confirmed" || p.Born != "1946" || !cmp.Equal(p.May, May{Change: true, Reveal: true, Act: true}) ||
		!slices.Equal(p.Needs, []Need{{"diet", "soft_food"}}) || p.NeedsCount != 1 {
		t.Fatalf("%d %s", res.StatusCode, res.text)
	}
	for _, c := range p.Consents {
		if want := map[community.Purpose]string{"service": "given", "needs": "given"}[c.Purpose]; want != "" && (c.State != want || c.How != "voice" || c.Witness != "童爱华") || want == "" && c.State != "never" {
			t.Errorf("consent %+v", c)
		}
	}
	l := h.auditLines(t, "person/"+string(p.ID))
	if len(l) != 1 || l[0].What != "person.register" || l[0].Detail["name"] != "蔡*婆" || l[0].Detail["how"] != "voice" || l[0].For != string(p.ID) {
		t.Errorf("lines %+v", l)
	}
	if l := h.auditLines(t, "household/h-GX-12-3-302"); len(l) != 1 || l[0].What != "household.add" {
		t.Errorf("lines of the flat %+v", l)
	}

	again := `{"household":"` + string(p.Household) + `","name":"才婆婆","consent":{"how":"paper"}}`
	res = h.do(t, "POST", "/v1/people", again, head)
	problem := res.problem(t)
	if res.StatusCode != 409 || problem.Code != "maybe_known" || !strings.Contains(res.text, `"why":"like_sounding"`) || !strings.Contains(res.text, string(p.ID)) {
		t.Errorf("heard as the same: %d %s", res.StatusCode, res.text)
	}
	res = h.do(t, "POST", "/v1/people", strings.Replace(again, `"name"`, `"force":true,"name"`, 1), head)
	if other := decoded[PersonView](t, res); res.StatusCode != 201 || other.ID == p.ID || other.Household != p.Household {
		t.Errorf("all the same: %d %s", res.StatusCode, res.text)
	}
	// Of people in other buildings a head learns only that there is one.
	elsewhere := `{"household":"h-tong","name":"秦桂兰","phone":"15400000010","consent":{"how":"paper"}}`
	res = h.do(t, "POST", "/v1/people", elsewhere, head)
	if res.StatusCode != 409 || strings.Contains(res.text, "p-luowife") || strings.Contains(res.text, "荷风") || strings.Contains(res.text, "秦*") || !strings.Contains(res.text, "same_phone") {
		t.Errorf("known in another building: %d %s", res.StatusCode, res.text)
	}
	for name, tt := range map[string]struct{ body, code string }{
		"nobody heard it":          {`{"household":"h-tong","name":"王玉梅","consent":{"how":"voice"}}`, "witness"},
		"no consent":               {`{"household":"h-tong","name":"王玉梅"}`, "invalid_request"},
		"a consent in the app":     {`{"household":"h-tong","name":"王玉梅","consent":{"how":"app"}}`, "invalid_request"},
		"a child alone":            {`{"household":"h-tong","name":"童小宝","born":"2020","consent":{"how":"paper"}}`, "guardian_needed"},
		"an emoji":                 {`{"household":"h-tong","name":"王😀","consent":{"how":"paper"}}`, "name"},
		"sixty-one characters":     {`{"household":"h-tong","name":"` + strings.Repeat("长", 61) + `","consent":{"how":"paper"}}`, "name"},
		"a flat that is not there": {`{"building":"GX-12","unit":1,"room":"999","name":"王玉梅","consent":{"how":"paper"}}`, "no_such_address"},
	} {
		if res := h.do(t, "POST", "/v1/people", tt.body, head); res.problem(t).Code != tt.code {
			t.Errorf("%s: %d %s", name, res.StatusCode, res.text)
		}
	}
	child := `{"household":"h-tong","name":"童小宝","born":"2020","guardian":"p-tongson","consent":{"how":"paper"}}`
	if kid := decoded[PersonView](t, h.do(t, "POST", "/v1/people", child, head)); len(kid.Relations.ActsForThem) != 1 || kid.Relations.ActsForThem[0].Other != communitytest.TongSon {
		t.Errorf("the child: %+v", kid)
	}
	// A voice on the telephone says who lives there; the building head knows.
	byPhone := decoded[PersonView](t, h.do(t, "POST", "/v1/people", `{"household":"h-wan","name":"万嫂","consent":{"how":"voice","witness":"阿芬"}}`,
		bearer(h.holding(t, hotlinePhone, identity.Hotline, "*"))))
	if byPhone.Channel != "desk" || byPhone.Residency != "claimed" {
		t.Errorf("by telephone: %+v", byPhone)
	}
}

// TestCorrect: with a reason, masked in the record, moved within reach.
func TestCorrect(t *testing.T) {
	t.Parallel()
	h := newDesk(t, nil)
	head := bearer(h.standing(t, tongPhone, communitytest.Tong))
	patch := func(id, body string) answered { return h.do(t, "PATCH", "/v1/people/"+id, body, head) }
	if res := patch("p-li", `{"phone":"15400000055"}`); res.problem(t).Code != "invalid_request" {
		t.Errorf("without a reason: %s", res.text)
	}
	if res := patch("p-li", `{"phone":"15400000055","why":"x"}`); res.problem(t).Code != "reason" {
		t.Errorf("with hardly a reason: %s", res.text)
	}
	res := patch("p-li", `{"name":"邓力","phone":"154 0000 0055","other_names":["老邓"],"why":"本人说写错了"}`)
	if p := decoded[PersonView](t, res); p.Name != "邓力" || p.PhoneMasked != "154****0055" || !slices.Equal(p.OtherNames, []string{"老邓"}) {
		t.Errorf("%d %s", res.StatusCode, res.text)
	}
	l := h.auditLines(t, "person/p-li")
	if len(l) != 1 || l[0].Why != "本人说写错了" || l[0].Detail["phone"] != "154****0005 → 154****0055" || strings.Contains(mustJSON(t, l), "15400000055") {
		t.Errorf("lines %+v", l)
	}
	if res := patch("p-li", `{"needs":[{"kind":"diet","code":"low_salt"}],"why":"本人说的"}`); res.problem(t).Code != "needs_consent" {
		t.Errorf("needs nobody agreed to: %s", res.text)
	}
	res = patch("p-li", `{"needs":[{"kind":"diet","code":"low_salt"}],"consent":{"how":"head","witness":"童爱华"},"why":"本人说的"}`)
	if p := decoded[PersonView](t, res); p.NeedsCount != 1 {
		t.Errorf("%d %s", res.StatusCode, res.text)
	}
	if got := mustJSON(t, h.auditLines(t, "person/p-li")); strings.Contains(got, "low_salt") {
		t.Errorf("the log holds a need: %s", got)
	}
	if res := patch("p-tongson", `{"household":"h-deng","why":"搬过去了"}`); decoded[PersonView](t, res).Address != "桂香苑 12栋 2单元 501" {
		t.Errorf("moved: %d %s", res.StatusCode, res.text)
	}
}

// TestResidencyAndConsents: what a head settles at the door, and an operator on the
// telephone.
func TestResidencyAndConsents(t *testing.T) {
	t.Parallel()
	h := newDesk(t, nil)
	head := bearer(h.standing(t, tongPhone, communitytest.Tong))
	if res := h.do(t, "POST", "/v1/people/p-li/residency", `{"state":"refused"}`, head); res.problem(t).Code != "reason" {
		t.Errorf("refused without a reason: %s", res.text)
	}
	for range 2 {
		if p := decoded[PersonView](t, h.do(t, "POST", "/v1/people/p-li/residency", `{"state":"confirmed"}`, head)); p.Residency != "confirmed" {
			t.Errorf("residency %q", p.Residency)
		}
	}
	list := decoded[ConsentList](t, h.do(t, "POST", "/v1/people/p-gong/consents", `{"purpose":"photos","given":true,"how":"voice","witness":"童爱华"}`, head))
	if i := slices.IndexFunc(list.Items, func(c ConsentView) bool { return c.Purpose == "photos" }); i < 0 || list.Items[i].State != "given" || list.Items[i].Version != community.ConsentVersion {
		t.Errorf("consents %+v", list)
	}
	list = decoded[ConsentList](t, h.do(t, "POST", "/v1/people/p-gong/consents", `{"purpose":"photos","given":false,"how":"paper"}`, head))
	if list.Items[5].State != "withdrawn" {
		t.Errorf("consents %+v", list)
	}
	if res := h.do(t, "POST", "/v1/people/p-gong/consents", `{"purpose":"service","given":false,"how":"paper"}`, head); res.problem(t).Code != "delete_instead" {
		t.Errorf("refusing to be kept at all: %s", res.text)
	}
	var whats []string
	for _, l := range h.auditLines(t, "person/p-gong") {
		whats = append(whats, l.What+" "+string(l.Outcome))
	}
	if want := []string{"consent.withdraw refused", "consent.withdraw done", "consent.give done"}; !slices.Equal(whats, want) {
		t.Errorf("lines %v", whats)
	}
}

// TestRelationsOnBehalf: who may act for a grandmother, and an end to it.
func TestRelationsOnBehalf(t *testing.T) {
	t.Parallel()
	h := newDesk(t, nil)
	head := bearer(h.standing(t, tongPhone, communitytest.Tong))
	res := h.do(t, "POST", "/v1/people/p-gong/relations", `{"agent":"p-tong","kind":"neighbour","scope":["contact"],"consent":{"how":"voice","witness":"邓立"}}`, head)
	r := decoded[RelationView](t, res)
	if res.StatusCode != 201 || r.Other != communitytest.Tong || r.Name != "童爱华" || r.Kind != "neighbour" {
		t.Fatalf("%d %s", res.StatusCode, res.text)
	}
	if _, ok, err := h.Community.MayAct(t.Context(), communitytest.Tong, communitytest.Gong, community.ToContact, h.Now()); !ok || err != nil {
		t.Errorf("may act: %v, %v", ok, err)
	}
	asked := decoded[RelationView](t, h.do(t, "POST", "/v1/people/p-gong/relations", `{"agent_phone":"15400000010","kind":"family","scope":["signup"],"consent":{"how":"paper"}}`, head))
	if asked.Other != "" || asked.Name != "" {
		t.Errorf("somebody who was only asked: %+v", asked)
	}
	p := decoded[PersonView](t, h.do(t, "GET", "/v1/people/p-gong", "", head))
	if len(p.Relations.ActsForThem) != 3 {
		t.Errorf("relations %+v", p.Relations)
	}
	end := "/v1/relations/" + string(r.ID)
	if res := h.do(t, "DELETE", end, "", head); res.problem(t).Code != "reason" {
		t.Errorf("without a reason: %s", res.text)
	}
	if res := h.do(t, "DELETE", end+"?why=done", "", head); res.StatusCode != 204 {
		t.Errorf("%d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "DELETE", end+"?why=done", "", head); res.StatusCode != 404 {
		t.Errorf("ended twice: %d %s", res.StatusCode, res.text)
	}
	if _, ok, _ := h.Community.MayAct(t.Context(), communitytest.Tong, communitytest.Gong, community.ToContact, h.Now()); ok {
		t.Error("may act though it ended")
	}
}

// TestMergedAndRemoved: one answers with who they became, the other not at all.
func TestMergedAndRemoved(t *testing.T) {
	t.Parallel()
	h := newDesk(t, nil)
	head := bearer(h.standing(t, tongPhone, communitytest.Tong))
	_, err := h.Community.Store.People.Change(t.Context(), communitytest.Li, func(p *community.Person) error { p.MergedInto = communitytest.TongSon; return nil })
	if err != nil {
		t.Fatal(err)
	}
	if p := decoded[PersonView](t, h.do(t, "GET", "/v1/people/p-li", "", head)); p.ID != communitytest.TongSon || p.MergedInto != communitytest.TongSon || p.Name != "童磊" {
		t.Errorf("merged: %+v", p)
	}
	if p := decoded[PersonView](t, h.do(t, "GET", "/v1/people/p-tongson", "", head)); p.MergedInto != "" {
		t.Errorf("by its own id: %+v", p)
	}
	if err := h.Community.Erase(t.Context(), communitytest.Gong); err != nil {
		t.Fatal(err)
	}
	gone := h.do(t, "GET", "/v1/people/p-gong", "", head, "X-Request-Id: request-1")
	if none := h.do(t, "GET", "/v1/people/p-none", "", head, "X-Request-Id: request-1"); gone.text != none.text || gone.StatusCode != 404 {
		t.Errorf("removed: %d %s", gone.StatusCode, gone.text)
	}
}

// TestFindPeople: what a careless directory says is shown only within reach, and of
// those who are there.
func TestFindPeople(t *testing.T) {
	t.Parallel()
	h := newDesk(t, nil)
	head := bearer(h.standing(t, tongPhone, communitytest.Tong))
	ids := func(token, query string) string {
		var list []string
		for _, f := range decoded[FoundList](t, h.do(t, "GET", "/v1/people?q=x"+query, "", token)).Items {
			list = append(list, f.ID)
		}
		return strings.Join(list, " ")
	}
	for name, tt := range map[string]struct{ token, query, want string }{
		"building head":              {head, "", "GX-12 p-gong p-haiyan h-deng"},
		"administrator":              {bearer(h.admin), "", "GX-12 GX-2 p-gong p-haiyan p-wan p-luo h-deng h-wan"},
		"administrator, a building":  {bearer(h.admin), "&building=GX-2", "GX-2 p-wan h-wan"},
		"administrator, an estate":   {bearer(h.admin), "&estate=HF", "p-luo"},
		"administrator, a node":      {bearer(h.admin), "&node=GX-G07&estate=GX", "GX-12 GX-2 p-gong p-haiyan p-wan h-deng h-wan"},
		"head, their estate":         {head, "&estate=GX", "GX-12 p-gong p-haiyan h-deng"},
		"organiser of a branch":      {bearer(h.holding(t, organiserPhone, identity.Organiser, "GX-G07")), "", "GX-12 GX-2 p-gong p-haiyan p-wan h-deng h-wan"},
		"hotline operator elsewhere": {bearer(h.holding(t, hotlinePhone, identity.Hotline, "Z6")), "", "p-luo"},
	} {
		if got := ids(tt.token, tt.query); got != tt.want {
			t.Errorf("%s: %s, want %s", name, got, tt.want)
		}
	}
	for query, code := range map[string]string{"estate=HF": "no_such_estate", "node=GX-G07": "no_such_node", "building=GX-2": "no_such_building"} {
		if res := h.do(t, "GET", "/v1/people?q=x&"+query, "", head); res.StatusCode != 404 || res.problem(t).Code != code {
			t.Errorf("a head asks beyond their building by %s: %d %s", query, res.StatusCode, res.text)
		}
	}
	h.Directory = nil
	if res := h.do(t, "GET", "/v1/people?q=x", "", head); res.StatusCode != 503 || res.problem(t).Code != "search_unavailable" {
		t.Errorf("without a directory: %d %s", res.StatusCode, res.text)
	}
}

// TestCallerCard: everybody of one number.
func TestCallerCard(t *testing.T) {
	t.Parallel()
	h := newDesk(t, nil)
	operator := bearer(h.holding(t, hotlinePhone, identity.Hotline, "*"))
	list := decoded[PersonList](t, h.do(t, "GET", "/v1/callers?phone=154-0000-0010", "", operator))
	if len(list.Items) != 2 || list.Items[0].ID != communitytest.Luo || list.Items[1].ID != communitytest.LuoWife || list.Items[0].Address != "荷风苑 1栋 1单元 2703" {
		t.Errorf("%+v", list)
	}
	if list.Items[0].Posts[0].Title != "楼栋长" || list.Items[1].Teams[0].Role != "leader" {
		t.Errorf("posts %+v, teams %+v", list.Items[0].Posts, list.Items[1].Teams)
	}
	// Whoever signs in with a number is known by it, whatever number they gave.
	const own = "15400000071"
	if list := decoded[PersonList](t, h.do(t, "GET", "/v1/callers?phone="+own, "", operator)); len(list.Items) != 0 {
		t.Errorf("before anybody signed in with it: %+v", list)
	}
	h.standing(t, own, communitytest.Luo)
	if list := decoded[PersonList](t, h.do(t, "GET", "/v1/callers?phone="+own, "", operator)); len(list.Items) != 1 || list.Items[0].ID != communitytest.Luo {
		t.Errorf("who signs in with it: %+v", list)
	}
	elsewhere := bearer(h.holding(t, organiserPhone, identity.Hotline, "GX"))
	if list := decoded[PersonList](t, h.do(t, "GET", "/v1/callers?phone="+own, "", elsewhere)); len(list.Items) != 0 {
		t.Errorf("out of reach: %+v", list)
	}
	if res := h.do(t, "GET", "/v1/callers?phone=zzz", "", operator); res.problem(t).Code != "person_phone" {
		t.Errorf("no number: %s", res.text)
	}
}
