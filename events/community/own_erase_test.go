package community_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

// TestErase: of her who goes nothing is left but an id and what she once allowed;
// of everybody else nothing is gone.
func TestErase(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	const tong = communitytest.Tong
	w.changePerson(t, communitytest.TongSon, func(p *community.Person) { p.Phone = "15400000077" })
	old := community.Person{ID: "p-tong-2", Household: communitytest.Tongs, Building: "GX-12", Name: "童阿姨", Phone: "15400000066", MergedInto: tong, Created: communitytest.Born}
	if _, err := w.Store.People.Add(ctx, old); err != nil {
		t.Fatal(err)
	}
	pairs := []community.CarePair{
		{ID: "k-1", Person: tong, Helpers: []community.PersonID{communitytest.Haiyan}, Key: "7", Card: []byte("sealed")},
		{ID: "k-2", Person: communitytest.Gong, Helpers: []community.PersonID{tong, communitytest.Li}, Card: []byte("hers")},
	}
	if _, err := w.Store.CarePairs.Add(ctx, pairs...); err != nil {
		t.Fatal(err)
	}
	if _, err := w.NameAgent(ctx, community.Naming{Person: tong, Agent: communitytest.TongSon, Kind: "child", Scope: []string{"all"}, Agreed: community.Agreed{How: "app"}}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.NameAgent(ctx, community.Naming{Person: communitytest.Wan, Agent: tong, Kind: "neighbour", Scope: []string{"all"}, Agreed: community.Agreed{How: "app"}}); err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second finishes what the first left, which is nothing
		if err := w.Erase(ctx, tong); err != nil {
			t.Fatal(err)
		}
	}

	for _, id := range []community.PersonID{tong, old.ID} {
		p := w.person(t, id)
		text, err := json.Marshal(p)
		if err != nil || p.Live() || p.Removed.IsZero() {
			t.Errorf("%s: %s, %v", id, text, err)
		}
		for _, gone := range []string{"童", "154", "1963", "GX-12", "h-tong"} {
			if strings.Contains(string(text), gone) {
				t.Errorf("%s still holds %s: %s", id, gone, text)
			}
		}
	}
	if w.may(t, communitytest.TongSon, tong, "signup") || w.may(t, tong, communitytest.Wan, "signup") {
		t.Error("somebody acts for her, or she for somebody")
	}
	for _, list := range []func(context.Context, community.PersonID) ([]community.Relation, error){w.RelationsTo, w.RelationsOf} {
		relations, err := list(ctx, tong)
		if err != nil || len(relations) != 1 || relations[0].Ended.IsZero() {
			t.Errorf("her relations are %+v, %v", relations, err)
		}
	}
	p, err := w.Store.Posts.Get(ctx, "GX-12-head")
	if err != nil || p.Holder != "" || p.Published || p.VacantSince != "2026-12-01" || len(p.Terms) != 1 || p.Terms[0].Holder != tong || p.Terms[0].Until != "2026-12-01" {
		t.Errorf("her post is %+v, %v", p, err)
	}
	if list, err := w.MembershipsOf(ctx, tong); err != nil || len(list) != 0 {
		t.Errorf("she is in %v, %v", list, err)
	}
	if team, err := w.Store.Teams.Get(ctx, "v-1"); err != nil || team.Leader != "" {
		t.Errorf("the team is led by %q, %v", team.Leader, err)
	}
	if _, err := w.Store.Volunteers.Get(ctx, tong); !errors.Is(err, community.ErrNoPerson) {
		t.Errorf("her register: %v", err)
	}
	if c, err := w.Store.CarePairs.Get(ctx, "k-1"); err != nil || c.Ended.IsZero() || len(c.Card) != 0 || c.Key != "" {
		t.Errorf("her pair is %+v, %v", c, err)
	}
	if c, err := w.Store.CarePairs.Get(ctx, "k-2"); err != nil || !c.Ended.IsZero() || len(c.Card) == 0 || len(c.Helpers) != 1 || c.Helpers[0] != communitytest.Li {
		t.Errorf("the pair she helped is %+v, %v", c, err)
	}
	for _, s := range []community.Purpose{community.ForService, community.ForRoster, community.ForAgent} {
		if got := w.state(t, tong, s); got != "withdrawn" {
			t.Errorf("her consent to %s is %s", s, got)
		}
	}
	if list, err := w.MembershipsOf(ctx, communitytest.TongSon); err != nil || len(list) != 1 {
		t.Errorf("her son is in %v, %v", list, err)
	}
	if p := w.person(t, communitytest.TongSon); !p.Live() || p.Phone == "" || p.Household != communitytest.Tongs {
		t.Errorf("her son is %+v", p)
	}
	if got := w.state(t, communitytest.Wan, community.ForAgent); got != "given" {
		t.Errorf("another's consent is %s", got)
	}
	if err := w.Erase(ctx, "p-none"); !errors.Is(err, community.ErrNoPerson) {
		t.Errorf("nobody was erased: %v", err)
	}
}

