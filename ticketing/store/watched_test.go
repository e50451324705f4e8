package store_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/docstore/sqlitedoc"
	"wanjia/ticketing"
	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
	"wanjia/ticketing/store"
)

// counting counts what is read of the passes; before is what happens between reading a
// sheet and answering with it.
type counting struct {
	*town
	one, all int
	before   func()
	slow     time.Duration // how long all take
}

func (c *counting) SheetOf(ctx context.Context, number uint16, serial pass.Serial) (pass.Sheet, error) {
	c.one++
	sheet, err := c.town.SheetOf(ctx, number, serial)
	if c.before != nil {
		c.before()
	}
	return sheet, err
}

func (c *counting) Sheets(ctx context.Context, session events.SessionID) ([]pass.Sheet, error) {
	c.all++
	c.wait(c.slow)
	return c.town.Sheets(ctx, session)
}

// newWatched is a gate whose documents tell of every change, with one family's pass.
func newWatched(t *testing.T) (*counting, *checkin.Service, *store.Claims) {
	t.Helper()
	engine, err := sqlitedoc.Open(t.Context(), filepath.Join(t.TempDir(), "documents.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	claims := store.NewClaims(engine)
	t.Cleanup(func() {
		claims.Close()
		if err := engine.Close(); err != nil {
			t.Error(err)
		}
	})
	w := newTown(t, store.NewPasses(engine))
	w.claims = []ticketing.Claim{family}
	w.wait(48 * time.Hour) // on the evening
	c := &counting{town: w}
	s := &checkin.Service{
		Store: store.NewGates(engine), Entrance: newEntrance(), Passes: c, Pools: w, Claims: w, Sessions: sessionsOf{w}, Rules: checkin.Usual, Now: w.clock,
	}
	s.Watch(store.Watched{Engine: engine, Passes: store.NewPasses(engine), Claims: claims})
	return c, s, claims
}

// other chooses the gate the family's pass is not for, and has it issued.
func (c *counting) other(t *testing.T) pass.Issued {
	t.Helper()
	issued, err := c.Pass(t.Context(), family)
	if err != nil {
		t.Fatal(err)
	}
	gate := "w1"
	if issued.Gate[0].ID == gate {
		gate = "n5"
	}
	if err := c.Choose(t.Context(), family, gate); err != nil {
		t.Fatal(err)
	}
	if issued, err = c.Pass(t.Context(), family); err != nil {
		t.Fatal(err)
	}
	return issued
}

// TestPassesFromMemory: what a gate asks of a pass is read once, and a pass that was
// replaced opens no gate from that moment on, though it was read before or just then.
func TestPassesFromMemory(t *testing.T) {
	t.Parallel()
	c, s, _ := newWatched(t)
	was, err := c.Pass(t.Context(), family)
	if err != nil {
		t.Fatal(err)
	}
	d, _ := begin(t, s, was.Gate[0].ID)
	ask := func(step string, serial pass.Serial, reads int, want checkin.Reason) {
		t.Helper()
		r := checkin.Record{Device: d.ID, Seq: 1, Nonce: step, Kind: checkin.In, Serial: serial, Persons: 1, Party: 4, At: c.clock()}
		r.Seal = r.SealWith(d.LogKey)
		c.one = 0
		if a, err := s.Redeem(t.Context(), d, c.clock(), r, false); err != nil || a.Reason != want || c.one != reads {
			t.Errorf("%s: %+v, %v after %d reads, want %s after %d", step, a, err, c.one, want, reads)
		}
	}
	if _, err := s.List(t.Context(), "lantern"); err != nil {
		t.Fatal(err)
	}
	ask("of the list", was.Serial, 0, checkin.OK)
	now := c.other(t)
	ask("replaced", was.Serial, 1, checkin.Revoked)
	ask("replaced, again", was.Serial, 0, checkin.Revoked)
	ask("the new one elsewhere", now.Serial, 0, checkin.WrongGate)
	third := c.other(t) // has it read again
	c.before = func() { c.before = nil; c.other(t) }
	ask("replaced while it is read", third.Serial, 1, checkin.OK)
	ask("after that", third.Serial, 1, checkin.Revoked)
}

// TestListKept: a list of which nothing was written is not made again, but is no older
// than others; it is made again after a write, another evening or a while.
func TestListKept(t *testing.T) {
	t.Parallel()
	c, s, claims := newWatched(t)
	if _, err := c.Pass(t.Context(), family); err != nil {
		t.Fatal(err)
	}
	made := func(step string, want int) {
		t.Helper()
		c.all = 0
		list, err := s.List(t.Context(), "lantern")
		if err != nil || c.all != want || !list.AsOf.Equal(c.clock()) {
			t.Errorf("%s: read %d times, as of %s at %s, %v; want %d", step, c.all, list.AsOf, c.clock(), err, want)
		}
	}
	made("the first", 1)
	c.wait(5 * time.Second)
	made("nothing was written", 0)
	if err := claims.Insert(t.Context(), ticketing.Claim{ID: "c9", Pool: "p", Session: "n1", Event: "lantern", Holder: "h", Party: 1, State: ticketing.Claimed, At: c.clock()}); err != nil {
		t.Fatal(err)
	}
	c.wait(5 * time.Second)
	made("somebody booked", 1)
	c.other(t)
	if list, err := s.List(t.Context(), "lantern"); err != nil || !list.AsOf.Equal(c.clock()) {
		t.Errorf("at once: as of %s, %v", list.AsOf, err)
	}
	c.wait(499 * time.Millisecond)
	if list, err := s.List(t.Context(), "lantern"); err != nil || list.AsOf.Equal(c.clock()) {
		t.Errorf("a moment later: as of %s, %v", list.AsOf, err)
	}
	c.wait(time.Millisecond)
	made("half a second later", 1)
	c.slow = time.Second // to be read
	c.other(t)
	c.wait(5 * time.Second)
	if list, err := s.List(t.Context(), "lantern"); err != nil || c.clock().Sub(list.AsOf) != time.Second {
		t.Errorf("a slow one: as of %s, %v", list.AsOf, err)
	}
	c.slow = 0
	c.wait(3 * time.Second)
	if list, err := s.List(t.Context(), "lantern"); err != nil || list.AsOf.Equal(c.clock()) {
		t.Errorf("a slow one is made as often as a small one: as of %s, %v", list.AsOf, err)
	}
	c.other(t)
	c.wait(5 * time.Second)
	made("a pass was replaced", 1)
	s.Sessions = moved{c.town}
	c.wait(5 * time.Second)
	made("the evening was moved", 1)
	c.wait(59 * time.Second)
	made("a while later", 0)
	c.wait(5 * time.Second)
	made("a minute later", 1)
}
