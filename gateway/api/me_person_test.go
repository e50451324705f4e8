package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"sync"
	"testing"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

// as sends a request with a token and wants a status.
func (h *house) as(t *testing.T, token, method, path, body string, status int) answered {
	t.Helper()
	res := h.do(t, method, path, body, bearer(token))
	if res.StatusCode != status {
		t.Fatalf("%s %s %s: %d %s, want %d", method, path, body, res.StatusCode, res.text, status)
	}
	return res
}

// refused is as, and wants a fault's code too.
func (h *house) refused(t *testing.T, token, method, path, body string, status int, code string) answered {
	t.Helper()
	res := h.as(t, token, method, path, body, status)
	if got := res.problem(t).Code; got != code {
		t.Errorf("%s %s %s: code %s, want %s", method, path, body, got, code)
	}
	return res
}

func readAs[T any](t *testing.T, res answered) T {
	t.Helper()
	var v T
	if err := json.Unmarshal([]byte(res.text), &v); err != nil {
		t.Fatalf("%s: %v", res.text, err)
	}
	return v
}

var requestIDOf = regexp.MustCompile(`"request_id":\s*"[^"]*"`)

// sameBytes wants two answers to differ in nothing but the request's id.
func sameBytes(t *testing.T, what string, one, other answered) {
	t.Helper()
	a, b := requestIDOf.ReplaceAllString(one.text, ""), requestIDOf.ReplaceAllString(other.text, "")
	if one.StatusCode != other.StatusCode || a != b {
		t.Errorf("%s: %d %s differs from %d %s", what, one.StatusCode, a, other.StatusCode, b)
	}
}

// haiyan makes the resident of the house 邓海燕, whose number it has.
func (h *house) haiyan(t *testing.T) string {
	t.Helper()
	who, err := h.Identity.Authenticate(t.Context(), h.resident)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Identity.BindPerson(t.Context(), who.Account.ID, string(communitytest.Haiyan)); err != nil {
		t.Fatal(err)
	}
	return h.resident
}

func TestBinding(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	luo := h.token(t, "15400000010")
	h.refused(t, luo, "GET", "/v1/me/person", "", 404, "no_household")
	h.refused(t, luo, "GET", "/v1/me/household", "", 404, "no_household")
	list := readAs[CandidateList](t, h.as(t, luo, "GET", "/v1/me/people", "", 200))
	if len(list.Items) != 2 || list.Items[0].NameMasked != "罗*国" || list.Items[0].BuildingName != "荷风苑 1栋" || list.Items[0].Mine {
		t.Errorf("candidates %+v", list.Items)
	}
	if text := h.as(t, luo, "GET", "/v1/me/people", "", 200).text; strings.Contains(text, "罗建国") || strings.Contains(text, "2703") {
		t.Errorf("the candidates say too much: %s", text)
	}
	h.refused(t, luo, "POST", "/v1/me/person", `{"person":"p-luo","name":"罗国"}`, 409, "name_mismatch")
	h.refused(t, luo, "POST", "/v1/me/person", `{"person":"p-luo","name":"秦桂兰"}`, 409, "name_mismatch")
	// Somebody with another number is as somebody who is not there.
	sameBytes(t, "another's person",
		h.refused(t, luo, "POST", "/v1/me/person", `{"person":"p-tong","name":"童爱华"}`, 404, "no_such_person"),
		h.refused(t, luo, "POST", "/v1/me/person", `{"person":"p-none","name":"童爱华"}`, 404, "no_such_person"))
	own := readAs[Own](t, h.as(t, luo, "POST", "/v1/me/person", `{"person":"p-luo","name":" 罗 建国 "}`, 200))
	if own.Person.Name != "罗建国" || own.Household != communitytest.Luos || own.Address != "荷风苑 1栋 1单元 2703" || own.Head == nil || own.Head.Name != "" {
		t.Errorf("he is %+v", own)
	}
	if me := readAs[Account](t, h.as(t, luo, "GET", "/v1/me", "", 200)); me.Person != "p-luo" {
		t.Errorf("the account stands for %q", me.Person)
	}
	h.refused(t, luo, "POST", "/v1/me/person", `{"person":"p-luowife","name":"秦桂兰"}`, 409, "already_bound")
	h.as(t, luo, "POST", "/v1/me/person", `{"person":"p-luo","name":"whatever"}`, 200) // it is said already
	if lines := h.auditLines(t, "person/p-luo"); len(lines) != 3 || lines[0].What != "person.bind" || lines[0].Outcome != "done" || lines[1].Outcome != "refused" || lines[0].Scope != "HF-1" {
		t.Errorf("the log says %+v", lines)
	}
}