// TestForget: each thing goes when its time is over and not a moment before, and what
// has no time stays.
func TestForget(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	removed := w.Now()
	w.changePerson(t, communitytest.Shan, func(p *community.Person) { *p = community.Person{ID: p.ID, Removed: removed} })
	withdrawn := removed
	if _, err := w.Store.Consents.Change(ctx, "c-p-he", func(c *community.Consent) error { c.Withdrawn = withdrawn; return nil }); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Store.CarePairs.Add(ctx,
		community.CarePair{ID: "k-open", Person: communitytest.Gong, Card: []byte("sealed")},
		community.CarePair{ID: "k-over", Person: communitytest.Wan, Card: []byte("sealed"), Ended: removed}); err != nil {
		t.Fatal(err)
	}
	if err := w.NoteToTell(ctx, community.Notice{ID: "claim.confirm.1", Person: communitytest.Gong, At: removed}); err != nil {
		t.Fatal(err)
	}
	forget := func(at time.Time, want community.Forgotten) {
		t.Helper()
		w.mu.Lock()
		w.now = at.Add(-time.Microsecond) // the clock of the tests steps when it is looked at
		w.mu.Unlock()
		if got, err := w.Forget(ctx); err != nil || got != want {
			t.Errorf("at %s: %+v, %v, want %+v", at, got, err, want)
		}
	}
	forget(removed.Add(time.Minute), community.Forgotten{Cards: 1}) // at once
	forget(removed.Add(30*24*time.Hour-time.Microsecond), community.Forgotten{})
	forget(removed.Add(30*24*time.Hour), community.Forgotten{People: 1})
	forget(removed.Add(30*24*time.Hour), community.Forgotten{})
	forget(removed.Add(community.NoticeKept-time.Microsecond), community.Forgotten{})
	forget(removed.Add(community.NoticeKept), community.Forgotten{Notices: 1})
	forget(withdrawn.AddDate(3, 0, 0).Add(-time.Microsecond), community.Forgotten{})
	forget(withdrawn.AddDate(3, 0, 0), community.Forgotten{Consents: 1})
	forget(withdrawn.AddDate(30, 0, 0), community.Forgotten{})

	if _, err := w.Store.People.Get(ctx, communitytest.Shan); !errors.Is(err, community.ErrNoPerson) {
		t.Errorf("she who was removed: %v", err)
	}
	if c, err := w.Store.CarePairs.Get(ctx, "k-over"); err != nil || len(c.Card) != 0 {
		t.Errorf("the card of a pair that ended: %v, %v", c.Card, err)
	}
	if c, err := w.Store.CarePairs.Get(ctx, "k-open"); err != nil || string(c.Card) != "sealed" {
		t.Errorf("the card of a pair that goes on: %v, %v", c.Card, err)
	}
	people, consents := 0, 0
	for _, err := range w.Store.People.All(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		people++
	}
	for _, err := range w.Store.Consents.All(ctx) {
		if err != nil {
			t.Fatal(err)
		}
		consents++
	}
	if people != 10 || consents != 11 {
		t.Errorf("%d people and %d consents are left, want 10 and 11", people, consents)
	}
}

