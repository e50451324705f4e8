package main

import (
	"strings"
	"testing"
)

// TestDemoBanquet: the demonstration's banquet is half registered, a family of its logins
// is not yet, registers with grandmother at home and a dish, and is told of it; another one
// reads where it sits.
func TestDemoBanquet(t *testing.T) {
	t.Parallel()
	s := serve(t, "--demo", "S", "--data", t.TempDir())
	me := s.signIn(resident)
	var list struct{ Items []struct{ ID, Kind string } }
	me.must("GET", "/v1/events", "", nil, &list)
	event := ""
	for _, e := range list.Items {
		if e.Kind == "banquet" {
			event = e.ID
		}
	}
	at := "/v1/banquets/" + event
	var about struct {
		Sittings []struct{ Session, Kind string }
		Quotas   []struct {
			Channel string
			Places  int
		}
	}
	me.must("GET", at, "", nil, &about)
	sum := 0
	for _, q := range about.Quotas {
		sum += q.Places
	}
	if len(about.Sittings) != 6 || sum != 2*470 {
		t.Fatalf("%d sittings, quotas of %d places", len(about.Sittings), sum)
	}
	var stock struct {
		Pools []struct{ Claimed, Capacity int }
	}
	me.must("GET", "/v1/sessions/"+about.Sittings[0].Session+"/availability", "", nil, &stock)
	if len(stock.Pools) != 1 || stock.Pools[0].Claimed < 150 || stock.Pools[0].Claimed > 350 {
		t.Errorf("half registered: %+v", stock)
	}
	type registration struct {
		State  string
		Code   string
		People []struct {
			Person string
			Child  bool
		}
		Dishes []struct{ ID, Code string }
	}
	var mine registration
	me.must("GET", at+"/registration", "", nil, &mine)
	if mine.State != "" || len(mine.People) < 3 {
		t.Fatalf("before: %+v", mine)
	}
	people := []map[string]string{}
	for i, p := range mine.People {
		way := "come"
		if i == len(mine.People)-1 && !p.Child {
			way = "home"
		}
		people = append(people, map[string]string{"person": p.Person, "way": way})
	}
	me.must("POST", at+"/registration", "banquet-press-1", map[string]any{"session": about.Sittings[1].Session, "people": people}, &mine)
	if mine.State != "held" {
		t.Fatalf("held: %+v", mine)
	}
	me.must("POST", at+"/registration/confirm", "", nil, &mine)
	if mine.State != "confirmed" || len(mine.Code) != 8 {
		t.Fatalf("confirmed: %+v", mine)
	}
	var dish struct {
		Code       string
		MayContain []string `json:"may_contain"`
	}
	me.must("POST", at+"/dishes", "banquet-dish-1", map[string]any{"library": "15", "purpose": "eat", "auspicious": "年年有余", "answers": map[string]string{"egg": "yes"}}, &dish)
	if len(dish.Code) != 6 || strings.Join(dish.MayContain, " ") != "F E" && strings.Join(dish.MayContain, " ") != "E F" {
		t.Errorf("dish: %+v", dish)
	}
	s.readSeats(t)
	if err := s.end(); err != nil {
		t.Error(err)
	}
}
