package api

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"wanjia/gateway/identity"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/edge"
)

// request is what the edge knows of the request being answered.
type request struct {
	ID      string
	Route   string // the route's id, "" outside the table
	Account identity.AccountID
	Right   identity.Right // the route's, "" where it needs none
	Channel string         // through which the caller works: app, desk, hotline, head
	Secure  bool           // it came over TLS, as far as we or our proxy can tell
	api     *API

	who     *identity.Actor // nil where nobody is signed in
	device  *checkin.Device // of a gate, on its routes
	edge    *edge.Edge      // a gate server, on its routes
	figures *routeFigures   // of the route, nil outside the table
}

type requestKey struct{}

var noRequest = &request{}

func requestOf(ctx context.Context) *request {
	if r, ok := ctx.Value(requestKey{}).(*request); ok {
		return r
	}
	return noRequest
}

func withRequest(ctx context.Context, r *request) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

// LogAttrs returns which request a context belongs to and who made it, for a log
// handler to add to each line; nothing outside a request.
func LogAttrs(ctx context.Context) []slog.Attr {
	r := requestOf(ctx)
	if r == noRequest {
		return nil
	}
	attrs := []slog.Attr{slog.String("request_id", r.ID)}
	if r.Account != "" {
		attrs = append(attrs, slog.String("account", string(r.Account)))
	}
	return attrs
}

// edge is around every request: its id, its deadline, its headers, its panic,
// its error, its figures.
func (a *API) edge(c *fiber.Ctx) error {
	start := a.Now()
	ctx := &deadlined{
		request:  request{ID: requestID(c.Get(fiber.HeaderXRequestID)), Secure: a.secure(c), api: a},
		deadline: time.Now().Add(a.Deadline),
	}
	defer ctx.end()
	r := &ctx.request
	c.SetUserContext(ctx)
	setHeaders(c, r)
	err := a.answer(c)
	if err != nil {
		err = a.onError(c, err)
	}
	setPolicy(c)
	a.measures.observe(c, r.figures, a.Now().Sub(start))
	return err
}

