package api

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/gateway/identity"
)

const newcomer = `{"name":%q,"born":%q,"consent":{"how":%q,"witness":%q}%s}`

func TestAddingToTheHousehold(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	haiyan := h.haiyan(t)
	const path = "/v1/me/household/people"
	for _, bad := range []struct {
		body   string
		status int
		code   string
	}{
		{fmt.Sprintf(newcomer, "邓爷爷", "1948", "voice", "", ""), 400, "witness"},
		{fmt.Sprintf(newcomer, "邓爷爷👴", "1948", "voice", "邓立", ""), 400, "name"},
		{fmt.Sprintf(newcomer, "邓爷爷", "2048", "voice", "邓立", ""), 400, "born"},
		{fmt.Sprintf(newcomer, "邓爷爷", "1948", "app", "", ""), 403, "guardian_needed"}, // a grown-up says so himself
		{fmt.Sprintf(newcomer, "邓爷爷", "1948", "voice", "邓立", `,"phone":"abc"`), 400, "person_phone"},
		{fmt.Sprintf(newcomer, "邓爷爷", "1948", "voice", "邓立", `,"role":"king"`), 400, "person_field"},
		{fmt.Sprintf(newcomer, "邓爷爷", "1948", "voice", "邓立", `,"needs":[{"kind":"diet","code":"caviar"}]`), 400, "need"},
	} {
		h.refused(t, haiyan, "POST", path, bad.body, bad.status, bad.code)
	}
	// Two devices write down the same grandfather, and he is one.
	li := h.standing(t, "15400000005", communitytest.Li)
	var wg sync.WaitGroup
	for _, who := range []string{haiyan, li, haiyan, li} {
		wg.Go(func() {
			body := fmt.Sprintf(newcomer, "邓 爷爷", "1948", "voice", "邓立", `,"needs":[{"kind":"mobility","code":"walking_aid"}]`)
			if res := h.do(t, "POST", path, body, bearer(who)); res.StatusCode != http.StatusCreated {
				t.Errorf("%d %s", res.StatusCode, res.text)
			}
		})
	}
	wg.Wait()
	// Grandmother, whom the building head wrote down, is not written down again.
	got := readAs[OwnPerson](t, h.as(t, haiyan, "POST", path, fmt.Sprintf(newcomer, "龚秀英", "1950-02-02", "paper", "", ""), 201))
	if got.ID != communitytest.Gong || got.Born != "1950" {
		t.Errorf("she is %+v", got)
	}
	// A baby: its mother agrees for it, and may act for it from now on.
	baby := readAs[OwnPerson](t, h.as(t, haiyan, "POST", path, fmt.Sprintf(newcomer, "邓小小", "2026-01-01", "app", "", ""), 201))
	if r, ok, err := h.Community.MayAct(t.Context(), communitytest.Haiyan, baby.ID, "needs", time.Now()); err != nil || !ok || r.Kind != "guardian" {
		t.Errorf("its mother: %+v, %v, %v", r, ok, err)
	}
	home := readAs[OwnHousehold](t, h.as(t, haiyan, "GET", "/v1/me/household", "", 200))
	if len(home.People) != 6 || home.Head == nil || home.Head.DutyPhone != "15400000060" || home.BuildingName != "桂香苑 12栋" {
		t.Fatalf("her household is %+v", home)
	}
	seen := map[community.PersonID]Housemate{}
	for _, p := range home.People {
		seen[p.ID] = p
	}
	if p := seen[communitytest.Li]; p.Born != "1986" || p.MayAct || p.PhoneMasked != "154****0005" {
		t.Errorf("of her husband she sees %+v", p)
	}
	if p := seen[communitytest.Xiaomi]; p.Born != "2019-09-30" || !p.MayAct || p.AgeBand != "6-13" || len(p.Needs) != 1 {
		t.Errorf("of her daughter she sees %+v", p)
	}
	if p := seen[communitytest.Haiyan]; !p.Me || p.Confirmable {
		t.Errorf("she is %+v", p)
	}
	if lines := h.auditLines(t, "household/h-deng"); len(lines) < 5 || lines[0].What != "person.register" || strings.Contains(mustJSON(t, lines), "邓小小") {
		t.Errorf("the log says %+v", lines)
	}
}

