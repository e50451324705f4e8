package ticketing_test

import (
	"errors"
	"testing"

	"wanjia/ticketing"
)

// While booking rests nobody gets a place, waits or grows; what was promised before is
// answered the same again, and a hold may still become a claim.
func TestPause(t *testing.T) {
	t.Parallel()
	d := newDesk(10, nil)
	first := d.press("ann", 2, "k1")
	owned, err := d.Claim(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	held, err := d.Hold(t.Context(), d.press("bob", 1, "k2"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second finds it as asked
		if err := d.Pause(t.Context(), d.pool.ID, true); err != nil {
			t.Fatal(err)
		}
	}
	if p := d.read(t); !p.Paused || p.Rev != 1 {
		t.Errorf("pool = %+v, want it paused by one change", p)
	}

	if again, err := d.Claim(t.Context(), first); err != nil || again.ID != owned.ID {
		t.Errorf("the same press again = %+v, %v, want the claim it became", again, err)
	}
	if _, err := d.Confirm(t.Context(), held.ID, d.press("bob", 1, "k2")); err != nil {
		t.Errorf("a hold of before = %v, want it confirmed", err)
	}
	refused := map[string]func() error{
		"a claim": func() error { _, err := d.Claim(t.Context(), d.press("cid", 1, "k3")); return err },
		"a hold":  func() error { _, err := d.Hold(t.Context(), d.press("dan", 1, "k4")); return err },
		"waiting": func() error { _, err := d.Join(t.Context(), d.press("eve", 6, "k5")); return err },
		"growing": func() error {
			_, err := d.ChangeParty(t.Context(), owned.Holder, owned.ID, ticketing.PartyChange{Party: 3, Key: "k6"})
			return err
		},
	}
	for what, ask := range refused {
		if err := ask(); !errors.Is(err, ticketing.ErrPaused) {
			t.Errorf("%s while booking rests = %v, want ErrPaused", what, err)
		}
	}
	if seen, err := d.Availability(t.Context(), d.pool.Session); err != nil || seen[0].State != "paused" {
		t.Errorf("shown as %+v, %v", seen, err)
	}

	if err := d.Pause(t.Context(), d.pool.ID, false); err != nil {
		t.Fatal(err)
	}
	for what, ask := range refused {
		if what == "waiting" {
			continue // there is room
		}
		if err := ask(); err != nil {
			t.Errorf("%s when it goes on = %v", what, err)
		}
	}
	if err := d.LetGo(t.Context(), d.pool.ID, "dan", ticketing.NewClaimID(d.pool.ID, "dan", "k4")); err != nil {
		t.Fatal(err)
	}
	d.sound(t, "at the end")
}
