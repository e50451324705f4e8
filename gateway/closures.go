package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/ticketing"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/runs"
	"wanjia/ticketing/seating/tables"
)

// closures has everything else follow what becomes of a venue of a banquet: nobody is
// seated at one that is closed, whoever sat there is told of new places or gets the meal
// brought, and as many places as it has are kept back from every channel, also while its
// permit is of another hall than the one that is drawn. What is to follow is read from the
// venues and halls themselves, so that a process that dies in between leaves nothing out.
type closures struct {
	s *services

	mu   sync.Mutex
	told map[string]bool // sittings of which everybody was told, by version and venue
}

// byHouse is who closes where no person does at that moment.
var byHouse = runs.Who{Name: "会场停用"}

// channels in the order in which places are kept back: those of building heads and of
// people with needs come last.
var keptFirst = []string{ticketing.Online, "reserve", "walk_up", ticketing.ThroughHotline, ticketing.ThroughHead, "accessible"}

// Plan says what closing a hall would change at each meal that is still to come and at
// which people are seated.
func (c *closures) Plan(ctx context.Context, who runs.Who, event events.ID, hall string) ([]runs.Proposal, error) {
	return c.each(ctx, event, hall, false, func(v *runs.Version) (runs.Proposal, error) {
		return c.s.seating.service.Close(ctx, who, runs.Change{Event: event, Sitting: v.Sitting, Base: v.ID, Try: true}, hall)
	})
}

// Close closes a hall for a reason, on the plan and in the banquet, and has all that
// follows follow; what cannot now does in the next round. Repeating it finishes it.
func (c *closures) Close(ctx context.Context, who runs.Who, event events.ID, hall, why string) ([]runs.Proposal, error) {
	_, err := c.s.banquet.CloseVenue(ctx, event, hall, why, who.Account)
	if err != nil && !errors.Is(err, banquet.ErrNoVenue) {
		return nil, err
	}
	done, err := c.each(ctx, event, hall, false, func(v *runs.Version) (runs.Proposal, error) {
		return c.s.seating.service.Close(ctx, who, runs.Change{Event: event, Sitting: v.Sitting, Base: v.ID, Why: why}, hall)
	})
	if err != nil {
		return done, err
	}
	return done, c.Follow(ctx, event)
}

// Open has a hall be used again: its places are given out again, and who has no table may
// get one there. Who was moved, or gets the meal brought, stays so.
func (c *closures) Open(ctx context.Context, who runs.Who, event events.ID, hall, why string) ([]runs.Proposal, error) {
	if err := c.s.banquet.OpenVenue(ctx, event, hall, why, who.Account); err != nil && !errors.Is(err, banquet.ErrNoVenue) {
		return nil, err
	}
	done, err := c.each(ctx, event, hall, true, func(v *runs.Version) (runs.Proposal, error) {
		return c.s.seating.service.Open(ctx, who, runs.Change{Event: event, Sitting: v.Sitting, Base: v.ID, Why: why}, hall)
	})
	if err != nil {
		return done, err
	}
	return done, c.Follow(ctx, event)
}

// each works on what counts at each meal to come where the hall is closed, or is not.
func (c *closures) each(ctx context.Context, event events.ID, hall string, closed bool, do func(*runs.Version) (runs.Proposal, error)) ([]runs.Proposal, error) {
	if _, err := c.s.seating.service.Hall(ctx, event, hall); err != nil {
		return nil, err
	}
	sittings, err := c.s.seating.service.Guests.Sittings(ctx, event)
	if err != nil {
		return nil, err
	}
	var all []runs.Proposal
	for _, sitting := range sittings {
		v, err := c.s.seating.service.ForAll(ctx, event, sitting.ID)
		if errors.Is(err, runs.ErrNoSeating) || err == nil && (!time.Now().Before(sitting.Starts) || v.IsClosed(hall) != closed) {
			continue
		}
		if err != nil {
			return all, err
		}
		p, err := do(v)
		if err != nil {
			return all, err
		}
		all = append(all, p)
	}
	return all, nil
}

// Follow has everything follow the venues and halls of a banquet as they are. Safe to
// repeat and in several processes.
func (c *closures) Follow(ctx context.Context, event events.ID) error {
	e, err := c.s.banquet.Edition(ctx, event)
	if errors.Is(err, banquet.ErrNoBanquet) {
		return nil
	}
	if err != nil {
		return err
	}
	venues, err := c.s.banquet.Venues(ctx, event)
	if err != nil {
		return err
	}
	halls, err := c.s.seating.service.Halls(ctx, event)
	if err != nil {
		return err
	}
	at := map[string]*floor.Drawn{}
	for i := range halls {
		at[halls[i].ID] = &halls[i]
	}
	var errs []error
	for _, sitting := range e.Upcoming(time.Now()) {
		for _, v := range venues {
			back := 0
			if hall := at[v.Code]; v.State == banquet.VenueClosed || hall != nil && !hall.Outdated.IsZero() {
				back = v.Places
			}
			if v.State == banquet.VenueClosed && at[v.Code] != nil {
				brought, err := c.clear(ctx, event, sitting, v, at)
				if err != nil {
					errs = append(errs, fmt.Errorf("clear %s at %s: %w", v.Code, sitting.Session, err))
				}
				back = max(0, back-brought) // whose places are out of the stock already
			}
			if err := c.keepBack(ctx, sitting, v, back); err != nil {
				errs = append(errs, fmt.Errorf("keep places of %s back: %w", v.Code, err))
			}
		}
	}
	return errors.Join(errs...)
}

