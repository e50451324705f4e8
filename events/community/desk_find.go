package community

import (
	"context"
	"fmt"
)

// Gathered is people and households by their ids, with the households of the people
// and the people of the households.
type Gathered struct {
	People     map[PersonID]Person
	Households map[HouseholdID]Household
	Members    map[HouseholdID][]Person // of the households asked for, not of all
}

// Gather reads people and households in the reach. What is not there any more, was
// merged, removed, moved away or lies outside the reach is left out.
func (s *Service) Gather(ctx context.Context, reach Reach, people []PersonID, households []HouseholdID) (Gathered, error) {
	g := Gathered{map[PersonID]Person{}, map[HouseholdID]Household{}, map[HouseholdID][]Person{}}
	tree, err := s.Tree(ctx)
	if err != nil {
		return g, err
	}
	found, err := s.Store.People.Many(ctx, people)
	if err != nil {
		return g, fmt.Errorf("people found: %w", err)
	}
	homes := append([]HouseholdID(nil), households...)
	for _, p := range found {
		if p.Live() && tree.Within(p.Building, reach) {
			g.People[p.ID] = p
			homes = append(homes, p.Household)
		}
	}
	list, err := s.Store.Households.Many(ctx, homes)
	if err != nil {
		return g, fmt.Errorf("households found: %w", err)
	}
	for _, h := range list {
		if h.Ended.IsZero() && tree.Within(h.Building, reach) {
			g.Households[h.ID] = h
		}
	}
	for _, id := range households {
		if _, ok := g.Households[id]; !ok {
			continue
		}
		if g.Members[id], err = s.PeopleOf(ctx, id); err != nil {
			return g, err
		}
	}
	return g, nil
}
