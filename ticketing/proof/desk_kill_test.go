package proof

import (
	"context"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"wanjia/events/docstore/sqlitedoc"
	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/ticketingtest"
)

// TestDeskLinearThroughKills is [TestDeskLinear] with an engine in a process of its own,
// which is killed at each of the points in turn, in what families do and in what
// workers do. Whoever is not answered asks again, as the same press.
func TestDeskLinearThroughKills(t *testing.T) {
	t.Parallel()
	done, kills := 0, 0
	for range soaked(1, 10) {
		did, killed := deskKilled(t)
		done, kills = done+did, kills+killed
	}
	enough(t, done, soaked(1, 10))
	if kills < 2*soaked(1, 10) {
		t.Errorf("only %d kills: the points were hardly met", kills)
	}
}

// deskKilled is one history.
func deskKilled(t *testing.T) (done, killed int) {
	t.Helper()
	folder, redis := t.TempDir(), testkit.RedisServer(t).URL()
	pool, history, first := ticketingtest.Pool(14), &History{}, rand.N(2*len(points))
	r := newRemote(t, history, func(start int) setup {
		at := start + first
		s := setup{Folder: folder, Redis: redis, Pools: []ticketing.Pool{pool}, Desk: true, Point: points[at%len(points)], Fault: apiKilled, After: 15 + start%7}
		if at/len(points)%2 == 1 {
			s.Fault, s.After = workerKilled, 3
		}
		return s
	})
	d := deskOf(history, pool)
	r.wrote, r.asked = d.wrote, d.asked
	d.do = func(ctx context.Context, op *deskOp) bool {
		got, ok := r.ask(ctx, said{Desk: op})
		if !ok {
			op.Answer = Unknown
			return false
		}
		op.Answer, op.State, op.Places, op.At = got.Desk.Answer, got.Desk.State, got.Desk.Places, got.Desk.At
		return op.answered()
	}
	d.crowd(t, soaked(40, 50))
	r.end()
	kills := r.faults()
	t.Logf("%d kills", len(kills))
	for _, at := range kills {
		d.shaken = append(d.shaken, d.shakenBy(at))
	}
	engine, err := sqlitedoc.Open(t.Context(), filepath.Join(folder, "documents.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	h, err := open(t.Context(), engine, &redisstore.Stock{Redis: testkit.Open(t, redis)}, []ticketing.Pool{pool}, &History{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.claims.Close()
	d.opens(h)
	d.atRest(t)
	return d.accepted(t), len(kills)
}

// afterwardsDesk is how long after an engine is there again what the one before it left
// behind may be in the way: presses nobody answers for, and changes not told yet.
const afterwardsDesk = time.Second

// shakenBy is the time around a moment at which the engine died, or the stock lost
// things: from the first question that was not answered for it until a while after the
// first that was.
func (d *desk) shakenBy(at int64) span {
	from, again := at, int64(0)
	for _, op := range d.ops {
		if op.unanswered && op.Call < at && op.Return >= at {
			from = min(from, op.Call)
		}
		if !op.unanswered && op.Client < 100 && op.Call > at && (again == 0 || op.Return < again) {
			again = op.Return
		}
	}
	return span{from, max(at, again) + afterwardsDesk.Nanoseconds()}
}

// atRest lets the workers finish what was left, and wants the stock to say what the
// documents say then.
func (d *desk) atRest(t *testing.T) {
	t.Helper()
	left := 0
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if err := d.Serve(t.Context()); err != nil {
			continue
		}
		owned, err := d.Claims.Owned(t.Context(), d.pool.ID)
		if err != nil {
			t.Fatal(err)
		}
		places := 0
		for _, c := range owned {
			places += len(c.Places)
		}
		if left = d.unsettled(t, places); left == 0 {
			return
		}
	}
	t.Errorf("%d things are not in the stock as the documents say", left)
}

// TestDeskLinearThroughFailover is [TestDeskLinear] on a cluster of three masters and
// three replicas, while the pool's master writes what no replica hears of, dies, and a
// replica that lacks it takes over.
func TestDeskLinearThroughFailover(t *testing.T) {
	if soaked(0, 1) == 0 {
		t.Skip("make soak runs this: it waits for a cluster to form and to fail over")
	}
	cluster := testkit.OwnCluster(t)
	d := newDesk(t, testkit.Open(t, cluster.URL()), ticketingtest.Pool(14), nil)
	d.do = func(ctx context.Context, op *deskOp) bool {
		bounded, cancel := context.WithTimeout(ctx, 2*time.Second)
		defer cancel()
		return op.do(bounded, d.Service, d.pool, "")
	}
	d.run(t, 20)
	lost := time.Now().UnixNano()
	failOver := loseWrites(t, cluster, d.pool.ID)
	for range 6 {
		if d.run(t, 10); d.came(lost+(200*time.Millisecond).Nanoseconds()) > 4 {
			break // there is something to lose
		}
	}
	failOver()
	d.run(t, 20)
	d.shaken = append(d.shaken, span{lost, d.shakenBy(time.Now().UnixNano()).to})
	if d.rebuilds() < 2 {
		t.Errorf("the stock was written anew %d times: no write was lost, or nobody found out", d.rebuilds())
	}
	d.atRest(t)
	d.accepted(t)
}

// came is how much came to something, after a moment, that is written into the stock.
func (d *desk) came(after int64) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	n := 0
	for _, op := range d.ops {
		if op.Call > after && op.Answer == Yes && (op.Kind == deskClaims || op.Kind == deskOffers || op.Kind == deskReleases) {
			n++
		}
	}
	return n
}
