package api

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"
)

// Each test here shows a trap of the libraries beside how it is avoided, so that
// an upgrade which changes either is noticed.

// connection is one keep-alive connection.
type connection struct {
	net.Conn
	r *bufio.Reader
}

func dial(tb testing.TB, addr string) *connection {
	tb.Helper()
	c, err := net.Dial("tcp", addr)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { c.Close() })
	if err := c.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		tb.Fatal(err)
	}
	return &connection{c, bufio.NewReader(c)}
}

// ask sends a request and returns the status, and the error of a connection that
// was closed.
func (c *connection) ask(method, path, body string) (int, error) {
	_, err := fmt.Fprintf(c, "%s %s HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", method, path, len(body), body)
	if err != nil {
		return 0, err
	}
	res, err := http.ReadResponse(c.r, nil)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	for {
		if _, err := res.Body.Read(make([]byte, 4096)); err != nil {
			return res.StatusCode, nil
		}
	}
}

// closedWithin says whether the server hangs up within d.
func (c *connection) closedWithin(tb testing.TB, d time.Duration) bool {
	tb.Helper()
	if err := c.SetReadDeadline(time.Now().Add(d)); err != nil {
		tb.Fatal(err)
	}
	_, err := c.r.Peek(1)
	if err := c.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		tb.Fatal(err)
	}
	return !errors.Is(err, os.ErrDeadlineExceeded)
}

// TestKeepAliveAfterPost: huma gives a body 5 s to arrive by a deadline on the
// connection and leaves it there; only a server with an idle timeout of its own
// takes it back. Here huma's time is short, so the test is.
func TestKeepAliveAfterPost(t *testing.T) {
	t.Parallel()
	const body = 100 * time.Millisecond
	serve := func(config fiber.Config) *connection {
		t.Helper()
		config.DisableStartupMessage = true
		app := fiber.New(config)
		h := humafiber.New(app, huma.Config{OpenAPI: (&API{}).newSpec(), Formats: huma.DefaultFormats, DefaultFormat: "application/json"})
		huma.Register(h, huma.Operation{Method: "POST", Path: "/", BodyReadTimeout: body},
			func(context.Context, *struct{ Body struct{} }) (*struct{}, error) { return nil, nil })
		c := dial(t, listen(t, app))
		if status, err := c.ask("POST", "/", "{}"); err != nil || status >= 300 {
			t.Fatalf("the post: %d, %v", status, err)
		}
		return c
	}
	if !serve(fiber.Config{}).closedWithin(t, 10*time.Second) {
		t.Error("the trap is gone: without an idle timeout the connection lives on after a POST")
	}
	ours := serve(newHouse(t, nil).config())
	if ours.closedWithin(t, 4*body) {
		t.Error("the connection ends after a POST")
	}
	if status, err := ours.ask("POST", "/", "{}"); err != nil || status >= 300 {
		t.Errorf("the next request on the connection: %d, %v", status, err)
	}
}

// TestOneCookie: huma's adapter joins a second Set-Cookie to the first by a
// comma, which is one cookie to a browser; we set one, as TestSignInOverHTTP
// checks.
func TestOneCookie(t *testing.T) {
	t.Parallel()
	app := fiber.New()
	h := humafiber.New(app, huma.Config{OpenAPI: (&API{}).newSpec(), Formats: huma.DefaultFormats, DefaultFormat: "application/json"})
	type two struct {
		Cookies []string `header:"Set-Cookie"`
	}
	huma.Register(h, huma.Operation{Method: "GET", Path: "/"},
		func(context.Context, *struct{}) (*two, error) { return &two{[]string{"a=1", "b=2"}}, nil })
	if got := doOn(t, app, "GET", "/", "").Header.Values("Set-Cookie"); slices.Contains(got, "b=2") {
		t.Errorf("the trap is gone: two cookies arrive as %q", got)
	}
}

