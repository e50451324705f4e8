package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"wanjia/events/testkit"
	"wanjia/gateway/identity"
)

// Phones of the demonstration.
const (
	resident = "15400000001"
	admin    = "15400000009"

	onStagePhone = "15400000025"
	director     = "15400000027"
)

// claimed is a claim as the interface shows it.
type claimed struct {
	ID     string
	Pool   string
	Party  int
	Places []int
	State  string
}

var digits = regexp.MustCompile(`\d{6}`)

// signIn trades the code that the demonstration shows for a session.
func (s *service) signIn(phone string) *browser {
	s.t.Helper()
	b := s.browser()
	b.must("POST", "/v1/auth/codes", "", map[string]string{"phone": phone, "via": "sms"}, nil)
	var sent struct{ Items []struct{ Text string } }
	b.must("GET", "/v1/dev/messages?to="+phone, "", nil, &sent)
	if len(sent.Items) == 0 {
		s.t.Fatal("no code was sent")
	}
	var session struct{ Token string }
	b.must("POST", "/v1/auth/sessions", "", map[string]string{"phone": phone, "code": digits.FindString(sent.Items[0].Text)}, &session)
	b.token = session.Token
	b.pass(phone)
	return b
}

// pass gives the second factor that the demonstration shows, where the login has one.
func (b *browser) pass(phone string) {
	b.s.t.Helper()
	var logins struct {
		Items []struct {
			Phone      string
			SecondCode string `json:"second_code"`
		}
	}
	b.must("GET", "/v1/dev/logins", "", nil, &logins)
	for _, l := range logins.Items {
		if l.Phone == phone && l.SecondCode != "" {
			b.must("POST", "/v1/auth/second-factor", "", map[string]string{"code": l.SecondCode}, nil)
		}
	}
}

// enrol sets up a second factor, as somebody new to the staff does.
func (b *browser) enrol() {
	b.s.t.Helper()
	var e struct{ Secret string }
	b.must("POST", "/v1/me/second-factor", "", nil, &e)
	code, err := identity.CodeAt(e.Secret, time.Now())
	if err != nil {
		b.s.t.Fatal(err)
	}
	var paper struct {
		Codes []string `json:"recovery_codes"`
	}
	b.must("POST", "/v1/me/second-factor/confirm", "", map[string]string{"code": code}, &paper)
	if len(paper.Codes) != 10 {
		b.s.t.Errorf("recovery codes %v", paper.Codes)
	}
}

// mustSoon is must for what may be away for a moment, as a page does it: it asks again.
func (b *browser) mustSoon(method, path string, out any) {
	b.s.t.Helper()
	eventually(b.s.t, path, func() error {
		err := b.do(method, path, "", nil, out)
		if err != nil && !strings.Contains(err.Error(), ": 503 ") {
			b.s.t.Fatal(err)
		}
		return err
	})
}

// openPool finds a pool of places without numbers that is open for booking.
func (s *service) openPool() string { return s.poolOpen(false) }

// poolOpen finds one that is open for booking, of seats or not.
func (s *service) poolOpen(seated bool) string {
	s.t.Helper()
	b := s.browser()
	var events, sessions struct{ Items []struct{ ID string } }
	b.must("GET", "/v1/events", "", nil, &events)
	for _, e := range events.Items {
		if strings.HasPrefix(e.ID, "banquet") { // one booking a household and edition, and half of it taken
			continue
		}
		b.must("GET", "/v1/events/"+e.ID+"/sessions", "", nil, &sessions)
		for _, session := range sessions.Items {
			var a struct {
				Pools []struct{ ID, State, Plan string }
			}
			b.mustSoon("GET", "/v1/sessions/"+session.ID+"/availability", &a) // at a first start its pools are being made
			for _, p := range a.Pools {
				if p.State == "open" && (p.Plan != "") == seated {
					return p.ID
				}
			}
		}
	}
	s.t.Fatal("no pool is open")
	return ""
}

func party(n int) map[string]int { return map[string]int{"party": n} }

