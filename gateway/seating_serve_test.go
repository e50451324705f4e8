package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"wanjia/events/seed"
)

// The demonstration's banquet is seated by its worker; a household is moved, which first is
// tried; a hall is closed, and all is taken back; a bad plan is refused in words; whoever
// sits there reads why.
func TestDemoSeating(t *testing.T) {
	t.Parallel()
	s := serve(t, "--demo", "S", "--data", t.TempDir())
	desk := s.signIn(admin)
	event := string(seed.Edition(time.Now(), time.Now()).Events[0].ID)
	type version struct {
		ID      string
		Closed  []string
		Figures struct{ Households, Tables, Left int }
		First   struct{ Tables int }
		Bound   int
	}
	type overview struct {
		Rev      int64
		Sittings []struct {
			ID      string
			Version *version
		}
		Run struct {
			State, Fault string
			Percent      int
		}
	}
	var all overview
	for until := time.Now().Add(30 * time.Second); ; {
		desk.must("GET", "/v1/events/"+event+"/seating", "", nil, &all)
		if all.Run.State != "running" {
			break
		}
		if time.Now().After(until) {
			t.Fatalf("nobody has seated the banquet: %+v", all)
		}
		time.Sleep(50 * time.Millisecond) // between two looks at a queue in another goroutine
	}
	if all.Run.State != "done" || len(all.Sittings) != 2 || all.Sittings[0].Version == nil || all.Sittings[1].Version == nil {
		t.Fatalf("the run came to %+v", all)
	}
	noon := all.Sittings[0]
	if v := noon.Version; v.Figures.Households < 50 || v.Figures.Tables < v.Bound || v.Bound == 0 || v.First.Tables == 0 {
		t.Errorf("figures %+v", v)
	}
	at := "/v1/events/" + event + "/seating/" + noon.ID
	var halls struct {
		Items []struct {
			ID, Drawing          string
			Rev, Capacity, Seats int
			Rules                []struct{ Rule string }
		}
	}
	desk.must("GET", "/v1/events/"+event+"/halls", "", nil, &halls)
	hall := halls.Items[0]
	if hall.Capacity == 0 || len(hall.Rules) != 3 {
		t.Errorf("the hall is %+v", hall)
	}
	type seated struct {
		Version string
		Homes   []struct {
			Household, Table, Address, Estate string
			Places                            []int
		}
	}
	var here seated
	desk.must("GET", at+"/halls/"+hall.ID, "", nil, &here)
	if len(here.Homes) == 0 || here.Homes[0].Address == "" || here.Homes[0].Estate == "" || strings.Contains(here.Homes[0].Address, "单元") {
		t.Fatalf("an organiser sees %+v", here.Homes)
	}
	mover, to := here.Homes[0].Household, ""
	for _, h := range here.Homes {
		if h.Table != here.Homes[0].Table {
			to = h.Table
		}
	}
	move := map[string]any{"base": here.Version, "household": mover, "table": to, "try": true}
	var cost struct {
		Done, Undo      bool
		Version         string
		Count, Brought  int
		Placed, Without int
	}
	switch err := desk.do("POST", at+"/moves", "", move, &cost); {
	case err == nil:
		move["try"], move["why"] = false, "他们一家人想坐一起"
		desk.must("POST", at+"/moves", "", move, &cost)
		if !cost.Done || cost.Count == 0 {
			t.Errorf("moved: %+v", cost)
		}
	case !strings.Contains(err.Error(), "seat_unfit"):
		t.Error(err)
	}
	move["why"], move["try"] = "", false
	desk.refused("POST", at+"/moves", "", move, http.StatusBadRequest, "reason")
	var now overview
	desk.must("GET", "/v1/events/"+event+"/seating", "", nil, &now)
	desk.must("POST", at+"/closures", "", map[string]any{"base": now.Sittings[0].Version.ID, "hall": hall.ID, "why": "漏水"}, &cost)
	if cost.Count == 0 || cost.Placed+cost.Brought == 0 {
		t.Errorf("closing it cost %+v", cost)
	}
	desk.refused("POST", at+"/closures", "", map[string]any{"base": now.Sittings[0].Version.ID, "hall": hall.ID, "why": "漏水"}, http.StatusConflict, "seating_newer")
	var why struct {
		Why []struct{ ZH, EN string }
	}
	desk.must("POST", at+"/undo", "", map[string]any{"base": cost.Version, "why": "修好了"}, &cost)
	desk.must("GET", at+"/households/"+mover, "", nil, &why)
	if len(why.Why) == 0 || why.Why[0].ZH == "" || why.Why[0].EN == "" || strings.Contains(why.Why[0].ZH, "{") {
		t.Errorf("why: %+v", why)
	}
	var mine struct{ Items []struct{ Table int } }
	s.signIn(demoResident).must("GET", "/v1/me/seats", "", nil, &mine)
	var document json.RawMessage
	desk.must("GET", "/v1/hall-drawings/"+hall.Drawing, "", nil, &document)
	empty := json.RawMessage(bytes.ReplaceAll(document, []byte(`"seats":10`), []byte(`"seats":0`)))
	desk.refused("POST", "/v1/events/"+event+"/halls/"+hall.ID+"/plan?base=1", "", empty, http.StatusBadRequest, "empty_table")
	desk.must("POST", "/v1/events/"+event+"/halls/"+hall.ID+"/plan?base=1", "", document, nil)
	if err := s.end(); err != nil {
		t.Error(err)
	}
}
