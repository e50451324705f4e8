package redisstore_test

import (
	"errors"
	"testing"

	"wanjia/events/testkit"
	"wanjia/ticketing"
	"wanjia/ticketing/redisstore"
	"wanjia/ticketing/ticketingtest"
)

// TestWishForWhatIsNot: a seat or a part of the hall that a plan does not have is not
// asked of Redis, and takes nothing.
func TestWishForWhatIsNot(t *testing.T) {
	t.Parallel()
	plan := ticketingtest.Plan(t, ticketingtest.Block(1, 4)...)
	p := ticketingtest.SeatedPool(plan)
	s := &redisstore.Stock{Redis: testkit.Redis(t), Plans: ticketingtest.NewPlans(plan)}
	rebuildWith(t, s, p, nil)
	for want, wish := range map[error]ticketing.Wish{
		ticketing.ErrNoSeat:   {Seats: []string{"1-1", "9-9"}},
		ticketing.ErrNoSector: {Sector: "balcony"},
	} {
		c := ticketingtest.Press(p, "ann", 2)
		c.Wish = wish
		if g, err := s.Take(t.Context(), p, c); !errors.Is(err, want) {
			t.Errorf("%+v: %+v, %v, want %v", wish, g, err, want)
		}
	}
	counts, err := s.Counts(t.Context(), []ticketing.Pool{p})
	if err != nil || counts[0].Taken != 0 {
		t.Errorf("%+v, %v", counts, err)
	}
}
