package api

import (
	"context"
	"slices"
	"time"

	"wanjia/events"
	"wanjia/gateway/identity"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/runs"
	"wanjia/ticketing/seating/tables"
)

// SeatingFigures are what a seating is judged by.
type SeatingFigures struct {
	Tables     int `json:"tables" doc:"In use"`
	Households int `json:"households" doc:"Seated"`
	People     int `json:"people"`
	WithMate   int `json:"with_mate" doc:"Households with a neighbour of their building at the table"`
	MayMate    int `json:"may_mate" doc:"Households with any neighbour at the sitting"`
	Wishes     int `json:"wishes"`
	WishesMet  int `json:"wishes_met"`
	WalkM      int `json:"walk_m" doc:"Of all people together"`
	Left       int `json:"left" doc:"Households for a person to decide"`
	Dishes     int `json:"dishes" doc:"On tables"`
	Lacking    int `json:"lacking" doc:"Soup, steamed or vegetable that is not on a table, over all tables"`
	Own        int `json:"own" doc:"Households with a dish of theirs on their table"`
	Meet       int `json:"meet" doc:"Dishes where somebody declared what they may contain"`
}

// SeatingVersion is who sits where, in figures.
type SeatingVersion struct {
	ID      string         `json:"id"`
	Kind    runs.Kind      `json:"kind" enum:"run,move,close,update,undo"`
	By      string         `json:"by"`
	At      time.Time      `json:"at"`
	Why     string         `json:"why"`
	Closed  []string       `json:"closed" nullable:"false" doc:"Halls that cannot be used"`
	Moved   int            `json:"moved" doc:"Households that sit elsewhere than before"`
	Figures SeatingFigures `json:"figures"`
	Bound   int            `json:"bound" doc:"Tables no seating gets below"`
	First   SeatingFigures `json:"first" doc:"First come, first served"`
	Undo    bool           `json:"undo" doc:"It can be taken back"`
}

// SeatedSitting is a sitting and what counts there.
type SeatedSitting struct {
	ID      events.SessionID `json:"id"`
	Title   events.Text      `json:"title"`
	Starts  time.Time        `json:"starts"`
	Version *SeatingVersion  `json:"version,omitempty" doc:"None before the first run"`
	Public  *PublicSeating   `json:"public,omitempty" doc:"What everybody reads; none while there is a draft alone"`
	Draft   bool             `json:"draft" doc:"What counts for organisers is not what everybody reads"`
	Reprint []string         `json:"reprint" nullable:"false" doc:"Tables whose printed card says something else"`
	Printed int              `json:"printed" doc:"Tables whose card is printed"`
}

// SeatingRun is a run and how far it is.
type SeatingRun struct {
	ID      string     `json:"id"`
	State   runs.State `json:"state" enum:"running,done,cancelled,failed"`
	Step    string     `json:"step" enum:",reading,seating,comparing,checking,keeping"`
	Sitting string     `json:"sitting"`
	Percent int        `json:"percent"`
	By      string     `json:"by"`
	Why     string     `json:"why"`
	Created time.Time  `json:"created"`
	Ended   *time.Time `json:"ended,omitempty"`
	Fault   string     `json:"fault" doc:"Code of why it failed"`
}

// SeatingOverview is what counts at an event.
type SeatingOverview struct {
	Rev      int64           `json:"rev" doc:"Raised by each change"`
	Sittings []SeatedSitting `json:"sittings" nullable:"false"`
	Run      *SeatingRun     `json:"run,omitempty" doc:"The latest"`
}