func TestMovingOut(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	haiyan := h.haiyan(t)
	out := func(p community.PersonID, why string) string {
		return "/v1/me/household/people/" + string(p) + "?why=" + why
	}
	h.refused(t, haiyan, "DELETE", out(communitytest.Gong, ""), "", 400, "reason")
	h.refused(t, haiyan, "DELETE", out(communitytest.Li, "gone"), "", 403, "own_say")
	sameBytes(t, "somebody of elsewhere",
		h.refused(t, haiyan, "DELETE", out(communitytest.Luo, "gone"), "", 404, "no_such_person"),
		h.refused(t, haiyan, "DELETE", out("p-none", "gone"), "", 404, "no_such_person"))
	sameBytes(t, "confirming somebody of elsewhere",
		h.refused(t, haiyan, "POST", "/v1/me/household/people/p-luo/confirm", "", 404, "no_such_person"),
		h.refused(t, haiyan, "POST", "/v1/me/household/people/p-none/confirm", "", 404, "no_such_person"))
	h.as(t, haiyan, "DELETE", out(communitytest.Gong, "to+her+son"), "", 204)
	h.refused(t, haiyan, "DELETE", out(communitytest.Gong, "again"), "", 404, "no_such_person")
	if lines := h.auditLines(t, "person/p-gong"); len(lines) != 1 || lines[0].Why != "to her son" || lines[0].For != "p-gong" || lines[0].Scope != "GX-12" {
		t.Errorf("the log says %+v", lines)
	}

	// Oneself, and to another address.
	h.as(t, haiyan, "DELETE", out(communitytest.Haiyan, "moved"), "", 204)
	h.refused(t, haiyan, "GET", "/v1/me/household", "", 404, "no_household")
	own := readAs[Own](t, h.as(t, haiyan, "GET", "/v1/me/person", "", 200))
	if own.Household != "" || own.Person.Name != "邓海燕" || own.Head != nil {
		t.Errorf("without a household she is %+v", own)
	}
	own = readAs[Own](t, h.as(t, haiyan, "POST", "/v1/me/registration", fmt.Sprintf(register, "邓海燕", "GX-2", 2, "602", ""), 201))
	if own.Person.ID != communitytest.Haiyan || own.Address != "桂香苑 2栋 2单元 602" || own.Person.Residency != "claimed" {
		t.Errorf("she moved in as %+v", own)
	}
}

func TestMyConsents(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	haiyan := h.haiyan(t)
	list := readAs[OwnConsents](t, h.as(t, haiyan, "GET", "/v1/me/consents", "", 200))
	if len(list.Items) != 8 || list.Version != "2026-1" || list.Items[0].Purpose != "service" || !list.Items[0].Required || list.Items[0].State != "given" ||
		list.Items[0].How != "head" || list.Items[0].At == nil || list.Items[5].State != "never" || list.Items[5].At != nil {
		t.Errorf("she agreed to %+v", list)
	}
	yes := `{"given":true,"version":"2026-1"%s}`
	no := `{"given":false,"version":"2026-1"%s}`
	path := "/v1/me/consents/"
	for range 2 {
		list = readAs[OwnConsents](t, h.as(t, haiyan, "PUT", path+"photos", fmt.Sprintf(yes, ""), 200))
		if list.Items[5].State != "given" || list.Items[5].How != "app" || list.Items[5].ByName != "" {
			t.Errorf("photos: %+v", list.Items[5])
		}
	}
	list = readAs[OwnConsents](t, h.as(t, haiyan, "PUT", path+"photos", fmt.Sprintf(no, ""), 200))
	if list.Items[5].State != "withdrawn" {
		t.Errorf("photos: %+v", list.Items[5])
	}
	h.refused(t, haiyan, "PUT", path+"photos", `{"given":true,"version":"2020-1"}`, 409, "consent_version")
	h.refused(t, haiyan, "PUT", path+"spam", fmt.Sprintf(yes, ""), 400, "consent_purpose")
	h.refused(t, haiyan, "PUT", path+"service", fmt.Sprintf(no, ""), 409, "delete_instead")

	list = readAs[OwnConsents](t, h.as(t, haiyan, "PUT", path+"photos", fmt.Sprintf(yes, `,"for":"p-xiaomi"`), 200))
	if list.Items[5].State != "given" || list.Items[5].ByName != "邓海燕" {
		t.Errorf("her daughter's photos: %+v", list.Items[5])
	}
	// Of her mother-in-law she may pass on a word about needs, and about nothing else.
	list = readAs[OwnConsents](t, h.as(t, haiyan, "PUT", path+"needs", fmt.Sprintf(yes, `,"for":"p-gong"`), 200))
	if list.Items[1].State != "given" || list.Items[1].How != "voice" {
		t.Errorf("her needs: %+v", list.Items[1])
	}
	h.refused(t, haiyan, "PUT", path+"photos", fmt.Sprintf(yes, `,"for":"p-gong"`), 403, "guardian_needed")
	h.as(t, haiyan, "PATCH", "/v1/me/person", `{"needs":[{"kind":"diet","code":"low_salt"}],"for":"p-gong"}`, 200)

	for _, method := range []string{"GET", "PUT"} {
		ask := func(who string) answered {
			if method == "GET" {
				return h.refused(t, haiyan, method, "/v1/me/consents?for="+who, "", 404, "no_such_person")
			}
			return h.refused(t, haiyan, method, path+"photos", fmt.Sprintf(yes, `,"for":"`+who+`"`), 404, "no_such_person")
		}
		sameBytes(t, method+" for a stranger", ask("p-luo"), ask("p-none"))
		sameBytes(t, method+" for her husband", ask("p-li"), ask("p-none"))
	}
	if lines := h.auditLines(t, "person/p-gong"); len(lines) < 1 || lines[len(lines)-1].What != "consent.give" || lines[len(lines)-1].Detail["purpose"] != "needs" {
		t.Errorf("the log says %+v", lines)
	}
}

