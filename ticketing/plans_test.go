package ticketing_test

import (
	"errors"
	"testing"

	"wanjia/events/fault"
	"wanjia/ticketing"
	"wanjia/ticketing/seating"
	"wanjia/ticketing/ticketingtest"
)

// TestSeatPoolUnderBookings: a pool gets another plan only where every place that is
// booked is the same seat by it.
func TestSeatPoolUnderBookings(t *testing.T) {
	t.Parallel()
	hall := ticketingtest.Plan(t, ticketingtest.RowOf{Sector: "main", Name: "1", Order: 1, Seats: "..."}, ticketingtest.RowOf{Sector: "main", Name: "2", Order: 2, Seats: "..."})
	longer := ticketingtest.Plan(t, ticketingtest.RowOf{Sector: "main", Name: "1", Order: 1, Seats: "..."}, ticketingtest.RowOf{Sector: "main", Name: "3", Order: 2, Seats: "....."})
	other := ticketingtest.Plan(t, ticketingtest.RowOf{Sector: "side", Name: "1", Order: 1, Seats: "......."})
	d := newDesk(6, nil)
	d.Plans = ticketingtest.NewPlans(hall, longer, other)
	d.stock.Plans = d.Plans
	seat := func(what string, plan seating.PlanID, want error, booked int) ticketing.Pool {
		t.Helper()
		p, err := d.SeatPool(t.Context(), d.pool.ID, plan)
		if !errors.Is(err, want) || (err == nil) != (want == nil) || err != nil && detailOf(err, "booked") != booked {
			t.Errorf("%s: %v, want %v with %d booked", what, err, want, booked)
		}
		d.agrees(t, len(d.owned(t)))
		if want != nil {
			return d.read(t)
		}
		return p
	}
	seat("nobody has booked", hall.ID, nil, 0)
	seat("nobody has booked, another", other.ID, nil, 0)
	p := seat("and back", hall.ID, nil, 0)
	if again := seat("the same", hall.ID, nil, 0); again.Epoch != p.Epoch {
		t.Errorf("the stock was written anew for nothing: epoch %d, then %d", p.Epoch, again.Epoch)
	}
	r := d.press("ann", 2, "k")
	r.Wish.Seats = []string{"1-2", "1-3"}
	if _, err := d.Service.Claim(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	seat("other seats", other.ID, ticketing.ErrPlanSold, 2)
	if p := seat("the booked ones are the same", longer.ID, nil, 0); p.Plan != longer.ID {
		t.Errorf("it has plan %s", p.Plan)
	}
	r = d.press("bob", 1, "k")
	r.Wish.Seats = []string{"3-1"}
	if _, err := d.Service.Claim(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	seat("one of three would be another", hall.ID, ticketing.ErrPlanSold, 1)

	counted := newDesk(6, nil)
	counted.Plans = d.Plans
	counted.stock.Plans = d.Plans
	counted.claim(t, "ann", 2)
	if _, err := counted.SeatPool(t.Context(), counted.pool.ID, hall.ID); !errors.Is(err, ticketing.ErrPlanSold) || detailOf(err, "booked") != 2 {
		t.Errorf("places without numbers that are booked: %v", err)
	}
	small := ticketingtest.Plan(t, ticketingtest.Block(1, 5)...)
	counted.Plans = ticketingtest.NewPlans(small)
	if _, err := counted.SeatPool(t.Context(), counted.pool.ID, small.ID); !errors.Is(err, ticketing.ErrPlanSmall) {
		t.Errorf("five seats for six places: %v", err)
	}
}

// owned are the places of a desk's pool that somebody has.
func (d desk) owned(t *testing.T) (places []int) {
	t.Helper()
	list, err := d.Claims.Owned(t.Context(), d.pool.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		places = append(places, c.Places...)
	}
	return places
}

// detailOf is a number that goes with an error, 0 for none.
func detailOf(err error, name string) int {
	n, _ := fault.Of(err).Details[name].(int)
	return n
}
