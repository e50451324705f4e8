package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/docstore/sqlitedoc"
	"wanjia/events/seed"
	"wanjia/events/store"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// TestLateChanges: after the edition's moment a page changes nothing any more, the hotline
// still does.
func TestLateChanges(t *testing.T) {
	t.Parallel()
	w, ctx, me := lay(t, 10), t.Context(), by("h-deng", "wife", "wife", "online")
	r, err := w.banquet.Register(ctx, w.event, me, w.wants("wife", "come", "husband", "come"))
	if err != nil {
		t.Fatal(err)
	}
	w.banquet.Now = func() time.Time { return w.starts.Add(-17 * time.Hour) }
	me.Key = "late"
	if _, err := w.banquet.Change(ctx, w.event, me, r.Rev, w.wants("wife", "come")); !errors.Is(err, banquet.ErrTooLate) {
		t.Errorf("changed late on a page: %v", err)
	}
	if _, err := w.banquet.GiveBack(ctx, w.event, me, -1); !errors.Is(err, banquet.ErrTooLate) {
		t.Errorf("given back late on a page: %v", err)
	}
	if _, err := w.banquet.MakeDish(ctx, w.event, me, banquet.Recipe{Purpose: banquet.ToEat}, false); !errors.Is(err, banquet.ErrTooLate) {
		t.Errorf("a dish late on a page: %v", err)
	}
	desk := by("h-deng", "wife", "hotline", "hotline")
	if r, err = w.banquet.Change(ctx, w.event, desk, r.Rev, w.wants("wife", "come")); err != nil || w.taken(t) != 1 {
		t.Errorf("the hotline: %+v, %v", r, err)
	}
	if r, err = w.banquet.GiveBack(ctx, w.event, desk, -1); err != nil || r.State != banquet.Cancelled || w.taken(t) != 0 {
		t.Errorf("given back by telephone: %+v, %v", r, err)
	}
}

// TestAdopted: places that somebody of the household booked on another page are what it
// is registered by, whoever registers it.
func TestAdopted(t *testing.T) {
	t.Parallel()
	w, ctx := lay(t, 10), t.Context()
	c, err := w.inventory.service.Claim(ctx, ticketing.Request{
		Pool: ticketing.PoolID(w.noon), Holder: "husband", Party: 2, Key: "another-page", Channel: "online",
		Subjects: map[string]string{ticketing.PerHousehold: "h-deng"},
	})
	if err != nil {
		t.Fatal(err)
	}
	r, err := w.banquet.Register(ctx, w.event, by("h-deng", "wife", "wife", "online"), w.wants("wife", "come", "husband", "come"))
	if err != nil || r.State != banquet.Confirmed || r.Claim != string(c.ID) || r.Holder != "husband" || w.taken(t) != 2 {
		t.Errorf("%+v, %v, %d taken", r, err, w.taken(t))
	}
}

// TestForgottenGuest: who is deleted is no guest any more and nobody to be told; the rest
// of the household stays. A banquet that was over long ago is forgotten, its dishes stay
// without their cooks.
func TestForgottenGuest(t *testing.T) {
	t.Parallel()
	w, ctx, me := lay(t, 10), t.Context(), by("h-deng", "wife", "wife", "online")
	if _, err := w.banquet.Register(ctx, w.event, me, w.wants("wife", "come", "husband", "come")); err != nil {
		t.Fatal(err)
	}
	d, err := w.banquet.MakeDish(ctx, w.event, me, banquet.Recipe{Library: "01", Purpose: banquet.ToEat}, false)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := w.banquet.ForgetPerson(ctx, "wife", "h-deng"); err != nil {
			t.Fatal(err)
		}
	}
	r, err := w.banquet.Store.Registrations.Get(ctx, banquet.NewRegistrationID(w.event, "h-deng"))
	if err != nil || len(r.People) != 1 || r.Holder != "husband" || r.ByName != "" {
		t.Errorf("%+v, %v", r, err)
	}
	if d, err = w.banquet.Store.Dishes.Get(ctx, d.ID); err != nil || d.Shares[0].By != "" {
		t.Errorf("%+v, %v", d, err)
	}
	if n, err := w.banquet.Sweep(ctx, w.starts); n != 0 || err != nil {
		t.Errorf("forgot %d of a banquet that is to come: %v", n, err)
	}
	if n, err := w.banquet.Sweep(ctx, w.starts.Add(banquet.KeptFor)); n != 1 || err != nil {
		t.Errorf("forgot %d, %v", n, err)
	}
	if d, err = w.banquet.Store.Dishes.Get(ctx, d.ID); err != nil || d.Name != "莲藕排骨汤" || len(d.Shares) != 0 || d.Cook != "" {
		t.Errorf("%+v, %v", d, err)
	}
	if err := w.banquet.ForgetPerson(ctx, "husband", "h-deng"); err != nil {
		t.Error(err)
	}
}

