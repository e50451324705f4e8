package main

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// atGate is a device of a gate, over HTTP.
type atGate struct {
	*browser
	id   checkin.DeviceID
	key  []byte
	prev string
	seq  int64
}

// bundle is what a device is told of the night.
type bundle struct {
	Bit     int
	Codes   []string
	Revoked []string
	Keys    map[string]string
	Windows []any
	Version string
}

// verdict is what a device is told of a pass.
type verdict struct {
	Verdict, Reason string
	Persons, Left   int
	First           *struct {
		Gate    string
		Persons int
	}
}

// brought is the answer to a sync.
type brought struct {
	Seq      int64
	Admitted []string
	Next     string
	List     string
	AsOf     time.Time `json:"as_of"`
	Order    *struct{ ID, Kind string }
	Help     *struct{ Kind, Sent string }
}

// begin sets a device up with the code of an organiser.
func (s *service) begin(desk *browser, event, gate string) *atGate {
	s.t.Helper()
	var made struct {
		Token string
		QR    struct{ Size int }
	}
	desk.must("POST", "/v1/devices", "", map[string]string{"event": event, "gate": gate, "name": "手机", "why": "今晚开门", "page": s.url + "/gate"}, &made)
	if made.QR.Size < 25 {
		s.t.Errorf("no picture of the code: %+v", made)
	}
	var begun struct {
		ID     checkin.DeviceID
		Secret string
		LogKey string `json:"log_key"`
	}
	anyone := s.browser()
	anyone.must("POST", "/v1/devices/initialize", "", map[string]string{"token": strings.ToLower(made.Token)}, &begun)
	anyone.refused("POST", "/v1/devices/initialize", "", map[string]string{"token": made.Token}, 400, "device_token")
	key, err := hex.DecodeString(begun.LogKey)
	if err != nil {
		s.t.Fatal(err)
	}
	d := &atGate{browser: s.browser(), id: begun.ID, key: key}
	d.device = begun.Secret
	return d
}

// line writes the next line of the device's log.
func (d *atGate) line(serial pass.Serial, persons, party int) map[string]any {
	r := checkin.Record{
		Device: d.id, Seq: d.seq + 1, Nonce: fmt.Sprintf("nonce-%04d", d.seq+1), Kind: checkin.In, Serial: serial, Persons: persons, Party: party,
		At: time.Now().Truncate(time.Millisecond), Rules: 1, Prev: d.prev,
	}
	r.Seal = r.SealWith(d.key)
	return map[string]any{
		"seq": r.Seq, "nonce": r.Nonce, "kind": r.Kind, "serial": serial.String(), "persons": persons, "party": party, "at": r.At, "rules": 1, "prev": r.Prev, "seal": r.Seal,
	}
}

// wrote says that the line stands in the device's log.
func (d *atGate) wrote(line map[string]any) {
	d.seq, d.prev = line["seq"].(int64), line["seal"].(string)
}

// listed asks for the list until it has so many codes: one made a moment before a booking
// is good for seconds.
func (d *atGate) listed(told *bundle, codes int) func() error {
	return func() error {
		*told = bundle{}
		d.must("GET", "/v1/checkin/bundle", "", nil, told)
		if len(told.Codes) != codes {
			return fmt.Errorf("%+v", *told)
		}
		return nil
	}
}

func (d *atGate) redeem(line map[string]any) verdict {
	d.s.t.Helper()
	var v verdict
	d.must("POST", "/v1/checkin/redeem", "", map[string]any{"now": time.Now(), "record": line}, &v)
	return v
}

func (d *atGate) sync(since, acked string, lines ...map[string]any) brought {
	d.s.t.Helper()
	if lines == nil {
		lines = []map[string]any{}
	}
	var b brought
	d.must("POST", "/v1/checkin/sync", "", map[string]any{"now": time.Now(), "last": d.seq, "since": since, "acked": acked, "trained": true, "records": lines}, &b)
	return b
}

