package loadtest

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// served is a server and a request to it.
func served(t *testing.T, h http.HandlerFunc) (addr string, request func(kind, path string) Request) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	addr = strings.TrimPrefix(s.URL, "http://")
	return addr, func(kind, path string) Request {
		return Request{Kind: kind, Bytes: []byte("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")}
	}
}

func TestClosedLoopCountsAnswers(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	addr, request := served(t, func(w http.ResponseWriter, _ *http.Request) { asked.Add(1); fmt.Fprint(w, "hello") })
	r, err := Run(t.Context(), &Job{Addr: addr, Connections: 4, For: 200 * time.Millisecond, Requests: []Request{request("a", "/")}, Repeat: true})
	if err != nil {
		t.Fatal(err)
	}
	if int64(r.Ran) != asked.Load() || r.Lost != 0 || r.Status(200) != r.Ran || r.Answered == 0 || r.Answered > r.Ran {
		t.Errorf("ran %d, answered %d, lost %d, 200 %d times; the server was asked %d times", r.Ran, r.Answered, r.Lost, r.Status(200), asked.Load())
	}
	if r.Seconds < .15 || r.CPU <= 0 {
		t.Errorf("counted %.2f s, processor %.2f", r.Seconds, r.CPU)
	}
}

// A server that stops for a while is late for every request that was due meanwhile,
// not only for the one it had.
func TestOpenLoopCountsFromWhenItWasDue(t *testing.T) {
	t.Parallel()
	const stall = 300 * time.Millisecond
	var one sync.Mutex
	n := 0
	addr, request := served(t, func(w http.ResponseWriter, _ *http.Request) {
		one.Lock()
		defer one.Unlock()
		if n++; n == 1 {
			time.Sleep(stall) // is what is measured
		}
		fmt.Fprint(w, "hello")
	})
	r, err := Run(t.Context(), &Job{Addr: addr, Connections: 2, For: 500 * time.Millisecond, Rate: 200, Requests: []Request{request("a", "/")}, Repeat: true})
	if err != nil {
		t.Fatal(err)
	}
	if f := r.Kinds["a"]; r.Ran != 100 || f.P50 < stall/10 || f.Max < stall*9/10 {
		t.Errorf("ran %d, p50 %v, max %v: of 100, half were due while the server slept %v", r.Ran, f.P50, f.Max, stall)
	}
}

func TestFollowsAndKeeps(t *testing.T) {
	t.Parallel()
	big := strings.Repeat("x", 200_000) // comes in pieces
	addr, request := served(t, func(w http.ResponseWriter, r *http.Request) {
		body, status := big, 200
		switch r.URL.Path {
		case "/busy":
			body, status = "{}", 503
		case "/claim":
			body, status = `{"id":"c1","pool":"p","places":[3,4],"state":"claimed"}`, 201
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	})
	first, busy, claim := request("look", "/"), request("busy", "/busy"), request("claim", "/claim")
	first.Then = []Follow{{Status: 200, Request: 1}, {Status: 404, Request: 0}}
	busy.Then = []Follow{{Status: 503, Request: 2, After: 20 * time.Millisecond}}
	claim.Keep = true
	r, err := Run(t.Context(), &Job{
		Addr: addr, Connections: 1, Sources: 3, For: time.Second, First: 1, At: []time.Duration{0},
		Requests: []Request{first, busy, claim},
	})
	if err != nil {
		t.Fatal(err)
	}
	if r.Ran != 3 || r.Status(503) != 1 || len(r.Acks) != 1 || r.Acks[0].ID != "c1" || len(r.Acks[0].Places) != 2 || r.Odd != "" {
		t.Errorf("ran %d, 503 %d times, promises %+v, odd %q", r.Ran, r.Status(503), r.Acks, r.Odd)
	}
}

func TestConnectionThatBreaks(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	addr, request := served(t, func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) == 2 {
			panic(http.ErrAbortHandler)
		}
		fmt.Fprint(w, "hello")
	})
	r, err := Run(t.Context(), &Job{Addr: addr, Connections: 1, For: 10 * time.Second, Requests: []Request{request("a", "/"), request("a", "/"), request("a", "/")}})
	if err != nil {
		t.Fatal(err)
	}
	if r.Ran != 3 || r.Lost != 1 || r.Status(200) != 2 {
		t.Errorf("ran %d, lost %d, 200 %d times, want 3, 1, 2", r.Ran, r.Lost, r.Status(200))
	}
}
