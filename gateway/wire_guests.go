package main

import (
	"context"
	"errors"
	"iter"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/events/docstore"
	"wanjia/events/store"
	"wanjia/ticketing/seating/runs"
	"wanjia/ticketing/seating/tables"
)

// What each table of a banquet is to have.
const dishesPerTable = 3

// guests is who comes to a banquet, as they are registered; to one that nobody registers
// for here, as lists that were brought in say.
type guests struct {
	banquet *banquet.Service
	events  *events.Service
	lists   runs.Guests
}

var _ runs.Guests = guests{}

// newGuests is who comes to banquets.
func newGuests(e docstore.Engine, c catalogue, people community.Records[community.PersonID, community.Person], lists runs.Guests) guests {
	return guests{banquet: &banquet.Service{Store: store.NewBanquet(e), People: people, Now: time.Now}, events: c.service, lists: lists}
}

// Sittings implements [runs.Guests].
func (g guests) Sittings(ctx context.Context, event events.ID) ([]runs.Sitting, error) {
	e, err := g.banquet.Edition(ctx, event)
	if errors.Is(err, banquet.ErrNoBanquet) {
		return g.lists.Sittings(ctx, event)
	}
	if err != nil {
		return nil, err
	}
	var all []runs.Sitting
	for _, s := range e.Sittings {
		if s.Kind != banquet.Meal {
			continue
		}
		session, err := g.events.Session(ctx, s.Session)
		if err != nil {
			return nil, err
		}
		all = append(all, runs.Sitting{ID: s.Session, Title: session.Title, Starts: s.Starts, DishesPerTable: dishesPerTable, Wanted: courses()})
	}
	slices.SortFunc(all, func(a, b runs.Sitting) int { return a.Starts.Compare(b.Starts) })
	if len(all) > 0 {
		all[len(all)-1].Themed = len(all) > 1 // theme tables are set at the last meal
	}
	return all, nil
}

// courses are what each table is to have one of.
func courses() []string { return []string{"soup", "steamed", "vegetable"} }

// fills says which of them a dish is.
func fills(d banquet.Dish) []string {
	var all []string
	switch d.Category {
	case "汤煨":
		all = append(all, "soup")
	case "蒸菜":
		all = append(all, "steamed")
	}
	if slices.Contains(d.Flags, "VEG") {
		all = append(all, "vegetable")
	}
	return all
}

// registered says whether people register for an event here.
func (g guests) registered(ctx context.Context, event events.ID) (bool, error) {
	_, err := g.banquet.Edition(ctx, event)
	if errors.Is(err, banquet.ErrNoBanquet) {
		return false, nil
	}
	return err == nil, err
}

// sites are where buildings stand.
func (g guests) sites(ctx context.Context) (map[community.NodeID]banquet.Site, error) {
	at := map[community.NodeID]banquet.Site{}
	for s, err := range g.banquet.Store.Sites.All(ctx) {
		if err != nil {
			return nil, err
		}
		at[s.Building] = s
	}
	return at, nil
}

// Households implements [runs.Guests].
func (g guests) Households(ctx context.Context, event events.ID, sitting events.SessionID) iter.Seq2[tables.Household, error] {
	return func(yield func(tables.Household, error) bool) {
		here, err := g.registered(ctx, event)
		if err != nil {
			yield(tables.Household{}, err)
			return
		}
		if !here {
			g.lists.Households(ctx, event, sitting)(yield)
			return
		}
		list, err := g.banquet.Guests(ctx, event, sitting)
		at, failed := g.sites(ctx)
		if err := errors.Join(err, failed); err != nil {
			yield(tables.Household{}, err)
			return
		}
		for _, x := range list {
			h := tables.Household{
				ID: string(x.Household), Building: string(x.Building), X: at[x.Building].X, Y: at[x.Building].Y, People: x.People, Wheelchairs: x.Wheelchairs,
				Kin: x.Kin, Only: x.Only, Quiet: x.Quiet, Allergens: x.Allergens, Order: x.Order,
			}
			for _, w := range x.Wishes {
				h.Wishes = append(h.Wishes, string(w))
			}
			if !yield(h, nil) {
				return
			}
		}
	}
}

// Dishes implements [runs.Guests].
func (g guests) Dishes(ctx context.Context, event events.ID, sitting events.SessionID) iter.Seq2[tables.Dish, error] {
	return func(yield func(tables.Dish, error) bool) {
		here, err := g.registered(ctx, event)
		if err != nil {
			yield(tables.Dish{}, err)
			return
		}
		if !here {
			g.lists.Dishes(ctx, event, sitting)(yield)
			return
		}
		list, err := g.banquet.DishesAt(ctx, event, sitting)
		at, failed := g.sites(ctx)
		if err := errors.Join(err, failed); err != nil {
			yield(tables.Dish{}, err)
			return
		}
		for _, x := range list {
			d := tables.Dish{ID: string(x.ID), Library: x.Library, Halal: x.Halal, Fills: fills(x)}
			for _, a := range x.MayContain {
				d.MayContain = append(d.MayContain, string(a))
			}
			for _, s := range x.Shares {
				if s.Household == x.Cook {
					d.X, d.Y = at[s.Building].X, at[s.Building].Y
					d.Cooks = slices.Insert(d.Cooks, 0, string(s.Household))
					continue
				}
				d.Cooks = append(d.Cooks, string(s.Household))
			}
			if !yield(d, nil) {
				return
			}
		}
	}
}
