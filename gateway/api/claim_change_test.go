package api

import (
	"strings"
	"testing"

	"wanjia/events/audit"
	"wanjia/events/community/communitytest"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// TestOneChange is a party that grows and shrinks, and what is refused on the way.
func TestOneChange(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	me, other := bearer(h.resident), bearer(h.admin)
	claims := "/v1/pools/" + string(h.pool.ID) + "/claims"
	claim := decoded[Claim](t, h.do(t, "POST", claims, `{"party":3}`, me, key("press-one")))
	h.do(t, "POST", claims, `{"party":4}`, other, key("press-two"))
	one := "/v1/claims/" + string(claim.ID)
	for _, s := range []struct {
		name, body, who, key string
		status               int
		want                 string
	}{
		{"more", `{"party":5,"children":2}`, me, "change-1", 200, `"party":5,"children":2`},
		{"sent again", `{"party":5,"children":2}`, me, "change-1", 200, `"party":5`},
		{"its key for another party", `{"party":4}`, me, "change-1", 400, "idempotency_reused"},
		{"more than there are", `{"party":6}`, me, "change-2", 200, `"party":6`},
		{"fewer", `{"party":2}`, me, "change-3", 200, `"places":[1,2]`},
		{"too many", `{"party":7}`, me, "change-4", 400, "party_size"},
		{"nobody", `{"party":0}`, me, "change-5", 422, "invalid_request"},
		{"only children", `{"party":2,"children":2}`, me, "change-6", 400, "children_alone"},
		{"another's", `{"party":1}`, other, "change-7", 404, "no_such_claim"},
		{"without a key", `{"party":1}`, me, "", 400, "idempotency_key"},
	} {
		res := h.do(t, "PATCH", one, s.body, s.who, key(s.key))
		if res.StatusCode != s.status || !strings.Contains(res.text, s.want) {
			t.Errorf("%s: %d %s, want %d with %s", s.name, res.StatusCode, res.text, s.status, s.want)
		}
	}
}

// TestOneTransfer is a claim that is offered by number, and taken over.
func TestOneTransfer(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	const bobPhone = "15400000051"
	me, bob, eve := bearer(h.resident), bearer(h.standing(t, bobPhone, communitytest.Wan)), bearer(h.token(t, "15400000052"))
	claims := "/v1/pools/" + string(h.pool.ID) + "/claims"
	claim := decoded[Claim](t, h.do(t, "POST", claims, `{"party":3,"children":1}`, me, key("press-one")))
	one, over := "/v1/claims/"+string(claim.ID), "/v1/me/transfers/"+string(claim.ID)
	known := h.do(t, "POST", one+"/transfer", `{"phone":"`+bobPhone+`"}`, me, key("pass-0001")).text
	h.do(t, "DELETE", one+"/transfer", "", me)
	unknown := h.do(t, "POST", one+"/transfer", `{"phone":"15400000099"}`, me, key("pass-0002")).text
	if a, b := transferShape(known), transferShape(unknown); a != b || !strings.Contains(known, `"to_masked":"154****0051"`) || strings.Contains(known, bobPhone) {
		t.Errorf("a number that is known: %s, one that is not: %s", known, unknown)
	}
	for _, s := range []struct {
		name, method, path, body, who, key string
		status                             int
		want                               string
	}{
		{"to two", "POST", one + "/transfer", `{"phone":"` + bobPhone + `"}`, me, "pass-0003", 409, "passing"},
		{"nobody there sees it", "GET", "/v1/me/transfers", "", bob, "", 200, `"items":[]`},
		{"taken back", "DELETE", one + "/transfer", "", me, "", 200, `"state":"claimed"`},
		{"to oneself", "POST", one + "/transfer", `{"phone":"` + residentPhone + `"}`, me, "pass-0004", 400, "pass_self"},
		{"to nobody", "POST", one + "/transfer", `{}`, me, "pass-0005", 400, "relation_agent"},
		{"to no number", "POST", one + "/transfer", `{"phone":"12"}`, me, "pass-0006", 400, "phone"},
		{"by a stranger", "POST", one + "/transfer", `{"phone":"` + bobPhone + `"}`, eve, "pass-0007", 404, "no_such_claim"},
		{"by person", "POST", one + "/transfer", `{"person":"p-wan"}`, me, "pass-0008", 201, `"to":"p-wan"`},
		{"offered", "GET", "/v1/me/transfers", "", bob, "", 200, `"party":3,"children":1`},
		{"not to others", "GET", "/v1/me/transfers", "", eve, "", 200, `"items":[]`},
		{"a stranger takes it", "POST", over + "/accept", "", eve, "", 404, "no_such_claim"},
		{"a stranger declines", "DELETE", over, "", eve, "", 404, "no_such_claim"},
		{"declined", "DELETE", over, "", bob, "", 204, ""},
		{"too late", "POST", over + "/accept", "", bob, "", 404, "no_such_claim"},
		{"by number", "POST", one + "/transfer", `{"phone":"+86 ` + bobPhone + `"}`, me, "pass-0009", 201, `"transfer"`},
		{"taken over", "POST", over + "/accept", "", bob, "", 201, `"state":"claimed"`},
		{"again", "POST", over + "/accept", "", bob, "", 201, `"party":3`},
		{"the giver's no more", "GET", one, "", me, "", 404, "no_such_claim"},
		{"the receiver's", "GET", "/v1/me/claims", "", bob, "", 200, string(claim.ID)},
		{"who has enough", "POST", claims, `{"party":1}`, bob, "press-two", 409, "already_claimed"},
		{"the giver books anew", "POST", claims, `{"party":1}`, me, "press-ann", 201, ""},
	} {
		headers := []string{s.who}
		if s.key != "" {
			headers = append(headers, key(s.key))
		}
		res := h.do(t, s.method, s.path, s.body, headers...)
		if res.StatusCode != s.status || !strings.Contains(res.text, s.want) {
			t.Errorf("%s: %d %s, want %d with %s", s.name, res.StatusCode, res.text, s.status, s.want)
		}
	}
	stored, err := h.Tickets.Lookup(t.Context(), claim.ID)
	if err != nil || stored.Holder != ticketing.HolderID(communitytest.Wan) || stored.Code == claim.Code || stored.Passing != nil {
		t.Errorf("it is %+v, %v", stored, err)
	}
}

// transferShape is an answer without what differs by the number and the moment.
func transferShape(text string) string {
	_, after, _ := strings.Cut(text, `"transfer":`)
	keys := strings.FieldsFunc(after, func(r rune) bool { return strings.ContainsRune(`{}[],`, r) })
	for i, k := range keys {
		keys[i], _, _ = strings.Cut(k, ":")
	}
	return strings.Join(keys, " ")
}

// TestOneRevocation: organisers may, in their reach, for a reason that is told and
// written down.
func TestOneRevocation(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	wan := bearer(h.standing(t, "15400000008", communitytest.Wan))
	outsider := bearer(h.resident)
	everywhere, elsewhere := bearer(h.holding(t, "15400000033", identity.Organiser, "*")), bearer(h.holding(t, "15400000034", identity.Organiser, "HF-B1"))
	here := bearer(h.holding(t, "15400000035", identity.Organiser, "GX-B1"))
	claims := "/v1/pools/" + string(h.pool.ID) + "/claims"
	one := "/v1/claims/" + string(decoded[Claim](t, h.do(t, "POST", claims, `{"party":3}`, wan, key("press-one"))).ID)
	two := "/v1/claims/" + string(decoded[Claim](t, h.do(t, "POST", claims, `{"party":2}`, outsider, key("press-two"))).ID)
	const why = `{"reason":"东门漏水，这几桌用不了"}`
	for _, s := range []struct {
		name, path, body, who string
		status                int
		want                  string
	}{
		{"its holder", one, why, wan, 403, "forbidden"},
		{"without a reason", one, `{"reason":" "}`, here, 400, "reason"},
		{"out of reach", one, why, elsewhere, 404, "no_such_claim"},
		{"of nobody known, in a part", two, why, here, 404, "no_such_claim"},
		{"of nobody known, everywhere", two, why, everywhere, 200, `"state":"revoked"`},
		{"in reach, places kept", one, `{"reason":"东门漏水","keep":true}`, here, 200, `"state":"revoked"`},
		{"places let go", one, why, here, 200, `"reason":"东门漏水"`},
		{"none", "/v1/claims/none", why, everywhere, 404, "no_such_claim"},
	} {
		res := h.do(t, "POST", s.path+"/revocation", s.body, s.who)
		if res.StatusCode != s.status || !strings.Contains(res.text, s.want) {
			t.Errorf("%s: %d %s, want %d with %s", s.name, res.StatusCode, res.text, s.status, s.want)
		}
	}
	if page := decoded[ClaimPage](t, h.do(t, "GET", "/v1/me/claims", "", wan)); len(page.Items) != 1 || page.Items[0].State != ticketing.Revoked || page.Items[0].Reason != "东门漏水" || page.Items[0].Ended == nil {
		t.Errorf("what the holder sees: %+v", page)
	}
	lines := h.lines(t, audit.Query{What: "claim.revoke"})
	if len(lines) != 3 || lines[0].Why == "" || lines[0].Role != string(identity.Organiser) || lines[0].For != string(communitytest.Wan) {
		t.Errorf("the log: %+v", lines)
	}
}
