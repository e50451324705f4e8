package api

import (
	"strings"
	"testing"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/gateway/identity"
)

// TestWhoMovedOutOverHTTP: a wife says that her husband has moved out; the building head
// finds him on a list, sees no more of him than of others, and takes it back.
func TestWhoMovedOutOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	head, next := h.standing(t, "15400000006", communitytest.Tong), h.standing(t, "15400000010", communitytest.Luo)
	changed(t, h.Community.Store.People, communitytest.Li, func(p *community.Person) { p.Phone = "" })
	h.as(t, h.haiyan(t), "DELETE", "/v1/me/household/people/p-li?why=%E6%90%AC%E5%8E%BB%E6%AD%A6%E6%98%8C", "", 204)

	for query, want := range map[string]int{"": 1, "?building=GX-12": 1, "?estate=GX": 1} {
		page := readAs[LeftPage](t, h.as(t, head, "GET", "/v1/people/left"+query, "", 200))
		if len(page.Items) != want || page.Items[0].ID != communitytest.Li || page.Items[0].Name != "邓立" || !page.Items[0].MayReturn || page.Items[0].MaySee || page.Items[0].Since == nil || !strings.Contains(page.Items[0].Address, "501") {
			t.Errorf("on the list %q: %+v", query, page.Items)
		}
	}
	h.refused(t, head, "GET", "/v1/people/left?building=GX-2", "", 404, "no_such_building")
	h.refused(t, head, "GET", "/v1/people/left?after=HF-1/", "", 400, "cursor")
	if page := readAs[LeftPage](t, h.as(t, next, "GET", "/v1/people/left", "", 200)); len(page.Items) != 0 {
		t.Errorf("the head next door reads %+v", page.Items)
	}
	// Who may find people and not change them sees a mask and the building.
	organiser := h.holding(t, organiserPhone, identity.Organiser, "Z5")
	if page := readAs[LeftPage](t, h.as(t, organiser, "GET", "/v1/people/left", "", 200)); len(page.Items) != 1 || page.Items[0].Name != "邓*" || strings.Contains(page.Items[0].Address, "501") || page.Items[0].MayReturn {
		t.Errorf("who may only find reads %+v", page.Items)
	}

	const path = "/v1/people/p-li/return"
	h.refused(t, head, "POST", path, `{"why":" "}`, 400, "reason")
	h.refused(t, next, "POST", path, `{"why":"回来了"}`, 404, "no_such_person")
	if p := readAs[PersonView](t, h.as(t, head, "POST", path, `{"why":"只是出差"}`, 200)); p.Household != communitytest.Dengs || p.Residency != "confirmed" {
		t.Errorf("he is back as %+v", p)
	}
	h.refused(t, head, "POST", path, `{"why":"只是出差"}`, 404, "no_such_person")
	if lines := h.auditLines(t, "person/p-li"); len(lines) != 2 || lines[0].Why != "只是出差" || lines[0].Detail["state"] != "returned" || lines[1].Detail["state"] != "moved_out" {
		t.Errorf("the log says %+v", lines)
	}
}
