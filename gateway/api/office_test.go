package api

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/paper"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// byWord finds people whose name is a word of the text.
type byWord map[string]community.PersonID

func (d byWord) Search(_ context.Context, text string, _ community.Reach, _ []string, _ int) ([]Found, time.Time, error) {
	var out []Found
	for _, word := range strings.Fields(text) {
		for name, id := range d {
			if strings.HasPrefix(name, word) {
				out = append(out, Found{Kind: "person", ID: string(id), Why: []string{"name"}})
			}
		}
	}
	slices.SortFunc(out, func(a, b Found) int { return strings.Compare(a.ID, b.ID) })
	return out, communitytest.Born, nil
}

// TestChain: each line of a chat's list comes back with who may be meant in the
// caller's reach; only where one person fits by name is it sure, and nothing is booked.
func TestChain(t *testing.T) {
	t.Parallel()
	h := newHouse(t, func(a *API) {
		a.Directory = byWord{"邓海燕": communitytest.Haiyan, "邓海": communitytest.Li, "龚秀英": communitytest.Gong, "单雪": communitytest.Shan}
	})
	head := bearer(h.standing(t, tongPhone, communitytest.Tong))
	text := mustJSON(t, map[string]string{"text": "#接龙\n1. 龚秀英 1位\n2. 邓海 两大一小\n3. 单雪 3人\n4. 谁呀"})
	res := h.do(t, "POST", "/v1/chains", text, head)
	got := decoded[Chain](t, res).Items
	if res.StatusCode != http.StatusOK || len(got) != 4 {
		t.Fatalf("%d %s", res.StatusCode, res.text)
	}
	if g := got[0]; !g.Sure || g.Party != 1 || len(g.People) != 1 || g.People[0].ID != string(communitytest.Gong) {
		t.Errorf("one who fits: %+v", g)
	}
	if g := got[1]; g.Sure || g.Party != 3 || g.Children != 1 || len(g.People) != 2 {
		t.Errorf("two who fit: %+v", g)
	}
	for _, g := range got[2:] {
		if g.Sure || len(g.People) != 0 {
			t.Errorf("nobody in her reach: %+v", g)
		}
	}
	if res := h.do(t, "POST", "/v1/chains", `{"text":"1. x","building":"HF-1"}`, head); res.problem(t).Code != "no_such_building" {
		t.Errorf("another building: %s", res.text)
	}
	if n := len(h.lines(t, audit.Query{What: "claim"})); n != 0 {
		t.Errorf("%d bookings were made by looking", n)
	}
}

// TestOfficeStock: whoever books for others sees what their own channel has left.
func TestOfficeStock(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	h.pools(func(p *ticketing.Pool) {
		p.Quotas = []ticketing.Quota{{Channel: ticketing.Online, Places: 6}, {Channel: ticketing.ThroughHead, Places: 3}, {Channel: ticketing.ThroughHotline, Places: 1}}
	})
	head, hotline := bearer(h.standing(t, tongPhone, communitytest.Tong)), bearer(h.holding(t, hotlinePhone, identity.Hotline, "*"))
	read := func(who string) OfficePool {
		t.Helper()
		res := h.do(t, "GET", "/v1/sessions/"+string(h.pool.Session)+"/office", "", who)
		list := decoded[OfficeStock](t, res)
		if res.StatusCode != 200 || len(list.Items) != 1 {
			t.Fatalf("%d %s", res.StatusCode, res.text)
		}
		return list.Items[0]
	}
	if p := read(head); p.Channel != "building_head" || p.Free != 3 || p.Share != 3 || p.State != "open" {
		t.Errorf("the building head: %+v", p)
	}
	res := h.do(t, "POST", "/v1/pools/"+string(h.pool.ID)+"/claims", `{"party":2,"needs":["wheelchair"],"for":"p-gong",`+voice+`}`, head, "Idempotency-Key: office-001")
	if res.StatusCode != 201 {
		t.Fatalf("booking for her: %s", res.text)
	}
	if p := read(head); p.Free != 1 || p.Taken != 2 {
		t.Errorf("after two: %+v", p)
	}
	if p := read(hotline); p.Channel != "hotline" || p.Free != 1 || p.Taken != 0 {
		t.Errorf("the hotline: %+v", p)
	}
	if res := h.do(t, "GET", "/v1/sessions/none/office", "", head); res.problem(t).Code != "no_such_session" {
		t.Errorf("no such session: %s", res.text)
	}
}

// TestBuildingBookings: the list of a building is paper for whoever may act there, with
// who has booked and nobody else, and the log says that it was printed.
func TestBuildingBookings(t *testing.T) {
	t.Parallel()
	fonts := &paper.Fonts{}
	if _, err := fonts.Check(); err != nil {
		t.Fatalf("%v; install fonts-noto-cjk", err)
	}
	h := newHouse(t, func(a *API) { a.Passes = newFakePasses("banquet-2027") })
	head := bearer(h.standing(t, tongPhone, communitytest.Tong))
	res := h.do(t, "POST", "/v1/pools/"+string(h.pool.ID)+"/claims", `{"party":2,"for":"p-gong",`+voice+`}`, head, "Idempotency-Key: paper-0001")
	if res.StatusCode != 201 {
		t.Fatal(res.text)
	}
	ctx := t.Context()
	event, err := h.Events.Event(ctx, "banquet-2027")
	if err != nil {
		t.Fatal(err)
	}
	doors, err := h.Community.Doors(ctx, community.Reach{"GX-12"}, "GX-12")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := h.bookingsBehind(ctx, doors, event)
	if err != nil || len(rows) != 1 || rows[0].Name != "龚秀英" || rows[0].Gate != "西1门" || rows[0].Party != "2 位" {
		t.Errorf("the list is %+v, %v", rows, err)
	}
	sheet := h.do(t, "GET", "/v1/buildings/GX-12/bookings.pdf?event=banquet-2027", "", head)
	if sheet.StatusCode != 200 || !strings.HasPrefix(sheet.text, "%PDF-") {
		t.Errorf("printed: %d %.80s", sheet.StatusCode, sheet.text)
	}
	if n := len(h.lines(t, audit.Query{What: "bookings.print"})); n != 1 {
		t.Errorf("the log has %d lines of it", n)
	}
	for path, code := range map[string]string{
		"/v1/buildings/HF-1/bookings.pdf?event=banquet-2027": "no_such_building",
		"/v1/buildings/GX-12/bookings.pdf?event=none":        "no_such_event",
	} {
		if res := h.do(t, "GET", path, "", head); res.problem(t).Code != code {
			t.Errorf("%s: %d %s", path, res.StatusCode, res.text)
		}
	}
}
