package store_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// TestOthersInPages: what came at one moment is told in pages, each line once, and only
// who came in with a pass by a line that is the device's own.
func TestOthersInPages(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	a, b := renamed(t, s, "w1", "a"), renamed(t, s, "n5", "b")
	var log []checkin.Record
	for i := range 2005 {
		r := checkin.Record{
			Device: a.ID, Seq: int64(i + 1), Nonce: fmt.Sprintf("n%04d", i), Kind: checkin.In, Serial: pass.Serial{1, byte(i >> 8), byte(i)},
			Persons: 1, Party: 1, At: night,
		}
		switch i {
		case 2001:
			r.Kind = checkin.Out
		case 2002:
			r.Kind, r.Serial = checkin.Walk, pass.Serial{}
		}
		if i > 0 {
			r.Prev = log[i-1].Seal
		}
		if r.Seal = r.SealWith(a.LogKey); i == 2003 {
			r.Persons = 2 // somebody changed it
		}
		log = append(log, r)
	}
	bring(t, s, a, 0, log)
	w.wait(time.Second)
	first, cursor, more, err := s.Others(t.Context(), b, "")
	if err != nil || len(first) != 2000 || !more {
		t.Fatalf("the first page has %d, more %v, %v", len(first), more, err)
	}
	before := renamed(t, s, "w1", "A") // by name it is before the others
	bring(t, s, before, 0, sealed(before, pass.Serial{7}))
	rest, _, more, err := s.Others(t.Context(), b, cursor)
	if err != nil || more || len(rest) != 3 || rest[0].Nonce != "n2000" || rest[1].Nonce != "n2004" || rest[2].Device != "A" {
		t.Errorf("the rest is %d lines, more %v, %v", len(rest), more, err)
	}
}

// TestRedeemWhenNoNightIsNear: a pass that is shown weeks later is late, not a fault.
func TestRedeemWhenNoNightIsNear(t *testing.T) {
	t.Parallel()
	e := newEvening(t)
	e.wait(30 * 24 * time.Hour)
	if got, err := e.gates.Redeem(t.Context(), e.a, e.clock(), e.line(e.a, 6, 0), false); err != nil || got.Reason != checkin.Late {
		t.Errorf("%+v, %v", got, err)
	}
}

// TestTotalsAreSecondsOld: many ask for the totals; they are added up every few seconds,
// and what another process has stored is in them then.
func TestTotalsAreSecondsOld(t *testing.T) {
	t.Parallel()
	e := newEvening(t)
	in := func() int {
		t.Helper()
		_, tally, err := e.gates.Totals(t.Context(), "lantern")
		if err != nil {
			t.Fatal(err)
		}
		return tally.In
	}
	if n := in(); n != 0 {
		t.Fatalf("%d in", n)
	}
	r := e.line(e.a, 6, 0)
	r.Event, r.Gate, r.Received = "lantern", e.a.Gate, e.clock()
	if err := e.gates.Store.AddRecords(t.Context(), []checkin.Record{r}); err != nil {
		t.Fatal(err)
	}
	e.wait(time.Second)
	if n := in(); n != 0 {
		t.Errorf("%d in, a second later: it is added up for everybody who asks", n)
	}
	e.wait(2 * time.Second)
	if n := in(); n != 6 {
		t.Errorf("%d in, three seconds later", n)
	}
}

// TestTrainedOnce: when somebody answered the questions is said once.
func TestTrainedOnce(t *testing.T) {
	t.Parallel()
	e := newEvening(t)
	d, err := e.gates.Sync(t.Context(), e.a, checkin.Said{At: e.clock()}, nil)
	if err != nil || !d.Trained.IsZero() {
		t.Errorf("nobody said so: %+v, %v", d, err)
	}
	e.wait(time.Minute)
	first := e.clock()
	for range 2 {
		var err error
		if d, err = e.gates.Sync(t.Context(), d, checkin.Said{At: e.clock(), Trained: true}, nil); err != nil || !d.Trained.Equal(first) {
			t.Errorf("trained %s, want %s, %v", d.Trained, first, err)
		}
		e.wait(time.Hour)
	}
}

// TestLinesThatCannotBe: a line of a log that says what cannot be is taken from nobody,
// in a log or online, and nothing of what came with it is kept.
func TestLinesThatCannotBe(t *testing.T) {
	t.Parallel()
	e := newEvening(t)
	for name, spoil := range map[string]func(*checkin.Record){
		"no number":           func(r *checkin.Record) { r.Seq = 0 },
		"no name":             func(r *checkin.Record) { r.Nonce = "" },
		"nothing done":        func(r *checkin.Record) { r.Kind = "dance" },
		"fewer than nobody":   func(r *checkin.Record) { r.Kind, r.Persons, r.Children = checkin.Out, -1, 5 },
		"fewer than no child": func(r *checkin.Record) { r.Persons, r.Children = 5, -1 },
		"nobody":              func(r *checkin.Record) { r.Kind, r.Persons = checkin.Out, 0 },
		"a crowd":             func(r *checkin.Record) { r.Persons = pass.MaxParty + 1 },
		"a crowd of children": func(r *checkin.Record) { r.Children = pass.MaxParty + 1 },
		"at no time":          func(r *checkin.Record) { r.At = time.Time{} },
		"children by a pass":  func(r *checkin.Record) { r.Persons, r.Children = 0, 2 },
	} {
		good, bad := e.line(e.a, 1, 0), e.line(e.a, 1, 0)
		spoil(&bad)
		bad.Seal = bad.SealWith(e.a.LogKey)
		if _, err := e.gates.Sync(t.Context(), e.a, checkin.Said{At: e.clock()}, []checkin.Record{good, bad}); !errors.Is(err, checkin.ErrRecord) {
			t.Errorf("%s, in a log: %v", name, err)
		}
		if got, err := e.gates.Redeem(t.Context(), e.a, e.clock(), bad, false); !errors.Is(err, checkin.ErrRecord) {
			t.Errorf("%s, online: %+v, %v", name, got, err)
		}
	}
	out := e.line(e.a, 1, 0)
	out.Kind = checkin.Out
	out.Seal = out.SealWith(e.a.LogKey)
	if got, err := e.gates.Redeem(t.Context(), e.a, e.clock(), out, false); !errors.Is(err, checkin.ErrRecord) {
		t.Errorf("one who leaves is let in: %+v, %v", got, err)
	}
	if tally := e.totals(t); tally.In != 0 || tally.Out != 0 || len(tally.Conflicts) != 0 {
		t.Errorf("%+v", tally)
	}
	children := e.line(e.a, 1, 0)
	children.Kind, children.Serial, children.Persons, children.Children = checkin.Out, pass.Serial{}, 0, 2
	children.Seal = children.SealWith(e.a.LogKey)
	if _, err := e.gates.Sync(t.Context(), e.a, checkin.Said{At: e.clock()}, []checkin.Record{children}); err != nil {
		t.Errorf("two children who leave: %v", err)
	}
}

