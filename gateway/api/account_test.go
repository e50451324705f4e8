package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"wanjia/events/audit"
	"wanjia/gateway/identity"
)

// TestStaffOverHTTP: an account with a role of staff is told that it needs the second
// factor, enrols at once, and may from then on what its role may; elsewhere it passes
// the factor with a code of its app or from paper.
func TestStaffOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	const phone = "15400000301"
	account, err := h.Identity.AddAdmin(t.Context(), phone)
	if err != nil {
		t.Fatal(err)
	}
	token := h.token(t, phone)
	me := decoded[Account](t, h.do(t, "GET", "/v1/me", "", bearer(token)))
	if !me.SecondFactor.Needed || me.SecondFactor.Enrolled || len(me.Rights) != 0 || len(me.Grants) != 1 || me.Grants[0].NodeName != "" || me.Grants[0].Post {
		t.Errorf("without the factor: %+v", me)
	}
	if res := h.do(t, "GET", "/v1/roles", "", bearer(token)); res.StatusCode != 403 || res.problem(t).Code != "second_factor" {
		t.Errorf("without the factor, roles: %d %s", res.StatusCode, res.text)
	}
	res := h.do(t, "POST", "/v1/me/second-factor", "", bearer(token))
	e := decoded[FactorSecret](t, res)
	if res.StatusCode != 201 || e.Secret == "" || !strings.HasPrefix(e.QR, "data:image/svg+xml;base64,") || !strings.HasPrefix(e.URI, "otpauth://") || res.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("beginning: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "POST", "/v1/me/second-factor/confirm", `{"code":"nothing"}`, bearer(token)); res.StatusCode != 401 || res.problem(t).Code != "second_factor_wrong" {
		t.Errorf("confirming with a wrong code: %d %s", res.StatusCode, res.text)
	}
	code, err := identity.CodeAt(e.Secret, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	paper := decoded[RecoveryCodes](t, h.do(t, "POST", "/v1/me/second-factor/confirm", `{"code":"`+code+`"}`, bearer(token)))
	if len(paper.Codes) != 10 {
		t.Fatalf("recovery codes: %v", paper.Codes)
	}
	if res := h.do(t, "GET", "/v1/roles", "", bearer(token)); res.StatusCode != 200 {
		t.Errorf("with the factor, roles: %d %s", res.StatusCode, res.text)
	}
	other := h.token(t, "15400000302")
	if res := h.do(t, "POST", "/v1/auth/second-factor", `{"code":"123456"}`, bearer(other)); res.StatusCode != 409 || res.problem(t).Code != "second_factor_off" {
		t.Errorf("passing what is not set up: %d %s", res.StatusCode, res.text)
	}
	h.Identity.Exempt = func(string) bool { return true } // a second code within the minute
	again := h.token(t, phone)
	if res := h.do(t, "POST", "/v1/auth/second-factor", `{"code":"`+paper.Codes[0]+`"}`, bearer(again)); res.StatusCode != 200 || !decoded[Account](t, res).SecondFactor.Passed {
		t.Errorf("passing with a code from paper: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "DELETE", "/v1/me/second-factor", `{"code":"`+paper.Codes[1]+`"}`, bearer(again)); res.StatusCode != 204 {
		t.Errorf("taking it away: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "GET", "/v1/roles", "", bearer(token)); res.StatusCode != 403 {
		t.Errorf("after it was taken away, roles: %d %s", res.StatusCode, res.text)
	}
	lines := h.lines(t, audit.Query{Object: "account/" + string(account.ID), What: "account.second_factor"})
	if len(lines) != 3 || lines[0].Detail["state"] != "off" || lines[1].Detail["state"] != "on" || lines[2].Outcome != audit.Refused {
		t.Errorf("the log has %+v", lines)
	}
}

// lines are what the log has of a query.
func (h *house) lines(tb testing.TB, q audit.Query) []audit.Line {
	tb.Helper()
	q.Scopes, q.Limit = []string{"*"}, 100
	lines, _, err := h.Audit.Lines(tb.Context(), q)
	if err != nil {
		tb.Fatal(err)
	}
	return lines
}

// TestHeadsOverHTTP: the head of a building is one by holding the post, and sees
// nothing of the next building.
func TestHeadsOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	token := h.standing(t, "15400000006", "p-tong")
	me := decoded[Account](t, h.do(t, "GET", "/v1/me", "", bearer(token)))
	if me.Person != "p-tong" || len(me.Grants) != 1 || !me.Grants[0].Post || me.Grants[0].NodeName != "桂香苑 12栋" || me.SecondFactor.Needed || len(me.Rights) == 0 {
		t.Errorf("the head is %+v", me)
	}
	if res := h.do(t, "GET", "/v1/people/p-gong", "", bearer(token)); res.StatusCode != 200 {
		t.Errorf("a person of the building: %d %s", res.StatusCode, res.text)
	}
	for _, path := range []string{"/v1/people/p-wan", "/v1/people/p-luo", "/v1/households/h-wan", "/v1/doors?building=GX-2"} {
		if res := h.do(t, "GET", path, "", bearer(token)); res.StatusCode != 404 {
			t.Errorf("%s, next door: %d %s", path, res.StatusCode, res.text)
		}
	}
}

func TestRolesOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	secretary := h.holding(t, "15400000311", identity.Secretary, "GX-B1")
	post := func(token, body string) answered {
		t.Helper()
		return h.do(t, "POST", "/v1/roles", body, bearer(token), "X-Channel: desk")
	}
	for name, tt := range map[string]struct {
		token, body string
		status      int
		code        string
	}{
		"above one's node":  {secretary, `{"phone":"15400000312","role":"organiser","node":"Z5","why":"needed"}`, 403, "above_yourself"},
		"beside one's node": {secretary, `{"phone":"15400000312","role":"organiser","node":"HF-1","why":"needed"}`, 403, "above_yourself"},
		"one's own rank":    {secretary, `{"phone":"15400000312","role":"branch_secretary","node":"GX-12","why":"needed"}`, 403, "above_yourself"},
		"to oneself":        {secretary, `{"phone":"15400000311","role":"organiser","node":"GX-12","why":"needed"}`, 403, "above_yourself"},
		"an unknown node":   {h.admin, `{"phone":"15400000312","role":"organiser","node":"XX-1","why":"needed"}`, 404, "no_such_node"},
		"no reason":         {h.admin, `{"phone":"15400000312","role":"organiser","node":"GX-12","why":" "}`, 400, "reason"},
		"no role":           {h.admin, `{"phone":"15400000312","role":"emperor","node":"GX-12","why":"needed"}`, 400, "role"},
		"a post":            {h.admin, `{"phone":"15400000312","role":"building_head","node":"GX-12","why":"needed"}`, 400, "role"},
		"long ago":          {h.admin, `{"phone":"15400000312","role":"judge","node":"*","why":"needed","until":"2020-01-01T00:00:00Z"}`, 400, "until"},
		"no number":         {h.admin, `{"phone":"12","role":"judge","node":"*","why":"needed"}`, 400, "phone"},
		"no name":           {h.admin, `{"phone":"15400000312","name":"12😀","role":"judge","node":"*","why":"needed"}`, 400, "name"},
	} {
		if res := post(tt.token, tt.body); res.StatusCode != tt.status || res.problem(t).Code != tt.code {
			t.Errorf("%s: %d %s, want %d %s", name, res.StatusCode, res.text, tt.status, tt.code)
		}
	}
	res := post(secretary, `{"phone":"154 0000 0313","name":"谭小川","role":"volunteer_leader","node":"GX-12","why":"for the banquet"}`)
	given := decoded[RoleHeld](t, res)
	if res.StatusCode != 201 || given.Name != "谭小川" || given.NodeName != "桂香苑 12栋" || given.PhoneMasked != "154****0313" || given.Why != "for the banquet" {
		t.Fatalf("given: %d %s", res.StatusCode, res.text)
	}
	volunteer := h.token(t, "15400000313")
	if res := h.do(t, "GET", "/v1/organisation", "", bearer(volunteer)); res.StatusCode != 200 {
		t.Errorf("whoever was given it: %d %s", res.StatusCode, res.text)
	}
	listed := func(token, query string) []string {
		t.Helper()
		var names []string
		for _, i := range decoded[RolePage](t, h.do(t, "GET", "/v1/roles"+query, "", bearer(token))).Items {
			names = append(names, string(i.Role)+"@"+i.Node)
		}
		return names
	}
	if got := listed(secretary, ""); len(got) != 2 { // their own, and the one they gave
		t.Errorf("a secretary sees %v", got)
	}
	if got := listed(h.admin, "?node=GX-12"); len(got) != 1 || got[0] != "volunteer_leader@GX-12" {
		t.Errorf("at GX-12 there are %v", got)
	}
	if res := h.do(t, "GET", "/v1/roles?node=HF-1", "", bearer(secretary)); res.StatusCode != 404 {
		t.Errorf("a node out of reach: %d %s", res.StatusCode, res.text)
	}
	away := h.holding(t, "15400000314", identity.Secretary, "HF-B1")
	if res := h.do(t, "DELETE", "/v1/roles/"+given.ID+"?why=needed", "", bearer(away)); res.StatusCode != 404 || res.problem(t).Code != "no_such_grant" {
		t.Errorf("a role out of reach: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "DELETE", "/v1/roles/"+given.ID, "", bearer(secretary)); res.StatusCode != 400 || res.problem(t).Code != "reason" {
		t.Errorf("without a reason: %d %s", res.StatusCode, res.text)
	}
	for _, want := range []int{204, 404} {
		if res := h.do(t, "DELETE", "/v1/roles/"+given.ID+"?why=the+banquet+is+over", "", bearer(secretary)); res.StatusCode != want {
			t.Errorf("taken back: %d %s, want %d", res.StatusCode, res.text, want)
		}
	}
	if res := h.do(t, "GET", "/v1/organisation", "", bearer(volunteer)); res.StatusCode != 403 {
		t.Errorf("after it was taken back: %d %s", res.StatusCode, res.text)
	}
	lines := h.lines(t, audit.Query{Object: "account/" + string(given.Account)})
	if len(lines) != 2 || lines[0].What != "role.revoke" || lines[1].What != "role.grant" || lines[1].Role != "branch_secretary" ||
		lines[1].Channel != "desk" || lines[1].Scope != "GX-12" || lines[1].Why != "for the banquet" || lines[1].Detail["phone"] != "154****0313" {
		t.Errorf("the log has %+v", lines)
	}
}

// TestAuditOverHTTP: whoever reads the log sees the lines of their own nodes, by
// every filter and page by page.
func TestAuditOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	head := h.standing(t, "15400000006", "p-tong")
	reveal := func(token, person string) {
		t.Helper()
		res := h.do(t, "POST", "/v1/people/"+person+"/reveal", `{"field":"name","why":"to call"}`, bearer(token))
		if res.StatusCode != 200 {
			t.Fatalf("reveal: %d %s", res.StatusCode, res.text)
		}
	}
	reveal(head, "p-gong")
	reveal(h.admin, "p-gong")
	reveal(h.admin, "p-luo")
	secretary := h.holding(t, "15400000311", identity.Secretary, "GX-B1")
	read := func(token, query string) AuditPage {
		t.Helper()
		return decoded[AuditPage](t, h.do(t, "GET", "/v1/audit"+query, "", bearer(token)))
	}
	for query, want := range map[string]int{
		"?what=person": 2, "?object=person/p-gong": 2, "?object=person/p-luo": 0, "?account=15400000006": 1, "?account=15400000099": 0,
		"?what=person.reveal&account=154-0000-0006": 1, "?from=2099-01-01T00:00:00Z": 0, "?to=2020-01-01T00:00:00Z": 0, "?what=perso": 0,
	} {
		if page := read(secretary, query); len(page.Items) != want {
			t.Errorf("a secretary asking %s sees %+v, want %d lines", query, page.Items, want)
		}
	}
	if page := read(h.admin, "?what=person&for=p-luo"); len(page.Items) != 1 || page.Items[0].ForName != "罗*国" {
		t.Errorf("for p-luo: %+v", page.Items)
	}
	first := read(h.admin, "?what=person&limit=2")
	second := read(h.admin, "?what=person&limit=2&after="+first.Next)
	if len(first.Items) != 2 || len(second.Items) != 1 || second.Next != "" || second.Items[0].Name != "" && second.Items[0].Account == "" {
		t.Errorf("pages of %d and %d", len(first.Items), len(second.Items))
	}
	if res := h.do(t, "GET", "/v1/audit?after=no+cursor", "", bearer(h.admin)); res.StatusCode != 400 || res.problem(t).Code != "cursor" {
		t.Errorf("no cursor: %d %s", res.StatusCode, res.text)
	}
}

func TestDevicesOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	h.Identity.Exempt = func(string) bool { return true }
	const phone = "15400000321"
	one, two, three := h.token(t, phone), h.token(t, phone), h.token(t, phone)
	list := decoded[DeviceList](t, h.do(t, "GET", "/v1/auth/sessions", "", bearer(two)))
	if len(list.Items) != 3 || !list.Items[1].Current || list.Items[0].Current || list.Items[1].Device != "test" || list.Items[1].Strong {
		t.Fatalf("devices %+v", list.Items)
	}
	good := func(want ...bool) {
		t.Helper()
		for i, token := range []string{one, two, three} {
			if res := h.do(t, "GET", "/v1/me", "", bearer(token)); (res.StatusCode == 200) != want[i] {
				t.Errorf("session %d: %d, want it good: %v", i+1, res.StatusCode, want[i])
			}
		}
	}
	last := string(list.Items[2].ID)
	if res := h.do(t, "DELETE", "/v1/auth/sessions/"+last, "", bearer(h.resident)); res.StatusCode != 404 || res.problem(t).Code != "no_such_sign_in" {
		t.Errorf("another's device: %d %s", res.StatusCode, res.text)
	}
	good(true, true, true)
	if res := h.do(t, "DELETE", "/v1/auth/sessions/"+last, "", bearer(two)); res.StatusCode != 204 {
		t.Errorf("one device: %d %s", res.StatusCode, res.text)
	}
	good(false, true, true)
	res := h.do(t, "DELETE", "/v1/auth/sessions", "", bearer(two))
	if res.StatusCode != 204 || !strings.Contains(res.Header.Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("everywhere: %d %v", res.StatusCode, res.Header)
	}
	good(false, false, false)
	if lines := h.lines(t, audit.Query{What: "session.end"}); len(lines) != 3 {
		t.Errorf("the log has %+v", lines)
	}
}

func TestMyPhoneAndNameOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	const phone, next = "15400000331", "15400000332"
	token := h.token(t, phone)
	if res := h.do(t, "PATCH", "/v1/me", `{"name":"阿依古丽•买买提"}`, bearer(token)); res.StatusCode != 200 || decoded[Account](t, res).Name != "阿依古丽·买买提" {
		t.Errorf("a name: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "PATCH", "/v1/me", `{"language":"en"}`, bearer(token)); res.StatusCode != 200 || decoded[Account](t, res).Language != "en" || decoded[Account](t, res).Name != "阿依古丽·买买提" {
		t.Errorf("reading English: %d %s", res.StatusCode, res.text)
	}
	if me := decoded[Account](t, h.do(t, "GET", "/v1/me", "", bearer(token))); me.Language != "en" {
		t.Errorf("the language was not kept: %+v", me)
	}
	if res := h.do(t, "PATCH", "/v1/me", `{}`, bearer(token)); res.StatusCode != 400 || res.problem(t).Code != "name" {
		t.Errorf("nothing to change: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "PATCH", "/v1/me", `{"language":"fr"}`, bearer(token)); res.StatusCode != 422 {
		t.Errorf("a language nobody here writes: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "PATCH", "/v1/me", `{"name":"😀"}`, bearer(token)); res.StatusCode != 400 || res.problem(t).Code != "name" {
		t.Errorf("no name: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "POST", "/v1/auth/codes", `{"phone":"`+next+`"}`); res.StatusCode != 202 {
		t.Fatalf("a code for the new number: %d %s", res.StatusCode, res.text)
	}
	sent, err := h.Messages.To(t.Context(), next, 1)
	if err != nil || len(sent) != 1 || sent[0].Receipt.State != "sent" || sent[0].Receipt.ID == "" {
		t.Fatalf("sent %+v, %v", sent, err)
	}
	res := h.do(t, "POST", "/v1/me/phone", `{"phone":"`+next+`","code":"`+sent[0].Params["code"]+`"}`, bearer(token))
	if res.StatusCode != 200 || decoded[Account](t, res).PhoneMasked != "154****0332" {
		t.Errorf("a new number: %d %s", res.StatusCode, res.text)
	}
	for number, template := range map[string]string{phone: "phone_left", next: "phone_joined"} {
		if sent, err := h.Messages.To(t.Context(), number, 1); err != nil || sent[0].Template != template {
			t.Errorf("%s was told %+v, %v", number, sent, err)
		}
	}
	if lines := h.lines(t, audit.Query{What: "account.phone"}); len(lines) != 1 || lines[0].Detail["from"] != "154****0331" || lines[0].Detail["to"] != "154****0332" {
		t.Errorf("the log has %+v", lines)
	}
}

// TestDeviceCeiling: one device that asks for the codes of ever new numbers is held
// up, and only it.
func TestDeviceCeiling(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(a *API) { a.Rates.Device = Rate{Count: 1, Per: time.Hour, Burst: 3} })
	ask := func(n, device string) answered {
		t.Helper()
		return h.do(t, "POST", "/v1/auth/codes", `{"phone":"154000004`+n+`"}`, "X-Device-Id: "+device)
	}
	for _, n := range []string{"00", "01", "02"} {
		if res := ask(n, "device-one"); res.StatusCode != 202 {
			t.Errorf("number %s: %d %s", n, res.StatusCode, res.text)
		}
	}
	if res := ask("03", "device-one"); res.StatusCode != http.StatusTooManyRequests || res.problem(t).Code != "slow_down" || res.Header.Get("Retry-After") == "" {
		t.Errorf("the fourth from one device: %d %s", res.StatusCode, res.text)
	}
	for n, device := range map[string]string{"10": "device-two", "11": "short", "12": ""} {
		if res := ask(n, device); res.StatusCode != 202 {
			t.Errorf("device %q: %d %s", device, res.StatusCode, res.text)
		}
	}
}