// TestHumaErrors: huma writes its own errors and never calls Fiber's handler, so
// theirs must already have our shape.
func TestHumaErrors(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	var calls int
	app := fiber.New(fiber.Config{ErrorHandler: func(c *fiber.Ctx, err error) error { calls++; return h.onError(c, err) }})
	app.Use(func(c *fiber.Ctx) error {
		c.SetUserContext(withRequest(t.Context(), &request{ID: "request-0001", api: h.API}))
		return c.Next()
	})
	api := humafiber.New(app, huma.Config{OpenAPI: h.newSpec(), Formats: huma.DefaultFormats, DefaultFormat: "application/json"})
	huma.Register(api, huma.Operation{Method: "GET", Path: "/"},
		func(context.Context, *PageInput) (*struct{}, error) { return nil, errors.New("secret") })
	res := doOn(t, app, "GET", "/?limit=0", "")
	if p := res.problem(t); res.StatusCode != 422 || p.Code != "invalid_request" || p.RequestID != "request-0001" || calls != 0 {
		t.Errorf("a bad limit: %d %s after %d calls of Fiber's handler", res.StatusCode, res.text, calls)
	}
	// A handler that slipped past typed() is hidden and logged all the same.
	res = doOn(t, app, "GET", "/", "")
	if p := res.problem(t); res.StatusCode != 500 || p.Code != "internal" || strings.Contains(res.text, "secret") || calls != 0 {
		t.Errorf("an unknown error: %d %s after %d calls of Fiber's handler", res.StatusCode, res.text, calls)
	}
	if got := h.log.with("secret", "request_id=request-0001"); len(got) != 1 {
		t.Errorf("logged %d times: %q", len(got), got)
	}
}

// TestParamsOutliveRequests: Fiber lends strings over a buffer that the next
// request overwrites; Immutable copies them.
func TestParamsOutliveRequests(t *testing.T) {
	t.Parallel()
	var want []string
	for i := range 64 { // a buffer is not lent anew every time
		want = append(want, fmt.Sprintf("name-%02d", i))
	}
	keep := func(config fiber.Config) []string {
		t.Helper()
		config.DisableStartupMessage = true
		var (
			mu   sync.Mutex
			kept []string
		)
		app := fiber.New(config)
		app.Post("/:name", func(c *fiber.Ctx) error {
			mu.Lock()
			defer mu.Unlock()
			kept = append(kept, c.Params("name"))
			return nil
		})
		c := dial(t, listen(t, app))
		for _, name := range want {
			if _, err := c.ask("POST", "/"+name, ""); err != nil {
				t.Fatal(err)
			}
		}
		mu.Lock()
		defer mu.Unlock()
		return slices.Clone(kept)
	}
	if got := keep(fiber.Config{}); slices.Equal(got, want) {
		t.Error("the trap is gone: parameters outlive their request without Immutable")
	}
	if got := keep(newHouse(t, nil).config()); !slices.Equal(got, want) {
		t.Errorf("parameters kept beyond their request became %q", got)
	}
}

// TestDeadline: every request carries one, and it is the only thing that ends
// work nobody waits for any more: Fiber does not see a client leave.
func TestDeadline(t *testing.T) {
	t.Parallel()
	left, ended := make(chan bool, 1), make(chan error, 1)
	h := troubled(t, func(ctx context.Context) error {
		deadline, ok := ctx.Deadline()
		left <- ok && time.Until(deadline) <= 300*time.Millisecond
		<-ctx.Done()
		ended <- ctx.Err()
		return ctx.Err()
	}, func(a *API) { a.Deadline = 300 * time.Millisecond })
	c := dial(t, listen(t, h.app))
	if _, err := fmt.Fprint(c, "GET /v1/events/trouble HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if !<-left {
		t.Error("the handler has no deadline, or a later one")
	}
	if err := c.Close(); err != nil { // the client leaves; the work goes on
		t.Fatal(err)
	}
	if err := <-ended; !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("abandoned work ended by %v", err)
	}
}
