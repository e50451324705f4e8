package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"wanjia/events"
	"wanjia/events/docstore"
	"wanjia/events/seed"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/runs"
	"wanjia/ticketing/seating/town"
	"wanjia/ticketing/store"
)

// seatingHouse is who sits where at banquets, and the rules of that.
type seatingHouse struct {
	kept    *store.Seating
	service *runs.Service
}

func newSeating(e docstore.Engine, s *services) *seatingHouse {
	kept := store.NewSeating(e)
	return &seatingHouse{kept, &runs.Service{Store: kept, Guests: newGuests(e, s.catalogue, s.community.service.Store.People, kept), Queue: s.queue, Log: s.house.log, Now: time.Now}}
}

func seatingMigrator(e docstore.Engine) docstore.Migrator { return store.NewSeating(e) }

// addDemo puts the halls of the made-up banquet there and who comes, and has everybody
// seated once, with the first meal published and the other one a draft. Repeating it changes nothing.
func (s *seatingHouse) addDemo(ctx context.Context, size seed.Size, list []events.Event, sessions []events.Session) error {
	for _, e := range list {
		if e.Kind != events.Banquet {
			continue
		}
		sittings, err := s.kept.Sittings(ctx, e.ID)
		if err != nil || len(sittings) > 0 {
			return err
		}
		if err := s.addBanquet(ctx, size, e, sessions); err != nil {
			return fmt.Errorf("load the banquet's tables: %w", err)
		}
		var first []string // is published; the evening is left for whoever tries it
		if meals, err := s.service.Guests.Sittings(ctx, e.ID); err != nil {
			return err
		} else if len(meals) > 0 {
			first = append(first, string(meals[0].ID))
		}
		if _, err := s.service.Start(ctx, runs.Who{Account: "demo", Name: "演示"}, e.ID, 1, "演示数据", first...); err != nil {
			return fmt.Errorf("seat the banquet: %w", err)
		}
	}
	return nil
}

// addBanquet stores halls first and who comes last: what is there then is whole.
func (s *seatingHouse) addBanquet(ctx context.Context, size seed.Size, e events.Event, sessions []events.Session) error {
	t, err := town.Read(ctx, size)
	if err != nil {
		return err
	}
	var halls []floor.Hall
	for _, v := range t.Venues {
		halls = append(halls, demoHall(v, t.Tables, t.Plans[0].Venues))
	}
	if err := s.kept.AddHalls(ctx, e.ID, halls); err != nil {
		return err
	}
	for i, meal := range []string{"noon", "evening"} {
		for _, session := range sessions {
			if session.Event != e.ID || !strings.HasSuffix(string(session.ID), "-"+meal) {
				continue
			}
			p := t.Plans[i]
			sitting := runs.Sitting{ID: session.ID, Title: session.Title, Starts: session.Starts, Themed: i == 1, DishesPerTable: p.DishesPerTable, Wanted: p.Wanted}
			if err := s.kept.AddGuests(ctx, e.ID, sitting, p.Households, p.Dishes); err != nil {
				return err
			}
		}
	}
	return nil
}
