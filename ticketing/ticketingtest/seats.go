package ticketingtest

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/ticketing"
	"wanjia/ticketing/seating"
)

// TestSeatedStock checks that open returns something that behaves as
// [ticketing.Stock] promises for seated pools. Every implementation, fake or real,
// runs it.
func TestSeatedStock(t *testing.T, open func(*testing.T, ticketing.Plans) ticketing.Stock) {
	seated := func(t *testing.T, rows ...RowOf) (ticketing.Stock, ticketing.Pool, *seating.Plan) {
		t.Helper()
		plan := Plan(t, rows...)
		s, p := open(t, NewPlans(plan)), SeatedPool(plan)
		rebuild(t, s, p, nil)
		return s, p, plan
	}
	t.Run("named seats, all or none", func(t *testing.T) { testNamed(t, seated) })
	t.Run("the best there are", func(t *testing.T) { testBest(t, seated) })
	t.Run("kept for wheelchairs", func(t *testing.T) { testWheelchairs(t, seated) })
	t.Run("ended holds are taken over", func(t *testing.T) { testSeatTakeover(t, seated) })
	t.Run("a hold goes on", func(t *testing.T) { testSeatResume(t, seated) })
	t.Run("rebuild and snapshot", func(t *testing.T) { testSeatRebuild(t, open) })
	t.Run("whole parties", func(t *testing.T) { testSeatContention(t, seated) })
}

type seatedFunc func(*testing.T, ...RowOf) (ticketing.Stock, ticketing.Pool, *seating.Plan)

// asking is a press with a wish.
func asking(p ticketing.Pool, holder string, party int, w ticketing.Wish) ticketing.Claim {
	c := Press(p, holder, party)
	c.Wish = w
	return c
}

// wantSeats checks the letters of all seats, rows one after the other.
func wantSeats(t *testing.T, s ticketing.Stock, p ticketing.Pool, want string) ticketing.Seats {
	t.Helper()
	got, err := s.Seats(t.Context(), p)
	if err != nil || !got.Known {
		t.Fatalf("seats = %+v, %v", got, err)
	}
	letters := make([]byte, len(got.States))
	for i, state := range got.States {
		letters[i] = ".hx"[state]
	}
	if string(letters) != want {
		t.Errorf("seats = %s, want %s", letters, want)
	}
	return got
}

func testNamed(t *testing.T, seated seatedFunc) {
	t.Parallel()
	s, p, _ := seated(t, Block(2, 4)...)
	first := wantSeats(t, s, p, "........")
	ann := asking(p, "ann", 2, ticketing.Wish{Seats: []string{"1-2", "1-3"}})
	wantPlaces(t, hold(t, s, p, ann, long, long), 2, 3)
	held := wantSeats(t, s, p, ".hh.....")
	bob := asking(p, "bob", 3, ticketing.Wish{Seats: []string{"1-4", "1-3", "2-1"}})
	if g := take(t, s, p, bob); g.Verdict != ticketing.SeatsTaken || !slices.Equal(g.Places, []int{3}) {
		t.Errorf("seats of which one is held = %+v, want 3 taken", g)
	}
	if wantSeats(t, s, p, ".hh.....").Rev != held.Rev {
		t.Error("a refusal changed the number of the seats")
	}
	wantPlaces(t, keep(t, s, p, ann, 0), 2, 3)
	taken := wantSeats(t, s, p, ".xx.....")
	wantPlaces(t, take(t, s, p, ann), 2, 3) // the same press again
	bob.Wish.Seats[1] = "2-2"
	wantPlaces(t, take(t, s, p, bob), 4, 5, 6)
	if c := count(t, s, p); c.Taken != 5 {
		t.Errorf("taken = %d, want 5", c.Taken)
	}
	give(t, s, p, ann)
	give(t, s, p, ann)
	last := wantSeats(t, s, p, "...xxx..")
	if first.Rev >= held.Rev || held.Rev >= taken.Rev || taken.Rev >= last.Rev {
		t.Errorf("the numbers %d, %d, %d, %d do not rise", first.Rev, held.Rev, taken.Rev, last.Rev)
	}
	if c := count(t, s, p); c.Taken != 3 {
		t.Errorf("taken = %d after one was given back, want 3", c.Taken)
	}
}

