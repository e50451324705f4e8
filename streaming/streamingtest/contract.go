package streamingtest

import (
	"context"
	"crypto/rand"
	"errors"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/streaming"
)

// Shared is everything that packagers, directors and origins share.
type Shared interface {
	streaming.Ledger
	streaming.Desk
	streaming.Listings
}

// TestLedger checks that open returns something that keeps the promises of
// [streaming.Ledger], [streaming.Desk] and [streaming.Listings].
func TestLedger(t *testing.T, open func(*testing.T) Shared) {
	for name, test := range map[string]func(*testing.T, Shared, streaming.ChannelID){
		"one leads": testOneLeads, "a lapsed term is fenced": testFenced, "orders": testOrders,
		"one that is blind hands over": testBlind, "an order comes too late": testLate, "records": testRecords, "a cell that grows": testGrowing,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t), streaming.ChannelID("t"+rand.Text()))
		})
	}
}

func mustLead(t *testing.T, l Shared, c streaming.ChannelID, holder string, ttl time.Duration) streaming.State {
	t.Helper()
	s, err := l.Lead(t.Context(), c, streaming.Bid{Holder: holder, For: ttl})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// succeed waits until holder leads.
func succeed(t *testing.T, l Shared, c streaming.ChannelID, holder string) streaming.State {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for {
		if s := mustLead(t, l, c, holder, time.Minute); s.Leads {
			return s
		}
		select {
		case <-ctx.Done():
			t.Fatal("the lead never lapsed")
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func testOneLeads(t *testing.T, l Shared, c streaming.ChannelID) {
	var wg sync.WaitGroup
	var leaders atomic.Int32
	for i := range 8 {
		wg.Go(func() {
			s, err := l.Lead(t.Context(), c, streaming.Bid{Holder: "packager-" + strconv.Itoa(i), For: time.Minute})
			if err != nil {
				t.Error(err)
			}
			if s.Leads {
				leaders.Add(1)
			}
		})
	}
	wg.Wait()
	if n := leaders.Load(); n != 1 {
		t.Errorf("%d packagers lead", n)
	}
}

func testFenced(t *testing.T, l Shared, c streaming.ChannelID) {
	old := mustLead(t, l, c, "a", 20*time.Millisecond)
	young := succeed(t, l, c, "b")
	if !old.Leads || young.Term <= old.Term {
		t.Fatalf("term %d after %d", young.Term, old.Term)
	}
	if err := l.Reserve(t.Context(), c, old.Term, 0, 7); !errors.Is(err, streaming.ErrFenced) {
		t.Errorf("Reserve: %v", err)
	}
	if err := l.Publish(t.Context(), c, old.Term, streaming.Record{Cell: 7}, 7); !errors.Is(err, streaming.ErrFenced) {
		t.Errorf("Publish: %v", err)
	}
	if _, err := l.Forget(t.Context(), c, old.Term, 7, 7); !errors.Is(err, streaming.ErrFenced) {
		t.Errorf("Forget: %v", err)
	}
	if list, err := l.Listing(t.Context(), c, -1); err != nil || len(list.Records) > 0 {
		t.Errorf("%+v %v was published by one who does not lead", list, err)
	}
	if err := l.Reserve(t.Context(), c, young.Term, 0, 7); err != nil {
		t.Error(err)
	}
}

// testBlind: one that leads blind hands over to one that sees, with a new term and at
// once; where nobody sees, and once what was said is old, it goes on.
func testBlind(t *testing.T, l Shared, c streaming.ChannelID) {
	ask := func(holder string, blind bool, lasts time.Duration) streaming.State {
		t.Helper()
		s, err := l.Lead(t.Context(), c, streaming.Bid{Holder: holder, For: lasts, Blind: blind})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	old := ask("a", false, time.Minute)
	if ask("b", true, time.Minute).Leads || !ask("a", true, time.Minute).Leads {
		t.Error("one that is blind took the place of another")
	}
	if ask("b", false, time.Minute).Leads || !ask("a", false, time.Minute).Leads {
		t.Error("one that sees took the place of another")
	}
	ask("b", true, time.Minute) // it does not see any more
	if !ask("a", true, time.Minute).Leads {
		t.Error("the lead went to one that has gone blind")
	}
	ask("b", false, time.Millisecond)
	time.Sleep(5 * time.Millisecond) // what it said is old
	if !ask("a", true, time.Minute).Leads {
		t.Error("the lead went to one that was not heard of again")
	}
	ask("b", false, time.Minute)
	if ask("a", true, time.Minute).Leads {
		t.Error("one that is blind still leads")
	}
	if err := l.Publish(t.Context(), c, old.Term, streaming.Record{Cell: 7}, 7); !errors.Is(err, streaming.ErrFenced) {
		t.Errorf("it still publishes: %v", err)
	}
	young := ask("b", false, time.Minute)
	if !young.Leads || young.Term <= old.Term {
		t.Fatalf("%+v after term %d", young, old.Term)
	}
	if err := l.Reserve(t.Context(), c, young.Term, 0, 7); err != nil {
		t.Error(err)
	}
	if ask("a", false, time.Minute).Leads {
		t.Error("one that sees again took the place of another")
	}
}

func testOrders(t *testing.T, l Shared, c streaming.ChannelID) {
	for _, o := range []streaming.Order{{From: 10, Begin: 10, Source: "stage"}, {From: 20, Begin: 17, Source: "entry|1"}, {From: 30, Begin: 30, Source: "stage"}, {From: 15, Begin: 15, Source: streaming.Slate}} {
		if got, err := l.Order(t.Context(), c, o); err != nil || got != o {
			t.Fatalf("%+v %v, want %+v", got, err, o)
		}
	}
	s := mustLead(t, l, c, "a", time.Minute)
	want := streaming.Plan{{From: 10, Begin: 10, Source: "stage"}, {From: 15, Begin: 15, Source: streaming.Slate}}
	if d := cmp.Diff(want, s.Plan); d != "" || s.Version != 4 {
		t.Errorf("version %d, plan: %s", s.Version, d)
	}
	if plan, err := l.Plan(t.Context(), c); err != nil || cmp.Diff(want, plan) != "" {
		t.Errorf("the desk says %+v, %v", plan, err)
	}
}

func testLate(t *testing.T, l Shared, c streaming.ChannelID) {
	s := mustLead(t, l, c, "a", time.Minute)
	if err := l.Reserve(t.Context(), c, s.Term, s.Version, 12); err != nil {
		t.Fatal(err)
	}
	for asked, want := range map[streaming.Order]streaming.Order{
		{From: 12, Begin: 12, Source: streaming.Slate}: {From: 13, Begin: 13, Source: streaming.Slate},
		{From: 5, Begin: 3, Source: "entry"}:           {From: 13, Begin: 3, Source: "entry"},
		{From: 14, Begin: 14, Source: "stage"}:         {From: 14, Begin: 14, Source: "stage"},
	} {
		if got, err := l.Order(t.Context(), c, asked); err != nil || got != want {
			t.Errorf("%+v took effect as %+v, %v, want %+v", asked, got, err, want)
		}
	}
	if err := l.Reserve(t.Context(), c, s.Term, s.Version, 13); !errors.Is(err, streaming.ErrReplanned) {
		t.Errorf("a cell was reserved under an old plan: %v", err)
	}
	if err := l.Reserve(t.Context(), c, s.Term, s.Version+3, 13); err != nil {
		t.Error(err)
	}
}

func testRecords(t *testing.T, l Shared, c streaming.ChannelID) {
	s := mustLead(t, l, c, "a", time.Minute)
	record := func(n int64) streaming.Record {
		return streaming.Record{Cell: n, Run: "stage/a", Break: n == 3, Sequence: n / 2, Pieces: []streaming.Piece{
			{Name: "n.m4s", Init: "i.mp4", Codec: "avc1.42c01f", Start: time.Duration(n) * 2 * time.Second, Duration: 2*time.Second + time.Nanosecond, Size: 99},
			{Start: 1, Duration: 2},
		}}
	}
	for n := range int64(10) {
		if err := l.Publish(t.Context(), c, s.Term, record(n), max(0, n-5)); err != nil {
			t.Fatal(err)
		}
	}
	twice := record(9)
	twice.Run = "other"
	if err := l.Publish(t.Context(), c, s.Term, twice, 4); err != nil {
		t.Fatal(err)
	}
	old, err := l.Forget(t.Context(), c, s.Term, 5, 3)
	if d := cmp.Diff([]streaming.Record{record(0), record(1), record(2)}, old); d != "" || err != nil {
		t.Errorf("forgotten: %v %s", err, d)
	}
	list, err := l.Listing(t.Context(), c, 7)
	if d := cmp.Diff(streaming.Listing{First: 5, Term: s.Term, Records: []streaming.Record{record(8), record(9)}}, list); d != "" || err != nil {
		t.Errorf("listed after 7: %v %s", err, d)
	}
	if s := mustLead(t, l, c, "b", time.Minute); s.Leads || s.Last == nil || !cmp.Equal(*s.Last, record(9)) || s.First != 5 {
		t.Errorf("%+v", s)
	}
}

// testGrowing: a cell that is not whole is told of until it is listed, by whoever leads.
func testGrowing(t *testing.T, l Shared, c streaming.ChannelID) {
	s := mustLead(t, l, c, "a", time.Minute)
	piece := streaming.Piece{Init: "init.mp4", Start: time.Second, Shares: []streaming.Share{{Name: "5.p0.1.m4s", Duration: time.Second / 2, Independent: true}, {Duration: time.Second / 2}}}
	grown := streaming.Record{Cell: 5, Run: "r", Pieces: []streaming.Piece{piece}}
	if err := l.Grow(t.Context(), c, s.Term-1, grown); !errors.Is(err, streaming.ErrFenced) {
		t.Errorf("an old term: %v", err)
	}
	if err := l.Grow(t.Context(), c, s.Term, grown); err != nil {
		t.Fatal(err)
	}
	list, err := l.Listing(t.Context(), c, -1)
	if err != nil || len(list.Records) != 0 || list.Term != s.Term || list.Open == nil {
		t.Fatalf("%+v, %v", list, err)
	}
	if diff := cmp.Diff(grown, *list.Open); diff != "" {
		t.Error(diff)
	}
	if err := l.Publish(t.Context(), c, s.Term, grown, 5); err != nil {
		t.Fatal(err)
	}
	if err := l.Grow(t.Context(), c, s.Term, grown); err != nil {
		t.Fatal(err)
	}
	if list, err = l.Listing(t.Context(), c, -1); err != nil || list.Open != nil || len(list.Records) != 1 {
		t.Errorf("once it is listed: %+v, %v", list, err)
	}
}
