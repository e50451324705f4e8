package api

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

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
	homes, err := a.seatHomes(ctx, p.Before)
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

// SeatPath names a household at a sitting.
type SeatPath struct {
	SittingPath
	Household string `path:"household" maxLength:"128"`
}

// SeatWhy is where a household sits, and why there.
type SeatWhy struct {
	SeatedHome
	Hall     string        `json:"hall"`
	HallName string        `json:"hall_name"`
	Number   int           `json:"number" doc:"Of the table"`
	Why      []events.Text `json:"why" nullable:"false" doc:"In sentences, the weightiest first"`
	Left     *events.Text  `json:"left,omitempty" doc:"Of one for a person to decide about: why it has no table, or what is lacking"`
}

// OwnSeat is where one's household sits.
type OwnSeat struct {
	Event    events.ID        `json:"event"`
	Sitting  events.SessionID `json:"sitting"`
	Title    events.Text      `json:"title"`
	Starts   time.Time        `json:"starts"`
	Hall     string           `json:"hall"`
	HallName string           `json:"hall_name"`
	Table    int              `json:"table" doc:"Its number; 0 while there is none"`
	Places   []int            `json:"places" nullable:"false" doc:"Numbers round the table"`
	Chairs   []int            `json:"wheelchairs,omitempty" doc:"Of these, without a chair, at the end of the table"`
	Kept     []int            `json:"kept,omitempty" doc:"Places beside them that are kept for a companion"`
	With     []SeatMates      `json:"with" nullable:"false" doc:"Who else sits at the table, by building"`
	Way      *SeatWay         `json:"way,omitempty" doc:"None while there is no table"`
	Why      []events.Text    `json:"why" nullable:"false"`
	Left     *events.Text     `json:"left,omitempty"`
	// MayContain is of all dishes of the table.
	MayContain []string `json:"may_contain" nullable:"false" doc:"Codes of what the dishes of the table may contain; what is not in it is not promised to be absent"`

	note string // the same, for paper
}

// OwnSeats is where one's household sits, at each sitting it comes to.
type OwnSeats struct {
	Items []OwnSeat `json:"items" nullable:"false"`
}

// getSeat answers GET /v1/events/{event}/seating/{session}/households/{household}: 200
// SeatWhy | 404 no_such_sitting, no_seating, not_at_sitting.
func (a *API) getSeat(ctx context.Context, in *SeatPath) (*reply[SeatWhy], error) {
	v, err := a.seated(ctx, in.Event, in.Session)
	if err != nil {
		return nil, err
	}
	homes, err := a.seatHomes(ctx, v)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(homes, func(h SeatedHome) bool { return h.Household == in.Household })
	if i < 0 {
		return nil, runs.ErrNotHere
	}
	x, err := a.whySeat(ctx, v, in.Household)
	if err != nil {
		return nil, err
	}
	return &reply[SeatWhy]{SeatWhy{homes[i], x.hall, x.name, x.number, x.why, x.left}}, nil
}

// explained is where a household sits and why, in words.
type explained struct {
	hall, name string
	number     int
	why        []events.Text
	left       *events.Text
	known      bool // it comes
}

func (a *API) whySeat(ctx context.Context, v *runs.Version, household string) (explained, error) {
	x := explained{why: []events.Text{}}
	halls, err := a.Seating.Halls(ctx, v.Event)
	if err != nil {
		return x, err
	}
	names, numbers, venue := map[string]string{}, map[string]int{}, map[string]string{}
	for _, h := range halls {
		names[h.ID] = h.Name
		for _, t := range h.Tables {
			numbers[t.ID], venue[t.ID] = t.Number, h.ID
		}
	}
	if seat, ok := v.Seat(household); ok {
		x.known, x.hall, x.number = true, venue[seat.Table], numbers[seat.Table]
		x.name = names[x.hall]
		for _, r := range seat.Reasons {
			x.why = append(x.why, events.Text{ZH: r.Chinese(called(names, numbers, "号桌", "主题桌")), EN: r.English(called(names, numbers, "", "for its theme"))})
		}
	}
	for _, l := range v.Result.Left {
		if l.Household == household {
			x.known, x.left = true, &events.Text{ZH: l.Chinese(), EN: l.English()}
		}
	}
	return x, nil
}

// called names what a reason speaks of.
func called(halls map[string]string, numbers map[string]int, table, theme string) tables.Names {
	return func(id string) string {
		switch {
		case halls[id] != "":
			return halls[id]
		case numbers[id] > 0:
			return strconv.Itoa(numbers[id]) + table
		case id == runs.Theme:
			return theme
		}
		return id
	}
}

// getOwnSeats answers GET /v1/me/seats: 200 OwnSeats | 404 no_person.
func (a *API) getOwnSeats(ctx context.Context, _ *struct{}) (*reply[OwnSeats], error) {
	me, err := a.self(ctx)
	if err != nil {
		return nil, err
	}
	w := OwnSeats{Items: []OwnSeat{}}
	if a.Seating == nil || me.Household == "" {
		return &reply[OwnSeats]{w}, nil
	}
	list, _, err := a.Events.Events(ctx, events.PageQuery{Limit: 50})
	if err != nil {
		return nil, err
	}
	for _, e := range list {
		if e.Kind != events.Banquet {
			continue
		}
		seats, err := a.ownSeatsAt(ctx, e.ID, string(me.Household))
		if err != nil {
			return nil, err
		}
		w.Items = append(w.Items, seats...)
	}
	return &reply[OwnSeats]{w}, nil
}

// ownSeatsAt is where a household sits at the sittings of an event.
func (a *API) ownSeatsAt(ctx context.Context, event events.ID, household string) ([]OwnSeat, error) {
	sittings, err := a.Seating.Guests.Sittings(ctx, event)
	if err != nil || len(sittings) == 0 {
		return nil, err
	}
	b, err := a.Seating.Board(ctx, event)
	if err != nil {
		return nil, err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	halls, err := a.Seating.Halls(ctx, event)
	if err != nil {
		return nil, err
	}
	var all []OwnSeat
	for _, s := range sittings {
		if b.Versions[string(s.ID)] == "" {
			continue
		}
		v, err := a.Seating.Current(ctx, event, s.ID)
		if err != nil {
			return nil, err
		}
		x, err := a.whySeat(ctx, v, household)
		if err != nil {
			return nil, err
		}
		if !x.known {
			continue
		}
		seat, _ := v.Seat(household)
		dishes := marksOf(v, []string{seat.Table})
		all = append(all, OwnSeat{
			event, s.ID, s.Title, here(s.Starts), x.hall, x.name, x.number, some(seat.Places), seat.Wheelchairs, seat.Kept,
			seatMates(v, tree, household, seat), seatWay(halls, seat.Table), x.why, x.left, dishes.codes(seat.Table), dishes.inShort(seat.Table),
		})
	}
	return all, nil
}
