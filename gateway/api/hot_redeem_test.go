package api

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"wanjia/events/fault"
	"wanjia/ticketing/checkin"
)

// gateHouse is gates that answer by the serial they are asked about.
type gateHouse struct {
	Gates
	asked int
}

func (g *gateHouse) Authenticate(_ context.Context, secret string) (checkin.Device, error) {
	if secret != "the-secret" {
		return checkin.Device{}, checkin.ErrDevice
	}
	return checkin.Device{ID: "g-1", Event: "lights", Gate: "w1"}, nil
}

func (g *gateHouse) Redeem(_ context.Context, d checkin.Device, at time.Time, r checkin.Record, closed bool) (checkin.Answer, error) {
	g.asked++
	first := checkin.Entry{Persons: 3, At: at, Gate: d.Gate}
	switch r.Serial[0] {
	case 1:
		return checkin.Answer{Verdict: checkin.Admit, Reason: checkin.OK, Persons: r.Persons, Left: r.Party - r.Persons}, nil
	case 2:
		return checkin.Answer{Verdict: checkin.Wait, Reason: checkin.Used, First: first}, nil
	case 3:
		return checkin.Answer{Verdict: checkin.Wait, Reason: checkin.Early, Left: 3, Minutes: 12}, nil
	case 4:
		return checkin.Answer{}, checkin.ErrRecord
	case 5:
		return checkin.Answer{}, fmt.Errorf("ask: %w", fault.ErrUnavailable)
	case 6:
		panic("as a bug would")
	}
	return checkin.Answer{}, errors.New("a bug")
}

// scanned is a line as a gate's page sends it.
func scanned(serial string) string {
	return `{"now":"2027-02-19T19:31:00.25+08:00","record":{"seq":12,"nonce":"scan-0012","kind":"in","serial":"` + serial +
		`","persons":3,"party":4,"at":"2027-02-19T11:30:59.125Z","rules":1,"prev":"","seal":"00112233445566778899aabbccddeeff"}}`
}

