package redisstore_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/seating"
	"wanjia/ticketing/ticketingtest"
)

// TestChoiceIsTheRule: over random halls, occupancies and parties the script chooses
// the very seats that trying everything by the rule finds, and says the same of what
// could be had where there are none.
func TestChoiceIsTheRule(t *testing.T) {
	t.Parallel()
	clients := map[string]struct {
		stock *redisstore.Stock
		halls int
	}{
		"redis-server": {&redisstore.Stock{Redis: testkit.Redis(t)}, halls(200)},
		"miniredis":    {&redisstore.Stock{Redis: testkit.Miniredis(t)}, halls(15)},
	}
	for name, c := range clients {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			met := map[ticketing.Verdict]int{}
			for seed := range c.halls {
				compareHall(t, c.stock, uint64(seed), met)
				if t.Failed() {
					t.Fatalf("hall %d", seed)
				}
			}
			for _, v := range []ticketing.Verdict{ticketing.Granted, ticketing.NoBlock, ticketing.SeatsTaken, ticketing.NoRoom} {
				if met[v] < c.halls/10 {
					t.Errorf("only %d answers were %q: the halls try too little", met[v], v)
				}
			}
			t.Logf("%d halls, answers %v", c.halls, met)
		})
	}
}

// halls is how many halls are tried: many more in a soak.
func halls(n int) int {
	if os.Getenv("WANJIA_TEST_SOAK") != "" {
		return 100 * n
	}
	return n
}