func TestMyRelations(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	haiyan := h.haiyan(t)
	list := readAs[OwnRelations](t, h.as(t, haiyan, "GET", "/v1/me/relations", "", 200))
	if len(list.ActsForMe) != 0 || len(list.IActFor) != 2 || list.IActFor[0].PersonName != "龚秀英" || list.IActFor[0].State != "stands" {
		t.Errorf("her relations are %+v", list)
	}
	// By number: the same answer for one that is known and one that is nobody's.
	name := func(phone string) answered {
		return h.as(t, haiyan, "POST", "/v1/me/relations", fmt.Sprintf(`{"agent_phone":%q,"kind":"neighbour","scope":["signup"],"until":"2099-01-01"}`, phone), 201)
	}
	known, unknown := name("15400000008"), name("15499990008")
	first, second := readAs[OwnRelation](t, known), readAs[OwnRelation](t, unknown)
	text := strings.Replace(known.text, string(first.ID), "", 1)
	if text != strings.Replace(unknown.text, string(second.ID), "", 1) || first.State != "asked" || first.Agent != "" || first.AgentName != "154****0008" {
		t.Errorf("a known number is answered %s, an unknown one %s", known.text, unknown.text)
	}
	for body, code := range map[string]string{
		`{"agent_phone":"15400000001","kind":"family","scope":["signup"]}`:      "relation_self",
		`{"agent_phone":"82345678","kind":"family","scope":["signup"]}`:         "person_phone",
		`{"agent":"p-haiyan","kind":"family","scope":["signup"]}`:               "relation_self",
		`{"agent":"p-xiaomi","kind":"family","scope":["signup"]}`:               "relation_age",
		`{"kind":"family","scope":["signup"]}`:                                  "relation_agent",
		`{"agent":"p-li","kind":"guardian","scope":["signup"]}`:                 "relation_kind",
		`{"agent":"p-li","kind":"family","scope":["money"]}`:                    "relation_scope",
		`{"agent":"p-li","kind":"family","scope":["all"],"until":"2020-01-01"}`: "relation_period",
	} {
		h.refused(t, haiyan, "POST", "/v1/me/relations", body, 400, code)
	}
	stranger := func(id, forWhom string) answered {
		return h.refused(t, haiyan, "POST", "/v1/me/relations", fmt.Sprintf(`{"agent":%q,"kind":"family","scope":["all"]%s}`, id, forWhom), 404, "no_such_person")
	}
	sameBytes(t, "an agent of elsewhere", stranger("p-luo", ""), stranger("p-none", ""))
	sameBytes(t, "for somebody of elsewhere", stranger("p-li", `,"for":"p-luo"`), stranger("p-li", `,"for":"p-none"`))
	// She may act for her in all, and yet does not answer for her as for a child.
	_, err := h.Community.Store.Relations.Change(t.Context(), "r-gong", func(r *community.Relation) error { r.Scope = []string{"all"}; return nil })
	if err != nil {
		t.Fatal(err)
	}
	stranger("p-li", `,"for":"p-gong"`)

	wan := h.standing(t, "15400000008", communitytest.Wan)
	theirs := readAs[OwnRelations](t, h.as(t, wan, "GET", "/v1/me/relations", "", 200))
	if len(theirs.IActFor) != 1 || theirs.IActFor[0].PersonName != "邓海燕" || theirs.IActFor[0].State != "asked" {
		t.Fatalf("he is asked %+v", theirs)
	}
	luo := h.standing(t, "15400000010", communitytest.Luo)
	ref := "/v1/me/relations/" + string(first.ID)
	for _, path := range []string{"%s", "/v1/me/relations/r-none"} {
		if strings.Contains(path, "%s") {
			path = ref
		}
		h.refused(t, luo, "DELETE", path, "", 404, "no_such_relation")
		h.refused(t, luo, "POST", path+"/accept", "", 404, "no_such_relation")
	}
	sameBytes(t, "another's relation", h.refused(t, luo, "DELETE", ref, "", 404, "no_such_relation"), h.refused(t, luo, "DELETE", "/v1/me/relations/r-none", "", 404, "no_such_relation"))
	if got := readAs[OwnRelation](t, h.as(t, wan, "POST", ref+"/accept", "", 200)); got.State != "stands" || got.AgentName != "万志强" {
		t.Errorf("accepted it is %+v", got)
	}
	h.as(t, wan, "DELETE", ref, "", 204)
	if _, ok, err := h.Community.MayAct(t.Context(), communitytest.Wan, communitytest.Haiyan, "signup", time.Now()); err != nil || ok {
		t.Errorf("he acts after he ended it: %v, %v", ok, err)
	}
	h.as(t, haiyan, "DELETE", "/v1/me/relations/r-xiaomi-1", "", 204)
	li := h.standing(t, "15400000005", communitytest.Li)
	h.refused(t, li, "DELETE", "/v1/me/relations/r-xiaomi-2", "", 409, "last_guardian")
}