// booked is a party with a pass of the rehearsal.
func (s *service) booked(event, phone string) (code string, serial pass.Serial, gate string) {
	s.t.Helper()
	me := s.signIn(phone)
	var sessions struct{ Items []struct{ ID string } }
	me.must("GET", "/v1/events/"+event+"/sessions", "", nil, &sessions)
	var claim struct{ ID, Code string }
	me.must("POST", "/v1/pools/"+sessions.Items[0].ID+"-open/claims", "press-gate-1", party(4), &claim)
	var shown struct {
		Serial string
		Gates  []struct{ ID string }
	}
	me.must("GET", "/v1/claims/"+claim.ID+"/pass", "", nil, &shown)
	serial, err := pass.ParseSerial(shown.Serial)
	if err != nil {
		s.t.Fatal(err)
	}
	return claim.Code, serial, shown.Gates[0].ID
}

// TestGates follows devices over HTTP on the demonstration's rehearsal: set up, told of
// the night, deciding for all gates, bringing their logs, stopped and revoked.
func TestGates(t *testing.T) {
	t.Parallel()
	s := serve(t, "--demo", "S", "--data", t.TempDir())
	desk := s.signIn("15400000022")
	var list struct{ Items []struct{ ID string } }
	desk.must("GET", "/v1/events", "", nil, &list)
	event := list.Items[len(list.Items)-1].ID
	if !strings.HasSuffix(event, "-rehearsal") {
		t.Fatalf("the last event is %s", event)
	}
	_, serial, gate := s.booked(event, resident)
	other := "n5"
	if gate == other {
		other = "w1"
	}
	desk.refused("POST", "/v1/devices", "", map[string]string{"event": event, "gate": "z9", "name": "x", "why": "x"}, 404, "no_such_gate")
	desk.refused("POST", "/v1/devices", "", map[string]string{"event": event, "gate": gate, "name": "x", "why": ""}, 400, "reason")
	a, b, far := s.begin(desk, event, gate), s.begin(desk, event, gate), s.begin(desk, event, other)
	for name, secret := range map[string]string{"none": "", "a wrong one": "NOTASECRET"} {
		nobody := s.browser()
		nobody.device = secret
		for _, route := range []string{"GET /v1/checkin/bundle", "POST /v1/checkin/sync", "POST /v1/checkin/redeem"} {
			method, path, _ := strings.Cut(route, " ")
			nobody.refused(method, path, "", nil, 401, "device")
		}
		if t.Failed() {
			t.Fatal(name)
		}
	}
	var told bundle
	eventually(t, "the list", a.listed(&told, 1))
	if len(told.Codes) != 1 || !strings.Contains(told.Codes[0], serial.String()+",0,4,") || len(told.Windows) != 1 || len(told.Keys) != 1 || told.Bit == 0 || len(told.Revoked) != 0 {
		t.Errorf("the list is %+v", told)
	}

	line := a.line(serial, 3, 4)
	if v := far.redeem(far.line(serial, 4, 4)); v.Verdict != "wait" || v.Reason != "wrong_gate" {
		t.Errorf("at another gate: %+v", v)
	}
	for range 2 { // the answer was lost, say
		if v := a.redeem(line); v.Verdict != "admit" || v.Persons != 3 || v.Left != 1 {
			t.Errorf("three of four: %+v", v)
		}
	}
	a.wrote(line)
	if v := b.redeem(b.line(serial, 2, 4)); v.Verdict != "wait" || v.Reason != "party_exceeds" || v.First == nil || v.First.Gate != gate || v.First.Persons != 3 {
		t.Errorf("two more at the lane beside: %+v", v)
	}
	if got := b.sync("", ""); len(got.Admitted) != 1 || !strings.Contains(got.Admitted[0], serial.String()+" 3 ") || got.List != told.Version {
		t.Errorf("the lane beside is told %+v, the list was %s", got, told.Version)
	}
	forged := a.line(serial, 1, 4)
	forged["persons"] = 2
	a.refused("POST", "/v1/checkin/redeem", "", map[string]any{"now": time.Now(), "record": forged}, 400, "scan_record")
	if got := a.sync("", "", line); got.Seq != 1 {
		t.Errorf("the log is there up to %d", got.Seq)
	}
	offline := b.line(serial, 2, 4) // decided alone, without a network
	b.wrote(offline)
	b.sync("", "", offline)

	far.refused("POST", "/v1/checkin/sync", "", map[string]any{"now": time.Now(), "records": []any{map[string]any{"seq": 1, "nonce": "12345678", "kind": "in", "serial": serial.String(), "persons": 0, "at": time.Now(), "prev": "", "seal": ""}}}, 400, "scan_record")
	far.wrote(forged)
	forged["seq"], forged["prev"] = int64(1), ""
	far.sync("", "", forged) // another device's line, changed: listed, and counts nothing

	order := map[string]any{"gates": []string{gate}, "kind": "stop", "authority": "现场民警", "reason": "里面满了"}
	desk.must("POST", "/v1/events/"+event+"/gate-orders", "press-stop-1", order, nil)
	stop := a.sync("", "").Order
	if stop == nil || stop.Kind != "stop" {
		t.Fatalf("after stop: %+v", stop)
	}
	if got := far.sync("", ""); got.Order != nil {
		t.Errorf("the other gate: %+v", got.Order)
	}
	_, second, _ := s.booked(event, "15400000002")
	if v := a.redeem(a.line(second, 4, 4)); v.Verdict != "wait" || v.Reason != "gate_closed" && v.Reason != "wrong_gate" {
		t.Errorf("while the gate is stopped: %+v", v)
	}
	a.sync("", stop.ID)
	a.must("POST", "/v1/checkin/help", "", map[string]any{"kind": "medical", "nonce": "help-0001", "at": time.Now()}, nil)
	a.refused("POST", "/v1/checkin/help", "", map[string]any{"kind": "ghosts", "nonce": "help-0001", "at": time.Now()}, 422, "invalid_request")
	if got := a.sync("", ""); got.Help == nil || got.Help.Kind != "medical" {
		t.Errorf("the call for help: %+v", got.Help)
	}
	var boards struct {
		Items []struct {
			Acknowledged int
			Devices      []any
		}
	}
	desk.must("GET", "/v1/events/"+event+"/gate-orders", "", nil, &boards)
	if len(boards.Items) != 1 || boards.Items[0].Acknowledged != 1 || len(boards.Items[0].Devices) != 2 {
		t.Errorf("who has not said yes: %+v", boards)
	}
	var devices struct {
		Items []struct {
			ID      checkin.DeviceID
			State   string
			Trained bool
			Unsent  int64
		}
	}
	desk.must("GET", "/v1/events/"+event+"/devices", "", nil, &devices)
	for _, d := range devices.Items {
		if d.State != "working" || !d.Trained {
			t.Errorf("%+v", d)
		}
	}
	if len(devices.Items) != 3 {
		t.Errorf("%+v", devices)
	}
	desk.must("POST", "/v1/devices/"+string(b.id)+"/revocation", "", map[string]string{"why": "丢了"}, nil)
	b.refused("POST", "/v1/checkin/sync", "", map[string]any{"now": time.Now(), "records": []any{}}, 401, "device")

	eventually(t, "the totals", func() error {
		var totals struct {
			In        int
			Conflicts []struct {
				Kind   string
				Excess int
			}
		}
		desk.must("GET", "/v1/events/"+event+"/gates", "", nil, &totals)
		if totals.In != 5 || fmt.Sprint(totals.Conflicts) != "[{double_admission 1} {tampered_log 0}]" && fmt.Sprint(totals.Conflicts) != "[{tampered_log 0} {double_admission 1}]" {
			return fmt.Errorf("the totals are %+v", totals)
		}
		return nil
	})
	if err := s.end(); err != nil {
		t.Error(err)
	}
}
