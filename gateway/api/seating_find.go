package api

import (
	"context"

	"wanjia/events"
	"wanjia/gateway/identity"
)

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
	v, homes, err := a.seatedHomes(ctx, *in)
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
	if a.Directory == nil {
		return nil, errSearch
	}
	v, homes, err := a.seatedHomes(ctx, in.SittingPath)
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
