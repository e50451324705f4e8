package main

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/paper"
	"wanjia/gateway/api"
	"wanjia/ticketing/seating/runs"
)

// TestCardsAtNight: the job makes the cards of one hall after the other, until every hall
// has those of the version that counts; then there is nothing to do, until that changes.
// It is done in the small hours only.
func TestCardsAtNight(t *testing.T) {
	t.Parallel()
	w, ctx := seatedTable(t), t.Context()
	store, closeStore, err := openObjectFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = closeStore() })
	w.house.objects = store
	press := &api.API{
		Events: w.catalogue.service, Community: w.community.service, Banquet: w.banquet, Seating: w.seating.service, Fonts: &paper.Fonts{},
		Log: w.house.log, Now: time.Now,
	}
	who := runs.Who{Account: "a", Name: "尚姐"}
	if v := w.current(t); len(api.CardTables(v, "V1", "")) == 0 { // somebody is to sit in each hall
		if _, err := w.seating.service.Move(ctx, who, runs.Change{Event: w.event, Sitting: v.Sitting, Base: v.ID, Why: "x"}, "h-n0", "V1-1"); err != nil {
			t.Fatal(err)
		}
	}
	halls := func() (made []string) {
		v := w.current(t)
		for _, hall := range []string{"V0", "V1"} {
			body, err := store.Object(ctx, api.CardKey(v.ID, hall))
			if err == nil && bytes.HasPrefix(body, []byte("%PDF-")) && bytes.Count(body, []byte("/Type /Page /Parent")) == len(api.CardTables(v, hall, "")) {
				made = append(made, hall)
			}
		}
		return made
	}
	for n := range 3 {
		made, err := w.printNext(ctx, press)
		if err != nil || made != (n < 2) || len(halls()) != min(n+1, 2) {
			t.Fatalf("night %d: made %v, %v; cards of %v", n, made, err, halls())
		}
	}
	v := w.current(t)
	if _, err := w.closures.Close(ctx, who, w.event, "V0", "漏水"); err != nil {
		t.Fatal(err)
	}
	if w.current(t).ID == v.ID || len(halls()) != 0 {
		t.Fatalf("the changed seating has cards: %v", halls())
	}
	if made, err := w.printNext(ctx, press); err != nil || !made || !slices.Equal(halls(), []string{"V1"}) {
		t.Errorf("after the change: made %v, %v; cards of %v", made, err, halls())
	}
	if made, err := w.printNext(ctx, press); err != nil || made {
		t.Errorf("nobody sits in the other hall: made %v, %v", made, err)
	}
	day := time.Date(2027, 1, 21, 0, 0, 0, 0, events.Zone)
	for hour, want := range map[int]bool{0: false, 1: true, 4: true, 5: false, 14: false} {
		if got := atNight(day.Add(time.Duration(hour) * time.Hour)); got != want {
			t.Errorf("at %d: %v", hour, got)
		}
	}
}