// compareHall fills one random hall in the real stock and in the one that tries
// everything.
func compareHall(t *testing.T, real *redisstore.Stock, seed uint64, met map[ticketing.Verdict]int) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 1))
	plan := randomPlan(t, r)
	p := ticketingtest.SeatedPool(plan)
	p.ID, p.Session = ticketing.PoolID(fmt.Sprint(p.ID, seed)), "s"
	plans := ticketingtest.NewPlans(plan)
	tries := &ticketingtest.Stock{Plans: plans}
	s := &redisstore.Stock{Redis: real.Redis, Plans: plans}
	owned := randomOwned(p, plan, r)
	for _, stock := range []ticketing.Stock{tries, s} {
		rebuildWith(t, stock, p, owned)
	}
	var claims []ticketing.Claim
	for i := range 12 {
		c := ticketingtest.Press(p, fmt.Sprint("h", i), 1+r.IntN(7))
		if r.IntN(12) == 0 {
			c.Party = 1 + r.IntN(ticketing.MaxSeatedParty)
		}
		c.ID = ticketing.NewClaimID(p.ID, c.Holder, fmt.Sprint(seed))
		c.Wish = randomWish(plan, &c, r)
		want, err := tries.Take(t.Context(), p, c)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Take(t.Context(), p, c)
		if err != nil {
			t.Fatal(err)
		}
		met[want.Verdict]++
		got.Seq, want.Seq = 0, 0
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("party of %d, %+v:\n%s\n%s", c.Party, c.Wish, diff, picture(t, s, p, plan))
		}
		wantKept(t, plan, c, got)
		if claims = append(claims, c); r.IntN(3) == 0 {
			gone := claims[r.IntN(len(claims))]
			for _, stock := range []ticketing.Stock{tries, s} {
				if _, err := stock.Give(t.Context(), p, gone.ID); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	a, err := tries.Snapshot(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.Snapshot(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(a.Freed, b.Freed); diff != "" || a.Taken != b.Taken {
		t.Errorf("free seats in the end, %d and %d taken:\n%s", a.Taken, b.Taken, diff)
	}
}

// wantKept checks that seats kept for wheelchairs went to those only.
func wantKept(t *testing.T, plan *seating.Plan, c ticketing.Claim, g ticketing.Grant) {
	t.Helper()
	if g.Verdict != ticketing.Granted {
		return
	}
	mine, wheelchairs := map[int]bool{}, 0
	for _, n := range g.Places {
		mine[n] = true
		if plan.Seats[n-1].Kind == seating.Wheelchair {
			wheelchairs++
		}
	}
	for n := range mine {
		if s := plan.Seats[n-1]; s.Kind == seating.Companion && !mine[s.With] {
			t.Errorf("companion seat %s went without its wheelchair place", s.Name)
		}
	}
	if wheelchairs > c.Wish.Wheelchairs || len(mine) != c.Party {
		t.Errorf("a party of %d with %d wheelchairs got %v, %d wheelchair places among them", c.Party, c.Wish.Wheelchairs, g.Places, wheelchairs)
	}
}

// randomPlan is a small hall: one to three sectors, aisles, wheelchair places.
func randomPlan(t *testing.T, r *rand.Rand) *seating.Plan {
	var rows []ticketingtest.RowOf
	sectors := []string{"left", "middle", "right"}[:1+r.IntN(3)]
	for _, sector := range sectors {
		order := 1
		for i := range 1 + r.IntN(5) {
			var seats strings.Builder
			length := 2 + r.IntN(11)
			if r.IntN(20) == 0 {
				length = 50 + r.IntN(30) // longer than a digit counts
			}
			for range length {
				switch k := r.IntN(30); {
				case k < 3:
					seats.WriteByte(' ')
				case k == 3:
					seats.WriteString([]string{"w", "wc", "cwc", "ww"}[r.IntN(4)])
				default:
					seats.WriteByte('.')
				}
			}
			if strings.TrimSpace(seats.String()) != "" {
				rows = append(rows, ticketingtest.RowOf{Sector: sector, Name: fmt.Sprint(i + 1), Order: order, Seats: seats.String()})
			}
			order += 1 + r.IntN(8)/7 // now and then a way across
		}
	}
	if len(rows) == 0 {
		rows = ticketingtest.Block(1, 3)
	}
	return ticketingtest.Plan(t, rows...)
}

// randomOwned takes some seats before the first party comes.
func randomOwned(p ticketing.Pool, plan *seating.Plan, r *rand.Rand) []ticketing.Claim {
	var out []ticketing.Claim
	share := r.IntN(10)
	for n := range plan.Seats {
		if r.IntN(10) < share {
			c := ticketingtest.Press(p, fmt.Sprint("before", n), 1)
			c.Places = []int{n + 1}
			out = append(out, c)
		}
	}
	return out
}

func randomWish(plan *seating.Plan, c *ticketing.Claim, r *rand.Rand) ticketing.Wish {
	var w ticketing.Wish
	switch r.IntN(6) {
	case 0:
		w.Wheelchairs = 1 + r.IntN(min(2, c.Party))
	case 1: // by name, normal seats
		for _, i := range r.Perm(len(plan.Seats)) {
			if s := plan.Seats[i]; s.Kind == seating.Normal && len(w.Seats) < c.Party {
				w.Seats = append(w.Seats, s.Name)
			}
		}
		if c.Party = max(1, len(w.Seats)); len(w.Seats) > 0 {
			return w
		}
	}
	if r.IntN(3) == 0 {
		w.Sector = plan.Sectors[r.IntN(len(plan.Sectors))]
	}
	w.Scattered = r.IntN(4) == 0
	return w
}

// picture draws the free seats.
func picture(t *testing.T, s *redisstore.Stock, p ticketing.Pool, plan *seating.Plan) string {
	seats, err := s.Seats(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, row := range plan.Rows {
		fmt.Fprintf(&out, "%s %s order %d: ", plan.Sectors[row.Sector], row.Name, row.Order)
		for n := row.First; n < row.First+row.Len; n++ {
			if n > row.First {
				out.WriteString(strings.Repeat(" ", plan.Seats[n-1].Slot-plan.Seats[n-2].Slot-1))
			}
			out.WriteByte(map[seating.Kind]string{seating.Normal: ".xx", seating.Wheelchair: "wWW", seating.Companion: "cCC"}[plan.Seats[n-1].Kind][seats.States[n-1]])
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func rebuildWith(t testing.TB, s ticketing.Stock, p ticketing.Pool, owned []ticketing.Claim) {
	t.Helper()
	ctx := context.Background()
	unlock, ok, err := s.Lock(ctx, p.ID)
	if err != nil || !ok {
		t.Fatalf("lock = %v, %v", ok, err)
	}
	defer unlock()
	if done, err := s.Rebuild(ctx, p, owned, 0); err != nil || !done {
		t.Fatalf("rebuild = %v, %v", done, err)
	}
}