func TestMyData(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	ctx := t.Context()
	tong := h.standing(t, "15400000006", communitytest.Tong)
	if _, err := h.Community.Store.CarePairs.Add(ctx, community.CarePair{ID: "k-1", Person: communitytest.Tong, Helpers: []community.PersonID{communitytest.Haiyan}, Card: []byte("sealed"), Key: "7"}); err != nil {
		t.Fatal(err)
	}
	h.as(t, tong, "PUT", "/v1/me/consents/photos", `{"given":true,"version":"2026-1"}`, 200)
	res := h.as(t, tong, "GET", "/v1/me/data", "", 200)
	if got := res.Header.Get("Content-Disposition"); got != `attachment; filename="wanjia-my-data.json"` {
		t.Errorf("Content-Disposition %q", got)
	}
	d := readAs[MyData](t, res)
	if d.Account.Phone != "15400000006" || d.Person == nil || d.Person.Name != "童爱华" || d.Person.Phone != "15400000006" || d.Address != "桂香苑 12栋 2单元 502" ||
		len(d.Consents) != 3 || len(d.Posts) != 1 || len(d.Teams) != 1 || d.Volunteer == nil || d.Volunteer.HalfHours != 700 || len(d.Sessions) != 1 ||
		len(d.CarePairs) != 1 || !d.CarePairs[0].HasCard || d.CarePairs[0].As != "looked_after" || len(d.Log) != 1 || !d.Log[0].Mine || d.LogCut {
		t.Errorf("her data are %s", res.text)
	}
	for _, others := range []string{"c2VhbGVk", "sealed", "邓海燕", "15400000001", `"p-haiyan"`} {
		if strings.Contains(res.text, others) {
			t.Errorf("her copy holds %s: %s", others, res.text)
		}
	}
	// An account that is nobody yet has a copy too.
	if d := readAs[MyData](t, h.as(t, h.admin, "GET", "/v1/me/data", "", 200)); d.Person != nil || d.Account.Phone != adminPhone {
		t.Errorf("the administrator's data are %+v", d)
	}
}

