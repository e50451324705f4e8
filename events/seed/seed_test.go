package seed_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events"
	"wanjia/events/seed"
)

func day(t *testing.T, s string) time.Time {
	t.Helper()
	d, err := time.ParseInLocation(time.DateTime, s, events.Zone)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestEdition(t *testing.T) {
	t.Parallel()
	opened := day(t, "2026-11-01 09:00:00")
	d := seed.Edition(day(t, "2026-11-23 01:00:00"), opened)
	starts := map[events.ID]string{}
	for _, e := range d.Events {
		starts[e.ID] = e.Starts.Format(time.DateTime) + " " + events.Lunar(e.Starts)
	}
	want := map[events.ID]string{
		"banquet-2027": "2027-01-31 12:00:00 腊月廿四",
		"gala-2027":    "2027-02-06 20:00:00 正月初一",
		"lantern-2027": "2027-02-19 18:30:00 正月十四",
	}
	if diff := cmp.Diff(want, starts); diff != "" {
		t.Errorf("events (-want +got)\n%s", diff)
	}
	passes := 0
	for _, q := range d.Quotas {
		if q.Event == "lantern-2027" {
			passes += q.Places
		}
	}
	if want := 72_000; passes != want {
		t.Errorf("%d passes of the lantern show, want %d", passes, want)
	}
}

func TestEditionGoesOnUntilItIsOver(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"2027-02-20 19:00:00": "lantern-2027", // its second night
		"2027-02-21 21:00:00": "lantern-2027", // its last night
		"2027-02-23 00:00:00": "lantern-2028",
		"2027-12-31 00:00:00": "lantern-2028",
	}
	for now, want := range tests {
		d := seed.Edition(day(t, now), day(t, now))
		if got := d.Events[2].ID; got != events.ID(want) {
			t.Errorf("at %s the edition is %s, want %s", now, got, want)
		}
		for _, q := range d.Quotas {
			if !q.Closes.After(q.Opens) {
				t.Errorf("at %s quota %s closes before it opens", now, q.ID)
			}
		}
	}
}

func TestEditionHangsTogether(t *testing.T) {
	t.Parallel()
	d := seed.Edition(day(t, "2026-11-23 01:00:00"), day(t, "2026-11-01 09:00:00"))
	covers := map[string]bool{}
	for _, c := range d.Covers {
		covers[c.Key] = strings.HasPrefix(string(c.Body), "<svg")
	}
	known := map[events.ID]bool{}
	for _, e := range d.Events {
		known[e.ID] = true
		if !e.Synthetic || e.Title.ZH == "" || e.Title.EN == "" || !covers[e.Cover] {
			t.Errorf("event %s is not marked synthetic, lacks a title, or its cover %s is no picture", e.ID, e.Cover)
		}
	}
	capacity := map[events.SessionID]int{}
	for _, s := range d.Sessions {
		if !known[s.Event] || !s.Ends.After(s.Starts) || !s.Synthetic {
			t.Errorf("session %s belongs to no event, ends before it starts, or is not marked synthetic", s.ID)
		}
		capacity[s.ID] = s.ApprovedCapacity
	}
	for _, q := range d.Quotas {
		capacity[q.Session] -= q.Places
		if q.MaxParty < 1 || !q.Closes.After(q.Opens) || strings.Contains(q.ID, "/") {
			t.Errorf("quota %s is not a pool that can be booked", q.ID)
		}
	}
	for id, left := range capacity {
		if left < 0 {
			t.Errorf("the quotas of session %s exceed its approved capacity by %d", id, -left)
		}
	}
}

// TestFeast: the banquet of a size has the sittings of the dataset, each with one pool
// whose shares add up to it, and replaces the one of before.
func TestFeast(t *testing.T) {
	t.Parallel()
	opened := day(t, "2026-11-15 09:00:00")
	d := seed.Edition(day(t, "2026-11-23 01:00:00"), opened)
	sittings, err := seed.Sittings(seed.Options{Size: seed.L})
	if err != nil {
		t.Fatal(err)
	}
	d.Feast(sittings, opened)
	seats, passes := 0, 0
	for _, q := range d.Quotas {
		if q.Event != "banquet-2027" {
			continue
		}
		sum := 0
		for _, s := range q.Shares {
			sum += s.Places
		}
		if !q.PerEdition || !q.Opens.Equal(opened) || q.Closes.Format(time.DateTime) != "2027-01-30 18:00:00" || len(q.Shares) > 0 && sum != q.Places {
			t.Errorf("%+v, shares of %d", q, sum)
		}
		if len(q.Shares) > 0 {
			seats += q.Places
		} else {
			passes += q.Places
		}
	}
	if seats != 28_000 || passes != 12_000 {
		t.Errorf("%d seats, %d passes", seats, passes)
	}
	starts := []string{}
	for _, s := range d.Sessions {
		if s.Event == "banquet-2027" {
			starts = append(starts, s.Starts.Format("15:04"))
		}
	}
	if got := strings.Join(starts, " "); got != "12:00 16:30 13:45 14:15 14:45 15:15" {
		t.Errorf("sittings at %s", got)
	}
}
