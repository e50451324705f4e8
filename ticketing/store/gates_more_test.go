package store_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// TestCallsOnce: a call has a name, and ends once, whoever presses again.
func TestCallsOnce(t *testing.T) {
	t.Parallel()
	y := newYard(t)
	ctx := t.Context()
	if _, err := y.calls.Make(ctx, y.west, "", "medical", "", night); !errors.Is(err, checkin.ErrCall) {
		t.Errorf("a call without a name: %v", err)
	}
	c, err := y.calls.Make(ctx, y.west, "n1", "medical", "", night)
	if err != nil {
		t.Fatal(err)
	}
	for i, who := range []string{"acc-1", "acc-2"} {
		got, err := y.calls.Close(ctx, "lantern", c.ID, who)
		if err != nil || got.ClosedBy != "acc-1" || !got.Closed.Equal(y.clock().Add(-time.Duration(i)*time.Minute)) {
			t.Errorf("closed by %s: %+v, %v", who, got, err)
		}
		y.wait(time.Minute)
	}
}

// TestDeviceTakenBack: a setting-up code that was taken back sets nothing up; when a
// device was taken out of use is said once, and who was never one is nobody.
func TestDeviceTakenBack(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	d, token, err := s.Provision(t.Context(), "lantern", "w1", "x")
	if err != nil {
		t.Fatal(err)
	}
	revoked := w.clock()
	for range 2 {
		if got, err := s.Revoke(t.Context(), d.ID); err != nil || !got.Revoked.Equal(revoked) {
			t.Errorf("taken out of use: %+v, %v", got, err)
		}
		w.wait(time.Minute)
	}
	if _, _, err := s.Begin(t.Context(), token); !errors.Is(err, checkin.ErrToken) {
		t.Errorf("its code: %v", err)
	}
	if _, err := s.Authenticate(t.Context(), "nobody's secret"); !errors.Is(err, checkin.ErrDevice) {
		t.Errorf("nobody: %v", err)
	}
}

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

// moved is the town with its evening half an hour later.
type moved struct{ *town }

func (m moved) Session(ctx context.Context, id events.SessionID) (events.Session, error) {
	x, err := m.town.Session(ctx, id)
	x.Starts, x.Ends = x.Starts.Add(30*time.Minute), x.Ends.Add(30*time.Minute)
	return x, err
}

func (m moved) Sessions(ctx context.Context, e events.ID) ([]events.Session, error) {
	list, err := m.town.Sessions(ctx, e)
	for i := range list {
		list[i].Starts, list[i].Ends = list[i].Starts.Add(30*time.Minute), list[i].Ends.Add(30*time.Minute)
	}
	return list, err
}

// TestPreparedAnew: passes are made anew when what they say has changed, each once.
func TestPreparedAnew(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	ctx := t.Context()
	w.claims = []ticketing.Claim{family}
	steps := []struct {
		name   string
		change func() error
		made   int
	}{
		{"nobody has opened it yet", func() error { return nil }, 1},
		{"it was passed on", func() error { w.claims[0].Rev++; return nil }, 1},
		{"another key signs", func() error {
			_, err := w.Rotate(ctx, "lantern")
			w.wait(pass.Overlap)
			return err
		}, 0},
		{"its key was taken back", func() error { _, err := w.Withdraw(ctx, "lantern", 0); return err }, 1},
		{"they chose another gate", func() error {
			issued, err := w.Pass(ctx, w.claims[0])
			if err != nil {
				return err
			}
			other := "w1"
			if issued.Gate[0].ID == other {
				other = "n5"
			}
			return w.Choose(ctx, family, other)
		}, 1},
		{"the evening was moved", func() error {
			w.Service.Sessions, s.Sessions = moved{w}, moved{w}
			return nil
		}, 1},
		{"another chose before there was a pass", func() error {
			other := family
			other.ID = "c2"
			w.claims = append(w.claims, other)
			return w.Choose(ctx, other, "w1")
		}, 1},
	}
	for _, step := range steps {
		if err := step.change(); err != nil {
			t.Fatalf("%s: %v", step.name, err)
		}
		for i, want := range []int{step.made, 0} {
			if made, err := s.Prepare(ctx, "lantern"); err != nil || made != want {
				t.Errorf("%s, round %d: %d made, %v, want %d", step.name, i+1, made, err, want)
			}
		}
	}
}

