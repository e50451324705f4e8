package api

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gofiber/fiber/v2"

	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// Estate is an estate on the wire.
type Estate struct {
	Code      community.EstateCode `json:"code" example:"GX"`
	Name      string               `json:"name" example:"桂香苑"`
	Aliases   []string             `json:"aliases" nullable:"false" doc:"As people say and write it"`
	Buildings int                  `json:"buildings" doc:"How many"`
	Synthetic bool                 `json:"synthetic"`
}

// EstateList is every estate, by code.
type EstateList struct {
	Items []Estate `json:"items" nullable:"false"`
	Next  string   `json:"next" doc:"Always empty: the list is whole"`
}

// Building is a building on the wire.
type Building struct {
	Code       community.NodeID     `json:"code" example:"GX-12"`
	Estate     community.EstateCode `json:"estate"`
	Number     int                  `json:"number"`
	Name       string               `json:"name" example:"桂香苑 12栋"`
	Units      int                  `json:"units"`
	Floors     int                  `json:"floors"`
	PerLanding int                  `json:"per_landing" doc:"Flats of one unit on one floor"`
	Lift       bool                 `json:"lift"`
	Synthetic  bool                 `json:"synthetic"`
}

// BuildingList is the buildings of an estate, by number.
type BuildingList struct {
	Items []Building `json:"items" nullable:"false"`
	Next  string     `json:"next" doc:"Always empty: the list is whole"`
}

// BuildingPage is a building and its six posts.
type BuildingPage struct {
	Building
	Committee string       `json:"committee" doc:"The residents' committee" example:"五居委会"`
	Posts     []PublicPost `json:"posts" nullable:"false" doc:"In the order of the wall"`
}

// PublicPost is a post as everybody may know it.
type PublicPost struct {
	Kind      string              `json:"kind" enum:"leader,head,health,security,culture,property"`
	Title     string              `json:"title" example:"楼栋长"`
	Name      string              `json:"name" doc:"Empty unless whoever holds the post agreed to be named"`
	DutyPhone string              `json:"duty_phone" doc:"Of the post, never of a person; empty where nobody would answer"`
	Vacant    bool                `json:"vacant" doc:"Nobody holds the post today"`
	State     community.PostState `json:"state" enum:"held,vacant,term_over,not_begun"`
}

// RoomList is the rooms of a building.
type RoomList struct {
	Building community.NodeID `json:"building"`
	Name     string           `json:"name"`
	Units    []UnitRooms      `json:"units" nullable:"false"`
}

// UnitRooms is the rooms of one unit.
type UnitRooms struct {
	Unit  int      `json:"unit"`
	Rooms []string `json:"rooms" nullable:"false" doc:"As on the doors, from the ground up" example:"101,102"`
}

// How long a cache may keep what is the same for everybody, in seconds: places
// hardly ever change, while somebody who takes a name off the wall wants it gone.
const (
	placesAge = 60
	rosterAge = 5
)

// getEstates answers GET /v1/estates: 200 EstateList | 304.
func (a *API) getEstates(c *fiber.Ctx) error {
	return a.sendShared(c, "estates", placesAge, func(ctx context.Context) (any, error) {
		list, err := a.Community.Places(ctx)
		if err != nil {
			return nil, err
		}
		return wireEstates(list), nil
	})
}

// getEstatesInReach answers GET /v1/organisation/estates: 200 EstateList.
func (a *API) getEstatesInReach(ctx context.Context, _ *struct{}) (*reply[EstateList], error) {
	list, err := a.Community.EstatesIn(ctx, a.reach(ctx, identity.FindPeople))
	if err != nil {
		return nil, err
	}
	return &reply[EstateList]{wireEstates(list)}, nil
}

func wireEstates(list []community.EstateInfo) EstateList {
	out := EstateList{Items: make([]Estate, len(list))}
	for i, e := range list {
		out.Items[i] = Estate{Code: e.Code, Name: e.Name, Aliases: some(e.Aliases), Buildings: e.Buildings, Synthetic: e.Synthetic}
	}
	return out
}

