package main

import (
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// beginAt sets a device up at a gate server with the code of an organiser.
func (s *service) beginAt(desk *browser, event, gate string) *atGate {
	s.t.Helper()
	var made struct{ Token string }
	desk.must("POST", "/v1/devices", "", map[string]string{"event": event, "gate": gate, "name": "手机", "why": "今晚开门", "page": s.url + "/gate"}, &made)
	var begun struct {
		ID     checkin.DeviceID
		Secret string
		LogKey string `json:"log_key"`
	}
	s.browser().must("POST", "/v1/devices/initialize", "", map[string]string{"token": made.Token}, &begun)
	key, err := hex.DecodeString(begun.LogKey)
	if err != nil {
		s.t.Fatal(err)
	}
	d := &atGate{browser: s.browser(), id: begun.ID, key: key}
	d.device = begun.Secret
	return d
}

// admits wants a party let in at the device, and writes the line.
func (d *atGate) admits(serial pass.Serial, persons, party int) map[string]any {
	d.s.t.Helper()
	line := d.line(serial, persons, party)
	if v := d.redeem(line); v.Verdict != "admit" || v.Persons != persons {
		d.s.t.Fatalf("%d of %d are not let in: %+v", persons, party, v)
	}
	d.wrote(line)
	return line
}

// refuses wants a party not let in, for a reason.
func (d *atGate) refuses(serial pass.Serial, persons, party int, reason string) {
	d.s.t.Helper()
	if v := d.redeem(d.line(serial, persons, party)); v.Verdict == "admit" || v.Reason != reason || v.First == nil {
		d.s.t.Errorf("a second time: %+v, want %s", v, reason)
	}
}

// insideAre waits until the main service has counted so many in, and nothing odd.
func (b *browser) insideAre(event string, want int) {
	b.s.t.Helper()
	eventually(b.s.t, "the totals", func() error {
		var totals struct {
			In        int
			Conflicts []struct{ Kind string }
		}
		if err := b.do("GET", "/v1/events/"+event+"/gates", "", nil, &totals); err != nil {
			return err
		}
		if totals.In != want || len(totals.Conflicts) > 0 {
			return fmt.Errorf("in are %d of %d, and there is %v", totals.In, want, totals.Conflicts)
		}
		return nil
	})
}

type edgeAtDesk struct {
	ID, State, Heard, Program string
	Other                     bool `json:"other_program"`
}

// edge is a gate server as the list of the event's has it.
func (b *browser) edge(event, id string) edgeAtDesk {
	b.s.t.Helper()
	var edges struct{ Items []edgeAtDesk }
	b.must("GET", "/v1/events/"+event+"/edges", "", nil, &edges)
	i := slices.IndexFunc(edges.Items, func(e edgeAtDesk) bool { return e.ID == id })
	if i < 0 {
		b.s.t.Fatalf("%s is not among %+v", id, edges.Items)
	}
	return edges.Items[i]
}

// hearsOfANewerProgram: a gate server that tells more than the city knows is understood
// in the rest, and whoever looks at the list reads that the two are not the same.
func (b *browser) hearsOfANewerProgram(city *service, event, gate string) {
	b.s.t.Helper()
	var made struct{ ID, Token string }
	b.must("POST", "/v1/edges", "", map[string]any{"event": event, "gates": []string{gate}, "name": "新程序", "why": "试新的"}, &made)
	var begun struct{ Secret string }
	city.browser().must("POST", "/v1/edges/initialize", "", map[string]string{"token": made.Token}, &begun)
	body := `{"devices":[],"receipts":[],"calls":[],"program":"v99","weather":"rain"}`
	req, err := http.NewRequestWithContext(b.s.t.Context(), http.MethodPost, city.url+"/v1/edges/current/exchange", strings.NewReader(body))
	if err != nil {
		b.s.t.Fatal(err)
	}
	req.Header.Set("Authorization", "Edge "+begun.Secret)
	req.Header.Set("Content-Type", "application/json")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		b.s.t.Fatal(err)
	}
	defer res.Body.Close()
	if answer, _ := io.ReadAll(res.Body); res.StatusCode != 200 {
		b.s.t.Errorf("an exchange with a newer program: %d %s", res.StatusCode, answer)
	}
	if e := b.edge(event, made.ID); e.Program != "v99" || !e.Other {
		b.s.t.Errorf("a newer program in the list: %+v", e)
	}
}

