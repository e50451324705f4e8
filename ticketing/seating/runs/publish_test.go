package runs_test

import (
	"errors"
	"slices"
	"testing"

	"wanjia/events"
	"wanjia/ticketing/seating/runs"
)

// publish has people read what counts at a sitting.
func (w *world) publish(t *testing.T, s events.SessionID) {
	t.Helper()
	if _, err := w.Publish(t.Context(), mei, w.change(s, w.current(t, s).ID)); err != nil {
		t.Fatal(err)
	}
}

// read is the version people read at noon, "" for none.
func (w *world) read(t *testing.T) string {
	t.Helper()
	v, err := w.Public(t.Context(), event, noon)
	if errors.Is(err, runs.ErrUnpublished) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	return v.ID
}

// TestPublish: what a run comes to is read by nobody else until it is published; then what
// is changed by hand shows at once, and the outcome of another run does not.
func TestPublish(t *testing.T) {
	t.Parallel()
	w, ctx := newWorld(t), t.Context()
	if _, err := w.Public(ctx, event, noon); !errors.Is(err, runs.ErrNoSeating) {
		t.Errorf("before the first run: %v", err)
	}
	w.run(t)
	draft := w.current(t, noon)
	if v, err := w.ForAll(ctx, event, noon); w.read(t) != "" || err != nil || v.ID != draft.ID {
		t.Fatalf("a draft is read: %q, %v", w.read(t), err)
	}
	if err := w.Discard(ctx, w.change(noon, draft.ID)); !errors.Is(err, runs.ErrNoDraft) {
		t.Errorf("the only draft is set aside: %v", err)
	}
	if err := w.NotePrinted(ctx, event, noon, []string{"V0-1"}); !errors.Is(err, runs.ErrUnpublished) {
		t.Errorf("cards of a draft: %v", err)
	}
	try := w.change(noon, draft.ID)
	try.Try = true
	p, err := w.Publish(ctx, mei, try)
	if err != nil || len(p.After.Moved) != 15 || w.read(t) != "" {
		t.Fatalf("tried: %v, %d households get a seat, %q is read", err, len(p.After.Moved), w.read(t))
	}
	if _, err := w.Publish(ctx, mei, w.change(noon, "other")); !errors.Is(err, runs.ErrNewer) || w.read(t) != "" {
		t.Errorf("published without having seen it: %v", err)
	}
	w.publish(t, noon)
	b, _ := w.Board(ctx, event)
	if got := b.Public[string(noon)]; got.Version != draft.ID || got.By != mei.Name || got.Why != "试" || got.At.IsZero() || b.Public[string(evening)].Version != "" {
		t.Errorf("published: %+v", b.Public)
	}
	at := b.Public[string(noon)].At
	w.publish(t, noon)
	if b, _ = w.Board(ctx, event); !b.Public[string(noon)].At.Equal(at) {
		t.Error("publishing it again changed it")
	}
	moved, err := w.Move(ctx, shang, w.change(noon, draft.ID), "h00", elsewhere(draft, "h00"))
	if err != nil || w.read(t) != moved.After.ID {
		t.Errorf("a move of a published seating: %v, %q is read", err, w.read(t))
	}
	w.run(t)
	again := w.current(t, noon)
	if again.ID == moved.After.ID || w.read(t) != moved.After.ID {
		t.Errorf("another run is read at once: %q", w.read(t))
	}
	if _, err := w.Move(ctx, shang, w.change(noon, again.ID), "h01", elsewhere(again, "h01")); err != nil || w.read(t) != moved.After.ID {
		t.Errorf("a move within a draft: %v, %q is read", err, w.read(t))
	}
	if err := w.Discard(ctx, w.change(noon, again.ID)); !errors.Is(err, runs.ErrNewer) {
		t.Errorf("set aside without having seen it: %v", err)
	}
	if err := w.Discard(ctx, w.change(noon, w.current(t, noon).ID)); err != nil || w.current(t, noon).ID != moved.After.ID || w.read(t) != moved.After.ID {
		t.Errorf("set aside: %v, %q counts", err, w.current(t, noon).ID)
	}
}

// TestCloseBesideDraft: on the day a hall is closed in what people read, though the
// organisers have another seating as a draft; so it is opened.
func TestCloseBesideDraft(t *testing.T) {
	t.Parallel()
	w, ctx := seated(t), t.Context()
	w.publish(t, noon)
	read := w.read(t)
	w.run(t)
	draft := w.current(t, noon).ID
	p, err := w.Close(ctx, shang, w.change(noon, draft), "V0")
	if err != nil || p.Before.ID != read || w.read(t) != p.After.ID || w.current(t, noon).ID != p.After.ID {
		t.Fatalf("closed: %v, made from %q, %q is read", err, p.Before.ID, w.read(t))
	}
	if b, _ := w.Board(ctx, event); b.Public[string(noon)].Dropped != draft {
		t.Errorf("the draft is not to be found any more: %+v", b.Public)
	}
	w.run(t)
	if p, err = w.Open(ctx, shang, w.change(noon, w.current(t, noon).ID), "V0"); err != nil || w.read(t) != p.After.ID || p.After.IsClosed("V0") {
		t.Errorf("opened: %v, %q is read", err, w.read(t))
	}
}

// TestUntold: whoever is to be told of a published seating are those whose place is another
// than in the one everybody was told of.
func TestUntold(t *testing.T) {
	t.Parallel()
	w, ctx := seated(t), t.Context()
	if n, err := w.Untold(ctx, event, noon); n != nil || err != nil {
		t.Fatalf("of a draft: %+v, %v", n, err)
	}
	w.publish(t, noon)
	n, err := w.Untold(ctx, event, noon)
	if err != nil || n == nil || len(n.Changed) != 15 {
		t.Fatalf("of the first: %+v, %v", n, err)
	}
	if err := w.NoteTold(ctx, n.After); err != nil {
		t.Fatal(err)
	}
	if n, err = w.Untold(ctx, event, noon); n != nil || err != nil {
		t.Errorf("when everybody was told: %+v, %v", n, err)
	}
	v := w.current(t, noon)
	p, err := w.Move(ctx, shang, w.change(noon, v.ID), "h00", elsewhere(v, "h00"))
	if err != nil {
		t.Fatal(err)
	}
	n, err = w.Untold(ctx, event, noon)
	if err != nil || n == nil || !slices.Contains(n.Changed, "h00") || len(n.Changed) < len(p.After.Moved) || len(n.Changed) == 15 {
		t.Errorf("of a move of %d: %+v, %v", len(p.After.Moved), n, err)
	}
	if _, err := w.Undo(ctx, shang, w.change(noon, p.After.ID)); err != nil {
		t.Fatal(err)
	}
	if n, err = w.Untold(ctx, event, noon); err != nil || n == nil || len(n.Changed) != 0 {
		t.Errorf("of a move that was taken back: %+v, %v", n, err)
	}
}

// TestPublishedRun: a run that was begun that way is read where it was to be.
func TestPublishedRun(t *testing.T) {
	t.Parallel()
	w, ctx := newWorld(t), t.Context()
	r, err := w.Start(ctx, shang, event, 1, "演示", string(noon))
	if err == nil {
		err = w.Work(ctx, r.ID)
	}
	if err != nil || w.read(t) != w.current(t, noon).ID {
		t.Errorf("%v, %q is read", err, w.read(t))
	}
	if _, err := w.Public(ctx, event, evening); !errors.Is(err, runs.ErrUnpublished) {
		t.Errorf("the other sitting: %v", err)
	}
}
