package api

import (
	"context"
	"slices"
	"sync"
	"time"

	"wanjia/events"
	"wanjia/events/community"
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
		if b.Versions[string(s.ID)] != "" {
			v, err := a.Seating.Current(ctx, in.Event, s.ID)
			if err != nil {
				return nil, err
			}
			again, gone, err := a.Seating.Reprint(ctx, in.Event, s.ID)
			if err != nil {
				return nil, err
			}
			one.Version, one.Reprint = wireVersion(v), append(some(again), gone...)
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

// seated returns what counts at a sitting.
func (a *API) seated(ctx context.Context, event events.ID, sitting events.SessionID) (*runs.Version, error) {
	if a.Seating == nil {
		return nil, runs.ErrNoSitting
	}
	if _, err := a.Seating.Sitting(ctx, event, sitting); err != nil {
		return nil, err
	}
	return a.Seating.Current(ctx, event, sitting)
}

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

// seatBooks remembers the households of the versions asked for last, with where they live.
type seatBooks struct {
	mu    sync.Mutex
	known []seatBook
}

type seatBook struct {
	version string
	homes   []SeatedHome
}

// keptBooks is how many are remembered: two sittings, before a change and after.
const keptBooks = 6

// seatHomes are the households of a version, with where they live.
func (a *API) seatHomes(ctx context.Context, v *runs.Version) ([]SeatedHome, error) {
	a.books.mu.Lock()
	i := slices.IndexFunc(a.books.known, func(b seatBook) bool { return b.version == v.ID })
	if i >= 0 {
		homes := a.books.known[i].homes
		a.books.mu.Unlock()
		return homes, nil
	}
	a.books.mu.Unlock()
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	homes := wireHomes(v, tree)
	a.books.mu.Lock()
	defer a.books.mu.Unlock()
	if a.books.known = append(a.books.known, seatBook{v.ID, homes}); len(a.books.known) > keptBooks {
		a.books.known = slices.Clone(a.books.known[1:])
	}
	return homes, nil
}

// wireHomes writes where people live down to the building, which is what seating goes by
// and all that organisers may see of an address.
func wireHomes(v *runs.Version, tree *community.Tree) []SeatedHome {
	moved := map[string]bool{}
	for _, m := range v.Moved {
		moved[m.Household] = true
	}
	at := map[string]int{}
	for i, seat := range v.Result.Seats {
		at[seat.Household] = i + 1
	}
	homes := make([]SeatedHome, 0, len(v.Plan.Households))
	for _, h := range v.Plan.Households {
		w := SeatedHome{
			Household: h.ID, Building: h.Building, People: h.People, Quiet: h.Quiet, Only: h.Only, Allergens: len(h.Allergens) > 0, Kin: h.Kin,
			Moved: moved[h.ID], Places: []int{},
		}
		w.Address = tree.BuildingName(community.NodeID(h.Building))
		if b, ok := tree.Building(community.NodeID(h.Building)); ok {
			w.Estate = string(b.Estate)
		}
		if i := at[h.ID]; i > 0 {
			seat := v.Result.Seats[i-1]
			w.Table, w.Places, w.Wheelchairs, w.Kept, w.Hand = seat.Table, some(seat.Places), seat.Wheelchairs, seat.Kept, seat.Hand
		}
		homes = append(homes, w)
	}
	return homes
}

// Unseated is who has no table.
type Unseated struct {
	Items []UnseatedHome `json:"items" nullable:"false"`
}

// UnseatedHome is a household a person has to decide about.
type UnseatedHome struct {
	Household string      `json:"household"`
	Address   string      `json:"address"`
	People    int         `json:"people"`
	Table     string      `json:"table,omitempty" doc:"Of one that is seated and lacks a helper"`
	Code      string      `json:"code"`
	Say       events.Text `json:"say"`
}

// getUnseated answers GET /v1/events/{event}/seating/{session}/left: 200 Unseated | 404
// no_such_sitting, no_seating.
func (a *API) getUnseated(ctx context.Context, in *SittingPath) (*reply[Unseated], error) {
	v, err := a.seated(ctx, in.Event, in.Session)
	if err != nil {
		return nil, err
	}
	homes, err := a.seatHomes(ctx, v)
	if err != nil {
		return nil, err
	}
	at := map[string]SeatedHome{}
	for _, h := range homes {
		at[h.Household] = h
	}
	w := Unseated{Items: []UnseatedHome{}}
	for _, l := range v.Result.Left {
		h := at[l.Household]
		w.Items = append(w.Items, UnseatedHome{l.Household, h.Address, h.People, h.Table, l.Code, events.Text{ZH: l.Chinese(), EN: l.English()}})
	}
	return &reply[Unseated]{w}, nil
}

// SittingPath names a sitting.
type SittingPath struct {
	Event   events.ID        `path:"event" maxLength:"64"`
	Session events.SessionID `path:"session" maxLength:"64"`
}

// SeatQuery looks for a seat.
type SeatQuery struct {
	SittingPath
	Q string `query:"q" maxLength:"100" required:"true"`
}

// SeatsFound is what was found, the best first.
type SeatsFound struct {
	Items []FoundSeat `json:"items" nullable:"false"`
}

// FoundSeat is a household that comes, and where it sits.
type FoundSeat struct {
	Household string `json:"household"`
	Address   string `json:"address"`
	Name      string `json:"name" doc:"Whom the words were about, masked as in any search"`
	People    int    `json:"people"`
	Hall      string `json:"hall"`
	Table     string `json:"table" doc:"Empty for one without"`
}

// mostFound is how many seats a search answers with.
const mostFound = 20

// findSeat answers GET /v1/events/{event}/seating/{session}/search?q=: 200 SeatsFound | 404
// no_such_sitting, no_seating. It finds what the caller may find of people.
func (a *API) findSeat(ctx context.Context, in *SeatQuery) (*reply[SeatsFound], error) {
	v, err := a.seated(ctx, in.Event, in.Session)
	if err != nil {
		return nil, err
	}
	if a.Directory == nil {
		return nil, errSearch
	}
	homes, err := a.seatHomes(ctx, v)
	if err != nil {
		return nil, err
	}
	at, venue := map[string]SeatedHome{}, map[string]string{}
	for _, h := range homes {
		at[h.Household] = h
	}
	for _, t := range v.Plan.Tables {
		venue[t.ID] = t.Venue
	}
	reach := a.reach(ctx, identity.FindPeople)
	found, _, err := a.Directory.Search(ctx, in.Q, reach, []string{"person", "household"}, 100)
	if err != nil {
		return nil, err
	}
	items, err := a.showFound(ctx, reach, found)
	if err != nil {
		return nil, err
	}
	w := SeatsFound{Items: []FoundSeat{}}
	met := map[string]bool{}
	for _, item := range items {
		id := item.Household
		if item.Kind == "household" {
			id = item.ID
		}
		h, comes := at[id]
		if !comes || met[id] || len(w.Items) == mostFound {
			continue
		}
		met[id] = true
		w.Items = append(w.Items, FoundSeat{id, h.Address, item.Name, h.People, venue[h.Table], h.Table})
	}
	return &reply[SeatsFound]{w}, nil
}