// TestEdge follows two lanes behind a gate server, all as processes: while the city is
// there, while it is killed, while the gate server itself is killed as kill -9 does, and
// after the city is back.
func TestEdge(t *testing.T) {
	t.Parallel()
	data, own := t.TempDir(), t.TempDir()
	city := serveChild(t, "--demo", "S", "--data", data)
	listen := []string{"--listen", strings.TrimPrefix(city.url, "http://")}
	desk := city.signIn("15400000022")
	var list struct{ Items []struct{ ID string } }
	desk.must("GET", "/v1/events", "", nil, &list)
	event := list.Items[len(list.Items)-1].ID
	_, first, gate := city.booked(event, resident)
	_, second, gateOfSecond := city.booked(event, "15400000002")
	gates, other := []string{gate, gateOfSecond}, "n5"
	if slices.Contains(gates, other) {
		other = "w1"
	}
	var made struct{ ID, Token string }
	desk.refused("POST", "/v1/edges", "", map[string]any{"event": event, "gates": []string{"z9"}, "name": "x", "why": "x"}, 404, "no_such_gate")
	desk.must("POST", "/v1/edges", "", map[string]any{"event": event, "gates": gates, "name": "西门机柜", "why": "今晚开门"}, &made)
	at := serveChild(t, "--roles", "edge", "--data", own, "--edge-main", city.url, "--edge-code", made.Token)
	desk.refused("POST", "/v1/edges/initialize", "", map[string]string{"token": made.Token}, 400, "edge_token")

	a, b := at.beginAt(desk, event, gate), at.beginAt(desk, event, gate)
	c := at.beginAt(desk, event, gateOfSecond)
	var strange struct{ Token string }
	desk.must("POST", "/v1/devices", "", map[string]string{"event": event, "gate": other, "name": "别的门", "why": "x", "page": at.url}, &strange)
	at.browser().refused("POST", "/v1/devices/initialize", "", map[string]string{"token": strange.Token}, 409, "edge_gate")
	for path, status := range map[string]int{"/gate": 200, "/console": 404, "/v1/events": 404, "/readyz": 200, "/v1/about": 200} {
		res, err := http.Get(at.url + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != status && (path != "/gate" || res.StatusCode != 404) { // the pages may not be built
			t.Errorf("%s at a gate server: %d", path, res.StatusCode)
		}
	}
	var told bundle
	eventually(t, "the list at the gate server", a.listed(&told, 2))
	if len(told.Codes) != 2 || told.Bit == 0 || len(told.Keys) != 1 {
		t.Errorf("the list at the gate server: %+v", told)
	}
	a.sync("", "", a.admits(first, 2, 4))
	b.refuses(first, 3, 4, "party_exceeds")
	desk.insideAre(event, 2)

	desk.hearsOfANewerProgram(city, event, other)

	city.murder()
	a.admits(first, 1, 4) // decided here; its line is brought by nobody but the gate server
	b.refuses(first, 2, 4, "party_exceeds")
	lines := []map[string]any{b.admits(first, 1, 4), c.admits(second, 3, 4)}
	c.refuses(second, 2, 4, "party_exceeds")
	b.sync("", "", lines[0])
	a.must("POST", "/v1/checkin/help", "", map[string]any{"kind": "crowding", "nonce": "help-0001", "at": time.Now()}, nil)

	at.murder() // without a city, and in the middle of the night
	again := serveChild(t, "--roles", "edge", "--data", own, "--listen", strings.TrimPrefix(at.url, "http://"))
	for _, d := range []*atGate{a, b, c} {
		d.s = again
	}
	b.refuses(first, 1, 4, "already_redeemed")
	c.sync("", "", lines[1])
	a.must("GET", "/v1/checkin/bundle", "", nil, &told)

	back := serveChild(t, append(listen, "--demo", "S", "--data", data)...)
	desk.s = back
	desk.insideAre(event, 7)
	var calls struct{ Items []struct{ Kind, Gate string } }
	eventually(t, "the call for help made without a city", func() error {
		desk.must("GET", "/v1/events/"+event+"/calls", "", nil, &calls)
		if len(calls.Items) != 1 || calls.Items[0].Gate != gate || calls.Items[0].Kind != "crowding" {
			return fmt.Errorf("%+v", calls)
		}
		return nil
	})
	desk.must("POST", "/v1/events/"+event+"/gate-orders", "press-stop-1", map[string]any{"gates": []string{gate}, "kind": "stop", "authority": "现场民警", "reason": "里面满了"}, nil)
	var stop *struct{ ID, Kind string }
	eventually(t, "the order reaches the lanes", func() error {
		if stop = a.sync("", "").Order; stop == nil || stop.Kind != "stop" {
			return fmt.Errorf("told %+v", stop)
		}
		return nil
	})
	a.sync("", stop.ID)
	eventually(t, "the acknowledgement reaches the desk", func() error {
		var boards struct{ Items []struct{ Acknowledged int } }
		desk.must("GET", "/v1/events/"+event+"/gate-orders", "", nil, &boards)
		if len(boards.Items) != 1 || boards.Items[0].Acknowledged != 1 {
			return fmt.Errorf("%+v", boards)
		}
		return nil
	})
	if e := desk.edge(event, made.ID); e.State != "working" || e.Heard == "" || e.Program != version() || e.Other {
		t.Errorf("%+v", e)
	}
	desk.must("POST", "/v1/edges/"+made.ID+"/revocation", "", map[string]string{"why": "收工"}, nil)
	eventually(t, "a gate server out of use", func() error {
		if !strings.Contains(again.log.String(), "not registered, or was taken out of use") {
			return fmt.Errorf("it still answers")
		}
		return nil
	})
	for _, s := range []*service{again, back} {
		if err := s.end(); err != nil {
			t.Error(err)
		}
	}
}
