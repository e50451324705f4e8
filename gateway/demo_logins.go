package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"wanjia/events"
	"wanjia/events/community"
	"wanjia/gateway/identity"
)

// binding is what a demonstration's login takes from the community. It is chosen
// when that was loaded and kept: what visitors do to the people changes none.
type binding struct {
	Phone  string      `json:"phone"`
	Name   string      `json:"name,omitempty"`
	Person string      `json:"person,omitempty"`
	Node   string      `json:"node,omitempty"`
	Note   events.Text `json:"note"`
}

// The logins that stand for somebody or somewhere of the community.
const (
	demoResident  = "15400000001"
	demoHead      = "15400000006"
	demoHealth    = "15400000008"
	demoSecretary = "15400000021"
)

// bound puts people and places of the community into the logins.
func bound(logins []identity.Login, to []binding) []identity.Login {
	for i := range logins {
		l := &logins[i]
		k := slices.IndexFunc(to, func(b binding) bool { return b.Phone == l.Phone })
		if k < 0 {
			continue
		}
		b := to[k]
		l.Person, l.Note = b.Person, b.Note
		if b.Name != "" {
			l.Name = b.Name
		}
		if b.Node != "" {
			l.Node = b.Node
		}
	}
	return logins
}

// cast is who stands in the demonstration, all of one building: a family with a
// grandmother who has no telephone, and two who hold posts.
type cast struct {
	building              community.Building
	resident, head, nurse community.Person
	family                int // how many live there
}

// choose casts the demonstration from the first building that has everybody.
func choose(ctx context.Context, s community.Store, tree *community.Tree) ([]binding, error) {
	buildings := slices.Collect(tree.Below(community.Reach{community.Everything}))
	// 桂香苑 first, whose houses have stairs: they are what the demonstration is about.
	elsewhere := func(b community.Building) bool { return b.Estate != "GX" }
	ordered := slices.Concat(slices.DeleteFunc(slices.Clone(buildings), elsewhere), buildings)
	for _, b := range ordered {
		c := cast{building: b}
		ok, err := c.find(ctx, s)
		if err != nil {
			return nil, fmt.Errorf("cast the demonstration: %w", err)
		}
		if ok {
			return c.bindings(tree), nil
		}
	}
	return nil, nil // then the logins stand for nobody
}

// find looks for everybody in the building.
func (c *cast) find(ctx context.Context, s community.Store) (bool, error) {
	for _, post := range []struct {
		kind string
		into *community.Person
	}{{community.PostHead, &c.head}, {community.PostHealth, &c.nurse}} {
		p, err := s.Posts.Get(ctx, community.PostID(string(c.building.Code)+"-"+post.kind))
		if errors.Is(err, community.ErrNoPost) || err == nil && p.Holder == "" {
			return false, nil
		}
		if err == nil {
			*post.into, err = s.People.Get(ctx, p.Holder)
		}
		if err != nil {
			return false, err
		}
	}
	if c.head.ID == c.nurse.ID {
		return false, nil
	}
	homes := map[community.HouseholdID][]community.Person{}
	var grandmothers []community.Person
	for after, more := "", true; more; more = after != "" {
		people, next, err := s.People.List(ctx, community.By{Index: "building", Prefix: string(c.building.Code) + "/", After: after, Limit: batchRows})
		if err != nil {
			return false, err
		}
		for _, p := range people {
			homes[p.Household] = append(homes[p.Household], p)
			if p.Role == "grandmother" && p.Phone == "" {
				grandmothers = append(grandmothers, p)
			}
		}
		after = next
	}
	for _, g := range grandmothers {
		home := homes[g.Household]
		taken := slices.ContainsFunc(home, func(p community.Person) bool { return p.ID == c.head.ID || p.ID == c.nurse.ID })
		child := slices.ContainsFunc(home, func(p community.Person) bool { return p.Role == "child" })
		if taken || !child {
			continue
		}
		relations, _, err := s.Relations.List(ctx, community.By{Index: "person", Prefix: string(g.ID) + "/", Limit: 10})
		if err != nil {
			return false, err
		}
		for _, r := range relations {
			if i := slices.IndexFunc(home, func(p community.Person) bool { return p.ID == r.Agent }); i >= 0 && !r.Default && r.Consent != "" {
				c.resident, c.family = home[i], len(home)
				return true, nil
			}
		}
	}
	return false, nil
}

// bindings says which login stands for whom.
func (c *cast) bindings(tree *community.Tree) []binding {
	where, code := tree.BuildingName(c.building.Code), string(c.building.Code)
	branch := tree.Parent(c.building.Group)
	return []binding{
		{Phone: demoResident, Name: c.resident.Name, Person: string(c.resident.ID), Note: events.Text{
			ZH: fmt.Sprintf("住户，%s，一家%d口，替没有手机的奶奶办事", where, c.family),
			EN: fmt.Sprintf("Resident of %s, %d at home, acts for a grandmother without a telephone", code, c.family),
		}},
		{Phone: demoHead, Name: c.head.Name, Person: string(c.head.ID), Node: code, Note: events.Text{
			ZH: where + "的楼栋长", EN: "Head of building " + code,
		}},
		{Phone: demoHealth, Name: c.nurse.Name, Person: string(c.nurse.ID), Node: code, Note: events.Text{
			ZH: where + "的卫生委员", EN: "Health officer of building " + code,
		}},
		{Phone: demoSecretary, Node: string(branch), Note: events.Text{
			ZH: tree.NodeName(branch) + "的书记", EN: "Secretary of branch " + string(branch),
		}},
	}
}
