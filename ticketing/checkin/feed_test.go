package checkin

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// TestFeedInOrder: however records come, they are told in the order in which they were
// received, each once, and whoever has what was there before goes on reading it.
func TestFeedInOrder(t *testing.T) {
	t.Parallel()
	const records, together = 3 * mergeFew, 40
	random := rand.New(rand.NewPCG(1, 2))
	start := time.Date(2027, 2, 19, 19, 0, 0, 0, time.UTC)
	f := &feed{known: map[string]bool{}}
	var told int
	f.followers = map[int]func(Record){1: func(Record) { told++ }}
	var have, was []Record
	for n := 0; n < records; n += together {
		now := start.Add(time.Duration(n) * time.Millisecond)
		var piece []Record
		for i := range together {
			at := now.Add(time.Duration(random.IntN(3*together)-together) * time.Millisecond)
			piece = append(piece, Record{Device: "g-1", Nonce: fmt.Sprint("scan-", n+i), Received: at})
		}
		f.take(piece)
		f.take(piece[:together/2])
		if random.IntN(3) > 0 {
			f.mergeSoon(now)
		}
		if !slices.IsSortedFunc(f.records, byComing) {
			t.Fatalf("out of order after %d", n+together)
		}
		if len(f.records) < mergeFew && len(f.late) > 0 && random.IntN(2) > 0 {
			f.merge(now)
		}
		if !slices.Equal(have, was) {
			t.Fatalf("what was told is another one after %d", n+together)
		}
		have, was = f.records, slices.Clone(f.records)
	}
	f.merge(start)
	if len(f.records) != records || len(f.late) > 0 || told != records || !slices.IsSortedFunc(f.records, byComing) {
		t.Errorf("%d records, %d late, %d told", len(f.records), len(f.late), told)
	}
}

// TestFeedMovesSeldom: of many records those that came late are put in their place now
// and then, not with each that comes.
func TestFeedMovesSeldom(t *testing.T) {
	t.Parallel()
	start := time.Date(2027, 2, 19, 19, 0, 0, 0, time.UTC)
	f := &feed{known: map[string]bool{}, merged: start}
	for n := range mergeFew {
		f.take([]Record{{Device: "g-1", Nonce: fmt.Sprint(n), Received: start.Add(time.Duration(n))}})
	}
	f.mergeSoon(start)
	for n, age := range map[int]time.Duration{0: 0, 1: mergeFor - 1, 2: mergeFor} {
		f.take([]Record{{Device: "g-2", Nonce: fmt.Sprint(n), Received: start}})
		now := start.Add(age)
		if f.mergeSoon(now); (len(f.late) == 0) != (age >= mergeFor) {
			t.Errorf("after %v %d are late", age, len(f.late))
		}
		f.merge(start)
		f.merged = start
	}
	f.take([]Record{{Device: "g-3", Nonce: "x", Received: start}})
	if f.mergeSoon(start.Add(-time.Second)); len(f.late) > 0 {
		t.Error("a clock that was set back has them wait")
	}
}
