package api

import (
	"slices"
	"testing"
	"time"

	"wanjia/events"
	"wanjia/gateway/identity"
	"wanjia/ticketing"
)

// TestBookingCurve: what was booked through each channel by when, less what was given
// back; the last moment says what holds now.
func TestBookingCurve(t *testing.T) {
	t.Parallel()
	h := newHouse(t, nil)
	desk := h.served(at(identity.Commander, "*"), h.editionTable())
	book := func(holder, channel string, party int) ticketing.Claim {
		c, err := h.Tickets.Claim(t.Context(), ticketing.Request{Pool: h.pool.ID, Holder: ticketing.HolderID(holder), Party: party, Key: "k", Channel: channel})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	book("a", "online", 2)
	book("b", "hotline", 3)
	gone := book("c", "online", 1)
	if _, err := h.Tickets.Release(t.Context(), "c", gone.ID); err != nil {
		t.Fatal(err)
	}
	path := "/v1/events/banquet-2027/booking-curve"
	curve := decoded[BookingCurve](t, wantOn(t, desk, "GET", path, "", 200))
	last := len(curve.At) - 1
	if last < 0 || len(curve.Channels) != 2 || curve.Channels[0].Channel != "hotline" || curve.Channels[0].Persons[last] != 3 ||
		curve.Channels[1].Persons[last] != 2 || curve.Back[last] != 1 || curve.Places != 10 {
		t.Errorf("curve = %+v", curve)
	}
	book("d", "online", 1)
	if again := decoded[BookingCurve](t, wantOn(t, desk, "GET", path, "", 200)); !again.AsOf.Equal(curve.AsOf) {
		t.Error("read again within the minute")
	}
	if none := decoded[BookingCurve](t, wantOn(t, desk, "GET", "/v1/events/gala-2027/booking-curve", "", 200)); len(none.At) != 0 {
		t.Errorf("of nothing: %+v", none)
	}
}

func TestCurveOverTime(t *testing.T) {
	t.Parallel()
	from := time.Date(2027, 1, 1, 9, 0, 30, 0, events.Zone)
	c := BookingCurve{AsOf: from.Add(3 * time.Minute)}
	c.draw([]change{{from, "online", 4}, {from.Add(time.Minute), "online", 2}, {from.Add(2 * time.Minute), "online", -4}, {from.Add(2 * time.Minute), "", 4}, {from.Add(time.Minute), waitingCurve, 5}})
	if want := []int{0, 4, 6, 2, 2}; c.Each != 1 || !slices.Equal(c.Channels[0].Persons, want) || !slices.Equal(c.Back, []int{0, 0, 0, 4, 4}) || !slices.Equal(c.Waiting, []int{0, 0, 5, 5, 5}) {
		t.Errorf("curve = %+v", c)
	}
	for d, each := range map[time.Duration]time.Duration{time.Hour: time.Minute, 20 * time.Hour: 15 * time.Minute, 60 * 24 * time.Hour: 24 * time.Hour, 900 * 24 * time.Hour: 7 * 24 * time.Hour} {
		if got := pieceOf(d); got != each {
			t.Errorf("over %s every %s, want %s", d, got, each)
		}
	}
}