// TestForgetBeside: several processes forget at once, and nobody trips.
func TestForgetBeside(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	for _, id := range []community.PersonID{communitytest.He, communitytest.Shan, communitytest.Luo} {
		if err := w.Erase(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	w.pass(31 * 24 * time.Hour)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if _, err := w.Forget(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n, err := w.Store.People.Count(t.Context(), "removed", ""); err != nil || n != 0 {
		t.Errorf("%d are left, %v", n, err)
	}
}

func TestConfirm(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	p, err := w.Register(ctx, community.NewPerson{
		Household: communitytest.Luos, Name: "罗小弟", Channel: "self",
		Residency: community.Residency{State: community.Claimed, By: "a-self", At: w.Now()},
	})
	if err != nil || p.Settled() {
		t.Fatal(p, err)
	}
	if _, err := w.Confirm(ctx, communitytest.Luos, p.ID, "a-self"); !errors.Is(err, community.ErrOwnWord) {
		t.Errorf("his own word: %v", err)
	}
	if _, err := w.Confirm(ctx, communitytest.Hes, p.ID, "a-he"); !errors.Is(err, community.ErrNoPerson) {
		t.Errorf("the word of another household: %v", err)
	}
	var wg sync.WaitGroup
	for _, account := range []string{"a-1", "a-2", "a-3", "a-4"} {
		wg.Go(func() {
			if p, err := w.Confirm(ctx, communitytest.Luos, p.ID, account); err != nil || !p.Settled() {
				t.Error(p, err)
			}
		})
	}
	wg.Wait()
	first := w.person(t, p.ID).Residency
	if _, err := w.Confirm(ctx, communitytest.Luos, p.ID, "a-5"); err != nil {
		t.Fatal(err)
	}
	if again := w.person(t, p.ID).Residency; again != first || again.By == "a-5" {
		t.Errorf("confirmed %+v, then %+v", first, again)
	}
	if p, err := w.Confirm(ctx, communitytest.Luos, communitytest.LuoWife, "a-1"); err != nil || p.Residency.State != "" {
		t.Errorf("who was known all along: %+v, %v", p.Residency, err)
	}
}

func TestMoving(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	if err := w.MoveOut(ctx, communitytest.Tongs, communitytest.He); !errors.Is(err, community.ErrNoPerson) {
		t.Errorf("out of a household he is not of: %v", err)
	}
	if err := w.MoveOut(ctx, communitytest.Hes, communitytest.He); err != nil {
		t.Fatal(err)
	}
	if err := w.MoveOut(ctx, "", communitytest.He); !errors.Is(err, community.ErrNoPerson) {
		t.Errorf("out of nowhere: %v", err)
	}
	people, err := w.PeopleOf(ctx, communitytest.Hes)
	if p := w.person(t, communitytest.He); err != nil || len(people) != 1 || p.Household != "" || p.Building != "" || !p.Live() || p.Settled() {
		t.Errorf("he is %+v, of %d, %v", p, len(people), err)
	}
	if list := w.left(t, community.Reach{"HF-1"}); list != "p-he" {
		t.Errorf("moved out there: %q", list)
	}
	claim := community.Residency{State: community.Claimed, By: "a-he", At: w.Now()}
	if _, err := w.MoveIn(ctx, "h-none", communitytest.He, claim); !errors.Is(err, community.ErrNoHousehold) {
		t.Errorf("into nowhere: %v", err)
	}
	for range 2 {
		if p, err := w.MoveIn(ctx, communitytest.Wans, communitytest.He, claim); err != nil || p.Building != "GX-2" || p.Residency != claim {
			t.Errorf("he moved in as %+v, %v", p, err)
		}
	}
	if _, err := w.MoveIn(ctx, communitytest.Luos, communitytest.He, claim); !errors.Is(err, community.ErrHome) {
		t.Errorf("into a second one: %v", err)
	}
}