// book claims places for three.
func (b *browser) book(pool string) claimed {
	b.s.t.Helper()
	var c claimed
	b.must("POST", "/v1/pools/"+pool+"/claims", "press-"+pool, party(3), &c)
	if c.Party != 3 || len(c.Places) != 3 || c.State != "claimed" {
		b.s.t.Fatalf("claim = %+v", c)
	}
	return c
}

// holds checks that the claim is still the person's.
func (b *browser) holds(want claimed) {
	b.s.t.Helper()
	var mine struct{ Items []claimed }
	b.must("GET", "/v1/me/claims", "", nil, &mine)
	for _, c := range mine.Items {
		if c.ID == want.ID && fmt.Sprint(c.Places) == fmt.Sprint(want.Places) && c.State == want.State {
			return
		}
	}
	b.s.t.Fatalf("claim %s is gone; there are %+v", want.ID, mine.Items)
}

// The main job, whole: a booking made over HTTP, a clean end, and the same
// booking and the same session after a second start.
func TestServe(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := serve(t, "--demo", "S", "--data", data)
	for _, want := range []string{resident, "documents", "embedded", "演示数据", "api, work"} {
		if !strings.Contains(s.stdout.String(), want) {
			t.Errorf("the welcome does not show %q:\n%s", want, s.stdout)
		}
	}
	var ready struct {
		Ready bool
		Parts []struct{ Name, State, Kind string }
	}
	s.browser().must("GET", "/readyz", "", nil, &ready)
	if !ready.Ready || len(ready.Parts) != 6 {
		t.Errorf("readyz = %+v", ready)
	}
	b := s.signIn(resident)
	claim := b.book(s.openPool())
	b.holds(claim)
	if err := s.end(); err != nil {
		t.Fatalf("the service ended with: %v", err)
	}
	if _, held, err := holderOf(data); held || err != nil {
		t.Errorf("after the end the folder is held: %v, %v", held, err)
	}

	again := serve(t, "--demo", "S", "--data", data)
	late := again.browser()
	late.token = b.token
	late.holds(claim)
	// The worker has told the person, or will soon.
	eventually(t, "the confirmation", func() error {
		var sent struct {
			Items []struct{ Template, Text string }
		}
		late.must("GET", "/v1/dev/messages?to="+resident, "", nil, &sent)
		for _, m := range sent.Items {
			if m.Template == "claim_confirmed" {
				return nil
			}
		}
		return fmt.Errorf("only %+v", sent.Items)
	})
}

// A process killed at any moment starts again on the same data.
func TestKillNine(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	s := serveChild(t, "--demo", "S", "--data", data)
	b := s.signIn(resident)
	claim := b.book(s.openPool())
	s.murder()

	again := serveChild(t, "--demo", "S", "--data", data)
	late := again.browser()
	late.token = b.token
	late.holds(claim)
	late.refused("POST", "/v1/pools/"+claim.Pool+"/claims", "another-press", party(1), http.StatusConflict, "already_claimed")
	if err := again.end(); err != nil {
		t.Errorf("the second ended with: %v", err)
	}
}

// One Redis that is a cluster of six serves as well as the built-in one.
func TestServeOnCluster(t *testing.T) {
	t.Parallel()
	s := serve(t, "--demo", "S", "--data", t.TempDir(), "--redis-url", testkit.ClusterURL(t))
	b := s.signIn(resident)
	b.holds(b.book(s.openPool()))
	if !strings.Contains(s.stdout.String(), "external") {
		t.Errorf("the welcome does not call Redis external:\n%s", s.stdout)
	}
}

