package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"wanjia/events/fault"
	"wanjia/gateway/api"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/edge"
)

// mainService is the main service over HTTP, as a gate server asks it; it implements
// [edge.Main].
type mainService struct {
	url    string
	secret string // "" until the server is set up
	client *http.Client
}

// How long the main service may take, by what is asked.
const (
	exchangeWithin = 8 * time.Second
	copyWithin     = 30 * time.Second
	answerMost     = 16 << 20 // bytes
)

func newMainService(url, secret string) *mainService {
	if !strings.Contains(url, "://") {
		url = "https://" + url
	}
	// A proxy of the environment has no business between the gates and the house.
	return &mainService{strings.TrimRight(url, "/"), secret, &http.Client{Transport: &http.Transport{
		MaxIdleConnsPerHost: 16, IdleConnTimeout: time.Minute, TLSHandshakeTimeout: 5 * time.Second, ForceAttemptHTTP2: true,
	}}}
}

// faultsOfMain are what its refusals mean here.
var faultsOfMain = []*fault.Error{checkin.ErrToken, checkin.ErrRecord, checkin.ErrDevice, edge.ErrEdge, edge.ErrOther, edge.ErrToken, checkin.ErrNoWalkUp, checkin.ErrLeased, checkin.ErrLeaseSize}

// ask sends in as JSON and reads the answer into out. What is no answer is edge.ErrAway.
func (m *mainService) ask(ctx context.Context, within time.Duration, method, path string, in, out any) error {
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	var body io.Reader
	if in != nil {
		text, err := json.Marshal(in)
		if err != nil {
			return fmt.Errorf("write what is for the main service: %w", err)
		}
		body = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(ctx, method, m.url+path, body)
	if err != nil {
		return fmt.Errorf("ask the main service: %w", err)
	}
	if in != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if m.secret != "" {
		r.Header.Set("Authorization", "Edge "+m.secret)
	}
	answer, err := m.client.Do(r)
	if err != nil {
		return errors.Join(edge.ErrAway, err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, answerMost))
	if err != nil {
		return errors.Join(edge.ErrAway, err)
	}
	if answer.StatusCode >= http.StatusBadRequest {
		return refusalOf(answer.StatusCode, text)
	}
	if err := json.Unmarshal(text, out); err != nil {
		return fmt.Errorf("read the answer of the main service: %w", err)
	}
	return nil
}

func refusalOf(status int, text []byte) error {
	var p struct{ Code, Detail string }
	_ = json.Unmarshal(text, &p) // a proxy's page says nothing we could use
	for _, f := range faultsOfMain {
		if f.Code == p.Code {
			return f
		}
	}
	err := fmt.Errorf("the main service answered %d %s %s", status, p.Code, p.Detail)
	if status >= http.StatusInternalServerError || status == http.StatusTooManyRequests {
		return errors.Join(edge.ErrAway, err)
	}
	return err
}

// begin sets this server up with its code.
func (m *mainService) begin(ctx context.Context, code string) (api.BegunEdge, error) {
	var begun api.BegunEdge
	err := m.ask(ctx, exchangeWithin, http.MethodPost, "/v1/edges/initialize", map[string]string{"token": code}, &begun)
	return begun, err
}

// Exchange implements [edge.Main].
func (m *mainService) Exchange(ctx context.Context, up edge.Up) (edge.Down, error) {
	var down api.EdgeDown
	if err := m.ask(ctx, exchangeWithin, http.MethodPost, "/v1/edges/current/exchange", api.WriteUp(up), &down); err != nil {
		return edge.Down{}, err
	}
	return down.Read()
}

// Copy implements [edge.Main].
func (m *mainService) Copy(ctx context.Context) (edge.Copy, error) {
	var copy api.EdgeCopy
	if err := m.ask(ctx, copyWithin, http.MethodGet, "/v1/edges/current/copy", nil, &copy); err != nil {
		return edge.Copy{}, err
	}
	return copy.Read()
}

// Begin implements [edge.Main].
func (m *mainService) Begin(ctx context.Context, token string) (checkin.Device, string, error) {
	var d api.EdgeDevice
	if err := m.ask(ctx, exchangeWithin, http.MethodPost, "/v1/edges/current/devices", map[string]string{"token": token}, &d); err != nil {
		return checkin.Device{}, "", err
	}
	device, err := d.Read()
	return device, d.Secret, err
}

// Lease implements [edge.Main].
func (m *mainService) Lease(ctx context.Context, id checkin.DeviceID, key string, want int) (checkin.Lease, error) {
	var l api.GateLease
	in := map[string]any{"device": id, "key": key, "places": want}
	if err := m.ask(ctx, exchangeWithin, http.MethodPost, "/v1/edges/current/leases", in, &l); err != nil {
		return checkin.Lease{}, err
	}
	return checkin.Lease{Device: id, Number: l.Number, Places: l.Places, Until: l.Until, Cut: true}, nil
}

// Redeem implements [edge.Main].
func (m *mainService) Redeem(ctx context.Context, id checkin.DeviceID, at time.Time, r checkin.Record) (checkin.Answer, error) {
	var v api.GateVerdict
	in := map[string]any{"device": id, "now": at, "record": api.WriteRecord(r)}
	if err := m.ask(ctx, exchangeWithin, http.MethodPost, "/v1/edges/current/redeem", in, &v); err != nil {
		return checkin.Answer{}, err
	}
	return v.Read(), nil
}

// about asks the main service for its name and time.
func (m *mainService) about(ctx context.Context) (name string, now time.Time, err error) {
	var about struct {
		Name string
		Time time.Time
	}
	err = m.ask(ctx, checkWithin, http.MethodGet, "/v1/about", nil, &about)
	return about.Name, about.Time, err
}
