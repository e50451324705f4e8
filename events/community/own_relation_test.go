package community_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

func (w *village) may(t *testing.T, agent, person community.PersonID, scope string) bool {
	t.Helper()
	_, ok, err := w.MayAct(t.Context(), agent, person, scope, w.Now())
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

func (w *village) change(t *testing.T, id community.RelationID, change func(*community.Relation)) {
	t.Helper()
	if _, err := w.Store.Relations.Change(t.Context(), id, func(r *community.Relation) error { change(r); return nil }); err != nil {
		t.Fatal(err)
	}
}

func (w *village) changePerson(t *testing.T, id community.PersonID, change func(*community.Person)) {
	t.Helper()
	if _, err := w.Store.People.Change(t.Context(), id, func(p *community.Person) error { change(p); return nil }); err != nil {
		t.Fatal(err)
	}
}

func TestMayAct(t *testing.T) {
	t.Parallel()
	const gong, haiyan, xiaomi, li = communitytest.Gong, communitytest.Haiyan, communitytest.Xiaomi, communitytest.Li
	type step struct {
		change        func(*testing.T, *village)
		agent, person community.PersonID
		scope         string
		want          bool
	}
	none := func(*testing.T, *village) {}
	tests := map[string]step{
		"for oneself":               {none, gong, gong, "signup", true},
		"within the scope":          {none, haiyan, gong, "signup", true},
		"outside the scope":         {none, haiyan, gong, "all", false},
		"the other way round":       {none, gong, haiyan, "signup", false},
		"a husband who was not":     {none, li, gong, "signup", false},
		"a neighbour":               {none, communitytest.Tong, gong, "contact", false},
		"the guardian of a child":   {none, haiyan, xiaomi, "needs", true},
		"the other guardian":        {none, li, xiaomi, "all", true},
		"nobody for nobody":         {none, "", "", "signup", false},
		"somebody who is not there": {none, "p-none", gong, "signup", false},
		"before it begins": {func(t *testing.T, w *village) {
			w.change(t, "r-gong", func(r *community.Relation) { r.From = "2026-12-02" })
		}, haiyan, gong, "signup", false},
		"on its last day": {func(t *testing.T, w *village) {
			w.change(t, "r-gong", func(r *community.Relation) { r.Until = "2026-12-01" })
		}, haiyan, gong, "signup", true},
		"the day after": {func(t *testing.T, w *village) {
			w.change(t, "r-gong", func(r *community.Relation) { r.Until = "2026-11-30" })
		}, haiyan, gong, "signup", false},
		"ended": {func(t *testing.T, w *village) {
			w.change(t, "r-gong", func(r *community.Relation) { r.Ended = communitytest.Born })
		}, haiyan, gong, "signup", false},
		"without a consent": {func(t *testing.T, w *village) {
			w.change(t, "r-gong", func(r *community.Relation) { r.Consent = "" })
		}, haiyan, gong, "signup", false},
		"by a consent to something else": {func(t *testing.T, w *village) {
			w.change(t, "r-gong", func(r *community.Relation) { r.Consent = "c-p-gong" })
		}, haiyan, gong, "signup", false},
		"by somebody else's consent": {func(t *testing.T, w *village) {
			w.change(t, "r-gong", func(r *community.Relation) { r.Consent = "c-tong-roster" })
		}, haiyan, gong, "signup", false},
		"by a consent that is gone": {func(t *testing.T, w *village) {
			w.change(t, "r-gong", func(r *community.Relation) { r.Consent = "c-none" })
		}, haiyan, gong, "signup", false},
		"after it was taken back": {func(t *testing.T, w *village) {
			if _, err := w.Store.Consents.Change(t.Context(), "c-gong-agent", func(c *community.Consent) error {
				c.Withdrawn = w.Now()
				return nil
			}); err != nil {
				t.Fatal(err)
			}
		}, haiyan, gong, "signup", false},
		"of a child that is 18": {func(t *testing.T, w *village) {
			w.changePerson(t, xiaomi, func(p *community.Person) { p.Born = "2008-12-01" })
		}, haiyan, xiaomi, "signup", false},
		"of a child that is 18 tomorrow": {func(t *testing.T, w *village) {
			w.changePerson(t, xiaomi, func(p *community.Person) { p.Born = "2008-12-02" })
		}, haiyan, xiaomi, "signup", true},
		"of a child of no known age": {func(t *testing.T, w *village) {
			w.changePerson(t, xiaomi, func(p *community.Person) { p.Born = "" })
		}, haiyan, xiaomi, "signup", true},
		"of a child of no known age, for ever": {func(t *testing.T, w *village) {
			w.changePerson(t, xiaomi, func(p *community.Person) { p.Born = "" })
			w.change(t, "r-xiaomi-1", func(r *community.Relation) { r.Until = "" })
		}, haiyan, xiaomi, "signup", false},
		"for one who was removed": {func(t *testing.T, w *village) {
			w.changePerson(t, gong, func(p *community.Person) { p.Removed = communitytest.Born })
		}, haiyan, gong, "signup", false},
		"by one who was merged away": {func(t *testing.T, w *village) { // the one they were merged into does
			w.changePerson(t, haiyan, func(p *community.Person) { p.MergedInto = li })
		}, li, gong, "signup", true},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newVillage(t)
			tt.change(t, w)
			if got := w.may(t, tt.agent, tt.person, tt.scope); got != tt.want {
				t.Errorf("%s may act for %s in %s: %v, want %v", tt.agent, tt.person, tt.scope, got, tt.want)
			}
		})
	}
}