// clear has nobody sit at a closed venue and tells whom that concerns, unless the seating is
// a draft nobody knows of. It returns how many people of it get the meal brought.
func (c *closures) clear(ctx context.Context, event events.ID, sitting banquet.Sitting, venue banquet.Venue, halls map[string]*floor.Drawn) (brought int, err error) {
	seating := c.s.seating.service
	v, err := seating.ForAll(ctx, event, sitting.Session)
	if errors.Is(err, runs.ErrNoSeating) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	_, err = seating.Public(ctx, event, sitting.Session)
	draft := errors.Is(err, runs.ErrUnpublished)
	if err != nil && !draft {
		return 0, err
	}
	if !v.IsClosed(venue.Code) {
		p, err := seating.Close(ctx, byHouse, runs.Change{Event: event, Sitting: sitting.Session, Base: v.ID, Why: venue.Reason}, venue.Code)
		if err != nil {
			return 0, err
		}
		v = p.After
	}
	if draft {
		return 0, nil
	}
	by, err := seating.Closing(ctx, v, venue.Code)
	if err != nil || by == nil {
		return 0, err
	}
	people, home := map[string]int{}, map[string]bool{}
	for _, h := range by.Plan.Households {
		people[h.ID] = h.People
	}
	for _, l := range by.Result.Left {
		home[l.Household] = home[l.Household] || l.Code == tables.ByDelivery
	}
	c.mu.Lock()
	told := c.told[by.ID+venue.Code]
	c.mu.Unlock()
	for _, m := range by.Moved {
		seat, sits := v.Seat(m.Household)
		if m.To == "" && home[m.Household] && !sits {
			brought += people[m.Household]
		} else if !sits || m.From == "" {
			continue // a person decides about them, or it is not about this venue
		}
		if told {
			continue
		}
		n := banquet.Reseated{Household: community.HouseholdID(m.Household), Version: by.ID, Why: banquet.VenueCause(venue.Name, venue.Reason)}
		if sits {
			n.Where = spotOf(halls, seat)
		}
		if err := c.s.banquet.Reseat(ctx, event, n); err != nil {
			return brought, err
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.told == nil {
		c.told = map[string]bool{}
	}
	c.told[by.ID+venue.Code] = true
	return brought, nil
}

// spotOf says where a seat is.
func spotOf(halls map[string]*floor.Drawn, seat tables.Seat) banquet.Spot {
	for _, h := range halls {
		for _, t := range h.Tables {
			if t.ID == seat.Table {
				return banquet.Spot{Hall: h.Name, Table: t.Number, Places: seat.Places}
			}
		}
	}
	return banquet.Spot{Hall: seat.Table}
}

// keepBack keeps as many free places of a meal back from the channels as a venue has that
// gives out none, or gives those back that were kept for it. How many are kept is read from
// the log of the pool, where each such move is written down in the step that makes it.
func (c *closures) keepBack(ctx context.Context, sitting banquet.Sitting, v banquet.Venue, want int) error {
	stock := c.s.inventory.service
	why := fmt.Sprintf("会场%s（%s）停止发放", v.Name, v.Code)
	for _, channel := range keptFirst {
		h, err := stock.StockOfPool(ctx, ticketing.PoolID(sitting.Pool))
		if errors.Is(err, ticketing.ErrNoPool) {
			return nil
		}
		if err != nil {
			return err
		}
		from, all := 0, 0
		for _, m := range h.Pool.Moves {
			switch {
			case m.Why != why:
			case m.To == ticketing.KeptBack:
				all += m.Places
				if m.From == channel {
					from += m.Places
				}
			case m.From == ticketing.KeptBack:
				all -= m.Places
				if m.To == channel {
					from -= m.Places
				}
			}
		}
		shift := ticketing.Shift{Pool: h.Pool.ID, Rev: h.Pool.Rev, From: channel, To: ticketing.KeptBack, Places: min(want-all, h.Pool.Share(channel)-h.Count.ByChannel[channel]), Why: why}
		if all > want {
			shift.From, shift.To, shift.Places = ticketing.KeptBack, channel, min(all-want, from)
		}
		if shift.Places < 1 {
			continue
		}
		_, err = stock.Shift(ctx, shift)
		if errors.Is(err, ticketing.ErrChanged) || errors.Is(err, ticketing.ErrShareTaken) {
			return nil // somebody was quicker; the next round counts again
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// followVenues has everything follow the venues of every banquet, and everybody told of the
// seats that come of it.
func (s *services) followVenues(ctx context.Context) error {
	list, _, err := s.catalogue.service.Events(ctx, events.PageQuery{Limit: 100})
	errs := []error{err}
	for _, e := range list {
		if e.Kind == events.Banquet {
			errs = append(errs, s.closures.Follow(ctx, e.ID), s.tellSeats(ctx, e.ID))
		}
	}
	return errors.Join(errs...)
}

// shut are the venues of a banquet that are closed.
func (s *services) shut(ctx context.Context, event events.ID) ([]string, error) {
	venues, err := s.banquet.Venues(ctx, event)
	var list []string
	for _, v := range venues {
		if v.State == banquet.VenueClosed {
			list = append(list, v.Code)
		}
	}
	return list, err
}
