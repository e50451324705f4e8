package api

import (
	"context"
	"slices"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/ticketing"
)

// BookingCurve is how the places of an event were taken, over time.
type BookingCurve struct {
	AsOf     time.Time   `json:"as_of" doc:"When the bookings were read; at most a minute ago"`
	Each     int         `json:"each_minutes" doc:"From one moment to the next"`
	At       []time.Time `json:"at" nullable:"false"`
	Channels []Booked    `json:"channels" nullable:"false" doc:"Persons who have places by then, by how they came to book"`
	Back     []int       `json:"back" nullable:"false" doc:"Persons whose places were given back or taken away by then"`
	Waiting  []int       `json:"waiting" nullable:"false" doc:"Persons who wait now and did by then"`
	Places   int         `json:"places" doc:"There are now"`
}

// Booked is one channel of a booking curve.
type Booked struct {
	Channel string `json:"channel"`
	Persons []int  `json:"persons" nullable:"false" doc:"At each moment"`
}

const (
	curveFor   = time.Minute // how long a curve is shown before the bookings are read again
	mostPoints = 96
)

// curves keeps the last curve of each event: reading all bookings costs a second.
type curves struct {
	mu   sync.Mutex
	made map[events.ID]BookingCurve
}

// getBookingCurve answers GET /v1/events/{event}/booking-curve: 200 BookingCurve |
// 404 no_such_event.
func (a *API) getBookingCurve(ctx context.Context, in *EventInput) (*reply[BookingCurve], error) {
	_, sessions, err := a.Events.Edition(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	a.curves.mu.Lock() // who asks meanwhile waits for the same answer
	defer a.curves.mu.Unlock()
	if c, ok := a.curves.made[in.Event]; ok && a.Now().Sub(c.AsOf) < curveFor {
		return &reply[BookingCurve]{c}, nil
	}
	c, err := a.bookingCurve(ctx, sessions)
	if err != nil {
		return nil, err
	}
	if a.curves.made == nil {
		a.curves.made = map[events.ID]BookingCurve{}
	}
	a.curves.made[in.Event] = c
	return &reply[BookingCurve]{c}, nil
}

// change is that persons came or went at a moment.
type change struct {
	at      time.Time
	channel string // "" for what was given back, "waiting" for who waits
	persons int
}

func (a *API) bookingCurve(ctx context.Context, sessions []events.Session) (BookingCurve, error) {
	out := BookingCurve{AsOf: here(a.Now())}
	var changes []change
	for _, s := range sessions {
		pools, err := a.Tickets.Pools.PoolsOf(ctx, s.ID)
		if err != nil {
			return out, err
		}
		for _, p := range pools {
			if !p.Removed {
				out.Places += p.Size()
			}
			for c, err := range a.Tickets.Claims.InPool(ctx, p.ID) {
				if err != nil {
					return out, err
				}
				changes = append(changes, changesOf(c)...)
			}
		}
	}
	out.draw(changes)
	return out, nil
}

const waitingCurve = "waiting"

// changesOf is what a booking adds to the curves, by the party it has now.
func changesOf(c ticketing.Claim) []change {
	switch c.State {
	case ticketing.Claimed, ticketing.Offered:
		return []change{{c.At, c.Channel, c.Party}}
	case ticketing.Released, ticketing.Revoked:
		return []change{{c.At, c.Channel, c.Party}, {c.Ended, c.Channel, -c.Party}, {c.Ended, "", c.Party}}
	case ticketing.OnList:
		return []change{{c.At, waitingCurve, c.Party}}
	}
	return nil
}

// draw sums the changes up to each of the moments of the curve.
func (b *BookingCurve) draw(changes []change) {
	b.At, b.Channels, b.Back, b.Waiting = []time.Time{}, []Booked{}, []int{}, []int{}
	if len(changes) == 0 {
		return
	}
	slices.SortFunc(changes, func(x, y change) int { return x.at.Compare(y.at) })
	first, last := changes[0].at, b.AsOf
	if newest := changes[len(changes)-1].at; newest.After(last) {
		last = newest
	}
	each := pieceOf(last.Sub(first))
	b.Each = minutesOf(each)
	var channels []string
	for _, c := range changes {
		if c.channel != "" && c.channel != waitingCurve && !slices.Contains(channels, c.channel) {
			channels = append(channels, c.channel)
		}
	}
	slices.Sort(channels)
	sums, next := map[string]int{}, 0
	for at := first.Truncate(each); ; at = at.Add(each) {
		for ; next < len(changes) && !changes[next].at.After(at); next++ {
			sums[changes[next].channel] += changes[next].persons
		}
		b.At, b.Back, b.Waiting = append(b.At, here(at)), append(b.Back, sums[""]), append(b.Waiting, sums[waitingCurve])
		for i, channel := range channels {
			if len(b.Channels) == i {
				b.Channels = append(b.Channels, Booked{Channel: channel})
			}
			b.Channels[i].Persons = append(b.Channels[i].Persons, sums[channel])
		}
		if !at.Before(last) {
			return
		}
	}
}

// pieceOf is the step of a curve over such a time.
func pieceOf(d time.Duration) time.Duration {
	for _, each := range []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 6 * time.Hour, 24 * time.Hour} {
		if d/each < mostPoints {
			return each
		}
	}
	return 7 * 24 * time.Hour
}
