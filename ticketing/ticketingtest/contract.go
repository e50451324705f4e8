package ticketingtest

import (
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events"
	"wanjia/ticketing"
)

// Pool returns an open pool of its own that no other test knows.
func Pool(capacity int) ticketing.Pool {
	id := "p" + rand.Text()
	return ticketing.Pool{
		ID: ticketing.PoolID(id), Session: events.SessionID("s" + id), Event: "e", Title: events.Text{ZH: "一批"}, Capacity: capacity, MaxParty: 6,
		Opens: time.Now().Add(-time.Hour), Closes: time.Now().Add(time.Hour), Epoch: 1,
	}
}

// Press returns a claim as it is before it has places.
func Press(p ticketing.Pool, holder string, party int) ticketing.Claim {
	id := ticketing.NewClaimID(p.ID, ticketing.HolderID(holder), rand.Text())
	return ticketing.Claim{
		ID: id, Pool: p.ID, Session: p.Session, Event: p.Event, Holder: ticketing.HolderID(holder), Party: party,
		State: ticketing.Claimed, Channel: "online", Code: ticketing.CodeOf(id, 0), At: time.Now().UTC().Truncate(time.Millisecond),
		Uses: []ticketing.LimitUse{{Rule: "session", Per: ticketing.PerHolder, Scope: string(p.Session), Subject: holder, N: 1}},
	}
}

// TestStock checks that open returns something that behaves as
// [ticketing.Stock] promises. Every implementation, fake or real, runs it.
func TestStock(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Run("unknown until rebuilt", func(t *testing.T) {
		t.Parallel()
		s, p := open(t), Pool(4)
		if g := take(t, s, p, Press(p, "ann", 1)); g.Verdict != ticketing.StaleStock {
			t.Errorf("take before any rebuild = %+v, want stale", g)
		}
		if c := count(t, s, p); c.Known {
			t.Errorf("count before any rebuild = %+v, want unknown", c)
		}
	})

	t.Run("all or none, freed places first", func(t *testing.T) {
		t.Parallel()
		s, p := opened(t, open, 5, nil)
		first, second := Press(p, "ann", 3), Press(p, "bob", 2)
		wantPlaces(t, take(t, s, p, first), 1, 2, 3)
		if g := take(t, s, p, Press(p, "cid", 3)); g.Verdict != ticketing.NoRoom || g.Free != 2 {
			t.Errorf("a party of 3 for 2 places = %+v, want no room and 2 free", g)
		}
		wantPlaces(t, take(t, s, p, second), 4, 5)
		give(t, s, p, first)
		give(t, s, p, first) // the same places do not come back twice
		if c := count(t, s, p); c.Taken != 2 {
			t.Errorf("taken = %d after one release, want 2", c.Taken)
		}
		wantPlaces(t, take(t, s, p, Press(p, "dan", 2)), 1, 2)
	})

	t.Run("the same claim gets the same places", func(t *testing.T) {
		t.Parallel()
		s, p := opened(t, open, 5, nil)
		c := Press(p, "ann", 2)
		g, again := take(t, s, p, c), take(t, s, p, c)
		if !slices.Equal(g.Places, again.Places) || g.Seq != again.Seq {
			t.Errorf("asked again: %+v, want %+v", again, g)
		}
		if c := count(t, s, p); c.Taken != 2 {
			t.Errorf("taken = %d, want 2", c.Taken)
		}
	})

	t.Run("one claim a holder", func(t *testing.T) {
		t.Parallel()
		s, p := opened(t, open, 5, nil)
		c := Press(p, "ann", 1)
		take(t, s, p, c)
		if g := take(t, s, p, Press(p, "ann", 1)); g.Verdict != ticketing.HeldAlready || g.Holder != c.ID {
			t.Errorf("a second press of ann = %+v, want held by %s", g, c.ID)
		}
		give(t, s, p, c)
		if g := take(t, s, p, Press(p, "ann", 1)); g.Verdict != ticketing.Granted {
			t.Errorf("ann after giving back = %+v, want granted", g)
		}
	})

	t.Run("early and late", func(t *testing.T) {
		t.Parallel()
		s, p := opened(t, open, 5, nil)
		early, late := p, p
		early.Opens, late.Closes = time.Now().Add(time.Minute), time.Now().Add(-time.Second)
		if g := take(t, s, early, Press(p, "ann", 1)); g.Verdict != ticketing.Early {
			t.Errorf("before the opening = %+v", g)
		}
		if g := take(t, s, late, Press(p, "ann", 1)); g.Verdict != ticketing.Late {
			t.Errorf("after the close = %+v", g)
		}
	})

	t.Run("booking that rests", func(t *testing.T) {
		t.Parallel()
		s, p := opened(t, open, 5, nil)
		before := Press(p, "ann", 2)
		had := take(t, s, p, before)
		resting := p
		resting.Paused = true
		if g := take(t, s, resting, Press(p, "bob", 1)); g.Verdict != ticketing.Late {
			t.Errorf("while booking rests = %+v", g)
		}
		if g := take(t, s, resting, before); g.Verdict != ticketing.Granted || !slices.Equal(g.Places, had.Places) {
			t.Errorf("the press of before again = %+v, want %+v", g, had)
		}
		if g := take(t, s, p, Press(p, "bob", 1)); g.Verdict != ticketing.Granted {
			t.Errorf("when it goes on = %+v", g)
		}
	})

	t.Run("rebuild", func(t *testing.T) { testRebuild(t, open) })
	t.Run("pending", func(t *testing.T) { testPending(t, open) })
	t.Run("holds", func(t *testing.T) { testHolds(t, open) })
	t.Run("a hold goes on", func(t *testing.T) { testResume(t, open) })
	t.Run("holds that have ended", func(t *testing.T) { testLapse(t, open) })
	t.Run("revisions", func(t *testing.T) { testRevisions(t, open) })
	t.Run("fences", func(t *testing.T) { testFence(t, open) })
	t.Run("the house blocks places", func(t *testing.T) { testBlock(t, open) })
	t.Run("shares of channels", func(t *testing.T) { testShares(t, open) })
	t.Run("those who wait come first", func(t *testing.T) { testQueue(t, open) })
	t.Run("more places for a claim", func(t *testing.T) { testMore(t, open) })
	t.Run("following a document", func(t *testing.T) { testMatch(t, open) })
	t.Run("snapshot", func(t *testing.T) { testSnapshot(t, open) })
	t.Run("no more than there is", func(t *testing.T) { testStockContention(t, open) })
}

