package redisstore_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/ticketingtest"
)

// TestRushTogether: many press at once, each twice, some holders with two presses, with
// places that came back and a channel that has a share of its own. No place is given
// twice, no holder has two claims, no channel more than its share, and what was given
// is what the stock counts and knows as pending.
func TestRushTogether(t *testing.T) {
	t.Parallel()
	for name, client := range map[string]func(testing.TB) redis.UniversalClient{
		"redis-server": testkit.Redis, "cluster": testkit.Cluster, "miniredis": testkit.Miniredis,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const holders, share = 200, 30
			s, p := &redisstore.Stock{Redis: client(t)}, ticketingtest.Pool(250)
			p.Quotas = []ticketing.Quota{{Channel: ticketing.Online, Places: 220}, {Channel: "hotline", Places: share}}
			rebuild(t, s, p)
			early := ticketingtest.Press(p, "early", 5) // gives its places back: they are given out first
			if g, err := s.Take(t.Context(), p, early); err != nil || g.Verdict != ticketing.Granted {
				t.Fatalf("%+v, %v", g, err)
			}
			if ok, err := s.Give(t.Context(), p, early.ID); err != nil || !ok {
				t.Fatal(ok, err)
			}
			var mu sync.Mutex
			owner, places, seqs, through := map[int]ticketing.ClaimID{}, map[ticketing.ClaimID]string{}, map[int64]ticketing.ClaimID{}, map[string]int{}
			holder := map[ticketing.HolderID]ticketing.ClaimID{}
			var all sync.WaitGroup
			for i := range holders {
				press := ticketingtest.Press(p, fmt.Sprint("h", i), 1+i%4)
				for again := range 4 { // two presses, each twice
					c := press
					if again%2 == 1 {
						c.ID += "x"
					}
					if i%3 == 0 {
						c.Channel = "hotline"
					}
					all.Go(func() {
						g, err := s.Take(t.Context(), p, c)
						if err != nil {
							t.Error(err)
							return
						}
						mu.Lock()
						defer mu.Unlock()
						switch g.Verdict {
						case ticketing.Granted:
							if was, ok := places[c.ID]; ok {
								if was != fmt.Sprint(g.Places) {
									t.Errorf("%s has %s and %v", c.ID, was, g.Places)
								}
								return
							}
							if by, ok := holder[c.Holder]; ok {
								t.Errorf("%s has %s and %s", c.Holder, by, c.ID)
							}
							if by, ok := seqs[g.Seq]; ok || g.Seq == 0 || len(g.Places) != c.Party || g.Channel != c.Channel {
								t.Errorf("%s: %+v; %s has that number", c.ID, g, by)
							}
							holder[c.Holder], places[c.ID], seqs[g.Seq] = c.ID, fmt.Sprint(g.Places), c.ID
							through[c.Channel] += c.Party
							for _, n := range g.Places {
								if by, ok := owner[n]; ok || n < 0 || n > p.Capacity {
									t.Errorf("place %d is of %s and of %s", n, by, c.ID)
								}
								owner[n] = c.ID
							}
						case ticketing.HeldAlready:
							if g.Holder == c.ID {
								t.Errorf("%s stands in its own way", c.ID)
							}
						case ticketing.NoRoom:
							if g.Free >= c.Party {
								t.Errorf("%d are refused, and %d are free", c.Party, g.Free)
							}
						default:
							t.Errorf("%s: %+v", c.ID, g)
						}
					})
				}
			}
			all.Wait()
			counts, err := s.Counts(t.Context(), []ticketing.Pool{p})
			if err != nil || counts[0].Taken != len(owner) || counts[0].ByChannel["hotline"] != through["hotline"] {
				t.Errorf("the stock counts %+v, %v; given were %d, of them %v", counts, err, len(owner), through)
			}
			if len(owner) < p.Capacity-6 || through["hotline"] > share || through["hotline"] < share-4 {
				t.Errorf("%d of %d places are given, %v", len(owner), p.Capacity, through)
			}
			pending, err := s.Pending(t.Context(), p, -time.Second)
			if err != nil || len(pending) != len(places) {
				t.Errorf("%d are pending, %v; given were %d", len(pending), err, len(places))
			}
			for _, c := range pending {
				if holder[c.Holder] != c.ID {
					t.Errorf("%s is pending for %s, who has %s", c.ID, c.Holder, holder[c.Holder])
				}
			}
		})
	}
}

// TestRushVerdicts: whoever presses at once with others is answered as if alone.
func TestRushVerdicts(t *testing.T) {
	t.Parallel()
	s, p := &redisstore.Stock{Redis: testkit.Redis(t)}, ticketingtest.Pool(10)
	rebuild(t, s, p)
	each := func(step string, p ticketing.Pool, want ticketing.Verdict) {
		t.Helper()
		var all sync.WaitGroup
		for i := range 20 {
			all.Go(func() {
				g, err := s.Take(t.Context(), p, ticketingtest.Press(p, fmt.Sprint(step, i), 1))
				if err != nil || g.Verdict != want {
					t.Errorf("%s: %+v, %v, want %s", step, g, err, want)
				}
			})
		}
		all.Wait()
	}
	other := p
	other.Opens = time.Now().Add(time.Hour)
	each("too early", other, ticketing.Early)
	other = p
	other.Closes = time.Now().Add(-time.Second)
	each("too late", other, ticketing.Late)
	if ok, err := s.SetWaiting(t.Context(), p, 3, 0); err != nil || !ok {
		t.Fatal(ok, err)
	}
	each("others wait", p, ticketing.Queue)
	if ok, err := s.SetWaiting(t.Context(), p, 0, 1); err != nil || !ok {
		t.Fatal(ok, err)
	}
	other = p
	other.Epoch++
	each("a later epoch", other, ticketing.StaleStock)
	held := ticketingtest.Press(p, "held", 10)
	if g, err := s.Hold(t.Context(), p, held, time.Millisecond, time.Second); err != nil || g.Verdict != ticketing.Granted {
		t.Fatalf("%+v, %v", g, err)
	}
	later := p
	later.Rev++
	for { // until it ends by the clock of Redis
		g, err := s.Take(t.Context(), later, ticketingtest.Press(p, "ann", 10))
		if err != nil || g.Verdict != ticketing.NoRoom && g.Verdict != ticketing.Granted {
			t.Fatalf("the places of a hold: %+v, %v", g, err)
		}
		if g.Verdict == ticketing.Granted {
			break
		}
	}
	each("an older document", p, ticketing.StaleCaller)
	each("sold out", later, ticketing.NoRoom)
}
