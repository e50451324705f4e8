package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/fault"
	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// table is a banquet of one meal and one walk on the real inventory, for one family of
// four and neighbours of one each.
type table struct {
	*services
	event  events.ID
	noon   string // pool
	sent   *sentLetters
	starts time.Time
}

// sentLetters keeps what was sent, one of each name, as a sender does.
type sentLetters struct {
	mu    sync.Mutex
	named map[string]bool
	kept  []banquet.Letter
}

func (s *sentLetters) Tell(_ context.Context, id string, l banquet.Letter) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.named == nil {
		s.named = map[string]bool{}
	}
	if !s.named[id] {
		s.named[id] = true
		s.kept = append(s.kept, l)
	}
	return nil
}

func (s *sentLetters) templates() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []string
	for _, l := range s.kept {
		out = append(out, strings.TrimPrefix(l.Template, "banquet_"))
	}
	return strings.Join(out, " ")
}

func lay(t *testing.T, seats int, limits ...ticketing.Limit) *table {
	t.Helper()
	ctx, engine := t.Context(), &docstoretest.Memory{}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	w := &table{
		services: &services{house: &house{documents: engine, log: log}, catalogue: newCatalogue(engine), community: newResidents(engine, log)},
		event:    "banquet-2027", sent: &sentLetters{}, starts: time.Now().AddDate(0, 0, 20),
	}
	w.people = newPeople(engine, w.catalogue.messages)
	w.inventory = newInventory(engine, testkit.Redis(t), &ticketingtest.Queue{}, log)
	t.Cleanup(w.inventory.claims.Close)
	w.banquet = newBanquet(engine, w.services)
	w.banquet.Letters = w.sent
	run := strings.ToLower(fmt.Sprintf("%d", time.Now().UnixNano()))
	e := banquet.Edition{ID: w.event, TableSeats: 10, Places: seats, Shares: banquet.UsualShares, ChangeUntil: w.starts.Add(-18 * time.Hour), DishBy: w.starts.Add(-66 * time.Hour)}
	if limits == nil {
		limits = []ticketing.Limit{onceAnEdition(w.event)}
	}
	var pools []ticketing.Pool
	for _, kind := range []banquet.SittingKind{banquet.Meal, banquet.Walk} {
		id := events.SessionID(string(w.event) + "-" + string(kind))
		e.Sittings = append(e.Sittings, banquet.Sitting{Session: id, Kind: kind, Pool: "b" + run + string(kind), Starts: w.starts, Ends: w.starts.Add(time.Hour)})
		pools = append(pools, ticketing.Pool{
			ID: ticketing.PoolID("b" + run + string(kind)), Session: id, Event: w.event, Title: events.Text{ZH: "座位"}, Capacity: seats, MaxParty: 10,
			Opens: time.Now().Add(-time.Hour), Closes: w.starts, Limits: limits,
		})
	}
	w.noon = e.Sittings[0].Pool
	err := w.catalogue.kept.Add(ctx, []events.Event{{ID: w.event, Kind: events.Banquet, Title: events.Text{ZH: "万家宴"}, Starts: w.starts, Ends: w.starts.Add(time.Hour)}},
		[]events.Session{
			{ID: e.Sittings[0].Session, Event: w.event, Title: events.Text{ZH: "席"}, Starts: w.starts, Ends: w.starts.Add(time.Hour), ApprovedCapacity: seats},
			{ID: e.Sittings[1].Session, Event: w.event, Title: events.Text{ZH: "巡"}, Starts: w.starts, Ends: w.starts.Add(time.Hour), ApprovedCapacity: seats},
		})
	if err == nil {
		err = w.inventory.service.AddPools(ctx, pools)
	}
	if err == nil {
		err = addAll(ctx, w.banquet.Store.Editions, []banquet.Edition{e})
	}
	family := []community.Person{
		{ID: "wife", Born: "1988"}, {ID: "husband", Born: "1986"}, {ID: "child", Born: community.Day(fmt.Sprint(time.Now().Year() - 7))}, {ID: "grandmother", Born: "1950"},
	}
	for i := range family {
		family[i].Household, family[i].Building = "h-deng", "GX-12"
	}
	for n := range 8 {
		family = append(family, community.Person{ID: community.PersonID(fmt.Sprintf("n%d", n)), Born: "1970", Household: community.HouseholdID(fmt.Sprintf("h-n%d", n)), Building: community.NodeID(fmt.Sprintf("GX-%d", n))})
	}
	if err == nil {
		err = addAll(ctx, w.community.service.Store.People, family)
	}
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func by(household, person, account, channel string) banquet.Applicant {
	return banquet.Applicant{
		Household: community.HouseholdID(household), Person: community.PersonID(person), Account: account, Name: account + "*", Channel: channel, Key: "press-" + account,
	}
}

func (w *table) wants(way ...string) banquet.Wanted {
	wanted := banquet.Wanted{}
	for i := 0; i < len(way); i += 2 {
		wanted.People = append(wanted.People, banquet.Coming{Person: community.PersonID(way[i]), Way: banquet.Way(way[i+1])})
		if way[i+1] == "come" {
			wanted.Session = events.SessionID(string(w.event) + "-meal")
		}
	}
	return wanted
}

func (w *table) taken(t *testing.T) int {
	t.Helper()
	owned, err := w.inventory.claims.Owned(t.Context(), ticketing.PoolID(w.noon))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range owned {
		n += len(c.Places)
	}
	return n
}

// TestFamilyRegisters goes the whole way: held, extended once, confirmed, changed in one
// press, moved, given back; grandmother's meal comes home.
func TestFamilyRegisters(t *testing.T) {
	t.Parallel()
	w, ctx, me := lay(t, 20), t.Context(), by("h-deng", "wife", "wife", "online")
	r, err := w.banquet.Begin(ctx, w.event, me, w.wants("wife", "come", "husband", "come", "child", "come", "grandmother", "home"))
	if err != nil || r.State != banquet.Held || r.Come() != 3 || r.Home() != 1 || r.Children() != 1 {
		t.Fatalf("begun: %+v, %v", r, err)
	}
	again, err := w.banquet.Begin(ctx, w.event, me, w.wants("wife", "come", "husband", "come", "child", "come", "grandmother", "home"))
	if err != nil || again.Claim != r.Claim {
		t.Errorf("the same press again: %+v, %v", again, err)
	}
	longer, err := w.banquet.Extend(ctx, w.event, "h-deng")
	if err != nil || !longer.Extended || longer.Until.Before(r.Until) {
		t.Errorf("extended: %+v, %v", longer, err)
	}
	if _, err := w.banquet.Extend(ctx, w.event, "h-deng"); !errors.Is(err, ticketing.ErrHoldExtended) {
		t.Errorf("extended twice: %v", err)
	}
	if r, err = w.banquet.Confirm(ctx, w.event, "h-deng"); err != nil || r.State != banquet.Confirmed || w.taken(t) != 3 {
		t.Fatalf("confirmed: %+v, %v", r, err)
	}
	me.Key = "change-1"
	if _, err := w.banquet.Change(ctx, w.event, me, r.Rev-1, w.wants("wife", "come")); !errors.Is(err, banquet.ErrChanged) {
		t.Errorf("changed what was not seen: %v", err)
	}
	if r, err = w.banquet.Change(ctx, w.event, me, r.Rev, w.wants("wife", "come", "child", "come", "husband", "home", "grandmother", "home")); err != nil || w.taken(t) != 2 {
		t.Errorf("two come: %+v, %v, %d taken", r, err, w.taken(t))
	}
	if again, err = w.banquet.Change(ctx, w.event, me, r.Rev-1, w.wants("wife", "come", "child", "come", "husband", "home", "grandmother", "home")); err != nil || again.Changes != 1 {
		t.Errorf("the same change again: %+v, %v", again, err)
	}
	walk := w.wants("wife", "come", "child", "come", "husband", "come", "grandmother", "come")
	walk.Session = events.SessionID(string(w.event) + "-walk")
	me.Key = "change-2"
	if r, err = w.banquet.Change(ctx, w.event, me, r.Rev, walk); err != nil || r.Mode != banquet.ByWalk || w.taken(t) != 0 {
		t.Errorf("four walk through: %+v, %v, %d still at the table", r, err, w.taken(t))
	}
	me.Key = "change-3"
	if r, err = w.banquet.Change(ctx, w.event, me, r.Rev, w.wants("wife", "not", "grandmother", "home")); err != nil || r.Mode != banquet.ByDelivery || r.Claim != "" || len(r.Freed) != 0 {
		t.Errorf("nobody comes: %+v, %v", r, err)
	}
	me.Key = "change-4"
	if r, err = w.banquet.Change(ctx, w.event, me, r.Rev, w.wants("wife", "come", "husband", "come", "grandmother", "home")); err != nil || w.taken(t) != 2 {
		t.Errorf("two come again: %+v, %v", r, err)
	}
	if r, err = w.banquet.GiveBack(ctx, w.event, me, -1); err != nil || r.State != banquet.Cancelled || w.taken(t) != 0 {
		t.Errorf("given back: %+v, %v", r, err)
	}
	if _, err = w.banquet.GiveBack(ctx, w.event, me, -1); err != nil {
		t.Errorf("given back again: %v", err)
	}
	me.Key = "once-more"
	if r, err = w.banquet.Register(ctx, w.event, me, w.wants("wife", "come")); err != nil || r.State != banquet.Confirmed || w.taken(t) != 1 {
		t.Errorf("registered once more: %+v, %v", r, err)
	}
	if got, want := w.sent.templates(), "held registered changed changed changed cancelled held"; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
}

// TestSameSecond: two phones of one family and the hotline press in the same second, ten
// times over. One registers the household, the others are told by whom. Without the
// document's guard the inventory's limit still lets one only have places; without both
// this test sees more.
func TestSameSecond(t *testing.T) {
	t.Parallel()
	loose := []ticketing.Limit{{Rule: "holder", Per: ticketing.PerHolder, Max: 1}}
	for name, tt := range map[string]struct {
		open   bool // the document guards nothing
		limits []ticketing.Limit
		sane   bool
	}{
		"guarded":          {false, nil, true},
		"by the document":  {false, loose, true},
		"by the limit":     {true, nil, true},
		"negative control": {true, loose, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, ctx := lay(t, 40, tt.limits...), t.Context()
			callers := []banquet.Applicant{by("h-deng", "wife", "wife", "online"), by("h-deng", "husband", "husband", "online"), by("h-deng", "grandmother", "hotline", "hotline")}
			var wg sync.WaitGroup
			answers := make([]error, len(callers))
			start := make(chan struct{})
			for i, who := range callers {
				desk := w.banquet
				if tt.open { // each writes into a book of its own
					desk = newBanquet(&docstoretest.Memory{}, w.services)
					desk.Letters = w.sent
					desk.Store.Editions = w.banquet.Store.Editions
				}
				wg.Go(func() {
					<-start
					_, answers[i] = desk.Register(ctx, w.event, who, w.wants(string(who.Person), "come"))
				})
			}
			close(start)
			wg.Wait()
			won := w.taken(t)
			if !tt.sane {
				if won < 2 {
					t.Errorf("nothing guards, and yet only %d got places: this test sees nothing", won)
				}
				return
			}
			if won != 1 {
				t.Errorf("%d of the family have places", won)
			}
			if tt.open {
				return
			}
			told := 0
			for _, err := range answers {
				f := fault.Of(err)
				if err == nil {
					continue
				}
				if f.Code != "registered" || f.Details["by"] == "" || f.Details["channel"] == "" {
					t.Errorf("answered %v", err)
				}
				told++
			}
			if told != 2 {
				t.Errorf("%d of three were told that it is done: %v", told, answers)
			}
		})
	}
}

