package api

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/store"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// TestBulletinsOverHTTP: what was said, on whose word, and how far it came; whom it is
// for, within reach; and that somebody told in person counts as told.
func TestBulletinsOverHTTP(t *testing.T) {
	t.Parallel()
	kept := store.NewTellings(&docstoretest.Memory{})
	h := newHouse(t, func(a *API) { a.Tellings = kept })
	desk := h.served(at(identity.Commander, "*"), h.editionTable())
	far := h.served(at(identity.BuildingHead, "HX-1"), h.editionTable())
	ctx := t.Context()
	e, _, err := h.Events.Edition(ctx, "banquet-2027")
	if err != nil {
		t.Fatal(err)
	}
	claims := map[string]ticketing.Claim{}
	var list []events.Telling
	b := events.Bulletin{ID: "banquet-2027.b1"}
	for _, holder := range []string{"p-gong", "nobody-known"} {
		c, err := h.Tickets.Claim(ctx, ticketing.Request{Pool: h.pool.ID, Holder: ticketing.HolderID(holder), Party: 2, Key: "k", Channel: "online"})
		if err == nil {
			claims[holder] = c
			list = append(list, events.NewTelling(b, string(c.ID), c.Session, time.Now()))
		}
	}
	if len(list) != 2 {
		t.Fatalf("booked %+v", claims)
	}
	body := fmt.Sprintf(`{"rev":%d,"note":{"zh":"大雪","en":"Snow"},"authority":"区公安分局","why":"as ordered"}`, e.Rev)
	wantOn(t, desk, "POST", "/v1/editions/banquet-2027/stop", body, 200)
	if err := kept.Add(ctx, list); err != nil {
		t.Fatal(err)
	}
	if err := kept.Turn(ctx, list[0].ID, events.NotYet, events.Telling{State: events.InPerson, Reason: "no_phone", At: time.Now()}); err != nil {
		t.Fatal(err)
	}

	said := decoded[BulletinList](t, wantOn(t, desk, "GET", "/v1/editions/banquet-2027/bulletins", "", 200))
	if len(said.Items) != 1 || said.AsOf.IsZero() {
		t.Fatalf("said = %+v", said)
	}
	if b := said.Items[0]; b.Turn != events.HeldUp || b.Authority != "区公安分局" || b.Why != "as ordered" || b.By == "" || b.Note.EN != "Snow" ||
		b.Told != (TellCounts{All: 2, Open: 1, InPerson: 1}) || len(b.Sessions) != 1 {
		t.Errorf("bulletin = %+v", b)
	}
	path := "/v1/editions/banquet-2027/bulletins/banquet-2027.b1/guests"
	guests := decoded[GuestPage](t, wantOn(t, desk, "GET", path, "", 200))
	if len(guests.Items) != 2 {
		t.Fatalf("guests = %+v", guests)
	}
	lone := decoded[GuestPage](t, wantOn(t, desk, "GET", path+"?state=in_person", "", 200))
	if len(lone.Items) != 1 || lone.Items[0].Person != "p-gong" || !strings.Contains(lone.Items[0].NameMasked, "*") || lone.Items[0].Reason != "no_phone" || lone.Items[0].Address == "" {
		t.Errorf("in person = %+v", lone.Items)
	}
	if none := decoded[GuestPage](t, wantOn(t, far, "GET", path, "", 200)); len(none.Items) != 0 {
		t.Errorf("another building's head sees %+v", none.Items)
	}
	wantOn(t, desk, "GET", "/v1/editions/banquet-2027/bulletins/banquet-2027.b9/guests", "", 404)
	wantOn(t, desk, "GET", path+"?after=rubbish", "", 400)

	rows, err := csv.NewReader(strings.NewReader(func() string {
		res := wantOn(t, desk, "GET", path+".csv", "", 200)
		return strings.Replace(res.text, "\nend,2,", "\nend,2,,,,,,,,,", 1)
	}())).ReadAll()
	if err != nil || len(rows) != 4 || rows[3][0] != "end" {
		t.Errorf("table = %v, %v", rows, err)
	}

	// Somebody goes there.
	if err := h.Community.NoteToTell(ctx, community.Notice{ID: list[0].ID, Person: "p-gong", Template: "edition_stopped", Text: "暂停", At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		wantOn(t, h.app, "POST", "/v1/to-tell/"+list[0].ID+"/told", `{"how":"visit"}`, 401)
		if res := h.do(t, "POST", "/v1/to-tell/"+list[0].ID+"/told", `{"how":"visit"}`, bearer(h.admin)); res.StatusCode != 200 {
			t.Fatalf("told: %d %s", res.StatusCode, res.text)
		}
	}
	told := decoded[GuestPage](t, wantOn(t, desk, "GET", path+"?state=told", "", 200))
	if len(told.Items) != 1 || told.Items[0].How != "visit" {
		t.Errorf("told = %+v", told.Items)
	}
}

// TestBookingRules: the rules are those of the pools, whatever they are.
func TestBookingRules(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(a *API) { a.Passes = newFakePasses("banquet-2027") })
	rules := decoded[BookingRules](t, h.do(t, "GET", "/v1/events/banquet-2027/rules", ""))
	if len(rules.Items) != 1 || rules.Items[0].MaxParty != h.pool.MaxParty || rules.Early != 30 || rules.Late != 30 ||
		fmt.Sprint(rules.Items[0].Limits) != "[{holder 1 session}]" {
		t.Errorf("rules = %+v", rules)
	}
	if _, err := h.Tickets.Pools.Change(t.Context(), h.pool.ID, func(p *ticketing.Pool) error {
		p.Limits = []ticketing.Limit{{Rule: "all", Scope: "b27", Per: ticketing.PerHousehold, Max: 2}, {Rule: "phone", Per: ticketing.PerPhone, Max: 3}}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	rules = decoded[BookingRules](t, h.do(t, "GET", "/v1/events/banquet-2027/rules", ""))
	if fmt.Sprint(rules.Items[0].Limits) != "[{household 2 session} {phone 3 session}]" {
		t.Errorf("limits = %+v", rules.Items[0].Limits)
	}
	if res := h.do(t, "GET", "/v1/events/gala-2027/rules", ""); len(decoded[BookingRules](t, res).Items) != 0 {
		t.Errorf("without places: %s", res.text)
	}
	wantOn(t, h.app, "GET", "/v1/events/none/rules", "", 404)
}

// TestSpanOfALimit: what a limit counts together is what names its scope.
func TestSpanOfALimit(t *testing.T) {
	t.Parallel()
	day := time.Date(2027, 2, 19, 19, 0, 0, 0, events.Zone)
	var sessions []events.Session
	var pools []ticketing.Pool
	for n, starts := range []time.Time{day, day.Add(time.Hour), day.AddDate(0, 0, 1)} {
		id := events.SessionID(fmt.Sprint("s", n))
		sessions = append(sessions, events.Session{ID: id, Starts: starts})
		pools = append(pools, ticketing.Pool{Session: id, Limits: []ticketing.Limit{{Rule: "all", Scope: "e", Per: "phone", Max: 2}}})
	}
	night := ticketing.Limit{Rule: "night", Scope: "n1", Per: "phone", Max: 1}
	pools[0].Limits, pools[1].Limits = append(pools[0].Limits, night), append(pools[1].Limits, night)
	odd := ticketing.Limit{Rule: "odd", Scope: "o", Per: "phone", Max: 1}
	pools[0].Limits, pools[2].Limits = append(pools[0].Limits, odd), append(pools[2].Limits, odd)
	for want, l := range map[string]ticketing.Limit{"event": pools[0].Limits[0], "day": night, "several": odd, "session": {Rule: "r", Per: "phone", Max: 1}} {
		if got := spanOf(l, pools[0], pools, sessions); got != want {
			t.Errorf("%+v counts a %s, want %s", l, got, want)
		}
	}
}
