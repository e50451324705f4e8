package store_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/docstore/docstoretest"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/store"
)

func (w *town) PoolsOf(context.Context, events.SessionID) ([]ticketing.Pool, error) {
	return []ticketing.Pool{{ID: "p"}}, nil
}

func (w *town) Sessions(context.Context, events.ID) ([]events.Session, error) {
	return []events.Session{{ID: "n1", Starts: night, Ends: night.Add(30 * time.Minute)}, {ID: "n2", Starts: night.AddDate(0, 0, 1), Ends: night.AddDate(0, 0, 1).Add(time.Hour)}}, nil
}

func newGate(t *testing.T) (*town, *checkin.Service) {
	t.Helper()
	engine := &docstoretest.Memory{}
	w := newTown(t, store.NewPasses(engine))
	kept := store.NewGates(engine)
	return w, &checkin.Service{Store: kept, Entrance: newEntrance(), Passes: w, Pools: w, Claims: w, Sessions: sessionsOf{w}, Rules: checkin.Usual, Now: w.clock}
}

type sessionsOf struct{ *town }

func (s sessionsOf) Sessions(ctx context.Context, e events.ID) ([]events.Session, error) {
	return s.town.Sessions(ctx, e)
}

func begin(t *testing.T, s *checkin.Service, gate string) (checkin.Device, string) {
	t.Helper()
	_, token, err := s.Provision(t.Context(), "lantern", gate, "手机")
	if err != nil {
		t.Fatal(err)
	}
	d, secret, err := s.Begin(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	return d, secret
}

// TestDevices: a code sets one device up, once and for a day; a revoked one is nobody.
func TestDevices(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	ctx := t.Context()
	if _, _, err := s.Provision(ctx, "lantern", "z9", "x"); !errors.Is(err, checkin.ErrNoGate) {
		t.Errorf("a gate that is not there: %v", err)
	}
	_, token, err := s.Provision(ctx, "lantern", "w1", "x")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Authenticate(ctx, token); !errors.Is(err, checkin.ErrDevice) {
		t.Errorf("its code opens it: %v", err)
	}
	d, secret, err := s.Begin(ctx, token)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Begin(ctx, token); !errors.Is(err, checkin.ErrToken) {
		t.Errorf("the code a second time: %v", err)
	}
	if _, _, err := s.Begin(ctx, secret); !errors.Is(err, checkin.ErrToken) {
		t.Errorf("the secret as a code: %v", err)
	}
	if got, err := s.Authenticate(ctx, secret); err != nil || got.ID != d.ID || got.Gate != "w1" {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := s.Revoke(ctx, d.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Authenticate(ctx, secret); !errors.Is(err, checkin.ErrDevice) {
		t.Errorf("after it was taken out of use: %v", err)
	}
	if _, err := s.Revoke(ctx, "nobody"); !errors.Is(err, checkin.ErrNoDevice) {
		t.Errorf("revoking none: %v", err)
	}
	_, old, err := s.Provision(ctx, "lantern", "w1", "x")
	if err != nil {
		t.Fatal(err)
	}
	w.wait(checkin.TokenFor)
	if _, _, err := s.Begin(ctx, old); !errors.Is(err, checkin.ErrToken) {
		t.Errorf("a code of yesterday: %v", err)
	}
}

// sealed writes a device's log: a line for each kind, of two persons with a pass of two.
func sealed(d checkin.Device, serials ...pass.Serial) []checkin.Record {
	var log []checkin.Record
	for i, serial := range serials {
		r := checkin.Record{
			Device: d.ID, Seq: int64(i + 1), Nonce: fmt.Sprint("nonce-", i), Kind: checkin.In, Serial: serial, Persons: 2, Party: 2,
			At: night.UTC().Add(time.Duration(i+1) * time.Minute),
		}
		if i > 0 {
			r.Prev = log[i-1].Seal
		}
		r.Seal = r.SealWith(d.LogKey)
		log = append(log, r)
	}
	return log
}

func serials(from, to byte) (list []pass.Serial) {
	for i := from; i <= to; i++ {
		list = append(list, pass.Serial{1, i})
	}
	return list
}

// bring syncs a piece of a device's log.
func bring(t *testing.T, s *checkin.Service, d checkin.Device, away time.Duration, log []checkin.Record) checkin.Device {
	t.Helper()
	d, err := s.Sync(t.Context(), d, checkin.Said{At: s.Now().Add(away), Last: 6}, slices.Clone(log))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestSync brings two devices' logs in pieces, backwards and twice, and wants the same
// totals, gap-free numbers and the one double admission.
func TestSync(t *testing.T) {
	t.Parallel()
	var want checkin.Tally
	for _, backwards := range []bool{false, true} {
		w, s := newGate(t)
		ctx := t.Context()
		a, b := renamed(t, s, "w1", "a"), renamed(t, s, "n5", "b")
		log := sealed(a, serials(1, 6)...)
		pieces := [][]checkin.Record{log[:3], log[3:], log[3:]}
		if backwards {
			pieces[0], pieces[1] = pieces[1], pieces[0]
		}
		for i, piece := range pieces {
			d := bring(t, s, a, 9*time.Minute, piece)
			if a = d; backwards && i == 0 && d.Seq != 0 || i == 2 && (d.Seq != 6 || d.Skew != 9*time.Minute) {
				t.Errorf("after piece %d the log is here up to %d, clock away %s", i, d.Seq, d.Skew)
			}
		}
		bring(t, s, b, 0, sealed(b, pass.Serial{1, 3})) // shown at both gates
		w.wait(time.Minute)
		gates, tally, err := s.Totals(ctx, "lantern")
		if err != nil {
			t.Fatal(err)
		}
		if len(gates) != 2 || gates[0].In != 12 || gates[1].In != 2 || tally.In != 14 || len(tally.Conflicts) != 1 || tally.Conflicts[0].Excess != 2 {
			t.Errorf("%+v, %+v", gates, tally)
		}
		for i := range tally.Conflicts {
			tally.Conflicts[i].Record.Received, tally.Conflicts[i].First.Received = time.Time{}, time.Time{}
		}
		if backwards && !reflect.DeepEqual(tally, want) {
			t.Errorf("backwards %+v, forwards %+v", tally, want)
		}
		want = tally
		if _, err := s.Sync(ctx, a, checkin.Said{At: night}, []checkin.Record{{Seq: 7, Nonce: "x", Kind: checkin.In, At: night}}); !errors.Is(err, checkin.ErrRecord) {
			t.Errorf("nobody came in: %v", err)
		}
	}
}

// TestBadLogs: a line that was changed, one that was left out, a log that was set back
// and a device that was copied are listed, and only what the device wrote counts.
func TestBadLogs(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		change func(log []checkin.Record, d checkin.Device) []checkin.Record
		kind   string
		in     int
	}{
		"whole":   {func(log []checkin.Record, _ checkin.Device) []checkin.Record { return log }, "", 12},
		"changed": {func(log []checkin.Record, _ checkin.Device) []checkin.Record { log[5].Persons = 1; return log }, checkin.Tampered, 10},
		"moved":   {func(log []checkin.Record, _ checkin.Device) []checkin.Record { log[5].At = night; return log }, checkin.Tampered, 10},
		"cut":     {func(log []checkin.Record, _ checkin.Device) []checkin.Record { return append(log[:2], log[4:]...) }, checkin.Gap, 8},
		"copied": {func(log []checkin.Record, d checkin.Device) []checkin.Record {
			other := sealed(d, serials(9, 9)...)[0]
			other.Nonce = "another"
			other.Seal = other.SealWith(d.LogKey)
			return append(log, other)
		}, checkin.Twin, 14},
		"set back": {func(log []checkin.Record, d checkin.Device) []checkin.Record {
			log[5].Prev = log[3].Seal
			log[5].Seal = log[5].SealWith(d.LogKey)
			return log
		}, checkin.Twin, 12},
	}
	for name, tt := range tests {
		_, s := newGate(t)
		d, _ := begin(t, s, "w1")
		bring(t, s, d, 0, tt.change(sealed(d, serials(1, 6)...), d))
		_, tally, err := s.Totals(t.Context(), "lantern")
		if err != nil {
			t.Fatal(err)
		}
		kind := ""
		if len(tally.Conflicts) > 0 {
			kind = tally.Conflicts[0].Kind
		}
		if kind != tt.kind || tally.In != tt.in || len(tally.Conflicts) > 1 {
			t.Errorf("%s: %d in, %+v", name, tally.In, tally.Conflicts)
		}
	}
}

// TestRewound: a device that says it has fewer lines than before is marked.
func TestRewound(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	d, _ := begin(t, s, "w1")
	for i, last := range []int64{4, 4, 3} {
		w.wait(time.Minute)
		var err error
		if d, err = s.Sync(t.Context(), d, checkin.Said{At: w.clock(), Last: last}, nil); err != nil {
			t.Fatal(err)
		}
		if d.Rewound.IsZero() != (i < 2) || d.Last != 4 {
			t.Errorf("after %d: %+v", last, d)
		}
	}
}

// TestOthers: what one device admits the others are told, once each page, whoever is
// late.
func TestOthers(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	a, b := renamed(t, s, "w1", "a"), renamed(t, s, "n5", "b")
	told := func(since string) ([]checkin.Record, string) {
		t.Helper()
		w.wait(time.Second)
		admitted, next, more, err := s.Others(t.Context(), b, since)
		if err != nil || more {
			t.Fatal(more, err)
		}
		return admitted, next
	}
	_, empty := told("")
	log := sealed(a, serials(1, 4)...)
	bring(t, s, a, 0, log[:2])
	if got, _ := told(empty); len(got) != 2 || got[0].Serial != (pass.Serial{1, 1}) {
		t.Errorf("%+v", got)
	}
	w.wait(time.Hour)
	bring(t, s, a, 0, log[2:])
	_, next := told(empty)
	if later, _ := told(next); len(later) != 2 || later[0].Seq != 3 {
		t.Errorf("an hour later %+v", later)
	}
	if all, _ := told(""); len(all) != 4 {
		t.Errorf("the whole night: %+v", all)
	}
	if mine, _, _, err := s.Others(t.Context(), a, ""); err != nil || len(mine) != 0 {
		t.Errorf("its own: %+v, %v", mine, err)
	}
}

// TestSweep: logs, devices out of use and passes go after their time and not a moment
// before.
func TestSweep(t *testing.T) {
	t.Parallel()
	engine := &docstoretest.Memory{}
	ctx := t.Context()
	gates, passes := store.NewGates(engine), store.NewPasses(engine)
	w := newTown(t, passes)
	w.claims = []ticketing.Claim{family}
	if _, err := w.Pass(ctx, family); err != nil {
		t.Fatal(err)
	}
	over := night.Add(30 * time.Minute)
	for name, at := range map[string]time.Time{"old": over.Add(-time.Microsecond), "kept": over} {
		d := checkin.Device{ID: checkin.DeviceID(name), Event: "lantern", Gate: "w1", Key: name, Made: night.Add(-time.Hour), Begun: night.Add(-time.Hour), Heard: at}
		r := checkin.Record{Device: "d", Event: "lantern", Nonce: name, Kind: checkin.Out, Persons: 1, At: night, Received: at}
		if err := errors.Join(gates.AddDevice(ctx, d), gates.AddRecords(ctx, []checkin.Record{r})); err != nil {
			t.Fatal(err)
		}
	}
	// Names of events that begin alike: each has its own lines.
	for _, event := range []events.ID{"lan", "lantern-2", "lanterns"} {
		r := checkin.Record{Device: "d", Event: event, Nonce: string(event), Kind: checkin.Out, Persons: 1, At: night, Received: over.Add(-time.Hour)}
		if err := gates.AddRecords(ctx, []checkin.Record{r}); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := gates.Sweep(ctx, over.Add(-time.Minute)); err != nil || n != 3 {
		t.Errorf("of the other events %d swept, %v", n, err)
	}
	for want := range []int{0, 1} {
		before := over.Add(time.Duration(want) * time.Microsecond)
		n, err := gates.Sweep(ctx, before)
		m, perr := passes.Sweep(ctx, before)
		if err != nil || perr != nil || n != 2 || m != want {
			t.Errorf("%d swept and %d passes, %v %v, want 2 and %d", n, m, err, perr, want)
		}
	}
}

// renamed sets up a device with a name that sorts the same in each run.
func renamed(t *testing.T, s *checkin.Service, gate string, id checkin.DeviceID) checkin.Device {
	t.Helper()
	d := checkin.Device{ID: id, Event: "lantern", Gate: gate, Key: "key-" + string(id), LogKey: []byte(id), Begun: night, Made: night}
	if err := s.Store.AddDevice(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestList: a gate knows the codes of passes that nobody has opened, and what is revoked.
func TestList(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	ctx := t.Context()
	mine := family
	mine.Code = "abcd2345"
	w.claims = []ticketing.Claim{mine}
	if made, err := s.Prepare(ctx, "lantern"); err != nil || made != 1 {
		t.Fatalf("%d made, %v", made, err)
	}
	if made, err := s.Prepare(ctx, "lantern"); err != nil || made != 0 {
		t.Errorf("again %d made, %v", made, err)
	}
	list, err := s.List(ctx, "lantern")
	if err != nil || len(list.Codes) != 1 || list.Codes[0].Hash != checkin.CodeHash(list.Salt, "abcd2345") || list.Codes[0].Party != 4 || len(list.Revoked) != 0 {
		t.Fatalf("%+v, %v", list, err)
	}
	w.claims = nil
	w.wait(time.Minute)
	before := list.Version
	list, err = s.List(ctx, "lantern")
	if err != nil || len(list.Codes) != 0 || len(list.Revoked) != 1 || list.Version == before || !list.IsRevoked(list.Revoked[0]) {
		t.Errorf("after it was given back: %+v, %v", list, err)
	}
	w.wait(30 * 24 * time.Hour)
	if _, err := s.List(ctx, "lantern"); !errors.Is(err, checkin.ErrNoNight) {
		t.Errorf("a month later: %v", err)
	}
}

// entrance is a [checkin.Entrance] in memory.
type entrance struct {
	mu    sync.Mutex
	ready bool
	known map[pass.Serial][]checkin.Known
}

func newEntrance() *entrance { return &entrance{known: map[pass.Serial][]checkin.Known{}} }

func (e *entrance) Enter(_ context.Context, r checkin.Record, first, rest bool) ([]checkin.Known, bool, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.ready {
		return nil, false, checkin.ErrCold
	}
	have, in := slices.Clone(e.known[r.Serial]), 0
	for _, k := range have {
		if k.Name == r.Name() {
			return have, true, nil
		}
		in += k.Persons
	}
	if in == 0 && !first || in > 0 && !rest || in+r.Persons > r.Party {
		return have, false, nil
	}
	e.add(r)
	return have, true, nil
}

func (e *entrance) add(r checkin.Record) {
	if !slices.ContainsFunc(e.known[r.Serial], func(k checkin.Known) bool { return k.Name == r.Name() }) {
		e.known[r.Serial] = append(e.known[r.Serial], checkin.Known{Name: r.Name(), Entry: checkin.Entry{Persons: r.Persons, At: r.At, Gate: r.Gate}})
	}
}

func (e *entrance) Tell(_ context.Context, _ events.ID, records []checkin.Record, whole bool) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, r := range records {
		e.add(r)
	}
	e.ready = e.ready || whole
	return nil
}

func (e *entrance) Forget(context.Context, events.ID) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ready, e.known = false, map[pass.Serial][]checkin.Known{}
	return nil
}

// TestRedeem: online, all gates know of each other; the same line again is the same
// admission; who forgot everything is told again and lets nobody in twice.
func TestRedeem(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	ctx := t.Context()
	w.claims = []ticketing.Claim{family}
	if _, err := s.Prepare(ctx, "lantern"); err != nil {
		t.Fatal(err)
	}
	w.wait(48 * time.Hour) // on the evening
	issued, err := w.Pass(ctx, family)
	if err != nil {
		t.Fatal(err)
	}
	here, there := issued.Gate[0].ID, "n5"
	if here == there {
		there = "w1"
	}
	a, b, far := renamed(t, s, here, "a"), renamed(t, s, here, "b"), renamed(t, s, there, "far")
	line := func(d checkin.Device, nonce string, persons int) checkin.Record {
		r := checkin.Record{Device: d.ID, Seq: 1, Nonce: nonce, Kind: checkin.In, Serial: issued.Serial, Persons: persons, Party: 4, At: w.clock()}
		r.Seal = r.SealWith(d.LogKey)
		return r
	}
	closed := false
	want := func(name string, d checkin.Device, r checkin.Record, verdict checkin.Verdict, reason checkin.Reason, left int) checkin.Answer {
		t.Helper()
		got, err := s.Redeem(ctx, d, w.clock(), r, closed)
		if err != nil || got.Verdict != verdict || got.Reason != reason || got.Left != left {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		return got
	}
	want("at another gate", far, line(far, "f", 4), checkin.Wait, checkin.WrongGate, 4)
	first := line(a, "one", 3)
	want("three of four", a, first, checkin.Admit, checkin.OK, 1)
	want("the same line again", a, first, checkin.Admit, checkin.OK, 1)
	if got := want("two more at the lane beside", b, line(b, "two", 2), checkin.Wait, checkin.TooMany, 1); got.First.Gate != here || got.First.Persons != 3 {
		t.Errorf("%+v", got)
	}
	if err := s.Entrance.Forget(ctx, "lantern"); err != nil {
		t.Fatal(err)
	}
	want("four more, after everything was forgotten", b, line(b, "three", 4), checkin.Wait, checkin.TooMany, 1)
	if err := s.Entrance.Forget(ctx, "lantern"); err != nil {
		t.Fatal(err)
	}
	if err := s.Entrance.Tell(ctx, "lantern", nil, true); err != nil { // it lost a write and does not know
		t.Fatal(err)
	}
	want("two more, after one write was lost", b, line(b, "four", 2), checkin.Wait, checkin.TooMany, 1)
	want("the last of them", b, line(b, "five", 1), checkin.Admit, checkin.Rest, 0)
	want("once more", a, line(a, "six", 1), checkin.Wait, checkin.Used, 0)
	bad := line(a, "seven", 1)
	bad.Persons = 2
	if _, err := s.Redeem(ctx, a, w.clock(), bad, false); !errors.Is(err, checkin.ErrRecord) {
		t.Errorf("a line somebody changed: %v", err)
	}
	bring(t, s, a, 0, []checkin.Record{first}) // the log brings it once more
	w.wait(time.Minute)
	if _, tally, err := s.Totals(ctx, "lantern"); err != nil || tally.In != 4 {
		t.Errorf("%+v, %v", tally, err)
	}
	closed = true
	w.claims = append(w.claims, ticketing.Claim{ID: "c2", Pool: "p", Session: "n1", Event: "lantern", Party: 2, State: ticketing.Claimed})
	stopped, err := w.Pass(ctx, w.claims[1])
	if err != nil {
		t.Fatal(err)
	}
	if stopped.Gate[0].ID == here {
		r := line(a, "eight", 2)
		r.Serial, r.Party = stopped.Serial, 2
		r.Seal = r.SealWith(a.LogKey)
		want("while the gate is stopped", a, r, checkin.Wait, checkin.Closed, 2)
	}
}

// TestShiftOver: a device set up for a shift lets nobody in once it is over; what it
// logged counts, and one set up for nobody's shift goes on.
func TestShiftOver(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	ctx := t.Context()
	d, secret, err := s.Enrol(ctx, checkin.Shift{Event: "lantern", Gate: "w1", Until: w.clock().Add(time.Hour)}, "手机")
	if err != nil {
		t.Fatal(err)
	}
	if d.Off(w.clock()) || !d.Off(w.clock().Add(time.Hour)) || (checkin.Device{}).Off(w.clock()) {
		t.Errorf("device = %+v", d)
	}
	w.wait(time.Hour)
	if d, err = s.Authenticate(ctx, secret); err != nil { // it may bring its log
		t.Fatal(err)
	}
	line := sealed(d, pass.Serial{1, 2, 3, 4, 5})[0]
	got, err := s.Redeem(ctx, d, w.clock(), line, false)
	if err != nil || got.Verdict != checkin.Wait || got.Reason != checkin.ShiftOver {
		t.Errorf("after the shift: %+v, %v", got, err)
	}
	if _, _, err := s.Enrol(ctx, checkin.Shift{Event: "lantern", Gate: "z9"}, "x"); !errors.Is(err, checkin.ErrNoGate) {
		t.Errorf("at a gate that is not there: %v", err)
	}
}
