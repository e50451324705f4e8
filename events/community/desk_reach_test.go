package community_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

func TestPersonIn(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	merge := func(from, into community.PersonID) {
		t.Helper()
		if _, err := w.Store.People.Change(t.Context(), from, func(p *community.Person) error { p.MergedInto = into; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	merge(communitytest.TongSon, communitytest.Tong) // and she
	merge(communitytest.Tong, communitytest.Li)      // into him
	merge(communitytest.Xiaomi, communitytest.Luo)   // somebody of another branch
	merge(communitytest.He, communitytest.Shan)      // a ring
	merge(communitytest.Shan, communitytest.He)
	if err := w.Erase(t.Context(), communitytest.LuoWife); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		reach community.Reach
		id    community.PersonID
		want  community.PersonID // "" for no such person
	}{
		"in one's own building":       {head12, communitytest.Gong, communitytest.Gong},
		"from the branch above":       {community.Reach{"Z5"}, communitytest.Gong, communitytest.Gong},
		"in the next building":        {head12, communitytest.Wan, ""},
		"nobody":                      {head12, "p-nobody", ""},
		"without any reach":           {nil, communitytest.Gong, ""},
		"merged, twice":               {head12, communitytest.TongSon, communitytest.Li},
		"merged out of reach":         {head12, communitytest.Xiaomi, ""},
		"merged in a ring":            {community.Reach{community.Everything}, communitytest.He, ""},
		"removed, though in reach":    {community.Reach{"HF-1"}, communitytest.LuoWife, ""},
		"removed, though one sees it": {community.Reach{community.Everything}, communitytest.LuoWife, ""},
	}
	for name, tt := range tests {
		p, err := w.PersonIn(t.Context(), tt.reach, tt.id)
		if p.ID != tt.want || (tt.want == "") != errors.Is(err, community.ErrNoPerson) {
			t.Errorf("%s: %q, %v, want %q", name, p.ID, err, tt.want)
		}
	}
}

// TestHouseholdsIn: pages of any size hold together the households of the reach,
// each once, in the order of the doors.
func TestHouseholdsIn(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	if _, err := w.AddHousehold(t.Context(), community.NewHousehold{Building: "GX-12", Unit: 1, Room: "701"}); err != nil {
		t.Fatal(err)
	}
	gone, err := w.AddHousehold(t.Context(), community.NewHousehold{Building: "GX-12", Unit: 1, Room: "101"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Store.Households.Change(t.Context(), gone.ID, func(h *community.Household) error { h.Ended = w.Now(); return nil }); err != nil {
		t.Fatal(err)
	}
	all := []string{"GX-2-1-101", "GX-12-1-701", "GX-12-2-501", "GX-12-2-502", "HF-1-1-2703", "HF-1-1-2703"}
	tests := map[string]struct {
		reach community.Reach
		q     community.Homes
		want  []string
	}{
		"everywhere":                {community.Reach{community.Everything}, community.Homes{}, all},
		"a branch":                  {community.Reach{"GX-B1"}, community.Homes{}, all[:4]},
		"a building of a branch":    {community.Reach{"GX-B1"}, community.Homes{Building: "GX-12"}, all[1:4]},
		"two buildings":             {community.Reach{"HF-1", "GX-2"}, community.Homes{}, []string{all[0], all[4], all[5]}},
		"one flat":                  {community.Reach{"Z6"}, community.Homes{Code: "HF-1-1-2703"}, all[4:]},
		"one flat of somebody else": {community.Reach{"Z5"}, community.Homes{Code: "HF-1-1-2703"}, []string{}},
		"no reach":                  {nil, community.Homes{}, []string{}},
	}
	for name, tt := range tests {
		for limit := 1; limit <= 7; limit++ {
			got := []string{}
			q := tt.q
			for q.Limit = limit; ; {
				page, next, err := w.HouseholdsIn(t.Context(), tt.reach, q)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				for _, h := range page {
					got = append(got, h.Code)
				}
				if next == "" {
					break
				}
				if len(page) != limit || len(got) > 10 {
					t.Fatalf("%s: a page of %d of %d that is not the last", name, len(page), limit)
				}
				q.After = next
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s by %d:\n%s", name, limit, diff)
			}
		}
	}
	if _, _, err := w.HouseholdsIn(t.Context(), head12, community.Homes{Building: "GX-2", Limit: 5}); !errors.Is(err, community.ErrNoBuilding) {
		t.Errorf("the next building: %v", err)
	}
	_, next, err := w.HouseholdsIn(t.Context(), community.Reach{"Z5"}, community.Homes{Limit: 1})
	if err != nil || next == "" {
		t.Fatalf("next %q, %v", next, err)
	}
	if list, _, err := w.HouseholdsIn(t.Context(), community.Reach{"HF-1"}, community.Homes{Limit: 5, After: next}); !errors.Is(err, community.ErrCursor) {
		t.Errorf("somebody else's cursor: %v, %v", list, err)
	}
}

func TestSoundAlike(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"龚秀英", "龚秀英", true},
		{"龚秀英", "龚秀莹", true},
		{"龚秀英", "巩秀英", true},
		{"刘兰英", "牛兰英", true}, // l and n
		{"程新", "陈星", true},   // eng and en, in and ing
		{"单雪", "善雪", true},   // a surname read in its own way
		{"单雪", "丹雪", false},
		{"龚秀英", "龚秀", false},
		{"龚秀英", "龚桂英", false},
		{"罗建国", "邓建国", false},
		{"阿依古丽·买买提", "阿依古丽买买提", true},
		{"Anna Lee", "anna lee", true},
		{"Anna Lee", "Anna Lea", false},
		{"", "", false},
	} {
		if got := community.SoundAlike(tt.a, tt.b); got != tt.want {
			t.Errorf("%s and %s: %v", tt.a, tt.b, got)
		}
		if community.SoundAlike(tt.a, tt.b) != community.SoundAlike(tt.b, tt.a) {
			t.Errorf("%s and %s sound alike one way only", tt.a, tt.b)
		}
	}
}

func TestMaybeKnown(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	tests := map[string]struct {
		flat, name, phone string
		want              []string
	}{
		"the same name in the flat":                 {"GX-12-2-501", "龚 秀英", "", []string{"p-gong same_name"}},
		"what she is called":                        {"GX-12-2-501", "龚婆婆", "", []string{"p-gong same_name"}},
		"heard wrongly":                             {"GX-12-2-501", "巩秀莹", "", []string{"p-gong like_sounding"}},
		"the same name elsewhere":                   {"GX-12-2-502", "龚秀英", "", nil},
		"the other household of the flat":           {"HF-1-1-2703", "单雪", "", []string{"p-shan same_name"}},
		"the same number and name anywhere":         {"GX-12-2-502", "秦桂兰", "154 0000 0010", []string{"p-luowife same_phone"}},
		"the same number, another name":             {"GX-12-2-502", "罗小明", "15400000010", nil},
		"the flat and the number say the same name": {"HF-1-1-2703", "罗建国", "15400000010", []string{"p-luo same_name"}},
	}
	for name, tt := range tests {
		list, err := w.MaybeKnown(t.Context(), tt.flat, tt.name, tt.phone)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range list {
			got = append(got, string(l.Person.ID)+" "+l.Why)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// TestDifferences: the record of a correction holds no whole number, name, day of
// birth, and no need.
func TestDifferences(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	p := w.person(t, communitytest.Wan)
	name, phone, sex, none := "万志坚", "15400000077", "M", ""
	born, others := community.Day("1974-12-02"), []string{"万师傅"}
	needs := []community.Need{{Kind: "mobility", Code: "walking_aid"}, {Kind: "diet", Code: "low_salt"}}
	got := community.Correction{
		Name: &name, Phone: &phone, Born: &born, Sex: &sex, OtherNames: &others, Needs: &needs, Language: &none,
	}.Differences(p)
	want := map[string]string{
		"name": "万*强 → 万*坚", "phone": "154****0008 → 154****0077", "born": "1974 → 1974", "other_names": "- → 万*傅", "needs": "1 → 2",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	for field, text := range got {
		for _, secret := range []string{"15400000008", "15400000077", "志强", "志坚", "12-0", "walking", "wheelchair"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s tells %s", field, secret)
			}
		}
	}
}

// TestEnrol: on behalf, in the reach, once.
func TestEnrol(t *testing.T) {
	t.Parallel()
	wang := community.NewPerson{Name: "王玉梅", Channel: "head", Agreed: byHead("童爱华")}
	at := func(e community.Enrolment, building community.NodeID, unit int, room string) community.Enrolment {
		e.Building, e.Unit, e.Room = building, unit, room
		return e
	}
	in := func(n community.NewPerson, h community.HouseholdID) community.NewPerson { n.Household = h; return n }
	again := in(wang, communitytest.Dengs)
	again.Name = "龚秀英"
	tests := map[string]struct {
		e    community.Enrolment
		want error
		home string // code of where they live then
	}{
		"into a household":          {community.Enrolment{Person: in(wang, communitytest.Dengs)}, nil, "GX-12-2-501"},
		"into the flat's household": {at(community.Enrolment{Person: wang}, "GX-12", 2, "0501室"), nil, "GX-12-2-501"},
		"into an empty flat":        {at(community.Enrolment{Person: wang}, "GX-12", 3, "302"), nil, "GX-12-3-302"},
		"next door's household":     {community.Enrolment{Person: in(wang, communitytest.Wans)}, community.ErrNoHousehold, ""},
		"a household that is not":   {community.Enrolment{Person: in(wang, "h-none")}, community.ErrNoHousehold, ""},
		"the next building":         {at(community.Enrolment{Person: wang}, "GX-2", 1, "101"), community.ErrNoBuilding, ""},
		"a building that is not":    {at(community.Enrolment{Person: wang}, "GX-99", 1, "101"), community.ErrNoBuilding, ""},
		"a flat that is not":        {at(community.Enrolment{Person: wang}, "GX-12", 1, "901"), community.ErrNoAddress, ""},
		"somebody who is there":     {community.Enrolment{Person: again}, community.ErrMaybeKnown, ""},
		"all the same":              {community.Enrolment{Person: again, Force: true}, nil, "GX-12-2-501"},
	}
	for name, tt := range tests {
		w, r := newVillage(t), &record{}
		before := w.population(t)
		p, likely, err := w.Enrol(t.Context(), head12, tt.e, r.write)
		if !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if tt.want != nil {
			if got := w.population(t); got != before || len(r.lines) > 0 || errors.Is(err, community.ErrMaybeKnown) != (len(likely) > 0) {
				t.Errorf("%s: %d people more, lines %q, likely %v", name, got-before, r.lines, likely)
			}
			continue
		}
		h, err := w.Store.Households.Get(t.Context(), p.Household)
		if err != nil || h.Code != tt.home || p.Building != "GX-12" || w.population(t) != before+1 || r.with("person.register person/"+string(p.ID)) != 1 {
			t.Errorf("%s: %+v in %+v, %v, lines %q", name, p, h, err, r.lines)
		}
		if ok, err := w.Agreed(t.Context(), p.ID, community.ForService); err != nil || !ok {
			t.Errorf("%s: consent %v, %v", name, ok, err)
		}
	}
	w := newVillage(t)
	_, _, err := w.Enrol(t.Context(), community.Reach{"HF-1"}, at(community.Enrolment{Person: wang}, "HF-1", 1, "2703"), (&record{}).write)
	if !errors.Is(err, community.ErrSeveralHouseholds) {
		t.Errorf("a flat of two households: %v", err)
	}
}

func (w *village) population(t *testing.T) int {
	t.Helper()
	n := 0
	for _, err := range w.Store.People.All(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	return n
}

// TestAmend: a correction with a move stays in the reach.
func TestAmend(t *testing.T) {
	t.Parallel()
	w, r := newVillage(t), &record{}
	son := w.person(t, communitytest.TongSon)
	next, dengs := communitytest.Wans, communitytest.Dengs
	if _, err := w.Amend(t.Context(), head12, son, community.Amendment{Household: &next}, r.write); !errors.Is(err, community.ErrNoHousehold) || len(r.lines) > 0 {
		t.Errorf("into the next building: %v, %q", err, r.lines)
	}
	needs := []community.Need{{Kind: "diet", Code: "low_salt"}}
	m := community.Amendment{Correction: community.Correction{Needs: &needs}, Household: &dengs}
	if _, err := w.Amend(t.Context(), head12, son, m, r.write); !errors.Is(err, community.ErrNeedsConsent) {
		t.Errorf("needs nobody agreed to: %v", err)
	}
	if p := w.person(t, communitytest.TongSon); len(p.Needs) > 0 || p.Household != communitytest.Tongs {
		t.Errorf("changed all the same: %+v", p)
	}
	m.NeedsAgreed = byHead("童爱华")
	p, err := w.Amend(t.Context(), head12, son, m, r.write)
	if err != nil || p.Household != dengs || !slices.Equal(p.Needs, needs) {
		t.Errorf("%+v, %v", p, err)
	}
}
