package directory

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"
	"time"

	"go.uber.org/goleak"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/store"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// clock is a time that only the test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

// process is one of those that share a document store.
type process struct {
	*Directory
	community *community.Service // on the watched store
}

// begin starts a process whose clock is skew away from c.
func begin(t *testing.T, e docstore.Engine, c *clock, skew time.Duration) *process {
	t.Helper()
	now := func() time.Time { return c.now().Add(skew) }
	service := &community.Service{Now: now}
	kept := store.NewCommunity(e)
	d := &Directory{Store: kept, Tree: service.Tree, Now: now, Log: slog.New(slog.DiscardHandler)}
	service.Store = d.Watch(kept)
	if err := d.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	return &process{d, service}
}

func town(t *testing.T) (*docstoretest.Memory, *clock) {
	t.Helper()
	e := &docstoretest.Memory{}
	if err := communitytest.Fill(t.Context(), store.NewCommunity(e)); err != nil {
		t.Fatal(err)
	}
	return e, &clock{communitytest.Born.AddDate(0, 1, 0)}
}

// finds lists the ids that answer.
func (p *process) finds(t *testing.T, text string, reach community.Reach, kinds ...string) []string {
	t.Helper()
	found, _, err := p.Search(t.Context(), text, reach, kinds, 10)
	if err != nil {
		t.Fatalf("search %q: %v", text, err)
	}
	out := []string{}
	for _, f := range found {
		out = append(out, f.ID)
	}
	return out
}

func TestSearch(t *testing.T) {
	t.Parallel()
	e, c := town(t)
	p := begin(t, e, c, 0)
	everywhere := community.Reach{community.Everything}
	tests := map[string]struct {
		text  string
		reach community.Reach
		kinds []string
		want  []string
	}{
		"a name":                     {"龚秀英", everywhere, nil, []string{"p-gong"}},
		"what she is called":         {"龚婆婆", everywhere, nil, []string{"p-gong"}},
		"a sound":                    {"gongxiuying", everywhere, nil, []string{"p-gong"}},
		"initials":                   {"tah", everywhere, nil, []string{"p-tong"}},
		"a surname's own sound":      {"shanxue", everywhere, nil, []string{"p-shan"}},
		"an end of a number of two":  {"0010", everywhere, nil, []string{"p-luo", "p-luowife"}},
		"a door, as spoken":          {"桂香苑十二栋二单元501", everywhere, []string{"household"}, []string{"h-deng"}},
		"a door, as a code":          {"GX-12-2-502", everywhere, []string{"household"}, []string{"h-tong"}},
		"people behind a door":       {"GX-12-2-502", everywhere, []string{"person"}, []string{"p-tong", "p-tongson"}},
		"a building":                 {"桂香苑12栋", everywhere, []string{"building"}, []string{"GX-12"}},
		"two households in one flat": {"荷风苑1栋2703", everywhere, []string{"household"}, []string{"h-he", "h-luo"}},
		"in the building":            {"龚秀英", community.Reach{"GX-12"}, nil, []string{"p-gong"}},
		"in the general branch":      {"龚秀英", community.Reach{"Z5"}, nil, []string{"p-gong"}},
		"in the next building":       {"龚秀英", community.Reach{"GX-2"}, nil, nil},
		"GX-1 is not above GX-12":    {"龚秀英", community.Reach{"GX-1"}, nil, nil},
		"in the other branch":        {"龚秀英", community.Reach{"Z6", "HF-B1"}, nil, nil},
		"nowhere":                    {"龚秀英", nil, nil, nil},
		"of an unknown node":         {"龚秀英", community.Reach{"Q1"}, nil, nil},
		"of an unknown kind":         {"龚秀英", everywhere, []string{"cat"}, nil},
		"nothing":                    {"", everywhere, nil, nil},
	}
	for name, tt := range tests {
		if got := p.finds(t, tt.text, tt.reach, tt.kinds...); !slices.Equal(got, tt.want) && len(got)+len(tt.want) > 0 {
			t.Errorf("%s: %q finds %v, want %v", name, tt.text, got, tt.want)
		}
	}
	found, asOf, err := p.Search(t.Context(), "gongxiuying", everywhere, nil, 1)
	if err != nil || len(found) != 1 || found[0].Kind != "person" || !slices.Equal(found[0].Why, []string{"pinyin"}) || !asOf.Equal(c.at) {
		t.Errorf("found %+v as of %s: %v", found, asOf, err)
	}
}

