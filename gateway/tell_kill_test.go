package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"
)

// TestKilledWhileTelling kills the program, as kill -9 does, while everybody who has
// booked is told that an event is stopped, and wants each of them told in the end, and
// nobody twice. make soak kills it more often.
func TestKilledWhileTelling(t *testing.T) {
	t.Parallel()
	kills := 1
	if os.Getenv("WANJIA_TEST_SOAK") != "" {
		kills = 12
	}
	data := t.TempDir()
	s := serveChild(t, "--demo", "S", "--data", data)
	b := s.browser()
	var events, sessions struct {
		Items []struct{ ID string }
	}
	b.must("GET", "/v1/events", "", nil, &events)
	event := ""
	for _, e := range events.Items {
		if strings.HasSuffix(e.ID, "-rehearsal") { // it is on within a day, so that the test may wake people
			event = e.ID
		}
	}
	b.must("GET", "/v1/events/"+event+"/sessions", "", nil, &sessions)
	booked := map[string]int{}
	for i := range 8 {
		phone := fmt.Sprint("1540000999", i)
		guest := s.signIn(phone)
		for _, session := range sessions.Items[:min(6, len(sessions.Items))] { // the page of messages shows twenty
			var a struct{ Pools []struct{ ID, State string } }
			b.must("GET", "/v1/sessions/"+session.ID+"/availability", "", nil, &a)
			var c claimed
			if a.Pools[0].State == "open" && guest.do("POST", "/v1/pools/"+a.Pools[0].ID+"/claims", "press-"+session.ID, party(1), &c) == nil {
				booked[phone]++
			}
		}
	}
	if len(booked) < 8 {
		t.Fatalf("booked %v: too little to be cut short", booked)
	}
	var logins struct {
		Items []struct{ Phone, Role string }
	}
	b.must("GET", "/v1/dev/logins", "", nil, &logins)
	var commander *browser
	for _, l := range logins.Items {
		if l.Role == "commander" {
			commander = s.signIn(l.Phone)
		}
	}
	var edition struct{ Rev int64 }
	commander.must("GET", "/v1/editions/"+event, "", nil, &edition)
	commander.must("POST", "/v1/editions/"+event+"/stop", "", map[string]any{
		"rev": edition.Rev, "note": map[string]string{"zh": "大风", "en": ""}, "authority": "区公安分局", "why": "as ordered",
	}, nil)
	token := commander.token
	for range kills {
		time.Sleep(time.Duration(rand.IntN(1500)) * time.Millisecond) // somewhere before, in or after a round
		s.murder()
		s = serveChild(t, "--demo", "S", "--data", data)
	}
	commander = s.browser()
	commander.token = token
	var said struct {
		Items []struct {
			Turn string
			Told struct{ All, Told, Open int }
		}
	}
	for until := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		commander.must("GET", "/v1/editions/"+event+"/bulletins", "", nil, &said)
		if len(said.Items) == 1 && said.Items[0].Told.All > 0 && said.Items[0].Told.Open == 0 {
			break
		}
		if time.Now().After(until) {
			t.Fatalf("not all were told: %+v", said)
		}
	}
	for phone, n := range booked {
		var sent struct {
			Items []struct{ ID, Template string }
		}
		commander.must("GET", "/v1/dev/messages?to="+phone, "", nil, &sent)
		told := 0
		for _, m := range sent.Items {
			if m.Template == "edition_stopped" {
				told++
			}
		}
		if told != n {
			t.Errorf("%s has %d bookings and %d messages", phone, n, told)
		}
	}
	t.Logf("killed %d times; %+v", kills, said.Items[0].Told)
	if err := s.end(); err != nil {
		t.Error(err)
	}
}