// TestBindingTries: five tries a day, whether they name somebody or not.
func TestBindingTries(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	luo := h.token(t, "15400000010")
	for i := range 5 {
		h.refused(t, luo, "POST", "/v1/me/person", fmt.Sprintf(`{"person":"p-luo","name":"罗%c国"}`, rune('甲'+i)), 409, "name_mismatch")
	}
	res := h.refused(t, luo, "POST", "/v1/me/person", `{"person":"p-luo","name":"罗建国"}`, 429, "too_many_tries")
	if res.Header.Get("Retry-After") == "" {
		t.Error("it does not say when to try again")
	}
	h.refused(t, luo, "POST", "/v1/me/person", `{"person":"p-none","name":"罗建国"}`, 429, "too_many_tries")
}

// TestNobodyStandsForAChild: a child's record often has a parent's number.
func TestNobodyStandsForAChild(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	phone := residentPhone
	if _, err := h.Community.Correct(t.Context(), communitytest.Xiaomi, community.Correction{Phone: &phone}); err != nil {
		t.Fatal(err)
	}
	if list := readAs[CandidateList](t, h.as(t, h.resident, "GET", "/v1/me/people", "", 200)); len(list.Items) != 1 {
		t.Errorf("candidates %+v", list.Items)
	}
	h.refused(t, h.resident, "POST", "/v1/me/person", `{"person":"p-xiaomi","name":"邓小米"}`, 404, "no_such_person")
}

const register = `{"name":%q,"building":%q,"unit":%d,"room":%q%s,"consent":{"version":"2026-1"}}`

func TestRegistration(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	token := h.token(t, "15400000020")
	for _, bad := range []struct {
		body   string
		status int
		code   string
	}{
		{fmt.Sprintf(register, "宋阿姨", "GX-12", 2, "801", ""), 400, "no_such_address"},
		{fmt.Sprintf(register, "宋😀", "GX-12", 2, "601", ""), 400, "name"},
		{fmt.Sprintf(register, strings.Repeat("宋", 61), "GX-12", 2, "601", ""), 400, "name"},
		{fmt.Sprintf(register, "宋阿姨", "GX-99", 2, "601", ""), 404, "no_such_building"},
		{strings.Replace(fmt.Sprintf(register, "宋阿姨", "GX-12", 2, "601", ""), "2026-1", "2020-1", 1), 409, "consent_version"},
		{fmt.Sprintf(register, "宋小弟", "GX-12", 2, "601", `,"born":"2018"`), 403, "guardian_needed"},
	} {
		h.refused(t, token, "POST", "/v1/me/registration", bad.body, bad.status, bad.code)
	}
	token = h.token(t, "15400000026") // with a day's tries of its own
	body := fmt.Sprintf(register, "阿依古丽•买买提", "GX-12", 2, "0601室", `,"sex":"F","born":"1981"`)
	own := readAs[Own](t, h.as(t, token, "POST", "/v1/me/registration", body, 201))
	if own.Person.Name != "阿依古丽·买买提" || own.Address != "桂香苑 12栋 2单元 601" || own.Person.Residency != "claimed" || own.Head == nil || own.Head.Name != "童爱华" {
		t.Errorf("she is %+v", own)
	}
	again := readAs[Own](t, h.as(t, token, "POST", "/v1/me/registration", body, 201))
	if again.Person.ID != own.Person.ID {
		t.Error("sent twice, registered twice")
	}
	if there, err := h.Community.HouseholdsAt(t.Context(), "GX-12-2-601"); err != nil || len(there) != 1 {
		t.Errorf("%d households, %v", len(there), err)
	}
	// She founded it: she may write down who lives with her before anybody comes.
	home := readAs[OwnHousehold](t, h.as(t, token, "GET", "/v1/me/household", "", 200))
	if !home.Managed || len(home.People) != 1 || home.Tenure != "" {
		t.Errorf("her household is %+v", home)
	}
	if agreed, err := h.Community.Agreed(t.Context(), own.Person.ID, community.ForService); err != nil || !agreed {
		t.Errorf("her consent: %v, %v", agreed, err)
	}
	h.refused(t, token, "POST", "/v1/me/registration", fmt.Sprintf(register, "买买提", "GX-2", 1, "102", ""), 409, "has_household")
}