// What this process changes it finds at once; another finds it with its next look.
func TestChanges(t *testing.T) {
	t.Parallel()
	e, c := town(t)
	mine, other := begin(t, e, c, 0), begin(t, e, c, 0)
	everywhere := community.Reach{community.Everything}
	people, homes := mine.community.Store.People, mine.community.Store.Households
	steps := []struct {
		name string
		do   func() error
		text string
		want []string
	}{
		{"a new name", func() error {
			_, err := people.Change(t.Context(), communitytest.He, func(p *community.Person) error { p.Name, p.Changed = "欧阳小军", c.at; return nil })
			return err
		}, "oyxj", []string{"p-he"}},
		{"somebody new in a new household", func() error {
			h := community.Household{ID: "h-new", Code: "GX-2-1-202", Building: "GX-2", Unit: 1, Room: "202", Changed: c.at}
			p := community.Person{ID: "p-new", Household: "h-new", Building: "GX-2", Name: "吕绿", Changed: c.at}
			_, a := homes.Add(t.Context(), h)
			_, b := people.Add(t.Context(), p)
			return errors.Join(a, b)
		}, "GX-2-1-202 lvlv", []string{"p-new"}},
		{"a corrected door", func() error {
			_, err := homes.Change(t.Context(), communitytest.Wans, func(h *community.Household) error { h.Room, h.Changed = "102", c.at; return nil })
			return err
		}, "GX-2-1-102 万志强", []string{"p-wan"}},
		{"one merged into another", func() error {
			_, err := people.Change(t.Context(), communitytest.Li, func(p *community.Person) error {
				p.MergedInto, p.Changed = communitytest.Haiyan, c.at
				return nil
			})
			return err
		}, "邓立", nil},
		{"one taken apart again", func() error {
			_, err := people.Change(t.Context(), communitytest.Li, func(p *community.Person) error { p.MergedInto, p.Changed = "", c.at; return nil })
			return err
		}, "邓立", []string{"p-li"}},
		{"one removed", func() error {
			_, err := people.Change(t.Context(), communitytest.Tong, func(p *community.Person) error { p.Removed, p.Changed = c.at, c.at; return nil })
			return err
		}, "童爱华", nil},
		{"a household that moved away", func() error {
			_, err := homes.Change(t.Context(), communitytest.Tongs, func(h *community.Household) error { h.Ended, h.Changed = c.at, c.at; return nil })
			return err
		}, "GX-12-2-502", []string{"p-tongson"}}, // who still has to be told where to
	}
	for _, s := range steps {
		c.at = c.at.Add(time.Minute)
		if err := s.do(); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		other.mustPoll(t)
		mine.seen(t, c)
		for who, p := range map[string]*process{"here": mine, "elsewhere": other} {
			if got := p.finds(t, s.text, everywhere); !slices.Equal(got, s.want) && len(got)+len(s.want) > 0 {
				t.Errorf("%s, seen %s: %q finds %v, want %v", s.name, who, s.text, got, s.want)
			}
		}
	}
}

