package main

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"wanjia/events/seed"
)

// The demonstration's lantern show can be planned, saved as what can be booked, refused
// where more is taken, watched and stopped.
func TestDemoLanterns(t *testing.T) {
	t.Parallel()
	s := serve(t, "--demo", "S", "--data", t.TempDir())
	desk := s.signIn(admin)
	event := string(seed.Edition(time.Now(), time.Now()).Events[2].ID)
	type plan struct {
		Places  int
		Lanes   map[string]int
		Windows []struct {
			Session          string
			Places, Approved int
			Version          int64
		}
		Gates []struct {
			ID      string
			Numbers []struct {
				Places int
				Kind   string
				Words  struct{ ZH, EN string }
			}
		}
	}
	var first, other plan
	desk.must("GET", "/v1/events/"+event+"/slot-plan?night=1", "", nil, &first)
	desk.must("POST", "/v1/events/"+event+"/slot-plan", "", map[string]any{"night": 1, "lanes": map[string]int{"w1": 6, "e4": 6}}, &other)
	if first.Places < 20_000 || len(first.Windows) != 6 || len(first.Gates) != 5 || other.Places == first.Places || other.Lanes["e4"] != 6 {
		t.Fatalf("%d places with the lanes there are, %d with three moved", first.Places, other.Places)
	}
	for _, g := range first.Gates {
		for _, n := range g.Numbers {
			if n.Kind == "" || n.Words.ZH == "" || n.Words.EN == "" {
				t.Errorf("gate %s: nothing binds %+v", g.ID, n)
			}
		}
	}
	versions := map[string]int64{}
	for _, w := range first.Windows {
		versions[w.Session] = w.Version
	}
	save := map[string]any{"night": 1, "lanes": first.Lanes, "versions": versions, "why": "按方案"}
	var saved plan
	desk.must("PUT", "/v1/events/"+event+"/slot-plan", "save-0001", save, &saved)
	for _, w := range saved.Windows {
		var stock struct {
			Approved, Left int
		}
		desk.must("GET", "/v1/sessions/"+w.Session+"/stock", "", nil, &stock)
		if w.Approved != w.Places || stock.Approved != w.Places || stock.Left != 0 {
			t.Errorf("%s: planned %d, approved %d, %d in no pool", w.Session, w.Places, stock.Approved, stock.Left)
		}
	}
	for _, path := range []string{"/status/" + event, "/v1/sessions/" + first.Windows[0].Session + "/occupancy"} {
		res, err := http.Get(s.url + path)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		if err != nil || res.StatusCode != 200 || res.Header.Get("Cache-Control") != "public, max-age=5" || res.Header.Get("Etag") == "" || strings.Contains(string(body), "<script") {
			t.Errorf("%s: %d %v, %v", path, res.StatusCode, res.Header, err)
		}
		res.Body.Close()
	}
	var order struct{ Kind string }
	desk.must("POST", "/v1/events/"+event+"/gate-orders", "stop-0001", map[string]any{"kind": "stop", "gates": []string{"w1"}, "authority": "公安", "reason": "演练"}, &order)
	var picture struct {
		Level string
		Gates []struct{ ID, Order string }
		Zones []struct{ ID string }
	}
	desk.must("GET", "/v1/events/"+event+"/crowd", "", nil, &picture)
	if order.Kind != "stop" || len(picture.Gates) != 5 || picture.Gates[0].Order != "stop" || picture.Gates[1].Order != "" || len(picture.Zones) != 5 {
		t.Errorf("%+v", picture)
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
}
