package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"slices"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/ticketing/seating/runs"
	"wanjia/ticketing/seating/tables"
)

// guests is who comes to a sitting and with which dishes, as they were brought in.
type guests struct {
	Event   string `json:"event"`
	Sitting string `json:"sitting"`
	Packed  string `json:"packed"` // of [guestList]
}

type guestList struct {
	Sitting    runs.Sitting
	Households []tables.Household
	Dishes     []tables.Dish
}

// AddGuests stores who comes to a sitting; a list that is there stays.
func (s *Seating) AddGuests(ctx context.Context, event events.ID, sitting runs.Sitting, homes []tables.Household, dishes []tables.Dish) error {
	body, err := json.Marshal(guestList{sitting, homes, dishes})
	if err != nil {
		return fmt.Errorf("encode who comes to %s: %w", sitting.ID, err)
	}
	packed, err := pack(body)
	if err != nil {
		return fmt.Errorf("pack who comes to %s: %w", sitting.ID, err)
	}
	if err := docstore.InsertNew(ctx, s.guests, []guests{{string(event), string(sitting.ID), packed}}); err != nil {
		return fmt.Errorf("store who comes to %s: %w", sitting.ID, err)
	}
	return nil
}

// Sittings implements [runs.Guests].
func (s *Seating) Sittings(ctx context.Context, event events.ID) ([]runs.Sitting, error) {
	var all []runs.Sitting
	for v, err := range s.guests.Each(ctx, docstore.Query{Index: "event", Prefix: string(event) + "/"}) {
		if err != nil {
			return nil, fmt.Errorf("read the sittings of %s: %w", event, err)
		}
		list, err := unpacked[guestList](v.Value.Packed)
		if err != nil {
			return nil, err
		}
		all = append(all, list.Sitting)
	}
	slices.SortFunc(all, func(a, b runs.Sitting) int { return cmp.Or(a.Starts.Compare(b.Starts), cmp.Compare(a.ID, b.ID)) })
	return all, nil
}

// Households implements [runs.Guests].
func (s *Seating) Households(ctx context.Context, event events.ID, sitting events.SessionID) iter.Seq2[tables.Household, error] {
	return eachGuest(ctx, s, event, sitting, func(l guestList) []tables.Household { return l.Households })
}

// Dishes implements [runs.Guests].
func (s *Seating) Dishes(ctx context.Context, event events.ID, sitting events.SessionID) iter.Seq2[tables.Dish, error] {
	return eachGuest(ctx, s, event, sitting, func(l guestList) []tables.Dish { return l.Dishes })
}

func eachGuest[T any](ctx context.Context, s *Seating, event events.ID, sitting events.SessionID, pick func(guestList) []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		v, err := s.guests.Get(ctx, hallID(string(event), string(sitting)))
		if missing(err) {
			yield(none, runs.ErrNoSitting)
			return
		}
		if err != nil {
			yield(none, fmt.Errorf("read who comes to %s: %w", sitting, err))
			return
		}
		list, err := unpacked[guestList](v.Value.Packed)
		if err != nil {
			yield(none, err)
			return
		}
		for _, x := range pick(list) {
			if !yield(x, nil) {
				return
			}
		}
	}
}
