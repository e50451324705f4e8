package ticketing_test

import (
	"context"
	"errors"
	"testing"

	"wanjia/ticketing"
)

// crowded is a stock that asks before it blocks places for the second time.
type crowded struct {
	ticketing.Stock
	blocks int
	ask    func() (refuse bool)
}

func (c *crowded) Block(ctx context.Context, p ticketing.Pool, b ticketing.Claim) (ticketing.Grant, error) {
	if c.blocks++; c.blocks == 2 && c.ask() {
		return ticketing.Grant{Verdict: ticketing.NoRoom, Free: 3}, nil
	}
	return c.Stock.Block(ctx, p, b)
}

// While a pool is being made smaller others press and take what was to be blocked:
// then all that was blocked for it comes back, and so does the share that was lowered.
func TestShrinkThatComesTooLate(t *testing.T) {
	t.Parallel()
	d := newDesk(50, nil)
	d.Stock = &crowded{Stock: d.stock, ask: func() bool {
		for _, holder := range []string{"ann", "bob", "cid", "dan", "eve"} {
			if err := d.through(t, "online", holder, 5); err != nil {
				t.Error(err)
			}
		}
		return false
	}}
	if err := d.resize(t, 20, ""); !errors.Is(err, ticketing.ErrPlacesTaken) {
		t.Errorf("25 were taken of 50, 30 to be blocked: %v, want ErrPlacesTaken", err)
	}
	if p := d.read(t); p.Size() != 50 || p.Blocked != 0 || len(p.Moves) != 0 {
		t.Errorf("after it was refused: %+v", p)
	}
	d.sound(t, "after it was refused")

	d = newDesk(60, nil)
	if _, err := d.ShareOut(t.Context(), d.pool.ID, 0, []ticketing.Quota{{Channel: "online", Places: 20}, {Channel: "hotline", Places: 40}}, "org", "start"); err != nil {
		t.Fatal(err)
	}
	d.Stock = &crowded{Stock: d.stock, ask: func() bool { return true }}
	if err := d.resize(t, 30, "hotline"); !errors.Is(err, ticketing.ErrPlacesTaken) {
		t.Errorf("a stock that has no room: %v, want ErrPlacesTaken", err)
	}
	p := d.read(t)
	if p.Size() != 60 || p.Share("hotline") != 40 {
		t.Errorf("after it was refused: %+v", p)
	}
	if m := p.Moves[len(p.Moves)-1]; m.From != ticketing.OfSession || m.To != "hotline" || m.Places != 30 {
		t.Errorf("log = %+v, want the share given back at the end", p.Moves)
	}
	d.sound(t, "after it was refused")
}
