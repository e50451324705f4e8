package proof

import (
	"math/rand/v2"
	"path/filepath"
	"testing"

	"wanjia/events/docstore/sqlitedoc"
	"wanjia/events/testkit"
)

// TestLinearThroughKills is [TestLinear] with an engine in a process of its own, which
// is killed at each of the points in turn, in what presses do and in what workers do.
func TestLinearThroughKills(t *testing.T) {
	t.Parallel()
	folder, redis := t.TempDir(), testkit.RedisServer(t).URL()
	pools, seed := poolsOf(soaked(2, 8), 24), rand.Uint64()
	history := &History{}
	r := newRemote(t, history, func(start int) setup {
		s := setup{Folder: folder, Redis: redis, Pools: pools, Point: points[start%len(points)], Fault: apiKilled, After: 12 + start%7}
		if start/len(points)%2 == 1 {
			s.Fault, s.After = workerKilled, 2
		}
		return s
	})
	for i, p := range pools {
		// Every other crowd holds places first: Redis lives on, and so do the holds in it.
		c := crowd{history: history, do: r.do, pool: p, clients: 10, presses: soaked(30, 60), seed: seed, bold: i%2 == 0}
		c.run(t)
	}
	r.end()
	kills := len(r.faults())
	t.Logf("%d kills, %d operations: %v", kills, history.Len(), history.Answers())
	if kills < len(points) {
		t.Errorf("only %d kills: not every point was met", kills)
	}
	engine, err := sqlitedoc.Open(t.Context(), filepath.Join(folder, "documents.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	defer engine.Close()
	if wrong := history.Check(t, pools, stored(t, engine), drawn); wrong != "" {
		t.Errorf("seed %d: %s", seed, wrong)
	}
}
