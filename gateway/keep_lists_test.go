package main

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/docstore/docstoretest"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// asked notes whose list was asked for; of one event nothing is entered with a pass.
type asked []events.ID

func (a *asked) List(_ context.Context, event events.ID) (checkin.List, error) {
	*a = append(*a, event)
	if event == "fair" {
		return checkin.List{}, pass.ErrNone
	}
	return checkin.List{}, nil
}

// TestListsAreKept: the list of a night is made from two hours before its first window
// until two hours after its last, and no other.
func TestListsAreKept(t *testing.T) {
	t.Parallel()
	c := newCatalogue(&docstoretest.Memory{})
	starts := time.Now().Add(24 * time.Hour).Truncate(time.Second)
	var list []events.Event
	var sessions []events.Session
	for id, at := range map[events.ID]time.Time{"tonight": starts, "fair": starts, "next-week": starts.AddDate(0, 0, 7)} {
		list = append(list, events.Event{ID: id, Kind: events.Lantern, Title: events.Text{ZH: "灯展"}, Starts: at, Ends: at.Add(4 * time.Hour)})
		sessions = append(sessions, events.Session{ID: events.SessionID(id), Event: id, Starts: at, Ends: at.Add(4 * time.Hour)})
	}
	if err := c.kept.Add(t.Context(), list, sessions); err != nil {
		t.Fatal(err)
	}
	now, gates := starts, &asked{}
	k := &listKeeper{gates: gates, events: c.service, now: func() time.Time { return now }}
	for _, tt := range []struct {
		at   time.Duration
		want int
	}{{-3 * time.Hour, 0}, {-119 * time.Minute, 2}, {time.Hour, 2}, {6*time.Hour - time.Minute, 2}, {6 * time.Hour, 0}} {
		*gates, now = nil, starts.Add(tt.at)
		if err := k.round(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(*gates) != tt.want || slices.Contains(*gates, "next-week") {
			t.Errorf("%s from the first window %v were asked for, not %d", tt.at, *gates, tt.want)
		}
	}
	if err := notNear(errors.New("away")); err == nil {
		t.Error("a fault is none")
	}
}
