package community_test

import (
	"maps"
	"testing"

	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

// TestReplayable: what somebody performed may be seen again while they agree in the words
// of now; of a child while a guardian does, and its own word is not enough until it is
// grown up. Whoever was forgotten is nobody.
func TestReplayable(t *testing.T) {
	t.Parallel()
	w := newVillage(t)
	ctx := t.Context()
	luo, xiaomi := communitytest.Luo, communitytest.Xiaomi
	say := func(c community.Consent) {
		t.Helper()
		w.pass(1000)
		c.Purpose, c.How = community.ForReplay, "app"
		if _, err := w.GiveConsent(ctx, c); err != nil {
			t.Fatal(err)
		}
	}
	want := func(when string, is map[community.PersonID]bool) {
		t.Helper()
		got, err := w.Replayable(ctx, []community.PersonID{luo, xiaomi, "p-nobody"})
		if err != nil || !maps.Equal(got, is) {
			t.Errorf("%s: %v, %v, want %v", when, got, err, is)
		}
	}
	want("before anybody was asked", map[community.PersonID]bool{luo: false, xiaomi: false})
	w.born(t, "2011-01-01")
	say(community.Consent{Person: luo, Given: true})
	say(community.Consent{Person: xiaomi, By: xiaomi, Given: true})
	want("a boy of fifteen himself", map[community.PersonID]bool{luo: true, xiaomi: false})
	say(community.Consent{Person: xiaomi, By: communitytest.Haiyan, Given: true})
	want("and his mother", map[community.PersonID]bool{luo: true, xiaomi: true})
	say(community.Consent{Person: xiaomi, By: xiaomi, Given: true})
	want("he says it once more", map[community.PersonID]bool{luo: true, xiaomi: true})
	if _, err := w.WithdrawConsent(ctx, luo, community.ForReplay); err != nil {
		t.Fatal(err)
	}
	want("one took it back", map[community.PersonID]bool{luo: false, xiaomi: true})
	say(community.Consent{Person: luo, Given: true})
	old := community.Consent{ID: "c-old", Person: xiaomi, Purpose: community.ForReplay, Version: "2025-1", Given: true, By: communitytest.Haiyan, How: "paper", At: w.Now().Add(1)}
	if answers, err := w.Store.Consents.Add(ctx, old); err != nil || answers[0] != nil {
		t.Fatal(answers, err)
	}
	want("to another text", map[community.PersonID]bool{luo: true, xiaomi: false})
	if err := w.Erase(ctx, luo); err != nil {
		t.Fatal(err)
	}
	want("one was forgotten", map[community.PersonID]bool{xiaomi: false})
}
