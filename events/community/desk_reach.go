package community

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"wanjia/events/fault"
)

// ErrCursor: a cursor was not made by the list it is handed to.
var ErrCursor = fault.New(fault.Invalid, "cursor", "that is no cursor of this list; begin again with its first page")

// PersonIn returns a person who lives in the reach. One who was merged into another
// answers with that other, whose id then differs from the one asked for. It returns
// [ErrNoPerson] for one outside the reach, removed, or not there at all.
func (s *Service) PersonIn(ctx context.Context, reach Reach, id PersonID) (Person, error) {
	tree, err := s.Tree(ctx)
	if err != nil {
		return Person{}, err
	}
	p, err := s.Survivor(ctx, id)
	if err != nil {
		return Person{}, err
	}
	if !tree.Within(p.Building, reach) {
		return Person{}, ErrNoPerson
	}
	return p, nil
}

// HouseholdIn returns a household in the reach that has not moved away, or
// [ErrNoHousehold].
func (s *Service) HouseholdIn(ctx context.Context, reach Reach, id HouseholdID) (Household, error) {
	tree, err := s.Tree(ctx)
	if err != nil {
		return Household{}, err
	}
	h, err := s.Store.Households.Get(ctx, id)
	if err != nil {
		return Household{}, err
	}
	if !h.Ended.IsZero() || !tree.Within(h.Building, reach) {
		return Household{}, ErrNoHousehold
	}
	return h, nil
}

// BuildingIn returns a building in the reach, or [ErrNoBuilding].
func (s *Service) BuildingIn(ctx context.Context, reach Reach, id NodeID) (Building, error) {
	tree, err := s.Tree(ctx)
	if err != nil {
		return Building{}, err
	}
	b, ok := tree.Building(id)
	if !ok || !tree.Within(id, reach) {
		return Building{}, ErrNoBuilding
	}
	return b, nil
}

// WithPhoneIn lists the people in the reach who gave a number, in any of its
// written forms. It returns [ErrNumber].
func (s *Service) WithPhoneIn(ctx context.Context, reach Reach, phone string) ([]Person, error) {
	number, err := CleanPhone(phone)
	if err == nil && number == "" {
		err = ErrNumber
	}
	if err != nil {
		return nil, err
	}
	tree, err := s.Tree(ctx)
	if err != nil {
		return nil, err
	}
	all, err := s.PeopleWithPhone(ctx, number)
	if err != nil {
		return nil, err
	}
	list := []Person{}
	for _, p := range all {
		if tree.Within(p.Building, reach) {
			list = append(list, p)
		}
	}
	return list, nil
}

// Homes asks for households.
type Homes struct {
	Building NodeID // "" for every building in the reach
	Code     string // of one flat; "" for all
	Away     bool   // those that moved away, and not those that live there
	After    string
	Limit    int // 1 to 1000
}

// HouseholdsIn returns a page of the households in the reach that live there, or of
// those that moved away, by building, unit and door, and the cursor of the next, "" at the end. It
// returns [ErrNoBuilding] for a building outside the reach and [ErrCursor].
func (s *Service) HouseholdsIn(ctx context.Context, reach Reach, q Homes) ([]Household, string, error) {
	tree, err := s.Tree(ctx)
	if err != nil {
		return nil, "", err
	}
	if q.Building != "" {
		if _, err := s.BuildingIn(ctx, reach, q.Building); err != nil {
			return nil, "", err
		}
		reach = Reach{q.Building}
	}
	if q.Code != "" {
		list, err := s.HouseholdsAt(ctx, q.Code)
		if err != nil {
			return nil, "", err
		}
		return inReach(tree, reach, list), "", nil
	}
	return s.walkHomes(ctx, tree, reach, q)
}

func inReach(tree *Tree, reach Reach, list []Household) []Household {
	out := []Household{}
	for _, h := range list {
		if tree.Within(h.Building, reach) {
			out = append(out, h)
		}
	}
	return out
}

// walkHomes reads building after building. A cursor is the building reached, a
// slash, and the store's cursor in it.
func (s *Service) walkHomes(ctx context.Context, tree *Tree, reach Reach, q Homes) ([]Household, string, error) {
	index := "building"
	if q.Away {
		index = "away" // a few among many
	}
	at, inner, _ := strings.Cut(q.After, "/")
	out, reached := []Household{}, q.After == ""
	for b := range tree.Below(reach) {
		if !reached && string(b.Code) != at {
			continue
		}
		reached = true
		for {
			if len(out) == q.Limit {
				return out, string(b.Code) + "/" + inner, nil
			}
			page, next, err := s.Store.Households.List(ctx, By{
				Index: index, Prefix: string(b.Code) + "/", After: inner, Limit: q.Limit - len(out),
			})
			if err != nil {
				return nil, "", fmt.Errorf("households of %s: %w", b.Code, err)
			}
			for _, h := range page {
				if q.Away && h.MovedOut() || !q.Away && h.Ended.IsZero() {
					out = append(out, h)
				}
			}
			if inner = next; next == "" {
				break
			}
		}
	}
	if !reached {
		return nil, "", ErrCursor
	}
	return out, "", nil
}

// RelationIn returns a relation that has not ended, and the person it is for, who
// lives in the reach. It returns [ErrNoRelation] for any other.
func (s *Service) RelationIn(ctx context.Context, reach Reach, id RelationID) (Relation, Person, error) {
	r, err := s.Store.Relations.Get(ctx, id)
	if err != nil {
		return Relation{}, Person{}, err
	}
	p, err := s.PersonIn(ctx, reach, r.Person)
	if errors.Is(err, ErrNoPerson) || err == nil && !r.Ended.IsZero() {
		return Relation{}, Person{}, ErrNoRelation
	}
	return r, p, err
}