// TestCopiedEdition: a banquet copied from last year's asks for every venue anew, and is
// not ready for the public before each was confirmed or closed with a reason.
func TestCopiedEdition(t *testing.T) {
	t.Parallel()
	w, ctx := lay(t, 10), t.Context()
	for n := range 3 {
		v := banquet.Venue{ID: banquet.NewVenueID(w.event, fmt.Sprintf("V%02d", n)), Edition: w.event, Code: fmt.Sprintf("V%02d", n), Name: "会场", State: banquet.VenueOpen, Rev: 4}
		if err := addAll(ctx, w.banquet.Store.Venues, []banquet.Venue{v}); err != nil {
			t.Fatal(err)
		}
	}
	starts := w.starts.AddDate(1, 0, 0)
	next := events.Event{ID: "banquet-2028", Kind: events.Banquet, Starts: starts}
	sessions := map[events.SessionID]events.Session{}
	for _, kind := range []string{"meal", "walk"} {
		sessions[events.SessionID("banquet-2027-"+kind)] = events.Session{ID: events.SessionID("banquet-2028-" + kind), Event: next.ID, Starts: starts, Ends: starts.Add(time.Hour)}
	}
	for range 2 {
		e, err := w.banquet.Copy(ctx, w.event, next, sessions)
		if err != nil || len(e.Sittings) != 2 || e.Sittings[0].Session != "banquet-2028-meal" || e.Places != 10 {
			t.Fatalf("%+v, %v", e, err)
		}
	}
	if err := w.banquet.Ready(ctx, next.ID); !errors.Is(err, banquet.ErrVenuesAsked) {
		t.Errorf("nobody was asked: %v", err)
	}
	if err := w.banquet.Ready(ctx, w.event); err != nil {
		t.Errorf("this year's: %v", err)
	}
	if _, err := w.banquet.SetVenue(ctx, next.ID, "V00", 0, banquet.VenueClosed, " ", "me"); !errors.Is(err, banquet.ErrVenueState) {
		t.Errorf("closed for no reason: %v", err)
	}
	if _, err := w.banquet.SetVenue(ctx, next.ID, "V00", 4, banquet.VenueOpen, "", "me"); !errors.Is(err, banquet.ErrVenueChange) {
		t.Errorf("by what was not seen: %v", err)
	}
	for code, state := range map[string]banquet.VenueState{"V00": banquet.VenueOpen, "V01": banquet.VenueClosed, "V02": banquet.VenueOpen} {
		if _, err := w.banquet.SetVenue(ctx, next.ID, code, 0, state, "屋顶漏水", "me"); err != nil {
			t.Error(err)
		}
	}
	if err := w.banquet.Ready(ctx, next.ID); err != nil {
		t.Errorf("each was asked: %v", err)
	}
}

// TestCardNumbers: cards printed again have the same numbers, and no two are alike.
func TestCardNumbers(t *testing.T) {
	t.Parallel()
	w, ctx := lay(t, 20), t.Context()
	for n := range 3 {
		a := by(fmt.Sprintf("h-n%d", n), fmt.Sprintf("n%d", n), fmt.Sprintf("n%d", n), "online")
		if _, err := w.banquet.Register(ctx, w.event, a, w.wants(string(a.Person), "not")); err != nil {
			t.Fatal(err)
		}
		if _, err := w.banquet.MakeDish(ctx, w.event, a, banquet.Recipe{Name: "汤", Purpose: banquet.ToEat}, false); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[string]bool{}
	for range 2 {
		for n := range 3 {
			cards, err := w.banquet.Cards(ctx, w.event, community.NodeID(fmt.Sprintf("GX-%d", n)))
			if err != nil || len(cards) != 1 || cards[0].Number == "" {
				t.Fatalf("%+v, %v", cards, err)
			}
			seen[cards[0].Number] = true
		}
	}
	if len(seen) != 3 {
		t.Errorf("numbers %v", seen)
	}
	for number := range seen {
		if found, err := w.banquet.Recall(ctx, w.event, banquet.RecallQuery{Number: number}); err != nil || len(found) != 1 || len(found[0].Households) != 1 {
			t.Errorf("recalled by %s: %+v, %v", number, found, err)
		}
	}
}

// everybodyAt says of every table that a hundred households sit at it.
type everybodyAt struct{ homes []community.HouseholdID }

func (e everybodyAt) Beside(context.Context, events.ID, events.SessionID, banquet.DishID) (string, []community.HouseholdID, error) {
	return "V01-017", e.homes, nil
}

// BenchmarkRecall measures a recall among the dishes of the full-size banquet, in a file:
// one dish by its number, one dish of the book, and words in the name.
func BenchmarkRecall(b *testing.B) {
	size := seed.S
	if os.Getenv("WANJIA_BENCH_LARGE") != "" {
		size = seed.L
	}
	engine, err := sqlitedoc.Open(b.Context(), b.TempDir()+"/documents")
	if err != nil {
		b.Fatal(err)
	}
	defer engine.Close()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, events.Zone)
	l := &feastLoader{event: seed.Edition(now, now).Events[0], openedAt: now, now: now}
	if err := l.read(b.Context(), seed.Options{Size: size}); err != nil {
		b.Fatal(err)
	}
	s := &banquet.Service{Store: store.NewBanquet(engine), Now: time.Now}
	var homes []community.HouseholdID
	for _, r := range l.register()[:20] {
		homes = append(homes, r.Household)
	}
	s.Seating = everybodyAt{homes}
	dishes := l.cook()
	dishes[0].Number = "08-0412"
	if err := addAll(b.Context(), s.Store.Dishes, dishes); err != nil {
		b.Fatal(err)
	}
	for name, q := range map[string]banquet.RecallQuery{"number": {Number: "08-0412"}, "book": {Library: "15"}, "words": {Words: "鱼糕"}} {
		b.Run(name, func(b *testing.B) {
			found := 0
			for b.Loop() {
				list, err := s.Recall(b.Context(), l.event.ID, q)
				if err != nil {
					b.Fatal(err)
				}
				found = len(list)
			}
			b.ReportMetric(float64(found), "dishes")
			b.ReportMetric(float64(len(dishes)), "of")
		})
	}
}

