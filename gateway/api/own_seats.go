package api

import (
	"cmp"
	"slices"

	"wanjia/events/community"
	"wanjia/ticketing/seating/floor"
	"wanjia/ticketing/seating/runs"
	"wanjia/ticketing/seating/tables"
)

// SeatMates are the households of a building at one's table. Where they live is as much
// as the card on the table says; nobody is named.
type SeatMates struct {
	Where  string `json:"where" doc:"Their building"`
	People int    `json:"people"`
	Kin    bool   `json:"kin,omitempty" doc:"They agreed to sit with one's household"`
}

// SeatWay is where a table stands in its hall, in centimetres, and how one comes there.
type SeatWay struct {
	Width    int        `json:"width" doc:"Of the hall"`
	Height   int        `json:"height"`
	X        int        `json:"x" doc:"Of the middle of the table"`
	Y        int        `json:"y"`
	Parts    []HallPart `json:"parts" nullable:"false" doc:"Exits, toilets, ramps, aisles and the stage"`
	StepFree bool       `json:"step_free"`
	AisleCM  int        `json:"aisle_cm,omitempty"`
	ToiletM  int        `json:"toilet_m,omitempty"`
}

// seatWay finds a table in the halls, nil for none.
func seatWay(halls []floor.Drawn, table string) *SeatWay {
	for _, h := range halls {
		i := slices.IndexFunc(h.Tables, func(t floor.Table) bool { return t.ID == table })
		if i < 0 {
			continue
		}
		t := h.Tables[i]
		w := &SeatWay{Width: h.Width, Height: h.Height, X: t.X, Y: t.Y, Parts: []HallPart{}, StepFree: t.StepFree, AisleCM: t.AisleCM, ToiletM: t.ToiletM}
		for _, p := range h.Parts {
			w.Parts = append(w.Parts, HallPart(p))
		}
		return w
	}
	return nil
}

// seatMates are the others at a household's table: its kin first, then its building,
// then by number of people.
func seatMates(v *runs.Version, tree *community.Tree, household string, seat tables.Seat) []SeatMates {
	homes := map[string]tables.Household{}
	for _, h := range v.Plan.Households {
		homes[h.ID] = h
	}
	own, list := homes[household], []SeatMates{}
	for _, s := range v.Result.Seats {
		if s.Table != seat.Table || s.Household == household {
			continue
		}
		h := homes[s.Household]
		m := SeatMates{Where: tree.BuildingName(community.NodeID(h.Building)), People: h.People, Kin: own.Kin != "" && h.Kin == own.Kin}
		i := slices.IndexFunc(list, func(o SeatMates) bool { return o.Where == m.Where && o.Kin == m.Kin })
		if i < 0 {
			list = append(list, m)
		} else {
			list[i].People += m.People
		}
	}
	home := tree.BuildingName(community.NodeID(own.Building))
	rank := func(m SeatMates) int {
		switch {
		case m.Kin:
			return 0
		case m.Where == home:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(list, func(x, y SeatMates) int {
		return cmp.Or(rank(x)-rank(y), y.People-x.People, cmp.Compare(x.Where, y.Where))
	})
	return list
}