func TestDeletion(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(a *API) { a.Identity.Exempt = func(string) bool { return true } }) // she signs in again at once
	haiyan := h.haiyan(t)
	h.as(t, haiyan, "PATCH", "/v1/me", `{"name":"邓海燕"}`, 200)
	before := readAs[Account](t, h.as(t, haiyan, "GET", "/v1/me", "", 200))
	h.refused(t, haiyan, "POST", "/v1/me/deletion", `{"confirm":"yes"}`, 400, "confirm_word")
	res := h.do(t, "POST", "/v1/pools/"+string(h.pool.ID)+"/claims", `{"party":1}`, bearer(haiyan), "Idempotency-Key: deletion-1")
	if res.StatusCode != http.StatusCreated {
		t.Fatal(res.text)
	}
	claim := readAs[Claim](t, res)
	refusal := h.do(t, "POST", "/v1/me/deletion", `{"confirm":"删除"}`, bearer(haiyan))
	if refusal.StatusCode != 409 || !strings.Contains(refusal.text, `"live_claims"`) || !strings.Contains(refusal.text, string(claim.ID)) {
		t.Errorf("with places booked: %d %s", refusal.StatusCode, refusal.text)
	}
	if p, err := h.Community.Store.People.Get(t.Context(), communitytest.Haiyan); err != nil || !p.Live() {
		t.Errorf("refused, and yet she is %+v, %v", p, err)
	}
	h.as(t, haiyan, "DELETE", "/v1/claims/"+string(claim.ID), "", 200)
	done := readAs[Deletion](t, h.as(t, haiyan, "POST", "/v1/me/deletion", `{"confirm":" 删除 ","why":"搬走了"}`, 202))
	if got := done.RecordGone.Sub(done.Done); got != 30*24*time.Hour {
		t.Errorf("the record goes after %v", got)
	}
	p, err := h.Community.Store.People.Get(t.Context(), communitytest.Haiyan)
	if err != nil || p.Live() || p.Name != "" || p.Phone != "" {
		t.Errorf("she is %+v, %v", p, err)
	}
	h.refused(t, haiyan, "GET", "/v1/me", "", 401, "sign_in")
	lines := h.auditLines(t, "person/p-haiyan")
	if len(lines) != 2 || lines[0].What != "person.remove" || lines[0].Outcome != "done" || lines[0].Why != "搬走了" || lines[1].Code != "live_claims" {
		t.Errorf("the log says %+v", lines)
	}
	for _, l := range lines {
		if l.Name != "" || l.Account != string(before.ID) {
			t.Errorf("the log keeps %q of account %s, want nothing of %s", l.Name, l.Account, before.ID)
		}
	}
	// The number begins anew, and so does she if she comes back.
	haiyan = h.token(t, residentPhone)
	me := readAs[Account](t, h.as(t, haiyan, "GET", "/v1/me", "", 200))
	if me.Person != "" || me.Name != "" || me.ID == before.ID {
		t.Errorf("the account is %+v", me)
	}
	if list := readAs[CandidateList](t, h.as(t, haiyan, "GET", "/v1/me/people", "", 200)); len(list.Items) != 0 {
		t.Errorf("she is offered as %+v", list.Items)
	}
	own := readAs[Own](t, h.as(t, haiyan, "POST", "/v1/me/registration", fmt.Sprintf(register, "邓海燕", "GX-12", 3, "101", ""), 201))
	if own.Person.ID == communitytest.Haiyan {
		t.Error("the record that was emptied came back")
	}
}

// TestVisitorLeaves: an account that stands for nobody is deleted as well, and leaves
// the lists it waits on.
func TestVisitorLeaves(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	const number = "15400000030"
	visitor := h.token(t, number)
	before := readAs[Account](t, h.as(t, visitor, "GET", "/v1/me", "", 200))
	h.as(t, visitor, "PATCH", "/v1/me", `{"name":"罗先生"}`, 200)
	res := h.do(t, "POST", "/v1/me/deletion", `{"confirm":"删除"}`, bearer(visitor))
	if res.StatusCode != 202 || !strings.Contains(res.Header.Get("Set-Cookie"), "Max-Age=0") {
		t.Errorf("deleting it answered %d %s", res.StatusCode, res.text)
	}
	h.refused(t, visitor, "GET", "/v1/me", "", 401, "sign_in")
	if _, err := h.Identity.AccountOf(t.Context(), number); !errors.Is(err, identity.ErrNoAccount) {
		t.Errorf("the number's account: %v", err)
	}
	lines := h.auditLines(t, accountObject(before.ID))
	if len(lines) != 2 || lines[0].What != "account.close" || lines[0].Name+lines[1].Name != "" {
		t.Errorf("the log says %+v", lines)
	}
}
