package main

import (
	"errors"
	"fmt"
	"testing"
)

// readSeats: a login of the demonstration reads where it sits, with whom and why, of
// the meal that is published, and nobody reads the draft of the other; publishing that is
// read at once. The hotline is told of what is published alone.
func (s *service) readSeats(t *testing.T) {
	t.Helper()
	me, desk, hotline := s.signIn(demoSeated), s.signIn("15400000022"), s.signIn("15400000023")
	event := "banquet-2027"
	type overview struct {
		Sittings []struct {
			ID      string
			Draft   bool
			Version *struct{ ID string }
			Public  *struct{ Version, By string }
		}
		Run struct{ State string }
	}
	var all overview
	eventually(t, "the seating run", func() error {
		all = overview{}
		desk.must("GET", "/v1/events/"+event+"/seating", "", nil, &all)
		if all.Run.State != "done" {
			return errors.New(all.Run.State)
		}
		return nil
	})
	noon, evening := all.Sittings[0], all.Sittings[1]
	if noon.Draft || noon.Public == nil || noon.Public.Version != noon.Version.ID || !evening.Draft || evening.Public != nil || evening.Version == nil {
		t.Fatalf("the seating: %+v", all)
	}
	var seats struct {
		Items []struct {
			Sitting string
			Table   int
			Places  []int
			With    []struct{ People int }
			Why     []struct{ ZH string }
		}
	}
	me.must("GET", "/v1/me/seats", "", nil, &seats)
	if len(seats.Items) != 1 || seats.Items[0].Sitting != noon.ID || seats.Items[0].Table == 0 || len(seats.Items[0].Places) < 3 || len(seats.Items[0].With) == 0 || len(seats.Items[0].Why) == 0 {
		t.Errorf("the login reads %+v", seats)
	}
	var seen overview
	hotline.must("GET", "/v1/events/"+event+"/seating", "", nil, &seen)
	if seen.Sittings[0].Version == nil || seen.Sittings[1].Version != nil || seen.Sittings[1].Draft {
		t.Errorf("the hotline reads %+v", seen)
	}
	at := "/v1/events/" + event + "/seating/" + evening.ID
	hotline.refused("GET", at+"/left", "", nil, 409, "seating_unpublished")
	desk.must("POST", at+"/publication", "", map[string]any{"base": evening.Version.ID, "why": "核对过了"}, nil)
	hotline.must("GET", at+"/left", "", nil, nil)
	s.movesInDraft(t, desk, me, "/v1/events/"+event+"/seating", noon.ID)
}

// movesInDraft: where a draft has the household at another table, it goes on reading the
// published one, until the draft is published.
func (s *service) movesInDraft(t *testing.T, desk, me *browser, at, noon string) {
	t.Helper()
	type own struct {
		Items []struct {
			Sitting string
			Hall    string
			Table   int
		}
	}
	var was, still, now own
	me.must("GET", "/v1/me/seats", "", nil, &was)
	desk.must("POST", at+"/runs", "", map[string]any{"seed": 7, "why": "换个排法"}, nil)
	var all struct {
		Sittings []struct{ Version struct{ ID string } }
		Run      struct{ State string }
	}
	eventually(t, "another seating run", func() error {
		desk.must("GET", at, "", nil, &all)
		if all.Run.State != "done" {
			return errors.New(all.Run.State)
		}
		return nil
	})
	var who struct{ Person struct{ ID string } }
	me.must("GET", "/v1/me/household", "", nil, &who.Person)
	var seated struct{ Table string }
	at += "/" + noon
	desk.must("GET", at+"/households/"+who.Person.ID, "", nil, &seated)
	var hall struct{ Homes []struct{ Table string } }
	desk.must("GET", at+"/halls/"+was.Items[0].Hall, "", nil, &hall)
	base, moved := all.Sittings[0].Version.ID, false
	for _, h := range hall.Homes {
		var cost struct{ Version string }
		if h.Table == seated.Table || desk.do("POST", at+"/moves", "", map[string]any{"base": base, "household": who.Person.ID, "table": h.Table, "why": "试"}, &cost) != nil {
			continue
		}
		base, moved = cost.Version, true
		if me.must("GET", "/v1/me/seats", "", nil, &still); fmt.Sprint(still) != fmt.Sprint(was) {
			t.Fatalf("a draft is read: %+v, not %+v", still, was)
		}
		var here struct{ Number int }
		desk.must("GET", at+"/households/"+who.Person.ID, "", nil, &here)
		if here.Number != was.Items[0].Table {
			break // another table than the published one
		}
	}
	desk.must("POST", at+"/publication", "", map[string]any{"base": base, "why": "核对过了"}, nil)
	me.must("GET", "/v1/me/seats", "", nil, &now)
	if !moved || fmt.Sprint(now) == fmt.Sprint(was) {
		t.Errorf("published again: %+v, before %+v; moved: %v", now, was, moved)
	}
}
