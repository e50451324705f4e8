package community_test

import (
	"errors"
	"testing"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

// TestChangePostRefuses: what a post may not become, and that nothing changed then.
func TestChangePostRefuses(t *testing.T) {
	t.Parallel()
	gx := community.Reach{"GX-G07"}
	holder := func(id community.PersonID, from, until community.Day) community.PostChange {
		return community.PostChange{Holder: &id, From: &from, Until: &until}
	}
	deputy := func(id community.PersonID) community.PostChange { return community.PostChange{Deputy: &id} }
	phone := func(s string) community.PostChange { return community.PostChange{DutyPhone: &s} }
	from, until, yes := community.Day("2026-11-01"), community.Day("2029-10-31"), true
	li := communitytest.Li
	for name, tt := range map[string]struct {
		reach  community.Reach
		post   community.PostID
		change community.PostChange
		want   error
	}{
		"no such post":          {gx, "GX-12-none", deputy(li), community.ErrNoPost},
		"outside":               {community.Reach{"GX-2"}, "GX-12-head", deputy(li), community.ErrNoPost},
		"nowhere":               {nil, "GX-12-head", deputy(li), community.ErrNoPost},
		"nobody":                {gx, "GX-12-head", holder("p-none", from, until), community.ErrNoPerson},
		"another group":         {gx, "GX-12-head", holder(communitytest.Luo, from, until), community.ErrHolder},
		"a child":               {gx, "GX-12-head", holder(communitytest.Xiaomi, from, until), community.ErrHolder},
		"deputy of elsewhere":   {gx, "GX-12-head", deputy(communitytest.Luo), community.ErrHolder},
		"deputy is the holder":  {gx, "GX-12-head", deputy(communitytest.Tong), community.ErrDeputy},
		"no days":               {gx, "GX-12-head", community.PostChange{Holder: &li}, community.ErrTerm},
		"no end":                {gx, "GX-12-head", community.PostChange{Holder: &li, From: &from}, community.ErrTerm},
		"begins tomorrow":       {gx, "GX-12-head", holder(li, "2026-11-24", until), community.ErrTerm},
		"ended yesterday":       {gx, "GX-12-head", holder(li, from, "2026-11-22"), community.ErrTerm},
		"before the one before": {gx, "GX-12-head", holder(li, "2024-12-31", until), community.ErrTerm},
		"eleven years":          {gx, "GX-12-head", holder(li, from, "2037-11-01"), community.ErrTerm},
		"no day":                {gx, "GX-12-head", holder(li, "2026-02-30", until), community.ErrTerm},
		"a name, not asked":     {gx, "GX-12-health", community.PostChange{Published: &yes}, community.ErrNotAgreed},
		"new, and not asked":    {gx, "GX-12-head", community.PostChange{Holder: &li, From: &from, Until: &until, Published: &yes}, community.ErrNotAgreed},
		"vacant, on the wall":   {gx, "GX-12-culture", community.PostChange{Published: &yes}, community.ErrNotAgreed},
		"somebody's number":     {gx, "GX-12-head", phone("15400000011"), community.ErrDutyPhone},
		"no number":             {gx, "GX-12-head", phone("call me"), community.ErrDutyPhone},
		"a short number":        {gx, "GX-12-head", phone("1234"), community.ErrDutyPhone},
	} {
		s := newTown(t, nil)
		before, _ := s.Store.Posts.Get(t.Context(), tt.post)
		if _, err := s.ChangePost(t.Context(), tt.reach, tt.post, tt.change); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
		if after, _ := s.Store.Posts.Get(t.Context(), tt.post); after.Holder != before.Holder || after.Deputy != before.Deputy ||
			after.DutyPhone != before.DutyPhone || len(after.Terms) != 0 || after.Published != before.Published {
			t.Errorf("%s changed %+v", name, after)
		}
	}
}

// TestTerms follows a post through holders, a longer term and a vacancy.
func TestTerms(t *testing.T) {
	t.Parallel()
	s := newTown(t, nil)
	must := func(c community.PostChange) community.Post {
		t.Helper()
		p, err := s.ChangePost(t.Context(), all, "GX-12-head", c)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	li, none, tong := communitytest.Li, community.PersonID(""), communitytest.Tong
	from, until, later, yes := community.Day("2026-11-01"), community.Day("2029-10-31"), community.Day("2030-10-31"), true
	p := must(community.PostChange{Holder: &li, From: &from, Until: &until})
	if p.Holder != li || p.Published || p.Consent != "" || len(p.Terms) != 1 || p.Terms[0] != (community.Term{Holder: tong, From: "2025-01-01", Until: "2026-10-31"}) {
		t.Errorf("a new holder: %+v", p)
	}
	p = must(community.PostChange{Holder: &li, From: &from, Until: &later}) // the same again: only the days
	if len(p.Terms) != 1 || p.Until != later {
		t.Errorf("a longer term: %+v", p)
	}
	p = must(community.PostChange{Holder: &none})
	if p.Holder != "" || p.VacantSince != "2026-11-23" || p.From != "" || len(p.Terms) != 2 || p.Terms[1].Until != "2026-11-23" {
		t.Errorf("vacant: %+v", p)
	}
	if p = must(community.PostChange{Holder: &none}); len(p.Terms) != 2 {
		t.Errorf("vacant twice: %+v", p)
	}
	back := community.Day("2026-11-23")
	p = must(community.PostChange{Holder: &tong, From: &back, Until: &until, Published: &yes})
	if p.Holder != tong || p.VacantSince != "" || !p.Published || p.Consent != "c-tong-roster" || len(p.Terms) != 2 {
		t.Errorf("held again by who agreed to the wall: %+v", p)
	}
	// One who was named by mistake today is followed by another today.
	if p = must(community.PostChange{Holder: &li, From: &back, Until: &until}); p.Terms[2] != (community.Term{Holder: tong, From: back, Until: back}) {
		t.Errorf("changed twice on a day: %+v", p)
	}
}

// TestSeats: two posts of one person at most, but a leader's post of a group counts
// once, and the property company's people serve many buildings.
func TestSeats(t *testing.T) {
	t.Parallel()
	s := newTown(t, nil)
	_, err := s.Store.Posts.Add(t.Context(),
		community.Post{ID: "GX-12-leader", Building: "GX-12", Kind: community.PostLeader},
		community.Post{ID: "GX-2-leader", Building: "GX-2", Kind: community.PostLeader},
		community.Post{ID: "GX-2-health", Building: "GX-2", Kind: community.PostHealth},
		community.Post{ID: "GX-12-property", Building: "GX-12", Kind: community.PostProperty},
		community.Post{ID: "GX-2-property", Building: "GX-2", Kind: community.PostProperty},
		community.Post{ID: "HF-1-property", Building: "HF-1", Kind: community.PostProperty})
	if err != nil {
		t.Fatal(err)
	}
	give := func(post community.PostID, to community.PersonID) error {
		from, until := community.Day("2026-11-01"), community.Day("2029-10-31")
		_, err := s.ChangePost(t.Context(), all, post, community.PostChange{Holder: &to, From: &from, Until: &until})
		return err
	}
	for _, step := range []struct {
		post community.PostID
		to   community.PersonID
		want error
	}{
		{"GX-12-leader", communitytest.Wan, nil},
		{"GX-2-leader", communitytest.Wan, nil}, // of the same group
		{"GX-2-health", communitytest.Wan, nil},
		{"GX-2-head", communitytest.Wan, community.ErrSeats},
		{"GX-12-health", communitytest.Wan, community.ErrSeats},  // a third, of another building
		{"GX-2-property", communitytest.Wan, community.ErrSeats}, // a third of the building
		{"GX-12-property", communitytest.He, nil},                // who lives elsewhere
		{"GX-2-property", communitytest.He, nil},
		{"HF-1-property", communitytest.He, nil},
		{"HF-1-head", communitytest.He, nil},
	} {
		if err := give(step.post, step.to); !errors.Is(err, step.want) {
			t.Errorf("%s to %s: %v, want %v", step.post, step.to, err, step.want)
		}
	}
}
