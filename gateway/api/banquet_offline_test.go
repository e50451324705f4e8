package api

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/community/communitytest"
)

// plenty has a place for everybody: what is refused over it is refused by the buildings' parts.
type plenty struct {
	banquet.Places
	mu    sync.Mutex
	party map[string]int
}

func (p *plenty) place(r banquet.PlaceRequest, state banquet.PlaceState) banquet.Place {
	p.mu.Lock()
	defer p.mu.Unlock()
	claim := "c-" + string(r.Household)
	if r.Party > 0 {
		p.party[claim] = r.Party
	}
	return banquet.Place{Claim: claim, Pool: r.Pool, Holder: r.Holder, State: state, Party: p.party[claim], Until: time.Now().Add(10 * time.Minute)}
}

func (p *plenty) Hold(_ context.Context, r banquet.PlaceRequest) (banquet.Place, error) {
	return p.place(r, banquet.PlaceHeld), nil
}

func (p *plenty) Confirm(_ context.Context, r banquet.PlaceRequest, _ string) (banquet.Place, error) {
	return p.place(r, banquet.PlaceClaimed), nil
}

func (p *plenty) Resize(_ context.Context, _, claim string, party, _ int, _ string) (banquet.Place, error) {
	return p.place(banquet.PlaceRequest{Household: community.HouseholdID(strings.TrimPrefix(claim, "c-")), Party: party}, banquet.PlaceClaimed), nil
}

func (p *plenty) Place(_ context.Context, claim string) (banquet.Place, error) {
	return p.place(banquet.PlaceRequest{Household: community.HouseholdID(strings.TrimPrefix(claim, "c-"))}, banquet.PlaceClaimed), nil
}