// answer runs the rest of the chain and makes a panic an error.
func (a *API) answer(c *fiber.Ctx) (err error) {
	defer func() {
		if p := recover(); p != nil {
			c.Response().Reset()
			setHeaders(c, requestOf(c.UserContext()))
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	if len(c.Request().Header.ContentEncoding()) > 0 && !packedPlan(c) {
		return fiber.NewError(fiber.StatusUnsupportedMediaType) // unpacking has no bound
	}
	return c.Next()
}

// refuseOddMethods answers methods Fiber does not know, which it would answer in
// plain text of its own.
//
// What first answers goes no further.
func refuseOddMethods(app *fiber.App, first func(*fasthttp.RequestCtx) bool) {
	server := app.Server()
	inner := server.Handler
	server.Handler = func(fc *fasthttp.RequestCtx) {
		if first(fc) {
			return
		}
		if !slices.Contains(fiber.DefaultMethods, string(fc.Method())) {
			c := app.AcquireCtx(fc)
			defer app.ReleaseCtx(c)
			if err := app.ErrorHandler(c, fiber.ErrMethodNotAllowed); err != nil {
				fc.SetStatusCode(fiber.StatusInternalServerError)
			}
			return
		}
		inner(fc)
	}
}

// requestID keeps what the caller or a proxy named the request, if it is fit to
// be logged, and else makes a name.
func requestID(given string) string {
	if validToken(given, 8, 64) {
		return given
	}
	return newRequestID()
}

// processName tells the requests of this process from those of every other, before
// and after it.
var processName = rand.Text()[:16]

var requestCount atomic.Uint64

// newRequestID names a request as no other is named. It is no secret.
func newRequestID() string {
	return string(strconv.AppendUint(append(append(make([]byte, 0, 32), processName...), '-'), requestCount.Add(1), 36))
}

// validToken says whether s is from least to most letters, digits, '-' and '_'.
func validToken(s string, least, most int) bool {
	if len(s) < least || len(s) > most {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c >= '0' && c <= '9', c == '-', c == '_':
		default:
			return false
		}
	}
	return true
}

// contentPolicy lets a page of ours load only what we serve. Vue and the
// component libraries set style attributes; nothing needs inline scripts.
const contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self' blob:; worker-src 'self' blob:; " +
	"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// What every answer says of how it may be used. Several headers stand behind the first
// as one value, so that the answer to a request of a rush does not put them together
// anew each time; nobody looks for those by name.
var (
	headerNosniff   = []byte("X-Content-Type-Options")
	nosniff         = []byte("nosniff")
	headerPolicy    = []byte("Content-Security-Policy")
	headerRequestID = []byte(fiber.HeaderXRequestID)

	// pagePolicy is of whatever may be shown as a page.
	pagePolicy = []byte(contentPolicy + anyPolicy +
		"\r\nCross-Origin-Opener-Policy: same-origin" +
		"\r\nPermissions-Policy: camera=(self), microphone=(self), geolocation=()")
	// gatePolicy is of the gates' page and the worker it decodes pictures in: they alone
	// run WebAssembly.
	gatePolicy = bytes.Replace(pagePolicy, []byte("script-src 'self'"), []byte("script-src 'self' 'wasm-unsafe-eval'"), 1)
	// dataPolicy is of JSON, which loads nothing and opens nothing.
	dataPolicy = []byte("default-src 'none'; frame-ancestors 'none'" + anyPolicy)
)

const anyPolicy = "\r\nX-Frame-Options: DENY" +
	"\r\nReferrer-Policy: same-origin" +
	"\r\nCross-Origin-Resource-Policy: same-origin"

// stagePolicy is pagePolicy for the pages that talk to the stage's server, whose
// addresses are at.
func stagePolicy(at string) []byte {
	policy := bytes.Replace(pagePolicy, []byte("connect-src 'self'"), []byte("connect-src 'self' "+at), 1)
	return bytes.Replace(policy, []byte("media-src 'self'"), []byte("media-src 'self' "+at), 1)
}

func setHeaders(c *fiber.Ctx, r *request) {
	h := &c.Response().Header
	h.SetCanonical(headerNosniff, nosniff)
	h.SetCanonical(headerRequestID, []byte(r.ID))
	if r.Secure {
		h.Set("Strict-Transport-Security", "max-age=31536000")
	}
}

// setPolicy says what the answer may do, unless its handler has.
func setPolicy(c *fiber.Ctx) {
	h := &c.Response().Header
	if len(h.PeekBytes(headerPolicy)) > 0 {
		return
	}
	policy := pagePolicy
	switch string(h.ContentType()) {
	case fiber.MIMEApplicationJSON, problemType:
		policy = dataPolicy
	}
	h.SetCanonical(headerPolicy, policy)
}

// secure says whether the request came over TLS, as far as we or our proxy can tell.
func (a *API) secure(c *fiber.Ctx) bool {
	if len(a.TrustedProxies) == 0 {
		return c.Context().IsTLS()
	}
	return c.Secure()
}

// sameSite refuses a change asked for by another site's page. Browsers say so in
// Sec-Fetch-Site; older ones name the page in Origin. A caller that sends neither
// is not a browser and carries no cookie it did not mean to send.
func sameSite(c *fiber.Ctx) error {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions:
		return nil
	}
	switch string(c.Request().Header.Peek("Sec-Fetch-Site")) {
	case "same-origin", "none":
		return nil
	case "":
	default:
		return errCrossSite
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" {
		return nil
	}
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" || !strings.EqualFold(u.Host, c.Hostname()) {
		return errCrossSite
	}
	return nil
}

// clientAddr is who asks, as far as it can be known: the nearest address that is
// not one of our own proxies.
func (a *API) clientAddr(c *fiber.Ctx) netip.Addr {
	addr := remoteAddr(c)
	if !a.ours(addr) {
		return addr
	}
	hops := strings.Split(c.Get(fiber.HeaderXForwardedFor), ",")
	for _, hop := range slices.Backward(hops) {
		next, err := netip.ParseAddr(strings.TrimSpace(hop))
		if err != nil {
			break // what lies beyond was made up
		}
		addr = next.Unmap()
		if !a.ours(addr) {
			break
		}
	}
	return addr
}

func remoteAddr(c *fiber.Ctx) netip.Addr {
	addr, _ := netip.AddrFromSlice(c.Context().RemoteIP())
	return addr.Unmap()
}

func (a *API) ours(addr netip.Addr) bool {
	return slices.ContainsFunc(a.TrustedProxies, func(p netip.Prefix) bool { return p.Contains(addr) })
}

func proxyNames(prefixes []netip.Prefix) []string {
	names := make([]string, len(prefixes))
	for i, p := range prefixes {
		names[i] = p.String()
	}
	return names
}
