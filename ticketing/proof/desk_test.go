package proof

import (
	"context"
	"errors"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/ticketingtest"
)

// TestDeskLinear lets families claim, wait, accept, change their party, pass claims on
// and lose them, all at once and with two workers serving the list, and wants the
// answers to be those of a desk that does one thing after the other.
func TestDeskLinear(t *testing.T) {
	t.Parallel()
	deskSoak(t)
	plan := ticketingtest.Plan(t, ticketingtest.Block(2, 7)...)
	seated := ticketingtest.SeatedPool(plan)
	for name, pool := range map[string]ticketing.Pool{"counted": ticketingtest.Pool(14), "seated": seated} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			done := 0
			for range soaked(1, 12) {
				d := newDesk(t, testkit.Redis(t), pool, plan)
				d.run(t, soaked(45, 60))
				done += d.accepted(t)
				pool.ID += "x" // the next is another
			}
			enough(t, done, soaked(1, 12))
		})
	}
}

// TestDeskLinearWhileRedisIsEmptied is [TestDeskLinear] with Redis losing everything
// again and again.
func TestDeskLinearWhileRedisIsEmptied(t *testing.T) {
	t.Parallel()
	deskSoak(t)
	client := testkit.Open(t, testkit.RedisServer(t).URL())
	done := 0
	for range soaked(1, 8) {
		d := newDesk(t, client, ticketingtest.Pool(14), nil)
		before := 0
		emptied := meanwhile(10*time.Millisecond, func() {
			n := d.len()
			if n < before+25 {
				return
			}
			before = n
			if err := client.FlushAll(t.Context()).Err(); err != nil {
				t.Error(err)
			}
		})
		d.run(t, soaked(40, 60))
		emptied()
		done += d.accepted(t)
		if d.rebuilds() < 2 {
			t.Error("the stock was hardly written anew: nothing was lost, or nobody found out")
		}
	}
	enough(t, done, soaked(1, 8))
}

// TestDeskLinearControl breaks the engine in one way at a time and wants the checker of
// [TestDeskLinear] to reject what comes of it.
func TestDeskLinearControl(t *testing.T) {
	t.Parallel()
	deskSoak(t)
	tests := map[string]func(*desk){
		"newcomers are let in":       func(d *desk) { d.Stock = politeless{d.Stock} },
		"a party is offered in part": func(d *desk) { d.Stock = halving{d.Stock} },
		"anybody may take over": func(d *desk) {
			d.Waits = careless{Waits: d.Waits, see: func(c *ticketing.Claim) {
				if c.Passing != nil {
					c.Passing.To.Holder = everybody
				}
			}}
			d.taking = everybody
		},
		"nobody is ever overtaken too often": func(d *desk) {
			d.Waits = careless{Waits: unaware{d.Waits}, see: func(c *ticketing.Claim) { c.Skips = 0 }}
			d.small = true
		},
		"a revocation is forgotten": func(d *desk) { d.Waits = lenientHouse{d.Waits} },
	}
	for name, breaks := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for range 10 {
				d := newDesk(t, testkit.Redis(t), ticketingtest.Pool(14), nil)
				breaks(d)
				d.run(t, 24)
				if wrong := d.check(t, plain); wrong != "" {
					t.Log(wrong)
					return
				}
			}
			t.Error("10 histories of a broken desk were accepted")
		})
	}
}

const everybody ticketing.HolderID = "everybody"

// deskSoak skips what only make soak runs: the search for an order of a desk's history
// may take long.
func deskSoak(t *testing.T) {
	t.Helper()
	if soaked(0, 1) == 0 {
		t.Skip("make soak runs this: the search for an order may take long")
	}
}

// politeless is a stock that lets newcomers in before those who wait.
type politeless struct{ ticketing.Stock }

func (s politeless) Take(ctx context.Context, p ticketing.Pool, c ticketing.Claim) (ticketing.Grant, error) {
	return s.Stock.Offer(ctx, p, c)
}

// lenientHouse says that claims are revoked and lets them be.
type lenientHouse struct{ ticketing.Waits }

func (w lenientHouse) Turn(ctx context.Context, id ticketing.ClaimID, from ticketing.State, change func(*ticketing.Claim) (events.Errand, error)) (ticketing.Claim, error) {
	var revoked *ticketing.Claim
	c, err := w.Waits.Turn(ctx, id, from, func(c *ticketing.Claim) (events.Errand, error) {
		e, err := change(c)
		if err == nil && c.State == ticketing.Revoked {
			revoked, err = new(*c), errForgotten
		}
		return e, err
	})
	if errors.Is(err, errForgotten) {
		return *revoked, nil
	}
	return c, err
}

var errForgotten = errors.New("forgotten")
