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
