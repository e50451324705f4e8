package docstore_test

import (
	"slices"
	"testing"
	"time"

	"wanjia/events/docstore"
)

func TestStampKeepsTheOrderOfTime(t *testing.T) {
	t.Parallel()
	wuhan := time.FixedZone("", 8*3600)
	moments := []time.Time{
		time.Date(2027, 1, 31, 23, 59, 59, 999, time.UTC),
		time.Date(2027, 1, 31, 23, 59, 59, 1000, time.UTC),
		time.Date(2027, 2, 1, 7, 59, 59, 900_000_000, wuhan),
		time.Date(2027, 2, 1, 0, 0, 0, 0, time.UTC),
		time.Date(2027, 2, 1, 8, 0, 0, 1, wuhan),
		time.Date(2027, 10, 1, 0, 0, 0, 0, wuhan),
	}
	stamps := make([]string, len(moments))
	for i, m := range moments {
		stamps[i] = docstore.Stamp(m)
	}
	if !slices.IsSorted(stamps) || len(slices.Compact(slices.Clone(stamps))) != len(stamps) {
		t.Errorf("stamps %v of moments in order are not in order, or two are the same", stamps)
	}
}
