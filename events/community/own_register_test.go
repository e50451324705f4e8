package community_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/store"
)

// village is the community of the tests, at a moment the test may move.
type village struct {
	*community.Service
	engine *docstoretest.Memory

	mu  sync.Mutex
	now time.Time
}

func newVillage(t *testing.T) *village {
	t.Helper()
	w := &village{engine: &docstoretest.Memory{}, now: time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)}
	w.Service = &community.Service{Store: store.NewCommunity(w.engine), Now: func() time.Time {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.now = w.now.Add(time.Microsecond) // moments differ, as they do on a clock
		return w.now
	}}
	if err := communitytest.Fill(t.Context(), w.Store); err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *village) pass(d time.Duration) {
	w.mu.Lock()
	w.now = w.now.Add(d)
	w.mu.Unlock()
}

func (w *village) person(t *testing.T, id community.PersonID) community.Person {
	t.Helper()
	p, err := w.Store.People.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func byHead(witness string) *community.Agreed {
	return &community.Agreed{How: "head", Account: "a-1", Witness: witness}
}

func TestRegister(t *testing.T) {
	t.Parallel()
	ok := community.NewPerson{Household: communitytest.Wans, Name: "万 嫂", Channel: "head", Agreed: byHead("童爱华")}
	tests := map[string]struct {
		change func(*community.NewPerson)
		want   error
	}{
		"as it should be":        {func(*community.NewPerson) {}, nil},
		"sixty characters":       {func(n *community.NewPerson) { n.Name = strings.Repeat("长", 60) }, nil},
		"sixty-one characters":   {func(n *community.NewPerson) { n.Name = strings.Repeat("长", 61) }, community.ErrName},
		"a middle dot":           {func(n *community.NewPerson) { n.Name = "阿依古丽•买买提" }, nil},
		"an emoji":               {func(n *community.NewPerson) { n.Name = "万嫂😀" }, community.ErrName},
		"no name":                {func(n *community.NewPerson) { n.Name = "  " }, community.ErrName},
		"a landline":             {func(n *community.NewPerson) { n.Phone = "027-8234 5678" }, nil},
		"a number cut short":     {func(n *community.NewPerson) { n.Phone = "154000" }, community.ErrNumber},
		"letters for a number":   {func(n *community.NewPerson) { n.Phone = "none" }, community.ErrNumber},
		"born tomorrow":          {func(n *community.NewPerson) { n.Born = "2026-12-02" }, community.ErrBorn},
		"born next year":         {func(n *community.NewPerson) { n.Born = "2027" }, community.ErrBorn},
		"born on no day":         {func(n *community.NewPerson) { n.Born = "1950-02-30" }, community.ErrBorn},
		"born in a year":         {func(n *community.NewPerson) { n.Born = "1950" }, nil},
		"another sex":            {func(n *community.NewPerson) { n.Sex = "x" }, community.ErrField},
		"no such role":           {func(n *community.NewPerson) { n.Role = "king" }, community.ErrField},
		"a need":                 {func(n *community.NewPerson) { n.Needs = []community.Need{{Kind: "diet", Code: "halal"}} }, nil},
		"a need not in the list": {func(n *community.NewPerson) { n.Needs = []community.Need{{Kind: "illness", Code: "flu"}} }, community.ErrNeed},
		"a need nobody agreed to": {func(n *community.NewPerson) {
			n.Agreed, n.Needs = nil, []community.Need{{Kind: "diet", Code: "halal"}}
		}, community.ErrNeedsConsent},
		"no such household":     {func(n *community.NewPerson) { n.Household = "h-none" }, community.ErrNoHousehold},
		"by word, no witness":   {func(n *community.NewPerson) { n.Agreed.Witness = " " }, community.ErrWitness},
		"an old text":           {func(n *community.NewPerson) { n.Agreed.Version = "2020-1" }, community.ErrConsentVersion},
		"a child alone":         {func(n *community.NewPerson) { n.Born = "2020" }, community.ErrGuardian},
		"a child of its father": {func(n *community.NewPerson) { n.Born, n.Guardian = "2020", communitytest.Wan }, nil},
		"a child of a stranger": {func(n *community.NewPerson) { n.Born, n.Guardian = "2020", communitytest.Luo }, community.ErrGuardian},
		"an id taken elsewhere": {func(n *community.NewPerson) { n.ID = communitytest.Gong }, community.ErrExists},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newVillage(t)
			n := ok
			n.Agreed = byHead("童爱华")
			tt.change(&n)
			p, err := w.Register(t.Context(), n)
			if !errors.Is(err, tt.want) {
				t.Fatalf("Register = %v, want %v", err, tt.want)
			}
			people, perr := w.PeopleOf(t.Context(), communitytest.Wans)
			if perr != nil {
				t.Fatal(perr)
			}
			if want := map[bool]int{true: 2, false: 1}[err == nil]; len(people) != want {
				t.Errorf("%d people live there, want %d", len(people), want)
			}
			if err != nil {
				return
			}
			if p.Building != "GX-2" || p.Created.IsZero() {
				t.Errorf("registered %+v", p)
			}
			if agreed, err := w.Agreed(t.Context(), p.ID, community.ForService); err != nil || !agreed {
				t.Errorf("the consent was not kept: %v", err)
			}
			if agreed, _ := w.Agreed(t.Context(), p.ID, community.ForNeeds); agreed != (len(n.Needs) > 0) {
				t.Errorf("consent to needs %v with needs %v", agreed, n.Needs)
			}
		})
	}
}

