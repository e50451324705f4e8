package api

import (
	"context"
	"errors"

	"wanjia/events/community"
)

func (a *API) replyOwn(ctx context.Context, id community.PersonID) (*reply[Own], error) {
	p, err := a.Community.Store.People.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	p = p.Housed()
	own := Own{Person: ownPerson(p), Household: p.Household, Building: p.Building}
	if p.Household != "" {
		h, err := a.Community.Store.Households.Get(ctx, p.Household)
		if err != nil {
			return nil, err
		}
		tree, err := a.Community.Tree(ctx)
		if err != nil {
			return nil, err
		}
		own.Address = tree.Address(h)
		if own.Head, err = a.head(ctx, p.Building); err != nil {
			return nil, err
		}
	}
	return &reply[Own]{own}, nil
}

func ownPerson(p community.Person) OwnPerson {
	return OwnPerson{
		ID: p.ID, Name: p.Name, Sex: p.Sex, Born: p.Born, Role: p.Role, PhoneMasked: community.MaskPhone(p.Phone),
		Ability: p.Ability, Language: p.Language, Needs: wireNeeds(p.Needs), Residency: p.Residency.State,
	}
}

// head is who answers for a building now, nil where nobody does.
func (a *API) head(ctx context.Context, building community.NodeID) (*HeadCard, error) {
	roster, err := a.Community.Roster(ctx, building)
	if errors.Is(err, community.ErrNoBuilding) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	for _, d := range roster.Duties {
		if d.Kind == community.PostHead && d.State == community.PostHeld {
			return &HeadCard{Title: d.Title, Name: d.Name, DutyPhone: d.Phone}, nil
		}
	}
	return nil, nil
}
