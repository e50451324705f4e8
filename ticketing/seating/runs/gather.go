package runs

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"wanjia/events"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/tables"
)

// shut leaves no place in those venues of a plan that are closed, and returns them.
func (r *runner) shut(ctx context.Context, p *tables.Plan) ([]string, error) {
	if r.Shut == nil {
		return nil, nil
	}
	list, err := r.Shut(ctx, r.run.Event)
	if err != nil {
		return nil, fmt.Errorf("read which venues are closed: %w", err)
	}
	var here []string
	for i := range p.Venues {
		if slices.Contains(list, p.Venues[i].ID) {
			p.Venues[i].Approved = -1
			here = append(here, p.Venues[i].ID)
		}
	}
	return here, nil
}

// plan reads who comes to a sitting.
func (s *Service) plan(ctx context.Context, event events.ID, halls []floor.Drawn, sitting Sitting, seed uint64) (*tables.Plan, error) {
	p := planOf(halls, sitting, seed)
	for h, err := range s.Guests.Households(ctx, event, sitting.ID) {
		if err != nil {
			return nil, fmt.Errorf("read who comes to %s: %w", sitting.ID, err)
		}
		p.Households = append(p.Households, h)
	}
	for d, err := range s.Guests.Dishes(ctx, event, sitting.ID) {
		if err != nil {
			return nil, fmt.Errorf("read the dishes of %s: %w", sitting.ID, err)
		}
		p.Dishes = append(p.Dishes, d)
	}
	return p, nil
}

// standing is what counts at a sitting and the tables whose cards are printed; nothing
// where nobody was seated yet.
func (s *Service) standing(ctx context.Context, event events.ID, sitting events.SessionID) (tables.Result, []string, error) {
	b, err := s.Store.Board(ctx, event)
	if err != nil || b.forAll(sitting) == "" {
		return tables.Result{}, nil, err
	}
	v, err := s.version(ctx, b.forAll(sitting)) // cards are of what people read
	if err != nil {
		return tables.Result{}, nil, err
	}
	return v.Result, slices.Sorted(maps.Keys(b.Printed[string(sitting)])), nil
}