// TestJoining: whoever says they live with others sees nobody of them before one of
// them has said so too.
func TestJoining(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	token := h.token(t, "15400000021")
	ask := func(join string) string {
		return fmt.Sprintf(register, "邓小叔", "GX-12", 2, "501", join)
	}
	res := h.refused(t, token, "POST", "/v1/me/registration", ask(""), 409, "household_known")
	known, err := json.Marshal(res.problem(t).Details["households"])
	if err != nil || string(known) != `[{"id":"h-deng","people":4,"surnames":["龚","邓"]}]` {
		t.Errorf("known %s, %v", known, err)
	}
	sameBytes(t, "a household of elsewhere",
		h.refused(t, token, "POST", "/v1/me/registration", ask(`,"join":"h-tong"`), 404, "no_such_household"),
		h.refused(t, token, "POST", "/v1/me/registration", ask(`,"join":"h-none"`), 404, "no_such_household"))
	own := readAs[Own](t, h.as(t, token, "POST", "/v1/me/registration", ask(`,"join":"h-deng"`), 201))
	if own.Household != communitytest.Dengs || own.Person.Residency != "claimed" {
		t.Errorf("he is %+v", own)
	}
	home := h.as(t, token, "GET", "/v1/me/household", "", 200)
	if w := readAs[OwnHousehold](t, home); w.Managed || len(w.People) != 1 || strings.Contains(home.text, "邓海燕") || strings.Contains(home.text, "154****0001") {
		t.Errorf("before anybody confirmed it he sees %s", home.text)
	}
	h.refused(t, token, "POST", "/v1/me/household/people", `{"name":"邓某","consent":{"how":"voice","witness":"我"}}`, 403, "unconfirmed")
	h.refused(t, token, "POST", "/v1/me/household/people/p-gong/confirm", "", 403, "unconfirmed")
	h.refused(t, token, "DELETE", "/v1/me/household/people/p-gong?why=x", "", 403, "unconfirmed")
	h.refused(t, token, "POST", "/v1/me/relations", `{"agent":"p-haiyan","kind":"family","scope":["all"]}`, 403, "unconfirmed")

	haiyan := h.haiyan(t)
	home = h.as(t, haiyan, "GET", "/v1/me/household", "", 200)
	if !strings.Contains(home.text, `"residency":"claimed","age_band":"","me":false,"may_act":false,"confirmable":true`) {
		t.Errorf("she is not asked about him: %s", home.text)
	}
	path := "/v1/me/household/people/" + string(own.Person.ID) + "/confirm"
	var wg sync.WaitGroup
	li := h.standing(t, "15400000005", communitytest.Li)
	for _, who := range []string{haiyan, li} {
		wg.Go(func() {
			if res := h.do(t, "POST", path, "", bearer(who)); res.StatusCode != http.StatusOK {
				t.Errorf("confirming: %d %s", res.StatusCode, res.text)
			}
		})
	}
	wg.Wait()
	p, err := h.Community.Store.People.Get(t.Context(), own.Person.ID)
	if err != nil || p.Residency.State != community.Confirmed {
		t.Errorf("he is %+v, %v", p.Residency, err)
	}
	first := p.Residency
	h.as(t, li, "POST", path, "", 200)
	if p, _ = h.Community.Store.People.Get(t.Context(), own.Person.ID); p.Residency != first {
		t.Errorf("confirmed again: %+v, then %+v", first, p.Residency)
	}
	if w := readAs[OwnHousehold](t, h.as(t, token, "GET", "/v1/me/household", "", 200)); !w.Managed || len(w.People) != 5 {
		t.Errorf("after it he sees %+v", w)
	}
}

// TestNobodyIsTakenOver: a name is no key to a record somebody else wrote.
func TestNobodyIsTakenOver(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	thief := h.token(t, "15400000022")
	own := readAs[Own](t, h.as(t, thief, "POST", "/v1/me/registration", fmt.Sprintf(register, "龚秀英", "GX-12", 2, "501", `,"join":"h-deng"`), 201))
	if own.Person.ID == communitytest.Gong || own.Person.Residency != "claimed" {
		t.Errorf("who knows her name is her: %+v", own)
	}
	// With the number that stands in the record, it is that one.
	wan := h.token(t, "15400000008")
	own = readAs[Own](t, h.as(t, wan, "POST", "/v1/me/registration", fmt.Sprintf(register, "万志强", "GX-2", 1, "101", ""), 201))
	if own.Person.ID != communitytest.Wan || own.Person.Residency != "" {
		t.Errorf("he is %+v", own)
	}
}

