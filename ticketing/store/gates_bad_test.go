package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"wanjia/events/docstore/docstoretest"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/store"
)

// evening is a gate with two lanes on the evening, and a pass for six that it opens to.
type evening struct {
	*town
	gates *checkin.Service
	six   pass.Issued
	text  pass.Pass // what its code says
	a, b  checkin.Device
	seq   map[checkin.DeviceID]int64
	last  map[checkin.DeviceID]string // seal
}

func newEvening(t *testing.T) *evening {
	t.Helper()
	w, s := newGate(t)
	six := family
	six.Party, six.Children = 6, 0
	w.claims = []ticketing.Claim{six}
	issued, err := w.Pass(t.Context(), six)
	if err != nil {
		t.Fatal(err)
	}
	e := &evening{town: w, gates: s, six: issued, seq: map[checkin.DeviceID]int64{}, last: map[checkin.DeviceID]string{}}
	if e.text, err = w.ring(t).Read(issued.Text); err != nil {
		t.Fatal(err)
	}
	e.a, e.b = renamed(t, s, issued.Gate[0].ID, "a"), renamed(t, s, issued.Gate[0].ID, "b")
	w.wait(night.Sub(w.clock()))
	return e
}

// line is the next line of a device's log, by its own clock: so many with the pass.
func (e *evening) line(d checkin.Device, persons int, wrong time.Duration) checkin.Record {
	e.seq[d.ID]++
	r := checkin.Record{
		Device: d.ID, Seq: e.seq[d.ID], Nonce: fmt.Sprint(d.ID, "-", e.seq[d.ID]), Kind: checkin.In, Serial: e.six.Serial, Persons: persons, Party: 6,
		At: e.clock().Add(wrong).UTC(), Prev: e.last[d.ID],
	}
	r.Seal = r.SealWith(d.LogKey)
	e.last[d.ID] = r.Seal
	return r
}

// alone is the verdict of a scanner without a network, by what is in its log.
func (e *evening) alone(d checkin.Device, want int, wrong time.Duration, log ...checkin.Record) checkin.Answer {
	var entries []checkin.Entry
	for _, r := range log {
		entries = append(entries, checkin.Entry{Persons: r.Persons, At: r.At, Gate: d.Gate})
	}
	return checkin.Usual.Judge(e.text, e.clock().Add(wrong), e.text.Gates, want, false, entries)
}

