package api

import (
	"strings"
	"testing"

	"wanjia/events/community/communitytest"
)

// TestMovedAwayOverHTTP: a head hears that a household moved away, sees it listed as
// that, and takes it back with a reason.
func TestMovedAwayOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	head := h.standing(t, "15400000006", communitytest.Tong)
	haiyan := h.haiyan(t)
	h.as(t, head, "POST", "/v1/doors/sync", `{"visits":[{"id":"visit-0001","household":"h-deng","state":"moved_away","at":"2026-11-20T10:00:00Z"}]}`, 200)

	page := readAs[HouseholdPage](t, h.as(t, head, "GET", "/v1/households?building=GX-12&away=true", "", 200))
	if len(page.Items) != 1 || page.Items[0].ID != communitytest.Dengs || page.Items[0].Away == nil {
		t.Errorf("moved away are %+v", page.Items)
	}
	for query, code := range map[string]string{"estate=HF": "no_such_estate", "node=GX-G07": "no_such_node", "building=GX-2": "no_such_building"} {
		h.refused(t, head, "GET", "/v1/households?"+query, "", 404, code)
	}
	for query, want := range map[string]int{"estate=GX": 1, "node=GX-12": 1, "": 1} {
		if page := readAs[HouseholdPage](t, h.as(t, head, "GET", "/v1/households?away=true&"+query, "", 200)); len(page.Items) != want {
			t.Errorf("moved away in %q are %+v", query, page.Items)
		}
	}
	if doors := h.as(t, head, "GET", "/v1/doors?building=GX-12", "", 200); strings.Contains(doors.text, "h-deng") {
		t.Errorf("the door is still to be called at: %s", doors.text)
	}
	if p := readAs[PersonView](t, h.as(t, head, "GET", "/v1/people/p-haiyan", "", 200)); p.Away == nil {
		t.Errorf("she is %+v", p)
	}
	if own := readAs[Own](t, h.as(t, haiyan, "GET", "/v1/me/person", "", 200)); own.Household != "" || own.Address != "" {
		t.Errorf("she lives in %+v", own)
	}
	h.refused(t, haiyan, "GET", "/v1/me/household", "", 404, "no_household")

	const path = "/v1/households/h-deng/return"
	h.refused(t, head, "POST", path, `{"why":""}`, 400, "reason")
	h.refused(t, h.standing(t, "15400000010", communitytest.Luo), "POST", path, `{"why":"back"}`, 404, "no_such_household")
	back := readAs[HouseholdView](t, h.as(t, head, "POST", path, `{"why":"看错了门"}`, 200))
	if back.Away != nil || back.Visit != nil || len(back.People) == 0 {
		t.Errorf("taken back it is %+v", back)
	}
	if own := readAs[Own](t, h.as(t, haiyan, "GET", "/v1/me/person", "", 200)); own.Household != communitytest.Dengs {
		t.Errorf("she lives in %+v", own)
	}
	lines := h.auditLines(t, "household/h-deng")
	if len(lines) != 2 || lines[0].What != "household.return" || lines[0].Why != "看错了门" || lines[1].What != "household.visit" {
		t.Errorf("the log says %+v", lines)
	}
}
