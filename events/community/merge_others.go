package community

import (
	"context"
	"slices"
)

// posts are held and deputised for by the record that stays. Terms that are over
// keep the name they were held under.
func (p *planner) posts(ctx context.Context) error {
	holds, err := everyOf(ctx, p.Service.Store.Posts, "holder", p.gone.ID)
	if err != nil {
		return err
	}
	deputises, err := everyOf(ctx, p.Service.Store.Posts, "deputy", p.gone.ID)
	if err != nil {
		return err
	}
	seen := map[PostID]bool{}
	for _, x := range slices.Concat(holds, deputises) {
		if seen[x.ID] {
			continue
		}
		seen[x.ID] = true
		after := x
		if after.Holder == p.gone.ID {
			after.Holder = p.kept.ID
		}
		if after.Deputy == p.gone.ID {
			after.Deputy = p.kept.ID
		}
		if after.Deputy == after.Holder {
			after.Deputy = ""
		}
		if err := p.step("post", string(x.ID), x, after); err != nil {
			return err
		}
	}
	return nil
}

func (p *planner) teams(ctx context.Context) error {
	leads, err := everyOf(ctx, p.Service.Store.Teams, "leader", p.gone.ID)
	if err != nil {
		return err
	}
	for _, x := range leads {
		after := x
		after.Leader = p.kept.ID
		if err := p.step("team", string(x.ID), x, after); err != nil {
			return err
		}
	}
	members, err := everyOf(ctx, p.Service.Store.Members, "person", p.gone.ID)
	if err != nil {
		return err
	}
	for _, x := range members {
		after := x
		after.ID, after.Person = string(x.Team)+"/"+string(p.kept.ID), p.kept.ID
		found, err := p.Service.Store.Members.Many(ctx, []string{after.ID})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			err = p.step("member", after.ID, nil, after)
		} else if rank(x.Role) < rank(found[0].Role) {
			higher := found[0]
			higher.Role = x.Role
			err = p.step("member", after.ID, found[0], higher)
		}
		if err == nil {
			err = p.step("member", x.ID, x, nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func rank(role string) int { return (slices.Index([]string{"leader", "deputy"}, role) + 3) % 3 }

// volunteers: the hours of both count, under the number of the record that stays.
func (p *planner) volunteers(ctx context.Context) error {
	found, err := p.Service.Store.Volunteers.Many(ctx, []PersonID{p.gone.ID})
	if err != nil || len(found) == 0 {
		return err
	}
	theirs := found[0]
	mine, err := p.Service.Store.Volunteers.Many(ctx, []PersonID{p.kept.ID})
	if err != nil {
		return err
	}
	if len(mine) == 0 {
		after := theirs
		after.Person = p.kept.ID
		err = p.step("volunteer", string(p.kept.ID), nil, after)
	} else {
		after := mine[0]
		after.HalfHours += theirs.HalfHours
		after.HalfHoursThisYear += theirs.HalfHoursThisYear
		after.Stars = max(after.Stars, theirs.Stars)
		after.Skills = slices.Clone(after.Skills)
		for _, s := range theirs.Skills {
			if !slices.Contains(after.Skills, s) {
				after.Skills = append(after.Skills, s)
			}
		}
		if theirs.Since != "" && (after.Since == "" || theirs.Since < after.Since) {
			after.Since = theirs.Since
		}
		err = p.step("volunteer", string(p.kept.ID), mine[0], after)
	}
	if err != nil {
		return err
	}
	return p.step("volunteer", string(p.gone.ID), theirs, nil)
}

// care is looked through whole: helpers are in no index, pairs are few and merges
// rare.
func (p *planner) care(ctx context.Context) error {
	for x, err := range p.Service.Store.CarePairs.All(ctx) {
		if err != nil {
			return err
		}
		if x.Person != p.gone.ID && !slices.Contains(x.Helpers, p.gone.ID) {
			continue
		}
		after := x
		if after.Person == p.gone.ID {
			after.Person = p.kept.ID
		}
		after.Helpers = nil
		for _, h := range x.Helpers {
			if h == p.gone.ID {
				h = p.kept.ID
			}
			if h != after.Person && !slices.Contains(after.Helpers, h) {
				after.Helpers = append(after.Helpers, h)
			}
		}
		if err := p.step("care", x.ID, x, after); err != nil {
			return err
		}
	}
	return nil
}

// account: the one that stood for the record that goes stands for the other, unless
// an account does already; then it goes on pointing at the merged record.
func (p *planner) account(ctx context.Context) error {
	theirs, err := p.Bindings.AccountOf(ctx, p.gone.ID)
	if err != nil || theirs == "" {
		return err
	}
	mine, err := p.Bindings.AccountOf(ctx, p.kept.ID)
	if err != nil || mine != "" {
		return err
	}
	return p.step("account", theirs, binding{p.gone.ID}, binding{p.kept.ID})
}
