package redisstore_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/redis/go-redis/v9"

	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/seating"
	"wanjia/ticketing/ticketingtest"
)

const rushers = 64

// TestSeatRush: parties of 1 to 6 press at once on a hall of 2,000 seats until it is
// full. No seat goes twice, every party sits whole, and the counts are exact.
func TestSeatRush(t *testing.T) {
	t.Parallel()
	plan := ticketingtest.Plan(t, ticketingtest.Block(50, 40)...)
	p, plans := ticketingtest.SeatedPool(plan), ticketingtest.NewPlans(plan)
	s := &redisstore.Stock{Redis: testkit.Redis(t), Plans: plans}
	rebuildWith(t, s, p, nil)
	var (
		wg          sync.WaitGroup
		mu          sync.Mutex
		owner       = map[int]ticketing.ClaimID{}
		together, n atomic.Int64
	)
	for i := range rushers {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(uint64(i), 2))
			for k := range 16 {
				c := ticketingtest.Press(p, fmt.Sprint("h", i, "-", k), 1+r.IntN(6))
				c.Wish.Scattered = true
				g, err := s.Take(t.Context(), p, c)
				if err != nil {
					t.Error(err)
					return
				}
				if g.Verdict != ticketing.Granted {
					continue
				}
				n.Add(1)
				if len(g.Places) != c.Party {
					t.Errorf("a party of %d got %v", c.Party, g.Places)
				}
				if g.Places[len(g.Places)-1]-g.Places[0] == c.Party-1 {
					together.Add(1)
				}
				mu.Lock()
				for _, place := range g.Places {
					if by, ok := owner[place]; ok {
						t.Errorf("seat %d went to %s and %s", place, by, c.ID)
					}
					owner[place] = c.ID
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	have, err := s.Snapshot(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if len(owner) != len(plan.Seats) || have.Taken != len(owner) || len(have.Freed) != 0 || len(have.Entries) != int(n.Load()) {
		t.Errorf("%d seats of %d went to %d parties; the stock counts %d taken, %d free, %d parties",
			len(owner), len(plan.Seats), n.Load(), have.Taken, len(have.Freed), len(have.Entries))
	}
	t.Logf("%d parties, %d of them side by side", n.Load(), together.Load())
	if together.Load() < n.Load()*9/10 {
		t.Errorf("only %d of %d parties sit side by side", together.Load(), n.Load())
	}
}

// TestSeatRushOutside is the control of the one above: who chooses outside the script
// and takes then, collides.
func TestSeatRushOutside(t *testing.T) {
	t.Parallel()
	plan := ticketingtest.Plan(t, ticketingtest.Block(10, 40)...)
	p, plans := ticketingtest.SeatedPool(plan), ticketingtest.NewPlans(plan)
	client := testkit.Redis(t)
	s := &redisstore.Stock{Redis: client, Plans: plans}
	rebuildWith(t, s, p, nil)
	var (
		wg               sync.WaitGroup
		refused, sold2nd atomic.Int64
		unguarded        = "unguarded:" + string(p.ID)
	)
	for i := range rushers {
		wg.Go(func() {
			for k := range 4 {
				c := ticketingtest.Press(p, fmt.Sprint("h", i, "-", k), 2)
				seats, err := s.Seats(t.Context(), p)
				if err != nil {
					t.Error(err)
					return
				}
				first := slices.Index(seats.States, ticketing.SeatFree)
				if first < 0 || first+1 >= len(plan.Seats) {
					return
				}
				c.Wish.Seats = []string{plan.Seats[first].Name, plan.Seats[first+1].Name}
				g, err := s.Take(t.Context(), p, c)
				if err != nil {
					t.Error(err)
					return
				}
				if g.Verdict == ticketing.SeatsTaken {
					refused.Add(1)
				}
				for _, name := range c.Wish.Seats { // what it would be without any guard
					if isNew, err := client.HSet(t.Context(), unguarded, name, string(c.ID)).Result(); err != nil {
						t.Error(err)
					} else if isNew == 0 {
						sold2nd.Add(1)
					}
				}
			}
		})
	}
	wg.Wait()
	if refused.Load() == 0 || sold2nd.Load() == 0 {
		t.Errorf("%d refused, %d seats sold twice: choosing outside never collided, so the rush proves nothing", refused.Load(), sold2nd.Load())
	}
	t.Logf("%d refused; without the guard %d seats would have been sold twice", refused.Load(), sold2nd.Load())
}

// BenchmarkBestAvailable takes seats for a party and gives them back.
func BenchmarkBestAvailable(b *testing.B) {
	servers := map[string]func(testing.TB) redis.UniversalClient{"redis": testkit.Redis, "miniredis": testkit.Miniredis}
	for _, rows := range []int{110, 2750} {
		plan := ticketingtest.Plan(b, ticketingtest.Block(rows, 40)...)
		plans := ticketingtest.NewPlans(plan)
		for _, server := range []string{"redis", "miniredis"} {
			for _, full := range []int{0, 50, 95} {
				b.Run(fmt.Sprintf("%s/%dx40/%d%% taken", server, rows, full), func(b *testing.B) {
					p := ticketingtest.SeatedPool(plan)
					s := &redisstore.Stock{Redis: servers[server](b), Plans: plans}
					rebuildWith(b, s, p, taken(p, plan, full))
					granted := 0
					n := 0
					for b.Loop() {
						n++
						c := ticketingtest.Press(p, "h", 1+n%6)
						c.Wish.Scattered = true
						g, err := s.Take(b.Context(), p, c)
						if err != nil {
							b.Fatal(err)
						}
						if g.Verdict == ticketing.Granted {
							granted++
						}
						if _, err := s.Give(b.Context(), p, c.ID); err != nil {
							b.Fatal(err)
						}
					}
					if granted != n {
						b.Errorf("%d of %d parties were seated", granted, n)
					}
				})
			}
		}
	}
}

// taken is claims of a share of the seats, in hundredths, here and there.
func taken(p ticketing.Pool, plan *seating.Plan, share int) []ticketing.Claim {
	r := rand.New(rand.NewPCG(3, 4))
	var out []ticketing.Claim
	for n := range plan.Seats {
		if r.IntN(100) < share {
			c := ticketingtest.Press(p, fmt.Sprint("before", n), 1)
			c.Places = []int{n + 1}
			out = append(out, c)
		}
	}
	return out
}