func (e *evening) totals(t *testing.T) checkin.Tally {
	t.Helper()
	e.wait(time.Minute)
	_, tally, err := e.gates.Totals(t.Context(), "lantern")
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

// TestNineMinutesWrong: a scanner whose clock is nine minutes wrong, either way, turns
// nobody away who comes in their window, with or without a network; its lines keep its
// own time, and how wrong it was is kept beside them.
func TestNineMinutesWrong(t *testing.T) {
	t.Parallel()
	for _, wrong := range []time.Duration{-9 * time.Minute, 9 * time.Minute} {
		e := newEvening(t)
		for _, minutes := range []time.Duration{0, 29} {
			e.wait(night.Add(minutes * time.Minute).Sub(e.clock()))
			if got := e.alone(e.a, 0, wrong); got.Verdict != checkin.Admit || got.Persons != 6 {
				t.Errorf("clock %s, minute %d of the window, alone: %+v", wrong, minutes, got)
			}
		}
		first := e.line(e.a, 4, wrong)
		if got, err := e.gates.Redeem(t.Context(), e.a, e.clock().Add(wrong), first, false); err != nil || got.Verdict != checkin.Admit {
			t.Errorf("clock %s, online: %+v, %v", wrong, got, err)
		}
		rest := e.line(e.a, 2, wrong)
		e.wait(5 * time.Minute) // it was without a network
		d, err := e.gates.Sync(t.Context(), e.a, checkin.Said{At: e.clock().Add(wrong), Last: 2}, []checkin.Record{first, rest})
		if err != nil || d.Seq != 2 || d.Skew != wrong {
			t.Errorf("clock %s: the log is here up to %d, clock away %s, %v", wrong, d.Seq, d.Skew, err)
		}
		if tally := e.totals(t); tally.In != 6 || len(tally.Conflicts) != 0 {
			t.Errorf("clock %s: %+v", wrong, tally)
		}
		records, err := e.gates.Records(t.Context(), "lantern")
		if err != nil || len(records) != 2 || !records[0].At.Equal(first.At) || records[1].Skew != wrong {
			t.Errorf("clock %s: the lines are kept as %+v, %v", wrong, records, err)
		}
	}
}

// TestSixInTwoGroups: one code for six people who come in two groups, at two lanes of a
// gate, the second an hour later; with a network and without, whichever lane syncs first.
func TestSixInTwoGroups(t *testing.T) {
	t.Parallel()
	e := newEvening(t)
	ctx := t.Context()
	ask := func(d checkin.Device, persons int) checkin.Answer {
		t.Helper()
		seq, last := e.seq[d.ID], e.last[d.ID]
		got, err := e.gates.Redeem(ctx, d, e.clock(), e.line(d, persons, 0), false)
		if err != nil {
			t.Fatal(err)
		}
		if got.Verdict != checkin.Admit { // then nothing is written into the log
			e.seq[d.ID], e.last[d.ID] = seq, last
		}
		return got
	}
	if got := ask(e.a, 4); got.Verdict != checkin.Admit || got.Left != 2 {
		t.Errorf("the first four: %+v", got)
	}
	e.wait(time.Hour)
	if got := ask(e.b, 3); got.Verdict != checkin.Wait || got.Reason != checkin.TooMany || got.Left != 2 {
		t.Errorf("three where two are left: %+v", got)
	}
	if got := ask(e.b, 2); got.Verdict != checkin.Admit || got.Reason != checkin.Rest || got.First.Persons != 4 {
		t.Errorf("the other two: %+v", got)
	}
	if got := ask(e.a, 1); got.Reason != checkin.Used || got.First.Gate != e.a.Gate || !got.First.At.Equal(night) {
		t.Errorf("a seventh: %+v", got)
	}
	if tally := e.totals(t); tally.In != 6 || len(tally.Conflicts) != 0 {
		t.Errorf("%+v", tally)
	}

	for _, backwards := range []bool{false, true} {
		e := newEvening(t)
		first := e.line(e.a, 4, 0)
		e.wait(time.Hour)
		if got := e.alone(e.b, 2, 0); got.Reason != checkin.Late {
			t.Errorf("a lane that has heard of nobody an hour late: %+v", got)
		}
		if got := e.alone(e.b, 2, 0, first); got.Verdict != checkin.Admit || got.Reason != checkin.Rest {
			t.Errorf("a lane that was told of the first four: %+v", got)
		}
		logs := []struct {
			d   checkin.Device
			log []checkin.Record
		}{{e.a, []checkin.Record{first}}, {e.b, []checkin.Record{e.line(e.b, 2, 0)}}}
		if backwards {
			slices.Reverse(logs)
		}
		for _, l := range logs {
			bring(t, e.gates, l.d, 0, l.log)
		}
		if tally := e.totals(t); tally.In != 6 || len(tally.Conflicts) != 0 {
			t.Errorf("backwards %v: %+v", backwards, tally)
		}
	}
}

// TestTwoDevicesOfOneName: the key of a scanner was copied to another phone. Everybody
// either let in counts, however the logs come; that there are two is listed, and taking
// the name out of use ends both.
func TestTwoDevicesOfOneName(t *testing.T) {
	t.Parallel()
	for _, backwards := range []bool{false, true} {
		w, s := newGate(t)
		d, secret := begin(t, s, "w1")
		one, other := sealed(d, serials(1, 3)...), sealed(d, serials(4, 6)...)
		for i := range other { // another phone makes up names of its own
			other[i].Nonce = fmt.Sprint("copy-", i)
			if other[i].Prev = ""; i > 0 {
				other[i].Prev = other[i-1].Seal
			}
			other[i].Seal = other[i].SealWith(d.LogKey)
		}
		logs := [][]checkin.Record{one, other}
		if backwards {
			slices.Reverse(logs)
		}
		for _, log := range logs {
			d = bring(t, s, d, 0, log)
		}
		w.wait(time.Minute)
		_, tally, err := s.Totals(t.Context(), "lantern")
		if err != nil || tally.In != 12 {
			t.Errorf("backwards %v: %d in, want 12; %v", backwards, tally.In, err)
		}
		if !slices.ContainsFunc(tally.Conflicts, func(c checkin.Conflict) bool { return c.Kind == checkin.Twin }) {
			t.Errorf("backwards %v: nobody is told of the copy: %+v", backwards, tally.Conflicts)
		}
		if _, err := s.Revoke(t.Context(), d.ID); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Authenticate(t.Context(), secret); !errors.Is(err, checkin.ErrDevice) {
			t.Errorf("after it was taken out of use: %v", err)
		}
	}
}

// TestKeysOfAnotherEvent: a pass of another event of the house, whose first key has the
// same name, opens no gate here; and a device of that event brings nothing here.
func TestKeysOfAnotherEvent(t *testing.T) {
	t.Parallel()
	engine := &docstoretest.Memory{}
	passes := store.NewPasses(engine)
	w := newTown(t, passes)
	if _, err := w.Open(t.Context(), "gala", []pass.Gate{{ID: "w1", Bit: 0, Lanes: 3}}); err != nil {
		t.Fatal(err)
	}
	theirs := family
	theirs.ID, theirs.Event = "c9", "gala"
	w.claims = []ticketing.Claim{family, theirs}
	issued, err := w.Pass(t.Context(), theirs)
	if err != nil {
		t.Fatal(err)
	}
	if p, err := w.ring(t).Read(issued.Text); !errors.Is(err, pass.ErrUnknownKey) {
		t.Errorf("read as %+v, %v", p, err)
	}
	book, err := w.Book(t.Context(), "gala")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Ring().Read(issued.Text); err != nil {
		t.Errorf("at its own gates: %v", err)
	}
	s := &checkin.Service{Store: store.NewGates(engine), Entrance: newEntrance(), Passes: w, Pools: w, Claims: w, Sessions: sessionsOf{w}, Rules: checkin.Usual, Now: w.clock}
	w.wait(night.Sub(w.clock()))
	here := renamed(t, s, "w1", "a")
	line := sealed(here, issued.Serial)[0]
	line.Persons, line.Party = 4, 4
	line.Seal = line.SealWith(here.LogKey)
	if got, err := s.Redeem(t.Context(), here, w.clock(), line, false); err != nil || got.Verdict != checkin.Refuse || got.Reason != checkin.NoCode {
		t.Errorf("its serial at our gate: %+v, %v", got, err)
	}
}
