package api

import (
	"encoding/json"
	"strings"
	"testing"

	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// TestTeamsOverHTTP: teams by reach, members by right, hidden teams as a count.
func TestTeamsOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	ctx := t.Context()
	_, err := h.Community.Store.Teams.Add(ctx, community.Team{ID: "v-9", Sort: "volunteer", Kind: "illness", Name: "江畔抱抱团", Hidden: true, Leader: "p-wan"})
	_, err2 := h.Community.Store.Members.Add(ctx, community.Membership{ID: "v-9/p-wan", Team: "v-9", Person: "p-wan", Role: "leader"})
	if err != nil || err2 != nil {
		t.Fatal(err, err2)
	}
	admin, head, culture := at(identity.Admin, "*"), at(identity.BuildingHead, "GX-12"), at(identity.CulturePost, "HF-1")
	names := func(who []identity.Grant, query string) string {
		res := h.asked(t, who, "GET", "/v1/teams?"+query, "", 200)
		var page TeamPage
		if err := json.Unmarshal([]byte(res.text), &page); err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, team := range page.Items {
			list = append(list, string(team.ID))
		}
		return strings.Join(list, " ") + " " + page.Next
	}
	for _, tt := range []struct {
		who         []identity.Grant
		query, want string
	}{
		{admin, "", "c-1 v-1 v-9 "},
		{admin, "limit=2", "c-1 v-1 v-1"},
		{admin, "limit=2&after=v-1", "v-9 "},
		{admin, "sort=cultural", "c-1 "},
		{admin, "estate=GX", "v-1 "},
		{admin, "q=%E6%B1%9F%E7%95%94", "c-1 v-9 "}, // 江畔
		{head, "", "c-1 v-1 v-9 "},
		{culture, "", "c-1 v-9 "}, // the other estate's is not theirs
	} {
		if got := names(tt.who, tt.query); got != tt.want {
			t.Errorf("teams %q of %v: %q, want %q", tt.query, tt.who, got, tt.want)
		}
	}
	team := func(who []identity.Grant, id string) TeamDetail {
		res := h.asked(t, who, "GET", "/v1/teams/"+id, "", 200)
		var d TeamDetail
		if err := json.Unmarshal([]byte(res.text), &d); err != nil {
			t.Fatal(err)
		}
		return d
	}
	if d := team(head, "v-1"); len(d.Items) != 2 || d.Items[0].Name != "童*华" || d.Items[0].Role != "leader" || d.MayChange ||
		d.Items[0].Volunteer == nil || d.Items[0].Volunteer.Hours != 350 || d.Items[0].Volunteer.Stars != 2 || d.Items[1].Volunteer != nil {
		t.Errorf("a team as a building head sees it: %+v", d)
	}
	h.asked(t, culture, "GET", "/v1/teams/v-1", "", 404)
	if d := team(head, "v-9"); d.Members != 1 || len(d.Items) != 0 {
		t.Errorf("a hidden team shows %+v", d)
	}
	if d := team(admin, "v-9"); len(d.Items) != 1 || d.Items[0].Name != "万志强" {
		t.Errorf("a hidden team shows who may change it %+v", d)
	}
	// A leader of volunteers of a part of the estate may not change the estate's team.
	h.asked(t, at(identity.VolunteerLeader, "GX-12"), "PUT", "/v1/teams/v-1/members/p-li", `{"role":"member"}`, 404)
	h.asked(t, head, "PUT", "/v1/teams/v-1/members/p-li", `{"role":"member"}`, 403)
	leader := at(identity.VolunteerLeader, "GX-G07")
	h.asked(t, leader, "PUT", "/v1/teams/v-1/members/p-luo", `{"role":"member"}`, 404) // lives outside their reach
	h.asked(t, leader, "PUT", "/v1/teams/v-1/members/p-xiaomi", `{"role":"deputy"}`, 400)
	h.asked(t, leader, "PUT", "/v1/teams/v-9/members/p-li", `{"role":"member"}`, 404) // of the whole community
	h.asked(t, leader, "PUT", "/v1/teams/v-1/members/p-li", `{"role":"leader"}`, 200)
	if d := team(leader, "v-1"); len(d.Items) != 3 || d.Items[0].Name != "邓立" || d.Items[0].Role != "leader" || d.Items[1].Role == "leader" || d.Items[2].Role == "leader" {
		t.Errorf("after a change of leader: %+v", d.Items)
	}
	h.asked(t, leader, "DELETE", "/v1/teams/v-1/members/p-li?why=x", "", 204)
	h.asked(t, leader, "DELETE", "/v1/teams/v-1/members/p-li", "", 204)
	if d := team(leader, "v-1"); len(d.Items) != 2 || d.Items[0].Role == "leader" {
		t.Errorf("after the leader left: %+v", d.Items)
	}
	if lines := h.auditLines(t, "team/v-1"); len(lines) < 4 || lines[0].For != "p-li" || lines[0].What != "team.member" || lines[0].Scope != "Z5" {
		t.Errorf("audit lines %+v", lines)
	}
	h.asked(t, admin, "PUT", "/v1/teams/v-9/members/p-li", `{"role":"member"}`, 200)
	for _, l := range h.auditLines(t, "team/v-9") {
		if l.For != "" || strings.Contains(mustJSON(t, l), "p-li") || strings.Contains(mustJSON(t, l), "邓") {
			t.Errorf("the log says who is in a hidden team: %+v", l)
		}
	}
}