func testBest(t *testing.T, seated seatedFunc) {
	t.Parallel()
	s, p, _ := seated(t, Block(3, 7)...)
	wantPlaces(t, take(t, s, p, asking(p, "ann", 3, ticketing.Wish{})), 3, 4, 5)
	// Two are left at either end: they leave nobody alone, a party of one would.
	g := take(t, s, p, asking(p, "bob", 1, ticketing.Wish{}))
	if g.Verdict != ticketing.Granted || g.Places[0] != 11 {
		t.Errorf("one person = %+v, want the middle of row 2", g)
	}
	g = take(t, s, p, asking(p, "cid", 11, ticketing.Wish{}))
	if g.Verdict != ticketing.NoBlock || g.Could.Largest != 7 || g.Could.Free != 17 || !g.Could.Scattered {
		t.Errorf("a party larger than two rows have room for = %+v", g)
	}
	two := asking(p, "dan", 9, ticketing.Wish{})
	wantPlaces(t, take(t, s, p, two), 8, 9, 10, 15, 16, 17, 18, 19, 20)
	give(t, s, p, two)
	agreed := asking(p, "cid", 11, ticketing.Wish{Scattered: true})
	if g := take(t, s, p, agreed); g.Verdict != ticketing.Granted || len(g.Places) != 11 || !slices.Contains(g.Places, 18) {
		t.Errorf("the same when they agree to sit apart = %+v", g)
	}
	if g := take(t, s, p, asking(p, "eve", 2, ticketing.Wish{Sector: "main"})); g.Verdict != ticketing.Granted {
		t.Errorf("two in the sector there is = %+v", g)
	}
}

func testWheelchairs(t *testing.T, seated seatedFunc) {
	t.Parallel()
	s, p, _ := seated(t, RowOf{"main", "A", 1, "cw...."}, RowOf{"main", "B", 2, "..."})
	for i, n := range []int{4, 3} {
		if g := take(t, s, p, asking(p, fmt.Sprint("h", i), n, ticketing.Wish{})); g.Verdict != ticketing.Granted || slices.Contains(g.Places, 1) || slices.Contains(g.Places, 2) {
			t.Errorf("a party of %d = %+v", n, g)
		}
	}
	if g := take(t, s, p, asking(p, "ann", 1, ticketing.Wish{Scattered: true})); g.Verdict != ticketing.NoBlock || g.Could.Free != 0 {
		t.Errorf("somebody without a wheelchair when all else is taken = %+v", g)
	}
	if g := take(t, s, p, asking(p, "bob", 2, ticketing.Wish{Wheelchairs: 2})); g.Verdict != ticketing.NoBlock || g.Could.Wheelchairs != 1 {
		t.Errorf("two wheelchairs for one place = %+v", g)
	}
	cid := asking(p, "cid", 2, ticketing.Wish{Wheelchairs: 1})
	wantPlaces(t, take(t, s, p, cid), 1, 2)
	give(t, s, p, cid)
	wantPlaces(t, take(t, s, p, asking(p, "dan", 1, ticketing.Wish{Wheelchairs: 1})), 2)
}

func testSeatTakeover(t *testing.T, seated seatedFunc) {
	t.Parallel()
	s, p, _ := seated(t, Block(1, 4)...)
	ann := asking(p, "ann", 2, ticketing.Wish{Seats: []string{"1-2", "1-3"}})
	g := hold(t, s, p, ann, brief, brief)
	time.Sleep(time.Until(g.Until) + 20*time.Millisecond)
	wantSeats(t, s, p, ".hh.") // nobody has come since
	wantPlaces(t, take(t, s, p, asking(p, "bob", 2, ticketing.Wish{Seats: []string{"1-3", "1-2"}})), 2, 3)
	if g := keep(t, s, p, ann, 0); g.Verdict != ticketing.Lapsed {
		t.Errorf("confirming a hold whose seats are somebody else's = %+v", g)
	}
	wantSeats(t, s, p, ".xx.")
	if c := count(t, s, p); c.Taken != 2 {
		t.Errorf("taken = %d, want 2", c.Taken)
	}
}

