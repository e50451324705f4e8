package api

import (
	"context"
	"strings"

	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/runs"
)

// Closures has everything follow what becomes of a venue of a banquet.
type Closures interface {
	// Plan says what closing a hall would change at each meal to come.
	Plan(ctx context.Context, who runs.Who, event events.ID, hall string) ([]runs.Proposal, error)
	// Close closes a hall for a reason, with all that follows; repeating it finishes it.
	Close(ctx context.Context, who runs.Who, event events.ID, hall, why string) ([]runs.Proposal, error)
	// Open has a hall be used again; who was moved stays where they are.
	Open(ctx context.Context, who runs.Who, event events.ID, hall, why string) ([]runs.Proposal, error)
	// Follow has everything follow the venues and halls as they are.
	Follow(ctx context.Context, event events.ID) error
}

// HallClosureInput closes a hall for all meals to come, or opens it again.
type HallClosureInput struct {
	HallPath
	Body struct {
		Try bool   `json:"try,omitempty" doc:"Only say what it would change"`
		Why string `json:"why,omitempty" maxLength:"200" doc:"Needed unless it is only tried; guests read it"`
	}
}

// HallClosure is what closing a hall changes, or has changed.
type HallClosure struct {
	Done  bool          `json:"done" doc:"It was made; else it was only tried"`
	Meals []MealClosure `json:"meals" nullable:"false" doc:"Those to come at which it was not closed"`
}

// MealClosure is what it changes at one meal.
type MealClosure struct {
	Sitting events.SessionID `json:"sitting"`
	Title   events.Text      `json:"title"`
	Cost    SeatingCost      `json:"cost"`
}

// postHallClosure answers POST /v1/events/{event}/halls/{hall}/closure: 200 HallClosure | 400
// reason | 404 no_such_hall | 409 seating_newer, seating_running.
func (a *API) postHallClosure(ctx context.Context, in *HallClosureInput) (*reply[HallClosure], error) {
	if a.Closures == nil || a.Seating == nil {
		return nil, floor.ErrNoHall
	}
	if in.Body.Try {
		meals, err := a.Closures.Plan(ctx, who(ctx), in.Event, in.Hall)
		return a.hallClosure(ctx, meals, false, err)
	}
	return a.hallTurned(ctx, "hall.close", in, a.Closures.Close)
}

// postHallOpening answers POST /v1/events/{event}/halls/{hall}/opening: 200 HallClosure | 400
// reason | 404 no_such_hall | 409 seating_newer, seating_running.
func (a *API) postHallOpening(ctx context.Context, in *HallClosureInput) (*reply[HallClosure], error) {
	if a.Closures == nil || a.Seating == nil {
		return nil, floor.ErrNoHall
	}
	return a.hallTurned(ctx, "hall.open", in, a.Closures.Open)
}

func (a *API) hallTurned(ctx context.Context, what string, in *HallClosureInput,
	turn func(context.Context, runs.Who, events.ID, string, string) ([]runs.Proposal, error),
) (*reply[HallClosure], error) {
	why := strings.TrimSpace(in.Body.Why)
	if why == "" {
		return nil, audit.ErrReason
	}
	var meals []runs.Proposal
	err := a.audited(ctx, what, "hall/"+string(in.Event)+"/"+in.Hall, "*", "", why, nil, func(ctx context.Context) (err error) {
		meals, err = turn(ctx, who(ctx), in.Event, in.Hall, why)
		return err
	})
	return a.hallClosure(ctx, meals, true, err)
}

func (a *API) hallClosure(ctx context.Context, meals []runs.Proposal, done bool, err error) (*reply[HallClosure], error) {
	if err != nil {
		return nil, err
	}
	w := HallClosure{Done: done, Meals: []MealClosure{}}
	for _, p := range meals {
		cost, err := a.wireCost(ctx, p, done)
		if err != nil {
			return nil, err
		}
		sitting, err := a.Seating.Sitting(ctx, p.Before.Event, p.Before.Sitting)
		if err != nil {
			return nil, err
		}
		w.Meals = append(w.Meals, MealClosure{sitting.ID, sitting.Title, cost})
	}
	return &reply[HallClosure]{w}, nil
}

// followVenues has everything follow a change of a venue or hall at once; what fails
// follows in the next round.
func (a *API) followVenues(ctx context.Context, event events.ID) {
	if a.Closures == nil {
		return
	}
	if err := a.Closures.Follow(ctx, event); err != nil {
		a.Log.WarnContext(ctx, "what follows a venue is left to the next round", "event", event, "err", err)
	}
}
