package api

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/valyala/fasthttp"

	"wanjia/events"
	"wanjia/events/store"
	"wanjia/ticketing/crowd"
	"wanjia/ticketing/pass"
)

// fullness is a crowd that a test sets, at one event.
type fullness struct {
	event events.ID
	at    time.Time

	mu    sync.Mutex
	level crowd.Level
	asked int
}

func (g *fullness) Picture(_ context.Context, event events.ID) (crowd.Picture, error) {
	if event != g.event {
		return crowd.Picture{}, pass.ErrNone
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.asked++
	gates := []crowd.GatePicture{{Gate: pass.Gate{ID: "w1", Title: events.Text{ZH: "西1门", EN: "West gate 1"}}}}
	return crowd.Picture{AsOf: g.at, Opens: g.at.Add(-time.Hour), Level: g.level, Count: crowd.Count{Lower: 10, Upper: 20, Heard: g.at}, Gates: gates}, nil
}

func (g *fullness) Forget(events.ID) {}

func (g *fullness) set(l crowd.Level) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.level = l
}

// The page and the figures from in front of the router are the router's, packed for who
// can unpack them; a crowd that asks costs one look a second.
func TestStatusHot(t *testing.T) {
	t.Parallel()
	clock := time.Date(2027, 2, 19, 19, 0, 0, 0, events.Zone)
	g := &fullness{event: "banquet-2027", at: clock, level: crowd.Yellow}
	h := newHouse(t, func(a *API) { a.Crowd, a.Now = g, func() time.Time { return clock } })
	for path, word := range map[string]string{"/status/banquet-2027": "人渐渐多了", "/v1/sessions/" + string(h.pool.Session) + "/occupancy": `"level":"yellow"`} {
		first := h.do(t, "GET", path, "")
		before := g.asked
		routed := h.do(t, "GET", path, "", "X-Request-Id: by-the-router-1") // such a request is not hot
		hot := h.do(t, "GET", path, "")
		if first.StatusCode != 200 || routed.text != hot.text || !strings.Contains(hot.text, word) {
			t.Fatalf("%s: %d %s, then %s", path, routed.StatusCode, routed.text, hot.text)
		}
		a, b := maps.Clone(routed.Header), maps.Clone(hot.Header)
		a.Del("X-Request-Id")
		b.Del("X-Request-Id")
		if !maps.EqualFunc(a, b, slices.Equal[[]string]) || a.Get("Content-Security-Policy") == "" || a.Get("Vary") != "Accept-Encoding" {
			t.Errorf("%s: headers %v and %v", path, a, b)
		}
		for _, more := range []string{"", "X-Request-Id: by-the-router-1"} {
			packed := h.do(t, "GET", path, "", "Accept-Encoding: br, gzip", more)
			z, err := gzip.NewReader(strings.NewReader(packed.text))
			if err != nil || packed.Header.Get("Content-Encoding") != "gzip" {
				t.Fatalf("%s: not packed: %v, %v", path, err, packed.Header)
			}
			if text, err := io.ReadAll(z); err != nil || string(text) != hot.text {
				t.Errorf("%s: unpacked it is another: %v", path, err)
			}
			tag := packed.Header.Get("ETag")
			if res := h.do(t, "GET", path, "", "Accept-Encoding: gzip", "If-None-Match: "+tag, more); tag == hot.Header.Get("ETag") || res.StatusCode != 304 || res.text != "" {
				t.Errorf("%s: to who has %s: %d", path, tag, res.StatusCode)
			}
		}
		if g.asked != before {
			t.Errorf("%s: within a second the gates were asked %d times more", path, g.asked-before)
		}
		if !hotGet(h, path) {
			t.Errorf("%s is not answered in front of the router", path)
		}
		for _, odd := range []string{path + "?a=b", strings.Replace(path, "banquet", "%62anquet", 1), path + "/"} {
			if hotGet(h, odd) {
				t.Errorf("%s is answered in front of the router", odd)
			}
		}
		clock = clock.Add(time.Second)
		if hotGet(h, path) {
			t.Errorf("%s: a second later it is still the same", path)
		}
	}
	g.mu.Lock()
	g.at = clock.Add(24 * time.Hour) // of the night after this one
	g.mu.Unlock()
	clock = clock.Add(time.Minute)
	if page := h.do(t, "GET", "/status/banquet-2027", "").text; !strings.Contains(page, "还没开门") || strings.Contains(page, "○ 开着") || !strings.Contains(page, "还没开<") {
		t.Errorf("between the nights it says %s", page)
	}
	if res := h.do(t, "GET", "/status/gala-2027", ""); res.StatusCode != 404 || res.problem(t).Code != "no_pass" {
		t.Errorf("an event without gates: %d %s", res.StatusCode, res.text)
	}
}

// hotGet says whether a request is answered in front of the router.
func hotGet(h *house, path string) bool {
	fc := new(fasthttp.RequestCtx)
	fc.Request.SetRequestURI(path)
	return h.answerHot(fc)
}

// The page of a show stands in a folder as it is served, follows what changes, and is
// gone when nobody keeps it any more. What else is in the folder stays.
func TestStatusFiles(t *testing.T) {
	t.Parallel()
	g := &fullness{event: "lantern-2027", at: time.Now(), level: crowd.Green}
	h := newHouse(t, func(a *API) {
		a.Crowd = g
		starts := time.Now().Add(24 * time.Hour)
		show := events.Event{ID: g.event, Kind: events.Lantern, Title: events.Text{ZH: "灯展", EN: "Lanterns"}, Starts: starts, Ends: starts.Add(4 * time.Hour)}
		other := events.Event{ID: "lantern-elsewhere", Kind: events.Lantern, Title: events.Text{ZH: "没有门的灯展"}, Starts: starts, Ends: starts.Add(4 * time.Hour)}
		if err := a.Events.Catalogue.(*store.Catalogue).Add(t.Context(), []events.Event{show, other}, nil); err != nil {
			t.Fatal(err)
		}
	})
	folder := t.TempDir()
	own := filepath.Join(folder, "robots.txt")
	if err := os.WriteFile(own, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	k := statusKeeper{api: h.API, root: root, written: map[string]string{}}
	for level, word := range map[crowd.Level]string{crowd.Green: "不挤", crowd.Red: "满了"} {
		g.set(level)
		h.full.mu.Lock()
		clear(h.full.kept) // a second has passed
		h.full.mu.Unlock()
		if err := k.round(t.Context()); err != nil {
			t.Fatal(err)
		}
		served := h.do(t, "GET", "/status/lantern-2027", "").text
		page, err := root.ReadFile("lantern-2027/index.html")
		if err != nil || string(page) != served || !strings.Contains(served, word) {
			t.Errorf("on disk: %v\n%s\nserved:\n%s", err, page, served)
		}
		for name, plain := range map[string]string{"index.html.gz": served, "occupancy.json.gz": `"level":"` + string(level) + `"`} {
			packed, err := root.ReadFile("lantern-2027/" + name)
			if err != nil {
				t.Fatal(err)
			}
			z, err := gzip.NewReader(bytes.NewReader(packed))
			if err != nil {
				t.Fatal(err)
			}
			if text, err := io.ReadAll(z); err != nil || !strings.Contains(string(text), plain) {
				t.Errorf("%s: %v %s", name, err, text)
			}
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := k.keepOnly(nil); err != nil {
		t.Error(err)
	}
	if err := h.KeepStatus(ctx, folder); err != nil {
		t.Error(err)
	}
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 1 || left[0].Name() != "robots.txt" {
		t.Errorf("left are %v, %v", left, err)
	}
}