func (p *process) mustPoll(t *testing.T) {
	t.Helper()
	if err := p.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// seen makes the index as young as the clock without looking at anything.
func (p *process) seen(t *testing.T, c *clock) {
	t.Helper()
	p.looking.Lock()
	p.asOf = c.at
	p.looking.Unlock()
}

// A building that goes to another group takes its people with it.
func TestRescope(t *testing.T) {
	t.Parallel()
	e, c := town(t)
	p := begin(t, e, c, 0)
	_, err := store.NewCommunity(e).Buildings.Change(t.Context(), "GX-12", func(b *community.Building) error {
		b.Group, b.Changed = "HF-G01", c.at
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	c.at = c.at.Add(3 * time.Second) // the tree may be two seconds old
	p.mustPoll(t)
	for _, text := range []string{"龚秀英", "GX-12-2-501"} {
		if got := p.finds(t, text, community.Reach{"GX-B1"}); len(got) != 0 {
			t.Errorf("%s is still found where the building was: %v", text, got)
		}
		if got := p.finds(t, text, community.Reach{"Z6"}); len(got) == 0 {
			t.Errorf("%s is not found where the building is now", text)
		}
	}
	if got := p.finds(t, "万志强", community.Reach{"GX-B1"}); len(got) != 1 {
		t.Errorf("the building that stayed: %v", got)
	}
}

// failing is people who cannot be listed while away.
type failing struct {
	community.Records[community.PersonID, community.Person]
	away *bool
	err  error
}

func (f failing) List(ctx context.Context, by community.By) ([]community.Person, string, error) {
	if *f.away {
		return nil, "", f.err
	}
	return f.Records.List(ctx, by)
}

// An index that took long to make is not old when it is done.
func TestSlowStart(t *testing.T) {
	t.Parallel()
	e, c := town(t)
	service := &community.Service{Now: c.now, Store: store.NewCommunity(e)}
	d := &Directory{Store: service.Store, Now: c.now, Log: slog.New(slog.DiscardHandler)}
	trees := 0
	d.Tree = func(ctx context.Context) (*community.Tree, error) {
		if trees++; trees == 1 { // as if reading all took ten minutes
			c.at = c.at.Add(10 * time.Minute)
		}
		return service.Tree(ctx)
	}
	if err := d.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	c.at = c.at.Add(50 * time.Second)
	if got := (&process{d, service}).finds(t, "龚秀英", community.Reach{"*"}); len(got) != 1 {
		t.Errorf("after a slow start: %v", got)
	}
}

func TestStale(t *testing.T) {
	t.Parallel()
	e, c := town(t)
	service := &community.Service{Now: c.now, Store: store.NewCommunity(e)}
	away := false
	d := &Directory{Store: service.Store, Now: c.now, Log: slog.New(slog.DiscardHandler)}
	p := &process{d, service}
	gone := errors.New("away")
	d.Tree = service.Tree
	if _, _, err := d.Search(t.Context(), "龚", community.Reach{"*"}, nil, 5); !errors.Is(err, ErrUnavailable) {
		t.Errorf("before it is made: %v", err)
	}
	if _, err := d.Check(t.Context()); !errors.Is(err, ErrUnavailable) {
		t.Errorf("the check before it is made: %v", err)
	}
	if err := d.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	made := c.at
	d.Store.People = failing{d.Store.People, &away, gone}
	away = true
	c.at = c.at.Add(59 * time.Second)
	if err := d.Poll(t.Context()); !errors.Is(err, gone) {
		t.Fatalf("a look at a store that is away: %v", err)
	}
	if got := p.finds(t, "龚秀英", community.Reach{"*"}); len(got) != 1 {
		t.Errorf("59 s old: %v", got)
	}
	if _, asOf, _ := d.Search(t.Context(), "龚秀英", community.Reach{"*"}, nil, 5); !asOf.Equal(made) {
		t.Errorf("it says as of %s, made at %s", asOf, made)
	}
	if what, err := d.Check(t.Context()); err != nil || what != "19 entries, 59s old, changes cannot be read" {
		t.Errorf("the check says %q: %v", what, err)
	}
	c.at = c.at.Add(2 * time.Second)
	if _, _, err := d.Search(t.Context(), "龚秀英", community.Reach{"*"}, nil, 5); !errors.Is(err, ErrUnavailable) {
		t.Errorf("61 s old: %v", err)
	}
	if _, err := d.Check(t.Context()); !errors.Is(err, ErrUnavailable) {
		t.Errorf("the check at 61 s: %v", err)
	}
	away = false
	if err := d.Poll(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := p.finds(t, "龚秀英", community.Reach{"*"}); len(got) != 1 {
		t.Errorf("after it came back: %v", got)
	}
}
