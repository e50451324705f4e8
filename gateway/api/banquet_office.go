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

	Stage      string     `json:"stage" enum:",building,estate,online" doc:"Who may use what is left: the building alone, from D-5 any of its estate, from D-4 everybody online; empty where heads share them all"`
	Left       int        `json:"left" doc:"By the stage: of the building, or of its estate"`
	EstateFrom *time.Time `json:"estate_from"`
	OnlineFrom *time.Time `json:"online_from"`
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

	// What a change at the door is made to.
	People     []BanquetComing `json:"people" nullable:"false"`
	HighChairs int             `json:"high_chairs"`
	Wishes     []string        `json:"wishes" nullable:"false" doc:"Doors of households it would like at its table"`
	Rev        int64           `json:"rev"`
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
	if _, ok := tree.Building(in.Building); !ok || !tree.Within(in.Building, a.reach(ctx, identity.ActForPeople)) {
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
	share, err := s.OfflineOf(ctx, e, in.Building, "")
	if err != nil {
		return nil, err
	}
	out.Quota = BanquetOwnQuota{share.Places, share.Used, string(share.Stage), share.Left(), whenSet(e.EstateFrom), whenSet(e.OnlineFrom)}
	for _, r := range list {
		door, err := a.banquetDoor(ctx, r)
		if err != nil {
			return nil, err
		}
		title, has := titles[r.Household]
		door.Dish, door.HasDish = title, has
		out.Items = append(out.Items, door)
	}
	return &reply[BanquetDoors]{out}, nil
}

// banquetDoor is what the household of a registration does.
func (a *API) banquetDoor(ctx context.Context, r banquet.Registration) (BanquetDoor, error) {
	wishes, err := a.doorsOf(ctx, r.Wishes)
	if err != nil {
		return BanquetDoor{}, err
	}
	d := BanquetDoor{
		Household: r.Household, State: string(r.State), Mode: string(r.Mode), Session: string(r.Session), Come: r.Come(), Home: r.Home(),
		Channel: r.Channel, By: r.ByName, People: []BanquetComing{}, HighChairs: r.HighChairs, Wishes: wishes, Rev: r.Rev,
	}
	for _, p := range r.People {
		d.People = append(d.People, BanquetComing{Person: p.Person, Way: string(p.Way)})
	}
	return d, nil
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
