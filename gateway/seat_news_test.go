package main

import (
	"strings"
	"testing"

	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/ticketing/seating/runs"
)

// about are the messages on seats that reached a person, by template.
func (s *sentLetters) about(person string) (list []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.kept {
		if l.To == person && (strings.HasPrefix(l.Template, "banquet_seat") || l.Template == "banquet_moved") {
			list = append(list, l.Template)
		}
	}
	return list
}

// TestSeatsTold: nobody is told of a draft; each household is told once of its place when it
// is published, once more of a place it is moved to, and not of one it is back at before
// anybody was told.
func TestSeatsTold(t *testing.T) {
	t.Parallel()
	w, ctx, who := seatedTable(t), t.Context(), runs.Who{Account: "a", Name: "尚姐"}
	tell := func() {
		t.Helper()
		for range 2 {
			if err := w.tellSeats(ctx, w.event); err != nil {
				t.Fatal(err)
			}
		}
	}
	tell()
	v := w.current(t)
	for _, seat := range v.Result.Seats {
		r, err := w.banquet.Store.Registrations.Get(ctx, banquet.NewRegistrationID(w.event, community.HouseholdID(seat.Household)))
		if got := w.sent.about(r.Holder); err != nil || len(got) != 1 || got[0] != "banquet_seat" {
			t.Errorf("%s was told %v, %v", seat.Household, got, err)
		}
	}
	v = w.seat(t) // a draft
	if _, err := w.seating.service.Move(ctx, who, runs.Change{Event: w.event, Sitting: v.Sitting, Base: v.ID, Why: "x"}, "h-n0", otherTable(v, "h-n0")); err != nil {
		t.Fatal(err)
	}
	tell()
	if got := w.sent.about("n0"); len(got) != 1 {
		t.Errorf("told of a draft: %v", got)
	}
	w.publish(t, w.current(t))
	tell()
	if got := w.sent.about("n0"); len(got) != 2 || got[1] != "banquet_seat_moved" {
		t.Errorf("told of a move: %v", got)
	}
	now := w.current(t)
	change := func(base string) runs.Change {
		return runs.Change{Event: w.event, Sitting: now.Sitting, Base: base, Why: "x"}
	}
	p, err := w.seating.service.Move(ctx, who, change(now.ID), "h-n0", otherTable(now, "h-n0"))
	if err == nil {
		_, err = w.seating.service.Undo(ctx, who, change(p.After.ID))
	}
	if err != nil {
		t.Fatal(err)
	}
	if tell(); len(w.sent.about("n0")) != 2 {
		t.Errorf("told of a place it was back at: %v", w.sent.about("n0"))
	}
	said := banquet.Seated{Household: "h-n0", Session: now.Sitting, Where: banquet.Spot{Hall: "会场V9", Table: 9, Places: []int{1}}}
	for range 2 { // by two processes, say
		if err := w.banquet.TellSeat(ctx, w.event, said); err != nil {
			t.Fatal(err)
		}
	}
	if got := w.sent.about("n0"); len(got) != 3 {
		t.Errorf("told twice of one place: %v", got)
	}
	// Whose meal is brought is told so, not that a place is being looked for.
	if p, err = w.seating.service.Close(ctx, who, change(w.current(t).ID), "V0"); err != nil || p.After.Figures.Got.Households == p.Before.Figures.Got.Households {
		t.Fatalf("closed: %v", err)
	}
	if tell(); strings.Contains(w.sent.templates(), "unseated") {
		t.Errorf("told %q", w.sent.templates())
	}
}

func seatAt(v *runs.Version, household string) string {
	seat, _ := v.Seat(household)
	return seat.Table
}

// otherTable is one the household is not at.
func otherTable(v *runs.Version, household string) string {
	at := seatAt(v, household)
	for _, x := range v.Plan.Tables {
		if x.ID != at {
			return x.ID
		}
	}
	return ""
}
