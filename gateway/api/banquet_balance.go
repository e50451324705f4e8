package api

import (
	"context"

	"wanjia/events/banquet"
	"wanjia/events/community"
)

// BanquetBalanceInput names a building.
type BanquetBalanceInput struct {
	EventInput
	Building community.NodeID `query:"building" maxLength:"64" doc:"Empty for one's own"`
}

// BanquetBalances is how the dishes stand of a building and of the venue nearest to it.
type BanquetBalances struct {
	Building BanquetBalance `json:"building"`
	Venue    BanquetBalance `json:"venue"`
}

// BanquetBalance is how dishes stand beside what the tables want. It is a suggestion:
// nothing is refused for it.
type BanquetBalance struct {
	Of         string         `json:"of"`
	Dishes     int            `json:"dishes"`
	Undecided  int            `json:"undecided"`
	Tables     int            `json:"tables"`
	Categories map[string]int `json:"categories" nullable:"false"`
	Have       map[string]int `json:"have" nullable:"false" doc:"soup, steamed, vegetable, other"`
	Want       map[string]int `json:"want" nullable:"false"`
	Same       map[string]int `json:"same" nullable:"false" doc:"By number in the book, those brought more than once"`
	Suggest    string         `json:"suggest" enum:",soup,steamed,vegetable"`
}

func wireBalance(b banquet.Balance) BanquetBalance {
	w := BanquetBalance{
		Of: b.Of, Dishes: b.Dishes, Undecided: b.Undecided, Tables: b.Tables, Suggest: string(b.Suggest),
		Categories: map[string]int{}, Have: map[string]int{}, Want: map[string]int{}, Same: map[string]int{},
	}
	for k, n := range b.ByCategory {
		w.Categories[string(k)] = n
	}
	for k, n := range b.Have {
		w.Have[string(k)] = n
	}
	for k, n := range b.Want {
		w.Want[string(k)] = n
	}
	for k, n := range b.Same {
		if n > 1 {
			w.Same[k] = n
		}
	}
	return w
}

// getBanquetBalance answers GET /v1/banquets/{event}/balance?building=: 200
// BanquetBalances | 404 no_such_banquet, no_household. Figures without names: whoever is
// signed in may see those of any building.
func (a *API) getBanquetBalance(ctx context.Context, in *BanquetBalanceInput) (*reply[BanquetBalances], error) {
	s, err := a.feast()
	if err != nil {
		return nil, err
	}
	building := in.Building
	if building == "" {
		me, err := a.self(ctx)
		if err != nil {
			return nil, err
		}
		building = me.Building
	}
	if _, err := s.Edition(ctx, in.Event); err != nil {
		return nil, err
	}
	own, venue, err := s.BalanceOf(ctx, in.Event, building)
	return &reply[BanquetBalances]{BanquetBalances{wireBalance(own), wireBalance(venue)}}, err
}
