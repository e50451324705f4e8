package banquet

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"wanjia/events"
	"wanjia/events/community"
)

// Cards returns the dishes cooked in a building whose cards can be printed: those that
// have a name and were not withdrawn. Each that has no number yet gets the next of the
// venue nearest to the building, for good: printing again prints the same.
func (s *Service) Cards(ctx context.Context, edition events.ID, building community.NodeID) ([]Dish, error) {
	list, err := s.DishesIn(ctx, edition, building)
	if err != nil {
		return nil, err
	}
	b, err := s.board(ctx, edition)
	if err != nil {
		return nil, err
	}
	venue := strings.TrimPrefix(b.venueOf[building], "V")
	if venue == "" {
		venue = "00"
	}
	var out []Dish
	for _, d := range list {
		if d.Title() == "" {
			continue
		}
		if d.Number == "" {
			if d, err = s.number(ctx, d, venue); err != nil {
				return nil, err
			}
		}
		out = append(out, d)
	}
	return out, nil
}

// number gives a dish the next number of a venue: 08-0412.
func (s *Service) number(ctx context.Context, d Dish, venue string) (Dish, error) {
	n, err := s.Store.Dishes.Count(ctx, "number", string(d.Edition)+"/"+venue+"-")
	if err != nil {
		return d, err
	}
	for {
		n++
		numbered, err := s.Store.Dishes.Change(ctx, d.ID, func(d *Dish) error {
			if d.Number == "" {
				d.Number = fmt.Sprintf("%s-%04d", venue, n)
			}
			return nil
		})
		if !errors.Is(err, community.ErrExists) { // else somebody else took this number just now
			return numbered, err
		}
	}
}
