package main

import (
	"context"
	"errors"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
	"wanjia/events/docstore/docstoretest"
	"wanjia/streaming"
	"wanjia/streaming/store"
)

// TestConsentsReachTapes: what is kept of an item is to be had while all who are named
// agree, with the real register behind it: after the show was planned anew too, and not
// any more when one takes it back or is forgotten; the house that cannot ask keeps to
// what it knew, and one that never could shows nothing.
func TestConsentsReachTapes(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	engine := &docstoretest.Memory{}
	people := newResidents(engine, nil).service
	people.Pictures = nil
	if err := communitytest.Fill(ctx, people.Store); err != nil {
		t.Fatal(err)
	}
	fresh := func() *live {
		cast := &performers{community: people}
		return &live{cast: cast, tapes: &tapes{store: store.NewTapes(engine), cast: cast}, shows: &streaming.Shows{Store: store.NewShows(engine), Consents: cast, Now: time.Now}}
	}
	l := fresh()
	show := streaming.Show{Channel: "gala", Title: events.Text{ZH: "春晚"}, Starts: time.Now(), Items: []streaming.ShowItem{{
		ID: "01", Title: events.Text{ZH: "独唱"}, From: streaming.FromStage, Length: time.Minute, Performers: []streaming.Performer{{Person: "p-luo"}, {Person: "p-xiaomi"}},
	}}}
	if _, err := l.shows.Plan(ctx, show, 0); err != nil {
		t.Fatal(err)
	}
	show.Items[0].Performers[0].Person = "p-nobody"
	if _, err := l.shows.Plan(ctx, show, 1); !errors.Is(err, streaming.ErrNoPerformer) {
		t.Errorf("somebody who is nobody performs: %v", err)
	}
	if _, err := l.shows.Plan(ctx, streaming.Show{Channel: "gala", Title: show.Title, Starts: show.Starts}, 1); err != nil {
		t.Fatal(err) // planned anew: only the tape knows who performed
	}
	tape := streaming.Tape{TapeKey: streaming.TapeKey{Channel: "gala", Opened: 1000}, First: 0, Next: 10, Done: time.Now(), Items: []streaming.Played{{
		Item: "01", From: 0, To: 10, Cast: []streaming.PersonID{"p-luo", "p-xiaomi"},
	}}}
	if _, err := l.tapes.store.Put(ctx, streaming.VersionedTape{Tape: tape}); err != nil {
		t.Fatal(err)
	}
	seen := func(when string, want bool) {
		t.Helper()
		if err := errors.Join(l.look(ctx), l.cast.refresh(ctx, l.performing()), l.look(ctx)); err != nil {
			t.Fatal(when, err)
		}
		known, err := l.tapes.Tapes(ctx, "gala")
		if err != nil || len(known) != 1 {
			t.Fatal(when, known, err)
		}
		if _, _, ok := known[0].Clip("01"); ok != want {
			t.Errorf("%s: the clip is there: %t", when, ok)
		}
	}
	say := func(person, by community.PersonID, given bool) {
		t.Helper()
		if _, err := people.GiveConsent(ctx, community.Consent{Person: person, Purpose: community.ForReplay, Given: given, By: by, How: "app"}); err != nil {
			t.Fatal(err)
		}
	}
	seen("nobody was asked", false)
	say(communitytest.Luo, communitytest.Luo, true)
	seen("one of two agreed", false)
	say(communitytest.Xiaomi, communitytest.Haiyan, true)
	seen("both agreed", true)
	say(communitytest.Xiaomi, communitytest.Haiyan, false)
	seen("the child's mother took it back", false)
	say(communitytest.Xiaomi, communitytest.Haiyan, true)
	seen("she agreed again", true)

	away, cut := context.WithCancel(ctx)
	cut() // the register cannot be asked
	if err := l.cast.refresh(away, l.performing()); err == nil {
		t.Error("it knows without having asked")
	}
	if known, _ := l.tapes.Tapes(ctx, "gala"); len(known) != 1 {
		t.Error("what was known is gone")
	} else if _, _, ok := known[0].Clip("01"); !ok {
		t.Error("what was known does not stand")
	}
	other := fresh()
	if _, err := other.cast.Agreed(away, []streaming.PersonID{"p-luo"}); err == nil {
		t.Error("a house that cannot ask says that it knows")
	}
	if known, _ := other.tapes.Tapes(ctx, "gala"); len(known) != 0 {
		t.Errorf("a house that never could ask shows %+v", known)
	}

	if err := people.Erase(ctx, communitytest.Luo); err != nil {
		t.Fatal(err)
	}
	seen("one was forgotten", false)
}
