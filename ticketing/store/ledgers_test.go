package store_test

import (
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events"
	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/store"
	"wanjia/ticketing/ticketingtest"
)

// What is written into a ledger or a pool is what is read, and whoever writes by an
// older reading writes nothing.
func TestLedgers(t *testing.T) {
	t.Parallel()
	s := store.NewLedgers(testkit.Documents(t))
	l, err := s.Ledger(t.Context(), "s1")
	if err != nil || l.Version != 0 {
		t.Fatalf("a ledger that is not there = %+v, %v", l, err)
	}
	at := time.Now().UTC().Truncate(time.Second)
	p := full(at)
	l = ticketing.Ledger{
		Session: "s1", Event: "e", Approved: 100, Told: 90, Approvals: []ticketing.Approval{{At: at, Figure: 100, By: "org", Why: "permit"}},
		Cuts: []ticketing.Cut{{Pool: p.ID, Places: 40, Work: 3, Adding: &p}, {Pool: "other", Places: 7}},
	}
	written, err := s.WriteLedger(t.Context(), l)
	if err != nil || written.Version != 1 {
		t.Fatalf("write = %+v, %v", written, err)
	}
	got, err := s.Ledger(t.Context(), "s1")
	if diff := cmp.Diff(written, got); err != nil || diff != "" {
		t.Errorf("read back: %v\n%s", err, diff)
	}
	if _, err := s.WriteLedger(t.Context(), l); !errors.Is(err, ticketing.ErrMoved) {
		t.Errorf("written as if it were not there: %v, want ErrMoved", err)
	}
	var wg sync.WaitGroup
	var won atomic.Int32
	for i := range 8 {
		wg.Go(func() {
			mine := written
			mine.Approved = 200 + i
			_, err := s.WriteLedger(t.Context(), mine)
			switch {
			case err == nil:
				won.Add(1)
			case !errors.Is(err, ticketing.ErrMoved):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := won.Load(); n != 1 {
		t.Errorf("%d writers won by the same reading, want 1", n)
	}
	if list, err := s.Unfinished(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("unfinished = %+v, %v; want the one", list, err)
	}
	done, err := s.Ledger(t.Context(), "s1")
	if err != nil {
		t.Fatal(err)
	}
	done.Told, done.Cuts[0].Adding = done.Approved, nil
	if _, err := s.WriteLedger(t.Context(), done); err != nil {
		t.Fatal(err)
	}
	if list, err := s.Unfinished(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("unfinished = %+v, %v; want none", list, err)
	}
}

// full is a pool with everything a pool can have.
func full(at time.Time) ticketing.Pool {
	return ticketing.Pool{
		ID: "p1", Session: "s1", Event: "e", Title: events.Text{ZH: "一批", EN: "A pool"}, Capacity: 50, Blocked: 10, MaxParty: 4,
		Opens: at, Closes: at.Add(time.Hour), Epoch: 2, Rev: 5, Synthetic: true, Plan: "hall", Works: 4, Removed: true,
		Quotas: []ticketing.Quota{{Channel: "hotline", Places: 3, Release: at, Into: "online"}},
		Limits: []ticketing.Limit{{Rule: "night", Scope: "n1", Per: ticketing.PerPhone, Max: 2}},
		Moves:  []ticketing.Move{{At: at, From: "hotline", To: "online", Places: 2, By: "org", Why: "few come"}},
		Work: &ticketing.Work{
			ID: 4, From: 30, To: 40, Channel: "online", Places: 1, Back: []string{"c1"}, Capacity: 50, Blocked: 10, By: "org", Why: "permit", At: at,
		},
	}
}

func TestPoolsAreReadAsWritten(t *testing.T) {
	t.Parallel()
	s, p := store.NewPools(testkit.Documents(t)), full(time.Now().UTC().Truncate(time.Second))
	if err := s.Add(t.Context(), []ticketing.Pool{p}); err != nil {
		t.Fatal(err)
	}
	got, err := s.Fresh(t.Context(), p.ID)
	if diff := cmp.Diff(p, got); err != nil || diff != "" {
		t.Errorf("read back: %v\n%s", err, diff)
	}
	if list, err := s.AllPools(t.Context(), time.Time{}); err != nil || len(list) != 0 {
		t.Errorf("pools there are = %+v, %v; want none, it was given up", list, err)
	}
	changed, err := s.Change(t.Context(), p.ID, func(p *ticketing.Pool) error { p.Rev, p.Work = 6, nil; return nil })
	if err != nil || changed.Rev != 6 || changed.Work != nil || changed.Plan != p.Plan {
		t.Errorf("changed = %+v, %v", changed, err)
	}
	if _, err := s.Change(t.Context(), "none", func(*ticketing.Pool) error { return nil }); !errors.Is(err, ticketing.ErrNoPool) {
		t.Errorf("a change of nothing: %v, want ErrNoPool", err)
	}
}

// TestChangeBindsTheNextPress: two processes, each of which remembers pools for a
// second. What an organiser changes through one of them binds the very next press
// that reaches the other.
func TestChangeBindsTheNextPress(t *testing.T) {
	t.Parallel()
	engine, stock, queue := testkit.Documents(t), &ticketingtest.Stock{}, &ticketingtest.Queue{}
	process := func() *ticketing.Service {
		claims := store.NewClaims(engine)
		t.Cleanup(claims.Close)
		return &ticketing.Service{
			Pools: store.NewPools(engine), Claims: claims, Waits: claims, Ledgers: store.NewLedgers(engine), Stock: stock, Queue: queue,
			Capacities: &ticketingtest.Capacities{Sessions: map[events.SessionID]int{"s1": 100}},
			Log:        slog.New(slog.DiscardHandler), Now: time.Now,
		}
	}
	one, other := process(), process()
	now := time.Now()
	err := one.AddPools(t.Context(), []ticketing.Pool{{
		ID: "p1", Session: "s1", Title: events.Text{ZH: "一批"}, Capacity: 40, MaxParty: 6, Opens: now.Add(-time.Hour), Closes: now.Add(time.Hour),
		Quotas: []ticketing.Quota{{Channel: "online", Places: 20}, {Channel: "hotline", Places: 20}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	press := func(channel string, party int) error {
		n++
		_, err := other.Claim(t.Context(), ticketing.Request{Pool: "p1", Holder: ticketing.HolderID(fmt.Sprint("h", n)), Party: party, Key: "k", Channel: channel})
		return err
	}
	for round := range 3 {
		p, err := one.Pools.Fresh(t.Context(), "p1")
		if err != nil {
			t.Fatal(err)
		}
		if err := press("online", 1); err != nil { // it remembers the pool from here on
			t.Fatalf("round %d: %v", round, err)
		}
		left := p.Share("online") - round - 1
		if p, err = one.Shift(t.Context(), ticketing.Shift{Pool: "p1", Rev: p.Rev, From: "online", To: "hotline", Places: left}); err != nil {
			t.Fatal(err)
		}
		if err := press("online", 1); !errors.Is(err, ticketing.ErrSoldOut) {
			t.Errorf("round %d: a place that was moved away: %v, want ErrSoldOut", round, err)
		}
		if p, err = one.Shift(t.Context(), ticketing.Shift{Pool: "p1", Rev: p.Rev, From: "hotline", To: "online", Places: left}); err != nil {
			t.Fatal(err)
		}
		most := 2 + round
		if p, err = one.Edit(t.Context(), ticketing.Edit{Pool: "p1", Rev: p.Rev, MaxParty: &most}); err != nil {
			t.Fatal(err)
		}
		if err := press("hotline", most+1); !errors.Is(err, ticketing.ErrPartySize) {
			t.Errorf("round %d: a party that was allowed before: %v, want ErrPartySize", round, err)
		}
		more := most + 3
		if _, err = one.Edit(t.Context(), ticketing.Edit{Pool: "p1", Rev: p.Rev, MaxParty: &more}); err != nil {
			t.Fatal(err)
		}
		if err := press("hotline", more); err != nil {
			t.Errorf("round %d: a party that is allowed now: %v", round, err)
		}
	}
}
