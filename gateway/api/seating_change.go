package api

import (
	"context"
	"slices"
	"strings"

	"wanjia/events"
	"wanjia/events/audit"
	"wanjia/ticketing/seating/runs"
	"wanjia/ticketing/seating/tables"
)

// SeatingRunInput begins a run.
type SeatingRunInput struct {
	EventPath
	Body struct {
		Seed uint64 `json:"seed,omitempty" maximum:"4294967295" doc:"The same seed and the same people give the same seating"`
		Why  string `json:"why" maxLength:"400"`
	}
}

// RunPath names a run.
type RunPath struct {
	Event events.ID `path:"event" maxLength:"64"`
	Run   string    `path:"run" maxLength:"64"`
}

// postSeatingRun answers POST /v1/events/{event}/seating/runs: 201 SeatingRun | 400 reason |
// 404 no_such_sitting | 409 seating_running.
func (a *API) postSeatingRun(ctx context.Context, in *SeatingRunInput) (*reply[SeatingRun], error) {
	why := strings.TrimSpace(in.Body.Why)
	switch {
	case why == "":
		return nil, audit.ErrReason
	case a.Seating == nil:
		return nil, runs.ErrNoSitting
	}
	var r runs.Run
	err := a.audited(ctx, "seating.run", "seating/"+string(in.Event), "*", "", why, nil, func(ctx context.Context) (err error) {
		r, err = a.Seating.Start(ctx, who(ctx), in.Event, in.Body.Seed, why)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &reply[SeatingRun]{*wireRun(r)}, nil
}

// getSeatingRun answers GET /v1/events/{event}/seating/runs/{run}: 200 SeatingRun | 404
// no_such_run.
func (a *API) getSeatingRun(ctx context.Context, in *RunPath) (*reply[SeatingRun], error) {
	if a.Seating == nil {
		return nil, runs.ErrNoRun
	}
	r, err := a.Seating.Run(ctx, in.Event, in.Run)
	if err != nil {
		return nil, err
	}
	return &reply[SeatingRun]{*wireRun(r)}, nil
}

// postSeatingCancel answers POST /v1/events/{event}/seating/runs/{run}/cancellation: 200
// SeatingRun | 404 no_such_run | 409 run_over.
func (a *API) postSeatingCancel(ctx context.Context, in *RunPath) (*reply[SeatingRun], error) {
	if a.Seating == nil {
		return nil, runs.ErrNoRun
	}
	var r runs.Run
	err := a.audited(ctx, "seating.cancel", "seating/"+string(in.Event), "*", "", "", map[string]string{"run": in.Run}, func(ctx context.Context) (err error) {
		r, err = a.Seating.Cancel(ctx, in.Event, in.Run)
		return err
	})
	if err != nil {
		return nil, err
	}
	return &reply[SeatingRun]{*wireRun(r)}, nil
}

// SeatingChange is what every change of a seating says.
type SeatingChange struct {
	Base string `json:"base" maxLength:"64" doc:"The version it was made on"`
	Try  bool   `json:"try,omitempty" doc:"Only say what it would cost"`
	Why  string `json:"why,omitempty" maxLength:"400" doc:"Needed unless it is only tried"`
}

// SeatMoveInput seats a household at a table.
type SeatMoveInput struct {
	SittingPath
	Body struct {
		SeatingChange
		Household string `json:"household" maxLength:"128"`
		Table     string `json:"table" maxLength:"64"`
	}
}

// ClosureInput closes a hall at a sitting.
type ClosureInput struct {
	SittingPath
	Body struct {
		SeatingChange
		Hall string `json:"hall" maxLength:"64"`
	}
}

// SeatingChangeInput changes a seating as a whole.
type SeatingChangeInput struct {
	SittingPath
	Body SeatingChange
}

// SeatingCost is what a change costs, or has cost.
type SeatingCost struct {
	Done    bool           `json:"done" doc:"It was made; else it was only tried"`
	Version string         `json:"version" doc:"That counts now"`
	Moved   []SeatMove     `json:"moved" nullable:"false" doc:"The first 500"`
	Count   int            `json:"count" doc:"Households that change their table"`
	First   int            `json:"first" doc:"Households of them that have a table for the first time"`
	Placed  int            `json:"placed" doc:"People of them with another table"`
	Brought int            `json:"brought" doc:"People who get the meal brought"`
	Without int            `json:"without" doc:"People left to a person to decide"`
	Cards   []string       `json:"cards" nullable:"false" doc:"Tables whose card shows others than before"`
	Reprint int            `json:"reprint" doc:"Households whose printed card has to be anew"`
	Before  SeatingFigures `json:"before"`
	After   SeatingFigures `json:"after"`
}

// SeatMove is a household that changes its table.
type SeatMove struct {
	Household string `json:"household"`
	Address   string `json:"address"`
	People    int    `json:"people"`
	From      string `json:"from"`
	To        string `json:"to" doc:"Empty for one without"`
	Reprint   bool   `json:"reprint"`
	Wheel     bool   `json:"wheelchair"`
}

// mostMoves is how many moves an answer lists.
const mostMoves = 500

// postSeatMove answers POST /v1/events/{event}/seating/{session}/moves: 200 SeatingCost | 404
// no_such_sitting, no_seating, not_at_sitting | 409 seat_unfit, seat_moved, seating_newer,
// seating_running.
func (a *API) postSeatMove(ctx context.Context, in *SeatMoveInput) (*reply[SeatingCost], error) {
	detail := map[string]string{"household": in.Body.Household, "table": in.Body.Table}
	return a.seatingChange(ctx, "seating.move", in.SittingPath, in.Body.SeatingChange, detail, func(ctx context.Context, c runs.Change) (runs.Proposal, error) {
		return a.Seating.Move(ctx, who(ctx), c, in.Body.Household, in.Body.Table)
	})
}

// postClosure answers POST /v1/events/{event}/seating/{session}/closures: 200 SeatingCost |
// 404 no_such_sitting, no_seating, no_such_hall | 409 venue_closed_already, seating_newer,
// seating_running.
func (a *API) postClosure(ctx context.Context, in *ClosureInput) (*reply[SeatingCost], error) {
	return a.seatingChange(ctx, "seating.close", in.SittingPath, in.Body.SeatingChange, map[string]string{"hall": in.Body.Hall}, func(ctx context.Context, c runs.Change) (runs.Proposal, error) {
		return a.Seating.Close(ctx, who(ctx), c, in.Body.Hall)
	})
}

// postUpdate answers POST /v1/events/{event}/seating/{session}/updates: 200 SeatingCost |
// 404 no_such_sitting, no_seating | 409 seating_newer, seating_running.
func (a *API) postUpdate(ctx context.Context, in *SeatingChangeInput) (*reply[SeatingCost], error) {
	return a.seatingChange(ctx, "seating.update", in.SittingPath, in.Body, nil, func(ctx context.Context, c runs.Change) (runs.Proposal, error) {
		return a.Seating.Update(ctx, who(ctx), c)
	})
}

// postUndo answers POST /v1/events/{event}/seating/{session}/undo: 200 SeatingCost | 404
// no_such_sitting, no_seating | 409 nothing_to_undo, seating_newer, seating_running.
func (a *API) postUndo(ctx context.Context, in *SeatingChangeInput) (*reply[SeatingCost], error) {
	return a.seatingChange(ctx, "seating.undo", in.SittingPath, in.Body, nil, func(ctx context.Context, c runs.Change) (runs.Proposal, error) {
		return a.Seating.Undo(ctx, who(ctx), c)
	})
}

// seatingChange makes a change, as an act of the caller, or only tries it.
func (a *API) seatingChange(ctx context.Context, what string, at SittingPath, said SeatingChange, detail map[string]string,
	change func(context.Context, runs.Change) (runs.Proposal, error),
) (*reply[SeatingCost], error) {
	if a.Seating == nil {
		return nil, runs.ErrNoSitting
	}
	c := runs.Change{Event: at.Event, Sitting: at.Session, Base: said.Base, Why: strings.TrimSpace(said.Why), Try: said.Try}
	var p runs.Proposal
	var err error
	switch {
	case c.Try:
		p, err = change(ctx, c)
	case c.Why == "":
		return nil, audit.ErrReason
	default:
		err = a.audited(ctx, what, "seating/"+string(at.Event)+"/"+string(at.Session), "*", "", c.Why, detail, func(ctx context.Context) (err error) {
			p, err = change(ctx, c)
			return err
		})
	}
	if err != nil {
		return nil, err
	}
	w, err := a.wireCost(ctx, p, !c.Try)
	if err != nil {
		return nil, err
	}
	return &reply[SeatingCost]{w}, nil
}

func (a *API) wireCost(ctx context.Context, p runs.Proposal, done bool) (SeatingCost, error) {
	w := SeatingCost{
		Done: done, Version: p.Before.ID, Moved: []SeatMove{}, Count: len(p.After.Moved), Cards: some(p.After.Cards),
		Before: wireFigures(p.Before.Figures.Got), After: wireFigures(p.After.Figures.Got),
	}
	if done {
		w.Version = p.After.ID
	}
	known := p.Before
	if known.ID == "" { // of a first publication
		known = p.After
	}
	homes, err := a.seatHomes(ctx, known)
	if err != nil {
		return w, err
	}
	at := map[string]SeatedHome{}
	for _, h := range homes {
		at[h.Household] = h
	}
	wheel, people := map[string]bool{}, map[string]int{}
	for _, h := range slices.Concat(p.Before.Plan.Households, p.After.Plan.Households) {
		wheel[h.ID], people[h.ID] = h.Wheelchairs > 0, h.People
	}
	brought := map[string]bool{}
	for _, l := range p.After.Result.Left {
		brought[l.Household] = brought[l.Household] || l.Code == tables.ByDelivery
	}
	for _, m := range p.After.Moved {
		n := people[m.Household]
		switch {
		case m.To != "":
			w.Placed += n
			if m.From == "" {
				w.First++
			}
		case brought[m.Household]:
			w.Brought += n
		default:
			w.Without += n
		}
		if m.Reprint {
			w.Reprint++
		}
		if len(w.Moved) < mostMoves {
			w.Moved = append(w.Moved, SeatMove{m.Household, at[m.Household].Address, n, m.From, m.To, m.Reprint, wheel[m.Household]})
		}
	}
	return w, nil
}
