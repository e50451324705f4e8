package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/docstore"
	"wanjia/events/seed"
	"wanjia/ticketing"
)

// loadBanquet puts the banquet of the made-up dataset where it is not there yet, half
// registered; the households of the logins are left to register themselves. A data
// folder of before there was one keeps the banquet it has.
func (s *services) loadBanquet(ctx context.Context, opt seed.Options, event events.Event, openedAt time.Time, sittings []seed.Sitting, skip map[community.HouseholdID]bool) error {
	mark := loadMark{ID: "banquet." + string(event.ID), Options: opt, Started: openedAt.UTC()}
	marks := loadMarks(s.house.documents)
	err := marks.InsertOne(ctx, mark)
	if errors.Is(err, docstore.ErrDuplicate) {
		there, err := marks.Get(ctx, mark.ID)
		if err != nil || !there.Value.Finished.IsZero() {
			return err
		}
		openedAt = there.Value.Started
	} else if err != nil {
		return fmt.Errorf("look for the made-up banquet: %w", err)
	}
	l := &feastLoader{event: event, openedAt: openedAt, half: true, skip: skip, now: openedAt}
	if err := l.read(ctx, opt); err != nil {
		return fmt.Errorf("read the made-up banquet: %w", err)
	}
	registrations := l.register()
	kept := s.banquet.Store
	for _, add := range []func() error{
		func() error { return s.inventory.claims.Load(ctx, l.claims) },
		func() error { return addAll(ctx, kept.Sites, l.sites) },
		func() error { return addAll(ctx, kept.Venues, l.venues) },
		func() error { return addAll(ctx, kept.Registrations, registrations) },
		func() error { return addAll(ctx, kept.Kin, l.groups()) },
		func() error { return addAll(ctx, kept.Dishes, l.cook()) },
		func() error { return addAll(ctx, kept.Editions, []banquet.Edition{l.edition(sittings)}) },
	} {
		if err := add(); err != nil {
			return fmt.Errorf("load the made-up banquet: %w", err)
		}
	}
	for _, sitting := range l.edition(sittings).Sittings { // the stock is to know what was given out
		if err := s.inventory.service.Rebuild(ctx, ticketing.PoolID(sitting.Pool)); err != nil {
			return fmt.Errorf("count the places of the made-up banquet: %w", err)
		}
	}
	_, err = marks.Change(ctx, mark.ID, func(m *loadMark) error {
		m.Finished, m.Rows = time.Now().UTC(), len(registrations)
		return nil
	})
	return err
}

// addAll adds what is not there yet.
func addAll[ID ~string, T any](ctx context.Context, r community.Records[ID, T], list []T) error {
	for part := range slices.Chunk(list, batchRows) {
		answers, err := r.Add(ctx, part...)
		if err != nil {
			return err
		}
		for _, answer := range answers {
			if answer != nil && !errors.Is(answer, community.ErrExists) {
				return answer
			}
		}
	}
	return nil
}

// addDemoBanquet makes the dataset's banquet one of the demonstration's size whose
// registration is open, and loads who has registered. It is to come before the catalogue
// is loaded; what it returns loads the rest after that.
func (s *services) addDemoBanquet(ctx context.Context, d *seed.Dataset, opt seed.Options, skip map[community.HouseholdID]bool) (func() error, error) {
	event := d.Events[slices.IndexFunc(d.Events, func(e events.Event) bool { return e.Kind == events.Banquet })]
	_, err := s.inventory.pools.Pool(ctx, ticketing.PoolID(string(event.ID)+"-noon-online"))
	if !errors.Is(err, ticketing.ErrNoPool) {
		return func() error { return nil }, err
	}
	sittings, err := seed.Sittings(opt)
	if err != nil {
		return nil, err
	}
	openedAt := time.Now().AddDate(0, 0, -8).Truncate(time.Hour)
	d.Feast(sittings, openedAt)
	return func() error { return s.loadBanquet(ctx, opt, event, openedAt, sittings, skip) }, nil
}

// homesOf are the households of the logins that stand for somebody.
func (s *services) homesOf(ctx context.Context, people []string) (map[community.HouseholdID]bool, error) {
	homes := map[community.HouseholdID]bool{}
	for _, id := range people {
		p, err := s.community.service.Store.People.Get(ctx, community.PersonID(id))
		if errors.Is(err, community.ErrNoPerson) {
			continue
		}
		if err != nil {
			return nil, err
		}
		homes[p.Household] = true
	}
	return homes, nil
}
