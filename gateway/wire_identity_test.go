package main

import (
	"errors"
	"log/slog"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/gateway/identity"
)

// TestPostsOf: a post makes a role of its building while its term runs, for the
// holder and the deputy, and for nobody else.
func TestPostsOf(t *testing.T) {
	t.Parallel()
	r := newResidents(&docstoretest.Memory{}, slog.New(slog.DiscardHandler))
	now := time.Date(2026, 11, 20, 12, 0, 0, 0, events.Zone)
	r.service.Now = func() time.Time { return now }
	if err := communitytest.Fill(t.Context(), r.service.Store); err != nil {
		t.Fatal(err)
	}
	term := func(id, kind string, from, until community.Day) community.Post {
		return community.Post{ID: community.PostID(id), Building: "GX-2", Kind: kind, Holder: "p-x", From: from, Until: until}
	}
	posts := []community.Post{
		term("today", community.PostHead, "2026-11-20", "2026-11-20"),
		term("over", community.PostLeader, "2026-01-01", "2026-11-19"),
		term("to come", community.PostHealth, "2026-11-21", "2027-12-31"),
		term("open", community.PostProperty, "", ""),
		term("damaged", community.PostCulture, "2026-11-20", "some day"),
		term("unknown", "caretaker", "", ""),
	}
	if _, err := r.service.Store.Posts.Add(t.Context(), posts...); err != nil {
		t.Fatal(err)
	}
	_, err := r.service.Store.Posts.Change(t.Context(), "HF-1-head", func(p *community.Post) error { p.Deputy = communitytest.He; return nil })
	if err != nil {
		t.Fatal(err)
	}
	people := []community.Person{
		{ID: "p-x"}, {ID: "p-merged", MergedInto: "p-x"}, {ID: "p-gone", MergedInto: "p-removed"},
		{ID: "p-removed", Removed: now}, {ID: "p-ring", MergedInto: "p-gnir"}, {ID: "p-gnir", MergedInto: "p-ring"},
	}
	if _, err := r.service.Store.People.Add(t.Context(), people...); err != nil {
		t.Fatal(err)
	}
	end := func(year int, month time.Month, day int) time.Time {
		return time.Date(year, month, day, 0, 0, 0, 0, events.Zone)
	}
	ofX := []identity.Grant{
		{Role: identity.PropertyPost, Node: "GX-2"},
		{Role: identity.BuildingHead, Node: "GX-2", Until: end(2026, 11, 21)},
	}
	for person, want := range map[community.PersonID][]identity.Grant{
		communitytest.Tong:   {{Role: identity.BuildingHead, Node: "GX-12", Until: end(2028, 1, 1)}},
		communitytest.Haiyan: {{Role: identity.HealthPost, Node: "GX-12", Until: end(2028, 1, 1)}},
		communitytest.He:     {{Role: identity.BuildingHead, Node: "HF-1", Until: end(2028, 1, 1)}},
		communitytest.Gong:   nil, "p-nobody": nil, "p-gone": nil, "p-removed": nil, "p-ring": nil,
		"p-x": ofX, "p-merged": ofX,
	} {
		got, err := r.PostsOf(t.Context(), string(person))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("the posts of %s: %v %s", person, err, diff)
		}
		for _, g := range got {
			if !slices.Contains(identity.AllRoles(), g.Role) {
				t.Errorf("%s holds %s, which is no role", person, g.Role)
			}
		}
	}
	if len(postRoles) != len(community.PostKinds) {
		t.Errorf("%d of %d kinds of posts make a role", len(postRoles), len(community.PostKinds))
	}
}

// TestSessionEndsForAll: a session that ends by whatever way is over at once for a
// service that believes what it has read until it is told otherwise.
func TestSessionEndsForAll(t *testing.T) {
	t.Parallel()
	engine, err := openSQLite(t.Context(), filepath.Join(t.TempDir(), documentsName))
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	clock := time.Now()
	one, two := newPeople(engine, nil), newPeople(engine, nil)
	two.service.Now = func() time.Time { return clock }
	two.watch(engine.(docstore.Watcher))
	account, err := one.service.AccountFor(t.Context(), "15400000001")
	if err != nil {
		t.Fatal(err)
	}
	session := identity.Session{ID: "s-1", Account: account.ID, Created: clock, Expires: clock.Add(time.Hour).Truncate(time.Second)}
	if err := one.store.AddSession(t.Context(), session); err != nil {
		t.Fatal(err)
	}
	token, err := one.service.Token(t.Context(), session)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, err := two.service.Authenticate(t.Context(), token); err != nil {
			t.Fatal(err)
		}
		clock = clock.Add(time.Minute)
	}
	if !two.service.Knows(token) {
		t.Error("a minute later it is read anew")
	}
	if err := one.service.SignOut(t.Context(), session.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := two.service.Authenticate(t.Context(), token); !errors.Is(err, identity.ErrSignIn) {
		t.Errorf("after it was ended elsewhere: %v, want %v", err, identity.ErrSignIn)
	}
}