// SeatedHome is a household at its table.
type SeatedHome struct {
	Household   string `json:"household"`
	Address     string `json:"address" doc:"Down to the building"`
	Building    string `json:"building"`
	Estate      string `json:"estate"`
	People      int    `json:"people"`
	Table       string `json:"table"`
	Places      []int  `json:"places" nullable:"false"`
	Wheelchairs []int  `json:"wheelchairs,omitempty"`
	Kept        []int  `json:"kept,omitempty" doc:"Places kept for a companion"`
	Quiet       bool   `json:"quiet,omitempty"`
	Only        string `json:"only,omitempty"`
	Allergens   bool   `json:"allergens,omitempty" doc:"Somebody declared any"`
	Kin         string `json:"kin,omitempty"`
	Hand        bool   `json:"hand,omitempty" doc:"Somebody chose the table"`
	Printed     bool   `json:"printed,omitempty"`
	Moved       bool   `json:"moved,omitempty" doc:"By the last change"`
}

// SeatedTable is what stands on a table.
type SeatedTable struct {
	Table  string   `json:"table"`
	Dishes int      `json:"dishes"`
	Fills  []string `json:"fills" nullable:"false" doc:"What it has of soup, steamed, vegetable"`
	May    []string `json:"may_contain" nullable:"false" doc:"Codes of what its dishes may contain; what is not in it is not promised to be absent"`
}

// SeatedHall is who sits where in a hall.
type SeatedHall struct {
	Sitting events.SessionID `json:"sitting"`
	Version string           `json:"version"`
	Closed  bool             `json:"closed"`
	Wanted  []string         `json:"wanted" nullable:"false" doc:"What each table is to have"`
	Homes   []SeatedHome     `json:"homes" nullable:"false"`
	Tables  []SeatedTable    `json:"tables" nullable:"false"`
	Reprint []string         `json:"reprint" nullable:"false"`
}

func wireFigures(f tables.Figures) SeatingFigures {
	return SeatingFigures{
		f.Tables, f.Households, f.People, f.WithMate, f.MayMate, f.Wishes, f.WishesMet, f.WalkM, f.Left, f.Dishes, f.Lacking, f.Own, f.Meet,
	}
}

func wireVersion(v *runs.Version) *SeatingVersion {
	return &SeatingVersion{
		ID: v.ID, Kind: v.Kind, By: v.ByName, At: here(v.At), Why: v.Why, Closed: some(v.Closed), Moved: len(v.Moved),
		Figures: wireFigures(v.Figures.Got), Bound: v.Figures.Bound, First: wireFigures(v.Figures.First),
		Undo: v.Kind == runs.ByMove || v.Kind == runs.ByClose || v.Kind == runs.ByUndo,
	}
}

func wireRun(r runs.Run) *SeatingRun {
	return &SeatingRun{
		ID: r.ID, State: r.State, Step: r.Step, Sitting: r.Sitting, Percent: r.Percent, By: r.ByName, Why: r.Why,
		Created: here(r.Created), Ended: whenIf(r.Ended), Fault: r.Fault,
	}
}

