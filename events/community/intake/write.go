package intake

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"wanjia/events/community"
)

// carryOut writes what the plan of a batch says. Everything in it may have been
// written before.
func (r *runner) carryOut(ctx context.Context, plan []Step, entries []entry) error {
	if err := r.addHomes(ctx, plan, entries); err != nil {
		return err
	}
	if err := r.addPeople(ctx, plan, entries); err != nil {
		return err
	}
	for i, step := range plan {
		if step.Do == stepChange {
			if err := r.change(ctx, step, entries[i]); err != nil {
				return err
			}
		}
	}
	refused := slices.DeleteFunc(slices.Clone(plan), func(s Step) bool { return s.Do != stepRefuse })
	if len(refused) == 0 {
		return nil
	}
	return added(r.Refusals.Add(ctx, Refusals{ID: fmt.Sprintf("%s/%06d", r.job.ID, r.job.Batch), Import: r.job.ID, Rows: refused}))
}

// added is what is left of the answers of an insert that may have happened before.
func added(answers []error, err error) error {
	for _, a := range answers {
		if !errors.Is(a, community.ErrExists) {
			err = errors.Join(err, a)
		}
	}
	return err
}

// addHomes makes the households for flats nobody was known in.
func (r *runner) addHomes(ctx context.Context, plan []Step, entries []entry) error {
	var homes []community.Household
	for i, step := range plan {
		if step.Do != stepAdd || !step.New ||
			slices.ContainsFunc(homes, func(h community.Household) bool { return h.ID == step.Household }) {
			continue
		}
		d := entries[i].door
		homes = append(homes, community.Household{
			ID: step.Household, Code: d.code(), Building: d.building, Unit: d.unit, Floor: d.floor, Flat: d.flat,
			Room: d.room, Changed: r.Now(),
		})
	}
	if len(homes) == 0 {
		return nil
	}
	return added(r.Community.Store.Households.Add(ctx, homes...))
}

func (r *runner) addPeople(ctx context.Context, plan []Step, entries []entry) error {
	var people []community.Person
	now := r.Now()
	for i, step := range plan {
		if step.Do != stepAdd {
			continue
		}
		e := entries[i]
		p := community.Person{
			ID: step.Person, Household: step.Household, Building: e.door.building, Name: e.name, Sex: e.sex, Born: e.born,
			Phone: e.phone, Role: e.role, Channel: "import", Created: now, Changed: now,
		}
		if e.other != "" && e.other != e.name {
			p.OtherNames = []string{e.other}
		}
		people = append(people, p)
	}
	if len(people) == 0 {
		return nil
	}
	return added(r.Community.Store.People.Add(ctx, people...))
}

// change fills what is empty in a record, with a line in the log. Values are not
// in the line, only which fields they are.
func (r *runner) change(ctx context.Context, step Step, e entry) error {
	p, err := r.Community.Store.People.Get(ctx, step.Person)
	if errors.Is(err, community.ErrNoPerson) {
		return nil // removed since the batch was decided
	}
	if err != nil {
		return err
	}
	filled := fill(&p, e)
	if filled == nil {
		return nil // written before the process was lost, or by somebody else
	}
	line := r.line(r.job, "import.row", "person/"+string(p.ID), string(p.Building))
	line.For = string(p.ID)
	line.Detail = map[string]string{"row": fmt.Sprint(step.Row), "filled": strings.Join(filled, " ")}
	return r.Audit.Do(ctx, line, func(ctx context.Context) error {
		_, err := r.Community.Store.People.Change(ctx, step.Person, func(p *community.Person) error {
			if !p.Live() || fill(p, e) == nil {
				return errNothing
			}
			p.Changed = r.Now()
			return nil
		})
		if errors.Is(err, errNothing) || errors.Is(err, community.ErrNoPerson) {
			return nil
		}
		return err
	})
}