// TestWhatTheEntranceIsTold: of what the logs bring, who came in by a line of the
// device's own takes places of a pass; a line somebody changed, or one who left, takes
// none. Where no device is online there is nobody to be told.
func TestWhatTheEntranceIsTold(t *testing.T) {
	t.Parallel()
	e := newEvening(t)
	if got, err := e.gates.Redeem(t.Context(), e.a, e.clock(), e.line(e.a, 1, 0), false); err != nil || got.Left != 5 {
		t.Fatalf("one of six: %+v, %v", got, err)
	}
	changed, left, in := e.line(e.b, 1, 0), e.line(e.b, 1, 0), e.line(e.b, 1, 0)
	changed.Persons = 5
	left.Kind = checkin.Out
	left.Seal = left.SealWith(e.b.LogKey)
	bring(t, e.gates, e.b, 0, []checkin.Record{changed, left, in})
	if got, err := e.gates.Redeem(t.Context(), e.a, e.clock(), e.line(e.a, 4, 0), false); err != nil || got.Verdict != checkin.Admit || got.Left != 0 {
		t.Errorf("the other four of six: %+v, %v", got, err)
	}
	e.gates.Entrance = nil
	bring(t, e.gates, e.b, 0, []checkin.Record{e.line(e.b, 1, 0)})
}

// TestRestTooLate: the rest of a party may come late, and not for ever; and of a pass
// that was made anew the new one opens, not the one before.
func TestRestTooLate(t *testing.T) {
	t.Parallel()
	e := newEvening(t)
	ask := func(persons int) checkin.Answer {
		t.Helper()
		got, err := e.gates.Redeem(t.Context(), e.a, e.clock(), e.line(e.a, persons, 0), false)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := ask(4); got.Verdict != checkin.Admit {
		t.Fatalf("%+v", got)
	}
	e.wait(3 * time.Hour)
	if got := ask(2); got.Verdict != checkin.Wait || got.Reason != checkin.Late {
		t.Errorf("the rest three hours later: %+v", got)
	}

	e = newEvening(t)
	before := e.six
	e.claims[0].Rev++
	var err error
	if e.six, err = e.Pass(t.Context(), e.claims[0]); err != nil || e.six.Serial == before.Serial {
		t.Fatalf("made anew: %+v, %v", e.six, err)
	}
	if got := ask(2); got.Verdict != checkin.Admit {
		t.Errorf("by the new one: %+v", got)
	}
	e.six = before
	if got := ask(2); got.Reason != checkin.Revoked {
		t.Errorf("by the one before: %+v", got)
	}
}

// TestRevokedAndKept: a claim that was taken away opens no gate, though its places stay
// out of the stock; neither does one that is only offered.
func TestRevokedAndKept(t *testing.T) {
	t.Parallel()
	for _, state := range []ticketing.State{ticketing.Revoked, ticketing.Offered} {
		e := newEvening(t)
		if e.revoked(t, e.six.Serial) {
			t.Fatal("it is revoked from the beginning")
		}
		e.claims[0].State = state
		if !e.revoked(t, e.six.Serial) {
			t.Errorf("%s, it opens the gate", state)
		}
	}
}

// TestGatesSay: of each gate is said how many devices are in use and which of them has
// been silent longest.
func TestGatesSay(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	ctx := t.Context()
	heard := map[checkin.DeviceID]time.Time{}
	for _, id := range []checkin.DeviceID{"b", "a", "c"} {
		d := renamed(t, s, "w1", id)
		bring(t, s, d, 0, nil)
		heard[id] = w.clock()
		w.wait(time.Minute)
	}
	out := renamed(t, s, "w1", "out")
	if _, err := s.Revoke(ctx, out.ID); err != nil {
		t.Fatal(err)
	}
	renamed(t, s, "n5", "quiet")
	gates, _, err := s.Totals(ctx, "lantern")
	if err != nil || len(gates) != 2 {
		t.Fatal(gates, err)
	}
	if g := gates[0]; g.Devices != 3 || !g.Heard.Equal(heard["b"]) {
		t.Errorf("%d devices, the longest silent since %s, want 3 and %s", g.Devices, g.Heard, heard["b"])
	}
	if g := gates[1]; g.Devices != 1 || !g.Heard.IsZero() {
		t.Errorf("%d devices, heard %s", g.Devices, g.Heard)
	}
}
