package proof

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"wanjia/events/docstore"
	"wanjia/events/docstore/sqlitedoc"
	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
)

// TestNightLinear lets families claim, swap and give back windows of one night from
// two telephones, while an organiser lets one window after the other rest, and wants
// the answers to be those of a night that does one thing after the other: new places
// before the old ones go, one window a family, nobody let in where booking rests.
func TestNightLinear(t *testing.T) {
	t.Parallel()
	for range soaked(1, 12) {
		n := nightOf(newHouse(t, &redisstore.Stock{Redis: testkit.Redis(t)}, windowsOf(mostNightPlaces)))
		n.run(t, soaked(24, 40))
		if swaps := n.accepted(t); swaps < 10 {
			t.Errorf("only %d swaps: the families do too little", swaps)
		}
	}
}

// TestNightLinearWhileRedisIsEmptied is [TestNightLinear] with Redis losing everything
// again and again.
func TestNightLinearWhileRedisIsEmptied(t *testing.T) {
	t.Parallel()
	client := testkit.Open(t, testkit.RedisServer(t).URL())
	for range soaked(1, 8) {
		n := nightOf(newHouse(t, &redisstore.Stock{Redis: client}, windowsOf(mostNightPlaces)))
		before, emptied := 0, 0
		stop := meanwhile(10*time.Millisecond, func() {
			if now := n.len(); now >= before+40 {
				before = now
				emptied++
				if err := client.FlushAll(t.Context()).Err(); err != nil {
					t.Error(err)
				}
			}
		})
		n.run(t, soaked(24, 40))
		stop()
		if n.accepted(t); emptied < 2 {
			t.Error("Redis was hardly emptied: nothing was lost")
		}
	}
}

// TestNightLinearThroughKills is [TestNightLinear] with an engine in a process of its
// own, which is killed at each of the points in turn, in what families and organisers do
// and in what workers do. Whoever is not answered asks again, as the same press.
func TestNightLinearThroughKills(t *testing.T) {
	t.Parallel()
	folder, redis := t.TempDir(), testkit.RedisServer(t).URL()
	pools, history := windowsOf(mostNightPlaces), &History{}
	r := newRemote(t, history, func(start int) setup {
		s := setup{Folder: folder, Redis: redis, Pools: pools, Night: true, Point: points[start%len(points)], Fault: apiKilled, After: 25 + start%9}
		if start/len(points)%2 == 1 {
			s.Fault, s.After = workerKilled, 2
		}
		return s
	})
	n := &night{pools: pools, notes: history}
	n.do = func(ctx context.Context, op *nightOp) bool {
		got, ok := r.ask(ctx, said{Night: op})
		if !ok {
			op.Answer = Unknown
			return false
		}
		op.Answer, op.State, op.Places, op.Gone = got.Night.Answer, got.Night.State, got.Night.Places, got.Night.Gone
		return op.answered()
	}
	n.crowd(t, soaked(24, 50))
	r.end()
	kills := r.faults()
	if len(kills) < len(points) {
		t.Errorf("only %d kills: not every point was met", len(kills))
	}
	for _, at := range kills {
		again := at
		if i := slices.IndexFunc(r.again, func(b int64) bool { return b > at }); i >= 0 {
			again = r.again[i]
		}
		n.killed = append(n.killed, span{at, again + afterwardsDesk.Nanoseconds()})
	}
	t.Logf("%d kills", len(kills))
	engine, err := sqlitedoc.Open(t.Context(), filepath.Join(folder, "documents.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	h, err := open(t.Context(), engine, &redisstore.Stock{Redis: testkit.Open(t, redis)}, pools, &History{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.claims.Close()
	h.History = &History{}
	after := nightOf(h)
	n.House = after.House
	n.accepted(t)
}

// TestNightLinearThroughFailover is [TestNightLinear] on a cluster of three masters and
// three replicas, while the master of a window writes what no replica hears of, dies,
// and a replica that lacks it takes over.
func TestNightLinearThroughFailover(t *testing.T) {
	if soaked(0, 1) == 0 {
		t.Skip("make soak runs this: it waits for a cluster to form and to fail over")
	}
	cluster := testkit.OwnCluster(t)
	n := nightOf(newHouse(t, &redisstore.Stock{Redis: testkit.Open(t, cluster.URL())}, windowsOf(mostNightPlaces)))
	n.do = func(ctx context.Context, op *nightOp) bool {
		bounded, cancel := context.WithTimeout(ctx, 2*time.Second)
		defer cancel()
		return op.do(bounded, n.Service)
	}
	n.run(t, 12)
	lost := time.Now().UnixNano()
	failOver := loseWrites(t, cluster, n.pools[0].ID)
	time.Sleep(100 * time.Millisecond) // the replicas are cut off after 30 ms
	n.run(t, 12)
	failOver()
	n.run(t, 12)
	n.lost = append(n.lost, span{lost, time.Now().UnixNano()})
	n.run(t, 12)
	n.accepted(t)
}

// TestNightLinearControl breaks the engine in one way at a time and wants the checker of
// [TestNightLinear] to reject what comes of it.
func TestNightLinearControl(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		breaks  func(*night)
		without string // unique keys that are not kept
	}{
		"old places are given back first": {func(n *night) {
			n.do = func(ctx context.Context, op *nightOp) bool { return op.rashly(ctx, n.Service) }
			n.swapToFull(t.Context())
		}, ""},
		"a window that rests lets in": {func(n *night) {
			n.Service.Pools = restless{n.Service.Pools}
			// In the crowd hardly anybody presses just while a window rests: one surely does.
			w := n.pools[0].ID
			n.ask(t.Context(), nightOp{Client: 99, Kind: nightPauses, Pool: w})
			n.ask(t.Context(), nightOp{Kind: nightClaims, Holder: family(0), Pool: w, Party: 1, Key: "rests"})
			n.ask(t.Context(), nightOp{Client: 99, Kind: nightResumes, Pool: w})
		}, ""},
		"a claim is swapped twice": {func(n *night) { n.swapTwice(t.Context()) }, "instead/"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for range 10 {
				var engine docstore.Engine = testkit.Documents(t)
				if tt.without != "" {
					engine = keyless{engine, tt.without}
				}
				history := &History{}
				h, err := open(t.Context(), engine, &redisstore.Stock{Redis: testkit.Redis(t)}, windowsOf(mostNightPlaces), history)
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(h.claims.Close)
				h.History = history
				h.warm(t)
				n := nightOf(h)
				tt.breaks(n)
				n.run(t, 6)
				if wrong := n.check(t, plain); wrong != "" {
					t.Log(wrong)
					return
				}
			}
			t.Error("10 histories of a broken engine were accepted")
		})
	}
}

