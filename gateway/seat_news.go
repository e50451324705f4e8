package main

import (
	"context"
	"errors"
	"fmt"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/runs"
	"wanjia/ticketing/seating/tables"
)

// tellSeats tells each household whose place of a published seating is another than it was
// told of last. Safe to repeat and in several processes: what a household was told of is
// kept with its registration.
func (s *services) tellSeats(ctx context.Context, event events.ID) error {
	sittings, err := s.seating.service.Guests.Sittings(ctx, event)
	if err != nil {
		return err
	}
	for _, sitting := range sittings {
		if err := s.tellSeatsAt(ctx, event, sitting.ID); err != nil {
			return fmt.Errorf("tell who sits where at %s: %w", sitting.ID, err)
		}
	}
	return nil
}

func (s *services) tellSeatsAt(ctx context.Context, event events.ID, sitting events.SessionID) error {
	news, err := s.seating.service.Untold(ctx, event, sitting)
	if err != nil || news == nil {
		return err
	}
	halls, err := s.seating.service.Halls(ctx, event)
	if err != nil {
		return err
	}
	at := map[string]*floor.Drawn{}
	for i := range halls {
		at[halls[i].ID] = &halls[i]
	}
	seats, waits := map[string]tables.Seat{}, map[string]bool{}
	for _, seat := range news.After.Result.Seats {
		seats[seat.Household] = seat
	}
	for _, l := range news.After.Result.Left {
		waits[l.Household] = l.Code != tables.ByDelivery // of a meal that is brought they are told otherwise
	}
	for _, household := range news.Changed {
		n := banquet.Seated{Household: community.HouseholdID(household), Session: sitting}
		if seat, ok := seats[household]; ok {
			n.Where = spotOf(at, seat)
		} else if !waits[household] {
			continue
		}
		if err := s.banquet.TellSeat(ctx, event, n); err != nil {
			return err
		}
	}
	return s.seating.service.NoteTold(ctx, news.After)
}

// feastTables says where the dishes of a banquet stand.
type feastTables struct{ seating *runs.Service }

// Beside implements [banquet.Seating].
func (f feastTables) Beside(ctx context.Context, edition events.ID, session events.SessionID, dish banquet.DishID) (table string, households []community.HouseholdID, err error) {
	v, err := f.seating.ForAll(ctx, edition, session)
	if errors.Is(err, runs.ErrNoSeating) {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, err
	}
	for _, d := range v.Result.Dishes {
		if d.Dish == string(dish) {
			table = d.Table
		}
	}
	for _, seat := range v.Result.Seats {
		if table != "" && seat.Table == table {
			households = append(households, community.HouseholdID(seat.Household))
		}
	}
	return table, households, nil
}
