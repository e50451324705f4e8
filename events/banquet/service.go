package banquet

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/events/community"
)

// Residents is what the banquet asks the community.
type Residents interface {
	// PeopleOf returns those who live in a household.
	PeopleOf(ctx context.Context, household community.HouseholdID) ([]community.Person, error)
}

// Letters tells people of what has become of their registration.
type Letters interface {
	// Tell sends a message once for each id; whoever has no telephone is put on the list
	// of those to be told in person.
	Tell(ctx context.Context, id string, l Letter) error
}

// Service is the rules of the banquet. Its fields are set once, before use.
type Service struct {
	Store     Store
	Places    Places
	Residents Residents
	People    community.Records[community.PersonID, community.Person]
	Letters   Letters
	Pictures  community.Pictures // of sheets; nil keeps none
	Seating   Seating            // where dishes stand; nil before anybody sits
	// Tree is the community's buildings; nil divides the offline places among nobody.
	Tree func(ctx context.Context) (*community.Tree, error)
	Log  *slog.Logger
	Now  func() time.Time // time.Now

	boards boards
}

// pageOf is how many records are read at a time.
const pageOf = 500

// Edition returns what an edition goes by, or [ErrNoBanquet].
func (s *Service) Edition(ctx context.Context, id events.ID) (Edition, error) {
	return s.Store.Editions.Get(ctx, id)
}

// Venues returns the venues of an edition by code.
func (s *Service) Venues(ctx context.Context, edition events.ID) ([]Venue, error) {
	return all(ctx, s.Store.Venues, community.By{Index: "edition", Prefix: string(edition) + "/"})
}

// all reads every record of an index.
func all[ID ~string, T any](ctx context.Context, r community.Records[ID, T], by community.By) ([]T, error) {
	list := []T{}
	by.Limit = pageOf
	for {
		page, next, err := r.List(ctx, by)
		if err != nil {
			return nil, err
		}
		list = append(list, page...)
		if next == "" {
			return list, nil
		}
		by.After = next
	}
}

// At returns the confirmed registrations of a sitting, in the order of confirmation.
func (s *Service) At(ctx context.Context, session events.SessionID) ([]Registration, error) {
	return all(ctx, s.Store.Registrations, community.By{Index: "session", Prefix: string(session) + "/"})
}

// Guests returns the households at a meal with what their seating has to know, in the
// order of confirmation. Needs are read from the people as they are now.
func (s *Service) Guests(ctx context.Context, edition events.ID, session events.SessionID) ([]Guest, error) {
	list, err := s.At(ctx, session)
	if err != nil {
		return nil, err
	}
	kin, err := s.kinOf(ctx, edition)
	if err != nil {
		return nil, err
	}
	guests := make([]Guest, 0, len(list))
	for part := range slices.Chunk(list, pageOf) {
		var ids []community.PersonID
		for _, r := range part {
			for _, p := range r.People {
				if p.Way == Comes {
					ids = append(ids, p.Person)
				}
			}
		}
		people, err := s.People.Many(ctx, ids)
		if err != nil {
			return nil, fmt.Errorf("needs of the guests: %w", err)
		}
		by := make(map[community.PersonID]community.Person, len(people))
		for _, p := range people {
			by[p.ID] = p
		}
		for _, r := range part {
			guests = append(guests, r.guest(by, kin[r.Household]))
		}
	}
	return guests, nil
}

func (r Registration) guest(people map[community.PersonID]community.Person, kin string) Guest {
	g := Guest{
		Household: r.Household, Building: r.Building, Session: r.Session, People: r.Come(), Kin: kin, Wishes: r.Wishes, Order: r.Order,
	}
	if r.Theme {
		g.Only = "theme"
	}
	for _, c := range r.People {
		if c.Way != Comes {
			continue
		}
		for _, n := range people[c.Person].Needs {
			switch {
			case n.Code == "wheelchair_place":
				g.Wheelchairs++
			case n.Code == "halal":
				g.Only = "halal"
			case n.Code == "quiet_place":
				g.Quiet = true
			case n.Kind == "allergen" && !slices.Contains(g.Allergens, n.Code):
				g.Allergens = append(g.Allergens, n.Code)
			}
		}
	}
	return g
}

// kinOf are the codes of the groups that households sit with.
func (s *Service) kinOf(ctx context.Context, edition events.ID) (map[community.HouseholdID]string, error) {
	groups, err := all(ctx, s.Store.Kin, community.By{Index: "edition", Prefix: string(edition) + "/"})
	if err != nil {
		return nil, err
	}
	of := map[community.HouseholdID]string{}
	for _, k := range groups {
		for _, h := range k.Together() {
			of[h] = k.Code
		}
	}
	return of, nil
}

// DishesAt returns the dishes that are to be eaten at a meal and are not withdrawn, by id.
func (s *Service) DishesAt(ctx context.Context, edition events.ID, session events.SessionID) ([]Dish, error) {
	list, err := s.Dishes(ctx, edition)
	return slices.DeleteFunc(list, func(d Dish) bool {
		return d.Purpose != ToEat || d.Session != session || d.State == Withdrawn
	}), err
}

// Dishes returns every dish of an edition, by id.
func (s *Service) Dishes(ctx context.Context, edition events.ID) ([]Dish, error) {
	return all(ctx, s.Store.Dishes, community.By{Index: "edition", Prefix: string(edition) + "/"})
}
