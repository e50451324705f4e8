package main

import (
	"fmt"
	"net/http"
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
		if q.PerHousehold == 0 || strings.HasPrefix(string(q.Event), "banquet") { // whose pools are made when it is loaded
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
	demoBanquetPools(t, s, desk, me)
	if err := s.end(); err != nil {
		t.Error(err)
	}
}

// demoBanquetPools: each sitting of the demonstration's banquet has one pool, of which a
// household gets one party in the whole edition; those of the meals are shared out, the
// building heads' share until five days before. Somebody can book there.
func demoBanquetPools(t *testing.T, s *service, desk, me *browser) {
	t.Helper()
	event := string(seed.Edition(time.Now(), time.Now()).Events[0].ID)
	var sessions struct{ Items []struct{ ID string } }
	s.browser().must("GET", "/v1/events/"+event+"/sessions", "", nil, &sessions)
	meals, open := 0, ""
	for _, session := range sessions.Items {
		var stock struct {
			Pools []struct {
				ID     string
				Limits []struct {
					Rule, Per string
					Max       int
				}
				Shares []struct {
					Channel, Into string
					Places, Taken int
					Release       *time.Time
				}
			}
		}
		desk.must("GET", "/v1/sessions/"+session.ID+"/stock", "", nil, &stock)
		if len(stock.Pools) != 1 || len(stock.Pools[0].Limits) != 1 || stock.Pools[0].Limits[0].Per != "household" || stock.Pools[0].Limits[0].Max != 1 {
			t.Errorf("%s: %+v", session.ID, stock)
			continue
		}
		for _, share := range stock.Pools[0].Shares {
			if share.Channel == "building_head" {
				meals++
				if share.Into != "online" || share.Release == nil || share.Places == 0 {
					t.Errorf("%s: the building heads' share is %+v", session.ID, share)
				}
			}
			if share.Channel == "online" && share.Places > share.Taken+1 {
				open = stock.Pools[0].ID
			}
		}
	}
	if len(sessions.Items) != 6 || meals != 2 || open == "" {
		t.Fatalf("%d sittings, %d meals, %q is open", len(sessions.Items), meals, open)
	}
	var claim struct{ State string }
	me.must("POST", "/v1/pools/"+open+"/claims", "banquet-0001", party(2), &claim)
	if claim.State != "claimed" {
		t.Errorf("at the banquet: %+v", claim)
	}
	me.refused("POST", "/v1/pools/"+open+"/claims", "banquet-0002", party(1), http.StatusConflict, "already_claimed")
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
