package store_test

import (
	"errors"
	"testing"
	"time"

	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/store"
)

func TestOneOfficialDish(t *testing.T) {
	t.Parallel()
	s := store.NewBanquet(&docstoretest.Memory{})
	dish := func(id, code string, extra bool, homes ...community.HouseholdID) banquet.Dish {
		d := banquet.Dish{ID: banquet.DishID(id), Edition: "b", State: banquet.Idea, Code: code, Extra: extra, Cook: homes[0]}
		for _, h := range homes {
			d.Shares = append(d.Shares, banquet.Share{Household: h})
		}
		return d
	}
	add := func(d banquet.Dish) error {
		t.Helper()
		answers, err := s.Dishes.Add(t.Context(), d)
		if err != nil {
			t.Fatal(err)
		}
		return answers[0]
	}
	if err := add(dish("d1", "AAAA", false, "h1", "h2")); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		dish banquet.Dish
		want error
	}{
		"the cook again":    {dish("d2", "BBBB", false, "h1"), community.ErrExists},
		"somebody of it":    {dish("d3", "CCCC", false, "h3", "h2"), community.ErrExists},
		"the same code":     {dish("d4", "AAAA", true, "h4"), community.ErrExists},
		"an extra":          {dish("d5", "DDDD", true, "h1"), nil},
		"another household": {dish("d6", "EEEE", false, "h5"), nil},
	} {
		if err := add(tt.dish); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	// A household of another dish cannot be taken into the first.
	_, err := s.Dishes.Change(t.Context(), "d1", func(d *banquet.Dish) error {
		return d.Join(banquet.Share{Household: "h5", At: time.Unix(0, 0)})
	})
	if !errors.Is(err, community.ErrExists) {
		t.Errorf("a household of two official dishes: %v", err)
	}
	// What is withdrawn holds nobody.
	if _, err := s.Dishes.Change(t.Context(), "d6", func(d *banquet.Dish) error { return d.Leave("h5") }); err != nil {
		t.Fatal(err)
	}
	if err := add(dish("d7", "FFFF", false, "h5")); err != nil {
		t.Errorf("after the first was withdrawn: %v", err)
	}
}

func TestOneKinGroup(t *testing.T) {
	t.Parallel()
	s := store.NewBanquet(&docstoretest.Memory{})
	group := func(code string, homes ...community.HouseholdID) banquet.Kin {
		k := banquet.Kin{ID: banquet.NewKinID("b", code), Edition: "b", Code: code}
		for _, h := range homes {
			k.Members = append(k.Members, banquet.KinMember{Household: h, Agreed: true})
		}
		return k
	}
	answers, err := s.Kin.Add(t.Context(), group("A", "h1", "h2"), group("B", "h2", "h3"), group("C", "h3", "h4"))
	if err != nil || answers[0] != nil || !errors.Is(answers[1], community.ErrExists) || answers[2] != nil {
		t.Errorf("%v, %v", answers, err)
	}
}

func TestRegistrationIndexes(t *testing.T) {
	t.Parallel()
	s := store.NewBanquet(&docstoretest.Memory{})
	r := func(h community.HouseholdID, state banquet.State, order int) banquet.Registration {
		return banquet.Registration{
			ID: banquet.NewRegistrationID("b", h), Edition: "b", Household: h, Building: "GX-12", State: state, Session: "b-noon", Order: order,
			Until: time.Unix(100, 0), Changed: time.Unix(50, 0),
		}
	}
	answers, err := s.Registrations.Add(t.Context(), r("h1", banquet.Confirmed, 12), r("h2", banquet.Held, 0), r("h3", banquet.Cancelled, 3),
		r("h4", banquet.Confirmed, 2), r("h1", banquet.Confirmed, 13))
	if err != nil || !errors.Is(answers[4], community.ErrExists) {
		t.Fatalf("a household twice: %v, %v", answers, err)
	}
	for index, want := range map[string]struct {
		prefix string
		homes  []community.HouseholdID
	}{
		"session":  {"b-noon/", []community.HouseholdID{"h4", "h1"}},
		"building": {"b/GX-12/", []community.HouseholdID{"h1", "h2", "h4"}},
		"due":      {"", []community.HouseholdID{"h2"}},
	} {
		list, _, err := s.Registrations.List(t.Context(), community.By{Index: index, Prefix: want.prefix, Limit: 10})
		if err != nil || len(list) != len(want.homes) {
			t.Errorf("%s: %v, %v", index, list, err)
			continue
		}
		for i, r := range list {
			if r.Household != want.homes[i] {
				t.Errorf("%s: %d is %s, want %s", index, i, r.Household, want.homes[i])
			}
		}
	}
}
