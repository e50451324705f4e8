package runs_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/runs"
)

var errDead = errors.New("the process is dead")

// mortal is a store whose process dies at one of its calls: what is asked of it from then
// on never reaches the store, or, for the call at which it dies, its answer is lost.
type mortal struct {
	runs.Store
	left   int  // calls until it dies
	answer bool // the call at which it dies still takes effect
	calls  int
}

func (m *mortal) alive() bool { m.calls++; m.left--; return m.left > 0 }

// last says that this call takes effect and nobody hears of it.
func (m *mortal) last() bool { return m.left == 0 && m.answer }

func call[T any](m *mortal, do func() (T, error)) (T, error) {
	if m.alive() {
		return do()
	}
	var none T
	if m.last() {
		if _, err := do(); err != nil {
			return none, err
		}
	}
	return none, errDead
}

func (m *mortal) Halls(ctx context.Context, event events.ID) ([]floor.Drawn, error) {
	return call(m, func() ([]floor.Drawn, error) { return m.Store.Halls(ctx, event) })
}

func (m *mortal) Run(ctx context.Context, id string) (runs.Run, error) {
	return call(m, func() (runs.Run, error) { return m.Store.Run(ctx, id) })
}

func (m *mortal) ChangeRun(ctx context.Context, id string, change func(*runs.Run) error) (runs.Run, error) {
	return call(m, func() (runs.Run, error) { return m.Store.ChangeRun(ctx, id, change) })
}

func (m *mortal) AddVersion(ctx context.Context, v *runs.Version) error {
	_, err := call(m, func() (struct{}, error) { return struct{}{}, m.Store.AddVersion(ctx, v) })
	return err
}

func (m *mortal) Version(ctx context.Context, id string) (*runs.Version, error) {
	return call(m, func() (*runs.Version, error) { return m.Store.Version(ctx, id) })
}

func (m *mortal) Board(ctx context.Context, event events.ID) (runs.Board, error) {
	return call(m, func() (runs.Board, error) { return m.Store.Board(ctx, event) })
}

func (m *mortal) ChangeBoard(ctx context.Context, event events.ID, change func(*runs.Board) error) (runs.Board, error) {
	return call(m, func() (runs.Board, error) { return m.Store.ChangeBoard(ctx, event, change) })
}

// result is what counts at both sittings, without who made it and when.
func (w *world) result(t *testing.T) string {
	t.Helper()
	b, err := json.Marshal([]any{w.current(t, noon).Result, w.current(t, evening).Result, w.current(t, noon).Figures})
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// A process dies at any call of its store, before the call or before its answer: until then
// nothing counts or all does; the next one finishes, with what an undisturbed run comes to,
// once for each sitting.
func TestRunDiesAnywhere(t *testing.T) {
	t.Parallel()
	want := seated(t).result(t)
	for _, answer := range []bool{false, true} {
		points := 0
		for died := true; died; points++ {
			w := newWorld(t)
			r, err := w.Start(t.Context(), shang, event, 1, "x")
			if err != nil {
				t.Fatal(err)
			}
			where := fmt.Sprintf("call %d, answer lost %v", points+1, answer)
			m := &mortal{Store: w.Store, left: points + 1, answer: answer}
			dying := &runs.Service{Store: m, Guests: w.guests, Queue: w.queue, Log: slog.New(slog.DiscardHandler), Now: w.Now}
			died = dying.Work(t.Context(), r.ID) != nil || m.left <= 0
			b, err := w.Board(t.Context(), event)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(b.Versions); n != 0 && n != 2 {
				t.Errorf("%s: %d sittings of a run count", where, n)
			}
			w.clock = w.clock.Add(time.Minute) // it counts as lost
			for _, e := range pending(t, w) {
				if err := w.Work(t.Context(), e.Subject); err != nil {
					t.Errorf("%s: the next one: %v", where, err)
				}
			}
			if got, err := w.Run(t.Context(), event, r.ID); err != nil || got.State != runs.Done || len(got.Outcome) != 2 || len(pending(t, w)) != 0 {
				t.Errorf("%s: the run is %+v, %v", where, got, err)
				continue
			}
			if got := w.result(t); got != want {
				t.Errorf("%s: it came to another seating", where)
			}
			for _, s := range []events.SessionID{noon, evening} {
				if id := w.current(t, s).ID; id != r.ID+"/0/"+string(s) {
					t.Errorf("%s: %s is kept as %s", where, s, id)
				}
			}
		}
		if points < 15 {
			t.Errorf("a run has %d calls only: this proves nothing", points)
		}
	}
}

func pending(t *testing.T, w *world) []events.Errand {
	t.Helper()
	return collect(t, w.Pending(t.Context(), w.clock.Add(time.Hour)))
}

func collect(t *testing.T, all iter.Seq2[events.Errand, error]) (list []events.Errand) {
	t.Helper()
	for e, err := range all {
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, e)
	}
	return list
}
