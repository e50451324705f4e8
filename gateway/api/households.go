package api

import (
	"context"

	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// HouseholdsInput asks for a piece of the list of households.
type HouseholdsInput struct {
	PageInput
	Building community.NodeID     `query:"building" maxLength:"64" doc:"Only in this building"`
	Estate   community.EstateCode `query:"estate" maxLength:"16" doc:"Only in this estate, as far as the caller's reach goes"`
	Node     community.NodeID     `query:"node" maxLength:"64" doc:"Only in this part of the organisation"`
	Code     string               `query:"code" maxLength:"64" doc:"Only in this flat" example:"GX-12-2-501"`
	Away     bool                 `query:"away" doc:"Those that moved away, and not those that live there"`
}

// HouseholdPage is a piece of the list of households.
type HouseholdPage struct {
	Items []HouseholdView `json:"items" nullable:"false"`
	Next  string          `json:"next" doc:"Cursor for ?after=; empty at the end"`
}

// HouseholdRef names a household.
type HouseholdRef struct {
	Household community.HouseholdID `path:"household" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
}

// getHouseholds answers GET /v1/households: 200 HouseholdPage | 400 cursor |
// 404 no_such_building, no_such_estate, no_such_node.
func (a *API) getHouseholds(ctx context.Context, in *HouseholdsInput) (*reply[HouseholdPage], error) {
	reach, err := a.Community.Narrow(ctx, a.reach(ctx, identity.FindPeople), community.Narrowing{Node: in.Node, Estate: in.Estate, Building: in.Building})
	if err != nil {
		return nil, err
	}
	homes, next, err := a.Community.HouseholdsIn(ctx, reach, community.Homes{
		Code: in.Code, Away: in.Away, After: in.After, Limit: in.Limit,
	})
	if err != nil {
		return nil, pageFault(err)
	}
	page := HouseholdPage{Items: make([]HouseholdView, len(homes)), Next: next}
	for i, h := range homes {
		if page.Items[i], err = a.showHousehold(ctx, h); err != nil {
			return nil, err
		}
	}
	return &reply[HouseholdPage]{page}, nil
}

// getHousehold answers GET /v1/households/{household}: 200 HouseholdView |
// 404 no_such_household.
func (a *API) getHousehold(ctx context.Context, in *HouseholdRef) (*reply[HouseholdView], error) {
	h, err := a.Community.DoorIn(ctx, a.reach(ctx, identity.FindPeople), in.Household)
	if err != nil {
		return nil, err
	}
	return a.replyHousehold(ctx, h)
}

func (a *API) replyHousehold(ctx context.Context, h community.Household) (*reply[HouseholdView], error) {
	view, err := a.showHousehold(ctx, h)
	if err != nil {
		return nil, err
	}
	return &reply[HouseholdView]{view}, nil
}

func (a *API) showHousehold(ctx context.Context, h community.Household) (HouseholdView, error) {
	v, err := a.viewer(ctx)
	if err != nil {
		return HouseholdView{}, err
	}
	people, err := a.Community.PeopleOf(ctx, h.ID)
	if err != nil {
		return HouseholdView{}, err
	}
	return v.household(h, people), nil
}

// ReturnInput takes it back that a household moved away.
type ReturnInput struct {
	Household community.HouseholdID `path:"household" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	Body      struct {
		Why string `json:"why" maxLength:"200"`
	}
}

// postReturn answers POST /v1/households/{household}/return: 200 HouseholdView, also
// for one that lives there | 400 reason | 404 no_such_household.
func (a *API) postReturn(ctx context.Context, in *ReturnInput) (*reply[HouseholdView], error) {
	why, err := reason(in.Body.Why)
	if err != nil {
		return nil, err
	}
	reach := a.reach(ctx, identity.ChangePeople)
	h, err := a.Community.DoorIn(ctx, reach, in.Household)
	if err != nil {
		return nil, err
	}
	err = a.audited(ctx, "household.return", "household/"+string(h.ID), h.Building, "", why, nil, func(ctx context.Context) (err error) {
		h, err = a.Community.Return(ctx, reach, h.ID, string(actor(ctx).Account.ID))
		return err
	})
	if err != nil {
		return nil, err
	}
	return a.replyHousehold(ctx, h)
}

// NewHouseholdInput is a household at an address that exists.
type NewHouseholdInput struct {
	Body struct {
		Building community.NodeID `json:"building" maxLength:"64" example:"GX-12"`
		Unit     int              `json:"unit" minimum:"0" maximum:"99"`
		Room     string           `json:"room" maxLength:"24" example:"501"`
		Tenure   string           `json:"tenure,omitempty" enum:",owner,renter,public"`
		MovedIn  community.Day    `json:"moved_in,omitempty" maxLength:"10"`
		Another  bool             `json:"another,omitempty" doc:"Beside those that live in the flat already"`
	}
}

// postHousehold answers POST /v1/households: 201 HouseholdView | 400 no_such_address,
// tenure, born | 404 no_such_building | 409 exists.
func (a *API) postHousehold(ctx context.Context, in *NewHouseholdInput) (*reply[HouseholdView], error) {
	b := in.Body
	h, err := a.Community.AddHome(ctx, a.reach(ctx, identity.ChangePeople), community.NewHousehold{
		Building: b.Building, Unit: b.Unit, Room: b.Room, Tenure: b.Tenure, MovedIn: b.MovedIn, Another: b.Another, Known: true,
	}, a.recorder(""))
	if err != nil {
		return nil, err
	}
	return a.replyHousehold(ctx, h)
}
