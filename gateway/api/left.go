package api

import (
	"context"
	"time"

	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// LeftInput asks for a piece of the list of those who moved out.
type LeftInput struct {
	PageInput
	Building community.NodeID     `query:"building" maxLength:"64" doc:"Only who lived in this building"`
	Estate   community.EstateCode `query:"estate" maxLength:"16" doc:"Only who lived in this estate, as far as the caller's reach goes"`
	Node     community.NodeID     `query:"node" maxLength:"64" doc:"Only who lived in this part of the organisation"`
}

// LeftPage is a piece of the list of those who moved out.
type LeftPage struct {
	Items []LeftView `json:"items" nullable:"false"`
	Next  string     `json:"next" doc:"Cursor for ?after=; empty at the end"`
}

// LeftView is somebody who lives in no household that is known.
type LeftView struct {
	ID        community.PersonID    `json:"id"`
	Name      string                `json:"name" doc:"Masked unless the caller may change people where they lived"`
	AgeBand   string                `json:"age_band"`
	Building  community.NodeID      `json:"building" doc:"Where they lived; empty where nobody knows, or not any more"`
	Address   string                `json:"address" doc:"Where they lived; down to the building only, unless the caller may change people there"`
	Household community.HouseholdID `json:"household" doc:"That they left; empty where it is lived in no more"`
	Since     *time.Time            `json:"since,omitempty"`
	MaySee    bool                  `json:"may_see" doc:"The caller may look them up: they are in no building, so it takes the whole community"`
	MayReturn bool                  `json:"may_return" doc:"The caller may take it back that they moved out"`
}

// getLeft answers GET /v1/people/left: 200 LeftPage | 400 cursor | 404
// no_such_building, no_such_estate, no_such_node.
func (a *API) getLeft(ctx context.Context, in *LeftInput) (*reply[LeftPage], error) {
	reach, err := a.Community.Narrow(ctx, a.reach(ctx, identity.FindPeople), community.Narrowing{Node: in.Node, Estate: in.Estate, Building: in.Building})
	if err != nil {
		return nil, err
	}
	people, next, err := a.Community.LeftIn(ctx, reach, in.After, in.Limit)
	if err != nil {
		return nil, pageFault(err)
	}
	v, err := a.viewer(ctx)
	if err != nil {
		return nil, err
	}
	var ids []community.HouseholdID
	for _, p := range people {
		ids = append(ids, p.Left.Household)
	}
	homes, err := a.Community.Store.Households.Many(ctx, ids)
	if err != nil {
		return nil, err
	}
	at := make(map[community.HouseholdID]community.Household, len(homes))
	for _, h := range homes {
		at[h.ID] = h
	}
	page := LeftPage{Items: make([]LeftView, len(people)), Next: next}
	for i, p := range people {
		page.Items[i] = v.left(p, at[p.Left.Household])
	}
	return &reply[LeftPage]{page}, nil
}

// left shows somebody who moved out as what may be seen where they lived.
func (v viewer) left(p community.Person, h community.Household) LeftView {
	there := p
	there.Building = p.Left.Building
	w := LeftView{ID: p.ID, Name: v.name(there), AgeBand: community.AgeBand(p.Born, v.now), Building: p.Left.Building, MaySee: v.tree.Within(p.Building, v.find)}
	if p.Left.Building == "" {
		return w
	}
	w.Since = new(here(p.Left.At))
	w.Address, _ = v.address(h, p.Left.Building)
	if h.ID != "" && h.Ended.IsZero() {
		w.Household, w.MayReturn = h.ID, v.in(p.Left.Building).change
	}
	return w
}

// ComeBackInput takes it back that somebody moved out.
type ComeBackInput struct {
	Person community.PersonID `path:"person" maxLength:"128" pattern:"^[A-Za-z0-9._-]+$"`
	Body   struct {
		Why string `json:"why" maxLength:"200"`
	}
}

// postComeBack answers POST /v1/people/{person}/return: 200 PersonView | 400 reason |
// 404 no_such_person, no_such_household.
func (a *API) postComeBack(ctx context.Context, in *ComeBackInput) (*reply[PersonView], error) {
	why, err := reason(in.Body.Why)
	if err != nil {
		return nil, err
	}
	reach := a.reach(ctx, identity.ChangePeople)
	p, h, err := a.Community.PersonWhoLeft(ctx, reach, in.Person)
	if err != nil {
		return nil, err
	}
	err = a.audited(ctx, "person.residency", "person/"+string(p.ID), h.Building, p.ID, why, map[string]string{"state": "returned"}, func(ctx context.Context) (err error) {
		p, err = a.Community.ComeBack(ctx, reach, p.ID, string(actor(ctx).Account.ID))
		return err
	})
	if err != nil {
		return nil, err
	}
	return a.replyPerson(ctx, p, in.Person)
}
