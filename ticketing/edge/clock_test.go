package edge

import (
	"errors"
	"testing"
	"time"

	"wanjia/ticketing/checkin"
	"wanjia/ticketing/pass"
)

// What is said of a moment here is a moment of the main service's that lay before it,
// and nothing where that is not certain: after a start, and after a step of the clock.
func TestClock(t *testing.T) {
	t.Parallel()
	city := time.Date(2027, 2, 19, 19, 0, 0, 0, time.UTC)
	machine := city.Add(9 * time.Minute) // it is wrong
	c := &clock{now: func() time.Time { return machine }}
	hear := func() {
		c.heard(city, c.Now())
	}
	pass := func(d time.Duration) { city, machine = city.Add(d), machine.Add(d) }
	c.answer(city.Add(-time.Minute)) // in another run
	c.restart()
	hear()
	if got := c.Now(); !got.Equal(city) {
		t.Errorf("it shows %s after the first answer, not %s", got, city)
	}
	if got := c.before(c.Now()); !got.IsZero() {
		t.Errorf("the answer that set the clock proves %s", got)
	}
	pass(time.Second)
	hear()
	first := city
	pass(10 * time.Second)
	if got := c.before(c.Now()); !got.Equal(first) {
		t.Errorf("%s lay before, not %s", got, first)
	}
	if got := c.before(first.Add(-time.Millisecond)); !got.IsZero() {
		t.Errorf("of a moment before the first answer %s is known", got)
	}
	answered := c.Now()
	c.answer(answered)
	hear()
	if got := c.before(answered.Add(-5 * time.Second)); !got.Equal(first) {
		t.Errorf("%s lay before, not %s", got, first)
	}
	machine = machine.Add(-time.Hour) // somebody sets it back
	hear()
	if got := c.before(answered); !got.IsZero() {
		t.Errorf("what was answered by another reckoning proves %s", got)
	}
	pass(time.Minute)
	hear()
	if got := c.before(c.Now()); !got.Equal(city) {
		t.Errorf("after the step %s lay before, not %s", got, city)
	}
	c.restart()
	if got := c.before(answered); !got.IsZero() {
		t.Errorf("of another run %s is believed", got)
	}
}

// Nobody comes in before everything was told; of two that ask as many as the pass is for;
// the same scan counts once. As of the one in Redis.
func TestMemory(t *testing.T) {
	t.Parallel()
	m := &Memory{}
	scan := func(nonce string, persons int) checkin.Record {
		return checkin.Record{Device: "g-1", Nonce: nonce, Event: "lantern", Serial: pass.Serial{1}, Persons: persons, Party: 4}
	}
	enter := func(r checkin.Record, first, rest bool) (int, bool) {
		t.Helper()
		known, in, err := m.Enter(t.Context(), r, first, rest)
		if err != nil {
			t.Fatal(err)
		}
		return len(known), in
	}
	if _, _, err := m.Enter(t.Context(), scan("a", 1), true, true); !errors.Is(err, checkin.ErrCold) {
		t.Fatalf("before it knows anything: %v", err)
	}
	if err := m.Tell(t.Context(), "lantern", []checkin.Record{scan("a", 1)}, true); err != nil {
		t.Fatal(err)
	}
	if n, in := enter(scan("a", 1), false, false); !in || n != 1 {
		t.Errorf("what it was told, asked for: %d, %t", n, in)
	}
	if _, in := enter(scan("b", 1), true, false); in {
		t.Error("the rest came in where none may any more")
	}
	if _, in := enter(scan("c", 4), true, true); in {
		t.Error("more came in than are left")
	}
	if n, in := enter(scan("d", 3), false, true); !in || n != 2 {
		t.Errorf("the rest: %d, %t", n, in)
	}
	if err := m.Forget(t.Context(), "lantern"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := m.Enter(t.Context(), scan("d", 3), true, true); !errors.Is(err, checkin.ErrCold) {
		t.Errorf("after it forgot: %v", err)
	}
}