// swapToFull lets a family swap into a window that others have filled.
func (n *night) swapToFull(ctx context.Context) {
	had := n.ask(ctx, nightOp{Kind: nightClaims, Holder: family(0), Pool: n.pools[0].ID, Party: 1, Key: "had"})
	const party = 4
	for i := range mostNightPlaces / party {
		n.ask(ctx, nightOp{Client: 2 * (1 + i), Kind: nightClaims, Holder: family(1 + i), Pool: n.pools[1].ID, Party: party, Key: "fills"})
	}
	n.ask(ctx, nightOp{Kind: nightSwaps, Holder: family(0), Pool: n.pools[1].ID, Old: had.ID, Party: 1, Key: "to"})
}

// swapTwice lets one family after the other swap what it has into both of the other
// windows, both at the same moment.
func (n *night) swapTwice(ctx context.Context) {
	for i := range nightClients {
		had := n.ask(ctx, nightOp{Client: 2 * i, Kind: nightClaims, Holder: family(i), Pool: n.pools[0].ID, Party: 1, Key: "had"})
		if had.Answer != Yes {
			continue
		}
		var both sync.WaitGroup
		for beside, to := range n.pools[1:] {
			both.Go(func() {
				n.ask(ctx, nightOp{Client: 2*i + beside, Kind: nightSwaps, Holder: family(i), Pool: to.ID, Old: had.ID, Party: 1, Key: fmt.Sprint("to", beside)})
			})
		}
		both.Wait()
	}
}

// rashly gives up what is to be swapped before there is anything for it.
func (op *nightOp) rashly(ctx context.Context, s *ticketing.Service) bool {
	if op.Kind != nightSwaps {
		return op.do(ctx, s)
	}
	if _, err := s.Release(ctx, op.Holder, op.Old); err != nil {
		return op.do(ctx, s)
	}
	instead := *op
	instead.Kind = nightClaims
	ok := instead.do(ctx, s)
	op.Answer, op.State, op.Places = instead.Answer, instead.State, instead.Places
	return ok
}

// restless is a record of pools that says that one rests, and lets it be.
type restless struct{ ticketing.Pools }

func (p restless) Change(ctx context.Context, id ticketing.PoolID, change func(*ticketing.Pool) error) (ticketing.Pool, error) {
	return p.Pools.Change(ctx, id, func(p *ticketing.Pool) error {
		err := change(p)
		p.Paused = false
		return err
	})
}
