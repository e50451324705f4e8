package main

import (
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"wanjia/events/community"
	"wanjia/events/community/duplicates"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/seed"
	"wanjia/events/store"
)

// BenchmarkRounds measures, on the documents of the whole community, what a page of
// the organisation waits for and what a worker does every few seconds: the figures of
// the tree, counted anew, and the search for duplicates, whole and after a change.
func BenchmarkRounds(b *testing.B) {
	binary, data := built(b), b.TempDir()
	c := exec.Command(binary, "seed", "--size", string(seed.L), "--load", "--data", data)
	c.Env = []string{"PATH=" + os.Getenv("PATH")}
	if out, err := c.CombinedOutput(); err != nil {
		b.Fatalf("load: %v\n%s", err, out)
	}
	engine, err := openSQLite(b.Context(), filepath.Join(data, documentsName))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := engine.Close(); err != nil {
			b.Error(err)
		}
	})
	r := newResidents(engine, slog.New(slog.DiscardHandler))
	now := time.Now()
	r.service.Now = func() time.Time { return now }
	everywhere := community.Reach{community.Everything}

	look := func(b *testing.B, node community.NodeID) community.Branching {
		now = now.Add(time.Minute) // what was counted before is too old
		t, err := r.service.Look(b.Context(), everywhere, node)
		if err != nil {
			b.Fatal(err)
		}
		return t
	}
	b.Run("counts of the top", func(b *testing.B) {
		for b.Loop() {
			look(b, "")
		}
	})
	b.Run("counts of a group", func(b *testing.B) {
		for b.Loop() {
			look(b, "GX-G01")
		}
	})
	fresh := &docstoretest.Memory{} // what was proposed before would have to be thrown away each time
	finder := &duplicates.Finder{Pairs: store.NewPairs(fresh), Marks: store.NewMarks(fresh), Community: r.service, Now: r.service.Now}
	b.Run("all duplicates", func(b *testing.B) {
		for b.Loop() {
			*fresh = docstoretest.Memory{}
			if err := finder.Round(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
		pairs := 0
		for _, err := range finder.Pairs.All(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
			pairs++
		}
		b.ReportMetric(float64(pairs), "pairs")
	})
	b.Run("duplicates after a change", func(b *testing.B) {
		n := 0
		for b.Loop() {
			b.StopTimer()
			now, n = now.Add(2*time.Minute), n+1
			_, err := r.service.Store.People.Change(b.Context(), "P000001", func(p *community.Person) error {
				p.Name, p.Changed = fmt.Sprintf("王%c", '一'+rune(n%1000)), now
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
			now = now.Add(time.Second)
			b.StartTimer()
			if err := finder.Round(b.Context()); err != nil {
				b.Fatal(err)
			}
		}
	})
}