// getSeating answers GET /v1/events/{event}/seating: 200 SeatingOverview.
func (a *API) getSeating(ctx context.Context, in *EventPath) (*reply[SeatingOverview], error) {
	w := SeatingOverview{Sittings: []SeatedSitting{}}
	if a.Seating == nil {
		return &reply[SeatingOverview]{w}, nil
	}
	sittings, err := a.Seating.Guests.Sittings(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	b, err := a.Seating.Board(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	w.Rev = b.Rev
	for _, s := range sittings {
		one := SeatedSitting{ID: s.ID, Title: s.Title, Starts: here(s.Starts), Reprint: []string{}, Printed: len(b.Printed[string(s.ID)])}
		if b.Versions[string(s.ID)] != "" && (a.seats(ctx) || b.Public[string(s.ID)].Version != "") {
			v, err := a.seated(ctx, in.Event, s.ID)
			if err != nil {
				return nil, err
			}
			again, gone, err := a.Seating.Reprint(ctx, in.Event, s.ID)
			if err != nil {
				return nil, err
			}
			one.Version, one.Reprint = wireVersion(v), append(some(again), gone...)
			one.Public, one.Draft = wirePublic(b.Public[string(s.ID)]), b.Draft(s.ID) && a.seats(ctx)
		}
		w.Sittings = append(w.Sittings, one)
	}
	if b.Run != "" {
		r, err := a.Seating.Run(ctx, in.Event, b.Run)
		if err != nil {
			return nil, err
		}
		w.Run = wireRun(r)
	}
	return &reply[SeatingOverview]{w}, nil
}

// SeatedHallPath names a hall at a sitting.
type SeatedHallPath struct {
	Event   events.ID        `path:"event" maxLength:"64"`
	Session events.SessionID `path:"session" maxLength:"64"`
	Hall    string           `path:"hall" maxLength:"64"`
}

// seated returns what counts at a sitting: for those who seat people that may be a draft,
// for others it is what everybody reads.
func (a *API) seated(ctx context.Context, event events.ID, sitting events.SessionID) (*runs.Version, error) {
	if a.Seating == nil {
		return nil, runs.ErrNoSitting
	}
	if _, err := a.Seating.Sitting(ctx, event, sitting); err != nil {
		return nil, err
	}
	if !a.seats(ctx) {
		return a.Seating.Public(ctx, event, sitting)
	}
	return a.Seating.Current(ctx, event, sitting)
}

// seats says whether the caller seats people, and so may know of a draft.
func (a *API) seats(ctx context.Context) bool { return len(a.reach(ctx, identity.ChangeSeating)) > 0 }

// getSeatedHall answers GET /v1/events/{event}/seating/{session}/halls/{hall}: 200
// SeatedHall | 404 no_such_sitting, no_seating, no_such_hall.
func (a *API) getSeatedHall(ctx context.Context, in *SeatedHallPath) (*reply[SeatedHall], error) {
	v, err := a.seated(ctx, in.Event, in.Session)
	if err != nil {
		return nil, err
	}
	here := map[string]bool{}
	known := false
	for _, t := range v.Plan.Tables {
		here[t.ID] = t.Venue == in.Hall
	}
	for _, x := range v.Plan.Venues {
		known = known || x.ID == in.Hall
	}
	if !known {
		return nil, floor.ErrNoHall
	}
	b, err := a.Seating.Board(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	homes, err := a.seatHomes(ctx, v)
	if err != nil {
		return nil, err
	}
	w := SeatedHall{Sitting: in.Session, Version: v.ID, Closed: slices.Contains(v.Closed, in.Hall), Wanted: some(v.Plan.Wanted), Homes: []SeatedHome{}, Tables: []SeatedTable{}, Reprint: []string{}}
	printed := b.Printed[string(in.Session)]
	for _, h := range homes {
		if here[h.Table] {
			h.Printed = printed[h.Table] != ""
			w.Homes = append(w.Homes, h)
		}
	}
	fills := map[string][]string{}
	for _, d := range v.Plan.Dishes {
		fills[d.ID] = d.Fills
	}
	var laid []string
	for _, t := range v.Plan.Tables {
		if here[t.ID] {
			laid = append(laid, t.ID)
		}
	}
	marks := marksOf(v, laid)
	at := map[string]int{}
	for _, d := range v.Result.Dishes {
		if !here[d.Table] {
			continue
		}
		i, ok := at[d.Table]
		if !ok {
			i = len(w.Tables)
			at[d.Table] = i
			w.Tables = append(w.Tables, SeatedTable{Table: d.Table, Fills: []string{}, May: marks.codes(d.Table)})
		}
		w.Tables[i].Dishes++
		for _, f := range fills[d.Dish] {
			if !slices.Contains(w.Tables[i].Fills, f) {
				w.Tables[i].Fills = append(w.Tables[i].Fills, f)
			}
		}
	}
	again, gone, err := a.Seating.Reprint(ctx, in.Event, in.Session)
	if err != nil {
		return nil, err
	}
	for _, table := range append(again, gone...) {
		if here[table] {
			w.Reprint = append(w.Reprint, table)
		}
	}
	return &reply[SeatedHall]{w}, nil
}

// SittingPath names a sitting.
type SittingPath struct {
	Event   events.ID        `path:"event" maxLength:"64"`
	Session events.SessionID `path:"session" maxLength:"64"`
}
