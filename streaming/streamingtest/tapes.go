package streamingtest

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"wanjia/events"
	"wanjia/streaming"
)

// Tapes is [streaming.TapeStore] in memory. The zero value is empty.
type Tapes struct {
	mu    sync.Mutex
	tapes []streaming.VersionedTape
	cells map[streaming.TapeKey][]streaming.Record
}

var _ streaming.TapeStore = (*Tapes)(nil)

// Tapes implements [streaming.TapeStore].
func (s *Tapes) Tapes(context.Context) ([]streaming.VersionedTape, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := slices.Clone(s.tapes)
	slices.SortStableFunc(all, func(a, b streaming.VersionedTape) int { return int(b.Opened - a.Opened) })
	return all, nil
}

// Put implements [streaming.TapeStore].
func (s *Tapes) Put(_ context.Context, t streaming.VersionedTape) (streaming.VersionedTape, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.tapes, func(o streaming.VersionedTape) bool { return o.TapeKey == t.TapeKey })
	if i < 0 && t.Version != 0 || i >= 0 && s.tapes[i].Version != t.Version {
		return t, streaming.ErrTapeChanged
	}
	t.Version++
	if i < 0 {
		s.tapes = append(s.tapes, t)
	} else {
		s.tapes[i] = t
	}
	return t, nil
}

// Keep implements [streaming.TapeStore].
func (s *Tapes) Keep(_ context.Context, k streaming.TapeKey, records []streaming.Record) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cells == nil {
		s.cells = map[streaming.TapeKey][]streaming.Record{}
	}
	for _, r := range records {
		if kept := s.cells[k]; len(kept) == 0 || kept[len(kept)-1].Cell < r.Cell {
			s.cells[k] = append(kept, r)
		}
	}
	return nil
}

// Records implements [streaming.TapeStore].
func (s *Tapes) Records(_ context.Context, k streaming.TapeKey, from, to int64) ([]streaming.Record, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []streaming.Record
	for _, r := range s.cells[k] {
		if r.Cell >= from && r.Cell < to {
			all = append(all, r)
		}
	}
	return all, nil
}

// Drop implements [streaming.TapeStore].
func (s *Tapes) Drop(_ context.Context, k streaming.TapeKey) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tapes = slices.DeleteFunc(s.tapes, func(t streaming.VersionedTape) bool { return t.TapeKey == k })
	delete(s.cells, k)
	return nil
}

// TestTapes checks that s, which is empty, keeps the promises of [streaming.TapeStore].
func TestTapes(t *testing.T, s streaming.TapeStore) {
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	key, later := streaming.TapeKey{Channel: "gala", Opened: 1000}, streaming.TapeKey{Channel: "gala", Opened: 2000}
	tape := streaming.VersionedTape{Tape: streaming.Tape{
		TapeKey: key, Title: events.Text{ZH: "春晚", EN: "Gala"}, Test: true, First: 100, Next: 150, Done: time.Unix(3000, 0).UTC(),
		Items: []streaming.Played{{Item: "01", Title: events.Text{ZH: "片头"}, From: 100, To: 120, Held: true, Cast: []streaming.PersonID{"p-1", "p-2"}}},
	}}
	kept, err := s.Put(ctx, tape)
	must(err)
	if _, err := s.Put(ctx, tape); err != streaming.ErrTapeChanged {
		t.Errorf("a second one of the name: %v", err)
	}
	_, err = s.Put(ctx, streaming.VersionedTape{Tape: streaming.Tape{TapeKey: later, First: 900, Next: 900}})
	must(err)
	var records []streaming.Record
	for n := int64(100); n < 175; n++ {
		records = append(records, streaming.Record{
			Cell: n, Run: "stage/a", Break: n == 100, Sequence: 7,
			Pieces: []streaming.Piece{{Name: "1.a.m4s", Init: "init.a.mp4", Codec: "avc1.42c01f", Start: time.Duration(n), Duration: time.Second, Size: 9}, {}},
		})
	}
	must(s.Keep(ctx, key, records[:40]))
	other := slices.Clone(records[35:])
	other[0].Run = "another"
	must(s.Keep(ctx, key, other))
	must(s.Keep(ctx, key, records[:3]))
	got, err := s.Records(ctx, key, 100, 175)
	must(err)
	if diff := cmp.Diff(records, got); diff != "" {
		t.Error(diff)
	}
	got, err = s.Records(ctx, key, 119, 122)
	must(err)
	if len(got) != 3 || got[0].Cell != 119 {
		t.Errorf("%+v", got)
	}
	all, err := s.Tapes(ctx)
	must(err)
	if len(all) != 2 || all[0].TapeKey != later {
		t.Fatalf("%+v", all)
	}
	if diff := cmp.Diff(kept, all[1]); diff != "" {
		t.Error(diff)
	}
	kept.Next = 175
	kept, err = s.Put(ctx, kept)
	must(err)
	must(s.Drop(ctx, key))
	must(s.Drop(ctx, key))
	got, err = s.Records(ctx, key, 100, 175)
	must(err)
	if all, err = s.Tapes(ctx); err != nil || len(all) != 1 || len(got) > 0 {
		t.Errorf("after it was dropped: %+v, %d cells, %v", all, len(got), err)
	}
	if _, err := s.Put(ctx, kept); err != streaming.ErrTapeChanged {
		t.Errorf("one that was dropped is written: %v", err)
	}
}
