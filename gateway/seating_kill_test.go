package main

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"wanjia/events/seed"
)

// seatingNow is what counts at the sittings of a banquet.
type seatingNow struct {
	Sittings []struct {
		ID      string
		Version struct{ ID string }
	}
	Run struct {
		ID, State string
		Percent   int
	}
}

// everySeat is who sits where in every hall at every sitting, as the page gets it.
func (b *browser) everySeat(event string) string {
	b.s.t.Helper()
	var now seatingNow
	b.must("GET", "/v1/events/"+event+"/seating", "", nil, &now)
	var halls struct{ Items []struct{ ID string } }
	b.must("GET", "/v1/events/"+event+"/halls", "", nil, &halls)
	var all []json.RawMessage
	for _, sitting := range now.Sittings {
		for _, hall := range halls.Items {
			var seated struct{ Homes, Tables json.RawMessage }
			b.must("GET", "/v1/events/"+event+"/seating/"+sitting.ID+"/halls/"+hall.ID, "", nil, &seated)
			all = append(all, seated.Homes, seated.Tables)
		}
	}
	body, err := json.Marshal(all)
	if err != nil {
		b.s.t.Fatal(err)
	}
	return string(body)
}

// awaitRun waits until the latest run is as asked.
func (b *browser) awaitRun(event string, until func(seatingNow) bool) (now seatingNow) {
	b.s.t.Helper()
	for deadline := time.Now().Add(3 * time.Minute); ; time.Sleep(3 * time.Millisecond) {
		b.must("GET", "/v1/events/"+event+"/seating", "", nil, &now)
		if until(now) {
			return now
		}
		if time.Now().After(deadline) {
			b.s.t.Fatalf("after three minutes: %+v", now)
		}
	}
}

// TestKilledWhileSeating kills the program as kill -9 does in the middle of a seating run.
// Half a run never counts; the next process finishes it by itself, once, and a run of the
// same seed that nobody disturbs comes to the same. It is part of make soak, as the next
// process takes half a minute to count the first as lost; TestRunDiesAnywhere of the rules
// is the short form.
func TestKilledWhileSeating(t *testing.T) {
	if os.Getenv("WANJIA_TEST_SOAK") == "" {
		t.Skip("make soak runs this: a run counts as lost after half a minute")
	}
	t.Parallel()
	data := t.TempDir()
	s := serveChild(t, "--demo", "S", "--data", data)
	desk := s.signIn(admin)
	event := string(seed.Edition(time.Now(), time.Now()).Events[0].ID)
	over := func(n seatingNow) bool { return n.Run.State != "running" }
	desk.awaitRun(event, over)
	var run struct{ ID string }
	killed := false
	for chance := 2; !killed && chance < 12; chance++ {
		desk.must("POST", "/v1/events/"+event+"/seating/runs", "", map[string]any{"seed": chance, "why": "重排"}, &run)
		desk.awaitRun(event, func(n seatingNow) bool { return over(n) || n.Run.Percent > 10 })
		s.murder()
		s = serveChild(t, "--demo", "S", "--data", data)
		token := desk.token // the session outlives the process; a number gets one code a minute
		desk = s.browser()
		desk.token = token
		var now seatingNow
		desk.must("GET", "/v1/events/"+event+"/seating", "", nil, &now)
		if killed = now.Run.State == "running"; !killed {
			continue // it was over before the process was
		}
		for _, sitting := range now.Sittings {
			if strings.HasPrefix(sitting.Version.ID, run.ID) {
				t.Errorf("half a run counts: %+v", sitting)
			}
		}
		began := time.Now()
		now = desk.awaitRun(event, over)
		t.Logf("killed in the middle; finished %v after the next start", time.Since(began).Round(time.Second))
		if now.Run.State != "done" || now.Run.ID != run.ID {
			t.Errorf("the run is %+v", now.Run)
		}
		for _, sitting := range now.Sittings {
			if sitting.Version.ID != run.ID+"/0/"+sitting.ID {
				t.Errorf("%s is seated by %s", sitting.ID, sitting.Version.ID)
			}
		}
		disturbed := desk.everySeat(event)
		desk.must("POST", "/v1/events/"+event+"/seating/runs", "", map[string]any{"seed": chance, "why": "再排一次"}, &run)
		if now := desk.awaitRun(event, over); now.Run.ID != run.ID || now.Run.State != "done" {
			t.Errorf("the second run is %+v", now.Run)
		}
		if desk.everySeat(event) != disturbed {
			t.Error("an undisturbed run of the same seed comes to another seating")
		}
	}
	if !killed {
		t.Error("no run was killed in its middle: this proves nothing")
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
}
