package api

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/gateway/identity"
)

// TestCopyOnBehalf: a grandmother without a telephone has the building head print all
// that is kept about her; nobody else's, by nobody else, and it is written down.
func TestCopyOnBehalf(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	head := h.standing(t, "15400000006", communitytest.Tong)
	const path, wish = "/v1/people/p-gong/copy", `{"why":"婆婆要一份","consent":{"how":"voice","witness":"童爱华"}}`
	h.refused(t, head, "POST", path, `{"why":" ","consent":{"how":"paper"}}`, 400, "reason")
	h.refused(t, head, "POST", path, `{"why":"婆婆要一份","consent":{"how":"voice","witness":" "}}`, 400, "witness")
	h.refused(t, head, "POST", "/v1/people/p-wan/copy", wish, 404, "no_such_person")
	// Who may look at full values and change nobody has no copies.
	commander := h.holding(t, "15400000032", identity.Commander, "*")
	if res := h.do(t, "POST", path, wish, bearer(commander)); res.StatusCode != http.StatusForbidden {
		t.Errorf("the commander: %d", res.StatusCode)
	}
	d := readAs[MyData](t, h.as(t, head, "POST", path, wish, 200))
	if d.Person == nil || d.Person.Name != "龚秀英" || d.Address != "桂香苑 12栋 2单元 501" || len(d.Consents) != 2 || len(d.ActForMe) != 1 || d.Account.ID != "" {
		t.Errorf("her copy is %+v", d)
	}
	lines := h.auditLines(t, "person/p-gong")
	if len(lines) != 1 || lines[0].What != "person.copy" || lines[0].For != "p-gong" || lines[0].Why != "婆婆要一份" || lines[0].Detail["witness"] != "童爱华" {
		t.Errorf("the log says %+v", lines)
	}
	// With an account, what was booked with it is in the copy, and no device is.
	haiyan := h.haiyan(t)
	if res := h.do(t, "POST", "/v1/pools/"+string(h.pool.ID)+"/claims", `{"party":1}`, bearer(haiyan), "Idempotency-Key: copy-0001"); res.StatusCode != http.StatusCreated {
		t.Fatal(res.text)
	}
	d = readAs[MyData](t, h.as(t, head, "POST", "/v1/people/p-haiyan/copy", wish, 200))
	if d.Account.Phone != residentPhone || len(d.Claims) != 1 || len(d.Sessions) != 0 || len(d.Log) == 0 {
		t.Errorf("her copy is %+v", d)
	}
}

// TestDeletionOnBehalf: at the wish of somebody who cannot press it themselves, with all
// that their own page would ask and do.
func TestDeletionOnBehalf(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	head := h.standing(t, "15400000006", communitytest.Tong)
	const path, wish = "/v1/people/p-gong/deletion", `{"confirm":"删除","why":"婆婆不想留着","consent":{"how":"voice","witness":"邓海燕"}}`
	h.refused(t, head, "POST", path, strings.Replace(wish, "删除", "好", 1), 400, "confirm_word")
	h.refused(t, head, "POST", path, strings.Replace(wish, "婆婆不想留着", "", 1), 400, "reason")
	h.refused(t, head, "POST", path, strings.Replace(wish, "邓海燕", "", 1), 400, "witness")
	h.refused(t, head, "POST", "/v1/people/p-wan/deletion", wish, 404, "no_such_person")
	h.refused(t, head, "POST", "/v1/people/p-tong/deletion", wish, 409, "own_hand")
	// Who works for the community is not struck out by a building head.
	h.holding(t, "15400000007", identity.Hotline, "*")
	son, err := h.Identity.AccountFor(t.Context(), "15400000007")
	if err == nil {
		err = h.Identity.BindPerson(t.Context(), son.ID, string(communitytest.TongSon))
	}
	if err != nil {
		t.Fatal(err)
	}
	h.refused(t, head, "POST", "/v1/people/p-tongson/deletion", wish, 409, "own_hand")
	// Nor is anybody who holds places: they are given back first.
	haiyan := h.haiyan(t)
	if res := h.do(t, "POST", "/v1/pools/"+string(h.pool.ID)+"/claims", `{"party":1}`, bearer(haiyan), "Idempotency-Key: delete-0001"); res.StatusCode != http.StatusCreated {
		t.Fatal(res.text)
	}
	h.refused(t, head, "POST", "/v1/people/p-haiyan/deletion", wish, 409, "live_claims")
	for _, id := range []community.PersonID{communitytest.Haiyan, communitytest.TongSon, communitytest.Gong, communitytest.Tong, communitytest.Wan} {
		if p, err := h.Community.Store.People.Get(t.Context(), id); err != nil || !p.Live() {
			t.Errorf("refused, and yet %s is %+v, %v", id, p, err)
		}
	}

	h.as(t, head, "POST", path, wish, 202)
	p, err := h.Community.Store.People.Get(t.Context(), communitytest.Gong)
	if err != nil || p.Live() || p.Name != "" || p.Household != "" {
		t.Errorf("she is %+v, %v", p, err)
	}
	lines := h.auditLines(t, "person/p-gong")
	if len(lines) != 1 || lines[0].What != "person.remove" || lines[0].For != "p-gong" || lines[0].Scope != "GX-12" || lines[0].Detail["how"] != "voice" {
		t.Errorf("the log says %+v", lines)
	}
	// An account goes with its person.
	luo := h.standing(t, "15400000010", communitytest.Luo)
	admin := strings.Replace(wish, "婆婆不想留着", "打电话来说的", 1)
	h.as(t, h.admin, "POST", "/v1/people/p-he/deletion", admin, 202)
	h.as(t, h.admin, "POST", "/v1/people/p-luo/deletion", admin, 202)
	h.refused(t, luo, "GET", "/v1/me", "", 401, "sign_in")
	if _, err := h.Identity.AccountOf(t.Context(), "15400000010"); !errors.Is(err, identity.ErrNoAccount) {
		t.Errorf("his account: %v", err)
	}
}
