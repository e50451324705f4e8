// Package town makes the plans of the made-up community's banquet from its dataset, for
// tests and measurements.
package town

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"wanjia/events/seed"
	"wanjia/ticketing/seating/tables"
)

// Town is the banquet of the dataset as it was read: the plans of the two meals, and the
// venues and tables they were made from.
type Town struct {
	Plans  []*tables.Plan
	Venues []seed.Venue
	Tables []seed.BanquetTable
}

// Plans are the two meals of the dataset's banquet at a size, everything switched on:
// wishes, kin, accessible places, halal, quiet and theme tables, dishes and allergens.
func Plans(ctx context.Context, size seed.Size) ([]*tables.Plan, error) {
	t, err := Read(ctx, size)
	return t.Plans, err
}

// Read reads the banquet of the dataset at a size.
func Read(ctx context.Context, size seed.Size) (Town, error) {
	read := reader{
		people: map[string]person{}, sites: map[string]seed.Site{}, homes: map[string]seed.Household{}, at: map[string]int{},
		library: map[string]seed.LibraryDish{}, dishes: map[string]int{},
	}
	for range 2 {
		read.plans = append(read.plans, &tables.Plan{Seed: 1, DishesPerTable: 3, Wanted: []string{"soup", "steamed", "vegetable"}})
	}
	if _, err := seed.Generate(ctx, seed.Options{Size: size}, read.row); err != nil {
		return Town{}, fmt.Errorf("make the banquet: %w", err)
	}
	return Town{read.plans, read.venues, read.tables}, nil
}

type person struct {
	wheelchair, halal, quiet bool
	allergens                []string
}

type reader struct {
	people  map[string]person
	sites   map[string]seed.Site
	homes   map[string]seed.Household
	at      map[string]int // households, by meal and index: index*2+meal
	plans   []*tables.Plan
	venues  []seed.Venue
	tables  []seed.BanquetTable
	library map[string]seed.LibraryDish
	dishes  map[string]int // by meal and index, as at
}

func (r *reader) row(row seed.Row) error {
	switch x := row.(type) {
	case seed.Need:
		p := r.people[x.Person]
		p.wheelchair = p.wheelchair || x.Code == "wheelchair_place"
		p.halal = p.halal || x.Code == "halal"
		p.quiet = p.quiet || x.Code == "quiet_place"
		if x.Kind == "allergen" {
			p.allergens = append(p.allergens, x.Code)
		}
		r.people[x.Person] = p
	case seed.LibraryDish:
		r.library[x.Number] = x
	case seed.Dish:
		r.dish(x)
	case seed.DishShare:
		if k, ok := r.dishes[x.Dish]; ok {
			d := &r.plans[k%2].Dishes[k/2]
			d.Cooks = append(d.Cooks, x.Household)
			if x.Cook {
				site := r.sites[r.homes[x.Household].Building]
				d.X, d.Y = site.X, site.Y
			}
		}
	case seed.Household:
		r.homes[x.ID] = x
	case seed.Site:
		r.sites[x.Building] = x
	case seed.Venue:
		r.venues = append(r.venues, x)
		v := tables.Venue{ID: x.ID, X: x.X, Y: x.Y, Approved: x.Places}
		for n := range (x.Accessible + 1) / 2 {
			v.Helpers = append(v.Helpers, x.ID+"-helper-"+strconv.Itoa(n+1))
		}
		for _, p := range r.plans {
			p.Venues = append(p.Venues, v)
		}
	case seed.BanquetTable:
		return r.table(x)
	case seed.Registration:
		return r.registration(x)
	case seed.KinLink:
		k := r.at[x.Household]
		r.plans[k%2].Households[k/2].Kin = x.Code
	case seed.Wish:
		k := r.at[x.Household]
		h := &r.plans[k%2].Households[k/2]
		h.Wishes = append(h.Wishes, x.With)
	}
	return nil
}

func (r *reader) table(x seed.BanquetTable) error {
	r.tables = append(r.tables, x)
	t := tables.Table{ID: x.ID, Venue: x.Venue, Places: x.Places, AisleCM: x.AisleCM, StepFree: x.StepFree, ToiletM: x.ToiletM, Only: x.Only, Quiet: x.Quiet}
	for _, end := range x.Ends {
		n, err := strconv.Atoi(end)
		if err != nil {
			return fmt.Errorf("table %s: %w", x.ID, err)
		}
		t.Ends = append(t.Ends, n)
	}
	r.plans[0].Tables = append(r.plans[0].Tables, t)
	if x.Theme {
		t.Only = "theme"
	}
	r.plans[1].Tables = append(r.plans[1].Tables, t)
	return nil
}

func (r *reader) registration(x seed.Registration) error {
	if x.Mode != "meal" {
		return nil
	}
	meal := 0
	if x.Sitting == "evening" {
		meal = 1
	}
	building := r.homes[x.Household].Building
	site := r.sites[building]
	h := tables.Household{ID: x.Household, Building: building, X: site.X, Y: site.Y, People: len(x.Come), Order: x.Order}
	if x.Channel == "theme" {
		h.Only = "theme"
	}
	for _, id := range x.Come {
		p := r.people[id]
		if p.wheelchair {
			h.Wheelchairs++
		}
		if p.halal {
			h.Only = "halal"
		}
		h.Quiet = h.Quiet || p.quiet
		h.Allergens = append(h.Allergens, p.allergens...)
	}
	p := r.plans[meal]
	r.at[x.Household] = 2*len(p.Households) + meal
	p.Households = append(p.Households, h)
	return nil
}

func (r *reader) dish(x seed.Dish) {
	if x.Purpose != "eat" {
		return
	}
	meal := 0
	if x.Sitting == "evening" {
		meal = 1
	}
	d := tables.Dish{ID: x.ID, Library: x.Library, MayContain: x.MayContain, Halal: x.Halal}
	switch x.Category {
	case "汤煨":
		d.Fills = append(d.Fills, "soup")
	case "蒸菜":
		d.Fills = append(d.Fills, "steamed")
	}
	if slices.Contains(r.library[x.Library].Flags, "VEG") {
		d.Fills = append(d.Fills, "vegetable")
	}
	p := r.plans[meal]
	r.dishes[x.ID] = 2*len(p.Dishes) + meal
	p.Dishes = append(p.Dishes, d)
}