// TestLettersInTheirLanguage: a message of the banquet comes in the language of the account
// that reads it; a neighbour who tells it in person gets the Chinese words.
func TestLettersInTheirLanguage(t *testing.T) {
	t.Parallel()
	w, ctx := lay(t, 4), t.Context()
	w.sender = w.catalogue.messages
	for _, a := range []identity.Account{
		{ID: "a-en", Phone: "15400990001", Person: "wife", Language: "en"}, {ID: "a-zh", Phone: "15400990002", Person: "husband", Language: "zh"},
		{ID: "a-none", Phone: "15400990003", Person: "n1"},
	} {
		if _, err := w.people.store.AddAccount(ctx, a); err != nil {
			t.Fatal(err)
		}
	}
	tell := banquetLetters{w.services}
	words := events.Text{ZH: "【万家】留好了", EN: "【万家】Kept for you"}
	for person, want := range map[string]string{"wife": words.EN, "husband": words.ZH, "n1": words.ZH} {
		account, err := w.people.store.AccountOfPerson(ctx, person)
		if err != nil {
			t.Fatal(err)
		}
		if err := tell.Tell(ctx, "m."+person, banquet.NewLetter(person, "banquet_held", words, time.Now())); err != nil {
			t.Fatal(err)
		}
		got, err := w.catalogue.messages.To(ctx, account.Phone, 1)
		if err != nil || len(got) != 1 || got[0].Text != want {
			t.Errorf("%s reads %+v, %v; want %q", person, got, err, want)
		}
	}
	// One written before there was English, and one for somebody without a telephone.
	old := banquet.Letter{To: "wife", Template: "banquet_held", Text: words.ZH, At: time.Now().Add(time.Second)}
	if err := errors.Join(tell.Tell(ctx, "m.old", old), tell.Tell(ctx, "m.gran", banquet.NewLetter("grandmother", "banquet_held", words, time.Now()))); err != nil {
		t.Fatal(err)
	}
	if got, err := w.catalogue.messages.To(ctx, "15400990001", 5); err != nil || len(got) != 2 || got[0].Text != words.ZH {
		t.Errorf("an old one is read as %+v, %v", got, err)
	}
	noted, err := w.community.service.Store.Notices.Get(ctx, "m.gran")
	if err != nil || noted.Text != words.ZH {
		t.Errorf("in person: %+v, %v", noted, err)
	}
	// One that could not be delivered is told in person too.
	w.sender = noDelivery{}
	if err := tell.Tell(ctx, "m.failed", banquet.NewLetter("wife", "banquet_held", words, time.Now())); err != nil {
		t.Fatal(err)
	}
	if noted, err = w.community.service.Store.Notices.Get(ctx, "m.failed"); err != nil || noted.Text != words.ZH {
		t.Errorf("not delivered: %+v, %v", noted, err)
	}
}

// noDelivery takes messages to numbers that do not exist.
type noDelivery struct{}

// Send implements [events.Sender].
func (noDelivery) Send(context.Context, events.Message) (events.Receipt, error) {
	return events.Receipt{State: events.Failed}, nil
}
