package store

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/docstore/docstoretest"
)

func town(t *testing.T) community.Store {
	t.Helper()
	s := NewCommunity(&docstoretest.Memory{})
	if err := communitytest.Fill(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	return s
}

// ids lists the people of a page.
func ids(people []community.Person) []community.PersonID {
	out := make([]community.PersonID, len(people))
	for i, p := range people {
		out[i] = p.ID
	}
	return out
}

func TestRecordsList(t *testing.T) {
	t.Parallel()
	s := town(t)
	tests := map[string]struct {
		by   community.By
		want []community.PersonID
	}{
		"of a household":          {community.By{Index: "household", Prefix: "h-deng/"}, []community.PersonID{"p-gong", "p-haiyan", "p-li", "p-xiaomi"}},
		"of a building, not GX-1": {community.By{Index: "building", Prefix: "GX-2/"}, []community.PersonID{"p-wan"}},
		"of a telephone":          {community.By{Index: "phone", Prefix: "15400000010/"}, []community.PersonID{"p-luo", "p-luowife"}},
		"exactly one value":       {community.By{Index: "phone", Value: "15400000010/p-luo"}, []community.PersonID{"p-luo"}},
		"of a name":               {community.By{Index: "name", Prefix: "单雪/"}, []community.PersonID{"p-shan"}},
		"nobody without a phone":  {community.By{Index: "phone", Prefix: "/"}, nil},
		"changed since then":      {community.By{Index: "changed", From: "2026-11-01T09:00:00.000000001Z"}, nil},
	}
	for name, tt := range tests {
		var got []community.PersonID
		for after := ""; ; {
			tt.by.After, tt.by.Limit = after, 1 // one at a time, so that the cursor is used
			page, next, err := s.People.List(t.Context(), tt.by)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			got = append(got, ids(page)...)
			if next == "" {
				break
			}
			after = next
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func TestRecordsFaults(t *testing.T) {
	t.Parallel()
	s := town(t)
	if _, err := s.People.Get(t.Context(), "p-nobody"); !errors.Is(err, community.ErrNoPerson) {
		t.Errorf("Get: %v, want ErrNoPerson", err)
	}
	if _, err := s.Households.Change(t.Context(), "h-none", func(*community.Household) error { return nil }); !errors.Is(err, community.ErrNoHousehold) {
		t.Errorf("Change: %v, want ErrNoHousehold", err)
	}
	answers, err := s.People.Add(t.Context(), community.Person{ID: "p-luo", Name: "罗大成"}, community.Person{ID: "p-new", Name: "新来的"})
	if err != nil || !errors.Is(answers[0], community.ErrExists) || answers[1] != nil {
		t.Errorf("Add: %v, %v, want ErrExists and nil", answers, err)
	}
	if p, _ := s.People.Get(t.Context(), "p-luo"); p.Name != "罗建国" {
		t.Errorf("what was there is now %q", p.Name)
	}
	for range 2 {
		if err := s.People.Remove(t.Context(), "p-new"); err != nil {
			t.Errorf("Remove: %v", err)
		}
	}
	boom := errors.New("no")
	if _, err := s.People.Change(t.Context(), "p-luo", func(p *community.Person) error { p.Name = ""; return boom }); !errors.Is(err, boom) {
		t.Errorf("Change with a failing change: %v", err)
	}
	if p, _ := s.People.Get(t.Context(), "p-luo"); p.Name != "罗建国" {
		t.Errorf("a change that failed was stored: %q", p.Name)
	}
}

func TestRecordsMany(t *testing.T) {
	t.Parallel()
	s := town(t)
	want := make([]community.PersonID, 0, 2400)
	batch := make([]community.Person, 1200) // more than one page of the engine
	for i := range batch {
		batch[i] = community.Person{ID: community.PersonID(fmt.Sprintf("p%04d", i)), Name: "某"}
		want = append(want, batch[i].ID)
	}
	if _, err := s.People.Add(t.Context(), batch...); err != nil {
		t.Fatal(err)
	}
	got, err := s.People.Many(t.Context(), append(slices.Clone(want), "p-nobody"))
	if err != nil || !slices.Equal(ids(got), want) {
		t.Errorf("%d of %d in order, %v", len(got), len(want), err)
	}
	n := 0
	for _, err := range s.People.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 1200+11 {
		t.Errorf("All yields %d", n)
	}
}

// TestRecordsChangeContended: nobody's change is lost to another's.
func TestRecordsChangeContended(t *testing.T) {
	t.Parallel()
	s := town(t)
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			_, err := s.People.Change(t.Context(), "p-luo", func(p *community.Person) error {
				p.OtherNames = append(slices.Clone(p.OtherNames), fmt.Sprint(i))
				p.Changed = time.Now()
				return nil
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if p, _ := s.People.Get(t.Context(), "p-luo"); len(p.OtherNames) != 16 {
		t.Errorf("%d of 16 changes are there", len(p.OtherNames))
	}
}
