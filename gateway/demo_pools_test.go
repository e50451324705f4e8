package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"wanjia/events/seed"
	"wanjia/ticketing/seating"
)

// The demonstration has limits for households and a hall with numbered seats and room
// for wheelchairs, where somebody can book.
func TestDemoPools(t *testing.T) {
	t.Parallel()
	s := serve(t, "--demo", "S", "--data", t.TempDir())
	me := s.signIn(resident)
	seats := s.poolOpen(true)
	var claim struct {
		State string
		Seats []string
	}
	me.must("POST", "/v1/pools/"+seats+"/claims", "seats-0001", map[string]any{"best_available": map[string]any{"number": 2, "needs": []string{"wheelchair"}}}, &claim)
	if claim.State != "claimed" || fmt.Sprint(claim.Seats) != "[8-1 8-2]" && fmt.Sprint(claim.Seats) != "[8-6 8-7]" && fmt.Sprint(claim.Seats) != "[8-8 8-9]" {
		t.Errorf("two, one of them in a wheelchair: %+v", claim)
	}
	desk := s.signIn(admin)
	for _, q := range seed.Edition(time.Now(), time.Now()).Quotas {
		if q.PerHousehold == 0 || strings.HasPrefix(string(q.Event), "banquet") { // which has a test of its own
			continue
		}
		var stock struct {
			Pools []struct {
				ID     string
				Seated bool
				Limits []struct {
					Rule, Per string
					Max       int
				}
			}
		}
		desk.must("GET", "/v1/sessions/"+string(q.Session)+"/stock", "", nil, &stock)
		if len(stock.Pools) != 1 || fmt.Sprint(stock.Pools[0].Limits) != "[{household household 1}]" || stock.Pools[0].Seated != (q.ID == seats) {
			t.Errorf("%s: %+v", q.ID, stock)
		}
	}
	if err := s.end(); err != nil {
		t.Error(err)
	}
}

// The made-up hall is a plan without mistakes, which has a seat for each of the pool's
// places and beside each wheelchair a seat for whoever comes along.
func TestDemoHall(t *testing.T) {
	t.Parallel()
	document, seats := seed.Hall()
	plan, err := seating.Read(document)
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Seats) != seats || seats != 144 || strings.Join(plan.Sectors, " ") != "池座 楼座" || len(plan.Units()) != 4 {
		t.Errorf("the hall has %d seats of %d in %v and %d wheelchair places", len(plan.Seats), seats, plan.Sectors, len(plan.Units()))
	}
	for _, u := range plan.Units() {
		if len(u.Companions) != 1 || plan.Seats[u.Companions[0]-1].Row != plan.Seats[u.Place-1].Row {
			t.Errorf("wheelchair place %d has the companions %v", u.Place, u.Companions)
		}
	}
}
