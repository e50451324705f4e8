package main

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/store"
	"wanjia/ticketing/seating/tables"
)

// Seating reads who comes from the registrations: needs from the people as they are, where
// they live from the map, dishes with their cook first.
func TestGuests(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	e := &docstoretest.Memory{}
	c, people := newCatalogue(e), store.NewCommunity(e).People
	day := time.Date(2027, 1, 31, 4, 0, 0, 0, time.UTC)
	g := newGuests(e, c, people, newSeating(e, &services{catalogue: c, community: newResidents(e, nil), house: &house{}}).kept)
	none, err := g.Sittings(ctx, "banquet-2027")
	if err != nil || len(none) > 0 {
		t.Fatalf("a banquet nobody knows: %v, %v", none, err)
	}
	must := func(answers []error, err error) {
		t.Helper()
		for _, answer := range append(answers, err) {
			if answer != nil {
				t.Fatal(answer)
			}
		}
	}
	must(nil, c.kept.Add(ctx, []events.Event{{ID: "banquet-2027", Kind: events.Banquet}}, []events.Session{
		{ID: "noon", Event: "banquet-2027", Title: events.Text{ZH: "第一席"}}, {ID: "evening", Event: "banquet-2027", Title: events.Text{ZH: "第二席"}},
	}))
	b := g.banquet.Store
	must(b.Editions.Add(ctx, banquet.Edition{ID: "banquet-2027", Sittings: []banquet.Sitting{
		{Session: "evening", Kind: banquet.Meal, Starts: day.Add(4 * time.Hour)}, {Session: "noon", Kind: banquet.Meal, Starts: day}, {Session: "walk", Kind: banquet.Walk, Starts: day},
	}}))
	must(b.Sites.Add(ctx, banquet.Site{Building: "GX-12", X: 100, Y: 200}))
	must(people.Add(ctx, community.Person{ID: "p1", Needs: []community.Need{{Code: "wheelchair_place"}, {Kind: "allergen", Code: "peanut"}}}, community.Person{ID: "p2"}))
	id := banquet.NewRegistrationID("banquet-2027", "h1")
	must(b.Registrations.Add(ctx, banquet.Registration{
		ID: id, Edition: "banquet-2027", Household: "h1", Building: "GX-12", State: banquet.Confirmed, Mode: banquet.ByMeal, Session: "noon", Order: 3,
		People: []banquet.Coming{{Person: "p1", Way: banquet.Comes}, {Person: "p2", Way: banquet.Comes}, {Person: "p3", Way: banquet.AtHome}}, Wishes: []community.HouseholdID{"h2"},
	}))
	must(b.Dishes.Add(ctx, banquet.Dish{
		ID: "banquet-2027.d1", Edition: "banquet-2027", State: banquet.Sure, Category: "蒸菜", Flags: []string{"VEG"}, Purpose: banquet.ToEat, Session: "noon", Cook: "h1",
		Shares: []banquet.Share{{Household: "h2", Building: "GX-9"}, {Household: "h1", Building: "GX-12"}},
	}))
	sittings, err := g.Sittings(ctx, "banquet-2027")
	if err != nil || len(sittings) != 2 || sittings[0].ID != "noon" || sittings[0].Themed || !sittings[1].Themed || sittings[0].Title.ZH != "第一席" {
		t.Errorf("sittings %+v, %v", sittings, err)
	}
	var homes []tables.Household
	for h, err := range g.Households(ctx, "banquet-2027", "noon") {
		if err != nil {
			t.Fatal(err)
		}
		homes = append(homes, h)
	}
	want := []tables.Household{{ID: "h1", Building: "GX-12", X: 100, Y: 200, People: 2, Wheelchairs: 1, Wishes: []string{"h2"}, Allergens: []string{"peanut"}, Order: 3}}
	if diff := cmp.Diff(want, homes); diff != "" {
		t.Error(diff)
	}
	var dishes []tables.Dish
	for d, err := range g.Dishes(ctx, "banquet-2027", "noon") {
		if err != nil {
			t.Fatal(err)
		}
		dishes = append(dishes, d)
	}
	if diff := cmp.Diff([]tables.Dish{{ID: "banquet-2027.d1", Fills: []string{"steamed", "vegetable"}, Cooks: []string{"h1", "h2"}, X: 100, Y: 200}}, dishes); diff != "" {
		t.Error(diff)
	}
}
