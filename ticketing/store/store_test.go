package store_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/store"
	"wanjia/ticketing/ticketingtest"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestClaims(t *testing.T) {
	t.Parallel()
	engines := map[string]func(*testing.T) docstore.Engine{
		"memory": func(*testing.T) docstore.Engine { return new(docstoretest.Memory) },
		"sqlite": func(t *testing.T) docstore.Engine { return testkit.Documents(t) },
	}
	for name, open := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ticketingtest.TestClaims(t, func(t *testing.T) ticketing.Claims {
				s := store.NewClaims(open(t))
				t.Cleanup(s.Close)
				return s
			})
			t.Run("waits", func(t *testing.T) {
				ticketingtest.TestWaits(t, func(t *testing.T) interface {
					ticketing.Claims
					ticketing.Waits
				} {
					s := store.NewClaims(open(t))
					t.Cleanup(s.Close)
					return s
				})
			})
		})
	}
}

func TestPools(t *testing.T) {
	t.Parallel()
	s := store.NewPools(testkit.Documents(t))
	a, b, other := ticketingtest.Pool(3), ticketingtest.Pool(4), ticketingtest.Pool(5)
	b.Session = a.Session
	other.Closes = time.Now().Add(-time.Minute)
	want := []ticketing.Pool{a, b}
	slices.SortFunc(want, func(x, y ticketing.Pool) int { return cmpString(string(x.ID), string(y.ID)) })
	for range 2 { // the second time changes nothing
		if err := s.Add(t.Context(), []ticketing.Pool{a, b, other}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.PoolsOf(t.Context(), a.Session)
	if err != nil || len(got) != 2 || got[0].ID != want[0].ID || got[1].ID != want[1].ID {
		t.Errorf("pools of the session = %+v, %v", got, err)
	}
	open, err := s.AllPools(t.Context(), time.Now())
	if err != nil || len(open) != 2 {
		t.Errorf("pools that close later = %+v, %v; want 2", open, err)
	}
	if _, err := s.Pool(t.Context(), "none"); !errors.Is(err, ticketing.ErrNoPool) {
		t.Errorf("no pool: %v", err)
	}
	if _, err := s.Pool(t.Context(), ""); !errors.Is(err, ticketing.ErrNoPool) {
		t.Errorf("a pool without a name: %v", err)
	}
}

func cmpString(a, b string) int {
	if a < b {
		return -1
	}
	return 1
}

// An epoch raised is known at once where it was raised, and never goes back.
func TestRaiseEpoch(t *testing.T) {
	t.Parallel()
	s, p := store.NewPools(testkit.Documents(t)), ticketingtest.Pool(3)
	if err := s.Add(t.Context(), []ticketing.Pool{p}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Pool(t.Context(), p.ID); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			raised, err := s.RaiseEpoch(t.Context(), p.ID)
			if err != nil {
				t.Error(err)
			}
			if got, err := s.Pool(t.Context(), p.ID); err != nil || got.Epoch < raised.Epoch {
				t.Errorf("after epoch %d the pool is in %d, %v", raised.Epoch, got.Epoch, err)
			}
		})
	}
	wg.Wait()
	if got, err := s.Pool(t.Context(), p.ID); err != nil || got.Epoch != p.Epoch+8 {
		t.Errorf("epoch = %d, %v; want %d", got.Epoch, err, p.Epoch+8)
	}
}

func TestOutbox(t *testing.T) {
	t.Parallel()
	s := store.NewClaims(testkit.Documents(t))
	t.Cleanup(s.Close)
	c := ticketingtest.Press(ticketingtest.Pool(3), "ann", 1)
	c.Places = []int{1}
	if err := s.Insert(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	pending := func(before time.Time) []string {
		t.Helper()
		var ids []string
		for e, err := range s.Pending(t.Context(), before) {
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, e.ID)
		}
		return ids
	}
	confirm := ticketing.ConfirmErrand(c)
	if got := pending(c.At); len(got) != 0 {
		t.Errorf("pending before the claim = %v", got)
	}
	if got := pending(c.At.Add(time.Second)); !slices.Equal(got, []string{confirm.ID}) {
		t.Errorf("pending = %v, want the confirmation", got)
	}
	released, err := s.Release(t.Context(), c.Holder, c.ID, c.At.Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	give := ticketing.GiveErrand(released)
	if got := pending(c.At.Add(time.Hour)); !slices.Equal(got, []string{confirm.ID, give.ID}) {
		t.Errorf("pending = %v, want the confirmation and the return", got)
	}
	for _, e := range []events.Errand{confirm, confirm, give, {ID: "x", Subject: "none"}} {
		if err := s.Done(t.Context(), e); err != nil {
			t.Errorf("strike %s: %v", e.ID, err)
		}
	}
	if got := pending(c.At.Add(time.Hour)); len(got) != 0 {
		t.Errorf("pending when all is done = %v", got)
	}
}

// A caller that leaves does not end the insert of the others, and what it left
// behind is whole or not there.
func TestInsertWithoutItsCaller(t *testing.T) {
	t.Parallel()
	s, p := store.NewClaims(testkit.Documents(t)), ticketingtest.Pool(200)
	t.Cleanup(s.Close)
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			c := ticketingtest.Press(p, fmt.Sprint("holder", i), 1)
			c.Places = []int{i + 1}
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if i%4 == 0 {
				go cancel()
			}
			err := s.Insert(ctx, c)
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Errorf("insert %d: %v", i, err)
			}
			if err != nil {
				return
			}
			if _, err := s.Claim(t.Context(), c.ID); err != nil {
				t.Errorf("acknowledged claim %d: %v", i, err)
			}
		})
	}
	wg.Wait()
}