// TestRegisterTwice: who is there already is not written down again.
func TestRegisterTwice(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	grandmother := community.NewPerson{Household: communitytest.Dengs, Name: "龚 秀英", Born: "1950-03-01", Channel: "family", Agreed: byHead("邓海燕")}
	p, err := w.Register(ctx, grandmother)
	if err != nil || p.ID != communitytest.Gong || p.Born != "1950" {
		t.Errorf("registered %+v, %v, want her who lives there, unchanged", p, err)
	}
	grandmother.Born = "1990"
	if p, err = w.Register(ctx, grandmother); err != nil || p.ID == communitytest.Gong {
		t.Errorf("somebody forty years younger is her: %v, %v", p.ID, err)
	}
	device := community.NewPerson{ID: community.IDFrom(communitytest.Dengs, "7b0e"), Household: communitytest.Dengs, Name: "邓小麦", Channel: "head"}
	first, err := w.Register(ctx, device)
	if err != nil || first.ID != device.ID {
		t.Fatal(first.ID, err)
	}
	again, err := w.Register(ctx, device)
	if err != nil || again.Created != first.Created {
		t.Errorf("the same id again made %+v, %v", again, err)
	}
	if people, _ := w.PeopleOf(ctx, communitytest.Dengs); len(people) != 6 {
		t.Errorf("%d people, want the four of before and two", len(people))
	}
	h, err := w.Store.Households.Get(ctx, communitytest.Dengs)
	if err != nil || len(h.Expected) != 0 {
		t.Errorf("the household still expects %v, %v", h.Expected, err)
	}
	if community.IDFrom(communitytest.Tongs, "7b0e") == device.ID {
		t.Error("a device's id is the same in two households")
	}
}

// TestRegisterAtOnce: many devices write down the same grandmother, and she is one.
func TestRegisterAtOnce(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	ids := map[community.PersonID]bool{}
	for i := range 16 {
		wg.Go(func() {
			p, err := w.Register(t.Context(), community.NewPerson{
				ID:        community.IDFrom(communitytest.Wans, string(rune('a'+i))),
				Household: communitytest.Wans, Name: "万婆婆", Born: "1941", Channel: "family", Agreed: byHead("万志强"),
			})
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			ids[p.ID] = true
			mu.Unlock()
		})
	}
	wg.Wait()
	people, err := w.PeopleOf(t.Context(), communitytest.Wans)
	if err != nil || len(people) != 2 || len(ids) != 1 {
		t.Errorf("%d people live there, %d ids were answered, %v; want 2 and 1", len(people), len(ids), err)
	}
	h, err := w.Store.Households.Get(t.Context(), communitytest.Wans)
	if err != nil || len(h.Expected) != 0 {
		t.Errorf("the household still expects %v, %v", h.Expected, err)
	}
	page, _, err := w.Store.Consents.List(t.Context(), community.By{Index: "person", Prefix: string(people[0].ID) + "/service/", Limit: 100})
	if err != nil || len(page) != 1 {
		t.Errorf("%d consents, %v, want 1", len(page), err)
	}
}

// gathering is people of whom nobody hears who lives where before so many have asked.
type gathering struct {
	community.Records[community.PersonID, community.Person]
	all sync.WaitGroup
}

func (m *gathering) List(ctx context.Context, by community.By) ([]community.Person, string, error) {
	page, next, err := m.Records.List(ctx, by)
	m.all.Done()
	m.all.Wait()
	return page, next, err
}

// TestRegisterTogether: three look into the household before any of them has written,
// see nobody, and write down one person all the same.
func TestRegisterTogether(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	people := w.Store.People
	m := &gathering{Records: people}
	m.all.Add(3)
	w.Store.People = m
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			n := community.NewPerson{Household: communitytest.Wans, Name: "万婆婆", Channel: "family", Agreed: byHead("万志强")}
			if _, err := w.Register(t.Context(), n); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	w.Store.People = people
	if there, err := w.PeopleOf(t.Context(), communitytest.Wans); err != nil || len(there) != 2 {
		t.Errorf("%d people live there, %v, want 2", len(there), err)
	}
}