// busy is a record of orders in which somebody else is quicker so often.
type busy struct {
	checkin.OrderStore
	left int
}

func (b *busy) AddOrder(ctx context.Context, o checkin.Order) (checkin.Order, error) {
	if b.left--; b.left >= 0 {
		return o, checkin.ErrOrderBusy
	}
	return b.OrderStore.AddOrder(ctx, o)
}

// TestOrderGivenInTheEnd: who is not the first tries again, and is told when it is hopeless.
func TestOrderGivenInTheEnd(t *testing.T) {
	t.Parallel()
	y := newYard(t)
	o := checkin.Order{Event: "lantern", Key: "k", Kind: checkin.Stop, Authority: "公安", Reason: "雨"}
	kept := y.orders.Store
	y.orders.Store = &busy{kept, 99}
	if _, err := y.orders.Give(t.Context(), o); !errors.Is(err, checkin.ErrOrderBusy) {
		t.Errorf("always too late: %v", err)
	}
	y.orders.Store = &busy{kept, 2}
	if got, err := y.orders.Give(t.Context(), o); err != nil || got.Number != 1 {
		t.Errorf("twice too late: %+v, %v", got, err)
	}
}

// TestBoardOfAnOrder: the board of an order has the devices it is for, those first that
// have to be telephoned first; when one was told stays the first time.
func TestBoardOfAnOrder(t *testing.T) {
	t.Parallel()
	y := newYard(t)
	ctx := t.Context()
	before, _ := begin(t, y.gates, "w1")
	if _, err := y.gates.Revoke(ctx, before.ID); err != nil {
		t.Fatal(err)
	}
	if _, _, err := y.gates.Provision(ctx, "lantern", "w1", "waits"); err != nil {
		t.Fatal(err)
	}
	// By their names they stand the other way round.
	acked, toldOne, after := renamed(t, y.gates, "w1", "A"), renamed(t, y.gates, "w1", "B"), renamed(t, y.gates, "w1", "C")
	y.wait(time.Minute)
	stop := y.give(t, "k1", checkin.Stop, "w1")
	y.wait(time.Minute)
	told := y.clock()
	for _, d := range []checkin.Device{toldOne, acked} {
		if _, _, found, err := y.orders.Tell(ctx, d); !found || err != nil {
			t.Fatal(found, err)
		}
	}
	y.wait(time.Minute)
	for range 2 {
		if r, err := y.orders.Acknowledge(ctx, acked, stop.ID, "小王"); err != nil || r.Lag != 2*time.Minute || !r.Told.Equal(told) {
			t.Errorf("%+v, %v", r, err)
		}
		y.wait(time.Minute)
	}
	if _, err := y.gates.Revoke(ctx, after.ID); err != nil {
		t.Fatal(err)
	}
	boards, err := y.orders.Boards(ctx, "lantern")
	if err != nil || len(boards) != 1 || boards[0].Acked != 1 || len(boards[0].Devices) != 4 {
		t.Fatalf("%+v, %v", boards, err)
	}
	list := boards[0].Devices
	for i, want := range []checkin.DeviceID{"", "", toldOne.ID, acked.ID} {
		if got := list[i].Device.ID; want != "" && got != want || want == "" && got != y.west.ID && got != after.ID {
			t.Errorf("place %d: %s told %s, acknowledged %s", i+1, got, list[i].Receipt.Told, list[i].Receipt.Acked)
		}
	}
	y.give(t, "k2", checkin.Open, "w1")
	if boards, err = y.orders.Boards(ctx, "lantern"); err != nil || boards[0].Standing || boards[1].Standing {
		t.Errorf("an order that was ended still stands: %+v, %v", boards, err)
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

// away is a store that cannot be reached.
type away struct{ checkin.Store }

var errAway = errors.New("the store is away")

func (away) DeviceByKey(context.Context, string) (checkin.Device, error) {
	return checkin.Device{}, errAway
}

// unknown is a catalogue that cannot be reached.
type unknown struct{}

func (unknown) Sessions(context.Context, events.ID) ([]events.Session, error) { return nil, errAway }

// lost is a record of orders that cannot be reached.
type lost struct{ checkin.OrderStore }

func (lost) AddOrder(context.Context, checkin.Order) (checkin.Order, error) {
	return checkin.Order{}, errAway
}

// TestAwayIsNoVerdict: while the house cannot look something up nobody is told that
// their device is out of use, nobody is let in by what may have been revoked, and no
// order counts as given.
func TestAwayIsNoVerdict(t *testing.T) {
	t.Parallel()
	e := newEvening(t)
	kept := e.gates.Store
	e.gates.Store = away{kept}
	if _, err := e.gates.Authenticate(t.Context(), "secret"); !errors.Is(err, errAway) {
		t.Errorf("a device: %v", err)
	}
	if _, _, err := e.gates.Begin(t.Context(), "token"); !errors.Is(err, errAway) {
		t.Errorf("a setting-up code: %v", err)
	}
	e.gates.Store, e.gates.Sessions = kept, unknown{}
	if got, err := e.gates.Redeem(t.Context(), e.a, e.clock(), e.line(e.a, 6, 0), false); !errors.Is(err, errAway) {
		t.Errorf("a pass: %+v, %v", got, err)
	}
	y := newYard(t)
	y.orders.Store = lost{y.orders.Store}
	if _, err := y.orders.Give(t.Context(), checkin.Order{Event: "lantern", Key: "k", Kind: checkin.Stop, Authority: "公安", Reason: "雨"}); !errors.Is(err, errAway) {
		t.Errorf("an order: %v", err)
	}
}

// TestListOfCodes: a gate knows by its code who has a pass as the claim is now, and
// nobody else.
func TestListOfCodes(t *testing.T) {
	t.Parallel()
	w, s := newGate(t)
	named := func(id, code string, change func(*ticketing.Claim)) ticketing.Claim {
		c := family
		c.ID, c.Code = ticketing.ClaimID(id), code
		if _, err := w.Pass(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		if change != nil {
			change(&c)
		}
		return c
	}
	w.claims = []ticketing.Claim{
		named("c1", "abcd2345", nil), named("c2", "", nil),
		named("c3", "abcd2346", func(c *ticketing.Claim) { c.Rev++ }),
		named("c4", "abcd2347", func(c *ticketing.Claim) { c.State = ticketing.Blocked }),
		named("c5", "abcd2348", func(c *ticketing.Claim) { c.Channel = ticketing.WalkUp }),
	}
	nobody := family
	nobody.ID, nobody.Code = "c6", "abcd2349"
	if err := w.Choose(t.Context(), nobody, "w1"); err != nil { // and has no pass yet
		t.Fatal(err)
	}
	w.claims = append(w.claims, nobody)
	list, err := s.List(t.Context(), "lantern")
	if err != nil || len(list.Codes) != 1 || list.Codes[0].Hash != checkin.CodeHash(list.Salt, "abcd2345") {
		t.Errorf("%+v, %v", list.Codes, err)
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

// TestGatesRefused: an event opens with gates that have names, lanes and bits of their own.
func TestGatesRefused(t *testing.T) {
	t.Parallel()
	w, _ := newGate(t)
	good := pass.Gate{ID: "w1", Bit: 3, Lanes: 1}
	for name, spoil := range map[string]func(*pass.Gate){
		"no name": func(g *pass.Gate) { g.ID = "" }, "no bit": func(g *pass.Gate) { g.Bit = -1 }, "too high a bit": func(g *pass.Gate) { g.Bit = 16 }, "no lane": func(g *pass.Gate) { g.Lanes = 0 },
	} {
		bad := good
		spoil(&bad)
		if _, err := w.Open(t.Context(), "gala", []pass.Gate{{ID: "w0", Bit: 0, Lanes: 1}, bad}); !errors.Is(err, pass.ErrGates) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := w.Open(t.Context(), "gala", []pass.Gate{good, {ID: "w2", Bit: 3, Lanes: 1}}); !errors.Is(err, pass.ErrGates) {
		t.Errorf("one bit for two: %v", err)
	}
	if _, err := w.Open(t.Context(), "gala", nil); !errors.Is(err, pass.ErrGates) {
		t.Errorf("no gate: %v", err)
	}
}

// TestKeysOfAnotherProcess: a key that another process has made is known here well
// before it signs.
func TestKeysOfAnotherProcess(t *testing.T) {
	t.Parallel()
	w, _ := newGate(t)
	if b, err := w.Book(t.Context(), "lantern"); err != nil || len(b.Keys) != 1 {
		t.Fatal(b, err)
	}
	other := &pass.Service{Store: w.Store, Claims: w, Sessions: w, Now: w.clock}
	if _, err := other.Rotate(t.Context(), "lantern"); err != nil {
		t.Fatal(err)
	}
	w.wait(pass.Overlap / 2)
	if b, err := w.Book(t.Context(), "lantern"); err != nil || len(b.Keys) != 2 {
		t.Errorf("%d keys, %v", len(b.Keys), err)
	}
}

// evenings is a catalogue of these sessions, each half an hour.
type evenings []time.Time

func (e evenings) Sessions(context.Context, events.ID) ([]events.Session, error) {
	var list []events.Session
	for i, at := range e {
		list = append(list, events.Session{ID: events.SessionID(fmt.Sprint("s", i)), Starts: at, Ends: at.Add(30 * time.Minute)})
	}
	return list, nil
}

// TestNightThatIsOn: the gates go by the night that is on, else the next; by the last
// one while its people are still there, and by both where one follows at once.
func TestNightThatIsOn(t *testing.T) {
	t.Parallel()
	late, early := night.Add(4*time.Hour), night.Add(5*time.Hour) // 23:30 and 0:30
	tests := map[string]struct {
		sessions    evenings
		now         time.Time
		from, until time.Time // begin of the first and of the last session
	}{
		"two days before":            {evenings{night, night.Add(time.Hour), night.AddDate(0, 0, 1)}, night.AddDate(0, 0, -2), night, night.Add(time.Hour)},
		"in the first window":        {evenings{night, night.Add(time.Hour), night.AddDate(0, 0, 1)}, night.Add(time.Minute), night, night.Add(time.Hour)},
		"in the second window":       {evenings{night, night.Add(time.Hour), night.AddDate(0, 0, 1)}, night.Add(70 * time.Minute), night, night.Add(time.Hour)},
		"an hour after the last":     {evenings{night, night.Add(time.Hour), night.AddDate(0, 0, 1)}, night.Add(150 * time.Minute), night, night.Add(time.Hour)},
		"six hours after the last":   {evenings{night, night.Add(time.Hour), night.AddDate(0, 0, 1)}, night.Add(8 * time.Hour), night.AddDate(0, 0, 1), night.AddDate(0, 0, 1)},
		"the last night of all":      {evenings{night, night.Add(time.Hour)}, night.Add(150 * time.Minute), night, night.Add(time.Hour)},
		"before midnight, one after": {evenings{late, early, night.AddDate(0, 0, 3)}, late.Add(10 * time.Minute), late, late},
		"after midnight, one before": {evenings{late, early, night.AddDate(0, 0, 3)}, late.Add(40 * time.Minute), late, early},
	}
	for name, tt := range tests {
		w, s := newGate(t)
		s.Sessions = tt.sessions
		w.wait(tt.now.Sub(w.clock()))
		list, err := s.List(t.Context(), "lantern")
		if err != nil || !list.From.Equal(tt.from) || !list.Until.Equal(tt.until.Add(30*time.Minute)) {
			t.Errorf("%s: from %s until %s, %v", name, list.From, list.Until, err)
		}
	}
	w, s := newGate(t)
	s.Sessions = evenings{night}
	w.wait(night.Add(5 * time.Hour).Sub(w.clock()))
	if list, err := s.List(t.Context(), "lantern"); !errors.Is(err, checkin.ErrNoNight) {
		t.Errorf("four and a half hours after the last: %+v, %v", list, err)
	}
}
