package sqlitedoc

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
)

// TestMany: calls of many documents, some of which are in each other's way or in that of
// earlier ones, are answered as the engine in memory answers them, and leave the same.
func TestMany(t *testing.T) {
	t.Parallel()
	s, memory := store(t, ""), new(docstoretest.Memory)
	random := rand.New(rand.NewPCG(7, 7))
	next, taken, all := 1, 0, 0
	for _, n := range []int{1, 2, 15, 16, 17, 40, 200, 3, 16, 33, 64, 100} {
		docs := make([]docstore.Doc, n)
		for i := range docs {
			next++
			d := claim(fmt.Sprintf("%04d", next))
			for k := range random.IntN(7) {
				d.Unique = append(d.Unique, fmt.Sprintf("more/%04d/%d", next, k))
			}
			if next%3 == 0 {
				d.Index = nil
			}
			switch before := fmt.Sprintf("%04d", 1+random.IntN(next-1)); random.IntN(25) {
			case 0:
				d.ID = before
			case 1:
				d.Unique[random.IntN(len(d.Unique))] = "place/" + before
			case 2:
				d.Unique = nil
			}
			docs[i] = d
		}
		got, err := s.Insert(t.Context(), "claims", docs)
		if err != nil {
			t.Fatal(err)
		}
		want, err := memory.Insert(t.Context(), "claims", docs)
		if err != nil {
			t.Fatal(err)
		}
		for i := range docs {
			if fmt.Sprint(got[i]) != fmt.Sprint(want[i]) {
				t.Errorf("document %d of %d: %v, want %v", i, n, got[i], want[i])
			}
			if all++; want[i] != nil {
				taken++
			}
		}
	}
	if taken < 5 || taken > all/3 {
		t.Fatalf("%d of %d were in the way of others: the test tests little", taken, all)
	}
	for _, name := range []string{"holder", "pool"} {
		have, want := listed(t, s, name), listed(t, memory, name)
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("by %s: %s", name, diff)
		}
	}
	if err := s.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}

func listed(t *testing.T, e docstore.Engine, index string) []docstore.Doc {
	t.Helper()
	page, err := e.List(t.Context(), "claims", docstore.Query{Index: index, Limit: docstore.MaxPage})
	if err != nil {
		t.Fatal(err)
	}
	return page.Docs
}