func TestNameAgent(t *testing.T) {
	t.Parallel()
	ok := community.Naming{
		Person: communitytest.Tong, Agent: communitytest.TongSon, Kind: "child", Scope: []string{"signup", "signup"},
		Agreed: community.Agreed{How: "app"},
	}
	tests := map[string]struct {
		change func(*community.Naming)
		want   error
	}{
		"as it should be":         {func(*community.Naming) {}, nil},
		"until a day":             {func(n *community.Naming) { n.Until = "2027-01-01" }, nil},
		"until today":             {func(n *community.Naming) { n.Until = "2026-12-01" }, nil},
		"until yesterday":         {func(n *community.Naming) { n.Until = "2026-11-30" }, community.ErrPeriod},
		"until a year":            {func(n *community.Naming) { n.Until = "2027" }, community.ErrPeriod},
		"until nonsense":          {func(n *community.Naming) { n.Until = "2027-02-31" }, community.ErrPeriod},
		"no scope":                {func(n *community.Naming) { n.Scope = nil }, community.ErrScope},
		"a scope of its own":      {func(n *community.Naming) { n.Scope = []string{"money"} }, community.ErrScope},
		"no such kind":            {func(n *community.Naming) { n.Kind = "king" }, community.ErrRelationKind},
		"a guardian of the grown": {func(n *community.Naming) { n.Kind = "guardian" }, community.ErrRelationKind},
		"oneself":                 {func(n *community.Naming) { n.Agent = n.Person }, community.ErrSelf},
		"a child":                 {func(n *community.Naming) { n.Agent = communitytest.Xiaomi }, community.ErrYoungAgent},
		"nobody":                  {func(n *community.Naming) { n.Agent = "" }, community.ErrAgent},
		"two at once":             {func(n *community.Naming) { n.Phone = "15400000008" }, community.ErrAgent},
		"no mobile":               {func(n *community.Naming) { n.Agent, n.Phone = "", "82345678" }, community.ErrNumber},
		"somebody not there":      {func(n *community.Naming) { n.Agent = "p-none" }, community.ErrNoPerson},
		"for nobody":              {func(n *community.Naming) { n.Person = "p-none" }, community.ErrNoPerson},
		"an old text":             {func(n *community.Naming) { n.Agreed.Version = "2020-1" }, community.ErrConsentVersion},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newVillage(t)
			n := ok
			tt.change(&n)
			r, err := w.NameAgent(t.Context(), n)
			if !errors.Is(err, tt.want) {
				t.Fatalf("NameAgent = %v, want %v", err, tt.want)
			}
			if got := w.may(t, communitytest.TongSon, communitytest.Tong, "signup"); got != (err == nil) {
				t.Errorf("after %v he may act: %v", err, got)
			}
			if err == nil && len(r.Scope) != 1 {
				t.Errorf("scope %v", r.Scope)
			}
		})
	}
}

