package ticketing

import (
	"context"
	"fmt"

	"wanjia/events/fault"
	"wanjia/ticketing/seating"
)

// Errors that speak of seats. A conflict has details "reason", "conflicts" (the seats
// that stand in the way, by name, perhaps none) and what could be had instead.
var (
	ErrNoPlan     = fault.New(fault.NotFound, "no_such_plan", "there is no such seating plan")
	ErrNoSeat     = fault.New(fault.Invalid, "no_such_seat", "there is no seat of that name here")
	ErrNoSector   = fault.New(fault.Invalid, "no_such_sector", "there is no such part of the hall")
	ErrNotSeated  = fault.New(fault.Invalid, "not_seated", "these places have no seat numbers; say how many you are")
	ErrNeeds      = fault.New(fault.Invalid, "bad_needs", "there can not be more wheelchairs than persons")
	ErrSeatKept   = fault.New(fault.Conflict, "seat_kept", "these seats are kept for people in wheelchairs and those beside them")
	ErrSeatsTaken = fault.New(fault.Conflict, "seats_taken", "somebody else has taken one of these seats; please choose again")
	ErrPlanSmall  = fault.New(fault.Conflict, "plan_small", "this plan has fewer seats than the pool has places")
	ErrPlanSold   = fault.New(fault.Conflict, "plan_sold", "places of this pool are booked, and by this plan they would be other seats")
	ErrNoBlock    = fault.New(fault.Conflict, "no_block", "there are not enough seats together for your party")
)

// MaxSeatedParty is the largest party that can be seated together; see choose.lua.
const MaxSeatedParty = 50

// Plans is the seating plans.
type Plans interface {
	// Plan returns a plan, which is everybody's and must not be changed, or
	// [ErrNoPlan]. It is asked often and answers from memory.
	Plan(ctx context.Context, id seating.PlanID) (*seating.Plan, error)
	// AddPlan stores a plan; one that is there already is the same.
	AddPlan(ctx context.Context, p *seating.Plan) error
	// List returns what the plans are, by name, those of one name by id.
	List(ctx context.Context) ([]PlanOutline, error)
}

// Seated says whether the places of the pool are the seats of a plan.
func (p Pool) Seated() bool { return p.Plan != "" }

// Wish is what a party asks for of a seated pool. The zero Wish leaves it to the house.
type Wish struct {
	Seats       []string // these and no others, by name or GUID
	Sector      string   // only there; "" for anywhere
	Wheelchairs int      // persons of the party who sit in one
	Scattered   bool     // they agree to sit apart, if they must
}

// asked tells one wish from another where they go by one key; "" of the zero one.
func (w Wish) asked() string {
	if len(w.Seats) == 0 && w.Sector == "" && w.Wheelchairs == 0 && !w.Scattered {
		return ""
	}
	return "/" + digest(fmt.Sprintf("%q %q %d %t", w.Seats, w.Sector, w.Wheelchairs, w.Scattered))[:16]
}

// Could is what could be had instead by a party that can not sit together.
type Could struct {
	Largest     int  // seats side by side, in the part of the hall asked for; at most the party
	Elsewhere   int  // the same in any part
	Free        int  // free normal seats in the whole hall
	Scattered   bool // the party has room if it agrees to sit apart
	Wheelchairs int  // free wheelchair places in the part asked for; -1 where none were asked for
}

// SeatState is how a seat stands.
type SeatState uint8

// The states, as the two bits of the status show them.
const (
	SeatFree SeatState = iota
	SeatHeld           // for a while
	SeatTaken
)

// Seats is how all seats of a pool stand at a moment.
type Seats struct {
	Known  bool  // false: the stock knows nothing of the pool, or not in this epoch
	Rev    int64 // rises with each change, and never goes back
	States []SeatState
}

// wish checks what a request asks for and makes it the claim's.
func (s *Service) wish(ctx context.Context, pool Pool, r Request) (Wish, error) {
	w := r.Wish
	if !pool.Seated() {
		// A wheelchair needs no seat here, but a way in without steps.
		if len(w.Seats) > 0 || w.Sector != "" {
			return w, ErrNotSeated
		}
		if w.Wheelchairs < 0 || w.Wheelchairs > r.Party {
			return w, ErrNeeds
		}
		return w, nil
	}
	if r.Party > MaxSeatedParty {
		return w, ErrPartySize.With("max_party", min(pool.MaxParty, MaxSeatedParty))
	}
	if w.Wheelchairs < 0 || w.Wheelchairs > r.Party {
		return w, ErrNeeds
	}
	plan, err := s.Plans.Plan(ctx, pool.Plan)
	if err != nil {
		return w, fmt.Errorf("read the plan of pool %s: %w", pool.ID, err)
	}
	if _, ok := plan.Sector(w.Sector); w.Sector != "" && !ok {
		return w, ErrNoSector.With("sectors", plan.Sectors)
	}
	if len(w.Seats) > 0 {
		return w, checkSeats(plan, w, r.Party)
	}
	return w, nil
}

// checkSeats checks seats asked for by name: that there are such, each named once,
// and that those kept for wheelchairs go to one, and companion seats with theirs.
func checkSeats(plan *seating.Plan, w Wish, party int) error {
	var unknown, kept []string
	asked := map[int]bool{}
	for _, name := range w.Seats {
		n, ok := plan.Place(name)
		if !ok || asked[n] {
			unknown = append(unknown, name)
			continue
		}
		asked[n] = true
	}
	if len(unknown) > 0 {
		return ErrNoSeat.With("seats", unknown)
	}
	if len(asked) != party {
		return ErrPartySize.With("max_party", len(asked))
	}
	left := w.Wheelchairs
	for _, name := range w.Seats {
		n, _ := plan.Place(name)
		switch seat := plan.Seats[n-1]; {
		case seat.Kind == seating.Wheelchair && left > 0:
			left--
		case seat.Kind == seating.Wheelchair, seat.Kind == seating.Companion && !asked[seat.With]:
			kept = append(kept, seat.Name)
		}
	}
	if len(kept) > 0 {
		return ErrSeatKept.With("reason", "kept").With("conflicts", kept)
	}
	return nil
}

// seatRefusal is what a verdict about seats means to whoever asked.
func (s *Service) seatRefusal(ctx context.Context, pool Pool, grant Grant) error {
	if grant.Verdict == SeatsTaken {
		names, err := s.SeatNames(ctx, pool.Plan, grant.Places)
		if err != nil {
			return err
		}
		return ErrSeatsTaken.With("reason", "taken").With("conflicts", names)
	}
	c := grant.Could
	err := ErrNoBlock.With("reason", "no_block").With("conflicts", []string{}).
		With("largest", c.Largest).With("elsewhere", c.Elsewhere).With("free", c.Free).With("scattered", c.Scattered)
	if c.Wheelchairs >= 0 {
		err = err.With("wheelchairs", c.Wheelchairs)
	}
	return err
}

// SeatNames returns the names of places of a plan; none of no plan.
func (s *Service) SeatNames(ctx context.Context, id seating.PlanID, places []int) ([]string, error) {
	if id == "" || len(places) == 0 {
		return nil, nil
	}
	plan, err := s.Plans.Plan(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("name seats: %w", err)
	}
	return plan.SeatNames(places), nil
}
