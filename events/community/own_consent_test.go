package community_test

import (
	"errors"
	"sync"
	"testing"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

func (w *village) state(t *testing.T, person community.PersonID, purpose community.Purpose) string {
	t.Helper()
	list, err := w.Consents(t.Context(), person)
	if err != nil || len(list) != len(community.Purposes) {
		t.Fatal(list, err)
	}
	for _, s := range list {
		if s.Purpose == purpose {
			return s.State
		}
	}
	return ""
}

func TestConsentStates(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	say := func(given bool) error {
		w.pass(1000)
		_, err := w.GiveConsent(ctx, community.Consent{Person: communitytest.Luo, Purpose: community.ForPhotos, Given: given, How: "app"})
		return err
	}
	if got := w.state(t, communitytest.Luo, community.ForPhotos); got != "never" {
		t.Errorf("state %s, want never", got)
	}
	if _, err := w.WithdrawConsent(ctx, communitytest.Luo, community.ForPhotos); !errors.Is(err, community.ErrNoConsent) {
		t.Errorf("what was never given was withdrawn: %v", err)
	}
	for i, step := range []struct {
		given bool
		want  string
		kept  int
	}{{false, "refused", 1}, {false, "refused", 1}, {true, "given", 2}, {true, "given", 2}, {false, "withdrawn", 2}, {false, "withdrawn", 2}, {true, "given", 3}} {
		if err := say(step.given); err != nil {
			t.Fatal(i, err)
		}
		if got := w.state(t, communitytest.Luo, community.ForPhotos); got != step.want {
			t.Errorf("step %d: %s, want %s", i, got, step.want)
		}
		n, err := w.Store.Consents.Count(ctx, "person", "p-luo/photos/")
		if err != nil || n != step.kept {
			t.Errorf("step %d: %d records, want %d, %v", i, n, step.kept, err)
		}
	}
	if got := w.state(t, communitytest.Luo, community.ForService); got != "given" {
		t.Errorf("the service is %s", got)
	}
}

func TestWhoConsents(t *testing.T) {
	t.Parallel()
	base := community.Consent{Person: communitytest.Xiaomi, Purpose: community.ForPhotos, Given: true, How: "app"}
	tests := map[string]struct {
		change func(*testing.T, *village, *community.Consent)
		by     community.PersonID
		want   error
	}{
		"a child's mother":  {func(_ *testing.T, _ *village, c *community.Consent) { c.By = communitytest.Haiyan }, communitytest.Haiyan, nil},
		"whoever answers":   {func(*testing.T, *village, *community.Consent) {}, communitytest.Haiyan, nil},
		"the child":         {func(_ *testing.T, _ *village, c *community.Consent) { c.By = c.Person }, "", community.ErrGuardian},
		"its grandmother":   {func(_ *testing.T, _ *village, c *community.Consent) { c.By = communitytest.Gong }, "", community.ErrGuardian},
		"a boy of fourteen": {func(t *testing.T, w *village, c *community.Consent) { c.By = c.Person; w.born(t, "2012-12-01") }, communitytest.Xiaomi, nil},
		"one day younger":   {func(t *testing.T, w *village, c *community.Consent) { c.By = c.Person; w.born(t, "2012-12-02") }, "", community.ErrGuardian},
		"his mother too": {func(t *testing.T, w *village, c *community.Consent) {
			c.By = communitytest.Haiyan
			w.born(t, "2012-12-01")
		}, communitytest.Haiyan, nil},
		"not when grown up": {func(t *testing.T, w *village, c *community.Consent) {
			c.By = communitytest.Haiyan
			w.born(t, "2008-12-01")
		}, "", community.ErrGuardian},
		"for a grown-up": {func(_ *testing.T, _ *village, c *community.Consent) {
			c.Person, c.By = communitytest.Gong, communitytest.Haiyan
		}, "", community.ErrGuardian},
		"no such purpose":   {func(_ *testing.T, _ *village, c *community.Consent) { c.Purpose = "spam" }, "", community.ErrPurpose},
		"no such way":       {func(_ *testing.T, _ *village, c *community.Consent) { c.How = "pigeon" }, "", community.ErrHow},
		"by word of nobody": {func(_ *testing.T, _ *village, c *community.Consent) { c.How = "voice" }, "", community.ErrWitness},
		"nobody":            {func(_ *testing.T, _ *village, c *community.Consent) { c.Person = "p-none" }, "", community.ErrNoPerson},
		"not to be kept":    {func(_ *testing.T, _ *village, c *community.Consent) { c.Purpose, c.Given = community.ForService, false }, "", community.ErrDelete},
		"one who was merged": {func(t *testing.T, w *village, _ *community.Consent) {
			w.changePerson(t, communitytest.Xiaomi, func(p *community.Person) { p.MergedInto = communitytest.Li })
		}, "", community.ErrNoPerson},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, c := newVillage(t), base
			tt.change(t, w, &c)
			got, err := w.GiveConsent(t.Context(), c)
			if !errors.Is(err, tt.want) || got.By != tt.by {
				t.Errorf("GiveConsent = by %q, %v; want %q, %v", got.By, err, tt.by, tt.want)
			}
			if agreed, _ := w.Agreed(t.Context(), c.Person, community.ForPhotos); agreed != (err == nil) {
				t.Errorf("agreed %v after %v", agreed, err)
			}
		})
	}
}

