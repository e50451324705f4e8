package api

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community/communitytest"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/store"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// silent tells nobody.
type silent struct{}

func (silent) Tell(context.Context, string, banquet.Letter) error { return nil }

// feasting is a house with a banquet at which nobody needs a place.
func feasting(t *testing.T) *house {
	t.Helper()
	h := newHouse(t, nil)
	s := &banquet.Service{
		Store: store.NewBanquet(&docstoretest.Memory{}), Residents: h.Community, Tree: h.Community.Tree, People: h.Community.Store.People, Letters: silent{},
		Log: slog.New(h.log), Now: time.Now,
	}
	starts := time.Now().AddDate(0, 0, 30)
	_, err := s.Store.Editions.Add(t.Context(), banquet.Edition{
		ID: "banquet-2027", TableSeats: 10, Places: 470, Shares: banquet.UsualShares, ChangeUntil: starts.Add(-18 * time.Hour), DishBy: starts.Add(-66 * time.Hour),
		Sittings: []banquet.Sitting{{Session: h.pool.Session, Kind: banquet.Meal, Pool: string(h.pool.ID), Starts: starts, Ends: starts.Add(time.Hour)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	h.Banquet = s
	return h
}

// pressed is a POST or PUT under a key of its own.
func (h *house) pressed(t *testing.T, token, method, path, body string, status int, code string) answered {
	t.Helper()
	res := h.do(t, method, path, body, bearer(token), fmt.Sprintf("Idempotency-Key: press-%06d", presses.Add(1)))
	if res.StatusCode != status || code != "" && res.problem(t).Code != code {
		t.Fatalf("%s %s %s: %d %s, want %d %s", method, path, body, res.StatusCode, res.text, status, code)
	}
	return res
}

// presses counts the presses of all tests that make them.
var presses atomic.Int64

// TestBanquetPage: what a family, its agents, its building head and everybody else may do
// and see, and what they are told of what makes no sense.
func TestBanquetPage(t *testing.T) {
	t.Parallel()
	h := feasting(t)
	haiyan, wan := h.haiyan(t), h.standing(t, "15400000008", communitytest.Wan)
	head, other := h.standing(t, "15400000006", communitytest.Tong), h.standing(t, "15400000010", communitytest.Luo)
	const at = "/v1/banquets/banquet-2027"
	registration := at + "/registration"

	before := h.as(t, haiyan, "GET", registration, "", 200).text
	for _, name := range []string{"邓海燕", "邓立", "邓小米", "龚秀英"} {
		if !strings.Contains(before, name) {
			t.Errorf("%s is not asked for: %s", name, before)
		}
	}
	h.refused(t, wan, "GET", registration+"?for=p-gong", "", 403, "not_for_them")
	h.refused(t, other, "GET", registration+"?for=p-gong", "", 403, "not_for_them")
	for body, code := range map[string]string{
		`{"people":[{"person":"p-wan","way":"come"}]}`:                                                "not_of_household",
		`{"people":[{"person":"p-gong","way":"home"},{"person":"p-gong","way":"home"}]}`:              "person_twice",
		`{"people":[{"person":"p-gong","way":"perhaps"}]}`:                                            "way",
		`{"people":[{"person":"p-gong","way":"come"}]}`:                                               "sitting_missing",
		`{"people":[{"person":"p-xiaomi","way":"come"}],"session":"banquet-2027-noon"}`:               "banquet_children",
		`{"people":[{"person":"p-gong","way":"home"}],"session":"banquet-2027-noon"}`:                 "nobody_comes",
		`{"people":[{"person":"p-gong","way":"home"}],"wishes":["GX-99-1-101"]}`:                      "wish_door",
		`{"people":[{"person":"p-gong","way":"home"}],"wishes":["GX-12-2-501"]}`:                      "wishes",
		`{"people":[{"person":"p-gong","way":"home"}],"wishes":["GX-12-2-502","GX-2-1-101","a","b"]}`: "wishes",
		`{"people":[{"person":"p-gong","way":"home"}],"high_chairs":1}`:                               "high_chairs",
		`{"people":[{"person":"p-gong","way":"come"}],"session":"lantern-2027-n1"}`:                   "banquet_sitting",
	} {
		h.pressed(t, haiyan, "POST", registration, body, 400, code)
	}
	h.pressed(t, head, "POST", registration, `{"people":[{"person":"p-gong","way":"home"}],"for":"p-gong"}`, 400, "consent_how")
	h.pressed(t, other, "POST", registration, `{"people":[{"person":"p-gong","way":"home"}],"for":"p-gong",`+voice+`}`, 403, "not_for_them")
	h.pressed(t, head, "POST", registration, `{"people":[{"person":"p-gong","way":"home"}],"wishes":["gx-12-2-502"],"for":"p-gong","confirm":true,`+voice+`}`, 201, "")
	second := h.pressed(t, haiyan, "POST", registration, `{"people":[{"person":"p-gong","way":"home"}]}`, 409, "registered")
	if !strings.Contains(second.text, "building_head") {
		t.Errorf("told %s", second.text)
	}
	if lines := h.auditLines(t, "household/h-deng"); len(lines) != 1 || lines[0].What != "banquet.register" || lines[0].Role != "building_head" {
		t.Errorf("the log: %+v", lines)
	}
	mine := h.as(t, haiyan, "GET", registration, "", 200).text
	if !strings.Contains(mine, `"mode":"delivery"`) || !strings.Contains(mine, "GX-12-2-502") {
		t.Errorf("registered: %s", mine)
	}

	dishes := at + "/dishes"
	h.pressed(t, haiyan, "POST", dishes, `{"purpose":"eat","name":"鱼糕","may_contain":["我家孩子对鸡蛋过敏"]}`, 400, "allergen_code")
	h.pressed(t, haiyan, "POST", dishes, `{"purpose":"eat","name":"鱼糕","answers":{"egg":"一点点"}}`, 400, "ingredient")
	h.pressed(t, haiyan, "POST", dishes, `{"purpose":"sell","name":"鱼糕"}`, 400, "dish_purpose")
	dish := h.pressed(t, haiyan, "POST", dishes, `{"purpose":"eat","library":"15","answers":{"egg":"yes"}}`, 201, "")
	if !strings.Contains(dish.text, `"concerns":["E"]`) { // of the child who must not have egg
		t.Errorf("dish: %s", dish.text)
	}
	h.pressed(t, haiyan, "POST", dishes, `{"purpose":"eat","library":"01"}`, 409, "dish_official")
	h.pressed(t, wan, "POST", at+"/dish-shares", `{"code":"NOCODE"}`, 404, "no_such_registration")
	h.pressed(t, wan, "POST", registration, `{"people":[{"person":"p-wan","way":"not"}]}`, 201, "")
	h.pressed(t, wan, "POST", at+"/dish-shares", `{"code":"NOCODE"}`, 404, "dish_code")

	doors := h.as(t, head, "GET", at+"/doors?building=GX-12", "", 200).text
	if !strings.Contains(doors, `"household":"h-deng"`) || !strings.Contains(doors, "荆州鱼糕") || strings.Contains(doors, "h-wan") {
		t.Errorf("doors: %s", doors)
	}
	h.refused(t, head, "GET", at+"/doors?building=HF-1", "", 404, "no_such_building")

	organiser := h.holding(t, "15400000033", identity.Organiser, "*")
	h.pressed(t, organiser, "POST", at+"/recall", `{"library":"15","reason":""}`, 400, "reason")
	h.pressed(t, organiser, "POST", at+"/recall", `{"reason":"食材有问题"}`, 400, "recall_what")
	h.pressed(t, organiser, "POST", at+"/recall", `{"library":"02","reason":"食材有问题"}`, 404, "no_such_dish")
	found := h.pressed(t, organiser, "POST", at+"/recall", `{"library":"15","reason":"食材有问题"}`, 200, "")
	order := h.pressed(t, organiser, "POST", at+"/recalls", `{"library":"15","reason":"食材有问题"}`, 201, "")
	var kept struct{ ID string }
	if err := json.Unmarshal([]byte(order.text), &kept); err != nil || !strings.Contains(order.text, `"open":1`) {
		t.Errorf("ordered: %s, %v", order.text, err)
	}
	if again := h.pressed(t, organiser, "POST", at+"/recalls", `{"library":"15","reason":"又按了一次"}`, 201, ""); !strings.Contains(again.text, kept.ID) || !strings.Contains(again.text, `"all":1`) || strings.Contains(again.text, "又") {
		t.Errorf("ordered again: %s", again.text)
	}
	one := at + "/recalls/" + kept.ID
	if list := h.as(t, organiser, "GET", one, "", 200).text; !strings.Contains(list, "15400000001") || !strings.Contains(list, `"state":"open"`) {
		t.Errorf("the list: %s", list)
	}
	h.pressed(t, organiser, "POST", one+"/homes/h-deng/told", `{"how":"shouting"}`, 400, "told_how")
	h.pressed(t, organiser, "POST", one+"/homes/h-wan/told", `{"how":"visit"}`, 404, "not_recalled")
	h.pressed(t, organiser, "POST", strings.Replace(one, "banquet-2027", "gala-2027", 1)+"/homes/h-deng/told", `{"how":"visit"}`, 404, "not_recalled")
	if told := h.pressed(t, organiser, "POST", one+"/homes/h-deng/told", `{"how":"visit"}`, 200, ""); !strings.Contains(told.text, `"state":"told"`) || !strings.Contains(told.text, `"how":"visit"`) {
		t.Errorf("told: %s", told.text)
	}
	if list := h.as(t, organiser, "GET", at+"/recalls", "", 200).text; !strings.Contains(list, `"told":1`) {
		t.Errorf("the recalls: %s", list)
	}
	if !strings.Contains(found.text, "15400000001") || !strings.Contains(found.text, "15400000005") || strings.Contains(found.text, "15400000008") {
		t.Errorf("recalled: %s", found.text)
	}

	// Who is deleted is no guest any more; what is kept of them says what it is.
	if kept := h.as(t, haiyan, "GET", "/v1/me/data", "", 200).text; !strings.Contains(kept, `"banquets"`) {
		t.Errorf("kept: %s", kept)
	}
	h.as(t, wan, "POST", "/v1/me/deletion", `{"confirm":"删除"}`, 202)
	if left, err := h.Banquet.Of(t.Context(), communitytest.Wans); err != nil || len(left) != 0 {
		t.Errorf("left of somebody who was deleted: %+v, %v", left, err)
	}
	h.as(t, haiyan, "DELETE", registration, "", 200)
}

// sold says of places what became of the claims of a house.
type sold struct {
	banquet.Places
	h *house
}

// Place implements [banquet.Places].
func (s sold) Place(ctx context.Context, id string) (banquet.Place, error) {
	claim, err := s.h.Tickets.Lookup(ctx, ticketing.ClaimID(id))
	state := banquet.PlaceClaimed
	if claim.State != ticketing.Claimed {
		state = banquet.PlaceOver
	}
	return banquet.Place{Claim: id, State: state, Holder: string(claim.Holder)}, err
}

// TestBanquetClaimElsewhere: places of a registration are not made fewer, passed on or
// swapped behind its back; giving them back ends it.
func TestBanquetClaimElsewhere(t *testing.T) {
	t.Parallel()
	h := feasting(t)
	h.Banquet.Places = sold{h: h}
	haiyan := h.haiyan(t)
	do := func(method, path, body string, status int, code string) string {
		t.Helper()
		res := h.do(t, method, path, body, bearer(haiyan), "Idempotency-Key: elsewhere-"+method+path[len(path)-3:])
		if res.StatusCode != status || code != "" && res.problem(t).Code != code {
			t.Fatalf("%s %s: %d %s, want %d %s", method, path, res.StatusCode, res.text, status, code)
		}
		return res.text
	}
	var claim Claim
	if err := json.Unmarshal([]byte(do("POST", "/v1/pools/"+string(h.pool.ID)+"/claims", `{"party":3}`, 201, "")), &claim); err != nil || claim.EventKind != events.Banquet {
		t.Fatalf("%+v, %v", claim, err)
	}
	at := "/v1/claims/" + string(claim.ID)
	do("PATCH", at, `{"party":2}`, 200, "") // nobody is registered by it yet
	id := banquet.NewRegistrationID("banquet-2027", "h-deng")
	r := banquet.Registration{ID: id, Edition: "banquet-2027", Household: "h-deng", State: banquet.Confirmed, Mode: banquet.ByMeal, Claim: string(claim.ID)}
	if _, err := h.Banquet.Store.Registrations.Add(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	do("PATCH", at, `{"party":1}`, 409, "banquet_claim")
	do("POST", at+"/transfer", `{"phone":"15400000008"}`, 409, "banquet_claim")
	do("POST", at+"/swap", `{"pool":"`+string(h.pool.ID)+`"}`, 409, "banquet_claim")
	do("DELETE", at, "", 200, "")
	if r, err := h.Banquet.Store.Registrations.Get(t.Context(), id); err != nil || r.State != banquet.Cancelled {
		t.Errorf("after the places were given back: %+v, %v", r, err)
	}
}