func testRebuild(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Parallel()
	s, p := opened(t, open, 10, nil)
	owned := Press(p, "ann", 2)
	owned.Places = []int{2, 4}
	lost := Press(p, "bob", 3)
	before := take(t, s, p, lost)

	next := p
	next.Epoch++
	rebuild(t, s, next, []ticketing.Claim{owned})
	if g := take(t, s, p, Press(p, "cid", 1)); g.Verdict != ticketing.StaleCaller {
		t.Errorf("a caller of the epoch before = %+v, want newer", g)
	}
	// From the epoch before: it must add nothing, and say so.
	if ok, err := s.Give(t.Context(), p, lost.ID); err != nil || ok {
		t.Errorf("give in the epoch before = %v, %v; want false", ok, err)
	}
	if c := count(t, s, next); !c.Known || c.Taken != 2 {
		t.Errorf("count after the rebuild = %+v, want 2 taken", c)
	}
	if g := take(t, s, next, Press(p, "ann", 1)); g.Verdict != ticketing.HeldAlready || g.Holder != owned.ID {
		t.Errorf("a holder the rebuild brought back = %+v, want held", g)
	}
	g := take(t, s, next, Press(p, "dan", 3))
	wantPlaces(t, g, 1, 3, 5)
	if g.Seq <= before.Seq {
		t.Errorf("sequence %d after the rebuild, %d before it: it went back", g.Seq, before.Seq)
	}

	unlock := lock(t, s, p)
	if done, err := s.Rebuild(t.Context(), next, nil, 0); err != nil || done {
		t.Errorf("a rebuild into the epoch in force = %v, %v; want false", done, err)
	}
	if _, ok, err := s.Lock(t.Context(), p.ID); err != nil || ok {
		t.Errorf("a second lock = %v, %v; want refused", ok, err)
	}
	unlock()
	later := next
	later.Epoch++
	if done, err := s.Rebuild(t.Context(), later, nil, 0); err != nil || done {
		t.Errorf("a rebuild without the lock = %v, %v; want false", done, err)
	}
}