// testSeatResume: the seats of a claim that is a hold again are held, of every kind, and
// taken once that is owned after all.
func testSeatResume(t *testing.T, seated seatedFunc) {
	t.Parallel()
	s, p, _ := seated(t, RowOf{"main", "A", 1, "cw...."})
	ann := asking(p, "ann", 2, ticketing.Wish{Wheelchairs: 1})
	bob := asking(p, "bob", 2, ticketing.Wish{})
	for _, c := range []*ticketing.Claim{&ann, &bob} {
		hold(t, s, p, *c, long, long)
		c.Places = keep(t, s, p, *c, 0).Places
	}
	before := wantSeats(t, s, p, "xxxx..")
	for _, c := range []ticketing.Claim{ann, bob} {
		if ok, err := s.Resume(t.Context(), p, c.ID); err != nil || !ok {
			t.Fatalf("resume = %v, %v", ok, err)
		}
	}
	if after := wantSeats(t, s, p, "hhhh.."); after.Rev <= before.Rev {
		t.Errorf("the numbers %d, %d do not rise", before.Rev, after.Rev)
	}
	if c := count(t, s, p); c.Taken != 4 || c.Accessible != 0 {
		t.Errorf("count = %+v, want 4 taken", c)
	}
	ann.Rev = 1
	if got := match(t, s, p, ann); got != ticketing.Granted {
		t.Errorf("match = %v", got)
	}
	wantSeats(t, s, p, "xxhh..")
	give(t, s, p, bob)
	give(t, s, p, ann)
	wantSeats(t, s, p, "......")
	if c := count(t, s, p); c.Accessible != 2 {
		t.Errorf("count = %+v, want a wheelchair place and the one beside it free", c)
	}
}

func testSeatRebuild(t *testing.T, open func(*testing.T, ticketing.Plans) ticketing.Stock) {
	t.Parallel()
	plan := Plan(t, RowOf{"main", "A", 1, "w...."}, RowOf{"main", "B", 2, "....."})
	s, p := open(t, NewPlans(plan)), SeatedPool(plan)
	ann := Press(p, "ann", 2)
	ann.Places = []int{3, 7}
	rebuild(t, s, p, []ticketing.Claim{ann})
	before := wantSeats(t, s, p, "..x...x...")
	got, err := s.Snapshot(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{1, 2, 4, 5, 6, 8, 9, 10}, got.Freed); diff != "" || got.Taken != 2 || got.Next != 11 {
		t.Errorf("snapshot: %d taken, next %d\n%s", got.Taken, got.Next, diff)
	}
	wantPlaces(t, take(t, s, p, asking(p, "bob", 2, ticketing.Wish{})), 4, 5)
	next := p
	next.Epoch++
	rebuild(t, s, next, nil)
	if after := wantSeats(t, s, next, ".........."); after.Rev <= before.Rev {
		t.Errorf("number %d after the rebuild, %d before: it went back", after.Rev, before.Rev)
	}
	ahead := next
	ahead.Epoch, ahead.Plan = next.Epoch+1, "p0" // as a pool that was given another plan and not rebuilt yet
	if got, err := s.Snapshot(t.Context(), ahead); err != nil || got.Epoch != next.Epoch {
		t.Errorf("snapshot by a later epoch = %+v, %v", got, err)
	}
	if got, err := s.Seats(t.Context(), p); err != nil || got.Known {
		t.Errorf("seats of an epoch that is over = %+v, %v", got, err)
	}
	wantPlaces(t, take(t, s, next, asking(p, "cid", 1, ticketing.Wish{Wheelchairs: 1})), 1)
}

// testSeatContention lets parties of 1 to 6 press at once, each twice, until the hall
// is full.
func testSeatContention(t *testing.T, seated seatedFunc) {
	t.Parallel()
	const rows, seats, presses = 10, 20, 120
	s, p, _ := seated(t, Block(rows, seats)...)
	var (
		mu     sync.Mutex
		owners = map[int]ticketing.ClaimID{}
		wg     sync.WaitGroup
	)
	for i := range presses {
		wg.Go(func() {
			c := asking(p, fmt.Sprint("h", i), 1+i%6, ticketing.Wish{Scattered: i%2 == 0})
			for range 2 {
				g := take(t, s, p, c)
				if g.Verdict == ticketing.Granted && len(g.Places) != c.Party {
					t.Errorf("a party of %d got %v", c.Party, g.Places)
				}
				mu.Lock()
				for _, n := range g.Places {
					if by, ok := owners[n]; ok && by != c.ID {
						t.Errorf("seat %d went to %s and %s", n, by, c.ID)
					}
					owners[n] = c.ID
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if c := count(t, s, p); c.Taken != len(owners) || c.Taken < rows*seats*9/10 {
		t.Errorf("taken = %d, handed out %d of %d", c.Taken, len(owners), rows*seats)
	}
}