// getBuildings answers GET /v1/buildings?estate=: 200 BuildingList | 304 |
// 404 no_such_estate.
func (a *API) getBuildings(c *fiber.Ctx) error {
	estate := community.EstateCode(c.Query("estate"))
	return a.sendShared(c, "buildings/"+string(estate), placesAge, func(ctx context.Context) (any, error) {
		list, tree, err := a.Community.BuildingsOf(ctx, estate)
		if err != nil {
			return nil, err
		}
		out := BuildingList{Items: make([]Building, len(list))}
		for i, b := range list {
			out.Items[i] = wireBuilding(b, tree.BuildingName(b.Code))
		}
		return out, nil
	})
}

// getBuilding answers GET /v1/buildings/{building}: 200 BuildingPage | 304 |
// 404 no_such_building.
func (a *API) getBuilding(c *fiber.Ctx) error {
	id := community.NodeID(c.Params("building"))
	return a.sendShared(c, "building/"+string(id), rosterAge, func(ctx context.Context) (any, error) {
		r, err := a.Community.Roster(ctx, id)
		if err != nil {
			return nil, err
		}
		out := BuildingPage{
			Building: wireBuilding(r.Building, r.Name), Committee: r.Committee, Posts: make([]PublicPost, len(r.Duties)),
		}
		for i, d := range r.Duties {
			out.Posts[i] = PublicPost{
				Kind: d.Kind, Title: d.Title, Name: d.Name, DutyPhone: d.Phone,
				Vacant: d.State != community.PostHeld, State: d.State,
			}
		}
		return out, nil
	})
}

// getRooms answers GET /v1/buildings/{building}/rooms: 200 RoomList | 304 |
// 404 no_such_building.
func (a *API) getRooms(c *fiber.Ctx) error {
	id := community.NodeID(c.Params("building"))
	return a.sendShared(c, "rooms/"+string(id), placesAge, func(ctx context.Context) (any, error) {
		tree, err := a.Community.Tree(ctx)
		if err != nil {
			return nil, err
		}
		b, ok := tree.Building(id)
		if !ok {
			return nil, community.ErrNoBuilding
		}
		out := RoomList{Building: b.Code, Name: tree.BuildingName(b.Code), Units: make([]UnitRooms, b.Units)}
		for i := range out.Units {
			out.Units[i] = UnitRooms{i + 1, b.Rooms()}
		}
		return out, nil
	})
}

// sendShared sends what is the same for everybody, made at most once a second.
func (a *API) sendShared(c *fiber.Ctx, key string, age int, load func(context.Context) (any, error)) error {
	body, err := a.same.Get(c.UserContext(), key, func(ctx context.Context) (hotBody, error) {
		answer, err := load(ctx)
		if err != nil {
			return hotBody{}, err
		}
		encoded, err := json.Marshal(answer)
		if err != nil {
			return hotBody{}, fmt.Errorf("encode %s: %w", key, err)
		}
		return hotBody{bytes: encoded, tag: tagOf(encoded)}, nil
	})
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, fmt.Sprintf("public, max-age=%d", age))
	return sendTagged(c, body.tag, fiber.MIMEApplicationJSON, body.bytes)
}

func wireBuilding(b community.Building, name string) Building {
	return Building{
		Code: b.Code, Estate: b.Estate, Number: b.Number, Name: name, Units: b.Units, Floors: b.Floors,
		PerLanding: b.PerLanding, Lift: b.Lift, Synthetic: b.Synthetic,
	}
}

// some is a list that is never null on the wire.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// queried adds a query parameter to the document of a bare handler.
func queried(b binding, name, doc string) binding {
	return func(d *desk, op huma.Operation) {
		b(d, op)
		added := d.huma.OpenAPI().Paths[op.Path].Get
		added.Parameters = append(added.Parameters, &huma.Param{
			Name: name, In: "query", Description: doc, Schema: &huma.Schema{Type: huma.TypeString},
		})
	}
}