func (w *village) born(t *testing.T, day community.Day) {
	t.Helper()
	w.changePerson(t, communitytest.Xiaomi, func(p *community.Person) { p.Born = day })
}

// TestWithdraw: what was done because of a consent ends with it, and nothing else.
func TestWithdraw(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	if _, err := w.WithdrawConsent(ctx, communitytest.Gong, community.ForAgent); err != nil {
		t.Fatal(err)
	}
	if w.may(t, communitytest.Haiyan, communitytest.Gong, "signup") {
		t.Error("somebody acts for her still")
	}
	if r, err := w.Store.Relations.Get(ctx, "r-gong"); err != nil || r.Ended.IsZero() {
		t.Errorf("the relation goes on: %v, %v", r, err)
	}
	if _, err := w.GiveConsent(ctx, community.Consent{Person: communitytest.Xiaomi, Purpose: community.ForAgent, Given: true, How: "app"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.WithdrawConsent(ctx, communitytest.Xiaomi, community.ForAgent); err != nil {
		t.Fatal(err)
	}
	if !w.may(t, communitytest.Haiyan, communitytest.Xiaomi, "all") {
		t.Error("a child lost its mother's word")
	}

	if _, err := w.WithdrawConsent(ctx, communitytest.Tong, community.ForRoster); err != nil {
		t.Fatal(err)
	}
	if p, err := w.Store.Posts.Get(ctx, "GX-12-head"); err != nil || p.Published || p.Holder != communitytest.Tong {
		t.Errorf("the post is %+v, %v; want hers, without her name", p, err)
	}

	if _, err := w.GiveConsent(ctx, community.Consent{Person: communitytest.Wan, Purpose: community.ForNeeds, Given: true, How: "app"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.WithdrawConsent(ctx, communitytest.Wan, community.ForNeeds); err != nil {
		t.Fatal(err)
	}
	if p := w.person(t, communitytest.Wan); len(p.Needs) != 0 || p.Name == "" {
		t.Errorf("he is %+v", p)
	}

	pair := community.CarePair{ID: "k-1", Person: communitytest.Gong, Helpers: []community.PersonID{communitytest.Tong}, Key: "7", Card: []byte("sealed")}
	if _, err := w.Store.CarePairs.Add(ctx, pair); err != nil {
		t.Fatal(err)
	}
	if _, err := w.GiveConsent(ctx, community.Consent{Person: communitytest.Gong, Purpose: community.ForCareCard, Given: true, How: "app"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.WithdrawConsent(ctx, communitytest.Gong, community.ForCareCard); err != nil {
		t.Fatal(err)
	}
	if c, err := w.Store.CarePairs.Get(ctx, "k-1"); err != nil || len(c.Card) != 0 || c.Key != "7" || !c.Ended.IsZero() {
		t.Errorf("the pair is %+v, %v; want it going on without a card", c, err)
	}

	if _, err := w.WithdrawConsent(ctx, communitytest.Wan, community.ForService); !errors.Is(err, community.ErrDelete) {
		t.Errorf("the service was withdrawn: %v", err)
	}
	if got := w.state(t, communitytest.Wan, community.ForService); got != "given" {
		t.Errorf("the service is %s", got)
	}
}

// TestConsentAtOnce: a yes pressed on two devices is one.
func TestConsentAtOnce(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			if _, err := w.GiveConsent(t.Context(), community.Consent{Person: communitytest.He, Purpose: community.ForPhotos, Given: true, How: "app"}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n, err := w.Store.Consents.Count(t.Context(), "person", "p-he/photos/"); err != nil || n != 1 {
		t.Errorf("%d records, %v, want 1", n, err)
	}
}
