package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"wanjia/events"
	"wanjia/events/objects"
	"wanjia/gateway/api"
	"wanjia/ticketing/seating/runs"
)

// The hours in which cards are made: nobody waits for a page then, and eight hundred
// printers do not ask at once in the morning.
const (
	nightFrom  = 1
	nightUntil = 5
)

// printAtNight makes the table cards of one hall that has none of the version people
// read, so that halls follow each other through the night. It is safe to repeat.
func (s *services) printAtNight(ctx context.Context) error {
	if !atNight(time.Now()) {
		return nil
	}
	_, err := s.printNext(ctx, s.edge(nil))
	return err
}

// atNight says whether cards are made at that moment.
func atNight(at time.Time) bool {
	hour := at.In(events.Zone).Hour()
	return hour >= nightFrom && hour < nightUntil
}

// printNext makes the cards of the next hall, and says whether there was one.
func (s *services) printNext(ctx context.Context, press *api.API) (bool, error) {
	list, _, err := s.catalogue.service.Events(ctx, events.PageQuery{Limit: 100})
	if err != nil {
		return false, err
	}
	for _, e := range list {
		if e.Kind != events.Banquet {
			continue
		}
		sittings, err := s.seating.service.Guests.Sittings(ctx, e.ID)
		if err != nil {
			return false, err
		}
		for _, sitting := range sittings {
			v, err := s.seating.service.Public(ctx, e.ID, sitting.ID)
			if errors.Is(err, runs.ErrNoSeating) || errors.Is(err, runs.ErrUnpublished) {
				continue
			}
			if err != nil {
				return false, err
			}
			for _, hall := range v.Plan.Venues {
				if made, err := s.printHall(ctx, press, v, hall.ID); made || err != nil {
					return made, err
				}
			}
		}
	}
	return false, nil
}

// printHall makes the cards of a hall that has none yet.
func (s *services) printHall(ctx context.Context, press *api.API, v *runs.Version, hall string) (made bool, err error) {
	key := api.CardKey(v.ID, hall)
	if _, err := s.house.objects.Stat(ctx, key); !errors.Is(err, objects.ErrNotFound) {
		return false, err
	}
	tables := api.CardTables(v, hall, "")
	if len(tables) == 0 {
		return false, nil
	}
	body, err := press.Cards(ctx, v, tables)
	if err != nil {
		return false, fmt.Errorf("print the cards of %s: %w", hall, err)
	}
	if _, err := s.house.objects.Put(ctx, key, bytes.NewReader(body), int64(len(body)), "application/pdf"); err != nil {
		return false, fmt.Errorf("keep the cards of %s: %w", hall, err)
	}
	return true, nil
}
