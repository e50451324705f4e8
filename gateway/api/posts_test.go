package api

import (
	"encoding/json"
	"strings"
	"testing"

	"wanjia/events/audit"
	"wanjia/gateway/identity"
)

// TestPostsOverHTTP: who holds posts, by name for those who may know, and a change
// of holder with its line in the audit log.
func TestPostsOverHTTP(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	list := func(who []identity.Grant) map[string]BuildingPost {
		res := h.asked(t, who, "GET", "/v1/posts?building=GX-12", "", 200)
		var page PostList
		if err := json.Unmarshal([]byte(res.text), &page); err != nil {
			t.Fatal(err)
		}
		posts := map[string]BuildingPost{}
		for _, p := range page.Items {
			posts[p.Kind] = p
		}
		return posts
	}
	// 童爱华 agreed to the wall, 邓海燕 did not.
	if p := list(at(identity.HealthPost, "GX-12")); p["head"].HolderName != "童爱华" || p["health"].HolderName != "邓*燕" || p["culture"].State != "vacant" {
		t.Errorf("without the right to change people: %+v", p)
	}
	if p := list(at(identity.BuildingHead, "GX-12")); p["health"].HolderName != "邓海燕" {
		t.Errorf("the building head sees %+v", p["health"])
	}
	if p := list(append(at(identity.HealthPost, "GX-12"), at(identity.BuildingHead, "HF-1")...)); p["health"].HolderName != "邓*燕" {
		t.Errorf("a building head of another building sees %+v", p["health"])
	}
	h.asked(t, at(identity.BuildingHead, "GX-2"), "GET", "/v1/posts?building=GX-12", "", 404)
	h.asked(t, at(identity.GateStaff, "*"), "GET", "/v1/posts?building=GX-12", "", 403)
	h.asked(t, at(identity.Admin, "*"), "GET", "/v1/posts", "", 422)

	change := `{"holder":"p-wan","from":"2026-11-01","until":"2029-10-31","why":"换届"}`
	secretary := at(identity.Secretary, "Z5")
	h.asked(t, at(identity.BuildingHead, "GX-12"), "PUT", "/v1/posts/GX-12-head", change, 403)
	h.asked(t, at(identity.Secretary, "Z6"), "PUT", "/v1/posts/GX-12-head", change, 404)
	h.asked(t, secretary, "PUT", "/v1/posts/GX-12-head", strings.Replace(change, "换届", "", 1), 400)
	h.asked(t, secretary, "PUT", "/v1/posts/GX-12-head", strings.Replace(change, "2029", "2009", 1), 400)
	res := h.asked(t, secretary, "PUT", "/v1/posts/GX-12-head", change, 200)
	var p BuildingPost
	if err := json.Unmarshal([]byte(res.text), &p); err != nil || p.HolderName != "万志强" || p.Published ||
		len(p.Terms) != 1 || p.Terms[0].HolderName != "童爱华" || p.Terms[0].Until != "2026-10-31" {
		t.Errorf("changed: %s, %v", res.text, err)
	}
	lines := h.auditLines(t, "post/GX-12-head")
	if len(lines) != 2 || lines[0].What != "post.change" || lines[0].Outcome != audit.Done || lines[0].For != "p-wan" ||
		lines[0].Scope != "GX-12" || lines[0].Why != "换届" || lines[1].Code != "term" {
		t.Errorf("audit lines %+v", lines)
	}
	res = h.asked(t, secretary, "PUT", "/v1/posts/GX-12-head", `{"duty_phone":"15400000008","why":"新号码"}`, 400) // 万志强's own
	if res.problem(t).Code != "duty_phone" || strings.Contains(res.text, "15400000008") {
		t.Errorf("a private number: %s", res.text)
	}
	if l := h.auditLines(t, "post/GX-12-head")[0]; l.Detail["duty_phone"] != "154****0008" {
		t.Errorf("the log has the number in full: %+v", l)
	}
	if res = h.do(t, "GET", "/v1/buildings/GX-12", ""); strings.Contains(res.text, "童爱华") || strings.Contains(res.text, "万志强") {
		t.Errorf("the wall names somebody who did not agree: %s", res.text)
	}
}
