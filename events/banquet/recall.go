package banquet

import (
	"context"
	"slices"
	"strings"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/events/fault"
)

// ErrRecallWhat: a recall names what is to be found.
var ErrRecallWhat = fault.New(fault.Invalid, "recall_what", "say which dish: its number, its code, a dish of the book, or words of its name")

// Seating says where dishes stand; the seating's runs implement it.
type Seating interface {
	// Beside returns the table of a dish and the households that sit at it, "" and none
	// for one that has no table yet.
	Beside(ctx context.Context, edition events.ID, session events.SessionID, dish DishID) (table string, households []community.HouseholdID, err error)
}

// RecallQuery names the dishes to be recalled; one field is enough.
type RecallQuery struct {
	Dish    DishID `json:"dish,omitempty"`
	Number  string `json:"number,omitempty"`  // on the card
	Library string `json:"library,omitempty"` // every dish of the book's number
	Words   string `json:"words,omitempty"`   // in the name
}

// Recalled is a dish that is recalled, with whom it concerns.
type Recalled struct {
	Dish       Dish
	Table      string
	Made       []community.HouseholdID // who made it
	Served     []community.HouseholdID // who sits at its table, or has it brought home
	Households []community.HouseholdID // both, each once
}

// Recall finds dishes with their tables and the households they concern. Withdrawn ones
// are found too: they may have been handed out. It returns [ErrRecallWhat] and
// [ErrNoDish].
func (s *Service) Recall(ctx context.Context, edition events.ID, q RecallQuery) ([]Recalled, error) {
	dishes, err := s.recalled(ctx, edition, q)
	if err != nil {
		return nil, err
	}
	if len(dishes) == 0 {
		return nil, ErrNoDish
	}
	out := make([]Recalled, 0, len(dishes))
	for _, d := range dishes {
		r := Recalled{Dish: d, Served: slices.Clone(d.For)}
		for _, share := range d.Shares {
			r.Made = append(r.Made, share.Household)
		}
		if s.Seating != nil && d.Purpose == ToEat {
			table, beside, err := s.Seating.Beside(ctx, edition, d.Session, d.ID)
			if err != nil {
				return nil, err
			}
			r.Table, r.Served = table, append(r.Served, beside...)
		}
		for _, h := range slices.Concat(r.Made, r.Served) {
			if !slices.Contains(r.Households, h) {
				r.Households = append(r.Households, h)
			}
		}
		out = append(out, r)
	}
	return out, nil
}

func (s *Service) recalled(ctx context.Context, edition events.ID, q RecallQuery) ([]Dish, error) {
	under := func(index, value string) ([]Dish, error) {
		return all(ctx, s.Store.Dishes, community.By{Index: index, Prefix: string(edition) + "/" + value})
	}
	switch {
	case q.Dish != "":
		d, err := s.Store.Dishes.Get(ctx, q.Dish)
		if err == nil && d.Edition != edition {
			err = ErrNoDish
		}
		return []Dish{d}, err
	case q.Number != "":
		list, err := under("number", strings.TrimSpace(q.Number))
		return slices.DeleteFunc(list, func(d Dish) bool { return d.Number != strings.TrimSpace(q.Number) }), err
	case q.Library != "":
		return under("library", q.Library+"/")
	case strings.TrimSpace(q.Words) != "":
		list, err := under("edition", "")
		return slices.DeleteFunc(list, func(d Dish) bool { return !strings.Contains(d.Title(), strings.TrimSpace(q.Words)) }), err
	}
	return nil, ErrRecallWhat
}

// InBuilding returns the live registrations of a building, by household.
func (s *Service) InBuilding(ctx context.Context, edition events.ID, building community.NodeID) ([]Registration, error) {
	return all(ctx, s.Store.Registrations, community.By{Index: "building", Prefix: string(edition) + "/" + string(building) + "/"})
}

// DishesIn returns the dishes cooked in a building that are not withdrawn, by id.
func (s *Service) DishesIn(ctx context.Context, edition events.ID, building community.NodeID) ([]Dish, error) {
	return all(ctx, s.Store.Dishes, community.By{Index: "building", Prefix: string(edition) + "/" + string(building) + "/"})
}
