package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"wanjia/events"
	"wanjia/events/banquet"
	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// demoSeated is the login of a household that is registered for the first meal, whose
// seating the demonstration publishes.
const demoSeated = "15400000004"

// castSeated has that login stand for the first family registered for the first meal; once
// chosen it stays. It returns the logins with it.
func (s *services) castSeated(ctx context.Context, logins []identity.Login, event events.ID) ([]identity.Login, error) {
	i := slices.IndexFunc(logins, func(l identity.Login) bool { return l.Phone == demoSeated })
	if i < 0 || logins[i].Person != "" {
		return logins, nil
	}
	who, err := s.firstSeated(ctx, event)
	if err != nil || who.ID == "" {
		return logins, err // in a data folder of before there was one, the login stands for nobody
	}
	tree, err := s.community.service.Tree(ctx)
	if err != nil {
		return logins, err
	}
	b := binding{Phone: demoSeated, Name: who.Name, Person: string(who.ID), Note: events.Text{
		ZH: fmt.Sprintf("住户，%s，万家宴第一席报了名，座位已公布", tree.BuildingName(who.Building)),
		EN: fmt.Sprintf("Resident of %s, registered for the banquet's first meal, with a seat", who.Building),
	}}
	_, err = loadMarks(s.house.documents).Change(ctx, communityMark, func(m *loadMark) error {
		if !slices.ContainsFunc(m.Logins, func(o binding) bool { return o.Phone == demoSeated }) {
			m.Logins = append(m.Logins, b)
		}
		return nil
	})
	if err != nil {
		return logins, err
	}
	logins = bound(logins, []binding{b})
	_, err = s.people.service.DemoAccounts(ctx, logins[i:i+1])
	return logins, err
}

// firstSeated is who registered first for the first meal with a family of three or four.
func (s *services) firstSeated(ctx context.Context, event events.ID) (community.Person, error) {
	e, err := s.banquet.Edition(ctx, event)
	if errors.Is(err, banquet.ErrNoBanquet) {
		return community.Person{}, nil
	}
	if err != nil {
		return community.Person{}, err
	}
	meal := slices.IndexFunc(e.Sittings, func(x banquet.Sitting) bool { return x.Kind == banquet.Meal })
	list, err := s.banquet.Guests(ctx, event, e.Sittings[meal].Session)
	if err != nil {
		return community.Person{}, err
	}
	for _, g := range list {
		if g.People < 3 || g.People > 4 || g.Only != "" {
			continue
		}
		r, err := s.banquet.Store.Registrations.Get(ctx, banquet.NewRegistrationID(event, g.Household))
		if err != nil {
			return community.Person{}, err
		}
		p, err := s.community.service.Store.People.Get(ctx, community.PersonID(r.Holder))
		if errors.Is(err, community.ErrNoPerson) {
			continue // the folder's community is another one than that of the demonstration
		}
		return p, err
	}
	return community.Person{}, nil
}
