package proof

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"wanjia/events/docstore/sqlitedoc"
	"wanjia/events/embedded"
	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
)

// verdict is what one fault at one point did.
type verdict struct {
	fault, point          string
	acks                  int // answers after which somebody relied on something
	oversold, lost, stuck int
	recovered             time.Duration // from the fault to the first new claim of a later press
}

// TestMatrix lets each fault happen at each point while a crowd presses, and counts
// afterwards, from the documents as a new process reads them. make soak runs all of it
// and prints it; a sample is part of every test run.
func TestMatrix(t *testing.T) {
	if soaked(0, 1) == 0 {
		t.Parallel() // a soak run measures, with nothing beside it
	}
	faults := []string{apiKilled, workerKilled, emptied, failedOver, away, full}
	var all []verdict
	for i, fault := range faults {
		for j, point := range points {
			// The sample has three faults, each at a point of its own.
			if soaked(0, 1) == 0 && (i%2 != 0 || i != j) {
				continue
			}
			all = append(all, cell(t, fault, point))
		}
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "fault\tpoint\tanswers\toversold\tlost\tstuck\trecovered in")
	for _, v := range all {
		fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%v\n", v.fault, v.point, v.acks, v.oversold, v.lost, v.stuck, v.recovered.Round(time.Millisecond))
		if v.oversold+v.lost+v.stuck > 0 || v.recovered <= 0 || v.acks == 0 {
			t.Errorf("%s, %s: %+v", v.fault, v.point, v)
		}
	}
	w.Flush()
	t.Logf("\n%s", &b)
}

// cellWithin bounds one cell.
const cellWithin = 40 * time.Second

// cell runs a crowd until a fault has happened at a point and was got over.
func cell(t *testing.T, fault, point string) verdict {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), cellWithin)
	defer cancel()
	folder := t.TempDir()
	if fault == full {
		folder = testkit.SmallDisk(t, 6<<20)
	}
	pools := poolsOf(1, 60)
	var address string
	failOver := func() {}
	if fault == failedOver {
		cluster := testkit.OwnCluster(t)
		address = cluster.URL()
		failOver = loseWrites(t, cluster, pools[0].ID)
	} else {
		address = testkit.RedisServer(t).URL()
	}
	history := &History{}
	r := newRemote(t, history, func(start int) setup {
		s := setup{Folder: folder, Redis: address, Pools: pools}
		if start == 0 {
			s.Fault, s.Point, s.After = fault, point, 40
			if fault == workerKilled {
				s.After = 1
			}
		}
		return s
	})
	r.onStrike = failOver
	v := verdict{fault: fault, point: point}
	for round := 0; v.recovered <= 0 && ctx.Err() == nil; round++ {
		c := crowd{history: history, do: r.do, pool: pools[0], clients: 10, presses: 20, seed: rand.Uint64(), bold: true, round: round}
		c.run(t)
		if struck := r.faults(); len(struck) > 0 {
			v.recovered = history.ownedAfter(struck[0])
		}
	}
	r.end()
	v.count(t, history, folder, address, pools)
	return v
}

// ownedAfter is how long after a moment the first claim that nobody had before was
// owned, 0 while none was.
func (h *History) ownedAfter(at int64) time.Duration {
	h.mu.Lock()
	defer h.mu.Unlock()
	had := map[ticketing.ClaimID]bool{}
	for _, op := range h.ops {
		if op.Return < at && op.Answer == Yes {
			had[op.ID()] = true
		}
	}
	first := int64(0)
	for _, op := range h.ops {
		if op.Call >= at && op.Kind == Claims && op.Answer == Yes && !had[op.ID()] && (first == 0 || op.Return < first) {
			first = op.Return
		}
	}
	return time.Duration(max(0, first-at))
}

// count reads the documents as a new process does, lets the workers finish what was
// left, and compares with what was answered.
func (v *verdict) count(t *testing.T, history *History, folder, address string, pools []ticketing.Pool) {
	t.Helper()
	engine, err := sqlitedoc.Open(t.Context(), filepath.Join(folder, "documents.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	h, err := open(t.Context(), engine, &redisstore.Stock{Redis: testkit.Open(t, address)}, pools, &History{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.claims.Close()
	byID, owners := map[ticketing.ClaimID]ticketing.Claim{}, map[int]ticketing.ClaimID{}
	for _, c := range stored(t, engine) {
		byID[c.ID] = c
		if c.State != ticketing.Claimed {
			continue
		}
		for _, n := range c.Places {
			if _, twice := owners[n]; twice || n < 1 || n > pools[0].Capacity {
				v.oversold++
			}
			owners[n] = c.ID
		}
	}
	for _, op := range history.ops {
		c := byID[op.ID()]
		switch {
		case op.Answer == Yes && (c.State != ticketing.Claimed && c.State != ticketing.Released || !slices.Equal(c.Places, op.Places)),
			op.Answer == Given && c.State != ticketing.Released:
			v.lost++
		case op.Answer == Yes || op.Answer == Given:
			v.acks++
		}
	}
	for deadline := time.Now().Add(15 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		if v.stuck = h.unsettled(t, len(owners)); v.stuck == 0 || time.Now().After(deadline) {
			return
		}
	}
}

// unsettled lets the workers make their rounds and says how many things are not as
// the documents say.
func (h *House) unsettled(t *testing.T, owned int) int {
	t.Helper()
	h.round(t)
	a, err := h.Availability(t.Context(), h.Pools[0].Session)
	if err != nil {
		return 1
	}
	found, err := h.Reconcile(t.Context(), time.Millisecond)
	if err != nil {
		return 1
	}
	pending, err := h.Stock.Pending(t.Context(), h.Pools[0], 0)
	if err != nil {
		return 1
	}
	return len(found) + len(pending) + abs(h.Pools[0].Capacity-owned-a[0].Free)
}

func abs(n int) int { return max(n, -n) }

// loseWrites cuts the replicas of a cluster off, so that what is written from now on
// is in one place only, and returns what loses it: the master of the pool is killed
// and a replica takes over.
func loseWrites(t *testing.T, cluster *embedded.RedisCluster, pool ticketing.PoolID) (failOver func()) {
	t.Helper()
	master, err := cluster.MasterOf(t.Context(), "pool:{"+string(pool)+"}")
	if err != nil {
		t.Fatal(err)
	}
	cut := func() {
		for i := cluster.Nodes() / 2; i < cluster.Nodes(); i++ {
			if err := cluster.Pause(i); err != nil {
				t.Error(err)
			}
		}
		// A replica that stands still would read what lies in its line when it goes on.
		line, err := net.Dial("tcp", cluster.Addrs()[master])
		if err != nil {
			t.Error(err)
			return
		}
		defer line.Close()
		if _, err := fmt.Fprint(line, "CLIENT KILL TYPE replica\r\n"); err != nil {
			t.Error(err)
		}
		_, _ = line.Read(make([]byte, 64))
	}
	time.AfterFunc(30*time.Millisecond, cut)
	return func() {
		if err := cluster.Kill(master); err != nil {
			t.Error(err)
		}
		for i := cluster.Nodes() / 2; i < cluster.Nodes(); i++ {
			if err := cluster.Resume(i); err != nil {
				t.Error(err)
			}
		}
	}
}
