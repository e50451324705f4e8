package api

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/ticketing/seating/runs"
	"wanjia/ticketing/seating/tables"
)

// SeatPath names a household at a sitting.
type SeatPath struct {
	SittingPath
	Household string `path:"household" maxLength:"128"`
}

// SeatWhy is where a household sits, and why there.
type SeatWhy struct {
	SeatedHome
	Hall     string        `json:"hall"`
	HallName events.Text   `json:"hall_name"`
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
	HallName events.Text      `json:"hall_name"`
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
	v, homes, err := a.seatedHomes(ctx, in.SittingPath)
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
	hall   string
	name   events.Text
	number int
	why    []events.Text
	left   *events.Text
	known  bool // it comes
}

func (a *API) whySeat(ctx context.Context, v *runs.Version, household string) (explained, error) {
	x := explained{why: []events.Text{}}
	halls, err := a.Seating.Halls(ctx, v.Event)
	if err != nil {
		return x, err
	}
	names, numbers, venue := map[string]events.Text{}, map[string]int{}, map[string]string{}
	for _, h := range halls {
		names[h.ID] = banquet.VenueWords(h.Name)
		for _, t := range h.Tables {
			numbers[t.ID], venue[t.ID] = t.Number, h.ID
		}
	}
	if seat, ok := v.Seat(household); ok {
		x.known, x.hall, x.number = true, venue[seat.Table], numbers[seat.Table]
		x.name = names[x.hall]
		zh := called(numbers, "号桌", "主题桌", func(id string) string { return names[id].ZH })
		en := called(numbers, "", "for its theme", func(id string) string { return names[id].EN })
		for _, r := range seat.Reasons {
			x.why = append(x.why, events.Text{ZH: r.Chinese(zh), EN: r.English(en)})
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
func called(numbers map[string]int, table, theme string, hall func(string) string) tables.Names {
	return func(id string) string {
		switch {
		case hall(id) != "":
			return hall(id)
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

// ownSeatsAt is where a household sits at the sittings of an event, as far as that is
// published.
func (a *API) ownSeatsAt(ctx context.Context, event events.ID, household string) ([]OwnSeat, error) {
	sittings, err := a.Seating.Guests.Sittings(ctx, event)
	if err != nil || len(sittings) == 0 {
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
		v, err := a.Seating.Public(ctx, event, s.ID)
		if errors.Is(err, runs.ErrNoSeating) || errors.Is(err, runs.ErrUnpublished) {
			continue
		}
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
