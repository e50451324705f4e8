package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/gofiber/fiber/v2"

	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/store"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// house is the real app on parts in memory.
type house struct {
	*API
	app   *fiber.App
	log   *lines
	pool  ticketing.Pool
	stock *ticketingtest.Stock

	resident, admin string // tokens
}

const (
	residentPhone = "15400000001"
	adminPhone    = "15400000009"
)

// newHouse opens a house with one event of one session of one pool of ten
// places. change, if not nil, alters the API before its routes are made.
func newHouse(tb testing.TB, change func(*API)) *house {
	tb.Helper()
	ctx := tb.Context()
	engine := &docstoretest.Memory{}
	messages := store.NewMessages(engine)
	catalogue := store.NewCatalogue(engine)
	h := &house{log: &lines{}, pool: ticketingtest.Pool(10), stock: &ticketingtest.Stock{Plans: ticketingtest.NewPlans()}}
	h.pool.Session, h.pool.Event = "banquet-2027-noon", "banquet-2027"
	starts := time.Now().Add(30 * 24 * time.Hour)
	err := catalogue.Add(ctx,
		[]events.Event{{
			ID: "banquet-2027", Kind: events.Banquet, Edition: 27, Title: events.Text{ZH: "万家宴", EN: "Banquet"},
			Starts: starts, Ends: starts.Add(8 * time.Hour), Cover: "covers/banquet.svg", Hotline: "027-12345",
		}, {
			ID: "gala-2027", Kind: events.Gala, Title: events.Text{ZH: "网络春晚"},
			Starts: starts.Add(24 * time.Hour), Ends: starts.Add(29 * time.Hour),
		}},
		[]events.Session{{
			ID: h.pool.Session, Event: "banquet-2027", Title: events.Text{ZH: "中午"},
			Starts: starts, Ends: starts.Add(3 * time.Hour), ApprovedCapacity: 10,
		}})
	if err != nil {
		tb.Fatal(err)
	}
	log, claims := slog.New(h.log), ticketingtest.NewClaims()
	h.API = &API{
		Events: &events.Service{Catalogue: catalogue, Drafts: catalogue, Now: time.Now},
		Tickets: &ticketing.Service{
			Pools: ticketingtest.NewPools(h.pool), Claims: claims, Waits: claims, Plans: h.stock.Plans, Stock: h.stock,
			Ledgers: &ticketingtest.Ledgers{}, Capacities: &ticketingtest.Capacities{Sessions: map[events.SessionID]int{h.pool.Session: 10}},
			Queue: &ticketingtest.Queue{}, Log: log, Now: time.Now,
		},
		Identity:  newIdentity(engine, messages),
		Community: &community.Service{Store: store.NewCommunity(engine), Now: time.Now},
		Messages:  messages, Log: log, Now: time.Now, Started: time.Now(), Version: "test",
		Web: fstest.MapFS{"index.html": {Data: []byte("<!doctype html>residents")}},
	}
	if err := communitytest.Fill(ctx, h.Community.Store); err != nil {
		tb.Fatal(err)
	}
	h.Audit = &audit.Log{Store: store.NewAudit(engine), Now: time.Now, Within: h.Community.Within}
	h.withIntake(engine)
	h.withDuplicates(engine)
	if change != nil {
		change(h.API)
	}
	h.app = h.App()
	if _, err := h.Identity.AddAdmin(ctx, adminPhone); err != nil {
		tb.Fatal(err)
	}
	h.Identity.Posts = heads{h.Community.Store}
	h.resident, h.admin = h.token(tb, residentPhone), h.strong(tb, adminPhone)
	return h
}

var sixDigits = regexp.MustCompile(`\d{6}`)

// token signs a phone in, below HTTP.
func (h *house) token(tb testing.TB, phone string) string {
	tb.Helper()
	ctx := tb.Context()
	if err := h.Identity.RequestCode(ctx, phone, "sms", identity.Device{}); err != nil {
		tb.Fatal(err)
	}
	list, err := h.Messages.To(ctx, phone, 1)
	if err != nil || len(list) == 0 {
		tb.Fatalf("no code was sent: %v", err)
	}
	_, token, _, err := h.Identity.SignIn(ctx, phone, list[0].Params["code"], identity.Device{Name: "test"})
	if err != nil {
		tb.Fatal(err)
	}
	return token
}

// strong signs a phone in with its second factor, which it sets up first.
func (h *house) strong(tb testing.TB, phone string) string {
	tb.Helper()
	token := h.token(tb, phone)
	h.factor(tb, token)
	return token
}

// factor sets up the second factor of a session's account, and so makes it strong.
func (h *house) factor(tb testing.TB, token string) {
	tb.Helper()
	who, err := h.Identity.Authenticate(tb.Context(), token)
	if err != nil {
		tb.Fatal(err)
	}
	e, err := h.Identity.BeginFactor(tb.Context(), who)
	if err != nil {
		tb.Fatal(err)
	}
	code, err := identity.CodeAt(e.Secret, time.Now())
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := h.Identity.ConfirmFactor(tb.Context(), who, code); err != nil {
		tb.Fatal(err)
	}
}

