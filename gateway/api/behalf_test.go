package api

import (
	"net/http"
	"strings"
	"testing"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// pools gives the house's pool other rules.
func (h *house) pools(change func(*ticketing.Pool)) {
	change(&h.pool)
	h.Tickets.Pools = ticketingtest.NewPools(h.pool)
}

const voice = `"consent":{"how":"voice","witness":"童爱华"}`

// TestBookingForOthers: who was named may, whoever was not may not and learns nothing
// by it, and whoever holds an office may in their reach, through their own channel.
func TestBookingForOthers(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	h.pools(func(p *ticketing.Pool) {
		p.Quotas = []ticketing.Quota{{Channel: ticketing.Online, Places: 6}, {Channel: ticketing.ThroughHead, Places: 2}, {Channel: ticketing.ThroughHotline, Places: 2}}
	})
	tokens := map[string]string{
		"haiyan": h.standing(t, "15400000050", communitytest.Haiyan), "wan": h.standing(t, "15400000008", communitytest.Wan),
		"head": h.standing(t, "15400000006", communitytest.Tong), "hotline": h.holding(t, "15400000030", identity.Hotline, "*"),
		"hotline of another branch": h.holding(t, "15400000031", identity.Hotline, "HF-B1"),
		"nobody":                    h.token(t, "15400000040"),
	}
	tests := map[string]struct {
		who, body string
		status    int
		want      string
	}{
		"named":                  {"haiyan", `{"party":1,"for":"p-gong"}`, 201, `"for":"p-gong"`},
		"not named":              {"wan", `{"party":1,"for":"p-gong"}`, 403, "not_for_them"},
		"for nobody there is":    {"wan", `{"party":1,"for":"p-invented"}`, 403, "not_for_them"},
		"stands for nobody":      {"nobody", `{"party":1,"for":"p-gong"}`, 403, "not_for_them"},
		"another's channel":      {"haiyan", `{"party":1,"for":"p-gong","channel":"building_head",` + voice + `}`, 403, "not_for_them"},
		"for oneself, a channel": {"wan", `{"party":1,"channel":"hotline"}`, 403, "channel"},
		"head, out of reach":     {"head", `{"party":1,"for":"p-wan",` + voice + `}`, 403, "not_for_them"},
		"head, the hotline's":    {"head", `{"party":1,"for":"p-gong","channel":"hotline",` + voice + `}`, 403, `"channel"`},
		"head, nobody asked":     {"head", `{"party":1,"for":"p-gong"}`, 400, "consent_how"},
		"head, no witness":       {"head", `{"party":1,"for":"p-gong","consent":{"how":"voice"}}`, 400, "witness"},
		"head":                   {"head", `{"party":2,"for":"p-tongson",` + voice + `}`, 201, `"channel":"building_head"`},
		"head, no room there":    {"head", `{"party":1,"for":"p-li",` + voice + `}`, 409, "sold_out"},
		"hotline":                {"hotline", `{"party":1,"for":"p-luo",` + voice + `}`, 201, `"channel":"hotline"`},
		"hotline elsewhere":      {"hotline of another branch", `{"party":1,"for":"p-li",` + voice + `}`, 403, "not_for_them"},
		"only children":          {"wan", `{"party":2,"children":2}`, 400, "children_alone"},
		"more children":          {"wan", `{"party":2,"children":3}`, 400, "party_size"},
		"far too many":           {"wan", `{"party":500}`, 400, "party_size"},
	}
	for _, name := range []string{ // in this order: two take the last places of a channel
		"not named", "for nobody there is", "stands for nobody", "another's channel", "for oneself, a channel", "head, out of reach",
		"head, the hotline's", "head, nobody asked", "head, no witness", "named", "head", "head, no room there", "hotline",
		"hotline elsewhere", "only children", "more children", "far too many",
	} {
		tt := tests[name]
		res := h.do(t, "POST", "/v1/pools/"+string(h.pool.ID)+"/claims", tt.body, bearer(tokens[tt.who]), key("for-"+strings.ReplaceAll(strings.ReplaceAll(name, " ", "-"), ",", "")[:4]+"-1234"), "X-Retry: 1")
		if res.StatusCode != tt.status || !strings.Contains(res.text, tt.want) {
			t.Errorf("%s: %d %s, want %d with %s", name, res.StatusCode, res.text, tt.status, tt.want)
		}
	}
	if got := h.do(t, "POST", "/v1/pools/"+string(h.pool.ID)+"/claims", tests["not named"].body, bearer(tokens["wan"]), key("same-0001")).problem(t); got.Details != nil {
		t.Errorf("a refusal tells %v", got.Details)
	}
	done := 0
	for _, l := range h.lines(t, audit.Query{What: "claim.take"}) {
		if l.Outcome != audit.Done {
			continue
		}
		done++
		switch l.For {
		case "p-gong":
			if l.Detail["relation"] != "r-gong" || l.Detail["channel"] != "online" {
				t.Errorf("the line of who was named: %+v", l)
			}
		case "p-tongson", "p-luo":
			if l.Role == "" || l.Detail["witness"] != "童爱华" {
				t.Errorf("the line of an office: %+v", l)
			}
		default:
			t.Errorf("a line too many: %+v", l)
		}
	}
	if done != 3 {
		t.Errorf("%d lines of bookings for others, want 3", done)
	}
	h.afterBookingForOthers(t, tokens["haiyan"], tokens["head"], tokens["wan"])
}

// afterBookingForOthers: whoever may act sees, and may give back; whose consent has
// ended may not any more.
func (h *house) afterBookingForOthers(t *testing.T, haiyan, head, wan string) {
	t.Helper()
	page := decoded[ClaimPage](t, h.do(t, "GET", "/v1/me/claims?for=p-gong", "", bearer(haiyan)))
	if len(page.Items) != 1 || page.Items[0].For != communitytest.Gong {
		t.Fatalf("the claims of 龚婆婆: %+v", page)
	}
	if own := decoded[ClaimPage](t, h.do(t, "GET", "/v1/me/claims", "", bearer(haiyan))); len(own.Items) != 0 {
		t.Errorf("what was booked for 龚婆婆 is among one's own: %+v", own)
	}
	one := "/v1/claims/" + string(page.Items[0].ID)
	for _, s := range []struct {
		name, who, path string
		status          int
	}{
		{"the building head sees it", head, one, 200},
		{"a stranger does not", wan, one, 404},
		{"nor the list", wan, "/v1/me/claims?for=p-gong", 403},
		{"nor one of nobody", wan, "/v1/me/claims?for=p-invented", 403},
	} {
		if res := h.do(t, "GET", s.path, "", bearer(s.who)); res.StatusCode != s.status {
			t.Errorf("%s: %d %s", s.name, res.StatusCode, res.text)
		}
	}
	if err := h.Community.EndRelation(t.Context(), "r-gong"); err != nil {
		t.Fatal(err)
	}
	if res := h.do(t, "DELETE", one, "", bearer(haiyan)); res.StatusCode != http.StatusNotFound {
		t.Errorf("acting after it has ended: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "DELETE", one, "", bearer(head)); res.StatusCode != http.StatusOK {
		t.Errorf("the building head gives it back: %d %s", res.StatusCode, res.text)
	}
	lines := h.lines(t, audit.Query{What: "claim.release"})
	if len(lines) != 1 || lines[0].For != string(communitytest.Gong) || lines[0].Role != string(identity.BuildingHead) {
		t.Errorf("the line of giving back: %+v", lines)
	}
}

// TestWhoRegistersLater keeps what they booked, and has no second go by it.
func TestWhoRegistersLater(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	claims, me := "/v1/pools/"+string(h.pool.ID)+"/claims", bearer(h.resident)
	first := decoded[Claim](t, h.do(t, "POST", claims, `{"party":2}`, me, key("early-001")))
	held := decoded[Hold](t, h.do(t, "POST", "/v1/pools/"+string(h.pool.ID)+"/holds", `{"party":1}`, bearer(h.admin), key("early-002")))
	for phone, person := range map[string]community.PersonID{residentPhone: communitytest.Haiyan, adminPhone: communitytest.Li} {
		account, err := h.Identity.AccountFor(t.Context(), phone)
		if err == nil {
			err = h.Identity.BindPerson(t.Context(), account.ID, string(person))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if page := decoded[ClaimPage](t, h.do(t, "GET", "/v1/me/claims?limit=1", "", me)); len(page.Items) != 1 || page.Items[0].ID != first.ID {
		t.Errorf("what was booked before: %+v", page)
	}
	res := h.do(t, "POST", claims, `{"party":1}`, me, key("later-001"))
	if p := res.problem(t); p.Code != "already_claimed" || p.Details["claim"] != string(first.ID) {
		t.Errorf("a second booking as a person: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "DELETE", "/v1/claims/"+string(first.ID), "", me); res.StatusCode != 200 {
		t.Errorf("giving it back: %d %s", res.StatusCode, res.text)
	}
	if res := h.do(t, "POST", claims, `{"party":1}`, me, key("later-002")); res.StatusCode != 201 {
		t.Errorf("booking as a person: %d %s", res.StatusCode, res.text)
	}
	if page := decoded[ClaimPage](t, h.do(t, "GET", "/v1/me/claims?limit=1", "", me)); len(page.Items) != 1 || page.Next == "" {
		t.Errorf("the first of two: %+v", page)
	} else if page = decoded[ClaimPage](t, h.do(t, "GET", "/v1/me/claims?limit=1&after="+page.Next, "", me)); len(page.Items) != 1 || page.Items[0].ID != first.ID || page.Next != "" {
		t.Errorf("the second of two: %+v", page)
	}
	if res := h.do(t, "GET", "/v1/me/claims?after=9.x", "", me); res.problem(t).Code != "cursor" {
		t.Errorf("an invented cursor: %s", res.text)
	}
	if res := h.do(t, "POST", "/v1/holds/"+held.ID+"/confirm", `{}`, bearer(h.admin)); res.StatusCode != 201 {
		t.Errorf("a hold of before: %d %s", res.StatusCode, res.text)
	}
}

// TestLimitsOfHouseholdAndPhone are in force through the interface, for those who act
// for others too, and a number stands nowhere in the keys.
func TestLimitsOfHouseholdAndPhone(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	h.pools(func(p *ticketing.Pool) {
		p.Limits = []ticketing.Limit{
			{Rule: "household", Per: ticketing.PerHousehold, Max: 1}, {Rule: "phone", Per: ticketing.PerPhone, Max: 2},
		}
	})
	haiyan, li := bearer(h.standing(t, "15400000050", communitytest.Haiyan)), bearer(h.standing(t, "15400000005", communitytest.Li))
	claims := "/v1/pools/" + string(h.pool.ID) + "/claims"
	mine := decoded[Claim](t, h.do(t, "POST", claims, `{"party":1}`, haiyan, key("family-01")))
	for name, res := range map[string]answered{
		"her husband":     h.do(t, "POST", claims, `{"party":1}`, li, key("family-02")),
		"her grandmother": h.do(t, "POST", claims, `{"party":1,"for":"p-gong"}`, haiyan, key("family-03")),
		"by the head":     h.do(t, "POST", claims, `{"party":1,"for":"p-gong",`+voice+`}`, bearer(h.standing(t, "15400000006", communitytest.Tong)), key("family-04")),
	} {
		if p := res.problem(t); p.Code != "already_claimed" || p.Details["claim"] != string(mine.ID) {
			t.Errorf("%s books again: %d %s", name, res.StatusCode, res.text)
		}
	}
	stored, err := h.Tickets.Lookup(t.Context(), mine.ID)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, u := range stored.Uses {
		if strings.Contains(u.Key(), "15400000050") {
			t.Errorf("the number stands in the key %s", u.Key())
		}
		if u.Per == ticketing.PerPhone && !strings.HasPrefix(u.Subject, "holder:") || u.Per == ticketing.PerHousehold && u.Subject == string(communitytest.Dengs) {
			found++
		}
	}
	if found != 2 {
		t.Errorf("uses %+v, want one of the household and one of the phone", stored.Uses)
	}

	// Two a phone, though the one who acts for others has it.
	h.pools(func(p *ticketing.Pool) {
		p.Session, p.ID = "banquet-2027-eve", "eve"
		p.Limits = []ticketing.Limit{{Rule: "phone", Per: ticketing.PerPhone, Max: 2}}
	})
	for i, who := range []community.PersonID{communitytest.Haiyan, communitytest.Gong, communitytest.Xiaomi} {
		claim := ticketing.Request{Pool: "eve", Holder: ticketing.HolderID(who), Party: 1, Key: "k", Channel: ticketing.Online, Subjects: stored.Subjects}
		_, err := h.Tickets.Claim(t.Context(), claim)
		if (err != nil) != (i == 2) {
			t.Errorf("booking %d with one phone: %v", i, err)
		}
	}
}