func testPending(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Parallel()
	s, p := opened(t, open, 10, nil)
	c, settled := Press(p, "ann", 1), Press(p, "bob", 1)
	take(t, s, p, c)
	take(t, s, p, settled)
	for range 2 {
		if known, err := s.Settle(t.Context(), p, settled.ID); err != nil || !known {
			t.Fatal(err)
		}
	}
	later := p
	later.Epoch++
	for why, known := range map[string]func() (bool, error){
		"a claim that was never entered": func() (bool, error) { return s.Settle(t.Context(), p, Press(p, "cid", 1).ID) },
		"under another epoch":            func() (bool, error) { return s.Settle(t.Context(), later, settled.ID) },
	} {
		if known, err := known(); err != nil || known {
			t.Errorf("settle %s = %v, %v; want false", why, known, err)
		}
	}
	got, err := s.Pending(t.Context(), p, 0)
	if err != nil || len(got) != 1 || got[0].ID != c.ID || got[0].Holder != "ann" {
		t.Errorf("pending = %+v, %v; want ann's alone", got, err)
	}
	if got, err := s.Pending(t.Context(), p, time.Hour); err != nil || len(got) != 0 {
		t.Errorf("pending for an hour = %+v, %v; want none", got, err)
	}
	give(t, s, p, c)
	if got, err := s.Pending(t.Context(), p, 0); err != nil || len(got) != 0 {
		t.Errorf("pending after it was given back = %+v, %v; want none", got, err)
	}
}

func testSnapshot(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Parallel()
	if got, err := open(t).Snapshot(t.Context(), Pool(3)); err != nil || got.Epoch != 0 || len(got.Entries) != 0 {
		t.Errorf("snapshot of what is unknown = %+v, %v", got, err)
	}
	s, p := opened(t, open, 10, nil)
	ann, bob, cid := Press(p, "ann", 2), Press(p, "bob", 3), Press(p, "cid", 1)
	for _, c := range []ticketing.Claim{ann, bob, cid} {
		take(t, s, p, c)
	}
	give(t, s, p, ann)
	if known, err := s.Settle(t.Context(), p, bob.ID); err != nil || !known {
		t.Fatal(err)
	}
	want := ticketing.Snapshot{
		Epoch: p.Epoch, Next: 7, Taken: 4, Through: map[string]int{"online": 4}, Freed: []int{1, 2},
		Entries: map[ticketing.ClaimID]ticketing.Entry{
			bob.ID: {Holder: "bob", Places: []int{3, 4, 5}, Channel: "online", Settled: true},
			cid.ID: {Holder: "cid", Places: []int{6}, Channel: "online"},
		},
		Holders: map[ticketing.HolderID]ticketing.ClaimID{"bob": bob.ID, "cid": cid.ID},
	}
	got, err := s.Snapshot(t.Context(), p)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("snapshot: %v\n%s", err, diff)
	}
	behind := p
	behind.Epoch-- // whoever asks may know an older epoch: the answer is what is in force
	if got, err := s.Snapshot(t.Context(), behind); err != nil || got.Epoch != p.Epoch || len(got.Entries) != 2 {
		t.Errorf("snapshot asked for an older epoch = %+v, %v", got, err)
	}
}

