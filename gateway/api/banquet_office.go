package api

import (
	"context"
	"time"

	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// BanquetDoorsInput names a building.
type BanquetDoorsInput struct {
	EventInput
	Building community.NodeID `query:"building" required:"true" maxLength:"64" example:"GX-12"`
}

// BanquetDoors is what the households of a building do, to be kept beside the door list.
type BanquetDoors struct {
	Building community.NodeID `json:"building"`
	AsOf     time.Time        `json:"as_of"`
	Items    []BanquetDoor    `json:"items" nullable:"false" doc:"Of the households that take part or are about to"`
	Quota    BanquetOwnQuota  `json:"quota"`
}

// BanquetOwnQuota is the building's own share of the offline places.
type BanquetOwnQuota struct {
	Places int `json:"places" doc:"Of both meals, by its households"`
	Used   int `json:"used" doc:"Taken through the building head or the hotline"`
}

// BanquetDoor is what a household does.
type BanquetDoor struct {
	Household community.HouseholdID `json:"household"`
	State     string                `json:"state"`
	Mode      string                `json:"mode"`
	Session   string                `json:"session"`
	Come      int                   `json:"come"`
	Home      int                   `json:"home"`
	Channel   string                `json:"channel"`
	By        string                `json:"by" doc:"Masked"`
	Dish      string                `json:"dish" doc:"Its official one; empty for none or undecided"`
	HasDish   bool                  `json:"has_dish"`
}

// getBanquetDoors answers GET /v1/banquets/{event}/doors?building=: 200 BanquetDoors |
// 404 no_such_banquet, no_such_building.
func (a *API) getBanquetDoors(ctx context.Context, in *BanquetDoorsInput) (*reply[BanquetDoors], error) {
	s, err := a.feast()
	if err != nil {
		return nil, err
	}
	tree, err := a.Community.Tree(ctx)
	if err != nil {
		return nil, err
	}
	building, ok := tree.Building(in.Building)
	if !ok || !tree.Within(in.Building, a.reach(ctx, identity.ActForPeople)) {
		return nil, community.ErrNoBuilding
	}
	e, err := s.Edition(ctx, in.Event)
	if err != nil {
		return nil, err
	}
	list, err := s.InBuilding(ctx, in.Event, in.Building)
	if err != nil {
		return nil, err
	}
	titles, err := a.dishTitles(ctx, in)
	if err != nil {
		return nil, err
	}
	out := BanquetDoors{Building: in.Building, AsOf: here(a.Now()), Items: []BanquetDoor{}}
	out.Quota.Places = ownQuota(tree, e, building)
	for _, r := range list {
		title, has := titles[r.Household]
		out.Items = append(out.Items, BanquetDoor{
			Household: r.Household, State: string(r.State), Mode: string(r.Mode), Session: string(r.Session), Come: r.Come(), Home: r.Home(),
			Channel: r.Channel, By: r.ByName, Dish: title, HasDish: has,
		})
		if r.Mode == banquet.ByMeal && (r.Channel == "building_head" || r.Channel == "hotline") {
			out.Quota.Used += r.Come()
		}
	}
	return &reply[BanquetDoors]{out}, nil
}

// dishTitles are what the households of a building bring, by household, as far as a dish
// of theirs is cooked there.
func (a *API) dishTitles(ctx context.Context, in *BanquetDoorsInput) (map[community.HouseholdID]string, error) {
	dishes, err := a.Banquet.DishesIn(ctx, in.Event, in.Building)
	if err != nil {
		return nil, err
	}
	titles := map[community.HouseholdID]string{}
	for _, d := range dishes {
		if d.Extra {
			continue
		}
		for _, share := range d.Shares {
			titles[share.Household] = d.Title()
		}
	}
	return titles, nil
}

// ownQuota is a building's part of its estate's offline places.
func ownQuota(tree *community.Tree, e banquet.Edition, building community.Building) int {
	for _, q := range e.Quotas(estateHomes(tree)) {
		if q.Channel != "offline" || q.Estate != building.Estate {
			continue
		}
		var homes []int
		which := 0
		for b := range tree.Below(community.Reach{community.Everything}) {
			if b.Estate != building.Estate {
				continue
			}
			if b.Code == building.Code {
				which = len(homes)
			}
			homes = append(homes, b.Households)
		}
		if len(homes) == 0 {
			return 0
		}
		return banquet.OfBuilding(q.Places, homes, which)
	}
	return 0
}

// estateHomes are the households of each estate.
func estateHomes(tree *community.Tree) []banquet.EstateHomes {
	count := map[community.EstateCode]int{}
	for b := range tree.Below(community.Reach{community.Everything}) {
		count[b.Estate] += b.Households
	}
	var list []banquet.EstateHomes
	for _, x := range tree.Estates() {
		list = append(list, banquet.EstateHomes{Estate: x.Code, Households: count[x.Code]})
	}
	return list
}

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