// TestASecondHousehold: two may share a flat, and do not see each other.
func TestASecondHousehold(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	token := h.token(t, "15400000023")
	body := fmt.Sprintf(register, "冯租客", "GX-12", 2, "502", `,"join":"new"`)
	own := readAs[Own](t, h.as(t, token, "POST", "/v1/me/registration", body, 201))
	if own.Household == communitytest.Tongs {
		t.Error("he was put into theirs")
	}
	if again := readAs[Own](t, h.as(t, token, "POST", "/v1/me/registration", body, 201)); again.Household != own.Household {
		t.Error("sent twice, he lives twice")
	}
	if w := readAs[OwnHousehold](t, h.as(t, token, "GET", "/v1/me/household", "", 200)); !w.Managed || len(w.People) != 1 {
		t.Errorf("his household is %+v", w)
	}
	// Somebody who says they live with him does not see him either, and he stays its master.
	other := h.token(t, "15400000024")
	h.as(t, other, "POST", "/v1/me/registration", fmt.Sprintf(register, "冯路人", "GX-12", 2, "502", `,"join":"`+string(own.Household)+`"`), 201)
	if w := readAs[OwnHousehold](t, h.as(t, other, "GET", "/v1/me/household", "", 200)); w.Managed || len(w.People) != 1 {
		t.Errorf("a stranger sees %+v", w)
	}
	w := readAs[OwnHousehold](t, h.as(t, token, "GET", "/v1/me/household", "", 200))
	if !w.Managed || len(w.People) != 2 {
		t.Fatalf("he sees %+v", w)
	}
	// Nobody has confirmed him, so his word is not worth another's.
	for _, p := range w.People {
		if !p.Me {
			h.refused(t, token, "POST", "/v1/me/household/people/"+string(p.ID)+"/confirm", "", 403, "unconfirmed")
		}
	}
}

func TestRegistrationTries(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	token := h.token(t, "15400000025")
	for range 8 {
		h.refused(t, token, "POST", "/v1/me/registration", fmt.Sprintf(register, "包打听", "GX-12", 2, "501", ""), 409, "household_known")
	}
	h.refused(t, token, "POST", "/v1/me/registration", fmt.Sprintf(register, "包打听", "GX-2", 1, "101", ""), 429, "too_many_tries")
}

func TestCorrectingOneself(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	haiyan := h.haiyan(t)
	own := readAs[Own](t, h.as(t, haiyan, "PATCH", "/v1/me/person", `{"name":"邓海艳","born":"1988","language":"wuhan"}`, 200))
	if own.Person.Name != "邓海艳" || own.Person.Born != "1988" || own.Person.Language != "wuhan" || own.Person.Sex != "F" {
		t.Errorf("she is %+v", own.Person)
	}
	h.refused(t, haiyan, "PATCH", "/v1/me/person", `{"name":"邓🌸"}`, 400, "name")
	h.refused(t, haiyan, "PATCH", "/v1/me/person", `{"born":"2030"}`, 400, "born")
	h.refused(t, haiyan, "PATCH", "/v1/me/person", `{"needs":[{"kind":"diet","code":"halal"}]}`, 409, "needs_consent")
	h.as(t, haiyan, "PUT", "/v1/me/consents/needs", `{"given":true,"version":"2026-1"}`, 200)
	own = readAs[Own](t, h.as(t, haiyan, "PATCH", "/v1/me/person", `{"needs":[{"kind":"diet","code":"halal"}]}`, 200))
	if len(own.Person.Needs) != 1 {
		t.Errorf("needs %+v", own.Person.Needs)
	}
	h.refused(t, haiyan, "PATCH", "/v1/me/person", `{"needs":[{"kind":"diet","code":"caviar"}]}`, 400, "need")

	// For her daughter all, for her mother-in-law what she was given.
	child := readAs[Own](t, h.as(t, haiyan, "PATCH", "/v1/me/person", `{"name":"邓晓米","for":"p-xiaomi"}`, 200))
	if child.Person.ID != communitytest.Xiaomi || child.Person.Name != "邓晓米" {
		t.Errorf("her daughter is %+v", child.Person)
	}
	h.as(t, haiyan, "PATCH", "/v1/me/person", `{"ability":"none","for":"p-gong"}`, 200)
	for _, body := range []string{`{"name":"龚某","for":%q}`, `{"sex":"M","for":%q}`, `{"for":%q}`} {
		sameBytes(t, body,
			h.refused(t, haiyan, "PATCH", "/v1/me/person", fmt.Sprintf(body, "p-luo"), 404, "no_such_person"),
			h.refused(t, haiyan, "PATCH", "/v1/me/person", fmt.Sprintf(body, "p-none"), 404, "no_such_person"))
		h.refused(t, haiyan, "PATCH", "/v1/me/person", fmt.Sprintf(body, "p-gong"), 404, "no_such_person")
	}
	lines := h.auditLines(t, "person/p-xiaomi")
	if len(lines) != 1 || lines[0].For != "p-xiaomi" || lines[0].What != "person.change" || lines[0].Detail["name"] != "changed" {
		t.Errorf("the log says %+v", lines)
	}
}
