package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/ticketing"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/runs"
)

// noQueue hastens nothing; a test does the work itself.
type noQueue struct{}

func (noQueue) Enqueue(context.Context, events.Errand) error { return nil }

// hallOf is a hall of round tables for six each, the first with a place for a wheelchair,
// as its permit has it.
func hallOf(id string, tables int) floor.Hall {
	h := floor.Hall{ID: id, Name: "会场" + id, Width: 4_000, Height: 2_000, AreaM2: 200, Permit: 6 * tables, Helpers: []string{"helper"}}
	for n := range tables {
		h.Tables = append(h.Tables, floor.Table{
			ID: fmt.Sprintf("%s-%d", id, n+1), Number: n + 1, Shape: floor.Round, Seats: 6, X: 400 + 500*n, Y: 500, AisleCM: 140, StepFree: true, ToiletM: 20,
		})
	}
	h.Tables[0].Ends = []int{1}
	return h
}

// seatedTable is a banquet with two halls, shares of its places, and everybody registered
// and seated: a family of three and eight neighbours, one of them in a wheelchair.
func seatedTable(t *testing.T) *table {
	t.Helper()
	w, ctx := lay(t, 30), t.Context()
	w.seating = newSeating(w.house.documents, w.services)
	w.seating.service.Queue, w.seating.service.Shut = noQueue{}, w.shut
	w.closures = &closures{s: w.services}
	pool, err := w.inventory.service.StockOfPool(ctx, ticketing.PoolID(w.noon))
	if err == nil {
		_, err = w.inventory.service.ShareOut(ctx, pool.Pool.ID, pool.Pool.Rev, []ticketing.Quota{{Channel: "online", Places: 14}, {Channel: "hotline", Places: 16}}, "test", "first")
	}
	if err == nil {
		err = w.seating.kept.AddHalls(ctx, w.event, []floor.Hall{hallOf("V0", 2), hallOf("V1", 1)})
	}
	if err == nil {
		err = addAll(ctx, w.banquet.Store.Venues, []banquet.Venue{
			{ID: banquet.NewVenueID(w.event, "V0"), Edition: w.event, Code: "V0", Name: "会场V0", Places: 12, State: banquet.VenueOpen},
			{ID: banquet.NewVenueID(w.event, "V1"), Edition: w.event, Code: "V1", Name: "会场V1", Places: 6, State: banquet.VenueOpen},
		})
	}
	if err == nil {
		_, err = w.community.service.Store.People.Change(ctx, "n3", func(p *community.Person) error {
			p.Needs = append(p.Needs, community.Need{Code: "wheelchair_place"})
			return nil
		})
	}
	if err == nil {
		_, err = w.banquet.Register(ctx, w.event, by("h-deng", "wife", "wife", "online"), w.wants("wife", "come", "husband", "come", "child", "come", "grandmother", "home"))
	}
	for n := range 8 {
		if who := fmt.Sprintf("n%d", n); err == nil {
			_, err = w.banquet.Register(ctx, w.event, by("h-"+who, who, who, "hotline"), w.wants(who, "come"))
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	w.publish(t, w.seat(t))
	if err := w.tellSeats(ctx, w.event); err != nil {
		t.Fatal(err)
	}
	return w
}

// publish has everybody read a seating.
func (w *table) publish(t *testing.T, v *runs.Version) {
	t.Helper()
	if _, err := w.seating.service.Publish(t.Context(), runs.Who{Account: "a", Name: "尚姐"}, runs.Change{Event: w.event, Sitting: v.Sitting, Base: v.ID, Why: "x"}); err != nil {
		t.Fatal(err)
	}
}

// seat runs the seating and returns what counts then.
func (w *table) seat(t *testing.T) *runs.Version {
	t.Helper()
	r, err := w.seating.service.Start(t.Context(), runs.Who{Account: "a", Name: "尚姐"}, w.event, 1, "x")
	if err == nil {
		err = w.seating.service.Work(t.Context(), r.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	return w.current(t)
}

func (w *table) current(t *testing.T) *runs.Version {
	t.Helper()
	v, err := w.seating.service.Current(t.Context(), w.event, events.SessionID(string(w.event)+"-meal"))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// open is how many places of the meal can still be given out through any channel.
func (w *table) open(t *testing.T) (n int) {
	t.Helper()
	h, err := w.inventory.service.StockOfPool(t.Context(), ticketing.PoolID(w.noon))
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range h.Pool.Quotas {
		n += q.Places - h.Count.ByChannel[q.Channel]
	}
	return n
}

// TestVenueClosed: a hall is closed on the day. What that changes is known before; then
// nobody sits there, the wheelchair has a place first, each household is told once where it
// sits now or that the meal is brought, and the hall's places are given to nobody. A new run
// leaves the hall out, and taking the closing back is refused until it is open again.
func TestVenueClosed(t *testing.T) {
	t.Parallel()
	w, ctx, who := seatedTable(t), t.Context(), runs.Who{Account: "a", Name: "尚姐"}
	before, told := w.current(t), len(strings.Fields(w.sent.templates()))
	if n := w.open(t); n != 19 {
		t.Fatalf("%d places are free before", n)
	}
	plan, err := w.closures.Plan(ctx, who, w.event, "V0")
	if err != nil || len(plan) != 1 || len(plan[0].After.Moved) == 0 || w.current(t).ID != before.ID || w.open(t) != 19 {
		t.Fatalf("only planned: %v, %d meals", err, len(plan))
	}
	done, err := w.closures.Close(ctx, who, w.event, "V0", "屋顶漏水")
	if err != nil || len(done) != 1 {
		t.Fatalf("closed: %v", err)
	}
	v := w.current(t)
	for _, seat := range v.Result.Seats {
		if strings.HasPrefix(seat.Table, "V0") {
			t.Errorf("%s sits in the closed hall", seat.Household)
		}
	}
	if _, ok := v.Seat("h-n3"); !ok {
		t.Error("the wheelchair has no place")
	}
	brought, moved := 0, 0
	for _, m := range v.Moved {
		r, err := w.banquet.Store.Registrations.Get(ctx, banquet.NewRegistrationID(w.event, community.HouseholdID(m.Household)))
		if err != nil {
			t.Fatal(err)
		}
		if m.To != "" {
			if moved++; r.Mode != banquet.ByMeal || r.Claim == "" {
				t.Errorf("%s is moved: %+v", m.Household, r)
			}
			continue
		}
		brought += r.Home()
		if r.Household == "h-deng" {
			brought-- // grandmother's was to be brought before
		}
		if r.Cause == nil || r.Cause.Code != banquet.CauseVenue || r.Cause.Params["venue"] != "会场V0" {
			t.Errorf("%s reads on its page that it is because of %+v", m.Household, r.Cause)
		}
		if r.Mode != banquet.ByDelivery || r.Claim != "" || r.Come() != 0 || len(r.Withdrawn) != 0 {
			t.Errorf("%s gets the meal brought: %+v", m.Household, r)
		}
	}
	if moved == 0 || brought == 0 {
		t.Fatalf("%d moved, %d brought: this proves nothing", moved, brought)
	}
	words := w.sent.templates()
	if n := strings.Count(words, "moved"); n != moved || strings.Count(words, "brought") != len(v.Moved)-moved || len(strings.Fields(words)) != told+len(v.Moved) {
		t.Errorf("told %q of %d moved and %d others", words, moved, len(v.Moved)-moved)
	}
	for _, l := range w.sent.kept {
		if l.Template == "banquet_moved" && (!strings.Contains(l.Text, "会场V1") || !strings.Contains(l.Text, "号桌") || !strings.Contains(l.Text, "屋顶漏水")) {
			t.Errorf("the message is %q", l.Text)
		}
		if (l.Template == "banquet_moved" || l.Template == "banquet_brought") && !strings.Contains(l.EN, "会场V0 is closed (“屋顶漏水”)") || strings.Contains(l.EN, "停用") || strings.Contains(l.EN, "号桌") {
			t.Errorf("the message in English is %q", l.EN)
		}
	}
	// Of the twelve places those of whom the meal is brought stay taken, the others are kept back.
	if n := w.open(t); n != 19-(12-brought) {
		t.Errorf("%d places are free, %d get it brought", n, brought)
	}
	for range 2 {
		if err := errors.Join((&closures{s: w.services}).Follow(ctx, w.event), w.tellSeats(ctx, w.event)); err != nil { // another process
			t.Fatal(err)
		}
	}
	if again := w.sent.templates(); again != words || w.open(t) != 19-(12-brought) {
		t.Errorf("followed again: told %q, %d free", again, w.open(t))
	}
	if _, err := w.seating.service.Undo(ctx, who, runs.Change{Event: w.event, Sitting: v.Sitting, Base: v.ID, Why: "x"}); !errors.Is(err, runs.ErrShut) {
		t.Errorf("taken back while it is closed: %v", err)
	}
	if v = w.seat(t); !v.IsClosed("V0") || len(v.Result.Seats) == 0 {
		t.Errorf("a run seats %d, closed %v", len(v.Result.Seats), v.Closed)
	}
	for _, seat := range v.Result.Seats {
		if strings.HasPrefix(seat.Table, "V0") {
			t.Errorf("a run seats %s in the closed hall", seat.Household)
		}
	}
	if _, err := w.closures.Open(ctx, who, w.event, "V0", "修好了"); err != nil {
		t.Fatal(err)
	}
	if v = w.current(t); v.IsClosed("V0") || w.open(t) != 19 || strings.Count(w.sent.templates(), "brought") != len(strings.Fields(words))-told-moved {
		t.Errorf("open again: closed %v, %d free", v.Closed, w.open(t))
	}
}

// TestHallOutdated: a hall becomes another than its permit was granted for; as many places
// as it has are kept back, and those of the other hall are not, until the permit is of the
// hall as it is. Turning a table is no such change.
func TestHallOutdated(t *testing.T) {
	t.Parallel()
	w, ctx, who := seatedTable(t), t.Context(), runs.Who{Account: "a", Name: "尚姐"}
	edit := func(x floor.Table) {
		t.Helper()
		hall, err := w.seating.service.Hall(ctx, w.event, "V1")
		if err == nil {
			_, err = w.seating.service.EditHall(ctx, who, w.event, "V1", floor.Edit{Base: hall.Rev, Put: []floor.Table{x}})
		}
		if err == nil {
			err = w.closures.Follow(ctx, w.event)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	turned := hallOf("V1", 1).Tables[0]
	turned.Rotation = 30
	edit(turned)
	if n := w.open(t); n != 19 {
		t.Errorf("%d places are free after a table was turned", n)
	}
	edit(floor.Table{ID: "V1-9", Number: 9, Shape: floor.Round, Seats: 6, X: 2_400, Y: 1_200})
	if n := w.open(t); n != 19-6 {
		t.Errorf("%d places are free of a hall with one table more than permitted", n)
	}
	hall, err := w.seating.service.PermitHall(ctx, w.event, "V1", 12)
	if err == nil {
		err = w.closures.Follow(ctx, w.event)
	}
	if err != nil || !hall.Outdated.IsZero() || w.open(t) != 19 {
		t.Errorf("permitted anew: %v, outdated %v, %d free", err, hall.Outdated, w.open(t))
	}
}