// holding signs a phone in as an account that holds a role at a node, with its
// second factor.
func (h *house) holding(tb testing.TB, phone string, role identity.Role, node string) string {
	tb.Helper()
	ctx := tb.Context()
	account, err := h.Identity.AccountFor(ctx, phone)
	if err != nil {
		tb.Fatal(err)
	}
	who, err := h.Identity.Authenticate(ctx, h.admin)
	if err != nil {
		tb.Fatal(err)
	}
	g := identity.Granting{Account: account.ID, Role: role, Node: node, Why: "test"}
	if _, err := h.Identity.Grant(ctx, who, g, func(string) bool { return true }); err != nil {
		tb.Fatal(err)
	}
	return h.strong(tb, phone)
}

// standing signs a phone in as an account that stands for a person of the town: the
// roles of posts come with it.
func (h *house) standing(tb testing.TB, phone string, person community.PersonID) string {
	tb.Helper()
	account, err := h.Identity.AccountFor(tb.Context(), phone)
	if err != nil {
		tb.Fatal(err)
	}
	if err := h.Identity.BindPerson(tb.Context(), account.ID, string(person)); err != nil {
		tb.Fatal(err)
	}
	return h.token(tb, phone)
}

// heads knows the building heads of the town; the wiring's own knows every post.
type heads struct{ store community.Store }

// PostsOf implements [identity.Posts].
func (h heads) PostsOf(ctx context.Context, person string) ([]identity.Grant, error) {
	posts, _, err := h.store.Posts.List(ctx, community.By{Index: "holder", Prefix: person + "/", Limit: 10})
	var grants []identity.Grant
	for _, p := range posts {
		if p.Kind == community.PostHead {
			grants = append(grants, identity.Grant{Role: identity.BuildingHead, Node: string(p.Building)})
		}
	}
	return grants, err
}

// answered is an answer, read whole.
type answered struct {
	*http.Response
	text string
}

// problem decodes an error's body.
func (r answered) problem(tb testing.TB) Problem {
	tb.Helper()
	var p Problem
	if err := json.Unmarshal([]byte(r.text), &p); err != nil {
		tb.Fatalf("%d %q is no problem: %v", r.StatusCode, r.text, err)
	}
	return p
}

// do sends a request through the real app. Headers are "Name: value".
func (h *house) do(tb testing.TB, method, path, body string, headers ...string) answered {
	tb.Helper()
	return doOn(tb, h.app, method, path, body, headers...)
}

func doOn(tb testing.TB, app *fiber.App, method, path, body string, headers ...string) answered {
	tb.Helper()
	var r io.Reader
	if body != "" {
		r = strings.NewReader(body)
	}
	req := httptest.NewRequest(method, path, r)
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for _, line := range headers {
		name, value, _ := strings.Cut(line, ": ")
		if name == "Host" {
			req.Host = value
		}
		req.Header.Set(name, value)
	}
	res, err := app.Test(req, -1)
	if err != nil {
		tb.Fatalf("%s %s: %v", method, path, err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		tb.Fatalf("%s %s: %v", method, path, err)
	}
	return answered{res, string(text)}
}

func bearer(token string) string { return "Authorization: Bearer " + token }

// listen serves an app on a real loopback listener until the test ends.
func listen(tb testing.TB, app *fiber.App) (addr string) {
	tb.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	served := make(chan error, 1)
	go func() { served <- app.Listener(l) }()
	tb.Cleanup(func() {
		if err := app.ShutdownWithTimeout(5 * time.Second); err != nil {
			tb.Error(err)
		}
		if err := <-served; err != nil {
			tb.Error(err)
		}
	})
	return l.Addr().String()
}

// lines is a log that remembers, with what LogAttrs adds.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (*lines) Enabled(context.Context, slog.Level) bool { return true }
func (l *lines) WithAttrs([]slog.Attr) slog.Handler     { return l }
func (l *lines) WithGroup(string) slog.Handler          { return l }

func (l *lines) Handle(ctx context.Context, r slog.Record) error {
	r.AddAttrs(LogAttrs(ctx)...)
	l.mu.Lock()
	defer l.mu.Unlock()
	return slog.NewTextHandler(&l.buf, nil).Handle(ctx, r)
}

// with returns the lines that contain all of the words.
func (l *lines) with(words ...string) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var found []string
next:
	for line := range strings.Lines(l.buf.String()) {
		for _, w := range words {
			if !strings.Contains(line, w) {
				continue next
			}
		}
		found = append(found, line)
	}
	return found
}

func mustJSON(tb testing.TB, v any) string {
	tb.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		tb.Fatal(err)
	}
	return string(b)
}
