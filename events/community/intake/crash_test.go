package intake_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"wanjia/events/community/communitytest"
	"wanjia/events/community/intake"
	"wanjia/events/docstore"
	"wanjia/events/docstore/docstoretest"
)

// TestCrashAnywhere ends the process at every write of an import, the write done
// or not, and wants the next run to bring it to the same end.
func TestCrashAnywhere(t *testing.T) {
	t.Parallel()
	whole := newTown(t)
	const rows = 290
	want := whole.bring(t, everywhere, list(rows))
	people := whole.people(t)
	if want.Counts.Added == 0 || want.Counts.Changed != 1 || want.Counts.Same == 0 || want.Counts.Refused == 0 {
		t.Fatalf("%+v does not have everything", want.Counts)
	}
	for _, before := range []bool{true, false} {
		for n := int64(1); ; n++ {
			healthy := &docstoretest.Memory{}
			h := newHouse(t, healthy)
			if err := communitytest.Fill(t.Context(), h.Community.Store); err != nil {
				t.Fatal(err)
			}
			i, _ := h.upload(t, everywhere, list(rows))
			if _, err := h.Start(t.Context(), everywhere.Reach, i.ID, nil); err != nil {
				t.Fatal(err)
			}
			dying := &mortal{Engine: healthy, before: before}
			dying.left.Store(n)
			_ = h.restarted(t, dying).Run(t.Context(), i.ID) // what it says nobody hears
			again := h.restarted(t, healthy)
			again.clock.Add(120)
			got := again.finish(t, i.ID)
			if got.State != intake.Done || got.Counts != want.Counts {
				t.Fatalf("died at write %d (%v): %s %+v, want %+v", n, before, got.State, got.Counts, want.Counts)
			}
			if !slices.Equal(again.people(t), people) {
				t.Fatalf("died at write %d (%v): other people than without", n, before)
			}
			if !dying.dead.Load() {
				t.Logf("%d writes", n-1)
				break
			}
		}
	}
}

// TestTwoRunners: of two processes that both take an import for lost, one goes on,
// and no row comes twice.
func TestTwoRunners(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	alone := newTown(t)
	want := alone.bring(t, everywhere, list(1200))
	i, _ := h.upload(t, everywhere, list(1200))
	if _, err := h.Start(t.Context(), everywhere.Reach, i.ID, nil); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for n := range 4 {
		other := h.restarted(t, h.engine)
		other.clock.Store(int64(n) * 60) // to each the one before seems lost
		wg.Go(func() {
			if err := other.Run(t.Context(), i.ID); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	h.clock.Store(600)
	got := h.finish(t, i.ID)
	if got.State != intake.Done || got.Counts != want.Counts || !slices.Equal(h.people(t), alone.people(t)) {
		t.Errorf("%s %+v, want %+v", got.State, got.Counts, want.Counts)
	}
}

// TestCancelWhileRunning: the runner stops at its next batch and what was taken
// stays.
func TestCancelWhileRunning(t *testing.T) {
	t.Parallel()
	h := newTown(t)
	i, _ := h.upload(t, everywhere, list(2000))
	if _, err := h.Start(t.Context(), everywhere.Reach, i.ID, nil); err != nil {
		t.Fatal(err)
	}
	ran := make(chan error, 1)
	go func() { ran <- h.Run(t.Context(), i.ID) }()
	for {
		now, err := h.Imports.Get(t.Context(), i.ID)
		if err != nil {
			t.Fatal(err)
		}
		if now.Counts.Rows > 0 {
			break
		}
	}
	cancelled, err := h.Cancel(t.Context(), everywhere.Reach, i.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := <-ran; err != nil {
		t.Error(err)
	}
	after, _ := h.Imports.Get(t.Context(), i.ID)
	if after.State != intake.Cancelled || after.Counts.Rows == 2000 || after.Counts != cancelled.Counts {
		t.Errorf("%s after %d rows, %d when it was cancelled", after.State, after.Counts.Rows, cancelled.Counts.Rows)
	}
	if _, err := h.Start(t.Context(), everywhere.Reach, i.ID, nil); !errors.Is(err, intake.ErrState) {
		t.Errorf("started again: %v", err)
	}
}

// stalled is an engine that stops at a write until it is let go on.
type stalled struct {
	docstore.Engine
	left    atomic.Int64 // writes until it stops
	reached chan struct{}
	goOn    chan struct{}
}

func newStalled(e docstore.Engine, at int64) *stalled {
	s := &stalled{Engine: e, reached: make(chan struct{}), goOn: make(chan struct{})}
	s.left.Store(at)
	return s
}

func (s *stalled) Insert(ctx context.Context, c string, docs []docstore.Doc) ([]error, error) {
	if s.left.Add(-1) == 0 {
		close(s.reached)
		<-s.goOn
	}
	return s.Engine.Insert(ctx, c, docs)
}

// TestOvertaken: a runner that was taken for lost and comes back stops at its next
// batch, and leaves the import to the one who went on.
func TestOvertaken(t *testing.T) {
	t.Parallel()
	alone := newTown(t)
	want := alone.bring(t, everywhere, list(1200))
	h := newTown(t)
	i, _ := h.upload(t, everywhere, list(1200))
	if _, err := h.Start(t.Context(), everywhere.Reach, i.ID, nil); err != nil {
		t.Fatal(err)
	}
	run := func(e *stalled, later int64) <-chan error {
		ran := make(chan error, 1)
		other := h.restarted(t, e)
		other.clock.Store(later)
		go func() { ran <- other.Run(t.Context(), i.ID) }()
		<-e.reached
		return ran
	}
	first, second := newStalled(h.engine, 3), newStalled(h.engine, 5)
	firstRan := run(first, 0)
	secondRan := run(second, 60)
	before, _ := h.Imports.Get(t.Context(), i.ID)
	close(first.goOn)
	if err := <-firstRan; err != nil {
		t.Error(err)
	}
	after, err := h.Imports.Get(t.Context(), i.ID)
	if err != nil || after.State != intake.Running || after.At != before.At || after.Runner != before.Runner {
		t.Errorf("%s at row %d by %s, %v: the runner that was lost went on", after.State, after.At, after.Runner, err)
	}
	close(second.goOn)
	if err := <-secondRan; err != nil {
		t.Error(err)
	}
	got, _ := h.Imports.Get(t.Context(), i.ID)
	if got.State != intake.Done || got.Counts != want.Counts || !slices.Equal(h.people(t), alone.people(t)) {
		t.Errorf("%s %+v, want %+v", got.State, got.Counts, want.Counts)
	}
}
