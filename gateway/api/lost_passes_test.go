package api

import (
	"context"
	"strings"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// logs is the gates, of which only who came in matters.
type logs struct {
	Gates
	came  map[pass.Serial]int
	shift checkin.Shift
}

func (l *logs) Came(_ context.Context, _ events.ID, serials []pass.Serial) ([]checkin.Record, error) {
	var out []checkin.Record
	for _, s := range serials {
		if n := l.came[s]; n > 0 {
			out = append(out, checkin.Record{Serial: s, Persons: n})
		}
	}
	return out, nil
}

func (l *logs) Enrol(_ context.Context, at checkin.Shift, name string) (checkin.Device, string, error) {
	l.shift = at
	return checkin.Device{ID: "g-1", Event: at.Event, Gate: at.Gate, Name: name, Until: at.Until}, "secret", nil
}

// TestLostPass: found by whatever is known of it, within reach alone; printed again, or
// replaced once, with the old code void; not once somebody has come in with it.
func TestLostPass(t *testing.T) {
	t.Parallel()
	gates := &logs{came: map[pass.Serial]int{}}
	h := newHouse(t, func(a *API) { a.Passes, a.Gates = newFakePasses("banquet-2027"), gates })
	ctx := t.Context()
	c, err := h.Tickets.Claim(ctx, ticketing.Request{Pool: h.pool.ID, Holder: "p-gong", Party: 2, Key: "k", Channel: "online"})
	if err != nil {
		t.Fatal(err)
	}
	own, far := h.served(at(identity.Hotline, "*"), h.gateTable()), h.served(at(identity.BuildingHead, "HX-1"), h.gateTable())
	none := h.served(at(identity.GateStaff, "*"), h.gateTable())
	for _, by := range []string{"code=" + c.Code, "code=" + strings.ToUpper(c.Code), "person=p-gong"} {
		got := decoded[LostPassList](t, wantOn(t, own, "GET", "/v1/lost-passes?"+by, "", 200))
		if len(got.Items) != 1 || got.Items[0].ID != c.ID || got.Items[0].Words.ZH == "" || got.Items[0].Times != 1 || !strings.Contains(got.Items[0].NameMasked, "*") {
			t.Errorf("by %s: %+v", by, got)
		}
	}
	wantOn(t, own, "GET", "/v1/lost-passes", "", 400)
	wantOn(t, own, "GET", "/v1/lost-passes?code=abcdefgh&person=p-gong", "", 400)
	wantOn(t, own, "GET", "/v1/lost-passes?phone=12", "", 400)
	wantOn(t, none, "GET", "/v1/lost-passes?person=p-gong", "", 403)
	if got := decoded[LostPassList](t, wantOn(t, own, "GET", "/v1/lost-passes?code=hhhhhhhh", "", 200)); len(got.Items) != 0 {
		t.Errorf("by nobody's code: %+v", got)
	}
	if got := decoded[LostPassList](t, wantOn(t, far, "GET", "/v1/lost-passes?code="+c.Code, "", 200)); len(got.Items) != 0 {
		t.Errorf("another building's head finds %+v", got)
	}
	wantOn(t, far, "GET", "/v1/lost-passes?person=p-gong", "", 404)

	path := "/v1/lost-passes/" + string(c.ID)
	wantOn(t, far, "POST", path, `{"code":"`+c.Code+`","why":"lost on the way"}`, 404)
	wantOn(t, far, "GET", path+"/pass.pdf", "", 404)
	wantOn(t, own, "POST", path, `{"code":"`+c.Code+`","why":" "}`, 400)
	wantOn(t, own, "POST", path, `{"code":"hhhhhhhh","why":"lost on the way"}`, 404)
	if res := wantOn(t, own, "GET", path+"/pass.pdf", "", 200); !strings.HasPrefix(res.text, "%PDF") {
		t.Errorf("on paper: %.20q", res.text)
	}

	gates.came[pass.Serial{1, 2, 3, 4, 0}] = 1
	if res := wantOn(t, own, "POST", path, `{"code":"`+c.Code+`","why":"lost on the way"}`, 409); !strings.Contains(res.text, `"pass_used"`) {
		t.Errorf("one of them is inside: %s", res.text)
	}
	delete(gates.came, pass.Serial{1, 2, 3, 4, 0})
	fresh := decoded[LostPass](t, wantOn(t, own, "POST", path, `{"code":"`+c.Code+`","why":"lost on the way"}`, 200))
	if fresh.Code == c.Code || fresh.Times != 2 {
		t.Errorf("replaced = %+v", fresh)
	}
	if again := decoded[LostPass](t, wantOn(t, own, "POST", path, `{"code":"`+c.Code+`","why":"pressed twice"}`, 200)); again.Code != fresh.Code {
		t.Errorf("the same loss again made %s after %s", again.Code, fresh.Code)
	}
	if found := decoded[LostPassList](t, wantOn(t, own, "GET", "/v1/lost-passes?code="+c.Code, "", 200)); len(found.Items) != 1 || found.Items[0].Code != fresh.Code {
		t.Errorf("by the code that was lost: %+v", found)
	}
	log := h.do(t, "GET", "/v1/audit?what=pass", "", bearer(h.admin)).text
	for _, want := range []string{"pass.reissue", "pass.print", "lost on the way"} {
		if !strings.Contains(log, want) {
			t.Errorf("the audit log has no %s: %s", want, log)
		}
	}
	if _, err := h.Tickets.Release(ctx, "p-gong", c.ID); err != nil {
		t.Fatal(err)
	}
	wantOn(t, own, "POST", path, `{"code":"`+fresh.Code+`","why":"lost on the way"}`, 409)
}

// TestShiftAtAGate: whoever's shift is at one gate sets up a device there, for as long as
// it lasts, and nowhere else; clear words say why not.
func TestShiftAtAGate(t *testing.T) {
	t.Parallel()
	gates := &logs{}
	h := newHouse(t, func(a *API) { a.Passes, a.Gates = newFakePasses("banquet-2027"), gates })
	now := time.Now()
	enrol := func(g identity.Grant, gate string) answered {
		g.Role, g.Node = identity.GateStaff, "*"
		return doOn(t, h.served([]identity.Grant{g}, h.gateTable()), "POST", "/v1/devices/enrolment", `{"event":"banquet-2027","gate":"`+gate+`","name":"手机"}`)
	}
	ends := now.Add(3 * time.Hour).Truncate(time.Second)
	shift := identity.Grant{Gate: "banquet-2027/w1", Until: ends}
	if res := enrol(shift, "w1"); res.StatusCode != 201 || !gates.shift.Until.Equal(ends) || gates.shift.Gate != "w1" || !strings.Contains(res.text, `"until"`) {
		t.Errorf("at their gate: %d %s, %+v", res.StatusCode, res.text, gates.shift)
	}
	if res := enrol(shift, "e4"); res.StatusCode != 403 || !strings.Contains(res.text, `"other_gate"`) {
		t.Errorf("at another: %d %s", res.StatusCode, res.text)
	}
	shift.From = now.Add(time.Hour)
	if res := enrol(shift, "w1"); res.StatusCode != 403 || !strings.Contains(res.text, `"shift_early"`) {
		t.Errorf("before it: %d %s", res.StatusCode, res.text)
	}
	if res := enrol(identity.Grant{Gate: "banquet-2027/w1", Until: now.Add(-time.Second)}, "w1"); res.StatusCode != 403 {
		t.Errorf("after it: %d %s", res.StatusCode, res.text)
	}
	if res := enrol(identity.Grant{}, "w1"); res.StatusCode != 201 || !gates.shift.Until.IsZero() {
		t.Errorf("at any gate: %d %s, %+v", res.StatusCode, res.text, gates.shift)
	}

	grant := func(body string) answered {
		return h.do(t, "POST", "/v1/roles", `{"phone":"15400000777","name":"小谭","node":"*","why":"on duty",`+body+`}`, bearer(h.admin))
	}
	from, until := now.Add(time.Hour).UTC().Format(time.RFC3339), now.Add(5*time.Hour).UTC().Format(time.RFC3339)
	res := grant(`"role":"gate_staff","event":"banquet-2027","gate":"w1","from":"` + from + `","until":"` + until + `"`)
	if got := decoded[RoleHeld](t, res); res.StatusCode != 201 || got.Gate != "banquet-2027/w1" || got.From == nil || got.Until == nil {
		t.Errorf("given: %d %s", res.StatusCode, res.text)
	}
	for body, code := range map[string]string{
		`"role":"gate_staff","event":"banquet-2027","gate":"z9"`:            "no_such_gate",
		`"role":"gate_staff","event":"gala-2027","gate":"w1"`:               "no_pass",
		`"role":"gate_staff","from":"` + from + `"`:                         "until",
		`"role":"performer","event":"banquet-2027","gate":"w1"`:             "role",
		`"role":"gate_staff","from":"` + until + `","until":"` + from + `"`: "until",
	} {
		if res := grant(body); res.StatusCode < 400 || res.problem(t).Code != code {
			t.Errorf("%s: %d %s, want %s", body, res.StatusCode, res.text, code)
		}
	}
}