func testStockContention(t *testing.T, open func(*testing.T) ticketing.Stock) {
	t.Parallel()
	const capacity, contenders = 100, 400
	s, p := opened(t, open, capacity, nil)
	var (
		wg     sync.WaitGroup
		places sync.Map
		n      atomic.Int32
	)
	for i := range contenders {
		wg.Go(func() {
			c := Press(p, fmt.Sprint("holder", i), 1+i%6)
			for range 2 { // each press is sent twice
				g := take(t, s, p, c)
				for _, place := range g.Places {
					if by, had := places.Swap(place, c.ID); had && by != c.ID {
						t.Errorf("place %d went to %s and %s", place, by, c.ID)
					} else if !had {
						n.Add(1)
					}
					if place < 1 || place > capacity {
						t.Errorf("place %d of a pool of %d", place, capacity)
					}
				}
			}
		})
	}
	wg.Wait()
	if c := count(t, s, p); c.Taken != int(n.Load()) || c.Taken < capacity-5 {
		t.Errorf("taken = %d, handed out %d of %d", c.Taken, n.Load(), capacity)
	}
}

// TestClaims checks that open returns something that behaves as
// [ticketing.Claims] promises. Every implementation, fake or real, runs it.
func TestClaims(t *testing.T, open func(*testing.T) ticketing.Claims) {
	insert := func(t *testing.T, s ticketing.Claims, c ticketing.Claim) *ticketing.Taken {
		t.Helper()
		err := s.Insert(t.Context(), c)
		taken, ok := errors.AsType[*ticketing.Taken](err)
		if err != nil && !ok {
			t.Fatalf("insert %s: %v", c.ID, err)
		}
		return taken
	}
	placed := func(p ticketing.Pool, holder string, places ...int) ticketing.Claim {
		c := Press(p, holder, len(places))
		c.Places = places
		return c
	}

	t.Run("what stands in the way", func(t *testing.T) {
		t.Parallel()
		s, p := open(t), Pool(10)
		ann := placed(p, "ann", 1, 2)
		if taken := insert(t, s, ann); taken != nil {
			t.Fatalf("first insert: %+v", taken)
		}
		if got, err := s.Coded(t.Context(), ann.Code); err != nil || got.ID != ann.ID {
			t.Errorf("the claim of code %s is %q, %v", ann.Code, got.ID, err)
		}
		if _, err := s.Coded(t.Context(), "nobody99"); !errors.Is(err, ticketing.ErrNoClaim) {
			t.Errorf("the claim of no code: %v", err)
		}
		swapped, again := placed(p, "eve", 8), placed(p, "fay", 9)
		swapped.Instead, again.Instead = ann.ID, ann.ID
		insert(t, s, swapped)
		sameCode := placed(p, "dan", 7)
		sameCode.Code = ann.Code
		for name, tt := range map[string]struct {
			claim ticketing.Claim
			want  ticketing.Taken
		}{
			"itself":  {ann, ticketing.Taken{By: ann.ID}},
			"a place": {placed(p, "bob", 2, 3), ticketing.Taken{By: ann.ID, Place: true}},
			"a limit": {placed(p, "ann", 5), ticketing.Taken{By: ann.ID, Limit: true}},
			"a code":  {sameCode, ticketing.Taken{By: ann.ID, Code: true}},
			"a swap":  {again, ticketing.Taken{By: swapped.ID, Instead: true}},
		} {
			if taken := insert(t, s, tt.claim); taken == nil || *taken != tt.want {
				t.Errorf("%s: %+v, want %+v", name, taken, tt.want)
			}
		}
		if taken := insert(t, s, placed(p, "bob", 3)); taken != nil {
			t.Errorf("a refused claim kept its places: %+v", taken)
		}
		if _, err := s.Release(t.Context(), swapped.Holder, swapped.ID, swapped.At); err != nil {
			t.Fatal(err)
		}
		if taken := insert(t, s, again); taken != nil {
			t.Errorf("a swap that was given back is in the way: %+v", taken)
		}
	})

	t.Run("each use of a limit has one claim", func(t *testing.T) {
		t.Parallel()
		s, p := open(t), Pool(10)
		night := func(holder string, n, place int) ticketing.Claim {
			c := placed(p, holder, place)
			c.Uses = append(c.Uses, ticketing.LimitUse{Rule: "night", Per: ticketing.PerPhone, Scope: "n1", Subject: "154" + string(p.ID), N: n})
			return c
		}
		ann := night("ann", 1, 1)
		if taken := insert(t, s, ann); taken != nil {
			t.Fatalf("first insert: %+v", taken)
		}
		want := ticketing.Taken{By: ann.ID, Limit: true, Use: 1}
		if taken := insert(t, s, night("bob", 1, 2)); taken == nil || *taken != want {
			t.Errorf("the same use: %+v, want %+v", taken, want)
		}
		if taken := insert(t, s, night("bob", 2, 2)); taken != nil {
			t.Errorf("the second use: %+v", taken)
		}
		if _, err := s.Release(t.Context(), ann.Holder, ann.ID, time.Now()); err != nil {
			t.Fatal(err)
		}
		if taken := insert(t, s, night("cid", 1, 3)); taken != nil {
			t.Errorf("a use given back: %+v", taken)
		}
		if got, err := s.Claim(t.Context(), ann.ID); err != nil || len(got.Uses) != 2 || got.Uses[1] != ann.Uses[1] {
			t.Errorf("read back: %+v, %v", got.Uses, err)
		}
	})

	t.Run("release frees places and limit", func(t *testing.T) {
		t.Parallel()
		s, p := open(t), Pool(10)
		ann := placed(p, "ann", 1, 2)
		insert(t, s, ann)
		ended := ann.At.Add(time.Minute)
		if _, err := s.Release(t.Context(), "eve", ann.ID, ended); !errors.Is(err, ticketing.ErrNoClaim) {
			t.Errorf("release of somebody else's: %v, want ErrNoClaim", err)
		}
		if taken := insert(t, s, placed(p, "bob", 2)); taken == nil || taken.By != ann.ID {
			t.Errorf("somebody else released it: %+v", taken)
		}
		for range 2 {
			got, err := s.Release(t.Context(), ann.Holder, ann.ID, ended)
			if err != nil || got.State != ticketing.Released || !got.Ended.Equal(ended) {
				t.Fatalf("release = %+v, %v", got, err)
			}
			ended = ann.At.Add(time.Minute) // the second changes nothing
		}
		if taken := insert(t, s, placed(p, "ann", 2)); taken != nil {
			t.Errorf("after the release: %+v", taken)
		}
		owned, err := s.Owned(t.Context(), p.ID)
		if err != nil || len(owned) != 1 || !slices.Equal(owned[0].Places, []int{2}) {
			t.Errorf("owned = %+v, %v; want the second claim alone", owned, err)
		}
		if _, err := s.Release(t.Context(), ann.Holder, "none", ended); !errors.Is(err, ticketing.ErrNoClaim) {
			t.Errorf("release of nothing: %v, want ErrNoClaim", err)
		}
	})

	t.Run("a tombstone keeps its claim from ever being", func(t *testing.T) {
		t.Parallel()
		s, p := open(t), Pool(10)
		ann := placed(p, "ann", 1)
		tombstone := ann
		tombstone.State, tombstone.Places, tombstone.Code = ticketing.Void, nil, ""
		insert(t, s, tombstone)
		if taken := insert(t, s, ann); taken == nil || *taken != (ticketing.Taken{By: ann.ID}) {
			t.Errorf("the claim behind its tombstone: %+v", taken)
		}
		if taken := insert(t, s, placed(p, "ann", 1)); taken != nil {
			t.Errorf("the tombstone holds %+v", taken)
		}
		if _, err := s.Release(t.Context(), ann.Holder, ann.ID, ann.At); !errors.Is(err, ticketing.ErrNoClaim) {
			t.Errorf("release of a tombstone: %v, want ErrNoClaim", err)
		}
	})

	t.Run("a block of the house holds its places and no limit", func(t *testing.T) {
		t.Parallel()
		s, p := open(t), Pool(10)
		block := placed(p, "house/1", 1, 2)
		block.State = ticketing.Blocked
		insert(t, s, block)
		if taken := insert(t, s, placed(p, "ann", 2)); taken == nil || *taken != (ticketing.Taken{By: block.ID, Place: true}) {
			t.Errorf("a place that is blocked: %+v", taken)
		}
		if taken := insert(t, s, placed(p, "house/1", 3)); taken != nil {
			t.Errorf("the block uses up %+v", taken)
		}
		owned, err := s.Owned(t.Context(), p.ID)
		if err != nil || len(owned) != 2 || owned[0].State == owned[1].State {
			t.Errorf("owned = %+v, %v; want the block and the claim", owned, err)
		}
		if got, _, err := s.OfHolder(t.Context(), "house/1", events.PageQuery{Limit: 5}); err != nil || len(got) != 1 {
			t.Errorf("claims of the house = %+v, %v; want no block among them", got, err)
		}
	})

	t.Run("of a holder, newest first, in pages", func(t *testing.T) {
		t.Parallel()
		s := open(t)
		holder := "h" + rand.Text()
		var want []ticketing.ClaimID
		for i := range 5 {
			c := placed(Pool(10), holder, 1)
			c.At = c.At.Add(time.Duration(i) * time.Second)
			insert(t, s, c)
			want = slices.Insert(want, 0, c.ID)
		}
		var got []ticketing.ClaimID
		for page := (events.PageQuery{Limit: 2}); ; {
			claims, next, err := s.OfHolder(t.Context(), ticketing.HolderID(holder), page)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range claims {
				got = append(got, c.ID)
			}
			if next == "" {
				break
			}
			page.After = next
		}
		if !slices.Equal(got, want) {
			t.Errorf("claims of the holder = %v, want %v", got, want)
		}
	})
}