// TestLapsed: a hold that ended is never confirmed; what was wanted stays written, and
// the household may begin again.
func TestLapsed(t *testing.T) {
	t.Parallel()
	w, ctx, me := lay(t, 4), t.Context(), by("h-deng", "wife", "wife", "online")
	r, err := w.banquet.Begin(ctx, w.event, me, w.wants("wife", "come", "husband", "come"))
	if err != nil {
		t.Fatal(err)
	}
	// The hold ends: as in Redis, so by the clock of whoever looks.
	if err := w.inventory.service.LetGo(ctx, ticketing.PoolID(r.Pool), ticketing.HolderID(r.Holder), ticketing.ClaimID(r.Claim)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.banquet.Confirm(ctx, w.event, "h-deng"); !errors.Is(err, ticketing.ErrHoldLapsed) {
		t.Errorf("confirmed: %v", err)
	}
	r, err = w.banquet.Settle(ctx, r.ID)
	if err != nil || r.State != banquet.Lapsed || r.Come() != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	if got := w.sent.templates(); got != "held lapsed" {
		t.Errorf("told %q", got)
	}
	me.Key = "again"
	if r, err = w.banquet.Register(ctx, w.event, me, w.wants("wife", "come", "husband", "come")); err != nil || r.State != banquet.Confirmed {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestTend settles what nobody looks at: a hold whose time is up.
func TestTend(t *testing.T) {
	t.Parallel()
	w, ctx, me := lay(t, 4), t.Context(), by("h-deng", "wife", "wife", "online")
	r, err := w.banquet.Begin(ctx, w.event, me, w.wants("wife", "come"))
	if err != nil {
		t.Fatal(err)
	}
	w.banquet.Now = func() time.Time { return time.Now().Add(11 * time.Minute) }
	if err := w.banquet.Tend(ctx); err != nil {
		t.Fatal(err)
	}
	if r, err = w.banquet.Store.Registrations.Get(ctx, r.ID); err != nil || r.State != banquet.Lapsed {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestFull: who finds a sitting full keeps what they wrote, waits, is offered what others
// give back and takes it up.
func TestFull(t *testing.T) {
	t.Parallel()
	w, ctx := lay(t, 2), t.Context()
	first, me := by("h-n1", "n1", "n1", "online"), by("h-deng", "wife", "wife", "online")
	if _, err := w.banquet.Register(ctx, w.event, first, w.wants("n1", "come")); err != nil {
		t.Fatal(err)
	}
	wanted := w.wants("wife", "come", "husband", "come")
	if _, err := w.banquet.Begin(ctx, w.event, me, wanted); !errors.Is(err, ticketing.ErrSoldOut) {
		t.Fatalf("two where one is left: %v", err)
	}
	r, err := w.banquet.Settle(ctx, banquet.NewRegistrationID(w.event, "h-deng"))
	if err != nil || r.State != banquet.Cancelled || r.Come() != 2 {
		t.Fatalf("nothing is lost: %+v, %v", r, err)
	}
	me.Key = "wait"
	if r, err = w.banquet.Wait(ctx, w.event, me, wanted); err != nil || r.State != banquet.Waiting {
		t.Fatalf("%+v, %v", r, err)
	}
	if _, err := w.banquet.GiveBack(ctx, w.event, first, -1); err != nil {
		t.Fatal(err)
	}
	if err := w.inventory.service.Serve(ctx); err != nil {
		t.Fatal(err)
	}
	if r, err = w.banquet.Settle(ctx, r.ID); err != nil || r.State != banquet.Offered || r.Until.IsZero() {
		t.Fatalf("offered: %+v, %v", r, err)
	}
	if r, err = w.banquet.Confirm(ctx, w.event, "h-deng"); err != nil || r.State != banquet.Confirmed || w.taken(t) != 2 {
		t.Errorf("taken up: %+v, %v", r, err)
	}
	if got := w.sent.templates(); got != "held waiting" { // of the offer and the places the inventory tells
		t.Errorf("told %q", got)
	}
	late := by("h-n2", "n2", "n2", "online")
	if r, err = w.banquet.Wait(ctx, w.event, late, w.wants("n2", "come")); err != nil {
		t.Fatal(err)
	}
	late.Key = "wishes"
	wishes := w.wants("n2", "come")
	wishes.Wishes = []community.HouseholdID{"h-deng"}
	if _, err = w.banquet.Change(ctx, w.event, late, r.Rev, wishes); err != nil {
		t.Fatal(err)
	}
	if _, err = w.banquet.GiveBack(ctx, w.event, late, -1); err != nil {
		t.Fatal(err)
	}
	if got := w.sent.templates(); got != "held waiting waiting waiting_changed cancelled" {
		t.Errorf("told %q", got)
	}
}

// TestDishesTogether: neighbours join by a code, a household has one dish of its own,
// and whoever cooks is told.
func TestDishesTogether(t *testing.T) {
	t.Parallel()
	w, ctx := lay(t, 20), t.Context()
	who := func(n int) banquet.Applicant {
		return by(fmt.Sprintf("h-n%d", n), fmt.Sprintf("n%d", n), fmt.Sprintf("n%d", n), "online")
	}
	recipe := banquet.Recipe{Library: "15", Purpose: banquet.ToEat, Answers: map[banquet.Ingredient]banquet.Answer{"egg": "yes"}}
	if _, err := w.banquet.MakeDish(ctx, w.event, who(0), recipe, false); !errors.Is(err, banquet.ErrNoRegistration) {
		t.Errorf("a dish of nobody: %v", err)
	}
	for n := range 8 {
		if _, err := w.banquet.Register(ctx, w.event, who(n), w.wants(fmt.Sprintf("n%d", n), "come")); err != nil {
			t.Fatal(err)
		}
	}
	d, err := w.banquet.MakeDish(ctx, w.event, who(0), recipe, false)
	if err != nil || d.Title() != "荆州鱼糕" || string(d.Session) != string(w.event)+"-meal" {
		t.Fatalf("%+v, %v", d, err)
	}
	if again, err := w.banquet.MakeDish(ctx, w.event, who(0), recipe, false); err != nil || again.ID != d.ID {
		t.Errorf("the same press: %v, %v", again.ID, err)
	}
	other := who(0)
	other.Key = "another"
	if _, err := w.banquet.MakeDish(ctx, w.event, other, recipe, false); !errors.Is(err, banquet.ErrOfficial) {
		t.Errorf("a second dish: %v", err)
	}
	if extra, err := w.banquet.MakeDish(ctx, w.event, other, recipe, true); err != nil || !extra.Extra {
		t.Errorf("an extra: %v", err)
	}
	if _, err := w.banquet.JoinDish(ctx, w.event, who(1), "ZZZZZZ"); !errors.Is(err, banquet.ErrDishCode) {
		t.Errorf("another code: %v", err)
	}
	var wg sync.WaitGroup
	joined := make([]error, 8)
	for n := 1; n < 8; n++ {
		wg.Go(func() { _, joined[n] = w.banquet.JoinDish(ctx, w.event, who(n), strings.ToLower(d.Code)) })
	}
	wg.Wait()
	full := 0
	for _, err := range joined {
		if errors.Is(err, banquet.ErrDishFull) {
			full++
		} else if err != nil {
			t.Error(err)
		}
	}
	d, err = w.banquet.Store.Dishes.Get(ctx, d.ID)
	if err != nil || len(d.Shares) != 6 || full != 2 {
		t.Errorf("%d households, %d refused, %v", len(d.Shares), full, err)
	}
	if got := strings.Count(w.sent.templates(), "dish_joined"); got != 5 {
		t.Errorf("the cook was told %d times", got)
	}
	if got := strings.Count(w.sent.templates(), "dish_welcome"); got != 5 {
		t.Errorf("%d of those who joined were told", got)
	}
	leaver := d.Shares[1].Household
	if _, err := w.banquet.LeaveDish(ctx, d.ID, banquet.Applicant{Household: leaver, Person: "n", Name: "n*"}); err != nil {
		t.Error(err)
	}
	if got := w.sent.templates(); !strings.HasSuffix(got, "dish_left dish_gone") && !strings.HasSuffix(got, "dish_gone dish_left") || strings.Count(got, "dish_begun") != 2 {
		t.Errorf("told %q", got)
	}
	own, venue, err := w.banquet.BalanceOf(ctx, w.event, "GX-0")
	if err != nil || own.Dishes != 2 || own.Have[banquet.Steamed] != 2 || own.Want[banquet.Soup] != 1 || own.Suggest != banquet.Soup || venue.Dishes != 2 {
		t.Errorf("balance %+v of %+v, %v", own, venue, err)
	}
	found, err := w.banquet.Recall(ctx, w.event, banquet.RecallQuery{Library: "15"})
	if err != nil || len(found) != 2 {
		t.Errorf("recalled %d, %v", len(found), err)
	}
	// A recall tells each household once; ordered again it tells nobody anew.
	concerned := map[community.HouseholdID]bool{}
	for _, x := range found {
		for _, h := range x.Households {
			concerned[h] = true
		}
	}
	for range 2 {
		r, err := w.banquet.OrderRecall(ctx, banquet.Recalling{Edition: w.event, Query: banquet.RecallQuery{Library: "15"}, Reason: "鱼不新鲜"})
		if err == nil {
			err = w.banquet.Tend(ctx)
		}
		homes, failed := w.banquet.RecallHomes(ctx, r.ID)
		if err != nil || failed != nil || len(homes) != len(concerned) || len(homes) < 2 {
			t.Fatalf("the recall: %d homes, %v, %v", len(homes), err, failed)
		}
		people := 0
		for _, x := range homes {
			if x.State != events.WasTold && x.State != events.InPerson || !x.Sent || !x.Made || len(x.Stands) == 0 {
				t.Errorf("after the messages: %+v", x)
			}
			who, _ := w.community.service.PeopleOf(ctx, x.Household)
			phones := 0
			for _, p := range who {
				if p.Phone != "" {
					phones++
				}
			}
			people += max(1, phones)
		}
		if got := strings.Count(w.sent.templates(), "dish_recalled"); got != people {
			t.Errorf("%d messages for %d people", got, people)
		}
	}
}

// TestKinTogether: who has the code asks, the group says yes; more than a table is refused
// and everybody keeps what they have.
func TestKinTogether(t *testing.T) {
	t.Parallel()
	w, ctx := lay(t, 20), t.Context()
	me, other := by("h-deng", "wife", "wife", "online"), by("h-n1", "n1", "n1", "online")
	if _, err := w.banquet.BeginKin(ctx, w.event, me); !errors.Is(err, banquet.ErrKinMeal) {
		t.Errorf("a group of nobody: %v", err)
	}
	for _, a := range []banquet.Applicant{me, other} {
		if _, err := w.banquet.Register(ctx, w.event, a, w.wants(string(a.Person), "come")); err != nil {
			t.Fatal(err)
		}
	}
	k, err := w.banquet.BeginKin(ctx, w.event, me)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := w.banquet.BeginKin(ctx, w.event, me); err != nil || again.Code != k.Code {
		t.Errorf("begun again: %+v, %v", again, err)
	}
	if k, err = w.banquet.AskKin(ctx, w.event, other, " "+strings.ToLower(k.Code)); err != nil || k.Together() != nil {
		t.Fatalf("%+v, %v", k, err)
	}
	if _, err = w.banquet.AgreeKin(ctx, w.event, other, k.Code, "h-n1"); !errors.Is(err, banquet.ErrKinSay) {
		t.Errorf("who asks says yes: %v", err)
	}
	if k, err = w.banquet.AgreeKin(ctx, w.event, me, k.Code, "h-n1"); err != nil || len(k.Together()) != 2 {
		t.Errorf("%+v, %v", k, err)
	}
	guests, err := w.banquet.Guests(ctx, w.event, events.SessionID(string(w.event)+"-meal"))
	if err != nil || len(guests) != 2 || guests[0].Kin != k.Code || guests[1].Kin != k.Code {
		t.Errorf("%+v, %v", guests, err)
	}
	if got := w.sent.templates(); !strings.Contains(got, "kin_asked") || !strings.Contains(got, "kin_agreed") {
		t.Errorf("told %q", got)
	}
	third := by("h-n2", "n2", "n2", "online")
	if _, err := w.banquet.Register(ctx, w.event, third, w.wants("n2", "come")); err != nil {
		t.Fatal(err)
	}
	if _, err := w.banquet.AskKin(ctx, w.event, third, k.Code); err != nil {
		t.Fatal(err)
	}
	if err := w.banquet.LeaveKin(ctx, w.event, me, k.Code, "h-n2"); err != nil {
		t.Error(err)
	}
	if got := w.sent.templates(); !strings.HasSuffix(got, "kin_refused") || w.sent.kept[len(w.sent.kept)-1].To != "n2" {
		t.Errorf("refused, told %q", got)
	}
	if err := errors.Join(w.banquet.LeaveKin(ctx, w.event, me, k.Code, "h-deng"), w.banquet.LeaveKin(ctx, w.event, other, k.Code, "h-n1")); err != nil {
		t.Error(err)
	}
	if _, err := w.banquet.KinOf(ctx, w.event, "h-n1"); !errors.Is(err, banquet.ErrNoKin) {
		t.Errorf("left, and there is a group still: %v", err)
	}
	if got := w.sent.templates(); !strings.HasSuffix(got, "kin_left") || w.sent.kept[len(w.sent.kept)-1].To != "n1" {
		t.Errorf("left, told %q", got)
	}
}
