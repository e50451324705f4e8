package community

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"
)

// planner finds all that names the record which goes, and says what is to become
// of it.
type planner struct {
	*Merger
	merge      *PersonMerge
	kept, gone Person
	now        time.Time
}

// step notes that a record is to be changed; nil before or after is none.
func (p *planner) step(kind, id string, before, after any) error {
	was, err := json.Marshal(before)
	if err != nil {
		return err
	}
	will, err := json.Marshal(after)
	if err != nil {
		return err
	}
	p.merge.Steps = append(p.merge.Steps, MergeStep{Kind: kind, ID: id, Before: was, After: will})
	return nil
}

func (p *planner) steps(ctx context.Context) error {
	for _, part := range []func(context.Context) error{
		p.people, p.consents, p.relations, p.posts, p.teams, p.volunteers, p.care, p.account,
	} {
		if err := part(ctx); err != nil {
			return fmt.Errorf("plan merge %s: %w", p.merge.ID, err)
		}
	}
	return nil
}

// people says what the record that stays takes over, and where the other points.
func (p *planner) people(ctx context.Context) error {
	after := p.kept
	after.OtherNames = slices.Clone(after.OtherNames)
	p.take(&after)
	for _, name := range append([]string{p.kept.Name, p.gone.Name}, p.gone.OtherNames...) {
		if name != "" && name != after.Name && !slices.Contains(after.OtherNames, name) {
			after.OtherNames = append(after.OtherNames, name)
		}
	}
	after.Needs = slices.Clone(after.Needs)
	for _, n := range p.gone.Needs {
		if !slices.Contains(after.Needs, n) {
			after.Needs = append(after.Needs, n)
		}
	}
	after.Sex, after.Role = cmp.Or(after.Sex, p.gone.Sex), cmp.Or(after.Role, p.gone.Role)
	after.Ability, after.Language = cmp.Or(after.Ability, p.gone.Ability), cmp.Or(after.Language, p.gone.Language)
	if after.Residency.State == Claimed && p.gone.Residency.State != Refused {
		after.Residency = p.gone.Residency
	}
	after.Changed = p.now
	gone := p.gone
	gone.MergedInto, gone.Changed = p.kept.ID, p.now
	if err := p.step("person", string(p.kept.ID), p.kept, after); err != nil {
		return err
	}
	if err := p.step("person", string(p.gone.ID), p.gone, gone); err != nil {
		return err
	}
	return p.household(ctx, after)
}

// take says from which of the two records the fields come that both may have.
func (p *planner) take(after *Person) {
	from := func(field string, empty bool) bool {
		return p.merge.Take[field] == "gone" || empty && p.merge.Take[field] == ""
	}
	if p.gone.Phone != "" && from("phone", after.Phone == "") {
		after.Phone = p.gone.Phone
	}
	finer := len(after.Born) == 4 && len(p.gone.Born) > 4 && MaskBorn(p.gone.Born) == string(after.Born)
	if p.gone.Born != "" && from("born", after.Born == "" || finer) {
		after.Born = p.gone.Born
	}
	if from("name", false) {
		after.Name = p.gone.Name
		after.OtherNames = slices.DeleteFunc(after.OtherNames, func(n string) bool { return n == p.gone.Name })
	}
	if from("address", after.Household == "") {
		after.Household, after.Building, after.Role = p.gone.Household, p.gone.Building, p.gone.Role
		after.Left = Left{}
		if after.Household == "" {
			after.Left = cmp.Or(p.kept.Left, p.gone.Left)
		}
	}
}

// household ends the one nobody is left in, so that it is not counted twice.
func (p *planner) household(ctx context.Context, after Person) error {
	for _, left := range []HouseholdID{p.gone.Household, p.kept.Household} {
		if left == "" || left == after.Household {
			continue
		}
		people, err := p.Service.PeopleOf(ctx, left)
		if err != nil {
			return err
		}
		others := slices.ContainsFunc(people, func(o Person) bool { return o.Live() && o.ID != p.gone.ID && o.ID != p.kept.ID })
		found, err := p.Service.Store.Households.Many(ctx, []HouseholdID{left})
		if err != nil || others || len(found) == 0 || !found[0].Ended.IsZero() {
			if err != nil {
				return err
			}
			continue
		}
		ended := found[0]
		ended.Ended, ended.Changed = p.now, p.now
		if err := p.step("household", string(left), found[0], ended); err != nil {
			return err
		}
	}
	return nil
}

// everyOf reads all records under a key of an index.
func everyOf[ID ~string, T any](ctx context.Context, r Records[ID, T], index string, person PersonID) ([]T, error) {
	var all []T
	by := By{Index: index, Prefix: string(person) + "/", Limit: 1000}
	for {
		page, next, err := r.List(ctx, by)
		if err != nil {
			return nil, err
		}
		if all = append(all, page...); next == "" {
			return all, nil
		}
		by.After = next
	}
}

func (p *planner) consents(ctx context.Context) error {
	all, err := everyOf(ctx, p.Service.Store.Consents, "person", p.gone.ID)
	if err != nil {
		return err
	}
	for _, c := range all {
		after := c
		after.Person = p.kept.ID
		if after.By == p.gone.ID {
			after.By = p.kept.ID
		}
		if err := p.step("consent", string(c.ID), c, after); err != nil {
			return err
		}
	}
	return nil
}

// relations point to the record that stays, on either side. One that would say that
// somebody acts for themselves, or what another says already, ends.
func (p *planner) relations(ctx context.Context) error {
	r := p.Service.Store.Relations
	mine, err := everyOf(ctx, r, "person", p.kept.ID)
	if err != nil {
		return err
	}
	theirs, err := everyOf(ctx, r, "person", p.gone.ID)
	if err != nil {
		return err
	}
	agent, err := everyOf(ctx, r, "agent", p.gone.ID)
	if err != nil {
		return err
	}
	agentOf, err := everyOf(ctx, r, "agent", p.kept.ID)
	if err != nil {
		return err
	}
	for _, x := range slices.Concat(mine, theirs) {
		if x.Ended.IsZero() && x.Agent != "" && x.Agent != p.kept.ID && x.Agent != p.gone.ID && !slices.Contains(p.merge.Tell, x.Agent) {
			p.merge.Tell = append(p.merge.Tell, x.Agent)
		}
	}
	known := slices.Concat(mine, agentOf)
	seen := map[RelationID]bool{}
	for _, x := range slices.Concat(theirs, agent) {
		if seen[x.ID] {
			continue
		}
		seen[x.ID] = true
		after := x
		if after.Person == p.gone.ID {
			after.Person = p.kept.ID
		}
		if after.Agent == p.gone.ID {
			after.Agent = p.kept.ID
		}
		twice := slices.ContainsFunc(known, func(k Relation) bool {
			return k.Ended.IsZero() && k.Person == after.Person && k.Agent == after.Agent && k.Kind == after.Kind &&
				slices.Equal(k.Scope, after.Scope) && (k.Until == "" || after.Until != "" && k.Until >= after.Until)
		})
		if after.Ended.IsZero() && (after.Person == after.Agent || twice) {
			after.Ended = p.now
		}
		known = append(known, after)
		if err := p.step("relation", string(x.ID), x, after); err != nil {
			return err
		}
	}
	// The two acting for each other says nothing any more.
	for _, x := range mine {
		if x.Agent == p.gone.ID && !seen[x.ID] && x.Ended.IsZero() {
			after := x
			after.Agent, after.Ended = p.kept.ID, p.now
			if err := p.step("relation", string(x.ID), x, after); err != nil {
				return err
			}
		}
	}
	return nil
}
