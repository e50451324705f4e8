package ticketing

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"wanjia/ticketing/seating"
)

// AddPlan reads a seating plan from its document and stores it. The same document
// again is the same plan.
//
// It returns [seating.ErrPlan].
func (s *Service) AddPlan(ctx context.Context, document []byte) (*seating.Plan, error) {
	p, err := seating.Read(document)
	if err != nil {
		return nil, err
	}
	return p, s.Plans.AddPlan(ctx, p)
}

// PlanOutline is what a plan is, without its seats.
type PlanOutline struct {
	ID                       seating.PlanID
	Name                     string
	Sectors                  []string
	Seats, Rows, Wheelchairs int
}

// OutlineOf returns the outline of a plan.
func OutlineOf(p *seating.Plan) PlanOutline {
	return PlanOutline{ID: p.ID, Name: p.Name, Sectors: p.Sectors, Seats: len(p.Seats), Rows: len(p.Rows), Wheelchairs: len(p.Units())}
}

// CompareOutlines puts plans in the order of [Plans].
func CompareOutlines(a, b PlanOutline) int {
	return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
}

// UsedPlan is a plan and the pools whose places are its seats.
type UsedPlan struct {
	PlanOutline
	Pools []Pool
}

// AllPlans returns the plans there are and where they are used.
func (s *Service) AllPlans(ctx context.Context) ([]UsedPlan, error) {
	plans, err := s.Plans.List(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]UsedPlan, len(plans))
	for i, p := range plans {
		pools, err := s.Pools.PoolsOfPlan(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		out[i] = UsedPlan{PlanOutline: p, Pools: pools}
	}
	return out, nil
}

// SeatPool makes the places of a pool the seats of a plan: place n is the n-th seat.
// Where places are booked already the plan has to have the same seats for them.
//
// It returns [ErrNoPool], [ErrNoPlan], [ErrPlanSmall], [ErrPlanSold] with detail
// "booked", and [ErrRebuilding] when the pool is changed by others at the moment.
func (s *Service) SeatPool(ctx context.Context, id PoolID, planID seating.PlanID) (Pool, error) {
	plan, err := s.Plans.Plan(ctx, planID)
	if err != nil {
		return Pool{}, err
	}
	pool, err := s.Pools.Fresh(ctx, id)
	if err != nil {
		return Pool{}, err
	}
	if pool.Plan == planID {
		return pool, nil
	}
	if pool.Capacity > len(plan.Seats) {
		return Pool{}, ErrPlanSmall.With("seats", len(plan.Seats)).With("places", pool.Capacity)
	}
	// The epoch first, the claims then: whoever claims in between goes by the old
	// plan, and SetPlan finds the epoch raised where that was noticed.
	if err := s.keepsSeats(ctx, pool, plan); err != nil {
		return Pool{}, err
	}
	pool, err = s.Pools.SetPlan(ctx, id, planID, pool.Epoch)
	if errors.Is(err, ErrMoved) {
		return Pool{}, ErrRebuilding
	}
	if err != nil {
		return Pool{}, fmt.Errorf("make pool %s one of plan %s: %w", id, planID, err)
	}
	if err := s.rebuild(ctx, id); err != nil && !errors.Is(err, ErrRebuilding) {
		return Pool{}, err
	}
	return s.Pools.Fresh(ctx, id)
}

// keepsSeats checks that every place owned is the same seat by the plan as before.
func (s *Service) keepsSeats(ctx context.Context, pool Pool, plan *seating.Plan) error {
	owned, err := s.Claims.Owned(ctx, pool.ID)
	if err != nil {
		return fmt.Errorf("read the claims of pool %s: %w", pool.ID, err)
	}
	if len(owned) == 0 {
		return nil
	}
	before := &seating.Plan{}
	if pool.Seated() {
		if before, err = s.Plans.Plan(ctx, pool.Plan); err != nil {
			return err
		}
	}
	booked := 0
	for _, c := range owned {
		for _, n := range c.Places {
			if n > len(before.Seats) || n > len(plan.Seats) || before.Seats[n-1].GUID != plan.Seats[n-1].GUID {
				booked++
			}
		}
	}
	if booked > 0 {
		return ErrPlanSold.With("booked", booked)
	}
	return nil
}

// PoolSeats is how the seats of one pool stand.
type PoolSeats struct {
	Pool PoolID
	Seats
}

// SeatsOf returns how the seats of every pool of a plan stand; a pool the stock has
// forgotten is rebuilt first.
//
// It returns [ErrNoPlan] and [ErrRebuilding].
func (s *Service) SeatsOf(ctx context.Context, plan seating.PlanID) ([]PoolSeats, error) {
	if _, err := s.Plans.Plan(ctx, plan); err != nil {
		return nil, err
	}
	pools, err := s.Pools.PoolsOfPlan(ctx, plan)
	if err != nil {
		return nil, err
	}
	out := make([]PoolSeats, len(pools))
	for i, p := range pools {
		if out[i], err = s.seatsOf(ctx, p); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (s *Service) seatsOf(ctx context.Context, p Pool) (PoolSeats, error) {
	for range takeTries {
		seats, err := s.Stock.Seats(ctx, p)
		if err != nil {
			return PoolSeats{}, fmt.Errorf("read the seats of pool %s: %w", p.ID, err)
		}
		if seats.Known {
			return PoolSeats{p.ID, seats}, nil
		}
		fresh, err := s.Pools.Fresh(ctx, p.ID)
		if err == nil && fresh.Epoch == p.Epoch {
			if err = s.rebuild(ctx, p.ID); err == nil {
				fresh, err = s.Pools.Fresh(ctx, p.ID)
			}
		}
		if err != nil {
			return PoolSeats{}, err
		}
		p = fresh
	}
	return PoolSeats{}, ErrRebuilding
}

// SeatsIn returns the names of places of a pool, none where it is counted or gone.
func (s *Service) SeatsIn(ctx context.Context, id PoolID, places []int) ([]string, error) {
	if len(places) == 0 {
		return nil, nil
	}
	pool, err := s.Pools.Pool(ctx, id)
	if errors.Is(err, ErrNoPool) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.SeatNames(ctx, pool.Plan, places)
}
