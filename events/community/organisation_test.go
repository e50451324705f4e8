package community_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/store"
)

// today is the day of most tests: after the town was written down.
var today = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// newTown opens a service on a town kept by e, in memory if that is nil.
func newTown(t *testing.T, e docstore.Engine) *community.Service {
	t.Helper()
	if e == nil {
		e = &docstoretest.Memory{}
	}
	s := &community.Service{Store: store.NewCommunity(e), Now: func() time.Time { return today }}
	if err := communitytest.Fill(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	return s
}

// change changes one record, or fails the test.
func change[ID ~string, T any](t *testing.T, r community.Records[ID, T], id ID, f func(*T)) {
	t.Helper()
	if _, err := r.Change(t.Context(), id, func(v *T) error { f(v); return nil }); err != nil {
		t.Fatal(err)
	}
}

func TestRooms(t *testing.T) {
	t.Parallel()
	b := community.Building{Floors: 5, Units: 2, PerLanding: 2}
	if got, want := b.Rooms(), []string{"101", "102", "201", "202", "301", "302", "401", "402", "501", "502"}; !slices.Equal(got, want) {
		t.Errorf("Rooms = %q, want %q", got, want)
	}
	b.NoFourth = true
	if got, want := b.Rooms(), []string{"101", "102", "201", "202", "301", "302", "501", "502", "601", "602"}; !slices.Equal(got, want) {
		t.Errorf("Rooms without a fourth floor = %q, want %q", got, want)
	}
	if got := (community.Building{Floors: 12, PerLanding: 1}).Rooms(); got[9] != "1001" || got[11] != "1201" {
		t.Errorf("Rooms of a high building = %q", got)
	}
	if got := (community.Building{}).Rooms(); len(got) != 0 {
		t.Errorf("Rooms of nothing = %q", got)
	}
}

// TestRosterNames: a name is on the wall only while its holder agrees, holds the
// post and is somebody still.
func TestRosterNames(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		alter func(*community.Service)
		name  string
		state community.PostState
	}{
		"agreed": {func(*community.Service) {}, "童爱华", community.PostHeld},
		"withdrawn": {func(s *community.Service) {
			change(t, s.Store.Consents, "c-tong-roster", func(c *community.Consent) { c.Withdrawn = today })
		}, "", community.PostHeld},
		"refused since": {func(s *community.Service) {
			if _, err := s.Store.Consents.Add(t.Context(), community.Consent{ID: "c-no", Person: communitytest.Tong, Purpose: community.ForRoster, At: today}); err != nil {
				t.Fatal(err)
			}
		}, "", community.PostHeld},
		"not published": {func(s *community.Service) {
			change(t, s.Store.Posts, "GX-12-head", func(p *community.Post) { p.Published = false })
		}, "", community.PostHeld},
		"term over": {func(s *community.Service) {
			change(t, s.Store.Posts, "GX-12-head", func(p *community.Post) { p.Until = "2026-11-22" })
		}, "", community.PostEnded},
		"last day": {func(s *community.Service) {
			change(t, s.Store.Posts, "GX-12-head", func(p *community.Post) { p.Until = "2026-11-23" })
		}, "童爱华", community.PostHeld},
		"not begun": {func(s *community.Service) {
			change(t, s.Store.Posts, "GX-12-head", func(p *community.Post) { p.From = "2026-11-24" })
		}, "", community.PostAhead},
		"merged away": {func(s *community.Service) {
			change(t, s.Store.People, communitytest.Tong, func(p *community.Person) { p.MergedInto = communitytest.TongSon })
		}, "", community.PostHeld},
		"removed": {func(s *community.Service) {
			change(t, s.Store.People, communitytest.Tong, func(p *community.Person) { p.Removed = today })
		}, "", community.PostHeld},
		"agreed to something else": {func(s *community.Service) {
			change(t, s.Store.Consents, "c-tong-roster", func(c *community.Consent) { c.Purpose = community.ForPhotos })
		}, "", community.PostHeld},
	}
	for name, tt := range tests {
		s := newTown(t, nil)
		tt.alter(s)
		r, err := s.Roster(t.Context(), "GX-12")
		if err != nil {
			t.Fatal(err)
		}
		if got := r.Duties[0]; got.Kind != community.PostHead || got.Name != tt.name || got.State != tt.state {
			t.Errorf("%s: %+v, want name %q, state %q", name, got, tt.name, tt.state)
		}
		post, err := s.Store.Posts.Get(t.Context(), "GX-12-head")
		if err != nil {
			t.Fatal(err)
		}
		if on, err := s.NamesOnWall(t.Context(), post); err != nil || on && tt.state != community.PostHeld {
			t.Errorf("%s: on the wall %v, %v", name, on, err)
		}
	}
}

// TestRosterPhones: the wall shows the number of a post, never of a person, and
// none where nobody would answer.
func TestRosterPhones(t *testing.T) {
	t.Parallel()
	s := newTown(t, nil)
	phone := func() string {
		r, err := s.Roster(t.Context(), "GX-12")
		if err != nil {
			t.Fatal(err)
		}
		return r.Duties[0].Phone
	}
	if got := phone(); got != "15400000060" {
		t.Errorf("phone = %q", got)
	}
	change(t, s.Store.Posts, "GX-12-head", func(p *community.Post) { p.DutyPhone = "15400000006" }) // the holder's own
	if got := phone(); got != "" {
		t.Errorf("the holder's own number %q is on the wall", got)
	}
	change(t, s.Store.Posts, "GX-12-head", func(p *community.Post) { p.DutyPhone, p.Deputy = "15400000005", communitytest.Li })
	if got := phone(); got != "" {
		t.Errorf("the deputy's own number %q is on the wall", got)
	}
	change(t, s.Store.Posts, "GX-12-head", func(p *community.Post) { p.DutyPhone, p.Holder = "15400000060", "" })
	if got := phone(); got != "15400000060" {
		t.Errorf("phone = %q, though the deputy would answer", got)
	}
	change(t, s.Store.Posts, "GX-12-head", func(p *community.Post) { p.Deputy = "" })
	if got := phone(); got != "" {
		t.Errorf("phone = %q, though nobody would answer", got)
	}
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	s := newTown(t, nil)
	estates, err := s.Places(t.Context())
	if err != nil || len(estates) != 2 || estates[0].Name != "桂香苑" || estates[0].Buildings != 2 || estates[1].Buildings != 1 {
		t.Errorf("Places = %+v, %v", estates, err)
	}
	codes := func(e community.EstateCode) (got []community.NodeID) {
		list, _, err := s.BuildingsOf(t.Context(), e)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range list {
			got = append(got, b.Code)
		}
		return got
	}
	if got, want := codes("GX"), []community.NodeID{"GX-2", "GX-12"}; !slices.Equal(got, want) {
		t.Errorf("buildings of GX = %q, want %q", got, want)
	}
	if got := codes(""); len(got) != 3 {
		t.Errorf("all buildings = %q", got)
	}
	if _, _, err := s.BuildingsOf(t.Context(), "XX"); !errors.Is(err, community.ErrNoEstate) {
		t.Errorf("buildings of no estate: %v", err)
	}
	if _, err := s.Roster(t.Context(), "GX-99"); !errors.Is(err, community.ErrNoBuilding) {
		t.Errorf("roster of no building: %v", err)
	}
	r, err := s.Roster(t.Context(), "GX-12")
	if err != nil || r.Name != "桂香苑 12栋" || r.Committee != "五居委会" || len(r.Duties) != 3 {
		t.Errorf("Roster = %+v, %v", r, err)
	}
}
