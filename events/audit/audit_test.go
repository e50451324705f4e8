package audit_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"wanjia/events/audit"
	"wanjia/events/docstore/docstoretest"
	"wanjia/events/fault"
	"wanjia/events/store"
)

func newLog() *audit.Log {
	return &audit.Log{Store: store.NewAudit(&docstoretest.Memory{}), Now: time.Now}
}

func all(t *testing.T, g *audit.Log, scopes ...string) []audit.Line {
	t.Helper()
	lines, next, err := g.Lines(t.Context(), audit.Query{Scopes: scopes, Limit: 100})
	if err != nil || next != "" {
		t.Fatalf("Lines: %v, next %q", err, next)
	}
	return lines
}

// TestDo: the line is there before the change runs, and says afterwards how it ended.
func TestDo(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		err     error
		outcome audit.Outcome
		code    string
	}{
		"done":        {nil, audit.Done, ""},
		"refused":     {fmt.Errorf("no: %w", fault.New(fault.Conflict, "taken", "taken")), audit.Refused, "taken"},
		"unavailable": {fault.New(fault.Unavailable, "away", "away"), audit.Failed, "away"},
		"a bug":       {errors.New("nil map"), audit.Failed, "internal"},
		"too late":    {context.DeadlineExceeded, audit.Failed, "unavailable"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			g := newLog()
			err := g.Do(t.Context(), audit.Line{What: "person.change", Scope: "*"}, func(context.Context) error {
				if lines := all(t, g, "*"); len(lines) != 1 || lines[0].Outcome != audit.Open {
					t.Errorf("while the change runs the log holds %+v", lines)
				}
				return tt.err
			})
			if !errors.Is(err, tt.err) {
				t.Errorf("Do = %v, want the change's own error", err)
			}
			if lines := all(t, g, "*"); len(lines) != 1 || lines[0].Outcome != tt.outcome || lines[0].Code != tt.code {
				t.Errorf("the log holds %+v, want it %s %q", lines, tt.outcome, tt.code)
			}
		})
	}
}

// broken is a store that cannot write.
type broken struct{ audit.Store }

var errBroken = errors.New("no room")

func (broken) Add(context.Context, audit.Line) error { return errBroken }

// TestNoLineNoChange: what cannot be written down is not done.
func TestNoLineNoChange(t *testing.T) {
	t.Parallel()
	g := &audit.Log{Store: broken{}, Now: time.Now}
	err := g.Do(t.Context(), audit.Line{}, func(context.Context) error { t.Error("it was done"); return nil })
	if !errors.Is(err, errBroken) {
		t.Errorf("Do = %v", err)
	}
}

// TestDoOutlivesItsCaller: whoever asked may leave while the change runs; the line
// is closed all the same.
func TestDoOutlivesItsCaller(t *testing.T) {
	t.Parallel()
	g := newLog()
	ctx, leave := context.WithCancel(t.Context())
	err := g.Do(ctx, audit.Line{Scope: "*"}, func(context.Context) error { leave(); return nil })
	if lines := all(t, g, "*"); err != nil || lines[0].Outcome != audit.Done {
		t.Errorf("Do = %v, the log holds %+v", err, lines)
	}
}

// TestScopes: without a tree only "*" and the very same node count, and no scope
// is nothing.
func TestScopes(t *testing.T) {
	t.Parallel()
	g := newLog()
	for _, scope := range []string{"GX-12", "HF-1", "*"} {
		if err := g.Do(t.Context(), audit.Line{Scope: scope}, func(context.Context) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	for want, scopes := range map[int][]string{3: {"*"}, 1: {"GX-12"}, 2: {"GX-12", "HF-1"}, 0: nil} {
		if lines := all(t, g, scopes...); len(lines) != want {
			t.Errorf("scopes %v see %+v", scopes, lines)
		}
	}
}

// TestFirst: ids sort as moments do, also at the ends of what can be said.
func TestFirst(t *testing.T) {
	t.Parallel()
	moments := []time.Time{
		{}, time.Date(1000, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(0, 1), time.Unix(1, 0), time.Now(),
		time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC),
	}
	var ids []string
	for _, m := range moments {
		ids = append(ids, audit.First(m))
	}
	if !slices.IsSorted(ids) || len(slices.Compact(slices.Clone(ids))) != len(ids) || ids[0] != "" {
		t.Errorf("First of %v is %q", moments, ids)
	}
}