// divided is a banquet whose offline places are divided: of them building GX-12 has own, its
// estate whole; and a way to register the n-th newcomer of GX-12.
func divided(t *testing.T) (h *house, own, whole int, sign func(n int, channel string) error) {
	t.Helper()
	h = feasting(t)
	h.Banquet.Places = &plenty{party: map[string]int{}}
	for building, homes := range map[community.NodeID]int{"GX-12": 42, "GX-2": 24, "HF-1": 120} {
		if _, err := h.Community.Store.Buildings.Change(t.Context(), building, func(b *community.Building) error { b.Households = homes; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	fresh := &community.Service{Store: h.Community.Store, Now: time.Now} // one that has not read the buildings yet
	h.Banquet.Tree = fresh.Tree
	tree, err := fresh.Tree(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	e, err := h.Banquet.Store.Editions.Change(t.Context(), "banquet-2027", func(e *banquet.Edition) error {
		e.Places = 100
		e.Stages(e.Sittings[0].Starts)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range e.Offline(tree, "GX") {
		if whole += q.Places; q.Building == "GX-12" {
			own = q.Places
		}
	}
	if own < 1 || own >= whole {
		t.Fatalf("%d of %d: this proves nothing", own, whole)
	}
	for n := range whole + 2 {
		p := community.Person{ID: community.PersonID(fmt.Sprintf("p-x%d", n)), Name: "来客", Born: "1980", Household: community.HouseholdID(fmt.Sprintf("h-x%d", n)), Building: "GX-12"}
		if _, err := h.Community.Store.People.Add(t.Context(), p); err != nil {
			t.Fatal(err)
		}
	}
	return h, own, whole, func(n int, channel string) error {
		person := community.PersonID(fmt.Sprintf("p-x%d", n))
		_, err := h.Banquet.Register(t.Context(), e.ID, banquet.Applicant{
			Household: community.HouseholdID(fmt.Sprintf("h-x%d", n)), Person: person, Account: "tong", Name: "童*", Agent: "tong", Channel: channel, Consent: "voice", Key: fmt.Sprint("press", n, channel),
		}, banquet.Wanted{Session: e.Sittings[0].Session, People: []banquet.Coming{{Person: person, Way: banquet.Comes}}})
		return err
	}
}

func (h *house) offline(t *testing.T) banquet.OfflineShare {
	t.Helper()
	e, err := h.Banquet.Edition(t.Context(), "banquet-2027")
	if err != nil {
		t.Fatal(err)
	}
	o, err := h.Banquet.OfflineOf(t.Context(), e, "GX-12", "")
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// A building's head gives out the building's own places; on D-5 what buildings have left is
// any building's of their estate, which is written down once; on D-4 the rule ends.
func TestOfflineStages(t *testing.T) {
	t.Parallel()
	h, own, whole, sign := divided(t)
	for n := range own {
		if err := sign(n, "building_head"); err != nil {
			t.Fatalf("place %d of %d: %v", n+1, own, err)
		}
	}
	if err := sign(own, "building_head"); !errors.Is(err, banquet.ErrOfflineUsed) {
		t.Fatalf("one more than the building has: %v", err)
	}
	if o := h.offline(t); o.Stage != banquet.OfBuilding || o.Used != own || o.Left() != 0 {
		t.Errorf("the building's: %+v", o)
	}
	head := h.standing(t, "15400000006", communitytest.Tong)
	if list := h.as(t, head, "GET", atBanquet+"/doors?building=GX-12", "", 200).text; !strings.Contains(list, `"stage":"building","left":0`) {
		t.Errorf("the head reads %s", list)
	}
	id := banquet.NewRegistrationID("banquet-2027", "h-x0")
	r, err := h.Banquet.Store.Registrations.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.Banquet.ReturnOffline(t.Context(), "banquet-2027"); err != nil {
		t.Fatal(err)
	}
	if e, err := h.Banquet.Edition(t.Context(), "banquet-2027"); err != nil || len(e.Returned) != 0 {
		t.Errorf("returned before D-5: %+v, %v", e.Returned, err)
	}

	e, err := h.Banquet.Edition(t.Context(), "banquet-2027")
	if err != nil {
		t.Fatal(err)
	}
	h.Banquet.Now = func() time.Time { return e.EstateFrom }
	for range 2 {
		if err := h.Banquet.ReturnOffline(t.Context(), "banquet-2027"); err != nil {
			t.Fatal(err)
		}
	}
	if e, err = h.Banquet.Edition(t.Context(), "banquet-2027"); err != nil {
		t.Fatal(err)
	}
	logged := 0
	for _, line := range e.Returned {
		if line.Estate == "GX" {
			logged += line.Places
		}
	}
	if logged != whole-own {
		t.Errorf("the log says that %d of %d went back to the estate: %+v", logged, whole-own, e.Returned)
	}
	for n := own; n < whole; n++ {
		if err := sign(n, "building_head"); err != nil {
			t.Fatalf("place %d of the estate's %d: %v", n+1, whole, err)
		}
	}
	if err := sign(whole, "building_head"); !errors.Is(err, banquet.ErrOfflineUsed) {
		t.Errorf("one more than the estate has: %v", err)
	}
	more := banquet.Wanted{Session: r.Session, People: []banquet.Coming{{Person: "p-x0", Way: banquet.Comes}}}
	if _, err := h.Banquet.Change(t.Context(), e.ID, banquet.Applicant{Household: "h-x0", Person: "p-x0", Channel: "building_head", Key: "same"}, r.Rev, more); err != nil {
		t.Errorf("a change that takes nothing more: %v", err)
	}
	if public := h.as(t, head, "GET", atBanquet, "", 200).text; !strings.Contains(public, `"estate":"GX","buildings":`) || !strings.Contains(public, fmt.Sprintf(`"places":%d}`, logged)) {
		t.Errorf("everybody reads %s", public)
	}

	h.Banquet.Now = func() time.Time { return e.OnlineFrom }
	if err := sign(whole, "building_head"); err != nil { // the stock alone decides
		t.Errorf("when it is everybody's: %v", err)
	}
	sentences(t, "offline_used")
}

// However many heads press at once, a building never has more than its places. The control
// is the hotline, which the rule does not bind: through it all of them come in.
func TestOfflineAtOnce(t *testing.T) {
	t.Parallel()
	for channel, bound := range map[string]bool{"building_head": true, "hotline": false} {
		h, own, whole, sign := divided(t)
		var wg sync.WaitGroup
		for n := range whole + 2 {
			wg.Go(func() {
				if err := sign(n, channel); err != nil && !errors.Is(err, banquet.ErrOfflineUsed) {
					t.Errorf("%s: %v", channel, err)
				}
			})
		}
		wg.Wait()
		if got := h.offline(t).Used; bound && got > own || !bound && got != whole+2 {
			t.Errorf("%s: %d places are used, the building has %d", channel, got, own)
		}
		for n := range own { // whoever was refused because others were about to be may press again
			if err := sign(n, channel); err != nil && !errors.Is(err, banquet.ErrOfflineUsed) && !errors.Is(err, banquet.ErrRegistered) {
				t.Errorf("%s again: %v", channel, err)
			}
		}
		if got := h.offline(t).Used; bound && got > own {
			t.Errorf("%s pressed again: %d of %d", channel, got, own)
		}
	}
}