// A process that only works answers probes and Prometheus and nothing else, and
// does what another one has queued.
func TestRoles(t *testing.T) {
	t.Parallel()
	s := serve(t, "--data", t.TempDir(), "--roles", "work")
	b := s.browser()
	b.must("GET", "/readyz", "", nil, &struct{}{})
	b.refused("GET", "/v1/events", "", nil, http.StatusNotFound, "not found")
	if got := get(t, s.url+"/metrics"); !strings.Contains(got, "wanjia_queue_up 1") {
		t.Errorf("metrics = %.300s", got)
	}
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	s := serve(t, "--demo", "S", "--data", t.TempDir())
	s.signIn(resident).book(s.openPool())
	got := get(t, s.url+"/metrics")
	for _, want := range []string{
		"go_goroutines ", `wanjia_build_info{go="go1.`, `wanjia_docstore_seconds_count{op="insert"} `, "wanjia_docstore_inserted_total ",
		`wanjia_redis_pool_connections{state="idle"} `, "wanjia_queue_up 1", `wanjia_queue_tasks{queue="default",state="pending"} `,
		`wanjia_http_requests_total{method="POST",route="claim",status="201"} 1`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("/metrics lacks %q", want)
		}
	}
}

// The console's overview is for administrators, and names what is there.
func TestSystem(t *testing.T) {
	t.Parallel()
	s := serve(t, "--demo", "S", "--data", t.TempDir())
	s.signIn(resident).refused("GET", "/v1/system", "", nil, http.StatusForbidden, "forbidden")
	var system struct {
		Parts     []struct{ Name string }
		Documents []struct {
			Collection string
			Count      int
		}
	}
	s.signIn(admin).must("GET", "/v1/system", "", nil, &system)
	counts := map[string]int{}
	for _, d := range system.Documents {
		counts[d.Collection] = d.Count
	}
	// The three great ones, and a rehearsal at the gates.
	if len(system.Parts) != 6 || counts["events"] != 4 || counts["accounts"] != len(identity.DemoLogins()) {
		t.Errorf("system = %+v", system)
	}
}

// What is under way when the signal comes is finished, and answered.
func TestStopFinishesRequests(t *testing.T) {
	t.Parallel()
	line, address := brokenLine(t)
	s := servePatiently(t, within, "--demo", "S", "--data", t.TempDir(), "--redis-url", address, "--shutdown-after", within.String(), "--request-timeout", within.String())
	b := s.signIn(resident)
	pool := s.openPool()
	var me struct{ Person string }
	if err := b.do("GET", "/v1/me", "", nil, &me); err != nil || me.Person == "" {
		t.Fatalf("whom do I stand for: %q %v", me.Person, err)
	}
	line.Pause()
	answered := make(chan error, 1)
	go func() { answered <- b.do("POST", "/v1/pools/"+pool+"/claims", "a-long-press", party(2), nil) }()
	eventually(t, "the request is under way", func() error {
		if line.Holds(me.Person) {
			return nil
		}
		return fmt.Errorf("nothing about %s is held back", me.Person)
	})
	s.stop()
	// On a connection of its own each time: one that is open goes on being served.
	once := http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: within}
	eventually(t, "the listener is closed", func() error {
		answer, err := once.Get(s.url + "/livez")
		if err != nil {
			return nil
		}
		answer.Body.Close()
		return fmt.Errorf("it still answers")
	})
	line.Heal()
	if err := <-answered; err != nil {
		t.Errorf("the request under way was answered with: %v", err)
	}
	if err := s.end(); err != nil {
		t.Errorf("the service ended with: %v", err)
	}
}

// A long path is no obstacle for the sockets in the data folder.
func TestLongDataPath(t *testing.T) {
	t.Parallel()
	data := filepath.Join(t.TempDir(), strings.Repeat("long", 20), strings.Repeat("path", 20))
	s := serve(t, "--data", data)
	var out output
	if err := run(t.Context(), []string{"admin", "add", "--phone", "15400000077", "--data", data}, nil, &out, &out); err != nil {
		t.Fatal(err)
	}
	if err := s.end(); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(os.TempDir(), "wanjia-*", "control.sock"))
	if err != nil || len(left) > 0 {
		t.Errorf("sockets are left: %v %v", left, err)
	}
}

// get reads a page as text.
func get(t *testing.T, url string) string {
	t.Helper()
	client := http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var b strings.Builder
	if err := answer.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
