package api

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/gateway/identity"
)

// TestToTell: a building head sees who in her building has to be told in person, and
// nobody of another; that somebody was told is written down once, with who and how.
func TestToTell(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	for id, person := range map[string]community.PersonID{"claim.confirm.1": communitytest.Gong, "claim.confirm.2": communitytest.Shan} {
		n := community.Notice{ID: id, Person: person, Template: "claim_confirmed", Text: "预约成功，凭码 7KQM2PXA 入场", At: time.Now()}
		for range 2 { // noted once
			if err := h.Community.NoteToTell(t.Context(), n); err != nil {
				t.Fatal(err)
			}
		}
	}
	head := bearer(h.standing(t, tongPhone, communitytest.Tong))
	hotline := h.holding(t, hotlinePhone, identity.Hotline, "*")
	read := func(query, who string) ToTellPage {
		t.Helper()
		res := h.do(t, "GET", "/v1/to-tell"+query, "", who)
		if res.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %s", query, res.StatusCode, res.text)
		}
		return decoded[ToTellPage](t, res)
	}
	for name, page := range map[string]ToTellPage{"hers": read("", head), "her building": read("?building=GX-12", head)} {
		if len(page.Items) != 1 || page.Items[0].Name != "龚秀英" || !strings.Contains(page.Items[0].Address, "501") || page.Items[0].Told != nil {
			t.Errorf("%s: %+v, want the one neighbour without a telephone, at her door", name, page.Items)
		}
	}
	if n := len(read("", bearer(hotline)).Items); n != 2 {
		t.Errorf("the hotline sees %d, want both", n)
	}
	if res := h.do(t, "GET", "/v1/to-tell?building=HF-1", "", head); res.problem(t).Code != "no_such_building" {
		t.Errorf("another building: %s", res.text)
	}
	tell := func(id, body, who string) answered {
		return h.do(t, "POST", "/v1/to-tell/"+id+"/told", body, who)
	}
	for want, res := range map[string]answered{
		"no_such_notice": tell("claim.confirm.2", `{"how":"visit"}`, head),
		"told_how":       tell("claim.confirm.1", `{"how":"pigeon"}`, head),
	} {
		if res.problem(t).Code != want {
			t.Errorf("%d %s, want %s", res.StatusCode, res.text, want)
		}
	}
	first := decoded[ToTell](t, tell("claim.confirm.1", `{"how":"visit","note":"女儿也在"}`, head))
	again := decoded[ToTell](t, tell("claim.confirm.1", `{"how":"phone"}`, bearer(hotline)))
	if first.Told == nil || first.Told.How != "visit" || again.Told == nil || again.Told.How != "visit" || again.Told.By != first.Told.By {
		t.Errorf("told: %+v, and again: %+v; want who told her first", first.Told, again.Told)
	}
	if n := len(read("", head).Items); n != 0 {
		t.Errorf("%d left, want none", n)
	}
	lines := h.lines(t, audit.Query{What: "person.tell"})
	if len(lines) != 1 || lines[0].For != string(communitytest.Gong) || lines[0].Detail["how"] != "visit" || lines[0].Why != "女儿也在" {
		t.Errorf("the log has %+v", lines)
	}
	if err := h.Community.Erase(t.Context(), communitytest.Gong); err != nil {
		t.Fatal(err)
	}
	if left, err := h.Community.NoticesFor(t.Context(), communitytest.Gong); err != nil || len(left) != 0 {
		t.Errorf("of somebody who had herself deleted %d are left, %v", len(left), err)
	}
}