// TestAskByNumber: a number that is nobody's is asked as one that is somebody's, and
// nobody acts before they said yes.
func TestAskByNumber(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	ask := func(phone string) community.Relation {
		r, err := w.NameAgent(ctx, community.Naming{
			Person: communitytest.Luo, Phone: phone, Kind: "family", Scope: []string{"all"}, Agreed: community.Agreed{How: "app"},
		})
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	known, unknown := ask("154-0000-0011"), ask("15499999999")
	known.ID, unknown.ID, known.Asked, unknown.Asked = "", "", "", ""
	if known.Agent != "" || known.Consent != unknown.Consent || known.Kind != unknown.Kind || known.From != unknown.From {
		t.Errorf("a known number is asked as %+v, an unknown one as %+v", known, unknown)
	}
	list, err := w.RelationsAsked(ctx, "15400000011")
	if err != nil || len(list) != 1 {
		t.Fatalf("asked %v, %v", list, err)
	}
	id := list[0].ID
	if again := ask("15400000011"); again.ID != id {
		t.Errorf("asking again made %s", again.ID)
	}
	if w.may(t, communitytest.He, communitytest.Luo, "signup") {
		t.Error("he acts before he said yes")
	}
	if _, err := w.AcceptAgent(ctx, id, communitytest.Shan, "15400000012"); !errors.Is(err, community.ErrNoRelation) {
		t.Errorf("another number accepts: %v", err)
	}
	if _, err := w.AcceptAgent(ctx, id, communitytest.Shan, ""); !errors.Is(err, community.ErrNoRelation) {
		t.Errorf("no number accepts: %v", err)
	}
	if _, err := w.AcceptAgent(ctx, id, communitytest.Xiaomi, "15400000012"); !errors.Is(err, community.ErrNoRelation) {
		t.Errorf("a child that was not asked learns of it: %v", err)
	}
	if _, err := w.RelationFor(ctx, id, communitytest.He, "15400000011"); err != nil {
		t.Errorf("who was asked cannot see it: %v", err)
	}
	if _, err := w.RelationFor(ctx, id, communitytest.Shan, "15400000012"); !errors.Is(err, community.ErrNoRelation) {
		t.Errorf("a stranger sees it: %v", err)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if r, err := w.AcceptAgent(ctx, id, communitytest.He, "15400000011"); err != nil || r.Agent != communitytest.He {
				t.Errorf("accepting: %v, %v", r.Agent, err)
			}
		})
	}
	wg.Wait()
	if !w.may(t, communitytest.He, communitytest.Luo, "signup") {
		t.Error("he does not act after he said yes")
	}
	if err := w.EndRelation(ctx, id); err != nil {
		t.Fatal(err)
	}
	if w.may(t, communitytest.He, communitytest.Luo, "signup") {
		t.Error("he acts after it ended")
	}
	if _, err := w.AcceptAgent(ctx, id, communitytest.He, "15400000011"); !errors.Is(err, community.ErrNoRelation) {
		t.Errorf("what has ended is accepted: %v", err)
	}
	if r := ask("15400000011"); r.ID == id {
		t.Error("asking after it ended brought the old one back")
	}
}

func TestGuardians(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	if err := w.EndRelation(ctx, "r-xiaomi-1"); err != nil {
		t.Fatalf("one of two guardians: %v", err)
	}
	if err := w.EndRelation(ctx, "r-xiaomi-2"); !errors.Is(err, community.ErrLastGuardian) {
		t.Errorf("the last guardian went: %v", err)
	}
	if _, err := w.RelationFor(ctx, "r-xiaomi-2", communitytest.Haiyan, "15400000001"); !errors.Is(err, community.ErrNoRelation) {
		t.Errorf("who was guardian once sees who is: %v", err)
	}
	r, err := w.NameAgent(ctx, community.Naming{Person: communitytest.Xiaomi, Agent: communitytest.Haiyan, Kind: "guardian", Scope: []string{"all"}})
	if err != nil || r.Until != "2037-09-29" || !w.may(t, communitytest.Haiyan, communitytest.Xiaomi, "all") {
		t.Errorf("the second guardian again: %+v, %v", r, err)
	}
	if err := w.EndRelation(ctx, "r-xiaomi-2"); err != nil {
		t.Errorf("the other of two: %v", err)
	}
	w.pass(12 * 365 * 24 * time.Hour)
	if err := w.EndRelation(ctx, r.ID); err != nil {
		t.Errorf("of one who is grown up: %v", err)
	}
}

// TestManyAgents: ten act for one person, and no eleventh, however fast.
func TestManyAgents(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	var wg sync.WaitGroup
	for i := range 14 {
		wg.Go(func() {
			_, err := w.NameAgent(t.Context(), community.Naming{
				Person: communitytest.Wan, Phone: "154111100" + string(rune('0'+i/10)) + string(rune('0'+i%10)), Kind: "neighbour",
				Scope: []string{"signup"}, Agreed: community.Agreed{How: "app"},
			})
			if err != nil && !errors.Is(err, community.ErrTooManyActed) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if list, err := w.RelationsTo(t.Context(), communitytest.Wan); err != nil || len(list) != 10 {
		t.Errorf("%d act for him, %v, want 10", len(list), err)
	}
}
