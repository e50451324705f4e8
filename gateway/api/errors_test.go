package api

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/fault"
)

// trouble is a catalogue that does what it is told instead of answering.
type trouble struct {
	events.Catalogue
	do func(context.Context) error
}

func (c trouble) Event(ctx context.Context, id events.ID) (events.Event, error) {
	if id == "trouble" {
		return events.Event{}, c.do(ctx)
	}
	return c.Catalogue.Event(ctx, id)
}

func troubled(tb testing.TB, do func(context.Context) error, change func(*API)) *house {
	tb.Helper()
	return newHouse(tb, func(a *API) {
		a.Events = &events.Service{Catalogue: trouble{a.Events.Catalogue, do}, Now: time.Now}
		if change != nil {
			change(a)
		}
	})
}

// TestErrors: what the client sees of an error and what the log does, for typed
// and for bare handlers alike.
func TestErrors(t *testing.T) {
	t.Parallel()
	taken := fault.New(fault.Conflict, "taken", "somebody has it")
	tests := map[string]struct {
		do     func(context.Context) error
		status int
		code   string
		retry  string
		logged int
	}{
		"a fault":           {func(context.Context) error { return fmt.Errorf("wrapped: %w", taken.With("by", "ann")) }, 409, "taken", "", 0},
		"a bug":             {func(context.Context) error { return errors.New("secret: nil map") }, 500, "internal", "", 1},
		"a panic":           {func(context.Context) error { panic("secret: index out of range") }, 500, "internal", "", 1},
		"a lost connection": {func(context.Context) error { return &net.OpError{Op: "secret: dial", Err: errors.New("refused")} }, 503, "unavailable", "1", 1},
		"a passed deadline": {func(ctx context.Context) error { <-ctx.Done(); return fmt.Errorf("secret: %w", ctx.Err()) }, 503, "unavailable", "1", 1},
		"wait so long":      {func(context.Context) error { return errSlowDown.With("retry_after_s", 7) }, 429, "slow_down", "7", 0},
	}
	for name, tt := range tests {
		for _, path := range []string{"/v1/events/trouble", "/v1/events/trouble/cover"} {
			h := troubled(t, tt.do, func(a *API) { a.Deadline = 200 * time.Millisecond })
			res := h.do(t, "GET", path, "", "X-Request-Id: request-0001")
			p := res.problem(t)
			if res.StatusCode != tt.status || p.Code != tt.code || p.Status != tt.status || p.RequestID != "request-0001" || res.Header.Get("Retry-After") != tt.retry {
				t.Errorf("%s: %s: %d %s, Retry-After %q", name, path, res.StatusCode, res.text, res.Header.Get("Retry-After"))
			}
			if strings.Contains(res.text, "secret") {
				t.Errorf("%s: %s shows what is inside: %s", name, path, res.text)
			}
			if got := h.log.with("request failed", "request_id=request-0001", "secret"); len(got) != tt.logged {
				t.Errorf("%s: %s: logged %d times, want %d: %q", name, path, len(got), tt.logged, got)
			}
			if got := res.Header.Get("X-Content-Type-Options"); got != "nosniff" {
				t.Errorf("%s: %s: an error without the headers of safety", name, path)
			}
			if res := h.do(t, "GET", "/livez", ""); res.StatusCode != 200 {
				t.Errorf("%s: afterwards livez says %d", name, res.StatusCode)
			}
		}
	}
}

// TestUnreadable: what Fiber and fasthttp refuse before any handler of ours runs
// has the same shape.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	addr := listen(t, h.app)
	tests := map[string]struct {
		raw    string
		status int
		code   string
	}{
		"no such route":      {"GET /v1/nothing HTTP/1.1\r\nHost: x\r\n\r\n", 404, "no_such_route"},
		"a method not taken": {"PUT /v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 405, "method_not_allowed"},
		"a method unknown":   {"FROB /v1/events HTTP/1.1\r\nHost: x\r\n\r\n", 405, "method_not_allowed"},
		"a post to a page":   {"POST /gala HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n", 404, "no_such_route"},
		"a large body":       {"POST /v1/auth/codes HTTP/1.1\r\nHost: x\r\nContent-Length: 70000\r\n\r\n" + strings.Repeat("a", 70000), 413, "too_large"},
		"large headers":      {"GET /v1/events HTTP/1.1\r\nHost: x\r\nX: " + strings.Repeat("a", 9000) + "\r\n\r\n", 431, "headers_too_large"},
		"no HTTP at all":     {"hello there\r\n\r\n", 400, "invalid_request"},
	}
	for name, tt := range tests {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if err := conn.SetDeadline(time.Now().Add(10 * time.Second)); err != nil {
			t.Fatal(err)
		}
		go conn.Write([]byte(tt.raw)) // the server may answer and hang up before it has read all
		res, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		defer res.Body.Close()
		body := make([]byte, res.ContentLength)
		if _, err := bufio.NewReader(res.Body).Read(body); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		p := answered{res, string(body)}.problem(t)
		if res.StatusCode != tt.status || p.Code != tt.code || p.RequestID == "" || res.Header.Get("Content-Type") != problemType {
			t.Errorf("%s: %d %s, want %d %s", name, res.StatusCode, body, tt.status, tt.code)
		}
		if got := res.Header.Get("Allow"); name == "a method not taken" && !strings.Contains(got, "GET") {
			t.Errorf("%s: Allow %q", name, got)
		}
	}
}

// TestCodesAreKnown: every code a route is said to answer with has one sentence,
// under one status, in the document.
func TestCodesAreKnown(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	all := codes(h.routes())
	for _, r := range h.routes() {
		for _, f := range r.allFaults() {
			if all[f.Code] != f.Message {
				t.Errorf("code %s means %q and %q", f.Code, f.Message, all[f.Code])
			}
			if statuses[f.Kind] == 500 {
				t.Errorf("%s is documented to answer %s, a bug", r.ID, f.Code)
			}
		}
	}
}