// TestHotRedeem: an admission that is answered in front of the router is answered as by
// the router, and whatever is unusual about one is left to that.
func TestHotRedeem(t *testing.T) {
	t.Parallel()
	gates := &gateHouse{}
	h := newHouse(t, func(a *API) { a.Gates = gates })
	usual := []string{"Authorization: Device the-secret", "Content-Type: application/json"}
	const own = "by-the-router-1"
	for serial, want := range map[string]struct {
		status int
		says   string
	}{
		"0102030405": {200, `{"verdict":"admit","reason":"ok","persons":3,"left":1}`},
		"0202030405": {200, `"first":{"persons":3,"at":"2027-02-19T19:31:00.25+08:00","gate":"w1"}`},
		"0302030405": {200, `"minutes":12`},
		"0402030405": {400, `"code":"scan_record"`},
		"01020304":   {400, `"code":"scan_record"`},
		"zz02030405": {400, `"code":"scan_record"`},
		"0502030405": {503, `"code":"unavailable"`},
		"0602030405": {500, `"code":"internal"`},
		"0702030405": {500, `"code":"internal"`},
	} {
		if !isHot(h, redeemPath, scanned(serial), usual) {
			t.Errorf("%s: not answered in front of the router", serial)
		}
		hot := h.do(t, "POST", redeemPath, scanned(serial), usual...)
		routed := h.do(t, "POST", redeemPath, scanned(serial), append(slices.Clone(usual), "X-Request-Id: "+own)...) // such a request is not hot
		id := hot.Header.Get("X-Request-Id")
		if hot.StatusCode != want.status || !strings.Contains(hot.text, want.says) {
			t.Errorf("%s: %d %s, want %d with %s", serial, hot.StatusCode, hot.text, want.status, want.says)
		}
		if routed.StatusCode != hot.StatusCode || len(id) < 8 || strings.ReplaceAll(routed.text, own, id) != hot.text {
			t.Errorf("%s: %d %s, by the router %d %s", serial, hot.StatusCode, hot.text, routed.StatusCode, routed.text)
		}
		a, b := maps.Clone(routed.Header), maps.Clone(hot.Header)
		for _, h := range []http.Header{a, b} {
			h.Del("X-Request-Id")
			h.Del("Content-Length") // that of the id is in it
		}
		if !maps.EqualFunc(a, b, slices.Equal[[]string]) {
			t.Errorf("%s: headers %v and %v", serial, a, b)
		}
	}
	if text := h.do(t, "GET", "/metrics", "").text; !strings.Contains(text, `wanjia_http_requests_total{method="POST",route="redeem",status="200"} 9`) {
		t.Error("nine verdicts are not counted as nine")
	}
	good := scanned("0102030405")
	for name, tt := range map[string]struct {
		body    string
		headers []string // added
		status  int
		code    string
	}{
		"another device":  {good, []string{"Authorization: Device other"}, 401, "device"},
		"a person":        {good, []string{bearer(h.resident)}, 401, "device"},
		"another site":    {good, []string{"Sec-Fetch-Site: cross-site"}, 403, "cross_site"},
		"another page":    {good, []string{"Origin: https://other.example"}, 403, "cross_site"},
		"packed":          {good, []string{"Content-Encoding: gzip"}, 415, "unsupported_media_type"},
		"another format":  {good, []string{"Content-Type: text/plain"}, 415, "unsupported_media_type"},
		"no JSON":         {good[:len(good)-1], nil, 400, "invalid_request"},
		"an unknown word": {strings.Replace(good, `"rules":1`, `"rules":1,"odd":1`, 1), nil, 422, "invalid_request"},
		"said twice":      {strings.Replace(good, `"seq":12`, `"seq":12,"seq":12`, 1), nil, 200, ""},
		"too many":        {strings.Replace(good, `"persons":3`, `"persons":64`, 1), nil, 422, "invalid_request"},
		"no line":         {strings.Replace(good, `"seq":12`, `"seq":0`, 1), nil, 422, "invalid_request"},
	} {
		headers := append(slices.Clone(usual), tt.headers...)
		if isHot(h, redeemPath, tt.body, headers) {
			t.Errorf("%s: answered in front of the router", name)
		}
		res := h.do(t, "POST", redeemPath, tt.body, headers...)
		if res.StatusCode != tt.status || tt.code != "" && res.problem(t).Code != tt.code {
			t.Errorf("%s: %d %s, want %d %s", name, res.StatusCode, res.text, tt.status, tt.code)
		}
	}
	if !isHot(h, redeemPath, good, append(slices.Clone(usual), "Sec-Fetch-Site: same-origin")) {
		t.Error("the page's own request is not answered in front of the router")
	}
	if isHot(h, redeemPath+"?a=b", good, usual) {
		t.Error("an address with a query is answered in front of the router")
	}
	h.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	if isHot(h, redeemPath, good, usual) {
		t.Error("what comes through a proxy is answered in front of the router")
	}
	h.TrustedProxies, h.Gates = nil, nil
	if isHot(h, redeemPath, good, usual) {
		t.Error("without gates there is an answer")
	}
}

// TestGateServerRedeems: the server at the gates answers a scan as the main one does.
func TestGateServerRedeems(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	gates := &gateHouse{}
	node := &API{Gates: gates, Log: h.Log, Now: time.Now, AtGates: true}
	app := node.GateApp()
	usual := []string{"Authorization: Device the-secret", "Content-Type: application/json"}
	before := gates.asked
	if !node.answerAtGate(pressed(redeemPath, scanned("0102030405"), usual)) || gates.asked != before+1 {
		t.Error("the usual scan is not answered in front of the router")
	}
	for _, other := range []string{"/v1/checkin/sync", "/v1/pools/p/claims", redeemPath + "/"} {
		if node.answerAtGate(pressed(other, scanned("0102030405"), usual)) {
			t.Errorf("%s is answered in front of the router", other)
		}
	}
	fc := pressed(redeemPath, scanned("0102030405"), append(usual, "X-Request-Id: by-the-router-1"))
	if node.answerAtGate(fc) {
		t.Error("what is unusual is answered in front of the router")
	}
	app.Handler()(fc)
	if fc.Response.StatusCode() != 200 || !strings.Contains(string(fc.Response.Body()), `"verdict":"admit"`) {
		t.Errorf("by the router: %s", fc.Response.String())
	}
}
