package api

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/community/communitytest"
)

// TestDoors: the whole building in one answer, and what a device brings back.
func TestDoors(t *testing.T) {
	t.Parallel()
	h := newDesk(t, nil)
	head := bearer(h.standing(t, tongPhone, communitytest.Tong))
	list := decoded[DoorList](t, h.do(t, "GET", "/v1/doors?building=GX-12", "", head))
	if list.BuildingName != "桂香苑 12栋" || list.AsOf.IsZero() || len(list.Items) != 2 {
		t.Fatalf("%+v", list)
	}
	d := list.Items[0]
	want := Door{
		Household: communitytest.Dengs, Code: "GX-12-2-501", Unit: 2, Floor: 5, Flat: 1, Room: "501", Known: true,
		People: []Lodger{
			{"p-gong", "龚秀英", "70-79", []Need{}, "", "", true},
			{"p-haiyan", "邓海燕", "18-59", []Need{}, "154****0001", "", true},
			{"p-li", "邓立", "18-59", []Need{}, "154****0005", "", true},
			{"p-xiaomi", "邓小米", "6-13", []Need{{"allergen", "E"}}, "", "", true},
		},
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Error(diff)
	}
	if others := decoded[DoorList](t, h.do(t, "GET", "/v1/doors?building=HF-1", "", bearer(h.admin))); others.Items[0].People[1].Consented {
		t.Errorf("单雪, whom nobody has asked: %+v", others.Items)
	}

	sync := `{"visits":[{"id":"visit-0001","household":"h-deng","state":"nobody_in","note":"晚上再来","at":"2026-11-20T18:00:00+08:00"},
		{"id":"visit-0002","household":"h-wan","state":"spoken","at":"2026-11-20T18:00:00+08:00"}],
		"people":[{"id":"person-0001","household":"h-tong","name":"赖婆婆","born":"1944","consent":{"how":"voice","witness":"童爱华"}},
		{"id":"person-0002","household":"h-tong","name":"童雷","consent":{"how":"paper"}}]}`
	for i := range 2 {
		got := decoded[SyncReply](t, h.do(t, "POST", "/v1/doors/sync", sync, head, "X-Channel: head"))
		if len(got.Results) != 4 || !got.Results[0].OK || got.Results[1].OK || got.Results[1].Code != "no_such_household" ||
			!got.Results[2].OK || got.Results[2].Person == "" || !got.Results[3].OK || (i == 0) != (len(got.Results[3].Likely) == 1) {
			t.Fatalf("%+v", got)
		}
	}
	list = decoded[DoorList](t, h.do(t, "GET", "/v1/doors?building=GX-12", "", head))
	if v := list.Items[0].Visit; v == nil || v.ID != "visit-0001" || v.Note != "晚上再来" || v.State != "nobody_in" {
		t.Errorf("visit %+v", v)
	}
	if people := list.Items[1].People; len(people) != 4 || !people[3].Consented {
		t.Errorf("people %+v", people)
	}
	if l := h.auditLines(t, "household/h-deng"); len(l) != 1 || l[0].What != "household.visit" || l[0].Detail["visit"] != "visit-0001" || l[0].Channel != "head" || strings.Contains(mustJSON(t, l), "晚上") {
		t.Errorf("lines %+v", l)
	}
	many := strings.Repeat(`{"id":"visit-0001","household":"h-deng","state":"spoken","at":"2026-11-20T18:00:00+08:00"},`, 50)
	body := `{"visits":[` + strings.TrimSuffix(many, ",") + `],"people":[{"id":"person-0001","household":"h-tong","name":"赖婆婆","consent":{"how":"paper"}}]}`
	if res := h.do(t, "POST", "/v1/doors/sync", body, head); res.problem(t).Code != "doors_too_many" {
		t.Errorf("51 entries: %d %s", res.StatusCode, res.text)
	}
}

// TestHouseholdsOverHTTP: pages, one, and a new one at an address that exists.
func TestHouseholdsOverHTTP(t *testing.T) {
	t.Parallel()
	h := newDesk(t, nil)
	head, admin := bearer(h.standing(t, tongPhone, communitytest.Tong)), bearer(h.admin)
	codes := func(token string) (list []string) {
		after := ""
		for range 10 {
			page := decoded[HouseholdPage](t, h.do(t, "GET", "/v1/households?limit=1&after="+after, "", token))
			for _, w := range page.Items {
				list = append(list, fmt.Sprint(w.Code, len(w.People)))
			}
			if after = page.Next; after == "" {
				return list
			}
		}
		t.Fatal("no end of pages")
		return nil
	}
	if diff := cmp.Diff([]string{"GX-12-2-5014", "GX-12-2-5022"}, codes(head)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"GX-2-1-1011", "GX-12-2-5014", "GX-12-2-5022", "HF-1-1-27032", "HF-1-1-27032"}, codes(admin)); diff != "" {
		t.Error(diff)
	}
	for _, cursor := range []string{"GX-2%2F", "nonsense", "GX-12%2Fnonsense"} {
		if res := h.do(t, "GET", "/v1/households?after="+cursor, "", head); res.StatusCode != 400 || res.problem(t).Code != "cursor" {
			t.Errorf("cursor %s: %d %s", cursor, res.StatusCode, res.text)
		}
	}
	res := h.do(t, "POST", "/v1/households", `{"building":"GX-12","unit":1,"room":"701室","tenure":"renter","moved_in":"2026-11-01"}`, head)
	if w := decoded[HouseholdView](t, res); res.StatusCode != 201 || w.Code != "GX-12-1-701" || w.Floor != 7 || w.Flat != 1 || w.Tenure != "renter" || !w.Known || len(w.People) != 0 {
		t.Errorf("%d %s", res.StatusCode, res.text)
	}
	for body, code := range map[string]string{
		`{"building":"GX-12","unit":1,"room":"701"}`:                      "exists",
		`{"building":"GX-12","unit":1,"room":"702","moved_in":"2026-11"}`: "born",
		`{"building":"GX-12","unit":4,"room":"101"}`:                      "no_such_address",
		`{"building":"GX-12","unit":1,"room":"103"}`:                      "no_such_address",
		`{"building":"GX-12","unit":1,"room":"../1"}`:                     "no_such_address",
	} {
		if res := h.do(t, "POST", "/v1/households", body, head); res.problem(t).Code != code {
			t.Errorf("%s: %d %s", body, res.StatusCode, res.text)
		}
	}
	second := decoded[HouseholdView](t, h.do(t, "POST", "/v1/households", `{"building":"GX-12","unit":1,"room":"701","another":true}`, head))
	if second.Code != "GX-12-1-701" {
		t.Errorf("a second household: %+v", second)
	}
	res = h.do(t, "POST", "/v1/people", `{"building":"GX-12","unit":1,"room":"701","name":"王玉梅","consent":{"how":"paper"}}`, head)
	if p := res.problem(t); p.Code != "which_household" || len(p.Details["households"].([]any)) != 2 || !strings.Contains(res.text, string(second.ID)) {
		t.Errorf("which of two households: %s", res.text)
	}
}