func opened(t *testing.T, open func(*testing.T) ticketing.Stock, capacity int, owned []ticketing.Claim) (ticketing.Stock, ticketing.Pool) {
	t.Helper()
	s, p := open(t), Pool(capacity)
	rebuild(t, s, p, owned)
	return s, p
}

func rebuild(t *testing.T, s ticketing.Stock, p ticketing.Pool, owned []ticketing.Claim) {
	t.Helper()
	defer lock(t, s, p)()
	if done, err := s.Rebuild(t.Context(), p, owned, 0); err != nil || !done {
		t.Fatalf("rebuild = %v, %v", done, err)
	}
}

func lock(t *testing.T, s ticketing.Stock, p ticketing.Pool) func() {
	t.Helper()
	unlock, ok, err := s.Lock(t.Context(), p.ID)
	if err != nil || !ok {
		t.Fatalf("lock = %v, %v", ok, err)
	}
	return unlock
}

func take(t *testing.T, s ticketing.Stock, p ticketing.Pool, c ticketing.Claim) ticketing.Grant {
	t.Helper()
	g, err := s.Take(t.Context(), p, c)
	if err != nil {
		t.Errorf("take for %s: %v", c.Holder, err)
	}
	return g
}

func give(t *testing.T, s ticketing.Stock, p ticketing.Pool, c ticketing.Claim) {
	t.Helper()
	if ok, err := s.Give(t.Context(), p, c.ID); err != nil || !ok {
		t.Errorf("give back %s: %v, %v", c.ID, ok, err)
	}
}

func count(t *testing.T, s ticketing.Stock, p ticketing.Pool) ticketing.Count {
	t.Helper()
	counts, err := s.Counts(t.Context(), []ticketing.Pool{p})
	if err != nil || len(counts) != 1 {
		t.Fatalf("counts = %v, %v", counts, err)
	}
	return counts[0]
}

func wantPlaces(t *testing.T, g ticketing.Grant, places ...int) {
	t.Helper()
	slices.Sort(g.Places)
	if g.Verdict != ticketing.Granted || !slices.Equal(g.Places, places) {
		t.Errorf("grant = %+v, want places %v", g, places)
	}
}