func TestFlatOf(t *testing.T) {
	t.Parallel()
	tree := community.NewTree(nil, nil, []community.Building{
		{Code: "GX-12", Floors: 7, Units: 3, PerLanding: 2}, {Code: "HF-1", Floors: 30, Units: 1, PerLanding: 4, NoFourth: true},
	}, time.Now())
	tests := map[string]struct {
		building    community.NodeID
		unit        int
		room        string
		floor, flat int
		clean       string
		want        error
	}{
		"as on the door":       {"GX-12", 2, "501", 5, 1, "501", nil},
		"with a nought before": {"GX-12", 2, "0501", 5, 1, "501", nil},
		"full width":           {"GX-12", 2, "５０２室", 5, 2, "502", nil},
		"a tower":              {"HF-1", 1, "2703", 27, 3, "2703", nil},
		"the topmost":          {"HF-1", 1, "3104", 31, 4, "3104", nil},
		"the fourth left out":  {"HF-1", 1, "401", 0, 0, "", community.ErrNoAddress},
		"a fourth":             {"GX-12", 1, "402", 4, 2, "402", nil},
		"above the roof":       {"GX-12", 1, "801", 0, 0, "", community.ErrNoAddress},
		"a third door of two":  {"GX-12", 1, "503", 0, 0, "", community.ErrNoAddress},
		"no door":              {"GX-12", 1, "500", 0, 0, "", community.ErrNoAddress},
		"a unit too many":      {"GX-12", 4, "501", 0, 0, "", community.ErrNoAddress},
		"unit nought":          {"GX-12", 0, "501", 0, 0, "", community.ErrNoAddress},
		"words":                {"GX-12", 1, "五零一", 0, 0, "", community.ErrNoAddress},
		"a sign":               {"GX-12", 1, "+501", 0, 0, "", community.ErrNoAddress},
		"nothing":              {"GX-12", 1, "", 0, 0, "", community.ErrNoAddress},
		"no such building":     {"GX-99", 1, "501", 0, 0, "", community.ErrNoBuilding},
	}
	for name, tt := range tests {
		floor, flat, clean, err := new(community.Service).FlatOf(tree, tt.building, tt.unit, tt.room)
		if floor != tt.floor || flat != tt.flat || clean != tt.clean || !errors.Is(err, tt.want) {
			t.Errorf("%s: %d, %d, %q, %v", name, floor, flat, clean, err)
		}
	}
}

func TestAddHousehold(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	n := community.NewHousehold{Building: "GX-2", Unit: 2, Room: "302", Tenure: "renter"}
	var wg sync.WaitGroup
	var mu sync.Mutex
	made := 0
	for range 8 {
		wg.Go(func() {
			h, err := w.AddHousehold(ctx, n)
			switch {
			case err == nil && h.Code == "GX-2-2-302" && h.Floor == 3 && h.Flat == 2:
				mu.Lock()
				made++
				mu.Unlock()
			case !errors.Is(err, community.ErrExists):
				t.Error(h, err)
			}
		})
	}
	wg.Wait()
	if there, err := w.HouseholdsAt(ctx, "GX-2-2-302"); err != nil || len(there) != 1 || made != 1 {
		t.Errorf("%d households, %d made, %v; want one", len(there), made, err)
	}
	n.Another, n.ID = true, "h-mine"
	for range 2 {
		if h, err := w.AddHousehold(ctx, n); err != nil || h.ID != "h-mine" {
			t.Errorf("another: %v, %v", h.ID, err)
		}
	}
	if there, _ := w.HouseholdsAt(ctx, "GX-2-2-302"); len(there) != 2 {
		t.Errorf("%d households, want two", len(there))
	}
	n.ID, n.Room = "", "999"
	if _, err := w.AddHousehold(ctx, n); !errors.Is(err, community.ErrNoAddress) {
		t.Errorf("no such flat: %v", err)
	}
	n.Room, n.Tenure = "302", "squatter"
	if _, err := w.AddHousehold(ctx, n); !errors.Is(err, community.ErrTenure) {
		t.Errorf("no such tenure: %v", err)
	}
}

func TestCorrect(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	name, phone, needs := "龚秀瑛", "154 0000 0099", []community.Need{{Kind: "diet", Code: "low_salt"}}
	p, err := w.Correct(ctx, communitytest.Gong, community.Correction{Name: &name, Phone: &phone})
	if err != nil || p.Name != name || p.Phone != "15400000099" || p.Born != "1950" {
		t.Errorf("corrected to %+v, %v", p, err)
	}
	if _, err := w.Correct(ctx, communitytest.Gong, community.Correction{Needs: &needs}); !errors.Is(err, community.ErrNeedsConsent) {
		t.Errorf("needs nobody agreed to: %v", err)
	}
	if _, err := w.GiveConsent(ctx, community.Consent{Person: communitytest.Gong, Purpose: community.ForNeeds, Given: true, How: "app"}); err != nil {
		t.Fatal(err)
	}
	if p, err := w.Correct(ctx, communitytest.Gong, community.Correction{Needs: &needs}); err != nil || len(p.Needs) != 1 {
		t.Errorf("needs: %v, %v", p.Needs, err)
	}
	bad := "龚🌸"
	if _, err := w.Correct(ctx, communitytest.Gong, community.Correction{Name: &bad}); !errors.Is(err, community.ErrName) {
		t.Errorf("a flower for a name: %v", err)
	}
	if _, err := w.Correct(ctx, "p-none", community.Correction{Name: &name}); !errors.Is(err, community.ErrNoPerson) {
		t.Errorf("nobody: %v", err)
	}
	if got := (community.Correction{Name: &name, Needs: &needs}).Fields(); len(got) != 2 || got[0] != "name" {
		t.Errorf("fields %v", got)
	}
}
